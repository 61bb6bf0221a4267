using Prongsai.Web.Platform.Cycle;
using Prongsai.Web.Platform.Modules;
using Prongsai.Web.Platform.Organisations;
using Prongsai.Web.Platform.Papers;

namespace Prongsai.Web.Features.Memos;

/// <summary>Memoranda and the chain of opinions they go through: numbers, decisions bound to content, acting persons, public verification (systems D1, D2).</summary>
internal sealed class MemosModule : IModule
{
    public static void Register(ModuleBuilder module) => module
        .Permission("memos.read", "ดูบันทึกข้อความและลงความเห็นเมื่อถึงลำดับ", impliedBy: "memos.write")
        .Permission("memos.write", "เขียนและเสนอบันทึกข้อความ", impliedBy: "memos.manage")
        .Permission("memos.manage", "ตั้งค่าตราครุฑ รหัสหนังสือ การเตือน สายอนุมัติ และผู้รักษาราชการแทน")
        .Change("memo.started", "เริ่มเขียนบันทึกข้อความ")
        .Change("memo.changed", "แก้บันทึกข้อความ")
        .Change("memo.sent", "เสนอบันทึกข้อความ")
        .Change("memo.withdrawn", "ถอนบันทึกข้อความ")
        .Change("memo.agreed", "เห็นชอบบันทึกข้อความ")
        .Change("memo.refused", "ไม่เห็นชอบบันทึกข้อความ")
        .Change("memo.returned", "ส่งบันทึกข้อความกลับแก้ไข")
        .Change("memo.step-skipped", "ข้ามขั้นความเห็น")
        .Change("memo.commented", "แสดงความเห็นในบันทึกข้อความ")
        .Change("memo.issued", "ออกไฟล์บันทึกข้อความที่อนุมัติแล้ว")
        .Change("memo-settings.changed", "ตั้งค่าบันทึกข้อความ")
        .Change("approval-chain.kept", "บันทึกสายอนุมัติ")
        .Change("approval-chain.removed", "นำสายอนุมัติออก")
        .Change("acting.added", "เพิ่มผู้รักษาราชการแทน")
        .Change("acting.ended", "สิ้นสุดการรักษาราชการแทน")
        .Change("signature.drawn", "ตั้งลายมือชื่อของตนเอง")
        .Menu("บันทึกข้อความ", "/memos", "memos.read", order: 60, group: MenuGroup.Papers)
        .PublicFooter("ตรวจสอบเอกสาร", "/verify", order: 50)
        .Periodic<RemindOfMemos>("remind-of-memos", "เตือนบันทึกข้อความที่รอความเห็นนาน", TimeSpan.FromDays(1))
        .Job<IssueMemo>("issue-memo", "ออกไฟล์ PDF ของบันทึกที่อนุมัติแล้ว")
        .Services(services => services
            .AddSingleton(_ => MemoForms.Load())
            .AddSingleton<SigningKey>()
            .AddScoped<IApprovals, Approvals>()
            .AddScoped<IRestsOnOrders>(s => s.GetRequiredService<Setup.ActByOrder>())
            .AddScoped<IHeldDuties, DutiesOnMemos>()
            .AddScoped<ITaskSource, MemoTasks>())
        .Endpoints(Downloads.Map)
        .Endpoints(Setup.SettingsModel.Map)
        .Example<ExampleMemo>();
}
