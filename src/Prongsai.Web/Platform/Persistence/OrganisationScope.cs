using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Npgsql;

namespace Prongsai.Web.Platform.Persistence;

/// <summary>
/// Tells the database, each time a connection is opened, whose rows may be seen. Row-level security compares with what is said here;
/// the pool forgets it when the connection goes back.
/// </summary>
internal sealed class OrganisationScope : DbConnectionInterceptor
{
    public override async Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        await using var command = Command(connection, eventData);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
    {
        using var command = Command(connection, eventData);
        command.ExecuteNonQuery();
    }

    /// <summary>The same for a connection that EF did not open (COPY, hot paths).</summary>
    public static async Task Enter(NpgsqlConnection connection, Guid organisation, CancellationToken stop)
    {
        await using var command = Command(connection, organisation, Guid.Empty);
        await command.ExecuteNonQueryAsync(stop);
    }

    private static NpgsqlCommand Command(DbConnection connection, ConnectionEndEventData eventData)
    {
        var db = (AppDbContext)eventData.Context!;
        return Command((NpgsqlConnection)connection, db.OrganisationId, db.AccountId);
    }

    private static NpgsqlCommand Command(NpgsqlConnection connection, Guid organisation, Guid account) =>
        new("select set_config('app.organisation_id', $1, false), set_config('app.account_id', $2, false)", connection)
        {
            Parameters = { new() { Value = organisation.ToString() }, new() { Value = account.ToString() } },
        };
}
