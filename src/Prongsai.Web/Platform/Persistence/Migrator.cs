using System.Security.Cryptography;
using System.Text;
using Npgsql;
using Prongsai.Web.Platform.CommandLine;

namespace Prongsai.Web.Platform.Persistence;

/// <summary>
/// Runs the numbered SQL files of <c>Migrations/</c> that this database has not seen, in order of number, each in its own transaction,
/// one process at a time. What ran is recorded by name with its SHA-256: a lower number that arrives later still runs, and a file
/// changed after it ran is refused.
/// </summary>
internal static class Migrator
{
    private const long Lock = 0x50726F6E67736169; // "Prongsai"

    /// <exception cref="InstallationException">A migration failed or was changed after it ran.</exception>
    /// <returns>The names of the migrations that ran now.</returns>
    /// <param name="ownerConnection">Of who owns the tables.</param>
    /// <param name="logins">The roles the product signs in as.</param>
    /// <param name="stop">Ends the work.</param>
    /// <param name="only">Names of migrations, to make a database of an earlier version; null runs all.</param>
    public static async Task<IReadOnlyList<string>> Migrate(string ownerConnection, DatabaseLogins logins, CancellationToken stop, IReadOnlySet<string>? only = null)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(ownerConnection) { Pooling = false, CommandTimeout = 0 }.ConnectionString);
        try
        {
            await connection.OpenAsync(stop);
        }
        catch (NpgsqlException unreachable)
        {
            throw new InstallationException($"The database could not be reached: {unreachable.Message}", unreachable);
        }
        await Execute(connection, $"select pg_advisory_lock({Lock})", stop);
        await Execute(connection, "create table if not exists migrations (name text primary key, sha256 text not null, ran_at timestamptz not null default now())", stop);
        await PrepareRoles(connection, logins, stop);

        var ran = new Dictionary<string, string>(StringComparer.Ordinal);
        await using (var read = new NpgsqlCommand("select name, sha256 from migrations", connection))
        await using (var rows = await read.ExecuteReaderAsync(stop))
        {
            while (await rows.ReadAsync(stop))
            {
                ran[rows.GetString(0)] = rows.GetString(1);
            }
        }
        var now = new List<string>();
        foreach (var (name, sql) in All().Where(m => only?.Contains(m.Name) != false))
        {
            var sha256 = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(sql)));
            if (ran.TryGetValue(name, out var before))
            {
                if (!string.Equals(before, sha256, StringComparison.Ordinal))
                {
                    throw new InstallationException($"Migration {name} was changed after it ran on this database. Restore the file and add a new migration instead.");
                }
                continue;
            }
            await Run(connection, name, sql, sha256, stop);
            now.Add(name);
        }
        return now;
    }

    /// <summary>The migrations inside this program, by number.</summary>
    public static IReadOnlyList<(string Name, string Sql)> All()
    {
        var assembly = typeof(Migrator).Assembly;
        const string Prefix = "Prongsai.Web.Migrations.";
        return [.. assembly.GetManifestResourceNames()
            .Where(n => n.StartsWith(Prefix, StringComparison.Ordinal) && n.EndsWith(".sql", StringComparison.Ordinal))
            .OrderBy(n => n, StringComparer.Ordinal)
            .Select(n =>
            {
                using var reader = new StreamReader(assembly.GetManifestResourceStream(n)!, Encoding.UTF8);
                return (n[Prefix.Length..^4], reader.ReadToEnd().ReplaceLineEndings("\n"));
            })];
    }

    private static async Task Run(NpgsqlConnection connection, string name, string sql, string sha256, CancellationToken stop)
    {
        await using var transaction = await connection.BeginTransactionAsync(stop);
        try
        {
            await Execute(connection, sql, stop);
            await using var record = new NpgsqlCommand("insert into migrations (name, sha256) values ($1, $2)", connection) { Parameters = { new() { Value = name }, new() { Value = sha256 } } };
            await record.ExecuteNonQueryAsync(stop);
            await transaction.CommitAsync(stop);
        }
        catch (PostgresException wrong)
        {
            throw new InstallationException($"Migration {name} failed and was rolled back: {wrong.MessageText} (position {wrong.Position})", wrong);
        }
    }

    /// <summary>Makes the roles the product signs in as, before a dump that grants to them is restored.</summary>
    public static async Task Roles(string ownerConnection, DatabaseLogins logins, CancellationToken stop)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(ownerConnection) { Pooling = false }.ConnectionString);
        await connection.OpenAsync(stop);
        await PrepareRoles(connection, logins, stop);
    }

    /// <summary>Roles belong to the server, not the database, and their passwords follow the owner's; so they are set at every start.</summary>
    private static async Task PrepareRoles(NpgsqlConnection connection, DatabaseLogins logins, CancellationToken stop)
    {
        foreach (var role in new[] { DatabaseLogins.Web, DatabaseLogins.Informants })
        {
            // The password is hexadecimal and the role a constant: neither can break out of the quotes. Two databases of one server may do this at once.
            await Execute(
                connection,
                $"""
                do $$ begin
                  perform pg_advisory_xact_lock({Lock} + 1);
                  if not exists (select from pg_roles where rolname = '{role}') then
                    create role {role} login nosuperuser nocreatedb nocreaterole noinherit nobypassrls password '{logins.PasswordOf(role)}';
                  end if;
                exception when duplicate_object then null;
                end $$
                """,
                stop);
            if (!await CanSignIn(connection, logins, role, stop))
            {
                await Execute(connection, $"alter role {role} password '{logins.PasswordOf(role)}'", stop);
            }
        }
        await Execute(connection, $"grant connect on database \"{connection.Database.Replace("\"", "\"\"", StringComparison.Ordinal)}\" to {DatabaseLogins.Web}, {DatabaseLogins.Informants}", stop);
    }

    private static async Task<bool> CanSignIn(NpgsqlConnection owner, DatabaseLogins logins, string role, CancellationToken stop)
    {
        var login = string.Equals(role, DatabaseLogins.Web, StringComparison.Ordinal) ? logins.WebConnection : logins.InformantsConnection;
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(login) { Pooling = false, Database = owner.Database }.ConnectionString);
        try
        {
            await connection.OpenAsync(stop);
            return true;
        }
        catch (PostgresException refused) when (refused.SqlState is PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification)
        {
            return false;
        }
    }

    private static async Task Execute(NpgsqlConnection connection, string sql, CancellationToken stop)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(stop);
    }
}
