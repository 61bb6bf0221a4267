using Prongsai.Domain.Rules;

namespace Prongsai.Domain.Assessment;

/// <summary>
/// What the printed question scores of a tool say about the number of respondents. N people answering on a scale of p points can give a mean of
/// 100·m / (N·(p−1)) only, m being a whole number; rounded to two places, few N reach all printed values. Questions with sub-items are means of
/// means, so their step is finer. Whole-number arithmetic in hundredths (domain/ita.md 8.2).
/// </summary>
internal sealed class Respondents
{
    public const int Most = 2000;

    private const int Listed = 8;
    private const double Slipped = 0.002;

    /// <summary>A value suggested instead of a printed one must itself be possible; that it is wrong again is next to out of the question.</summary>
    private const double WrongAgainCost = -5;
    private static readonly double LogUnfit = Math.Log(Slipped / 10_000);
    private static readonly double LogFull = Math.Log(0.2);
    private static readonly double LogNone = Math.Log(0.02);
    private static readonly double[] LogSteps = [.. Enumerable.Range(0, 10_001).Select(m => Math.Log((1 - Slipped) * 0.78 / Math.Max(1, m)))];

    private readonly string tool;
    private readonly string[] codes;
    private readonly int[] printed;
    private readonly List<(string Scale, int[] Steps, double LogPrior)> scales;
    private readonly List<Cell> cells;

    /// <summary>The tool's questions that are printed with two places; fewer than two with a telling value tell nothing.</summary>
    public Respondents(Rulebook rules, string tool, Sheet sheet)
    {
        this.tool = tool;
        var questions = rules.Questions.Where(q => q.Tool == tool && Hundredths(sheet[q.Code]) is not null).ToList();
        codes = [.. questions.Select(q => q.Code)];
        printed = [.. questions.Select(q => Hundredths(sheet[q.Code])!.Value)];
        scales = Hypotheses(rules, questions);
        cells = [];
        for (var s = 0; s < scales.Count; s++)
        {
            for (var n = 1; n <= Most; n++)
            {
                var cell = new Cell(s, n, scales[s].LogPrior - Math.Log(n), [.. scales[s].Steps.Select(step => step * n)]);
                if (DistinctUnfit(cell, printed) <= 2)
                {
                    cells.Add(cell);
                }
            }
        }
    }

    public IReadOnlyList<string> Codes => codes;

    public bool HasEvidence => printed.Any(v => v is not (0 or 10_000));

    /// <summary>A score in hundredths; null when it has more places or lies outside 0–100.</summary>
    public static int? Hundredths(decimal? score) =>
        score is { } value && value is >= 0 and <= 100 && decimal.Truncate(value * 100m) == value * 100m ? (int)(value * 100m) : null;

    /// <summary>Whether a mean over <paramref name="steps"/> equal steps can print as <paramref name="hundredths"/>, rounding half away from zero.</summary>
    public static bool Fits(int hundredths, long steps)
    {
        var least = ((2L * hundredths - 1) * steps + 19_999) / 20_000;
        least = Math.Max(0, least);
        return least <= steps && least * 20_000 < (2L * hundredths + 1) * steps;
    }

    /// <summary>How well all values go together, some read differently: the logarithm of their probability over all N and scales.</summary>
    public double LogEvidence(IReadOnlyDictionary<string, int> readings)
    {
        var values = Read(readings);
        var best = double.NegativeInfinity;
        var sum = 0.0;
        foreach (var cell in cells)
        {
            var log = cell.LogPrior;
            for (var q = 0; q < values.Length && log > best - 20; q++)
            {
                log += LogOf(values[q], cell.Steps[q]);
                if (values[q] != printed[q] && !Fits(values[q], cell.Steps[q]))
                {
                    log += WrongAgainCost;
                }
            }
            if (log > best)
            {
                sum = sum * Math.Exp(best - log) + 1;
                best = log;
            }
            else if (log > best - 20)
            {
                sum += Math.Exp(log - best);
            }
        }
        return cells.Count == 0 ? 0 : best + Math.Log(sum);
    }

    /// <summary>The likeliest N and scale when some values are read differently, with the questions that do not fit then; null without evidence.</summary>
    public (int N, string Scale, IReadOnlyList<string> Unfitting)? Likeliest(IReadOnlyDictionary<string, int> readings)
    {
        var values = Read(readings);
        return BestCell(values) is { } cell ? (cell.N, scales[cell.Scale].Scale, Unfitting(cell, values)) : null;
    }

    public bool CanPrint(string code, int hundredths, int n, string scale)
    {
        var q = Array.IndexOf(codes, code);
        var s = scales.FindIndex(x => x.Scale == scale);
        return q >= 0 && s >= 0 && Fits(hundredths, (long)scales[s].Steps[q] * n);
    }

