using Microsoft.EntityFrameworkCore;
using Prongsai.Domain.Approval;
using Prongsai.Web.Features.Memos.Data;
using Prongsai.Web.Features.Memos.Setup;
using Prongsai.Web.Platform.Examples;
using Prongsai.Web.Platform.Identity;
using Prongsai.Web.Platform.Organisations;
using Prongsai.Web.Platform.Persistence;

namespace Prongsai.Web.Features.Memos;

/// <summary>A memorandum of the example in the middle of its chain, one post being acted for; each deed done as the position that would do it.</summary>
internal sealed class ExampleMemo(AppDbContext db, IServiceScopeFactory scopes, CurrentOrganisation organisation, MemosOf memos, KeepSetup setup, ActByOrder act, IOrderRegister orders, TimeProvider clock) : IExampleLoader
{
    public async Task Load(CancellationToken stop)
    {
        var people = await db.People.AsNoTracking().ToDictionaryAsync(p => p.Position, stop);
        var today = Domain.ThaiDate.InBangkok(clock.GetUtcNow());
        var units = await db.Units.AsNoTracking().OrderBy(u => u.Sort).ToListAsync(stop);
        await setup.Codes(units.Select((u, i) => (u.Id, Code: (string?)FormattableString.Invariant($"ตย 7000{i + 1}"))).ToDictionary(u => u.Id, u => u.Code), stop);
        var order = (await orders.InForce(today, stop)).First(o => o.Number.StartsWith("45/", StringComparison.Ordinal));
        await act.Do(ActingKind.Acting, "รองปลัดองค์การบริหารส่วนตำบล", order.Id, order.People[0].Id, order.From, order.Until, stop);
        var unit = units.First(u => u.Name == "สำนักปลัด");
        var chain = memos.Usual().Id;
        var memo = await As(people["นักวิเคราะห์นโยบายและแผน"], async services =>
        {
            var input = new WriteMemo.Input(unit.Id, "ขออนุมัติแผนมาตรการส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน ประจำปีงบประมาณ พ.ศ. 2568", "นายกองค์การบริหารส่วนตำบล", new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["background"] = "องค์การบริหารส่วนตำบลทุ่งตะวันได้รับผลการประเมินคุณธรรมและความโปร่งใสของปีที่ผ่านมาแล้ว และต้องกำหนดมาตรการตอบผลนั้น",
                ["facts"] = "สำนักปลัดได้วิเคราะห์ผลรายตัวชี้วัดและรายประเด็น แล้วยกร่างมาตรการซึ่งมีขั้นตอน ผู้รับผิดชอบ และกำหนดเวลาครบทุกประเด็น",
                ["proposal"] = "เห็นควรอนุมัติแผนมาตรการ และมอบให้ทุกส่วนราชการดำเนินการตามขั้นตอน รายงานผลในรอบ 6 เดือนและ 12 เดือน",
                ["closing"] = "จึงเรียนมาเพื่อโปรดพิจารณาอนุมัติ",
            });
            var started = await services.GetRequiredService<WriteMemo>().Start("approve-measures", input, stop);
            await services.GetRequiredService<SendMemo>().Send(started.Value, chain, "http://127.0.0.1:5080", stop);
            return started.Value;
        });
        var seen = Convert.ToHexStringLower((await db.Memos.AsNoTracking().FirstAsync(m => m.Id == memo, stop)).ContentSha256!);
        await As(people["หัวหน้าสำนักปลัด"], services => services.GetRequiredService<DecideStep>().Decide(memo, seen, Verdict.Agreed, "ตรวจความครบถ้วนแล้ว", stop));
    }

    private async Task<T> As<T>(Person person, Func<IServiceProvider, Task<T>> deed)
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentOrganisation>().Use(organisation.Card);
        scope.ServiceProvider.GetRequiredService<CurrentPerson>().Is(person.Id, person.UnitId, person.Position, new HashSet<string>(StringComparer.Ordinal), []);
        return await deed(scope.ServiceProvider);
    }
}
