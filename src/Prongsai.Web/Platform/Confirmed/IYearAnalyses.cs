using Prongsai.Domain;
using Prongsai.Domain.Analysis;

namespace Prongsai.Web.Platform.Confirmed;

/// <summary>Analyses of the current organisation's results, by its own thresholds. The analysis area fills it.</summary>
internal interface IYearAnalyses
{
    /// <summary>Null when the year has no confirmed result.</summary>
    Task<AnalysisResult?> Of(FiscalYear resultYear, CancellationToken stop);
}
