using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Prongsai.Domain;
using Prongsai.Web.Platform.Jobs;
using Prongsai.Web.Platform.Modules;
using Prongsai.Web.Platform.Persistence;
using Prongsai.Web.Platform.Privacy;

namespace Prongsai.Web.Features.Privacy;

/// <summary>Where an office keeps something longer or shorter than usual.</summary>
internal sealed class RetentionRule : IOfOrganisation
{
    public Guid OrganisationId { get; set; }

    public required string Kind { get; init; }

    public short Months { get; set; }

    public required string Reason { get; set; }

    public DateTimeOffset ChangedAt { get; set; }
}

internal sealed class RetentionMapping : IEntityTypeConfiguration<RetentionRule>
{
    public void Configure(EntityTypeBuilder<RetentionRule> entity)
    {
        entity.ToTable("retention_rules");
        entity.HasKey(r => new { r.OrganisationId, r.Kind });
    }
}

internal static class RetentionSet
{
    extension(AppDbContext db)
    {
        public DbSet<RetentionRule> RetentionRules => db.Set<RetentionRule>();
    }
}

internal sealed record KeptTooShort(int Least) : Refusal($"เก็บสั้นกว่า {Least} เดือนไม่ได้ เพราะยังต้องใช้ตรวจสอบ");

/// <summary>The rules of the current organisation, and the work that follows them each night.</summary>
internal sealed class Retention(AppDbContext db, IEnumerable<IForgets> kinds, TimeProvider clock) : IUseCase, IJob
{
    public async Task<IReadOnlyList<(IForgets Kind, RetentionRule? Rule)>> All(CancellationToken stop)
    {
        var rules = await db.RetentionRules.AsNoTracking().ToListAsync(stop);
        return [.. kinds.OrderBy(k => k.Kind, StringComparer.Ordinal).Select(k => (k, rules.Find(r => r.Kind == k.Kind)))];
    }

    public async Task<Result<int>> Set(string kind, int months, string reason, CancellationToken stop)
    {
        var known = kinds.First(k => k.Kind == kind);
        if (months < known.LeastMonths)
        {
            return new KeptTooShort(known.LeastMonths);
        }
        var rule = await db.RetentionRules.FirstOrDefaultAsync(r => r.Kind == kind, stop);
        db.Record("retention.changed", "retention", kind, reason, new { from = rule?.Months ?? known.UsualMonths, to = months });
        if (rule is null)
        {
            db.RetentionRules.Add(rule = new RetentionRule { Kind = kind, Reason = reason });
        }
        (rule.Months, rule.Reason, rule.ChangedAt) = ((short)months, reason, clock.GetUtcNow());
        await db.SaveChangesAsync(stop);
        return months;
    }

    /// <summary>How many of the last seven nights must have been lived through before anything is erased.</summary>
    private const int NightsBefore = 2;

    public async Task Run(JobRun run, CancellationToken stop)
    {
        // A clock that jumps a year ahead must not erase what has a year to live: on the days it shows then, nobody has worked yet.
        var round = await db.Jobs.AsNoTracking().Where(j => j.Id == run.Id).Select(j => new { j.Kind, j.Slot }).FirstOrDefaultAsync(stop);
        if (round is { Slot: { } night } && await db.Jobs.CountAsync(j => j.Kind == round.Kind && j.State == JobState.Done && j.Slot < night && j.Slot >= night - 7, stop) < NightsBefore)
        {
            await run.Report(100, "ยังไม่ลบ รอให้เครื่องทำงานครบสองคืนก่อน เผื่อนาฬิกาของเครื่องผิด", stop);
            return;
        }
        var counted = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var (kind, rule) in await All(stop))
        {
            var forgotten = await kind.Forget(clock.GetUtcNow().AddMonths(-(rule?.Months ?? kind.UsualMonths)), stop);
            if (forgotten > 0)
            {
                counted[kind.Kind] = forgotten;
            }
        }
        if (counted.Count > 0)
        {
            db.Record("retention.applied", "retention", "all", data: counted);
            await db.SaveChangesAsync(stop);
        }
    }
}
