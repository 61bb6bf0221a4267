using System.Net;
using Microsoft.EntityFrameworkCore;
using Prongsai.Testing;
using Prongsai.Web.Platform.Identity;
using Prongsai.Web.Platform.Jobs;
using Prongsai.Web.Platform.Mail;

namespace Prongsai.Web.Tests.Inbox;

/// <summary>Notices, mail and work that comes round by the clock.</summary>
public sealed class BeingTold : IAsyncLifetime
{
    private static int rounds;

    private readonly Site site = new(product: p => new Prongsai.Web.Platform.Modules.ModuleBuilder(p).Periodic<Count>("count-rounds", "นับรอบ", TimeSpan.FromDays(1)));

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => site.DisposeAsync();

    private sealed class Count : IJob
    {
        public Task Run(JobRun run, CancellationToken stop)
        {
            Interlocked.Increment(ref rounds);
            return Task.CompletedTask;
        }
    }

    [Fact]
    public async Task Reaches_the_person_alone_and_is_marked_read()
    {
        var one = await site.As("measures.read");
        var other = await site.As("assessment.read");
        var people = await site.Query(db => db.People.OrderBy(p => p.CreatedAt).ThenBy(p => p.Position).Select(p => new { p.Id, p.AccountId }).ToListAsync());
        await site.Do(async services =>
        {
            services.GetRequiredService<Prongsai.Web.Platform.Inbox.Notices>().Tell(people[0].Id, "เปิดรอบรายงานแล้ว", "/measures");
            await services.GetRequiredService<Prongsai.Web.Platform.Persistence.AppDbContext>().SaveChangesAsync();
            return 0;
        });
        var seen = new[] { await one.Page("/notices"), await other.Page("/notices") };
        var hit = Assert.Single(seen, p => p.Body!.TextContent.Contains("เปิดรอบรายงานแล้ว", StringComparison.Ordinal));
        Assert.Contains("แจ้งเตือน (1)", hit.Body!.TextContent, StringComparison.Ordinal);
        var reader = hit == seen[0] ? one : other;
        Assert.Equal(HttpStatusCode.Redirect, (await reader.Post("/notices", [])).Status);
        Assert.DoesNotContain("แจ้งเตือน (1)", (await reader.Page("/notices")).Body!.TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://example.com/")]
    [InlineData("//example.com/")]
    public async Task Never_leads_out_of_the_product(string href) =>
        await Assert.ThrowsAsync<ArgumentException>(() => site.Do(services =>
        {
            services.GetRequiredService<Prongsai.Web.Platform.Inbox.Notices>().Tell(Guid.NewGuid(), "ไปข้างนอก", href);
            return Task.FromResult(0);
        }));

    [Fact]
    public async Task Sends_mail_to_the_address_of_the_account_and_keeps_it_out_of_the_job()
    {
        await site.As("measures.read");
        var account = await site.Query(async db =>
        {
            var found = await db.Set<Account>().FirstAsync();
            found.Email = "officer@example.go.th";
            await db.SaveChangesAsync();
            return found.Id;
        });
        await site.Do(async services =>
        {
            services.GetRequiredService<MailQueue>().Add(account, "งานสัปดาห์นี้", "เกินกำหนด 2 ขั้นตอน");
            await services.GetRequiredService<Prongsai.Web.Platform.Persistence.AppDbContext>().SaveChangesAsync();
            return 0;
        });
        Assert.DoesNotContain("example.go.th", (await site.Query(db => db.Jobs.FirstAsync(j => j.Kind == "send-mail"))).Arguments, StringComparison.Ordinal);
        await site.RunJobs();
        Assert.Equal(("officer@example.go.th", "งานสัปดาห์นี้", "เกินกำหนด 2 ขั้นตอน"), Assert.Single(site.Mail.Sent));
    }

    [Fact]
    public async Task Comes_round_once_a_slot_in_every_organisation()
    {
        await site.AddOrganisation("อบต.ที่สอง", "second");
        var before = rounds;
        await site.RunPeriodicJobs();
        await site.RunPeriodicJobs();
        Assert.Equal(2, rounds - before);
        site.Time.Advance(TimeSpan.FromDays(1));
        await site.RunPeriodicJobs();
        Assert.Equal(4, rounds - before);
    }

    [Fact]
    public void Begins_days_at_midnight_in_Bangkok()
    {
        var late = new DateTimeOffset(2026, 1, 1, 16, 59, 59, TimeSpan.Zero);
        Assert.Equal(JobWorker.SlotOf(late.AddSeconds(1), TimeSpan.FromDays(1)), JobWorker.SlotOf(late, TimeSpan.FromDays(1)) + 1);
    }
}
