using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Mvc;
using Prongsai.Informants.Format;
using Prongsai.Informants.Store;

namespace Prongsai.Informants.Informing;

/// <summary>What a code opened, carried sealed in the page for 20 minutes so that the code is not asked at every step. Once makes a form sent twice one message.</summary>
internal sealed record OpenTalk(Guid Report, byte[] TalkPrivate, Guid Once);

/// <summary>The talk between informant and recipients, opened by the receipt code.</summary>
internal sealed class TalkModel(IOffice office, Reports reports, Handling handling, IOfficeTools tools, OutsidePlaces places, IDataProtectionProvider protection) : PackingPage(tools, places, protection)
{
    /// <summary>Every try is answered this long after it came, right or wrong, well formed or not: a person does not notice, a guesser does. It locks nobody out.</summary>
    private static readonly TimeSpan Wait = TimeSpan.FromMilliseconds(900);
    private static readonly TimeSpan GoodFor = TimeSpan.FromMinutes(20);

    [BindProperty, Display(Name = "รหัส 20 หลัก", Description = "เว้นวรรคหรือไม่ก็ได้")]
    public string? Code { get; set; }

    [BindProperty]
    public string? Key { get; set; }

    /// <summary>A code just given out and not typed back yet, sealed.</summary>
    [BindProperty]
    public string? Sent { get; set; }

    [BindProperty, Display(Name = "ข้อความ"), DataType(DataType.MultilineText)]
    public string? Text { get; set; }

    [BindProperty, Display(Name = "ไฟล์ (ถ้ามี)", Description = "ไม่เกิน 10 ไฟล์ รวมไม่เกิน 20 MB")]
    public List<IFormFile>? Files { get; set; }

    [BindProperty, Display(Name = "ชื่อ"), StringLength(200)]
    public string? PersonName { get; set; }

    [BindProperty, Display(Name = "วิธีติดต่อที่ปลอดภัยกับท่าน"), StringLength(400)]
    public string? Contact { get; set; }

    public string Name => office.Name;

    public ReportRow? Report { get; private set; }

    public IReadOnlyList<Line> Lines { get; private set; } = [];

    public IReadOnlyList<AwardOffer> Awards { get; private set; } = [];

    /// <summary>A code to show again because what was typed back differs.</summary>
    public string? ShowAgain { get; private set; }

    /// <summary>The code that takes the place of one an officer has seen.</summary>
    public string? Fresh { get; private set; }

    /// <summary>Nobody of the office can open this report any more.</summary>
    public bool HasNobody { get; private set; }

    public IReadOnlyList<Handler> Free { get; private set; } = [];

    public bool HasIdentity { get; private set; }

    public bool IsNaming { get; private set; }

    public bool IsPacking { get; private set; }

    public IActionResult OnGet() => Page();

    public async Task<IActionResult> OnPost(CancellationToken stop)
    {
        var floor = Task.Delay(Wait, stop);
        var answer = await Try(stop);
        await floor;
        return answer;
    }

    private async Task<IActionResult> Try(CancellationToken stop)
    {
        var digits = DigitCode.Read(Code);
        if (Carried.Open<JustSent>(Protection, Sent) is { } sent && !string.Equals(sent.Code, digits, StringComparison.Ordinal))
        {
            ModelState.AddModelError(nameof(Code), "ตัวเลขไม่ตรง ดูรหัสด้านล่าง จดใหม่ แล้วพิมพ์อีกครั้ง");
            ShowAgain = sent.Code;
            return Wrong();
        }
        try
        {
            var found = await reports.ByCode(digits, stop);
            if (found is not { } opened)
            {
                ModelState.AddModelError(nameof(Code), "รหัสนี้เปิดเรื่องใดไม่ได้ ตรวจตัวเลขทั้ง 20 หลักกับที่จดไว้ ถ้าเพิ่งส่งเรื่อง กดย้อนกลับเพื่อดูรหัสอีกครั้ง");
                return Wrong();
            }
            await Show(opened.Row, opened.Talk, stop);
        }
        catch (TooBusyException)
        {
            ModelState.AddModelError(nameof(Code), "ขณะนี้มีผู้ใช้พร้อมกันมาก รอสักครู่แล้วลองอีกครั้ง");
            return Busy();
        }
        if (Report!.MustChange)
        {
            ShowFresh(DigitCode.New(DigitCode.ReceiptLength));
        }
        return Page();
    }

