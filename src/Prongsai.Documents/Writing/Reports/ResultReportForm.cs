using System.Globalization;
using Prongsai.Domain;

namespace Prongsai.Documents.Writing.Reports;

/// <summary>Builds the paper of a result report in a layout. It holds no sentence of its own: those are in the layout or in the data.</summary>
public static class ResultReportForm
{
    public static Document Build(ResultReport report, ResultReportLayout layout)
    {
        ArgumentNullException.ThrowIfNull(report);
        ArgumentNullException.ThrowIfNull(layout);
        return new Document
        {
            Title = $"รายงานผลการดำเนินการตามมาตรการส่งเสริมคุณธรรมและความโปร่งใส ประจำปีงบประมาณ พ.ศ. {report.Year} {report.Organisation.Name}",
            Subject = "รายงานผลการดำเนินการตามมาตรการส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน",
            Author = report.Organisation.Name,
            Font = report.Font,
            Digits = report.Digits,
            WrittenAt = report.WrittenAt,
            Blocks = new Builder(report, layout).Blocks(),
        };
    }

    /// <summary>What a person may reword, with the words as they stand: the key, a name, the text.</summary>
    public static IReadOnlyList<(string Key, string Name, string Text)> Editable(ResultReport report, ResultReportLayout layout)
    {
        ArgumentNullException.ThrowIfNull(report);
        ArgumentNullException.ThrowIfNull(layout);
        var builder = new Builder(report, layout);
        var texts = new List<(string, string, string)>();
        foreach (var part in layout.Parts)
        {
            switch (part)
            {
                case ResultPart.Intro:
                    texts.Add(("intro", "คำนำของรายงาน", builder.Words("intro")));
                    break;
                case ResultPart.Closing:
                    texts.Add(("closing", "ข้อความปิดท้าย", builder.Words("closing")));
                    break;
                case ResultPart.AdviceEit:
                case ResultPart.AdviceOit:
                    texts.AddRange(builder.AdviceOf(part).Select(a => ("advice/" + a.Key, $"{a.Tool} {a.Name}", builder.TextOf(a))));
                    break;
            }
        }
        return texts;
    }

    private sealed class Builder(ResultReport report, ResultReportLayout layout)
    {
        /// <summary>The cell of the form's table that tells what was done; there the parts of several units stand.</summary>
        private readonly ResultCell account = layout.Columns["results"].SelectMany(c => c.Holds).FirstOrDefault(h => h is ResultCell.Result or ResultCell.DatedSteps or ResultCell.Output, ResultCell.Title);

        public List<Block> Blocks()
        {
            var blocks = new List<Block>();
            if (layout.Parts.Contains(ResultPart.Cover))
            {
                blocks.Add(Cover());
            }
            if (layout.Landscape)
            {
                blocks.Add(new Orientation(true));
            }
            foreach (var part in layout.Parts)
            {
                blocks.AddRange(Part(part));
            }
            return blocks;
        }

        public string Words(string key) => report.Texts.TryGetValue(key, out var own) ? own : string.Join('\n', Texts(key));

        public IEnumerable<AdviceOnPaper> AdviceOf(ResultPart part) => report.Advice.Where(a => a.Tool == (part is ResultPart.AdviceEit ? "EIT" : "OIT"));

        public string TextOf(AdviceOnPaper advice) => report.Texts.TryGetValue("advice/" + advice.Key, out var own) ? own : advice.Text;

        private IEnumerable<Block> Part(ResultPart part) => part switch
        {
            ResultPart.Title => Texts("title").Select((t, i) => new Paragraph([new Run(t, Bold: true)], Alignment.Centre, KeepWithNext: true) { Points = i == 0 ? 18 : 16 }),
            ResultPart.Intro => Prose(Words("intro")),
            ResultPart.Closing => Prose(Words("closing")),
            ResultPart.AdviceIntro => Prose(string.Join('\n', Texts("advice.intro"))),
            ResultPart.Results => [.. Heading(part), Results()],
            ResultPart.AdviceEit or ResultPart.AdviceOit => [.. Heading(part), Advice(part)],
            ResultPart.FollowUps => [.. Heading(part), FollowUps()],
            ResultPart.Signatures => report.Signatories.Select(s => (Block)new SignaturePlace(s.Name, s.Position)),
            _ => [],
        };

