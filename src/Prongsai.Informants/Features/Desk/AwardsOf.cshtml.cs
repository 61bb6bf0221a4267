using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Prongsai.Informants.Format;
using Prongsai.Informants.Store;

namespace Prongsai.Informants.Desk;

/// <summary>The register of commendations, which knows no name: digits are brought, an award is given.</summary>
[Authorize("informants.handle")]
internal sealed class AwardsModel(IOffice office, Recipients recipients, OpenKeys keys, Awards awards) : DeskPage(office, recipients, keys)
{
    [BindProperty, Display(Name = "ตัวเลข 20 หลักที่ผู้มารับถือมา")]
    public string? Typed { get; set; }

    [BindProperty, Display(Name = "ข้อความเกียรติคุณ"), StringLength(300)]
    public string? Title { get; set; }

    /// <summary>Digits of a commendation just made, in this answer alone.</summary>
    public string? Digits { get; private set; }

    public AwardRow? Found { get; private set; }

    public IReadOnlyList<AwardRow> Rows { get; private set; } = [];

    public bool MayGiveOut => Mine is { IsCustodian: false } && Open is not null;

    public async Task OnGet(CancellationToken stop) => Rows = await awards.Given(stop);

    public async Task<IActionResult> OnPost(CancellationToken stop)
    {
        await Find(stop);
        Rows = await awards.Given(stop);
        return Found is null ? Wrong() : Page();
    }

    public async Task<IActionResult> OnPostGive(CancellationToken stop)
    {
        await Find(stop);
        if (Found is not null && !await awards.Give(Found, stop))
        {
            ModelState.AddModelError(nameof(Typed), "รางวัลนี้มอบไปแล้ว");
        }
        if (!ModelState.IsValid)
        {
            Rows = await awards.Given(stop);
            return Wrong();
        }
        return Redirect(Request.PathBase + "/desk/awards");
    }

    public async Task<IActionResult> OnPostNew(CancellationToken stop)
    {
        if (!MayGiveOut)
        {
            return NotFound();
        }
        if (string.IsNullOrWhiteSpace(Title))
        {
            Title = "";
            ModelState.AddModelError(nameof(Title), "ใส่ข้อความเกียรติคุณ");
        }
        if (ModelState.IsValid)
        {
            Digits = await awards.Add(Title!.Trim(), stop);
        }
        Rows = await awards.Given(stop);
        return Digits is null ? Wrong() : Page();
    }

    private async Task Find(CancellationToken stop)
    {
        try
        {
            Found = await awards.Of(DigitCode.Read(Typed), stop);
            if (Found is null)
            {
                ModelState.AddModelError(nameof(Typed), "ตัวเลขนี้ไม่ตรงกับเกียรติคุณใด ตรวจทั้ง 20 หลัก");
            }
        }
        catch (TooBusyException)
        {
            ModelState.AddModelError(nameof(Typed), "ขณะนี้มีผู้ใช้พร้อมกันมาก รอสักครู่แล้วลองอีกครั้ง");
        }
    }
}
