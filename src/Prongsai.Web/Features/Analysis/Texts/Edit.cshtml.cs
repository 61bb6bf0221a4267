using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Prongsai.Domain;
using Prongsai.Domain.Analysis;
using Prongsai.Ui;
using Prongsai.Web.Platform.Identity;

namespace Prongsai.Web.Features.Analysis.Texts;

/// <summary>One text: the words that count, the draft with the figures each sentence rests on, and every earlier version.</summary>
[Authorize("analysis.read")]
internal sealed class EditModel(AnalysisOf analysis, EditText edit, CurrentPerson person) : PageModel
{
    public const int TextMaxLength = 8000;

    [BindProperty(SupportsGet = true)]
    public FiscalYear Year { get; set; }

    [BindProperty(SupportsGet = true)]
    public string Key { get; set; } = "";

    [BindProperty, System.ComponentModel.DataAnnotations.StringLength(TextMaxLength, ErrorMessage = "ข้อความยาวได้ไม่เกิน 8,000 ตัวอักษร")]
    public string? Words { get; set; }

    [BindProperty, System.ComponentModel.DataAnnotations.StringLength(500, ErrorMessage = "เหตุผลยาวได้ไม่เกิน 500 ตัวอักษร")]
    public string? Reason { get; set; }

    /// <summary>Number of the version the form showed.</summary>
    [BindProperty]
    public int Seen { get; set; }

    [BindProperty]
    public int BackTo { get; set; }

    public AnalysisNow Now { get; private set; } = null!;

    public TextNow Text { get; private set; } = null!;

    public bool MayWrite => person.May("analysis.write");

    public async Task<IActionResult> OnGet(CancellationToken stop)
    {
        if (!await Load(stop))
        {
            return NotFound();
        }
        Words = Text.Text.Text;
        Seen = Text.Text.Current.No;
        return Page();
    }

    public Task<IActionResult> OnPost(CancellationToken stop) =>
        Act((text, by, at) => text.Edit(Words ?? "", by, Reason, at), "text.edited", "บันทึกข้อความแล้ว", stop);

    public Task<IActionResult> OnPostTakeDraft(CancellationToken stop) =>
        Act((text, _, at) => text.TakeWaiting(at), "text.draft-taken", "ใช้ร่างใหม่แล้ว ข้อความเดิมยังอยู่ในประวัติ", stop);

    public Task<IActionResult> OnPostKeepOwn(CancellationToken stop) =>
        Act((text, _, _) => text.KeepOwn(), "text.own-kept", "คงข้อความของท่านไว้แล้ว", stop);

    public Task<IActionResult> OnPostGoBack(CancellationToken stop) =>
        Act((text, by, at) => text.GoBack(BackTo, by, $"กลับไปใช้ฉบับที่ {BackTo}", at), "text.restored", "กลับไปใช้ฉบับที่เลือกแล้ว", stop);

    private async Task<IActionResult> Act(Func<AnalysisText, string, DateTimeOffset, Result<AnalysisText>> act, string kind, string done, CancellationToken stop)
    {
        if (!MayWrite)
        {
            return Forbid();
        }
        var changed = false;
        if (ModelState.IsValid)
        {
            var result = await edit.Do(Year, Key, Seen, act, kind, Reason, stop);
            if (result.IsOk)
            {
                TempData.Done(done);
                return Redirect(AnalysisPage.PlaceOf(Year, Key));
            }
            changed = result.Refusal is TextWasChanged;
            ModelState.AddModelError(result.Refusal is ReasonIsMissing ? nameof(Reason) : nameof(Words), result.Refusal.Text);
        }
        if (!await Load(stop))
        {
            return NotFound();
        }
        Seen = Text.Text.Current.No;
        ModelState.Remove(nameof(Seen));
        return new PageResult { StatusCode = changed ? StatusCodes.Status409Conflict : StatusCodes.Status400BadRequest };
    }

    private async Task<bool> Load(CancellationToken stop)
    {
        if (await analysis.Of(Year, stop) is not { } now || (now.Texts.GetValueOrDefault(Key) ?? now.Orphans.FirstOrDefault(o => o.Key == Key)) is not { } text)
        {
            return false;
        }
        (Now, Text) = (now, text);
        return true;
    }
}
