using Prongsai.Domain.Analysis;
using Prongsai.Domain.Rules;

namespace Prongsai.Domain.Measures;

/// <summary>Why a measure is proposed, and the figure that says so; the figure is null where the reason is that every issue needs a measure.</summary>
public sealed record ProposalReason(string Text, Basis? Basis, Answer Answer);

/// <summary>A library measure that fits a result. Points order proposals and mean nothing else.</summary>
public sealed record Proposal(LibraryMeasure Measure, decimal Points, IReadOnlyList<ProposalReason> Reasons)
{
    /// <summary>It answers something weak, and does not only keep an issue covered.</summary>
    public bool AnswersWeakness => Points > 0;
}

/// <summary>
/// Ranks library measures for a result. An incomplete item counts what it lacks; a question what it lacks to the mark of improvement, twice
/// when it is below the weak mark; an indicator what it lacks to the weak mark, and ten more when it is urgent. The same figures give the same order.
/// </summary>
public static class Proposals
{
    private const decimal UrgentPoints = 10m;

    /// <param name="analysis">The result of the year before.</param>
    /// <param name="library">With the organisation's own measures, if it has any.</param>
    /// <param name="planRules">The rules of the year planned: what it no longer asks for is no reason. Null takes those of the result.</param>
    public static IReadOnlyList<Proposal> From(AnalysisResult analysis, MeasureLibrary library, Rulebook? planRules = null)
    {
        ArgumentNullException.ThrowIfNull(analysis);
        ArgumentNullException.ThrowIfNull(library);
        planRules ??= analysis.Verification.Rulebook;
        var proposals = new List<Proposal>();
        foreach (var measure in library.Measures)
        {
            var found = measure.Answers.Where(a => Aims.Of(a, planRules) is not null).Select(a => Weigh(a, analysis)).OfType<(decimal Points, ProposalReason Reason)>()
                .OrderByDescending(x => x.Points).ToList();
            if (found.Count == 0 && Keeps(measure, planRules) is { } keeps)
            {
                found.Add((0m, keeps));
            }
            if (found.Count > 0)
            {
                proposals.Add(new Proposal(measure, found.Sum(x => x.Points), [.. found.Select(x => x.Reason)]));
            }
        }
        return [.. proposals.OrderByDescending(p => p.Points)];
    }

    private static (decimal, ProposalReason)? Weigh(Answer answer, AnalysisResult analysis)
    {
        var (rules, marks) = (analysis.Verification.Rulebook, analysis.Thresholds);
        if (answer.Target is AnswerTarget.Issue || Aims.Of(answer, rules, analysis.Verification.Figures) is not { } aim)
        {
            return null;
        }
        if (answer.Target is AnswerTarget.Indicator)
        {
            var no = rules.IndicatorOfKind(answer.Kind)!.No;
            var urgent = analysis.Urgent.FirstOrDefault(f => f.Indicator == no);
            return (urgent ?? analysis.Weaknesses.FirstOrDefault(f => f.Indicator == no)) is { } finding
                ? (Math.Max(0m, marks.WeakBelow - finding.Score) + (urgent is null ? 0m : UrgentPoints) + 1m,
                    new ProposalReason($"{aim.Name} ได้ {Aims.Score(finding.Score)} {finding.Why}", new Basis(aim.Target, finding.Score), answer))
                : null;
        }
        if (aim.Score is not { } score)
        {
            return null;
        }
        if (answer.Target is AnswerTarget.Item)
        {
            return score < 100m ? (100m - score, Because("ยังไม่ครบ")) : null;
        }
        return (score < marks.WeakBelow, score < marks.ImproveBelow) switch
        {
            (true, _) => (2m * (marks.ImproveBelow - score), Because($"ต่ำกว่าเกณฑ์จุดอ่อน {Aims.Mark(marks.WeakBelow)} คะแนน")),
            (_, true) => (marks.ImproveBelow - score, Because($"ยังพัฒนาให้ถึง {Aims.Mark(marks.ImproveBelow)} คะแนนได้")),
            _ => null,
        };

        ProposalReason Because(string why) => new($"{aim.Name} ได้ {Aims.Score(score)} {why}", new Basis(aim.Target, score), answer);
    }

    private static ProposalReason? Keeps(LibraryMeasure measure, Rulebook rules) =>
        measure.Answers.FirstOrDefault(a => a.Target is AnswerTarget.Issue && Aims.Of(a, rules) is not null) is { } issue
            ? new ProposalReason($"{Aims.Of(issue, rules)!.Name} ไม่มีคะแนนต่ำที่มาตรการนี้ตอบ ใช้รักษาระดับของประเด็น", null, issue)
            : null;
}
