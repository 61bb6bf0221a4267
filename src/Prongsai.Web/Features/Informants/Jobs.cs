using Prongsai.Informants;
using Prongsai.Web.Platform.Examples;
using Prongsai.Web.Platform.Inbox;
using Prongsai.Web.Platform.Jobs;
using Prongsai.Web.Platform.Persistence;

namespace Prongsai.Web.Features.Informants;

/// <summary>Destroys what the rule says and ends appointments whose order ended. What it found stays behind the wall.</summary>
internal sealed class KeepInformants(IBehindTheWall wall) : IJob
{
    public Task Run(JobRun run, CancellationToken stop) => wall.Keep(stop);
}

/// <summary>
/// Reminds everyone appointed, alike, every week, whether there is a report or not: a notice that only some got would tell whom a report
/// names. What is due stands on the desk, behind the key.
/// </summary>
internal sealed class RemindRecipients(IBehindTheWall wall, Notices notices, AppDbContext db) : IJob
{
    public async Task Run(JobRun run, CancellationToken stop)
    {
        foreach (var person in await wall.Appointed(stop))
        {
            notices.Tell(person, "ถึงรอบเปิดโต๊ะรับเรื่อง (แจ้งผู้ได้รับแต่งตั้งทุกคนทุกสัปดาห์ ไม่ว่ามีเรื่องหรือไม่)", "/desk");
        }
        await db.SaveChangesAsync(stop);
    }
}

/// <summary>Opens the channel of the worked example.</summary>
internal sealed class ExampleChannel(IBehindTheWall wall) : IExampleLoader
{
    public Task Load(CancellationToken stop) => wall.LoadExample(stop);
}
