using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Prongsai.Ui;
using Prongsai.Web.Platform.Organisations;
using Prongsai.Web.Platform.Persistence;

namespace Prongsai.Web.Features.Oversight;

/// <summary>The member's side: what leaves the house, the choice about it, and the file to carry.</summary>
[Authorize(OversightModule.Share)]
internal sealed class ShareModel(AppDbContext db, CountForOversight count, CarryFigures carry, CurrentOrganisation organisation) : PageModel
{
    public IReadOnlyList<OversightFigure> Figures { get; private set; } = [];

    public string Fingerprint { get; private set; } = "";

    [BindProperty, Display(Name = "ให้ผู้กำกับดูแลเห็นความพร้อมและความคืบหน้าของเราเป็นรายหน่วยงาน", Description = "ถ้าไม่ทำเครื่องหมาย ตัวเลขสองส่วนนี้จะถูกนับรวมกับหน่วยงานอื่นเท่านั้น")]
    public bool SharesWork { get; set; }

    public async Task OnGet(CancellationToken stop)
    {
        Figures = await count.Count(stop);
        SharesWork = await db.Organisations.Where(o => o.Id == organisation.Id).Select(o => o.SharesWork).FirstAsync(stop);
        Fingerprint = await carry.Fingerprint(stop);
    }

    public async Task<IActionResult> OnPost(CancellationToken stop)
    {
        var own = await db.Organisations.FirstAsync(o => o.Id == organisation.Id, stop);
        if (own.SharesWork != SharesWork)
        {
            own.SharesWork = SharesWork;
            db.Record("oversight.shared", "organisation", own.Id, data: new { work = SharesWork });
            await db.SaveChangesAsync(stop);
            await count.Do(stop);
        }
        TempData.Done("บันทึกแล้ว");
        return LocalRedirect("/administration/oversight");
    }

    public async Task<IActionResult> OnPostFile(CancellationToken stop)
    {
        var content = await carry.Make(await count.Count(stop), stop);
        return File(content, "application/json", $"ตัวเลข-{organisation.Card.ShortName}.prongsai.json");
    }
}
