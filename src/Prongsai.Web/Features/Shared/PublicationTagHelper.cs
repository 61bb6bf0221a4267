using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;
using Prongsai.Domain;
using Prongsai.Web.Platform.Identity;
using Prongsai.Web.Platform.Organisations;
using Prongsai.Web.Platform.Publishing;

namespace Prongsai.Web.Features.Shared;

/// <summary>What the box of publication shows.</summary>
internal sealed record PublicationBox(Standing Standing, string Address, string Href, bool MayPublish, bool MayRead);

/// <summary>
/// <c>&lt;publication kind="assessment-result" year="@Model.Year" /&gt;</c>: how this stands before the public, and the one link that publishes it. For the
/// page on which the thing is made. Shows nothing where there is nothing to publish yet.
/// Public, because Razor passes over tag helpers that are not.
/// </summary>
[HtmlTargetElement("publication", Attributes = "kind,year", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class PublicationTagHelper(IHtmlHelper html) : TagHelper
{
    public string Kind { get; set; } = "";

    public FiscalYear Year { get; set; }

    [HtmlAttributeNotBound, ViewContext]
    public ViewContext ViewContext { get; set; } = null!;

    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        ArgumentNullException.ThrowIfNull(output);
        var (services, stop) = (ViewContext.HttpContext.RequestServices, ViewContext.HttpContext.RequestAborted);
        var (root, person) = (services.GetRequiredService<PublicRoot>(), services.GetRequiredService<CurrentPerson>());
        output.TagName = null;
        if (await services.GetRequiredService<Standings>().Of(Kind, Year, stop) is { } standing)
        {
            var path = PublishedKinds.Address(Kind, Year);
            ((IViewContextAware)html).Contextualize(ViewContext);
            var box = new PublicationBox(standing, await root.Written(path, stop), await root.Href(stop) + path, person.May("publication.publish"), person.May("publication.read"));
            output.Content.SetHtmlContent(await html.PartialAsync("/Features/Shared/_Publication.cshtml", box));
        }
    }
}
