using Microsoft.EntityFrameworkCore;
using Prongsai.Domain.Analysis;
using Prongsai.Domain.Rules;
using Prongsai.Web.Features.Analysis.Data;
using Prongsai.Web.Platform.Modules;
using Prongsai.Web.Platform.Persistence;

namespace Prongsai.Web.Features.Analysis.Advice;

internal enum AdviceStanding
{
    /// <summary>As the library came.</summary>
    Original,
    Reworded,

    /// <summary>The organisation's own.</summary>
    Own,

    /// <summary>Never used.</summary>
    Hidden,
}

/// <summary>One piece as it stands for the organisation. Seen is the number of its last active change; 0 when there is none.</summary>
internal sealed record AdviceNow(AdvicePiece Piece, AdviceStanding Standing, string? Original, string About, int Seen);

/// <summary>Something advice can be about: an indicator, a question or an item of any year, by its kind.</summary>
internal sealed record AdviceSubject(AdviceTarget Target, string Kind, string Name);

/// <summary>The advice library with the organisation's changes, and what each piece is about.</summary>
internal sealed class AdviceOf(AppDbContext db, AdviceLibrary library, RulebookSet rules) : IUseCase
{
    /// <summary>Every kind the rulebooks know, in official order of the newest year that has it.</summary>
    public IReadOnlyList<AdviceSubject> Subjects { get; } =
    [
        .. rules.Current.Reverse().SelectMany(r => r.Indicators.Select(i => new AdviceSubject(AdviceTarget.Indicator, i.Kind, i.Name))).DistinctBy(s => s.Kind),
        .. rules.Current.Reverse().SelectMany(r => r.Questions.Select(q => new AdviceSubject(AdviceTarget.Question, q.Kind, $"{q.Tool} {library.TopicOf(q.Kind)?.Name ?? q.Text}"))).DistinctBy(s => s.Kind),
        .. rules.Current.Reverse().SelectMany(r => r.Items.Select(i => new AdviceSubject(AdviceTarget.Item, i.Kind, i.Title))).DistinctBy(s => s.Kind),
    ];

    public string NameOf(AdviceTarget target, string kind) => Subjects.FirstOrDefault(s => s.Target == target && s.Kind == kind)?.Name ?? kind;

    /// <summary>All pieces, those of the library first, in its order.</summary>
    public async Task<IReadOnlyList<AdviceNow>> All(CancellationToken stop)
    {
        var changes = (await db.AdviceChanges.AsNoTracking().Where(c => c.Active).OrderBy(c => c.Number).ToListAsync(stop)).ToLookup(c => c.AdviceId, StringComparer.Ordinal);
        var added = changes.SelectMany(g => g).Where(c => c.Kind is AdviceChangeKind.Add).Select(c => c.Piece!);
        return [.. library.Pieces.Concat(added).DistinctBy(p => p.Id).Select(p => Stand(p, [.. changes[p.Id]]))];
    }

    public async Task<AdviceNow?> One(string id, CancellationToken stop) => (await All(stop)).FirstOrDefault(a => a.Piece.Id == id);

    private AdviceNow Stand(AdvicePiece piece, IReadOnlyList<AdviceChange> changes)
    {
        var reworded = changes.LastOrDefault(c => c.Kind is AdviceChangeKind.Reword);
        var standing = changes.Any(c => c.Kind is AdviceChangeKind.Hide) ? AdviceStanding.Hidden
            : changes.Any(c => c.Kind is AdviceChangeKind.Add) ? AdviceStanding.Own
            : reworded is not null ? AdviceStanding.Reworded
            : AdviceStanding.Original;
        return new(
            reworded is null ? piece : piece with { Text = reworded.Content! },
            standing,
            reworded is null ? null : piece.Text,
            NameOf(piece.Target, piece.Kind),
            changes.Count == 0 ? 0 : changes.Max(c => c.Number));
    }
}
