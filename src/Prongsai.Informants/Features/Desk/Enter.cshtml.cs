using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Mvc;
using Prongsai.Informants.Format;
using Prongsai.Informants.Informing;
using Prongsai.Informants.Store;
using Prongsai.Ui;

namespace Prongsai.Informants.Desk;

/// <summary>A report that came by telephone, letter or at the counter, typed in by a recipient. The informant changes the code on first use.</summary>
[Authorize("informants.handle")]
internal sealed class EnterModel(IOffice office, Recipients recipients, OpenKeys keys, Reports reports, Handling handling, LookChain looks, IOfficeTools tools, IDataProtectionProvider protection) : DeskPage(office, recipients, keys)
{
    private IReadOnlyList<OfficePerson> people = [];

    [BindProperty]
    public string? Carry { get; set; }

    [BindProperty, Display(Name = "มาทาง"), Required(ErrorMessage = "เลือกทางที่มา")]
    public string? Came { get; set; }

    [BindProperty, Display(Name = "เกิดอะไรขึ้น"), DataType(DataType.MultilineText), Required(ErrorMessage = "บันทึกว่าเกิดอะไรขึ้น"), StringLength(Reports.TextMaxLength)]
    public string? What { get; set; }

    [BindProperty, Display(Name = "เมื่อใด (ถ้าทราบ)"), StringLength(400)]
    public string? When { get; set; }

    [BindProperty, Display(Name = "ที่ใด (ถ้าทราบ)"), StringLength(400)]
    public string? Where { get; set; }

    [BindProperty, Display(Name = "ตำแหน่งที่เกี่ยวข้อง", Description = "เลือกให้ครบ ระบบใช้กันผู้เกี่ยวข้องออก รวมทั้งท่านเองถ้าถูกเอ่ยถึง")]
    public List<string>? Named { get; set; }

    [BindProperty, Display(Name = "หรือทั้งหน่วยงานภายใน")]
    public List<string>? Units { get; set; }

    [BindProperty, Display(Name = "คนอื่นที่ไม่อยู่ในรายการ (ถ้ามี)"), StringLength(400)]
    public string? Others { get; set; }

    [BindProperty, Display(Name = "ไฟล์ เช่น ภาพสแกนจดหมาย (ถ้ามี)", Description = "ไม่เกิน 10 ไฟล์ รวมไม่เกิน 20 MB")]
    public List<IFormFile>? Files { get; set; }

    public bool Done { get; private set; }

    public bool Outside { get; private set; }

    /// <summary>Whether who typed it may read it on.</summary>
    public bool Got { get; private set; }

    public string? Code { get; private set; }

    public static IReadOnlyList<Choice> Ways => [new("โทรศัพท์", "โทรศัพท์หรือสายด่วน"), new("จดหมาย", "จดหมาย"), new("เคาน์เตอร์", "มาด้วยตนเอง")];

    public IReadOnlyList<Choice> PeopleChoices => [.. people.Select(p => new Choice(p.Id.ToString("N"), p.Position, p.Unit))];

    public IReadOnlyList<Choice> UnitChoices => [.. people.Select(p => p.Unit).OfType<string>().Distinct(StringComparer.Ordinal).Select(u => new Choice(u, u))];

    public async Task OnGet(CancellationToken stop)
    {
        people = await Office.People(stop);
        Carry = Carried.Seal(protection, new JustSent(DigitCode.New(DigitCode.ReceiptLength)), TimeSpan.FromHours(4));
    }

    public async Task<IActionResult> OnPost(CancellationToken stop)
    {
        if (Open is null || Mine!.IsCustodian)
        {
            return Wrong();
        }
        people = await Office.People(stop);
        var files = await Uploads.Read(Files, ModelState, nameof(Files), stop);
        if (Carried.Open<JustSent>(protection, Carry) is not { } carried)
        {
            ModelState.AddModelError("", "หน้านี้เปิดทิ้งไว้นานเกินไป กดบันทึกอีกครั้ง");
            Carry = Carried.Seal(protection, new JustSent(DigitCode.New(DigitCode.ReceiptLength)), TimeSpan.FromHours(4));
            ModelState.Remove(nameof(Carry));
            return Wrong();
        }
        if (!ModelState.IsValid)
        {
            return Wrong();
        }
        Guid[] named = [.. (Named ?? []).Select(n => Guid.TryParse(n, out var id) ? id : Guid.Empty).Where(id => people.Any(p => p.Id == id))];
        var account = new FirstAccount(Typed.Text(What), When?.Trim() ?? "", Where?.Trim() ?? "", named, [.. people.Where(p => named.Contains(p.Id)).Select(p => p.Position)],
            [.. (Units ?? []).Where(u => people.Any(p => string.Equals(p.Unit, u, StringComparison.Ordinal)))], Others?.Trim() ?? "", [], Came);
        var allowed = await handling.Allowed(await Recipients.Handlers(stop), account, stop);
        if (allowed.Count == 0)
        {
            Outside = true;
            Carry = Carried.Seal(protection, new Draft(carried.Code, account.What, account.When, account.Where, account.Named, account.Units, account.Others), TimeSpan.FromHours(1));
            ModelState.Remove(nameof(Carry));
            return Page();
        }
        var report = new NewReport(carried.Code, account, files, allowed, await handling.Allowed(await Recipients.Custodians(stop), account, stop)) { MustChange = true };
        try
        {
            await reports.Add(report, stop);
        }
        catch (TooBusyException)
        {
            ModelState.AddModelError("", "ขณะนี้มีผู้ส่งพร้อมกันมาก ยังไม่ได้บันทึก รอสักครู่แล้วกดอีกครั้ง");
            return Busy();
        }
        Got = allowed.Any(h => h.RecipientId == Mine.Id);
        if (await reports.Known(report.Id, stop) is not null)
        {
            await looks.Note(report.Id, Got ? Mine.Id : null, "entered", stop);
        }
        (Done, Code) = (true, carried.Code);
        return Page();
    }

    /// <summary>What was typed, for the informant to take outside: nobody of the office may have it. Stored nowhere.</summary>
    public async Task<IActionResult> OnPostPaper(string kind, CancellationToken stop)
    {
        people = await Office.People(stop);
        if (Open is null || Carried.Open<Draft>(protection, Carry) is not { } draft)
        {
            return Redirect(Request.PathBase + "/desk/enter");
        }
        ModelState.Clear();
        Outside = true;
        return await Papers.Of(this, tools, WriteModel.Paper(draft, Office, people, reports.Today), kind, stop) ?? Busy();
    }
}
