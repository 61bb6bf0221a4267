using System.Globalization;
using Prongsai.Domain;

namespace Prongsai.Documents.Writing.Reports;

/// <summary>All that a plan of measures prints. ResultYear is the year whose result the measures answer.</summary>
public sealed record MeasuresPlan
{
    public required OrganisationOnPaper Organisation { get; init; }

    public required FiscalYear Year { get; init; }

    public required IReadOnlyList<MeasureOnPaper> Measures { get; init; }

    public IReadOnlyList<Signatory> Signatories { get; init; } = [];

    public DigitStyle Digits { get; init; } = DigitStyle.Thai;

    public string Font { get; init; } = "TH SarabunIT๙";

    /// <summary>Written into the file's properties; null leaves it out.</summary>
    public DateTimeOffset? WrittenAt { get; init; }
}

/// <summary>Builds the paper of a plan of measures in a layout.</summary>
public static class MeasuresPlanForm
{
    public static Document Build(MeasuresPlan plan, MeasuresPlanLayout layout)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(layout);
        return new Document
        {
            Title = $"มาตรการส่งเสริมคุณธรรมและความโปร่งใส ประจำปีงบประมาณ พ.ศ. {plan.Year} {plan.Organisation.Name}",
            Subject = "มาตรการส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน",
            Author = plan.Organisation.Name,
            Font = plan.Font,
            Digits = plan.Digits,
            WrittenAt = plan.WrittenAt,
            Blocks =
            [
                .. layout.Landscape ? [new Orientation(true)] : Array.Empty<Block>(),
                .. Texts("title").Where(t => t.Length > 0).Select(t => new Paragraph([new Run(t, Bold: true)], Alignment.Centre, KeepWithNext: true)),
                .. Texts("heading").Select(t => new Heading(1, t)),
                .. plan.Measures.Count == 0 ? Texts("none").Select(t => (Block)new Paragraph(t, firstLineIndentCm: 2.5m)) : Measures(),
                .. plan.Signatories.Select(s => new SignaturePlace(s.Name, s.Position)),
            ],
        };

        IEnumerable<Block> Measures() =>
        [
            .. Texts("intro").Select(t => new Paragraph(t, firstLineIndentCm: 2.5m)),
            new Table(
                string.Join(' ', Texts("caption")),
                [.. layout.Columns.Select(c => new Column(c.Title, c.Share, c.Align))],
                [.. plan.Measures.Select((m, i) => new TableRow([.. layout.Columns.Select(c => Cell(m, c, i + 1))]))]),
        ];

        TableCell Cell(MeasureOnPaper measure, MeasureColumn column, int no)
        {
            var lines = column.Holds.SelectMany(part => Lines(measure, part, no)).ToList();
            return new TableCell(lines.Count > 0 ? lines : ["–"]);
        }

        List<string> Lines(MeasureOnPaper measure, MeasurePart part, int no) => Or(part switch
        {
            MeasurePart.Title => [layout.Mark.Replace("{no}", Number(no), StringComparison.Ordinal) + measure.Title],
            MeasurePart.Guideline => measure.Guidelines,
            MeasurePart.Steps => measure.Steps.Select((s, n) => $"{Number(n + 1)}) {s}"),
            MeasurePart.Responsible => [measure.Responsible],
            MeasurePart.Period => [measure.Period],
            MeasurePart.FollowUp => measure.FollowUp,
            _ => throw new ArgumentOutOfRangeException(nameof(part), part, null),
        }, part);

        IEnumerable<string> Texts(string key) => layout.Texts[key].Select(t => MeasuresPlanLayout.Placeholder().Replace(t, m => m.Groups["name"].Value switch
        {
            "organisation" => plan.Organisation.Name,
            "place" => plan.Organisation.Place,
            "year" => plan.Year.ToString(),
            "resultYear" => plan.Year.Previous.ToString(),
            "count" => Number(plan.Measures.Count),
            _ => m.Value,
        }));
    }

    /// <summary>A place the organisation left empty is a dotted line; a guideline may be missing without one.</summary>
    private static List<string> Or(IEnumerable<string> lines, MeasurePart part)
    {
        var written = lines.Where(l => !string.IsNullOrWhiteSpace(l)).ToList();
        return written.Count > 0 ? written : part is MeasurePart.Guideline ? [] : [AnalysisParts.Open];
    }

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
