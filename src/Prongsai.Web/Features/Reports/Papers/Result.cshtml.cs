using Microsoft.AspNetCore.Authorization;
using Prongsai.Documents.Writing.Pdf;
using Prongsai.Web.Features.Reports.Data;
using Prongsai.Web.Platform.Cycle;
using Prongsai.Web.Platform.Identity;
using Prongsai.Web.Platform.Organisations;
using Prongsai.Web.Platform.Persistence;
using Prongsai.Web.Platform.Plans;

namespace Prongsai.Web.Features.Reports.Papers;

/// <summary>The report of what came of the year's measures.</summary>
[Authorize("reports.read")]
internal sealed class ResultModel(AppDbContext db, PaperOf papers, IssuePaper issue, IPdfPrinter printer, IMeasureResults results, CurrentOrganisation organisation, CurrentPerson person, CycleTrack cycle)
    : PaperPage(db, papers, issue, printer, organisation, person, cycle, PaperKind.MeasuresResult, 5)
{
    private readonly PaperOf papers = papers;

    public IReadOnlyList<EditableText> Texts { get; private set; } = [];

    /// <summary>Measures of which nothing was reported.</summary>
    public int Silent { get; private set; }

    protected override async Task Prepare(CancellationToken stop)
    {
        await base.Prepare(stop);
        Texts = await papers.Texts(Year, Layout, stop);
        Silent = (await results.Of(Year, stop)).Count(r => r.Words.IsEmpty && r.StepsDone == 0);
    }
}
