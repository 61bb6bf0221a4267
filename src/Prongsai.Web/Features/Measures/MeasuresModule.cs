using Prongsai.Documents.Writing.Reports;
using Prongsai.Web.Platform.Cycle;
using Prongsai.Web.Platform.Modules;
using Prongsai.Web.Platform.Organisations;
using Prongsai.Web.Platform.Plans;
using Prongsai.Web.Platform.Rules;

namespace Prongsai.Web.Features.Measures;

/// <summary>The plan of measures of a year: proposed, edited, covered, copied, imported, printed (system C1).</summary>
internal sealed class MeasuresModule : IModule
{
    public static void Register(ModuleBuilder module) => module
        .Permission("measures.read", "ดูแผนมาตรการ", impliedBy: "measures.write")
        .Permission("measures.write", "จัดทำและแก้ไขแผนมาตรการและคลังมาตรการ")
        .Change("measure.added", "เพิ่มมาตรการในแผน")
        .Change("measure.proposed", "เพิ่มมาตรการจากคลังตามผลวิเคราะห์")
        .Change("measure.copied", "คัดลอกมาตรการจากปีก่อน")
        .Change("measure.imported", "นำเข้ามาตรการจากเอกสาร")
        .Change("measure.changed", "แก้มาตรการ")
        .Change("measure.removed", "นำมาตรการออกจากแผน")
        .Change("measure.restored", "นำมาตรการกลับเข้าแผน")
        .Change("library-measure.added", "เพิ่มมาตรการในคลัง")
        .Change("library-measure.changed", "แก้มาตรการในคลัง")
        .Change("library-measure.hidden", "ซ่อนมาตรการในคลัง")
        .Change("library-measure.shown", "นำมาตรการในคลังกลับมาแสดง")
        .Menu("มาตรการ", "/measures", "measures.read", order: 40, group: MenuGroup.Year)
        .Services(services => services
            .AddSingleton(_ => MeasureStore.Load())
            .AddSingleton(_ => MeasuresPlanLayout.ReadAll(Path.Combine(AppContext.BaseDirectory, "rules", "documents", "measures-plan")))
            .AddScoped<IPlannedMeasures>(s => s.GetRequiredService<PlanOf>())
            .AddScoped<IPlannedWork>(s => s.GetRequiredService<PlannedWorkOf>())
            .AddScoped<IHeldDuties, DutiesInPlans>()
            .AddScoped<ICycleStop, MeasuresStop>().AddScoped<ITaskSource, MeasuresStop>())
        .Example<ExamplePlan>();
}
