using System.Text.RegularExpressions;
using Prongsai.Documents.Reading;
using Prongsai.Domain.Papers;
using Prongsai.Domain.Rules;

namespace Prongsai.Documents.Checking;

/// <summary>
/// Checks a paper for slips a reader can derive: against itself (names, figures, dates, parts that contradict each other), against the year's
/// rules, and against official names. Pure, bounded, and deterministic; docs/document-check.md lists the rules.
/// </summary>
public static class DocumentCheck
{
    private const int MostPerRule = 40;

    /// <summary>Every rule's stable name.</summary>
    public static IReadOnlyList<string> RuleNames => CheckCatalog.Names;

    /// <summary>What was found, in the order of the paper; nothing for a file that is not about ITA.</summary>
    /// <param name="document">The file as read.</param>
    /// <param name="reading">What was extracted from it.</param>
    /// <param name="rulebooks">The rules of all years (the current edition of each).</param>
    /// <param name="data">The data of rules/checks.</param>
    public static IReadOnlyList<CheckFinding> Check(SourceDocument document, PaperReading reading, IReadOnlyList<Rulebook> rulebooks, CheckData data)
    {
        ArgumentNullException.ThrowIfNull(document);
        ArgumentNullException.ThrowIfNull(reading);
        ArgumentNullException.ThrowIfNull(rulebooks);
        ArgumentNullException.ThrowIfNull(data);
        if (reading.Papers.Count == 0)
        {
            return [];
        }
        var context = new CheckContext(document, reading, rulebooks, data);
        var found = new List<CheckFinding>();
        foreach (var rule in CheckCatalog.Rules)
        {
            try
            {
                found.AddRange(rule.Find(context).Take(MostPerRule));
            }
            catch (RegexMatchTimeoutException)
            {
                found.Add(new CheckFinding(ProblemSeverity.Info, rule.Name, "ข้อความยาวหรือซับซ้อนเกินกว่าจะตรวจข้อนี้ได้ครบ", "การตรวจแต่ละข้อมีเวลาจำกัด", new Place(), "โปรดแยกเอกสารเป็นไฟล์ที่เล็กลงแล้วตรวจใหม่"));
            }
        }
        return [.. found.DistinctBy(f => (f.Rule, f.Message, f.At.Line, f.At.Table, f.At.Row, f.At.Column)).OrderBy(f => context.Order(f.At)).ThenBy(f => f.Severity)];
    }
}
