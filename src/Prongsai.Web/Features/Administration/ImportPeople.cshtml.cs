using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Prongsai.Ui;
using Prongsai.Web.Platform.Identity;
using Prongsai.Web.Platform.Organisations;
using Prongsai.Web.Platform.Persistence;

namespace Prongsai.Web.Features.Administration;

/// <summary>People from a spreadsheet or pasted lines: first everything is shown with what is wrong, then what can come in comes in.</summary>
[Authorize(Administer.People), DemandsProof]
internal sealed class ImportPeopleModel(AppDbContext db, PeopleSheet sheet) : PageModel
{
    private const int LargestFile = 5_000_000;
    private const int MostText = 400_000;

    [BindProperty, Display(Name = "ไฟล์", Description = "Excel หรือ CSV ที่มีคอลัมน์ ตำแหน่ง")]
    public IFormFile? Sheet { get; set; }

    [BindProperty, Display(Name = "หรือวางแถวจาก Excel ที่นี่", Description = "บรรทัดละคน เรียงตามนี้ ตำแหน่ง ชื่อ ส่วนราชการ บทบาท อีเมล ต้องมีแค่ตำแหน่ง ที่เหลือเว้นได้"), DataType(DataType.MultilineText), StringLength(MostText, ErrorMessage = "ตารางยาวเกินไป แบ่งทีละ 1,000 คน")]
    public string? Lines { get; set; }

    [BindProperty, Display(Name = "เพิ่มส่วนราชการที่ยังไม่มีให้ด้วย")]
    public bool AddUnits { get; set; }

    public IReadOnlyList<PeopleRow> Rows { get; private set; } = [];

    public async Task<IActionResult> OnGetTemplate(CancellationToken stop) => File(
        PeopleSheet.Template(
            await db.Units.Where(u => u.Active).OrderBy(u => u.Sort).Select(u => u.Name).ToListAsync(stop),
            await db.Roles.OrderBy(r => r.Name).Select(r => r.Name).ToListAsync(stop)),
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "แบบกรอกบุคลากร.xlsx");

    public async Task<IActionResult> OnPost(CancellationToken stop)
    {
        if (Sheet is { Length: > LargestFile })
        {
            ModelState.AddModelError(nameof(Sheet), "ไฟล์ใหญ่เกิน 5 MB คัดลอกเฉพาะแถวบุคลากรไปไว้ในไฟล์ใหม่");
        }
        else if (Sheet is { Length: > 0 })
        {
            await using var content = Sheet.OpenReadStream();
            if (await PeopleSheet.Lines(content, Path.GetFileName(Sheet.FileName), stop) is { Length: > 0 } read)
            {
                Lines = read;
                ModelState.SetModelValue(nameof(Lines), read, read);
            }
            else
            {
                ModelState.AddModelError(nameof(Sheet), "ไม่พบตารางที่มีหัวคอลัมน์ “ตำแหน่ง” และมีอย่างน้อยหนึ่งแถว ใช้แบบกรอกด้านล่างได้");
            }
        }
        else if (string.IsNullOrWhiteSpace(Lines))
        {
            ModelState.AddModelError(nameof(Sheet), "เลือกไฟล์ หรือวางแถวในช่องด้านล่าง");
        }
        if (ModelState.IsValid)
        {
            Rows = await sheet.Check(Lines!, AddUnits, stop);
            if (Rows.Count <= PeopleSheet.MostRows)
            {
                return Page();
            }
            Rows = [];
            ModelState.AddModelError(nameof(Lines), "ทำได้ทีละ 1,000 คน แบ่งเป็นหลายครั้ง");
        }
        return new PageResult { StatusCode = StatusCodes.Status400BadRequest };
    }

    public async Task<IActionResult> OnPostAdd(CancellationToken stop)
    {
        var added = ModelState.IsValid ? await sheet.Add(Lines ?? "", AddUnits, stop) : 0;
        if (added == 0)
        {
            ModelState.AddModelError("", "ไม่มีแถวที่เพิ่มได้");
            return new PageResult { StatusCode = StatusCodes.Status400BadRequest };
        }
        TempData.Done($"เพิ่มบุคลากร {added} คนแล้ว", "เปิดแต่ละคนเพื่อออกลิงก์เชิญ");
        return LocalRedirect("/administration/people");
    }
}
