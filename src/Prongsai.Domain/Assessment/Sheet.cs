using Prongsai.Domain.Rules;

namespace Prongsai.Domain.Assessment;

/// <summary>
/// The figures of one assessment laid out for recomputing many times: <see cref="Set"/> reads one figure differently, and what depends on it
/// follows. Not safe for several threads; each verification makes its own.
/// </summary>
internal sealed class Sheet
{
    /// <summary>A misread figure may be any number; what lies this far out is wrong in the same way and must not overflow a sum.</summary>
    private const decimal Beyond = 1_000_000m;

    private readonly Rulebook rules;
    private readonly Dictionary<string, int> slots = new(StringComparer.Ordinal);
    private readonly List<decimal?> values = [];
    private readonly Dictionary<int, Node> indicators = [];
    private readonly Dictionary<string, Branch> tools = new(StringComparer.Ordinal);

    public Sheet(Rulebook rules, IReadOnlyDictionary<string, decimal> scores)
    {
        this.rules = rules;
        foreach (var indicator in rules.Indicators)
        {
            var groups = Scoring.Methods.TryGetValue(indicator.Method, out var method) ? method.Groups(rules, indicator) : [];
            indicators[indicator.No] = new Node(
                Slot(Target.Indicator(indicator.No), scores),
                [.. groups.Select(g => g.Select(t => Slot(t, scores)).ToArray())],
                groups);
        }
        foreach (var tool in rules.Tools)
        {
            tools[tool.Code] = new Branch(Slot(tool.Code, scores), tool.Weight, [.. rules.IndicatorsOf(tool.Code).Select(i => indicators[i.No])]);
        }
        Slot(Target.Total, scores);
    }

    /// <summary>The figure as printed, or as last set; null when there is none.</summary>
    public decimal? this[string target] => slots.TryGetValue(target, out var slot) ? values[slot] : null;

    public void Set(string target, decimal? value) => values[slots[target]] = value;

    public bool Knows(string target) => slots.ContainsKey(target);

    /// <summary>An indicator computed from its questions or items, with what is missing.</summary>
    public Scored Indicator(int no)
    {
        var node = indicators[no];
        var all = node.Targets.SelectMany(g => g).ToList();
        return new(Below(node), all, [.. all.Where(t => this[t] is null)]);
    }

    public decimal? IndicatorBelow(int no) => Below(indicators[no]);

    /// <summary>As printed, else as computed.</summary>
    public decimal? IndicatorValue(int no) => Value(indicators[no]);

    /// <summary>The mean of the tool's indicators; null when one is neither printed nor computed.</summary>
    public decimal? ToolBelow(string code) => Below(tools[code]);

    /// <summary>As computed from indicators, else as printed: a total is made of unrounded tools.</summary>
    public decimal? ToolValue(string code) => Value(tools[code]);

    public decimal? Total()
    {
        if (tools.Count == 0)
        {
            return null;
        }
        var sum = 0m;
        foreach (var tool in tools.Values)
        {
            if (Value(tool) is not { } score)
            {
                return null;
            }
            sum += tool.Weight * score;
        }
        return sum;
    }

    public Dictionary<string, decimal?> ToolValues() => tools.ToDictionary(t => t.Key, t => Value(t.Value), StringComparer.Ordinal);

    public Level? Level() => Total() is { } total ? Scoring.LevelOf(rules, total, ToolValues()) : null;

    private int Slot(string target, IReadOnlyDictionary<string, decimal> scores)
    {
        if (!slots.TryGetValue(target, out var slot))
        {
            slot = values.Count;
            slots.Add(target, slot);
            values.Add(scores.TryGetValue(target, out var score) ? Math.Clamp(score, -Beyond, Beyond) : null);
        }
        return slot;
    }

    private decimal? Below(Node node)
    {
        if (node.Groups.Length == 0)
        {
            return null;
        }
        var sum = 0m;
        foreach (var group in node.Groups)
        {
            if (group.Length == 0)
            {
                return null;
            }
            var part = 0m;
            foreach (var slot in group)
            {
                if (values[slot] is not { } score)
                {
                    return null;
                }
                part += score;
            }
            sum += part / group.Length;
        }
        return sum / node.Groups.Length;
    }

    private decimal? Value(Node node) => values[node.Slot] ?? Below(node);

    private decimal? Below(Branch tool)
    {
        if (tool.Indicators.Length == 0)
        {
            return null;
        }
        var sum = 0m;
        foreach (var indicator in tool.Indicators)
        {
            if (Value(indicator) is not { } score)
            {
                return null;
            }
            sum += score;
        }
        return sum / tool.Indicators.Length;
    }

    private decimal? Value(Branch tool) => Below(tool) ?? values[tool.Slot];

    private sealed record Node(int Slot, int[][] Groups, IReadOnlyList<IReadOnlyList<string>> Targets);

    private sealed record Branch(int Slot, decimal Weight, Node[] Indicators);
}
