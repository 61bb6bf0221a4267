using Prongsai.Documents.Writing;
using Prongsai.Domain;

namespace Prongsai.Documents.Tests.Writing;

/// <summary>Papers to draw: one of every block, and one that means harm.</summary>
internal static class Papers
{
    public const string HardWords = "ที่ นั้น ญู ฐู ปั้น กฤษฏิ์ น้ำ (O28)";

    public static readonly DateTimeOffset Moment = new(2025, 5, 20, 3, 0, 0, TimeSpan.Zero);

    public static Document Everything(DigitStyle digits = DigitStyle.Thai) => new()
    {
        Title = "รายงานทดสอบ ปี 2568",
        Subject = "ทดสอบทุกส่วนของเอกสาร",
        Author = "องค์การบริหารส่วนตำบลตัวอย่าง",
        Digits = digits,
        WrittenAt = Moment,
        Blocks =
        [
            new Cover([new CoverLine("รายงานทดสอบ", 26, true, 120), new CoverLine("ประจำปีงบประมาณ พ.ศ. 2568", 22, true, 12), new CoverLine("องค์การบริหารส่วนตำบลตัวอย่าง", 20, false, 240)]),
            new Heading(1, "1. บทนำ"),
            new Paragraph(HardWords, firstLineIndentCm: 2.5m),
            new Paragraph([new Run("ตัวหนา", Bold: true), new Run(" ตัวเอน", Italic: true), new Run(" ขีดเส้นใต้", Underline: true), new Run(" ดู https://example.go.th/ita/2568 หรือเขียนถึง a1@example.go.th")]),
            new ListItems(["ข้อแรก", "ข้อสอง"], Numbered: true),
            new ListItems(["อย่างหนึ่ง", "อีกอย่างหนึ่ง"], Numbered: false),
            new ListItems(["นับใหม่จากหนึ่ง"], Numbered: true),
            new Heading(2, "1.1 ตาราง"),
            new Table("คะแนนรายตัวชี้วัด", [new Column("เครื่องมือ", 0.2m, Alignment.Centre), new Column("ตัวชี้วัด", 0.6m), new Column("คะแนน", 0.2m, Alignment.End)],
            [
                new TableRow([new TableCell(["IIT"], RowSpan: 2), new TableCell("การปฏิบัติหน้าที่"), new TableCell("98.78")]),
                new TableRow([new TableCell("การใช้งบประมาณ"), new TableCell("97.42")]),
                new TableRow([new TableCell(["รวม"], ColumnSpan: 2), new TableCell("98.10")], Emphasised: true),
            ])
            {
                TopRows = [new TableRow([new TableCell(["ประเด็นที่ 1"], ColumnSpan: 3)])],
            },
            new PageBreak(),
            new Heading(2, "1.2 แผนภูมิ"),
            Ranked,
            new Chart("เทียบรายปี", "ปี 2568 สูงกว่าปี 2567 ทุกตัวชี้วัด", ChartKind.GroupedBars, ["ก", "ข"], [new Series("2567", [80m, null]), new Series("2568", [90.5m, 70m])], []),
            new Orientation(true),
            new Heading(1, "2. แนวนอน"),
            new Table("", [new Column("มาตรการ", 0.5m), new Column("ผู้รับผิดชอบ", 0.5m)], [new TableRow([new TableCell(["หนึ่ง", "สอง"]), new TableCell("สำนักปลัด")])]),
            new Orientation(false),
            new Paragraph("จบ", Alignment.Centre),
            new SignaturePlace(null, "ปลัดองค์การบริหารส่วนตำบลตัวอย่าง"),
        ],
    };

    public static Chart Ranked { get; } = new(
        "คะแนนเรียงลำดับ",
        "ประสิทธิภาพการสื่อสารสูงสุด 96.75 การป้องกันการทุจริตต่ำสุด 31.25",
        ChartKind.RankedBars,
        ["ประสิทธิภาพการสื่อสาร", "การใช้อำนาจ", "การป้องกันการทุจริต"],
        [new Series("คะแนน", [96.75m, 80.37m, 31.25m])],
        [new Limit("เกณฑ์ผ่าน", 85m)]);

    public static Document Hostile { get; } = new()
    {
        Title = "<script>alert(1)</script> & \"ก\"\u0000",
        Author = "ผู้ไม่หวังดี\u0007 ]]>",
        Digits = DigitStyle.Arabic,
        Font = "x\"}</style><script>",
        Blocks =
        [
            new Heading(1, "<img src=x onerror=alert(1)>\u0001"),
            new Paragraph("ก\u0000ข\u0008ค\uD800ง\uFFFFจ \u202Egnorts <b>ไม่หนา</b> &amp; \uD83D\uDE00"),
            new Paragraph(new string('ก', 5000)),
            new Paragraph(new string('W', 3000)),
            new Table("' onclick='x", [new Column("<th>", 0.3m), new Column("b", 0.7m)], [new TableRow([new TableCell("</td></table><script>x</script>"), new TableCell("=cmd|'/c calc'!A1\nบรรทัดสอง\r\nบรรทัดสาม")])]),
            new Chart("</title><script>", "]]><script>", ChartKind.RankedBars, ["<svg onload=x>"], [new Series("<b>", [120m])], [new Limit("<i>", 50m)]),
            new SignaturePlace("<นาย>", "<ตำแหน่ง>"),
        ],
    };

    /// <summary>A table of about 200 pages.</summary>
    public static Document Long { get; } = new()
    {
        Title = "ตารางยาว",
        Author = "องค์การบริหารส่วนตำบลตัวอย่าง",
        Blocks =
        [
            new Table("รายการ", [new Column("ลำดับ", 0.1m, Alignment.Centre), new Column("รายการ", 0.7m), new Column("คะแนน", 0.2m, Alignment.End)],
            [
                .. Enumerable.Range(1, 5000).Select(i => new TableRow([
                    new TableCell(i.ToString(System.Globalization.CultureInfo.InvariantCulture)),
                    new TableCell("การเปิดเผยข้อมูลสาธารณะบนเว็บไซต์ของหน่วยงานอย่างครบถ้วน"),
                    new TableCell("100.00")])),
            ]),
        ],
    };
}
