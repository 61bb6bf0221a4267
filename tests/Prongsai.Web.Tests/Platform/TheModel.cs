using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Npgsql;
using Prongsai.Testing;
using Prongsai.Web.Platform.Persistence;

namespace Prongsai.Web.Tests.Platform;

/// <summary>EF maps, the SQL files create; this holds the two together.</summary>
public sealed class TheModel(Site site) : IClassFixture<Site>
{
    /// <summary>Tables that belong to the installation, not to an organisation, each for a reason.</summary>
    private static readonly string[] OfNobody =
    [
        "migrations", "organisations", "accounts", "account_claims", "account_logins", "account_tokens", "account_passkeys", "sign_in_links", "sign_in_failures", "account_sessions", "account_recovery_codes", "data_protection_keys", "signing_keys",
    ];

    /// <summary>Or the start would make two and be the slower for it.</summary>
    [Fact]
    public async Task Is_the_same_when_it_is_made_before_the_database_is_there() =>
        Assert.True(await site.Query(db => Task.FromResult(ReferenceEquals(db.Model, AppModel.Build(site.Services)))));

    [Fact]
    public async Task Agrees_with_the_database_in_every_column()
    {
        var columns = await Columns();
        var differences = await site.Query(db =>
        {
            var found = new List<string>();
            foreach (var entity in db.Model.GetEntityTypes().Where(e => !e.IsMappedToJson() && e.GetTableName() is not null))
            {
                var table = StoreObjectIdentifier.Table(entity.GetTableName()!, entity.GetSchema());
                foreach (var property in entity.GetProperties())
                {
                    var name = property.GetColumnName(table)!;
                    var declared = (Type: Plain(property.GetColumnType()), Nullable: property.IsColumnNullable(table));
                    if (!columns.TryGetValue((table.Name, name), out var real))
                    {
                        found.Add($"{table.Name}.{name} is mapped and not in the database");
                    }
                    else if (!Same(declared.Type, real.Type) || declared.Nullable != real.Nullable)
                    {
                        found.Add($"{table.Name}.{name} is mapped as {declared.Type} {(declared.Nullable ? "null" : "not null")} and is {real.Type} {(real.Nullable ? "null" : "not null")}");
                    }
                }
            }
            return Task.FromResult(found);
        });
        Assert.Empty(differences);
    }

    [Fact]
    public async Task Keeps_every_table_of_an_organisation_behind_row_level_security_and_removes_it_with_the_organisation()
    {
        await site.Ready();
        var wrong = await Rows(
            """
            select c.relname || case when not c.relrowsecurity then ': no row-level security' when not exists (
                select from pg_constraint f where f.conrelid = c.oid and f.confrelid = 'organisations'::regclass and f.confdeltype = 'c') then ': not removed with its organisation'
                else ': no policy' end
            from pg_class c join pg_namespace n on n.oid = c.relnamespace
            where n.nspname = 'public' and c.relkind in ('r', 'p') and not c.relispartition and c.relname <> all ($1)
              and (not c.relrowsecurity
                or not exists (select from pg_policy p where p.polrelid = c.oid and p.polname = 'own_organisation')
                or not exists (select from pg_constraint f where f.conrelid = c.oid and f.confrelid = 'organisations'::regclass and f.confdeltype = 'c'))
            """);
        Assert.Empty(wrong);
    }

    [Fact]
    public async Task Filters_every_entity_that_has_an_organisation()
    {
        var open = await site.Query(db => Task.FromResult(db.Model.GetEntityTypes()
            .Where(e => e.FindProperty("OrganisationId") is not null && !e.IsMappedToJson() && !OfNobody.Contains(e.GetTableName(), StringComparer.Ordinal))
            .Where(e => !e.ClrType.IsAssignableTo(typeof(IOfOrganisation)) || e.GetDeclaredQueryFilters().Count == 0)
            .Select(e => e.Name).ToList()));
        Assert.Empty(open);
    }

    private async Task<List<string>> Rows(string sql)
    {
        await using var connection = new NpgsqlConnection(site.OwnerConnection);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection) { Parameters = { new() { Value = OfNobody } } };
        await using var rows = await command.ExecuteReaderAsync();
        var all = new List<string>();
        while (await rows.ReadAsync())
        {
            all.Add(rows.GetString(0));
        }
        return all;
    }

    private async Task<Dictionary<(string Table, string Column), (string Type, bool Nullable)>> Columns()
    {
        await site.Ready();
        await using var connection = new NpgsqlConnection(site.OwnerConnection);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(
            """
            select c.relname, a.attname, format_type(a.atttypid, a.atttypmod), not a.attnotnull
            from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
            where n.nspname = 'public' and c.relkind in ('r', 'p', 'v') and a.attnum > 0 and not a.attisdropped
            """,
            connection);
        await using var rows = await command.ExecuteReaderAsync();
        var columns = new Dictionary<(string, string), (string, bool)>();
        while (await rows.ReadAsync())
        {
            columns[(rows.GetString(0), rows.GetString(1))] = (rows.GetString(2), rows.GetBoolean(3));
        }
        return columns;
    }

    /// <summary>A length said twice is not held against either side: text may be limited by a check.</summary>
    private static bool Same(string declared, string real) => string.Equals(declared, real, StringComparison.Ordinal) || (declared is "text" && real.StartsWith("character varying", StringComparison.Ordinal));

    private static string Plain(string type) => type.Replace("varchar", "character varying", StringComparison.Ordinal) is var t && t.StartsWith("numeric(", StringComparison.Ordinal) ? t.Replace(", ", ",", StringComparison.Ordinal) : t;
}
