using Prongsai.Web.Platform.Modules;

namespace Prongsai.Web.Features.Content;

/// <summary>The office side of the public website: pages, news, people, documents and links; colour and channels; old addresses (systems E1, E4).</summary>
internal sealed class ContentModule : IModule
{
    public const string Read = "content.read";
    public const string Write = "content.write";
    public const string Face = "content.manage";

    public static void Register(ModuleBuilder module) => module
        .Permission(Read, "ดูเนื้อหาเว็บไซต์ รวมฉบับร่าง", impliedBy: Write)
        .Permission(Write, "แก้ไขและเผยแพร่เนื้อหาเว็บไซต์", impliedBy: Face)
        .Permission(Face, "ตั้งสี ช่องทางติดต่อ และที่อยู่เดิมของเว็บไซต์")
        .Change("content.added", "เพิ่มเนื้อหาเว็บไซต์")
        .Change("content.changed", "แก้ไขเนื้อหาเว็บไซต์")
        .Change("content.published", "เผยแพร่เนื้อหาเว็บไซต์")
        .Change("content.withdrawn", "ถอนเนื้อหาเว็บไซต์")
        .Change("site-face.changed", "ตั้งค่าหน้าตาเว็บไซต์")
        .Change("redirects.imported", "นำเข้าที่อยู่เดิมของเว็บไซต์")
        .Menu("เว็บไซต์", "/content", Read, order: 78, group: MenuGroup.Public)
        .Job<ReadForSearch>("read-for-search", "อ่านเอกสารเข้าระบบค้นหา")
        .Endpoints(ContentPictures.Map)
        .Example<ExampleContent>();
}
