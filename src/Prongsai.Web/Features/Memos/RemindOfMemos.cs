using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Prongsai.Domain;
using Prongsai.Web.Features.Memos.Data;
using Prongsai.Web.Platform.Identity;
using Prongsai.Web.Platform.Inbox;
using Prongsai.Web.Platform.Jobs;
using Prongsai.Web.Platform.Mail;
using Prongsai.Web.Platform.Organisations;
using Prongsai.Web.Platform.Persistence;

namespace Prongsai.Web.Features.Memos;

/// <summary>
/// Each day: who has let a memorandum wait as many days as the organisation allows is reminded, in the product and by mail, and again after
/// as many days more; its author is told with whom it lies. Days are counted in Bangkok.
/// </summary>
internal sealed class RemindOfMemos(AppDbContext db, Notices notices, MailQueue mail, CurrentOrganisation organisation, TimeProvider clock) : IJob
{
    public async Task Run(JobRun run, CancellationToken stop)
    {
        var after = await db.Set<MemoSettings>().AsNoTracking().Select(s => (int?)s.RemindAfterDays).FirstOrDefaultAsync(stop) ?? MemoSettings.UsualRemindAfterDays;
        if (after == 0)
        {
            return;
        }
        var now = clock.GetUtcNow();
        var today = ThaiDate.InBangkok(now);
        var open = await db.MemoSteps.Where(s => s.State == StepState.Open && s.OpenedAt != null).Join(db.Memos, s => s.MemoId, m => m.Id, (s, m) => new { Step = s, Memo = m }).Where(x => x.Memo.State == MemoState.Sent).ToListAsync(stop);
        var due = open.Where(x => Days(x.Step.RemindedAt ?? x.Step.OpenedAt!.Value) >= after).ToList();
        var posts = due.Select(x => x.Step.PersonId).ToHashSet();
        var accounts = await db.People.AsNoTracking().Where(p => posts.Contains(p.Id) && p.Active && p.AccountId != null).ToDictionaryAsync(p => p.Id, p => p.AccountId!.Value, stop);
        foreach (var x in due)
        {
            var waited = Days(x.Step.OpenedAt!.Value);
            x.Step.RemindedAt = now;
            notices.Tell(x.Step.PersonId, $"บันทึก {x.Memo.NumberText} รอความเห็นของท่านมา {Text(waited)} วันแล้ว", $"/memos/{x.Memo.Id}/decide");
            notices.Tell(x.Memo.AuthorId, $"บันทึก {x.Memo.NumberText} อยู่ที่{x.Step.Post}มา {Text(waited)} วันแล้ว ระบบเตือนแล้ว", $"/memos/{x.Memo.Id}");
            if (accounts.TryGetValue(x.Step.PersonId, out var account))
            {
                mail.Add(account, $"บันทึกรอความเห็น {organisation.Card.ShortName}", $"บันทึกที่ {x.Memo.NumberText} เรื่อง {x.Memo.Subject}\nรอความเห็นของท่านมา {Text(waited)} วันแล้ว\n\nเปิดระบบแล้วเลือก “บันทึกข้อความ” เพื่ออ่านและลงความเห็น\n");
            }
        }
        await db.SaveChangesAsync(stop);
        await run.Report(100, $"เตือน {Text(due.Count)} ขั้น", stop);

        int Days(DateTimeOffset since) => today.DayNumber - ThaiDate.InBangkok(since).DayNumber;
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
