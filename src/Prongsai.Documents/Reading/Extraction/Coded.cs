using Prongsai.Domain.Papers;

namespace Prongsai.Documents.Reading.Extraction;

/// <summary>Findings of indicators, questions and items as rows of a paper.</summary>
internal static class Coded
{
    private const int MostTitles = 1000;

    /// <summary>One row for each indicator; where tables disagree, the other readings follow the chosen one and a problem says so.</summary>
    public static IReadOnlyList<ReadIndicator> Indicators(IReadOnlyList<Finding> findings, int? year, Lexicon lexicon, List<ReadProblem> problems)
    {
        var rows = new List<ReadIndicator>();
        foreach (var group in findings.Where(f => f.About == About.Indicator).GroupBy(f => f.Number).OrderBy(g => g.Key))
        {
            var ordered = group.OrderBy(f => f.Seen).ThenByDescending(f => f.Confidence).ThenBy(f => f.Node).DistinctBy(f => f.Score).ToList();
            var name = lexicon.OfficialName(group.Key, year);
            foreach (var (finding, i) in ordered.Select((f, i) => (f, i)))
            {
                if (i > 0)
                {
                    problems.Add(ReadingProblems.Disagree($"ตัวชี้วัดที่ {Outline.Number(group.Key)} {name}", ordered[0].Score!.Value, finding.Score!.Value, finding.At));
                    if (finding.Seen == Seen.Prose)
                    {
                        continue;
                    }
                }
                var printed = Lexicon.Core(finding.Text).Trim();
                rows.Add(new ReadIndicator(group.Key, name, printed.Length > 0 ? printed : finding.Text, OfficialDistance(printed, name, finding.Distance), finding.Score, finding.At, finding.Confidence));
            }
        }
        return rows;
    }

    public static IReadOnlyList<ReadQuestion> Questions(IReadOnlyList<Finding> findings, int? year, Lexicon lexicon, List<ReadProblem> problems)
    {
        var rows = new List<ReadQuestion>();
        var seen = new HashSet<(string, decimal?, string)>();
        foreach (var finding in findings.Where(f => f.About == About.Question))
        {
            var code = Codes.Format(finding.Tool, Number(finding, rows, year, lexicon));
            if (seen.Add((code, finding.Score, ThaiText.Key(finding.Text))))
            {
                rows.Add(new ReadQuestion(code, finding.Tool, finding.Text, finding.Score, finding.At, finding.Confidence));
            }
        }
        Repeated(rows.Select(r => r.Code), problems);
        return rows;
    }

    public static IReadOnlyList<ReadItem> Items(IReadOnlyList<Finding> findings, int? year, Lexicon lexicon, List<ReadProblem> problems)
    {
        var rows = new List<ReadItem>();
        foreach (var finding in findings.Where(f => f.About == About.Item))
        {
            var code = Codes.Format("OIT", finding.Number);
            // Titles are compared only as often as a real list has rows.
            var item = rows.Count < MostTitles ? lexicon.ItemFor(code, finding.Text, year) : null;
            rows.Add(new ReadItem(code, item?.Kind, finding.Text, finding.Score, finding.At, finding.Confidence));
            if (item is not null && item.Code != code && lexicon.Exact(year) is not null)
            {
                problems.Add(ReadingProblems.OtherKind(code, ThaiText.Fit(finding.Text, 80), finding.At));
            }
        }
        Repeated(rows.Select(r => r.Code), problems);
        // A heading such as "O43 รายงาน…" alone is no list of items.
        return rows.Count < 3 && rows.All(r => r.Score is null) ? [] : rows;
    }

    // A code whose first digit may stand for the letter: the text decides, then the number of questions, then the order.
    private static int Number(Finding finding, List<ReadQuestion> before, int? year, Lexicon lexicon)
    {
        if (finding.OtherNumber is not { } other || other == 0)
        {
            return finding.Number;
        }
        if (lexicon.QuestionFor(finding.Text, finding.Tool, year) is { } question)
        {
            var no = int.Parse(question.Code.AsSpan(1), System.Globalization.CultureInfo.InvariantCulture);
            if (no == other || no == finding.Number)
            {
                return no;
            }
        }
        if (finding.Number > lexicon.QuestionsOf(finding.Tool, year))
        {
            return other;
        }
        var last = before.FindLast(q => q.Tool == finding.Tool);
        return last is not null && last.Code == Codes.Format(finding.Tool, other - 1) ? other : finding.Number;
    }

