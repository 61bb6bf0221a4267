using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Prongsai.Domain;
using Prongsai.Ui;
using Prongsai.Web.Platform.Cycle;
using Prongsai.Web.Platform.Organisations;
using Prongsai.Web.Platform.Publishing;

namespace Prongsai.Web.Features.Publication.Items;

internal enum PublishWhen
{
    [Display(Name = "ทันที")]
    Now,

    [Display(Name = "ตามวันที่กำหนด", Description = "ขึ้นเองเวลา 00.00 น. ของวันนั้น ถ้าไม่มีใครแก้คำตอบก่อน")]
    Later,
}

/// <summary>Says what becomes public and at which addresses, and publishes it now or on a day.</summary>
[Authorize("publication.publish")]
internal sealed class PublishModel(ItemsOf items, PublicRoot root, CycleTrack cycle, PublishItem publish) : ItemPage(items, root, cycle)
{
    [BindProperty]
    public int Version { get; set; }

    [BindProperty, Display(Name = "เผยแพร่เมื่อใด")]
    public PublishWhen When { get; set; }

    [BindProperty, Display(Name = "วันที่เผยแพร่", Description = "กรอกเมื่อเลือกตามวันที่กำหนด")]
    public DateOnly? Day { get; set; }

    [BindProperty, Display(Name = "เหตุผล", Description = "ฉบับแรกไม่ต้องกรอก ฉบับแก้ไขต้องกรอก ประชาชนเห็นเหตุผลนี้ในประวัติ"), StringLength(Edition.ReasonMaxLength, ErrorMessage = "เหตุผลยาวได้ไม่เกิน 500 ตัวอักษร")]
    public string? Reason { get; set; }

    public IReadOnlyList<string> Addresses { get; private set; } = [];

    public async Task<IActionResult> OnGet(CancellationToken stop)
    {
        if (!await LoadAll(stop))
        {
            return NotFound();
        }
        Version = Item.Work!.Version;
        return Page();
    }

    public async Task<IActionResult> OnPost(CancellationToken stop)
    {
        if (!await LoadAll(stop))
        {
            return NotFound();
        }
        if (When is PublishWhen.Later && Day is null && ModelState.IsValid)
        {
            ModelState.AddModelError(nameof(Day), "กรอกวันที่จะเผยแพร่");
        }
        if (ModelState.IsValid)
        {
            var refusal = When is PublishWhen.Later ? await Later(stop) : await Now(stop);
            if (refusal is null)
            {
                return Redirect(Item.Href);
            }
            if (refusal is AnswerHasChanged)
            {
                Version = Item.Work!.Version;
                ModelState.Remove(nameof(Version));
            }
            ModelState.AddModelError(refusal is NewEditionNeedsReason ? nameof(Reason) : refusal is DayIsPast ? nameof(Day) : "", refusal.Text);
        }
        return new PageResult { StatusCode = StatusCodes.Status400BadRequest };
    }

    private async Task<Refusal?> Now(CancellationToken stop)
    {
        var published = await publish.Now(Year, ItemNumber, Version, Reason, stop);
        if (published.IsOk)
        {
            TempData.Done($"เผยแพร่ข้อ {Item.Public.Code} แล้ว ฉบับที่ {published.Value.Number}", $"ประชาชนเปิดอ่านได้ที่ {Address}");
        }
        return published.Refusal;
    }

    private async Task<Refusal?> Later(CancellationToken stop)
    {
        var planned = await publish.On(Year, ItemNumber, Version, Reason, Day!.Value, stop);
        if (planned.IsOk)
        {
            TempData.Done($"ข้อ {Item.Public.Code} จะเผยแพร่เอง {ThaiDate.ShortWithTime(planned.Value)}", "ก่อนถึงวันนั้นประชาชนไม่เห็น");
        }
        return planned.Refusal;
    }

    private async Task<bool> LoadAll(CancellationToken stop)
    {
        if (!await Load(stop) || Item.Work is not { HasAnswer: true } work)
        {
            return false;
        }
        var own = Address[..^PublicItem.AddressOf(Year, ItemNumber).Length];
        Addresses = [.. AnswerContent.Numbers(work).Select(n => own + PublicItem.AddressOf(Year, n))];
        return true;
    }
}
