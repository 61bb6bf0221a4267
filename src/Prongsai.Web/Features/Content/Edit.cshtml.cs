using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Prongsai.Domain;
using Prongsai.Ui;
using Prongsai.Web.Platform.Contents;
using Prongsai.Web.Platform.Files;
using Prongsai.Web.Platform.Persistence;

namespace Prongsai.Web.Features.Content;

/// <summary>The form of one thing of the website, new or old.</summary>
[RequestSizeLimit(56 * 1024 * 1024)]
internal abstract class ContentFormModel(AppDbContext db, KeepContent keep) : PageModel
{
    protected AppDbContext Db => db;

    public ContentKind Kind { get; protected set; }

    public abstract string Heading { get; }

    /// <summary>Null for a new one.</summary>
    public virtual Guid? Piece => null;

    public ContentPiece? Theirs { get; private set; }

    public bool HasPreview { get; private set; }

    /// <summary>The body as far as one may be long: a preview says nothing of what is too long, saving does.</summary>
    public string ShortBody => Body is { Length: > ContentPiece.BodyMaxLength } tooLong ? tooLong[..ContentPiece.BodyMaxLength] : Body ?? "";

    public string? FileName { get; protected set; }

    [BindProperty]
    public int Version { get; set; }

    [BindProperty, Display(Name = "หมวด")]
    public string? SectionKey { get; set; }

    [BindProperty, Display(Name = "ชื่อเรื่อง"), Required, StringLength(ContentPiece.TitleMaxLength)]
    public string? Title { get; set; }

    [BindProperty, Display(Name = "สรุปสั้น ๆ", Description = "หนึ่งหรือสองประโยค แสดงในรายการและเมื่อแชร์"), StringLength(ContentPiece.SummaryMaxLength), DataType(DataType.MultilineText)]
    public string? Summary { get; set; }

    [BindProperty, Display(Name = "เนื้อหา"), StringLength(ContentPiece.BodyMaxLength), DataType(DataType.MultilineText)]
    public string? Body { get; set; }

    [BindProperty, Display(Name = "ตำแหน่ง"), StringLength(200)]
    public string? Position { get; set; }

    [BindProperty, Display(Name = "ฝ่าย")]
    public PersonSide? Side { get; set; }

    [BindProperty, Display(Name = "โทรศัพท์ที่ทำงาน"), StringLength(40)]
    public string? Phone { get; set; }

    [BindProperty, Display(Name = "ฐานที่เผยแพร่ชื่อและภาพ", Description = "กฎหมายที่ให้เปิดเผย หรือความยินยอมและวันที่ จำเป็นก่อนเผยแพร่"), StringLength(300)]
    public string? Basis { get; set; }

    [BindProperty, Display(Name = "บุคคลในภาพ", Description = "จำเป็นก่อนเผยแพร่ข่าวที่มีภาพ")]
    public PeopleShown? PeopleInPicture { get; set; }

    [BindProperty, Display(Name = "ที่อยู่ของลิงก์", Description = "เช่น https://www.example.go.th หรือ /ita"), StringLength(2000)]
    public string? Address { get; set; }

    [BindProperty, Display(Name = "ประเภทเอกสาร", Description = "เช่น ประกาศ รายงาน แผน"), StringLength(80)]
    public string? Type { get; set; }

    [BindProperty, Display(Name = "ส่วนราชการเจ้าของเรื่อง"), StringLength(120)]
    public string? Unit { get; set; }

    [BindProperty, Display(Name = "ปีงบประมาณ", Description = "พ.ศ. เช่น 2568"), Range(2400, 2700, ErrorMessage = "ปีต้องเป็น พ.ศ. เช่น 2568")]
    public int? Year { get; set; }

    [BindProperty, Display(Name = "ลงวันที่")]
    public DateOnly? Day { get; set; }

    [BindProperty, Display(Name = "ไฟล์")]
    public IFormFile? Upload { get; set; }

    [BindProperty, Display(Name = "คำบรรยายภาพ", Description = "ภาพนี้แสดงอะไร อ่านให้ผู้ที่มองไม่เห็นฟัง"), StringLength(ContentPiece.AltMaxLength)]
    public string? Alt { get; set; }

