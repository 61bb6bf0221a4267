using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Prongsai.Web.Platform.Organisations;

namespace Prongsai.Web.Features.Administration.FirstSteps;

/// <summary>The first step: who the office is, and its emblem.</summary>
[Authorize(Administer.Organisation)]
internal sealed class OrganisationModel(ChangeOrganisation change, CurrentOrganisation organisation) : PageModel
{
    [BindProperty]
    public NewOrganisation New { get; set; } = new();

    [BindProperty, Display(Name = "ตราสัญลักษณ์", Description = "ไฟล์ PNG หรือ JPG ไม่เกิน 2 MB ยังไม่มีก็ข้ามได้")]
    public IFormFile? Seal { get; set; }

    public void OnGet()
    {
        var card = organisation.Card;
        if (card.Name != FirstOrganisation.Unnamed)
        {
            New = new() { Name = card.Name, ShortName = card.ShortName, Kind = card.Kind, Size = card.Size, District = card.District, Province = card.Province, Slug = card.Slug };
        }
    }

    public async Task<IActionResult> OnPost(CancellationToken stop)
    {
        if (ModelState.IsValid)
        {
            var card = organisation.Card;
            await using var seal = Seal?.OpenReadStream();
            var changed = await change.Do(
                new(New.Name!.Trim(), New.ShortName!.Trim(), New.Kind!.Value, New.Size!.Value, New.District?.Trim() ?? "", New.Province?.Trim() ?? "", New.Slug!, card.Host, card.Digits, card.PaperFont), seal, Seal?.FileName, stop);
            if (changed.IsOk)
            {
                return LocalRedirect("/setup/units");
            }
            ModelState.AddModelError(changed.Refusal is AddressIsTaken or AddressIsOurs ? $"{nameof(New)}.{nameof(NewOrganisation.Slug)}" : nameof(Seal), changed.Refusal.Text);
        }
        return new PageResult { StatusCode = StatusCodes.Status400BadRequest };
    }
}
