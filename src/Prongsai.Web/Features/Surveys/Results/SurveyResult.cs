using Prongsai.Domain;
using Prongsai.Domain.Rules;
using Prongsai.Domain.Surveys;
using Prongsai.Web.Features.Surveys.Answers;
using Prongsai.Web.Platform.Confirmed;
using Prongsai.Web.Platform.Modules;
using Prongsai.Web.Platform.Rehearsing;

namespace Prongsai.Web.Features.Surveys.Results;

/// <summary>One question, or one sub-item, as it may be shown.</summary>
internal sealed record ResultLine(FormQuestion Question, int SubItem, Spread Spread, SurveyScore? Score, decimal? LastOfficial, decimal? LastRehearsed);

/// <summary>All that may be shown of a survey. Made in one place, so that screens, exports and papers show the same and no more.</summary>
internal sealed record SurveyResult(Survey Survey, DateOnly Period, Kept Kept, IReadOnlyList<ResultLine> Lines, SurveyOutcome? Outcome, Rulebook? Rules, ConfirmedResult? Last, PastRehearsal? Rehearsed)
{
    /// <summary>Nothing may be shown: fewer than the least number were released.</summary>
    public bool IsHeld => Kept.Tally is null;

    /// <summary>
    /// What the answers say of themselves, line by line, after closing. Groups smaller than the least number are not told by their size.
    /// </summary>
    public IEnumerable<(string Term, string Words)> Quality()
    {
        yield return ("จากแบบกระดาษ", Part(Kept.Paper));
        yield return ("ตอบเร็วเกินอ่านทัน", Part(Kept.Hasty));
        yield return ("เข้ามาเป็นกลุ่มใหญ่ในนาทีเดียว", Part(Kept.Bursts));
        yield return ("ตอบเหมือนกันทุกข้อ กลุ่มใหญ่ที่สุด", Largest(Kept.Identical));
        if (Survey.Form.Questions.Any(q => q.Kind is AskKind.Text))
        {
            yield return ("เขียนข้อความเหมือนกัน กลุ่มใหญ่ที่สุด", Largest(Kept.IdenticalTexts));
        }

        string Part(int count) => Kept.Released == 0 || count == 0 ? $"{count} ชุด" : $"{count} ชุด ({count * 100 / Kept.Released}%)";
        string Largest(IReadOnlyList<int> groups) => groups is [var largest, ..] && largest >= Survey.Least ? Part(largest) : $"น้อยกว่า {Survey.Least} ชุด";
    }

    public decimal? LastOf(string target) => Last?.Verification.Figures[target];

    public decimal? RehearsedOf(string target) => Rehearsed?.Scores.TryGetValue(target, out var score) is true ? score : null;
}

/// <summary>Draws the result up.</summary>
internal sealed class ResultOf(KeptAnswers answers, RulebookSet rules, IConfirmedResults confirmed, ILastRehearsal rehearsals) : IUseCase
{
    public async Task<SurveyResult> Do(Survey survey, DateOnly period, CancellationToken stop)
    {
        var kept = await answers.Of(survey, period, stop);
        var book = survey.RulebookId is { } id ? rules.FindById(id) : null;
        var last = survey.Tool is null ? null : await Before(survey.Year, stop);
        var rehearsed = survey.Tool is null ? null : await rehearsals.Of(survey.Year, stop);
        if (kept.Tally is not { } tally)
        {
            return new(survey, period, kept, [], null, book, last, rehearsed);
        }
        var spreads = SurveyScoring.Spreads(survey.Form, tally, survey.Least);
        var outcome = survey.Tool is { } tool && book is not null ? SurveyScoring.Score(book, tool, spreads, survey.Population) : null;
        var questions = survey.Form.Questions.ToDictionary(q => q.Code, StringComparer.Ordinal);
        var lines = spreads.Select(s => new ResultLine(questions[s.Code], s.SubItem, s, outcome?.Questions.GetValueOrDefault(s.Code) ?? (outcome is null && SurveyScoring.Evenly(s) is { } even ? new SurveyScore(even, null) : null), OfKind(book, last, s.Code), rehearsed?.Scores.TryGetValue(s.Code, out var was) is true ? was : null)).ToList();
        return new(survey, period, kept, lines, outcome, book, last, rehearsed);
    }

    /// <summary>The last official result at hand: of the year itself, else the latest before it.</summary>
    private async Task<ConfirmedResult?> Before(FiscalYear year, CancellationToken stop) => (await confirmed.All(stop)).LastOrDefault(r => r.Year <= year);

    /// <summary>The printed score of the same question, by kind, since numbers move from year to year.</summary>
    private decimal? OfKind(Rulebook? book, ConfirmedResult? last, string code) =>
        book?.FindQuestion(code) is { } question && last is not null && rules.Find(last.Year)?.QuestionOfKind(question.Kind) is { } same ? last.Verification.Figures[same.Code] : null;
}
