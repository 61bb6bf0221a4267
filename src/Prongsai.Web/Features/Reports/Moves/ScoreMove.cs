using System.Globalization;
using Prongsai.Domain;
using Prongsai.Domain.Assessment;
using Prongsai.Domain.Measures;
using Prongsai.Domain.Rules;
using Prongsai.Web.Platform.Confirmed;
using Prongsai.Web.Platform.Plans;

namespace Prongsai.Web.Features.Reports.Moves;

internal enum MoveState
{
    Rose,
    Same,
    Fell,

    /// <summary>One of the two scores is missing, or the year has no such thing.</summary>
    Unknown,
}

/// <summary>A score a measure aimed at, in the result it answered and in the next. Cautions are Thai sentences a reader must know.</summary>
internal sealed record ScoreMove(string Name, decimal? Before, decimal? After, IReadOnlyList<string> Cautions)
{
    public decimal? Difference => After - Before;

    public MoveState State => Difference switch { null => MoveState.Unknown, > 0 => MoveState.Rose, < 0 => MoveState.Fell, _ => MoveState.Same };
}

/// <summary>A measure of a year and what became of the scores it aimed at.</summary>
internal sealed record MeasureMoves(PlannedAim Measure, IReadOnlyList<ScoreMove> Moves);

/// <summary>A year of measures between the result they answered and their own.</summary>
internal sealed record YearMoves(FiscalYear Year, ConfirmedResult Before, ConfirmedResult After, IReadOnlyList<MeasureMoves> Measures);

/// <summary>Compares two results for what measures aimed at. It tells what moved, never why: a score has many causes.</summary>
internal static class Mover
{
    /// <summary>Fewer respondents than this move a score by more than three points each.</summary>
    private const int FewRespondents = 30;

    public static YearMoves Of(FiscalYear year, ConfirmedResult before, ConfirmedResult after, IEnumerable<PlannedAim> measures) =>
        new(year, before, after, [.. measures.Select(m => new MeasureMoves(m, [.. m.Answers.SelectMany(a => Compare(a, before.Verification, after.Verification)).DistinctBy(x => x.Name)]))]);

    /// <summary>The score of an indicator, question or item; an issue has none of its own, so its questions and items are compared.</summary>
    private static IEnumerable<ScoreMove> Compare(Answer answer, Verification before, Verification after)
    {
        if (answer.Target is AnswerTarget.Issue)
        {
            return IssueMean(answer, before, after) is { } mean ? [mean] : [];
        }
        var (was, now) = (Aims.Of(answer, before.Rulebook, before.Figures), Aims.Of(answer, after.Rulebook, after.Figures));
        if (was is null && now is null)
        {
            return [];
        }
        var cautions = new List<string>();
        if (was is null || now is null)
        {
            cautions.Add($"หลักเกณฑ์ปี {(was is null ? before : after).Rulebook.Year} ไม่มีข้อนี้ จึงเทียบไม่ได้");
        }
        else
        {
            cautions.AddRange(Changed(answer, before.Rulebook, after.Rulebook));
            cautions.AddRange(Few(answer, was, now, before, after));
        }
        return [new ScoreMove((now ?? was)!.Name, was?.Score, now?.Score, cautions)];
    }

    /// <summary>The mean of the questions and items of an issue that both years asked, so that a changed list does not look like a move.</summary>
    private static ScoreMove? IssueMean(Answer answer, Verification before, Verification after)
    {
        if (Aims.Of(answer, after.Rulebook) is not { } aim || after.Rulebook.Issues.FirstOrDefault(i => i.No.ToString(CultureInfo.InvariantCulture) == answer.Kind) is not { } issue)
        {
            return null;
        }
        var kinds = issue.Questions.Select(c => after.Rulebook.FindQuestion(c)).OfType<Question>().Select(q => Answer.Question(q.Kind))
            .Concat(issue.Items.Select(c => after.Rulebook.FindItem(c)).OfType<DisclosureItem>().Select(i => Answer.Item(i.Kind))).ToList();
        var pairs = kinds.Select(k => (Was: Aims.Of(k, before.Rulebook, before.Figures)?.Score, Now: Aims.Of(k, after.Rulebook, after.Figures)?.Score)).Where(p => p.Was is not null && p.Now is not null).ToList();
        return pairs.Count == 0
            ? new ScoreMove(aim.Name, null, null, ["ไม่มีคะแนนรายข้อของทั้งสองปี จึงเทียบรายประเด็นไม่ได้"])
            : new ScoreMove($"{aim.Name} (เฉลี่ย {pairs.Count} ข้อ)", Mean(pairs.Select(p => p.Was!.Value)), Mean(pairs.Select(p => p.Now!.Value)),
                pairs.Count < kinds.Count ? [$"เทียบได้ {pairs.Count} จาก {kinds.Count} ข้อ ข้ออื่นไม่มีคะแนนหรือไม่มีในอีกปีหนึ่ง"] : []);
    }

