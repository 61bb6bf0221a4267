using Prongsai.Web.Platform.Modules;
using Prongsai.Web.Platform.Rules;

namespace Prongsai.Web.Features.Analysis;

/// <summary>What is strong, weak and urgent in a result, and the texts that follow from it.</summary>
internal sealed class AnalysisModule : IModule
{
    public static void Register(ModuleBuilder module) => module
        .Command<AnalyseCommand>()
        .Services(services => services.AddSingleton(_ => AdviceStore.Load()));
}
