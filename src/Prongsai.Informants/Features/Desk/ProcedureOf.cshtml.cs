using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Prongsai.Informants.Informing;
using Prongsai.Informants.Store;
using Prongsai.Ui;

namespace Prongsai.Informants.Desk;

/// <summary>The procedure of the office: steps, working days, extensions. Saving makes a new version for reports to come; it tells nothing of reports.</summary>
[Authorize("informants.manage")]
internal sealed partial class ProcedureOfModel(IOffice office, Procedures procedures) : PageModel
{
    /// <summary>The version that was shown: who saves over another's change is told.</summary>
    [BindProperty]
    public int From { get; set; }

    [BindProperty]
    public List<StageInput> Stages { get; set; } = [];

    [BindProperty, Display(Name = "ต้องแจ้งการดำเนินการแก่ผู้แจ้งภายใน", Description = "นับทุกวัน ตั้งแต่วันรับเรื่อง")]
    public int? AnswerDays { get; set; }

    [BindProperty, Display(Name = "ตามกฎใด"), StringLength(300)]
    public string? AnswerRule { get; set; }

    [BindProperty, Display(Name = "ทำลายเมื่อครบกี่วันหลังเสร็จ", Description = "นับทุกวัน ตั้งแต่ 90 ถึง 3650")]
    public int? KeepDays { get; set; }

    [BindProperty, Display(Name = "ข้อความที่ตามหลังจำนวนวัน", Description = "ผู้แจ้งเห็น เช่น แล้วทำลายกุญแจ เว้นแต่มีคำสั่งระงับการทำลาย"), DataType(DataType.MultilineText), StringLength(500)]
    public string? KeepRule { get; set; }

    [BindProperty, Display(Name = "ที่มาของขั้นตอน", Description = "ผู้แจ้งเห็น เช่น คำสั่งที่ 45/2569 ข้อ 6"), StringLength(300)]
    public string? Source { get; set; }

    [BindProperty, Display(Name = "เหตุผลที่เปลี่ยน", Description = "เก็บไว้กับรุ่นนี้และในประวัติของหน่วยงาน"), StringLength(1000)]
    public string? Reason { get; set; }

    public IReadOnlyList<ProcedureVersion> History { get; private set; } = [];

    private int? Added { get; set; }

    public bool IsOpen(int stage) => Added == stage || ModelState.Any(e => e.Key.StartsWith($"Stages[{stage.ToString(CultureInfo.InvariantCulture)}]", StringComparison.Ordinal) && e.Value!.Errors.Count > 0);

    public IReadOnlyList<Choice> Others(int stage) => [.. Stages.Where((_, i) => i != stage && i > 0).Select(s => new Choice(s.State ?? "", s.Title is { Length: > 0 } title ? title : "ขั้นใหม่"))];

    public static string Brief(StageInput stage) => stage.WorkingDays is { } days ? $"{days} วันทำการ{(stage.Extensions > 0 ? $" ขยายได้ {stage.Extensions} ครั้ง" : "")}" : "";

    public async Task OnGet(CancellationToken stop)
    {
        var rules = await procedures.Current(stop);
        History = await procedures.History(stop);
        From = rules.Version;
        Stages = [.. rules.Stages.Select(StageInput.Of)];
        (AnswerDays, AnswerRule, KeepDays, KeepRule, Source) = (rules.AnswerDays, rules.AnswerRule, rules.KeepDays, rules.KeepRule, rules.Source);
    }

    /// <summary>One more step before the last; nothing is saved.</summary>
    public async Task<IActionResult> OnPostMore(CancellationToken stop)
    {
        History = await procedures.History(stop);
        if (!await IsWhole(stop))
        {
            return Redirect(Request.PathBase + "/desk/procedure");
        }
        ModelState.Clear();
        if (Stages.Count >= Procedure.StagesMax)
        {
            ModelState.AddModelError("", $"มีได้ไม่เกิน {Procedure.StagesMax} ขั้น");
            return new PageResult { StatusCode = 400 };
        }
        var number = Enumerable.Range(1, 100).First(n => Stages.All(s => s.State != StateOf(n)));
        Added = Stages.Count - 1;
        Stages.Insert(Added.Value, new StageInput { State = StateOf(number), WorkingDays = 15, Extensions = 0, ExtensionDays = 0, Then = [Procedure.Finished] });
        return Page();
    }

