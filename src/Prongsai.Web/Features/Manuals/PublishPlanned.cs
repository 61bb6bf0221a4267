using Microsoft.EntityFrameworkCore;
using Prongsai.Domain;
using Prongsai.Web.Platform.Inbox;
using Prongsai.Web.Platform.Jobs;
using Prongsai.Web.Platform.Persistence;

namespace Prongsai.Web.Features.Manuals;

/// <summary>Publishes the manuals whose day has come, and tells whoever planned it. One that cannot be published any more loses its plan, with the reason told.</summary>
internal sealed class PublishPlanned(AppDbContext db, KeepManuals keep, Notices notices, TimeProvider clock) : IJob
{
    public async Task Run(JobRun run, CancellationToken stop)
    {
        var today = ThaiDate.InBangkok(clock.GetUtcNow());
        var due = await db.Manuals.AsNoTracking().Where(m => m.PublishOn <= today).OrderBy(m => m.Number).ToListAsync(stop);
        var published = 0;
        foreach (var manual in due)
        {
            var made = await keep.Publish(manual.Id, manual.PublishVersion!.Value, manual.PublishReason, stop);
            if (made.IsOk)
            {
                published++;
            }
            else
            {
                await keep.Unplan(manual.Id, stop);
            }
            if (manual.PublishPersonId is { } person)
            {
                notices.Tell(person, made.IsOk ? $"เผยแพร่คู่มือ “{manual.Title}” ตามวันที่ตั้งไว้แล้ว" : $"ไม่ได้เผยแพร่คู่มือ “{manual.Title}” ตามวันที่ตั้งไว้ {Why(made.Refusal)}", $"/manuals/{manual.Id}");
                await db.SaveChangesAsync(stop);
            }
        }
        await run.Report(100, FormattableString.Invariant($"ถึงกำหนด {due.Count} เรื่อง เผยแพร่ {published} เรื่อง"), stop);
    }

    private static string Why(Refusal refusal) => refusal is ManualChangedMeanwhile ? "เพราะมีการแก้หลังตั้งวัน ตรวจแล้วตั้งใหม่" : refusal.Text;
}
