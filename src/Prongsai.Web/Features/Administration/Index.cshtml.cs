using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Prongsai.Web.Platform.Identity;

namespace Prongsai.Web.Features.Administration;

[Authorize(Administer.Read)]
internal sealed class IndexModel(CurrentPerson person) : PageModel
{
    public sealed record Place(string Title, string Href, string Hint, string Permission);

    private static readonly Place[] All =
    [
        new("ตั้งค่าเริ่มต้น", "/setup", "ขั้นตอนแรกขององค์กร และสิ่งที่ยังเหลือ", Administer.Organisation),
        new("องค์กร", "/administration/organisation", "ชื่อ ประเภท ที่ตั้ง ตราสัญลักษณ์ ที่อยู่หน้าสาธารณะ ตัวเลขและแบบอักษรของเอกสาร", Administer.Organisation),
        new("ส่วนราชการ", "/administration/units", "สำนัก กอง และหน่วยที่รับผิดชอบมาตรการ", Administer.Organisation),
        new("บุคลากร", "/administration/people", "ตำแหน่ง ส่วนราชการ บัญชีผู้ใช้ และลิงก์เชิญ", Administer.People),
        new("บทบาทและสิทธิ์", "/administration/roles", "ใครทำอะไรได้", Administer.People),
        new("บันทึกการเปลี่ยนแปลง", "/administration/changes", "ใครทำอะไร เมื่อใด เพราะเหตุใด", Administer.Changes),
        new("งานเบื้องหลัง", "/administration/jobs", "งานที่ระบบทำให้ ความคืบหน้า และงานที่ไม่สำเร็จ", Administer.Jobs),
        new("ความปลอดภัยของข้อมูล", "/administration/keeping", "สำรองข้อมูลล่าสุด การซ้อมกู้คืน เนื้อที่ว่าง", Administer.Organisation),
        new("สถานะของระบบ", "/administration/status", "ทุกอย่างทำงานปกติหรือไม่ อะไรต้องทำต่อ", Administer.Read),
        new("ระยะเวลาเก็บข้อมูล", "/administration/retention", "อะไรถูกลบเองเมื่อใด และอะไรกฎหมายให้เก็บ", "privacy.manage"),
        new("โทเคนสำหรับโปรแกรมอื่น", "/administration/tokens", "ให้โปรแกรมอื่นอ่านข้อมูลขององค์กร เท่าที่กำหนด", "tokens.manage"),
        new("ตัวเลขถึงผู้กำกับดูแล", "/administration/oversight", "สิ่งที่อำเภอ จังหวัด และส่วนกลางเห็น และไฟล์ตัวเลขสำหรับส่งเอง", "oversight.manage"),
        new("องค์กรทั้งหมดในระบบนี้", "/administration/organisations", "เพิ่มองค์กรที่ใช้ระบบชุดเดียวกัน", WhoIsThis.ManageInstallation),
    ];

    public IReadOnlyList<Place> Places => [.. All.Where(p => person.May(p.Permission))];
}