    [BindProperty, Display(Name = "ลำดับในรายการ", Description = "น้อยขึ้นก่อน"), Range(0, 9999)]
    public int? Sort { get; set; }

    [BindProperty]
    public DateOnly? From { get; set; }

    [BindProperty]
    public DateOnly? Until { get; set; }

    [BindProperty, Required(ErrorMessage = "เลือกว่าจะบันทึกเป็นอะไร")]
    public ContentState? State { get; set; }

    [BindProperty, StringLength(500)]
    public string? Reason { get; set; }

    public async Task<IActionResult> OnPost(CancellationToken stop)
    {
        if (!await Load(stop))
        {
            return NotFound();
        }
        if (State is ContentState.Withdrawn && string.IsNullOrWhiteSpace(Reason))
        {
            ModelState.AddModelError(nameof(Reason), "ใส่เหตุผลที่ถอน เช่น ข้อมูลผิด จะเผยแพร่ใหม่");
        }
        if (ModelState.IsValid)
        {
            await using var stream = Upload?.OpenReadStream();
            var saved = await keep.Save(Piece, Kind, Version, Input(), Upload is null ? null : (stream!, Upload.FileName), stop);
            if (saved.IsOk)
            {
                TempData.Done(State is ContentState.Published ? "บันทึกแล้ว ประชาชนเห็นตามกำหนดเวลา" : "บันทึกแล้ว ประชาชนยังไม่เห็น");
                return LocalRedirect(FormattableString.Invariant($"/content/{saved.Value.Id}"));
            }
            Refuse(saved.Refusal);
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
        HasPreview = true;
        return Page();
    }

    /// <summary>The same preview alone, for the script that asks while somebody types.</summary>
    public async Task<IActionResult> OnPostLive(CancellationToken stop)
    {
        if (!await Load(stop))
        {
            return NotFound();
        }
        ModelState.Clear();
        return Partial("/Features/Content/_Preview.cshtml", this);
    }

    /// <returns>False when there is no such thing.</returns>
    protected abstract Task<bool> Load(CancellationToken stop);

    private ContentInput Input() => new(
        Kind is ContentKind.News ? ContentPiece.NewsSection : Section.Find(SectionKey)?.Key ?? Section.All[0].Key,
        Title!.Trim(), Summary?.Trim() ?? "", Body?.Replace("\r\n", "\n", StringComparison.Ordinal) ?? "", (short?)Year, Day, Alt?.Trim() ?? "",
        new ContentDetails { Position = Blank(Position), Side = Side, Phone = Blank(Phone), Basis = Blank(Basis), Address = Blank(Address), Type = Blank(Type), Unit = Blank(Unit), PeopleInPicture = PeopleInPicture },
        Sort ?? 0, State!.Value, Midnight(From), Midnight(Until?.AddDays(1)), Blank(Reason));

    private void Refuse(Refusal refusal)
    {
        var field = refusal switch
        {
            PictureNeedsWords => nameof(Alt),
            PersonNeedsBasis or NamesNeedBasis => nameof(Basis),
            PictureNeedsToSayWho => nameof(PeopleInPicture),
            LinkIsNotSafe => nameof(Address),
            SectionHasAPage => nameof(SectionKey),
            EndsBeforeItBegins => nameof(Until),
            ChangedMeanwhile => "",
            _ => nameof(Upload),
        };
        if (refusal is ChangedMeanwhile meanwhile)
        {
            // Saving again is then a decision made with both texts in sight.
            Theirs = meanwhile.Theirs;
            Version = meanwhile.Theirs.Version;
            ModelState.Remove(nameof(Version));
        }
        ModelState.AddModelError(field, refusal.Text);
    }

    private static DateTimeOffset? Midnight(DateOnly? day) => day is null ? null : new DateTimeOffset(day.Value.ToDateTime(TimeOnly.MinValue), TimeSpan.FromHours(7)).ToUniversalTime();

    private static string? Blank(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}

[Authorize(ContentModule.Read)]
internal sealed class EditModel(AppDbContext db, KeepContent keep, IAuthorizationService may) : ContentFormModel(db, keep)
{
    private readonly KeepContent keep = keep;

    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    public override Guid? Piece => Id;

    public override string Heading => $"แก้ไข{ContentWords.Of(Kind)}";

    public IReadOnlyList<ContentVersion> Versions { get; private set; } = [];

    public async Task<IActionResult> OnGet(CancellationToken stop)
    {
        if (!await Load(stop))
        {
            return NotFound();
        }
        var piece = await Db.Contents.AsNoTracking().FirstAsync(c => c.Id == Id, stop);
        (Version, SectionKey, Title, Summary, Body, Alt, Sort, State) = (piece.Version, piece.Section, piece.Title, piece.Summary, piece.Body, piece.Alt, piece.Sort, piece.State);
        (Position, Side, Phone, Basis, Address, Type, Unit) = (piece.Details.Position, piece.Details.Side, piece.Details.Phone, piece.Details.Basis, piece.Details.Address, piece.Details.Type, piece.Details.Unit);
        (Year, Day, PeopleInPicture) = (piece.Year, piece.Day, piece.Details.PeopleInPicture);
        (From, Until) = (piece.VisibleFrom is { } from ? ThaiDate.InBangkok(from) : null, piece.VisibleUntil is { } until ? ThaiDate.InBangkok(until).AddDays(-1) : null);
        return Page();
    }

    public async Task<IActionResult> OnPostRestore(int number, CancellationToken stop)
    {
        if (!(await may.AuthorizeAsync(User, ContentModule.Write)).Succeeded)
        {
            return Forbid();
        }
        if (!await Db.ContentVersions.AnyAsync(v => v.ContentId == Id && v.Number == number, stop))
        {
            return NotFound();
        }
        var restored = await keep.Restore(Id, number, stop);
        if (restored.IsOk)
        {
            TempData.Done(FormattableString.Invariant($"กู้คืนฉบับที่ {number} แล้ว"));
        }
        else
        {
            TempData.Notify(new Notice(NoticeKind.Bad, restored.Refusal.Text));
        }
        return LocalRedirect(FormattableString.Invariant($"/content/{Id}"));
    }

    public override async Task OnPageHandlerExecutionAsync(Microsoft.AspNetCore.Mvc.Filters.PageHandlerExecutingContext context, Microsoft.AspNetCore.Mvc.Filters.PageHandlerExecutionDelegate next)
    {
        if (HttpMethods.IsPost(Request.Method) && !(await may.AuthorizeAsync(User, ContentModule.Write)).Succeeded)
        {
            context.Result = Forbid();
            return;
        }
        await next();
    }

    protected override async Task<bool> Load(CancellationToken stop)
    {
        var found = await Db.Contents.AsNoTracking().Where(c => c.Id == Id).Select(c => new { c.Kind, c.FileId }).FirstOrDefaultAsync(stop);
        if (found is null)
        {
            return false;
        }
        Kind = found.Kind;
        FileName = await Db.Files.Where(f => f.Id == found.FileId).Select(f => f.Name).FirstOrDefaultAsync(stop);
        Versions = await Db.ContentVersions.AsNoTracking().Where(v => v.ContentId == Id).OrderByDescending(v => v.Number).Take(50).ToListAsync(stop);
        return true;
    }
}

[Authorize(ContentModule.Write)]
internal sealed class NewModel(AppDbContext db, KeepContent keep, TimeProvider clock) : ContentFormModel(db, keep)
{
    [BindProperty(SupportsGet = true, Name = "kind")]
    public string KindWord { get; set; } = "";

    public override string Heading => Kind is ContentKind.News ? "เขียนข่าว" : $"เพิ่ม{ContentWords.Of(Kind)}";

    public async Task<IActionResult> OnGet(CancellationToken stop)
    {
        (State, Day, SectionKey) = (ContentState.Draft, ThaiDate.InBangkok(clock.GetUtcNow()), Request.Query["section"]);
        return await Load(stop) ? Page() : NotFound();
    }

    protected override Task<bool> Load(CancellationToken stop)
    {
        var known = Enum.GetValues<ContentKind>().Where(k => KebabCase<ContentKind>.Write(k) == KindWord).ToList();
        Kind = known.FirstOrDefault();
        return Task.FromResult(known.Count == 1);
    }
}
