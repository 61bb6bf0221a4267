using System.Text;
using Prongsai.Domain.Assessment;
using Prongsai.Domain.Rules;

namespace Prongsai.Domain.Tests.Rules;

/// <summary>Every worked example of every year, replayed through the product's scoring.</summary>
public sealed class WorkedExamples
{
    public static TheoryData<string> Files => [.. RuleFiles.Examples];

    public static TheoryData<string> Editions => [.. RuleFiles.Editions];

    [Theory]
    [MemberData(nameof(Files))]
    public void Still_scores_as_it_did(string file)
    {
        var example = RuleFiles.Example(file);

        Assert.Empty(example.Replay(RuleFiles.Load(file[..file.IndexOf('/', StringComparison.Ordinal)])));
    }

    [Theory]
    [MemberData(nameof(Editions))]
    public void Every_year_has_at_least_three_and_one_at_the_edge_of_a_level(string edition)
    {
        var files = RuleFiles.Examples.Where(f => f.StartsWith(edition + "/", StringComparison.Ordinal)).ToArray();

        Assert.True(files.Length >= 3, $"{edition} has {files.Length} examples.");
        Assert.Contains(files, f => f.Contains("reached-by-rounding", StringComparison.Ordinal) || f.Contains("all-tools-at", StringComparison.Ordinal));
    }

    [Fact]
    public void A_wrong_expectation_is_named_with_both_figures()
    {
        var example = WorkedExample.Read("x.json", Encoding.UTF8.GetBytes(
            """{ "name": "n", "how": "by-hand", "source": "s", "given": { "scores": { "ind9": 100, "ind10": 50 }, "itemsMissing": ["O99"] }, "expected": { "scores": { "OIT": 76, "total": 1 }, "level": "A" } }"""));

        Assert.Equal(
            [
                "x.json: itemsMissing names O99, which this year does not have.",
                "x.json: OIT: expected 76, but the rules give 75 (75).",
                "x.json: total: expected 1, but it cannot be computed from what is given.",
                "x.json: level: expected A, but the rules give none.",
            ],
            example.Replay(RuleFiles.Load("2567")).Select(p => p.ToString()));
    }

    [Theory]
    [InlineData("""{ "name": "n", "how": "guessed", "source": "s", "given": {}, "expected": { "scores": {}, "level": "A" } }""", "how is \"guessed\"")]
    [InlineData("""{ "name": "n", "how": "seed", "given": {}, "expected": { "scores": {}, "level": "A" } }""", "source")]
    [InlineData("""{ "name": "n", "how": "seed", "source": "s", "given": {}, "expected": { "scores": {}, "level": "A" }, "extra": 1 }""", "extra")]
    public void An_example_is_read_strictly(string json, string says)
    {
        var refused = Assert.Throws<RulebookException>(() => WorkedExample.Read("x.json", Encoding.UTF8.GetBytes(json)));

        Assert.Contains(says, refused.Message, StringComparison.Ordinal);
    }
}
