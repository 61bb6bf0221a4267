using Microsoft.EntityFrameworkCore;
using Prongsai.Domain;
using Prongsai.Domain.Analysis;
using Prongsai.Web.Features.Analysis.Data;
using Prongsai.Web.Platform.Identity;
using Prongsai.Web.Platform.Modules;
using Prongsai.Web.Platform.Persistence;

namespace Prongsai.Web.Features.Analysis.Advice;

/// <summary>Somebody changed the piece since the form was opened.</summary>
internal sealed record AdviceWasChanged() : Refusal("มีผู้แก้ข้อแนะนำนี้ระหว่างที่ท่านเปิดหน้านี้อยู่ ข้อความที่ท่านพิมพ์ยังอยู่ในช่อง เทียบกับฉบับล่าสุดในหน้านี้แล้วบันทึกอีกครั้ง");

internal sealed record NoSuchSubject() : Refusal("เลือกว่าข้อแนะนำนี้เกี่ยวกับเรื่องใด");

/// <summary>The organisation's own changes to the advice library. Drafts follow them; what people wrote in analyses stays. Every change is kept.</summary>
internal sealed class KeepAdvice(AppDbContext db, AdviceOf advice, CurrentPerson person, TimeProvider clock) : IUseCase
{
    /// <summary>Other words for a piece.</summary>
    public async Task<Result<AdviceNow>> Reword(string id, string? text, int seen, string? reason, CancellationToken stop)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return new AdviceIsEmpty();
        }
        var found = await Find(id, seen, stop);
        if (!found.IsOk || found.Value.Piece.Text == text.Trim())
        {
            return found;
        }
        foreach (var earlier in await db.AdviceChanges.Where(c => c.AdviceId == id && c.Active && c.Kind == AdviceChangeKind.Reword).ToListAsync(stop))
        {
            earlier.Active = false;
        }
        db.AdviceChanges.Add(New(AdviceChangeKind.Reword, id, text.Trim(), null));
        db.Record("advice.reworded", "advice", id, reason, new { from = found.Value.Piece.Text, to = text.Trim() });
        await db.SaveChangesAsync(stop);
        return (await advice.One(id, stop))!;
    }

    /// <summary>A piece of the organisation's own.</summary>
    public async Task<Result<AdviceNow>> Add(AdviceTarget target, string? kind, IReadOnlyList<AdviceBand> bands, string? text, CancellationToken stop)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return new AdviceIsEmpty();
        }
        if (kind is null || !advice.Subjects.Any(s => s.Target == target && s.Kind == kind))
        {
            return new NoSuchSubject();
        }
        var id = $"own-{Guid.NewGuid():N}"[..12];
        db.AdviceChanges.Add(New(AdviceChangeKind.Add, id, null, new AdvicePiece(id, target, kind, [.. bands.Distinct().Order()], text.Trim(), null, "own")));
        db.Record("advice.added", "advice", id, data: new { target = target.ToString().ToLowerInvariant(), kind });
        await db.SaveChangesAsync(stop);
        return (await advice.One(id, stop))!;
    }

    /// <summary>Drafts never use the piece again, until it is restored.</summary>
    public async Task<Result<AdviceNow>> Hide(string id, int seen, string? reason, CancellationToken stop)
    {
        var found = await Find(id, seen, stop);
        if (!found.IsOk || found.Value.Standing is AdviceStanding.Hidden)
        {
            return found;
        }
        db.AdviceChanges.Add(New(AdviceChangeKind.Hide, id, null, null));
        db.Record("advice.hidden", "advice", id, reason);
        await db.SaveChangesAsync(stop);
        return (await advice.One(id, stop))!;
    }

    /// <summary>Takes back the last thing done to a piece: shows a hidden one again, or gives a reworded one its original words.</summary>
    public async Task<Result<AdviceNow>> Restore(string id, int seen, string? reason, CancellationToken stop)
    {
        var found = await Find(id, seen, stop);
        if (!found.IsOk)
        {
            return found;
        }
        var kind = found.Value.Standing is AdviceStanding.Hidden ? AdviceChangeKind.Hide : AdviceChangeKind.Reword;
        var undone = await db.AdviceChanges.Where(c => c.AdviceId == id && c.Active && c.Kind == kind).ToListAsync(stop);
        if (undone.Count == 0)
        {
            return found;
        }
        undone.ForEach(c => c.Active = false);
        db.Record("advice.restored", "advice", id, reason, new { undone = kind.ToString().ToLowerInvariant() });
        await db.SaveChangesAsync(stop);
        return (await advice.One(id, stop))!;
    }

    private async Task<Result<AdviceNow>> Find(string id, int seen, CancellationToken stop) =>
        await advice.One(id, stop) is not { } found ? new AdviceIsNotKnown(id)
        : found.Seen != seen ? new AdviceWasChanged()
        : found;

    private AdviceChange New(AdviceChangeKind kind, string id, string? content, AdvicePiece? piece) =>
        new() { Kind = kind, AdviceId = id, Content = content, Piece = piece, CreatedAt = clock.GetUtcNow(), CreatedBy = person.Position };
}
