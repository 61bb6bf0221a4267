using System.Globalization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Prongsai.Documents.Writing;
using Prongsai.Documents.Writing.Pdf;
using Prongsai.Domain;
using Prongsai.Web.Features.Surveys.Answers;
using Prongsai.Web.Platform.Files;
using Prongsai.Web.Platform.Organisations;
using Prongsai.Web.Platform.Persistence;

namespace Prongsai.Web.Features.Surveys.Results;

/// <summary>The result as a paper: shown, and as Word and PDF.</summary>
[Authorize("surveys.read")]
internal sealed class ReportModel(AppDbContext db, ResultOf result, KeptAnswers answers, IPdfPrinter printer, CurrentOrganisation organisation, TimeProvider clock) : SurveyPage(db)
{
    public string Preview { get; private set; } = "";

    /// <summary>Of a point of service: the first day of the month reported on, as yyyy-MM-dd; the newest where none is named.</summary>
    [BindProperty(SupportsGet = true, Name = "month")]
    public string? Month { get; set; }

    /// <summary>The query that keeps the month.</summary>
    public string Query => Survey.Kind is SurveyKind.Service && Month is { Length: > 0 } ? $"&month={Uri.EscapeDataString(Month)}" : "";

    public async Task OnGet(CancellationToken stop) => Preview = await Paper(stop) is { } paper ? HtmlWriter.Write(paper, new HtmlOptions { Mode = HtmlMode.Fragment }) : "";

    public async Task<IActionResult> OnGetDocx(CancellationToken stop) =>
        await Paper(stop) is { } paper ? FileOf(DocxWriter.Write(paper), "application/vnd.openxmlformats-officedocument.wordprocessingml.document", ".docx") : NotFound();

    public async Task<IActionResult> OnGetPdf(CancellationToken stop)
    {
        if (await Paper(stop) is not { } paper)
        {
            return NotFound();
        }
        try
        {
            return FileOf(await printer.Print(paper, stop), "application/pdf", ".pdf");
        }
        catch (PdfPrintingException trouble)
        {
            ModelState.AddModelError("", trouble.Message);
            await OnGet(stop);
            return new PageResult { StatusCode = StatusCodes.Status503ServiceUnavailable };
        }
    }

    private async Task<DateOnly> Period(CancellationToken stop)
    {
        if (Survey.Kind is not SurveyKind.Service)
        {
            return Survey.Whole;
        }
        var months = await answers.Periods(Survey.Id, stop);
        return DateOnly.TryParseExact(Month, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var asked) && months.Contains(asked) ? asked : months is [var newest, ..] ? newest : Survey.Whole;
    }

    private async Task<Document?> Paper(CancellationToken stop)
    {
        var drawn = await result.Do(Survey, await Period(stop), stop);
        var card = organisation.Card;
        return drawn.IsHeld ? null : new Document
        {
            Title = $"รายงานผล{Survey.Title} {card.Name}",
            Subject = Survey.Title,
            Author = card.Name,
            Font = card.PaperFont,
            Digits = card.Digits,
            WrittenAt = clock.GetUtcNow(),
            Blocks = [.. Blocks(drawn, card)],
        };
    }

