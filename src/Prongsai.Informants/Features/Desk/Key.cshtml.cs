using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Prongsai.Informants.Format;
using Prongsai.Informants.Store;
using Prongsai.Ui;

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

    [BindProperty, Display(Name = "ตำแหน่ง")]
    public Guid? Who { get; set; }

    [BindProperty, Display(Name = "ตัวเลข 20 หลักที่ได้รับเมื่อแต่งตั้ง", Description = "เว้นว่างถ้าตั้งวลีผ่านใหม่ด้วยแผ่นกู้กุญแจ")]
    public string? Invitation { get; set; }

    /// <summary>Appointments to choose from, where nobody signs in.</summary>
    public IReadOnlyList<Choice> Choices { get; private set; } = [];

    /// <summary>Whose key it is about.</summary>
    public RecipientRow? Whose { get; private set; }

    /// <summary>Digits of the recovery sheet, in this answer alone.</summary>
    public string? Sheet { get; private set; }

    public async Task<IActionResult> OnPost(CancellationToken stop)
    {
        await Load(stop);
        if (Whose is null)
        {
            ModelState.AddModelError(nameof(Who), "เลือกตำแหน่ง");
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
        try
        {
            return await Set(stop);
        }
        catch (TooBusyException)
        {
            ModelState.AddModelError(nameof(Passphrase), "ขณะนี้มีผู้ใช้พร้อมกันมาก รอสักครู่แล้วลองอีกครั้ง");
            return Busy();
        }
    }

    public Task OnGet(CancellationToken stop) => Load(stop);

    private async Task<IActionResult> Set(CancellationToken stop)
    {
        if (Whose!.PublicKey is null)
        {
            if (Mine is null && !await Recipients.IsInvited(Whose, DigitCode.Read(Invitation), stop))
            {
                ModelState.AddModelError(nameof(Invitation), "ตัวเลขไม่ตรงกับตำแหน่งที่เลือก หรือเกิน 14 วันแล้ว ขอใหม่จากผู้ดูแลเครื่อง");
                return Wrong();
            }
            Sheet = await Recipients.MakeKey(Whose, Passphrase!, stop);
            return Sheet is null ? Redirect(Request.PathBase + "/desk") : Page();
        }
        var digits = DigitCode.Read(Digits);
        if (!DigitCode.IsWellFormed(digits, DigitCode.SheetLength))
        {
            ModelState.AddModelError(nameof(Digits), "ตัวเลขไม่ครบหรือพิมพ์ผิดบางหลัก ตรวจกับแผ่นอีกครั้ง");
            return Wrong();
        }
        if (!await Recipients.Recover(Whose, digits, Passphrase!, stop))
        {
            ModelState.AddModelError(nameof(Digits), "แผ่นนี้ไม่ใช่ของกุญแจที่ท่านใช้อยู่");
            return Wrong();
        }
        return Redirect(Request.PathBase + "/desk");
    }

    private async Task Load(CancellationToken stop)
    {
        Whose = Mine;
        if (Mine is null && Office.HasNoSignIn)
        {
            var people = (await Office.People(stop)).ToDictionary(p => p.Id, p => p.Position);
            var standing = await Recipients.Standing(stop);
            Choices = [.. standing.Where(r => people.ContainsKey(r.PersonId)).Select(r => new Choice(r.Id.ToString("D"), people[r.PersonId], r.PublicKey is null ? "ยังไม่มีกุญแจ" : null))];
            Whose = standing.FirstOrDefault(r => r.Id == Who);
        }
    }
}
