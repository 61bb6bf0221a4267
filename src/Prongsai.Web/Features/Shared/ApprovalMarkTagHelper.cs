using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;
using Prongsai.Domain;
using Prongsai.Web.Platform.Organisations;
using Prongsai.Web.Platform.Papers;
using Prongsai.Web.Platform.Publishing;

namespace Prongsai.Web.Features.Shared;

/// <summary>
/// <c>&lt;approval-mark kind="measures-result" year="Model.Year" /&gt;</c>: by whom and when what is about to be published was approved, with the public
/// page that proves it; or that no memorandum approved it yet. A kind without files shows nothing. Public, because Razor passes over tag helpers that are not.
/// </summary>
[HtmlTargetElement("approval-mark", Attributes = "kind,year", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class ApprovalMarkTagHelper(IHtmlHelper html) : TagHelper
{
    /// <summary>Of what is published, e.g. measures-result.</summary>
    public string Kind { get; set; } = "";

    public FiscalYear Year { get; set; }

    [HtmlAttributeNotBound, ViewContext]
    public ViewContext ViewContext { get; set; } = null!;

    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        ArgumentNullException.ThrowIfNull(output);
        output.TagName = null;
        var (services, stop) = (ViewContext.HttpContext.RequestServices, ViewContext.HttpContext.RequestAborted);
        if (services.GetServices<IPublishable>().FirstOrDefault(p => p.Kind == Kind) is not { } publishable || await publishable.Content(Year, new HashSet<string>(StringComparer.Ordinal), stop) is not { Files.Count: > 0 } content)
        {
            return;
        }
        ApprovalMark? mark = null;
        foreach (var file in content.Files)
        {
            mark ??= await services.GetRequiredService<IApprovals>().Of(file, stop);
        }
        ((IViewContextAware)html).Contextualize(ViewContext);
        output.Content.SetHtmlContent(await html.PartialAsync("/Features/Shared/_ApprovalMark.cshtml", (mark, content.Offer.Note, mark is null ? "" : await services.GetRequiredService<PublicRoot>().Href(stop) + mark.Address)));
    }
}
