using Microsoft.EntityFrameworkCore;
using Prongsai.Web.Platform.Identity;
using Prongsai.Web.Platform.Jobs;
using Prongsai.Web.Platform.Mail;
using Prongsai.Web.Platform.Organisations;
using Prongsai.Web.Platform.Persistence;

namespace Prongsai.Web.Features.Administration;

/// <param name="PersonId">Who is invited.</param>
/// <param name="Site">https://ita.example.go.th</param>
internal sealed record InvitationToSend(Guid PersonId, string Site);

/// <summary>Mails a one-time link. It is made here, at the last moment, so that it stands in no table of jobs.</summary>
internal sealed class SendInvitation(AppDbContext db, KeepPeople people, IMailSender sender, CurrentOrganisation organisation) : IJob
{
    public async Task Run(JobRun run, CancellationToken stop)
    {
        var ask = run.Arguments<InvitationToSend>();
        var person = await db.People.AsNoTracking().FirstOrDefaultAsync(p => p.Id == ask.PersonId && p.Active, stop);
        var address = person is null ? null : person.AccountId is { } account ? await db.Users.Where(a => a.Id == account).Select(a => a.Email).FirstOrDefaultAsync(stop) : person.Email;
        if (string.IsNullOrEmpty(address))
        {
            return;
        }
        var link = await people.Invite(ask.PersonId, stop);
        if (!link.IsOk)
        {
            throw new JobRefused(link.Refusal);
        }
        var (subject, what) = person!.AccountId is null ? ("เชิญใช้ระบบโปร่งใส", "ตั้งชื่อผู้ใช้และรหัสผ่าน") : ("ตั้งรหัสผ่านใหม่ของระบบโปร่งใส", "ตั้งรหัสผ่านใหม่");
        await sender.Send(address, subject, $"{organisation.Card.ShortName} ส่งลิงก์ให้ท่าน{what} ใช้ได้ครั้งเดียวภายใน 7 วัน\n\n{ask.Site}{link.Value}\n\nถ้าท่านไม่ได้เกี่ยวข้อง ไม่ต้องทำอะไร และลบอีเมลนี้", stop);
    }
}
