using Microsoft.AspNetCore.Authorization;
using Prongsai.Documents.Writing.Pdf;
using Prongsai.Web.Features.Reports.Data;
using Prongsai.Web.Platform.Cycle;
using Prongsai.Web.Platform.Identity;
using Prongsai.Web.Platform.Organisations;
using Prongsai.Web.Platform.Persistence;

namespace Prongsai.Web.Features.Reports.Papers;

/// <summary>The plan of measures, issued under a number.</summary>
[Authorize("reports.read")]
internal sealed class PlanModel(AppDbContext db, PaperOf papers, IssuePaper issue, IPdfPrinter printer, CurrentOrganisation organisation, CurrentPerson person, CycleTrack cycle)
    : PaperPage(db, papers, issue, printer, organisation, person, cycle, PaperKind.MeasuresPlan, 3);
