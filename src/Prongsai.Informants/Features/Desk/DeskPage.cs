using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Prongsai.Informants.Format;
using Prongsai.Informants.Store;

namespace Prongsai.Informants.Desk;

/// <summary>A page of a recipient: signed in, appointed, and with the key open. Nothing of it is kept by the browser.</summary>
[RequestFormLimits(MemoryBufferThreshold = Informing.QuietPage.RequestMaxBytes, MultipartBodyLengthLimit = Informing.QuietPage.RequestMaxBytes)]
[RequestSizeLimit(Informing.QuietPage.RequestMaxBytes)]
internal abstract class DeskPage(IOffice office, Recipients recipients, OpenKeys keys) : PageModel
{
    /// <summary>The standing appointment of who is signed in, or of whose key is open where recipients come by their key; null for everyone else.</summary>
    public RecipientRow? Mine { get; private set; }

    /// <summary>The recipient's pair while it is open.</summary>
    public KeyPair? Open { get; private set; }

    /// <summary>Recipients say who they are by opening their key: in the worked example, and where this runs as a process of its own.</summary>
    public bool ComeByKey => office.IsExample || office.HasNoSignIn;

    protected OpenKeys Keys => keys;

    protected IOffice Office => office;

    protected Recipients Recipients => recipients;

    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        var stop = HttpContext.RequestAborted;
        Response.Headers.CacheControl = "no-store";
        var token = Request.Cookies[OpenKeys.Cookie];
        Mine = await recipients.Mine(stop);
        if (Mine is null && ComeByKey && keys.HolderOf(token) is { } holder)
        {
            Mine = (await recipients.Standing(stop)).SingleOrDefault(r => r.Id == holder);
        }
        Open = Mine is null ? null : keys.Of(token, Mine.Id);
        if (Informing.Uploads.CouldNotBeRead(ModelState))
        {
            context.Result = new ContentResult { StatusCode = 413, ContentType = "text/html; charset=utf-8", Content = Informing.Uploads.TooMuch };
            return;
        }
        await next();
    }

    protected static IActionResult Wrong() => new PageResult { StatusCode = 400 };

    protected static IActionResult Busy() => new PageResult { StatusCode = 503 };
}
