using Prongsai.Documents.Writing.Reports;
using Prongsai.Domain;

namespace Prongsai.Web.Platform.Plans;

/// <summary>The decided measures of the current organisation, for the papers of other areas. The measures area fills it.</summary>
internal interface IPlannedMeasures
{
    /// <summary>The measures of the plan of a year, in its order; empty when there is no plan.</summary>
    Task<IReadOnlyList<MeasureOnPaper>> OnPaper(FiscalYear year, CancellationToken stop);
}
