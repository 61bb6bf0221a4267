using System.Diagnostics;
using System.Globalization;
using System.Text;
using Prongsai.Documents.Writing;
using Prongsai.Documents.Writing.Pdf;
using Prongsai.Documents.Writing.Reports;
using Prongsai.Domain.Analysis;
using Prongsai.Domain.Assessment;
using Prongsai.Domain.Rules;

namespace Prongsai.Bench;

/// <summary>An analysis report as DOCX and PDF, against LibreOffice turning the same DOCX into a PDF.</summary>
internal sealed class ReportsBenchmark : IBenchmark
{
    public string Name => "reports";

    public string Title => "Reports";

    public async Task<string> Measure()
    {
        var folder = Directory.CreateTempSubdirectory("prongsai-bench-").FullName;
        try
        {
            return await Measure(folder);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<string> Measure(string folder)
    {
        var load = await Surroundings.LoadAverage();
        var report = Report();
        var layout = AnalysisLayout.For(report.Analysis.Verification.Rulebook.Year, AnalysisLayout.ReadAll(Path.Combine(BenchmarkPage.Root, "rules", "documents", "analysis")))!;

        var docx = new List<double>();
        byte[] word = [];
        Document paper = AnalysisForms.Build(report, layout);
        var firstDocx = Time(() => word = DocxWriter.Write(paper));
        for (var i = 0; i < 30; i++)
        {
            docx.Add(Time(() => word = DocxWriter.Write(AnalysisForms.Build(report, layout))));
        }
        var allocated = GC.GetAllocatedBytesForCurrentThread();
        word = DocxWriter.Write(AnalysisForms.Build(report, layout));
        allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;
        var wordFile = Path.Combine(folder, "report.docx");
        await File.WriteAllBytesAsync(wordFile, word);

        await using var printer = new ChromiumPdfPrinter();
        var clock = Stopwatch.StartNew();
        var pdf = await printer.Print(paper);
        var cold = clock.Elapsed.TotalMilliseconds;
        var warm = new List<double>();
        for (var i = 0; i < 12; i++)
        {
            clock.Restart();
            pdf = await printer.Print(paper);
            warm.Add(clock.Elapsed.TotalMilliseconds);
        }
        long chromiumMemory;
        using (var memory = new ProcessMemory(printer.ProcessId!.Value)) // apart from the timed runs: looking at memory takes time
        {
            for (var i = 0; i < 3; i++)
            {
                await printer.Print(paper);
            }
            chromiumMemory = memory.PeakMegabytes;
        }
        var ownPages = Pages(pdf);

        var fonts = FontAliases.Write(folder);
        var (_, officeMemory) = Office(folder, fonts, [wordFile], watch: true); // makes the profile too: it is not counted
        var office = Enumerable.Range(0, 7).Select(_ => Office(folder, fonts, [wordFile], watch: false).Milliseconds).ToList();
        var many = Enumerable.Range(0, 8).Select(i => Path.Combine(folder, $"copy{i}.docx")).ToArray();
        foreach (var copy in many)
        {
            File.Copy(wordFile, copy);
        }
        var batch = Office(folder, fonts, many, watch: false).Milliseconds / many.Length;
        var officePages = Pages(await File.ReadAllBytesAsync(Path.Combine(folder, "report.pdf")));

        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"`./bench reports --write`, {DateTime.UtcNow:yyyy-MM-dd}, {Environment.ProcessorCount} cores, load average {load} when it began (above the number of cores, others were at work and only the ratios mean something; the least time is nearest to a quiet machine). The analysis report of seven issues (rules of 2567, no advice library), {ownPages} pages as PDF; LibreOffice lays the same DOCX out on {officePages}. Median (least–most).\n\n");
        text.Append("| Work | Time | Peak memory |\n|---|---|---|\n");
        text.Append(CultureInfo.InvariantCulture, $"| content → DOCX ({word.Length / 1024} KB), warm, 30 runs | {BenchmarkPage.Spread(docx)} | {allocated / 1024 / 1024.0:0.0} MB allocated |\n");
        text.Append(CultureInfo.InvariantCulture, $"| content → DOCX, first in the process | {firstDocx:0} ms | |\n");
        text.Append(CultureInfo.InvariantCulture, $"| content → HTML → PDF ({pdf.Length / 1024} KB) by warm Chromium, 12 runs | {BenchmarkPage.Spread(warm)} | {chromiumMemory} MB (all its processes, PSS) |\n");
        text.Append(CultureInfo.InvariantCulture, $"| the same, Chromium started for it | {cold:0} ms | |\n");
        text.Append(CultureInfo.InvariantCulture, $"| DOCX → PDF by LibreOffice, a process each, 7 runs | {BenchmarkPage.Spread(office)} | {officeMemory} MB (PSS) |\n");
        text.Append(CultureInfo.InvariantCulture, $"| DOCX → PDF by LibreOffice, 8 files in one process, each | {batch:0} ms | |\n\n");
        text.Append(CultureInfo.InvariantCulture, $"Warm Chromium takes {BenchmarkPage.Median(warm) / BenchmarkPage.Median(office):0.00} of LibreOffice's time for one file, and {BenchmarkPage.Median(warm) / batch:0.00} of its time per file in a batch. Aims: DOCX under 50 ms; PDF under half of LibreOffice's time.\n");
        return text.ToString();
    }

    /// <summary>The report as a paper, for other benchmarks.</summary>
    internal static Document Paper()
    {
        var report = Report();
        return AnalysisForms.Build(report, AnalysisLayout.For(report.Analysis.Verification.Rulebook.Year, AnalysisLayout.ReadAll(Path.Combine(BenchmarkPage.Root, "rules", "documents", "analysis")))!);
    }

    /// <summary>A report of a made-up office with a score for every question and item of the year.</summary>
    private static AnalysisReport Report()
    {
        var folder = Path.Combine(BenchmarkPage.Root, "rules", "ita", "2567");
        var rules = RulebookReader.Read("rules/ita/2567", RulebookReader.FileNames.Where(n => File.Exists(Path.Combine(folder, n))).ToDictionary(n => n, n => File.ReadAllBytes(Path.Combine(folder, n)))).OrThrow();
        var scores = new Dictionary<string, decimal>(StringComparer.Ordinal);
        foreach (var (question, i) in rules.Questions.Select((q, i) => (q, i)))
        {
            scores[question.Code] = Math.Round(100m - 20m * (i * 7 % 15) / 49m, 2);
        }
        foreach (var item in rules.Items)
        {
            scores[item.Code] = item.Number % 11 == 0 ? 0 : 100;
        }
        var verification = Verifier.Verify(rules, new Figures { Year = rules.Year, Scores = scores });
        return new AnalysisReport
        {
            Analysis = Analyst.Analyse(verification, Thresholds.Default, AdviceLibrary.Empty),
            Organisation = new OrganisationOnPaper("องค์การบริหารส่วนตำบลบ้านตัวอย่าง", "เมืองตัวอย่าง", "ตัวอย่าง"),
            Date = new DateOnly(2024, 11, 20),
            Signatories = [new Signatory(null, "ปลัดองค์การบริหารส่วนตำบลบ้านตัวอย่าง")],
        };
    }

    private static (double Milliseconds, long PeakMegabytes) Office(string folder, string fonts, IReadOnlyList<string> files, bool watch)
    {
        var start = new ProcessStartInfo("soffice") { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        foreach (var argument in (string[])[$"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", "pdf", "--outdir", folder, .. files])
        {
            start.ArgumentList.Add(argument);
        }
        start.Environment[FontAliases.EnvironmentVariable] = fonts;
        var clock = Stopwatch.StartNew();
        using var process = Process.Start(start)!;
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        long peak = 0;
        if (watch)
        {
            using var memory = new ProcessMemory(process.Id);
            process.WaitForExit();
            peak = memory.PeakMegabytes;
        }
        process.WaitForExit();
        var time = clock.Elapsed.TotalMilliseconds;
        return process.ExitCode == 0 ? (time, peak) : throw new InvalidOperationException($"LibreOffice ended with {process.ExitCode}.");
    }

    private static int Pages(byte[] pdf)
    {
        var start = new ProcessStartInfo("pdfinfo", "-") { RedirectStandardInput = true, RedirectStandardOutput = true, UseShellExecute = false };
        using var process = Process.Start(start)!;
        process.StandardInput.BaseStream.Write(pdf);
        process.StandardInput.Close();
        var line = process.StandardOutput.ReadToEnd().Split('\n').First(l => l.StartsWith("Pages:", StringComparison.Ordinal));
        return int.Parse(line["Pages:".Length..], NumberStyles.AllowLeadingWhite, CultureInfo.InvariantCulture);
    }

    private static double Time(Action work)
    {
        var clock = Stopwatch.StartNew();
        work();
        return clock.Elapsed.TotalMilliseconds;
    }
}
