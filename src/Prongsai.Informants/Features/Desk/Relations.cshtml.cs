using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Prongsai.Informants.Store;
using Prongsai.Ui;

namespace Prongsai.Informants.Desk;

/// <summary>A recipient says to whom he is related: reports that name them will not reach him.</summary>
[Authorize("informants.handle")]
internal sealed class RelationsModel(IOffice office, Recipients recipients, OpenKeys keys) : DeskPage(office, recipients, keys)
{
    [BindProperty, Display(Name = "คนที่ท่านเกี่ยวข้อง")]
    public List<string>? Chosen { get; set; }

    public IReadOnlyList<Choice> Choices { get; private set; } = [];

    public async Task OnGet(CancellationToken stop)
    {
        if (Mine is null)
        {
            return;
        }
        Choices = [.. (await Office.People(stop)).Where(p => p.Id != Mine.PersonId).Select(p => new Choice(p.Id.ToString("N"), p.Position, p.Unit))];
        Chosen = [.. (await Recipients.Declared(Mine, stop)).Select(id => id.ToString("N"))];
    }

    public async Task<IActionResult> OnPost(CancellationToken stop)
    {
        if (Mine is not null)
        {
            var people = (await Office.People(stop)).Select(p => p.Id).ToHashSet();
            await Recipients.Declare(Mine, [.. (Chosen ?? []).Select(c => Guid.TryParse(c, out var id) ? id : Guid.Empty).Where(people.Contains)], stop);
        }
        return Redirect(Request.PathBase + "/desk");
    }
}
