using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Prongsai.Domain.Approval;
using Prongsai.Ui;
using Prongsai.Web.Features.Memos.Data;
using Prongsai.Web.Platform.Identity;
using Prongsai.Web.Platform.Persistence;

namespace Prongsai.Web.Features.Memos.Setup;

/// <summary>One chain as data: posts, stages, who may skip.</summary>
[Authorize("memos.manage")]
internal sealed class ChainModel(AppDbContext db, MemosOf memos, KeepSetup keep) : PageModel
{
    private const int MostSteps = 20;

    [BindProperty(SupportsGet = true)]
    public Guid? Id { get; set; }

    [BindProperty, Display(Name = "ชื่อสาย", Description = "เช่น สายปกติ หรือ เรื่องการเงิน"), Required(ErrorMessage = "ใส่ชื่อสายอนุมัติ"), StringLength(StoredChain.NameMaxLength, ErrorMessage = "ชื่อยาวได้ไม่เกิน 120 ตัวอักษร")]
    public string? Name { get; set; }

    [BindProperty, Display(Name = "ใช้สายนี้ตามปกติ")]
    public bool IsUsual { get; set; }

    [BindProperty]
    public List<Line> Steps { get; set; } = [];

    public IReadOnlyList<Choice> People { get; private set; } = [];

    public IReadOnlyList<Choice> Skips { get; } =
        [new(nameof(SkipRule.Nobody), "ข้ามไม่ได้"), new(nameof(SkipRule.Author), "ผู้เสนอข้ามได้"), new(nameof(SkipRule.Next), "ผู้ลงความเห็นลำดับถัดไปข้ามได้")];

    public async Task<IActionResult> OnGet(CancellationToken stop)
    {
        await Look(stop);
        if (Id is { } id)
        {
            if ((await memos.Chains(stop)).FirstOrDefault(c => c.Id == id) is not { } chain)
            {
                return NotFound();
            }
            (Name, IsUsual) = (chain.Name, chain.IsUsual);
            Steps = [.. chain.Steps.Select(s => new Line { Stage = s.Stage, Post = s.Post, Skip = s.Skip, Person = s.PersonId })];
        }
        More(2);
        return Page();
    }

    public async Task<IActionResult> OnPostMore(CancellationToken stop)
    {
        ModelState.Clear();
        await Look(stop);
        More(3);
        return Page();
    }

    public async Task<IActionResult> OnPost(CancellationToken stop)
    {
        if (ModelState.IsValid)
        {
            var typed = Steps.Take(MostSteps).Where(s => !string.IsNullOrWhiteSpace(s.Post) || s.Person is not null).ToList();
            var names = await db.People.AsNoTracking().ToDictionaryAsync(p => p.Id, p => p.Position, stop);
            var steps = typed.Select((s, i) => new ChainStep(s.Stage ?? i + 1, string.IsNullOrWhiteSpace(s.Post) ? names.GetValueOrDefault(s.Person!.Value, "") : s.Post.Trim(), s.Person, s.Skip)).ToList();
            // The usual chain of the kind is not kept until it is changed: then it becomes the organisation's own.
            var isKept = Id is { } id && await db.Chains.AnyAsync(c => c.Id == id, stop);
            var kept = await keep.Chain(isKept ? Id : null, Name!.Trim(), steps, IsUsual, stop);
            if (kept.IsOk)
            {
                TempData.Done("บันทึกสายอนุมัติแล้ว");
                return Redirect("/memos/chains");
            }
            ModelState.AddModelError(Steps.Count > 0 ? "Steps[0].Post" : "", kept.Refusal.Text);
        }
        await Look(stop);
        return new PageResult { StatusCode = StatusCodes.Status400BadRequest };
    }

    private void More(int lines)
    {
        while (lines-- > 0 && Steps.Count < MostSteps)
        {
            Steps.Add(new Line { Stage = Steps.Select(s => s.Stage ?? 0).DefaultIfEmpty().Max() + 1 });
        }
    }

    private async Task Look(CancellationToken stop) =>
        People = [.. (await db.People.AsNoTracking().Where(p => p.Active).OrderBy(p => p.Sort).Select(p => new { p.Id, p.Position }).ToListAsync(stop)).Select(p => new Choice(p.Id.ToString(), p.Position))];

    internal sealed class Line
    {
        [Display(Name = "ขั้นที่"), Range(1, 20, ErrorMessage = "ขั้นที่ต้องเป็น 1 ถึง 20")]
        public int? Stage { get; set; }

        [Display(Name = "ตำแหน่ง"), StringLength(120, ErrorMessage = "ตำแหน่งยาวได้ไม่เกิน 120 ตัวอักษร")]
        public string? Post { get; set; }

        [Display(Name = "ข้ามได้หรือไม่")]
        public SkipRule Skip { get; set; }

        [Display(Name = "เจาะจงบุคคล")]
        public Guid? Person { get; set; }
    }
}
