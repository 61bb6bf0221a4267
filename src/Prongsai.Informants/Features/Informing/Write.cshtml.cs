using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Mvc;
using Prongsai.Informants.Format;
using Prongsai.Informants.Store;
using Prongsai.Ui;

namespace Prongsai.Informants.Informing;

/// <summary>What was typed so far and the code the report will have: sending the same form twice makes one report.</summary>
internal sealed record Draft(string Code, string What, string When, string Where, IReadOnlyList<Guid> Named, IReadOnlyList<string> Units, string Others);

/// <summary>A code that was just given out, until it was typed back.</summary>
internal sealed record JustSent(string Code);

/// <summary>What, who, send: three screens at one address. Nothing is stored before the last button.</summary>
internal sealed class WriteModel(IOffice office, Recipients recipients, Reports reports, IOfficeTools tools, OutsidePlaces places, IDataProtectionProvider protection) : PackingPage(tools, places, protection)
{
    private static readonly TimeSpan GoodFor = TimeSpan.FromHours(12);
    private IReadOnlyList<OfficePerson> people = [];

    internal enum Screen
    {
        What,
        Who,
        Send,
        Outside,
        Sent,
    }

    [BindProperty]
    public string? State { get; set; }

    [BindProperty]
    public int Step { get; set; }

    [BindProperty, Display(Name = "เกิดอะไรขึ้น", Description = "เล่าตามลำดับ บอกสิ่งที่เห็นเองแยกจากสิ่งที่ได้ยินมา"), DataType(DataType.MultilineText)]
    public string? What { get; set; }

    [BindProperty, Display(Name = "เมื่อใด (ถ้าทราบ)"), StringLength(400)]
    public string? When { get; set; }

    [BindProperty, Display(Name = "ที่ใด (ถ้าทราบ)"), StringLength(400)]
    public string? Where { get; set; }

    [BindProperty, Display(Name = "ตำแหน่งที่เกี่ยวข้อง")]
    public List<string>? Named { get; set; }

    [BindProperty, Display(Name = "หรือทั้งหน่วยงานภายใน")]
    public List<string>? Units { get; set; }

    [BindProperty, Display(Name = "คนอื่นที่ไม่อยู่ในรายการ (ถ้ามี)"), StringLength(400)]
    public string? Others { get; set; }

    [BindProperty, Display(Name = "ไม่ให้ผู้นี้ได้กุญแจ", Description = "เลือกได้ ถ้าท่านคิดว่าเขาเกี่ยวข้องหรือไม่ไว้ใจ")]
    public List<string>? LeftOut { get; set; }

    [BindProperty, Display(Name = "ไฟล์หลักฐาน (ถ้ามี)", Description = "ไม่เกิน 10 ไฟล์ รวมไม่เกิน 20 MB ส่งเพิ่มภายหลังได้")]
    public List<IFormFile>? Files { get; set; }

    [BindProperty, Display(Name = "ชื่อของท่าน")]
    public string? Wish { get; set; } = "never";

    [BindProperty, Display(Name = "ชื่อ"), StringLength(200)]
    public string? PersonName { get; set; }

    [BindProperty, Display(Name = "วิธีติดต่อที่ปลอดภัยกับท่าน"), StringLength(400)]
    public string? Contact { get; set; }

    public string Name => office.Name;

    public static IReadOnlyList<Choice> Wishes =>
        [new("never", "ไม่บอกชื่อ"), new("later", "อาจบอกภายหลัง", "บอกได้ในหน้าสนทนา เมื่อท่านพร้อม"), new("now", "บอกตอนนี้")];

    /// <summary>Who would have to agree before a name is shown.</summary>
    public IReadOnlyList<Handler> Custodians { get; private set; } = [];

    /// <summary>Files that came under a password.</summary>
    public IReadOnlyList<string> LockedFiles { get; private set; } = [];

    /// <summary>The code, sealed, so that the next page can compare what is typed back and show it again.</summary>
    public string? JustSent { get; private set; }

    public Screen Shown { get; private set; }

    public Draft? Draft { get; private set; }

    public IReadOnlyList<Handler> Allowed { get; private set; } = [];

    public IReadOnlyList<Choice> PeopleChoices => [.. people.Select(p => new Choice(p.Id.ToString("N"), p.Position, p.Unit))];

