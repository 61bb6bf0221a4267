using System.Globalization;
using System.Text;
using Prongsai.Documents.Writing;
using Prongsai.Domain;
using Prongsai.Web.Platform.Files;

namespace Prongsai.Web.Features.Oversight;

/// <summary>The members of a place as CSV and XLSX.</summary>
internal static class OversightDownloads
{
    private const int Most = 20_000;

    public static void Map(IEndpointRouteBuilder endpoints) => endpoints.MapGet("/oversight/export/{file}", Export).RequireAuthorization(OversightModule.See);

    private static async Task<IResult> Export(string file, int year, string? province, string? district, OversightQuery query, HttpResponse response, CancellationToken stop)
    {
        if (file is not ("members.csv" or "members.xlsx") || year is < 2556 or > 2700 || query.Within(Blank(province), Blank(district)) is not { } place)
        {
            return Results.NotFound();
        }
        var (rows, _) = await query.Members(new FiscalYear(year), place, "", 0, Most, stop);
        string[] header = ["จังหวัด", "อำเภอ", "หน่วยงาน", "ปีงบประมาณ", "คะแนนรวม", "ระดับ", "ข้อที่ตรวจแล้ว", "ข้อที่ครบ", "ขั้นตอน", "ขั้นตอนที่มีหลักฐาน", "ขั้นตอนเลยกำหนด", "ข้อมูล ณ วันที่"];
        var cells = rows.Select(r => new List<object?> { r.Province, r.District, r.Name, year, r.Total, r.Level, Open(r, r.Items), Open(r, r.ItemsComplete), Open(r, r.Steps), Open(r, r.StepsProven), Open(r, r.StepsLate), ThaiDate.Short(ThaiDate.InBangkok(r.AsOf)) });
        var name = $"ภาพรวม-{place.Province ?? "ทั้งประเทศ"}{(place.District is null ? "" : "-" + place.District)}-{year}";
        response.Headers.ContentDisposition = FileStore.Disposition(name + Path.GetExtension(file), inline: false);
        if (file is "members.xlsx")
        {
            return Results.Bytes(PlainSheet.Write("หน่วยงาน", [.. header.Select(h => (h, 16))], cells), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");
        }
        var text = new StringBuilder("\uFEFF").AppendJoin(',', header).Append("\r\n");
        foreach (var row in cells)
        {
            text.Append(SpreadsheetSafe.CsvLine(row.Select(c => Convert.ToString(c, CultureInfo.InvariantCulture)))).Append("\r\n");
        }
        return Results.Bytes(Encoding.UTF8.GetBytes(text.ToString()), "text/csv; charset=utf-8");
    }

    /// <summary>A member that keeps its work to itself leaves the cell empty.</summary>
    private static int? Open(MemberFigures row, int value) => row.IsOpen ? value : null;

    private static string? Blank(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
