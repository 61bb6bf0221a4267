using Markdig;
using Markdig.Extensions.Tables;
using Markdig.Renderers.Html;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;
using System.Net;

namespace Prongsai.Web.Platform.Contents;

/// <summary>
/// Prose as people write it, turned into HTML that can do no harm: no HTML of the writer's passes, a link leads to a page, a mail or a
/// telephone and nowhere else, a picture becomes a link (pictures come from the house's own list), headings start below the page's own.
/// </summary>
internal static class SafeMarkdown
{
    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder().DisableHtml().UsePipeTables().UseAutoLinks().UseSoftlineBreakAsHardlineBreak().Build();

    /// <param name="markdown">At most <see cref="ContentPiece.BodyMaxLength"/> characters.</param>
    /// <param name="root">What stands before addresses of this site: "" or /thung-tawan.</param>
    public static string Html(string markdown, string root = "")
    {
        try
        {
            var document = Markdown.Parse(markdown, Pipeline);
            foreach (var heading in document.Descendants<HeadingBlock>())
            {
                heading.Level = Math.Min(heading.Level + 1, 6);
            }
            foreach (var table in document.Descendants<Table>())
            {
                // A table wider than a phone scrolls by itself; the keyboard must reach it.
                table.GetAttributes().AddPropertyIfNotExist("tabindex", "0");
            }
            foreach (var link in document.Descendants<LinkInline>())
            {
                link.IsImage = false;
                link.Url = Safe(link.Url, root);
            }
            foreach (var link in document.Descendants<AutolinkInline>().Where(l => !l.IsEmail))
            {
                link.Url = Safe(link.Url, root);
            }
            return document.ToHtml(Pipeline);
        }
        catch (ArgumentException)
        {
            // Nested deeper than Markdig follows: shown as it was written.
            return $"<p>{WebUtility.HtmlEncode(markdown)}</p>";
        }
    }

    /// <summary>The words alone, for search and descriptions.</summary>
    public static string Text(string markdown)
    {
        try
        {
            return Markdown.ToPlainText(markdown, Pipeline);
        }
        catch (ArgumentException)
        {
            return markdown;
        }
    }

    /// <summary>Whether a link may lead there: a page of the web, mail, telephone, or an address of this site.</summary>
    public static bool IsSafe(string? address) =>
        address is { Length: > 0 and <= 2000 } && !address.Any(char.IsControl)
        && ((address[0] is '/' && !address.StartsWith("//", StringComparison.Ordinal) && !address.Contains('\\', StringComparison.Ordinal)) || address[0] is '#'
            || (Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Scheme is "https" or "http" or "mailto" or "tel" && !address.Contains('\\', StringComparison.Ordinal)));

    /// <summary>A stored address as the target of a link; "#", which leads nowhere, when it is not <see cref="IsSafe"/>. It was checked when it was typed, but rows come from imports and older versions too.</summary>
    public static string Href(string? address) => IsSafe(address) ? address! : "#";

    private static string Safe(string? address, string root) => !IsSafe(address) ? "#" : address![0] == '/' ? root + address : address;
}
