using Microsoft.EntityFrameworkCore;
using Prongsai.Domain;
using Prongsai.Web.Features.Surveys.Answers;
using Prongsai.Web.Platform.Jobs;
using Prongsai.Web.Platform.Persistence;

namespace Prongsai.Web.Features.Surveys;

/// <summary>
/// Once an hour: receipts die, surveys past their last day close and are scored, months of points of service that are over are sealed, and
/// keys left by a process that was killed between closing and destroying are destroyed.
/// </summary>
internal sealed class TidySurveys(AppDbContext db, KeptAnswers answers, KeepSurveys surveys, TimeProvider clock) : IJob
{
    public async Task Run(JobRun run, CancellationToken stop)
    {
        var today = ThaiDate.InBangkok(clock.GetUtcNow());
        await answers.SweepReceipts(today, stop);
        foreach (var survey in await db.Surveys.Where(s => s.State == SurveyState.Open && s.ClosesOn < today).ToListAsync(stop))
        {
            var closed = await surveys.Close(survey, stop);
            if (closed is { IsOk: true, Value: > 0 } && survey.Tool is not null)
            {
                await surveys.Score(survey, stop);
            }
        }
        foreach (var survey in await db.Surveys.Where(s => s.Kind == SurveyKind.Service && s.State == SurveyState.Open).ToListAsync(stop))
        {
            foreach (var month in (await answers.Periods(survey.Id, stop)).Where(p => p < survey.PeriodOf(today)))
            {
                await using (var transaction = await db.Database.BeginTransactionAsync(stop))
                {
                    await answers.Seal(survey, month, stop);
                    await transaction.CommitAsync(stop);
                }
                answers.Forget(survey, month);
            }
        }
        foreach (var survey in await db.Surveys.Where(s => s.State == SurveyState.Closed || s.State == SurveyState.Scored).ToListAsync(stop))
        {
            answers.Forget(survey, Survey.Whole);
        }
    }
}
