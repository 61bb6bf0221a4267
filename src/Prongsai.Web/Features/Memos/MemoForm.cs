using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Prongsai.Documents.Writing.Memos;
using Prongsai.Ui;
using Prongsai.Web.Features.Memos.Data;
using Prongsai.Web.Platform.Organisations;
using Prongsai.Web.Platform.Persistence;

namespace Prongsai.Web.Features.Memos;

/// <summary>The fields of a memorandum, as the new and the edited one share them. A draft may be incomplete; sending asks for every part.</summary>
internal abstract class MemoFields(AppDbContext db) : PageModel
{
    [BindProperty, Display(Name = "ส่วนราชการ"), Required(ErrorMessage = "เลือกส่วนราชการเจ้าของเรื่อง")]
    public Guid? UnitId { get; set; }

    [BindProperty, Display(Name = "เรื่อง"), Required(ErrorMessage = "ใส่ชื่อเรื่อง"), StringLength(Memo.SubjectMaxLength, ErrorMessage = "ชื่อเรื่องยาวได้ไม่เกิน 300 ตัวอักษร")]
    public string? Subject { get; set; }

    [BindProperty, Display(Name = "เรียน", Description = "ตำแหน่งของผู้รับ เช่น นายกองค์การบริหารส่วนตำบล"), StringLength(Memo.AddresseeMaxLength, ErrorMessage = "ยาวได้ไม่เกิน 200 ตัวอักษร")]
    public string? Addressee { get; set; }

    [BindProperty]
    public List<Section> Sections { get; set; } = [];

    public IReadOnlyList<Choice> Units { get; private set; } = [];

    public MemoLayout Form { get; protected set; } = null!;

    public bool HasNumber { get; protected set; }

    public MemoSectionForm FormOf(int i) => Form.Sections.First(s => s.Key == Sections[i].Key);

    protected async Task LoadUnits(CancellationToken stop) =>
        Units = [.. (await db.Units.AsNoTracking().Where(u => u.Active).OrderBy(u => u.Sort).Select(u => new { u.Id, u.Name }).ToListAsync(stop)).Select(u => new Choice(u.Id.ToString(), u.Name))];

    protected void Fill(IReadOnlyDictionary<string, string> texts) => Sections = [.. Form.Sections.Select(s => new Section { Key = s.Key, Text = texts.GetValueOrDefault(s.Key) })];

    /// <summary>What was typed, or null when something is wrong. Sections the form does not have are dropped; missing ones come back empty.</summary>
    protected WriteMemo.Input? Typed()
    {
        var texts = Form.Sections.ToDictionary(s => s.Key, s => Sections.Find(t => t.Key == s.Key)?.Text ?? "");
        Fill(texts);
        for (var i = 0; i < Sections.Count; i++)
        {
            if (Sections[i].Text?.Length > Memo.SectionMaxLength)
            {
                ModelState.AddModelError($"Sections[{i}].Text", $"{FormOf(i).Label}ยาวได้ไม่เกิน 8,000 ตัวอักษร ย้ายรายละเอียดไปเป็นสิ่งที่ส่งมาด้วย");
            }
        }
        return ModelState.IsValid
            ? new WriteMemo.Input(UnitId!.Value, Subject!.Trim(), Addressee?.Trim() ?? "", texts.Where(t => !string.IsNullOrWhiteSpace(t.Value)).ToDictionary(t => t.Key, t => t.Value.Trim().ReplaceLineEndings("\n")))
            : null;
    }

    internal sealed class Section
    {
        public string Key { get; set; } = "";

        public string? Text { get; set; }
    }
}
