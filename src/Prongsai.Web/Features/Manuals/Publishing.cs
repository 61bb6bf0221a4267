using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Prongsai.Documents.Writing.Pdf;
using Prongsai.Domain;
using Prongsai.Ui;
using Prongsai.Web.Platform.Organisations;
using Prongsai.Web.Platform.Persistence;

namespace Prongsai.Web.Features.Manuals;

/// <summary>A question before a deed that the public will notice.</summary>
internal abstract class ManualDeedModel(AppDbContext db, PublicManuals manuals, PublicRoot root) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    [BindProperty, Display(Name = "เหตุผลที่เผยแพร่ฉบับใหม่", Description = "ประชาชนเห็นเหตุผลนี้ในประวัติ"), StringLength(ManualEdition.ReasonMaxLength, ErrorMessage = "เหตุผลยาวได้ไม่เกิน 500 ตัวอักษร")]
    public string? Reason { get; set; }

    public Manual Manual { get; private set; } = null!;

    public ManualCard? Newest { get; private set; }

    public string Address { get; private set; } = "";

    protected async Task<bool> Load(CancellationToken stop)
    {
        if (await db.Manuals.AsNoTracking().FirstOrDefaultAsync(m => m.Id == Id, stop) is not { } manual)
        {
            return false;
        }
        Manual = manual;
        Newest = (await manuals.Editions(manual.Number, stop)).FirstOrDefault();
        Address = await root.Written(Manual.Address(manual.Number), stop);
        return true;
    }
}

[Authorize(ManualsModule.Publish)]
internal sealed class PublishModel(AppDbContext db, PublicManuals manuals, PublicRoot root, KeepManuals keep, TimeProvider clock) : ManualDeedModel(db, manuals, root)
{
    /// <summary>The state of the manual the person saw.</summary>
    [BindProperty]
    public int Seen { get; set; }

    [BindProperty, Display(Name = "เผยแพร่วันที่", Description = "เว้นว่าง: เผยแพร่ทันที ตั้งวันไว้: ระบบเผยแพร่ให้เมื่อขึ้นวันนั้น")]
    public DateOnly? On { get; set; }

    public async Task<IActionResult> OnGet(CancellationToken stop)
    {
        if (!await Load(stop))
        {
            return NotFound();
        }
        Seen = Manual.Version;
        return Page();
    }

    public async Task<IActionResult> OnPost(CancellationToken stop)
    {
        if (!await Load(stop))
        {
            return NotFound();
        }
        if (ModelState.IsValid)
        {
            if (On is { } day && day > ThaiDate.InBangkok(clock.GetUtcNow()))
            {
                var planned = await keep.Plan(Id, Seen, day, Reason, stop);
                if (planned.IsOk)
                {
                    TempData.Done($"ตั้งวันเผยแพร่ไว้ {ThaiDate.Long(day)} แล้ว", "ถ้าแก้คู่มือหลังจากนี้ต้องตั้งวันใหม่");
                    return LocalRedirect($"/manuals/{Id}");
                }
                ModelState.AddModelError(planned.Refusal is FurtherEditionNeedsReason ? nameof(Reason) : "", planned.Refusal.Text);
                return new PageResult { StatusCode = StatusCodes.Status400BadRequest };
            }
            if (On is { } past && past < ThaiDate.InBangkok(clock.GetUtcNow()))
            {
                ModelState.AddModelError(nameof(On), new DayIsNotToCome().Text);
                return new PageResult { StatusCode = StatusCodes.Status400BadRequest };
            }
            try
            {
                var published = await keep.Publish(Id, Seen, Reason, stop);
                if (published.IsOk)
                {
                    TempData.Done(FormattableString.Invariant($"เผยแพร่ฉบับที่ {published.Value.Number} แล้ว"), $"ประชาชนเปิดอ่านได้ที่ {Address}");
                    return LocalRedirect($"/manuals/{Id}");
                }
                ModelState.AddModelError(published.Refusal is FurtherEditionNeedsReason ? nameof(Reason) : "", published.Refusal.Text);
            }
            catch (PdfPrintingException trouble)
            {
                ModelState.AddModelError("", trouble.Message);
                return new PageResult { StatusCode = StatusCodes.Status503ServiceUnavailable };
            }
        }
        return new PageResult { StatusCode = StatusCodes.Status400BadRequest };
    }
}

[Authorize(ManualsModule.Publish)]
internal sealed class WithdrawModel(AppDbContext db, PublicManuals manuals, PublicRoot root, KeepManuals keep) : ManualDeedModel(db, manuals, root)
{
    public async Task<IActionResult> OnGet(CancellationToken stop) => await Load(stop) && Newest is { IsWithdrawn: false } ? Page() : NotFound();

    public async Task<IActionResult> OnPost(CancellationToken stop)
    {
        if (!await Load(stop))
        {
            return NotFound();
        }
        if (string.IsNullOrWhiteSpace(Reason))
        {
            ModelState.AddModelError(nameof(Reason), "ใส่เหตุผลที่ถอน เช่น เลิกให้บริการนี้");
        }
        if (ModelState.IsValid)
        {
            var withdrawn = await keep.Withdraw(Id, Reason!, stop);
            if (withdrawn.IsOk)
            {
                TempData.Done("ถอนคู่มือแล้ว ประชาชนเปิดเนื้อหาไม่ได้อีก");
                return LocalRedirect($"/manuals/{Id}");
            }
            ModelState.AddModelError("", withdrawn.Refusal.Text);
        }
        return new PageResult { StatusCode = StatusCodes.Status400BadRequest };
    }
}
