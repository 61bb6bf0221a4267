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

    [BindProperty, Display(Name = "หน้าที่")]
    public string? Role { get; set; } = Store.Recipients.Handles;

    public IReadOnlyList<RecipientRow> Rows { get; private set; } = [];

    /// <summary>Named by orders in force and not appointed yet.</summary>
    public IReadOnlyList<(Guid Person, string Order, string Role)> Offers { get; private set; } = [];

    public static IReadOnlyList<Choice> Roles =>
        [new(Store.Recipients.Handles, "ผู้รับเรื่อง", "อ่านและดำเนินการ"), new(Store.Recipients.Custodian, "ผู้ดูแลตัวตน", "อ่านเรื่องไม่ได้ แต่ต้องยินยอมก่อนผู้รับเรื่องเห็นชื่อผู้แจ้ง")];

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
        var role = string.Equals(Role, Store.Recipients.Custodian, StringComparison.Ordinal) ? Store.Recipients.Custodian : Store.Recipients.Handles;
        await Appoint(PersonId!.Value, OrderNumber!.Trim(), role, byOrder: false, stop);
        return Redirect(Request.PathBase + "/desk/recipients");
    }

    public async Task<IActionResult> OnPostOrder(CancellationToken stop)
    {
        await Load(stop);
        if (Offers.FirstOrDefault(o => o.Person == PersonId && string.Equals(o.Role, Role, StringComparison.Ordinal)) is { Order: { } order } offer)
        {
            await Appoint(offer.Person, order, offer.Role, byOrder: true, stop);
        }
        return Redirect(Request.PathBase + "/desk/recipients");
    }

    public async Task<IActionResult> OnPostEnd(Guid id, CancellationToken stop)
    {
        await Load(stop);
        if (Rows.FirstOrDefault(r => r.Id == id) is { } row)
        {
            await recipients.End(id, stop);
            await office.Announce([.. Rows.Select(r => r.PersonId)], "informants.ended", $"{PositionOf(row.PersonId)} พ้นจากการเป็น{Title(row.Role)}", stop);
        }
        return Redirect(Request.PathBase + "/desk/recipients");
    }

    /// <summary>Everybody appointed hears of it: nobody is slipped in unseen.</summary>
    private async Task Appoint(Guid person, string order, string role, bool byOrder, CancellationToken stop)
    {
        if (await recipients.Appoint(person, order, role, byOrder, stop))
        {
            await office.Announce([.. Rows.Select(r => r.PersonId).Append(person)], "informants.appointed", $"แต่งตั้ง{PositionOf(person)}เป็น{Title(role)} ตามคำสั่ง {order}", stop);
        }
    }

    private static string Title(string role) => string.Equals(role, Store.Recipients.Custodian, StringComparison.Ordinal) ? "ผู้ดูแลตัวตนผู้แจ้งเบาะแส" : "ผู้รับเรื่องจากผู้แจ้งเบาะแส";

    private async Task Load(CancellationToken stop)
    {
        people = await office.People(stop);
        await recipients.EndLapsed(stop);
        Rows = await recipients.Standing(stop);
        var offers = new List<(Guid, string, string)>();
        foreach (var (role, duty) in Store.Recipients.Duties)
        {
            offers.AddRange((await office.HoldersOf(duty, stop) ?? []).Where(h => Rows.All(r => r.PersonId != h.PersonId)).Select(h => (h.PersonId, h.OrderNumber, role)));
        }
        Offers = offers;
    }
}
