using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;
using Prongsai.Web.Platform.Identity;
using Prongsai.Web.Platform.Papers;

namespace Prongsai.Web.Features.Shared;

/// <summary>
/// <c>&lt;paper-check file="@Model.FileId" /&gt;</c>: what the document check says of a kept paper, with the way to its findings. For the page on which
/// a paper is imported, approved or published. Files about something else show nothing. Public, because Razor passes over tag helpers that are not.
/// </summary>
[HtmlTargetElement("paper-check", Attributes = "file", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class PaperCheckTagHelper(IHtmlHelper html) : TagHelper
{
    public Guid File { get; set; }

    [HtmlAttributeNotBound, ViewContext]
    public ViewContext ViewContext { get; set; } = null!;

    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        ArgumentNullException.ThrowIfNull(output);
        var services = ViewContext.HttpContext.RequestServices;
        output.TagName = null;
        if (await services.GetRequiredService<IPaperCheck>().Of(File, ViewContext.HttpContext.RequestAborted) is { IsAboutIta: true } check)
        {
            ((IViewContextAware)html).Contextualize(ViewContext);
            output.Content.SetHtmlContent(await html.PartialAsync("/Features/Shared/_PaperCheck.cshtml", (check, services.GetRequiredService<CurrentPerson>().May("checks.read"))));
        }
    }
}
