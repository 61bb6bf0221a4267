using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Prongsai.Domain;
using Prongsai.Ui;
using Prongsai.Web.Platform.Identity;
using Prongsai.Web.Platform.Persistence;

namespace Prongsai.Web.Features.Orders;

/// <summary>One order, its people and their duties.</summary>
[Authorize("orders.read")]
internal sealed class ShowModel(AppDbContext db, KeepOrders keep, CurrentPerson person, TimeProvider clock) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    [BindProperty, Display(Name = "เหตุที่ยกเลิก"), StringLength(500, ErrorMessage = "ยาวได้ไม่เกิน 500 ตัวอักษร")]
    public string? Reason { get; set; }

    public Order Order { get; private set; } = null!;

    public IReadOnlyDictionary<Guid, string> People { get; private set; } = new Dictionary<Guid, string>();

    public async Task<IActionResult> OnGet(CancellationToken stop) => await Find(stop) ? Page() : NotFound();

    public async Task<IActionResult> OnPost(CancellationToken stop)
    {
        if (!person.May("orders.write"))
        {
            return Forbid();
        }
        if (ModelState.IsValid)
        {
            var cancelled = await keep.Cancel(Id, ThaiDate.InBangkok(clock.GetUtcNow()), Reason, stop);
            if (cancelled.IsOk)
            {
                TempData.Done("ยกเลิกคำสั่งแล้ว");
                return Redirect($"/orders/{Id}");
            }
            ModelState.AddModelError(nameof(Reason), cancelled.Refusal.Text);
        }
        return await Find(stop) ? new PageResult { StatusCode = StatusCodes.Status400BadRequest } : NotFound();
    }

    private async Task<bool> Find(CancellationToken stop)
    {
        if (await db.Orders.AsNoTracking().Include(o => o.Duties).FirstOrDefaultAsync(o => o.Id == Id, stop) is not { } order)
        {
            return false;
        }
        Order = order;
        People = await db.People.AsNoTracking().ToDictionaryAsync(p => p.Id, p => p.Position, stop);
        return true;
    }
}
