using Prongsai.Domain.Rules;

namespace Prongsai.Domain.Assessment;

/// <summary>A score of one year; <see cref="Change"/> is against the nearest earlier year with a score. Null where there is none.</summary>
public sealed record TrendPoint(FiscalYear Year, decimal? Score, decimal? Change);

/// <summary>
/// One concept across years. <see cref="Key"/> is an indicator's kind, a tool's code, or <see cref="Target.Total"/>; the name is the latest
/// year's, and <see cref="Points"/> has every year.
/// </summary>
public sealed record TrendLine(string Key, string Name, string? Tool, IReadOnlyList<TrendPoint> Points)
{
    /// <summary>From the first to the last year that has a score; null with fewer than two.</summary>
    public decimal? Overall =>
        Points.Count(p => p.Score is not null) > 1 ? Points.Last(p => p.Score is not null).Score - Points.First(p => p.Score is not null).Score : null;
}

/// <summary>The level of one year in that year's words.</summary>
public sealed record TrendLevel(FiscalYear Year, Level? Level, string? Printed);

public enum RuleChangeKind
{
    /// <summary>Other words or thresholds of levels.</summary>
    Levels,

    /// <summary>Levels began, or ceased, to need each tool's score.</summary>
    ToolThresholds,
    Items,
    Questions,
    Scale,
    Weights,
}

/// <summary>Rules that differ between two neighbouring years of a trend; <see cref="Text"/> says in Thai what to be careful of.</summary>
public sealed record RuleChange(FiscalYear From, FiscalYear To, RuleChangeKind Kind, string Text);

/// <summary>Years side by side, joined by concept and not by number, with what changed in the rules between them.</summary>
public sealed record Trend
{
    public required IReadOnlyList<FiscalYear> Years { get; init; }

    /// <summary>In the latest year's order; kinds only older years have come last.</summary>
    public required IReadOnlyList<TrendLine> Indicators { get; init; }

    public required IReadOnlyList<TrendLine> Tools { get; init; }

    public required TrendLine Total { get; init; }

    public required IReadOnlyList<TrendLevel> Levels { get; init; }

    public required IReadOnlyList<RuleChange> Changes { get; init; }

    /// <summary>The indicators that rose most from the first to the last year, the greatest rise first.</summary>
    public IReadOnlyList<TrendLine> Risen => [.. Indicators.Where(l => l.Overall > 0).OrderByDescending(l => l.Overall)];

    /// <summary>The indicators that fell, the greatest fall first.</summary>
    public IReadOnlyList<TrendLine> Fallen => [.. Indicators.Where(l => l.Overall < 0).OrderBy(l => l.Overall)];

    /// <summary>Verifies each year's figures by its rules and puts them side by side.</summary>
    public static Trend Across(IEnumerable<(Rulebook Rulebook, Figures Figures)> years)
    {
        ArgumentNullException.ThrowIfNull(years);
        return Across(years.Select(y => Verifier.Verify(y.Rulebook, y.Figures)));
    }

    /// <summary>Puts verified years side by side, in whatever order they come; of two for one year the later in the sequence stands.</summary>
    public static Trend Across(IEnumerable<Verification> years)
    {
        ArgumentNullException.ThrowIfNull(years);
        var all = years.GroupBy(v => v.Rulebook.Year).Select(g => g.Last()).OrderBy(v => v.Rulebook.Year).ToList();
        var kinds = Enumerable.Reverse(all).SelectMany(v => v.Rulebook.Indicators).DistinctBy(i => i.Kind);
        var tools = Enumerable.Reverse(all).SelectMany(v => v.Rulebook.Tools).DistinctBy(t => t.Code);
        return new()
        {
            Years = [.. all.Select(v => v.Rulebook.Year)],
            Indicators = [.. kinds.Select(k => Line(k.Kind, k.Name, k.Tool, all, v =>
                v.Rulebook.Indicators.FirstOrDefault(i => i.Kind == k.Kind) is { } own ? Shown(v.Step(Target.Indicator(own.No))) : null))],
            Tools = [.. tools.Select(t => Line(t.Code, t.Name, t.Code, all, v => v.Step(t.Code) is { } step ? step.Rounded ?? step.Printed : null))],
            Total = Line(Target.Total, "คะแนนรวม", null, all, v => v.Total ?? v.Figures[Target.Total]),
            Levels = [.. all.Select(v => new TrendLevel(v.Rulebook.Year, v.Level.Computed ?? LevelWords.Find(v.Rulebook, v.Figures.Level), v.Figures.Level))],
            Changes = [.. all.Zip(all.Skip(1)).SelectMany(p => Between(p.First.Rulebook, p.Second.Rulebook))],
        };
    }

