using Microsoft.EntityFrameworkCore;
using Prongsai.Web.Features.Memos.Data;
using Prongsai.Web.Platform.Organisations;
using Prongsai.Web.Platform.Persistence;

namespace Prongsai.Web.Features.Memos;

/// <summary>Memoranda that wait for a person, and the posts he acts in.</summary>
internal sealed class DutiesOnMemos(AppDbContext db) : IHeldDuties
{
    public async Task<IReadOnlyList<HeldDuty>> Of(Guid personId, DateOnly on, CancellationToken stop)
    {
        var waiting = await db.MemoSteps.AsNoTracking().Where(s => s.PersonId == personId && s.State == StepState.Open)
            .Join(db.Memos.Where(m => m.State == MemoState.Sent), s => s.MemoId, m => m.Id, (_, m) => new { m.Id, m.Subject }).Distinct().Take(50).ToListAsync(stop);
        var acting = await db.Acting.AsNoTracking().Where(a => a.PersonId == personId && a.StartsOn <= on && (a.EndsOn == null || a.EndsOn >= on)).ToListAsync(stop);
        return
        [
            .. waiting.Select(m => new HeldDuty($"บันทึกที่รอพิจารณา: {m.Subject}", $"/memos/{m.Id}")),
            .. acting.Select(a => new HeldDuty($"แทนตำแหน่ง{a.Post} ตามคำสั่งที่ {a.OrderNumber}", "/memos/acting")),
        ];
    }
}
