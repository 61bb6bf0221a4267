using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Prongsai.Informants;

/// <summary>The only way through the wall. Nothing else of this project can be seen from outside.</summary>
public static class InformantsWall
{
    /// <param name="services">Of the host.</param>
    /// <param name="connectionString">Of the database role that may use the schema <c>informants</c>, and nothing else.</param>
    public static IServiceCollection AddInformants(this IServiceCollection services, string connectionString)
    {
        services.AddSingleton(new InformantsDatabase(connectionString));
        return services;
    }

    /// <summary>Maps the pages: open to everyone, no cookie, no script, nothing logged.</summary>
    public static IEndpointRouteBuilder MapInformants(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/n", NotOpenYet.Show).AllowAnonymous();
        return endpoints;
    }
}

/// <summary>Where the wall's own rows are.</summary>
internal sealed record InformantsDatabase(string ConnectionString);
