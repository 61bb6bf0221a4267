using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Prongsai.Domain;
using Prongsai.Domain.Doing;
using Prongsai.Ui;
using Prongsai.Web.Features.Doing.Data;
using Prongsai.Web.Platform.Identity;
using Prongsai.Web.Platform.Persistence;

namespace Prongsai.Web.Features.Doing.Rounds;

/// <summary>The days by which rounds and evidence of a year are judged, and the office's own from that year on.</summary>
[Authorize("doing.read")]
internal sealed class RulesModel(AppDbContext db, WorkOf work, RoundsOf rounds, KeepFollowUpRules keep, CurrentPerson person) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public FiscalYear Year { get; set; }

    [BindProperty]
    public int Version { get; set; }

    [BindProperty, Display(Name = "ครบกำหนดหลังสิ้นช่วงที่รายงาน"), Required(ErrorMessage = "ใส่จำนวนวัน")]
    public int? DueAfter { get; set; }

    [BindProperty, Display(Name = "รับฉบับที่ส่งช้าต่ออีก"), Required(ErrorMessage = "ใส่จำนวนวัน ไม่รับให้ใส่ 0")]
    public int? TakenFor { get; set; }

    [BindProperty, Display(Name = "นับว่าลงวันย้อนหลังเมื่อเกิน"), Required(ErrorMessage = "ใส่จำนวนวัน")]
    public int? BackDatedAfter { get; set; }

    [BindProperty, Display(Name = "เหตุผล", Description = "เช่น มติที่ประชุมประจำเดือนตุลาคม"), Required(ErrorMessage = "บอกเหตุผล"), StringLength(KeptFollowUpRules.BecauseMaxLength, ErrorMessage = "เหตุผลยาวได้ไม่เกิน 500 ตัวอักษร")]
    public string? Reason { get; set; }

    public FollowUpRules Now { get; private set; } = FollowUpRules.Usual;

    public KeptFollowUpRules? Source { get; private set; }

    public IReadOnlyList<RoundNow> Rounds { get; private set; } = [];

    public async Task OnGet(CancellationToken stop)
    {
        await Look(stop);
        (DueAfter, TakenFor, BackDatedAfter) = (Now.DueAfter, Now.TakenFor, Now.BackDatedAfter);
    }

    public async Task<IActionResult> OnPost(CancellationToken stop)
    {
        if (!person.May("doing.rounds"))
        {
            return Forbid();
        }
        if (ModelState.IsValid)
        {
            var kept = await keep.Do(Year, Version, new(DueAfter!.Value, TakenFor!.Value, BackDatedAfter!.Value), Reason, stop);
            if (kept.IsOk)
            {
                TempData.Done("บันทึกวันของรอบติดตามแล้ว", $"ใช้ตั้งแต่ปี {Year}");
                return Redirect($"/follow-up/{Year}/rules");
            }
            ModelState.AddModelError(
                kept.Refusal switch { DueDaysAreOut => nameof(DueAfter), TakenDaysAreOut => nameof(TakenFor), BackDatedDaysAreOut => nameof(BackDatedAfter), RulesWereChanged => "", _ => nameof(Reason) },
                kept.Refusal.Text);
        }
        await Look(stop);
        return new PageResult { StatusCode = StatusCodes.Status400BadRequest };
    }

    private async Task Look(CancellationToken stop)
    {
        Now = await work.Rules(Year, stop);
        Source = await db.FollowUpRules.AsNoTracking().Where(r => r.FromYear <= Year).OrderByDescending(r => r.FromYear).FirstOrDefaultAsync(stop);
        Version = Source is { } row && row.FromYear == Year ? row.Version : 0;
        ModelState.Remove(nameof(Version));
        Rounds = await rounds.Of(Year, stop);
    }
}
