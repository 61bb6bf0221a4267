using Microsoft.EntityFrameworkCore;
using Prongsai.Testing;
using Prongsai.Web.Platform.Changes;
using Prongsai.Web.Platform.Identity;

namespace Prongsai.Web.Tests.SignIn;

/// <summary>What the session tells the browser, and how somebody else's is ended.</summary>
public sealed class StayingSafe(Site site) : IClassFixture<Site>
{
    [Fact]
    public async Task Who_came_by_https_is_told_to_stay_and_who_leaves_takes_nothing_along()
    {
        var person = await site.As("jobs.read");
        using var request = new HttpRequestMessage(HttpMethod.Get, "/sign-in");
        request.Headers.Add("X-Forwarded-Proto", "https");
        using var secure = await person.Http.SendAsync(request);
        Assert.Equal("max-age=31536000", Assert.Single(secure.Headers.GetValues("Strict-Transport-Security")));
        using var plain = await person.Http.GetAsync(new Uri("/sign-in", UriKind.Relative));
        Assert.False(plain.Headers.Contains("Strict-Transport-Security"));
        var token = (await person.Page("/sign-out")).QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        using var form = new FormUrlEncodedContent([new("__RequestVerificationToken", token)]);
        using var left = await person.Http.PostAsync(new Uri("/sign-out", UriKind.Relative), form);
        Assert.Equal("\"cache\"", Assert.Single(left.Headers.GetValues("Clear-Site-Data")));
    }

    [Fact]
    public async Task An_administrator_signs_a_person_out_everywhere()
    {
        var administrator = await site.As("people.manage");
        var before = await site.Query(db => db.People.Select(p => p.Id).ToListAsync());
        var lost = await site.As("changes.read");
        HtmlAssert.Shows(await lost.Page("/administration/changes"), "บันทึก");
        var person = await site.Query(db => db.People.Where(p => !before.Contains(p.Id)).Select(p => p.Id).SingleAsync());
        Assert.Equal($"/administration/people/{person}", (await administrator.Post($"/administration/people/{person}", [], "#sign-out")).Location);
        Assert.Equal("/sign-in", (await lost.Get("/administration/changes")).Location?.Split('?')[0]);
        Assert.Contains("account.signed-out-by-administrator", await site.Query(db => db.Changes.Where(c => c.SubjectId == person.ToString()).Select(c => c.Kind).ToListAsync()));
    }
}
