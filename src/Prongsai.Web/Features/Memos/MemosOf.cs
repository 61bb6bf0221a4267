using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Prongsai.Documents.Writing.Memos;
using Prongsai.Domain.Approval;
using Prongsai.Web.Features.Memos.Data;
using Prongsai.Web.Platform.Files;
using Prongsai.Web.Platform.Modules;
using Prongsai.Web.Platform.Organisations;
using Prongsai.Web.Platform.Persistence;

namespace Prongsai.Web.Features.Memos;

/// <summary>The forms a memorandum can have, templates to begin from, and chains an organisation of a kind begins with.</summary>
internal sealed record MemoForms(IReadOnlyList<MemoLayout> Layouts, IReadOnlyList<MemoTemplate> Templates, IReadOnlyDictionary<string, IReadOnlyList<string>> UsualChains)
{
    public MemoLayout Newest => Layouts[^1];

    public static MemoForms Load()
    {
        var folder = Path.Combine(AppContext.BaseDirectory, "rules", "documents", "memorandum");
        var chains = JsonSerializer.Deserialize<Dictionary<string, IReadOnlyList<string>>>(File.ReadAllText(Path.Combine(folder, "chains.json")), JsonSerializerOptions.Strict)!;
        return new MemoForms(MemoLayout.ReadAll(folder), MemoTemplate.ReadAll(Path.Combine(folder, "templates")), chains);
    }

    public MemoLayout Of(Memo memo) => Layouts.First(l => l.Version == memo.LayoutVersion);
}

/// <summary>Reads memoranda as the pages and deeds need them.</summary>
internal sealed class MemosOf(AppDbContext db, MemoForms forms, SigningKey key, CurrentOrganisation organisation, TimeProvider clock) : IUseCase
{
    /// <summary>Tracked, with enclosures and the steps of every round.</summary>
    public Task<Memo?> Find(Guid id, CancellationToken stop) =>
        db.Memos.Include(m => m.Enclosures).Include(m => m.Steps).AsSplitQuery().FirstOrDefaultAsync(m => m.Id == id, stop);

    /// <summary>The SHA-256 of what the memorandum says now, computed from what is kept.</summary>
    public async Task<byte[]> Fingerprint(Memo memo, CancellationToken stop)
    {
        var ids = memo.Enclosures.Select(e => e.FileId).ToList();
        var hashes = await db.Files.AsNoTracking().Where(f => ids.Contains(f.Id)).ToDictionaryAsync(f => f.Id, f => f.Sha256, stop);
        return MemoFingerprint.Of(
            [
                memo.Id.ToString("N"), forms.Of(memo).Id, Text(memo.LayoutVersion), memo.Head?.Unit, memo.Head?.AuthorName, memo.Head?.AuthorPosition, memo.Code, Text(memo.NumberYear ?? 0), Text(memo.Number ?? 0),
                memo.DatedOn?.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture), memo.Subject, memo.Addressee,
                .. forms.Of(memo).Sections.SelectMany(s => new[] { s.Key, memo.Sections.GetValueOrDefault(s.Key) }),
            ],
            memo.Enclosures.OrderBy(e => e.Sort).Select(e => (e.Title, hashes[e.FileId])));

        static string Text(int number) => FormattableString.Invariant($"{number}");
    }

    /// <summary>Whether a decision is what was signed, on what the memorandum says now.</summary>
    public async Task<bool> IsGenuine(MemoStep step, byte[] contentNow, CancellationToken stop) =>
        step is { Signature: { } signature, KeyId: { } keyId, DecidedAt: { } at, DecidedBy: { } by, ContentSha256: { } content }
        && content.AsSpan().SequenceEqual(contentNow)
        && await key.Verify(keyId, MemoFingerprint.Decision(step.Id, by, step.Post, step.ActingOrder, at, KebabCase<StepState>.Write(step.State), step.Remark, content), signature, stop);

    /// <summary>Chains of the organisation, the usual one first; one that has none yet gets the usual chain of its kind.</summary>
    public async Task<IReadOnlyList<StoredChain>> Chains(CancellationToken stop)
    {
        var kept = await db.Chains.AsNoTracking().OrderByDescending(c => c.IsUsual).ThenBy(c => c.Name).ToListAsync(stop);
        return kept.Count > 0 ? kept : [Usual()];
    }

    /// <summary>Officer → head of office → deputy → ปลัด → นายก (S1). Its id is that of the organisation, until the organisation keeps one of its own.</summary>
    public StoredChain Usual() => new()
    {
        Id = organisation.Id,
        Name = "สายปกติ",
        IsUsual = true,
        Steps = [.. forms.UsualChains[KebabCase<OrganisationKind>.Write(organisation.Card.Kind)].Select((post, i) => new ChainStep(i + 1, post, null, SkipRule.Nobody))],
        CreatedAt = clock.GetUtcNow(),
    };

    /// <summary>"สำนักปลัด องค์การบริหารส่วนตำบล… อำเภอ… จังหวัด…"</summary>
    public async Task<string> UnitLine(Guid unitId, CancellationToken stop)
    {
        var card = organisation.Card;
        var unit = await db.Units.AsNoTracking().Where(u => u.Id == unitId).Select(u => u.Name).FirstAsync(stop);
        var place = new Documents.Writing.Reports.OrganisationOnPaper(card.Name, card.District, card.Province).Place;
        return $"{unit} {card.Name} {place}".TrimEnd();
    }
}
