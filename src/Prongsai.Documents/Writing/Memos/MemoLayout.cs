using System.Text.RegularExpressions;
using Prongsai.Documents.Writing.Reports;
using Prongsai.Domain.Rules;

namespace Prongsai.Documents.Writing.Memos;

/// <summary>Which of the three parts of a memorandum a section belongs to.</summary>
public enum MemoPart
{
    /// <summary>ภาคเหตุ: what led to it.</summary>
    Cause,

    /// <summary>ภาคความประสงค์: what is asked.</summary>
    Purpose,

    /// <summary>ภาคสรุป: the closing line.</summary>
    Conclusion,
}

/// <summary>A section the author fills in. An empty heading prints none.</summary>
public sealed record MemoSectionForm(string Key, MemoPart Part, string Heading, string Label, string Hint, bool Required);

/// <summary>
/// A version of the memorandum's form: its words, sizes and sections. Data under rules/documents/memorandum. A version that was used is
/// never changed; another wording is a new version beside it.
/// </summary>
public sealed record MemoLayout
{
    private static readonly string[] TextKeys =
        ["title", "unit", "number", "date", "subject", "addressee", "enclosures", "agree", "refuse", "finalAgree", "finalRefuse", "opinion", "skipped", "proof", "proofHow"];

    public required string Id { get; init; }

    public required int Version { get; init; }

    public required string Name { get; init; }

    public required Sourced Source { get; init; }

    /// <summary>Height of the garuda in centimetres; 1.5 on a memorandum.</summary>
    public required decimal EmblemCm { get; init; }

    public required decimal TitlePoints { get; init; }

    public required decimal TitleLinePoints { get; init; }

    public required decimal LabelPoints { get; init; }

    public required IReadOnlyDictionary<string, string> Texts { get; init; }

    public required IReadOnlyList<MemoSectionForm> Sections { get; init; }

    /// <summary>Reads one layout. The file name stands in messages.</summary>
    /// <exception cref="LayoutException">A member is unknown, missing, repeated or null; a text is missing or unknown; a key stands twice; a part has no section.</exception>
    public static MemoLayout Parse(string file, string json)
    {
        var layout = LayoutFiles.Read<MemoLayout>(file, json);
        foreach (var key in TextKeys.Except(layout.Texts.Keys, StringComparer.Ordinal))
        {
            throw new LayoutException(file, $"\"texts\" lacks \"{key}\".");
        }
        foreach (var key in layout.Texts.Keys.Except(TextKeys, StringComparer.Ordinal))
        {
            throw new LayoutException(file, $"\"texts\" has \"{key}\", which a memorandum does not print.");
        }
        if (layout.Sections.GroupBy(s => s.Key, StringComparer.Ordinal).FirstOrDefault(g => g.Count() > 1) is { } twice)
        {
            throw new LayoutException(file, $"the section \"{twice.Key}\" stands twice.");
        }
        foreach (var part in Enum.GetValues<MemoPart>().Where(part => layout.Sections.All(s => s.Part != part)))
        {
            throw new LayoutException(file, $"no section belongs to the part {part}.");
        }
        return layout;
    }

    /// <summary>Every layout under a folder (rules/documents/memorandum), by id and version.</summary>
    /// <exception cref="LayoutException">The folder is missing or empty, or a layout cannot be used or does not lie where its id and version say.</exception>
    public static IReadOnlyList<MemoLayout> ReadAll(string folder)
    {
        var layouts = LayoutFiles.ReadAll(folder, Parse, l => FormattableString.Invariant($"v{l.Version}/layout.json"));
        return layouts.Count > 0 ? [.. layouts.OrderBy(l => l.Version)] : throw new LayoutException(Path.GetFileName(folder), "there is no layout of a memorandum.");
    }
}

/// <summary>A memorandum to begin from: what it is for, its subject and what stands in its sections. Data under rules/documents/memorandum/templates.</summary>
public sealed partial record MemoTemplate
{
    private static readonly HashSet<string> Placeholders = new(StringComparer.Ordinal) { "organisation", "year", "nextYear", "unit" };

    [GeneratedRegex(@"\{(?<name>[A-Za-z]*)\}", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Placeholder();

    public required string Id { get; init; }

    public required string Name { get; init; }

    public required string Hint { get; init; }

    public required int Order { get; init; }

    public required string Subject { get; init; }

    public required IReadOnlyDictionary<string, string> Sections { get; init; }

    /// <exception cref="LayoutException">A member is unknown or missing, or a placeholder is unknown.</exception>
    public static MemoTemplate Parse(string file, string json)
    {
        var template = LayoutFiles.Read<MemoTemplate>(file, json);
        foreach (var name in template.Sections.Values.Append(template.Subject).SelectMany(t => Placeholder().Matches(t)).Select(m => m.Groups["name"].Value).Where(n => !Placeholders.Contains(n)))
        {
            throw new LayoutException(file, $"the placeholder {{{name}}} is unknown; known are {string.Join(", ", Placeholders.Order(StringComparer.Ordinal))}.");
        }
        return template;
    }

    /// <exception cref="LayoutException">A template cannot be used.</exception>
    public static IReadOnlyList<MemoTemplate> ReadAll(string folder) =>
        [.. Directory.EnumerateFiles(folder, "*.json").Select(path => Parse(Path.GetFileName(path), File.ReadAllText(path))).OrderBy(t => t.Order)];

    /// <summary>The text with what the placeholders stand for.</summary>
    public static string Fill(string text, IReadOnlyDictionary<string, string> values) => Placeholder().Replace(text, m => values.GetValueOrDefault(m.Groups["name"].Value, m.Value));
}
