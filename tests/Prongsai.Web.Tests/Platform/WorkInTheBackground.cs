using Microsoft.EntityFrameworkCore;
using Npgsql;
using Prongsai.Domain;
using Prongsai.Testing;
using Prongsai.Web.Platform.Identity;
using Prongsai.Web.Platform.Jobs;
using Prongsai.Web.Platform.Modules;
using Prongsai.Web.Platform.Organisations;
using Prongsai.Web.Platform.Persistence;

namespace Prongsai.Web.Tests.Platform;

public sealed class WorkInTheBackground
{
    [Fact]
    public async Task Is_done_once_in_the_organisation_and_under_the_position_of_who_asked()
    {
        await using var site = await With<AddsAUnit>("add-unit");
        var second = await site.AddOrganisation("อบต.สอง", "second");
        await Ask<AddsAUnit>(site, second, new { Name = "กองใหม่" });
        await site.RunJobs();
        await site.RunJobs();
        Assert.Equal(["กองใหม่"], await site.QueryIn(second, db => db.Units.Select(u => u.Name).ToListAsync()));
        Assert.Empty(await site.Query(db => db.Units.ToListAsync()));
        Assert.Equal((JobState.Done, 100, 1), await site.QueryIn(second, db => db.Jobs.Select(j => new ValueTuple<JobState, int, int>(j.State, j.Progress, j.Attempts)).SingleAsync()));
    }

    [Fact]
    public async Task Wakes_the_worker_once_and_looking_for_it_does_not()
    {
        await using var site = await With<AddsAUnit>("add-unit");
        await using var listening = new NpgsqlConnection(site.OwnerConnection);
        await listening.OpenAsync();
        var heard = 0;
        listening.Notification += (_, _) => heard++;
        await using (var listen = new NpgsqlCommand("listen prongsai_jobs", listening))
        {
            await listen.ExecuteNonQueryAsync();
        }
        await site.RunJobs();
        Assert.False(await listening.WaitAsync(300), "Looking for work announced work: the worker would wake itself without end.");
        await Ask<AddsAUnit>(site, site.Organisation, new { Name = "กองใหม่" });
        Assert.True(await listening.WaitAsync(5000));
        await site.RunJobs();
        await listening.WaitAsync(300);
        Assert.Equal(1, heard);
    }

    [Fact]
    public async Task Does_not_exist_when_the_deed_it_follows_failed()
    {
        await using var site = await With<AddsAUnit>("add-unit");
        await site.Do(async services =>
        {
            var db = services.GetRequiredService<AppDbContext>();
            await using var transaction = await db.Database.BeginTransactionAsync();
            services.GetRequiredService<JobQueue>().Add<AddsAUnit>(new { Name = "x" });
            await db.SaveChangesAsync();
            await transaction.RollbackAsync();
            return 0;
        });
        await site.RunJobs();
        Assert.Equal(0, await site.Query(db => db.Units.CountAsync()));
    }

    [Fact]
    public async Task Is_tried_three_times_then_shown_as_failed_and_can_be_asked_for_again()
    {
        await using var site = await With<AlwaysFails>("always-fail");
        await Ask<AlwaysFails>(site, site.Organisation, null);
        for (var i = 0; i < 5; i++)
        {
            await site.RunJobs();
            site.Time.Advance(TimeSpan.FromMinutes(10));
        }
        var job = await site.Query(db => db.Jobs.SingleAsync());
        Assert.Equal((JobState.Failed, JobWorker.MostAttempts), (job.State, job.Attempts));
        Assert.DoesNotContain("ความลับ", job.Note, StringComparison.Ordinal);

        var administrator = await site.As("organisation.manage");
        var page = await administrator.Page("/administration/jobs");
        HtmlAssert.Shows(page, "ไม่สำเร็จ");
        Assert.Equal("/administration/jobs", (await administrator.Post("/administration/jobs", ("id", job.Id.ToString()))).Location);
        Assert.Equal(JobState.Waiting, (await site.Query(db => db.Jobs.SingleAsync())).State);
    }

    [Fact]
    public async Task That_is_refused_is_not_tried_again_and_says_why()
    {
        await using var site = await With<IsRefused>("is-refused");
        await Ask<IsRefused>(site, site.Organisation, null);
        await site.RunJobs();
        var job = await site.Query(db => db.Jobs.SingleAsync());
        Assert.Equal((JobState.Failed, 1, "ไม่มีเอกสารให้ทำ"), (job.State, job.Attempts, job.Note));
    }

    [Fact]
    public async Task Is_taken_by_one_of_many_workers()
    {
        await using var site = await With<AddsAUnit>("add-unit");
        for (var i = 0; i < 20; i++)
        {
            await Ask<AddsAUnit>(site, site.Organisation, new { Name = $"หน่วย {i}" });
        }
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => site.RunJobs()));
        Assert.Equal(20, await site.Query(db => db.Units.CountAsync()));
        Assert.Equal(20, await site.Query(db => db.Jobs.CountAsync(j => j.Attempts == 1 && j.State == JobState.Done)));
    }

    [Fact]
    public async Task Whose_worker_died_is_free_again_after_a_while()
    {
        await using var site = await With<AddsAUnit>("add-unit");
        await Ask<AddsAUnit>(site, site.Organisation, new { Name = "กองรอด" });
        await site.Query(db => db.Jobs.ExecuteUpdateAsync(set => set.SetProperty(j => j.State, JobState.Running).SetProperty(j => j.TakenUntil, site.Time.Now + TimeSpan.FromMinutes(10))));
        await site.RunJobs();
        Assert.Equal(0, await site.Query(db => db.Units.CountAsync()));
        site.Time.Advance(TimeSpan.FromMinutes(11));
        await site.RunJobs();
        Assert.Equal(1, await site.Query(db => db.Units.CountAsync()));
    }

    private static async Task<Site> With<T>(string name)
        where T : class, IJob
    {
        var site = new Site(product: product => new ModuleBuilder(product).Job<T>(name, "งานทดสอบ"));
        return await site.Ready();
    }

    private static Task<int> Ask<T>(Site site, Guid organisation, object? arguments)
        where T : IJob =>
        site.DoIn(organisation, services =>
        {
            services.GetRequiredService<JobQueue>().Add<T>(arguments);
            return services.GetRequiredService<AppDbContext>().SaveChangesAsync();
        });

    private sealed class AddsAUnit(AppDbContext db, CurrentPerson person) : IJob
    {
        private sealed record Wanted(string Name);

        public async Task Run(JobRun run, CancellationToken stop)
        {
            Assert.Equal(CurrentPerson.Program, person.Position);
            await run.Report(50, "ครึ่งทาง", stop);
            db.Units.Add(new Unit { Name = run.Arguments<Wanted>().Name });
            await db.SaveChangesAsync(stop);
        }
    }

    private sealed class AlwaysFails : IJob
    {
        public Task Run(JobRun run, CancellationToken stop) => throw new InvalidOperationException("ความลับของผู้ร้องเรียน");
    }

    private sealed class IsRefused : IJob
    {
        private sealed record NothingToDo() : Refusal("ไม่มีเอกสารให้ทำ");

        public Task Run(JobRun run, CancellationToken stop) => throw new JobRefused(new NothingToDo());
    }
}