        private Cover Cover()
        {
            var lines = Texts("cover").ToList();
            // The organisation and its place stand in the lower half, as on the covers offices make.
            return new Cover([.. lines.Select((t, i) => new CoverLine(t, i == 0 ? 26 : 22, Bold: true, i == 0 ? 160 : t == report.Organisation.Name ? 240 : 6))]);
        }

        private IEnumerable<Block> Heading(ResultPart part) =>
            layout.Texts.ContainsKey(ResultReportLayout.KeyOf(part) + ".heading") ? Texts(ResultReportLayout.KeyOf(part) + ".heading").Select(t => new Heading(1, t)) : [];

        private static IEnumerable<Block> Prose(string text) =>
            text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(t => new Paragraph(t, firstLineIndentCm: 2.5m));

        private Block Results()
        {
            var columns = layout.Columns["results"];
            var rows = new List<TableRow>();
            var no = 0;
            if (!layout.ByIssue || report.Issues.Count == 0)
            {
                rows.AddRange(report.Results.Select(r => Row(columns, r, null, ++no)));
            }
            else
            {
                var placed = new HashSet<int>();
                foreach (var issue in report.Issues)
                {
                    // A measure that answers several issues stands under the first.
                    var answers = report.Results.Where(r => issue.Measures.Contains(r.Number) && placed.Add(r.Number)).ToList();
                    rows.AddRange(answers.Select((r, i) => Row(columns, r, i == 0 ? issue : null, 0)));
                    if (answers.Count == 0)
                    {
                        rows.Add(EmptyRow(columns, issue));
                    }
                }
                rows.AddRange(report.Results.Where(r => !placed.Contains(r.Number)).Select(r => Row(columns, r, null, 0)));
            }
            return rows.Count == 0 ? new Paragraph(string.Join(' ', Texts("none")), firstLineIndentCm: 2.5m) : new Table("", Columns(columns), rows);
        }

        private Block FollowUps()
        {
            var columns = layout.Columns["followUps"];
            var measures = report.FollowedUp ?? [.. report.Results.Select(r => r.Plan)];
            return measures.Count == 0
                ? new Paragraph(string.Join(' ', Texts("none")), firstLineIndentCm: 2.5m)
                : new Table("", Columns(columns), [.. measures.Select((m, i) => Row(columns, new MeasureResult(Guid.Empty, i + 1, m, [], ResultWords.None, []), null, i + 1))]);
        }

        private Table Advice(ResultPart part) =>
            new("", Columns(layout.Columns[ResultReportLayout.KeyOf(part)]), [.. AdviceOf(part).Select(a => new TableRow([.. layout.Columns[ResultReportLayout.KeyOf(part)].Select(c => new TableCell([.. c.Holds.SelectMany(h =>
                h is ResultCell.Indicator ? [a.Name] : OrOpen(Lines(TextOf(a))))]))]))]);

        private static List<Column> Columns(IReadOnlyList<ResultColumn> columns) => [.. columns.Select(c => new Column(c.Title, c.Share, c.Align))];

        private TableRow Row(IReadOnlyList<ResultColumn> columns, MeasureResult result, IssueOnPaper? issue, int no) => new([.. columns.Select(column =>
        {
            var lines = column.Holds.SelectMany(cell => cell == account ? [.. Cell(cell, result, issue, no), .. Parts(result)] : Cell(cell, result, issue, no)).ToList();
            return new TableCell(lines.Count > 0 ? lines : ["–"]);
        })]);

        /// <summary>An issue no measure answers says so; it is not passed over in silence.</summary>
        private TableRow EmptyRow(IReadOnlyList<ResultColumn> columns, IssueOnPaper issue) =>
            new([.. columns.Select(c => new TableCell(c.Holds.Contains(ResultCell.Issue) ? [IssueName(issue), string.Join(' ', Texts("none"))] : ["–"]))]);

        private static string IssueName(IssueOnPaper issue) => $"{Number(issue.No)}. {issue.Name}";

