using System.Globalization;
using Prongsai.Domain.Assessment;
using Prongsai.Domain.Rules;

namespace Prongsai.Domain.Tests.Assessment;

/// <summary>
/// Made-up results that are consistent to the last digit, with one printed figure spoilt: does the verifier find it? The rates stand in
/// docs/verification.md; the tests hold them. Everything is drawn from a fixed seed.
/// </summary>
internal sealed class PlantedSlips(Random random)
{
    internal enum Plant
    {
        LookAlike,
        OneDigit,
        Swap,
        Point,
    }

    private static readonly Dictionary<char, string> Alike = new() { ['8'] = "9", ['9'] = "8", ['0'] = "1", ['1'] = "0", ['3'] = "7", ['7'] = "3" };

    /// <summary>A consistent result of so many staff and citizens with every figure printed.</summary>
    public Dictionary<string, decimal> Result(Rulebook rules, int staff, int citizens, bool withQuestions)
    {
        var scores = new Dictionary<string, decimal>(StringComparer.Ordinal);
        foreach (var question in rules.Questions)
        {
            var people = question.Tool == "IIT" ? staff : citizens;
            var points = rules.Scales.First(s => s.Id == question.Scale).Points;
            var bias = 0.55 + random.NextDouble() * 0.44;
            var sum = 0m;
            for (var p = 0; p < people; p++)
            {
                var step = points.Count - 1;
                while (step > 0 && random.NextDouble() > bias)
                {
                    step--;
                }
                sum += points[step];
            }
            scores[question.Code] = Scoring.Round(rules, sum / people);
        }
        foreach (var item in rules.Items)
        {
            scores[item.Code] = random.NextDouble() < 0.85 ? 100m : 0m;
        }
        foreach (var indicator in rules.Indicators)
        {
            scores[Target.Indicator(indicator.No)] = Scoring.Compute(rules, scores).Indicators[indicator.No].Value is { } score
                ? Scoring.Round(rules, score)
                : Math.Round(70m + (decimal)random.NextDouble() * 29m, 2);
        }
        scores[Target.Total] = Scoring.Compute(rules, scores).Total!.Value;
        foreach (var code in withQuestions ? [] : rules.Questions.Select(q => q.Code).Concat(rules.Items.Select(i => i.Code)))
        {
            scores.Remove(code);
        }
        return scores;
    }

    /// <summary>The figure with one slip, or null when this kind of slip cannot happen to it.</summary>
    public decimal? Spoil(decimal score, Plant plant)
    {
        var text = score.ToString("F2", CultureInfo.InvariantCulture);
        var digits = text.ToCharArray();
        var at = Enumerable.Range(0, digits.Length).Where(i => digits[i] != '.').OrderBy(_ => random.Next()).ToList();
        switch (plant)
        {
            case Plant.LookAlike:
                at.RemoveAll(i => !Alike.ContainsKey(digits[i]));
                if (at.Count == 0)
                {
                    return null;
                }
                digits[at[0]] = Alike[digits[at[0]]][0];
                break;
            case Plant.OneDigit:
                digits[at[0]] = (char)('0' + (digits[at[0]] - '0' + 1 + random.Next(9)) % 10);
                break;
            case Plant.Swap:
                var pairs = at.Select(i => (i, j: i + 1 < digits.Length && digits[i + 1] == '.' ? i + 2 : i + 1)).Where(p => p.j < digits.Length && digits[p.i] != digits[p.j]).ToList();
                if (pairs.Count == 0)
                {
                    return null;
                }
                var (a, b) = pairs[0];
                (digits[a], digits[b]) = (digits[b], digits[a]);
                break;
            case Plant.Point:
                return random.Next(2) == 0 ? score * 10m : score / 10m;
            default:
                throw new ArgumentOutOfRangeException(nameof(plant));
        }
        var spoilt = decimal.Parse(new string(digits), CultureInfo.InvariantCulture);
        return spoilt is < 0 or > 100 || spoilt == score ? null : spoilt;
    }

    internal sealed record Rates(string Figures, Plant Plant, int Planted, int Unseen, int Listed, int First, int FirstExact)
    {
        public double ListedShare => (double)Listed / Planted;
        public double FirstShare => (double)First / Planted;
        public double ExactShare => (double)FirstExact / Planted;

        public override string ToString() => string.Create(CultureInfo.InvariantCulture,
            $"| {Figures} | {Plant} | {Planted} | {Unseen} | {ListedShare:P1} | {FirstShare:P1} | {ExactShare:P1} |");
    }

    /// <summary>Plants one slip of a kind into figures of a kind and counts what the suspects say. A slip that no check can see counts as unseen.</summary>
    public Rates Measure(Rulebook rules, string figures, Func<Rulebook, IEnumerable<string>> where, Plant plant, int times, bool withQuestions, int fewest, int most)
    {
        int planted = 0, unseen = 0, listed = 0, first = 0, exact = 0;
        while (planted < times)
        {
            var scores = Result(rules, random.Next(fewest, most + 1), random.Next(fewest, most + 1), withQuestions);
            var level = Scoring.Compute(rules, scores).Level?.Name;
            var targets = where(rules).ToList();
            var target = targets[random.Next(targets.Count)];
            var right = scores[target];
            if (Spoil(right, plant) is not { } wrong)
            {
                continue;
            }
            scores[target] = wrong;
            var v = Verifier.Verify(rules, new() { Year = rules.Year, Scores = scores, Level = level });
            if (v.AllAgree)
            {
                unseen++;
                continue;
            }
            planted++;
            var hits = v.Suspects.Where(s => s.Readings.Any(r => r.Target == target)).ToList();
            listed += hits.Count > 0 ? 1 : 0;
            first += hits.Any(s => s.Rank == 1) ? 1 : 0;
            exact += hits.Any(s => s.Rank == 1 && s.Readings.Any(r => r.Target == target && r.Suggested == right)) ? 1 : 0;
        }
        return new(figures, plant, planted, unseen, listed, first, exact);
    }
}
