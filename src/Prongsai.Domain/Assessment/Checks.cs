using Prongsai.Domain.Rules;

namespace Prongsai.Domain.Assessment;

internal enum CheckState : byte
{
    Unchecked,

    /// <summary>Rounds to the printed figure.</summary>
    Exact,

    /// <summary>Inside the tolerance, yet another last place.</summary>
    Near,
    Differs,
}

/// <summary>Every check a paper allows, evaluated again and again while figures of the sheet are read differently.</summary>
internal sealed class Checks
{
    private readonly Rulebook rules;
    private readonly Sheet sheet;
    private readonly Level? said;
    private readonly int indicators;

    public Checks(Rulebook rules, Sheet sheet, string? printedLevel)
    {
        (this.rules, this.sheet) = (rules, sheet);
        said = LevelWords.Find(rules, printedLevel);
        indicators = rules.Indicators.Count;
        Targets = [.. rules.Indicators.Select(i => Target.Indicator(i.No)), .. rules.Tools.Select(t => t.Code), Target.Total, Target.Level];
        Before = new CheckState[Targets.Count];
        Evaluate(Before);
        LevelOfPrintedTotalBefore = LevelOfPrintedTotal();
    }

    /// <summary>Indicators, tools, total, level.</summary>
    public IReadOnlyList<string> Targets { get; }

    /// <summary>As everything was printed.</summary>
    public CheckState[] Before { get; }

    /// <summary>Whether the printed total and the printed level go together; evidence about the total only.</summary>
    public CheckState LevelOfPrintedTotalBefore { get; }

    public int Evaluations { get; private set; }

    public void Evaluate(CheckState[] into)
    {
        Evaluations++;
        var c = 0;
        foreach (var indicator in rules.Indicators)
        {
            into[c] = State(sheet[Targets[c]], sheet.IndicatorBelow(indicator.No));
            c++;
        }
        foreach (var tool in rules.Tools)
        {
            into[c++] = State(sheet[tool.Code], sheet.ToolBelow(tool.Code));
        }
        var total = sheet.Total();
        into[c++] = State(sheet[Target.Total], total);
        into[c] = LevelState(total ?? sheet[Target.Total]);
    }

    public CheckState LevelOfPrintedTotal() => LevelState(sheet[Target.Total]);

    /// <summary>Figures that bear on a check, the figure itself first.</summary>
    public IEnumerable<string> Under(string check)
    {
        if (check == Target.Level)
        {
            return [];
        }
        if (Target.IndicatorNo(check) is { } no)
        {
            return [check, .. sheet.Indicator(no).From];
        }
        var tools = rules.Tools.Where(t => check == Target.Total || t.Code == check);
        return [check, .. tools.SelectMany(t => UnderTool(t, check))];
    }

    private IEnumerable<string> UnderTool(Tool tool, string check)
    {
        if (sheet.ToolBelow(tool.Code) is null)
        {
            return check == Target.Total ? [tool.Code] : [];
        }
        return rules.IndicatorsOf(tool.Code).SelectMany(i => sheet[Target.Indicator(i.No)] is null
            ? (IEnumerable<string>)sheet.Indicator(i.No).From
            : [Target.Indicator(i.No)]);
    }

    private CheckState State(decimal? printed, decimal? computed)
    {
        if (printed is not { } figure)
        {
            return CheckState.Unchecked;
        }
        if (figure is < 0 or > 100)
        {
            return CheckState.Differs;
        }
        if (computed is not { } score)
        {
            return CheckState.Unchecked;
        }
        return Math.Abs(figure - score) > rules.Tolerance ? CheckState.Differs
            : Scoring.Round(rules, score) == figure ? CheckState.Exact
            : CheckState.Near;
    }

    private CheckState LevelState(decimal? total)
    {
        if (said is null || total is not { } score)
        {
            return CheckState.Unchecked;
        }
        var possible = Scoring.PossibleLevels(rules, score, sheet.ToolValues());
        return possible.Count == 0 ? CheckState.Unchecked : possible.Contains(said) ? CheckState.Exact : CheckState.Differs;
    }

    public bool IsIndicator(int check) => check < indicators;
}
