using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Prongsai.Domain.Manuals;
using Prongsai.Ui;
using Prongsai.Web.Platform.Organisations;
using Prongsai.Web.Platform.Persistence;

namespace Prongsai.Web.Features.Manuals;

/// <summary>One step as it is typed.</summary>
internal sealed class StepRow
{
    [Display(Name = "ชนิด")]
    public StepKind Kind { get; set; } = StepKind.Do;

    [Display(Name = "ทำอะไร"), StringLength(ManualStep.TextMaxLength)]
    public string? Text { get; set; }

    [Display(Name = "ผู้รับผิดชอบ"), StringLength(ManualStep.WhoMaxLength)]
    public string? Who { get; set; }

    [Display(Name = "เวลา"), Range(1, StepTime.Longest, ErrorMessage = "เวลาต้องเป็น 1 ถึง 999")]
    public int? Amount { get; set; }

    [Display(Name = "หน่วย")]
    public TimeUnit Unit { get; set; }

    [Display(Name = "คำบนทางไปต่อ"), StringLength(ManualStep.WordMaxLength)]
    public string? Yes { get; set; }

    [Display(Name = "คำบนอีกทาง"), StringLength(ManualStep.WordMaxLength)]
    public string? No { get; set; }

    [Display(Name = "อีกทางไปขั้นที่"), Range(1, ManualFlow.Most, ErrorMessage = "ใส่เลขขั้นที่มีอยู่")]
    public int? NoTo { get; set; }

    public static StepRow Of(ManualStep step) => new() { Kind = step.Kind, Text = step.Text, Who = step.Who, Amount = step.Time?.Amount, Unit = step.Time?.Unit ?? TimeUnit.Minute, Yes = step.Yes, No = step.No, NoTo = step.NoTo };

    public ManualStep ToStep() => new(Kind, Text?.Trim() ?? "", Who?.Trim() ?? "", Amount is >= 1 and <= StepTime.Longest ? new StepTime(Amount.Value, Unit) : null)
    {
        Yes = Kind is StepKind.Decide ? Yes?.Trim() ?? "" : "",
        No = Kind is StepKind.Decide ? No?.Trim() ?? "" : "",
        NoTo = Kind is StepKind.Decide ? NoTo : null,
    };
}

/// <summary>The form of a manual, new or old.</summary>
internal abstract class ManualFormModel(KeepManuals keep) : PageModel
{
    public static readonly IReadOnlyList<Choice> Kinds = [new(nameof(StepKind.Start), "เริ่ม"), new(nameof(StepKind.Do), "ทำ"), new(nameof(StepKind.Decide), "ตัดสินใจ"), new(nameof(StepKind.End), "จบ")];

    public static readonly IReadOnlyList<Choice> TimeUnits = [.. Enum.GetValues<TimeUnit>().Select(u => new Choice(u.ToString(), ServiceTime.Word(u)))];

    public abstract string Heading { get; }

    /// <summary>Null for a new one.</summary>
    public virtual Guid? Which => null;

    public Manual? Theirs { get; private set; }

    public ManualContent? Preview { get; private set; }

    [BindProperty]
    public int Version { get; set; }

    [BindProperty, Display(Name = "ชื่อบริการ", Description = "ตามที่ประชาชนเรียก เช่น ขอใช้น้ำประปาหมู่บ้าน"), Required(ErrorMessage = "ใส่ชื่อบริการ"), StringLength(ManualContent.TitleMaxLength)]
    public string? Title { get; set; }

    [BindProperty, Display(Name = "ส่วนราชการเจ้าของเรื่อง"), StringLength(ManualContent.UnitMaxLength)]
    public string? Unit { get; set; }

    [BindProperty, Display(Name = "ผู้ขอได้และเงื่อนไข", Description = "ไม่บังคับ"), DataType(DataType.MultilineText), StringLength(ManualContent.ConditionsMaxLength)]
    public string? Conditions { get; set; }

    [BindProperty]
    public List<StepRow> Steps { get; set; } = [];

    [BindProperty, Display(Name = "เอกสารที่ต้องใช้", Description = "เช่น สำเนาทะเบียนบ้าน 1 ฉบับ เว้นว่าง: ไม่ต้องใช้เอกสาร"), DataType(DataType.MultilineText), StringLength(ManualContent.LinesMaxLength)]
    public string? Documents { get; set; }

    [BindProperty, Display(Name = "ค่าธรรมเนียม", Description = "เช่น ใบอนุญาตฉบับละ 20 บาท เว้นว่าง: ไม่มีค่าธรรมเนียม"), DataType(DataType.MultilineText), StringLength(ManualContent.LinesMaxLength)]
    public string? Fees { get; set; }

