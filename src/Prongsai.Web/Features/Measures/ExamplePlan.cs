using Prongsai.Domain;
using Prongsai.Web.Platform.Examples;

namespace Prongsai.Web.Features.Measures;

/// <summary>The plan of the example for 2568: measures of the library that answer its result of 2567 and all seven issues, with owners.</summary>
internal sealed class ExamplePlan(KeepMeasures keep, PlanOf plans) : IExampleLoader
{
    /// <summary>One and more for each issue, in the order of the issues, and who answers for it.</summary>
    private static readonly (string Library, string Position, decimal? Budget)[] Chosen =
    [
        ("work-manuals", "นักวิเคราะห์นโยบายและแผน", null),
        ("e-service-open", "นักวิเคราะห์นโยบายและแผน", 45_000m),
        ("website-data-audit", "หัวหน้าสำนักปลัด", null),
        ("asset-borrowing-register", "นักวิชาการพัสดุ", null),
        ("asset-count-quarterly", "นักวิชาการตรวจสอบภายใน", null),
        ("procurement-monthly-summary", "นักวิชาการพัสดุ", null),
        ("no-personal-errands", "นักทรัพยากรบุคคล", null),
        ("complaint-handling", "นิติกร", null),
        ("risk-assessment-team", "นักวิชาการตรวจสอบภายใน", 12_000m),
    ];

    public async Task Load(CancellationToken stop)
    {
        var year = new FiscalYear(2568);
        var (library, house) = (await plans.Library(stop), await plans.House(stop));
        var measures = Chosen.Select(c =>
        {
            var person = house.People.First(p => p.Position == c.Position);
            var measure = library.Find(c.Library)!.For(year, house.ActiveUnits);
            return new NewMeasure(measure with { Budget = c.Budget, PersonIds = [person.Id], Steps = [.. measure.Steps.Select((s, i) => i == 0 ? s with { PersonId = person.Id } : s)] });
        });
        _ = (await keep.Add(year, [.. measures], "measure.proposed", "แผนตัวอย่างสำหรับทดลองใช้", stop)).Value;
    }
}
