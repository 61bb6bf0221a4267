using Prongsai.Domain.Measures;
using Prongsai.Web.Features.Measures.Data;
using Prongsai.Web.Platform.Identity;
using Prongsai.Web.Platform.Modules;
using Prongsai.Web.Platform.Organisations;
using Prongsai.Web.Platform.Persistence;

namespace Prongsai.Web.Features.Measures.Library;

/// <summary>Adds measures of the organisation's own to its library. The steps of one typed by hand run through the year until a plan says otherwise.</summary>
internal sealed class AddToLibrary(AppDbContext db, CurrentOrganisation organisation, CurrentPerson person, TimeProvider clock) : IUseCase
{
    /// <returns>The id in the library.</returns>
    public async Task<string> Do(string title, string guideline, IReadOnlyList<string> steps, string output, string outcome, IReadOnlyList<FollowUp> followUps, IReadOnlyList<Answer> answers, CancellationToken stop)
    {
        var measure = new LibraryMeasure
        {
            Id = $"own-{Guid.CreateVersion7():N}",
            Title = title.Trim(),
            Guideline = guideline.Trim(),
            Steps = [.. steps.Select(s => new LibraryStep(s, UnitRole.All, 10, 9))],
            Output = output.Trim(),
            Outcome = outcome.Trim(),
            FollowUps = followUps,
            Answers = answers,
            Source = organisation.Card.ShortName,
        };
        await Many([measure], null, stop);
        return measure.Id;
    }

    /// <summary>Adds them all or none.</summary>
    public async Task Many(IReadOnlyList<LibraryMeasure> measures, string? reason, CancellationToken stop)
    {
        foreach (var measure in measures)
        {
            var row = new OwnLibraryMeasure { Content = measure, CreatedAt = clock.GetUtcNow(), CreatedBy = person.Position };
            db.OwnLibraryMeasures.Add(row);
            db.Record("library-measure.added", "library-measure", row.Id, reason, new { id = measure.Id, title = measure.Title });
        }
        await db.SaveChangesAsync(stop);
    }
}
