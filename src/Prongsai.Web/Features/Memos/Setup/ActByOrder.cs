using Microsoft.EntityFrameworkCore;
using Prongsai.Domain;
using Prongsai.Domain.Approval;
using Prongsai.Web.Features.Memos.Data;
using Prongsai.Web.Platform.Modules;
using Prongsai.Web.Platform.Organisations;
using Prongsai.Web.Platform.Persistence;

namespace Prongsai.Web.Features.Memos.Setup;

internal sealed record OrderIsNotThere() : Refusal("คำสั่งนี้ถูกยกเลิกหรือไม่มีในทะเบียนแล้ว เลือกคำสั่งอื่น หรือพิมพ์เลขคำสั่งเอง");

internal sealed record OutsideTheOrder(string Number, DateOnly From, DateOnly? Until)
    : Refusal($"ช่วงต้องอยู่ในช่วงของคำสั่งที่ {Number} คือ {ThaiDate.Short(From)} ถึง {(Until is { } last ? ThaiDate.Short(last) : "จนกว่าจะมีคำสั่งเปลี่ยน")}");

/// <summary>
/// Acting for a post by an order of the register: number and person are the order's, the days lie within the order's, and it ends in the
/// save in which the order is cancelled.
/// </summary>
internal sealed class ActByOrder(AppDbContext db, KeepSetup keep, IOrderRegister orders) : IUseCase, IRestsOnOrders
{
    /// <param name="kind">รักษาราชการแทน or ปฏิบัติราชการแทน.</param>
    /// <param name="post">The post acted for.</param>
    /// <param name="orderId">Of the register.</param>
    /// <param name="assignment">Who acts, as the order names him.</param>
    /// <param name="from">The first day, not before the order's.</param>
    /// <param name="until">The last day, not after the order's.</param>
    /// <param name="stop">Ends the work.</param>
    public async Task<Result<Guid>> Do(ActingKind kind, string post, Guid orderId, Guid assignment, DateOnly from, DateOnly? until, CancellationToken stop)
    {
        if (await orders.Find(orderId, stop) is not { IsCancelled: false } order || order.People.FirstOrDefault(p => p.Id == assignment) is not { } named)
        {
            return new OrderIsNotThere();
        }
        if (from < order.From || (order.Until is { } last && (until is null || until > last)))
        {
            return new OutsideTheOrder(order.Number, order.From, order.Until);
        }
        return await keep.Acting(kind, post, named.PersonId, order.Number, order.Id, from, until, stop);
    }

    public async Task Cancelled(Guid order, string number, DateOnly on, CancellationToken stop)
    {
        foreach (var acting in await db.Acting.Where(a => a.OrderId == order && a.EndedBecause == null && (a.EndsOn == null || a.EndsOn >= on)).ToListAsync(stop))
        {
            var last = on.AddDays(-1);
            acting.EndsOn = last < acting.StartsOn ? acting.StartsOn : last;
            acting.EndedBecause = $"ยกเลิกคำสั่งที่ {number}";
            db.Record("acting.ended", "acting", acting.Id, acting.EndedBecause);
        }
    }
}