    public async Task<IActionResult> OnPostChange(CancellationToken stop)
    {
        if (await Reopen(stop) is not { } talk || Carried.Open<JustSent>(Protection, Sent) is not { } fresh)
        {
            return TooOld();
        }
        if (!string.Equals(fresh.Code, DigitCode.Read(Code), StringComparison.Ordinal))
        {
            ModelState.AddModelError(nameof(Code), "ตัวเลขไม่ตรงกับรหัสใหม่ ดูแล้วพิมพ์อีกครั้ง รหัสเดิมยังใช้ได้");
            ShowFresh(fresh.Code);
            return Wrong();
        }
        await reports.ChangeCode(Report!, talk, fresh.Code, stop);
        ModelState.Clear();
        await Show(Report! with { MustChange = false }, talk, stop);
        return Page();
    }

    public async Task<IActionResult> OnPostSay(CancellationToken stop)
    {
        if (await Reopen(stop) is not { } talk)
        {
            return TooOld();
        }
        var once = Carried.Open<OpenTalk>(Protection, Key)!.Once;
        var files = await Read(Files, nameof(Files), stop);
        if (string.IsNullOrWhiteSpace(Text) && files.Count == 0 && ModelState.IsValid)
        {
            ModelState.AddModelError(nameof(Text), "เขียนข้อความหรือเลือกไฟล์");
        }
        if (Text?.Length > Reports.TextMaxLength)
        {
            ModelState.AddModelError(nameof(Text), "ยาวเกินไป แบ่งส่งเป็นหลายข้อความ");
        }
        if (files.Count > 0 && !await reports.HasRoomForFiles(stop))
        {
            ModelState.AddModelError(nameof(Files), "วันนี้มีไฟล์เข้ามามากแล้ว ส่งข้อความได้ ส่วนไฟล์โปรดส่งพรุ่งนี้");
        }
        if (!ModelState.IsValid)
        {
            await Show(Report!, talk, stop);
            return Wrong();
        }
        if (!string.IsNullOrWhiteSpace(Text))
        {
            await reports.Say(Report!, "informant", Encoding.UTF8.GetBytes(Typed.Text(Text)), Ids.From(once, "text"), stop);
        }
        foreach (var (file, i) in files.Select((f, i) => (f, i)))
        {
            await reports.SayFile(Report!, "informant-file", file, Ids.From(once, "file " + i.ToString(CultureInfo.InvariantCulture)), stop);
        }
        ModelState.Clear();
        Text = null;
        await Show(Report!, talk, stop);
        return Page();
    }

    public async Task<IActionResult> OnPostName(CancellationToken stop)
    {
        if (await Reopen(stop) is not { } talk || Report!.NamePublic is null)
        {
            return TooOld();
        }
        if (string.IsNullOrWhiteSpace(PersonName))
        {
            ModelState.AddModelError(nameof(PersonName), "ใส่ชื่อ หรือปิดส่วนนี้ถ้ายังไม่พร้อม");
        }
        if (!ModelState.IsValid)
        {
            IsNaming = true;
            await Show(Report, talk, stop);
            return Wrong();
        }
        var once = Carried.Open<OpenTalk>(Protection, Key)!.Once;
        await reports.SayIdentity(Report, new Identity(PersonName!.Trim(), Contact?.Trim() ?? ""), Ids.From(once, "name"), stop);
        ModelState.Clear();
        (PersonName, Contact) = (null, null);
        await Show(Report, talk, stop);
        return Page();
    }

    public async Task<IActionResult> OnPostGive(CancellationToken stop)
    {
        if (await Reopen(stop) is not { } talk)
        {
            return TooOld();
        }
        if (Opened.Account(await reports.Items(Report!.Id, stop), Report, talk) is { } account)
        {
            await handling.GiveAnew(Report, account, talk, stop);
        }
        await Show((await reports.Known(Report.Id, stop))!, talk, stop);
        return Page();
    }

