using System.Text.RegularExpressions;
using Prongsai.Domain;
using Prongsai.Domain.Rules;

namespace Prongsai.Documents.Writing.Reports;

/// <summary>A layout file that cannot be used. The message names the file, the member and the value.</summary>
public sealed class LayoutException(string file, string message, Exception? inner = null) : Exception($"{file}: {message}", inner)
{
    public string File { get; } = file;
}

/// <summary>How a report is built; a form is code, its words and columns are a layout.</summary>
public enum AnalysisForm
{
    /// <summary>As in S0: foreword, rationale, results, strengths and weaknesses, tables per tool, measures.</summary>
    Narrative,

    /// <summary>As in S2: results, summary, seven issues with three texts each, measures.</summary>
    Issues,

    /// <summary>As in S3: results, ranks, advice per indicator, measures.</summary>
    Indicators,
}

/// <summary>
/// A version of a form's headings, fixed wording and columns, with its source: data under rules/documents/analysis. A published version is
/// never changed; another wording is a new version beside it.
/// </summary>
public sealed partial record AnalysisLayout
{
    [GeneratedRegex(@"\{(?<name>[A-Za-z]*)\}", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Placeholder();

    /// <summary>For example "analysis-2567".</summary>
    public required string Id { get; init; }

    public required int Version { get; init; }

    public required AnalysisForm Form { get; init; }

    /// <summary>Thai, for choosing.</summary>
    public required string Name { get; init; }

    /// <summary>Assessed years the form is usual for; To is null where it is still in use.</summary>
    public required int From { get; init; }

    public required int? To { get; init; }

    public required Sourced Source { get; init; }

    public required IReadOnlyDictionary<string, IReadOnlyList<string>> Texts { get; init; }

    public required IReadOnlyDictionary<string, IReadOnlyList<LayoutColumn>> Columns { get; init; }

    public bool IsUsualFor(FiscalYear year) => year.Value >= From && (To is null || year.Value <= To);

    /// <summary>Reads one layout. The file name stands in messages.</summary>
    /// <exception cref="LayoutException">A member is unknown, missing, repeated or null; a text or table the form needs is missing or unknown to it; a placeholder is unknown; widths do not add up to 1.</exception>
    public static AnalysisLayout Parse(string file, string json)
    {
        var layout = LayoutFiles.Read<AnalysisLayout>(file, json);
        Same(file, "texts", AnalysisForms.TextsOf(layout.Form), layout.Texts.Keys);
        Same(file, "columns", AnalysisForms.ColumnsOf(layout.Form).Keys, layout.Columns.Keys);
        foreach (var (key, texts) in layout.Texts)
        {
            if (texts.Count == 0 || texts.Any(string.IsNullOrWhiteSpace))
            {
                throw new LayoutException(file, $"the text \"{key}\" is empty.");
            }
            foreach (var name in texts.SelectMany(t => Placeholder().Matches(t)).Select(m => m.Groups["name"].Value))
            {
                if (!AnalysisForms.Placeholders.Contains(name))
                {
                    throw new LayoutException(file, $"the text \"{key}\" has the placeholder {{{name}}}; known are {string.Join(", ", AnalysisForms.Placeholders.Order(StringComparer.Ordinal))}.");
                }
            }
        }
        foreach (var (key, columns) in layout.Columns)
        {
            var expected = AnalysisForms.ColumnsOf(layout.Form)[key];
            if (columns.Count != expected)
            {
                throw new LayoutException(file, $"the table \"{key}\" has {columns.Count} columns; the form fills {expected}.");
            }
            if (columns.Sum(c => c.Share) != 1m)
            {
                throw new LayoutException(file, $"the widths of the table \"{key}\" add up to {columns.Sum(c => c.Share)}, but must add up to 1.");
            }
        }
        return layout;
    }

    /// <summary>Every layout under a folder (rules/documents/analysis), by id and then version.</summary>
    /// <exception cref="LayoutException">The folder is missing, or a layout cannot be used or does not lie where its id and version say.</exception>
    public static IReadOnlyList<AnalysisLayout> ReadAll(string folder) =>
        [.. LayoutFiles.ReadAll(folder, Parse, l => FormattableString.Invariant($"{l.Id}/v{l.Version}/layout.json")).OrderBy(l => l.Id, StringComparer.Ordinal).ThenBy(l => l.Version)];

    /// <summary>The newest version of the form that is usual for an assessed year; null where no layout covers it.</summary>
    public static AnalysisLayout? For(FiscalYear year, IEnumerable<AnalysisLayout> layouts)
    {
        ArgumentNullException.ThrowIfNull(layouts);
        return layouts.Where(l => l.IsUsualFor(year)).OrderByDescending(l => l.Version).FirstOrDefault();
    }

    private static void Same(string file, string member, IEnumerable<string> needed, IEnumerable<string> given)
    {
        var (need, have) = (needed.ToHashSet(StringComparer.Ordinal), given.ToHashSet(StringComparer.Ordinal));
        if (need.Except(have).Order(StringComparer.Ordinal).FirstOrDefault() is { } missing)
        {
            throw new LayoutException(file, $"\"{member}\" lacks \"{missing}\".");
        }
        if (have.Except(need).Order(StringComparer.Ordinal).FirstOrDefault() is { } unknown)
        {
            throw new LayoutException(file, $"\"{member}\" has \"{unknown}\", which this form does not print.");
        }
    }
}

/// <summary>A column of a layout's table; the shares of a table add up to 1.</summary>
public sealed record LayoutColumn(string Title, decimal Share, Alignment Align);
