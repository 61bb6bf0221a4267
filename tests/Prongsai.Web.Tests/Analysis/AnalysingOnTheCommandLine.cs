using System.Globalization;
using System.Text.Json;
using Prongsai.Web.Platform.CommandLine;

namespace Prongsai.Web.Tests.Analysis;

public sealed class AnalysingOnTheCommandLine : IDisposable
{
    private const string Result = """
        # รายงานผลการประเมินคุณธรรมและความโปร่งใส (ITA) ประจำปีงบประมาณ พ.ศ. ๒๕๖๗

        องค์การบริหารส่วนตำบลทุ่งตัวอย่าง อำเภอเมือง จังหวัดตัวอย่าง

        | ตัวชี้วัดที่ | ตัวชี้วัด | คะแนน |
        |---|---|---|
        | ๑ | การปฏิบัติหน้าที่ | ๙๑.๒๐ |
        | ๒ | การใช้งบประมาณ | ๘๘.๑๐ |
        | ๓ | การใช้อำนาจ | ๙๓.๔๐ |
        | ๔ | การใช้ทรัพย์สินของราชการ | ๘๔.๒๐ |
        | ๕ | การแก้ไขปัญหาการทุจริต | ๗๙.๙๐ |
        | ๖ | คุณภาพการดำเนินงาน | ๙๒.๒๐ |
        | ๗ | ประสิทธิภาพการสื่อสาร | ๘๓.๔๐ |
        | ๘ | การปรับปรุงการทำงาน | ๗๔.๕๐ |
        | ๙ | การเปิดเผยข้อมูล | ๘๑.๔๓ |
        | ๑๐ | การป้องกันการทุจริต | ๖๒.๕๐ |
        """;

    private readonly string folder = Directory.CreateTempSubdirectory("prongsai-analyse-").FullName;

    [Fact]
    public async Task A_result_is_analysed_as_text()
    {
        var (status, text, _) = await Run("analyse", File("result.md", Result));

        Assert.Equal(0, status);
        Assert.Contains("องค์การบริหารส่วนตำบลทุ่งตัวอย่าง ปีงบประมาณ พ.ศ. 2567", text, StringComparison.Ordinal);
        Assert.Contains("ประเด็นที่ 7", text, StringComparison.Ordinal);
        Assert.Contains("การป้องกันการทุจริต  ต่ำกว่าเกณฑ์เร่งด่วน 70 คะแนน", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Json_says_what_every_sentence_rests_on()
    {
        var (status, text, _) = await Run("analyse", File("result.md", Result), "--json");

        Assert.Equal(0, status);
        var one = Assert.Single(JsonDocument.Parse(text).RootElement.EnumerateArray());
        Assert.Equal(2567, one.GetProperty("year").GetInt32());
        Assert.Equal(7, one.GetProperty("issues").GetArrayLength());
        var advice = one.GetProperty("indicators")[9].GetProperty("advice");
        Assert.Equal("indicator-10/advice", advice.GetProperty("key").GetString());
        Assert.Contains(advice.GetProperty("sentences").EnumerateArray(), s => s.GetProperty("basis").EnumerateArray()
            .Any(b => b.GetProperty("target").GetString() == "ind10" && b.GetProperty("score").GetDecimal() == 62.5m));
    }

    [Fact]
    public async Task A_paper_without_scores_or_a_file_that_is_not_there_gives_status_2_and_says_what_to_do()
    {
        var (status, text, errors) = await Run("analyse", File("note.txt", "บันทึกการประชุมประจำเดือนของหน่วยงาน"), Path.Combine(folder, "nowhere.docx"));

        Assert.Equal(2, status);
        Assert.Equal("", text);
        Assert.Contains("nowhere.docx: ไม่พบไฟล์นี้", errors, StringComparison.Ordinal);
        Assert.Contains("note.txt: ", errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("analyse")]
    [InlineData("analyse", "--yaml", "x.md")]
    public async Task A_wrong_call_is_refused(params string[] args) => Assert.Equal(64, (await Run(args)).Status);

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private string File(string name, string text)
    {
        var path = Path.Combine(folder, name);
        System.IO.File.WriteAllText(path, text);
        return path;
    }

    private static async Task<(int Status, string Text, string Errors)> Run(params string[] args)
    {
        using var stdout = new StringWriter(CultureInfo.InvariantCulture);
        using var stderr = new StringWriter(CultureInfo.InvariantCulture);
        var status = await CommandRunner.Run(Contents.Product(), args, stdout, stderr, TestContext.Current.CancellationToken);
        return (status, stdout.ToString(), stderr.ToString());
    }
}
