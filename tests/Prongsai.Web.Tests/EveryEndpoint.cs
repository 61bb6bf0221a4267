using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Authorization;
using Prongsai.Testing;
using Prongsai.Web.Platform.Identity;
using Prongsai.Web.Platform.Modules;

namespace Prongsai.Web.Tests;

public sealed class EveryEndpoint(Site site) : IClassFixture<Site>
{
    [Fact]
    public async Task Says_who_may_use_it()
    {
        var silent = (await site.Endpoints())
            .Where(e => e.Metadata.GetMetadata<IAuthorizeData>() is null && e.Metadata.GetMetadata<IAllowAnonymous>() is null)
            .Select(e => e.RoutePattern.RawText);
        Assert.Empty(silent);
    }

    [Fact]
    public async Task Asks_for_permissions_that_exist()
    {
        var product = (await site.Ready()).Services.GetRequiredService<Product>();
        var known = product.Permissions.Select(p => p.Name).Append(WhoIsThis.ManageInstallation).ToHashSet(StringComparer.Ordinal);
        var asked = (await site.Endpoints()).SelectMany(e => e.Metadata.GetOrderedMetadata<IAuthorizeData>()).Select(a => a.Policy).OfType<string>().Distinct(StringComparer.Ordinal);
        Assert.DoesNotContain(asked, p => !known.Contains(p));
    }

    [Fact]
    public async Task Is_addressed_in_lower_case_english()
    {
        var odd = (await site.Endpoints()).Select(e => e.RoutePattern.RawText!).Where(r => !Regex.IsMatch(r, @"^/?([a-z0-9\-./_]|\{[^}]*\})*$", RegexOptions.None, TimeSpan.FromSeconds(1)));
        Assert.Empty(odd);
    }

    [Fact]
    public async Task Tells_the_browser_to_run_nothing_inline_and_be_framed_by_nobody()
    {
        var visitor = await site.Anyone();
        foreach (var path in new[] { "/sign-in", "/n", "/health", "/nothing-here" })
        {
            var headers = (await visitor.Get(path)).Response.Headers;
            var policy = string.Join(' ', headers.GetValues("Content-Security-Policy"));
            Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
            Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
            Assert.Equal("nosniff", string.Join(' ', headers.GetValues("X-Content-Type-Options")));
        }
    }

    /// <summary>Bug: with the database away, the page that should have said so needed the database itself.</summary>
    [Fact]
    public async Task That_fails_says_so_without_the_database()
    {
        await using var own = new Site();
        var visitor = await own.As("organisation.read");
        await using (var connection = new Npgsql.NpgsqlConnection(own.OwnerConnection))
        {
            await connection.OpenAsync();
            await using var away = new Npgsql.NpgsqlCommand("alter table organisations rename to gone; alter table accounts rename to gone_too; alter table people rename to gone_three", connection);
            await away.ExecuteNonQueryAsync();
        }
        own.Services.GetRequiredService<Prongsai.Web.Platform.Organisations.OrganisationDirectory>().Forget();
        var answer = await visitor.Get("/administration");
        Assert.Equal(500, (int)answer.Status);
        HtmlAssert.Heading(answer.Document, "ระบบขัดข้อง");
    }

    [Fact]
    public async Task That_is_unknown_is_not_found_rather_than_closed()
    {
        var answer = await (await site.Anyone()).Get("/nothing-here");
        Assert.Equal(404, (int)answer.Status);
        HtmlAssert.Heading(answer.Document, "ไม่พบหน้านี้");
    }
}
