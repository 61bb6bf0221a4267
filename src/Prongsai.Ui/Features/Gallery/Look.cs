using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Hosting;

namespace Prongsai.Ui.Features.Gallery;

/// <summary>Pages of the gallery that show a layout or a whole page. Only in development.</summary>
[AllowAnonymous]
internal sealed class LookModel(IWebHostEnvironment environment) : PageModel
{
    public override void OnPageHandlerExecuting(PageHandlerExecutingContext context)
    {
        if (!environment.IsDevelopment())
        {
            context.Result = NotFound();
        }
    }
}
