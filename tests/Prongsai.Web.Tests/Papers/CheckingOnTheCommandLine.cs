using System.Text;
using System.Text.Json;

namespace Prongsai.Web.Tests.Papers;

/// <summary>./prongsai check, as a script calls it.</summary>
public sealed class CheckingOnTheCommandLine : IDisposable
{
    private const string Paper = "ผลการประเมิน ITA ประจำปีงบประมาณ พ.ศ. 2567\nองค์การบริหารส่วนตำบลเขาพนม\nคะแนนรวม 90.00 ระดับ ผ่านดี\n\nตัวชี้วัด\tคะแนน\n"
        + "การปฏิบัติหน้าที่\t90.00\nการใช้งบประมาณ\t90.00\nการใช้อำนาจ\t90.00\nการใช้ทรัพย์สินของราชการ\t90.00\nการแก้ไขปัญหาการทุจริต\t90.00\n"
        + "คุณภาพการดำเนินงาน\t90.00\nประสิทธิภาพการสื่อสาร\t90.00\nการปรับปรุงการทำงาน\t90.00\nการเปิดเผยข้อมูล\t90.00\nการป้องกันการทุจริต\t90.00\n";

    private readonly string folder = Directory.CreateTempSubdirectory("prongsai-check-").FullName;

    [Fact]
    public async Task Exit_status_and_json_tell_clean_from_slipped_from_unreadable()
    {
        var clean = Write("clean.txt", Paper);
        var slipped = Write("slipped.txt", Paper.Replace("ผ่านดี", "ผ่านดีเยี่ยม", StringComparison.Ordinal));
        Assert.Equal((0, "[]"), await Run("check", "--json", clean) is var ok ? (ok.Status, ok.Out.Trim()) : default);
        var found = await Run("check", "--json", clean, slipped);
        Assert.Equal(1, found.Status);
        var finding = Assert.Single(JsonDocument.Parse(found.Out).RootElement.EnumerateArray().ToList());
        Assert.Equal(("level-does-not-follow", "error", "slipped.txt"), (finding.GetProperty("rule").GetString(), finding.GetProperty("severity").GetString(), finding.GetProperty("file").GetString()));
        Assert.Equal(2, (await Run("check", "--json", Path.Combine(folder, "missing.docx"))).Status);
        Assert.Equal(64, (await Run("check", "--all", clean)).Status);
        Assert.Equal(64, (await Run("check")).Status);
    }

    [Fact]
    public async Task Without_json_each_finding_says_where_why_and_how_to_mend()
    {
        var result = await Run("check", Write("slipped.txt", Paper.Replace("ผ่านดี", "ผ่านดีเยี่ยม", StringComparison.Ordinal)));
        Assert.Equal(1, result.Status);
        Assert.Contains("[level-does-not-follow]", result.Out, StringComparison.Ordinal);
        Assert.Contains("เหตุผล", result.Out, StringComparison.Ordinal);
        Assert.Contains("แนะนำ", result.Out, StringComparison.Ordinal);
    }

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
