using Prongsai.Documents.Reading;
using Prongsai.Documents.Reading.Extraction;
using Prongsai.Documents.Tests.Extraction;
using Prongsai.Domain.Papers;

namespace Prongsai.Documents.Tests.Checking;

/// <summary>A file of several papers, and papers that hardly name what they are about.</summary>
public sealed class SeveralPapers
{
    private const string Header = "หน่วยงาน,ปี,การปฏิบัติหน้าที่,การใช้งบประมาณ,การใช้อำนาจ,การใช้ทรัพย์สินของราชการ,การแก้ไขปัญหาการทุจริต,คุณภาพการดำเนินงาน,ประสิทธิภาพการสื่อสาร,การปรับปรุงการทำงาน,การเปิดเผยข้อมูล,การป้องกันการทุจริต,คะแนนรวม";

    // 30 % of 90, 30 % of 80, 40 % of 70 is 79.00.
    private const string First = "องค์การบริหารส่วนตำบลดอนแก้วฟ้า,2564,90,90,90,90,90,80,80,80,70,70,79.00";

    private const string Second = "องค์การบริหารส่วนตำบลหนองบัวขาว,2564,90,90,90,90,90,80,80,80,70,70,79.00";

    [Fact]
    public async Task A_clean_roll_up_gives_nothing() => Assert.Empty((await Checks.Of(Csv(First, Second), "รวม ITA.csv")).Where(f => f.Severity is ProblemSeverity.Error).Select(Checks.Show));

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task The_wrong_total_of_any_organisation_is_found_and_says_whose(int wrong)
    {
        string[] rows = [First, Second];
        rows[wrong] = rows[wrong].Replace("79.00", "89.00", StringComparison.Ordinal);
        var found = Assert.Single(await Checks.Of(Csv(rows), "รวม ITA.csv"), f => f.Rule == "figures-do-not-roll-up");
        Assert.Contains("89.00", found.Message, StringComparison.Ordinal);
        Assert.Equal(wrong + 3, found.At.Row ?? found.At.Line);
    }

    [Fact]
    public async Task Every_wrong_paper_is_told_apart()
    {
        var rows = new[] { First, Second }.Select(r => r.Replace("79.00", "89.00", StringComparison.Ordinal)).ToArray();
        var found = (await Checks.Of(Csv(rows), "รวม ITA.csv")).Where(f => f.Rule == "figures-do-not-roll-up").ToList();
        Assert.Equal(2, found.Count);
        Assert.Contains(found, f => f.Message.Contains("หนองบัวขาว", StringComparison.Ordinal) || f.Message.Contains("ดอนแก้วฟ้า", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("แผนส่งเสริมคุณธรรและความโปร่งใสภายในหน่วยงาน ปี 2568", true)]
    [InlineData("แผนส่งเสริมคุณธรมและความโปรงใสภายในหน่วยงาน ปี 2568", true)]
    [InlineData("รายงานผลการส่งเสริมคุณธรรมและควาโปร่งใส่ ปี 2568", false)]
    public async Task A_title_that_misspells_the_subject_is_read_and_a_slip_near_enough_told(string title, bool told)
    {
        var text = title + "\nเทศบาลตำบลดอนแก้วฟ้า\n\nมาตรการ\tวิธีการดำเนินการ\tผู้รับผิดชอบ\tระยะเวลา\n1. จัดทำทะเบียนยืมพัสดุ\t1. ออกแบบทะเบียน 2. แจ้งเวียน\tกองคลัง\t1 ต.ค. 2567 - 31 มี.ค. 2568\n";
        var document = await DocumentReader.Read(System.Text.Encoding.UTF8.GetBytes(text), "paper.txt");
        Assert.Single(Assert.Single(PaperExtractor.Extract(document, Rules.All).Papers).Measures);
        Assert.Equal(told, Checks.Of(document).Any(f => f.Rule == "official-name-misspelt"));
    }

    [Theory]
    [InlineData("แผนส่งเสริมคุณธรรมของนักเรียน ปี 2568")]
    [InlineData("รายงานความโปร่งใสของน้ำในแหล่งน้ำ ปี 2568")]
    public async Task A_title_of_something_else_is_not(string title) => Assert.Empty(await Checks.Of(title + "\nเทศบาลตำบลดอนแก้วฟ้า\nตารางกิจกรรมของโรงเรียน\n"));

    private static string Csv(params string[] rows) => "สรุปผลการประเมินคุณธรรมและความโปร่งใส (ITA)\n" + Header + "\n" + string.Join('\n', rows) + "\n";
}
