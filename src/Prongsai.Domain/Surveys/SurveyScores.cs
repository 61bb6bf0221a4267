using Prongsai.Domain.Assessment;
using Prongsai.Domain.Rules;

namespace Prongsai.Domain.Surveys;

/// <summary>How the answers to one question, or one of its sub-items, are spread. <see cref="Counts"/> follows the options of the form.</summary>
public sealed record Spread(string Code, int SubItem, IReadOnlyList<int> Counts)
{
    public int Answered => Counts.Sum();
}

/// <summary>
/// A score with how far it would go if others had been asked: half the width of the interval that holds in 95 of 100 such surveys.
/// Null where the scale is not known or fewer than two answered.
/// </summary>
public sealed record SurveyScore(decimal Value, decimal? Margin);

/// <summary>What a year's rules make of a survey's answers. Questions are rounded to the year's places, nothing above them.</summary>
public sealed record SurveyOutcome(
    IReadOnlyDictionary<string, SurveyScore> Questions,
    IReadOnlyDictionary<int, decimal> Indicators,
    decimal? Tool,
    decimal? ToolMargin);

/// <summary>
/// From counts to scores (domain/ita.md 1.2): an answer has the points of its option; a question is the mean over those who answered, of its
/// sub-items' means, rounded to the year's places. What lies above is made of the rounded questions: of S2's printed figures, ind1 99.19 and
/// ind2 97.42 follow from its 49 answers in no other way (unrounded questions give 99.18 and 97.41).
/// </summary>
public static class SurveyScoring
{
    /// <summary>Counts for every choice question and sub-item, in the order of the form.</summary>
    /// <param name="form">What was asked.</param>
    /// <param name="tally">What was answered.</param>
    /// <param name="least">A part that fewer answered is given as if nobody had: what a few people said is neither shown nor scored.</param>
    public static IReadOnlyList<Spread> Spreads(SurveyForm form, Tally tally, int least)
    {
        ArgumentNullException.ThrowIfNull(form);
        ArgumentNullException.ThrowIfNull(tally);
        return [.. from part in form.Layout
                   from sub in Enumerable.Range(0, part.Question.Cells)
                   let counts = tally.Of(part.Cell + sub)[1..(part.Question.Options.Count + 1)]
                   select new Spread(part.Question.Code, sub, counts.Sum() < least ? new int[counts.Length] : counts)];
    }

    /// <param name="rules">Of the year the form is of.</param>
    /// <param name="tool">IIT or EIT.</param>
    /// <param name="spreads">Of <see cref="Spreads"/>.</param>
    /// <param name="population">How many might have answered, where that is known: a survey of nearly everyone is nearly certain.</param>
    public static SurveyOutcome Score(Rulebook rules, string tool, IReadOnlyList<Spread> spreads, int? population)
    {
        ArgumentNullException.ThrowIfNull(rules);
        var questions = new Dictionary<string, SurveyScore>(StringComparer.Ordinal);
        foreach (var group in spreads.GroupBy(s => s.Code))
        {
            if (rules.FindQuestion(group.Key) is { } question && OfQuestion(rules, question, [.. group], population) is { } score)
            {
                questions[group.Key] = score;
            }
        }
        var outcome = Scoring.Compute(rules, questions.ToDictionary(q => q.Key, q => q.Value.Value, StringComparer.Ordinal));
        var indicators = rules.IndicatorsOf(tool).Select(i => (i.No, Score: outcome.Indicators[i.No].Value)).Where(i => i.Score is not null).ToDictionary(i => i.No, i => i.Score!.Value);
        return new(questions, indicators, outcome.Tools.GetValueOrDefault(tool), Together(rules, tool, questions));
    }

    /// <summary>The mean of options, for a question the rules do not know: the last option 100, the first 0.</summary>
    public static decimal? Evenly(Spread spread)
    {
        ArgumentNullException.ThrowIfNull(spread);
        var answered = spread.Answered;
        return answered == 0 || spread.Counts.Count < 2 ? null : spread.Counts.Select((n, i) => (decimal)n * i * 100m / (spread.Counts.Count - 1)).Sum() / answered;
    }

    private static SurveyScore? OfQuestion(Rulebook rules, Question question, IReadOnlyList<Spread> spreads, int? population)
    {
        var points = rules.OptionPoints(question);
        if (points.Count == 0 || spreads.Any(s => s.Answered == 0 || s.Counts.Count != points.Count))
        {
            return null;
        }
        var sum = 0m;
        var variance = 0.0;
        foreach (var spread in spreads)
        {
            var own = question.ReversedSubItems.Contains(spread.SubItem + 1) ? [.. points.Reverse()] : points;
            var n = spread.Answered;
            var mean = spread.Counts.Select((count, i) => count * own[i]).Sum() / n;
            sum += mean;
            if (n > 1)
            {
                variance += (double)spread.Counts.Select((count, i) => count * (own[i] - mean) * (own[i] - mean)).Sum() / (n - 1) / n * Left(n, population);
            }
        }
        // The parts of one question are answered alike by one person: their errors add up rather than cancel.
        var margin = spreads.All(s => s.Answered > 1) ? (decimal?)(1.96 * Math.Sqrt(variance / spreads.Count)) : null;
        return new(Scoring.Round(rules, sum / spreads.Count), margin);
    }

    /// <summary>What is left to chance when n of a known number have answered.</summary>
    private static double Left(int n, int? population) => population is { } all && all > 1 && n <= all ? (double)(all - n) / (all - 1) : 1;

    /// <summary>The margin of the tool, on the cautious side: as if all questions erred together.</summary>
    private static decimal? Together(Rulebook rules, string tool, Dictionary<string, SurveyScore> questions)
    {
        var indicators = rules.IndicatorsOf(tool).Select(i => rules.QuestionsOf(i.No).Select(q => questions.GetValueOrDefault(q.Code)?.Margin).ToList()).ToList();
        return indicators.Count == 0 || indicators.Any(i => i.Count == 0 || i.Any(m => m is null)) ? null : indicators.Average(i => i.Average());
    }
}
