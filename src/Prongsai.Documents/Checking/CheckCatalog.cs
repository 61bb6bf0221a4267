using System.Collections.Frozen;

namespace Prongsai.Documents.Checking;

/// <summary>The rules, in the order in which equally placed findings are shown.</summary>
internal static class CheckCatalog
{
    public static IReadOnlyList<CheckRule> Rules { get; } =
    [
        new OrganisationNames(), new WordsOfAnotherKind(), new Salutation(), new OfficialNamesMisspelt(), new MisspeltWords(), new PlaceNames(), new DoubledWords(), new PlaceholderLeft(),
        new ScoreOutOfRange(), new FiguresDisagree(), new FiguresDoNotRollUp(), new FigureImpossible(), new LevelDoesNotFollow(), new LevelCase(),
        new StrengthsHeading(), new StrengthsIncomplete(), new WeakUnnamed(), new DevelopNotWeakest(), new HighestLowest(),
        new CodeNotInYear(), new ZeroForO(), new OneForI(), new TitleOfOtherCode(), new CodeTwoTitles(), new ListIncomplete(), new UnderWrongIssue(), new TextCut(), new OlderItemNamed(),
        new ToolMislabelled(), new IndicatorUnderWrongTool(), new ToolMissing(), new IndicatorNames(), new DescribedAsAnother(),
        new DateBeforeResult(), new ResultNotYet(), new DatesOfResults(), new DateBeforeBody(), new ReportBeforePeriodEnd(), new OtherYearInMeasure(),
        new ReportNotPlan(), new ResultSaysNothing(), new OutputsAndOutcomes(), new MeasuresAlike(), new MeasureIncomplete(), new MeasuresNotLinked(), new LowDisclosureNoItem(),
        new IssueRules(), new SectionNumbering(), new MemoNumberMissing(), new PictureMissing(), new NotAsHeaded(), new DocumentsAndTitles(), new BodyTwoNames(), new MixedDigits(),
    ];

    private static readonly FrozenSet<string> Known = Rules.SelectMany(r => r.Names).Append("papers-not-checked").ToFrozenSet(StringComparer.Ordinal);

    public static IReadOnlyList<string> Names { get; } = [.. Known.Order(StringComparer.Ordinal)];
}
