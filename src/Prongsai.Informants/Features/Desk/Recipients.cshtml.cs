using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Prongsai.Informants.Store;
using Prongsai.Ui;

namespace Prongsai.Informants.Desk;

/// <summary>Appoints and ends recipients. Who appoints gets no key by it.</summary>
[Authorize("informants.manage")]
internal sealed class RecipientsModel(IOffice office, Recipients recipients) : PageModel
{
    private IReadOnlyList<OfficePerson> people = [];

    [BindProperty, Display(Name = "ตำแหน่ง"), Required(ErrorMessage = "เลือกตำแหน่ง")]
    public Guid? PersonId { get; set; }

    [BindProperty, Display(Name = "เลขที่คำสั่งแต่งตั้ง", Description = "เช่น 123/2569 ลงวันที่ 1 ตุลาคม 2568"), Required, StringLength(120)]
    public string? OrderNumber { get; set; }

    public IReadOnlyList<RecipientRow> Rows { get; private set; } = [];

    public IReadOnlyList<Choice> Choices => [.. people.Where(p => Rows.All(r => r.PersonId != p.Id)).Select(p => new Choice(p.Id.ToString("D"), p.Position, p.Unit))];

    public string PositionOf(Guid person) => people.FirstOrDefault(p => p.Id == person)?.Position ?? "ไม่อยู่ในหน่วยงานแล้ว";

    public async Task OnGet(CancellationToken stop) => await Load(stop);

    public async Task<IActionResult> OnPost(CancellationToken stop)
    {
        await Load(stop);
        if (ModelState.IsValid && people.All(p => p.Id != PersonId))
        {
            ModelState.AddModelError(nameof(PersonId), "เลือกตำแหน่ง");
        }
        if (!ModelState.IsValid)
        {
            return new PageResult { StatusCode = 400 };
        }
        await recipients.Appoint(PersonId!.Value, OrderNumber!.Trim(), stop);
        return Redirect("/desk/recipients");
    }

    public async Task<IActionResult> OnPostEnd(Guid id, CancellationToken stop)
    {
        await recipients.End(id, stop);
        return Redirect("/desk/recipients");
    }

    private async Task Load(CancellationToken stop)
    {
        people = await office.People(stop);
        Rows = await recipients.Standing(stop);
    }
}
