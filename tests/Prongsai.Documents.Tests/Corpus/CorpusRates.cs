using System.Globalization;
using System.Text;
using System.Text.Json;
using Prongsai.Documents.Reading;
using Prongsai.Documents.Reading.Extraction;
using Prongsai.Documents.Tests.Extraction;

namespace Prongsai.Documents.Tests.Corpus;

/// <summary>
/// Reads a corpus of made-up papers in six formats and holds the rate of exactly read values to a floor. With PRONGSAI_RATES=FILE the
/// table of docs/reading.md is written there, with the misses beside it.
/// </summary>
public sealed class CorpusRates(ITestOutputHelper output)
{
    private static readonly string[] Plain = ["text", "wrapped", "markdown", "csv", "docx", "xlsx"];

    [Theory]
    [InlineData("open", 0.995)]
    [InlineData("held-out", 0.99)]
    public async Task Made_papers_are_read_exactly(string set, double floor)
    {
        var heldOut = set == "held-out";
        var board = new Scoreboard();
        var samples = Samples(heldOut ? (FreshSeeds ?? [9001, 9002]) : [11, 12], heldOut, [.. Plain]);
        foreach (var sample in samples)
        {
            Keep(sample);
            board.Judge(sample, await Read(sample));
        }
        Report(set, board, samples.Count);
        Assert.True(samples.Count >= 40);
        Assert.InRange(Share(board.Everything), floor, 1);
        foreach (var field in (string[])["papers", "organisation", "year", "total", "level", "indicators", "questions", "items", "measures: number", "measure: title", "measure: steps"])
        {
            Assert.True(board.Rate(field) >= floor - 0.03, $"{field}: {board[field]}\n" + string.Join('\n', board.Misses.Where(m => m.Contains($": {field}:", StringComparison.Ordinal)).Take(12)));
        }
    }

    [Theory]
    [InlineData("open, PDF", 0.97)]
    [InlineData("held-out, PDF", 0.95)]
    public async Task Made_papers_are_read_from_pdf(string set, double floor)
    {
        var heldOut = set.StartsWith("held", StringComparison.Ordinal);
        var board = new Scoreboard();
        var samples = Samples(heldOut ? (FreshSeeds ?? [9003]) : [13], heldOut, ["docx"]);
        var pdfs = OfficeRendering.Pdf([.. samples.Select(s => s.Bytes)]);
        if (pdfs is null)
        {
            Assert.Skip("LibreOffice, which prints the corpus as PDF, is not installed.");
        }
        for (var i = 0; i < samples.Count; i++)
        {
            var sample = samples[i] with { Bytes = pdfs[i], Format = "pdf", FileName = Path.ChangeExtension(samples[i].FileName, "pdf"), Name = samples[i].Name.Replace("docx", "pdf", StringComparison.Ordinal) };
            Keep(sample);
            board.Judge(sample, await Read(sample));
        }
        Report(set, board, samples.Count);
        Assert.InRange(Share(board.Everything), floor, 1);
    }

    [Fact]
    public async Task Hand_made_papers_are_read_exactly()
    {
        var board = new Scoreboard();
        var samples = HandMade().ToList();
        foreach (var sample in samples)
        {
            board.Judge(sample, await Read(sample));
        }
        Report("hand-made", board, samples.Count);
        Assert.True(samples.Count >= 10);
        Assert.True(Share(board.Everything) >= 0.97, string.Join('\n', board.Misses));
    }

    /// <summary>PRONGSAI_FRESH=7001,7002 reads papers of other seeds instead of the held-out ones: for looking at what was never looked at.</summary>
    private static int[]? FreshSeeds => Environment.GetEnvironmentVariable("PRONGSAI_FRESH") is { Length: > 0 } seeds ? [.. seeds.Split(',').Select(s => int.Parse(s, CultureInfo.InvariantCulture))] : null;

    private static double Share((int Right, int All) count) => count.All == 0 ? 0 : count.Right / (double)count.All;

    private static async Task<Domain.Papers.PaperReading> Read(Sample sample) =>
        PaperExtractor.Extract(await DocumentReader.Read(sample.Bytes, sample.FileName), Rules.All);

