using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;
using Microsoft.EntityFrameworkCore;
using Prongsai.Web.Platform.Files;
using Prongsai.Web.Platform.Identity;
using Prongsai.Web.Platform.Papers;
using Prongsai.Web.Platform.Persistence;

namespace Prongsai.Web.Features.Shared;

/// <summary>
/// <c>&lt;paper-check file="@Model.FileId" /&gt;</c> or <c>files="…"</c>: what the document check says of kept papers, with the way to its findings. For
/// the page on which a paper is imported, approved or published. Files about something else show nothing; of a paper kept as Word and as PDF the
/// Word file is checked. Public, because Razor passes over tag helpers that are not.
/// </summary>
[HtmlTargetElement("paper-check", Attributes = "file", TagStructure = TagStructure.NormalOrSelfClosing)]
[HtmlTargetElement("paper-check", Attributes = "files", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class PaperCheckTagHelper(IHtmlHelper html) : TagHelper
{
    /// <summary>Papers looked at on one page; more are pictures and appendices.</summary>
    private const int Most = 8;

    private static readonly string[] Endings = [".docx", ".xlsx", ".pdf"];

    public Guid File { get; set; }

    public IEnumerable<Guid> Files { get; set; } = [];

    [HtmlAttributeNotBound, ViewContext]
    public ViewContext ViewContext { get; set; } = null!;

    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        ArgumentNullException.ThrowIfNull(output);
        var (services, stop) = (ViewContext.HttpContext.RequestServices, ViewContext.HttpContext.RequestAborted);
        output.TagName = null;
        var ids = context?.AllAttributes.ContainsName("files") is true ? [.. Files] : new List<Guid> { File };
        if (ids.Count > 1)
        {
            ids = await Papers(services.GetRequiredService<AppDbContext>(), ids, stop);
        }
        var drawn = new HtmlContentBuilder();
        foreach (var id in ids)
        {
            if (await services.GetRequiredService<IPaperCheck>().Of(id, stop) is { IsAboutIta: true } check)
            {
                ((IViewContextAware)html).Contextualize(ViewContext);
                drawn.AppendHtml(await html.PartialAsync("/Features/Shared/_PaperCheck.cshtml", (check, services.GetRequiredService<CurrentPerson>().May("checks.read"))));
            }
        }
        output.Content.SetHtmlContent(drawn);
    }

    /// <summary>One file of each paper: names that differ in their ending alone are one paper.</summary>
    private static async Task<List<Guid>> Papers(AppDbContext db, List<Guid> ids, CancellationToken stop)
    {
        var known = await db.Files.AsNoTracking().Where(f => ids.Contains(f.Id)).Select(f => new { f.Id, f.Name }).ToListAsync(stop);
        return [.. known.Select(k => (k.Id, k.Name, Ending: Array.IndexOf(Endings, Path.GetExtension(k.Name).ToLowerInvariant()))).Where(k => k.Ending >= 0)
            .GroupBy(k => Path.GetFileNameWithoutExtension(k.Name), StringComparer.Ordinal).Select(g => g.MinBy(k => k.Ending).Id).OrderBy(ids.IndexOf).Take(Most)];
    }
}
