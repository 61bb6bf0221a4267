using System.Net;
using Microsoft.EntityFrameworkCore;
using Prongsai.Testing;
using Prongsai.Web.Platform.Identity;

namespace Prongsai.Web.Tests.SignIn;

/// <summary>Where an account is signed in, and how that ends.</summary>
public sealed class OnesSessions
{
    [Fact]
    public async Task Are_listed_and_one_of_them_is_ended_from_another()
    {
        await using var site = new Site();
        await site.Ready();
        await site.AddPerson(site.Organisation, "somsri", "นักวิชาการ", []);
        using var desk = await site.Anyone();
        await desk.SignIn("somsri", Site.Password);
        using var phone = await site.Anyone();
        phone.Http.DefaultRequestHeaders.UserAgent.ParseAdd("Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/140.0 Mobile Safari/537.36");
        await phone.SignIn("somsri", Site.Password);
        HtmlAssert.Shows(await desk.Page("/account/sessions"), "Chrome บน Android");
        Assert.Equal("/account/sessions", (await desk.Post("/account/sessions", [], "main table form")).Location);
        Assert.StartsWith("/sign-in", (await phone.Get("/account")).Location, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await desk.Get("/account")).Status);
    }

    [Fact]
    public async Task Are_ended_everywhere_in_one_act_also_by_a_new_password()
    {
        await using var site = new Site();
        await site.Ready();
        await site.AddPerson(site.Organisation, "somsri", "นักวิชาการ", []);
        using var desk = await site.Anyone();
        await desk.SignIn("somsri", Site.Password);
        using var phone = await site.Anyone();
        await phone.SignIn("somsri", Site.Password);
        var wrong = await desk.Post("/account/password", ("Old", "not the old one"), ("New", "วลีใหม่ที่ยาวพอสมควร"), ("Again", "วลีใหม่ที่ยาวพอสมควร"));
        HtmlAssert.Shows(wrong.Document, "รหัสผ่านเดิมไม่ถูกต้อง");
        Assert.Equal("/account", (await desk.Post("/account/password", ("Old", Site.Password), ("New", "วลีใหม่ที่ยาวพอสมควร"), ("Again", "วลีใหม่ที่ยาวพอสมควร"))).Location);
        Assert.Equal(HttpStatusCode.OK, (await desk.Get("/account")).Status);
        Assert.StartsWith("/sign-in", (await phone.Get("/account")).Location, StringComparison.Ordinal);

        await phone.SignIn("somsri", "วลีใหม่ที่ยาวพอสมควร");
        Assert.Equal("/sign-in", (await phone.Post("/account/sessions", [], "#end-all")).Location);
        Assert.StartsWith("/sign-in", (await desk.Get("/account")).Location, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Die_with_signing_out_also_for_who_copied_the_cookie()
    {
        await using var site = new Site();
        await site.Ready();
        await site.AddPerson(site.Organisation, "somsri", "นักวิชาการ", []);
        using var desk = await site.Anyone();
        await desk.SignIn("somsri", Site.Password);
        using var copy = new HttpRequestMessage(HttpMethod.Get, "/account") { Headers = { { "Cookie", $"prongsai={desk.Cookies["prongsai"]!.Value}" } } };
        await desk.Post("/sign-out");
        using var thief = new HttpClient(new HttpClientHandler { UseCookies = false, AllowAutoRedirect = false }) { BaseAddress = new Uri(site.Address) };
        Assert.Equal(HttpStatusCode.Redirect, (await thief.SendAsync(copy)).StatusCode);
    }

    [Fact]
    public async Task End_after_two_weeks_even_in_daily_use_and_note_when_they_were_used()
    {
        await using var site = new Site();
        await site.Ready();
        await site.AddPerson(site.Organisation, "somsri", "นักวิชาการ", []);
        using var desk = await site.Anyone();
        await desk.SignIn("somsri", Site.Password);
        for (var hours = 0; hours < 14 * 24; hours += 8)
        {
            Assert.Equal(HttpStatusCode.OK, (await desk.Get("/account")).Status);
            site.Time.Advance(TimeSpan.FromHours(8));
        }
        Assert.Equal(site.Time.Now - TimeSpan.FromHours(8), await site.Query(db => db.Sessions.Select(s => s.LastSeenAt).SingleAsync()));
        site.Time.Advance(TimeSpan.FromHours(1));
        Assert.StartsWith("/sign-in", (await desk.Get("/account")).Location, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_another_account_are_ended_by_nobody_else()
    {
        await using var site = new Site();
        await site.Ready();
        await site.AddPerson(site.Organisation, "somsri", "นักวิชาการ", []);
        await site.AddPerson(site.Organisation, "somchai", "นิติกร", []);
        using var one = await site.Anyone();
        await one.SignIn("somsri", Site.Password);
        using var other = await site.Anyone();
        await other.SignIn("somchai", Site.Password);
        var session = await site.Query(db => db.Sessions.Join(db.Users, s => s.AccountId, a => a.Id, (s, a) => new { s.Id, a.UserName }).Where(x => x.UserName == "somsri").Select(x => x.Id).FirstAsync());
        await other.SignIn("somchai", Site.Password);
        await other.Post("/account/sessions", [("id", session.ToString())], "main table form");
        Assert.Equal(HttpStatusCode.OK, (await one.Get("/account")).Status);
    }
}
