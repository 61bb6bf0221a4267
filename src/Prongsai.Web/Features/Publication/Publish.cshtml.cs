using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Prongsai.Ui;
using Prongsai.Web.Platform.Cycle;
using Prongsai.Web.Platform.Organisations;
using Prongsai.Web.Platform.Publishing;

namespace Prongsai.Web.Features.Publication;

/// <summary>Says what will become public and where, and publishes it when the person says so.</summary>
[Authorize("publication.publish")]
internal sealed class PublishModel(Standings standings, PublicRoot root, CycleTrack cycle, PublishEdition publish) : StandingPage(standings, root, cycle)
{
    private readonly Standings standings = standings;

    /// <summary>The state of the source the person saw.</summary>
    [BindProperty]
    public string? Seen { get; set; }

    [BindProperty, Display(Name = "เลือกเปิดเผยเพิ่ม", Description = "ไม่เลือกก็ได้")]
    public List<string> Options { get; set; } = [];

    [BindProperty, Display(Name = "เหตุผล", Description = "ฉบับแรกไม่ต้องกรอก ฉบับต่อไปต้องกรอก ประชาชนเห็นเหตุผลนี้ในประวัติ"), StringLength(Edition.ReasonMaxLength, ErrorMessage = "เหตุผลยาวได้ไม่เกิน 500 ตัวอักษร")]
    public string? Reason { get; set; }

    public PublishableContent Offered { get; private set; } = null!;

    public IReadOnlyList<Choice> Choices => [.. Offered.Options.Select(o => new Choice(o.Key, o.Label, o.Hint))];

    public async Task<IActionResult> OnGet(CancellationToken stop)
    {
        if (!await LoadContent(stop))
        {
            return NotFound();
        }
        Seen = Offered.Offer.SourceId;
        return Page();
    }

    public async Task<IActionResult> OnPost(CancellationToken stop)
    {
        if (!await LoadContent(stop))
        {
            return NotFound();
        }
        if (ModelState.IsValid)
        {
            var known = Offered.Options.Select(o => o.Key).Intersect(Options, StringComparer.Ordinal).ToHashSet(StringComparer.Ordinal);
            var published = await publish.Do(Kind, Year, Seen ?? "", known, Reason, stop);
            if (published.IsOk)
            {
                TempData.Done($"เผยแพร่{Standing.Title}แล้ว ฉบับที่ {published.Value.Number}", $"ประชาชนเปิดอ่านได้ที่ {Address}");
                return Redirect(Standing.OfficeHref);
            }
            ModelState.AddModelError(published.Refusal is NewEditionNeedsReason ? nameof(Reason) : "", published.Refusal.Text);
            if (published.Refusal is SourceHasChanged)
            {
                ModelState.SetModelValue(nameof(Seen), Offered.Offer.SourceId, Offered.Offer.SourceId);
                Seen = Offered.Offer.SourceId;
            }
        }
        return new PageResult { StatusCode = StatusCodes.Status400BadRequest };
    }

    private async Task<bool> LoadContent(CancellationToken stop)
    {
        if (!await Load(stop) || standings.Publishable(Kind) is not { } publishable || await publishable.Content(Year, Options.ToHashSet(StringComparer.Ordinal), stop) is not { } content)
        {
            return false;
        }
        Offered = content;
        return true;
    }
}