    private IEnumerable<Block> Blocks(SurveyResult drawn, OrganisationCard card)
    {
        yield return new Paragraph([new Run($"รายงานผล{Survey.Title}", Bold: true)], Alignment.Centre, KeepWithNext: true) { Points = 20 };
        yield return new Paragraph([new Run(Survey.Kind is SurveyKind.Service ? $"{card.Name} {ThaiDate.MonthYear(drawn.Period)}" : card.Name, Bold: true)], Alignment.Centre, KeepWithNext: true);
        var tested = Survey.Kind is SurveyKind.Service ? drawn.Kept.IsSealed ? "นับครบทั้งเดือนแล้ว" : "เดือนนี้ยังไม่จบ ผลยังเปลี่ยนได้" : Survey.State is SurveyState.Open ? "ผลนี้เป็นผลระหว่างเปิดรับคำตอบ ยังเปลี่ยนได้" : $"ปิดรับคำตอบเมื่อวันที่ {ThaiDate.Long(Survey.ClosedOn ?? Survey.ClosesOn ?? ThaiDate.InBangkok(clock.GetUtcNow()))}";
        yield return new Paragraph($"มีผู้ตอบ {drawn.Kept.Released} คน {tested} คำตอบเก็บโดยไม่มีชื่อ เวลา หรือหมายเลขเครื่อง สลับรวมกันก่อนนับ และไม่แสดงผลของผู้ตอบน้อยกว่า {Survey.Least} คน", Alignment.Start, firstLineIndentCm: 2.5m);
        if (drawn.Outcome is { Tool: { } total } outcome && drawn.Rules is { } book)
        {
            yield return new Heading(1, $"คะแนน {Survey.Tool} {SurveyWords.Score(total)}");
            yield return new Paragraph(SurveyWords.Margin(new(total, outcome.ToolMargin)), Alignment.Start, firstLineIndentCm: 2.5m);
            yield return new Table(
                "คะแนนรายตัวชี้วัด",
                [new("ตัวชี้วัด", 0.46m), new("คะแนน", 0.16m, Alignment.Centre), new("ซ้อมก่อน", 0.16m, Alignment.Centre), new(drawn.Last is null ? "ผลทางการก่อนหน้า" : $"ผลทางการ ปี {drawn.Last.Year}", 0.22m, Alignment.Centre)],
                [.. book.IndicatorsOf(Survey.Tool!).Select(i => new TableRow([new($"{i.No} {i.Name}"), new(SurveyWords.Score(outcome.Indicators.TryGetValue(i.No, out var score) ? score : null)), new(SurveyWords.Score(drawn.RehearsedOf(Prongsai.Domain.Assessment.Target.Indicator(i.No)))), new(SurveyWords.Score(drawn.LastOf(Prongsai.Domain.Assessment.Target.Indicator(i.No))))]))]);
        }
        yield return new Heading(1, "คำตอบรายข้อ");
        yield return new Table(
            "คำตอบรายข้อ",
            [new("ข้อ", 0.08m, Alignment.Centre), new("คำถาม", 0.37m), new("จำนวนผู้ตอบและคำตอบ", 0.41m), new("คะแนน", 0.14m, Alignment.Centre)],
            [.. drawn.Lines.Select(l => new TableRow([new(l.Question.Code), new(l.Question.SubItems.Count > 0 ? $"{l.Question.Text} {l.Question.SubItems[l.SubItem]}" : l.Question.Text), new TableCell(Chosen(l)), new(SurveyWords.Score(l.Score?.Value))]))]);
        if (drawn.Kept.IsSealed)
        {
            yield return new Heading(1, "คุณภาพของข้อมูล");
            yield return new ListItems([.. drawn.Quality().Select(q => $"{q.Term} {q.Words}")], Numbered: false);
        }
    }

    /// <summary>A line for each option somebody chose, in the order of the form: "46 คน มีมาก". Options nobody chose share one.</summary>
    private List<string> Chosen(ResultLine line)
    {
        if (line.Spread.Answered == 0)
        {
            return [$"ผู้ตอบข้อนี้น้อยกว่า {Survey.Least} คน จึงไม่แสดง"];
        }
        var chosen = line.Question.Options.Zip(line.Spread.Counts).Where(o => o.Second > 0).Select(o => $"{o.Second} คน {o.First}").ToList();
        return chosen.Count == line.Question.Options.Count ? chosen : [.. chosen, "ตัวเลือกอื่นไม่มีผู้เลือก"];
    }

    private FileContentResult FileOf(byte[] bytes, string type, string extension) => File(bytes, type, FileStore.SafeName($"รายงานผล {Survey.Title}{extension}"));
}