    public IReadOnlyList<Choice> UnitChoices => [.. people.Select(p => p.Unit).OfType<string>().Distinct(StringComparer.Ordinal).Select(u => new Choice(u, u))];

    public IReadOnlyList<Choice> RecipientChoices => [.. Allowed.Select(h => new Choice(h.RecipientId.ToString("N"), h.Position))];

    public string AboutWhom => About(Draft!, people);

    public async Task<IActionResult> OnGet(CancellationToken stop) => (await recipients.Handlers(stop)).Count == 0 ? Redirect($"{Request.PathBase}/n") : Page();

    public async Task<IActionResult> OnPost(CancellationToken stop)
    {
        people = await office.People(stop);
        Step = Step is >= 1 and <= 3 ? Step : 1;
        Draft = Carried.Open<Draft>(Protection, State);
        if (Draft is null && Step > 1)
        {
            ModelState.AddModelError("", "หน้านี้เปิดทิ้งไว้นานเกินไป จึงต้องเริ่มใหม่ ยังไม่มีการส่งเรื่อง");
            return Wrong();
        }
        Shown = (Screen)Math.Clamp(Step - 1, 0, 2);
        if (Step == 1 && string.IsNullOrWhiteSpace(What))
        {
            ModelState.AddModelError(nameof(What), "เล่าว่าเกิดอะไรขึ้น");
        }
        if (What?.Length > Reports.TextMaxLength)
        {
            ModelState.AddModelError(nameof(What), "ยาวเกินไป แบ่งส่วนที่เหลือไปเขียนในหน้าสนทนา");
        }
        if (Step == 3)
        {
            return await Send(stop);
        }
        if (!ModelState.IsValid)
        {
            return Wrong();
        }
        Draft = Step == 1
            ? new Draft(Draft?.Code ?? DigitCode.New(DigitCode.ReceiptLength), Typed.Text(What), When?.Trim() ?? "", Where?.Trim() ?? "", [], [], "")
            : Draft! with { Named = Known(Named), Units = [.. (Units ?? []).Where(u => people.Any(p => string.Equals(p.Unit, u, StringComparison.Ordinal)))], Others = Others?.Trim() ?? "" };
        await Show(Step == 1 ? Screen.Who : Screen.Send, stop);
        return Page();
    }

    /// <summary>What was written, as a paper for an office outside. Stored nowhere.</summary>
    public async Task<IActionResult> OnPostPaper(string kind, CancellationToken stop) =>
        await ReadDraft(stop) ? await Papers.Of(this, Tools, Paper(Draft!, office, people, reports.Today), kind, stop) ?? Busy() : Wrong();

    /// <summary>The same with evidence, as one sealed file. Stored nowhere either.</summary>
    public async Task<IActionResult> OnPostPackage(CancellationToken stop)
    {
        var files = await Read(Files, nameof(Files), stop);
        return await ReadDraft(stop) && ModelState.IsValid
            && await Packed(Paper(Draft!, office, people, reports.Today), () => Task.FromResult(files), stop) is { } package
            ? package
            : Again(files);
    }

    /// <summary>The page once more; browsers do not keep chosen files.</summary>
    private IActionResult Again(IReadOnlyList<Attachment> files)
    {
        if (files.Count > 0)
        {
            ModelState.AddModelError(nameof(Files), "เลือกไฟล์อีกครั้ง เบราว์เซอร์ไม่เก็บไฟล์ที่เลือกไว้");
        }
        return Wrong();
    }

