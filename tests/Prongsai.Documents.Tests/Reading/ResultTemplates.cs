using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Validation;
using Prongsai.Documents.Reading.Extraction;
using Prongsai.Documents.Tests.Extraction;
using Prongsai.Documents.Writing;

namespace Prongsai.Documents.Tests.Reading;

public sealed class ResultTemplates
{
    [Theory]
    [InlineData(2563)]
    [InlineData(2567)]
    [InlineData(2568)]
    public void A_template_is_a_sound_workbook_and_the_same_each_time(int year)
    {
        var rules = Rules.Of(year);
        var bytes = ResultTemplate.Write(rules);
        Assert.Equal(bytes, ResultTemplate.Write(rules));
        using var package = SpreadsheetDocument.Open(new MemoryStream(bytes), isEditable: false);
        Assert.Empty(new OpenXmlValidator().Validate(package).Select(e => e.Path?.XPath + " " + e.Description));
        var read = Read.Bytes(bytes, "แบบกรอก.xlsx");
        Assert.Empty(read.Problems);
        Assert.Contains(read.Tables(), t => t.Rows()[0] == "แบบวัด | ตัวชี้วัดที่ | รายละเอียดตัวชี้วัด | คะแนน" && t.Rows.Count == 12);
        Assert.Contains(read.Tables().SelectMany(t => t.Rows()), r => r == "เกณฑ์ที่ใช้ | " + rules.Id);
    }

    [Fact]
    public void What_is_typed_into_it_is_read_as_a_paper()
    {
        var rules = Rules.Of(2567);
        var scores = new Dictionary<string, decimal>(StringComparer.Ordinal) { ["total"] = 91.2m };
        foreach (var indicator in rules.Indicators)
        {
            scores["ind" + indicator.No] = 80 + indicator.No;
        }
        foreach (var question in rules.Questions)
        {
            scores[question.Code] = 90.5m;
        }
        foreach (var item in rules.Items)
        {
            scores[item.Code] = item.Number % 5 == 0 ? 0 : 100;
        }
        var bytes = ResultTemplate.Write(rules, "องค์การบริหารส่วนตำบลดอนทราย", scores, rules.Levels[0].Name);
        var paper = Assert.Single(PaperExtractor.Extract(Read.Bytes(bytes, "แบบกรอก.xlsx"), Rules.All).Papers);
        Assert.Equal(2567, paper.Year!.Value);
        Assert.Equal("องค์การบริหารส่วนตำบลดอนทราย", paper.Organisations[0].Name);
        Assert.Equal(91.2m, paper.Total!.Value);
        Assert.Equal(rules.Indicators.Select(i => (decimal?)(80 + i.No)), paper.Indicators.OrderBy(i => i.No).Select(i => i.Score));
        Assert.Equal(rules.Questions.Count, paper.Questions.Count(q => q.Score == 90.5m));
        Assert.Equal(rules.Items.Count, paper.Items.Count(i => i.Score is 0 or 100));
        Assert.NotNull(paper.Level);
    }

    [Theory]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("@SUM(A1)", "'@SUM(A1)")]
    [InlineData("+66 2 000 0000", "'+66 2 000 0000")]
    [InlineData(" =cmd|' /C calc'!A0", "' =cmd|' /C calc'!A0")]
    [InlineData("-5.25", "-5.25")]
    [InlineData("ก,ข", "\"ก,ข\"")]
    [InlineData("พูด \"ว่า\"", "\"พูด \"\"ว่า\"\"\"")]
    [InlineData("\t=1", "\"'\t=1\"")]
    [InlineData("ปกติ\u0000", "ปกติ")]
    [InlineData(null, "")]
    public void A_csv_cell_never_runs(string? text, string cell) => Assert.Equal(cell, SpreadsheetSafe.Csv(text));

    [Fact]
    public void A_formula_in_a_name_stays_text_in_the_workbook()
    {
        var bytes = ResultTemplate.Write(Rules.Of(2567), "=HYPERLINK(\"http://x\")");
        using var package = SpreadsheetDocument.Open(new MemoryStream(bytes), isEditable: false);
        Assert.DoesNotContain(package.WorkbookPart!.WorksheetParts, p => p.Worksheet!.OuterXml.Contains("<x:f>", StringComparison.Ordinal) || p.Worksheet.OuterXml.Contains("<f>", StringComparison.Ordinal));
        Assert.Contains(Read.Bytes(bytes, "a.xlsx").Tables()[0].Rows(), r => r == "ชื่อหน่วยงาน | =HYPERLINK(\"http://x\")");
    }
}