    public async Task<IActionResult> OnPost(CancellationToken stop)
    {
        History = await procedures.History(stop);
        if (!await IsWhole(stop))
        {
            return Redirect(Request.PathBase + "/desk/procedure");
        }
        var current = await procedures.Current(stop);
        if (From != current.Version)
        {
            ModelState.AddModelError("", $"มีผู้บันทึกรุ่นที่ {current.Version} ระหว่างที่ท่านแก้ ดูรุ่นนั้นด้านล่าง แล้วกดบันทึกอีกครั้งถ้ายังต้องการใช้ของท่านแทน");
            From = current.Version;
            ModelState.Remove(nameof(From));
        }
        Check();
        if (!ModelState.IsValid)
        {
            return new PageResult { StatusCode = 400 };
        }
        var kept = Stages.Where((s, i) => !s.Drop || i == 0 || i == Stages.Count - 1).ToList();
        var known = kept.Select(s => s.State!).ToList();
        var made = new Procedure(
            string.Equals(Source!.Trim(), current.Source, StringComparison.Ordinal) ? current.Certainty : "office",
            Source.Trim(), AnswerDays!.Value, AnswerRule!.Trim(), KeepDays!.Value, Typed.Text(KeepRule),
            [.. kept.Select(s => s.Made(known))]);
        foreach (var fault in made.Faults())
        {
            ModelState.AddModelError("", fault);
        }
        if (ModelState.IsValid && string.Equals(made.Write(), current.Write(), StringComparison.Ordinal))
        {
            ModelState.AddModelError("", "ยังไม่มีอะไรเปลี่ยนจากรุ่นปัจจุบัน");
        }
        // What was in force until now is kept too, although no report came under it.
        if (!ModelState.IsValid || !await procedures.Add(made with { Version = (await procedures.Pinned(stop)).Version + 1 }, Reason!.Trim(), stop))
        {
            return ModelState.IsValid ? Redirect(Request.PathBase + "/desk/procedure") : new PageResult { StatusCode = 400 };
        }
        await office.Announce([], "informants.procedure-changed", $"ขั้นตอนและกำหนดเวลา รุ่นที่ {current.Version + 1}: {Reason.Trim()}", stop);
        TempData.Done($"บันทึกเป็นรุ่นที่ {current.Version + 1} แล้ว", "ใช้กับเรื่องที่รับตั้งแต่นี้ไป");
        return Redirect(Request.PathBase + "/desk/procedure");
    }

    /// <summary>The form is that of the page, not one bent by hand.</summary>
    private async Task<bool> IsWhole(CancellationToken stop)
    {
        if (Stages.Count >= 2 && Stages.Count <= Procedure.StagesMax && Stages.TrueForAll(s => StateWord().IsMatch(s.State ?? "")))
        {
            return true;
        }
        await OnGet(stop);
        return false;
    }

