using System.Net;
using Microsoft.EntityFrameworkCore;
using Prongsai.Testing;
using Prongsai.Web.Platform.Identity;

namespace Prongsai.Web.Tests.SignIn;

public sealed class SigningIn(Site site) : IClassFixture<Site>
{
    [Fact]
    public async Task Is_asked_of_a_stranger_who_then_arrives_where_he_was_going()
    {
        await site.Ready();
        await site.AddPerson(site.Organisation, "somchai", "นักวิเคราะห์", []);
        using var visitor = await site.Anyone();
        var asked = await visitor.Get("/sign-out");
        Assert.Equal("/sign-in?to=%2Fsign-out", asked.Location);
        var entered = await visitor.Post(asked.Location!, ("UserName", "somchai"), ("Password", Site.Password));
        Assert.Equal("/sign-out", entered.Location);
        Assert.Equal(HttpStatusCode.OK, (await visitor.Get("/")).Status);
        var cookie = visitor.Cookies["prongsai"]!;
        Assert.True(cookie.HttpOnly);
        await visitor.Post("/sign-out");
        Assert.Equal(HttpStatusCode.Redirect, (await visitor.Get("/assessment")).Status);
    }

    [Fact]
    public async Task Leads_to_no_foreign_address()
    {
        await site.Ready();
        await site.AddPerson(site.Organisation, "somsri", "นักวิเคราะห์", []);
        using var visitor = await site.Anyone();
        Assert.Equal("/", (await visitor.Post("/sign-in?to=https://example.org/", ("UserName", "somsri"), ("Password", Site.Password))).Location);
    }

    [Fact]
    public async Task With_a_wrong_password_says_so_beside_the_field_and_keeps_the_name()
    {
        using var visitor = await site.Anyone();
        var answer = await visitor.Post("/sign-in", ("UserName", "nobody"), ("Password", "wrong password here"));
        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        HtmlAssert.Shows(answer.Document, "ชื่อผู้ใช้หรือรหัสผ่านไม่ถูกต้อง");
        Assert.Equal("nobody", answer.Document.QuerySelector("input[name=UserName]")!.GetAttribute("value"));
        Assert.DoesNotContain("wrong password here", answer.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_token_from_the_page_is_refused()
    {
        using var visitor = await site.Anyone();
        using var form = new FormUrlEncodedContent([new("UserName", "x"), new("Password", "y")]);
        Assert.Equal(HttpStatusCode.BadRequest, (await visitor.Http.PostAsync(new Uri("/sign-in", UriKind.Relative), form)).StatusCode);
    }

    [Fact]
    public async Task Is_slowed_for_who_guesses_and_not_for_the_owner_of_the_account()
    {
        await site.Ready();
        var throttle = site.Services.GetRequiredService<SignInThrottle>();
        for (var i = 0; i < SignInThrottle.PerAccountAndAddress; i++)
        {
            Assert.False(await throttle.IsClosed("victim", "10.0.0.1", CancellationToken.None));
            await throttle.Failed("victim", "10.0.0.1", CancellationToken.None);
        }
        Assert.True(await throttle.IsClosed("VICTIM ", "10.0.0.1", CancellationToken.None));
        Assert.False(await throttle.IsClosed("victim", "10.0.0.2", CancellationToken.None));
        site.Time.Advance(SignInThrottle.Window + TimeSpan.FromSeconds(1));
        Assert.False(await throttle.IsClosed("victim", "10.0.0.1", CancellationToken.None));
    }

    [Fact]
    public async Task Ends_at_once_when_the_account_is_closed()
    {
        await site.Ready();
        await site.AddPerson(site.Organisation, "leaver", "ผู้ลาออก", []);
        using var visitor = await site.Anyone();
        await visitor.SignIn("leaver", Site.Password);
        Assert.Equal(HttpStatusCode.OK, (await visitor.Get("/")).Status);
        await site.Query(db => db.Users.Where(a => a.UserName == "leaver").ExecuteUpdateAsync(set => set.SetProperty(a => a.Active, false)));
        Assert.Equal("/sign-in?to=%2F", (await visitor.Get("/")).Location);
    }

    [Fact]
    public async Task For_the_first_time_takes_a_link_that_works_once()
    {
        await using var fresh = new Site();
        await fresh.Ready();
        var link = await FirstAdministrator.Link(fresh.Services, CancellationToken.None);
        using var visitor = await fresh.Anyone();
        var page = await visitor.Page(link!);
        HtmlAssert.Heading(page, "ตั้งผู้ดูแลระบบคนแรก");

        var tooShort = await visitor.Post(link!, ("Position", "ปลัด"), ("UserName", "palad"), ("Password", "short"), ("Again", "short"));
        Assert.Equal(HttpStatusCode.BadRequest, tooShort.Status);
        HtmlAssert.Shows(tooShort.Document, "อย่างน้อย 12 ตัว");
        Assert.Equal("palad", tooShort.Document.QuerySelector("input[name=UserName]")!.GetAttribute("value"));

        var entered = await visitor.Post(link!, ("Position", "ปลัด"), ("UserName", "palad"), ("Password", Site.Password), ("Again", Site.Password));
        Assert.Equal("/", entered.Location);
        Assert.Equal(HttpStatusCode.OK, (await visitor.Get("/")).Status);
        using var second = await fresh.Anyone();
        Assert.Equal(HttpStatusCode.NotFound, (await second.Get(link!)).Status);
        Assert.Null(await FirstAdministrator.Link(fresh.Services, CancellationToken.None));
        Assert.Equal(["account.opened"], await fresh.Query(db => db.Set<Prongsai.Web.Platform.Changes.Change>().Select(c => c.Kind).ToListAsync()));
    }

    [Fact]
    public async Task By_link_is_over_when_its_day_is_over()
    {
        await using var fresh = new Site();
        await fresh.Ready();
        var link = await FirstAdministrator.Link(fresh.Services, CancellationToken.None);
        fresh.Time.Advance(TimeSpan.FromDays(1) + TimeSpan.FromSeconds(1));
        using var visitor = await fresh.Anyone();
        Assert.Equal(HttpStatusCode.NotFound, (await visitor.Get(link!)).Status);
    }
}
