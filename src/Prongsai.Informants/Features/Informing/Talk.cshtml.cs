using System.ComponentModel.DataAnnotations;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Mvc;
using Prongsai.Informants.Format;
using Prongsai.Informants.Store;

namespace Prongsai.Informants.Informing;

/// <summary>One thing said, opened; with the item to download when it is a file.</summary>
internal sealed record Line(bool FromOffice, DateOnly On, string Text, Guid? File);

/// <summary>What a code opened, carried sealed in the page for 20 minutes so that the code is not asked at every step.</summary>
internal sealed record OpenTalk(Guid Report, byte[] TalkPrivate, Guid Once);

/// <summary>The talk between informant and recipients, opened by the receipt code.</summary>
internal sealed class TalkModel(IOffice office, Reports reports, IDataProtectionProvider protection) : QuietPage
{
    /// <summary>Every try waits this long before it is looked at, right or wrong: a person does not notice, a guesser does. It locks nobody out.</summary>
    private static readonly TimeSpan Wait = TimeSpan.FromMilliseconds(700);
    private static readonly TimeSpan GoodFor = TimeSpan.FromMinutes(20);

    [BindProperty, Display(Name = "รหัส 20 หลัก", Description = "เว้นวรรคหรือไม่ก็ได้")]
    public string? Code { get; set; }

    [BindProperty]
    public string? Key { get; set; }

    [BindProperty, Display(Name = "ข้อความ"), DataType(DataType.MultilineText)]
    public string? Text { get; set; }

    [BindProperty, Display(Name = "ไฟล์ (ถ้ามี)", Description = "ไม่เกิน 10 ไฟล์ รวมไม่เกิน 20 MB")]
    public List<IFormFile>? Files { get; set; }

    public string Name => office.Name;

    public ReportRow? Report { get; private set; }

    public IReadOnlyList<Line> Lines { get; private set; } = [];

    public IActionResult OnGet() => Page();

    public async Task<IActionResult> OnPost(CancellationToken stop)
    {
        await Task.Delay(Wait, stop);
        if (await reports.ByCode(DigitCode.Read(Code), stop) is not { } found)
        {
            ModelState.AddModelError(nameof(Code), "รหัสนี้เปิดเรื่องใดไม่ได้ ตรวจตัวเลขทั้ง 20 หลักกับที่จดไว้ ถ้าเพิ่งส่งเรื่อง กดย้อนกลับเพื่อดูรหัสอีกครั้ง");
            return Wrong();
        }
        await Show(found.Row, found.Talk, stop);
        return Page();
    }

    public async Task<IActionResult> OnPostSay(CancellationToken stop)
    {
        if (await Reopen(stop) is not { } talk)
        {
            return TooOld();
        }
        var files = await Read(Files, nameof(Files), stop);
        if (string.IsNullOrWhiteSpace(Text) && files.Count == 0 && ModelState.IsValid)
        {
            ModelState.AddModelError(nameof(Text), "เขียนข้อความหรือเลือกไฟล์");
        }
        if (Text?.Length > Reports.TextMaxLength)
        {
            ModelState.AddModelError(nameof(Text), "ยาวเกินไป แบ่งส่งเป็นหลายข้อความ");
        }
        if (!ModelState.IsValid)
        {
            await Show(Report!, talk, stop);
            return Wrong();
        }
        if (!string.IsNullOrWhiteSpace(Text))
        {
            await reports.Say(Report!, "informant", Encoding.UTF8.GetBytes(Text.Trim()), stop);
        }
        foreach (var file in files)
        {
            await reports.Say(Report!, "informant-file", Reports.Pack(file), stop);
        }
        ModelState.Clear();
        Text = null;
        await Show(Report!, talk, stop);
        return Page();
    }

    public async Task<IActionResult> OnPostFile(Guid item, CancellationToken stop)
    {
        if (await Reopen(stop) is not { } talk)
        {
            return TooOld();
        }
        var row = (await reports.Items(Report!.Id, stop)).SingleOrDefault(i => i.Id == item && i.Side is "informant-file");
        return row is not null && Envelope.Open(row.Body, talk, Report.Id, row.Id) is { } packed ? Download.Of(this, Reports.Unpack(packed)) : NotFound();
    }

    private IActionResult TooOld()
    {
        ModelState.AddModelError(nameof(Code), "หน้านี้เปิดไว้เกิน 20 นาที ใส่รหัสอีกครั้ง ข้อความที่เพิ่งพิมพ์ยังไม่ถูกส่ง กดย้อนกลับเพื่อคัดลอก");
        Report = null;
        return Wrong();
    }

    private async Task<KeyPair?> Reopen(CancellationToken stop)
    {
        if (Carried.Open<OpenTalk>(protection, Key) is not { } open)
        {
            return null;
        }
        Report = await reports.Known(open.Report, stop);
        return Report is { } known && CryptographicOperations.FixedTimeEquals(KeyPair.FromPrivate(open.TalkPrivate).Public, known.TalkPublic) ? new KeyPair(known.TalkPublic, open.TalkPrivate) : null;
    }

    private async Task Show(ReportRow row, KeyPair talk, CancellationToken stop)
    {
        Report = row;
        Lines = Opened.Lines(await reports.Items(row.Id, stop), row, talk);
        Key = Carried.Seal(protection, new OpenTalk(row.Id, talk.Private, Guid.NewGuid()), GoodFor);
        ModelState.Remove(nameof(Key));
    }
}

/// <summary>Opens what lies under the talk key, in order.</summary>
internal static class Opened
{
    public static IReadOnlyList<Line> Lines(IReadOnlyList<ItemRow> items, ReportRow report, KeyPair talk)
    {
        var lines = new List<Line>();
        foreach (var item in items.Where(i => i.Side is not "desk"))
        {
            var content = Envelope.Open(item.Body, talk, report.Id, item.Id);
            var text = (content, item) switch
            {
                (null, _) => "ข้อความนี้ถูกเปลี่ยนหลังผนึก จึงเปิดไม่ได้",
                (_, { Number: 0 }) => First(JsonSerializer.Deserialize<FirstAccount>(content)!),
                (_, { Side: "informant-file" }) => "ไฟล์: " + Reports.Unpack(content).Name,
                _ => Encoding.UTF8.GetString(content),
            };
            lines.Add(new Line(item.Side is "office", item.On, text, content is not null && item.Side is "informant-file" ? item.Id : null));
        }
        return lines;
    }

    private static string First(FirstAccount account)
    {
        var about = string.Join(", ", account.NamedPositions.Concat(account.Units).Append(account.Others).Where(t => t.Length > 0));
        string?[] parts = [account.What, account.When.Length > 0 ? "เมื่อใด: " + account.When : null, account.Where.Length > 0 ? "ที่ใด: " + account.Where : null, about.Length > 0 ? "เกี่ยวกับ: " + about : null];
        return string.Join("\n", parts.OfType<string>());
    }
}

/// <summary>Gives a file as bytes to keep, never as a page: a browser must not run what a stranger sent.</summary>
internal static class Download
{
    public static Microsoft.AspNetCore.Mvc.IActionResult Of(Microsoft.AspNetCore.Mvc.RazorPages.PageModel page, Attachment file)
    {
        page.Response.Headers.ContentSecurityPolicy = "sandbox; default-src 'none'";
        page.Response.Headers.CacheControl = "no-store";
        return page.File(file.Content, "application/octet-stream", file.Name);
    }
}
