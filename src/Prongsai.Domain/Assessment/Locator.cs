using Prongsai.Domain.Rules;

namespace Prongsai.Domain.Assessment;

/// <summary>A way of reading figures differently that repairs something and breaks nothing, with its weight (a logarithm).</summary>
internal sealed record Hypothesis(IReadOnlyList<Reading> Readings, double Score, IReadOnlyList<int> Fixed, IReadOnlyList<int> MadeExact, bool IsSystematic = false)
{
    public LevelReading? Level { get; init; }
}

/// <summary>
/// Looks for the printed figure that is wrong. Every figure that bears on a check that differs is read as each figure one slip away; a reading
/// is kept when it repairs a check and breaks none. Readings are weighed by the likelihood of the slip, by what stays unexplained, by whether
/// the computed figures then round exactly to the printed ones, by how well the tool's questions then fit one number of respondents, and by
/// whether an OIT score can be made of whole items. Where one slip does not suffice, two in one indicator are tried, and one printed value read
/// differently wherever the tool prints it. Work is counted, not timed, so that the answer does not depend on the machine.
/// </summary>
internal sealed class Locator
{
    private const int MostEvaluations = 60_000;
    private const int MostPairsWeighed = 100;

    /// <summary>Indicators round exactly from printed questions in every case known (domain/ita.md 8.2); tools and totals are made of unrounded figures.</summary>
    private const double NearIndicatorCost = -7;
    private const double NearCost = -3;
    private const double UnexplainedCost = -9;
    private const double SystematicCost = -1;

    private static readonly int[] ItemScores = [0, 10_000];

    private readonly Rulebook rules;
    private readonly Sheet sheet;
    private readonly Checks checks;
    private readonly IReadOnlyDictionary<string, Respondents> respondents;
    private readonly IReadOnlyDictionary<int, ItemCounts> items;
    private readonly Dictionary<string, double> baseEvidence;
    private readonly Dictionary<string, List<Variant>> variants = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<Variant>> twoDigits = new(StringComparer.Ordinal);
    private readonly CheckState[] after;
    private readonly List<Hypothesis> found = [];

    public Locator(
        Rulebook rules, Sheet sheet, Checks checks, IReadOnlyDictionary<string, Respondents> respondents, IReadOnlyDictionary<int, ItemCounts> items)
    {
        (this.rules, this.sheet, this.checks, this.respondents, this.items) = (rules, sheet, checks, respondents, items);
        baseEvidence = respondents.ToDictionary(r => r.Key, r => double.NaN, StringComparer.Ordinal);
        after = new CheckState[checks.Targets.Count];
    }

    /// <summary>Problems in the order they were settled, each with its readings from the likeliest on.</summary>
    public List<List<Hypothesis>> Locate(string? printedLevel, Level? computedLevel)
    {
        var failing = Enumerable.Range(0, checks.Targets.Count).Where(c => checks.Before[c] is CheckState.Differs).ToList();
        if (failing.Count == 0)
        {
            return [];
        }
        var levelCheck = checks.Targets.Count - 1;
        foreach (var target in failing.SelectMany(c => checks.Under(checks.Targets[c])).Distinct().Where(t => sheet[t] is not null))
        {
            foreach (var variant in VariantsOf(target))
            {
                Try([(target, variant)]);
            }
        }
        foreach (var check in failing.Where(c => c != levelCheck && !found.Any(h => h.Fixed.Contains(c))))
        {
            TwoDigits(check);
        }
        foreach (var check in failing.Where(checks.IsIndicator))
        {
            if (!found.Any(h => h.Fixed.Contains(check) && h.Readings.All(r => r.Slip is not Slip.TwoDigits)))
            {
                Pairs(check);
            }
        }
        foreach (var tool in failing.Where(checks.IsIndicator).Select(c => rules.Indicators[c].Tool).Distinct().ToList())
        {
            Systematic(tool, failing);
        }
        if (failing.Contains(levelCheck) && computedLevel is not null && printedLevel is not null)
        {
            found.Add(new([], Slips.Once - Math.Log(Math.Max(1, rules.Levels.Count - 1)) + UnexplainedCost * (failing.Count - 1) + StandingCost(), [levelCheck], [])
            {
                Level = new(printedLevel.Trim(), computedLevel),
            });
        }
        return Problems(failing);
    }

