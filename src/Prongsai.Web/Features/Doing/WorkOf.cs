using Microsoft.EntityFrameworkCore;
using Prongsai.Domain;
using Prongsai.Domain.Doing;
using Prongsai.Domain.Measures;
using Prongsai.Ui;
using Prongsai.Web.Features.Doing.Data;
using Prongsai.Web.Platform.Identity;
using Prongsai.Web.Platform.Modules;
using Prongsai.Web.Platform.Organisations;
using Prongsai.Web.Platform.Persistence;
using Prongsai.Web.Platform.Plans;

namespace Prongsai.Web.Features.Doing;

/// <summary>What units and people are called; also those no longer active.</summary>
internal sealed record Names(IReadOnlyList<Unit> Units, IReadOnlyDictionary<Guid, string> Of)
{
    public IReadOnlyList<Choice> UnitChoices => [.. Units.Where(u => u.Active).Select(u => new Choice(u.Id.ToString(), u.Name))];

    public string this[Guid? id] => id is { } known ? Of.GetValueOrDefault(known, "–") : "ยังไม่ระบุหน่วยงาน";
}

/// <summary>A step as its work stands.</summary>
internal sealed record StepNow(Guid Id, int Number, MeasureStep Step, WorkResult? Result, IReadOnlyList<Evidence> Evidence, StepStanding Standing);

/// <summary>A measure as its work stands.</summary>
/// <param name="Plan">What was planned.</param>
/// <param name="Own">What is said of the measure as a whole.</param>
/// <param name="Steps">In the order of the plan.</param>
/// <param name="OwnEvidence">Evidence of the measure as a whole.</param>
/// <param name="Former">Results of steps that are no longer in the plan, with their evidence.</param>
/// <param name="Rules">The days of the measure's year.</param>
internal sealed record MeasureNow(
    PlannedWork Plan, WorkResult? Own, IReadOnlyList<StepNow> Steps, IReadOnlyList<Evidence> OwnEvidence, IReadOnlyList<(WorkResult? Result, IReadOnlyList<Evidence> Evidence)> Former, FollowUpRules Rules)
{
    public ProofMeter Meter => ProofMeter.Of(Steps.Select(s => s.Standing));

    public int BackDated => Steps.SelectMany(s => s.Evidence).Concat(OwnEvidence).Count(e => e.WithdrawnAt is null && e.IsBackDated(Rules));
}

/// <summary>Joins the plan with what was done of it.</summary>
internal sealed class WorkOf(AppDbContext db, IPlannedWork plans, TimeProvider clock) : IUseCase
{
    public DateOnly Today => ThaiDate.InBangkok(clock.GetUtcNow());

    /// <summary>The days by which a year's rounds and evidence are judged: those the office set for it or a year before it, else the usual ones.</summary>
    public async Task<FollowUpRules> Rules(FiscalYear year, CancellationToken stop) =>
        (await db.FollowUpRules.AsNoTracking().Where(r => r.FromYear <= year).OrderByDescending(r => r.FromYear).FirstOrDefaultAsync(stop))?.Rules ?? FollowUpRules.Usual;

    public async Task<Names> Names(CancellationToken stop)
    {
        var units = await db.Units.AsNoTracking().OrderBy(u => u.Sort).ThenBy(u => u.Name).ToListAsync(stop);
        var people = await db.People.AsNoTracking().Select(p => new { p.Id, p.Position }).ToListAsync(stop);
        return new(units, units.Select(u => (u.Id, u.Name)).Concat(people.Select(p => (p.Id, p.Position))).ToDictionary(p => p.Id, p => p.Item2));
    }

    public async Task<MeasureNow?> Find(Guid measure, CancellationToken stop)
    {
        if (await plans.Find(measure, stop) is not { } plan)
        {
            return null;
        }
        var results = await db.WorkResults.AsNoTracking().Where(r => r.MeasureId == measure).ToListAsync(stop);
        var evidence = await db.AllEvidence.AsNoTracking().Include(e => e.File).Where(e => e.MeasureId == measure).OrderBy(e => e.ReceivedAt).ToListAsync(stop);
        return Join(plan, results, evidence, await Rules(plan.Year, stop));
    }

    /// <summary>Every measure of a year.</summary>
    public async Task<IReadOnlyList<MeasureNow>> Of(FiscalYear year, CancellationToken stop)
    {
        var results = (await db.WorkResults.AsNoTracking().Where(r => r.Year == year).ToListAsync(stop)).ToLookup(r => r.MeasureId);
        var evidence = (await db.AllEvidence.AsNoTracking().Include(e => e.File).Where(e => e.Year == year).OrderBy(e => e.ReceivedAt).ToListAsync(stop)).ToLookup(e => e.MeasureId);
        var rules = await Rules(year, stop);
        return [.. (await plans.Of(year, stop)).Select(p => Join(p, [.. results[p.Id]], [.. evidence[p.Id]], rules))];
    }

    private MeasureNow Join(PlannedWork plan, IReadOnlyList<WorkResult> results, IReadOnlyList<Evidence> evidence, FollowUpRules rules)
    {
        var today = Today;
        var ofStep = evidence.ToLookup(e => e.StepId);
        var steps = plan.StepIds.Select((id, i) =>
        {
            var (step, result) = (plan.Measure.Steps[i], results.FirstOrDefault(r => r.StepId == id));
            var shown = ofStep[id].ToList();
            return new StepNow(id, i + 1, step, result, shown, StepWork.Standing(step.From, step.Until, result?.DoneOn, result?.Failed == true, shown.Count(e => e.WithdrawnAt is null), today));
        }).ToList();
        var gone = results.Select(r => r.StepId).Concat(evidence.Select(e => e.StepId)).Where(s => s is { } id && !plan.StepIds.Contains(id)).Distinct();
        return new(plan, results.FirstOrDefault(r => r.StepId is null), steps, [.. ofStep[null]],
            [.. gone.Select(id => (results.FirstOrDefault(r => r.StepId == id), (IReadOnlyList<Evidence>)[.. ofStep[id]]))],
            rules);
    }
}
