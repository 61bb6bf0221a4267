using System.Globalization;
using Prongsai.Domain.Analysis;
using Prongsai.Domain.Assessment;
using Prongsai.Domain.Rules;

namespace Prongsai.Domain.Measures;

/// <summary>What an answer is in one year: its name for people and, where a result is given, its score and the mark it misses.</summary>
/// <param name="Answer">The kind it stands for.</param>
/// <param name="Target">Code of the figure ("ind4", "i12", "O13"), or "issue4".</param>
/// <param name="Name">Thai, with its number or code.</param>
/// <param name="Score">0–100; null for an issue and where the result has none.</param>
public sealed record Aim(Answer Answer, string Target, string Name, decimal? Score);

/// <summary>Joins kinds to the figures of a year.</summary>
public static class Aims
{
    /// <summary>Null where the year has no such thing.</summary>
    public static Aim? Of(Answer answer, Rulebook rules, Figures? figures = null)
    {
        ArgumentNullException.ThrowIfNull(answer);
        ArgumentNullException.ThrowIfNull(rules);
        switch (answer.Target)
        {
            case AnswerTarget.Indicator when rules.IndicatorOfKind(answer.Kind) is { } indicator:
                return Made(Target.Indicator(indicator.No), $"ตัวชี้วัดที่ {Number(indicator.No)} {indicator.Name}");
            case AnswerTarget.Question when rules.QuestionOfKind(answer.Kind) is { } question:
                return Made(question.Code, $"ข้อ {question.Code} {question.Text}");
            case AnswerTarget.Item when rules.ItemOfKind(answer.Kind) is { } item:
                return Made(item.Code, $"ข้อ {item.Code} {item.Title}");
            case AnswerTarget.Issue when rules.Issues.FirstOrDefault(i => Number(i.No) == answer.Kind) is { } issue:
                return new Aim(answer, "issue" + answer.Kind, $"ประเด็นที่ {answer.Kind} {issue.Name}", null);
            default:
                return null;
        }

        Aim Made(string target, string name) => new(answer, target, name, figures?[target]);
    }

    /// <summary>The issues of a year that an answer belongs to: itself, or those that use its question, item, or a question or item of its indicator.</summary>
    public static IEnumerable<int> IssuesOf(Answer answer, Rulebook rules)
    {
        ArgumentNullException.ThrowIfNull(answer);
        ArgumentNullException.ThrowIfNull(rules);
        if (answer.Target is AnswerTarget.Issue)
        {
            return rules.Issues.Where(i => Number(i.No) == answer.Kind).Select(i => i.No);
        }
        // An indicator spans several issues; to answer it is not yet to answer each of them.
        return answer.Target is not AnswerTarget.Indicator && Of(answer, rules) is { } aim
            ? rules.Issues.Where(i => i.Questions.Contains(aim.Target) || i.Items.Contains(aim.Target)).Select(i => i.No)
            : [];
    }

    /// <summary>What the result says is weak: indicators below their marks, questions below the weak mark, items not full. Indicators first, then questions and items, each from the lowest.</summary>
    public static IReadOnlyList<Aim> Weak(AnalysisResult analysis)
    {
        ArgumentNullException.ThrowIfNull(analysis);
        var (rules, figures) = (analysis.Verification.Rulebook, analysis.Verification.Figures);
        var indicators = analysis.Weaknesses.Concat(analysis.Urgent).DistinctBy(f => f.Indicator).OrderBy(f => f.Score)
            .Select(f => new Aim(Answer.Indicator(rules.IndicatorNo(f.Indicator)!.Kind), Target.Indicator(f.Indicator), $"ตัวชี้วัดที่ {Number(f.Indicator)} {f.Name}", f.Score));
        var questions = rules.Questions.Where(q => figures[q.Code] < analysis.Thresholds.WeakBelow).OrderBy(q => figures[q.Code])
            .Select(q => Of(Answer.Question(q.Kind), rules, figures)!);
        var items = rules.Items.Where(i => figures[i.Code] < 100m).OrderBy(i => figures[i.Code]).ThenBy(i => i.Number)
            .Select(i => Of(Answer.Item(i.Kind), rules, figures)!);
        return [.. indicators, .. questions, .. items];
    }

    internal static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);

    internal static string Score(decimal value) => value.ToString("0.00", CultureInfo.InvariantCulture);

    internal static string Mark(decimal value) => value.ToString("0.##", CultureInfo.InvariantCulture);
}