    /// <summary>A draft as the paper that is carried outside.</summary>
    public static Prongsai.Informants.Dossier Paper(Draft draft, IOffice office, IReadOnlyList<OfficePerson> people, DateOnly today) => new(
        "เรื่องที่ขอแจ้ง", office.Name,
        [$"เมื่อใด: {Or(draft.When)}", $"ที่ใด: {Or(draft.Where)}", $"เกี่ยวกับ: {Or(About(draft, people))}", "ผู้แจ้งขอให้ปกปิดตัวตน และยังไม่ได้ส่งเรื่องนี้ให้ผู้ใดในหน่วยงานข้างต้น"],
        [new DossierPart("เกิดอะไรขึ้น", draft.What.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))], today);

    public static string Or(string text) => text.Length > 0 ? text : "ไม่ระบุ";

    private async Task<bool> ReadDraft(CancellationToken stop)
    {
        people = await office.People(stop);
        Draft = Carried.Open<Draft>(Protection, State);
        if (Draft is null)
        {
            ModelState.AddModelError("", "หน้านี้เปิดทิ้งไว้นานเกินไป จึงต้องเริ่มใหม่ ยังไม่มีการส่งเรื่อง");
            return false;
        }
        Shown = Screen.Outside;
        return true;
    }

    private async Task<IActionResult> Send(CancellationToken stop)
    {
        var files = await Read(Files, nameof(Files), stop);
        if (files.Count > 0 && !await reports.HasRoomForFiles(stop))
        {
            ModelState.AddModelError(nameof(Files), "วันนี้มีไฟล์เข้ามามากแล้ว ส่งเรื่องโดยยังไม่แนบไฟล์ แล้วแนบในหน้าสนทนาพรุ่งนี้");
        }
        await Show(Screen.Send, stop);
        if (string.Equals(Wish, "now", StringComparison.Ordinal) && string.IsNullOrWhiteSpace(PersonName))
        {
            ModelState.AddModelError(nameof(PersonName), "ใส่ชื่อ หรือเลือก “ไม่บอกชื่อ”");
        }
        if (!ModelState.IsValid)
        {
            return Wrong();
        }
        // Asked again at the last moment: an appointment or a declared relation may have changed since the page was shown.
        Allowed = await AllowedFor(Draft!, Ids(LeftOut), stop);
        if (Allowed.Count == 0)
        {
            Shown = Screen.Outside;
            return Page();
        }
        var account = new FirstAccount(Draft!.What, Draft.When, Draft.Where, Draft.Named, [.. Positions(Draft, people)], Draft.Units, Draft.Others, [.. Ids(LeftOut)]);
        LockedFiles = [.. files.Where(f => FileKinds.IsLocked(f.Content)).Select(f => f.Name)];
        var identity = string.Equals(Wish, "now", StringComparison.Ordinal) && Custodians.Count > 0 ? new Identity(PersonName!.Trim(), Contact?.Trim() ?? "") : null;
        try
        {
            await reports.Add(new NewReport(Draft.Code, account, files, Allowed, Custodians) { Identity = identity }, stop);
        }
        catch (TooBusyException)
        {
            ModelState.AddModelError("", "ขณะนี้มีผู้ส่งพร้อมกันมาก เรื่องยังไม่ถูกส่ง รอสักครู่แล้วกดส่งอีกครั้ง");
            return Busy();
        }
        JustSent = Carried.Seal(Protection, new JustSent(Draft.Code), TimeSpan.FromHours(1));
        Shown = Screen.Sent;
        return Page();
    }

    private async Task Show(Screen screen, CancellationToken stop)
    {
        Allowed = await AllowedFor(Draft!, new HashSet<Guid>(), stop);
        Custodians = Conflict.Allowed(await recipients.Custodians(stop), people, Draft!.Named.ToHashSet(), Draft.Units.ToHashSet(StringComparer.Ordinal), new HashSet<Guid>());
        Shown = screen is Screen.Send && Allowed.Count == 0 ? Screen.Outside : screen;
        State = Carried.Seal(Protection, Draft!, GoodFor);
        ModelState.Remove(nameof(State));
    }

    private async Task<IReadOnlyList<Handler>> AllowedFor(Draft draft, IReadOnlySet<Guid> leftOut, CancellationToken stop) =>
        Conflict.Allowed(await recipients.Handlers(stop), people, draft.Named.ToHashSet(), draft.Units.ToHashSet(StringComparer.Ordinal), leftOut);

    private static string About(Draft draft, IReadOnlyList<OfficePerson> people) => string.Join(", ", Positions(draft, people).Concat(draft.Units).Append(draft.Others).Where(t => t.Length > 0));

    private static IEnumerable<string> Positions(Draft draft, IReadOnlyList<OfficePerson> people) => people.Where(p => draft.Named.Contains(p.Id)).Select(p => p.Position);

    private IReadOnlyList<Guid> Known(List<string>? typed) => [.. Ids(typed).Where(id => people.Any(p => p.Id == id))];

    private static HashSet<Guid> Ids(List<string>? typed) => [.. (typed ?? []).Select(t => Guid.TryParse(t, out var id) ? id : Guid.Empty).Where(id => id != Guid.Empty)];
}
