using Microsoft.EntityFrameworkCore;
using Npgsql;
using Prongsai.Domain;
using Prongsai.Web.Platform.Identity;
using Prongsai.Web.Platform.Modules;
using Prongsai.Web.Platform.Organisations;
using Prongsai.Web.Platform.Persistence;

namespace Prongsai.Web.Platform.Jobs;

/// <summary>What a job throws when trying again would be useless; the text is shown on the page of jobs.</summary>
internal sealed class JobRefused(Refusal refusal) : Exception(refusal.Text);

/// <summary>
/// Takes due jobs one at a time and runs them, waking when one is committed and looking every few seconds besides. A job that throws is
/// tried again, three times in all, later each time.
/// </summary>
internal sealed class JobWorker(NpgsqlDataSource database, IServiceScopeFactory scopes, Product product, OrganisationDirectory directory, TimeProvider clock, ILogger<JobWorker> log)
    : BackgroundService
{
    public const int MostAttempts = 3;
    private static readonly TimeSpan Taken = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(15);
    private readonly Dictionary<string, long> asked = new(StringComparer.Ordinal);
    private readonly string[] kinds = [.. product.Jobs.Select(k => k.Name)];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await using var listening = await database.OpenConnectionAsync(stoppingToken);
                await using (var listen = new NpgsqlCommand("listen prongsai_jobs", listening))
                {
                    await listen.ExecuteNonQueryAsync(stoppingToken);
                }
                while (true)
                {
                    await AddPeriodic(stoppingToken);
                    while (await RunOne(stoppingToken))
                    {
                    }
                    await listening.WaitAsync(LookEvery, stoppingToken);
                }
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (NpgsqlException lost)
            {
                log.LogWarning("The job worker lost the database ({Message}); it tries again.", lost.Message);
                await Task.Delay(TimeSpan.FromSeconds(2), stoppingToken).ContinueWith(_ => { }, TaskScheduler.Default);
            }
        }
    }

    /// <summary>Asks for the rounds of periodic work that have begun since it last asked; asking twice adds nothing.</summary>
    internal async Task AddPeriodic(CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        foreach (var kind in product.Jobs)
        {
            if (kind.Every is not { } every)
            {
                continue;
            }
            var slot = SlotOf(now, every);
            if (asked.GetValueOrDefault(kind.Name, -1) == slot)
            {
                continue;
            }
            await using var add = database.CreateCommand("select add_periodic_jobs($1, $2, $3)");
            add.Parameters.Add(new() { Value = kind.Name });
            add.Parameters.Add(new() { Value = slot });
            add.Parameters.Add(new() { Value = now });
            await add.ExecuteNonQueryAsync(stop);
            asked[kind.Name] = slot;
        }
    }

    /// <summary>The number of the round that <paramref name="now"/> falls in, counted in Bangkok's time.</summary>
    internal static long SlotOf(DateTimeOffset now, TimeSpan every) => now.ToOffset(TimeSpan.FromHours(7)).DateTime.Ticks / every.Ticks;

    /// <summary>Runs one due job; false when there is none.</summary>
    internal async Task<bool> RunOne(CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        Guid id, organisationId;
        await using (var take = database.CreateCommand("select id, organisation_id from take_job($1, $2, $3)"))
        {
            take.Parameters.Add(new() { Value = now });
            take.Parameters.Add(new() { Value = now + Taken });
            take.Parameters.Add(new() { Value = kinds });
            await using var row = await take.ExecuteReaderAsync(stop);
            if (!await row.ReadAsync(stop))
            {
                return false;
            }
            (id, organisationId) = (row.GetGuid(0), row.GetGuid(1));
        }
        if (await directory.Find(organisationId, stop) is not { } organisation)
        {
            directory.Forget();
            return true;
        }
        await using var bookkeeping = Scope(organisation);
        var db = bookkeeping.ServiceProvider.GetRequiredService<AppDbContext>();
        var job = await db.Jobs.AsNoTracking().FirstOrDefaultAsync(j => j.Id == id, stop);
        if (job is not null)
        {
            await Run(job, organisation, db, stop);
        }
        return true;
    }

    private async Task Run(Job job, OrganisationCard organisation, AppDbContext db, CancellationToken stop)
    {
        var began = System.Diagnostics.Stopwatch.GetTimestamp();
        var (state, progress, note, due) = (JobState.Done, 100, "", clock.GetUtcNow());
        try
        {
            await using var scope = Scope(organisation);
            await ActAs(scope.ServiceProvider, job.CreatedBy, stop);
            var type = product.Jobs.First(k => string.Equals(k.Name, job.Kind, StringComparison.Ordinal)).Type;
            var work = (IJob)ActivatorUtilities.CreateInstance(scope.ServiceProvider, type);
            await work.Run(new JobRun(job, (percent, text, token) => Report(db, job.Id, percent, text, token)), stop);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            (state, progress) = (JobState.Waiting, 0);
        }
        catch (JobRefused refused)
        {
            (state, progress, note) = (JobState.Failed, job.Progress, refused.Message);
        }
        catch (Exception failure)
        {
            // The kind of failure goes to the log; its message may quote what a person wrote.
            log.LogError("Job {Job} of kind {Kind} failed at attempt {Attempt}: {Failure} at {Place}", job.Id, job.Kind, job.Attempts, failure.GetType().Name, failure.StackTrace);
            var again = job.Attempts < MostAttempts;
            state = again ? JobState.Waiting : JobState.Failed;
            progress = job.Progress;
            note = again ? "ทำไม่สำเร็จ ระบบจะลองใหม่เอง" : $"ทำไม่สำเร็จ {job.Attempts} ครั้ง ({failure.GetType().Name}) แจ้งผู้ดูแลระบบพร้อมรหัสงานนี้";
            due += TimeSpan.FromSeconds(30 * job.Attempts * job.Attempts);
        }
        Watching.Meters.JobEnded(job.Kind, state.ToString(), System.Diagnostics.Stopwatch.GetElapsedTime(began));
        var finished = state is JobState.Done or JobState.Failed ? clock.GetUtcNow() : (DateTimeOffset?)null;
        await db.Jobs.Where(j => j.Id == job.Id).ExecuteUpdateAsync(
            set => set.SetProperty(j => j.State, state).SetProperty(j => j.Progress, progress).SetProperty(j => j.Note, note).SetProperty(j => j.DueAt, due)
                .SetProperty(j => j.FinishedAt, finished).SetProperty(j => j.TakenUntil, (DateTimeOffset?)null),
            CancellationToken.None);
    }

    private Task<int> Report(AppDbContext db, Guid id, int percent, string note, CancellationToken stop)
    {
        var until = clock.GetUtcNow() + Taken;
        return db.Jobs.Where(j => j.Id == id).ExecuteUpdateAsync(set => set.SetProperty(j => j.Progress, percent).SetProperty(j => j.Note, note).SetProperty(j => j.TakenUntil, until), stop);
    }

    private AsyncServiceScope Scope(OrganisationCard organisation)
    {
        var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentOrganisation>().Use(organisation);
        return scope;
    }

    /// <summary>What the job does is written down under the person who asked for it.</summary>
    private static async Task ActAs(IServiceProvider services, Guid? account, CancellationToken stop)
    {
        if (account is not { } id)
        {
            return;
        }
        var db = services.GetRequiredService<AppDbContext>();
        if (await db.People.AsNoTracking().Where(p => p.AccountId == id).Select(p => new { p.Id, p.UnitId, p.Position }).FirstOrDefaultAsync(stop) is { } asked)
        {
            var person = services.GetRequiredService<CurrentPerson>();
            person.SignedIn(id);
            person.Is(asked.Id, asked.UnitId, asked.Position, new HashSet<string>(StringComparer.Ordinal), []);
        }
    }
}
