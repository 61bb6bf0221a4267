using System.Collections;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Prongsai.Ui;

/// <summary>
/// <c>&lt;field for="Giver" hint="…" /&gt;</c>: label, hint, error and input of one property, wired for assistive technology, with what was typed kept.
/// It computes; the templates in <c>Fields/</c> draw, so anyone can mend the HTML. The kind follows from the property's type unless said.
/// </summary>
[HtmlTargetElement("field", Attributes = "for", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class FieldTagHelper(IHtmlHelper html) : TagHelper
{
    /// <summary>The property of the page model.</summary>
    public ModelExpression For { get; set; } = null!;

    /// <summary>
    /// text, email, password, number, score, money, textarea, date, select, radios, checkboxes, checkbox, file, files.
    /// </summary>
    public string? Kind { get; set; }

    /// <summary>Instead of <c>[Display(Name)]</c>.</summary>
    public string? Label { get; set; }

    /// <summary>Instead of <c>[Display(Description)]</c>. Examples stand here; there are no placeholders.</summary>
    public string? Hint { get; set; }

    /// <summary>2, 4, 10 or 20 characters.</summary>
    public int? Width { get; set; }

    /// <summary>A word after the input, e.g. บาท.</summary>
    public string? Unit { get; set; }

    /// <summary>For select, radios and checkboxes; an enum brings its own.</summary>
    public IEnumerable<Choice>? Choices { get; set; }

    /// <summary>The first, empty entry of a select; nothing leaves it out.</summary>
    public string? Blank { get; set; }

    public string? Autocomplete { get; set; }

    public string? InputMode { get; set; }

    public int Rows { get; set; } = 4;

    public string? Accept { get; set; }

    public bool Disabled { get; set; }

    public bool ReadOnly { get; set; }

    public bool Cards { get; set; }

    public bool Heading { get; set; }

    public bool LabelHidden { get; set; }

    [HtmlAttributeNotBound, ViewContext]
    public ViewContext ViewContext { get; set; } = null!;

    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        ArgumentNullException.ThrowIfNull(output);
        ((IViewContextAware)html).Contextualize(ViewContext);
        var kind = Kind ?? KindOf(For.Metadata);
        var template = kind switch
        {
            "text" or "email" or "password" or "number" or "score" or "money" => "_Text",
            "textarea" => "_Textarea",
            "date" => "_Date",
            "select" => "_Select",
            "radios" => "_Radios",
            "checkboxes" => "_Checkboxes",
            "checkbox" => "_Checkbox",
            "file" or "files" => "_File",
            _ => throw new InvalidOperationException($"<field for=\"{For.Name}\" kind=\"{kind}\">: there is no such kind; see docs/components.md."),
        };
        Drawn(ViewContext.HttpContext).Add(ViewContext.ViewData.TemplateInfo.GetFullHtmlFieldName(For.Name));
        output.TagName = null;
        output.Content.SetHtmlContent(await html.PartialAsync($"/Fields/{template}.cshtml", Model(kind), new ViewDataDictionary(ViewContext.ViewData)));
    }

    /// <summary>The names of the fields drawn so far, in order: the error summary follows it.</summary>
    internal static List<string> Drawn(HttpContext http)
    {
        const string key = "Prongsai.Ui.Fields";
        if (http.Items[key] is not List<string> drawn)
        {
            http.Items[key] = drawn = [];
        }
        return drawn;
    }

    private FieldModel Model(string kind)
    {
        var name = ViewContext.ViewData.TemplateInfo.GetFullHtmlFieldName(For.Name);
        ViewContext.ViewData.ModelState.TryGetValue(name, out var entry);
        // A password is never written into a page, not even back to who typed it.
        var typed = kind is "password" or "file" or "files" ? null : entry?.RawValue;
        var (values, understood, wrong) = kind is "date" ? Date(typed, entry) : (Many(typed), null, DateParts.None);
        var choices = Choices?.ToList() ?? (For.Metadata.UnderlyingOrModelType is { IsEnum: true } type ? Choice.Of(type) : kind is "radios" && For.Metadata.UnderlyingOrModelType == typeof(bool) ? YesOrNo : []);
        return new FieldModel
        {
            Name = name,
            Id = TagBuilder.CreateSanitizedId(name, "_"),
            Label = Label ?? For.Metadata.GetDisplayName(),
            Hint = Hint ?? For.Metadata.Description,
            Error = entry?.Errors.FirstOrDefault() is { } error ? Words(error) : null,
            Value = kind is "password" or "file" or "files" ? "" : entry?.AttemptedValue ?? Text(For.Model, kind),
            Values = values,
            Choices = choices,
            Blank = Blank ?? (kind is "select" && !Values(For.Model).Any() ? "เลือก" : null),
            Width = WidthOf(kind) is { } width ? string.Create(CultureInfo.InvariantCulture, $"w-{width}") : "",
            Unit = Unit ?? (kind is "money" ? "บาท" : null),
            InputType = kind is "email" or "password" ? kind : "text",
            InputMode = InputMode ?? (kind is "number" or "score" or "money" ? For.Metadata.UnderlyingOrModelType == typeof(decimal) || kind is "score" ? "decimal" : "numeric" : null),
            Autocomplete = Autocomplete ?? (kind is "password" ? "current-password" : kind is "email" ? "email" : null),
            Rows = Rows,
            Accept = Accept,
            Multiple = kind is "files",
            Disabled = Disabled,
            ReadOnly = ReadOnly,
            Cards = Cards,
            IsHeading = Heading,
            LabelHidden = LabelHidden,
            Understood = understood,
            WrongParts = wrong,
        };
    }

    private static readonly IReadOnlyList<Choice> YesOrNo = [new("true", "ใช่"), new("false", "ไม่ใช่")];

    private static string Words(ModelError error) => error.ErrorMessage is { Length: > 0 } words ? words : "อ่านค่าในช่องนี้ไม่ได้ โปรดพิมพ์ใหม่";

    private (IReadOnlyList<string> Values, string? Understood, DateParts Wrong) Date(object? typed, ModelStateEntry? entry)
    {
        if (typed is null)
        {
            return For.Model is DateOnly day
                ? ([Plain(day.Day), Plain(day.Month), Plain(day.Year + 543)], null, DateParts.All)
                : (["", "", ""], null, DateParts.All);
        }
        if (typed is not string[] { Length: 3 } parts)
        {
            var one = ThaiDateInput.Read(typed as string ?? (typed as string[])?.FirstOrDefault());
            parts = one.Day is { } d ? [Plain(d.Day), Plain(d.Month), Plain(d.Year + 543)] : [entry?.AttemptedValue ?? "", "", ""];
        }
        var read = ThaiDateInput.Read(parts[0], parts[1], parts[2]);
        return (parts, read.Day is { } understood ? ThaiText.Long(understood) : null, read.Wrong is DateParts.None ? DateParts.All : read.Wrong);
    }

    private static string Plain(int number) => number.ToString(CultureInfo.InvariantCulture);

    private string[] Many(object? typed) => typed switch
    {
        null => [.. Values(For.Model)],
        string[] many => many,
        _ => [Convert.ToString(typed, CultureInfo.InvariantCulture) ?? ""],
    };

    private static IEnumerable<string> Values(object? model) => model switch
    {
        null => [],
        string one => one == "" ? [] : [one],
        bool yes => [yes ? "true" : "false"],
        IEnumerable many => many.Cast<object?>().Select(o => Text(o, "text")),
        _ => [Text(model, "text")],
    };

    /// <summary>A value as a person would type it. Scores and money keep their places; the culture has no say.</summary>
    private static string Text(object? model, string kind) => model switch
    {
        null => "",
        decimal baht when kind is "money" => baht.ToString("#,##0.00", CultureInfo.InvariantCulture),
        decimal score when kind is "score" => score.ToString("0.00", CultureInfo.InvariantCulture),
        decimal number => number.ToString("0.############", CultureInfo.InvariantCulture),
        IFormattable value => value.ToString(null, CultureInfo.InvariantCulture),
        _ => model.ToString() ?? "",
    };

    private int? WidthOf(string kind) => Width ?? kind switch
    {
        "score" => 4,
        "number" or "money" => 10,
        "select" => 20,
        "email" or "password" => 20,
        _ => null,
    };

    private static string KindOf(ModelMetadata metadata)
    {
        var type = metadata.UnderlyingOrModelType;
        if (metadata.DataTypeName is { } said)
        {
            switch (said)
            {
                case nameof(DataType.MultilineText):
                    return "textarea";
                case nameof(DataType.Password):
                    return "password";
                case nameof(DataType.EmailAddress):
                    return "email";
            }
        }
        return type == typeof(bool) ? "checkbox"
            : type == typeof(DateOnly) ? "date"
            : metadata.ValidatorMetadata.OfType<ScoreAttribute>().Any() ? "score"
            : type == typeof(decimal) || type == typeof(int) || type == typeof(long) ? "number"
            : type.IsEnum ? "select"
            : type == typeof(IFormFile) ? "file"
            : typeof(IEnumerable<IFormFile>).IsAssignableFrom(type) ? "files"
            : type != typeof(string) && metadata.IsEnumerableType ? "checkboxes"
            : "text";
    }
}
