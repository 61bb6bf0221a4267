using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Prongsai.Ui;
using Prongsai.Web.Platform.Cycle;
using Prongsai.Web.Platform.Organisations;
using Prongsai.Web.Platform.Publishing;

namespace Prongsai.Web.Features.Publication.Items;

/// <summary>Says what withdrawing an item's edition does, asks why, and does it.</summary>
[Authorize("publication.publish")]
internal sealed class WithdrawModel(ItemsOf items, PublicRoot root, CycleTrack cycle, WithdrawEdition withdraw) : ItemPage(items, root, cycle)
{
    [BindProperty(SupportsGet = true)]
    public int Edition { get; set; }

    [BindProperty, Display(Name = "เหตุผลที่ถอน", Description = "ประชาชนเห็นข้อความนี้ที่ที่อยู่เดิม อย่าใส่ชื่อบุคคล"), Required(ErrorMessage = "กรอกเหตุผลที่ถอน"), StringLength(Platform.Publishing.Edition.ReasonMaxLength, ErrorMessage = "เหตุผลยาวได้ไม่เกิน 500 ตัวอักษร")]
    public string? Reason { get; set; }

    public EditionCard Card { get; private set; } = null!;

    public async Task<IActionResult> OnGet(CancellationToken stop) => await LoadEdition(stop) ? Page() : NotFound();

    public async Task<IActionResult> OnPost(CancellationToken stop)
    {
        if (!await LoadEdition(stop))
        {
            return NotFound();
        }
        if (ModelState.IsValid)
        {
            var withdrawn = await withdraw.Do(PublishedKinds.Item(ItemNumber), Year, Edition, Reason, stop);
            if (withdrawn.IsOk)
            {
                TempData.Done($"ถอนข้อ {Item.Public.Code} ฉบับที่ {Edition} แล้ว", "ที่อยู่เดิมยังอยู่และบอกเหตุผลที่ถอน");
                return Redirect(Item.Href);
            }
            ModelState.AddModelError(nameof(Reason), withdrawn.Refusal.Text);
        }
        return new PageResult { StatusCode = StatusCodes.Status400BadRequest };
    }

    /// <summary>False when there is no such edition, or it was withdrawn before.</summary>
    private async Task<bool> LoadEdition(CancellationToken stop)
    {
        if (!await Load(stop) || Item.Public.History.FirstOrDefault(e => e.Kind == PublishedKinds.Item(ItemNumber) && e.Number == Edition) is not { IsWithdrawn: false } edition)
        {
            return false;
        }
        Card = edition;
        return true;
    }
}
