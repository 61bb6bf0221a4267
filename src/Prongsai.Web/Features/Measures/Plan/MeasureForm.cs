using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Prongsai.Domain;
using Prongsai.Domain.Measures;
using Prongsai.Ui;

namespace Prongsai.Web.Features.Measures.Plan;

/// <summary>A step as it is typed. Without days it takes those of the measure; without any text it is left out.</summary>
internal sealed class StepForm
{
    public Guid? Id { get; set; }

    [Display(Name = "สิ่งที่ทำ"), StringLength(Measure.StepMaxLength, ErrorMessage = "ขั้นตอนยาวได้ไม่เกิน 1,000 ตัวอักษร")]
    public string? Text { get; set; }

    [Display(Name = "หน่วยงาน")]
    public Guid? Unit { get; set; }

    [Display(Name = "ผู้รับผิดชอบ")]
    public Guid? Person { get; set; }

    [Display(Name = "วันเริ่ม")]
    public DateOnly? From { get; set; }

    [Display(Name = "วันสิ้นสุด")]
    public DateOnly? Until { get; set; }

    [Display(Name = "ตัดขั้นนี้ออก")]
    public bool Remove { get; set; }

    public bool IsBlank => Remove || (string.IsNullOrWhiteSpace(Text) && From is null && Until is null && Id is null);
}

/// <summary>The fields of a measure, for adding and for changing one.</summary>
internal abstract class MeasureForm(PlanOf plans) : PageModel
{
    protected PlanOf Plans => plans;

    private const int BlankSteps = 3;

    [BindProperty, Display(Name = "มาตรการ/โครงการ/กิจกรรม"), Required(ErrorMessage = "ใส่ชื่อมาตรการ"), StringLength(Measure.TitleMaxLength, ErrorMessage = "ชื่อมาตรการยาวได้ไม่เกิน 500 ตัวอักษร")]
    public string? Title { get; set; }

    [BindProperty, Display(Name = "แนวทางการปฏิบัติ"), DataType(DataType.MultilineText), StringLength(Measure.TextMaxLength, ErrorMessage = "แนวทางยาวได้ไม่เกิน 4,000 ตัวอักษร")]
    public string? Guideline { get; set; }

    [BindProperty, Display(Name = "วันเริ่ม"), Required]
    public DateOnly? From { get; set; }

    [BindProperty, Display(Name = "วันสิ้นสุด"), Required]
    public DateOnly? Until { get; set; }

    [BindProperty, Display(Name = "งบประมาณ")]
    public decimal? Budget { get; set; }

    [BindProperty, Display(Name = "หน่วยงานรับผิดชอบ")]
    public List<Guid> Units { get; set; } = [];

    [BindProperty, Display(Name = "ผู้รับผิดชอบ")]
    public List<Guid> People { get; set; } = [];

    [BindProperty, Display(Name = "ผลผลิตที่คาดว่าจะได้"), DataType(DataType.MultilineText), StringLength(Measure.TextMaxLength, ErrorMessage = "ผลผลิตยาวได้ไม่เกิน 4,000 ตัวอักษร")]
    public string? Output { get; set; }

    [BindProperty, Display(Name = "ผลลัพธ์ที่คาดว่าจะเกิด"), DataType(DataType.MultilineText), StringLength(Measure.TextMaxLength, ErrorMessage = "ผลลัพธ์ยาวได้ไม่เกิน 4,000 ตัวอักษร")]
    public string? Outcome { get; set; }

    [BindProperty, Display(Name = "การติดตาม")]
    public List<FollowUp> FollowUps { get; set; } = [];

    [BindProperty, Display(Name = "ประเด็น")]
    public List<string> Issues { get; set; } = [];

    [BindProperty, Display(Name = "ตัวชี้วัด")]
    public List<string> Indicators { get; set; } = [];

    [BindProperty, Display(Name = "ข้อคำถาม")]
    public List<string> Questions { get; set; } = [];

    [BindProperty, Display(Name = "รายการเปิดเผยข้อมูล")]
    public List<string> Items { get; set; } = [];

    [BindProperty]
    public List<StepForm> Steps { get; set; } = [];

    public FiscalYear PlanYear { get; protected set; }

    public PlanNow Now { get; private set; } = null!;

    public IReadOnlyList<Choice> IssueChoices => Choices(Now.Rules.Issues.Select(i => Answer.Issue(i.No)));

    public IReadOnlyList<Choice> IndicatorChoices => Choices(Now.Rules.Indicators.Select(i => Answer.Indicator(i.Kind)));

