using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Authorization;
using Microsoft.EntityFrameworkCore;
using Prongsai.Documents.Writing;
using Prongsai.Web.Platform.Files;
using Prongsai.Web.Platform.Persistence;
using Outcomes = Microsoft.AspNetCore.Http.Results;

namespace Prongsai.Web.Features.Surveys.Results;

/// <summary>The sums as files. They hold what the page of results shows, drawn up by the same code, and nothing below it.</summary>
internal static class Exports
{
    private static readonly (string Title, int Width)[] Columns = [("ข้อ", 8), ("คำถาม", 60), ("ข้อย่อย", 30), ("ตัวเลือก", 30), ("จำนวนผู้ตอบ", 14), ("คะแนนข้อ", 12)];

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        Give("csv", (result, response) =>
        {
            var lines = Rows(result).Select(r => SpreadsheetSafe.CsvLine(r.Select(c => Convert.ToString(c, CultureInfo.InvariantCulture)))).Prepend(SpreadsheetSafe.CsvLine(Columns.Select(c => c.Title)));
            return Outcomes.Text("\uFEFF" + string.Join("\r\n", lines) + "\r\n", "text/csv", Encoding.UTF8);
        });
        Give("xlsx", (result, _) => Outcomes.Bytes(PlainSheet.Write("ผลรวม", Columns, Rows(result)), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"));
        Give("json", (result, _) => Outcomes.Json(
            new
            {
                survey = result.Survey.Title,
                year = result.Survey.Year.Value,
                respondents = result.Kept.Released,
                least = result.Survey.Least,
                rulebook = result.Survey.RulebookId is { } id ? new { id, sha256 = result.Survey.RulebookSha256 } : null,
                tool = result.Survey.Tool,
                score = result.Outcome?.Tool,
                indicators = result.Outcome?.Indicators.Select(i => new { no = i.Key, score = i.Value }),
                questions = result.Lines.Select(l => new { code = l.Question.Code, text = l.Question.Text, subItem = l.Question.SubItems.Count > 0 ? l.Question.SubItems[l.SubItem] : null, score = l.Score?.Value, options = l.Question.Options.Zip(l.Spread.Counts, (option, count) => new { option, count }) }),
            },
            JsonForm.Options));

        void Give(string extension, Func<SurveyResult, HttpResponse, IResult> write) => endpoints.MapGet("/surveys/{id:guid}/results." + extension, [Authorize("surveys.read")] async (Guid id, string? month, HttpResponse response, AppDbContext db, ResultOf result, CancellationToken stop) =>
        {
            if (await db.Surveys.FirstOrDefaultAsync(s => s.Id == id, stop) is not { } survey)
            {
                return Outcomes.NotFound();
            }
            var period = DateOnly.TryParseExact(month, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var asked) ? asked : Survey.Whole;
            var drawn = await result.Do(survey, period, stop);
            if (drawn.IsHeld)
            {
                return Outcomes.Text($"ยังไม่มีผลให้แสดง ผู้ตอบน้อยกว่า {survey.Least} คน\n", "text/plain", Encoding.UTF8, StatusCodes.Status409Conflict);
            }
            response.Headers.ContentDisposition = FileStore.Disposition($"ผล {survey.Title}.{extension}", inline: false);
            return write(drawn, response);
        });
    }

    private static IEnumerable<IReadOnlyList<object?>> Rows(SurveyResult result) =>
        from line in result.Lines
        from option in line.Question.Options.Select((text, i) => (text, Count: line.Spread.Counts[i]))
        select (IReadOnlyList<object?>)[line.Question.Code, line.Question.Text, line.Question.SubItems.Count > 0 ? line.Question.SubItems[line.SubItem] : "", option.text, option.Count, line.Score is { } score ? Math.Round(score.Value, 2, MidpointRounding.AwayFromZero) : null];
}
