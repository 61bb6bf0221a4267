using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Prongsai.Ui;
using Prongsai.Web.Platform.Identity;
using Prongsai.Web.Platform.Organisations;

namespace Prongsai.Web.Features.SignIn;

[Authorize, OpenBeforeSecondFactor]
internal sealed class ChooseOrganisationModel(ChooseOrganisation choose, CurrentPerson person, CurrentOrganisation current) : PageModel
{
    [BindProperty, Display(Name = "องค์กร"), Required(ErrorMessage = "เลือกองค์กร")]
    public Guid? Organisation { get; set; } = current.IsKnown ? current.Id : null;

    public IReadOnlyList<Choice> Choices => [.. person.Organisations.Select(o => new Choice(o.Id.ToString(), o.ShortName, o.Name))];

    public async Task<IActionResult> OnPost(CancellationToken stop)
    {
        if (ModelState.IsValid && await choose.Do(Organisation!.Value, stop))
        {
            return LocalRedirect("/");
        }
        return new PageResult { StatusCode = StatusCodes.Status400BadRequest };
    }
}
