using System.ComponentModel.DataAnnotations;
using System.Text;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Prongsai.Informants.Format;
using Prongsai.Informants.Informing;
using Prongsai.Informants.Store;
using Prongsai.Ui;

namespace Prongsai.Informants.Desk;

/// <summary>One report, for who holds a key to it. For everyone else there is no such page: the answer is that of an id nobody has.</summary>
[Authorize("informants.handle")]
internal sealed class ShowModel(IOffice office, Recipients recipients, OpenKeys keys, Reports reports) : DeskPage(recipients, keys)
{
    private static readonly Dictionary<string, string> Kinds = new(StringComparer.Ordinal)
    {
        ["read"] = "เปิดอ่าน",
        ["replied"] = "ตอบผู้แจ้ง",
        ["discussed"] = "บันทึกหารือ",
        ["turned"] = "เปลี่ยนสถานะ",
        ["downloaded"] = "ดาวน์โหลดไฟล์",
    };

    private readonly Recipients recipients = recipients;
    private KeyPair? talk;
    private KeyPair? desk;

    [BindProperty, Display(Name = "ตอบหรือถามผู้แจ้ง"), DataType(DataType.MultilineText), StringLength(Reports.TextMaxLength)]
    public string? Reply { get; set; }

    [BindProperty, Display(Name = "บันทึกภายใน"), DataType(DataType.MultilineText), StringLength(Reports.TextMaxLength)]
    public string? Remark { get; set; }

    [BindProperty, Display(Name = "สถานะ")]
    public string? Turn { get; set; }

    public ReportRow? Report { get; private set; }

    public IReadOnlyList<Line> Lines { get; private set; } = [];

    public IReadOnlyList<Line> Desk { get; private set; } = [];

    public IReadOnlyList<(DateOnly On, string Who, string What)> Looks { get; private set; } = [];

    public static IReadOnlyList<Choice> Stages => [.. Procedure.Stages.Select(s => new Choice(s.State, s.Title))];

    public async Task<IActionResult> OnGet(Guid id, CancellationToken stop)
    {
        if (!await Find(id, stop))
        {
            return NotFound();
        }
        await reports.Note(id, Mine!.Id, "read", stop);
        await Load(stop);
        Turn = Report!.State;
        return Page();
    }

    public Task<IActionResult> OnPost(Guid id, CancellationToken stop) => Say(id, "office", nameof(Reply), Reply, "replied", stop);

    public Task<IActionResult> OnPostDesk(Guid id, CancellationToken stop) => Say(id, "desk", nameof(Remark), Remark, "discussed", stop);

    public async Task<IActionResult> OnPostTurn(Guid id, CancellationToken stop)
    {
        if (!await Find(id, stop))
        {
            return NotFound();
        }
        if (!Procedure.Stages.Any(s => string.Equals(s.State, Turn, StringComparison.Ordinal)))
        {
            ModelState.AddModelError(nameof(Turn), "เลือกสถานะ");
            await Load(stop);
            return Wrong();
        }
        await reports.Turn(Report!, Turn!, stop);
        await reports.Note(id, Mine!.Id, "turned", stop);
        return Redirect($"/desk/{id:D}");
    }

    public async Task<IActionResult> OnPostFile(Guid id, Guid item, CancellationToken stop)
    {
        if (!await Find(id, stop))
        {
            return NotFound();
        }
        var row = (await reports.Items(id, stop)).SingleOrDefault(i => i.Id == item && i.Side is "informant-file");
        if (row is null || Envelope.Open(row.Body, talk!, id, row.Id) is not { } packed)
        {
            return NotFound();
        }
        await reports.Note(id, Mine!.Id, "downloaded", stop);
        return Download.Of(this, Reports.Unpack(packed));
    }

    private async Task<IActionResult> Say(Guid id, string side, string field, string? text, string kind, CancellationToken stop)
    {
        if (!await Find(id, stop))
        {
            return NotFound();
        }
        if (string.IsNullOrWhiteSpace(text) && ModelState.IsValid)
        {
            ModelState.AddModelError(field, "เขียนข้อความก่อนส่ง");
        }
        if (!ModelState.IsValid)
        {
            await Load(stop);
            return Wrong();
        }
        await reports.Say(Report!, side, Encoding.UTF8.GetBytes(text!.Trim()), stop);
        await reports.Note(id, Mine!.Id, kind, stop);
        return Redirect($"/desk/{id:D}");
    }

    private async Task<bool> Find(Guid id, CancellationToken stop)
    {
        Report = Open is null ? null : (await reports.Of(Mine!.Id, stop)).SingleOrDefault(r => r.Id == id);
        if (Report is null || Open!.OpenKey(Report.SealedTalk) is not { } talkKey || Open.OpenKey(Report.SealedDesk!) is not { } deskKey)
        {
            return false;
        }
        (talk, desk) = (new KeyPair(Report.TalkPublic, talkKey), new KeyPair(Report.DeskPublic, deskKey));
        return true;
    }

    private async Task Load(CancellationToken stop)
    {
        var items = await reports.Items(Report!.Id, stop);
        Lines = Opened.Lines(items, Report, talk!);
        Desk = [.. items.Where(i => i.Side is "desk").Select(i => new Line(true, i.On, Envelope.Open(i.Body, desk!, Report.Id, i.Id) is { } said ? Encoding.UTF8.GetString(said) : "ข้อความนี้ถูกเปลี่ยนหลังผนึก จึงเปิดไม่ได้", null))];
        var people = (await office.People(stop)).ToDictionary(p => p.Id, p => p.Position);
        var who = (await recipients.Standing(stop)).ToDictionary(r => r.Id, r => people.GetValueOrDefault(r.PersonId, "ผู้รับเรื่อง"));
        Looks = [.. (await reports.Looks(Report.Id, stop)).Select(l => (l.On, l.Recipient is { } r ? who.GetValueOrDefault(r, "ผู้รับเรื่องเดิม") : "ผู้แจ้ง", Kinds.GetValueOrDefault(l.Kind, l.Kind)))];
    }
}
