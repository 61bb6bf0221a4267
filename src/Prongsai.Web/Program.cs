using Prongsai.Web.Features.Administration;
using Prongsai.Web.Features.Analysis;
using Prongsai.Web.Features.Api;
using Prongsai.Web.Features.Assessment;
using Prongsai.Web.Features.Assessment.Rules;
using Prongsai.Web.Features.Circulation;
using Prongsai.Web.Features.Connections;
using Prongsai.Web.Features.Content;
using Prongsai.Web.Features.Doing;
using Prongsai.Web.Features.Inbox;
using Prongsai.Web.Features.Informants;
using Prongsai.Web.Features.Manuals;
using Prongsai.Web.Features.Measures;
using Prongsai.Web.Features.Memos;
using Prongsai.Web.Features.Orders;
using Prongsai.Web.Features.Oversight;
using Prongsai.Web.Features.Papers;
using Prongsai.Web.Features.Privacy;
using Prongsai.Web.Features.Publication;
using Prongsai.Web.Features.Reports;
using Prongsai.Web.Features.Rehearsal;
using Prongsai.Web.Features.SignIn;
using Prongsai.Web.Features.Site;
using Prongsai.Web.Features.Start;
using Prongsai.Web.Features.Storage;
using Prongsai.Web.Features.Surveys;
using Prongsai.Web.Platform;
using Prongsai.Web.Platform.Modules;

namespace Prongsai.Web;

/// <summary>The contents list of the product: one line per area. What an area brings stands in its module.</summary>
internal static class Contents
{
    public static Product Product() => new Product()
        .Area<PlatformModule>()
        .Area<SignInModule>()
        .Area<StartModule>()
        .Area<InboxModule>()
        .Area<AssessmentModule>()
        .Area<RulesModule>()
        .Area<AnalysisModule>()
        .Area<MeasuresModule>()
        .Area<SurveysModule>()
        .Area<DoingModule>()
        .Area<ReportsModule>()
        .Area<OrdersModule>()
        .Area<MemosModule>()
        .Area<CirculationModule>()
        .Area<RehearsalModule>()
        .Area<PublicationModule>()
        .Area<ContentModule>()
        .Area<SiteModule>()
        .Area<ManualsModule>()
        .Area<PapersModule>()
        .Area<StorageModule>()
        .Area<InformantsModule>()
        .Area<ConnectionsModule>()
        .Area<OversightModule>()
        .Area<PrivacyModule>()
        .Area<ApiModule>()
        .Area<AdministrationModule>();

    private static Task<int> Main(string[] args) => Product().Run(args);
}
