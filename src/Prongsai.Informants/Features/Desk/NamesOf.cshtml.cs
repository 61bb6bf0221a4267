using System.Text;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Prongsai.Informants.Format;
using Prongsai.Informants.Store;

namespace Prongsai.Informants.Desk;

/// <summary>A custodian agrees, or not, that a recipient sees a name, and says why. He sees neither the report nor the name.</summary>
[Authorize("informants.handle")]
internal sealed class NamesModel(IOffice office, Recipients recipients, OpenKeys keys, Names names) : DeskPage(office, recipients, keys)
{
    [BindProperty]
    public Guid? Id { get; set; }

    [BindProperty]
    public string? Why { get; set; }

    [BindProperty]
    public bool Agree { get; set; }

    public IReadOnlyList<(Guid Id, string Asker, DateOnly AskedOn, string Reason)> Rows { get; private set; } = [];

    public async Task OnGet(CancellationToken stop) => await Load(stop);

    public async Task<IActionResult> OnPost(CancellationToken stop)
    {
        await Load(stop);
        if (Open is null || !Mine!.IsCustodian || Rows.All(r => r.Id != Id))
        {
            return NotFound();
        }
        if (string.IsNullOrWhiteSpace(Why) || Why.Length > 1000)
        {
            ModelState.AddModelError("", "เขียนเหตุผลของท่านก่อนตัดสินใจ ไม่เกิน 1,000 ตัวอักษร");
            return Wrong();
        }
        var (request, sealedKey) = (await names.Waiting(Mine.Id, stop)).Single(w => w.Request.Id == Id);
        if (Open.OpenKey(sealedKey) is not { } key)
        {
            return NotFound();
        }
        var asker = (await Recipients.Handlers(stop)).SingleOrDefault(h => h.RecipientId == request.AskedBy);
        await names.Decide(request, KeyPair.FromPrivate(key), asker, Mine.Id, Agree, Why.Trim(), stop);
        return Redirect(Request.PathBase + "/desk/names");
    }

    private async Task Load(CancellationToken stop)
    {
        if (Open is null || !Mine!.IsCustodian)
        {
            return;
        }
        var people = (await Office.People(stop)).ToDictionary(p => p.Id, p => p.Position);
        var who = (await Recipients.Ever(stop)).ToDictionary(r => r.Id, r => people.GetValueOrDefault(r.PersonId, "ผู้รับเรื่องเดิม"));
        Rows = [.. (await names.Waiting(Mine.Id, stop)).Select(w => (w.Request.Id, who.GetValueOrDefault(w.Request.AskedBy, "ผู้รับเรื่องเดิม"), w.Request.AskedOn,
            Open.OpenKey(w.Key) is { } key && Envelope.Open(w.Request.Reason, KeyPair.FromPrivate(key), w.Request.Report, w.Request.Id) is { } reason ? Encoding.UTF8.GetString(reason) : "เปิดเหตุผลไม่ได้"))];
    }
}
