using Prongsai.Domain.Rules;

namespace Prongsai.Testing;

/// <summary>The staff survey of 2567 of a real organisation as its paper prints it: 49 answered, six points (domain/ita.md 8.2). Figures, not words.</summary>
public static class PrintedStaffSurvey
{
    public const int People = 49;

    /// <summary>Scores of questions, indicators and the tool, by target, to two places.</summary>
    public static IReadOnlyDictionary<string, decimal> Scores { get; } = new Dictionary<string, decimal>(StringComparer.Ordinal)
    {
        ["i1"] = 98.78m,
        ["i2"] = 98.78m,
        ["i3"] = 100m,
        ["i4"] = 98.78m,
        ["i5"] = 94.29m,
        ["i6"] = 99.18m,
        ["i7"] = 99.18m,
        ["i8"] = 99.59m,
        ["i9"] = 100m,
        ["i10"] = 99.59m,
        ["i11"] = 99.18m,
        ["i12"] = 100m,
        ["i13"] = 100m,
        ["i14"] = 98.37m,
        ["i15"] = 99.59m,
        ["ind1"] = 99.19m,
        ["ind2"] = 97.42m,
        ["ind3"] = 99.59m,
        ["ind4"] = 99.59m,
        ["ind5"] = 99.32m,
        ["IIT"] = 99.02m,
    };

    /// <summary>What each of the people chose: as even a spread as gives the printed score. Options are counted from 1, questions in the order of the rules.</summary>
    public static IReadOnlyList<IReadOnlyList<int>> Answers(Rulebook rules)
    {
        ArgumentNullException.ThrowIfNull(rules);
        var columns = rules.Questions.Where(q => q.Tool == "IIT").Select(q => Options(rules, q)).ToList();
        return [.. Enumerable.Range(0, People).Select(person => (IReadOnlyList<int>)[.. columns.Select(c => c[person])])];
    }

    private static List<int> Options(Rulebook rules, Question question)
    {
        var points = rules.OptionPoints(question);
        var byPoints = points.Select((p, i) => (p, Option: i + 1)).OrderBy(x => x.p).ToList();
        var step = 100m / (points.Count - 1);
        var sum = (int)Math.Round(Scores[question.Code] * People / step, MidpointRounding.AwayFromZero);
        var (low, rest) = (sum / People, sum % People);
        return [.. Enumerable.Range(0, People).Select(i => byPoints[low + (i < rest ? 1 : 0)].Option)];
    }
}
