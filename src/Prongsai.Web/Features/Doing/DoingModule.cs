using Prongsai.Web.Features.Doing.Proof;
using Prongsai.Web.Features.Doing.Rounds;
using Prongsai.Web.Platform.Cycle;
using Prongsai.Web.Platform.Modules;
using Prongsai.Web.Platform.Plans;
using Prongsai.Web.Platform.Rules;

namespace Prongsai.Web.Features.Doing;

/// <summary>What was done of a plan, what shows it, and the rounds in which units report it (systems C2, C3, C4).</summary>
internal sealed class DoingModule : IModule
{
    public static void Register(ModuleBuilder module) => module
        .Permission("doing.read", "ดูผลการดำเนินการ หลักฐาน และการติดตาม", impliedBy: "doing.write")
        .Permission("doing.write", "บันทึกผล แนบหลักฐาน และส่งรายงานรอบติดตาม", impliedBy: "doing.rounds")
        .Permission("doing.rounds", "เปิดและปิดรอบติดตาม")
        .Change("work.recorded", "บันทึกผลการดำเนินการ")
        .Change("work.corrected", "แก้ผลการดำเนินการ")
        .Change("evidence.added", "แนบหลักฐาน")
        .Change("evidence.corrected", "แก้หลักฐาน")
        .Change("evidence.withdrawn", "ถอนหลักฐาน")
        .Change("round-report.sent", "ส่งรายงานรอบติดตาม")
        .Change("round-report.corrected", "แก้รายงานรอบติดตาม")
        .Change("round.opened", "เปิดรอบติดตาม")
        .Change("round.closed", "ปิดรอบติดตาม")
        .Change("round.given-back", "ให้รอบติดตามเป็นไปตามปฏิทิน")
        .Change("follow-up-rules.changed", "กำหนดวันของรอบติดตาม")
        .Menu("งานของฉัน", "/my-work", "doing.read", order: 5, group: MenuGroup.Desk)
        .Menu("ติดตาม", "/follow-up", "doing.read", order: 45, group: MenuGroup.Year)
        .Job<PreviewPicture>("preview-picture", "ทำภาพตัวอย่างของหลักฐาน")
        .Periodic<SweepUploads>("sweep-uploads", "ลบไฟล์หลักฐานที่ส่งค้าง", TimeSpan.FromDays(1))
        .Periodic<FollowCalendar>("follow-calendar", "เปิดและปิดรอบติดตามตามปฏิทิน", TimeSpan.FromDays(1))
        .Periodic<WeeklyDigest>("weekly-digest", "แจ้งงานประจำสัปดาห์", TimeSpan.FromDays(7))
        .Services(services => services
            .AddScoped<IMeasureResults>(s => s.GetRequiredService<MeasureResultsOf>())
            .AddSingleton(_ => HolidayStore.Load())
            .AddSingleton(s => new EvidenceLimit((s.GetService<IConfiguration>()?.GetValue<int?>("Evidence:MaxMegabytes") ?? EvidenceLimit.UsualMegabytes) * 1024L * 1024L))
            .AddScoped<ICycleStop, DoingStop>().AddScoped<ITaskSource, DoingStop>())
        .Endpoints(EvidenceEndpoints.Map)
        .Example<ExampleWork>();
}
