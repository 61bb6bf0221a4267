using System.Globalization;
using System.Text;
using Prongsai.Domain.Rules;

namespace Prongsai.Domain.Assessment;

/// <summary>Finds a year's level by the word a paper printed for it.</summary>
public static class LevelWords
{
    private static readonly string[] Lead = ["คะแนน", "ผลการประเมิน", "อยู่ในเกณฑ์", "อยู่ใน", "อยู่ที่", "ระดับ", "เกรด", "level", "grade", ":", "="];

    /// <summary>
    /// The level printed as a code, a name or an alias, in any case, with or without "ระดับ", quotation marks and spaces. A long word may be
    /// off by one sign when only one level is that near. Null when no level of the year is meant.
    /// </summary>
    public static Level? Find(Rulebook rules, string? printed)
    {
        ArgumentNullException.ThrowIfNull(rules);
        var word = Key(printed);
        if (word.Length == 0)
        {
            return null;
        }
        var named = rules.Levels
            .SelectMany(l => l.Aliases.Append(l.Code).Append(l.Name).Select(n => (Level: l, Word: Key(n))))
            .Where(n => n.Word.Length > 0)
            .ToList();
        if (named.FirstOrDefault(n => n.Word == word).Level is { } exact)
        {
            return exact;
        }
        var near = named.Where(n => n.Word.Length >= 5 && word.Length >= 5 && OneApart(n.Word, word)).Select(n => n.Level).Distinct().Take(2).ToList();
        return near.Count == 1 ? near[0] : null;
    }

    private static string Key(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return "";
        }
        // NFKC makes full-width letters plain and takes sara am apart; putting nikhahit + sara aa together again makes both spellings one.
        var folded = text.Normalize(NormalizationForm.FormKC).Replace("\u0E4D\u0E32", "\u0E33", StringComparison.Ordinal);
        var word = new StringBuilder(folded.Length);
        var depth = 0;
        foreach (var c in folded.ToLowerInvariant())
        {
            if (c is '(' or '[')
            {
                depth++;
            }
            else if (c is ')' or ']')
            {
                depth = Math.Max(0, depth - 1);
            }
            else if (depth == 0 && (char.IsLetter(c) || char.GetUnicodeCategory(c) is UnicodeCategory.NonSpacingMark || c is ':' or '='))
            {
                word.Append(c switch { 'а' => 'a', 'в' => 'b', 'с' => 'c', 'е' => 'e', _ => c });
            }
        }
        var key = word.ToString();
        for (var cut = true; cut;)
        {
            cut = false;
            foreach (var lead in Lead)
            {
                if (key.StartsWith(lead, StringComparison.Ordinal))
                {
                    key = key[lead.Length..];
                    cut = true;
                }
            }
        }
        return key.Trim(':', '=');
    }

    private static bool OneApart(string a, string b)
    {
        if (Math.Abs(a.Length - b.Length) > 1)
        {
            return false;
        }
        var start = 0;
        while (start < a.Length && start < b.Length && a[start] == b[start])
        {
            start++;
        }
        var end = 0;
        while (end < a.Length - start && end < b.Length - start && a[a.Length - 1 - end] == b[b.Length - 1 - end])
        {
            end++;
        }
        return Math.Max(a.Length, b.Length) - start - end <= 1;
    }
}
