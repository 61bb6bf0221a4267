using System.Security.Cryptography;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Prongsai.Ui;
using Prongsai.Web.Features.Surveys.Answers;
using Prongsai.Web.Features.Surveys.Public;
using Prongsai.Web.Platform.Persistence;

namespace Prongsai.Web.Features.Surveys.Office;

/// <summary>An officer types in what stands on a paper form.</summary>
[Authorize("surveys.write")]
internal sealed class PaperModel(AppDbContext db, SubmitAnswer submit) : SurveyPage(db)
{
    [BindProperty]
    public string Token { get; set; } = NewToken();

    public Filling Filling { get; private set; } = null!;

    public void OnGet() => Filling = Filling.Empty(Survey.Form);

    public async Task<IActionResult> OnPost(CancellationToken stop)
    {
        Filling = Filling.Read(Survey.Form, Request.Form);
        foreach (var (field, text) in Filling.Problems)
        {
            ModelState.AddModelError(field, text);
        }
        if (Filling.Cells.All(c => c == 0))
        {
            ModelState.AddModelError("", "ยังไม่ได้เลือกคำตอบข้อใดเลย");
        }
        if (ModelState.IsValid)
        {
            if (await submit.FromPaper(Survey, Filling.Finish(), Token, stop) is not { } refusal)
            {
                TempData.Done("บันทึกคำตอบจากกระดาษ 1 ชุดแล้ว", "พิมพ์แผ่นถัดไปได้เลย");
                return LocalRedirect($"/surveys/{Survey.Id}/paper");
            }
            ModelState.AddModelError("", refusal.Text);
        }
        return Wrong();
    }

    private static string NewToken() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
}
