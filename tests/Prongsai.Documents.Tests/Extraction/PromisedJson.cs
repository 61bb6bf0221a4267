using System.Text;
using System.Text.Json;
using Prongsai.Documents.Reading;
using Prongsai.Documents.Reading.Extraction;
using Prongsai.Documents.Reading.Reports;

namespace Prongsai.Documents.Tests.Extraction;

/// <summary>The JSON of the command line keeps its promised shape.</summary>
public sealed class PromisedJson
{
    private const string Paper = """
        รายงานการวิเคราะห์ผลการประเมินคุณธรรมและความโปร่งใสในการดำเนินงานของหน่วยงานภาครัฐ (ITA)
        องค์การบริหารส่วนตำบลเขาพนม อำเภอสมมุติ จังหวัดตัวอย่าง
        ประจำปีงบประมาณ พ.ศ. ๒๕๖๗

        คะแนนภาพรวม ๙๐.๓๐ คะแนน อยู่ในระดับ ผ่านดี

        แบบวัด	ที่	ตัวชี้วัด	คะแนน
        IIT	๑	การปฏิบัติหน้าที่	๙๐.๐๐
        	๒	การใช้งบประมาณ	๙๐.๐๐
        	๓	การใช้อำนาจ	๙๐.๐๐
        	๔	การใช้ทรัพย์สินของราชการ	๙๐.๐๐
        	๕	การแก้ไขปัญหาการทุจริต	๑๙๐.๐๐
        EIT	๖	คุณภาพการดำเนินงาน	๙๑.๐๐
        	๗	ประสิทธิภาพการสื่อสาร	๙๑.๐๐
        	๘	การปรับปรุงการทำงาน	๙๑.๐๐
        OIT	๙	การเปิดเผยข้อมูล	๙๐.๐๐
        	๑๐	การป้องกันการทุจริต	๙๐.๐๐

        ข้อ	ข้อคำถาม	คะแนน
        i๑	การให้บริการเป็นไปตามขั้นตอนและเวลา	๘๐.๐๐
        i๒	การให้บริการอย่างเท่าเทียม	๙๐.๐๐
        i๓	การเรียกรับสินบน	๑๐๐.๐๐
        O๑	โครงสร้าง	๑๐๐
        O๒	ข้อมูลผู้บริหาร	๐

        มาตรการ	วิธีการดำเนินการ	ผู้รับผิดชอบ	ระยะเวลา	ผลการดำเนินการ
        ๑. ปรับปรุงคู่มือ	๑. ตั้งคณะทำงาน ๒. ประกาศใช้	สำนักปลัด/กองคลัง	ต.ค. ๖๗ - มี.ค. ๖๘	๑. ตั้งคณะทำงานแล้ว ๑๐ พ.ย. ๖๗ ๒. ประกาศใช้แล้ว ๑๕ ม.ค. ๖๘
        """;

    [Fact]
    public async Task Every_member_is_as_promised()
    {
        var (file, json) = await Assess(Paper);
        Assert.Empty(SchemaCheck.OfAssess.Check(json));
        var paper = Assert.Single(json.EnumerateArray());
        Assert.Equal(2567, paper.GetProperty("year").GetInt32());
        Assert.Equal("ita-2567", paper.GetProperty("rulebook").GetProperty("id").GetString());
        Assert.Equal(90.3m, paper.GetProperty("total").GetProperty("printed").GetDecimal());
        Assert.Equal("องค์การบริหารส่วนตำบลเขาพนม", paper.GetProperty("organisations")[0].GetProperty("name").GetString());
        Assert.Equal(9, paper.GetProperty("indicators").GetArrayLength());
        Assert.Equal(["i1", "i2", "i3"], paper.GetProperty("questions").EnumerateArray().Select(q => q.GetProperty("code").GetString()));
        Assert.Equal([100m, 0m], paper.GetProperty("items").EnumerateArray().Select(q => q.GetProperty("printed").GetDecimal()));
        var measure = Assert.Single(paper.GetProperty("measures").EnumerateArray());
        Assert.Equal(["2024-11-10", "2025-01-15"], measure.GetProperty("steps").EnumerateArray().Select(s => s.GetProperty("date").GetString()));
        Assert.Equal(["สำนักปลัด", "กองคลัง"], measure.GetProperty("units").EnumerateArray().Select(u => u.GetString()));
        Assert.Contains(paper.GetProperty("problems").EnumerateArray(), p => p.GetProperty("code").GetString() == "score-out-of-range");
        Assert.Equal(0, file.ExitStatus);
    }

    [Fact]
    public async Task A_figure_that_does_not_add_up_differs()
    {
        var (file, json) = await Assess(Paper.Replace("๑๙๐.๐๐", "๙๐.๐๐", StringComparison.Ordinal).Replace("๙๐.๓๐", "๙๕.๓๐", StringComparison.Ordinal));
        Assert.Equal("differs", json[0].GetProperty("total").GetProperty("verdict").GetString());
        Assert.Equal(1, file.ExitStatus);
    }

    [Fact]
    public async Task A_paper_about_something_else_gives_an_empty_array_and_a_problem()
    {
        var (file, json) = await Assess("ประกาศรับสมัครงาน\nตำแหน่ง\tจำนวน\tเงินเดือน\nนักวิชาการ\t๑\t๑๕,๐๐๐.๐๐\nคนงาน\t๒\t๙,๐๐๐.๐๐\n");
        Assert.Equal(0, json.GetArrayLength());
        Assert.Equal("not-ita", Assert.Single(file.Reading.Problems).Code);
        Assert.Equal(2, file.ExitStatus);
    }

    [Fact]
    public async Task The_readable_tables_stand_straight()
    {
        var (file, _) = await Assess(Paper);
        var text = new StringWriter();
        AssessText.Assess(text, file);
        AssessText.Read(text, file);
        var lines = text.ToString().Split('\n');
        var rule = Array.FindIndex(lines, l => l.Contains('─'));
        var gap = ThaiText.Width(lines[rule][..lines[rule].IndexOf("  ─", 4, StringComparison.Ordinal)]);
        for (var i = rule + 1; lines[i].Trim().Length > 0; i++)
        {
            // The column break is blank at the same width in every row, combining marks counted as nothing.
            var width = 0;
            foreach (var c in lines[i])
            {
                if (width == gap && !ThaiText.IsMark(c))
                {
                    Assert.Equal(' ', c);
                    break;
                }
                width += ThaiText.IsMark(c) ? 0 : 1;
            }
        }
    }

    private static async Task<(AssessedFile File, JsonElement Json)> Assess(string text)
    {
        var document = await DocumentReader.Read(Encoding.UTF8.GetBytes(text), "ตัวอย่าง.txt");
        var file = AssessedFile.Of(PaperExtractor.Extract(document, Rules.All), Rules.All);
        return (file, JsonDocument.Parse(AssessJson.Write(file.Papers)).RootElement);
    }
}
