using System.Globalization;
using System.Text.Json;
using Prongsai.Web.Platform.CommandLine;
using Prongsai.Web.Platform.Rules;

namespace Prongsai.Web.Tests.Rules;

public sealed class RulesOnTheCommandLine : IDisposable
{
    private readonly string copy = Directory.CreateTempSubdirectory("prongsai-rules-").FullName;

    [Fact]
    public async Task The_shipped_rules_are_beside_the_binary_and_hold()
    {
        var (status, text, errors) = await Run("rules", "check");

        Assert.Equal("", errors);
        Assert.Equal(0, status);
        Assert.Contains("2567    35 items, 24 questions, ", text, StringComparison.Ordinal);
        Assert.Equal(8, text.TrimEnd().Split('\n').Length);
    }

    [Fact]
    public async Task A_mistake_is_named_and_the_status_says_so()
    {
        Copy("2567");
        var file = Path.Combine(copy, "2567", "rulebook.json");
        await File.WriteAllTextAsync(file, (await File.ReadAllTextAsync(file)).Replace("\"weight\": 0.4", "\"weight\": 0.3", StringComparison.Ordinal));

        var (status, text, _) = await Run("rules", "check", copy);

        Assert.Equal(1, status);
        Assert.Contains("rules/ita/2567/rulebook.json: weights of the tools add up to 0.9, but they must add up to 1.", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_year_without_source_and_with_a_wrong_example_is_not_good()
    {
        Copy("2567");
        File.Delete(Path.Combine(copy, "2567", "source.md"));
        var example = Path.Combine(copy, "2567", "examples", "s2.json");
        await File.WriteAllTextAsync(example, (await File.ReadAllTextAsync(example)).Replace("\"total\": 99.59", "\"total\": 99.60", StringComparison.Ordinal));

        var (status, text, _) = await Run("rules", "check", copy);

        Assert.Equal(1, status);
        Assert.Contains("rules/ita/2567/source.md: the file is missing", text, StringComparison.Ordinal);
        Assert.Contains("rules/ita/2567/examples/s2.json: total: expected 99.60, but the rules give 99.59", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_that_is_not_there_or_empty_is_said_so()
    {
        Assert.Equal(2, (await Run("rules", "check", Path.Combine(copy, "nowhere"))).Status);
        var (status, _, errors) = await Run("rules", "check", copy);

        Assert.Equal(2, status);
        Assert.Contains("holds no folder of a year", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_years_are_compared_by_kind()
    {
        var (status, text, _) = await Run("rules", "diff", "๒๕๖๗", "2568");

        Assert.Equal(0, status);
        Assert.StartsWith("ita-2567 to ita-2568: ", text, StringComparison.Ordinal);
        Assert.Matches(@"moved\s+measures-report\s+O35 → O28", text);
    }

    [Fact]
    public async Task The_comparison_is_also_json()
    {
        var (_, text, _) = await Run("rules", "diff", "2567", "2568", "--json");

        var root = JsonDocument.Parse(text).RootElement;
        Assert.Equal(64, root.GetProperty("from").GetProperty("sha256").GetString()!.Length);
        var moved = root.GetProperty("differences").EnumerateArray().First(d => d.GetProperty("subject").GetString() == "powers");
        Assert.Equal("taken-in", moved.GetProperty("change").GetString());
        Assert.Equal("O1 โครงสร้างและอำนาจหน้าที่", moved.GetProperty("to").GetString());
    }

    [Theory]
    [InlineData(2, "rules", "diff", "2567", "2999")]
    [InlineData(64, "rules", "diff", "2567")]
    [InlineData(64, "rules", "diff", "2567", "2568", "--yaml")]
    public async Task What_cannot_be_compared_is_refused(int expected, params string[] args)
    {
        var (status, text, errors) = await Run(args);

        Assert.Equal(expected, status);
        Assert.Equal("", text);
        Assert.NotEqual("", errors);
    }

    [Fact]
    public void A_set_with_a_mistake_is_not_loaded_at_all()
    {
        Copy("2567");
        File.Delete(Path.Combine(copy, "2567", "issues.json"));

        Assert.Contains("issues.json: the file is missing", Assert.Throws<Domain.Rules.RulebookException>(() => RulebookStore.Load(copy)).Message, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(copy, recursive: true);

    private static async Task<(int Status, string Text, string Errors)> Run(params string[] args)
    {
        using var stdout = new StringWriter(CultureInfo.InvariantCulture);
        using var stderr = new StringWriter(CultureInfo.InvariantCulture);
        var status = await CommandRunner.Run(Contents.Product(), args, stdout, stderr, CancellationToken.None);
        return (status, stdout.ToString(), stderr.ToString());
    }

    private void Copy(string edition)
    {
        var from = Path.Combine(RulebookStore.DefaultFolder, edition);
        foreach (var file in Directory.GetFiles(from, "*", SearchOption.AllDirectories))
        {
            var to = Path.Combine(copy, edition, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(to)!);
            File.Copy(file, to);
        }
    }
}
