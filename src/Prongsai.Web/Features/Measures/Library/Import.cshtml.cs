using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Prongsai.Documents.Reading;
using Prongsai.Domain.Rules;
using Prongsai.Ui;
using Prongsai.Web.Features.Measures.Data;
using Prongsai.Web.Platform.Confirmed;
using Prongsai.Web.Platform.Cycle;
using Prongsai.Web.Platform.Organisations;
using Prongsai.Web.Platform.Persistence;

namespace Prongsai.Web.Features.Measures.Library;

/// <summary>
/// Measures for the library from a spreadsheet, or from a paper that was read. What was read stands in the page, not in the database, until it is taken: rows without a
/// fault can be taken at once, and those with one come back as a spreadsheet that says in each row what to mend.
/// </summary>
[Authorize("measures.write")]
[RequestFormLimits(MultipartBodyLengthLimit = MaxRequest, ValueLengthLimit = (int)MaxRequest)]
[RequestSizeLimit(MaxRequest)]
internal sealed class ImportModel(AppDbContext db, AddToLibrary add, IReadPapers papers, CurrentOrganisation organisation, RulebookSet rules, CycleTrack cycle) : PageModel
{
    private const long MaxRequest = 12_000_000;
    private const string Sheet = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    [BindProperty]
    public IFormFile? Paper { get; set; }

    /// <summary>The lines that were read, as JSON, so that the page carries them itself.</summary>
    [BindProperty]
    public string? Read { get; set; }

    [BindProperty]
    public string? FileName { get; set; }

    /// <summary>Numbers of rows of the file.</summary>
    [BindProperty]
    public List<int> Chosen { get; set; } = [];

    public IReadOnlyList<LibraryLine> Lines { get; private set; } = [];

    /// <summary>Papers that were read and hold measures.</summary>
    public IReadOnlyList<ReadFile> Papers { get; private set; } = [];

    public IEnumerable<LibraryLine> Sound => Lines.Where(l => l.Measure is not null);

    public IReadOnlyList<LibraryLine> Faulty => [.. Lines.Where(l => l.Measure is null)];

    private Rulebook Book => rules.Find(cycle.ThisYear) ?? rules.Current[^1];

    /// <param name="file">A paper that was read; without one the page asks for a file.</param>
    /// <param name="stop">Ends the reading.</param>
    public async Task<IActionResult> OnGet(Guid? file, CancellationToken stop)
    {
        if (file is not { } id)
        {
            Papers = await papers.WithMeasures(stop);
            return Page();
        }
        return await papers.Find(id, stop) is { Measures.Count: > 0 } paper ? await Show(paper.FileName, [.. paper.Measures.Take(LibrarySheet.MostRows).Select(LibrarySheet.Of)], stop) : NotFound();
    }

    public IActionResult OnGetTemplate() => File(LibrarySheet.Write(Book), Sheet, "แบบกรอกคลังมาตรการ.xlsx");

    public async Task<IActionResult> OnPostUpload(CancellationToken stop)
    {
        if (Paper is null || Paper.Length == 0)
        {
            return await Refused("เลือกไฟล์ Excel หรือ CSV หนึ่งไฟล์", stop);
        }
        await using var content = Paper.OpenReadStream();
        var source = await DocumentReader.Read(content, Path.GetFileName(Paper.FileName), ReadingLimits.Default with { MaxBytes = MaxRequest }, stop);
        if (source.Blocks.Count == 0 && source.Problems.Count > 0)
        {
            return await Refused(source.Problems[0].Message, stop);
        }
        if (source.Format is not ("xlsx" or "csv"))
        {
            return await Refused("ไฟล์นี้ไม่ใช่ตาราง บันทึกเป็น Excel (.xlsx) หรือ CSV แล้วส่งใหม่ ถ้าเป็นแผนใน Word หรือ PDF ให้นำเข้าในหน้าแผนมาตรการก่อน แล้วเลือกจากรายการในหน้านี้", stop);
        }
        if (LibrarySheet.Read(source) is not { } lines)
        {
            return await Refused($"ไม่พบแถวหัวตารางใน {source.FileName} ต้องมีช่อง มาตรการ และช่อง ขั้นตอน ดาวน์โหลดแบบกรอกแล้วคัดลอกข้อมูลลงไปได้", stop);
        }
        if (lines.Count == 0)
        {
            return await Refused($"ใต้หัวตารางของ {source.FileName} ยังไม่มีมาตรการ กรอกอย่างน้อยหนึ่งแถวแล้วส่งใหม่", stop);
        }
        if (lines.Count > LibrarySheet.MostRows)
        {
            return await Refused($"ไฟล์นี้มี {lines.Count} แถว นำเข้าได้ครั้งละไม่เกิน {LibrarySheet.MostRows} แถว แบ่งเป็นหลายไฟล์", stop);
        }
        return await Show(source.FileName, lines, stop);
    }

