using Prongsai.Domain.Analysis;

namespace Prongsai.Documents.Writing.Reports;

/// <summary>The form of S2: cover, 1 results, 2 summary per indicator, 3 seven issues with three texts each, 4 measures.</summary>
internal static class IssuesForm
{
    /// <summary>Rows that share the cell of their tool stay on one page; the tool is named again after so many, or half a page would stay empty.</summary>
    private const int RowsUnderOneTool = 5;

    public static IReadOnlyList<Block> Blocks(AnalysisParts p) =>
    [
        .. p.CoverOf([
            .. AnalysisParts.CoverLines(p.Texts("cover.title"), 24, 80),
            .. AnalysisParts.CoverLines(p.Texts("cover.and"), 24, 24),
            .. AnalysisParts.CoverLines(p.Texts("cover.subtitle"), 24, 24),
        ]),
        .. p.Texts("title").Select(line => new Paragraph([new Run(line, Bold: true)], Alignment.Centre, KeepWithNext: true) { Points = 18 }),
        new Heading(1, p.Text("results.heading")),
        .. p.Prose("results"),
        p.ToolChart(),
        p.RankedChart(),
        .. p.YearsChart(),
        new Heading(1, p.Text("summary.heading")),
        Summary(p),
        .. p.Prose("extremes"),
        new Heading(1, p.Text("issues.heading")),
        .. p.Analysis.Issues.Count == 0 ? p.Prose("issues.none") : p.Prose("issues.intro"),
        .. p.Analysis.Issues.SelectMany(issue => OfIssue(p, issue)),
        new Orientation(true),
        new Heading(1, p.Text("measures.heading")),
        .. Measures(p),
        new Orientation(false),
        .. p.SignaturesAndOrigin(),
    ];

    private static Table Summary(AnalysisParts p)
    {
        var rows = new List<TableRow>();
        foreach (var tool in p.Rules.Tools)
        {
            var indicators = p.Rules.IndicatorsOf(tool.Code).ToList();
            rows.AddRange(indicators.Select((indicator, i) =>
            {
                TableCell[] cells = [new TableCell(AnalysisParts.Number(indicator.No)), new TableCell(indicator.Name), new TableCell(AnalysisParts.Score(AnalysisParts.IndicatorScore(p.Verification, indicator.No)))];
                return new TableRow(i == 0 ? [new TableCell([tool.Code], RowSpan: indicators.Count), .. cells] : cells);
            }));
        }
        var total = p.Verification.Figures[Domain.Assessment.Target.Total] ?? p.Verification.Total;
        rows.Add(new TableRow([new TableCell(["คะแนนรวม (ระดับ" + (AnalysisForms.LevelName(p.Verification) is var level && level.Length > 0 && char.IsAsciiLetter(level[0]) ? " " + level : level) + ")"], ColumnSpan: 3), new TableCell(AnalysisParts.Score(total))], Emphasised: true));
        return new Table(p.Text("summary.caption"), p.Columns("summary"), rows);
    }

    private static IEnumerable<Block> OfIssue(AnalysisParts p, IssueAnalysis issue)
    {
        var name = p.Text("issue.name", ("issueNo", AnalysisParts.Number(issue.Issue.No)), ("issue", issue.Issue.Name));
        var rows = new List<TableRow>();
        for (var i = 0; i < issue.Rows.Count;)
        {
            var tool = issue.Rows[i].Tool;
            var count = Math.Min(RowsUnderOneTool, issue.Rows.Skip(i).TakeWhile(r => r.Tool == tool).Count());
            for (var k = 0; k < count; k++)
            {
                var row = issue.Rows[i + k];
                TableCell[] cells = [new TableCell($"ข้อ\u00A0{row.Code} {row.Text}"), new TableCell(AnalysisParts.Score(row.Score))];
                rows.Add(new TableRow(k == 0 ? [new TableCell([tool], RowSpan: count), .. cells] : cells));
            }
            i += count;
        }
        rows.Add(new TableRow([new TableCell([p.Text("issue.part")], Alignment.Centre, ColumnSpan: 3)], Emphasised: true));
        rows.Add(Text("issue.flaw", issue.Flaw));
        rows.Add(Text("issue.develop", issue.Develop));
        rows.Add(Text("issue.keep", issue.Keep));
        yield return new Heading(2, name);
        yield return new Table("", p.Columns("issue"), rows);

        TableRow Text(string label, DraftText draft) =>
            new([new TableCell([p.Text(label)], Alignment.Start, Bold: true), new TableCell(p.Lines(draft), Alignment.Start, ColumnSpan: 2)]);
    }

    private static IEnumerable<Block> Measures(AnalysisParts p)
    {
        if (p.Report.Measures.Count > 0)
        {
            yield return new Table(p.Text("measures.caption"), p.Columns("measures"), [.. p.Report.Measures.Select(m => new TableRow([new TableCell([m.Title, .. m.Guidelines]), new TableCell(m.Steps), new TableCell(m.Responsible), new TableCell(m.Period)]))]);
            yield break;
        }
        yield return new Paragraph(p.Text("measures.proposed"), firstLineIndentCm: 2.5m);
        yield return new Table(
            p.Text("measures.caption"),
            p.Columns("measures"),
            [
                .. p.Analysis.Issues.Select(issue =>
                {
                    var actions = AnalysisParts.Actions(issue.Flaw).Concat(AnalysisParts.Actions(issue.Develop)).Distinct(StringComparer.Ordinal).ToList();
                    return new TableRow([
                        new TableCell(p.Text("issue.name", ("issueNo", AnalysisParts.Number(issue.Issue.No)), ("issue", issue.Issue.Name))),
                        new TableCell(actions.Count > 0 ? actions : [AnalysisParts.Open]),
                        new TableCell(AnalysisParts.Open),
                        new TableCell(AnalysisParts.Open),
                    ]);
                }),
            ]);
    }
}