    private static decimal? Shown(VerificationStep? step) => step is null ? null : step.Printed ?? step.Rounded;

    private static TrendLine Line(string key, string name, string? tool, List<Verification> all, Func<Verification, decimal?> score)
    {
        decimal? last = null;
        var points = new List<TrendPoint>();
        foreach (var year in all)
        {
            var value = score(year);
            points.Add(new(year.Rulebook.Year, value, value - last));
            last = value ?? last;
        }
        return new(key, name, tool, points);
    }

    private static IEnumerable<RuleChange> Between(Rulebook from, Rulebook to)
    {
        RuleChange Changed(RuleChangeKind kind, string text) => new(from.Year, to.Year, kind, text);
        if (!from.Levels.Select(l => (l.Name, l.AtLeast)).SequenceEqual(to.Levels.Select(l => (l.Name, l.AtLeast))))
        {
            yield return Changed(RuleChangeKind.Levels,
                $"ปี {to.Year} ใช้ระดับ {string.Join(" ", to.Levels.Select(l => l.Name))} แทน {string.Join(" ", from.Levels.Select(l => l.Name))} ระดับของสองปีนี้เทียบกันตรง ๆ ไม่ได้");
        }
        if (from.Levels.Any(l => l.EachToolAtLeast is not null) != to.Levels.Any(l => l.EachToolAtLeast is not null))
        {
            yield return Changed(RuleChangeKind.ToolThresholds, to.Levels.Any(l => l.EachToolAtLeast is not null)
                ? $"ตั้งแต่ปี {to.Year} ระดับดูคะแนนราย IIT EIT OIT ด้วย คะแนนรวมสูงขึ้นจึงอาจได้ระดับต่ำลง"
                : $"ปี {to.Year} ระดับดูคะแนนรวมเท่านั้น");
        }
        if (from.Items.Count > 0 && to.Items.Count > 0 && from.Items.Count != to.Items.Count)
        {
            yield return Changed(RuleChangeKind.Items,
                $"ข้อมูล OIT เปลี่ยนจาก {Words.Count(from.Items.Count)} ข้อในปี {from.Year} เป็น {Words.Count(to.Items.Count)} ข้อในปี {to.Year} คะแนน OIT ของสองปีวัดจากข้อไม่เท่ากัน");
        }
        foreach (var tool in to.Tools.Select(t => t.Code))
        {
            var (before, after) = (from.Questions.Count(q => q.Tool == tool), to.Questions.Count(q => q.Tool == tool));
            if (before > 0 && after > 0 && before != after)
            {
                yield return Changed(RuleChangeKind.Questions, $"คำถาม {tool} เปลี่ยนจาก {Words.Count(before)} ข้อในปี {from.Year} เป็น {Words.Count(after)} ข้อในปี {to.Year}");
            }
        }
        if (Steps(from) is { } was && Steps(to) is { } now && was != now)
        {
            yield return Changed(RuleChangeKind.Scale, $"คำตอบเปลี่ยนจาก {Words.Count(was)} ระดับในปี {from.Year} เป็น {Words.Count(now)} ระดับในปี {to.Year}");
        }
        if (!from.Tools.Select(t => (t.Code, t.Weight)).SequenceEqual(to.Tools.Select(t => (t.Code, t.Weight))))
        {
            yield return Changed(RuleChangeKind.Weights, $"น้ำหนักของ IIT EIT OIT เปลี่ยนในปี {to.Year} คะแนนรวมของสองปีเทียบกันตรง ๆ ไม่ได้");
        }
    }

    /// <summary>The number of points of the scale most questions use, yes/no apart.</summary>
    private static int? Steps(Rulebook rules) => rules.Questions
        .Where(q => q.Scale is not null)
        .GroupBy(q => q.Scale)
        .OrderByDescending(g => g.Count())
        .Select(g => rules.Scales.FirstOrDefault(s => s.Id == g.Key)?.Points.Count)
        .FirstOrDefault(n => n > 2);
}
