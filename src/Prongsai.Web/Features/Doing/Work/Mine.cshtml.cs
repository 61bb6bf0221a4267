using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Prongsai.Domain;
using Prongsai.Domain.Doing;
using Prongsai.Ui;
using Prongsai.Web.Features.Doing.Rounds;
using Prongsai.Web.Platform.Cycle;
using Prongsai.Web.Platform.Identity;
using Prongsai.Web.Platform.Plans;

namespace Prongsai.Web.Features.Doing.Work;

/// <summary>What a person and the person's unit owe, by date, the overdue first.</summary>
[Authorize("doing.read")]
internal sealed class MineModel(WorkOf work, IPlannedWork plans, CycleTrack cycle, CurrentPerson person, RoundsOf rounds) : PageModel
{
    [BindProperty(SupportsGet = true, Name = "unit")]
    public Guid? Unit { get; set; }

    [BindProperty(SupportsGet = true, Name = "state")]
    public string? State { get; set; }

    [BindProperty(SupportsGet = true, Name = "year")]
    public FiscalYear? ChosenYear { get; set; }

    [BindProperty(SupportsGet = true, Name = "who")]
    public string? Who { get; set; }

    public FiscalYear Year { get; private set; }

    public Names Names { get; private set; } = null!;

    public YearTrack Track { get; private set; } = null!;

    public PageOf<(MeasureNow Measure, StepNow Step)> Shown { get; private set; } = null!;

    public IReadOnlyList<TaskItem> Reports { get; private set; } = [];

    public IReadOnlyList<Choice> YearChoices { get; private set; } = [];

    public ProofMeter Meter { get; private set; } = ProofMeter.None;

    public int LateCount { get; private set; }

    public int NowCount { get; private set; }

    public int UnprovenCount { get; private set; }

    private int total;

    /// <summary>Whether anything may be this person's own: a person or a unit is known.</summary>
    public bool HasOwn => person.PersonId is not null;

    public bool Everyone => Who == "all" || !HasOwn;

    public string? MyUnit => person.UnitId is { } unit ? Names[unit] : null;

    public static IReadOnlyList<Choice> States { get; } =
        [new("late", "เลยกำหนด"), new("now", "ถึงเวลาทำ"), new("ahead", "ยังไม่ถึงเวลา"), new("unproven", "เสร็จ รอหลักฐาน"), new("proven", "เสร็จ มีหลักฐาน"), new("failed", "ไม่สำเร็จ"), new("all", "ทั้งหมด")];

    public IReadOnlyList<TaskItem> Items => [.. Shown.Items.Select(x => new TaskItem(
        $"{x.Step.Step.Text}",
        $"/doing/{x.Measure.Plan.Id}/result/{x.Step.Id}",
        DoingWords.State(x.Step.Standing),
        DoingWords.When(x.Step, work.Today),
        $"มาตรการที่ {x.Measure.Plan.Number} ขั้นที่ {x.Step.Number} · {Names[x.Step.Step.PersonId ?? x.Step.Step.UnitId ?? x.Measure.Plan.Owner]}"))];

    public string NothingTitle => total == 0 ? (Everyone ? $"ยังไม่มีมาตรการของปี {Year}" : "ยังไม่มีงานที่ระบุชื่อท่านหรือหน่วยงานของท่าน") : "ไม่มีงานที่ตรงกับตัวกรอง";

    public string NothingText => total == 0 ? "เมื่อแผนมาตรการระบุหน่วยงานหรือผู้รับผิดชอบของขั้นตอน งานจะขึ้นที่นี่เรียงตามวันครบกำหนด" : "เลือกสถานะอื่นหรือล้างตัวกรอง";

    public string Href(bool everyone) => $"/my-work{(everyone ? "?who=all" : "?who=mine")}{(ChosenYear is { } year ? $"&year={year}" : "")}";

    public async Task OnGet(CancellationToken stop)
    {
        Year = ChosenYear ?? await cycle.UsualYear(stop);
        Names = await work.Names(stop);
        Track = await cycle.Of(Year, 4, stop);
        YearChoices = [.. (await plans.Years(stop)).Select(y => new Choice(y.ToString(), $"ปี {y}"))];
        var measures = await work.Of(Year, stop);
        var all = measures.SelectMany(m => m.Steps.Select(s => (Measure: m, Step: s))).Where(x => IsAsked(x.Measure, x.Step)).ToList();
        total = all.Count;
        (Meter, LateCount, NowCount, UnprovenCount) = (ProofMeter.Of(all.Select(x => x.Step.Standing)), Count(StepStanding.Late), Count(StepStanding.Now), Count(StepStanding.Done));
        var shown = all.Where(x => IsShown(x.Step.Standing)).OrderBy(x => x.Step.Standing is StepStanding.Late ? 0 : 1).ThenBy(x => x.Step.Step.Until).ThenBy(x => x.Measure.Plan.Number).ThenBy(x => x.Step.Number).ToList();
        Shown = PageOf.Cut(shown, Listing.Of(Request, ["due"]));
        var unit = Everyone ? Unit : person.UnitId;
        Reports = unit is null && !Everyone ? [] : OwedReports.Of(await rounds.Of(Year, measures, stop), unit);

        int Count(StepStanding standing) => all.Count(x => x.Step.Standing == standing);
    }

    private bool IsAsked(MeasureNow measure, StepNow step) => Everyone
        ? Unit is null || IsOfUnit(measure, step, Unit.Value)
        : step.Step.PersonId == person.PersonId
            || (step.Step.PersonId is null && measure.Plan.Measure.PersonIds.Contains(person.PersonId!.Value))
            || (person.UnitId is { } mine && IsOfUnit(measure, step, mine));

    /// <summary>The step's own unit, or those of the measure when the step names none.</summary>
    private static bool IsOfUnit(MeasureNow measure, StepNow step, Guid unit) =>
        step.Step.UnitId is { } own ? own == unit : measure.Plan.Measure.UnitIds.Contains(unit);

    private bool IsShown(StepStanding standing) => State switch
    {
        "late" => standing is StepStanding.Late,
        "now" => standing is StepStanding.Now,
        "ahead" => standing is StepStanding.Ahead,
        "unproven" => standing is StepStanding.Done,
        "proven" => standing is StepStanding.Proven,
        "failed" => standing is StepStanding.Failed,
        "all" => true,
        _ => standing is not (StepStanding.Proven or StepStanding.Failed),
    };
}