    public IReadOnlyList<Choice> QuestionChoices => Choices(Now.Rules.Questions.Select(q => Answer.Question(q.Kind)));

    public IReadOnlyList<Choice> ItemChoices => Choices(Now.Rules.Items.Select(i => Answer.Item(i.Kind)));

    /// <summary>Which measure of the form each kept step came from: the place of a step among those that are not blank leads to its place in the form.</summary>
    protected IReadOnlyList<int> StepPlaces => [.. Steps.Select((s, i) => (s, i)).Where(x => !x.s.IsBlank).Select(x => x.i)];

    /// <summary>The form again with empty rows for more steps; nothing is kept and nothing typed is lost.</summary>
    protected async Task<IActionResult> WithMoreSteps(CancellationToken stop)
    {
        foreach (var entry in ModelState.Values)
        {
            entry.Errors.Clear();
            entry.ValidationState = ModelValidationState.Valid;
        }
        await Load(stop);
        Steps.AddRange(Enumerable.Range(0, BlankSteps).Select(_ => new StepForm()));
        return Page();
    }

    protected async Task Load(CancellationToken stop) => Now = await plans.Of(PlanYear, stop);

    protected void Show(Measure measure, IReadOnlyList<Guid?>? stepIds = null)
    {
        (Title, Guideline, From, Until, Budget, Output, Outcome) = (measure.Title, measure.Guideline, measure.From, measure.Until, measure.Budget, measure.Output, measure.Outcome);
        (Units, People, FollowUps) = ([.. measure.UnitIds], [.. measure.PersonIds], [.. measure.FollowUps]);
        List<string> Words(AnswerTarget target) => [.. measure.Answers.Where(a => a.Target == target).Select(a => a.ToString())];
        (Issues, Indicators, Questions, Items) = (Words(AnswerTarget.Issue), Words(AnswerTarget.Indicator), Words(AnswerTarget.Question), Words(AnswerTarget.Item));
        Steps = [.. measure.Steps.Select((s, i) => new StepForm { Id = stepIds?[i], Text = s.Text, Unit = s.UnitId, Person = s.PersonId, From = s.From, Until = s.Until })];
    }

    /// <summary>What was typed as a measure; null when a field cannot be read, which then says so.</summary>
    protected Measure? Typed(Measure? before)
    {
        if (From is not { } from || Until is not { } until || !ModelState.IsValid)
        {
            return null;
        }
        var shown = Now.Rules;
        // What this year's rules do not know has no box to tick; it stays as it was.
        var hidden = before?.Answers.Where(a => Aims.Of(a, shown) is null) ?? [];
        return new Measure
        {
            Year = PlanYear,
            Title = Title ?? "",
            Guideline = Guideline ?? "",
            From = from,
            Until = until,
            Budget = Budget,
            UnitIds = Units,
            PersonIds = People,
            Output = Output ?? "",
            Outcome = Outcome ?? "",
            FollowUps = FollowUps,
            Answers = [.. Issues.Concat(Indicators).Concat(Questions).Concat(Items).Select(Answer.Parse).OfType<Answer>().Where(a => Aims.Of(a, shown) is not null), .. hidden],
            Steps = [.. StepPlaces.Select(i => Steps[i]).Select(s => new MeasureStep(s.Text ?? "", s.Unit, s.Person, s.From ?? from, s.Until ?? until))],
        };
    }

    /// <summary>Puts every fault beside the field it is about.</summary>
    protected bool HasFaults(Measure measure)
    {
        foreach (var fault in measure.Faults())
        {
            var step = fault.Step is { } number ? $"Steps[{StepPlaces[number - 1]}]." : "";
            ModelState.AddModelError(
                fault switch
                {
                    TitleIsMissing => nameof(Title),
                    PeriodOutsideYear when !PlanYear.Contains(measure.From) => nameof(From),
                    PeriodIsBackwards or PeriodOutsideYear => nameof(Until),
                    BudgetIsNegative => nameof(Budget),
                    NoSteps => "Steps[0].Text",
                    StepIsEmpty => step + nameof(StepForm.Text),
                    StepBeforeMeasure => step + nameof(StepForm.From),
                    StepAfterMeasure or StepIsBackwards => step + nameof(StepForm.Until),
                    _ => "",
                },
                fault.Text);
        }
        if (Steps.Count == 0)
        {
            Steps.Add(new StepForm());
        }
        return !ModelState.IsValid;
    }

    private IReadOnlyList<Choice> Choices(IEnumerable<Answer> answers) => [.. answers.Select(a => new Choice(a.ToString(), Now.NameOf(a)))];
}