    /// <summary>The numbers of respondents, once the given readings are taken. Null when every printed value is 0 or 100, or there is none.</summary>
    public RespondentInference? Infer(IReadOnlyDictionary<string, int> readings)
    {
        var values = Read(readings);
        if (!values.Any(v => v is not (0 or 10_000)) || BestCell(values) is not { } best)
        {
            return null;
        }
        var unfit = Unfitting(best, values);
        var fits = cells
            .Where(c => c.Scale == best.Scale && Unfitting(c, values).SequenceEqual(unfit))
            .Select(c => c.N).Order().Take(Listed).ToList();
        var asPrinted = codes.Where((c, q) => unfit.Contains(c) || !fits.Any(n => Fits(printed[q], (long)scales[best.Scale].Steps[q] * n))).ToList();
        return new(tool, scales[best.Scale].Scale, fits, asPrinted) { IsTelling = Chance(best.Scale, fits[0], values, unfit) < 0.01 };
    }

    /// <summary>The probability that values taken at random fit some N up to this one.</summary>
    private double Chance(int scale, int most, int[] values, IReadOnlyList<string> unfit)
    {
        var telling = values.Select((v, q) => (v, q)).Where(x => x.v is not (0 or 10_000) && !unfit.Contains(codes[x.q])).DistinctBy(x => x.v).ToList();
        var chance = 0.0;
        for (var n = 1; n <= most; n++)
        {
            chance += telling.Aggregate(1.0, (p, x) => p * Math.Min(1.0, scales[scale].Steps[x.q] * n / 10_000.0));
        }
        return chance;
    }

    private Cell? BestCell(int[] values)
    {
        Cell? best = null;
        var most = double.NegativeInfinity;
        foreach (var cell in cells)
        {
            var log = cell.LogPrior;
            for (var q = 0; q < values.Length && log > most; q++)
            {
                log += LogOf(values[q], cell.Steps[q]);
            }
            if (log > most)
            {
                (best, most) = (cell, log);
            }
        }
        return best;
    }

    private List<string> Unfitting(Cell cell, int[] values) => [.. codes.Where((_, q) => !Fits(values[q], cell.Steps[q]))];

    private int[] Read(IReadOnlyDictionary<string, int> readings) =>
        readings.Count == 0 ? printed : [.. codes.Select((c, q) => readings.TryGetValue(c, out var v) ? v : printed[q])];

    private static int DistinctUnfit(Cell cell, int[] values)
    {
        int first = -1, second = -1;
        for (var q = 0; q < values.Length; q++)
        {
            var v = values[q];
            if (v == first || v == second || Fits(v, cell.Steps[q]))
            {
                continue;
            }
            if (first < 0)
            {
                first = v;
            }
            else if (second < 0)
            {
                second = v;
            }
            else
            {
                return 3;
            }
        }
        return first < 0 ? 0 : second < 0 ? 1 : 2;
    }

    private static double LogOf(int value, int steps) => value switch
    {
        10_000 => LogFull,
        0 => LogNone,
        _ => Fits(value, steps) ? LogSteps[Math.Min(steps, 10_000)] : LogUnfit,
    };

    /// <summary>The scales of the rulebook where known, and the others an ITA has had with less weight; all alike where the year's is not known.</summary>
    private static List<(string Scale, int[] Steps, double LogPrior)> Hypotheses(Rulebook rules, List<Question> questions)
    {
        var known = rules.Scales.ToDictionary(s => s.Id, s => s.Points.Count - 1, StringComparer.Ordinal);
        int? Own(Question q) => q.Scale is { } id && known.TryGetValue(id, out var steps) && steps > 0 ? steps : null;
        int Parts(Question q) => Math.Max(1, q.SubItems.Count);
        var main = questions.Where(q => Own(q) > 1).GroupBy(q => q.Scale!).OrderByDescending(g => g.Count()).FirstOrDefault()?.Key;
        var sure = main is not null && rules.Scales.First(s => s.Id == main).Source.Certainty is Certainty.Verified or Certainty.FromSeeds;
        var result = new List<(string, int[], double)>();
        foreach (var steps in new[] { 5, 4, 3 })
        {
            var isOwn = main is not null && known[main] == steps;
            var name = isOwn ? main! : rules.Scales.FirstOrDefault(s => s.Points.Count == steps + 1)?.Id ?? $"{(steps == 5 ? "six" : steps == 4 ? "five" : "four")}-step";
            result.Add((name, [.. questions.Select(q => (Own(q) is { } own && (isOwn || own == 1) ? own : steps) * Parts(q))],
                Math.Log(main is null ? 1.0 / 3 : isOwn ? (sure ? 0.9 : 0.5) : sure ? 0.05 : 0.25)));
        }
        return result;
    }

    private sealed record Cell(int Scale, int N, double LogPrior, int[] Steps);
}
