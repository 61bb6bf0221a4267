using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;
using Microsoft.EntityFrameworkCore;
using Prongsai.Web.Platform.Changes;
using Prongsai.Web.Platform.Modules;
using Prongsai.Web.Platform.Persistence;

namespace Prongsai.Web.Features.Shared;

/// <summary>A change as a history shows it.</summary>
internal sealed record PastDeed(DateTimeOffset At, string Actor, string Title, string? Reason);

/// <summary>
/// <c>&lt;change-history subject="measure" id="@Model.Id" /&gt;</c>: who did what to this one thing, newest first, the last fifty. For any page of the office.
/// Public, because Razor passes over tag helpers that are not; so what is internal comes from the request.
/// </summary>
[HtmlTargetElement("change-history", Attributes = "subject,id", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class HistoryTagHelper(IHtmlHelper html) : TagHelper
{
    private const int Shown = 50;

    /// <summary>The subject type given to <c>db.Record</c>.</summary>
    public string Subject { get; set; } = "";

    public string Id { get; set; } = "";

    [HtmlAttributeNotBound, ViewContext]
    public ViewContext ViewContext { get; set; } = null!;

    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        ArgumentNullException.ThrowIfNull(output);
        var services = ViewContext.HttpContext.RequestServices;
        var (db, product) = (services.GetRequiredService<AppDbContext>(), services.GetRequiredService<Product>());
        var deeds = await db.Changes.AsNoTracking().Where(c => c.SubjectType == Subject && c.SubjectId == Id).OrderByDescending(c => c.Number).Take(Shown)
            .Select(c => new PastDeed(c.At, c.Actor, product.TitleOf(c.Kind), c.Reason)).ToListAsync(ViewContext.HttpContext.RequestAborted);
        output.TagName = null;
        if (deeds.Count > 0)
        {
            ((IViewContextAware)html).Contextualize(ViewContext);
            output.Content.SetHtmlContent(await html.PartialAsync("/Features/Shared/_History.cshtml", deeds));
        }
    }
}
