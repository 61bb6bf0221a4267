using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Prongsai.Domain.Approval;
using Prongsai.Ui;
using Prongsai.Web.Features.Memos.Data;
using Prongsai.Web.Platform.Identity;
using Prongsai.Web.Platform.Organisations;
using Prongsai.Web.Platform.Persistence;

namespace Prongsai.Web.Features.Memos.Setup;

/// <summary>Who acts for which post, by which order, when.</summary>
[Authorize("memos.read")]
internal sealed class ActingModel(AppDbContext db, KeepSetup keep, ActByOrder byOrder, IOrderRegister orders, MemosOf memos, Seats seats, CurrentPerson person) : PageModel
{
    /// <summary>The assignment of an order of the register that the form is filled from.</summary>
    [BindProperty(SupportsGet = true, Name = "by"), Display(Name = "คำสั่งที่บันทึกไว้")]
    public Guid? By { get; set; }

    [BindProperty, Display(Name = "ลักษณะ"), Required(ErrorMessage = "เลือกลักษณะของการแทน")]
    public ActingKind? Kind { get; set; } = ActingKind.Acting;

    [BindProperty, Display(Name = "แทนตำแหน่ง")]
    public string? Post { get; set; }

    [BindProperty, Display(Name = "ตำแหน่งอื่นที่ไม่อยู่ในรายการ", Description = "เช่น ตำแหน่งที่ว่างอยู่และไม่มีในระบบ"), StringLength(120, ErrorMessage = "ยาวได้ไม่เกิน 120 ตัวอักษร")]
    public string? OtherPost { get; set; }

    [BindProperty, Display(Name = "ผู้แทน")]
    public Guid? PersonId { get; set; }

    [BindProperty, Display(Name = "คำสั่งที่", Description = "เช่น 123/2568"), StringLength(ActingAppointment.OrderMaxLength, ErrorMessage = "ยาวได้ไม่เกิน 80 ตัวอักษร")]
    public string? OrderNumber { get; set; }

    [BindProperty, Display(Name = "ตั้งแต่วันที่"), Required(ErrorMessage = "ใส่วันที่เริ่ม")]
    public DateOnly? From { get; set; }

    [BindProperty, Display(Name = "ถึงวันที่", Description = "เว้นว่างถ้าจนกว่าจะมีคำสั่งเปลี่ยน")]
    public DateOnly? Until { get; set; }

    public IReadOnlyList<Row> Rows { get; private set; } = [];

    public IReadOnlyList<Choice> Posts { get; private set; } = [];

    public IReadOnlyList<Choice> People { get; private set; } = [];

    public IReadOnlyList<Choice> Kinds { get; } =
    [
        new(nameof(ActingKind.Acting), "รักษาราชการแทน", "ตำแหน่งว่าง หรือผู้ดำรงตำแหน่งปฏิบัติราชการไม่ได้"), new(nameof(ActingKind.OnBehalf), "ปฏิบัติราชการแทน", "ผู้ดำรงตำแหน่งมอบอำนาจให้ทำแทน"),
    ];

    /// <summary>The order the form is filled from, and whom it names.</summary>
    public (OrderCard Order, OrderAssignment Who, string Position)? Chosen { get; private set; }

    public IReadOnlyList<Choice> Orders { get; private set; } = [];

    public async Task OnGet(CancellationToken stop)
    {
        await Look(stop);
        if (Chosen is { } chosen)
        {
            (From, Until) = (chosen.Order.From > seats.Today ? chosen.Order.From : seats.Today, chosen.Order.Until);
            Kind = chosen.Who.Duty.Contains("ปฏิบัติราชการแทน", StringComparison.Ordinal) ? ActingKind.OnBehalf : ActingKind.Acting;
            // The longest name the duty holds: ปลัด… stands within รองปลัด….
            Post = Posts.Select(p => p.Value).Where(p => chosen.Who.Duty.Contains(p, StringComparison.Ordinal)).MaxBy(p => p.Length);
        }
    }

