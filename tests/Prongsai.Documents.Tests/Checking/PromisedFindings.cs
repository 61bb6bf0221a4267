using System.Text.Json;
using Prongsai.Documents.Checking;
using Prongsai.Documents.Reading;
using Prongsai.Documents.Reading.Extraction;
using Prongsai.Documents.Tests.Extraction;

namespace Prongsai.Documents.Tests.Checking;

/// <summary>The JSON of prongsai check keeps its promised shape, and the document of the rules names every rule.</summary>
public sealed class PromisedFindings
{
    [Fact]
    public async Task The_json_follows_the_schema()
    {
        var text = CleanPapers.MemoReport.Replace("เผยแพร่รายงาน", "เผยแพร่เผยแพร่รายงานของ อปต.โคกพะยอม ทาง อปต.โคกพะยอม", StringComparison.Ordinal);
        var document = await DocumentReader.Read(System.Text.Encoding.UTF8.GetBytes(text), "paper.txt");
        var reading = PaperExtractor.Extract(document, Rules.All);
        var file = new CheckedFile(reading, DocumentCheck.Check(document, reading, Rules.All, Checks.Data));
        Assert.Equal(1, file.ExitStatus);
        var json = JsonDocument.Parse(CheckJson.Write([file])).RootElement;
        Assert.Empty(SchemaCheck.OfCheck.Check(json));
        Assert.Contains(json.EnumerateArray(), f => f.GetProperty("rule").GetString() == "abbreviation-misspelt" && f.GetProperty("at").GetProperty("line").GetInt32() == 9 && f.GetProperty("alsoAt").GetArrayLength() == 1);
    }

    [Fact]
    public async Task A_clean_paper_gives_an_empty_array_and_zero()
    {
        var document = await DocumentReader.Read(System.Text.Encoding.UTF8.GetBytes(CleanPapers.ResultTown), "paper.txt");
        var reading = PaperExtractor.Extract(document, Rules.All);
        var file = new CheckedFile(reading, DocumentCheck.Check(document, reading, Rules.All, Checks.Data));
        Assert.Equal(0, file.ExitStatus);
        Assert.Equal(0, JsonDocument.Parse(CheckJson.Write([file])).RootElement.GetArrayLength());
    }

    [Fact]
    public void The_document_names_every_rule()
    {
        var text = File.ReadAllText(Path.Combine(Rules.Root, "docs", "document-check.md"));
        Assert.All(DocumentCheck.RuleNames, r => Assert.Contains($"`{r}`", text, StringComparison.Ordinal));
    }
}
