using Prongsai.Domain.Rules;

namespace Prongsai.Domain.Assessment;

/// <summary>
/// Which numbers of complete items give an OIT indicator's printed score, an item being 0 or 100 and the indicator the mean of its
/// sub-indicators' means (domain/ita.md 8.3). Whole-number arithmetic over a common denominator.
/// </summary>
internal sealed class ItemCounts
{
    private const int MostCombinations = 500;
    private const long MostTried = 2_000_000;

    private readonly Indicator indicator;
    private readonly string[] subs;
    private readonly int[] counts;
    private readonly int[] least;
    private readonly int[] most;
    private readonly long[] worth;
    private readonly long full;
    private HashSet<int>? attainable;

    private ItemCounts(Indicator indicator, string[] subs, int[] counts, int[] least, int[] most)
    {
        (this.indicator, this.subs, this.counts, this.least, this.most) = (indicator, subs, counts, least, most);
        var common = counts.Aggregate(1L, (a, n) => a / Gcd(a, n) * n);
        worth = [.. counts.Select(n => common / n)];
        full = common * subs.Length;
    }

    /// <summary>Null when the indicator is made otherwise or the items of a sub-indicator are not known.</summary>
    public static ItemCounts? Of(Rulebook rules, Sheet sheet, Indicator indicator)
    {
        if (indicator.Method != Scoring.MeanOfSubIndicatorMeans)
        {
            return null;
        }
        var groups = Scoring.Methods[indicator.Method].Groups(rules, indicator);
        if (groups.Count == 0 || groups.Any(g => g.Count == 0))
        {
            return null;
        }
        return new(indicator, [.. indicator.SubIndicators.Select(s => s.No)], [.. groups.Select(g => g.Count)],
            [.. groups.Select(g => g.Count(t => sheet[t] == 100m))],
            [.. groups.Select(g => g.Count(t => sheet[t] != 0m))]);
    }

    public IReadOnlyList<string> SubIndicators => subs;

    /// <summary>How sure the grouping is that this rests on.</summary>
    public bool IsGroupingSure(Rulebook rules) =>
        rules.Items.Where(i => i.Indicator == indicator.No).All(i => i.GroupingSource.Certainty is Certainty.Verified or Certainty.FromSeeds);

    /// <summary>Whether any number of complete items prints as this score, whatever was printed of the items. True when too many to try.</summary>
    public bool CanPrint(int hundredths)
    {
        if (counts.Aggregate(1L, (a, n) => a * (n + 1)) > MostTried)
        {
            return true;
        }
        attainable ??= Sums([.. counts.Select(_ => 0)], counts).Select(Printed).ToHashSet();
        return attainable.Contains(hundredths);
    }

    /// <summary>The combinations that print as the score, within what is printed of the items.</summary>
    public ItemInference? Infer(decimal? printed)
    {
        if (Respondents.Hundredths(printed) is not { } wanted)
        {
            return null;
        }
        if (counts.Select((_, s) => most[s] - least[s] + 1L).Aggregate(1L, (a, n) => a * Math.Max(1, n)) > MostTried)
        {
            return new(indicator.No, subs, counts, [], IsComplete: false);
        }
        var found = new List<IReadOnlyList<int>>();
        var complete = true;
        Walk(0, 0, new int[subs.Length]);
        return new(indicator.No, subs, counts, found, complete);

        void Walk(int s, long sum, int[] taken)
        {
            if (!complete)
            {
                return;
            }
            if (s == subs.Length)
            {
                if (Printed(sum) == wanted)
                {
                    if (found.Count == MostCombinations)
                    {
                        complete = false;
                        return;
                    }
                    found.Add([.. taken]);
                }
                return;
            }
            for (var c = most[s]; c >= least[s]; c--)
            {
                taken[s] = c;
                Walk(s + 1, sum + c * worth[s], taken);
            }
        }
    }

    /// <summary>What one more complete item is worth, at full precision.</summary>
    public IEnumerable<(string SubIndicator, decimal IndicatorPoints)> Worths() =>
        subs.Select((s, i) => (s, 100m / subs.Length / counts[i]));

    private IEnumerable<long> Sums(int[] from, int[] to)
    {
        IEnumerable<long> sums = [0L];
        for (var s = 0; s < subs.Length; s++)
        {
            var (low, high, each) = (from[s], to[s], worth[s]);
            sums = sums.SelectMany(sum => Enumerable.Range(low, high - low + 1).Select(c => sum + c * each)).Distinct();
        }
        return sums;
    }

    private int Printed(long sum) => (int)((20_000 * sum + full) / (2 * full));

    private static long Gcd(long a, long b) => b == 0 ? a : Gcd(b, a % b);
}
