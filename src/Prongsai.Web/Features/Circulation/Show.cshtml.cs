using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Prongsai.Domain;
using Prongsai.Ui;
using Prongsai.Web.Platform.Identity;
using Prongsai.Web.Platform.Persistence;

namespace Prongsai.Web.Features.Circulation;

/// <summary>One notice: read it, acknowledge it; who keeps it sees who has not.</summary>
[Authorize("circulation.read")]
internal sealed class ShowModel(AppDbContext db, Circulate circulate, CurrentPerson person) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    [BindProperty, Display(Name = "เหตุที่ปิด"), StringLength(500, ErrorMessage = "ยาวได้ไม่เกิน 500 ตัวอักษร")]
    public string? Reason { get; set; }

    public Circular Circular { get; private set; } = null!;

    public bool IsForMe { get; private set; }

    public DateTimeOffset? Mine { get; private set; }

    public IReadOnlyList<(string Position, DateTimeOffset At, string? EnteredBy)> Read { get; private set; } = [];

    public IReadOnlyList<Person> Unread { get; private set; } = [];

    public async Task<IActionResult> OnGet(CancellationToken stop) => await Find(stop) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAcknowledge(CancellationToken stop) => await After(await circulate.Acknowledge(Id, stop), "รับทราบแล้ว", stop);

    public async Task<IActionResult> OnPostPaper([FromForm(Name = "person")] Guid reader, CancellationToken stop) =>
        person.May("circulation.write") ? await After(await circulate.AcknowledgeOnPaper(Id, reader, stop), "บันทึกการรับทราบในกระดาษแล้ว", stop) : Forbid();

    public async Task<IActionResult> OnPostClose(CancellationToken stop) =>
        person.May("circulation.write") ? await After(await circulate.Close(Id, Reason, stop), "ปิดเรื่องแล้ว", stop) : Forbid();

    public async Task<IActionResult> OnPostRemind(CancellationToken stop)
    {
        if (!person.May("circulation.write"))
        {
            return Forbid();
        }
        if (await db.Circulars.AsNoTracking().FirstOrDefaultAsync(c => c.Id == Id && c.ClosedAt == null, stop) is not { } circular)
        {
            return NotFound();
        }
        var told = await circulate.Remind(circular, stop);
        db.Record("circular.reminded", "circular", Id, data: new { told });
        await db.SaveChangesAsync(stop);
        TempData.Done($"เตือนแล้ว {told} คน");
        return Redirect($"/circulation/{Id}");
    }

    private async Task<IActionResult> After(Result<Guid> done, string words, CancellationToken stop)
    {
        if (done.IsOk)
        {
            TempData.Done(words);
            return Redirect($"/circulation/{Id}");
        }
        ModelState.AddModelError(done.Refusal is WhyCloseIsMissing ? nameof(Reason) : "", done.Refusal.Text);
        return await Find(stop) ? new PageResult { StatusCode = StatusCodes.Status400BadRequest } : NotFound();
    }

    private async Task<bool> Find(CancellationToken stop)
    {
        if (await db.Circulars.AsNoTracking().FirstOrDefaultAsync(c => c.Id == Id, stop) is not { } circular)
        {
            return false;
        }
        Circular = circular;
        var people = await db.People.AsNoTracking().Where(p => p.Active).OrderBy(p => p.Sort).ToListAsync(stop);
        var receipts = await db.CircularReceipts.AsNoTracking().Where(r => r.CircularId == Id).ToDictionaryAsync(r => r.PersonId, stop);
        IsForMe = people.Find(p => p.Id == person.PersonId) is { } me && circular.IsFor(me);
        Mine = receipts.GetValueOrDefault(person.PersonId ?? Guid.Empty)?.At;
        var readers = people.Where(circular.IsFor).ToList();
        Read = [.. readers.Where(p => receipts.ContainsKey(p.Id)).Select(p => (p.Position, receipts[p.Id].At, receipts[p.Id].EnteredBy))];
        Unread = readers.FindAll(p => !receipts.ContainsKey(p.Id));
        return true;
    }
}
