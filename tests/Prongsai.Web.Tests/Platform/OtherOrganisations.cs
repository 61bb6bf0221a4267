using Microsoft.EntityFrameworkCore;
using Npgsql;
using Prongsai.Testing;
using Prongsai.Web.Platform.Organisations;
using Prongsai.Web.Platform.Persistence;

namespace Prongsai.Web.Tests.Platform;

/// <summary>Tries to cross from one organisation into another, by every way there is.</summary>
public sealed class OtherOrganisations(Site site) : IClassFixture<Site>, IAsyncLifetime
{
    private Guid ours;
    private Guid theirs;
    private Guid theirUnit;

    public async ValueTask InitializeAsync()
    {
        await site.Ready();
        ours = site.Organisation;
        theirs = await site.AddOrganisation("อบต.ข้างบ้าน", "neighbour-" + Guid.NewGuid().ToString("N")[..8]);
        theirUnit = await site.QueryIn(theirs, async db =>
        {
            var unit = new Unit { Name = "กองลับ" };
            db.Units.Add(unit);
            db.Record("unit.added", "unit", unit.Id);
            await db.SaveChangesAsync();
            return unit.Id;
        });
    }

    [Fact]
    public async Task Cannot_be_read_through_the_filter() =>
        Assert.False(await site.Query(db => db.Units.AnyAsync(u => u.Id == theirUnit)));

    [Fact]
    public async Task Cannot_be_read_past_the_filter() =>
        Assert.False(await site.Query(db => db.Units.IgnoreQueryFilters().AnyAsync(u => u.Id == theirUnit)));

    [Fact]
    public async Task Cannot_be_read_by_sql() =>
        Assert.Equal(0, await site.Query(db => db.Database.SqlQuery<int>($"select count(*)::int as \"Value\" from units where id = {theirUnit}").SingleAsync()));

    [Fact]
    public async Task Cannot_be_altered_past_the_filter() =>
        Assert.Equal(0, await site.Query(db => db.Units.IgnoreQueryFilters().Where(u => u.Id == theirUnit).ExecuteUpdateAsync(set => set.SetProperty(u => u.Name, "ของเรา"))));

    [Fact]
    public async Task Cannot_be_deleted_past_the_filter() =>
        Assert.Equal(0, await site.Query(db => db.Units.IgnoreQueryFilters().Where(u => u.Id == theirUnit).ExecuteDeleteAsync()));

    [Fact]
    public async Task Cannot_be_given_rows_by_the_context() =>
        await Assert.ThrowsAsync<InvalidOperationException>(() => site.Query(async db =>
        {
            db.Units.Add(new Unit { Name = "ยัดไส้", OrganisationId = theirs });
            return await db.SaveChangesAsync();
        }));

    [Fact]
    public async Task Cannot_be_given_rows_by_sql()
    {
        var refused = await Assert.ThrowsAsync<PostgresException>(() => site.Query(db =>
            db.Database.ExecuteSqlAsync($"insert into units (id, organisation_id, name) values ({Guid.NewGuid()}, {theirs}, 'x')")));
        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, refused.SqlState);
    }

    [Fact]
    public async Task Show_nothing_to_a_connection_that_named_none()
    {
        await using var connection = new NpgsqlConnection(new DatabaseLogins(site.OwnerConnection).WebConnection);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand("select (select count(*) from units) + (select count(*) from people) + (select count(*) from changes) + (select count(*) from jobs)", connection);
        Assert.Equal(0L, await command.ExecuteScalarAsync());
    }

    [Theory]
    [InlineData("alter table units disable row level security")]
    [InlineData("drop policy own_organisation on units")]
    [InlineData("set role prongsai")]
    [InlineData("update changes set actor = 'x'")]
    [InlineData("delete from changes")]
    [InlineData("truncate changes")]
    [InlineData("alter table changes disable trigger chain_change")]
    [InlineData("delete from organisations")]
    [InlineData("select * from informants.channels")]
    [InlineData("create table mine (x int)")]
    public async Task Cannot_be_reached_by_unlocking_the_door(string sql)
    {
        await using var connection = new NpgsqlConnection(new DatabaseLogins(site.OwnerConnection).WebConnection);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        var refused = await Assert.ThrowsAsync<PostgresException>(() => command.ExecuteNonQueryAsync());
        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, refused.SqlState);
    }

    [Fact]
    public async Task Cannot_be_chosen_by_who_is_nobody_there()
    {
        var visitor = await site.As("organisation.manage");
        var answer = await visitor.Get("/");
        Assert.DoesNotContain("ข้างบ้าน", answer.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cannot_be_turned_to_in_the_middle_of_a_scope() =>
        await Assert.ThrowsAsync<InvalidOperationException>(() => site.Do(async services =>
        {
            var directory = services.GetRequiredService<OrganisationDirectory>();
            services.GetRequiredService<CurrentOrganisation>().Use((await directory.Find(theirs, CancellationToken.None))!);
            return ours;
        }));

    [Fact]
    public async Task Are_not_removed_as_if_they_were_examples()
    {
        var refused = await Assert.ThrowsAsync<PostgresException>(() => site.Query(db => db.Database.ExecuteSqlAsync($"select remove_example({theirs})")));
        Assert.Equal("not an example", refused.MessageText);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
