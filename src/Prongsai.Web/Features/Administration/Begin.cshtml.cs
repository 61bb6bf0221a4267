using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Prongsai.Ui;
using Prongsai.Web.Platform.Identity;
using Prongsai.Web.Platform.Organisations;

namespace Prongsai.Web.Features.Administration;

/// <summary>Ends the worked example and begins the office's own work: one act, confirmed on this page.</summary>
[Authorize(Administer.Organisation), DemandsProof]
internal sealed class BeginModel(StartOrganisation start, CurrentOrganisation current) : PageModel
{
    public string Example => current.Card.ShortName;

    [BindProperty]
    public NewOrganisation New { get; set; } = new();

    [BindProperty, Display(Name = "เข้าใจแล้วว่าข้อมูลตัวอย่างจะถูกลบและเรียกคืนไม่ได้")]
    public bool Understood { get; set; }

    public IActionResult OnGet() => current.Card.IsExample ? Page() : LocalRedirect("/administration");

    public async Task<IActionResult> OnPost(CancellationToken stop)
    {
        if (!Understood)
        {
            ModelState.AddModelError(nameof(Understood), "ทำเครื่องหมายว่าเข้าใจแล้ว จึงจะลบข้อมูลตัวอย่างได้");
        }
        if (ModelState.IsValid)
        {
            var begun = await start.Begin(New, stop);
            if (begun.IsOk)
            {
                TempData.Done($"เริ่มงานของ{begun.Value.ShortName}แล้ว", "ตั้งค่าที่เหลืออีกไม่กี่ขั้น ข้ามขั้นใดก็กลับมาทำภายหลังได้");
                return LocalRedirect("/setup");
            }
            ModelState.AddModelError($"{nameof(New)}.{nameof(NewOrganisation.Slug)}", begun.Refusal.Text);
        }
        return new PageResult { StatusCode = StatusCodes.Status400BadRequest };
    }
}
