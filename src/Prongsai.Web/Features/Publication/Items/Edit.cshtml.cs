using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Prongsai.Ui;
using Prongsai.Web.Platform.Contents;
using Prongsai.Web.Platform.Cycle;
using Prongsai.Web.Platform.Organisations;
using Prongsai.Web.Platform.Publishing;

namespace Prongsai.Web.Features.Publication.Items;

/// <summary>Where the answer to an item is written. Saving shows nothing to anyone outside.</summary>
[Authorize("items.write")]
internal sealed class EditModel(ItemsOf items, PublicRoot root, CycleTrack cycle, KeepItem keep, PublicContent content) : ItemPage(items, root, cycle)
{
    [BindProperty]
    public int Version { get; set; }

    [BindProperty, Display(Name = "ชื่อที่แสดง", Description = "เว้นว่างใช้ชื่อข้อตามหลักเกณฑ์"), StringLength(ItemWork.TitleMaxLength, ErrorMessage = "ชื่อยาวได้ไม่เกิน 200 ตัวอักษร")]
    public string? Title { get; set; }

    [BindProperty, Display(Name = "ผู้ประเมินจะพบสิ่งที่ข้อถามที่ไหน", Description = "หนึ่งบรรทัด เช่น แผนผังโครงสร้างอยู่ในไฟล์ PDF หน้า 1 อำนาจหน้าที่อยู่ท้ายหน้านี้"), StringLength(ItemWork.SummaryMaxLength, ErrorMessage = "เขียนได้ไม่เกิน 300 ตัวอักษร")]
    public string? Summary { get; set; }

    [BindProperty, Display(Name = "เนื้อหา", Description = "ตอบสิ่งที่ข้อถามให้ครบบนหน้านี้ แม้มีไฟล์แนบ"), DataType(DataType.MultilineText), StringLength(ItemWork.BodyMaxLength, ErrorMessage = "เนื้อหายาวเกินไป แบ่งเป็นไฟล์แนบ")]
    public string? Body { get; set; }

    [BindProperty, Display(Name = "ข้อมูล ณ วันที่", Description = "วันที่ของข้อมูล ไม่ใช่วันที่เผยแพร่")]
    public DateOnly? AsOf { get; set; }

    [BindProperty, Display(Name = "ลิงก์", Description = "บรรทัดละหนึ่งลิงก์: ชื่อ | ที่อยู่ เช่น ข่าวทั้งหมด | /news"), DataType(DataType.MultilineText), StringLength(60_000)]
    public string? LinkLines { get; set; }

    [BindProperty, Display(Name = "ลิงก์ไปหน้าในเว็บไซต์นี้", Description = "เลือกหน้า ข่าว หรือเอกสารที่เผยแพร่อยู่ ระบบเติมในช่องลิงก์ให้")]
    public List<string> Pieces { get; set; } = [];

    [BindProperty, Display(Name = "คำตอบนี้ใช้ตอบข้ออื่นด้วย", Description = "เลือกได้หลายข้อ แต่ละข้อจะแสดงคำตอบนี้ที่ที่อยู่ของข้อนั้น")]
    public List<short> Also { get; set; } = [];

    [BindProperty, Display(Name = "แนบไฟล์เพิ่ม", Description = "PDF Word Excel หรือภาพ ไฟล์ละไม่เกิน 50 MB ใช้ PDF ที่มีตัวอักษร ไม่ใช่ภาพสแกน")]
    public List<IFormFile> Uploads { get; set; } = [];

    [BindProperty, Display(Name = "ไฟล์ที่แนบอยู่", Description = "เอาเครื่องหมายออกเพื่อไม่ใช้ไฟล์นั้นในฉบับต่อไป ฉบับที่เผยแพร่แล้วไม่เปลี่ยน")]
    public List<Guid> KeepFiles { get; set; } = [];

    /// <summary>What another saved meanwhile.</summary>
    public ItemWork? Theirs { get; private set; }