    private static List<Sample> Samples(int[] seeds, bool heldOut, string[] formats)
    {
        var samples = new List<Sample>();
        foreach (var seed in seeds)
        {
            foreach (var (shape, s) in Generator.Shapes.Select((x, i) => (x, i)))
            {
                foreach (var (format, f) in formats.Select((x, i) => (x, i)))
                {
                    var own = (seed * 1000) + (s * 10) + f;
                    var (elements, truths) = new Generator(own, heldOut).Make(shape);
                    samples.Add(new Sample($"{shape}-{own.ToString(CultureInfo.InvariantCulture)}.{format}", shape, format, Render(elements, format, own), $"paper.{Extension(format)}", truths));
                }
            }
        }
        return samples;
    }

    private static byte[] Render(IReadOnlyList<Element> elements, string format, int seed) => format switch
    {
        "wrapped" => PlainRendering.Wrapped(elements, new Random(seed)),
        "text" => PlainRendering.Text(elements),
        "markdown" => PlainRendering.Markdown(elements),
        "csv" => PlainRendering.Csv(elements),
        "docx" => OfficeRendering.Docx(elements),
        _ => OfficeRendering.Xlsx(elements),
    };

    private static string Extension(string format) => format switch { "text" or "wrapped" => "txt", "markdown" => "md", _ => format };

    /// <summary>Papers written by hand, each beside its truth: name.txt and name.truth.json.</summary>
    private static IEnumerable<Sample> HandMade()
    {
        var folder = Path.Combine(Rules.Root, "tests", "Prongsai.Documents.Tests", "Corpus", "HandMade");
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web) { UnmappedMemberHandling = System.Text.Json.Serialization.JsonUnmappedMemberHandling.Disallow };
        foreach (var truth in Directory.GetFiles(folder, "*.truth.json").Order(StringComparer.Ordinal))
        {
            var name = Path.GetFileName(truth).Replace(".truth.json", string.Empty, StringComparison.Ordinal);
            var paper = Directory.GetFiles(folder, name + ".*").Single(p => p != truth);
            yield return new Sample(name, "hand-made", "hand-made", File.ReadAllBytes(paper), Path.GetFileName(paper), JsonSerializer.Deserialize<List<Truth>>(File.ReadAllText(truth), options)!);
        }
    }

    /// <summary>With PRONGSAI_CORPUS=FOLDER, the papers are kept there for a look.</summary>
    private static void Keep(Sample sample)
    {
        if (Environment.GetEnvironmentVariable("PRONGSAI_CORPUS") is { Length: > 0 } folder)
        {
            Directory.CreateDirectory(folder);
            File.WriteAllBytes(Path.Combine(folder, sample.Name), sample.Bytes);
        }
    }

    private void Report(string set, Scoreboard board, int samples)
    {
        var text = new StringBuilder();
        var groups = board.Groups.Order(StringComparer.Ordinal).ToList();
        text.Append(CultureInfo.InvariantCulture, $"### {set}: {samples} papers\n\n| Field | all | {string.Join(" | ", groups)} |\n|---|---|{string.Concat(groups.Select(_ => "---|"))}\n");
        foreach (var field in board.Fields)
        {
            text.Append(CultureInfo.InvariantCulture, $"| {field} | {Cell(board[field])} | {string.Join(" | ", groups.Select(g => Cell(board.Of(field, g))))} |\n");
        }
        text.Append(CultureInfo.InvariantCulture, $"| **all values** | {Cell(board.Everything)} | {string.Join(" | ", groups.Select(g => Cell(Sum(board, g))))} |\n\n");
        output.WriteLine(text.ToString());
        foreach (var miss in board.Misses.Take(60))
        {
            output.WriteLine(miss);
        }
        if (Environment.GetEnvironmentVariable("PRONGSAI_RATES") is { Length: > 0 } path)
        {
            File.AppendAllText(path, text.ToString());
            File.AppendAllLines(path + ".misses", board.Misses.Prepend("## " + set));
        }
    }

    private static (int Right, int All) Sum(Scoreboard board, string group)
    {
        var counts = board.Fields.Select(f => board.Of(f, group)).ToList();
        return (counts.Sum(c => c.Right), counts.Sum(c => c.All));
    }

    private static string Cell((int Right, int All) count) => count.All == 0 ? "–" : string.Create(CultureInfo.InvariantCulture, $"{100.0 * count.Right / count.All:0.0} % ({count.Right}/{count.All})");
}
