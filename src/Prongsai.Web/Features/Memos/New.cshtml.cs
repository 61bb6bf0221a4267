using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Prongsai.Documents.Writing.Memos;
using Prongsai.Ui;
using Prongsai.Web.Platform.Cycle;
using Prongsai.Web.Platform.Identity;
using Prongsai.Web.Platform.Organisations;
using Prongsai.Web.Platform.Persistence;

namespace Prongsai.Web.Features.Memos;

/// <summary>Begins a memorandum from a template.</summary>
[Authorize("memos.write")]
internal sealed class NewModel(AppDbContext db, WriteMemo write, MemosOf memos, MemoForms forms, CurrentOrganisation organisation, CurrentPerson person, CycleTrack cycle) : MemoFields(db)
{
    [BindProperty(SupportsGet = true)]
    public string? Template { get; set; }

    public IReadOnlyList<MemoTemplate> Templates => forms.Templates;

    public MemoTemplate? Chosen => forms.Templates.FirstOrDefault(t => t.Id == Template);

    public async Task OnGet(CancellationToken stop)
    {
        Form = forms.Newest;
        await LoadUnits(stop);
        if (Chosen is not { } template)
        {
            return;
        }
        UnitId = person.UnitId ?? (Units.Count > 0 ? Guid.Parse(Units[0].Value) : null);
        var year = cycle.ThisYear.Value;
        var values = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["organisation"] = organisation.Card.Name,
            ["year"] = FormattableString.Invariant($"{year}"),
            ["nextYear"] = FormattableString.Invariant($"{year + 1}"),
            ["unit"] = Units.FirstOrDefault(u => u.Value == UnitId?.ToString())?.Text ?? "ส่วนราชการ",
        };
        Subject = MemoTemplate.Fill(template.Subject, values);
        Addressee = memos.Usual().Steps[^1].Post;
        Fill(template.Sections.ToDictionary(s => s.Key, s => MemoTemplate.Fill(s.Value, values), StringComparer.Ordinal));
    }

    public async Task<IActionResult> OnPost(CancellationToken stop)
    {
        Form = forms.Newest;
        await LoadUnits(stop);
        if (Chosen is null)
        {
            return NotFound();
        }
        if (Typed() is { } input)
        {
            var started = await write.Start(Template!, input, stop);
            if (started.IsOk)
            {
                TempData.Done("บันทึกร่างแล้ว", "แนบสิ่งที่ส่งมาด้วย อ่านทวน แล้วเสนอเรื่อง");
                return Redirect($"/memos/{started.Value}");
            }
            ModelState.AddModelError(nameof(UnitId), started.Refusal.Text);
        }
        return new PageResult { StatusCode = StatusCodes.Status400BadRequest };
    }
}
