using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Prongsai.Informants.Format;
using Prongsai.Informants.Store;

namespace Prongsai.Informants.Desk;

/// <summary>A page of a recipient: signed in, appointed, and with the key open. Nothing of it is kept by the browser.</summary>
[RequestFormLimits(MemoryBufferThreshold = 24 * 1024 * 1024)]
internal abstract class DeskPage(Recipients recipients, OpenKeys keys) : PageModel
{
    /// <summary>The standing appointment of who is signed in; null for everyone else.</summary>
    public RecipientRow? Mine { get; private set; }

    /// <summary>The recipient's pair while it is open.</summary>
    public KeyPair? Open { get; private set; }

    protected OpenKeys Keys => keys;

    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        Response.Headers.CacheControl = "no-store";
        Mine = await recipients.Mine(HttpContext.RequestAborted);
        Open = Mine is null ? null : keys.Of(Request.Cookies[OpenKeys.Cookie], Mine.Id);
        await next();
    }

    protected static IActionResult Wrong() => new PageResult { StatusCode = 400 };
}
