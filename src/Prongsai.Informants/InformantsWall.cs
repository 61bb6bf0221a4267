using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Prongsai.Informants.Store;

namespace Prongsai.Informants;

/// <summary>The only way through the wall. Beside it only what the host must say and may ask (IOffice.cs) can be seen from outside.</summary>
public static class InformantsWall
{
    /// <param name="services">Of the host, which also registers an <see cref="IOffice"/> and an <see cref="IOfficeTools"/>.</param>
    /// <param name="connectionString">Of the database role that may use the schema <c>informants</c>, and nothing else.</param>
    public static IServiceCollection AddInformants(this IServiceCollection services, string connectionString)
    {
        services.AddSingleton(_ => new InformantsDatabase(NpgsqlDataSource.Create(connectionString)));
        services.AddSingleton<OpenKeys>();
        services.AddScoped<Reports>();
        services.AddScoped<Recipients>();
        services.AddScoped<Handling>();
        services.AddScoped<Names>();
        services.AddScoped<Awards>();
        services.AddScoped<Statistics>();
        services.AddScoped<LookChain>();
        services.AddScoped<IBehindTheWall, BehindTheWall>();
        return services;
    }

    /// <summary>The pages are found by the host; what they answer to an address below /n is kept nowhere.</summary>
    public static IEndpointRouteBuilder MapInformants(this IEndpointRouteBuilder endpoints) => endpoints;

    /// <summary>Walks the chains of looks, as the owner of the database.</summary>
    /// <returns>How many lines hold, and what does not, in English, naming nothing.</returns>
    public static Task<(long Holding, IReadOnlyList<string> Broken)> VerifyLooks(string ownerConnection, CancellationToken stop) => LookChain.Verify(ownerConnection, stop);
}

/// <summary>Where the wall's own rows are.</summary>
internal sealed class InformantsDatabase(NpgsqlDataSource source) : IAsyncDisposable
{
    public NpgsqlDataSource Source => source;

    public ValueTask DisposeAsync() => source.DisposeAsync();
}
