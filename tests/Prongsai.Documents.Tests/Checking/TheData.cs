using System.Text;
using Prongsai.Documents.Checking;
using Prongsai.Documents.Tests.Extraction;

namespace Prongsai.Documents.Tests.Checking;

/// <summary>The files of rules/checks are read strictly.</summary>
public sealed class TheData
{
    [Fact]
    public void The_repository_s_own_files_are_read()
    {
        Assert.True(Checks.Data.Names.Count > 20);
        Assert.True(Checks.Data.Misspellings.Count > 40);
        Assert.Equal(10, Checks.Data.Indicators.Count);
        Assert.Equal(77, Checks.Data.Provinces.Distinct().Count());
    }

    [Theory]
    [InlineData("provinces.json", "\"source\"", "\"sources\"")]
    [InlineData("misspellings.json", "\"right\"", "\"correct\"")]
    [InlineData("misspellings.json", "\"rule\": \"abbreviation-misspelt\"", "\"rule\": \"no-such-rule\"")]
    [InlineData("official-names.json", "\"edits\": 4", "\"edits\": 0")]
    [InlineData("wording.json", "\"noFlaw\"", "\"noflaw\"")]
    [InlineData("doubled-words.json", "{", "[")]
    public void A_mistake_is_told_with_its_file(string file, string from, string to)
    {
        var files = Files();
        var text = Encoding.UTF8.GetString(files[file]);
        Assert.Contains(from, text, StringComparison.Ordinal);
        files[file] = Encoding.UTF8.GetBytes(text.Replace(from, to, StringComparison.Ordinal));
        Assert.Equal(file, Assert.Throws<CheckDataException>(() => CheckDataReader.Read(files)).File);
    }

    [Fact]
    public void A_missing_file_is_told()
    {
        var files = Files();
        files.Remove("indicators.json");
        Assert.Equal("indicators.json", Assert.Throws<CheckDataException>(() => CheckDataReader.Read(files)).File);
    }

    private static Dictionary<string, byte[]> Files() => Directory.GetFiles(Path.Combine(Rules.Root, "rules", "checks"), "*.json").ToDictionary(f => Path.GetFileName(f)!, File.ReadAllBytes);
}
