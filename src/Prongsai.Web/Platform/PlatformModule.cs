using Prongsai.Web.Platform.CommandLine;
using Prongsai.Web.Platform.Modules;
using Prongsai.Web.Platform.Rules;

namespace Prongsai.Web.Platform;

/// <summary>What areas stand on, and the commands that run an installation.</summary>
internal sealed class PlatformModule : IModule
{
    public static void Register(ModuleBuilder module) => module
        .Permission("changes.read", "ดูบันทึกการเปลี่ยนแปลง", impliedBy: "organisation.manage")
        .Command<ServeCommand>()
        .Command<MigrateCommand>()
        .Command<VerifyCommand>()
        .Command<SignInLinkCommand>()
        .Command<RulesCheckCommand>()
        .Command<RulesDiffCommand>()
        .Command<RulesKindsCommand>()
        .Services(services => services.AddSingleton(_ => RulebookStore.Load()));
}
