using System.Net;
using Npgsql;
using Prongsai.Domain.Surveys;
using Prongsai.Testing;
using Prongsai.Web.Features.Surveys;
using Prongsai.Web.Features.Surveys.Answers;
using Prongsai.Web.Platform.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Prongsai.Web.Tests.Surveys;

/// <summary>
/// What is acknowledged is kept, what is not is not half kept, and sending again is never counted twice: when the database goes away, the disk
/// is full, a connection dies in the middle, and when there is more than fits a page. Real kills and a really full disk: <c>./bench crash</c>.
/// </summary>
public sealed class Durability(Site site) : IClassFixture<Site>
{
    private static readonly List<int> Nine = [6, 5, 1, 4, 3, 2, 6, 5, 1];

    [Fact]
    public async Task Gives_everything_back_while_the_database_is_away_and_counts_once_when_it_is_here_again()
    {
        var survey = await Setting.Open(site, "external", "link");
        using var person = new Respondent(new Uri(site.Address), "10.4.0.1");
        await person.Open(survey.Link);
        await person.Press(survey.Link, "start");
        for (var i = 0; i < 9; i++)
        {
            await person.Press(survey.Link, "next", ($"c{i}", $"{Nine[i]}"));
        }
        var clock = new Ticking();
        var asked = new AskedSurveys(clock);
        Assert.NotNull(await Find(asked, survey));
        var database = new NpgsqlConnectionStringBuilder(site.OwnerConnection).Database;
        var elsewhere = new NpgsqlConnectionStringBuilder(site.OwnerConnection) { Database = "postgres", Pooling = false }.ConnectionString;
        await Do(elsewhere, $"alter database {database} with allow_connections false");
        await Do(elsewhere, $"select pg_terminate_backend(pid) from pg_stat_activity where datname = '{database}'");
        try
        {
            // A minute later it is read anew, in vain, and still known; a day later it is not.
            clock.Seconds = 60;
            Assert.NotNull(await Find(asked, survey));
            clock.Seconds = 24 * 60 * 60;
            Assert.NotNull(await Record.ExceptionAsync(() => Find(asked, survey)));
            await person.Press(survey.Link, "send");
            Assert.Equal(HttpStatusCode.ServiceUnavailable, person.Status);
            HtmlAssert.Shows(person.Page, "ขณะนี้ระบบบันทึกคำตอบไม่ได้ คำตอบของท่านยังอยู่ในหน้านี้");
            Assert.Equal(string.Concat(Nine), person.Page.QuerySelector("input[name=given]")!.GetAttribute("value"));
        }
        finally
        {
            await Do(elsewhere, $"alter database {database} with allow_connections true");
        }
        await person.Press(survey.Link, "send");
        Assert.Equal(HttpStatusCode.Redirect, person.Status);
        await person.Press(survey.Link, "send");
        Assert.Equal(1, await Accepted(survey));
    }

    [Fact]
    public async Task Says_so_when_the_disk_is_full_and_keeps_the_code_good()
    {
        var survey = await Setting.Open(site, "internal", "codes");
        var code = (await Setting.Codes(site, survey, 1))[0];
        var options = Enumerable.Repeat(2, 15).ToList();
        var token = Guid.NewGuid().ToString("N");
        using var person = new Respondent(new Uri(site.Address), "10.4.1.1");
        // What PostgreSQL says when it cannot extend a file, at the last of the statements.
        await Do(site.OwnerConnection, "create function disk_is_full() returns trigger language plpgsql as $$ begin raise exception using errcode = 'disk_full'; end $$; create trigger full_disk before update on survey_pools for each row execute function disk_is_full()");
        try
        {
            Assert.False(await person.Send(survey.Link, code, options, token));
            Assert.Equal(HttpStatusCode.ServiceUnavailable, person.Status);
            HtmlAssert.Shows(person.Page, "รอสักครู่แล้วกดส่งอีกครั้ง คำตอบจะไม่ถูกนับซ้ำ");
            Assert.Equal(15, person.Page.QuerySelectorAll("input[type=radio][checked]").Length);
            Assert.Equal(0L, await Count("select (select count(*) from survey_receipts where survey_id = $1)", survey));
            Assert.Equal(1L, await Count("select count(*) from survey_codes where survey_id = $1", survey));
        }
        finally
        {
            await Do(site.OwnerConnection, "drop trigger full_disk on survey_pools; drop function disk_is_full()");
        }
        Assert.True(await person.Send(survey.Link, code, options, token), person.Page.Body?.TextContent);
        Assert.Equal(1, await Accepted(survey));
    }

    [Fact]
    public async Task Keeps_nothing_when_the_keys_cannot_be_written()
    {
        var survey = await Setting.Open(site, "service", "link", "2568");
        var keys = Path.Combine(site.DataDirectory, "survey-keys");
        // A new month begins at the counter, and its key has nowhere to go.
        var then = site.Time.Now;
        site.Time.Now = then.AddMonths(1);
        Directory.Move(keys, keys + "-away");
        await File.WriteAllTextAsync(keys, "", TestContext.Current.CancellationToken);
        using var person = new Respondent(new Uri(site.Address), "10.4.2.1");
        try
        {
            Assert.False(await person.Send(survey.Link, null, [5, 5, 3]));
            Assert.Equal(HttpStatusCode.ServiceUnavailable, person.Status);
            Assert.Equal(0L, await Count("select count(*) from survey_receipts where survey_id = $1", survey));
        }
        finally
        {
            File.Delete(keys);
            Directory.Move(keys + "-away", keys);
        }
        try
        {
            Assert.True(await person.Send(survey.Link, null, [5, 5, 3]));
        }
        finally
        {
            site.Time.Now = then;
        }
    }

