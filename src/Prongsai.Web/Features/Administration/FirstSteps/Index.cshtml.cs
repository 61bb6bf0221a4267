using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Prongsai.Ui;

namespace Prongsai.Web.Features.Administration.FirstSteps;

/// <summary>The first steps of an office and how far they are.</summary>
[Authorize(Administer.Organisation)]
internal sealed class IndexModel(FirstStepsOf steps) : PageModel
{
    public IReadOnlyList<FirstStep> Steps { get; private set; } = [];

    public List<TaskItem> Items => [.. Steps.Select(FirstStepsOf.Item)];

    public async Task OnGet(CancellationToken stop) => Steps = await steps.All(stop);
}
