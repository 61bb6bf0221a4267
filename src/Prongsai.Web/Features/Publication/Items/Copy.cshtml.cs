using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Prongsai.Domain;
using Prongsai.Ui;

namespace Prongsai.Web.Features.Publication.Items;

/// <summary>Begins this year's answers from last year's, after showing which becomes which.</summary>
[Authorize("items.write")]
internal sealed class CopyModel(CopyItems copy) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public FiscalYear Year { get; set; }

    [BindProperty, Display(Name = "ข้อที่จะคัดลอก")]
    public List<int> Chosen { get; set; } = [];

    public IReadOnlyList<ItemToCopy> Offers { get; private set; } = [];

    public IReadOnlyList<Choice> Choices => [.. Offers.Where(o => o.IsFree).Select(o => new Choice(o.To.Number.ToString(System.Globalization.CultureInfo.InvariantCulture), $"{o.To.Code} {o.To.Title}", $"จาก {o.From.Public.Code} ปี {Year.Previous} {o.From.Title}"))];

    public async Task<IActionResult> OnGet(CancellationToken stop)
    {
        if (!ModelState.IsValid)
        {
            return NotFound();
        }
        Offers = await copy.Offers(Year, stop);
        Chosen = [.. Offers.Where(o => o.IsFree).Select(o => o.To.Number)];
        return Page();
    }

    public async Task<IActionResult> OnPost(CancellationToken stop)
    {
        if (!ModelState.IsValid)
        {
            return NotFound();
        }
        var made = await copy.Do(Year, Chosen.ToHashSet(), stop);
        if (made == 0)
        {
            Offers = await copy.Offers(Year, stop);
            ModelState.AddModelError(nameof(Chosen), "เลือกอย่างน้อยหนึ่งข้อที่ยังไม่มีคำตอบของปีนี้");
            return new PageResult { StatusCode = StatusCodes.Status400BadRequest };
        }
        TempData.Done($"คัดลอกเป็นร่าง {made} ข้อ", "แก้ตัวเลขและวันที่ให้เป็นของปีนี้ก่อนเผยแพร่");
        return Redirect($"/items/{Year}");
    }
}
