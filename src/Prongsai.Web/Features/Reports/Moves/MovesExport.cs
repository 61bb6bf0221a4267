using System.Globalization;
using System.Text;
using Prongsai.Documents.Writing;
using Prongsai.Web.Platform.Files;

namespace Prongsai.Web.Features.Reports.Moves;

/// <summary>The comparison as CSV and XLSX.</summary>
internal static class MovesExport
{
    private static readonly string[] Header = ["ปีของมาตรการ", "มาตรการที่", "มาตรการ", "คะแนนที่มุ่ง", "ก่อน", "หลัง", "ต่าง", "ข้อควรระวัง"];

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/reports/did-it-work.csv", async (HttpResponse response, DidItWork moves, CancellationToken stop) =>
            File(response, Encoding.UTF8.GetPreamble().Concat(Encoding.UTF8.GetBytes(string.Join("\r\n", Rows(await moves.All(stop)).Prepend(Header).Select(SpreadsheetSafe.CsvLine)) + "\r\n")).ToArray(), "text/csv", ".csv"))
            .RequireAuthorization("reports.read");
        endpoints.MapGet("/reports/did-it-work.xlsx", async (HttpResponse response, DidItWork moves, CancellationToken stop) =>
            File(response, SheetWriter.Write("มาตรการได้ผลหรือไม่", Header, [10, 10, 44, 52, 9, 9, 9, 52], Rows(await moves.All(stop))), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", ".xlsx"))
            .RequireAuthorization("reports.read");
    }

    private static IEnumerable<string?[]> Rows(IReadOnlyList<YearMoves> years) =>
        from year in years
        from measure in year.Measures
        from move in measure.Moves
        select new string?[] { year.Year.ToString(), measure.Measure.Number.ToString(CultureInfo.InvariantCulture), measure.Measure.Title, move.Name, Score(move.Before), Score(move.After), Score(move.Difference), string.Join(" ", move.Cautions) };

    private static string? Score(decimal? score) => score?.ToString("0.00", CultureInfo.InvariantCulture);

    private static IResult File(HttpResponse response, byte[] bytes, string type, string extension)
    {
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers.ContentDisposition = FileStore.Disposition("มาตรการได้ผลหรือไม่" + extension, inline: false);
        return Results.Bytes(bytes, type);
    }
}
