using Prongsai.Web.Platform.Modules;
using Prongsai.Web.Platform.Search;

namespace Prongsai.Web.Features.Site;

/// <summary>The public side: a home, and under /ita what the office published, as pages and as data. Nothing here can change anything.</summary>
internal sealed class SiteModule : IModule
{
    public static void Register(ModuleBuilder module) => module
        .PublicMenu("หน้าแรก", "/", order: 0)
        .PublicMenu("รู้จักเรา", "/info/about", order: 2)
        .PublicMenu("ข่าวและประกาศ", "/news", order: 6)
        .PublicMenu("ข้อมูลเปิดเผย (ITA)", "/ita", order: 10)
        .PublicMenu("ค้นหา", "/search", order: 30)
        .PublicMenu("ติดต่อ", "/info/contact", order: 40)
        .PublicFooter("แผนผังเว็บไซต์", "/site-map", order: 10)
        .PublicFooter("การเข้าถึงเว็บไซต์", "/info/accessibility", order: 20)
        .PublicFooter("นโยบายข้อมูลส่วนบุคคล", "/info/privacy", order: 30)
        .PublicFooter("ข่าวแบบ Atom", "/news.atom", order: 110)
        .PublicFooter("ข้อมูลเปิดและ API", "/data")
        .Job<IndexEditions>("index-editions", "นำข้อมูลที่เผยแพร่เข้าระบบค้นหา")
        .Endpoints(OpenData.Map)
        .Endpoints(Ita.DataCatalogue.Map)
        .Endpoints(SiteFiles.Map)
        .Endpoints(Feeds.Map);
}
