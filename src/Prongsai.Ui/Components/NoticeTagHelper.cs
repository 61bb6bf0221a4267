using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Prongsai.Ui;

/// <summary>What the template of a notice draws.</summary>
public sealed record NoticeModel(Notice Notice, IHtmlContent? Content, int Level);

/// <summary><c>&lt;notice kind="Due" title="…"&gt;…&lt;/notice&gt;</c>. The content may be anything; the title is a heading of the level given (3 unless said).</summary>
[HtmlTargetElement("notice", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class NoticeTagHelper(IHtmlHelper html) : PartTagHelper(html)
{
    public NoticeKind Kind { get; set; } = NoticeKind.Info;

    public string Title { get; set; } = "";

    /// <summary>2 or 3.</summary>
    public int Level { get; set; } = 3;

    /// <summary>A notice made elsewhere, instead of kind, title and content.</summary>
    public Notice? Of { get; set; }

    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output) =>
        await Draw(output, "_Notice", new NoticeModel(Of ?? new Notice(Kind, Title), await Inside(output), Level));
}
