using Prongsai.Documents.Writing.Reports;

namespace Prongsai.Documents.Tests.Writing;

/// <summary>Result reports printed: headers repeat on every page, no line begins with a mark, and, where PRONGSAI_PICTURES names a folder, pictures of the pages.</summary>
public sealed class ResultReportsOnPaper(Printer printer) : IClassFixture<Printer>
{
    [Theory]
    [InlineData("result-2564", 0, "วิธีการดำเนินการ")]
    [InlineData("result-2565", 0, "วิธีการดำเนินการ")]
    [InlineData("result-2567", 1, "ขั้นตอน/วิธีการปฏิบัติ")]
    public async Task Repeat_the_header_on_every_page_of_the_table_and_break_no_word(string id, int pagesBefore, string head)
    {
        Tools.Need("chromium", "pdftotext", "pdftoppm");
        using var scratch = new Scratch();
        var layout = ResultReports.Layout(id);
        var file = scratch.File("large.pdf", await printer.Pdf.Print(ResultReportForm.Build(SampleResults.Large(3), layout)));
        if (Environment.GetEnvironmentVariable("PRONGSAI_PICTURES") is { Length: > 0 } pictures)
        {
            var small = scratch.File("small.pdf", await printer.Pdf.Print(ResultReportForm.Build(SampleResults.Report(), layout)));
            Tools.Run("pdftoppm", "-r", "50", "-png", small, Path.Combine(pictures, id));
            Tools.Run("pdftoppm", "-r", "50", "-png", file, Path.Combine(pictures, id + "-large"));
        }
        // Text of a PDF has blanks within words.
        var pages = Tools.Run("pdftotext", "-layout", file, "-").Split('\f', StringSplitOptions.RemoveEmptyEntries).Select(p => p.Replace(" ", "", StringComparison.Ordinal)).ToArray();
        Assert.True(pages.Length > 3 + pagesBefore, $"only {pages.Length} pages");
        var last = pages.ToList().FindLastIndex(p => p.Contains("ช่องทางแจ้งเหตุที่ไม่", StringComparison.Ordinal));
        var of = id == "result-2565" ? 3 : last + 1;
        Assert.All(pages.Take(of).Skip(pagesBefore), p => Assert.Contains(head, p, StringComparison.Ordinal));
        var lines = Tools.Run("pdftotext", "-raw", file, "-").Split('\n', '\f').Select(l => l.Trim()).Where(l => l.Length > 0).ToList();
        Assert.All(lines, line => Assert.DoesNotMatch("^[\u0E30-\u0E3A\u0E45-\u0E4E]", line));
        Assert.All(lines, line => Assert.DoesNotMatch("[\u0E40-\u0E44]$", line));
    }
}
