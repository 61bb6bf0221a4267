using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Prongsai.Ui;
using Prongsai.Web.Features.Publication.Readiness;
using Prongsai.Web.Platform.Cycle;
using Prongsai.Web.Platform.Identity;
using Prongsai.Web.Platform.Organisations;
using Prongsai.Web.Platform.Persistence;

namespace Prongsai.Web.Features.Publication.Items;

/// <summary>One item in the office: what is asked, what is written, what is public, who owns it, what was checked and by whom.</summary>
[Authorize("items.read")]
internal sealed class ShowModel(ItemsOf items, PublicRoot root, CycleTrack cycle, AppDbContext db, ReadyItem ready, PublishItem publish, CurrentPerson person)
    : ItemPage(items, root, cycle)
{
    [BindProperty, Display(Name = "เจ้าของเรื่อง", Description = "ส่วนราชการที่ต้องส่งเนื้อหาของข้อนี้")]
    public Guid? UnitId { get; set; }

    [BindProperty, Display(Name = "ต้องเสร็จภายใน", Description = "เว้นว่างได้")]
    public DateOnly? DueOn { get; set; }

    [BindProperty, Display(Name = "เห็นอะไร", Description = "เช่น เปิดจากโทรศัพท์ อ่านได้ครบ มีแผนผังทั้งฝ่ายการเมืองและฝ่ายประจำ"), StringLength(ItemWork.WordsMaxLength, ErrorMessage = "เขียนได้ไม่เกิน 500 ตัวอักษร")]
    public string? Words { get; set; }

    [BindProperty, Display(Name = "ติ๊กเมื่อเห็นเองว่ามีแล้ว")]
    public List<string> Elements { get; set; } = [];

    /// <summary>The fingerprint of what the person looked at, in hex.</summary>
    [BindProperty]
    public string? SeenMark { get; set; }

    public IReadOnlyList<Choice> Units { get; private set; } = [];

    public IReadOnlyList<Choice> ElementChoices =>
        [.. Item.Rule.Elements.Select(e => new Choice(e.Text, e.Text, Item.Work?.Ticks.FirstOrDefault(t => t.Element == e.Text) is { } tick ? $"{tick.By} {Prongsai.Domain.ThaiDate.Short(Prongsai.Domain.ThaiDate.InBangkok(tick.At))}" : null))];

    public bool MayWrite => person.May("items.write");

    public bool MayPublish => person.May("publication.publish");

    public bool MayConfirm => person.May("items.confirm");

    /// <summary>See <see cref="ReadyItem.IsOwn"/>.</summary>
    public bool IsOwnWork { get; private set; }

    public async Task<IActionResult> OnGet(CancellationToken stop)
    {
        if (!await LoadAll(stop))
        {
            return NotFound();
        }
        (UnitId, DueOn, SeenMark) = (Item.Work?.UnitId, Item.Work?.DueOn, Item.Seen is { } seen ? Convert.ToHexStringLower(seen) : null);
        Elements = [.. Item.Work?.Ticks.Select(t => t.Element) ?? []];
        return Page();
    }

    public Task<IActionResult> OnPostOwn(CancellationToken stop) => Act("items.write", nameof(UnitId), () => ready.Own(Year, ItemNumber, UnitId, DueOn, stop), "บันทึกเจ้าของเรื่องและกำหนดแล้ว", stop);

    public Task<IActionResult> OnPostTick(CancellationToken stop) => Act("items.write", "", () => ready.Tick(Year, ItemNumber, Elements.ToHashSet(StringComparer.Ordinal), stop), "บันทึกรายการตรวจแล้ว", stop);

    public Task<IActionResult> OnPostConfirm(CancellationToken stop) => Act("items.confirm", nameof(Words), () => ready.Confirm(Year, ItemNumber, SeenMark, Words, stop), "ยืนยันแล้ว ถ้าเนื้อหาเปลี่ยนหลังจากนี้ ระบบจะเตือนให้ดูใหม่", stop);

    public Task<IActionResult> OnPostCheck(CancellationToken stop) => Act("items.read", "", () => ready.Check(Year, ItemNumber, stop), "ตรวจใหม่แล้ว", stop);

    public async Task<IActionResult> OnPostCallOff(CancellationToken stop)
    {
        if (!MayPublish)
        {
            return Forbid();
        }
        if (!await LoadAll(stop))
        {
            return NotFound();
        }
        await publish.CallOff(Year, ItemNumber, stop);
        TempData.Done("ยกเลิกกำหนดเผยแพร่แล้ว คำตอบยังเป็นร่าง");
        return Redirect(Item.Href);
    }

    private async Task<IActionResult> Act(string permission, string field, Func<Task<Prongsai.Domain.Result<bool>>> deed, string done, CancellationToken stop)
    {
        if (!person.May(permission))
        {
            return Forbid();
        }
        if (!await LoadAll(stop))
        {
            return NotFound();
        }
        if (ModelState.IsValid)
        {
            var outcome = await deed();
            if (outcome.IsOk)
            {
                TempData.Done(done);
                return Redirect(Item.Href);
            }
            ModelState.AddModelError(outcome.Refusal is SeenSomethingElse ? "" : field, outcome.Refusal.Text);
            if (outcome.Refusal is SeenSomethingElse)
            {
                await LoadAll(stop);
                SeenMark = Item.Seen is { } seen ? Convert.ToHexStringLower(seen) : null;
                ModelState.Remove(nameof(SeenMark));
            }
        }
        return new PageResult { StatusCode = StatusCodes.Status400BadRequest };
    }

    private async Task<bool> LoadAll(CancellationToken stop)
    {
        Units = [.. await db.Units.AsNoTracking().Where(u => u.Active).OrderBy(u => u.Sort).Select(u => new Choice(u.Id.ToString(), u.Name, null, false)).ToListAsync(stop)];
        if (!await Load(stop))
        {
            return false;
        }
        IsOwnWork = await ready.IsOwn(Item, stop);
        return true;
    }
}
