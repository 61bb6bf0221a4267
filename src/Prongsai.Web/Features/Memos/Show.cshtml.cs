using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Prongsai.Documents.Writing.Pdf;
using Prongsai.Ui;
using Prongsai.Web.Features.Memos.Data;
using Prongsai.Web.Platform.Files;
using Prongsai.Web.Platform.Identity;
using Prongsai.Web.Platform.Organisations;
using Prongsai.Web.Platform.Papers;
using Prongsai.Web.Platform.Persistence;

namespace Prongsai.Web.Features.Memos;

/// <summary>One memorandum: the paper, its enclosures, the opinions and the thread.</summary>
[Authorize("memos.read")]
[RequestFormLimits(MultipartBodyLengthLimit = MaxRequest)]
[RequestSizeLimit(MaxRequest)]
internal sealed class ShowModel(AppDbContext db, MemosOf memos, MemoPaper paper, WriteMemo write, DecideStep decide, FileStore files, IEnumerable<IEnclosureSource> sources, PublicRoot root, CurrentPerson person)
    : MemoPage(db, memos, paper, person)
{
    private const long MaxRequest = WriteMemo.LargestFile + 1_000_000;
    private readonly AppDbContext db = db;
    private readonly MemoPaper paper = paper;

    [BindProperty, Display(Name = "แนบไฟล์", Description = "PDF Word Excel หรือรูปภาพ ไม่เกิน 50 MB")]
    public IFormFile? Upload { get; set; }

    [BindProperty, Display(Name = "ชื่อที่แสดงในบันทึก", Description = "เว้นว่างเพื่อใช้ชื่อไฟล์"), StringLength(MemoEnclosure.TitleMaxLength, ErrorMessage = "ชื่อยาวได้ไม่เกิน 300 ตัวอักษร")]
    public string? UploadTitle { get; set; }

    [BindProperty, Display(Name = "เอกสารที่ออกจากระบบนี้")]
    public string? Offer { get; set; }

    [BindProperty, Display(Name = "ข้อความ"), DataType(DataType.MultilineText), StringLength(MemoStep.RemarkMaxLength, ErrorMessage = "ข้อความยาวได้ไม่เกิน 1,000 ตัวอักษร")]
    public string? Comment { get; set; }

    public IReadOnlyList<Choice> Offers { get; private set; } = [];

    public string PublicRoot { get; private set; } = "";

    public async Task<IActionResult> OnGet(CancellationToken stop) => await Ready(stop) ? Page() : NotFound();

    public async Task<IActionResult> OnGetPdf(CancellationToken stop)
    {
        if (!await Ready(stop))
        {
            return NotFound();
        }
        if (Memo.IssuedFileId is { } issued && await db.Files.AsNoTracking().FirstOrDefaultAsync(f => f.Id == issued, stop) is { } stored && files.Has(stored))
        {
            return Bytes(await files.Read(stored, stop), "application/pdf", ".pdf");
        }
        try
        {
            return Bytes(await paper.Pdf(Memo, stop), "application/pdf", ".pdf");
        }
        catch (PdfPrintingException trouble)
        {
            ModelState.AddModelError("", trouble.Message);
            return new PageResult { StatusCode = StatusCodes.Status503ServiceUnavailable };
        }
    }

    public async Task<IActionResult> OnGetDocx(CancellationToken stop) =>
        await Ready(stop) ? Bytes(await paper.Docx(Memo, stop), "application/vnd.openxmlformats-officedocument.wordprocessingml.document", ".docx") : NotFound();

    public async Task<IActionResult> OnPostEnclose(CancellationToken stop)
    {
        if (!await Ready(stop))
        {
            return NotFound();
        }
        if (Upload is null)
        {
            return Wrong(nameof(Upload), "เลือกไฟล์ที่จะแนบ");
        }
        if (!ModelState.IsValid)
        {
            return new PageResult { StatusCode = StatusCodes.Status400BadRequest };
        }
        await using var content = Upload.OpenReadStream();
        return After(await write.Enclose(Id, content, Path.GetFileName(Upload.FileName), UploadTitle, stop), nameof(Upload), "แนบแล้ว");
    }

    public async Task<IActionResult> OnPostEncloseFrom(CancellationToken stop)
    {
        if (!await Ready(stop))
        {
            return NotFound();
        }
        var parts = (Offer ?? "").Split('|', 2);
        return parts.Length < 2 ? Wrong(nameof(Offer), "เลือกเอกสารที่จะแนบ") : After(await write.EncloseFrom(Id, parts[0], parts[1], stop), nameof(Offer), "แนบแล้ว");
    }

    public async Task<IActionResult> OnPostTakeOut(Guid enclosure, CancellationToken stop) => await Ready(stop) ? After(await write.TakeOut(Id, enclosure, stop), "", "นำออกแล้ว") : NotFound();

    public async Task<IActionResult> OnPostComment(CancellationToken stop)
    {
        if (!await Ready(stop))
        {
            return NotFound();
        }
        return ModelState.IsValid ? After(await decide.Comment(Id, Comment, stop), nameof(Comment), "ส่งข้อความแล้ว") : new PageResult { StatusCode = StatusCodes.Status400BadRequest };
    }

    private IActionResult After(Domain.Result<Guid> done, string field, string words)
    {
        if (!done.IsOk)
        {
            return Wrong(field, done.Refusal.Text);
        }
        TempData.Done(words);
        return Redirect($"/memos/{Id}");
    }

    private async Task<bool> Ready(CancellationToken stop)
    {
        if (!await Load(stop))
        {
            return false;
        }
        PublicRoot = await root.Href(stop);
        if (IsMine && Memo.MayBeEdited)
        {
            var offers = new List<Choice>();
            foreach (var source in sources)
            {
                offers.AddRange((await source.Offers(stop)).Select(o => new Choice($"{source.Source}|{o.Id}", $"{o.Title} {o.Note}".Trim())));
            }
            Offers = offers;
        }
        return true;
    }

    private FileContentResult Bytes(byte[] bytes, string type, string extension)
    {
        Response.Headers.XContentTypeOptions = "nosniff";
        return File(bytes, type, FileStore.SafeName($"บันทึกข้อความ {Memo.NumberText.Replace('/', '-')} {Memo.Subject}") + extension);
    }
}
