using System.Net;
using System.Net.Http.Headers;
using Npgsql;
using Prongsai.Testing;
using Prongsai.Web.Platform.Contents;
using Prongsai.Web.Platform.Publishing;

namespace Prongsai.Web.Tests.Website;

/// <summary>Public pages that are answered from memory: at once new when anything changed, whoever changed it, and never another's.</summary>
public sealed class KeptAnswers
{
    [Fact]
    public async Task Are_the_same_bytes_until_something_changes_and_new_at_once_after()
    {
        await using var site = new Site();
        using var anyone = await site.Anyone();
        var first = await anyone.Get("/news");
        Assert.Equal(first.Body, (await anyone.Get("/news")).Body);
        var news = await site.Save(ContentKind.News, "ลอกคลองหมู่ 2", ContentState.Published);
        Assert.Contains("ลอกคลองหมู่ 2", (await anyone.Get("/news")).Body, StringComparison.Ordinal);
        await site.Save(ContentKind.News, "ลอกคลองหมู่ 2", ContentState.Withdrawn, id: news.Id, version: news.Version);
        Assert.DoesNotContain("ลอกคลอง", (await anyone.Get("/news")).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task See_what_another_process_did_to_the_database()
    {
        await using var site = new Site();
        using var anyone = await site.Anyone();
        await site.Save(ContentKind.News, "ข่าวเดิม", ContentState.Published);
        Assert.Contains("ข่าวเดิม", (await anyone.Get("/news")).Body, StringComparison.Ordinal);
        await using var connection = new NpgsqlConnection(site.OwnerConnection);
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = new NpgsqlCommand("update contents set state = 'withdrawn'", connection);
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        Assert.DoesNotContain("ข่าวเดิม", (await anyone.Get("/news")).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Count_up_only_with_the_commit_and_once_for_many_rows()
    {
        await using var site = new Site();
        await site.Ready();
        var marks = site.Services.GetRequiredService<PublicMarks>();
        await site.Save(ContentKind.News, "หนึ่ง", ContentState.Published);
        var before = await marks.Of(site.Organisation, TestContext.Current.CancellationToken);
        await using var connection = new NpgsqlConnection(site.OwnerConnection);
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using (var transaction = await connection.BeginTransactionAsync(TestContext.Current.CancellationToken))
        {
            await using var command = new NpgsqlCommand("update contents set sort = 1; update contents set sort = 2", connection, transaction);
            await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
            Assert.Equal(before, await marks.Of(site.Organisation, TestContext.Current.CancellationToken));
            await transaction.CommitAsync(TestContext.Current.CancellationToken);
        }
        var after = await marks.Of(site.Organisation, TestContext.Current.CancellationToken);
        Assert.Equal(long.Parse(before.Split(' ')[0], System.Globalization.CultureInfo.InvariantCulture) + 1, long.Parse(after.Split(' ')[0], System.Globalization.CultureInfo.InvariantCulture));
        Assert.NotEqual(before.Split(' ')[^1], await LaterDay(site, marks));
    }

    [Theory]
    [InlineData("Host", "evil.example")]
    [InlineData("X-Forwarded-Host", "evil.example")]
    [InlineData("X-Forwarded-Proto", "https")]
    [InlineData("X-Forwarded-Prefix", "/evil")]
    [InlineData("X-Original-URL", "/sign-in")]
    [InlineData("Accept-Language", "evil")]
    [InlineData("Cookie", "prongsai=evil")]
    public async Task Are_not_poisoned_by_what_an_asker_says(string header, string value)
    {
        await using var site = new Site();
        using var anyone = await site.Anyone();
        await site.Save(ContentKind.News, "ข่าวของเรา", ContentState.Published);
        foreach (var path in new[] { "/news", "/news/1", "/home", "/info/contact" })
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, path);
            request.Headers.TryAddWithoutValidation(header, value);
            using (await anyone.Http.SendAsync(request, TestContext.Current.CancellationToken))
            {
                var answer = await anyone.Get(path);
                Assert.Equal(HttpStatusCode.OK, answer.Status);
                Assert.DoesNotContain("evil", answer.Body, StringComparison.Ordinal);
                Assert.DoesNotContain("https://127.0.0.1", answer.Body, StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public async Task Come_in_the_compression_each_asker_takes()
    {
        await using var site = new Site();
        using var anyone = await site.Anyone();
        foreach (var (asked, came) in new[] { ("br", "br"), ("gzip", "gzip"), ("identity", ""), ("br", "br"), ("gzip", "gzip"), ("br;q=0, gzip", "gzip"), ("", "") })
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/news");
            request.Headers.TryAddWithoutValidation("Accept-Encoding", asked);
            using var response = await anyone.Http.SendAsync(request, TestContext.Current.CancellationToken);
            Assert.Equal(came, string.Join(',', response.Content.Headers.ContentEncoding));
            Assert.Contains("Accept-Encoding", response.Headers.Vary);
            Assert.Equal("nosniff", response.Headers.GetValues("X-Content-Type-Options").Single());
            Assert.True(response.Headers.Contains("Content-Security-Policy"));
        }
    }

    [Fact]
    public async Task Are_known_again_by_their_tag_and_never_when_not_found()
    {
        await using var site = new Site();
        using var anyone = await site.Anyone();
        var first = await anyone.Get("/news");
        using var again = new HttpRequestMessage(HttpMethod.Get, "/news");
        again.Headers.IfNoneMatch.Add(EntityTagHeaderValue.Parse(first.Response.Headers.ETag!.ToString()));
        Assert.Equal(HttpStatusCode.NotModified, (await anyone.Http.SendAsync(again, TestContext.Current.CancellationToken)).StatusCode);
        var missing = await anyone.Get("/news/99");
        Assert.Equal(HttpStatusCode.NotFound, missing.Status);
        Assert.Null(missing.Response.Headers.ETag);
        await site.Save(ContentKind.News, "เลขหนึ่ง", ContentState.Published);
        Assert.Equal(HttpStatusCode.OK, (await anyone.Get("/news/1")).Status);
        // Who looks does not matter; what an officer is shown of the public side is what everyone is shown.
        var officer = await site.As("content.write");
        Assert.Equal((await anyone.Get("/news")).Body, (await officer.Get("/news")).Body);
    }

    private static async Task<string> LaterDay(Site site, PublicMarks marks)
    {
        site.Time.Advance(TimeSpan.FromDays(1));
        return (await marks.Of(site.Organisation, TestContext.Current.CancellationToken)).Split(' ')[^1];
    }
}
