using Prongsai.Domain;
using Prongsai.Domain.Analysis;
using Prongsai.Web.Platform.Confirmed;

namespace Prongsai.Web.Features.Analysis;

/// <summary>Gives analyses to other areas.</summary>
internal sealed class YearAnalyses(AnalysisOf analysis) : IYearAnalyses
{
    public async Task<AnalysisResult?> Of(FiscalYear resultYear, CancellationToken stop) => (await analysis.Of(resultYear, stop))?.Analysis;
}
