using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Prongsai.Testing;
using Prongsai.Web.Features.Api;
using Prongsai.Web.Platform.Changes;

namespace Prongsai.Web.Tests.Api;

/// <summary>Programs read what their token names, of its organisation, until it ends.</summary>
public sealed class ReadingWithAToken : IAsyncLifetime
{
    private readonly Site site = new();

    public async ValueTask InitializeAsync() => await site.Ready();

    public ValueTask DisposeAsync() => site.DisposeAsync();

    [Fact]
    public async Task Is_made_in_the_office_shown_once_and_revoked()
    {
        var officer = await site.As("tokens.manage");
        HtmlAssert.Shows((await officer.Post("/administration/tokens", [("Name", "แดชบอร์ด"), ("Days", "90")], "#make")).Document, "เลือกอย่างน้อยหนึ่งอย่าง");
        var made = await officer.Post("/administration/tokens", [("Name", "แดชบอร์ด"), ("Chosen", Scopes.Changes), ("Days", "90")], "#make");
        Assert.Equal(HttpStatusCode.OK, made.Status);
        var token = made.Document.QuerySelector("code.wrap-any")!.TextContent;
        Assert.StartsWith(KeepTokens.Prefix, token, StringComparison.Ordinal);
        Assert.DoesNotContain(token, (await officer.Get("/administration/tokens")).Body, StringComparison.Ordinal);

        var (status, body) = await Ask("/api/v1/changes?after=0", token);
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal("token.made", JsonNode.Parse(body)!.AsArray()[0]!["kind"]!.GetValue<string>());
        Assert.Equal(HttpStatusCode.OK, (await Ask("/api/v1/organisation", token)).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await Ask("/api/v1/results", token)).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await Ask("/api/v1/measures/2568", token)).Status);
        HtmlAssert.DoesNotShow(await officer.Page("/administration/tokens"), "ยังไม่เคย");

        await officer.Post("/administration/tokens", [], "main table form");
        Assert.Equal(HttpStatusCode.Unauthorized, (await Ask("/api/v1/changes", token)).Status);
        Assert.Equal(["token.made", "token.revoked"], await site.Query(db => db.Changes.OrderBy(c => c.Number).Select(c => c.Kind).ToListAsync()));
    }

    [Fact]
    public async Task Sees_its_own_organisation_alone_and_ends_on_its_day()
    {
        var other = await site.AddOrganisation("อบต.อื่น", "other");
        var token = await site.DoIn(other, services => services.GetRequiredService<KeepTokens>().Make("x", [Scopes.Changes, Scopes.Results, Scopes.Measures], 30, CancellationToken.None));
        await site.Query(async db =>
        {
            db.Record("thing.done", "thing", "1", "ของหน่วยงานแรก");
            return await db.SaveChangesAsync();
        });
        var (_, body) = await Ask("/api/v1/changes", token);
        Assert.DoesNotContain("thing.done", body, StringComparison.Ordinal);
        Assert.Contains(other.ToString(), (await Ask("/api/v1/organisation", token)).Body, StringComparison.Ordinal);
        Assert.Equal("[]", (await Ask("/api/v1/results", token)).Body);
        Assert.Equal("[]", (await Ask("/api/v1/measures/2568", token)).Body);
        site.Time.Advance(TimeSpan.FromDays(31));
        Assert.Equal(HttpStatusCode.Unauthorized, (await Ask("/api/v1/changes", token)).Status);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("prongsai_")]
    [InlineData("prongsai_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("prongsai_%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%")]
    public async Task Says_the_same_of_every_token_that_does_not_work(string? token)
    {
        var (status, body) = await Ask("/api/v1/changes", token);
        Assert.Equal(HttpStatusCode.Unauthorized, status);
        Assert.Contains("A valid token is needed.", body, StringComparison.Ordinal);
        // A session of the office is no token.
        var officer = await site.As("changes.read");
        Assert.Equal(HttpStatusCode.Unauthorized, (await officer.Get("/api/v1/changes")).Status);
    }

    private async Task<(HttpStatusCode Status, string Body)> Ask(string path, string? token)
    {
        using var http = new HttpClient { BaseAddress = new Uri(site.Address) };
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (token is not null)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }
        using var response = await http.SendAsync(request);
        return (response.StatusCode, await response.Content.ReadAsStringAsync());
    }
}
