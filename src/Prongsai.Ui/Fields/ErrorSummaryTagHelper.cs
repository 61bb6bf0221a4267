using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Prongsai.Ui;

/// <summary>One thing wrong, and the input it is about; null when it is about the whole form.</summary>
public sealed record ErrorLink(string Text, string? InputId);

/// <summary>The error summary: what could not be done, and what to mend.</summary>
public sealed record ErrorSummary(string Title, IReadOnlyList<ErrorLink> Errors);

/// <summary>
/// <c>&lt;error-summary /&gt;</c>: everything wrong with what was typed, each a link to its field, in the same words as at the field.
/// The layouts put one first in <c>main</c>; a page writes its own only to place or word it differently, and then the layout stays silent.
/// </summary>
[HtmlTargetElement("error-summary", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class ErrorSummaryTagHelper(IHtmlHelper html) : TagHelper
{
    private const string Shown = "Prongsai.Ui.ErrorSummary";

    /// <summary>Instead of ยังบันทึกไม่ได้ โปรดแก้ n แห่ง.</summary>
    public string? Title { get; set; }

    [HtmlAttributeNotBound, ViewContext]
    public ViewContext ViewContext { get; set; } = null!;

    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        ArgumentNullException.ThrowIfNull(output);
        output.TagName = null;
        var errors = Errors(ViewContext.ViewData.ModelState, FieldTagHelper.Drawn(ViewContext.HttpContext));
        if (errors.Count == 0 || ViewContext.HttpContext.Items.ContainsKey(Shown))
        {
            return;
        }
        ViewContext.HttpContext.Items[Shown] = true;
        ((IViewContextAware)html).Contextualize(ViewContext);
        var model = new ErrorSummary(Title ?? $"ยังบันทึกไม่ได้ โปรดแก้ {errors.Count.ToString(System.Globalization.CultureInfo.InvariantCulture)} แห่ง", errors);
        output.Content.SetHtmlContent(await html.PartialAsync("/Fields/_ErrorSummary.cshtml", model, new ViewDataDictionary(ViewContext.ViewData)));
    }

    /// <summary>
    /// The first error of each field, in the order the page draws them (the model state knows only the alphabet), then what belongs to no field
    /// drawn; the same words once.
    /// </summary>
    internal static IReadOnlyList<ErrorLink> Errors(ModelStateDictionary state, List<string> drawn) =>
        [.. state.Where(field => field.Value?.Errors.Count > 0)
            .OrderBy(field => drawn.IndexOf(field.Key) is >= 0 and var at ? at : int.MaxValue)
            .SelectMany(field => field.Key == ""
                ? field.Value!.Errors.Select(e => new ErrorLink(Words(e), null))
                : [new ErrorLink(Words(field.Value!.Errors[0]), TagBuilder.CreateSanitizedId(field.Key, "_"))])
            .Distinct()];

    private static string Words(ModelError error) => error.ErrorMessage is { Length: > 0 } words ? words : "อ่านค่าที่ส่งมาไม่ได้ โปรดพิมพ์ใหม่";
}
