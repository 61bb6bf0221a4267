using Microsoft.EntityFrameworkCore;
using Npgsql;
using Prongsai.Domain;
using Prongsai.Web.Platform.Files;
using Prongsai.Web.Platform.Identity;
using Prongsai.Web.Platform.Modules;
using Prongsai.Web.Platform.Inbox;
using Prongsai.Web.Platform.Organisations;
using Prongsai.Web.Platform.Persistence;

namespace Prongsai.Web.Features.Orders;

internal sealed record OrderRunsBackwards() : Refusal("วันสิ้นสุดต้องไม่ก่อนวันเริ่ม");

internal sealed record OrderHasNobody() : Refusal("ใส่ผู้ได้รับมอบหมายอย่างน้อยหนึ่งคน พร้อมหน้าที่");

internal sealed record OrderNumberIsTaken(string Number) : Refusal($"มีคำสั่งที่ {Number} อยู่แล้ว ตรวจเลขคำสั่ง");

internal sealed record OrderPersonIsUnknown() : Refusal("เลือกบุคคลจากรายการ");

internal sealed record OrderIsGone() : Refusal("ไม่พบคำสั่งนี้");

internal sealed record OrderFileIsRefused() : Refusal("ไฟล์คำสั่งต้องเป็น PDF PNG หรือ JPG ตรวจว่าไฟล์เปิดได้จริง");

internal sealed record WhyCancelIsMissing() : Refusal("บอกเหตุที่ยกเลิก เช่น คำสั่งใหม่ที่ใช้แทน");

/// <summary>Enters orders and cancels them. An order is not edited: a wrong one is cancelled with a reason and entered anew.</summary>
internal sealed class KeepOrders(AppDbContext db, FileStore files, Notices notices, IEnumerable<IRestsOnOrders> rest, CurrentPerson person, TimeProvider clock) : IUseCase
{
    public const long LargestFile = 20L * 1024 * 1024;

    public sealed record Assignment(Guid PersonId, string Duty, string Place);

    public sealed record Input(string Number, string Subject, DateOnly IssuedOn, DateOnly From, DateOnly? Until, IReadOnlyList<Assignment> People);

    public async Task<Result<Guid>> Add(Input input, Stream? file, string? fileName, CancellationToken stop)
    {
        if (input.Until < input.From)
        {
            return new OrderRunsBackwards();
        }
        if (input.People.Count == 0 || input.People.Any(p => string.IsNullOrWhiteSpace(p.Duty)))
        {
            return new OrderHasNobody();
        }
        var ids = input.People.Select(p => p.PersonId).Distinct().ToList();
        if (await db.People.CountAsync(p => ids.Contains(p.Id), stop) != ids.Count)
        {
            return new OrderPersonIsUnknown();
        }
        Guid? fileId = null;
        if (file is not null)
        {
            var head = new byte[8];
            var read = await file.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, stop);
            file.Position = 0;
            if (TypeOf(head.AsSpan(0, read)) is not { } type)
            {
                return new OrderFileIsRefused();
            }
            var stored = await files.Add(file, fileName ?? "order", type, LargestFile, stop);
            if (!stored.IsOk)
            {
                return stored.Refusal;
            }
            fileId = stored.Value.Id;
        }
        var order = new Order { Number = ThaiDigits.ToArabic(input.Number.Trim()), Subject = input.Subject.Trim(), IssuedOn = input.IssuedOn, StartsOn = input.From, EndsOn = input.Until, FileId = fileId, CreatedAt = clock.GetUtcNow() };
        order.Duties.AddRange(input.People.Select((p, i) => new OrderDuty { OrderId = order.Id, Sort = i + 1, PersonId = p.PersonId, Duty = p.Duty.Trim(), DutyKey = OrderDuty.KeyOf(p.Duty), Place = p.Place.Trim() }));
        db.Orders.Add(order);
        foreach (var id in ids.Where(i => i != person.PersonId))
        {
            notices.Tell(id, $"คำสั่งที่ {order.Number} มอบหมายหน้าที่ให้ท่าน", $"/orders/{order.Id}");
        }
        db.Record("order.added", "order", order.Id, data: new { number = order.Number, from = order.StartsOn, until = order.EndsOn, duties = order.Duties.Count });
        try
        {
            await db.SaveChangesAsync(stop);
            return order.Id;
        }
        catch (DbUpdateException e) when (e.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation })
        {
            db.ChangeTracker.Clear();
            return new OrderNumberIsTaken(order.Number);
        }
    }

    public async Task<Result<Guid>> Cancel(Guid id, DateOnly on, string? why, CancellationToken stop)
    {
        if (string.IsNullOrWhiteSpace(why))
        {
            return new WhyCancelIsMissing();
        }
        if (await db.Orders.Include(o => o.Duties).FirstOrDefaultAsync(o => o.Id == id && o.CancelledOn == null, stop) is not { } order)
        {
            return new OrderIsGone();
        }
        (order.CancelledOn, order.CancelledBecause) = (on, why.Trim());
        foreach (var who in order.Duties.Select(d => d.PersonId).Distinct().Where(p => p != person.PersonId))
        {
            notices.Tell(who, $"คำสั่งที่ {order.Number} ถูกยกเลิก", $"/orders/{order.Id}");
        }
        foreach (var area in rest)
        {
            await area.Cancelled(id, order.Number, on, stop);
        }
        db.Record("order.cancelled", "order", id, why.Trim());
        await db.SaveChangesAsync(stop);
        return id;
    }

    private static string? TypeOf(ReadOnlySpan<byte> head) => head switch
    {
        [(byte)'%', (byte)'P', (byte)'D', (byte)'F', (byte)'-', ..] => "application/pdf",
        [0x89, (byte)'P', (byte)'N', (byte)'G', ..] => "image/png",
        [0xFF, 0xD8, 0xFF, ..] => "image/jpeg",
        _ => null,
    };
}
