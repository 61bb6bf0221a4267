using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Prongsai.Domain;
using Prongsai.Domain.Rules;

namespace Prongsai.Documents.Writing.Reports;

/// <summary>A part of a result report; its texts bear its key, and a table its columns.</summary>
public enum ResultPart
{
    /// <summary>A page of its own with the text "cover".</summary>
    Cover,

    /// <summary>The text "title", centred.</summary>
    Title,

    /// <summary>The text "intro"; a person may reword it.</summary>
    Intro,

    /// <summary>The table of measures and what came of them, columns "results", heading "results.heading" where there is one.</summary>
    Results,

    /// <summary>The text "advice.intro", before advice by indicator.</summary>
    AdviceIntro,

    /// <summary>Advice by indicator of the outside survey: "adviceEit.heading", columns "adviceEit".</summary>
    AdviceEit,

    /// <summary>Advice by indicator of disclosure: "adviceOit.heading", columns "adviceOit".</summary>
    AdviceOit,

    /// <summary>Measures, steps and how they are followed up: "followUps.heading", columns "followUps".</summary>
    FollowUps,

    /// <summary>The text "closing"; a person may reword it.</summary>
    Closing,

    Signatures,
}

/// <summary>What stands in a column of a table of a result report.</summary>
public enum ResultCell
{
    Issue,
    Title,
    Guideline,
    Steps,
    Responsible,
    Period,
    FollowUp,

    /// <summary>ผลการดำเนินการ in the words of who reported; the steps with what was done where there are none.</summary>
    Result,

    /// <summary>Every step with what was done and its date.</summary>
    DatedSteps,
    Output,
    Outcome,
    Suggestion,
    Indicator,
    Advice,
}

/// <summary>A column; what it holds stands in it from top to bottom.</summary>
public sealed record ResultColumn(string Title, decimal Share, Alignment Align, IReadOnlyList<ResultCell> Holds);

/// <summary>
/// A version of a result report's form: its parts in order, their words and their columns. Data under rules/documents/result-report. A published
/// version is never changed; another wording is a new version beside it.
/// </summary>
public sealed partial record ResultReportLayout
{
    internal static IReadOnlySet<string> Placeholders { get; } = new HashSet<string>(StringComparer.Ordinal) { "organisation", "place", "year", "resultYear", "count", "no" };

    /// <summary>Texts a person may put other words in the place of, besides advice.</summary>
    public static IReadOnlyList<string> Editable { get; } = ["intro", "closing"];