    public async Task<IActionResult> OnPostAdd(CancellationToken stop)
    {
        if (!person.May("memos.manage"))
        {
            return Forbid();
        }
        var post = string.IsNullOrWhiteSpace(OtherPost) ? Post : OtherPost;
        if (string.IsNullOrWhiteSpace(post))
        {
            ModelState.AddModelError(nameof(Post), "เลือกตำแหน่งที่จะแทน");
        }
        await Look(stop);
        if (By is not null && Chosen is null)
        {
            ModelState.AddModelError("", new OrderIsNotThere().Text);
        }
        if (Chosen is null && PersonId is null)
        {
            ModelState.AddModelError(nameof(PersonId), "เลือกผู้แทน");
        }
        if (Chosen is null && string.IsNullOrWhiteSpace(OrderNumber))
        {
            ModelState.AddModelError(nameof(OrderNumber), "ใส่เลขคำสั่ง");
        }
        if (ModelState.IsValid)
        {
            var added = Chosen is { } chosen
                ? await byOrder.Do(Kind!.Value, post!, chosen.Order.Id, chosen.Who.Id, From!.Value, Until, stop)
                : await keep.Acting(Kind!.Value, post!, PersonId!.Value, OrderNumber!, From!.Value, Until, stop);
            if (added.IsOk)
            {
                TempData.Done("เพิ่มคำสั่งแล้ว");
                return Redirect("/memos/acting");
            }
            ModelState.AddModelError(added.Refusal switch { PeriodIsBackwards or OutsideTheOrder => nameof(Until), OwnPost when Chosen is not null => nameof(Post), OrderIsNotThere => "", _ => nameof(PersonId) }, added.Refusal.Text);
        }
        return new PageResult { StatusCode = StatusCodes.Status400BadRequest };
    }

    public async Task<IActionResult> OnPostEnd(Guid id, string? reason, CancellationToken stop)
    {
        if (!person.May("memos.manage"))
        {
            return Forbid();
        }
        ModelState.Clear();
        var ended = await keep.EndActing(id, reason, stop);
        if (ended.IsOk)
        {
            TempData.Done("คำสั่งสิ้นสุดแล้ว");
            return Redirect("/memos/acting");
        }
        ModelState.AddModelError("", ended.Refusal.Text);
        await Look(stop);
        return new PageResult { StatusCode = StatusCodes.Status400BadRequest };
    }

    private async Task Look(CancellationToken stop)
    {
        var people = await db.People.AsNoTracking().OrderBy(p => p.Sort).Select(p => new { p.Id, p.Position, p.Active }).ToListAsync(stop);
        var today = seats.Today;
        Rows = [.. (await db.Acting.AsNoTracking().OrderByDescending(a => a.StartsOn).Take(200).ToListAsync(stop)).Select(a =>
            new Row(a, people.First(p => p.Id == a.PersonId).Position, a.EndedBecause is null && a.StartsOn <= today && (a.EndsOn is null || a.EndsOn >= today), a.EndedBecause is not null || a.EndsOn < today))];
        People = [.. people.Where(p => p.Active).Select(p => new Choice(p.Id.ToString(), p.Position))];
        var posts = (await memos.Chains(stop)).SelectMany(c => c.Steps).Select(s => s.Post).Concat(people.Select(p => p.Position)).Distinct(StringComparer.Ordinal);
        Posts = [.. posts.Select(p => new Choice(p, p))];
        var known = (await orders.InForce(today, stop)).SelectMany(o => o.People.Select(p => (Order: o, Who: p, Position: people.Find(x => x.Id == p.PersonId)?.Position ?? "–"))).ToList();
        Orders = [.. known.Select(k => new Choice(k.Who.Id.ToString(), $"{k.Order.Number} {k.Position}: {k.Who.Duty}"))];
        Chosen = known.Where(k => k.Who.Id == By).Select(k => ((OrderCard, OrderAssignment, string)?)(k.Order, k.Who, k.Position)).FirstOrDefault();
    }

    internal sealed record Row(ActingAppointment Acting, string Position, bool IsNow, bool IsOver);
}
