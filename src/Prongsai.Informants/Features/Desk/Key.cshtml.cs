using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Prongsai.Informants.Format;
using Prongsai.Informants.Store;

namespace Prongsai.Informants.Desk;

/// <summary>Makes a recipient's key, or sets a new passphrase with the recovery sheet.</summary>
[Authorize("informants.handle")]
internal sealed class KeyModel(IOffice office, Recipients recipients, OpenKeys keys) : DeskPage(office, recipients, keys)
{
    [BindProperty, Display(Name = "วลีผ่าน", Description = "อย่างน้อย 12 ตัวอักษร"), DataType(DataType.Password)]
    public string? Passphrase { get; set; }

    [BindProperty, Display(Name = "วลีผ่านอีกครั้ง"), DataType(DataType.Password)]
    public string? Again { get; set; }

    [BindProperty, Display(Name = "ตัวเลข 40 หลักบนแผ่นกู้กุญแจ")]
    public string? Digits { get; set; }

    /// <summary>Digits of the recovery sheet, in this answer alone.</summary>
    public string? Sheet { get; private set; }

    public async Task<IActionResult> OnPost(CancellationToken stop)
    {
        if (Mine is null)
        {
            return Wrong();
        }
        if ((Passphrase?.Length ?? 0) < Store.Recipients.PassphraseMinLength)
        {
            ModelState.AddModelError(nameof(Passphrase), "ใส่วลีผ่านอย่างน้อย 12 ตัวอักษร");
        }
        else if (!string.Equals(Passphrase, Again, StringComparison.Ordinal))
        {
            ModelState.AddModelError(nameof(Again), "ใส่วลีผ่านให้เหมือนกันทั้งสองช่อง");
        }
        if (!ModelState.IsValid)
        {
            return Wrong();
        }
        if (Mine.PublicKey is null)
        {
            Sheet = await Recipients.MakeKey(Mine, Passphrase!, stop);
            return Sheet is null ? Redirect("/desk") : Page();
        }
        var digits = DigitCode.Read(Digits);
        if (!DigitCode.IsWellFormed(digits, DigitCode.SheetLength))
        {
            ModelState.AddModelError(nameof(Digits), "ตัวเลขไม่ครบหรือพิมพ์ผิดบางหลัก ตรวจกับแผ่นอีกครั้ง");
            return Wrong();
        }
        if (!await Recipients.Recover(Mine, digits, Passphrase!, stop))
        {
            ModelState.AddModelError(nameof(Digits), "แผ่นนี้ไม่ใช่ของกุญแจที่ท่านใช้อยู่");
            return Wrong();
        }
        return Redirect("/desk");
    }
}
