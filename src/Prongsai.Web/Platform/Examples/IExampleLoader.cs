using Prongsai.Web.Platform.Modules;

namespace Prongsai.Web.Platform.Examples;

/// <summary>
/// Fills the made-up organisation of the worked example with one area's rows. Registered with <see cref="ModuleBuilder.Example{T}"/>, run once on
/// the first, empty start, in a scope whose organisation is the example; each loader has a scope of its own and saves itself.
/// </summary>
internal interface IExampleLoader
{
    Task Load(CancellationToken stop);
}
