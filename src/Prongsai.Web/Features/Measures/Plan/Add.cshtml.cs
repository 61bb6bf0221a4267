using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Prongsai.Domain;
using Prongsai.Ui;

namespace Prongsai.Web.Features.Measures.Plan;

/// <summary>A measure of the organisation's own making, or one of the library to be fitted first (<c>?from=id</c>).</summary>
[Authorize("measures.write")]
internal sealed class AddModel(PlanOf plans, KeepMeasures keep) : MeasureForm(plans)
{
    [BindProperty(SupportsGet = true)]
    public FiscalYear Year { get; set; }

    [BindProperty(SupportsGet = true, Name = "from-library")]
    public string? FromLibrary { get; set; }

    public async Task OnGet(CancellationToken stop)
    {
        PlanYear = Year;
        await Load(stop);
        (From, Until) = (Year.FirstDay, Year.LastDay);
        if (FromLibrary is not null && (await Plans.Library(stop)).Find(FromLibrary) is { } measure)
        {
            Show(measure.For(Year, Now.House.ActiveUnits));
        }
        Steps.AddRange(Enumerable.Range(0, Math.Max(0, 3 - Steps.Count)).Select(_ => new StepForm()));
    }

    public Task<IActionResult> OnPostMore(CancellationToken stop)
    {
        PlanYear = Year;
        return WithMoreSteps(stop);
    }

    public async Task<IActionResult> OnPost(CancellationToken stop)
    {
        PlanYear = Year;
        await Load(stop);
        if (Typed(null) is { } measure && !HasFaults(measure))
        {
            var added = await keep.Add(Year, [new NewMeasure(measure with { LibraryId = FromLibrary })], "measure.added", null, stop);
            if (added.IsOk)
            {
                TempData.Done("เพิ่มมาตรการแล้ว", measure.Title);
                return Redirect($"/measures/{added.Value[0]}");
            }
            ModelState.AddModelError(added.Refusal is UnknownUnitOrPerson ? nameof(Units) : "", added.Refusal.Text);
        }
        return new PageResult { StatusCode = StatusCodes.Status400BadRequest };
    }
}
