using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Prongsai.Web.Platform.Modules;
using Prongsai.Web.Platform.Persistence;

namespace Prongsai.Web.Platform.Jobs;

/// <summary>
/// Background work of one kind. Registered by an area's module with <see cref="ModuleBuilder.Job{T}"/>, constructed with the services of a
/// scope whose organisation and person are those who asked for it. May run twice: it must do no harm then.
/// </summary>
internal interface IJob
{
    Task Run(JobRun run, CancellationToken stop);
}

internal enum JobState
{
    Waiting,
    Running,
    Done,
    Failed,
}

/// <summary>One piece of background work.</summary>
internal sealed class Job : IOfOrganisation
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    public Guid OrganisationId { get; set; }

    public required string Kind { get; init; }

    /// <summary>JSON.</summary>
    public required string Arguments { get; init; }

    public JobState State { get; set; } = JobState.Waiting;

    public int Attempts { get; set; }

    /// <summary>Per cent.</summary>
    public int Progress { get; set; }

    /// <summary>Thai: what it is at, or why it failed. No personal data.</summary>
    public string Note { get; set; } = "";

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset DueAt { get; set; }

    public DateTimeOffset? StartedAt { get; set; }

    public DateTimeOffset? FinishedAt { get; set; }

    /// <summary>Until then no other worker takes it.</summary>
    public DateTimeOffset? TakenUntil { get; set; }

    /// <summary>Of work that comes round by the clock: which round it is.</summary>
    public long? Slot { get; init; }

    /// <summary>The account that asked for it.</summary>
    public Guid? CreatedBy { get; init; }
}

internal sealed class JobMapping : IEntityTypeConfiguration<Job>
{
    public void Configure(EntityTypeBuilder<Job> entity)
    {
        entity.ToTable("jobs");
        entity.Property(j => j.State).HasConversion(new KebabCase<JobState>());
        entity.Property(j => j.Arguments).HasColumnType("jsonb");
    }
}

internal static class JobSet
{
    extension(AppDbContext db)
    {
        public DbSet<Job> Jobs => db.Set<Job>();
    }
}

/// <summary>Asks for work.</summary>
internal sealed class JobQueue(AppDbContext db, Product product, TimeProvider clock)
{
    /// <summary>Adds a job to the current save: it exists when, and only when, the deed it follows does.</summary>
    public Job Add<T>(object? arguments = null, TimeSpan delay = default)
        where T : IJob
    {
        var kind = product.Jobs.Find(k => k.Type == typeof(T)) ?? throw new InvalidOperationException($"{typeof(T).Name} is not registered as a job by any module.");
        var now = clock.GetUtcNow();
        var job = new Job
        {
            Kind = kind.Name,
            Arguments = arguments is null ? "{}" : JsonSerializer.Serialize(arguments, JsonSerializerOptions.Web),
            CreatedAt = now,
            DueAt = now + delay,
            CreatedBy = db.AccountId == Guid.Empty ? null : db.AccountId,
        };
        db.Jobs.Add(job);
        return job;
    }
}

/// <summary>A job as the class that does it sees it.</summary>
internal sealed class JobRun(Job job, Func<int, string, CancellationToken, Task> report)
{
    public Guid Id => job.Id;

    /// <summary>1 on the first try.</summary>
    public int Attempt => job.Attempts;

    public T Arguments<T>() => JsonSerializer.Deserialize<T>(job.Arguments, JsonSerializerOptions.Web)!;

    /// <summary>Shows how far it is. Also keeps the job from being taken by another worker.</summary>
    public Task Report(int percent, string note, CancellationToken stop) => report(Math.Clamp(percent, 0, 100), note, stop);
}
