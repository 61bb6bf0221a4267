using Prongsai.Web.Platform.Modules;

namespace Prongsai.Web.Features.Start;

/// <summary>The start page: where are we this year, what must I do next, what is late. And the page for what went wrong.</summary>
internal sealed class StartModule : IModule
{
    public static void Register(ModuleBuilder module) => module.Menu("หน้าเริ่มงาน", "/", order: 0, group: MenuGroup.Desk);
}
