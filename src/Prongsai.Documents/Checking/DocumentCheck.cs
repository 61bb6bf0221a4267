using System.Diagnostics;
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

    /// <summary>A province's roll-up has some hundreds of organisations; a file with more is not looked at further.</summary>
    private const int MostPapers = 400;

    private static readonly TimeSpan MostTimeForOthers = TimeSpan.FromSeconds(5);

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
            Ask(rule, context, found);
        }
        var spent = Stopwatch.StartNew();
        var asked = 0;
        foreach (var other in context.Others)
        {
            if (++asked > MostPapers || spent.Elapsed > MostTimeForOthers)
            {
                found.Add(new CheckFinding(ProblemSeverity.Info, "papers-not-checked", $"ไฟล์นี้มี {CheckContext.Number(reading.Papers.Count)} ชุด ตรวจตัวเลขและมาตรการครบ {CheckContext.Number(asked)} ชุดแรก", "การตรวจแต่ละไฟล์มีเวลาจำกัด", new Place(), "แยกไฟล์ให้เล็กลงแล้วตรวจใหม่"));
                break;
            }
            var own = new List<CheckFinding>();
            foreach (var rule in CheckCatalog.Rules.Where(r => r.IsOfEachPaper))
            {
                Ask(rule, other, own);
            }
            found.AddRange(own.Select(f => other.Whose is { Length: > 0 } whose && !f.Message.StartsWith(whose, StringComparison.Ordinal) ? f with { Message = $"{whose}: {f.Message}" } : f));
        }
        return [.. found.DistinctBy(f => (f.Rule, f.Message, f.At.Line, f.At.Table, f.At.Row, f.At.Column)).OrderBy(f => context.Order(f.At)).ThenBy(f => f.Severity)];
    }

    private static void Ask(CheckRule rule, CheckContext context, List<CheckFinding> found)
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
}
