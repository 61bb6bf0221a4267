using Microsoft.EntityFrameworkCore;
using Prongsai.Web.Platform.Identity;
using Prongsai.Web.Platform.Inbox;
using Prongsai.Web.Platform.Jobs;
using Prongsai.Web.Platform.Persistence;
using Prongsai.Web.Platform.Privacy;

namespace Prongsai.Web.Features.Privacy;

/// <summary>Names of people who left the office long ago; what they did stays under their positions.</summary>
internal sealed class ForgetNames(AppDbContext db, TimeProvider clock) : IForgets
{
    public string Kind => "names";

    public string Title => "ชื่อและอีเมลของผู้พ้นหน้าที่";

    public string Why => "เผื่อการตรวจสอบย้อนหลัง หลังจากนั้นเหลือแค่ตำแหน่งในบันทึกราชการ";

    public int UsualMonths => 60;

    public int LeastMonths => 12;

    public async Task<int> Forget(DateTimeOffset before, CancellationToken stop)
    {
        var day = Prongsai.Domain.ThaiDate.InBangkok(before);
        var now = clock.GetUtcNow();
        return await db.People.Where(p => !p.Active && p.LeftOn < day && p.ErasedAt == null)
            .ExecuteUpdateAsync(set => set.SetProperty(p => p.Name, "").SetProperty(p => p.Email, (string?)null).SetProperty(p => p.ErasedAt, now), stop);
    }
}

/// <summary>Notices in the product.</summary>
internal sealed class ForgetNotices(AppDbContext db) : IForgets
{
    public string Kind => "notices";

    public string Title => "แจ้งเตือนในระบบ";

    public string Why => "บอกว่ามีเรื่องรอ เมื่อเรื่องผ่านไปแล้วไม่มีประโยชน์";

    public int UsualMonths => 12;

    public int LeastMonths => 1;

    public Task<int> Forget(DateTimeOffset before, CancellationToken stop) => db.Notices.Where(n => n.CreatedAt < before).ExecuteDeleteAsync(stop);
}

/// <summary>Where people were signed in, and one-time links that are over.</summary>
internal sealed class ForgetSignIns(AppDbContext db) : IForgets
{
    public string Kind => "sign-ins";

    public string Title => "ร่องรอยการเข้าสู่ระบบ";

    public string Why => "ให้เจ้าตัวและผู้ดูแลตรวจว่ามีใครเข้าแทน กฎหมายคอมพิวเตอร์ให้เก็บอย่างน้อย 90 วัน";

    public int UsualMonths => 6;

    public int LeastMonths => 3;

    public async Task<int> Forget(DateTimeOffset before, CancellationToken stop)
    {
        var own = db.People.Where(p => p.AccountId != null).Select(p => p.AccountId!.Value);
        return await db.Sessions.Where(s => own.Contains(s.AccountId) && s.LastSeenAt < before).ExecuteDeleteAsync(stop)
            + await db.RecoveryCodes.Where(c => own.Contains(c.AccountId) && c.UsedAt < before).ExecuteDeleteAsync(stop);
    }
}

/// <summary>Background work that is done.</summary>
internal sealed class ForgetJobs(AppDbContext db) : IForgets
{
    public string Kind => "jobs";

    public string Title => "งานเบื้องหลังที่เสร็จแล้ว";

    public string Why => "ใช้ดูว่าทำอะไรไปแล้ว ผลของงานเก็บอยู่ที่อื่น";

    public int UsualMonths => 3;

    public int LeastMonths => 1;

    public Task<int> Forget(DateTimeOffset before, CancellationToken stop) => db.Jobs.Where(j => (j.State == JobState.Done || j.State == JobState.Failed) && j.FinishedAt < before).ExecuteDeleteAsync(stop);
}