    public async Task<IActionResult> OnPost(CancellationToken stop)
    {
        if (await Kept(stop) is { } lost)
        {
            return lost;
        }
        var wanted = Sound.Where(l => Chosen.Contains(l.Line.Row)).Select(l => l.Measure!).ToList();
        if (wanted.Count == 0)
        {
            return Wrong(nameof(Chosen), "เลือกมาตรการที่จะเพิ่มอย่างน้อยหนึ่งแถว");
        }
        await add.Many(wanted, FileName is { Length: > 0 } name ? $"จาก {(name.Length > 200 ? name[..200] : name)}" : null, stop);
        var left = Faulty.Count;
        TempData.Done($"เพิ่ม {wanted.Count} มาตรการในคลังแล้ว", left > 0 ? $"อีก {left} แถวยังต้องแก้ แก้ในไฟล์แล้วส่งใหม่ แถวที่เพิ่มแล้วจะไม่ซ้ำ" : null);
        return Redirect("/measures/library");
    }

    /// <summary>The rows that could not be taken, each with what to mend, to be sent in again.</summary>
    public async Task<IActionResult> OnPostMend(CancellationToken stop) =>
        await Kept(stop) ?? File(LibrarySheet.Write(Book, Faulty), Sheet, "มาตรการที่ต้องแก้.xlsx");

    private async Task<IActionResult?> Kept(CancellationToken stop)
    {
        try
        {
            if (JsonSerializer.Deserialize<List<SheetLine>>(Read ?? "") is { Count: > 0 and <= LibrarySheet.MostRows } lines && lines.TrueForAll(l => l?.Cells is not null && l.Cells.Values.All(v => v is not null)))
            {
                await Understand(lines, stop);
                return null;
            }
        }
        catch (JsonException)
        {
            // Somebody changed what the page carried; the file says it again.
        }
        return await Refused("ข้อมูลของหน้านี้ไม่ครบ ส่งไฟล์อีกครั้ง", stop);
    }

    private async Task<IActionResult> Show(string fileName, IReadOnlyList<SheetLine> lines, CancellationToken stop)
    {
        (FileName, Read) = (fileName, JsonSerializer.Serialize(lines, Plain));
        await Understand(lines, stop);
        Chosen = [.. Sound.Where(l => !l.IsThere).Select(l => l.Line.Row)];
        return Page();
    }

    private async Task<PageResult> Refused(string text, CancellationToken stop)
    {
        Papers = await papers.WithMeasures(stop);
        return Wrong(nameof(Paper), text);
    }

    private async Task Understand(IReadOnlyList<SheetLine> lines, CancellationToken stop)
    {
        var there = (await db.OwnLibraryMeasures.AsNoTracking().ToListAsync(stop)).Select(m => m.Content.Title).ToHashSet(StringComparer.Ordinal);
        Lines = LibrarySheet.Understand(lines, Book, there, organisation.Card.ShortName);
    }

    private PageResult Wrong(string field, string text)
    {
        ModelState.AddModelError(field, text);
        return new PageResult { StatusCode = StatusCodes.Status400BadRequest };
    }
}