    private static decimal Mean(IEnumerable<decimal> scores) => Math.Round(scores.Average(), 2, MidpointRounding.AwayFromZero);

    private static IEnumerable<string> Changed(Answer answer, Rulebook before, Rulebook after)
    {
        switch (answer.Target)
        {
            case AnswerTarget.Question when before.QuestionOfKind(answer.Kind) is { } was && after.QuestionOfKind(answer.Kind) is { } now:
                if (was.Scale != now.Scale)
                {
                    yield return "วิธีให้คะแนนของข้อนี้เปลี่ยนระหว่างสองปี";
                }
                else if (Key(was.Text) != Key(now.Text))
                {
                    yield return "ถ้อยคำของข้อนี้เปลี่ยนระหว่างสองปี";
                }
                break;
            case AnswerTarget.Indicator when before.IndicatorOfKind(answer.Kind) is { } was && after.IndicatorOfKind(answer.Kind) is { } now:
                if (!Parts(before, was).SetEquals(Parts(after, now)))
                {
                    yield return "ข้อที่ใช้คิดตัวชี้วัดนี้ไม่เหมือนกันทั้งสองปี";
                }
                break;
            case AnswerTarget.Item when before.ItemOfKind(answer.Kind) is { } was && after.ItemOfKind(answer.Kind) is { } now && Key(was.Title) != Key(now.Title):
                yield return "รายการนี้ใช้ชื่อต่างกันในสองปี องค์ประกอบที่ตรวจอาจต่างกัน";
                break;
        }
    }

    private static IEnumerable<string> Few(Answer answer, Aim was, Aim now, Verification before, Verification after)
    {
        var (tool, scale) = answer.Target switch
        {
            AnswerTarget.Question => (after.Rulebook.QuestionOfKind(answer.Kind)?.Tool, after.Rulebook.QuestionOfKind(answer.Kind)?.Scale),
            AnswerTarget.Indicator => (after.Rulebook.IndicatorOfKind(answer.Kind)?.Tool, null),
            _ => (null, null),
        };
        if (tool is not ("IIT" or "EIT") || was.Score is not { } a || now.Score is not { } b || a == b)
        {
            yield break;
        }
        var fewest = new[] { before, after }.SelectMany(v => v.Respondents.Where(r => r.Tool == tool && (scale is null || r.Scale == scale) && r is { IsTelling: true, Fits.Count: > 0 }).Select(r => r.Fits[0])).DefaultIfEmpty(0).Min();
        if (fewest == 0)
        {
            yield return "ไม่ทราบจำนวนผู้ตอบ ความต่างเล็กน้อยอาจเกิดจากคนตอบไม่กี่คน";
            yield break;
        }
        var one = Math.Round(100m / fewest, 2, MidpointRounding.AwayFromZero);
        if (Math.Abs(b - a) <= one)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"ผู้ตอบประมาณ {fewest} คน คนเดียวเปลี่ยนคะแนนได้ถึง {one:0.00} ความต่างนี้จึงอาจเป็นคำตอบของคนเดียว");
        }
        else if (fewest < FewRespondents)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"ผู้ตอบประมาณ {fewest} คน น้อยเกินกว่าจะสรุปจากปีเดียว");
        }
    }

    private static HashSet<string> Parts(Rulebook book, Indicator indicator) =>
        [.. book.Questions.Where(q => q.Indicator == indicator.No).Select(q => q.Kind), .. book.Items.Where(i => i.Indicator == indicator.No).Select(i => i.Kind)];

    private static string Key(string text) => string.Concat(text.Where(char.IsLetterOrDigit));
}
