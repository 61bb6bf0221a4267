using Prongsai.Domain;
using Prongsai.Domain.Measures;

namespace Prongsai.Web.Platform.Plans;

/// <summary>A measure that stands in a plan, with the ids by which its work is kept. Steps and ids are in the order of the plan.</summary>
internal sealed record PlannedWork(Guid Id, int Number, Measure Measure, IReadOnlyList<Guid> StepIds)
{
    public FiscalYear Year => Measure.Year;

    /// <summary>The unit that answers for the measure; null when none was named.</summary>
    public Guid? Owner => Measure.UnitIds.Count > 0 ? Measure.UnitIds[0] : null;
}

/// <summary>A measure by who answers for it and when it is followed up.</summary>
internal sealed record PlannedOutline(Guid Id, IReadOnlyList<Guid> UnitIds, IReadOnlyList<FollowUp> FollowUps);

/// <summary>What is to be done, for the area that does it. The view <c>step_work</c> joins steps with what was done of them, for counts. The measures area fills it.</summary>
internal interface IPlannedWork
{
    /// <summary>The measures of a year in the order of the plan, without those taken out.</summary>
    Task<IReadOnlyList<PlannedWork>> Of(FiscalYear year, CancellationToken stop);

    /// <summary>The measures of a year without words and steps, for counts.</summary>
    Task<IReadOnlyList<PlannedOutline>> Outline(FiscalYear year, CancellationToken stop);

    /// <summary>Null when there is no such measure or it was taken out of the plan.</summary>
    Task<PlannedWork?> Find(Guid measure, CancellationToken stop);

    /// <summary>The years that have a plan, the latest first.</summary>
    Task<IReadOnlyList<FiscalYear>> Years(CancellationToken stop);
}
