using Prongsai.Web.Platform.Modules;
using Prongsai.Web.Platform.Publishing;

namespace Prongsai.Web.Features.Informants;

/// <summary>
/// The door to the informants' wall: who may come to the desk at all. A permission alone opens no report; that takes an appointment and a key,
/// and the pages and rows are on the other side.
/// </summary>
internal sealed class InformantsModule : IModule
{
    public static void Register(ModuleBuilder module) => module
        .Permission("informants.handle", "เข้าโต๊ะรับเรื่องจากผู้แจ้งเบาะแส (เปิดเรื่องได้เมื่อมีคำสั่งแต่งตั้งและกุญแจด้วย)")
        .Permission("informants.manage", "แต่งตั้งผู้รับเรื่องจากผู้แจ้งเบาะแส")
        .Menu("โต๊ะรับเรื่อง", "/desk", "informants.handle", group: MenuGroup.Public)
        .PublicFooter("แจ้งเรื่องโดยไม่ต้องบอกชื่อ", "/n")
        .Periodic<KeepInformants>("keep-informants", "ดูแลช่องทางผู้แจ้งเบาะแสตามกำหนดเวลา", TimeSpan.FromDays(1))
        .Periodic<RemindRecipients>("remind-recipients", "เตือนผู้รับเรื่องให้เปิดโต๊ะ", TimeSpan.FromDays(7))
        .Change("informants.appointed", "แต่งตั้งผู้รับเรื่องจากผู้แจ้งเบาะแส")
        .Change("informants.ended", "ยกเลิกการแต่งตั้งผู้รับเรื่องจากผู้แจ้งเบาะแส")
        .Change("informants.procedure-changed", "เปลี่ยนขั้นตอนและกำหนดเวลาของเรื่องที่แจ้ง")
        .Change("informants.counted", "บันทึกจำนวนเรื่องร้องเรียนที่มาทางอื่น")
        .Services(services => services.AddScoped<IPublishable, PublishableStatistics>().AddScoped<IPublishable, PublishableProcedure>())
        .Command<InformantsConnectionCommand>()
        .Command<InformantsServeCommand>()
        .Command<InformantsAppointCommand>()
        .Command<InformantsEndCommand>()
        .Command<InformantsProcedureCommand>()
        .Command<InformantsKeyCommand>()
        .Command<InformantsOpenCommand>()
        .Example<ExampleChannel>();
}
