using Microsoft.EntityFrameworkCore;
using Prongsai.Domain;
using Prongsai.Web.Features.Publication.Watching;
using Prongsai.Web.Platform.Cycle;
using Prongsai.Web.Platform.Identity;
using Prongsai.Web.Platform.Persistence;
using Prongsai.Web.Platform.Publishing;

namespace Prongsai.Web.Features.Publication.Items;

/// <summary>What waits at the items of the year: gone from outside, overdue, due soon, to be looked at again. One line for each, not one for each item.</summary>
internal sealed class ItemTasks(ItemsOf items, AppDbContext db, CurrentPerson person, TimeProvider clock) : ITaskSource
{
    private const int DaysAhead = 14;

    public string Permission => "items.write";

    public async Task<IReadOnlyList<NextTask>> Tasks(FiscalYear workingYear, CancellationToken stop)
    {
        if (await items.Of(workingYear, stop) is not { IsInUse: true } all)
        {
            return [];
        }
        var (now, today) = (clock.GetUtcNow(), ThaiDate.InBangkok(clock.GetUtcNow()));
        // Whoever belongs to a unit is shown the unit's items and those without an owner.
        var mine = all.Items.Where(i => person.UnitId is null || i.Work?.UnitId is null || i.Work.UnitId == person.UnitId).ToList();
        var hour = now - TimeSpan.FromHours(1.5);
        var failing = await db.ItemFailures.AsNoTracking().Where(f => f.Year == workingYear && f.At > hour).Select(f => (int)f.Number).Distinct().ToListAsync(stop);
        var gone = mine.Where(i => failing.Contains(i.Number) && i.Public.State is PublicItemState.Published).ToList();
        var late = mine.Where(i => i.IsLate(today)).ToList();
        var soon = mine.Where(i => i.Public.State is not PublicItemState.Published && i.Work?.DueOn is { } due && due >= today && due <= today.AddDays(DaysAhead)).ToList();
        var stale = mine.Where(i => i.State is ItemState.Stale).ToList();
        var list = $"/items/{workingYear}";
        return
        [
            .. Of(gone, "เปิดจากภายนอกไม่ได้", "ผู้ประเมินเปิดไม่ได้ในตอนนี้ ดูเหตุแล้วแจ้งผู้ดูแลระบบ", $"{list}/watch", null, 5),
            .. Of(late, "เลยกำหนดเผยแพร่", "ข้อที่ไม่เผยแพร่ได้ศูนย์ ไม่มีครึ่งคะแนน", list, late.Min(i => i.Work?.DueOn), 20),
            .. Of(soon, $"ครบกำหนดใน {DaysAhead} วัน", "เขียนคำตอบ ให้คนที่สองดู แล้วเผยแพร่", list, soon.Min(i => i.Work?.DueOn), 40),
            .. Of(stale, "ต้องดูใหม่", "มีการแก้หลังเผยแพร่หรือหลังยืนยัน", $"{list}?state=stale", null, 45),
        ];
    }

    private static IEnumerable<NextTask> Of(List<OfficeItem> which, string what, string why, string href, DateOnly? due, int order)
    {
        if (which.Count > 0)
        {
            yield return new NextTask(which.Count == 1 ? $"ข้อ {which[0].Public.Code} {which[0].Rule.Title} {what}" : $"ข้อ OIT {which.Count} ข้อ{what}", which.Count == 1 && order > 5 ? which[0].Href : href, why, due, order);
        }
    }
}
