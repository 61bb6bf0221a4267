using Microsoft.EntityFrameworkCore;
using Npgsql;
using Prongsai.Testing;
using Prongsai.Web.Platform.Changes;

namespace Prongsai.Web.Tests.Platform;

public sealed class TheChain
{
    [Fact]
    public async Task Holds_when_many_write_at_once_and_for_each_organisation_by_itself()
    {
        await using var site = new Site();
        await site.Ready();
        var second = await site.AddOrganisation("อบต.สอง", "second");
        var writers = Enumerable.Range(0, 20).Select(i => site.QueryIn(i % 2 == 0 ? site.Organisation : second, async db =>
        {
            for (var n = 0; n < 5; n++)
            {
                db.Record("thing.counted", "thing", $"{i}-{n}", "ทดสอบ \"อักขระ\" 😀", new { n, text = "ภาษาไทย", minus = -1.5m });
                await db.SaveChangesAsync();
            }
            return i;
        }));
        await Task.WhenAll(writers);
        var (holding, broken) = await ChangeChain.Verify(site.OwnerConnection, CancellationToken.None);
        Assert.Empty(broken);
        Assert.Equal(100, holding);
        Assert.Equal([.. Enumerable.Range(1, 50).Select(n => (long)n)], await site.Query(db => db.Changes.OrderBy(c => c.Number).Select(c => c.Number).ToListAsync()));
    }

    [Fact]
    public async Task Is_numbered_in_one_save_of_several()
    {
        await using var site = new Site();
        await site.Query(async db =>
        {
            db.Record("thing.opened", "thing", "1");
            db.Record("thing.closed", "thing", "1");
            return await db.SaveChangesAsync();
        });
        var (holding, broken) = await ChangeChain.Verify(site.OwnerConnection, CancellationToken.None);
        Assert.Equal((2L, 0), (holding, broken.Count));
    }

    [Fact]
    public async Task Is_not_lengthened_by_a_deed_that_failed()
    {
        await using var site = new Site();
        await site.Query(async db =>
        {
            await using var transaction = await db.Database.BeginTransactionAsync();
            db.Record("thing.opened", "thing", "1");
            await db.SaveChangesAsync();
            await transaction.RollbackAsync();
            return 0;
        });
        Assert.Equal(0, await site.Query(db => db.Changes.CountAsync()));
    }

    [Theory]
    [InlineData("update changes set reason = 'อีกเหตุผล' where number = 3", 3, "its content was altered after it was written")]
    [InlineData("update changes set at = at + interval '1 second' where number = 2", 2, "its content was altered after it was written")]
    [InlineData("update changes set data = '{\"n\": 0}' where number = 1", 1, "its content was altered after it was written")]
    [InlineData("delete from changes where number = 2", 3, "change 2 is missing")]
    [InlineData("update changes set actor = 'คนอื่น' where number = 2; update changes c set hash = change_hash(c) where number = 2", 3, "it does not follow the change before it")]
    [InlineData("update changes set number = -number where number in (2, 3); update changes set number = 5 + number where number < 0", 2, "it does not follow the change before it")]
    [InlineData("delete from changes where number = 1", 2, "change 1 is missing")]
    public async Task Shows_the_first_link_even_the_owner_of_the_database_tampered_with(string sql, long at, string why)
    {
        await using var site = new Site();
        await site.Query(async db =>
        {
            for (var n = 1; n <= 4; n++)
            {
                db.Record("thing.counted", "thing", "1", "เหตุผล", new { n });
                await db.SaveChangesAsync();
            }
            return 0;
        });
        await using (var connection = new NpgsqlConnection(site.OwnerConnection))
        {
            await connection.OpenAsync();
            await using var command = new NpgsqlCommand(sql, connection);
            await command.ExecuteNonQueryAsync();
        }
        var (_, broken) = await ChangeChain.Verify(site.OwnerConnection, CancellationToken.None);
        Assert.Equal([new BrokenLink("อบต.ทดสอบ", at, why)], broken);
    }

    [Theory]
    [InlineData("delete from changes where number > 2", 3, "the end was cut off: change 4 was there on 2025-03-03")]
    [InlineData("delete from changes", 1, "the end was cut off: change 4 was there on 2025-03-03")]
    [InlineData("update changes c set reason = 'อีกเหตุผล' where number = 4; update changes c set hash = change_hash(c) where number = 4", 4, "it is not the change that was noted on 2025-03-03: the chain was written anew")]
    public async Task Misses_an_end_that_was_cut_off_or_written_anew_by_what_is_noted_outside_the_database(string sql, long at, string why)
    {
        await using var site = new Site();
        await site.Query(async db =>
        {
            for (var n = 1; n <= 4; n++)
            {
                db.Record("thing.counted", "thing", "1", "เหตุผล", new { n });
                await db.SaveChangesAsync();
            }
            return 0;
        });
        var day = new DateTimeOffset(2025, 3, 3, 0, 0, 0, TimeSpan.Zero);
        await ChainAnchor.Note(site.DataDirectory, await ChangeChain.Newest(site.OwnerConnection, day, CancellationToken.None), CancellationToken.None);
        await ChainAnchor.Note(site.DataDirectory, await ChangeChain.Newest(site.OwnerConnection, day.AddDays(1), CancellationToken.None), CancellationToken.None);
        var anchors = await ChainAnchor.Read(site.DataDirectory, CancellationToken.None);
        Assert.Single(anchors);
        Assert.Empty((await ChangeChain.Verify(site.OwnerConnection, CancellationToken.None, anchors)).Broken);
        await using (var connection = new NpgsqlConnection(site.OwnerConnection))
        {
            await connection.OpenAsync();
            await using var command = new NpgsqlCommand(sql, connection);
            await command.ExecuteNonQueryAsync();
        }
        Assert.Empty((await ChangeChain.Verify(site.OwnerConnection, CancellationToken.None)).Broken);
        Assert.Equal([new BrokenLink("อบต.ทดสอบ", at, why)], (await ChangeChain.Verify(site.OwnerConnection, CancellationToken.None, anchors)).Broken);
    }
}
