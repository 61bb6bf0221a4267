using Microsoft.EntityFrameworkCore;
using Prongsai.Domain;
using Prongsai.Web.Platform.Confirmed;
using Prongsai.Web.Platform.Cycle;
using Prongsai.Web.Platform.Jobs;
using Prongsai.Web.Platform.Modules;
using Prongsai.Web.Platform.Organisations;
using Prongsai.Web.Platform.Persistence;
using Prongsai.Web.Platform.Plans;
using Prongsai.Web.Platform.Rehearsing;

namespace Prongsai.Web.Features.Oversight;

/// <summary>Counts the figures of the current organisation for who oversees it; an office that itself oversees others has none. Nothing but what stands in <see cref="OversightFigure"/> leaves it.</summary>
internal sealed class CountForOversight(AppDbContext db, CurrentOrganisation organisation, IConfirmedResults results, IPlannedWork plans, IEnumerable<IReadiness> readiness, CycleTrack cycle, TimeProvider clock) : IUseCase, IJob
{
    private static readonly string[] ToolCodes = ["IIT", "EIT", "OIT"];

    public Task Run(JobRun run, CancellationToken stop) => Do(stop);

    public async Task<IReadOnlyList<OversightFigure>> Do(CancellationToken stop)
    {
        var card = organisation.Card;
        if (card.IsExample || card.Oversees is not null)
        {
            return [];
        }
        var counted = await Count(stop);
        await using var transaction = await db.Database.BeginTransactionAsync(stop);
        await db.OversightFigures.Where(f => f.MemberId == card.Id && f.Came == FigureCame.Here).ExecuteDeleteAsync(stop);
        db.OversightFigures.AddRange(counted);
        await db.SaveChangesAsync(stop);
        await transaction.CommitAsync(stop);
        return counted;
    }

    /// <summary>The figures as they stand now, of every year that has any; not saved.</summary>
    public async Task<IReadOnlyList<OversightFigure>> Count(CancellationToken stop)
    {
        var card = organisation.Card;
        var shares = await db.Organisations.Where(o => o.Id == card.Id).Select(o => o.SharesWork).FirstAsync(stop);
        var confirmed = (await results.All(stop)).ToDictionary(r => r.Year);
        var years = confirmed.Keys.Concat(await plans.Years(stop)).Append(cycle.ThisYear).Distinct().Order().TakeLast(10);
        var today = ThaiDate.InBangkok(clock.GetUtcNow());
        var all = new List<OversightFigure>();
        foreach (var year in years)
        {
            var items = new List<ItemReadiness>();
            foreach (var source in readiness)
            {
                items.AddRange(await source.Of(year, stop));
            }
            var steps = (await db.Database.SqlQuery<StepsOfYear>(
                $"""
                select count(*)::int as "All", count(*) filter (where done and not failed and shown)::int as "Proven", count(*) filter (where not done and not failed and ends_on < {today})::int as "Late"
                from step_work where organisation_id = {card.Id} and year = {(short)year.Value}
                """).ToListAsync(stop))[0];
            var checkedItems = items.Where(i => i.IsComplete is not null).ToList();
            var result = confirmed.GetValueOrDefault(year);
            if (result is null && steps.All == 0 && checkedItems.Count == 0)
            {
                continue;
            }
            all.Add(new OversightFigure
            {
                MemberId = card.Id,
                Year = year,
                Name = card.ShortName,
                Kind = new KebabCase<OrganisationKind>().ConvertToProvider(card.Kind)?.ToString() ?? "other",
                District = card.District,
                Province = card.Province,
                Total = result?.Total,
                Level = result is null || result.LevelName is "–" ? null : result.LevelName,
                Tools = [.. ToolCodes.Select(code => result?.Verification.Tools.FirstOrDefault(t => t.Tool == code) is { } tool ? Rounded(tool.Printed ?? tool.Computed) : null)],
                Indicators = [.. Enumerable.Range(1, 10).Select(n => Rounded(result?.Verification.Ranks.FirstOrDefault(r => r.Indicator == n)?.Score))],
                Items = (short)checkedItems.Count,
                ItemsComplete = (short)checkedItems.Count(i => i.IsComplete is true),
                Steps = steps.All,
                StepsProven = steps.Proven,
                StepsLate = steps.Late,
                IsOpen = shares,
                Came = FigureCame.Here,
                AsOf = clock.GetUtcNow(),
            });
        }
        return all;
    }

    private static decimal? Rounded(decimal? score) => score is { } s ? Math.Round(s, 2, MidpointRounding.AwayFromZero) : null;

    private sealed record StepsOfYear(int All, int Proven, int Late);
}
