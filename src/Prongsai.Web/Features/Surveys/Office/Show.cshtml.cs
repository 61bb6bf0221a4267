using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Prongsai.Domain;
using Prongsai.Domain.Rules;
using Prongsai.Ui;
using Prongsai.Web.Features.Surveys.Answers;
using Prongsai.Web.Platform.Organisations;
using Prongsai.Web.Platform.Persistence;

namespace Prongsai.Web.Features.Surveys.Office;

/// <summary>How many ought to answer, and where that is said.</summary>
internal sealed record SampleGoal(int Count, string Rule, Certainty Certainty);

[Authorize("surveys.read")]
internal sealed class ShowModel(AppDbContext db, KeptAnswers answers, KeepSurveys surveys, RulebookSet rules, PublicRoot root, CurrentOrganisation organisation, Prongsai.Web.Platform.Identity.CurrentPerson may, TimeProvider clock) : SurveyPage(db)
{
    [BindProperty, Display(Name = "เปิดตั้งแต่วันที่")]
    public DateOnly? OpensOn { get; set; }

    [BindProperty, Display(Name = "ปิดหลังวันที่", Description = "ยังตอบได้ในวันนี้จนถึงเที่ยงคืน")]
    public DateOnly? ClosesOn { get; set; }

    [BindProperty, Display(Name = "ใครตอบได้")]
    public string? Entry { get; set; }

    [BindProperty, Display(Name = "มีผู้มีสิทธิตอบทั้งหมด", Description = "ใช้บอกความคลาดเคลื่อน ไม่ทราบให้เว้นว่าง"), Range(1, 1_000_000, ErrorMessage = "ใส่จำนวนคนตั้งแต่ 1")]
    public int? Population { get; set; }

    [BindProperty, Display(Name = "ไม่แสดงผลถ้าผู้ตอบน้อยกว่า", Description = "ต่ำสุด 5 เพิ่มได้ถ้ากลุ่มเล็กและกังวลว่าจะเดากันออก"), Range(5, 1000, ErrorMessage = "ใส่ตั้งแต่ 5 คนขึ้นไป")]
    public int Least { get; set; } = Survey.DefaultLeast;

    [Display(Name = "ออกรหัสเพิ่ม")]
    public int? Count { get; set; }

    public Kept Kept { get; private set; } = new(null, 0, 0, 0, 0, 0);

    public SampleGoal? Goal { get; private set; }

    public string Address { get; private set; } = "";

    public string KioskHref { get; private set; } = "";

    public IReadOnlyList<string> Problems => Survey.Form.Problems();

    public IReadOnlyList<Choice> Entries { get; } =
    [
        new("codes", SurveyWords.Of(SurveyEntry.Codes), "รหัสละหนึ่งครั้ง เหมาะกับบุคลากร"),
        new("link", SurveyWords.Of(SurveyEntry.Link), "เครื่องละหนึ่งครั้งต่อวัน เหมาะกับประชาชน"),
        new("either", SurveyWords.Of(SurveyEntry.Either), "เหมาะเมื่อหลายคนใช้เครื่องเดียวกัน"),
    ];

    /// <summary>Whom the year's rules let answer; null for the organisation's own surveys.</summary>
    public string? Eligible => Survey.Kind switch
    {
        SurveyKind.Internal => "บุคลากรที่ทำงานในหน่วยงานมาแล้วไม่น้อยกว่า 1 ปี แจกสลิปให้ครบทุกคนโดยไม่เลือก",
        SurveyKind.External => "ประชาชนและผู้ประกอบการที่มารับบริการหรือติดต่อกับหน่วยงานในปีนี้ เจ้าหน้าที่ของหน่วยงานไม่ตอบแทน",
        _ => null,
    };

    private DateOnly Today => ThaiDate.InBangkok(clock.GetUtcNow());

    public async Task OnGet(CancellationToken stop)
    {
        (OpensOn, ClosesOn, Entry) = (Today, Survey.ClosesOn ?? Today.AddDays(14), KebabCase<SurveyEntry>.Write(Survey.Entry));
        await Load(stop);
    }