    private void Check()
    {
        for (var i = 0; i < Stages.Count; i++)
        {
            var (stage, isEnd) = (Stages[i], i == Stages.Count - 1);
            if (stage.Drop && i > 0 && !isEnd)
            {
                continue;
            }
            Need(Field(i, nameof(stage.Title)), stage.Title, "ตั้งชื่อขั้น");
            Need(Field(i, nameof(stage.Next)), stage.Next, "บอกผู้แจ้งว่าจะเกิดอะไรต่อไป");
            if (isEnd)
            {
                continue;
            }
            Range(Field(i, nameof(stage.WorkingDays)), stage.WorkingDays, 1, 365, "ใส่จำนวนวันทำการ 1 ถึง 365");
            Range(Field(i, nameof(stage.Extensions)), stage.Extensions, 0, 10, "ใส่จำนวนครั้ง 0 ถึง 10");
            Range(Field(i, nameof(stage.ExtensionDays)), stage.ExtensionDays, stage.Extensions > 0 ? 1 : 0, 365, "ใส่จำนวนวันทำการต่อครั้ง 1 ถึง 365 หรือ 0 ถ้าขยายไม่ได้");
        }
        Range(nameof(AnswerDays), AnswerDays, 1, 60, "ใส่จำนวนวัน 1 ถึง 60");
        Range(nameof(KeepDays), KeepDays, 90, 3650, "ใส่จำนวนวัน 90 ถึง 3650");
        Need(nameof(AnswerRule), AnswerRule, "บอกว่าตามกฎใด");
        Need(nameof(KeepRule), KeepRule, "บอกว่าครบกำหนดแล้วเกิดอะไรขึ้น");
        Need(nameof(Source), Source, "บอกที่มา เช่น เลขที่คำสั่ง");
        Need(nameof(Reason), Reason, "บอกเหตุผลที่เปลี่ยน");

        void Need(string field, string? typed, string message)
        {
            if (string.IsNullOrWhiteSpace(typed))
            {
                ModelState.AddModelError(field, message);
            }
        }

        void Range(string field, int? typed, int least, int most, string message)
        {
            if (typed is not { } number || number < least || number > most)
            {
                ModelState.AddModelError(field, message);
            }
        }
    }

    private static string Field(int stage, string name) => string.Create(CultureInfo.InvariantCulture, $"{nameof(Stages)}[{stage}].{name}");

    private static string StateOf(int number) => string.Create(CultureInfo.InvariantCulture, $"step-{number}");

    [GeneratedRegex("^[a-z][a-z0-9-]{0,30}$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex StateWord();
}

/// <summary>A step as it is typed.</summary>
internal sealed class StageInput
{
    public string? State { get; set; }

    [Display(Name = "ชื่อขั้น"), StringLength(80)]
    public string? Title { get; set; }

    [Display(Name = "บอกผู้แจ้งว่าจะเกิดอะไรต่อไป"), DataType(DataType.MultilineText), StringLength(300)]
    public string? Next { get; set; }

    [Display(Name = "ควรเสร็จภายใน")]
    public int? WorkingDays { get; set; }

    [Display(Name = "ขยายเวลาได้")]
    public int? Extensions { get; set; }

    [Display(Name = "ครั้งละ")]
    public int? ExtensionDays { get; set; }

    [Display(Name = "เมื่อเริ่มขั้นนี้ต้องบอกผู้แจ้งเรื่องใด", Description = "เช่น ผลและเหตุผล เว้นว่างถ้าไม่บังคับ"), StringLength(120)]
    public string? MustSay { get; set; }

    [Display(Name = "ขั้นที่ตามได้")]
    public List<string>? Then { get; set; }

    [Display(Name = "ตัดขั้นนี้ออก")]
    public bool Drop { get; set; }

    public static StageInput Of(Stage stage) => new()
    {
        State = stage.State,
        Title = stage.Title,
        Next = stage.Next,
        WorkingDays = stage.WorkingDays,
        Extensions = stage.Extensions,
        ExtensionDays = stage.ExtensionDays,
        MustSay = stage.MustSay,
        Then = [.. stage.Then],
    };

    /// <param name="known">States of the version, in order: in that order those that follow are kept, however they were ticked.</param>
    public Stage Made(IReadOnlyList<string> known)
    {
        var isEnd = string.Equals(State, Procedure.Finished, StringComparison.Ordinal);
        return new Stage(State!, Title!.Trim(), Typed.Text(Next), isEnd ? null : WorkingDays, isEnd || Extensions is 0 ? 0 : ExtensionDays!.Value, isEnd ? 0 : Extensions!.Value,
            [.. known.Where(t => (Then ?? []).Contains(t, StringComparer.Ordinal) && !string.Equals(t, State, StringComparison.Ordinal) && !string.Equals(t, Procedure.Received, StringComparison.Ordinal))],
            string.IsNullOrWhiteSpace(MustSay) ? null : MustSay.Trim());
    }
}
