using Prongsai.Web.Platform.Modules;

namespace Prongsai.Web.Features.Assessment.Rules;

/// <summary>The rules of every year, to be read by anyone of the office: what is asked, how it counts, and how sure the product is of it.</summary>
internal sealed class RulesModule : IModule
{
    public static void Register(ModuleBuilder module) => module.Menu("หลักเกณฑ์ประจำปี", "/rules", order: 80);
}
