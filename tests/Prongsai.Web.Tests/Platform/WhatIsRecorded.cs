using System.Text.RegularExpressions;

namespace Prongsai.Web.Tests.Platform;

public sealed class WhatIsRecorded
{
    /// <summary>A kind of change without a Thai title would stand on the screen in English.</summary>
    [Fact]
    public void Has_a_thai_title_for_every_kind_of_change()
    {
        var root = Repository();
        var titles = Contents.Product().ChangeTitles;
        var untitled = Directory.GetFiles(Path.Combine(root, "src", "Prongsai.Web"), "*.cs", SearchOption.AllDirectories)
            .Where(f => !f.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .SelectMany(f => Regex.Matches(File.ReadAllText(f), @"\.Record\(\s*(?:[^;]*?\?\s*)?""(?<kind>[a-z.-]+)""(?:\s*:\s*""(?<kind>[a-z.-]+)"")?", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(5)))
            .SelectMany(m => m.Groups["kind"].Captures.Select(c => c.Value))
            .Where(k => !titles.ContainsKey(k));
        Assert.Empty(untitled);
    }

    private static string Repository()
    {
        var at = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(at, "Prongsai.slnx")))
        {
            at = Path.GetDirectoryName(at) ?? throw new InvalidOperationException("The repository was not found above the tests.");
        }
        return at;
    }
}
