using System.Runtime.CompilerServices;
using Prongsai.Bench.Fuzzing;

namespace Prongsai.Documents.Tests.Reading;

/// <summary>A few seconds of what ./bench fuzz does for hours, always the same inputs; and every input that once was too much for a reader.</summary>
public sealed class Fuzzed
{
    [Theory]
    [InlineData("text", 1500)]
    [InlineData("csv", 1500)]
    [InlineData("html", 300)]
    [InlineData("docx", 300)]
    [InlineData("xlsx", 300)]
    [InlineData("xls", 60)]
    [InlineData("extraction", 40)]
    [InlineData("pdf", 6)]
    [InlineData("rulebook-rulebook", 40)]
    [InlineData("rulebook-disclosure", 20)]
    [InlineData("rulebook-issues", 20)]
    [InlineData("rulebook-internal", 20)]
    [InlineData("rulebook-external", 20)]
    public async Task Input_is_read_or_refused_with_a_word(string reader, int inputs)
    {
        var target = FuzzTargets.All(Root()).Single(t => t.Name == reader);
        var fuzzer = new Fuzzer(target, seed: 2568);
        await fuzzer.Run(inputs, TimeSpan.FromMinutes(2), TestContext.Current.CancellationToken);
        Assert.Empty(fuzzer.Findings.Select(f => $"{Fuzzer.NameOf(f)}: {f.What}"));
        // Mutation that reaches nothing new would be no attack; a rulebook's wrong words are of few kinds.
        Assert.True(fuzzer.Tally.Kinds >= 2, "Every input gave the same result.");
    }

    /// <summary>Inputs kept in Fuzzing/Findings, named by reader.</summary>
    [Fact]
    public async Task Findings_of_the_past_are_stood()
    {
        var folder = Path.Combine(Root(), "tests", "Prongsai.Bench", "Fuzzing", "Findings");
        var targets = FuzzTargets.All(Root());
        var wrong = new List<string>();
        foreach (var file in Directory.EnumerateFiles(folder, "*.bin").Order(StringComparer.Ordinal))
        {
            var target = targets.Single(t => Path.GetFileName(file).StartsWith(t.Name + "-", StringComparison.Ordinal));
            var fuzzer = new Fuzzer(target with { Corpus = [await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken)] }, 1);
            await fuzzer.Run(0, TimeSpan.Zero, TestContext.Current.CancellationToken);
            wrong.AddRange(fuzzer.Findings.Select(f => $"{Path.GetFileName(file)}: {f.What}"));
        }
        Assert.Empty(wrong);
    }

    private static string Root([CallerFilePath] string here = "")
    {
        for (var folder = new DirectoryInfo(Path.GetDirectoryName(here)!); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Prongsai.slnx")))
            {
                return folder.FullName;
            }
        }
        throw new DirectoryNotFoundException("The tests do not lie inside the repository.");
    }
}