    [BindProperty, Display(Name = "ช่องทางการให้บริการ", Description = "เช่น ที่ทำการ กองช่าง จันทร์–ศุกร์ 8.30–16.30 น."), DataType(DataType.MultilineText), StringLength(ManualContent.LinesMaxLength)]
    public string? Channels { get; set; }

    [BindProperty, Display(Name = "กฎหมายที่เกี่ยวข้อง"), DataType(DataType.MultilineText), StringLength(ManualContent.LinesMaxLength)]
    public string? Laws { get; set; }

    [BindProperty, Display(Name = "ร้องเรียนได้ที่", Description = "เมื่อไม่เป็นไปตามคู่มือ เช่น สำนักปลัด โทร. 0 0000 0000"), StringLength(ManualContent.ComplainMaxLength)]
    public string? Complain { get; set; }

    public async Task<IActionResult> OnPost(CancellationToken stop)
    {
        if (!await Load(stop))
        {
            return NotFound();
        }
        if (Steps.Count > ManualFlow.Most)
        {
            ModelState.AddModelError("", FormattableString.Invariant($"มีได้ไม่เกิน {ManualFlow.Most} ขั้น รวมขั้นที่ทำต่อเนื่องกันโดยคนเดียวกัน"));
        }
        if (ModelState.IsValid)
        {
            var saved = await keep.Save(Which, Version, Typed(), stop);
            if (saved.IsOk)
            {
                var missing = saved.Value.Content.Missing();
                TempData.Done("บันทึกแล้ว", missing.Count == 0 ? "ประชาชนเห็นเมื่อกดเผยแพร่" : "ยังขาดบางส่วนก่อนเผยแพร่ ดูด้านล่าง");
                return LocalRedirect($"/manuals/{saved.Value.Id}");
            }
            if (saved.Refusal is ManualChangedMeanwhile meanwhile)
            {
                // Saving again is then a decision made with both in sight.
                Theirs = meanwhile.Theirs;
                Version = meanwhile.Theirs.Version;
                ModelState.Remove(nameof(Version));
            }
            ModelState.AddModelError("", saved.Refusal.Text);
        }
        return new PageResult { StatusCode = StatusCodes.Status400BadRequest };
    }

    public async Task<IActionResult> OnPostPreview(CancellationToken stop)
    {
        if (!await Load(stop))
        {
            return NotFound();
        }
        ModelState.Clear();
        Steps = [.. Steps.Take(ManualFlow.Most)];
        Preview = Typed();
        return Page();
    }

    /// <summary>Adds, moves or takes away a step; what decisions lead to follows. Nothing is saved.</summary>
    public async Task<IActionResult> OnPostRows(string? act, CancellationToken stop)
    {
        if (!await Load(stop))
        {
            return NotFound();
        }
        ModelState.Clear();
        if ((act ?? "").Split(' ') is [var deed, var at] && int.TryParse(at, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var index) && index >= -1 && index < Steps.Count)
        {
            Move(deed, index);
        }
        return Page();
    }

    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        if (HttpMethods.IsPost(Request.Method) && !(await HttpContext.RequestServices.GetRequiredService<IAuthorizationService>().AuthorizeAsync(User, ManualsModule.Write)).Succeeded)
        {
            context.Result = Forbid();
            return;
        }
        await next();
    }

    /// <returns>False when there is no such thing.</returns>
    protected abstract Task<bool> Load(CancellationToken stop);

    protected void Show(ManualContent content)
    {
        (Title, Unit, Conditions, Complain) = (content.Title, content.Unit, content.Conditions, content.Complain);
        (Documents, Fees, Channels, Laws) = (Text(content.Documents), Text(content.Fees), Text(content.Channels), Text(content.Laws));
        Steps = [.. content.Steps.Select(StepRow.Of)];
    }

    private ManualContent Typed() => new()
    {
        Title = Title?.Trim() ?? "",
        Unit = Unit?.Trim() ?? "",
        Conditions = Conditions?.ReplaceLineEndings("\n").Trim() ?? "",
        Steps = [.. Steps.Select(s => s.ToStep())],
        Documents = Lines(Documents),
        Fees = Lines(Fees),
        Channels = Lines(Channels),
        Laws = Lines(Laws),
        Complain = Complain?.Trim() ?? "",
    };

    private void Move(string deed, int index)
    {
        var before = Steps.ToList();
        switch (deed)
        {
            case "add" when Steps.Count < ManualFlow.Most:
                Steps.Insert(index + 1, new StepRow());
                break;
            case "drop" when index >= 0:
                Steps.RemoveAt(index);
                break;
            case "up" when index > 0:
                (Steps[index - 1], Steps[index]) = (Steps[index], Steps[index - 1]);
                break;
            case "down" when index >= 0 && index < Steps.Count - 1:
                (Steps[index + 1], Steps[index]) = (Steps[index], Steps[index + 1]);
                break;
            default:
                return;
        }
        foreach (var step in before.Where(s => s.NoTo is { } to && to >= 1 && to <= before.Count))
        {
            var now = Steps.IndexOf(before[step.NoTo!.Value - 1]);
            step.NoTo = now < 0 ? null : now + 1;
        }
    }

    private static string Text(IEnumerable<string> lines) => string.Join('\n', lines);

    private static List<string> Lines(string? text) =>
        [.. (text ?? "").ReplaceLineEndings("\n").Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(l => l.Length > ManualContent.LineMaxLength ? l[..ManualContent.LineMaxLength] : l)];
}

