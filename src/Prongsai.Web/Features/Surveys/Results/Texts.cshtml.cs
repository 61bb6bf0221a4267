using Microsoft.AspNetCore.Authorization;
using Prongsai.Web.Features.Surveys.Answers;
using Prongsai.Web.Platform.Persistence;

namespace Prongsai.Web.Features.Surveys.Results;

/// <summary>What people wrote: after closing only, in random order, to those who may, with a warning.</summary>
[Authorize("surveys.texts")]
internal sealed class TextsModel(AppDbContext db, KeptAnswers answers) : SurveyPage(db)
{
    public IReadOnlyList<WrittenText> Texts { get; private set; } = [];

    public async Task OnGet(string? month, CancellationToken stop)
    {
        Response.Headers.CacheControl = "no-store";
        var period = DateOnly.TryParseExact(month, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.None, out var asked) ? asked : Survey.Whole;
        Texts = await answers.Texts(Survey, period, stop);
    }
}
