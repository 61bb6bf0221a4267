using Prongsai.Web.Platform.Modules;

namespace Prongsai.Web.Features.Administration;

/// <summary>The organisation itself: its particulars, units, people, roles, recorded changes and background work.</summary>
internal sealed class AdministrationModule : IModule
{
    public static void Register(ModuleBuilder module) => module
        .Permission(Administer.Read, "ดูการตั้งค่าขององค์กร", impliedBy: Administer.Organisation)
        .Permission(Administer.Organisation, "ตั้งค่าองค์กรและส่วนราชการ")
        .Permission(Administer.People, "จัดการบุคลากร บทบาท และสิทธิ์")
        .Permission(Administer.Changes, "ดูบันทึกการเปลี่ยนแปลง", impliedBy: Administer.Organisation)
        .Permission(Administer.Jobs, "ดูงานเบื้องหลัง", impliedBy: Administer.Organisation)
        .Change("organisation.changed", "แก้ไขข้อมูลองค์กร")
        .Change("unit.added", "เพิ่มส่วนราชการ")
        .Change("unit.changed", "แก้ไขส่วนราชการ")
        .Change("person.added", "เพิ่มบุคลากร")
        .Change("person.changed", "แก้ไขบุคลากร")
        .Change("person.moved", "ย้ายส่วนราชการ")
        .Change("person.left", "พ้นหน้าที่")
        .Change("person.returned", "กลับเข้าปฏิบัติหน้าที่")
        .Change("people.imported", "นำเข้าบุคลากรจากตาราง")
        .Change("account.second-factor-taken-away", "ผู้ดูแลปิดการยืนยันสองชั้นให้")
        .Change("account.signed-out-by-administrator", "ผู้ดูแลให้ออกจากระบบทุกเครื่อง")
        .Change("account.invited", "ออกลิงก์เชิญ")
        .Change("account.password-link-made", "ออกลิงก์ตั้งรหัสผ่านใหม่")
        .Change("organisation.suspended", "พักการใช้งานองค์กร")
        .Change("organisation.oversight-given", "กำหนดขอบเขตกำกับดูแล")
        .Change("organisation.resumed", "เปิดใช้งานองค์กรอีกครั้ง")
        .Change("organisation.packing-asked", "สั่งทำแพ็กเกจขององค์กร")
        .Change("organisation.taking-in-asked", "สั่งรับองค์กรจากแพ็กเกจ")
        .Change("backup.key-shown", "เปิดใบกุญแจกู้คืน")
        .Change("organisation.removed", "ลบองค์กรออกจากระบบ")
        .Change("role.added", "เพิ่มบทบาท")
        .Change("role.changed", "แก้ไขบทบาท")
        .Change("role.removed", "ลบบทบาท")
        .Change("job.retried", "สั่งงานเบื้องหลังทำใหม่")
        .Menu("ตั้งค่า", "/administration", Administer.Read, order: 900)
        .Services(services => services.AddScoped<Prongsai.Web.Platform.Cycle.ITaskSource, FirstSteps.FirstStepsOf>())
        .Job<SendInvitation>("send-invitation", "ส่งลิงก์เชิญทางอีเมล")
        .Endpoints(Seal.Map);
}

/// <summary>The permissions of this area.</summary>
internal static class Administer
{
    public const string Read = "organisation.read";
    public const string Organisation = "organisation.manage";
    public const string People = "people.manage";
    public const string Changes = "changes.read";
    public const string Jobs = "jobs.read";
}
