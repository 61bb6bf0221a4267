using Microsoft.EntityFrameworkCore;
using Prongsai.Web.Platform.Examples;
using Prongsai.Web.Platform.Identity;
using Prongsai.Web.Platform.Persistence;
using Prongsai.Domain;

namespace Prongsai.Web.Features.Circulation;

/// <summary>A standing notice of the example, read by some on paper and not yet by the others.</summary>
internal sealed class ExampleCircular(AppDbContext db, Circulate circulate, TimeProvider clock) : IExampleLoader
{
    public async Task Load(CancellationToken stop)
    {
        var sent = await circulate.Send(
            new("แนวปฏิบัติการยืมทรัพย์สินของทางราชการ", "ทุกครั้งที่ยืมให้บันทึกในทะเบียนก่อนนำออก และคืนภายในวันที่ระบุ\nผู้อนุญาตคือหัวหน้าส่วนราชการที่ดูแลทรัพย์สินนั้น\nอ่านแล้วกดรับทราบ", [], true, ThaiDate.InBangkok(clock.GetUtcNow()).AddDays(14)), null, null, stop);
        foreach (var reader in await db.People.AsNoTracking().Where(p => p.Active).OrderBy(p => p.Sort).Take(9).Select(p => p.Id).ToListAsync(stop))
        {
            await circulate.AcknowledgeOnPaper(sent.Value, reader, stop);
        }
    }
}
