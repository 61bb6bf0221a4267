using Prongsai.Documents.Writing.Pdf;
using Prongsai.Domain;
using Prongsai.Web.Features.Reports.Data;
using Prongsai.Web.Platform.Examples;
using Prongsai.Web.Platform.Plans;

namespace Prongsai.Web.Features.Reports;

/// <summary>
/// The plan of the worked example for 2568, issued once, and its result report where something was done. On a machine that cannot print a PDF
/// the example goes without: a first start must not fail for it.
/// </summary>
internal sealed partial class ExampleReport(IssuePaper issue, IMeasureResults results, ILogger<ExampleReport> log) : IExampleLoader
{
    private static readonly FiscalYear Year = new(2568);

    public async Task Load(CancellationToken stop)
    {
        try
        {
            _ = (await issue.Do(PaperKind.MeasuresPlan, Year, null, DigitStyle.Thai, "ฉบับตัวอย่าง", stop)).Value;
            if ((await results.Of(Year, stop)).Any(r => !r.Words.IsEmpty || r.StepsDone > 0))
            {
                _ = (await issue.Do(PaperKind.MeasuresResult, Year, null, DigitStyle.Thai, "ฉบับตัวอย่าง", stop)).Value;
            }
        }
        catch (PdfPrintingException trouble)
        {
            Unprinted(log, trouble);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The example's plan and report were not issued: no PDF could be printed.")]
    private static partial void Unprinted(ILogger log, Exception trouble);
}
