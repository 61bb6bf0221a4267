using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Prongsai.Domain;
using Prongsai.Domain.Rules;
using Prongsai.Ui;

namespace Prongsai.Web.Features.Publication.MoveIn;

/// <summary>Takes the list of addresses of an old site, shows what it gives and what is missing, and drafts the answers.</summary>
[Authorize("items.write")]
internal sealed class MoveInModel(MoveItemsIn move, RulebookSet rules) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public FiscalYear Year { get; set; }

    [BindProperty, Display(Name = "ไฟล์รายการที่อยู่", Description = "Excel CSV Word PDF หรือหน้าเว็บที่บันทึกไว้ (.html) ที่มีตาราง ข้อ / URL / คำอธิบาย ไม่เกิน 8 MB")]
    public IFormFile? Upload { get; set; }

    [BindProperty, Display(Name = "หรือวางรายการที่นี่", Description = "บรรทัดละหนึ่งที่อยู่: ข้อ | ที่อยู่ | คำอธิบาย คัดลอกจากตาราง Excel มาวางได้เลย"), DataType(DataType.MultilineText), StringLength(600_000, ErrorMessage = "รายการยาวเกินไป แบ่งเป็นสองครั้ง")]
    public string? Lines { get; set; }

    [BindProperty, Display(Name = "เลขข้อในรายการเป็นของปี", Description = "ถ้าเป็นรายการของปีอื่น ระบบจับคู่ตามชนิดของข้อให้ เพราะเลขข้อเปลี่ยนทุกปี")]
    public int? ListYear { get; set; }

    [BindProperty, Display(Name = "พาที่อยู่เดิมมาที่ข้อใหม่ด้วย", Description = "ใช้เมื่อจะย้ายชื่อเว็บไซต์เดิมมาที่ระบบนี้ ผู้ที่เปิดที่อยู่เดิมจะมาถึงข้อที่ตรงกัน")]
    public bool Lead { get; set; }

    public IReadOnlyList<Choice> Years => [.. rules.Years.OrderDescending().Select(y => new Choice(y.ToString(), $"ปี {y}"))];

    /// <summary>Null until a list was read.</summary>
    public IReadOnlyList<MovedItem>? Moved { get; private set; }

    public AddressList List { get; private set; } = new([], [], []);

    public string? OldHost => MoveItemsIn.OldHost(List.Found);

    public int Drafts => Moved?.Count(m => m.IsFree && m.Addresses.Count > 0) ?? 0;

    public IActionResult OnGet()
    {
        ListYear = Year.Value;
        return IsKnown ? Page() : NotFound();
    }

    public async Task<IActionResult> OnPost(CancellationToken stop)
    {
        if (!IsKnown)
        {
            return NotFound();
        }
        if (await Understand(stop))
        {
            // What was read is shown as lines that can be corrected.
            Lines = List.Lines;
            ModelState.Remove(nameof(Lines));
            return Page();
        }
        return new PageResult { StatusCode = StatusCodes.Status400BadRequest };
    }

    public async Task<IActionResult> OnPostMake(CancellationToken stop)
    {
        if (!IsKnown)
        {
            return NotFound();
        }
        if (!await Understand(stop))
        {
            return new PageResult { StatusCode = StatusCodes.Status400BadRequest };
        }
        if (Drafts == 0 && !Lead)
        {
            ModelState.AddModelError(nameof(Lines), "ทุกข้อในรายการนี้มีคำตอบแล้ว จึงไม่มีร่างให้สร้าง");
            return new PageResult { StatusCode = StatusCodes.Status400BadRequest };
        }
        var made = await move.Do(Year, OfList, List.Found, Lead, stop);
        TempData.Done($"สร้างร่าง {made.Drafts} ข้อ{(made.Redirects > 0 ? $" และพาที่อยู่เดิม {made.Redirects} แห่ง" : "")}", "ยังไม่มีอะไรเผยแพร่ เปิดทีละข้อ ตรวจลิงก์ เติมเนื้อหา แล้วเผยแพร่");
        return Redirect($"/items/{Year}");
    }

    private bool IsKnown => ModelState.GetFieldValidationState(nameof(Year)) is not Microsoft.AspNetCore.Mvc.ModelBinding.ModelValidationState.Invalid && rules.Find(Year) is not null;

    private FiscalYear OfList => rules.Years.FirstOrDefault(y => y.Value == ListYear, Year);

    private async Task<bool> Understand(CancellationToken stop)
    {
        if (!ModelState.IsValid)
        {
            return false;
        }
        var book = rules.Find(OfList)!;
        if (Upload is { Length: > 0 } file)
        {
            if (file.Length > AddressLists.MostBytes)
            {
                ModelState.AddModelError(nameof(Upload), "ไฟล์ใหญ่เกิน 8 MB ลบรูปภาพออกหรือบันทึกเฉพาะแผ่นที่เป็นรายการ");
                return false;
            }
            using var held = new MemoryStream();
            await file.CopyToAsync(held, stop);
            List = await AddressLists.Read(held.ToArray(), file.FileName, book, stop);
            if (List.Found.Count == 0)
            {
                ModelState.AddModelError(nameof(Upload), "ไม่พบที่อยู่ของข้อ OIT ในไฟล์นี้ ต้องมีเลขข้อ เช่น O1 และที่อยู่ที่ขึ้นต้นด้วย https:// ถ้าที่อยู่ซ่อนอยู่ใต้คำว่า “คลิก” ให้เปิดใน Excel แล้วบันทึกเป็นหน้าเว็บ (.html) หรือคัดลอกตารางมาวางในช่องด้านล่าง");
                return false;
            }
        }
        else
        {
            List = AddressLists.Read(Lines ?? "", book);
            if (List.Found.Count == 0)
            {
                ModelState.AddModelError(nameof(Lines), "ใส่อย่างน้อยหนึ่งบรรทัด เช่น O1 | https://www.example.go.th/structure | แผนผังโครงสร้าง");
                return false;
            }
        }
        Moved = await move.Preview(Year, OfList, List.Found, stop);
        return true;
    }
}
