using Microsoft.EntityFrameworkCore;
using Prongsai.Domain;
using Prongsai.Domain.Assessment;
using Prongsai.Web.Features.Surveys.Results;
using Prongsai.Web.Platform.Modules;
using Prongsai.Web.Platform.Persistence;
using Prongsai.Web.Platform.Rehearsing;

namespace Prongsai.Web.Features.Surveys;

/// <summary>Tells the rehearsal what the surveys of a year say: of each tool the one with most answers.</summary>
internal sealed class OwnFigures(AppDbContext db, ResultOf result) : ISurveyFigures, IUseCase
{
    public async Task<IReadOnlyList<SurveyFigures>> Of(FiscalYear year, CancellationToken stop)
    {
        var found = new List<SurveyFigures>();
        foreach (var survey in await db.Surveys.Where(s => s.Year == year && s.State != SurveyState.Draft && (s.Kind == SurveyKind.Internal || s.Kind == SurveyKind.External)).ToListAsync(stop))
        {
            var drawn = await result.Do(survey, Survey.Whole, stop);
            if (drawn.Outcome is not { Tool: { } total } outcome)
            {
                continue;
            }
            var scores = outcome.Questions.ToDictionary(q => q.Key, q => q.Value.Value, StringComparer.Ordinal);
            foreach (var (no, score) in outcome.Indicators)
            {
                scores[Target.Indicator(no)] = score;
            }
            scores[survey.Tool!] = total;
            found.Add(new(survey.Tool!, survey.Id, survey.Title, drawn.Kept.Released, survey.State is not SurveyState.Open, scores, outcome.ToolMargin));
        }
        return [.. found.GroupBy(f => f.Tool, StringComparer.Ordinal).Select(g => g.OrderByDescending(f => f.IsFinal).ThenByDescending(f => f.Respondents).First())];
    }
}
