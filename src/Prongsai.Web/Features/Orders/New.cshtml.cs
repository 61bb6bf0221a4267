using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Prongsai.Ui;
using Prongsai.Web.Platform.Identity;
using Prongsai.Web.Platform.Persistence;

namespace Prongsai.Web.Features.Orders;

/// <summary>Enters an order.</summary>
[Authorize("orders.write")]
[RequestFormLimits(MultipartBodyLengthLimit = KeepOrders.LargestFile + 1_000_000)]
[RequestSizeLimit(KeepOrders.LargestFile + 1_000_000)]
internal sealed class NewModel(AppDbContext db, KeepOrders keep) : PageModel
{
    private const int MostPeople = 40;

    [BindProperty, Display(Name = "คำสั่งที่", Description = "เช่น 123/2568"), Required(ErrorMessage = "ใส่เลขคำสั่ง"), StringLength(Order.NumberMaxLength, ErrorMessage = "ยาวได้ไม่เกิน 80 ตัวอักษร")]
    public string? Number { get; set; }

    [BindProperty, Display(Name = "เรื่อง"), Required(ErrorMessage = "ใส่ชื่อเรื่องของคำสั่ง"), StringLength(Order.SubjectMaxLength, ErrorMessage = "ยาวได้ไม่เกิน 300 ตัวอักษร")]
    public string? Subject { get; set; }

    [BindProperty, Display(Name = "สั่ง ณ วันที่"), Required(ErrorMessage = "ใส่วันที่สั่ง")]
    public DateOnly? IssuedOn { get; set; }

    [BindProperty, Display(Name = "มีผลตั้งแต่วันที่"), Required(ErrorMessage = "ใส่วันที่เริ่มมีผล")]
    public DateOnly? From { get; set; }

    [BindProperty, Display(Name = "ถึงวันที่", Description = "เว้นว่างถ้าจนกว่าจะมีคำสั่งเปลี่ยน")]
    public DateOnly? Until { get; set; }

    [BindProperty, Display(Name = "ไฟล์คำสั่ง", Description = "PDF หรือภาพ ไม่เกิน 20 MB ไม่แนบก็ได้")]
    public IFormFile? Copy { get; set; }

    [BindProperty]
    public List<Line> People { get; set; } = [];

    public IReadOnlyList<Choice> Choices { get; private set; } = [];

    public async Task OnGet(CancellationToken stop)
    {
        await Look(stop);
        People = [new(), new(), new()];
    }

    public async Task<IActionResult> OnPostMore(CancellationToken stop)
    {
        ModelState.Clear();
        await Look(stop);
        People.AddRange(Enumerable.Range(0, Math.Clamp(MostPeople - People.Count, 0, 3)).Select(_ => new Line()));
        return Page();
    }

    public async Task<IActionResult> OnPost(CancellationToken stop)
    {
        for (var i = 0; i < People.Count; i++)
        {
            if (People[i].Person is not null && string.IsNullOrWhiteSpace(People[i].Duty))
            {
                ModelState.AddModelError($"People[{i}].Duty", "ใส่หน้าที่ของคนนี้");
            }
        }
        if (ModelState.IsValid)
        {
            var people = People.Take(MostPeople).Where(p => p.Person is not null).Select(p => new KeepOrders.Assignment(p.Person!.Value, p.Duty ?? "", p.Place ?? "")).ToList();
            await using var file = Copy?.OpenReadStream();
            var added = await keep.Add(new(Number!, Subject!, IssuedOn!.Value, From!.Value, Until, people), file, Copy is null ? null : Path.GetFileName(Copy.FileName), stop);
            if (added.IsOk)
            {
                TempData.Done("บันทึกคำสั่งแล้ว", "ผู้ได้รับมอบหมายได้รับแจ้ง");
                return Redirect($"/orders/{added.Value}");
            }
            ModelState.AddModelError(added.Refusal switch { OrderRunsBackwards => nameof(Until), OrderNumberIsTaken => nameof(Number), OrderFileIsRefused => nameof(Copy), _ => "People[0].Person" }, added.Refusal.Text);
        }
        await Look(stop);
        return new PageResult { StatusCode = StatusCodes.Status400BadRequest };
    }

    private async Task Look(CancellationToken stop) =>
        Choices = [.. (await db.People.AsNoTracking().Where(p => p.Active).OrderBy(p => p.Sort).Select(p => new { p.Id, p.Position }).ToListAsync(stop)).Select(p => new Choice(p.Id.ToString(), p.Position))];

    internal sealed class Line
    {
        [Display(Name = "ตำแหน่ง")]
        public Guid? Person { get; set; }

        [Display(Name = "หน้าที่", Description = "เช่น รับเรื่องร้องเรียนการทุจริต"), StringLength(OrderDuty.DutyMaxLength, ErrorMessage = "ยาวได้ไม่เกิน 200 ตัวอักษร")]
        public string? Duty { get; set; }

        [Display(Name = "ฐานะ", Description = "เช่น ประธานกรรมการ เว้นว่างได้"), StringLength(100, ErrorMessage = "ยาวได้ไม่เกิน 100 ตัวอักษร")]
        public string? Place { get; set; }
    }
}
