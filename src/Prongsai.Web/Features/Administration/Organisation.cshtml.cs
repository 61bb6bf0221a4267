using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Prongsai.Domain;
using Prongsai.Ui;
using Prongsai.Web.Platform.Organisations;

namespace Prongsai.Web.Features.Administration;

[Authorize(Administer.Organisation)]
internal sealed class OrganisationModel(ChangeOrganisation change, CurrentOrganisation organisation) : PageModel
{
    public IReadOnlyList<Choice> Fonts { get; } = [("TH SarabunIT๙", "TH SarabunIT๙ (ตัวเลขไทย)"), ("TH SarabunPSK", "TH SarabunPSK"), ("TH Sarabun New", "TH Sarabun New")];

    public IReadOnlyList<Choice> DigitStyles { get; } = [("Thai", "เลขไทย (๑๒๓)"), ("Arabic", "เลขอารบิก (123)")];

    [BindProperty, Display(Name = "ชื่อเต็ม", Description = "เช่น องค์การบริหารส่วนตำบลทุ่งตะวัน"), Required(ErrorMessage = "ใส่ชื่อเต็มขององค์กร"), StringLength(Organisation.NameMaxLength)]
    public string? Name { get; set; }

    [BindProperty, Display(Name = "ชื่อย่อ", Description = "เช่น อบต.ทุ่งตะวัน"), Required(ErrorMessage = "ใส่ชื่อย่อขององค์กร"), StringLength(Organisation.ShortNameMaxLength)]
    public string? ShortName { get; set; }

    [BindProperty, Display(Name = "ประเภท"), Required(ErrorMessage = "เลือกประเภทขององค์กร")]
    public OrganisationKind? Kind { get; set; }

    [BindProperty, Display(Name = "ขนาด", Description = "ใช้กำหนดจำนวนผู้ตอบแบบสำรวจขั้นต่ำ"), Required(ErrorMessage = "เลือกขนาดขององค์กร")]
    public OrganisationSize? Size { get; set; }

    [BindProperty, Display(Name = "อำเภอ"), StringLength(80)]
    public string? District { get; set; }

    [BindProperty, Display(Name = "จังหวัด"), StringLength(80)]
    public string? Province { get; set; }

    [BindProperty, Display(Name = "ที่อยู่หน้าสาธารณะ", Description = "ตัวพิมพ์เล็กภาษาอังกฤษ ตัวเลข และขีด เช่น thung-tawan หน้าสาธารณะจะอยู่ที่ /thung-tawan/ita/2568"), Required(ErrorMessage = "ใส่ที่อยู่หน้าสาธารณะ เช่น thung-tawan")]
    [RegularExpression("[a-z][a-z0-9-]{1,62}", ErrorMessage = "ใช้ตัวพิมพ์เล็กภาษาอังกฤษ ตัวเลข และขีด ขึ้นต้นด้วยตัวอักษร เช่น thung-tawan")]
    public string? Slug { get; set; }

    [BindProperty, Display(Name = "ชื่อโดเมนขององค์กร", Description = "ถ้ามี เช่น ita.thungtawan.go.th"), StringLength(200)]
    [RegularExpression(@"[A-Za-z0-9]([A-Za-z0-9.\-]*[A-Za-z0-9])?", ErrorMessage = "ใส่เฉพาะชื่อโดเมน ไม่มี https:// และไม่มีเครื่องหมายทับ เช่น ita.thungtawan.go.th")]
    public string? Host { get; set; }

    [BindProperty, Display(Name = "ตัวเลขในเอกสาร"), Required(ErrorMessage = "เลือกตัวเลขที่ใช้ในเอกสาร")]
    public DigitStyle? Digits { get; set; }

    [BindProperty, Display(Name = "แบบอักษรในไฟล์ Word"), Required(ErrorMessage = "เลือกแบบอักษร"), StringLength(60)]
    public string? PaperFont { get; set; }

    [BindProperty, Display(Name = "ตราสัญลักษณ์", Description = "ไฟล์ PNG หรือ JPG ไม่เกิน 2 MB")]
    public IFormFile? Seal { get; set; }

    public Guid? SealFileId => organisation.Card.SealFileId;

    public string CurrentSlug => organisation.Card.Slug;

    public void OnGet()
    {
        var card = organisation.Card;
        (Name, ShortName, Kind, Size, District, Province, Slug, Host, Digits, PaperFont) =
            (card.Name, card.ShortName, card.Kind, card.Size, card.District, card.Province, card.Slug, card.Host, card.Digits, card.PaperFont);
    }

    public async Task<IActionResult> OnPost(CancellationToken stop)
    {
        if (PaperFont is not null && !Fonts.Any(f => string.Equals(f.Value, PaperFont, StringComparison.Ordinal)))
        {
            ModelState.AddModelError(nameof(PaperFont), "เลือกแบบอักษรจากรายการ");
        }
        if (ModelState.IsValid)
        {
            await using var seal = Seal?.OpenReadStream();
            var changed = await change.Do(
                new(Name!.Trim(), ShortName!.Trim(), Kind!.Value, Size!.Value, District?.Trim() ?? "", Province?.Trim() ?? "", Slug!, Host?.ToLowerInvariant(), Digits!.Value, PaperFont!), seal, Seal?.FileName, stop);
            if (changed.IsOk)
            {
                TempData.Done("บันทึกข้อมูลองค์กรแล้ว");
                return LocalRedirect("/administration/organisation");
            }
            var field = changed.Refusal switch
            {
                AddressIsTaken { IsHost: true } => nameof(Host),
                AddressIsTaken or AddressIsOurs => nameof(Slug),
                _ => nameof(Seal),
            };
            ModelState.AddModelError(field, changed.Refusal.Text);
        }
        return new PageResult { StatusCode = StatusCodes.Status400BadRequest };
    }
}
