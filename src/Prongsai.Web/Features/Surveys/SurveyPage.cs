using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Prongsai.Web.Platform.Persistence;

namespace Prongsai.Web.Features.Surveys;

/// <summary>An office page of one survey; the address names it by {id}.</summary>
internal abstract class SurveyPage(AppDbContext db) : PageModel
{
    public Survey Survey { get; private set; } = null!;

    protected AppDbContext Db => db;

    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        if (!Guid.TryParse(RouteData.Values["id"]?.ToString(), out var id) || await db.Surveys.FirstOrDefaultAsync(s => s.Id == id, HttpContext.RequestAborted) is not { } found)
        {
            context.Result = new NotFoundResult();
            return;
        }
        Survey = found;
        await next();
    }

    protected static PageResult Wrong() => new() { StatusCode = StatusCodes.Status400BadRequest };
}
