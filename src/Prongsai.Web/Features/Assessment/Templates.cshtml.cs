using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Prongsai.Domain;
using Prongsai.Domain.Rules;
using Prongsai.Web.Platform.Confirmed;

namespace Prongsai.Web.Features.Assessment;

/// <summary>A spreadsheet for each year, to be filled in by hand and handed in like any other paper.</summary>
[Authorize("assessment.write")]
internal sealed class TemplatesModel(RulebookSet rules, IConfirmedResults confirmed) : PageModel
{
    internal sealed record Row(FiscalYear Year, string Holds, bool HasResult);

    public IReadOnlyList<Row> Years { get; private set; } = [];

    public async Task OnGet(CancellationToken stop)
    {
        var results = (await confirmed.All(stop)).Select(r => r.Year).ToHashSet();
        Years = [.. rules.Current.Reverse().Select(r => new Row(r.Year, Holds(r), results.Contains(r.Year)))];
    }

    private static string Holds(Rulebook rulebook) => string.Join(" ", new[]
    {
        $"{rulebook.Indicators.Count} ตัวชี้วัด",
        rulebook.Questions.Count > 0 ? $"{rulebook.Questions.Count} ข้อคำถาม" : null,
        rulebook.Items.Count > 0 ? $"{rulebook.Items.Count} ข้อเปิดเผย" : null,
    }.Where(t => t is not null));
}
