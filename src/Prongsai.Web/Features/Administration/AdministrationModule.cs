using Prongsai.Web.Platform.Modules;

namespace Prongsai.Web.Features.Administration;

/// <summary>The organisation itself: units, people, roles, changes, background work.</summary>
internal sealed class AdministrationModule : IModule
{
    public static void Register(ModuleBuilder module) => module
        .Permission("organisation.manage", "ตั้งค่าองค์กร ส่วนราชการ บุคลากร และสิทธิ์");
}