[Authorize(ManualsModule.Read)]
internal sealed class EditModel(AppDbContext db, KeepManuals keep, PublicManuals manuals, PublicRoot root, IAuthorizationService may) : ManualFormModel(keep)
{
    private readonly KeepManuals keep = keep;

    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    public override Guid? Which => Id;

    public override string Heading => "แก้คู่มือบริการ";

    public IReadOnlyList<ManualCard> Editions { get; private set; } = [];

    public IReadOnlyList<string> Missing { get; private set; } = [];

    public ManualState? State { get; private set; }

    /// <summary>The manual as it is kept, with what is planned for it.</summary>
    public Manual? Plan { get; private set; }

    public string Root { get; private set; } = "";

    public async Task<IActionResult> OnGet(CancellationToken stop)
    {
        if (!await Load(stop))
        {
            return NotFound();
        }
        var manual = await db.Manuals.AsNoTracking().FirstAsync(m => m.Id == Id, stop);
        Version = manual.Version;
        Show(manual.Content);
        return Page();
    }

    public async Task<IActionResult> OnPostCopy(CancellationToken stop)
    {
        if (!await db.Manuals.AnyAsync(m => m.Id == Id, stop))
        {
            return NotFound();
        }
        var copy = await keep.Copy(Id, stop);
        TempData.Done("ทำสำเนาแล้ว หน้านี้คือคู่มือใหม่", copy.Value.Title);
        return LocalRedirect($"/manuals/{copy.Value.Id}");
    }

    public async Task<IActionResult> OnPostUnplan(CancellationToken stop)
    {
        if (!(await may.AuthorizeAsync(User, ManualsModule.Publish)).Succeeded)
        {
            return Forbid();
        }
        if (!await db.Manuals.AnyAsync(m => m.Id == Id, stop))
        {
            return NotFound();
        }
        await keep.Unplan(Id, stop);
        TempData.Done("ยกเลิกวันเผยแพร่ที่ตั้งไว้แล้ว");
        return LocalRedirect($"/manuals/{Id}");
    }

    protected override async Task<bool> Load(CancellationToken stop)
    {
        if (await db.Manuals.AsNoTracking().FirstOrDefaultAsync(m => m.Id == Id, stop) is not { } manual)
        {
            return false;
        }
        Plan = manual;
        Editions = await manuals.Editions(manual.Number, stop);
        var version = await db.ManualEditions.Where(e => e.ManualId == Id).OrderByDescending(e => e.Number).Select(e => (int?)e.Version).FirstOrDefaultAsync(stop);
        State = ManualWords.StateOf(manual.Version, version, Editions.FirstOrDefault()?.IsWithdrawn == true);
        Missing = manual.Content.Missing();
        Root = await root.Href(stop);
        return true;
    }
}

[Authorize(ManualsModule.Write)]
internal sealed class NewModel(KeepManuals keep) : ManualFormModel(keep)
{
    public override string Heading => "เขียนคู่มือบริการ";

    public void OnGet() => Steps =
    [
        new StepRow { Kind = StepKind.Start, Text = "ผู้รับบริการยื่นคำขอพร้อมเอกสาร", Who = "ผู้รับบริการ" },
        new StepRow { Kind = StepKind.Decide, Text = "เอกสารครบหรือไม่", Yes = "ครบ", No = "ไม่ครบ", NoTo = 1 },
        new StepRow(),
        new StepRow { Kind = StepKind.End, Text = "แจ้งผลให้ผู้รับบริการ" },
    ];

    protected override Task<bool> Load(CancellationToken stop) => Task.FromResult(true);
}
