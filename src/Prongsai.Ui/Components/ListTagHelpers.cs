using System.Globalization;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Prongsai.Ui;

/// <summary>A tag helper that fills a template of <c>Parts/</c>. HTML stays in the template.</summary>
public abstract class PartTagHelper(IHtmlHelper html) : TagHelper
{
    [HtmlAttributeNotBound, ViewContext]
    public ViewContext ViewContext { get; set; } = null!;

    /// <summary>Replaces the element by the template.</summary>
    protected async Task Draw(TagHelperOutput output, string part, object model)
    {
        ArgumentNullException.ThrowIfNull(output);
        ((IViewContextAware)html).Contextualize(ViewContext);
        output.TagName = null;
        output.Content.SetHtmlContent(await html.PartialAsync($"/Parts/{part}.cshtml", model, new ViewDataDictionary(ViewContext.ViewData)));
    }

    /// <summary>What stands between the opening and the closing tag; null when that is nothing.</summary>
    protected static async Task<IHtmlContent?> Inside(TagHelperOutput output)
    {
        ArgumentNullException.ThrowIfNull(output);
        var content = await output.GetChildContentAsync();
        return content.IsEmptyOrWhiteSpace ? null : content;
    }
}

/// <summary><c>&lt;pages of="Model.Rows" /&gt;</c> under a list: the bar of pages, keeping filters and order. Nothing when there is one page.</summary>
[HtmlTargetElement("pages", Attributes = "of", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class PagesTagHelper(IHtmlHelper html) : PartTagHelper(html)
{
    public IPageOf Of { get; set; } = null!;

    public string Label { get; set; } = "หน้าของรายการ";

    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        ArgumentNullException.ThrowIfNull(output);
        var pages = (Of.Total + Of.Size - 1) / Of.Size;
        if (pages <= 1)
        {
            output.SuppressOutput();
            return;
        }
        var request = ViewContext.HttpContext.Request;
        var number = Math.Clamp(Of.Number, 1, pages);
        await Draw(output, "_Pages", new PageBar(Label, number, pages, PageBar.Around(number, pages), n => SameList.With(request, "page", n == 1 ? null : n.ToString(CultureInfo.InvariantCulture))));
    }
}

/// <summary><c>&lt;shown of="Model.Rows" noun="รายการ" /&gt;</c>: "แสดง 1–50 จาก 231 รายการ".</summary>
[HtmlTargetElement("shown", Attributes = "of", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class ShownTagHelper : TagHelper
{
    public IPageOf Of { get; set; } = null!;

    public string Noun { get; set; } = "รายการ";

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        ArgumentNullException.ThrowIfNull(output);
        var first = ((Of.Number - 1) * Of.Size) + 1;
        output.TagName = "span";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", "soft");
        output.Content.SetContent(Of.Count == 0
            ? string.Create(CultureInfo.InvariantCulture, $"ไม่มี{Noun}")
            : Of.Count == Of.Total
                ? string.Create(CultureInfo.InvariantCulture, $"ทั้งหมด {Of.Total:#,0} {Noun}")
                : string.Create(CultureInfo.InvariantCulture, $"แสดง {first:#,0}–{first + Of.Count - 1:#,0} จาก {Of.Total:#,0} {Noun}"));
    }
}

/// <summary><c>&lt;th sort="due" of="Model.Ask"&gt;ครบกำหนด&lt;/th&gt;</c>: a header that sorts by a link and says so in <c>aria-sort</c>.</summary>
[HtmlTargetElement("th", Attributes = "sort,of")]
public sealed class SortTagHelper : TagHelper
{
    /// <summary>The key of the column, as <see cref="Listing"/> knows it.</summary>
    public string Sort { get; set; } = "";

    public Listing Of { get; set; } = null!;

    [HtmlAttributeNotBound, ViewContext]
    public ViewContext ViewContext { get; set; } = null!;

    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        ArgumentNullException.ThrowIfNull(output);
        var isSorted = Of.Sort == Sort;
        var link = new TagBuilder("a");
        link.AddCssClass("sort");
        link.Attributes["href"] = SameList.With(ViewContext.HttpContext.Request, "sort", isSorted && !Of.Descending ? "-" + Sort : Sort, "page");
        link.InnerHtml.AppendHtml(await output.GetChildContentAsync());
        output.Attributes.SetAttribute("scope", "col");
        if (isSorted)
        {
            output.Attributes.SetAttribute("aria-sort", Of.Descending ? "descending" : "ascending");
        }
        output.Content.SetHtmlContent(link);
    }
}

/// <summary>The filter bar, as its template draws it.</summary>
public sealed record FilterBar(string Label, string Button, IHtmlContent? Content, IReadOnlyList<KeyValuePair<string, string>> Kept, string? ClearHref);

/// <summary><c>&lt;filter-bar label="กรองมาตรการ"&gt;&lt;filter … /&gt;…&lt;/filter-bar&gt;</c>: a GET form that keeps the order and goes back to the first page.</summary>
[HtmlTargetElement("filter-bar")]
public sealed class FilterBarTagHelper(IHtmlHelper html) : PartTagHelper(html)
{
    /// <summary>What is filtered; read out.</summary>
    public string Label { get; set; } = "กรองรายการ";

    public string Button { get; set; } = "กรอง";

    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        ArgumentNullException.ThrowIfNull(context);
        var names = new List<string>();
        context.Items[typeof(FilterBarTagHelper)] = names;
        var content = await Inside(output);
        var request = ViewContext.HttpContext.Request;
        var kept = request.Query.Where(q => q.Key != "page" && !names.Contains(q.Key)).SelectMany(q => q.Value.Select(v => KeyValuePair.Create(q.Key, v ?? ""))).ToList();
        var isFiltered = names.Any(n => !string.IsNullOrEmpty(request.Query[n].ToString()));
        var clear = isFiltered ? SameList.With(request, "page", null, [.. names]) : null;
        await Draw(output, "_FilterBar", new FilterBar(Label, Button, content, kept, clear));
    }
}

/// <summary>One filter, as its template draws it.</summary>
public sealed record Filter(string Name, string Id, string Label, string Value, string? All, IReadOnlyList<Choice>? Choices);

/// <summary><c>&lt;filter name="unit" label="หน่วยงาน" all="ทุกหน่วยงาน" choices="…" /&gt;</c>; without choices a text to search for.</summary>
[HtmlTargetElement("filter", Attributes = "name", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class FilterTagHelper(IHtmlHelper html) : PartTagHelper(html)
{
    public string Name { get; set; } = "";

    public string Label { get; set; } = "";

    /// <summary>The entry that filters nothing.</summary>
    public string All { get; set; } = "ทั้งหมด";

    public IEnumerable<Choice>? Choices { get; set; }

    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (context.Items.TryGetValue(typeof(FilterBarTagHelper), out var names))
        {
            ((List<string>)names).Add(Name);
        }
        var value = ViewContext.HttpContext.Request.Query[Name].ToString();
        await Draw(output, "_Filter", new Filter(Name, TagBuilder.CreateSanitizedId("filter-" + Name, "_"), Label, value, Choices is null ? null : All, Choices?.ToList()));
    }
}
