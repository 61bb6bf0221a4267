using Microsoft.EntityFrameworkCore;
using Npgsql;
using Prongsai.Domain;
using Prongsai.Web.Platform.Files;
using Prongsai.Web.Platform.Identity;
using Prongsai.Web.Platform.Modules;
using Prongsai.Web.Platform.Papers;
using Prongsai.Web.Platform.Persistence;

namespace Prongsai.Web.Features.Papers.Checks;

internal sealed record NoSuchFinding() : Refusal("ไม่พบข้อที่เลือกในเอกสารนี้แล้ว โหลดหน้าใหม่แล้วตรวจอีกครั้ง");

internal sealed record DismissalNeedsReason() : Refusal("บอกเหตุผลที่ไม่ต้องแก้ เช่น เป็นชื่อตามคำสั่งแต่งตั้ง");

internal sealed record FindingIsDismissed() : Refusal("ข้อนี้มีผู้ระบุว่าไม่ต้องแก้แล้ว");

internal sealed record NoSuchDismissal() : Refusal("รายการนี้ถูกนำกลับมาแล้ว");

/// <summary>Says of a finding that it need not be mended, and why; and takes that back.</summary>
internal sealed class DismissFinding(AppDbContext db, IPaperCheck checks, CurrentPerson person, TimeProvider clock) : IUseCase
{
    /// <summary>Everywhere: for every paper of the organisation in which the same rule says the same words, not only for this content.</summary>
    public async Task<Result<Dismissal>> Do(Guid fileId, string key, string? reason, bool everywhere, CancellationToken stop)
    {
        if (string.IsNullOrWhiteSpace(reason))
        {
            return new DismissalNeedsReason();
        }
        if (await checks.Of(fileId, stop) is not { } check || check.Findings.FirstOrDefault(f => f.Key == key) is not { } standing)
        {
            return new NoSuchFinding();
        }
        if (standing.Dismissal is not null)
        {
            return new FindingIsDismissed();
        }
        var sha256 = await db.Files.AsNoTracking().Where(f => f.Id == fileId).Select(f => f.Sha256).FirstAsync(stop);
        var dismissal = new Dismissal
        {
            FileSha256 = everywhere ? null : sha256,
            Finding = everywhere ? PaperChecks.WordsOf(standing.Finding) : key,
            Rule = standing.Finding.Rule,
            Message = standing.Finding.Message,
            Reason = reason.Trim(),
            DismissedAt = clock.GetUtcNow(),
            DismissedBy = person.Position,
        };
        db.Dismissals.Add(dismissal);
        db.Record("finding.dismissed", "paper-check", Subject(sha256), dismissal.Reason, new { rule = dismissal.Rule, everywhere });
        try
        {
            await db.SaveChangesAsync(stop);
        }
        catch (DbUpdateException fault) when (fault.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation })
        {
            return new FindingIsDismissed();
        }
        return dismissal;
    }

    public async Task<Result<Dismissal>> Undo(Guid dismissalId, string subject, CancellationToken stop)
    {
        if (await db.Dismissals.FirstOrDefaultAsync(d => d.Id == dismissalId && d.UndoneAt == null, stop) is not { } dismissal)
        {
            return new NoSuchDismissal();
        }
        (dismissal.UndoneAt, dismissal.UndoneBy) = (clock.GetUtcNow(), person.Position);
        db.Record("finding.restored", "paper-check", dismissal.FileSha256 is { } sha256 ? Subject(sha256) : subject, null, new { rule = dismissal.Rule, everywhere = dismissal.FileSha256 is null });
        await db.SaveChangesAsync(stop);
        return dismissal;
    }

    /// <summary>What changes name: the content, so that the same bytes have one history.</summary>
    internal static string Subject(byte[] sha256) => Convert.ToHexStringLower(sha256)[..32];
}
