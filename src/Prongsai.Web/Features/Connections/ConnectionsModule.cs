using Prongsai.Web.Platform.Modules;

namespace Prongsai.Web.Features.Connections;

/// <summary>Other systems that are told of deeds: by signed webhooks, and people in LINE.</summary>
internal sealed class ConnectionsModule : IModule
{
    public const string Manage = "connections.manage";

    public static void Register(ModuleBuilder module) => module
        .Permission(Manage, "เชื่อมต่อกับระบบอื่นและ LINE")
        .Change("webhook.added", "เชื่อมต่อระบบอื่น")
        .Change("webhook.removed", "ลบการเชื่อมต่อระบบอื่น")
        .Change("line-channel.kept", "ตั้งค่า LINE ขององค์กร")
        .Change("line-channel.removed", "เลิกใช้ LINE ขององค์กร")
        .Menu("แจ้งระบบอื่น", "/connections/webhooks", Manage, order: 192, group: MenuGroup.System)
        .Menu("LINE", "/connections/line", Manage, order: 193, group: MenuGroup.System)
        .Job<DeliverWebhook>("deliver-webhook", "แจ้งระบบอื่น")
        .Job<SendLineNotice>("send-line-notice", "ส่งแจ้งเตือนทาง LINE")
        .Services(services => services.AddSingleton(provider => LineApi.Of(provider.GetRequiredService<IConfiguration>())))
        .Endpoints(LineEndpoint.Map);
}
