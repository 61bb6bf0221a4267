using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Prongsai.Ui;
using Prongsai.Web.Platform.Organisations;
using Prongsai.Web.Platform.Persistence;

namespace Prongsai.Web.Features.Administration.FirstSteps;

/// <summary>The second step: ticking the usual units, typing the others.</summary>
[Authorize(Administer.Organisation)]
internal sealed class UnitsModel(AppDbContext db, KeepUnits keep, CurrentOrganisation organisation) : PageModel
{
    private const int Most = 60;

    public IReadOnlyList<string> There { get; private set; } = [];

    [BindProperty, Display(Name = "เลือกที่องค์กรของท่านมี", Description = "ชื่อที่ใช้กันทั่วไป แก้ชื่อได้ภายหลัง")]
    public List<string> Usual { get; set; } = [];

    [BindProperty, Display(Name = "อื่น ๆ", Description = "บรรทัดละหนึ่งชื่อ"), DataType(DataType.MultilineText), StringLength(5000, ErrorMessage = "ยาวเกินไป")]
    public string? Others { get; set; }

    public IReadOnlyList<Choice> Choices => [.. FirstStepsOf.UsualUnits(organisation.Card.Kind).Except(There, StringComparer.Ordinal).Select(u => new Choice(u, u))];

    public async Task OnGet(CancellationToken stop)
    {
        await Fill(stop);
        Usual = There.Count == 0 ? [.. FirstStepsOf.UsualUnits(organisation.Card.Kind).Take(3)] : [];
    }

    public async Task<IActionResult> OnPost(CancellationToken stop)
    {
        await Fill(stop);
        var names = Usual.Intersect(Choices.Select(c => c.Value), StringComparer.Ordinal).Concat((Others ?? "").Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)).Distinct(StringComparer.Ordinal).Except(There, StringComparer.Ordinal).ToList();
        if (names.Find(n => n.Length > Unit.NameMaxLength) is { } tooLong)
        {
            ModelState.AddModelError(nameof(Others), $"ชื่อยาวเกิน {Unit.NameMaxLength} ตัวอักษร: {tooLong[..40]}…");
        }
        else if (names.Count > Most)
        {
            ModelState.AddModelError(nameof(Others), $"เพิ่มได้ครั้งละ {Most} ส่วนราชการ");
        }
        else if (names.Count == 0 && There.Count == 0)
        {
            ModelState.AddModelError(Choices.Count > 0 ? nameof(Usual) : nameof(Others), "เลือกหรือพิมพ์ส่วนราชการอย่างน้อยหนึ่งแห่ง หรือกดข้ามไปก่อน");
        }
        if (!ModelState.IsValid)
        {
            return new PageResult { StatusCode = StatusCodes.Status400BadRequest };
        }
        foreach (var name in names)
        {
            await keep.Add(name, stop);
        }
        return LocalRedirect("/setup/people");
    }

    private async Task Fill(CancellationToken stop) => There = await db.Units.OrderBy(u => u.Sort).Select(u => u.Name).ToListAsync(stop);
}