    /// <summary>The best reading settles a problem; what else repairs part of it competes with it. What stays broken is the next problem.</summary>
    private List<List<Hypothesis>> Problems(List<int> failing)
    {
        var problems = new List<List<Hypothesis>>();
        var left = failing.ToHashSet();
        var candidates = found.OrderByDescending(h => h.Score).ToList();
        while (candidates.Count > 0 && left.Count > 0)
        {
            var best = candidates[0];
            var same = candidates.Where(h => h.Fixed.Any(best.Fixed.Contains)).ToList();
            problems.Add([.. same.Where((h, n) => n < 3 || (n < 6 && h.Score > best.Score - 8))]);
            left.ExceptWith(best.Fixed);
            candidates = [.. candidates.Except(same).Where(h => h.Fixed.Any(left.Contains))];
        }
        return problems;
    }

    private List<Variant> VariantsOf(string target)
    {
        if (!variants.TryGetValue(target, out var list))
        {
            var printed = sheet[target]!.Value;
            list = rules.FindItem(target) is not null
                ? [.. ItemScores.Where(v => v != printed * 100m).Select(v => new Variant(v, Slip.OtherItemScore, Math.Log(0.3)))]
                : Slips.Of(printed);
            variants.Add(target, list);
        }
        return list;
    }

    private List<Variant> TwoDigitsOf(string target)
    {
        if (!twoDigits.TryGetValue(target, out var list))
        {
            list = Slips.TwoDigits(sheet[target]!.Value);
            twoDigits.Add(target, list);
        }
        return list;
    }

    private void TwoDigits(int check)
    {
        var own = checks.Targets[check];
        foreach (var target in checks.IsIndicator(check) ? checks.Under(own) : [own])
        {
            if (sheet[target] is not null && rules.FindItem(target) is null)
            {
                foreach (var variant in TwoDigitsOf(target))
                {
                    Try([(target, variant)]);
                }
            }
        }
    }

    /// <summary>Two slips among an indicator and its questions. The sum they must reach is known, so most pairs fall to whole-number arithmetic.</summary>
    private void Pairs(int check)
    {
        var own = checks.Targets[check];
        var no = Target.IndicatorNo(own)!.Value;
        var below = sheet.Indicator(no);
        if (below.Missing.Count > 0 || below.From.Count == 0 || rules.IndicatorNo(no)!.Method != Scoring.MeanOfQuestions)
        {
            return;
        }
        var codes = below.From;
        var n = codes.Count;
        var sum = codes.Sum(c => sheet[c]!.Value * 100m);
        var slack = rules.Tolerance * 100m * n;
        var pairs = new List<(string A, Variant VA, string B, Variant VB, double Log)>();
        for (var a = 0; a < n; a++)
        {
            foreach (var va in VariantsOf(codes[a]))
            {
                var needed = sheet[own]!.Value * 100m * n - (sum - sheet[codes[a]]!.Value * 100m + va.Hundredths);
                for (var b = a + 1; b < n; b++)
                {
                    var printed = sheet[codes[b]]!.Value * 100m;
                    foreach (var vb in VariantsOf(codes[b]))
                    {
                        if (Math.Abs(vb.Hundredths - printed - needed) <= slack)
                        {
                            pairs.Add((codes[a], va, codes[b], vb, va.LogPrior + vb.LogPrior));
                        }
                    }
                }
                foreach (var vi in VariantsOf(own))
                {
                    if (Math.Abs((vi.Hundredths - sheet[own]!.Value * 100m) * n + needed) <= slack)
                    {
                        pairs.Add((codes[a], va, own, vi, va.LogPrior + vi.LogPrior));
                    }
                }
            }
        }
        foreach (var (a, va, b, vb, _) in pairs.OrderByDescending(p => p.Log).Take(MostPairsWeighed))
        {
            Try([(a, va), (b, vb)]);
        }
    }