    public async Task<IActionResult> OnPostFile(Guid item, CancellationToken stop)
    {
        if (await Reopen(stop) is not { } talk)
        {
            return TooOld();
        }
        return await Download.Of(this, reports, Report!, talk, item, stop) ?? NotFound();
    }

    /// <summary>The informant's own talk as a paper, for an outside office or for keeping.</summary>
    public async Task<IActionResult> OnPostPaper(string kind, CancellationToken stop)
    {
        if (await Reopen(stop) is not { } talk)
        {
            return TooOld();
        }
        await Show(Report!, talk, stop);
        return await Papers.Of(this, Tools, Paper(), kind, stop) ?? Busy();
    }

    /// <summary>The talk with all its files, as one sealed file for an outside office.</summary>
    public async Task<IActionResult> OnPostPackage(CancellationToken stop)
    {
        if (await Reopen(stop) is not { } talk)
        {
            return TooOld();
        }
        await Show(Report!, talk, stop);
        IsPacking = true;
        var facts = Lines.Select(l => l.File).OfType<FileLine>().ToList();
        if (facts.Count > PackageFiles.FilesMax || facts.Sum(f => (long)f.Length) > PackageFiles.Most)
        {
            ModelState.AddModelError("", "ไฟล์ในเรื่องนี้รวมกันใหญ่เกินกว่าจะทำเป็นห่อเดียว ดาวน์โหลดทีละไฟล์แทน");
            return Wrong();
        }
        return await Packed(Paper(), async () =>
        {
            var files = new List<Attachment>();
            foreach (var one in facts)
            {
                if (await reports.Content(Report!, Ids.From(one.Item, "content"), talk, stop) is { } content)
                {
                    files.Add(new Attachment(one.Name, content));
                }
            }
            return files;
        }, stop) ?? Wrong();
    }

    private Prongsai.Informants.Dossier Paper() =>
        new("เรื่องที่แจ้งไว้และคำตอบ", office.Name, [$"รับเมื่อ {ThaiDay.Short(Report!.ReceivedOn)}", $"ขั้นตอน {Report.Stage.Title}"], Opened.Parts(Lines, "ผู้แจ้ง"), reports.Today);

    private IActionResult TooOld()
    {
        ModelState.AddModelError(nameof(Code), "หน้านี้เปิดไว้เกิน 20 นาที ใส่รหัสอีกครั้ง ข้อความที่เพิ่งพิมพ์ยังไม่ถูกส่ง กดย้อนกลับเพื่อคัดลอก");
        Report = null;
        return Wrong();
    }

    private void ShowFresh(string code)
    {
        Fresh = code;
        Code = null;
        Sent = Carried.Seal(Protection, new JustSent(code), GoodFor);
        ModelState.Remove(nameof(Sent));
        if (ModelState.IsValid)
        {
            ModelState.Remove(nameof(Code));
        }
    }

    private async Task<KeyPair?> Reopen(CancellationToken stop)
    {
        if (Carried.Open<OpenTalk>(Protection, Key) is not { } open)
        {
            return null;
        }
        Report = await reports.Known(open.Report, stop);
        return Report is { } known && CryptographicOperations.FixedTimeEquals(KeyPair.FromPrivate(open.TalkPrivate).Public, known.TalkPublic) ? new KeyPair(known.TalkPublic, open.TalkPrivate) : null;
    }

    private async Task Show(ReportRow row, KeyPair talk, CancellationToken stop)
    {
        Report = row;
        Key = Carried.Seal(Protection, new OpenTalk(row.Id, talk.Private, Guid.NewGuid()), GoodFor);
        ModelState.Remove(nameof(Key));
        if (row.MustChange)
        {
            return;
        }
        var items = await reports.Items(row.Id, stop);
        Lines = Opened.Lines(items, row, talk);
        Awards = Opened.Awards(items, row, talk);
        HasIdentity = items.Any(i => i.Side is "name");
        HasNobody = (await handling.Holders(row, stop)).Count == 0;
        if (HasNobody && Opened.Account(items, row, talk) is { } account)
        {
            Free = await handling.Free(row, account, stop);
        }
    }
}
