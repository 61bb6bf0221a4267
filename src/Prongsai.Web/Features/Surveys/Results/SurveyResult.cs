using Prongsai.Domain;
using Prongsai.Domain.Rules;
using Prongsai.Domain.Surveys;
using Prongsai.Web.Features.Surveys.Answers;
using Prongsai.Web.Platform.Confirmed;
using Prongsai.Web.Platform.Modules;

namespace Prongsai.Web.Features.Surveys.Results;

/// <summary>One question, or one sub-item, as it may be shown.</summary>
internal sealed record ResultLine(FormQuestion Question, int SubItem, Spread Spread, SurveyScore? Score, decimal? LastOfficial);

/// <summary>All that may be shown of a survey. Made in one place, so that screens, exports and papers show the same and no more.</summary>
internal sealed record SurveyResult(Survey Survey, DateOnly Period, Kept Kept, IReadOnlyList<ResultLine> Lines, SurveyOutcome? Outcome, Rulebook? Rules, ConfirmedResult? Last)
{
    /// <summary>Nothing may be shown: fewer than the least number were released.</summary>
    public bool IsHeld => Kept.Tally is null;

    public decimal? LastOf(string target) => Last?.Verification.Figures[target];
}

/// <summary>Draws the result up.</summary>
internal sealed class ResultOf(KeptAnswers answers, RulebookSet rules, IConfirmedResults confirmed) : IUseCase
{
    public async Task<SurveyResult> Do(Survey survey, DateOnly period, CancellationToken stop)
    {
        var kept = await answers.Of(survey, period, stop);
        var book = survey.RulebookId is { } id ? rules.FindById(id) : null;
        var last = survey.Tool is null ? null : await Before(survey.Year, stop);
        if (kept.Tally is not { } tally)
        {
            return new(survey, period, kept, [], null, book, last);
        }
        var spreads = SurveyScoring.Spreads(survey.Form, tally);
        var outcome = survey.Tool is { } tool && book is not null ? SurveyScoring.Score(book, tool, spreads, survey.Population) : null;
        var questions = survey.Form.Questions.ToDictionary(q => q.Code, StringComparer.Ordinal);
        var lines = spreads.Select(s => new ResultLine(questions[s.Code], s.SubItem, s, outcome?.Questions.GetValueOrDefault(s.Code) ?? (outcome is null && SurveyScoring.Evenly(s) is { } even ? new SurveyScore(even, null) : null), OfKind(book, last, s.Code))).ToList();
        return new(survey, period, kept, lines, outcome, book, last);
    }

    /// <summary>The last official result at hand: of the year itself, else the latest before it.</summary>
    private async Task<ConfirmedResult?> Before(FiscalYear year, CancellationToken stop) => (await confirmed.All(stop)).LastOrDefault(r => r.Year <= year);

    /// <summary>The printed score of the same question, by kind, since numbers move from year to year.</summary>
    private decimal? OfKind(Rulebook? book, ConfirmedResult? last, string code) =>
        book?.FindQuestion(code) is { } question && last is not null && rules.Find(last.Year)?.QuestionOfKind(question.Kind) is { } same ? last.Verification.Figures[same.Code] : null;
}
