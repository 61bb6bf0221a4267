using System.Net;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Prongsai.Domain;
using Prongsai.Testing;
using Prongsai.Web.Features.Publication.Readiness;
using Prongsai.Web.Features.Publication.Watching;
using Prongsai.Web.Platform.Inbox;
using Prongsai.Web.Platform.Organisations;

namespace Prongsai.Web.Tests.Publication;

/// <summary>The monitor that opens every item's public address each hour, its log, and the certificate made of it.</summary>
public sealed class WatchingItems
{
    [Fact]
    public async Task Asks_every_published_item_each_hour_and_keeps_what_it_found()
    {
        await using var site = new Site();
        var officer = await site.As("items.read", "publication.publish");
        await site.Write(1, "โครงสร้าง");
        await site.Write(2, "ผู้บริหาร");
        await site.Write(3, "ร่างที่ยังไม่เผยแพร่");
        Assert.True((await site.PublishItem(1)).IsOk);
        Assert.True((await site.PublishItem(2)).IsOk);
        var outside = site.Services.GetRequiredService<OutsideAddress>();
        await site.RunPeriodicJobs();
        site.Time.Advance(TimeSpan.FromHours(1));
        await site.RunPeriodicJobs();
        // The same hour again adds nothing.
        await site.RunPeriodicJobs();
        var found = await Of(site);
        Assert.Equal([(1, 2, 2), (2, 2, 2)], found.Items.Select(i => (i.Number, i.Asked, i.Answered)));
        Assert.Equal((100m, 2, 0), (found.Share, found.HoursWatched, found.Failures.Count));

        // O2 is withdrawn: nothing an assessor should find, so nothing that is asked for. O1 cannot be reached.
        Assert.True((await site.WithdrawItem(2, 1, "แก้ไข")).IsOk);
        outside.Said = "http://127.0.0.1:9/";
        site.Time.Advance(TimeSpan.FromHours(1));
        await site.RunPeriodicJobs();
        found = await Of(site);
        var failure = Assert.Single(found.Failures);
        Assert.Equal((1, (short?)null, "ต่อเครื่องแม่ข่ายไม่ได้"), (failure.Number, failure.Status, failure.Why));
        Assert.Equal([(1, 3, 2), (2, 2, 2)], found.Items.Select(i => (i.Number, i.Asked, i.Answered)));
        Assert.Equal(66.66m, found.Items[0].Share);
        HtmlAssert.Shows(await officer.Page("/notices"), "ข้อ O1 ปี 2568 เปิดจากภายนอกไม่ได้");
        HtmlAssert.Shows(await officer.Page("/items/2568/watch"), "ต่อเครื่องแม่ข่ายไม่ได้");

        // Told once, not every hour; and once more when it is back.
        site.Time.Advance(TimeSpan.FromHours(1));
        await site.RunPeriodicJobs();
        Assert.Equal(1, await site.Query(db => db.Notices.CountAsync(n => n.Text.Contains("เปิดจากภายนอกไม่ได้"))));
        outside.Said = null;
        site.Time.Advance(TimeSpan.FromHours(1));
        await site.RunPeriodicJobs();
        Assert.Equal(1, await site.Query(db => db.Notices.CountAsync(n => n.Text.Contains("กลับมาเปิดได้แล้ว"))));
    }

    [Fact]
    public async Task Certifies_a_window_as_page_PDF_and_log()
    {
        await using var site = new Site();
        var officer = await site.As("items.read");
        await site.Write(1, "โครงสร้าง");
        Assert.True((await site.PublishItem(1)).IsOk);
        await site.RunPeriodicJobs();
        var today = ThaiDate.InBangkok(site.Time.Now);
        var window = FormattableString.Invariant($"From={today.AddDays(-3):yyyy-MM-dd}&Until={today:yyyy-MM-dd}");
        var page = await officer.Page("/items/2568/watch?handler=Certificate&" + window);
        HtmlAssert.Shows(page, "หนังสือรับรองการเข้าถึงข้อมูลสาธารณะ");
        HtmlAssert.Shows(page, "เปิดได้ ๑ ครั้ง");
        HtmlAssert.Shows(page, "โครงสร้างและอำนาจหน้าที่");
        Assert.NotNull(page.QuerySelector(".report svg"));
        var log = await officer.Get("/items/2568/watch?handler=Csv&" + window);
        Assert.Matches("\\d{4}-\\d\\d-\\d\\d,\\d\\d:00,O1,1,200,", log.Body);
        var wrong = await officer.Get("/items/2568/watch?From.Day=5&From.Month=5&From.Year=2570&Until.Day=4&Until.Month=5&Until.Year=2570");
        Assert.Equal(HttpStatusCode.BadRequest, wrong.Status);
        HtmlAssert.Shows(wrong.Document, "วันเริ่มต้องไม่หลังวันสิ้นสุด");
        Assert.Equal(HttpStatusCode.NotFound, (await officer.Get("/items/2499/watch")).Status);
    }