    /// <summary>
    /// One value the tool prints more than once, read differently everywhere (๙๙.๕๐ for ๙๙.๕๑), alone or with one more reading in an
    /// indicator that differs. Kept only when every indicator of the tool then rounds exactly to the printed one.
    /// </summary>
    private void Systematic(string tool, List<int> failing)
    {
        var indicators = rules.IndicatorsOf(tool).Where(i => sheet[Target.Indicator(i.No)] is not null && sheet.IndicatorBelow(i.No) is not null
            && i.Method == Scoring.MeanOfQuestions).ToList();
        var codes = indicators.SelectMany(i => rules.QuestionsOf(i.No)).Select(q => q.Code).ToList();
        var repeated = codes.GroupBy(c => sheet[c]!.Value).Where(g => g.Key is > 0 and < 100 && g.Count() > 1).Take(6).ToList();
        var broken = indicators.Where(i => failing.Any(c => checks.Targets[c] == Target.Indicator(i.No))).ToList();
        foreach (var group in repeated)
        {
            foreach (var everywhere in VariantsOf(group.First()))
            {
                var readings = group.Select(c => (c, everywhere)).ToList();
                foreach (var code in group)
                {
                    sheet.Set(code, everywhere.Value);
                }
                var others = indicators.Except(broken).All(IsExact);
                var alone = others && broken.All(IsExact);
                var seconds = new List<(string, Variant)>();
                if (others && !alone && broken.Count(i => !IsExact(i)) == 1)
                {
                    var open = broken.Single(i => !IsExact(i));
                    foreach (var code in rules.QuestionsOf(open.No).Select(q => q.Code).Except(group))
                    {
                        var n = rules.QuestionsOf(open.No).Count();
                        var rest = rules.QuestionsOf(open.No).Where(q => q.Code != code).Sum(q => sheet[q.Code]!.Value);
                        var printed = sheet[Target.Indicator(open.No)]!.Value;
                        seconds.AddRange(VariantsOf(code).Concat(TwoDigitsOf(code))
                            .Where(v => Scoring.Round(rules, (rest + v.Value) / n) == printed)
                            .Select(v => (code, v)));
                    }
                }
                foreach (var code in group)
                {
                    sheet.Set(code, group.Key);
                }
                if (alone)
                {
                    Try(readings, isSystematic: true);
                }
                foreach (var second in seconds)
                {
                    Try([second, .. readings], isSystematic: true);
                }
            }
        }

        bool IsExact(Indicator i) => sheet.IndicatorBelow(i.No) is { } score && Scoring.Round(rules, score) == sheet[Target.Indicator(i.No)];
    }

    /// <summary>Reads the figures so, keeps the reading when it repairs a check and breaks none, and puts the figures back.</summary>
    private void Try(List<(string Target, Variant Variant)> readings, bool isSystematic = false)
    {
        if (checks.Evaluations > MostEvaluations)
        {
            return;
        }
        var printed = readings.Select(r => sheet[r.Target]!.Value).ToArray();
        foreach (var (target, variant) in readings)
        {
            sheet.Set(target, variant.Value);
        }
        checks.Evaluate(after);
        var repaired = new List<int>();
        var exact = new List<int>();
        var breaks = false;
        var score = 0.0;
        for (var c = 0; c < after.Length && !breaks; c++)
        {
            var (was, now) = (checks.Before[c], after[c]);
            breaks = now is CheckState.Differs && was is not CheckState.Differs;
            score += now is CheckState.Differs ? UnexplainedCost : now is CheckState.Near ? (checks.IsIndicator(c) ? NearIndicatorCost : NearCost) : 0;
            if (was is CheckState.Differs && now is not CheckState.Differs)
            {
                repaired.Add(c);
            }
            else if (was is CheckState.Near && now is CheckState.Exact)
            {
                exact.Add(c);
            }
        }
        if (!breaks && repaired.Count > 0)
        {
            var slips = isSystematic
                ? readings.DistinctBy(r => r.Variant).Sum(r => Slips.Once + r.Variant.LogPrior) + SystematicCost
                : readings.Sum(r => Slips.Once + r.Variant.LogPrior);
            score += slips + StandingCost() + Evidence(readings);
            found.Add(new([.. readings.Select((r, n) => new Reading(r.Target, printed[n], r.Variant.Value, r.Variant.Slip))], score, repaired, exact, isSystematic));
        }
        for (var n = 0; n < printed.Length; n++)
        {
            sheet.Set(readings[n].Target, printed[n]);
        }
    }

    /// <summary>What the figures as they now stand cost apart from the checks: a total that does not go with its level, OIT scores no items make.</summary>
    private double StandingCost()
    {
        var cost = checks.LevelOfPrintedTotal() is CheckState.Differs ? -3.0 : 0;
        foreach (var (no, counts) in items)
        {
            if (Respondents.Hundredths(sheet[Target.Indicator(no)]) is { } printed && !counts.CanPrint(printed))
            {
                cost -= counts.IsGroupingSure(rules) ? 6 : 2;
            }
        }
        return cost;
    }

    private double Evidence(List<(string Target, Variant Variant)> readings)
    {
        var gain = 0.0;
        foreach (var (tool, inference) in respondents)
        {
            var own = readings.Where(r => inference.Codes.Contains(r.Target)).ToDictionary(r => r.Target, r => r.Variant.Hundredths, StringComparer.Ordinal);
            if (own.Count == 0)
            {
                continue;
            }
            if (double.IsNaN(baseEvidence[tool]))
            {
                baseEvidence[tool] = inference.LogEvidence(new Dictionary<string, int>(StringComparer.Ordinal));
            }
            gain += inference.LogEvidence(own) - baseEvidence[tool];
        }
        return gain;
    }
}
