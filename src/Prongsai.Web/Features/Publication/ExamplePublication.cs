using Prongsai.Domain;
using Prongsai.Web.Platform.Examples;
using Prongsai.Web.Platform.Publishing;

namespace Prongsai.Web.Features.Publication;

/// <summary>The older year of the worked example is public, so that the public side shows life; publishing the newer one is left as a task.</summary>
internal sealed class ExamplePublication(PublishEdition publish) : IExampleLoader
{
    public async Task Load(CancellationToken stop) =>
        _ = (await publish.Do(PublishedKinds.Result, new FiscalYear(2566), null, new HashSet<string>(StringComparer.Ordinal), null, stop)).Value;
}
