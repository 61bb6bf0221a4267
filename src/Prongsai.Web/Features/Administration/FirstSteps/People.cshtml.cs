using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Prongsai.Web.Platform.Identity;
using Prongsai.Web.Platform.Persistence;

namespace Prongsai.Web.Features.Administration.FirstSteps;

/// <summary>The third step: where people come from.</summary>
[Authorize(Administer.Organisation)]
internal sealed class PeopleModel(AppDbContext db, CurrentPerson person) : PageModel
{
    public int Count { get; private set; }

    public bool MayAdd => person.May(Administer.People);

    public async Task OnGet(CancellationToken stop) => Count = await db.People.CountAsync(p => p.Active, stop);
}