    [GeneratedRegex(@"\{(?<name>[A-Za-z]*)\}", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    internal static partial Regex Placeholder();

    /// <summary>For example "result-2567".</summary>
    public required string Id { get; init; }

    public required int Version { get; init; }

    /// <summary>Thai, for choosing.</summary>
    public required string Name { get; init; }

    /// <summary>Assessed years (the year before that of the measures) the form is usual for; To is null where it is still in use.</summary>
    public required int From { get; init; }

    public required int? To { get; init; }

    public required Sourced Source { get; init; }

    /// <summary>Tables lie on their side.</summary>
    public required bool Landscape { get; init; }

    /// <summary>Rows stand in the order of the issues and name them.</summary>
    public required bool ByIssue { get; init; }

    /// <summary>Stands before the title of each measure; {no} is its number.</summary>
    public required string Mark { get; init; }

    public required IReadOnlyList<ResultPart> Parts { get; init; }

    public required IReadOnlyDictionary<string, IReadOnlyList<string>> Texts { get; init; }

    public required IReadOnlyDictionary<string, IReadOnlyList<ResultColumn>> Columns { get; init; }

    public bool IsUsualFor(FiscalYear resultYear) => resultYear.Value >= From && (To is null || resultYear.Value <= To);

    /// <summary>Reads one layout. The file name stands in messages.</summary>
    /// <exception cref="LayoutException">A member is unknown, missing, repeated or null; a part stands twice; a text or table is missing, unknown or empty; a placeholder is unknown; widths do not add up to 1; a column holds what its table does not have.</exception>
    public static ResultReportLayout Parse(string file, string json)
    {
        var layout = LayoutFiles.Read<ResultReportLayout>(file, json);
        if (layout.Parts.Distinct().Count() != layout.Parts.Count || !layout.Parts.Contains(ResultPart.Results))
        {
            throw new LayoutException(file, "\"parts\" must hold \"results\", and no part twice.");
        }
        layout.CheckTexts(file);
        layout.CheckColumns(file);
        return layout;
    }

    /// <summary>Every layout under a folder (rules/documents/result-report), by id and then version.</summary>
    /// <exception cref="LayoutException">The folder is missing, or a layout cannot be used or does not lie where its id and version say.</exception>
    public static IReadOnlyList<ResultReportLayout> ReadAll(string folder) =>
        [.. LayoutFiles.ReadAll(folder, Parse, l => FormattableString.Invariant($"{l.Id}/v{l.Version}/layout.json")).OrderBy(l => l.Id, StringComparer.Ordinal).ThenBy(l => l.Version)];

    /// <summary>The key of a part's texts and columns: "adviceEit".</summary>
    internal static string KeyOf(ResultPart part) => JsonNamingPolicy.CamelCase.ConvertName(part.ToString());

    private static bool IsTable(ResultPart part) => part is ResultPart.Results or ResultPart.AdviceEit or ResultPart.AdviceOit or ResultPart.FollowUps;

    private void CheckTexts(string file)
    {
        var wanted = new HashSet<string>(StringComparer.Ordinal) { "none" };
        var allowed = new HashSet<string>(StringComparer.Ordinal) { "results.heading" };
        foreach (var part in Parts)
        {
            if (IsTable(part) && part is not ResultPart.Results)
            {
                wanted.Add(KeyOf(part) + ".heading");
            }
            else if (part is ResultPart.AdviceIntro)
            {
                wanted.Add("advice.intro");
            }
            else if (!IsTable(part) && part is not ResultPart.Signatures)
            {
                wanted.Add(KeyOf(part));
            }
        }
        foreach (var key in wanted.Union(Texts.Keys, StringComparer.Ordinal))
        {
            if (!Texts.TryGetValue(key, out var texts))
            {
                throw new LayoutException(file, $"\"texts\" lacks \"{key}\".");
            }
            if (!wanted.Contains(key) && !allowed.Contains(key))
            {
                throw new LayoutException(file, $"\"texts\" has \"{key}\", which no part of this layout prints.");
            }
            if (texts.Count == 0 || texts.Any(string.IsNullOrWhiteSpace))
            {
                throw new LayoutException(file, $"the text \"{key}\" is empty.");
            }
            foreach (var name in texts.Append(Mark).SelectMany(t => Placeholder().Matches(t)).Select(m => m.Groups["name"].Value).Where(n => !Placeholders.Contains(n)))
            {
                throw new LayoutException(file, $"the text \"{key}\" has the placeholder {{{name}}}; known are {string.Join(", ", Placeholders.Order(StringComparer.Ordinal))}.");
            }
        }
    }

    private void CheckColumns(string file)
    {
        var tables = Parts.Where(IsTable).Select(KeyOf).ToList();
        foreach (var key in tables.Union(Columns.Keys, StringComparer.Ordinal))
        {
            if (!tables.Contains(key, StringComparer.Ordinal))
            {
                throw new LayoutException(file, $"\"columns\" has \"{key}\", which no part of this layout prints.");
            }
            if (!Columns.TryGetValue(key, out var columns) || columns.Count == 0)
            {
                throw new LayoutException(file, $"\"columns\" lacks \"{key}\".");
            }
            if (columns.Sum(c => c.Share) != 1m)
            {
                throw new LayoutException(file, $"the widths of the columns of \"{key}\" add up to {columns.Sum(c => c.Share).ToString(CultureInfo.InvariantCulture)}, but must add up to 1.");
            }
            var isAdvice = key.StartsWith("advice", StringComparison.Ordinal);
            var holds = columns.SelectMany(c => c.Holds).ToList();
            if (holds.Distinct().Count() != holds.Count || columns.Any(c => c.Holds.Count == 0) || holds.Any(h => h is ResultCell.Indicator or ResultCell.Advice != isAdvice)
                || !holds.Contains(isAdvice ? ResultCell.Advice : ResultCell.Title))
            {
                throw new LayoutException(file, $"the columns of \"{key}\" must hold {(isAdvice ? "the advice" : "the title")}, each thing at most once and only what the table has, and every column something.");
            }
        }
    }
}
