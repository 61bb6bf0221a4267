namespace Prongsai.Ui;

/// <summary>Everything a field's template needs; computed by <see cref="FieldTagHelper"/>, drawn by <c>Fields/_*.cshtml</c>.</summary>
public sealed record FieldModel
{
    public required string Name { get; init; }

    /// <summary>Of the first (or only) input, where a link of the error summary leads.</summary>
    public required string Id { get; init; }

    public required string Label { get; init; }

    public string? Hint { get; init; }

    /// <summary>The first thing wrong; null when nothing is.</summary>
    public string? Error { get; init; }

    /// <summary>As typed, or the model's value in the form people type.</summary>
    public string Value { get; init; } = "";

    /// <summary>The chosen values, or day, month and year.</summary>
    public IReadOnlyList<string> Values { get; init; } = [];

    public IReadOnlyList<Choice> Choices { get; init; } = [];

    /// <summary>The first, empty entry of a select; null when one must stand.</summary>
    public string? Blank { get; init; }

    /// <summary><c>w-2</c>, <c>w-4</c>, <c>w-10</c>, <c>w-20</c> or empty for the full width: width says length.</summary>
    public string Width { get; init; } = "";

    /// <summary>A word after the input, e.g. บาท.</summary>
    public string? Unit { get; init; }

    public string InputType { get; init; } = "text";

    public string? InputMode { get; init; }

    public string? Autocomplete { get; init; }

    public int Rows { get; init; } = 4;

    /// <summary>File types taken, as in the accept attribute.</summary>
    public string? Accept { get; init; }

    public bool Multiple { get; init; }

    public bool Disabled { get; init; }

    public bool ReadOnly { get; init; }

    /// <summary>Choices as cards (surveys, decisions).</summary>
    public bool Cards { get; init; }

    /// <summary>The label is the page's only question and its h1.</summary>
    public bool IsHeading { get; init; }

    /// <summary>The label is heard, not seen (a filter bar).</summary>
    public bool LabelHidden { get; init; }

    /// <summary>What was understood of what was typed, said back.</summary>
    public string? Understood { get; init; }

    /// <summary>Which of the three date fields are wrong.</summary>
    public DateParts WrongParts { get; init; }

    public bool HasError => Error is not null;

    public string HintId => Id + "-h";

    public string ErrorId => Id + "-e";

    public string UnderstoodId => Id + "-u";

    /// <summary>For aria-describedby: hint, error, what was understood; null when there is none.</summary>
    public string? DescribedBy
    {
        get
        {
            string[] ids = [.. Hint is null ? Array.Empty<string>() : [HintId], .. Error is null ? Array.Empty<string>() : [ErrorId], .. Understood is null ? Array.Empty<string>() : [UnderstoodId]];
            return ids.Length == 0 ? null : string.Join(' ', ids);
        }
    }

    public string FieldClass => HasError ? "field field--error" : "field";

    /// <summary>"true" or null, so that Razor leaves the attribute out.</summary>
    public string? Invalid => HasError ? "true" : null;

    /// <summary>aria-invalid of one of the three date fields.</summary>
    public string? InvalidPart(DateParts part) => HasError && WrongParts.HasFlag(part) ? "true" : null;

    public bool IsChosen(string value) => Values.Contains(value, StringComparer.Ordinal);
}
