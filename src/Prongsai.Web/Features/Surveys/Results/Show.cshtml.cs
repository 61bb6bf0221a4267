using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Prongsai.Ui;
using Prongsai.Web.Features.Surveys.Answers;
using Prongsai.Web.Platform.Persistence;

namespace Prongsai.Web.Features.Surveys.Results;

/// <summary>Scores and spreads of what was released, and after closing what the answers say about themselves.</summary>
[Authorize("surveys.read")]
internal sealed class ShowModel(AppDbContext db, ResultOf result, KeptAnswers answers) : SurveyPage(db)
{
    public SurveyResult Result { get; private set; } = null!;

    /// <summary>Months of a point of service, newest first.</summary>
    public IReadOnlyList<DateOnly> Periods { get; private set; } = [];

    public bool IsClosed => Survey.State is not (SurveyState.Draft or SurveyState.Open);

    public async Task<IActionResult> OnGet(string? month, CancellationToken stop)
    {
        var period = Survey.Whole;
        if (Survey.Kind is SurveyKind.Service)
        {
            Periods = await answers.Periods(Survey.Id, stop);
            period = DateOnly.TryParseExact(month, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.None, out var asked) && Periods.Contains(asked) ? asked : Periods is [var newest, ..] ? newest : Survey.Whole;
        }
        Result = await result.Do(Survey, period, stop);
        return Page();
    }

    /// <summary>Best first, as the chart wants it.</summary>
    public Distribution Chart(ResultLine line, int number)
    {
        var portions = line.Question.Options.Zip(line.Spread.Counts, (o, n) => new Portion(o, n)).ToList();
        if (Result.Rules is null || Result.Rules.FindQuestion(line.Question.Code) is not { Direction: Prongsai.Domain.Rules.Direction.Reversed })
        {
            portions.Reverse();
        }
        var name = line.Question.SubItems.Count > 0 ? $"{line.Question.Text}: {line.Question.SubItems[line.SubItem]}" : line.Question.Text;
        return new($"q{number}", name, portions);
    }
}
