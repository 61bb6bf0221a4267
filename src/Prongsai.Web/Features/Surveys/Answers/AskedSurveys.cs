using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Prongsai.Web.Platform.Persistence;

namespace Prongsai.Web.Features.Surveys.Answers;

/// <summary>
/// What is asked, by the address people have. Kept in memory for half a minute, so that taking an answer reads nothing, and for an hour while
/// the database cannot be reached, so that a page with answers on it can still be given back with them. This process forgets a survey when it
/// changes; another one may show an old day of closing for that long. Whether a survey still takes answers is decided by
/// <see cref="AnswerWriter"/> in its transaction, never by what is remembered here.
/// </summary>
internal sealed class AskedSurveys(TimeProvider clock)
{
    private const int Most = 10_000;
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Enough = TimeSpan.FromHours(1);
    private readonly ConcurrentDictionary<(Guid Organisation, string Link), (Survey Survey, long At)> known = new();

    /// <summary>The survey behind a link, not a draft; null when there is none. Not tracked: for reading only.</summary>
    public async ValueTask<Survey?> Find(AppDbContext db, Guid organisation, string link, CancellationToken stop)
    {
        var key = (organisation, link);
        var isKnown = known.TryGetValue(key, out var entry);
        if (isKnown && clock.GetElapsedTime(entry.At) < Fresh)
        {
            return entry.Survey;
        }
        var now = clock.GetTimestamp();
        Survey? found;
        try
        {
            found = await db.Surveys.AsNoTracking().FirstOrDefaultAsync(s => s.Link == link && s.State != SurveyState.Draft, stop);
        }
        catch (Exception fault) when (isKnown && DatabaseTrouble.IsAway(fault) && clock.GetElapsedTime(entry.At) < Enough)
        {
            return entry.Survey;
        }
        if (found is null)
        {
            known.TryRemove(key, out _);
            return null;
        }
        if (known.Count >= Most)
        {
            known.Clear();
        }
        known[key] = (found, now);
        return found;
    }

    /// <summary>Call after a survey changed, so that this process sees it at once.</summary>
    public void Forget(Survey survey) => known.TryRemove((survey.OrganisationId, survey.Link), out _);
}
