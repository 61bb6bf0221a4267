using Prongsai.Documents.Writing.Manuals;
using Prongsai.Web.Platform.Contents;
using Prongsai.Web.Platform.Modules;
using Prongsai.Web.Platform.Publishing;

namespace Prongsai.Web.Features.Manuals;

/// <summary>Manuals of services with their flow charts: written in the office, published as pages, Word and PDF, hung up at the counter (system E6).</summary>
internal sealed class ManualsModule : IModule
{
    public const string Read = "manuals.read";
    public const string Write = "manuals.write";
    public const string Publish = "manuals.publish";

    public static void Register(ModuleBuilder module) => module
        .Permission(Read, "ดูคู่มือบริการ รวมฉบับร่าง", impliedBy: Write)
        .Permission(Write, "เขียนและแก้คู่มือบริการ", impliedBy: Publish)
        .Permission(Publish, "เผยแพร่และถอนคู่มือบริการ")
        .Change("manual.added", "เพิ่มคู่มือบริการ")
        .Change("manual.changed", "แก้คู่มือบริการ")
        .Change("manual.published", "เผยแพร่คู่มือบริการ")
        .Change("manual.withdrawn", "ถอนคู่มือบริการ")
        .Change("manual.planned", "ตั้งวันเผยแพร่คู่มือบริการ")
        .Change("manual.unplanned", "ยกเลิกวันเผยแพร่คู่มือบริการ")
        .Periodic<PublishPlanned>("publish-planned-manuals", "เผยแพร่คู่มือบริการตามวันที่ตั้งไว้", TimeSpan.FromHours(1))
        .Menu("คู่มือบริการ", "/manuals", Read, order: 79, group: MenuGroup.Public)
        .PublicMenu("บริการ", "/services", order: 4)
        .Services(services => services
            .AddSingleton(_ => ServiceManualLayout.Newest(Path.Combine(AppContext.BaseDirectory, "rules", "documents", "service-manual")))
            .AddScoped<IPublicAddresses, PublicManuals>()
            .AddScoped<IPublishable, PublishableManuals>())
        .Endpoints(ManualFiles.Map)
        .Example<ExampleManuals>();
}
