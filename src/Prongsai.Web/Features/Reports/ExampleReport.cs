using Prongsai.Domain;
using Prongsai.Web.Features.Reports.Data;
using Prongsai.Web.Platform.Examples;

namespace Prongsai.Web.Features.Reports;

/// <summary>The plan and the result report of the worked example for 2568, issued once, so that there is one to open, enclose and publish.</summary>
internal sealed class ExampleReport(IssuePaper issue) : IExampleLoader
{
    public async Task Load(CancellationToken stop)
    {
        foreach (var kind in new[] { PaperKind.MeasuresPlan, PaperKind.MeasuresResult })
        {
            _ = (await issue.Do(kind, new FiscalYear(2568), null, DigitStyle.Thai, "ฉบับตัวอย่าง", stop)).Value;
        }
    }
}
