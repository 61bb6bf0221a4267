using Prongsai.Web.Platform.Modules;

namespace Prongsai.Web.Features.Oversight;

/// <summary>Figures of many organisations for who oversees a district, a province or the country; and the member's side of it.</summary>
internal sealed class OversightModule : IModule
{
    public static void Register(ModuleBuilder module) => module
        .Permission(See, "ดูภาพรวมของหน่วยงานในกำกับดูแล")
        .Permission(Share, "ส่งตัวเลขให้ผู้กำกับดูแล")
        .Change("oversight.shared", "กำหนดสิ่งที่ผู้กำกับดูแลเห็น")
        .Change("oversight.packed", "ออกไฟล์ตัวเลขให้ผู้กำกับดูแล")
        .Change("oversight.taken-in", "รับไฟล์ตัวเลขของหน่วยงานในกำกับ")
        .Menu("กำกับดูแล", "/oversight", See, order: 5, group: MenuGroup.Desk)
        .Periodic<CountForOversight>("count-for-oversight", "นับตัวเลขให้ผู้กำกับดูแล", TimeSpan.FromDays(1))
        .Endpoints(OversightDownloads.Map);

    /// <summary>Held only where the organisation oversees others; see WhoIsThis.</summary>
    public const string See = Prongsai.Web.Platform.Identity.WhoIsThis.Oversee;
    public const string Share = "oversight.manage";
}
