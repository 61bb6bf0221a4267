using Microsoft.EntityFrameworkCore;
using Prongsai.Web.Platform.Modules;
using Prongsai.Web.Platform.Persistence;
using Prongsai.Web.Platform.Words;

namespace Prongsai.Web.Platform.Search;

/// <summary>A public thing to be found.</summary>
/// <param name="Source">Who feeds it; one word per area.</param>
/// <param name="Id">Of the thing, unique in its source.</param>
/// <param name="Kind">What the reader filters by.</param>
/// <param name="Title">As shown.</param>
/// <param name="Address">Below the organisation's root.</param>
/// <param name="Text">Plain words; cut at 200,000 characters.</param>
/// <param name="At">When it became public; newer is shown first.</param>
internal sealed record SearchDocument(string Source, string Id, string Kind, string Title, string Address, string Text, DateTimeOffset At)
{
    public short? Year { get; init; }

    public DateTimeOffset? From { get; init; }

    public DateTimeOffset? Until { get; init; }
}

/// <summary>A find.</summary>
internal sealed record SearchHit(string Kind, string Title, string Address, string Text, short? Year, DateTimeOffset At);

/// <summary>What was found: one page of it, how much there is, and whether it is only spelled alike.</summary>
internal sealed record SearchFinds(IReadOnlyList<SearchHit> Hits, int Count, bool OnlyAlike, IReadOnlyList<string> Words);

/// <summary>Everything public, by its words. An area tells its changes itself, in the save of the deed.</summary>
internal sealed class SearchIndex(AppDbContext db, TimeProvider clock) : IUseCase
{
    public const int QuestionMaxLength = 200;
    private const int TextMaxLength = 200_000;

    /// <summary>Adds or renews an entry in the current save.</summary>
    public async Task Put(SearchDocument document, CancellationToken stop)
    {
        var title = ThaiWords.Normalise(document.Title);
        var text = ThaiWords.Normalise(document.Text.Length > TextMaxLength ? document.Text[..TextMaxLength] : document.Text);
        string[] words = [.. ThaiWords.Of(title).Concat(ThaiWords.Of(text)).Distinct(StringComparer.Ordinal)];
        var entry = await Find(document.Source, document.Id, stop);
        if (entry is null)
        {
            entry = new SearchEntry { Source = document.Source, SourceId = document.Id, Kind = "", Title = "", Plain = "", Address = "", Text = "", Words = [], At = default };
            db.SearchEntries.Add(entry);
        }
        (entry.Kind, entry.Title, entry.Plain, entry.Address, entry.Text, entry.Words) = (document.Kind, document.Title, title, document.Address, text, words);
        (entry.Year, entry.At, entry.VisibleFrom, entry.VisibleUntil) = (document.Year, document.At, document.From, document.Until);
    }

    /// <summary>Takes an entry out in the current save.</summary>
    public async Task Remove(string source, string id, CancellationToken stop)
    {
        if (await Find(source, id, stop) is { } entry)
        {
            db.SearchEntries.Remove(entry);
        }
    }

    /// <param name="question">As typed.</param>
    /// <param name="kind">Only these; null is all.</param>
    /// <param name="year">Only of this Buddhist year; null is all.</param>
    /// <param name="skip">Finds before the page.</param>
    /// <param name="take">Finds on the page.</param>
    /// <param name="stop">Ends the search.</param>
    public async Task<SearchFinds> Ask(string question, string? kind, short? year, int skip, int take, CancellationToken stop)
    {
        var plain = ThaiWords.Normalise(question.Trim());
        var words = ThaiWords.Of(plain).Distinct(StringComparer.Ordinal).Take(12).ToList();
        if (words.Count == 0)
        {
            return new SearchFinds([], 0, false, []);
        }
        var asked = string.Join(" & ", words.Select(w => $"'{w.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "''", StringComparison.Ordinal)}':*"));
        var now = clock.GetUtcNow();
        var wanted = await db.Database.SqlQuery<Found>($"select source as \"Source\", source_id as \"SourceId\", total as \"Total\" from search_public({asked}::tsquery, {plain}, {words.ToArray()}, {now}, {kind}::text, {year}::smallint, {skip}, {take})").ToListAsync(stop);
        // Past the last page there is nothing either, and that is no reason to look for something alike.
        var alike = wanted.Count == 0 && skip == 0;
        if (alike)
        {
            wanted = await db.Database.SqlQuery<Found>($"select source as \"Source\", source_id as \"SourceId\", total as \"Total\" from search_alike({plain}, {now}, {kind}::text, {year}::smallint)").ToListAsync(stop);
            wanted = [.. wanted.Take(take)];
        }
        var total = wanted.Count == 0 ? 0 : (int)wanted[0].Total;
        var ids = wanted.Select(f => f.SourceId).ToList();
        var rows = await db.SearchEntries.AsNoTracking().Where(e => ids.Contains(e.SourceId)).ToListAsync(stop);
        var hits = wanted.Select(f => rows.Find(r => r.Source == f.Source && r.SourceId == f.SourceId)).OfType<SearchEntry>().Select(e => new SearchHit(e.Kind, e.Title, e.Address, e.Text, e.Year, e.At)).ToList();
        return new SearchFinds(hits, alike ? hits.Count : total, alike && total > 0, words);
    }

    private async Task<SearchEntry?> Find(string source, string id, CancellationToken stop) =>
        db.SearchEntries.Local.FirstOrDefault(e => e.Source == source && e.SourceId == id) ?? await db.SearchEntries.FirstOrDefaultAsync(e => e.Source == source && e.SourceId == id, stop);

    private sealed record Found(string Source, string SourceId, long Total);
}