    [Fact]
    public async Task Counts_once_when_the_connection_dies_in_the_middle()
    {
        var survey = await Setting.Open(site, "external", "link");
        var token = Guid.NewGuid().ToString("N");
        using var person = new Respondent(new Uri(site.Address), "10.4.3.1");
        await using (var holder = new NpgsqlConnection(site.OwnerConnection))
        {
            await holder.OpenAsync(TestContext.Current.CancellationToken);
            await using var transaction = await holder.BeginTransactionAsync(TestContext.Current.CancellationToken);
            await using (var hold = new NpgsqlCommand("select 1 from survey_pools where survey_id = $1 for update", holder) { Parameters = { new() { Value = survey.Id } } })
            {
                await hold.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
            }
            var sending = person.Send(survey.Link, null, Nine, token);
            // Its receipt is written and it waits for the pool: now the connection is cut.
            for (var i = 0; i < 200 && await Count("select count(*) from pg_stat_activity where wait_event_type = 'Lock' and query like '%survey_pools%' and $1::uuid is not null", survey) == 0; i++)
            {
                await Task.Delay(20, TestContext.Current.CancellationToken);
            }
            await Do(site.OwnerConnection, "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'");
            Assert.False(await sending);
            Assert.Equal(HttpStatusCode.ServiceUnavailable, person.Status);
        }
        Assert.True(await person.Send(survey.Link, null, Nine, token));
        Assert.True(await person.Send(survey.Link, null, Nine, token));
        Assert.Equal(1, await Accepted(survey));
    }

    [Fact]
    public async Task Closes_a_survey_of_thousands_with_long_comments()
    {
        var survey = await Setting.Open(site, "internal", "link");
        var writer = site.Services.GetRequiredService<AnswerWriter>();
        var card = new SurveyCard(survey.Id, survey.OrganisationId, survey.Form.Cells, survey.Least);
        var row = AnswerRows.Pack([.. Enumerable.Repeat((byte)1, 15)]);
        // Three thousand rows are three pages; twenty comments of a thousand characters are eight.
        var refusals = await Task.WhenAll(Enumerable.Range(0, 3000).Select(i => writer.Keep(
            new Accepted(card, Survey.Whole, row, i < 20 ? [new("t", new string('ก', SurveyForm.MostText))] : [], Hashes.OfReceipt(survey.Id, $"many {i}"), null) { Day = new(2025, 4, 9) },
            TestContext.Current.CancellationToken)));
        Assert.All(refusals, Assert.Null);
        await Setting.Close(site, survey);
        var closed = await Setting.Of(site, survey.Id);
        var kept = await site.DoIn(site.Organisation, s => s.GetRequiredService<KeptAnswers>().Of(closed, default));
        Assert.Equal(3000, kept.Tally!.Respondents);
        Assert.Equal(3000, kept.Tally.Of(14)[1]);
        Assert.Equal(20, (await site.DoIn(site.Organisation, s => s.GetRequiredService<KeptAnswers>().Texts(closed, Survey.Whole, default))).Count);
    }

    [Fact]
    public async Task One_organisations_lost_key_holds_up_nobody_else()
    {
        var lost = await Setting.Open(site, "external", "link");
        var good = await Setting.Open(site, "external", "link");
        using (var first = new Respondent(new Uri(site.Address), "10.4.5.1"))
        {
            Assert.True(await first.Send(lost.Link, null, Nine));
        }
        var writer = ActivatorUtilities.CreateInstance<AnswerWriter>(site.Services, new PoolKeys(new(Path.Combine(site.DataDirectory, "nowhere", "files"))), new WriterPace(1, 512));
        await using (writer)
        {
            var row = AnswerRows.Pack([.. Nine.Select(o => (byte)o)]);
            var both = await Task.WhenAll(new[] { lost, good }.Select(s => writer.Keep(
                new Accepted(new(s.Id, s.OrganisationId, s.Form.Cells, s.Least), Survey.Whole, row, [], Hashes.OfReceipt(s.Id, "together"), null) { Day = new(2025, 4, 9) },
                TestContext.Current.CancellationToken)));
            Assert.IsType<CouldNotKeep>(both[0]);
            Assert.Null(both[1]);
        }
    }

    private Task<Survey?> Find(AskedSurveys asked, Survey survey) => site.DoIn(site.Organisation, async s => await asked.Find(s.GetRequiredService<AppDbContext>(), site.Organisation, survey.Link, default));

    private sealed class Ticking : TimeProvider
    {
        public long Seconds { get; set; }

        public override long TimestampFrequency => 1;

        public override long GetTimestamp() => Seconds;
    }

    private Task<int> Accepted(Survey survey) => site.DoIn(site.Organisation, async s => (await s.GetRequiredService<KeptAnswers>().Of(await s.GetRequiredService<AppDbContext>().Surveys.SingleAsync(x => x.Id == survey.Id), default)).Accepted);

    private static string Alone(string connection) => new NpgsqlConnectionStringBuilder(connection) { Pooling = false }.ConnectionString;

    private async Task<long> Count(string sql, Survey survey)
    {
        // Not from the pool: another test ends the connections that wait in it.
        await using var connection = new NpgsqlConnection(Alone(site.OwnerConnection));
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = new NpgsqlCommand(sql, connection) { Parameters = { new() { Value = survey.Id } } };
        return (long)(await command.ExecuteScalarAsync(TestContext.Current.CancellationToken))!;
    }

    private static async Task Do(string connection, string sql)
    {
        await using var open = new NpgsqlConnection(Alone(connection));
        await open.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = new NpgsqlCommand(sql, open);
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }
}
