using Microsoft.EntityFrameworkCore;
using Prongsai.Domain;
using Prongsai.Web.Platform.Examples;
using Prongsai.Web.Platform.Identity;
using Prongsai.Web.Platform.Persistence;

namespace Prongsai.Web.Features.Orders;

/// <summary>The example's order appointing its working group for the year, and one officer for complaints.</summary>
internal sealed class ExampleOrder(AppDbContext db, KeepOrders keep, TimeProvider clock) : IExampleLoader
{
    public async Task Load(CancellationToken stop)
    {
        var people = await db.People.AsNoTracking().ToDictionaryAsync(p => p.Position, p => p.Id, stop);
        var today = ThaiDate.InBangkok(clock.GetUtcNow());
        var year = FiscalYear.Of(today);
        const string Duty = "คณะทำงานประเมินคุณธรรมและความโปร่งใส";
        await keep.Add(
            new(FormattableString.Invariant($"101/{year.Value}"), $"แต่งตั้งคณะทำงานขับเคลื่อนการประเมินคุณธรรมและความโปร่งใส ประจำปีงบประมาณ พ.ศ. {year}", year.FirstDay, year.FirstDay, year.LastDay,
            [
                new(people["ปลัดองค์การบริหารส่วนตำบล"], Duty, "ประธานคณะทำงาน"), new(people["ผู้อำนวยการกองคลัง"], Duty, "คณะทำงาน"), new(people["ผู้อำนวยการกองช่าง"], Duty, "คณะทำงาน"),
                new(people["นักวิเคราะห์นโยบายและแผน"], Duty, "คณะทำงานและเลขานุการ"), new(people["นิติกร"], "รับเรื่องร้องเรียนการทุจริต", ""),
            ]),
            null, null, stop);
        await keep.Add(
            new(FormattableString.Invariant($"45/{year.Value}"), "ให้ผู้อำนวยการกองคลังรักษาราชการแทนรองปลัดองค์การบริหารส่วนตำบล", today.AddDays(-21), today.AddDays(-20), today.AddDays(340),
            [new(people["ผู้อำนวยการกองคลัง"], "รักษาราชการแทนรองปลัดองค์การบริหารส่วนตำบล", "")]),
            null, null, stop);
    }
}