        private IEnumerable<string> Cell(ResultCell cell, MeasureResult result, IssueOnPaper? issue, int no)
        {
            var (plan, words) = (result.Plan, result.Words);
            return cell switch
            {
                ResultCell.Issue => issue is null ? [] : [IssueName(issue)],
                ResultCell.Title => issue is not null && Same(plan.Title, issue.Name) ? [] : [layout.Mark.Replace("{no}", Number(no), StringComparison.Ordinal) + plan.Title],
                ResultCell.Guideline => plan.Guidelines,
                ResultCell.Steps => OrOpen(plan.Steps.Select((s, i) => plan.Steps.Count == 1 ? s : $"{Number(i + 1)}. {s}")),
                ResultCell.Responsible => OrOpen([plan.Responsible]),
                ResultCell.Period => OrOpen([plan.Period]),
                ResultCell.FollowUp => OrOpen(plan.FollowUp.Select(f => plan.FollowUp.Count > 1 ? "- " + f : f)),
                ResultCell.Result => First(result, Lines(words.Result), Alone(result), Done(result)),
                ResultCell.DatedSteps => First(result, Done(result), Lines(words.Result), Alone(result)),
                ResultCell.Output => First(result, Lines(words.Output), Lines(words.Result), Done(result), Alone(result)),
                ResultCell.Outcome => OrOpen(Lines(words.Outcome)),
                ResultCell.Suggestion => OrOpen(Lines(words.Suggestion)),
                _ => throw new ArgumentOutOfRangeException(nameof(cell), cell, "Not of this table."),
            };
        }

        /// <summary>The first that says something. None: an open line, unless the parts of several units follow.</summary>
        private static List<string> First(MeasureResult result, params IEnumerable<List<string>> told) =>
            told.FirstOrDefault(t => t.Count > 0) ?? (Parts(result).Any() ? [] : OrOpen([]));

        /// <summary>What the only unit reported last.</summary>
        private static List<string> Alone(MeasureResult result) => LastRound(result) is [{ Unit.Length: 0 } report] ? Lines(report.Words) : [];

        /// <summary>What each of several units reported last, under its name.</summary>
        private static IEnumerable<string> Parts(MeasureResult result) => LastRound(result).Where(r => r.Unit.Length > 0).Select(r => $"{r.Unit}: {r.Words.ReplaceLineEndings(" ")}");

        private static List<RoundReport> LastRound(MeasureResult result) =>
            [.. result.Rounds.Where(r => r.Words.Length > 0).GroupBy(r => r.Months).MaxBy(g => g.Key) ?? Enumerable.Empty<RoundReport>()];

        /// <summary>What was done of each step and when; steps not done yet are left out, so that the paper claims nothing.</summary>
        private static List<string> Done(MeasureResult result)
        {
            var done = result.Steps.Where(s => s.DoneOn is not null).ToList();
            return [.. done.Select((s, i) =>
            {
                var said = s.Words.Result.Length > 0 ? s.Words.Result : s.Text;
                var quantity = s.Quantity is { } q ? $" {q.ToString("#,0.##", CultureInfo.InvariantCulture)} {s.QuantityUnit}".TrimEnd() : "";
                return $"{(done.Count > 1 ? Number(i + 1) + ". " : "")}{said.ReplaceLineEndings(" ")}{quantity} {ThaiDate.Short(s.DoneOn!.Value)}";
            })];
        }

        private static bool Same(string a, string b) => string.Equals(a.Replace(" ", "", StringComparison.Ordinal), b.Replace(" ", "", StringComparison.Ordinal), StringComparison.Ordinal);

        private static List<string> Lines(string text) => [.. text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)];

        /// <summary>A place nobody filled is a dotted line.</summary>
        private static List<string> OrOpen(IEnumerable<string> lines)
        {
            var written = lines.Where(l => !string.IsNullOrWhiteSpace(l)).ToList();
            return written.Count > 0 ? written : [AnalysisParts.Open];
        }

        private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);

        private IEnumerable<string> Texts(string key) => layout.Texts[key].Select(t => ResultReportLayout.Placeholder().Replace(t, m => m.Groups["name"].Value switch
        {
            "organisation" => report.Organisation.Name,
            "place" => report.Organisation.Place,
            "year" => report.Year.ToString(),
            "resultYear" => report.Year.Previous.ToString(),
            "count" => Number(report.Results.Count),
            _ => m.Value,
        })).Where(t => t.Length > 0);
    }
}
