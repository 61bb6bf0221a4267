namespace Prongsai.Documents.Writing.Reports;

/// <summary>The form of S3: total and level, ranks, advice per indicator grouped by tool with a note, measures. Short, without a cover.</summary>
internal static class IndicatorsForm
{
    public static IReadOnlyList<Block> Blocks(AnalysisParts p) =>
    [
        .. p.Texts("title").Select(line => new Paragraph([new Run(line, Bold: true)], Alignment.Centre, KeepWithNext: true) { Points = 18 }),
        new Heading(1, p.Text("results.heading")),
        new Paragraph([new Run(p.Text("results.total"), Bold: true)], Alignment.Start, FirstLineIndentCm: 2.5m),
        new Paragraph([new Run(p.Text("results.level"), Bold: true)], Alignment.Start, FirstLineIndentCm: 2.5m),
        p.ToolChart(),
        new Table(
            p.Text("ranked.caption"),
            p.Columns("ranked"),
            [.. p.Verification.Ranks.Select(r => new TableRow([new TableCell(AnalysisParts.Number(r.Rank)), new TableCell(r.Name), new TableCell(AnalysisParts.Score(r.Score))]))]),
        p.RankedChart(),
        .. p.YearsChart(),
        new Heading(2, p.Text("advice.heading")),
        Advice(p),
        new Paragraph(p.Text("advice.note")) { Points = 14 },
        new Orientation(true),
        new Heading(1, p.Text("measures.heading")),
        .. p.Prose("measures.intro"),
        .. Measures(p),
        new Orientation(false),
        .. p.SignaturesAndOrigin(),
    ];

    private static Table Advice(AnalysisParts p)
    {
        var rows = new List<TableRow>();
        foreach (var tool in p.Rules.Tools)
        {
            rows.Add(new TableRow([new TableCell([$"{tool.Name} ({tool.Code})"], ColumnSpan: 3)], Emphasised: true));
            rows.AddRange(p.Analysis.Indicators.Where(i => i.Tool == tool.Code).Select((i, n) => new TableRow([
                new TableCell($"{AnalysisParts.Number(n + 1)}) {i.Name}"),
                new TableCell(AnalysisParts.Score(i.Score ?? AnalysisParts.IndicatorScore(p.Verification, i.Indicator))),
                new TableCell(p.Lines(i.Advice)),
            ])));
        }
        return new Table("", p.Columns("advice"), rows);
    }

    private static IEnumerable<Block> Measures(AnalysisParts p)
    {
        if (p.Report.Measures.Count > 0)
        {
            yield return new Table("", p.Columns("measures"), [.. p.Report.Measures.Select(m => new TableRow([new TableCell([m.Title, .. m.Guidelines]), new TableCell(m.Steps), new TableCell(m.Responsible), new TableCell(m.Period), new TableCell(m.FollowUp)]))]);
            yield break;
        }
        yield return new Paragraph(p.Text("measures.proposed"), firstLineIndentCm: 2.5m);
        var wanted = p.Rules.Tools.SelectMany(t => p.ToDevelop(t.Code)).OrderBy(i => i.Score ?? AnalysisParts.IndicatorScore(p.Verification, i.Indicator) ?? 100m);
        yield return new Table(
            "",
            p.Columns("measures"),
            [
                .. wanted.Select((i, n) =>
                {
                    var actions = AnalysisParts.Actions(i.Advice);
                    return new TableRow([
                        new TableCell($"{AnalysisParts.Number(n + 1)}. มาตรการพัฒนา{i.Name}"),
                        new TableCell(actions.Count > 0 ? actions : [AnalysisParts.Open]),
                        new TableCell(AnalysisParts.Open),
                        new TableCell(AnalysisParts.Open),
                        new TableCell(["รอบ 6 เดือน", AnalysisParts.Open, "รอบ 12 เดือน", AnalysisParts.Open]),
                    ]);
                }),
            ]);
    }
}
