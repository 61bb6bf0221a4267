using System.Net;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Prongsai.Testing;
using Prongsai.Web.Features.Privacy;
using Prongsai.Web.Platform.Changes;
using Prongsai.Web.Platform.Identity;
using Prongsai.Web.Platform.Inbox;
using Prongsai.Web.Platform.Persistence;

namespace Prongsai.Web.Tests.Privacy;

/// <summary>What is kept of people, for how long, given and erased on request.</summary>
public sealed class KeepingNoLongerThanNeeded : IAsyncLifetime
{
    private readonly Site site = new();
    private Guid somsri;

    public async ValueTask InitializeAsync()
    {
        await site.Ready();
        somsri = await site.AddPerson(site.Organisation, "somsri", "นักวิชาการ", ["privacy.manage"]);
        await site.Query(async db =>
        {
            (await db.People.FirstAsync(p => p.Id == somsri)).Name = "สมศรี ตัวอย่าง";
            return await db.SaveChangesAsync();
        });
    }

    public ValueTask DisposeAsync() => site.DisposeAsync();

    [Fact]
    public async Task Gives_a_person_everything_that_is_kept_of_her_and_nobody_elses()
    {
        using var visitor = await site.Anyone();
        await visitor.SignIn("somsri", Site.Password);
        await site.AddPerson(site.Organisation, "other", "คนอื่นไม่เกี่ยว", []);
        await site.Do(async services =>
        {
            services.GetRequiredService<Notices>().Tell(somsri, "มีเรื่องรอ", "/");
            return await services.GetRequiredService<AppDbContext>().SaveChangesAsync();
        });
        var answer = await visitor.Get("/account/data");
        Assert.Equal(HttpStatusCode.OK, answer.Status);
        var json = JsonNode.Parse(answer.Body)!;
        Assert.Equal("สมศรี ตัวอย่าง", json["บุคคล"]!["Name"]!.GetValue<string>());
        Assert.Equal("somsri", json["บัญชี"]!["UserName"]!.GetValue<string>());
        Assert.Contains("มีเรื่องรอ", json["ที่อ้างถึงบุคคลนี้"]!["notices.person_id"]!.ToJsonString(new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }), StringComparison.Ordinal);
        Assert.NotNull(json["ที่อ้างถึงบุคคลนี้"]!["person_roles.person_id"]);
        Assert.DoesNotContain("คนอื่นไม่เกี่ยว", answer.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("AQAAAA", answer.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Erases_on_request_what_no_law_wants_kept_and_only_of_who_left()
    {
        var officer = await site.As("privacy.manage", "people.manage");
        var page = $"/administration/people/{somsri}/data";
        HtmlAssert.Shows(await officer.Page(page), "ยังปฏิบัติหน้าที่");
        Assert.Equal(HttpStatusCode.OK, (await officer.Post(page, [], "#give")).Status);
        await site.Query(async db =>
        {
            db.Record("person.changed", "person", somsri);
            var person = await db.People.FirstAsync(p => p.Id == somsri);
            (person.Active, person.LeftOn) = (false, new DateOnly(2025, 1, 1));
            return await db.SaveChangesAsync();
        });
        HtmlAssert.Shows((await officer.Post(page, [("Reason", "")], "#erase")).Document, "ใส่เหตุผลหรือเลขรับ");
        Assert.Equal(page, (await officer.Post(page, [("Reason", "คำขอเลขรับ 12/2568")], "#erase")).Location);
        HtmlAssert.Shows(await officer.Page(page), "ลบชื่อและบัญชีแล้ว");
        var left = await site.Query(db => db.People.AsNoTracking().FirstAsync(p => p.Id == somsri));
        Assert.Equal(("", "นักวิชาการ", (Guid?)null), (left.Name, left.Position, left.AccountId));
        Assert.False(await site.Query(db => db.Users.AnyAsync(a => a.UserName == "somsri" || a.PasswordHash == null && a.Active)));
        using var gone = await site.Anyone();
        Assert.Equal(HttpStatusCode.BadRequest, (await gone.Post("/sign-in", ("UserName", "somsri"), ("Password", Site.Password))).Status);
        var changes = await site.Query(db => db.Changes.AsNoTracking().ToListAsync());
        Assert.Contains(changes, c => c.Kind == "person.erased" && c.Reason == "คำขอเลขรับ 12/2568");
        Assert.DoesNotContain(changes, c => c.Data.Contains("สมศรี", StringComparison.Ordinal));
        Assert.Empty((await ChangeChain.Verify(site.OwnerConnection, CancellationToken.None)).Broken);
    }

    [Fact]
    public async Task Forgets_by_rule_each_night_and_says_what_and_how_many()
    {
        await site.Do(async services =>
        {
            var db = services.GetRequiredService<AppDbContext>();
            services.GetRequiredService<Notices>().Tell(somsri, "เก่า", "/");
            var left = new Person { Position = "อดีตปลัด", Name = "ชื่อที่ควรลืม", Active = false, LeftOn = new DateOnly(2018, 9, 30), CreatedAt = site.Time.Now };
            db.People.Add(left);
            return await db.SaveChangesAsync();
        });
        await Nights(3);
        Assert.Equal("", await site.Query(db => db.People.Where(p => p.Position == "อดีตปลัด").Select(p => p.Name).SingleAsync()));
        Assert.Equal(1, await site.Query(db => db.Notices.CountAsync()));
        Assert.Contains("\"names\":1", await site.Query(db => db.Changes.Where(c => c.Kind == "retention.applied").Select(c => c.Data).SingleAsync()), StringComparison.Ordinal);

        site.Time.Advance(TimeSpan.FromDays(400));
        await Nights(2);
        // The clock says that a year has passed, and nobody has worked in it: it may be wrong.
        Assert.Equal(1, await site.Query(db => db.Notices.CountAsync(n => n.Text == "เก่า")));
        await Nights(1);
        Assert.Equal(0, await site.Query(db => db.Notices.CountAsync(n => n.Text == "เก่า")));
    }

    private async Task Nights(int count)
    {
        for (; count > 0; count--)
        {
            await site.RunPeriodicJobs();
            site.Time.Advance(TimeSpan.FromDays(1));
        }
    }

    [Fact]
    public async Task Lets_the_office_keep_longer_with_a_reason_but_not_shorter_than_the_law()
    {
        var officer = await site.As("privacy.manage");
        HtmlAssert.Shows(await officer.Page("/administration/retention"), "ข้อ 57");
        var tooShort = await officer.Post("/administration/retention", ("Kind", "sign-ins"), ("Months", "1"), ("Reason", "ไม่อยากเก็บ"));
        Assert.Equal(HttpStatusCode.BadRequest, tooShort.Status);
        HtmlAssert.Shows(tooShort.Document, "สั้นกว่า 3 เดือนไม่ได้");
        Assert.Equal("ไม่อยากเก็บ", tooShort.Document.QuerySelector("[name=Reason]")!.GetAttribute("value"));
        Assert.Equal("/administration/retention", (await officer.Post("/administration/retention", ("Kind", "sign-ins"), ("Months", "๒๔"), ("Reason", "ตามหนังสือสั่งการ"))).Location);
        HtmlAssert.Shows(await officer.Page("/administration/retention"), "ตามหนังสือสั่งการ");
        Assert.Equal(24, await site.Do(async services => (int)(await services.GetRequiredService<Retention>().All(CancellationToken.None)).Single(r => r.Kind.Kind == "sign-ins").Rule!.Months));
    }
}
