using System.Text;
using Microsoft.AspNetCore.Mvc.Filters;

namespace Prongsai.Informants.Informing;

/// <summary>
/// Fills every page up to a multiple of 16 KiB: who watches the line of the office sees lengths, and could else tell a page with an answer
/// from one without, or a right code from a wrong one. Files keep their length; the first page says what a network sees.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class EvenLengthAttribute : Attribute, IAsyncResultFilter
{
    public const int Step = 16 * 1024;
    private static readonly byte[] Open = "\n<!--"u8.ToArray();
    private static readonly byte[] Close = "-->"u8.ToArray();

    public async Task OnResultExecutionAsync(ResultExecutingContext context, ResultExecutionDelegate next)
    {
        var response = context.HttpContext.Response;
        var body = response.Body;
        using var page = new MemoryStream();
        response.Body = page;
        try
        {
            await next();
        }
        finally
        {
            response.Body = body;
        }
        if (page.Length == 0)
        {
            return;
        }
        if (response.ContentType?.StartsWith("text/html", StringComparison.OrdinalIgnoreCase) == true)
        {
            var least = page.Length + Open.Length + Close.Length;
            var filling = (int)((Step - (least % Step)) % Step);
            page.Write(Open);
            page.Write(Encoding.ASCII.GetBytes(new string(' ', filling)));
            page.Write(Close);
            response.ContentLength = page.Length;
        }
        page.Position = 0;
        await page.CopyToAsync(body, context.HttpContext.RequestAborted);
    }
}

/// <summary>What a person typed into a large field: browsers send other ends of line than anyone writes on.</summary>
internal static class Typed
{
    public static string Text(string? typed) => (typed ?? "").ReplaceLineEndings("\n").Trim();
}
