using System.Diagnostics;
using System.Globalization;
using System.Text;
using Prongsai.Documents.Reading;
using Prongsai.Documents.Reading.Extraction;
using Prongsai.Documents.Writing;
using Prongsai.Documents.Writing.Pdf;
using Prongsai.Domain.Assessment;
using Prongsai.Domain.Papers;
using Prongsai.Domain.Rules;

namespace Prongsai.Bench;

/// <summary>
/// Reading and verifying papers: each seed and the worked example as text, then the same report as DOCX and PDF against programs that only
/// convert it to text (LibreOffice, pdftotext) in the same run.
/// </summary>
internal sealed class ReadingBenchmark : IBenchmark
{
    private const int Runs = 15;

    public string Name => "reading";

    public string Title => "Reading";

    public async Task<string> Measure()
    {
        var rules = Rulebooks();
        var papers = Papers();
        var load = await Surroundings.LoadAverage();
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"`./bench reading --write`, {DateTime.UtcNow:yyyy-MM-dd}, {Environment.ProcessorCount} cores, load average {load} when it began. Bytes → text and tables → figures → verified, in one process after a first reading; {Runs} runs, median (least–most). Aim: under 100 ms a seed.\n\n");
        text.Append("| Paper | Size | Read and verified |\n|---|---|---|\n");
        await All(papers[0].Name, papers[0].Bytes, rules);
        foreach (var (name, bytes) in papers)
        {
            text.Append(CultureInfo.InvariantCulture, $"| {name} | {bytes.Length / 1024} KB | {BenchmarkPage.Spread(await Timed(name, bytes, rules))} |\n");
        }
        var clock = Stopwatch.StartNew();
        var read = 0;
        while (clock.Elapsed < TimeSpan.FromSeconds(5))
        {
            var (name, bytes) = papers[read++ % papers.Count];
            await All(name, bytes, rules);
        }
        text.Append(CultureInfo.InvariantCulture, $"\nOver these papers in turn, on one thread: {read / clock.Elapsed.TotalSeconds:0} papers a second.\n\n");
        await Converters(text, rules);
        return text.ToString();
    }

    private static async Task Converters(StringBuilder text, List<Rulebook> rules)
    {
        var folder = Directory.CreateTempSubdirectory("prongsai-bench-").FullName;
        try
        {
            var paper = ReportsBenchmark.Paper();
            var docx = DocxWriter.Write(paper);
            await using var printer = new ChromiumPdfPrinter();
            var pdf = await printer.Print(paper);
            var (docxFile, pdfFile) = (Path.Combine(folder, "paper.docx"), Path.Combine(folder, "paper.pdf"));
            await File.WriteAllBytesAsync(docxFile, docx);
            await File.WriteAllBytesAsync(pdfFile, pdf);
            string[] toText = [$"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", "txt:Text", "--outdir", folder, docxFile];
            Run("soffice", toText); // makes its profile; not counted
            var office = Enumerable.Range(0, 5).Select(_ => Run("soffice", toText)).ToList();
            var poppler = Enumerable.Range(0, 9).Select(_ => Run("pdftotext", ["-layout", pdfFile, Path.Combine(folder, "paper.txt")])).ToList();
            var ownDocx = await Timed("paper.docx", docx, rules);
            var ownPdf = await Timed("paper.pdf", pdf, rules);
            text.Append("The analysis report of seven issues, read back, beside a program that only turns it into text:\n\n| Paper | Prongsai: read and verified | Peer: text only | Ratio of medians |\n|---|---|---|---|\n");
            text.Append(CultureInfo.InvariantCulture, $"| DOCX, {docx.Length / 1024} KB | {BenchmarkPage.Spread(ownDocx)} | LibreOffice {BenchmarkPage.Spread(office)} | {BenchmarkPage.Median(ownDocx) / BenchmarkPage.Median(office):0.00} |\n");
            text.Append(CultureInfo.InvariantCulture, $"| PDF, {pdf.Length / 1024} KB | {BenchmarkPage.Spread(ownPdf)} | pdftotext {BenchmarkPage.Spread(poppler)} | {BenchmarkPage.Median(ownPdf) / BenchmarkPage.Median(poppler):0.00} |\n");
            text.Append("\nA PDF is read through pdftotext and pdftoppm as child processes, which the reader's time contains.\n");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<List<double>> Timed(string name, byte[] bytes, List<Rulebook> rules)
    {
        await All(name, bytes, rules);
        var times = new List<double>();
        for (var i = 0; i < Runs; i++)
        {
            var clock = Stopwatch.StartNew();
            await All(name, bytes, rules);
            times.Add(clock.Elapsed.TotalMilliseconds);
        }
        return times;
    }

    /// <summary>From bytes to verdicts; throws when nothing was found, so that an empty reading is never measured.</summary>
    private static async Task All(string name, byte[] bytes, List<Rulebook> rules)
    {
        var source = await DocumentReader.Read(bytes, name);
        var reading = PaperExtractor.Extract(source, rules);
        if (reading.Papers.Count == 0)
        {
            throw new InvalidOperationException($"Nothing was read from {name}.");
        }
        foreach (var paper in reading.Papers)
        {
            if (paper.Year is { } year && rules.FirstOrDefault(r => r.Year.Value == year.Value) is { } rulebook && paper.Indicators.Count > 0)
            {
                Verifier.Verify(rulebook, PaperFigures.From(paper, rulebook));
            }
        }
    }

    private static List<(string Name, byte[] Bytes)> Papers()
    {
        var papers = new List<(string, byte[])>();
        var seeds = Environment.GetEnvironmentVariable("PRONGSAI_SEEDS") ?? Path.Combine(BenchmarkPage.Root, "..", "shared", "seeds");
        if (Directory.Exists(seeds))
        {
            papers.AddRange(Directory.EnumerateFiles(seeds, "*.txt").Order(StringComparer.Ordinal).Select((f, i) => ($"seed S{i}", File.ReadAllBytes(f))));
        }
        papers.AddRange(Directory.EnumerateFiles(Path.Combine(BenchmarkPage.Root, "examples"), "*.txt").Order(StringComparer.Ordinal).Select(f => (Path.GetFileName(f), File.ReadAllBytes(f))));
        return papers;
    }

    private static List<Rulebook> Rulebooks()
    {
        var folder = Path.Combine(BenchmarkPage.Root, "rules", "ita");
        return [.. Directory.EnumerateDirectories(folder).Order(StringComparer.Ordinal).Select(year => RulebookReader.Read(
            $"rules/ita/{Path.GetFileName(year)}",
            RulebookReader.FileNames.Where(n => File.Exists(Path.Combine(year, n))).ToDictionary(n => n, n => File.ReadAllBytes(Path.Combine(year, n)))).OrThrow())];
    }

    private static double Run(string program, string[] arguments)
    {
        var start = new ProcessStartInfo(program) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }
        var clock = Stopwatch.StartNew();
        using var process = Process.Start(start)!;
        process.StandardOutput.ReadToEnd();
        process.StandardError.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? clock.Elapsed.TotalMilliseconds : throw new InvalidOperationException($"{program} ended with {process.ExitCode}.");
    }
}
