using Microsoft.EntityFrameworkCore;
using Prongsai.Domain;
using Prongsai.Domain.Rules;
using Prongsai.Web.Platform.Examples;
using Prongsai.Web.Platform.Organisations;
using Prongsai.Web.Platform.Persistence;

namespace Prongsai.Web.Features.Rehearsal;

/// <summary>The worked example: another unit has played the assessor twice; what it missed the first time was partly mended before the second.</summary>
internal sealed class ExampleRehearsal(AppDbContext db, Rehearse rehearse, RulebookSet rules, TimeProvider clock) : IExampleLoader
{
    private const string Assessor = "นักวิชาการตรวจสอบภายใน";
    private const string AssessorUnit = "หน่วยตรวจสอบภายใน";

    /// <summary>Kinds of items that were not complete, with what was missing.</summary>
    private static readonly (string Kind, string Missing, bool IsMended)[] Missed =
    [
        ("service-statistics", "หน้าสถิติมีถึงเดือนก่อนเท่านั้น ยังไม่มีข้อมูลของไตรมาสล่าสุด", true),
        ("procurement-report", "ไฟล์เปิดไม่ได้จากโทรศัพท์ ลิงก์ชี้ไปที่เครื่องภายใน", true),
        ("gifts-report", "รายงานไม่บอกว่าไม่มีการรับของขวัญ หรือยังไม่ได้จัดทำ", false),
        ("anti-corruption-report", "ไม่มีผลการใช้จ่ายของแต่ละโครงการ", false),
    ];

    public async Task Load(CancellationToken stop)
    {
        var year = new FiscalYear(2568);
        if (rules.Find(year) is not { } book)
        {
            return;
        }
        var now = clock.GetUtcNow();
        var decisions = book.Items.Select(item =>
        {
            var missing = Array.Find(Missed, m => m.Kind == item.Kind).Missing;
            return new RehearsalDecision
            {
                Year = year,
                Item = item.Code,
                IsComplete = missing is null,
                Reason = missing ?? "",
                Elements = [.. item.Elements.Select((e, i) => new ElementDecision(e.Text, missing is null || i > 0))],
                DecidedBy = Assessor,
                DecidedUnit = AssessorUnit,
                DecidedAt = now.AddDays(-20),
            };
        }).ToList();
        db.RehearsalDecisions.AddRange(decisions);
        if (await db.Units.FirstOrDefaultAsync(u => u.Name == AssessorUnit, stop) is { } unit)
        {
            db.RehearsalAssessors.Add(new RehearsalAssessor { Year = year, UnitId = unit.Id, AssignedBy = "ปลัดองค์การบริหารส่วนตำบล", AssignedAt = now.AddDays(-25) });
        }
        await db.SaveChangesAsync(stop);
        await Keep(year, now.AddDays(-20), stop);
        foreach (var item in book.Items.Where(i => Array.Exists(Missed, m => m.Kind == i.Kind && m.IsMended)))
        {
            var decision = decisions.Find(d => d.Item == item.Code)!;
            (decision.IsComplete, decision.Reason, decision.DecidedAt) = (true, "", now.AddDays(-3));
            decision.Elements = [.. item.Elements.Select(e => new ElementDecision(e.Text, true))];
        }
        await db.SaveChangesAsync(stop);
        await Keep(year, now.AddDays(-3), stop);
    }

    private async Task Keep(FiscalYear year, DateTimeOffset at, CancellationToken stop)
    {
        db.KeptRehearsals.Add((await rehearse.Drawn(year, at, Assessor, stop)).Value);
        await db.SaveChangesAsync(stop);
    }
}
