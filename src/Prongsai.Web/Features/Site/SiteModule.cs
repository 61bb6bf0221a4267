using Prongsai.Web.Platform.Modules;

namespace Prongsai.Web.Features.Site;

/// <summary>The public side: a home, and under /ita what the office published, as pages and as data. Nothing here can change anything.</summary>
internal sealed class SiteModule : IModule
{
    public static void Register(ModuleBuilder module) => module
        .PublicMenu("หน้าแรก", "/", order: 0)
        .PublicMenu("ข้อมูลเปิดเผย (ITA)", "/ita", order: 10)
        .PublicFooter("ข้อมูลเปิด (JSON)", "/ita.json")
        .Endpoints(OpenData.Map);
}
