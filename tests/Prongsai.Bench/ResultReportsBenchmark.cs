using System.Diagnostics;
using System.Globalization;
using System.Text;
using Prongsai.Documents.Checking;
using Prongsai.Documents.Reading;
using Prongsai.Documents.Reading.Extraction;
using Prongsai.Documents.Writing;
using Prongsai.Documents.Writing.Pdf;
using Prongsai.Documents.Writing.Reports;
using Prongsai.Domain;
using Prongsai.Domain.Rules;

namespace Prongsai.Bench;

/// <summary>A result report of 42 measures as DOCX and PDF, and the document check of that paper from its bytes.</summary>
internal sealed class ResultReportsBenchmark : IBenchmark
{
    private const int Measures = 42;

    public string Name => "result-reports";

    public string Title => "Result reports and the document check";

    public async Task<string> Measure()
    {
        var load = await Surroundings.LoadAverage();
        var layout = ResultReportLayout.ReadAll(Path.Combine(BenchmarkPage.Root, "rules", "documents", "result-report")).First(l => l.Id == "result-2567");
        var report = Report();
        var paper = ResultReportForm.Build(report, layout);
        byte[] word = [];
        var docx = Enumerable.Range(0, 31).Select(_ => Time(() => word = DocxWriter.Write(ResultReportForm.Build(report, layout)))).Skip(1).ToList();
        await using var printer = new ChromiumPdfPrinter();
        var pdf = await printer.Print(paper);
        var printed = new List<double>();
        for (var i = 0; i < 10; i++)
        {
            var clock = Stopwatch.StartNew();
            pdf = await printer.Print(paper);
            printed.Add(clock.Elapsed.TotalMilliseconds);
        }
        var rules = Directory.GetDirectories(Path.Combine(BenchmarkPage.Root, "rules", "ita")).Select(Book).ToList();
        var data = CheckDataReader.Read(Directory.GetFiles(Path.Combine(BenchmarkPage.Root, "rules", "checks"), "*.json").ToDictionary(f => Path.GetFileName(f)!, File.ReadAllBytes));
        var (reading, checking, found) = (new List<double>(), new List<double>(), 0);
        for (var i = 0; i < 13; i++)
        {
            var clock = Stopwatch.StartNew();
            var document = await DocumentReader.Read(word, "report.docx");
            var read = PaperExtractor.Extract(document, rules);
            var readAt = clock.Elapsed.TotalMilliseconds;
            clock.Restart();
            found = DocumentCheck.Check(document, read, rules, data).Count;
            if (i >= 3)
            {
                reading.Add(readAt);
                checking.Add(clock.Elapsed.TotalMilliseconds);
            }
        }
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"`./bench result-reports --write`, {DateTime.UtcNow:yyyy-MM-dd}, {Environment.ProcessorCount} cores, load average {load} when it began (above the number of cores, others were at work; the least time is nearest to a quiet machine). The report of {Measures} measures with three steps each, in the form of seven issues. Median (least–most).\n\n");
        text.Append("| Work | Time |\n|---|---|\n");
        text.Append(CultureInfo.InvariantCulture, $"| content → DOCX ({word.Length / 1024} KB), warm, 30 runs | {BenchmarkPage.Spread(docx)} |\n");
        text.Append(CultureInfo.InvariantCulture, $"| content → PDF ({pdf.Length / 1024} KB), warm browser, 10 runs | {BenchmarkPage.Spread(printed)} |\n");
        text.Append(CultureInfo.InvariantCulture, $"| that DOCX read and extracted, 10 runs | {BenchmarkPage.Spread(reading)} |\n");
        text.Append(CultureInfo.InvariantCulture, $"| the document check of it ({found} findings), 10 runs | {BenchmarkPage.Spread(checking)} |\n");
        return text.ToString();
    }

    private static Rulebook Book(string folder)
    {
        var files = RulebookReader.FileNames.Where(n => File.Exists(Path.Combine(folder, n))).ToDictionary(n => n, n => File.ReadAllBytes(Path.Combine(folder, n)));
        return RulebookReader.Read(Path.GetFileName(folder), files).OrThrow();
    }

    private static double Time(Action work)
    {
        var clock = Stopwatch.StartNew();
        work();
        return clock.Elapsed.TotalMilliseconds;
    }

    private static ResultReport Report()
    {
        var year = new FiscalYear(2568);
        return new ResultReport
        {
            Organisation = new OrganisationOnPaper("องค์การบริหารส่วนตำบลทุ่งวัดผล", "เมือง", "ตัวอย่าง"),
            Year = year,
            Results = [.. Enumerable.Range(1, Measures).Select(n => new MeasureResult(
                Guid.Empty,
                n,
                new MeasureOnPaper($"ทำผังขั้นตอนงานบริการกลุ่มที่ {n}", [], ["รวบรวมงานบริการของทุกกอง", "เขียนผังพร้อมเวลาของแต่ละขั้นแล้วให้ผู้ปฏิบัติตรวจ", "ติดผังที่จุดบริการและบนเว็บไซต์ของหน่วยงาน"], "สำนักปลัด", "1 ต.ค. 2567 – 30 ก.ย. 2568", []),
                [],
                new ResultWords($"ติดผังแล้ว {n} จุด", $"ผังขั้นตอน {n} งาน ติดแล้ว {n + 2} จุดบริการ", $"เวลารอเฉลี่ยลดลง {n} นาทีเมื่อเทียบกับปีก่อน", "ทบทวนผังทุกปี"),
                []))],
            Issues = [.. Enumerable.Range(1, 7).Select(i => new IssueOnPaper(i, $"ประเด็นวัดผลที่ {i}", [.. Enumerable.Range(1, Measures).Where(n => n % 7 == i - 1)]))],
        };
    }
}
