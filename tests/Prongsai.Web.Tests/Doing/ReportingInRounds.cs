using System.Net;
using Microsoft.EntityFrameworkCore;
using Prongsai.Domain;
using Prongsai.Domain.Doing;
using Prongsai.Domain.Measures;
using Prongsai.Testing;
using Prongsai.Web.Features.Doing.Rounds;
using Prongsai.Web.Features.Measures;
using Prongsai.Web.Platform.Changes;
using Prongsai.Web.Platform.Identity;
using Prongsai.Web.Platform.Inbox;
using Prongsai.Web.Platform.Organisations;

namespace Prongsai.Web.Tests.Doing;

/// <summary>The six-month round of 2568 from before it opens until after it is closed: the clock is moved through it.</summary>
public sealed class ReportingInRounds : IAsyncLifetime
{
    private static readonly FiscalYear Year = new(2568);

    private readonly Site site = new();

    private Guid unit;

    public async ValueTask InitializeAsync()
    {
        await site.Query(async db =>
        {
            db.Units.Add(new Unit { Name = "สำนักปลัด", Sort = 1 });
            return await db.SaveChangesAsync();
        });
        unit = await site.Query(db => db.Units.Select(u => u.Id).FirstAsync());
    }

    public ValueTask DisposeAsync() => site.DisposeAsync();

    [Fact]
    public async Task Goes_from_waiting_to_on_time_late_and_missed()
    {
        var (onTime, late, missed) = (await Plan("ส่งทัน"), await Plan("ส่งช้า"), await Plan("ลืมส่ง"));
        At(2025, 3, 20);
        var writer = await site.As("doing.write");
        HtmlAssert.Shows(await writer.Page("/follow-up/2568/6"), "ยังไม่เปิดรอบ");
        Assert.Equal(HttpStatusCode.OK, (await writer.Get(Report(onTime))).Status);
        HtmlAssert.Shows(await writer.Page(Report(onTime)), "รอบนี้เปิดรับรายงานวันที่");
        Assert.IsType<RoundIsNotOpen>((await Send(onTime, ProgressState.Going)).Refusal);

        // A session does not outlast a day, so whoever looks later signs in anew.
        At(2025, 4, 9);
        writer = await site.As("doing.write", "checks.read");
        var page = await writer.Page("/follow-up/2568/6");
        HtmlAssert.Shows(page, "รอรายงาน");
        HtmlAssert.Shows(page, "จึงเลื่อนเป็น");
        HtmlAssert.Shows(page, "ยังไม่ได้ตรวจกับประกาศ");
        Assert.Equal("/follow-up/2568/6", (await writer.Post(Report(onTime), ("State", "Going"), ("Words", "อบรมแล้วหนึ่งรุ่น"))).Location);
        HtmlAssert.Shows(await writer.Page("/my-work?who=all&year=2568"), "รายงานรอบ 6 เดือน 2 มาตรการ");

        At(2025, 4, 25);
        writer = await site.As("doing.write", "measures.read");
        HtmlAssert.Shows(await writer.Page("/follow-up/2568/6?state=Overdue"), "ลืมส่ง");
        Assert.Equal(ReportStanding.Late, (await Send(late, ProgressState.Failed, "งบประมาณไม่พอ")).Value);

        At(2025, 6, 30);
        writer = await site.As("doing.write", "measures.read", "assessment.read");
        Assert.IsType<RoundIsClosed>((await Send(missed, ProgressState.Going)).Refusal);
        page = await writer.Page("/follow-up/2568/6");
        foreach (var words in new[] { "ส่งตรงเวลา", "ส่งช้า", "ไม่ได้ส่ง", "ดำเนินการไม่สำเร็จ" })
        {
            HtmlAssert.Shows(page, words);
        }
        HtmlAssert.Shows(await writer.Page("/follow-up/2568"), "ไม่ได้ส่ง 1");
    }

    [Fact]
    public async Task Is_opened_and_closed_by_hand_only_with_a_reason_and_by_who_may()
    {
        var measure = await Plan("เปิดด้วยมือ");
        At(2025, 6, 30);
        var keeper = await site.As("doing.rounds");
        Assert.Equal(HttpStatusCode.BadRequest, (await keeper.Post("/follow-up/2568/6/change", ("Hand", "open"))).Status);
        Assert.Equal("/follow-up/2568/6", (await keeper.Post("/follow-up/2568/6/change", ("Hand", "open"), ("Reason", "ตามหนังสือสั่งการ"))).Location);
        HtmlAssert.Shows(await keeper.Page("/follow-up/2568/6"), "ตามหนังสือสั่งการ");
        Assert.Equal(ReportStanding.Late, (await Send(measure, ProgressState.Finished)).Value);
        Assert.Equal("/follow-up/2568/6", (await keeper.Post("/follow-up/2568/6/change", ("Hand", "calendar"), ("Reason", "ครบแล้ว"))).Location);
        Assert.IsType<RoundIsClosed>((await Send(measure, ProgressState.Going, version: 1)).Refusal);
        Assert.Equal(["round.opened", "round.given-back"], await site.Query(db => db.Changes.Where(c => c.SubjectType == "round").OrderBy(c => c.Number).Select(c => c.Kind).ToListAsync()));
        Assert.Equal(HttpStatusCode.NotFound, (await keeper.Get("/follow-up/2568/7")).Status);
    }

