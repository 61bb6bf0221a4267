using Prongsai.Documents.Writing.Reports;
using Prongsai.Domain;
using Prongsai.Domain.Measures;

namespace Prongsai.Web.Platform.Plans;

/// <summary>The decided measures of the current organisation, for the papers of other areas. The measures area fills it.</summary>
internal interface IPlannedMeasures
{
    /// <summary>The measures of the plan of a year, in its order; empty when there is no plan.</summary>
    Task<IReadOnlyList<MeasureOnPaper>> OnPaper(FiscalYear year, CancellationToken stop);

    /// <summary>What the measures of a year aim at, in the same order as <see cref="OnPaper"/>.</summary>
    Task<IReadOnlyList<PlannedAim>> Aims(FiscalYear year, CancellationToken stop);
}

/// <summary>A measure of the plan with what it answers. LibraryId is null for one that was not taken from the library.</summary>
internal sealed record PlannedAim(Guid Id, int Number, string Title, string? LibraryId, IReadOnlyList<Answer> Answers);