    private static int OfficialDistance(string printed, string official, int distance)
    {
        var (a, b) = (ThaiText.Key(printed), ThaiText.Key(official));
        return a.Length is 0 or > 150 ? distance : Distance.Within(a, b, Math.Max(a.Length, b.Length));
    }

    private static void Repeated(IEnumerable<string> codes, List<ReadProblem> problems)
    {
        foreach (var group in codes.GroupBy(c => c).Where(g => g.Count() > 1).Take(20))
        {
            problems.Add(ReadingProblems.RepeatedCode(group.Key, group.Count()));
        }
    }
}

/// <summary>Names the kinds of document in a section, in order of appearance.</summary>
internal static class Kinds
{
    public static string Of(IReadOnlyList<Node> nodes, Section section, IReadOnlyList<Finding> findings, IReadOnlyList<(GrowingMeasure Measure, int Node)> measures, Material material)
    {
        var kinds = new List<(int Node, string Kind)>();
        kinds.AddRange(material.Memos.Where(section.Has).Select(n => (n, "memo")));
        var figures = findings.Where(f => f.About is About.Indicator or About.Total or About.Question or About.Item).ToList();
        var hasFigures = figures.Count > 0;
        var reports = material.Measures.Tables.Where(t => section.Has(t.Node) && (t.Fields.Contains(Field.Result) || t.Fields.Contains(Field.Output) || t.Fields.Contains(Field.Outcome))).Select(t => t.Node).ToList();
        var plans = material.Measures.Tables.Where(t => section.Has(t.Node) && !reports.Contains(t.Node)).Select(t => t.Node).ToList();
        kinds.AddRange(reports.Take(1).Select(n => (n, "measures-report")));
        if (plans.Count > 0 && (hasFigures || reports.Count == 0))
        {
            kinds.Add((plans[0], "measures-plan"));
        }
        var lines = nodes.OfType<Line>().Where(l => section.Has(l.Index) && l.Text.Length < 240).ToList();
        var analysed = material.Issues.Found.Where(i => section.Has(i.Node)).Select(i => (int?)i.Node)
            .Concat(material.Advice.Where(a => section.Has(a.Node)).Select(a => (int?)a.Node)).Min();
        var heading = lines.FirstOrDefault(l => ThaiText.Key(l.Text) is var key && key.Contains("วิเคราะห์", StringComparison.Ordinal) && (key.Contains("ผลการประเมิน", StringComparison.Ordinal) || key.Contains("ประเด็น", StringComparison.Ordinal) || key.Contains("ข้อมูล", StringComparison.Ordinal)));
        if (hasFigures && (analysed is not null || heading is not null))
        {
            var first = figures.Min(f => f.Node);
            kinds.Add((Math.Min(analysed ?? int.MaxValue, Math.Max(heading?.Index ?? int.MaxValue, first)) is var at && at == int.MaxValue ? first : at, "analysis"));
        }
        else if (hasFigures)
        {
            kinds.Add((figures.Min(f => f.Node), "result"));
        }
        if (!hasFigures && measures.Count == 0)
        {
            FromTitles(lines, kinds);
        }
        return string.Join('+', kinds.OrderBy(k => k.Node).Select(k => k.Kind).Distinct());
    }

    private static void FromTitles(List<Line> lines, List<(int, string)> kinds)
    {
        foreach (var line in lines.Where(l => l.Text.Length < 160))
        {
            var key = ThaiText.Key(line.Text);
            if (key.Contains("วิเคราะห์ผลการประเมิน", StringComparison.Ordinal))
            {
                kinds.Add((line.Index, "analysis"));
            }
            else if (key.Contains("รายงานผลการดำเนิน", StringComparison.Ordinal) && (key.Contains("มาตรการ", StringComparison.Ordinal) || key.Contains("ส่งเสริมคุณธรรม", StringComparison.Ordinal)))
            {
                kinds.Add((line.Index, "measures-report"));
            }
            else if (key.Contains("มาตรการส่งเสริมคุณธรรม", StringComparison.Ordinal))
            {
                kinds.Add((line.Index, "measures-plan"));
            }
            else if (key.Contains("ผลการประเมินคุณธรรม", StringComparison.Ordinal) || key.Contains("ผลการประเมินita", StringComparison.Ordinal))
            {
                kinds.Add((line.Index, "result"));
            }
        }
    }
}
