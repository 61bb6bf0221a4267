using Npgsql;
using Prongsai.Testing;
using Prongsai.Web.Platform.Changes;
using Prongsai.Web.Platform.Cluster;
using Prongsai.Web.Platform.Persistence;

namespace Prongsai.Web.Tests.Keeping;

/// <summary>A database of every earlier state, kept in tests/kept, is brought to this version: nothing is lost, and the tables are those of a new installation.</summary>
public sealed class UpgradingKeptDatabases(Site site) : IClassFixture<Site>
{
    public static TheoryData<string> Kept => [.. Directory.GetFiles(Folder(), "*.dump").Select(f => Path.GetFileName(f))];

    [Theory, MemberData(nameof(Kept))]
    public async Task Comes_to_this_version_with_every_change_and_the_tables_of_a_new_installation(string file)
    {
        await site.Ready();
        var name = $"kept_{Guid.NewGuid():N}";
        var kept = new NpgsqlConnectionStringBuilder(site.OwnerConnection) { Database = name, Pooling = false }.ConnectionString;
        await Execute(site.OwnerConnection, $"create database {name}");
        try
        {
            await using (var dump = File.OpenRead(Path.Combine(Folder(), file)))
            {
                await PostgresPrograms.Find().Pipe("pg_restore", ["--no-owner", "--exit-on-error", "--no-password", $"--dbname={name}"], kept, dump, null, CancellationToken.None);
            }
            var before = await Contents(kept);
            Assert.Contains(before, l => l.StartsWith("change ", StringComparison.Ordinal));
            var ran = await Migrator.Migrate(kept, new DatabaseLogins(site.OwnerConnection), CancellationToken.None);
            Assert.NotEmpty(ran);
            Assert.Equal(before, await Contents(kept));
            Assert.Empty((await ChangeChain.Verify(kept, CancellationToken.None)).Broken);
            Assert.Equal(await Shape(site.OwnerConnection), await Shape(kept));
        }
        finally
        {
            await Execute(site.OwnerConnection, $"drop database {name} with (force)");
        }
    }

    private static async Task<IReadOnlyList<string>> Contents(string connection) =>
    [
        .. await Rows(connection, "select 'change ' || organisation_id || ' ' || number || ' ' || encode(hash, 'hex') from changes order by 1"),
        .. await Rows(connection, "select 'file ' || id || ' ' || encode(sha256, 'hex') || name from files order by 1"),
        .. await Rows(connection, "select 'person ' || id || name || position from people order by 1"),
    ];

    /// <summary>Columns, constraints, policies and rights, as text; the order of columns does not matter.</summary>
    private static async Task<IReadOnlyList<string>> Shape(string connection) =>
    [
        .. await Rows(connection, "select format('%s.%s.%s %s %s %s', table_schema, table_name, column_name, data_type, is_nullable, coalesce(column_default, '')) from information_schema.columns where table_schema in ('public', 'informants') order by 1"),
        .. await Rows(connection, "select conrelid::regclass || ' ' || pg_get_constraintdef(oid) from pg_constraint where connamespace in ('public'::regnamespace, 'informants'::regnamespace) and conrelid <> 0 order by 1"),
        .. await Rows(connection, "select format('%s.%s %s %s %s', schemaname, tablename, policyname, qual, with_check) from pg_policies order by 1"),
        .. await Rows(connection, "select table_schema || '.' || table_name || ' ' || grantee || ' ' || privilege_type from information_schema.role_table_grants where grantee like 'prongsai\\_%' order by 1"),
        .. await Rows(connection, "select p.proname || ' ' || md5(p.prosrc) from pg_proc p where p.pronamespace in ('public'::regnamespace, 'informants'::regnamespace) and p.prolang <> (select oid from pg_language where lanname = 'c') order by 1"),
    ];

    private static string Folder()
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            if (Directory.Exists(Path.Combine(at.FullName, "tests", "kept")))
            {
                return Path.Combine(at.FullName, "tests", "kept");
            }
        }
        throw new DirectoryNotFoundException("tests/kept is not above the tests.");
    }

    private static async Task<IReadOnlyList<string>> Rows(string connection, string sql)
    {
        await using var open = new NpgsqlConnection(connection + ";Pooling=false");
        await open.OpenAsync();
        await using var command = new NpgsqlCommand(sql, open);
        await using var row = await command.ExecuteReaderAsync();
        var all = new List<string>();
        while (await row.ReadAsync())
        {
            all.Add(row.GetString(0));
        }
        return all;
    }

    private static async Task Execute(string connection, string sql)
    {
        await using var open = new NpgsqlConnection(connection + ";Pooling=false");
        await open.OpenAsync();
        await using var command = new NpgsqlCommand(sql, open);
        await command.ExecuteNonQueryAsync();
    }
}
