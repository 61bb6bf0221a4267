using Prongsai.Domain.Analysis;
using Prongsai.Domain.Rules;

namespace Prongsai.Domain.Measures;

/// <summary>One of the issues, or a weak score, and the measures (by their place in the plan, from 0) that answer it.</summary>
public sealed record Covered(Aim Aim, IReadOnlyList<int> Measures)
{
    public bool IsOpen => Measures.Count == 0;
}

/// <summary>Which issues of the planned year and which weak scores of the result have a measure, and which have none.</summary>
public sealed record Coverage(IReadOnlyList<Covered> Issues, IReadOnlyList<Covered> Weak)
{
    public bool IsFull => Issues.All(i => !i.IsOpen) && Weak.All(w => !w.IsOpen);

    public int IssuesAnswered => Issues.Count(i => !i.IsOpen);

    /// <summary>
    /// A weak indicator is answered by name or through one of its questions or items; a weak question by name or through its indicator; an
    /// incomplete item only by name, since only publishing that very item completes it.
    /// </summary>
    /// <param name="measures">What each measure answers, in the order of the plan.</param>
    /// <param name="planRules">The rules of the planned year, whose issues must be answered.</param>
    /// <param name="analysis">The result of the year before; null when there is none.</param>
    public static Coverage Of(IReadOnlyList<IReadOnlyList<Answer>> measures, Rulebook planRules, AnalysisResult? analysis)
    {
        ArgumentNullException.ThrowIfNull(measures);
        ArgumentNullException.ThrowIfNull(planRules);
        var issues = planRules.Issues.Select(i => Aims.Of(Answer.Issue(i.No), planRules)!).Select(aim => new Covered(aim, Where(answers =>
            answers.Any(a => Aims.IssuesOf(a, planRules).Any(no => Aims.Number(no) == aim.Answer.Kind)))));
        if (analysis is null)
        {
            return new([.. issues], []);
        }
        var rules = analysis.Verification.Rulebook;
        return new([.. issues], [.. Aims.Weak(analysis).Select(aim => new Covered(aim, Where(answers => answers.Any(a => Meets(a, aim.Answer, rules)))))]);

        List<int> Where(Func<IReadOnlyList<Answer>, bool> meets) => [.. Enumerable.Range(0, measures.Count).Where(i => meets(measures[i]))];
    }

    private static bool Meets(Answer answer, Answer weak, Rulebook rules)
    {
        if (answer == weak)
        {
            return true;
        }
        return weak.Target switch
        {
            AnswerTarget.Indicator => IndicatorOf(answer, rules) == rules.IndicatorOfKind(weak.Kind)?.No,
            AnswerTarget.Question => answer.Target is AnswerTarget.Indicator && rules.IndicatorOfKind(answer.Kind)?.No is { } no && no == rules.QuestionOfKind(weak.Kind)?.Indicator,
            AnswerTarget.Item => answer.Target is AnswerTarget.Item && rules.ItemOfKind(answer.Kind)?.Code == rules.ItemOfKind(weak.Kind)?.Code,
            _ => false,
        };
    }

    private static int? IndicatorOf(Answer answer, Rulebook rules) => answer.Target switch
    {
        AnswerTarget.Question => rules.QuestionOfKind(answer.Kind)?.Indicator,
        AnswerTarget.Item => rules.ItemOfKind(answer.Kind)?.Indicator,
        _ => null,
    } ?? -1;
}
