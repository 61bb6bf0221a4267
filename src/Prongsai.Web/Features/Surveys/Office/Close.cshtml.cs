using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Prongsai.Ui;
using Prongsai.Web.Features.Surveys.Answers;
using Prongsai.Web.Platform.Persistence;

namespace Prongsai.Web.Features.Surveys.Office;

/// <summary>Says what closing does, closes, and scores at once where the rules can.</summary>
[Authorize("surveys.write")]
internal sealed class CloseModel(AppDbContext db, KeepSurveys surveys, KeptAnswers answers) : SurveyPage(db)
{
    public int Count { get; private set; }

    public async Task OnGet(CancellationToken stop) => Count = (await answers.Of(Survey, stop)).Accepted;

    public async Task<IActionResult> OnPost(CancellationToken stop)
    {
        var closed = await surveys.Close(Survey, stop);
        if (!closed.IsOk)
        {
            ModelState.AddModelError("", closed.Refusal.Text);
            await OnGet(stop);
            return Wrong();
        }
        if (Survey.Tool is not null && closed.Value > 0)
        {
            await surveys.Score(Survey, stop);
        }
        TempData.Done(closed.Value > 0 ? $"ปิดแล้ว ได้คำตอบ {closed.Value} ชุด" : "ปิดแล้ว ไม่มีคำตอบพอให้แสดงผล");
        return LocalRedirect($"/surveys/{Survey.Id}/results");
    }
}