    public async Task<IActionResult> OnPost(CancellationToken stop)
    {
        if (!may.May("surveys.write"))
        {
            return Forbid();
        }
        if (OpensOn is null)
        {
            ModelState.AddModelError(nameof(OpensOn), "ใส่วันที่เปิด");
        }
        if (Survey.Kind is not SurveyKind.Service && (ClosesOn is null || ClosesOn < OpensOn || ClosesOn < Today))
        {
            ModelState.AddModelError(nameof(ClosesOn), "ใส่วันปิดที่ไม่ก่อนวันเปิดและไม่ก่อนวันนี้");
        }
        if (!Entries.Any(e => e.Value == Entry))
        {
            ModelState.AddModelError(nameof(Entry), "เลือกว่าใครตอบได้");
        }
        if (ModelState.IsValid)
        {
            var opened = await surveys.Open(Survey, OpensOn!.Value, ClosesOn, KebabCase<SurveyEntry>.Read(Entry!), Least, Population, stop);
            if (opened.IsOk)
            {
                TempData.Done("เปิดรับคำตอบแล้ว", Survey.Entry is SurveyEntry.Codes ? "ขั้นต่อไป ออกสลิปรหัสและแจกให้ผู้มีสิทธิตอบ" : "ขั้นต่อไป พิมพ์โปสเตอร์หรือส่งลิงก์");
                return LocalRedirect($"/surveys/{Survey.Id}");
            }
            ModelState.AddModelError("", opened.Refusal.Text);
        }
        await Load(stop);
        return Wrong();
    }

    public async Task<IActionResult> OnPostExtend(CancellationToken stop)
    {
        if (!may.May("surveys.write"))
        {
            return Forbid();
        }
        if (Survey.State is SurveyState.Open && ClosesOn is { } closes && closes >= Today)
        {
            await surveys.Extend(Survey, closes, stop);
            TempData.Done("เลื่อนวันปิดแล้ว");
            return LocalRedirect($"/surveys/{Survey.Id}");
        }
        ModelState.Clear();
        ModelState.AddModelError(nameof(ClosesOn), "ใส่วันปิดที่ไม่ก่อนวันนี้");
        await Load(stop);
        return Wrong();
    }

    private async Task Load(CancellationToken stop)
    {
        if (Survey.State is SurveyState.Draft)
        {
            return;
        }
        Kept = Survey.Kind is SurveyKind.Service ? await answers.Of(Survey, Survey.PeriodOf(Today), stop) : await answers.Of(Survey, stop);
        Address = await root.Written($"/s/{Survey.Link}", stop);
        KioskHref = await root.Href(stop) + $"/s/{Survey.Link}/kiosk";
        Goal = GoalOf();
    }

    /// <summary>
    /// The year's minimum for organisations of this kind and size; where nobody found it, for staff everyone,
    /// for citizens that of the last year before it, and it says so.
    /// </summary>
    private SampleGoal? GoalOf()
    {
        if (Survey.Tool is not { } tool || rules.FindById(Survey.RulebookId!) is not { } book)
        {
            return null;
        }
        var least = LeastOf(book, tool);
        if (CountOf(least) is { } known)
        {
            return new(known, least!.Rule, least.Source.Certainty);
        }
        if (Survey.Kind is SurveyKind.Internal && (Survey.Population ?? Survey.CodesIssued) is > 0 and var everyone)
        {
            return new(everyone, $"{(Survey.Population is null ? "นับจากสลิปที่ออกไป" : "นับจากผู้มีสิทธิตอบทั้งหมด")} {least?.Rule}", least?.Source.Certainty ?? Certainty.Unknown);
        }
        return rules.Current.Where(b => b.Year < book.Year).OrderByDescending(b => b.Year).Select(b => (b.Year, Least: LeastOf(b, tool))).FirstOrDefault(b => CountOf(b.Least) is not null) is { Least: { } before, Year: var year }
            ? new(CountOf(before)!.Value, $"ยังไม่พบจำนวนขั้นต่ำของปี {book.Year} จึงเทียบกับปี {year}: {before.Rule}", Certainty.Unknown)
            : null;
    }

    private int? CountOf(SampleMinimum? least) => least?.Minimum ?? (least?.Share is { } share && Survey.Population is { } all ? (int)Math.Ceiling(all * share) : null);

    private SampleMinimum? LeastOf(Rulebook book, string tool)
    {
        var size = organisation.Card.Size switch { OrganisationSize.Small => "S", OrganisationSize.Medium => "M", _ => "L" };
        var kind = organisation.Card.Kind switch
        {
            OrganisationKind.Subdistrict => "องค์การบริหารส่วนตำบล",
            OrganisationKind.SubdistrictMunicipality => "เทศบาลตำบล",
            OrganisationKind.TownMunicipality => "เทศบาลเมือง",
            OrganisationKind.CityMunicipality => "เทศบาลนคร",
            OrganisationKind.Province => "องค์การบริหารส่วนจังหวัด",
            _ => "",
        };
        return book.SampleMinima.Where(m => m.Tool == tool && (m.OrganisationKind is null || m.OrganisationKind == kind) && (m.Size is null || m.Size == size))
            .OrderByDescending(m => (m.OrganisationKind is null ? 0 : 2) + (m.Size is null ? 0 : 1)).FirstOrDefault();
    }
}
