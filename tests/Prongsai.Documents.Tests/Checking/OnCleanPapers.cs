using Prongsai.Domain.Papers;

namespace Prongsai.Documents.Tests.Checking;

/// <summary>Nothing is found where nothing is wrong.</summary>
public sealed class OnCleanPapers
{
    public static TheoryData<string> Names => [.. CleanPapers.All.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Neither_error_nor_warning(string name)
    {
        var found = await Checks.Of(CleanPapers.All[name]);
        Assert.Empty(found.Where(f => f.Severity is not ProblemSeverity.Info).Select(Checks.Show));
    }

    [Fact]
    public async Task A_file_about_something_else_gives_nothing() => Assert.Empty(await Checks.Of("รายการอาหารกลางวันของโรงเรียน\nวันจันทร์ ข้าวผัด\n"));

    [Theory]
    [InlineData("บอกว่าต้องแก้เรื่องใด เรื่องใดทำก่อนทำหลัง")]
    [InlineData("[แผนภูมิคะแนนรายตัวชี้วัด]\nภาพที่ ๑ คะแนนรายตัวชี้วัด")]
    public async Task What_only_looks_like_a_slip_is_left_alone(string line) =>
        Assert.DoesNotContain(await Checks.Of(CleanPapers.Narrative + line + "\n"), f => f.Severity is not ProblemSeverity.Info);

    [Fact]
    public async Task The_same_paper_gives_the_same_findings()
    {
        var text = CleanPapers.Narrative.Replace("องค์กรปกครองส่วนท้องถิ่น", "องค์การปกครองส่วนท้องถิ่น", StringComparison.Ordinal);
        Assert.Equal((await Checks.Of(text)).Select(Checks.Show), (await Checks.Of(text)).Select(Checks.Show));
    }
}
