using Prongsai.Web.Features.Publication.Items;
using Prongsai.Web.Features.Publication.Readiness;
using Prongsai.Web.Features.Publication.Watching;
using Prongsai.Web.Platform.Cycle;
using Prongsai.Web.Platform.Modules;
using Prongsai.Web.Platform.Rehearsing;

namespace Prongsai.Web.Features.Publication;

/// <summary>The office side of publishing: what may be published, what was, and the acts of publishing and withdrawing (system E2).</summary>
internal sealed class PublicationModule : IModule
{
    public static void Register(ModuleBuilder module) => module
        .Permission("publication.read", "ดูสถานะการเผยแพร่", impliedBy: "publication.publish")
        .Permission("publication.publish", "เผยแพร่และถอนการเผยแพร่")
        .Permission("items.read", "ดูข้อ OIT และร่างคำตอบ", impliedBy: "items.write")
        .Permission("items.write", "จัดทำคำตอบข้อ OIT", impliedBy: "publication.publish")
        .Permission("items.confirm", "ยืนยันข้อ OIT เป็นคนที่สอง")
        .Change("item.written", "เขียนคำตอบข้อ OIT")
        .Change("item.planned", "กำหนดวันเผยแพร่ข้อ OIT")
        .Change("item.called-off", "ยกเลิกกำหนดเผยแพร่ข้อ OIT")
        .Change("item.assigned", "มอบหมายข้อ OIT")
        .Change("item.ticked", "บันทึกองค์ประกอบของข้อ OIT")
        .Change("item.confirmed", "ยืนยันข้อ OIT ด้วยสายตาผู้ประเมิน")
        .Change("edition.published", "เผยแพร่")
        .Change("edition.withdrawn", "ถอนการเผยแพร่")
        .Menu("ข้อ OIT", "/items", "items.read", order: 79, group: MenuGroup.Public)
        .Menu("เผยแพร่", "/publication", "publication.read", order: 80, group: MenuGroup.Public)
        .Job<PublishPlannedItem>("publish-planned-item", "เผยแพร่ข้อ OIT ตามกำหนด")
        .Job<CheckItems>("check-item", "ตรวจข้อ OIT")
        .Periodic<WatchItems>("watch-items", "เปิดดูทุกข้อ OIT จากภายนอก", TimeSpan.FromHours(1))
        .Periodic<CheckEveryItem>("check-every-item", "ตรวจข้อ OIT ทุกข้อ", TimeSpan.FromDays(1))
        .Services(services => services.AddScoped<ICycleStop, PublicationStop>().AddScoped<ITaskSource, PublicationStop>().AddScoped<ITaskSource, ItemTasks>()
            .AddSingleton<OutsideAddress>().AddSingleton(_ => ItemPeriods.Load()).AddScoped<IReadiness, ItemReadinessOf>())
        .Endpoints(DraftFiles.Map)
        .Example<ExamplePublication>()
        .Example<ExampleItems>();
}
