using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Prongsai.Informants.Informing;
using Prongsai.Informants.Store;

namespace Prongsai.Informants.Desk;

/// <summary>One report: the talk, what recipients say among themselves, who looked.</summary>
[Authorize("informants.handle")]
internal sealed class ShowModel(IOffice office, Recipients recipients, OpenKeys keys, Reports reports, LookChain looks, Names names) : ReportPage(office, recipients, keys, reports, looks)
{
    private static readonly Dictionary<string, string> Kinds = new(StringComparer.Ordinal)
    {
        ["read"] = "เปิดอ่าน",
        ["replied"] = "ตอบผู้แจ้ง",
        ["discussed"] = "บันทึกหารือ",
        ["turned"] = "เปลี่ยนขั้นตอน",
        ["extended"] = "ขยายเวลา",
        ["viewed"] = "เปิดสำเนาสะอาดของไฟล์",
        ["downloaded"] = "ดาวน์โหลดไฟล์ต้นฉบับ",
        ["dossier"] = "ทำสำเนาเพื่อส่งต่อ",
        ["name-asked"] = "ขอทราบตัวตน",
        ["name-agreed"] = "ผู้ดูแลตัวตนยินยอม",
        ["name-refused"] = "ผู้ดูแลตัวตนไม่ยินยอม",
        ["name-seen"] = "เปิดดูตัวตน",
        ["given"] = "ให้กุญแจแก่ผู้รับเรื่องเพิ่ม",
        ["recused"] = "ถอนตัวจากเรื่อง",
        ["merged"] = "รวมกับเรื่องอื่น",
        ["held"] = "ระงับการทำลาย",
        ["released"] = "ยกเลิกการระงับการทำลาย",
        ["commended"] = "ประกาศเกียรติคุณ",
        ["entered"] = "บันทึกเรื่องแทนผู้แจ้ง",
    };

    private readonly LookChain looks = looks;

    [BindProperty, Display(Name = "ตอบหรือถามผู้แจ้ง"), DataType(DataType.MultilineText), StringLength(Reports.TextMaxLength)]
    public string? Reply { get; set; }

    [BindProperty, Display(Name = "ไฟล์ถึงผู้แจ้ง (ถ้ามี)", Description = "ไม่เกิน 10 ไฟล์ รวมไม่เกิน 20 MB")]
    public List<IFormFile>? Files { get; set; }

    [BindProperty, Display(Name = "บันทึกภายใน"), DataType(DataType.MultilineText), StringLength(Reports.TextMaxLength)]
    public string? Said { get; set; }

    public DateOnly Today => Reports.Today;

    public IReadOnlyList<Line> Lines { get; private set; } = [];

    public IReadOnlyList<Line> Desk { get; private set; } = [];

    public IReadOnlyList<(DateOnly On, string Who, string What)> Looks { get; private set; } = [];

    /// <summary>Reports of this recipient that tell the same matter.</summary>
    public IReadOnlyList<ReportRow> Merged { get; private set; } = [];

    public bool HasIdentity { get; private set; }

    public bool MaySeeName { get; private set; }

    public IReadOnlyList<Identity> Identities { get; private set; } = [];

    public async Task<IActionResult> OnGet(Guid id, CancellationToken stop)
    {
        if (!await Find(id, stop))
        {
            return NotFound();
        }
        await Note("read", stop);
        await Load(stop);
        return Page();
    }

    public async Task<IActionResult> OnPost(Guid id, CancellationToken stop)
    {
        if (!await Find(id, stop))
        {
            return NotFound();
        }
        var files = await Uploads.Read(Files, ModelState, nameof(Files), stop);
        if (string.IsNullOrWhiteSpace(Reply) && files.Count == 0 && ModelState.IsValid)
        {
            ModelState.AddModelError(nameof(Reply), "เขียนข้อความก่อนส่ง");
        }
        if (!ModelState.IsValid)
        {
            await Load(stop);
            return Wrong();
        }
        if (!string.IsNullOrWhiteSpace(Reply))
        {
            await Tell(Typed.Text(Reply), stop);
        }
        foreach (var file in files)
        {
            await Reports.SayFile(Report!, "office-file", file, Guid.NewGuid(), stop);
        }
        await Note("replied", stop);
        return Redirect($"{Request.PathBase}/desk/{id:D}");
    }

    public async Task<IActionResult> OnPostDesk(Guid id, CancellationToken stop)
    {
        if (!await Find(id, stop))
        {
            return NotFound();
        }
        if (string.IsNullOrWhiteSpace(Said) && ModelState.IsValid)
        {
            ModelState.AddModelError(nameof(Said), "เขียนบันทึกก่อน");
        }
        if (!ModelState.IsValid)
        {
            await Load(stop);
            return Wrong();
        }
        await Remark(Typed.Text(Said), stop);
        await Note("discussed", stop);
        return Redirect($"{Request.PathBase}/desk/{id:D}");
    }

    /// <summary>Opens the identity for this one answer; the look is written down first.</summary>
    public async Task<IActionResult> OnPostName(Guid id, CancellationToken stop)
    {
        if (!await Find(id, stop) || await names.KeyOf(Report!, Mine!.Id, Open!, stop) is not { } name)
        {
            return NotFound();
        }
        await Note("name-seen", stop);
        Identities = [.. (await Reports.Items(id, stop)).Where(i => i.Side is "name").Select(i => Names.Open(i, Report!, Talk!, name)).OfType<Identity>()];
        await Load(stop);
        return Page();
    }

    private async Task Load(CancellationToken stop)
    {
        var items = await Reports.Items(Report!.Id, stop);
        Lines = Opened.Lines(items, Report, Talk!);
        Desk = Opened.Desk(items, Report, DeskKey!);
        HasIdentity = items.Any(i => i.Side is "name");
        MaySeeName = HasIdentity && await names.KeyOf(Report, Mine!.Id, Open!, stop) is not null;
        Merged = [.. (await Reports.Of(Mine!.Id, stop)).Where(r => r.Id != Report.Id && (r.MergedInto == Report.Id || r.Id == Report.MergedInto))];
        var people = (await Office.People(stop)).ToDictionary(p => p.Id, p => p.Position);
        var who = (await Recipients.Ever(stop)).ToDictionary(r => r.Id, r => people.GetValueOrDefault(r.PersonId, "ผู้รับเรื่องเดิม"));
        Looks = [.. (await looks.Of(Report.Id, stop)).Select(l => (l.On, Who: l.Recipient is { } r ? who.GetValueOrDefault(r, "ผู้รับเรื่องเดิม") : "ระบบ", What: Kinds.GetValueOrDefault(l.Kind, l.Kind)))
            .GroupBy(l => l).Select(g => (g.Key.On, g.Key.Who, g.Count() > 1 ? $"{g.Key.What} {g.Count()} ครั้ง" : g.Key.What))];
    }
}
