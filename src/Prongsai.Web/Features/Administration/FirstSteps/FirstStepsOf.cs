using Microsoft.EntityFrameworkCore;
using Prongsai.Domain;
using Prongsai.Ui;
using Prongsai.Web.Platform.Confirmed;
using Prongsai.Web.Platform.Cycle;
using Prongsai.Web.Platform.Identity;
using Prongsai.Web.Platform.Keeping;
using Prongsai.Web.Platform.Modules;
using Prongsai.Web.Platform.Organisations;
using Prongsai.Web.Platform.Persistence;

namespace Prongsai.Web.Features.Administration.FirstSteps;

/// <summary>One of the first steps of an office: what it is, whether it is done, seen from the data itself.</summary>
internal sealed record FirstStep(string Title, string Href, bool IsDone, string Words, string Hint);

/// <summary>What an office sets up before it works: nothing is remembered about the steps, they are read off the data. Also a task on the start page while something is open.</summary>
internal sealed class FirstStepsOf(AppDbContext db, CurrentOrganisation organisation, IConfirmedResults results, BackupFolder backups) : IUseCase, ITaskSource
{
    public string Permission => Administer.Organisation;

    public async Task<IReadOnlyList<FirstStep>> All(CancellationToken stop)
    {
        var card = organisation.Card;
        var units = await db.Units.CountAsync(u => u.Active, stop);
        var people = await db.People.CountAsync(p => p.Active, stop);
        var withAccounts = await db.People.CountAsync(p => p.Active && p.AccountId != null, stop);
        var years = (await results.All(stop)).Count;
        var kept = BackupKeeper.State(backups).Backup;
        return
        [
            new("องค์กร", "/setup/organisation", card.Name != FirstOrganisation.Unnamed, card.Name == FirstOrganisation.Unnamed ? "ยังไม่ได้ใส่ชื่อ" : card.ShortName, "ชื่อ ประเภท ที่ตั้ง และตราสัญลักษณ์ ใช้ในเอกสารทุกฉบับ"),
            new("ส่วนราชการ", "/setup/units", units > 0, units > 0 ? $"{units} ส่วนราชการ" : "ยังไม่มี", "สำนักและกองที่รับผิดชอบมาตรการ"),
            new("บุคลากร", "/setup/people", people > 1, people > 1 ? $"{people} คน" : "มีแค่ท่าน", "เพิ่มทีละคน หรือส่งตาราง Excel ครั้งเดียว"),
            new("ผู้ดูแลระบบคนที่สอง", "/administration/people", withAccounts > 1, withAccounts > 1 ? "มีแล้ว" : "ยังไม่มี", "ถ้าท่านลาหรือลืมรหัสผ่าน ต้องมีผู้อื่นเข้าได้"),
            new("ผลการประเมินปีล่าสุด", "/setup/year", years > 0, years > 0 ? $"{years} ปี" : "ยังไม่มี", "งานทั้งปีเริ่มจากผลของปีที่แล้ว"),
            new("ความปลอดภัยของข้อมูล", "/administration/keeping", kept is { Ok: true } && backups.IsElsewhere, backups.Path is null ? "ปิดการสำรองไว้" : kept is not { Ok: true } ? "ยังไม่เคยสำรอง" : backups.IsElsewhere ? "สำรองแล้ว" : "สำรองในดิสก์เดียวกัน", "สำรองข้อมูลไปดิสก์อื่น และพิมพ์ใบกุญแจกู้คืน"),
        ];
    }

    public async Task<IReadOnlyList<NextTask>> Tasks(FiscalYear workingYear, CancellationToken stop)
    {
        // Only what the work needs; the rest is on the page itself.
        var open = organisation.Card.IsExample ? [] : (await All(stop)).Take(3).Where(s => !s.IsDone).ToList();
        return open.Count == 0 ? [] : [new NextTask("ตั้งค่าเริ่มต้นให้ครบ", "/setup", $"ยังเหลือ {string.Join(" ", open.Select(s => s.Title))}", null, 0)];
    }

    /// <summary>Units an office of this kind usually has (พ.ร.บ.ระเบียบบริหารงานบุคคลส่วนท้องถิ่น and its model structures); a proposal to tick, no more.</summary>
    public static IReadOnlyList<string> UsualUnits(OrganisationKind kind) => kind switch
    {
        OrganisationKind.Subdistrict => ["สำนักปลัด", "กองคลัง", "กองช่าง", "กองการศึกษา ศาสนาและวัฒนธรรม", "กองสาธารณสุขและสิ่งแวดล้อม", "กองสวัสดิการสังคม", "หน่วยตรวจสอบภายใน"],
        OrganisationKind.Province => ["สำนักปลัดองค์การบริหารส่วนจังหวัด", "สำนักงานเลขานุการ", "กองยุทธศาสตร์และงบประมาณ", "กองคลัง", "สำนักช่าง", "กองการศึกษา ศาสนา และวัฒนธรรม", "กองสาธารณสุข", "กองพัสดุและทรัพย์สิน", "กองการเจ้าหน้าที่", "หน่วยตรวจสอบภายใน"],
        OrganisationKind.Other => ["สำนักงาน", "หน่วยตรวจสอบภายใน"],
        _ => ["สำนักปลัดเทศบาล", "กองคลัง", "กองช่าง", "กองสาธารณสุขและสิ่งแวดล้อม", "กองการศึกษา", "กองยุทธศาสตร์และงบประมาณ", "กองสวัสดิการสังคม", "หน่วยตรวจสอบภายใน"],
    };

    /// <summary>Done and open as the task list shows them.</summary>
    public static TaskItem Item(FirstStep step) => new(step.Title, step.Href, step.IsDone ? StopState.Done : StopState.Due, step.Words, step.Hint);
}
