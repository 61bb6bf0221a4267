using Prongsai.Domain.Assessment;
using Prongsai.Domain.Rules;

namespace Prongsai.Domain.Tests.Rules;

public sealed class Rulebooks
{
    public static TheoryData<string> Editions => [.. RuleFiles.Editions];

    [Theory]
    [MemberData(nameof(Editions))]
    public void Every_rulebook_loads_without_a_mistake(string edition)
    {
        var reading = RulebookReader.Read($"rules/ita/{edition}", RuleFiles.Bytes(edition));

        Assert.Empty(reading.Problems);
        Assert.Equal($"ita-{edition}", reading.Rulebook!.Id);
        Assert.Equal(64, reading.Rulebook.Sha256.Length);
    }

    [Fact]
    public void The_rules_of_2567_are_those_of_the_research()
    {
        var book = RuleFiles.Load("2567");

        Assert.Equal(35, book.Items.Count);
        Assert.Equal(15, book.Questions.Count(q => q.Tool == "IIT"));
        Assert.Equal(9, book.Questions.Count(q => q.Tool == "EIT"));
        Assert.Equal(7, book.Issues.Count);
        Assert.Equal([.. Enumerable.Range(26, 6).Select(n => $"O{n}")], book.ItemsOf("10.1").Select(i => i.Code));
        Assert.Equal("O35", book.ItemOfKind("measures-report")!.Code);
        Assert.Equal("O8", book.ItemOfKind("budget-plan")!.Code);
        Assert.Equal(new DateOnly(2024, 7, 30), book.AnnouncedOn);
        Assert.Equal(Certainty.Unverified, book.FindQuestion("e7")!.Source.Certainty);
    }

    [Fact]
    public void Every_method_the_rules_name_can_be_computed() =>
        Assert.Equal(
            Scoring.Methods.Keys.Order(StringComparer.Ordinal),
            RuleFiles.All.All.SelectMany(b => b.Indicators).Select(i => i.Method).Distinct().Order(StringComparer.Ordinal));

    [Fact]
    public void The_good_end_of_a_reversed_question_is_its_first_option()
    {
        var book = RuleFiles.Load("2567");

        Assert.Equal([100m, 80, 60, 40, 20, 0], book.OptionPoints(book.FindQuestion("i5")!));
        Assert.Equal([0m, 100], book.OptionPoints(book.FindQuestion("e9")!));
        Assert.Equal([100m, 0], book.OptionPoints(book.FindQuestion("e3")!));
    }

    [Fact]
    public void The_fingerprint_does_not_depend_on_line_ends_or_byte_order_marks()
    {
        var files = RuleFiles.Bytes("2567");
        var other = files.ToDictionary(f => f.Key, f => (byte[])[0xEF, 0xBB, 0xBF, .. System.Text.Encoding.UTF8.GetBytes(System.Text.Encoding.UTF8.GetString(f.Value).Replace("\n", "\r\n", StringComparison.Ordinal))]);

        Assert.Equal(RulebookReader.Sha256(files), RulebookReader.Sha256(other));
        other["issues.json"] = [.. other["issues.json"], (byte)' '];
        Assert.NotEqual(RulebookReader.Sha256(files), RulebookReader.Sha256(other));
    }
}
