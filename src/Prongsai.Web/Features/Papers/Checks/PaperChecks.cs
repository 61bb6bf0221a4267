using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Prongsai.Documents.Checking;
using Prongsai.Documents.Reading;
using Prongsai.Documents.Reading.Extraction;
using Prongsai.Domain.Papers;
using Prongsai.Domain.Rules;
using Prongsai.Web.Platform.Files;
using Prongsai.Web.Platform.Modules;
using Prongsai.Web.Platform.Papers;
using Prongsai.Web.Platform.Persistence;

namespace Prongsai.Web.Features.Papers.Checks;

/// <summary>The rules of the document check in this process, with the fingerprint by which kept findings are known to be of them.</summary>
internal sealed record CheckRules(CheckData Data, string Fingerprint)
{
    /// <summary>Another build of the rules, other data or other rulebooks give another fingerprint.</summary>
    public static CheckRules Of(CheckData data, RulebookSet rules)
    {
        var text = string.Join('\n', rules.Current.Select(r => r.Sha256).Append(typeof(DocumentCheck).Assembly.ManifestModule.ModuleVersionId.ToString()));
        return new(data, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..32]);
    }
}

/// <summary>Checks kept files and puts what people dismissed beside what was found.</summary>
internal sealed class PaperChecks(AppDbContext db, FileStore files, RulebookSet rules, CheckRules checkRules, TimeProvider clock) : IPaperCheck, IUseCase
{
    public async Task<PaperCheck?> Of(Guid fileId, CancellationToken stop)
    {
        if (await db.Files.AsNoTracking().FirstOrDefaultAsync(f => f.Id == fileId, stop) is not { } file)
        {
            return null;
        }
        var kept = await db.PaperChecks.AsNoTracking().FirstOrDefaultAsync(c => c.FileSha256 == file.Sha256, stop);
        if (kept is null || (kept.Rules != checkRules.Fingerprint && !kept.Recognised))
        {
            // Of a file the store has lost, what was found before is all that is known.
            kept = files.Has(file) ? await ReadAndKeep(file, stop) : kept;
        }
        return kept is null ? null : await Stand(file, kept, stop);
    }

    public async Task Take(StoredFile file, SourceDocument source, PaperReading reading, bool recognised, CancellationToken stop)
    {
        var kept = db.PaperChecks.Local.FirstOrDefault(c => c.FileSha256.AsSpan().SequenceEqual(file.Sha256)) ?? await db.PaperChecks.FirstOrDefaultAsync(c => c.FileSha256 == file.Sha256, stop);
        if (kept is null)
        {
            db.PaperChecks.Add(kept = new KeptCheck { FileSha256 = file.Sha256 });
        }
        Fill(kept, file.Name, source, reading, recognised);
    }

    internal static string KeyOf(CheckFinding finding)
    {
        var at = finding.At;
        return Hash($"{finding.Rule}\n{finding.Message}\n{at.Page}|{at.Sheet}|{at.Table}|{at.Row}|{at.Column}|{at.Line}");
    }

    /// <summary>The same for the same words of the same rule, in any paper and place.</summary>
    internal static string WordsOf(CheckFinding finding) => Hash($"{finding.Rule}\n{finding.Message}");

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..24];

    private async Task<KeptCheck> ReadAndKeep(StoredFile file, CancellationToken stop)
    {
        var source = file.Size > ReadingLimits.Default.MaxBytes ? null : await DocumentReader.Read(await files.Read(file, stop), file.Name, ReadingLimits.Default, stop);
        var kept = await db.PaperChecks.FirstOrDefaultAsync(c => c.FileSha256 == file.Sha256, stop);
        if (kept is null)
        {
            db.PaperChecks.Add(kept = new KeptCheck { FileSha256 = file.Sha256 });
        }
        Fill(kept, file.Name, source, source is null ? null : PaperExtractor.Extract(source, rules.Current), recognised: false);
        try
        {
            await db.SaveChangesAsync(stop);
        }
        catch (DbUpdateException fault) when (fault.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation })
        {
            // Someone opened the same file at the same moment; both found the same.
            db.Entry(kept).State = EntityState.Detached;
        }
        return kept;
    }

    private void Fill(KeptCheck kept, string name, SourceDocument? source, PaperReading? reading, bool recognised)
    {
        kept.FileName = name;
        kept.AboutIta = reading?.Papers.Count > 0;
        kept.Recognised = recognised;
        kept.Findings = source is null || reading is null ? [] : [.. DocumentCheck.Check(source, reading, rules.Current, checkRules.Data)];
        kept.Rules = checkRules.Fingerprint;
        kept.CheckedAt = clock.GetUtcNow();
    }

    private async Task<PaperCheck> Stand(StoredFile file, KeptCheck kept, CancellationToken stop)
    {
        var keys = kept.Findings.Select(f => (Finding: f, Key: KeyOf(f), Words: WordsOf(f))).DistinctBy(k => k.Key).ToList();
        var sought = keys.Select(k => k.Key).Concat(keys.Select(k => k.Words)).ToList();
        var dismissed = sought.Count == 0 ? [] : await db.Dismissals.AsNoTracking().Where(d => d.UndoneAt == null && sought.Contains(d.Finding) && (d.FileSha256 == null || d.FileSha256 == file.Sha256)).ToListAsync(stop);
        return new PaperCheck(file.Id, file.Name, kept.AboutIta, kept.CheckedAt, [.. keys.Select(k => new StandingFinding(k.Key, k.Finding,
            dismissed.Find(d => (d.FileSha256 is not null && d.Finding == k.Key) || (d.FileSha256 is null && d.Finding == k.Words)) is { } d
                ? new DismissalOfFinding(d.Id, d.Reason, d.DismissedBy, d.DismissedAt, d.FileSha256 is null)
                : null))]);
    }
}
