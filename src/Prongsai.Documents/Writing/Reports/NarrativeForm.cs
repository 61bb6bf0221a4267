using Prongsai.Domain;

namespace Prongsai.Documents.Writing.Reports;

/// <summary>The form of S0: cover, foreword, 1 rationale, 2 results, 3 strengths and urgent weaknesses, 4 what to develop per tool, 5 measures.</summary>
internal static class NarrativeForm
{
    public static IReadOnlyList<Block> Blocks(AnalysisParts p) =>
    [
        .. p.CoverOf([.. AnalysisParts.CoverLines(p.Texts("cover.title"), 24, 130), .. AnalysisParts.CoverLines(p.Texts("cover.subtitle"), 24, 4)]),
        .. Foreword(p),
        new PageBreak(),
        new Heading(1, p.Text("rationale.heading")),
        .. p.Prose("rationale"),
        new Heading(1, p.Text("results.heading")),
        .. Results(p),
        new Heading(1, p.Text("analysis.heading")),
        .. Findings(p),
        new Heading(1, p.Text("develop.heading")),
        .. p.Rules.Tools.SelectMany((tool, i) => Develop(p, tool.Code, tool.Name, i + 1)),
        new Orientation(true),
        new Heading(1, p.Text("measures.heading")),
        .. Measures(p),
        new Orientation(false),
        .. p.SignaturesAndOrigin(),
    ];

    private static IEnumerable<Block> Foreword(AnalysisParts p)
    {
        yield return new Heading(1, p.Text("foreword.heading"));
        foreach (var block in p.Prose("foreword"))
        {
            yield return block;
        }
        yield return new Paragraph(p.Report.Organisation.Name, Alignment.End) { SpaceBeforePoints = 24 };
        yield return new Paragraph(ThaiDate.MonthYear(p.Report.Date), Alignment.End);
    }

    private static IEnumerable<Block> Results(AnalysisParts p)
    {
        foreach (var block in p.Prose("results"))
        {
            yield return block;
        }
        foreach (var (tool, no) in p.Rules.Tools.Select((t, i) => (t, i + 1)))
        {
            var develop = p.Analysis.Tools.FirstOrDefault(t => t.Tool == tool.Code)?.Develop;
            yield return new Paragraph(
                [new Run($"{AnalysisParts.Number(no)}) {tool.Name} ({tool.Code}) {AnalysisParts.Score(p.ToolScore(tool.Code))} คะแนน", Bold: true), new Run(develop is null ? "" : " " + string.Join(' ', p.Lines(develop)))],
                FirstLineIndentCm: 2.5m);
        }
        yield return p.ToolChart();
        yield return RankedTable(p);
        foreach (var block in p.Prose("extremes"))
        {
            yield return block;
        }
        yield return p.RankedChart();
        foreach (var block in p.Prose("about.highest").Concat(p.Verification.Ranks.Count > 1 ? p.Prose("about.lowest") : []))
        {
            yield return block;
        }
        foreach (var block in p.YearsChart())
        {
            yield return block;
        }
    }

    private static Table RankedTable(AnalysisParts p) => new(
        p.Text("ranked.caption"),
        p.Columns("ranked"),
        [.. p.Verification.Ranks.Select(r => new TableRow([new TableCell(AnalysisParts.Number(r.Rank)), new TableCell(r.Name), new TableCell(r.Tool), new TableCell(AnalysisParts.Score(r.Score))]))]);

    private static IEnumerable<Block> Findings(AnalysisParts p)
    {
        yield return new Heading(2, p.Text("strengths.heading"));
        foreach (var block in List(p.Analysis.Strengths, p.Text("strengths.none")))
        {
            yield return block;
        }
        yield return new Heading(2, p.Text("urgent.heading"));
        foreach (var block in List(p.Analysis.Urgent, p.Text("urgent.none")))
        {
            yield return block;
        }
    }

    private static IEnumerable<Block> List(IReadOnlyList<Domain.Analysis.Finding> findings, string none)
    {
        if (findings.Count == 0)
        {
            yield return new Paragraph(none, firstLineIndentCm: 2.5m);
        }
        foreach (var (finding, no) in findings.Select((f, i) => (f, i + 1)))
        {
            yield return new Paragraph([new Run($"{AnalysisParts.Number(no)}) {finding.Name} {AnalysisParts.Score(finding.Score)} คะแนน", Bold: true), new Run(" " + finding.Why)], FirstLineIndentCm: 2.5m);
        }
    }

    private static IEnumerable<Block> Develop(AnalysisParts p, string tool, string toolName, int no)
    {
        yield return new Heading(2, p.Text("develop.tool", ("toolNo", AnalysisParts.Number(no)), ("toolName", toolName), ("tool", tool)));
        var rows = p.ToDevelop(tool).ToList();
        if (rows.Count == 0)
        {
            yield return new Paragraph(p.Text("develop.none"), firstLineIndentCm: 2.5m);
            yield break;
        }
        yield return new Table(
            "",
            p.Columns("develop"),
            [
                .. rows.Select(i => new TableRow([
                    new TableCell([$"{AnalysisParts.Number(i.Indicator)}. {i.Name}", $"({AnalysisParts.Score(i.Score)} คะแนน)"]),
                    new TableCell(p.Text("about." + p.Rules.IndicatorNo(i.Indicator)!.Kind)),
                    new TableCell(p.Lines(i.Advice)),
                ])),
            ]);
    }

    private static IEnumerable<Block> Measures(AnalysisParts p)
    {
        if (p.Report.Measures.Count > 0)
        {
            yield return new Table("", p.Columns("measures"), [.. p.Report.Measures.Select(m => new TableRow([new TableCell(m.Title), new TableCell(m.Guidelines), new TableCell(m.Steps), new TableCell(m.Responsible), new TableCell([m.Period, .. m.FollowUp])]))]);
            yield break;
        }
        yield return new Paragraph(p.Text("measures.proposed"), firstLineIndentCm: 2.5m);
        yield return new Table(
            "",
            p.Columns("measures"),
            [
                .. p.Rules.Tools.SelectMany(t => p.ToDevelop(t.Code)).Select(i =>
                {
                    var actions = AnalysisParts.Actions(i.Advice);
                    return new TableRow([
                        new TableCell("มาตรการพัฒนา" + i.Name),
                        new TableCell(actions.Count > 0 ? actions : p.Lines(i.Advice)),
                        new TableCell(AnalysisParts.Open),
                        new TableCell(AnalysisParts.Open),
                        new TableCell(["รอบ 6 เดือน", AnalysisParts.Open, "รอบ 12 เดือน", AnalysisParts.Open]),
                    ]);
                }),
            ]);
    }
}