    [Fact]
    public async Task A_report_says_why_it_was_corrected_and_a_failure_says_what_stood_in_the_way()
    {
        var measure = await Plan("แก้รายงาน");
        At(2025, 4, 9);
        var writer = await site.As("doing.write");
        var failed = await writer.Post(Report(measure), ("State", "Failed"), ("Words", "จัดไม่ได้"));
        Assert.Equal(HttpStatusCode.BadRequest, failed.Status);
        HtmlAssert.Shows(failed.Document, "ดำเนินการไม่สำเร็จเพราะเหตุใด");
        Assert.Equal("จัดไม่ได้", failed.Document.QuerySelector("#Words")!.TextContent.Trim());
        Assert.NotNull((await writer.Post(Report(measure), ("State", "Going"), ("Words", "ฉบับแรก"))).Location);
        HtmlAssert.Shows((await writer.Post(Report(measure), ("Words", "ฉบับแก้"))).Document, "บอกเหตุผลที่แก้");
        Assert.NotNull((await writer.Post(Report(measure), ("Words", "ฉบับแก้"), ("Reason", "เพิ่มจำนวน"))).Location);
        var second = await writer.Post(Report(measure), ("Version", "1"), ("Words", "ของคนที่สอง"), ("Reason", "เพิ่ม"));
        Assert.Equal(HttpStatusCode.Conflict, second.Status);
        HtmlAssert.Shows(second.Document, "ฉบับแก้");
        Assert.Equal("ของคนที่สอง", second.Document.QuerySelector("#Words")!.TextContent.Trim());
    }

    [Fact]
    public async Task The_week_is_told_in_the_product_and_by_mail_and_the_opening_once()
    {
        await Plan("ต้องแจ้ง");
        var person = await site.AddPerson(site.Organisation, "officer-week", "เจ้าพนักงานธุรการ", ["doing.write"]);
        await site.Query(async db =>
        {
            var row = await db.People.FirstAsync(p => p.Id == person);
            row.UnitId = unit;
            var account = await db.Set<Account>().FirstAsync(a => a.Id == row.AccountId);
            account.Email = "week@example.go.th";
            return await db.SaveChangesAsync();
        });
        At(2025, 4, 9);
        await site.RunPeriodicJobs();
        var told = await site.Query(db => db.Notices.Where(n => n.PersonId == person).Select(n => n.Text).ToListAsync());
        Assert.Contains(told, t => t.StartsWith("เปิดรับรายงานรอบ 6 เดือน ปี 2568", StringComparison.Ordinal));
        Assert.Contains(told, t => t.StartsWith("งานสัปดาห์นี้", StringComparison.Ordinal));
        var letter = Assert.Single(site.Mail.Sent, m => m.Address == "week@example.go.th");
        Assert.Contains("ขั้นแรกของต้องแจ้ง", letter.Text, StringComparison.Ordinal);
        Assert.Contains("รายงานรอบ 6 เดือน", letter.Text, StringComparison.Ordinal);

        site.Time.Advance(TimeSpan.FromDays(1));
        await site.RunPeriodicJobs();
        Assert.Equal(told.Count, await site.Query(db => db.Notices.CountAsync(n => n.PersonId == person)));
    }

    private static string Report(Guid measure) => $"/follow-up/2568/6/report/{measure}";

    private void At(int year, int month, int day) => site.Time.Now = new DateTimeOffset(year, month, day, 3, 0, 0, TimeSpan.Zero);

    private Task<Result<ReportStanding>> Send(Guid measure, ProgressState state, string problems = "", int version = 0) =>
        site.Do(s => s.GetRequiredService<KeepRounds>().Send(Year, 6, measure, unit, version, new Reported(state, "เล่าแล้ว", problems), version > 0 ? "แก้" : null, CancellationToken.None));

    private async Task<Guid> Plan(string title)
    {
        var measure = new Measure { Year = Year, Title = title, From = Year.FirstDay, Until = Year.LastDay, UnitIds = [unit], FollowUps = [FollowUp.SixMonths, FollowUp.TwelveMonths], Steps = [new($"ขั้นแรกของ{title}", unit, null, Year.FirstDay, new DateOnly(2025, 3, 31))] };
        return (await site.Do(s => s.GetRequiredService<KeepMeasures>().Add(Year, [new NewMeasure(measure)], "measure.added", null, CancellationToken.None))).Value[0];
    }
}
