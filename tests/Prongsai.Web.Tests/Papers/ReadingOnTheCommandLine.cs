using System.Text;
using System.Text.Json;

namespace Prongsai.Web.Tests.Papers;

/// <summary>./prongsai read and assess, as a script calls them.</summary>
public sealed class ReadingOnTheCommandLine : IDisposable
{
    private const string Agreeing = "ผลการประเมิน ITA ประจำปีงบประมาณ พ.ศ. 2567\nองค์การบริหารส่วนตำบลเขาพนม อำเภอสมมุติ\n\nตัวชี้วัด\tคะแนน\n"
        + "การปฏิบัติหน้าที่\t90.00\nการใช้งบประมาณ\t90.00\nการใช้อำนาจ\t90.00\nการใช้ทรัพย์สินของราชการ\t90.00\nการแก้ไขปัญหาการทุจริต\t90.00\n"
        + "คุณภาพการดำเนินงาน\t90.00\nประสิทธิภาพการสื่อสาร\t90.00\nการปรับปรุงการทำงาน\t90.00\nการเปิดเผยข้อมูล\t90.00\nการป้องกันการทุจริต\t90.00\nคะแนนรวม\t{0}\n";

    private readonly string folder = Directory.CreateTempSubdirectory("prongsai-papers-").FullName;

    [Fact]
    public async Task The_worst_file_decides_the_exit_status()
    {
        var right = Write("ok.txt", Agreeing.Replace("{0}", "90.00", StringComparison.Ordinal));
        var wrong = Write("wrong.txt", Agreeing.Replace("{0}", "95.00", StringComparison.Ordinal));
        var other = Write("other.txt", "รายการอาหารกลางวัน\nข้าวผัด\nแกงจืด\n");
        Assert.Equal(0, (await Run("assess", "--json", right)).Status);
        Assert.Equal(1, (await Run("assess", "--json", right, wrong)).Status);
        var all = await Run("assess", "--json", right, wrong, other);
        Assert.Equal(2, all.Status);
        Assert.Equal(2, JsonDocument.Parse(all.Out).RootElement.GetArrayLength());
        Assert.Contains("other.txt", all.Err, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_is_not_there_still_gives_an_array()
    {
        var result = await Run("read", "--json", Path.Combine(folder, "missing.docx"));
        Assert.Equal(2, result.Status);
        Assert.Equal("[]", result.Out.Trim());
        Assert.Contains("ไม่พบไฟล์", result.Err, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_json_it_prints_tables_in_Thai()
    {
        var result = await Run("read", Write("ok.txt", Agreeing.Replace("{0}", "90.00", StringComparison.Ordinal)));
        Assert.Equal(0, result.Status);
        Assert.Contains("องค์การบริหารส่วนตำบลเขาพนม", result.Out, StringComparison.Ordinal);
        Assert.Contains("การใช้อำนาจ", result.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_option_is_told_apart_from_a_bad_file() => Assert.Equal(64, (await Run("assess", "--yaml", "x")).Status);

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private string Write(string name, string text)
    {
        var path = Path.Combine(folder, name);
        File.WriteAllText(path, text, new UTF8Encoding(false));
        return path;
    }

    private static async Task<(int Status, string Out, string Err)> Run(params string[] args)
    {
        var (stdout, stderr) = (new StringWriter(), new StringWriter());
        var status = await Prongsai.Web.Platform.CommandLine.CommandRunner.Run(Contents.Product(), args, stdout, stderr, CancellationToken.None);
        return (status, stdout.ToString(), stderr.ToString());
    }
}
