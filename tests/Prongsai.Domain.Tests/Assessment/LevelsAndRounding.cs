using Prongsai.Domain.Assessment;

namespace Prongsai.Domain.Tests.Assessment;

public sealed class LevelsAndRounding
{
    [Theory]
    [InlineData("c", "C")]
    [InlineData(" **C** ", "C")]
    [InlineData("ระดับ AA", "AA")]
    [InlineData("(เกรด) Ａ", "A")]
    [InlineData("ระดับผลการประเมิน : B", "B")]
    public void Letters_are_found_however_they_are_dressed(string printed, string code) =>
        Assert.Equal(code, LevelWords.Find(Books.Letters(), printed)?.Code);

    [Theory]
    [InlineData("“ระดับผ่านดีเยี่ยม”", "ผ่านดีเยี่ยม")]
    [InlineData("อยู่ในระดับ ผ่าน ดี", "ผ่านดี")]
    [InlineData("ผ่าน", "ผ่าน")]
    [InlineData("ต้องปรับปรุงโดยด่วน", "ต้องปรับปรุงโดยด่วน")]
    [InlineData("ผ่านดีเยียม", "ผ่านดีเยี่ยม")]
    [InlineData("ผ่านดี (Good)", "ผ่านดี")]
    public void Words_are_found_however_they_are_dressed(string printed, string name) =>
        Assert.Equal(name, LevelWords.Find(Books.Words(), printed)?.Name);

    [Theory]
    [InlineData("A")]
    [InlineData("")]
    [InlineData("ดีมาก")]
    public void A_word_of_another_scheme_is_no_level_of_this_year(string printed) => Assert.Null(LevelWords.Find(Books.Words(), printed));

    [Theory]
    [InlineData(84.995, 85, "good")]
    [InlineData(84.9949, 85, "improve")]
    [InlineData(95.81, 94.99, "good")]
    [InlineData(95.81, 94.995, "excellent")]
    [InlineData(96, 84.99, "pass")]
    [InlineData(69.995, 99, "improve")]
    [InlineData(69.99, 99, "urgent")]
    public void Thresholds_have_no_holes_and_look_at_the_lowest_tool(double total, double lowest, string code)
    {
        var tools = new Dictionary<string, decimal?>(StringComparer.Ordinal) { ["IIT"] = (decimal)lowest, ["EIT"] = 99m, ["OIT"] = 99m };
        Assert.Equal(code, Scoring.LevelOf(Books.Words(), (decimal)total, tools)!.Code);
    }

    [Fact]
    public void A_total_without_tools_leaves_the_levels_it_may_have()
    {
        var none = new Dictionary<string, decimal?>(StringComparer.Ordinal);
        Assert.Equal(["excellent", "good", "pass"], Scoring.PossibleLevels(Books.Words(), 96m, none).Select(l => l.Code));
        Assert.Equal(["improve"], Scoring.PossibleLevels(Books.Words(), 80m, none).Select(l => l.Code));
        var v = Verifier.Verify(Books.Words(), Books.Figures(Books.Words(), "ผ่านดีเยี่ยม", ("total", 80m)));
        Assert.Equal((Verdict.Differs, "improve"), (v.Level.Verdict, v.Level.Computed!.Code));
    }

    [Fact]
    public void Tools_are_not_rounded_before_the_total_is_made()
    {
        var rules = Books.Words();
        var outcome = Scoring.Compute(rules, Seeds.S2(rules).Scores);
        Assert.Equal(99.022m, outcome.Tools["IIT"]);
        Assert.Equal(99.59m, outcome.Total);
        Assert.Equal(99.60m, new[] { ("IIT", 0.3m), ("EIT", 0.3m), ("OIT", 0.4m) }.Sum(t => Math.Round(outcome.Tools[t.Item1]!.Value * t.Item2, 2, MidpointRounding.AwayFromZero)));
    }
}