    /// <summary>Hours that were noted while the clock was five days ahead bear witness to nothing once it is right.</summary>
    [Fact]
    public async Task Certifies_no_day_to_come()
    {
        await using var site = new Site();
        var officer = await site.As("items.read");
        await site.Write(1, "โครงสร้าง");
        Assert.True((await site.PublishItem(1)).IsOk);
        await site.RunPeriodicJobs();
        var (right, today) = (site.Time.Now, ThaiDate.InBangkok(site.Time.Now));
        site.Time.Advance(TimeSpan.FromDays(5));
        await site.RunPeriodicJobs();
        site.Time.Now = right;
        var found = await site.Do(s => s.GetRequiredService<AvailabilityOf>().Do(new FiscalYear(2568), today, today.AddDays(9), CancellationToken.None));
        Assert.Equal((1, 1), (found.HoursWatched, found.Items.Single().Asked));
        Assert.Equal([today], found.Days.Select(d => d.Day));
        Assert.Equal(2, await site.Query(db => db.ItemWatches.CountAsync()));
        var log = await officer.Get(FormattableString.Invariant($"/items/2568/watch?handler=Csv&From={today:yyyy-MM-dd}&Until={today.AddDays(9):yyyy-MM-dd}"));
        Assert.Contains(FormattableString.Invariant($"{today:yyyy-MM-dd},"), log.Body, StringComparison.Ordinal);
        Assert.DoesNotContain(FormattableString.Invariant($"{today.AddDays(5):yyyy-MM-dd},"), log.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Keeps_a_log_that_is_not_rewritten_and_that_no_other_organisation_sees()
    {
        await using var site = new Site();
        await site.Write(1, "โครงสร้าง");
        Assert.True((await site.PublishItem(1)).IsOk);
        await site.RunPeriodicJobs();
        foreach (var sql in new[] { "delete from item_watches", "delete from item_failures", "update item_failures set why = 'x'" })
        {
            var refused = await Assert.ThrowsAsync<PostgresException>(() => site.Query(db => db.Database.ExecuteSqlRawAsync(sql)));
            Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, refused.SqlState);
        }
        var claimed = await Assert.ThrowsAsync<PostgresException>(() => site.Query(db => db.Database.ExecuteSqlRawAsync("update item_watches set answered = 16777215")));
        Assert.Equal(PostgresErrorCodes.CheckViolation, claimed.SqlState);
        var other = await site.AddOrganisation("อบต.อื่น", "other");
        Assert.Equal(0, await site.QueryIn(other, db => db.ItemWatches.CountAsync()));
    }

    /// <summary>Nothing typed into the product decides where the monitor connects to.</summary>
    [Theory]
    [InlineData("//evil.example/ita/2568/o1")]
    [InlineData("https://169.254.169.254/latest/meta-data")]
    [InlineData("@evil.example/")]
    [InlineData("\\\\evil.example\\x")]
    public async Task Never_leaves_the_installation(string path)
    {
        await using var site = new Site();
        await site.Ready();
        var card = (await site.Services.GetRequiredService<OrganisationDirectory>().Find(site.Organisation, CancellationToken.None))!;
        var visit = await site.Services.GetRequiredService<OutsideAddress>().Ask(card, path, CancellationToken.None);
        Assert.False(visit.Answered);
        Assert.Equal("ที่อยู่นี้ออกนอกระบบ จึงไม่ถาม", visit.Why);
    }

    [Fact]
    public async Task Takes_a_page_for_the_item_only_when_it_is_the_items_page()
    {
        await using var site = new Site();
        await site.Ready();
        var card = (await site.Services.GetRequiredService<OrganisationDirectory>().Find(site.Organisation, CancellationToken.None))!;
        var outside = site.Services.GetRequiredService<OutsideAddress>();
        Assert.True((await outside.Ask(card, "/ita/2568/o1", CancellationToken.None)).Answered);
        // A parking page or a front page that answers 200 to everything is not the item.
        Assert.Equal("ตอบ 200 แต่ไม่ใช่หน้านี้", (await outside.Ask(card, "/home", CancellationToken.None, mustName: "/ita/2568/o1")).Why);
    }

    [Fact]
    public void Shows_no_share_of_100_when_one_hour_failed()
    {
        Assert.Equal(99.99m, Availability.ShareOf(100_000, 99_999));
        Assert.Equal(100m, Availability.ShareOf(24, 24));
        Assert.Null(Availability.ShareOf(0, 0));
        Assert.Equal("99.99%", Availability.Words(99.99m));
    }

    private static Task<Availability> Of(Site site) => site.Do(s =>
    {
        var today = ThaiDate.InBangkok(site.Time.Now);
        return s.GetRequiredService<AvailabilityOf>().Do(Answers.Year, today.AddDays(-1), today, CancellationToken.None);
    });
}
