using Prongsai.Web.Platform.Modules;

namespace Prongsai.Web.Features.Papers;

/// <summary>Papers on the command line: read them, and check whether they add up. No database is touched.</summary>
internal sealed class PapersModule : IModule
{
    public static void Register(ModuleBuilder module) => module
        .Command<ReadCommand>()
        .Command<AssessCommand>()
        .Command<CheckCommand>();
}