    public IReadOnlyList<Choice> PieceChoices { get; private set; } = [];

    public IReadOnlyList<Choice> AlsoChoices => [.. All.Items.Where(i => i.Number != ItemNumber).Select(i => new Choice(i.Number.ToString(System.Globalization.CultureInfo.InvariantCulture), $"{i.Public.Code} {i.Rule.Title}"))];

    public IReadOnlyList<Choice> FileChoices => [.. Item.Files.Select(f => new Choice(f.Id.ToString(), f.Name, Platform.Words.Sizes.Of(f.Size)))];

    public async Task<IActionResult> OnGet(CancellationToken stop)
    {
        if (!await LoadAll(stop))
        {
            return NotFound();
        }
        if (Item.Work is { } work)
        {
            (Version, Title, Summary, Body, AsOf) = (work.Version, work.Title, work.Summary, work.Body, work.AsOf);
            (LinkLines, Also, KeepFiles) = (KeepItem.Lines(work.Links), [.. work.Also], [.. Item.Files.Select(f => f.Id)]);
        }
        return Page();
    }

    public async Task<IActionResult> OnPost(CancellationToken stop)
    {
        if (!await LoadAll(stop))
        {
            return NotFound();
        }
        var links = KeepItem.Links(LinkLines);
        if (!links.IsOk)
        {
            ModelState.AddModelError(nameof(LinkLines), links.Refusal.Text);
        }
        if (ModelState.IsValid)
        {
            var added = PieceChoices.Where(c => Pieces.Contains(c.Value)).Select(c => new PublishedLink(c.Text, c.Value));
            var input = new AnswerInput(Title?.Trim() ?? "", Summary?.Trim() ?? "", Body?.Replace("\r\n", "\n", StringComparison.Ordinal) ?? "", AsOf, [.. links.Value.Concat(added).DistinctBy(l => l.Address)], Also, KeepFiles);
            var opened = Uploads.Where(u => u.Length > 0).Select(u => (Content: u.OpenReadStream(), u.FileName)).ToList();
            try
            {
                var saved = await keep.Save(Year, ItemNumber, Version, input, opened, stop);
                if (saved.IsOk)
                {
                    TempData.Done("บันทึกร่างแล้ว ประชาชนยังไม่เห็น", "ดูตัวอย่าง แล้วเผยแพร่เมื่อพร้อม");
                    return Redirect(Item.Href);
                }
                Refuse(saved.Refusal);
            }
            finally
            {
                foreach (var (content, _) in opened)
                {
                    await content.DisposeAsync();
                }
            }
        }
        return new PageResult { StatusCode = StatusCodes.Status400BadRequest };
    }

    private void Refuse(Prongsai.Domain.Refusal refusal)
    {
        if (refusal is ItemChangedMeanwhile meanwhile)
        {
            // Saving again is then a decision made with both texts in sight.
            (Theirs, Version) = (meanwhile.Theirs, meanwhile.Theirs.Version);
            ModelState.Remove(nameof(Version));
        }
        ModelState.AddModelError(refusal is ItemChangedMeanwhile ? "" : refusal is TooManyLinks ? nameof(LinkLines) : nameof(Uploads), refusal.Text);
    }

    private async Task<bool> LoadAll(CancellationToken stop)
    {
        if (!await Load(stop))
        {
            return false;
        }
        // Only what the public may see now: a link to a draft would lead nowhere.
        var pieces = await content.All.Where(c => c.Kind == ContentKind.Page || c.Kind == ContentKind.News || c.Kind == ContentKind.Document)
            .OrderBy(c => c.Kind).ThenByDescending(c => c.Day).ThenBy(c => c.Title).Take(300).ToListAsync(stop);
        PieceChoices = [.. pieces.Select(c => new Choice(c.Address, c.Title, c.Kind switch { ContentKind.Page => "หน้า", ContentKind.News => "ข่าว", _ => "เอกสาร" })).DistinctBy(c => c.Value)];
        return true;
    }
}
