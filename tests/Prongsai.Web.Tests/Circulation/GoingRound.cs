using System.Net;
using Microsoft.EntityFrameworkCore;
using Prongsai.Testing;
using Prongsai.Web.Platform.Changes;
using Prongsai.Web.Platform.Inbox;

namespace Prongsai.Web.Tests.Circulation;

/// <summary>Notices go round, are acknowledged, reach newcomers, and remind.</summary>
public sealed class GoingRound
{
    [Fact]
    public async Task Reaches_everyone_and_newcomers_and_shows_who_has_not_read()
    {
        await using var site = new Site();
        var keeper = await site.As("circulation.write");
        var reader = await site.As("circulation.read");
        Assert.Equal(HttpStatusCode.BadRequest, (await keeper.Post("/circulation/new", ("Title", "คู่มือ"))).Status);
        var sent = await keeper.Post("/circulation/new", ("Title", "คู่มือการยืมทรัพย์สิน"), ("Body", "อ่านก่อนยืม"), ("IsStanding", "true"), ("DueOn.Day", "11"), ("DueOn.Month", "4"), ("DueOn.Year", "2568"));
        var address = sent.Location!;
        HtmlAssert.Shows(await reader.Page("/"), "รับทราบ: คู่มือการยืมทรัพย์สิน");
        HtmlAssert.Shows(await keeper.Page(address), "ยังไม่รับทราบ 1 คน");
        HtmlAssert.DoesNotShow(await reader.Page(address), "ยังไม่รับทราบ 1 คน");

        Assert.Equal(address, (await reader.Post(address, [], "form[action*=\"handler=Acknowledge\"]")).Location);
        HtmlAssert.Shows(await reader.Page(address), "ท่านรับทราบแล้ว");
        HtmlAssert.Shows(await keeper.Page(address), "ยังไม่รับทราบ 0 คน");

        site.Time.Advance(TimeSpan.FromDays(1));
        var newcomer = await site.As("circulation.read", "orders.read");
        HtmlAssert.Shows(await newcomer.Page("/circulation"), "ยังไม่รับทราบ");
        site.Time.Advance(TimeSpan.FromHours(2));
        await site.RunPeriodicJobs();
        Assert.NotEmpty(await site.Query(db => db.Notices.Where(n => n.Text.StartsWith("ยังไม่ได้รับทราบเรื่องเวียน")).ToListAsync()));
        Assert.NotEmpty(await site.Query(db => db.Notices.Where(n => n.Text.StartsWith("มีเรื่องเวียนประจำ 1 เรื่อง")).ToListAsync()));

        // The first session has ended meanwhile.
        var next = await site.As("circulation.write", "memos.read");
        await next.Post(address, [("Reason", "มีฉบับใหม่")], "form[action*=\"handler=Close\"]");
        HtmlAssert.Shows(await newcomer.Page(address), "ปิดเรื่องแล้ว");
        Assert.Equal(1, await site.Query(db => db.Changes.CountAsync(c => c.Kind == "circular.acknowledged")));
    }

    [Fact]
    public async Task Lets_nobody_without_the_permission_send_or_sign_for_others()
    {
        await using var site = new Site();
        var keeper = await site.As("circulation.write");
        var address = (await keeper.Post("/circulation/new", ("Title", "ประกาศ"), ("Body", "ข้อความ"))).Location!;
        var reader = await site.As("circulation.read", "memos.read");
        Assert.Equal("/no-permission", (await reader.Get("/circulation/new")).Location?.Split('?')[0]);
        Assert.Equal(HttpStatusCode.NotFound, (await reader.Get($"/circulation/{Guid.NewGuid()}")).Status);
        // Came after it was sent, and it is not standing: not for this person.
        var late = await reader.Get(address);
        Assert.Equal(HttpStatusCode.OK, late.Status);
    }
}
