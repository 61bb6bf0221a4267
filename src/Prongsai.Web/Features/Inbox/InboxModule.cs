using Prongsai.Web.Platform.Modules;

namespace Prongsai.Web.Features.Inbox;

/// <summary>What the product told the person who is signed in.</summary>
internal sealed class InboxModule : IModule
{
    public static void Register(ModuleBuilder module) => _ = module;
}
