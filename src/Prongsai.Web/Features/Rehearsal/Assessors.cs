using Microsoft.EntityFrameworkCore;
using Prongsai.Domain;
using Prongsai.Web.Platform.Identity;
using Prongsai.Web.Platform.Modules;
using Prongsai.Web.Platform.Organisations;
using Prongsai.Web.Platform.Persistence;

namespace Prongsai.Web.Features.Rehearsal;

internal sealed record OwnItem(string Unit) : Refusal($"ข้อนี้{Unit} ซึ่งเป็นหน่วยของท่าน เป็นผู้จัดทำ ให้คนของหน่วยอื่นตัดสิน");

internal sealed record AnotherUnitAssesses(string Unit) : Refusal($"ข้อนี้มอบให้{Unit}ตัดสิน เปลี่ยนหน่วยผู้ประเมินได้ที่หน้าซ้อมประเมิน");

internal sealed record UnitIsGone() : Refusal("ไม่พบหน่วยที่เลือก อาจถูกปิดไปแล้ว เลือกใหม่จากรายการ");

internal sealed record SameUnitTwice() : Refusal("เลือกหน่วยที่สองให้ต่างจากหน่วยแรก เพราะหน่วยที่สองตัดสินข้อที่หน่วยแรกจัดทำเอง");

/// <summary>Who plays the assessor in a year's rehearsal.</summary>
/// <param name="First">The unit that assesses; null where whoever has the permission does.</param>
/// <param name="Second">The unit that assesses what the first owns; null: any other unit.</param>
/// <param name="Units">Names, also of units that are no longer active.</param>
internal sealed record AssessingUnits(Guid? First, Guid? Second, IReadOnlyDictionary<Guid, string> Units)
{
    public string? NameOf(Guid? unit) => unit is { } id ? Units.GetValueOrDefault(id) : null;

    /// <summary>The unit an item is given to; null: any but its owner's.</summary>
    public Guid? Of(Guid? owner) => First is { } first && first == owner ? Second : First;

    /// <summary>Why a person of a unit may not decide on an item; null when they may.</summary>
    /// <param name="owner">The unit that prepares the item; null where none was named.</param>
    /// <param name="unit">The person's; null where they are of none.</param>
    public Refusal? Bar(Guid? owner, Guid? unit) =>
        owner is not null && owner == unit ? new OwnItem(NameOf(owner) ?? "หน่วยเจ้าของข้อ")
        : Of(owner) is { } given && given != unit ? new AnotherUnitAssesses(NameOf(given) ?? "หน่วยอื่น")
        : null;
}

/// <summary>Says and keeps which units play the assessor.</summary>
internal sealed class Assessors(AppDbContext db, CurrentPerson person, TimeProvider clock) : IUseCase
{
    public async Task<AssessingUnits> Of(FiscalYear year, CancellationToken stop)
    {
        var kept = await db.RehearsalAssessors.AsNoTracking().FirstOrDefaultAsync(a => a.Year == year, stop);
        return new(kept?.UnitId, kept?.SecondUnitId, await db.Units.AsNoTracking().ToDictionaryAsync(u => u.Id, u => u.Name, stop));
    }

    /// <param name="year">Rehearsed.</param>
    /// <param name="first">Null: whoever has the permission.</param>
    /// <param name="second">For the items the first owns.</param>
    /// <param name="stop">Ends the work.</param>
    public async Task<Refusal?> Assign(FiscalYear year, Guid? first, Guid? second, CancellationToken stop)
    {
        second = first is null ? null : second;
        if (first is not null && first == second)
        {
            return new SameUnitTwice();
        }
        var named = new[] { first, second }.OfType<Guid>().ToList();
        if (await db.Units.CountAsync(u => u.Active && named.Contains(u.Id), stop) != named.Count)
        {
            return new UnitIsGone();
        }
        var kept = await db.RehearsalAssessors.FirstOrDefaultAsync(a => a.Year == year, stop);
        if (first is not { } unit)
        {
            if (kept is not null)
            {
                db.RehearsalAssessors.Remove(kept);
            }
        }
        else if (kept is null)
        {
            db.RehearsalAssessors.Add(new RehearsalAssessor { Year = year, UnitId = unit, SecondUnitId = second, AssignedBy = person.Position, AssignedAt = clock.GetUtcNow() });
        }
        else
        {
            (kept.UnitId, kept.SecondUnitId, kept.AssignedBy, kept.AssignedAt) = (unit, second, person.Position, clock.GetUtcNow());
        }
        db.Record("rehearsal.assigned", "rehearsal", year.ToString(), null, new { first, second });
        await db.SaveChangesAsync(stop);
        return null;
    }
}
