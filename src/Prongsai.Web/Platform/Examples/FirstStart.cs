using Microsoft.EntityFrameworkCore;
using Prongsai.Web.Platform.Changes;
using Prongsai.Web.Platform.Modules;
using Prongsai.Web.Platform.Organisations;
using Prongsai.Web.Platform.Persistence;

namespace Prongsai.Web.Platform.Examples;

/// <summary>
/// On the first start, when there is no organisation at all, the worked example is loaded; never again after that. One whose loading was cut
/// off (no <c>example.loaded</c> among its changes) is taken away and loaded anew.
/// </summary>
internal static class FirstStart
{
    public static async Task Run(IServiceProvider services, CancellationToken stop)
    {
        var directory = services.GetRequiredService<OrganisationDirectory>();
        var organisations = await directory.All(stop);
        if (organisations is [{ IsExample: true } only] && !await IsComplete(services, only, stop))
        {
            await using var scope = services.CreateAsyncScope();
            await scope.ServiceProvider.GetRequiredService<RemoveExample>().Remove(only.Id, stop);
        }
        else if (organisations.Count > 0)
        {
            return;
        }
        await Load(services, directory, stop);
    }

    private static async Task<bool> IsComplete(IServiceProvider services, OrganisationCard example, CancellationToken stop)
    {
        await using var scope = In(services, example);
        return await scope.ServiceProvider.GetRequiredService<AppDbContext>().Changes.AnyAsync(c => c.Kind == "example.loaded", stop);
    }

    private static async Task Load(IServiceProvider services, OrganisationDirectory directory, CancellationToken stop)
    {
        Organisation example;
        await using (var scope = services.CreateAsyncScope())
        {
            var db = scope.ServiceProvider.GetRequiredService<AppDbContext>();
            example = ExampleOrganisation.Make(scope.ServiceProvider.GetRequiredService<TimeProvider>().GetUtcNow());
            db.Organisations.Add(example);
            await db.SaveChangesAsync(stop);
        }
        directory.Forget();
        var card = await directory.Find(example.Id, stop) ?? throw new InvalidOperationException("The example organisation was saved but cannot be found.");
        foreach (var type in services.GetRequiredService<Product>().Examples.Prepend(typeof(ExampleOrganisation)))
        {
            await using var scope = In(services, card);
            await ((IExampleLoader)ActivatorUtilities.CreateInstance(scope.ServiceProvider, type)).Load(stop);
        }
        await using var last = In(services, card);
        var closing = last.ServiceProvider.GetRequiredService<AppDbContext>();
        closing.Record("example.loaded", "organisation", card.Id);
        await closing.SaveChangesAsync(stop);
    }

    private static AsyncServiceScope In(IServiceProvider services, OrganisationCard organisation)
    {
        var scope = services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentOrganisation>().Use(organisation);
        return scope;
    }
}
