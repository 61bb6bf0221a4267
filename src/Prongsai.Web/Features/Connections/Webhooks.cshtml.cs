using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Prongsai.Ui;
using Prongsai.Web.Platform.Modules;
using Prongsai.Web.Platform.Persistence;

namespace Prongsai.Web.Features.Connections;

/// <summary>Which other systems are told of the organisation's deeds, and whether they were reached.</summary>
[Authorize(ConnectionsModule.Manage)]
internal sealed class WebhooksModel(AppDbContext db, KeepWebhooks keep, Product product) : PageModel
{
    public sealed record Row(Guid Id, string Address, string[] Kinds, int Waiting, int GivenUp, DateTimeOffset? Last, string Note);

    [BindProperty, Display(Name = "ที่อยู่ของระบบปลายทาง", Description = "ขึ้นต้นด้วย https:// ผู้ดูแลระบบปลายทางเป็นผู้ให้"), Required(ErrorMessage = "ใส่ที่อยู่ที่ขึ้นต้นด้วย https://"), StringLength(2000, ErrorMessage = "ที่อยู่ยาวเกินไป")]
    public string? Address { get; set; }

    [BindProperty, Display(Name = "บอกเมื่อ")]
    public List<string> Kinds { get; set; } = [];

    public IReadOnlyList<Choice> Choices => [.. KeepWebhooks.Kinds.Where(product.ChangeTitles.ContainsKey).Select(k => new Choice(k, product.TitleOf(k)))];

    public IReadOnlyList<Row> Rows { get; private set; } = [];

    /// <summary>Shown once, right after adding.</summary>
    public string? Secret { get; private set; }

    public string TitleOf(string kind) => product.TitleOf(kind);

    public async Task OnGet(CancellationToken stop)
    {
        var deliveries = db.WebhookDeliveries;
        Rows = await db.Webhooks.AsNoTracking().OrderBy(w => w.AddedAt).Select(w => new Row(
            w.Id, w.Address, w.Kinds,
            deliveries.Count(d => d.WebhookId == w.Id && d.State == DeliveryState.Waiting),
            deliveries.Count(d => d.WebhookId == w.Id && d.State == DeliveryState.GivenUp),
            deliveries.Where(d => d.WebhookId == w.Id && d.State == DeliveryState.Delivered).Max(d => d.DeliveredAt),
            deliveries.Where(d => d.WebhookId == w.Id).OrderByDescending(d => d.CreatedAt).Select(d => d.Note).FirstOrDefault() ?? "")).ToListAsync(stop);
    }

    public async Task<IActionResult> OnPost(CancellationToken stop)
    {
        if (ModelState.IsValid)
        {
            var added = await keep.Add(Address!.Trim(), Kinds, stop);
            if (added.IsOk)
            {
                Secret = added.Value.Secret;
                (Address, Kinds) = (null, []);
                ModelState.Clear();
                await OnGet(stop);
                return Page();
            }
            ModelState.AddModelError(added.Refusal is AddressIsRefused ? nameof(Address) : nameof(Kinds), added.Refusal.Text);
        }
        await OnGet(stop);
        return new PageResult { StatusCode = StatusCodes.Status400BadRequest };
    }

    public async Task<IActionResult> OnPostRemove(Guid id, CancellationToken stop)
    {
        await keep.Remove(id, stop);
        TempData.Done("ลบการเชื่อมต่อแล้ว ระบบปลายทางจะไม่ได้รับแจ้งอีก");
        return LocalRedirect("/connections/webhooks");
    }
}
