using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Npgsql;
using Prongsai.Web.Platform.Identity;
using Prongsai.Web.Platform.Organisations;

namespace Prongsai.Web.Platform.Persistence;

/// <summary>EF Core's model of the entities, which takes it the better part of a second to make and is then used by every context of the process.</summary>
internal static class AppModel
{
    /// <summary>Makes it, without a database.</summary>
    /// <param name="services">Of the host: how accounts are modelled stands in its options.</param>
    public static IModel Build(IServiceProvider services)
    {
        using var nowhere = NpgsqlDataSource.Create("Host=127.0.0.1");
        var options = new DbContextOptionsBuilder<AppDbContext>().UseApplicationServiceProvider(services).UseNpgsql(nowhere).Options;
        using var db = new AppDbContext(options, new CurrentOrganisation(), new CurrentPerson(), TimeProvider.System);
        return db.Model;
    }
}
