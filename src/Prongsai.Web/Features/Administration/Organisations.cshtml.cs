using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Prongsai.Ui;
using Prongsai.Web.Platform.Identity;
using Prongsai.Web.Platform.Organisations;

namespace Prongsai.Web.Features.Administration;

[Authorize(WhoIsThis.ManageInstallation)]
internal sealed class OrganisationsModel(OrganisationDirectory directory, StartOrganisation start) : PageModel
{
    public PageOf<OrganisationCard> Rows { get; private set; } = new([], 1, Listing.UsualSize, 0);

    [BindProperty]
    public NewOrganisation New { get; set; } = new();

    public async Task OnGet(CancellationToken stop) =>
        Rows = PageOf.Cut([.. (await directory.All(stop)).OrderBy(o => o.Name, StringComparer.CurrentCulture)], Listing.Of(Request, []));

    public async Task<IActionResult> OnPost(CancellationToken stop)
    {
        if (ModelState.IsValid)
        {
            var started = await start.Add(New, stop);
            if (started.IsOk)
            {
                TempData.Done($"เพิ่ม{started.Value.ShortName}แล้ว", "เปลี่ยนไปทำงานในองค์กรนี้ได้จากเมนูตำแหน่งของท่าน");
                return LocalRedirect("/administration/organisations");
            }
            ModelState.AddModelError($"{nameof(New)}.{nameof(NewOrganisation.Slug)}", started.Refusal.Text);
        }
        await OnGet(stop);
        return new PageResult { StatusCode = StatusCodes.Status400BadRequest };
    }
}
