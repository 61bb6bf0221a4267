using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Prongsai.Informants.Store;

namespace Prongsai.Informants.Informing;

/// <summary>
/// A page for informants: no cookie, no script, nothing kept by browser or proxy, no referrer. Forms carry no ambient authority and so no
/// token; what they carry is sealed. Uploads stay in memory: a temporary file would hold them in clear.
/// </summary>
[IgnoreAntiforgeryToken]
[EvenLength]
[RequestFormLimits(MemoryBufferThreshold = RequestMaxBytes, MultipartBodyLengthLimit = RequestMaxBytes, ValueLengthLimit = 4 * 1024 * 1024)]
[RequestSizeLimit(RequestMaxBytes)]
internal abstract class QuietPage : PageModel
{
    /// <summary>In one sending.</summary>
    public const int FilesMax = 10;

    /// <summary>Together, in one sending.</summary>
    public const int FilesMaxBytes = 20 * 1024 * 1024;

    /// <summary>More than the files may have: who chose a little too much keeps what was typed. Beyond it nothing is read.</summary>
    public const int RequestMaxBytes = 48 * 1024 * 1024;

    public override void OnPageHandlerExecuting(PageHandlerExecutingContext context)
    {
        var headers = Response.Headers;
        headers.CacheControl = "no-store";
        headers["Referrer-Policy"] = "no-referrer";
        headers["X-Robots-Tag"] = "noindex";
        headers.ContentSecurityPolicy = "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
        if (context.HandlerMethod is null && !HttpMethods.IsGet(Request.Method) && !HttpMethods.IsHead(Request.Method))
        {
            // A page that takes nothing would be drawn without what it shows.
            context.Result = new StatusCodeResult(StatusCodes.Status405MethodNotAllowed);
            return;
        }
        if (Uploads.CouldNotBeRead(ModelState))
        {
            context.Result = new ContentResult { StatusCode = 413, ContentType = "text/html; charset=utf-8", Content = Uploads.TooMuch };
        }
    }

    protected static IActionResult Wrong() => new PageResult { StatusCode = 400 };

    protected static IActionResult Busy() => new PageResult { StatusCode = 503 };

    protected Task<IReadOnlyList<Attachment>> Read(List<IFormFile>? files, string field, CancellationToken stop) => Uploads.Read(files, ModelState, field, stop);
}

/// <summary>Files of a form, in memory.</summary>
internal static class Uploads
{
    /// <summary>The whole page when the server stopped reading: it knows nothing of what was typed, so it says how to get it back.</summary>
    public const string TooMuch = """
        <!DOCTYPE html><html lang="th"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>ข้อมูลสำหรับประชาชน</title></head>
        <body><h1>ไฟล์ใหญ่เกินไป ยังไม่มีอะไรถูกส่ง</h1><p>กดย้อนกลับ เลือกไฟล์รวมกันไม่เกิน 20 MB แล้วส่งอีกครั้ง ถ้ามีหลายไฟล์ แบ่งส่งในหน้าสนทนา</p></body></html>
        """;

    /// <summary>Whether the form was too large or broke off while it came; asked before a handler adds errors of its own.</summary>
    public static bool CouldNotBeRead(ModelStateDictionary state) =>
        state.TryGetValue("", out var whole) && whole.Errors.Count > 0;

    /// <summary>Reads what was chosen; says so at the field when it is too much.</summary>
    public static async Task<IReadOnlyList<Attachment>> Read(List<IFormFile>? files, ModelStateDictionary state, string field, CancellationToken stop)
    {
        var read = new List<Attachment>();
        if (files is { Count: > QuietPage.FilesMax })
        {
            state.AddModelError(field, $"ส่งได้ครั้งละไม่เกิน {QuietPage.FilesMax} ไฟล์ ส่งที่เหลือในหน้าสนทนาได้");
            return read;
        }
        if ((files ?? []).Sum(f => f.Length) > QuietPage.FilesMaxBytes)
        {
            state.AddModelError(field, "ไฟล์รวมกันเกิน 20 MB เลือกให้น้อยลง แล้วส่งที่เหลือในหน้าสนทนา");
            return read;
        }
        foreach (var file in files ?? [])
        {
            using var memory = new MemoryStream((int)file.Length);
            await file.CopyToAsync(memory, stop);
            var name = Path.GetFileName(file.FileName.Replace('\\', '/'));
            read.Add(new Attachment(name.Length > 120 ? name[^120..] : name, memory.ToArray()));
        }
        return read;
    }
}

/// <summary>State that lies only in the person's browser: sealed by this installation, good for some hours.</summary>
internal static class Carried
{
    public static string Seal<T>(IDataProtectionProvider protection, T state, TimeSpan goodFor) =>
        Protector<T>(protection).Protect(JsonSerializer.Serialize(state), goodFor);

    /// <returns>Null when it was changed, is of another kind, or too old.</returns>
    public static T? Open<T>(IDataProtectionProvider protection, string? text)
        where T : class
    {
        try
        {
            return string.IsNullOrEmpty(text) ? null : JsonSerializer.Deserialize<T>(Protector<T>(protection).Unprotect(text));
        }
        catch (System.Security.Cryptography.CryptographicException)
        {
            return null; // the page says that the form is too old and begins again
        }
    }

    private static ITimeLimitedDataProtector Protector<T>(IDataProtectionProvider protection) => protection.CreateProtector("prongsai.informants", typeof(T).Name).ToTimeLimitedDataProtector();
}
