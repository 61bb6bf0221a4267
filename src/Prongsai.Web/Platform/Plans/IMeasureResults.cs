using Prongsai.Documents.Writing.Reports;
using Prongsai.Domain;

namespace Prongsai.Web.Platform.Plans;

/// <summary>What came of the current organisation's measures, for the papers of other areas. The area of doing fills it.</summary>
internal interface IMeasureResults
{
    /// <summary>In the order of the year's plan; empty when there is no plan.</summary>
    Task<IReadOnlyList<MeasureResult>> Of(FiscalYear year, CancellationToken stop);
}
