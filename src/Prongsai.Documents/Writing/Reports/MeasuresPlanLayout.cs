using System.Globalization;
using System.Text.RegularExpressions;
using Prongsai.Domain;
using Prongsai.Domain.Rules;

namespace Prongsai.Documents.Writing.Reports;

/// <summary>What of a measure stands in a column.</summary>
public enum MeasurePart
{
    Title,
    Guideline,
    Steps,
    Responsible,
    Period,
    FollowUp,
}

/// <summary>A column of the table of measures; what it holds stands in it from top to bottom.</summary>
public sealed record MeasureColumn(string Title, decimal Share, Alignment Align, IReadOnlyList<MeasurePart> Holds);

/// <summary>
/// A version of the plan's form: its words, its columns and what stands in each. Data under rules/documents/measures-plan. A published
/// version is never changed; another wording is a new version beside it.
/// </summary>
public sealed partial record MeasuresPlanLayout
{
    private static readonly string[] TextKeys = ["title", "heading", "intro", "none", "caption"];

    internal static IReadOnlySet<string> Placeholders { get; } = new HashSet<string>(StringComparer.Ordinal) { "organisation", "place", "year", "resultYear", "count", "no" };

    [GeneratedRegex(@"\{(?<name>[A-Za-z]*)\}", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    internal static partial Regex Placeholder();

    /// <summary>For example "measures-plan-2567".</summary>
    public required string Id { get; init; }

    public required int Version { get; init; }

    /// <summary>Thai, for choosing.</summary>
    public required string Name { get; init; }

    /// <summary>Assessed years (the year before that of the plan) the form is usual for; To is null where it is still in use.</summary>
    public required int From { get; init; }

    public required int? To { get; init; }

    public required Sourced Source { get; init; }

    /// <summary>The table lies on its side.</summary>
    public required bool Landscape { get; init; }

    /// <summary>Stands before the title of each measure; {no} is its number.</summary>
    public required string Mark { get; init; }

    public required IReadOnlyDictionary<string, IReadOnlyList<string>> Texts { get; init; }

    public required IReadOnlyList<MeasureColumn> Columns { get; init; }

    public bool IsUsualFor(FiscalYear resultYear) => resultYear.Value >= From && (To is null || resultYear.Value <= To);

    /// <summary>Reads one layout. The file name stands in messages.</summary>
    /// <exception cref="LayoutException">A member is unknown, missing, repeated or null; a text is missing, unknown or empty; a placeholder is unknown; widths do not add up to 1; no column holds the title or the steps, or one part stands in two.</exception>
    public static MeasuresPlanLayout Parse(string file, string json)
    {
        var layout = LayoutFiles.Read<MeasuresPlanLayout>(file, json);
        foreach (var key in TextKeys.Union(layout.Texts.Keys, StringComparer.Ordinal))
        {
            if (!layout.Texts.TryGetValue(key, out var texts))
            {
                throw new LayoutException(file, $"\"texts\" lacks \"{key}\".");
            }
            if (!TextKeys.Contains(key))
            {
                throw new LayoutException(file, $"\"texts\" has \"{key}\", which a plan does not print.");
            }
            if (texts.Count == 0 || texts.Any(string.IsNullOrWhiteSpace))
            {
                throw new LayoutException(file, $"the text \"{key}\" is empty.");
            }
            foreach (var name in texts.SelectMany(t => Placeholder().Matches(t)).Select(m => m.Groups["name"].Value).Where(n => !Placeholders.Contains(n)))
            {
                throw new LayoutException(file, $"the text \"{key}\" has the placeholder {{{name}}}; known are {string.Join(", ", Placeholders.Order(StringComparer.Ordinal))}.");
            }
        }
        if (layout.Columns.Sum(c => c.Share) != 1m)
        {
            throw new LayoutException(file, $"the widths of the columns add up to {layout.Columns.Sum(c => c.Share).ToString(CultureInfo.InvariantCulture)}, but must add up to 1.");
        }
        var holds = layout.Columns.SelectMany(c => c.Holds).ToList();
        if (!holds.Contains(MeasurePart.Title) || !holds.Contains(MeasurePart.Steps) || holds.Distinct().Count() != holds.Count || layout.Columns.Any(c => c.Holds.Count == 0))
        {
            throw new LayoutException(file, "the columns must hold the title and the steps, each part at most once, and every column something.");
        }
        return layout;
    }

    /// <summary>Every layout under a folder (rules/documents/measures-plan), by id and then version.</summary>
    /// <exception cref="LayoutException">The folder is missing, or a layout cannot be used or does not lie where its id and version say.</exception>
    public static IReadOnlyList<MeasuresPlanLayout> ReadAll(string folder) =>
        [.. LayoutFiles.ReadAll(folder, Parse, l => FormattableString.Invariant($"{l.Id}/v{l.Version}/layout.json")).OrderBy(l => l.Id, StringComparer.Ordinal).ThenBy(l => l.Version)];
}
