using System.Collections.Frozen;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Prongsai.Ui;

/// <summary><c>&lt;icon name="search" /&gt;</c>: a line drawing for the eye only. Words stand beside it, always.</summary>
[HtmlTargetElement("icon", Attributes = "name", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class IconTagHelper : TagHelper
{
    private static readonly FrozenDictionary<string, string> Drawings = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["search"] = """<circle cx="11" cy="11" r="6.5"/><path d="m16 16 4.5 4.5"/>""",
        ["done"] = """<circle cx="12" cy="12" r="9"/><path d="m8 12.2 2.8 2.8L16.2 9.4"/>""",
        ["info"] = """<circle cx="12" cy="12" r="9"/><path d="M12 11v5M12 7.6v.1"/>""",
        ["warning"] = """<path d="M12 3.5 2.8 19.5h18.4z"/><path d="M12 10v4.5M12 17v.1"/>""",
        ["document"] = """<path d="M6 3h8l4 4v14H6z"/><path d="M14 3v4h4M9 12h6M9 16h6"/>""",
        ["shield"] = """<path d="M12 3 4.5 6v5.5c0 4.6 3.2 8 7.5 9.5 4.3-1.5 7.5-4.9 7.5-9.5V6z"/><path d="m9 12 2.2 2.2L15.2 10"/>""",
        ["clock"] = """<circle cx="12" cy="12" r="9"/><path d="M12 7v5l3.5 2"/>""",
        ["queue"] = """<circle cx="8" cy="8" r="3"/><path d="M2.5 20c0-3.3 2.5-5.5 5.5-5.5s5.5 2.2 5.5 5.5M16 6h5M16 11h5M16 16h5"/>""",
        ["receipt"] = """<path d="M5 3h11l3 3v15H5z"/><path d="M9 9h6M9 13h6M9 17h3"/>""",
        ["speech"] = """<path d="M4 5h16v11H10l-4 4v-4H4z"/><path d="M8 9h8M8 12.5h5"/>""",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>search, done, info, warning, document, shield, clock, queue, receipt, speech.</summary>
    public string Name { get; set; } = "";

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        ArgumentNullException.ThrowIfNull(output);
        if (!Drawings.TryGetValue(Name, out var drawing))
        {
            throw new InvalidOperationException($"<icon name=\"{Name}\">: there is no such drawing; there are {string.Join(", ", Drawings.Keys)}.");
        }
        output.TagName = "svg";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", "icon");
        output.Attributes.SetAttribute("viewBox", "0 0 24 24");
        output.Attributes.SetAttribute("aria-hidden", "true");
        output.Content.SetHtmlContent(drawing);
    }
}
