using Microsoft.EntityFrameworkCore;
using Prongsai.Domain;
using Prongsai.Domain.Approval;
using Prongsai.Web.Features.Memos.Data;
using Prongsai.Web.Platform.Files;
using Prongsai.Web.Platform.Identity;
using Prongsai.Web.Platform.Jobs;
using Prongsai.Web.Platform.Modules;
using Prongsai.Web.Platform.Inbox;
using Prongsai.Web.Platform.Persistence;

namespace Prongsai.Web.Features.Memos;

internal enum Verdict
{
    Agreed,
    Refused,
    Returned,
}

/// <summary>
/// One superior's opinion: bound to the fingerprint of what was read, signed with the installation's key. Two who decide at the same moment
/// are taken one after the other; whoever comes too late is told and nothing is recorded.
/// </summary>
internal sealed class DecideStep(AppDbContext db, MemosOf memos, SigningKey key, Seats seats, FileStore files, JobQueue jobs, Notices notices, CurrentPerson person, TimeProvider clock) : IUseCase
{
    public const long LargestScan = 20L * 1024 * 1024;

    /// <param name="id">The memorandum.</param>
    /// <param name="seen">Hex of the fingerprint on the page that was read.</param>
    /// <param name="verdict">What is said.</param>
    /// <param name="remark">Required unless agreed.</param>
    /// <param name="stop">Ends the work.</param>
    public Task<Result<Guid>> Decide(Guid id, string? seen, Verdict verdict, string? remark, CancellationToken stop) => Deed(id, async memo =>
    {
        if (memo.AuthorId == person.PersonId)
        {
            return new AuthorMayNotDecide();
        }
        if (memo.Current.FirstOrDefault(s => s.State is StepState.Open && s.PersonId == person.PersonId) is not { } step)
        {
            return memo.State is MemoState.Sent && !memo.Steps.Exists(s => s.PersonId == person.PersonId) ? new NotYourStep() : new MemoHasMoved();
        }
        return await Take(memo, step, seen, verdict, remark, null, stop);
    }, stop);

    /// <summary>Records what was signed in ink, with the scan of it. The paper's author or who keeps the chains does this; it stays visible that he did.</summary>
    public async Task<Result<Guid>> Ink(Guid id, Guid stepId, string? seen, Verdict verdict, string? remark, Stream scan, string scanName, CancellationToken stop)
    {
        var taken = await FileKinds.Take(files, scan, scanName, LargestScan, FileKinds.Scans, new ScanIsRefused(), stop);
        if (!taken.IsOk)
        {
            return taken.Refusal;
        }
        // Saved ahead: the deed may be tried again after a collision.
        await db.SaveChangesAsync(stop);
        var scanId = taken.Value.Id;
        return await Deed(id, async memo =>
        {
            if (memo.AuthorId != person.PersonId && !person.May("memos.manage"))
            {
                return new NotTheAuthor();
            }
            return memo.Current.FirstOrDefault(s => s.State is StepState.Open && s.Id == stepId) is { } step ? await Take(memo, step, seen, verdict, remark, scanId, stop) : new MemoHasMoved();
        }, stop);
    }

    /// <summary>Passes a step over where the chain's data allow this person to, and says why.</summary>
    public Task<Result<Guid>> Skip(Guid id, Guid stepId, string? reason, CancellationToken stop) => Deed(id, memo =>
    {
        if (memo.Current.FirstOrDefault(s => s.State is StepState.Open && s.Id == stepId) is not { } step)
        {
            return Refused(new MemoHasMoved());
        }
        if (step.IsFinal)
        {
            return Refused(new FinalCannotBeSkipped());
        }
        if (!MaySkip(memo, step, person.PersonId))
        {
            return Refused(new MayNotSkip());
        }
        if (string.IsNullOrWhiteSpace(reason))
        {
            return Refused(new ReasonIsMissing());
        }
        (step.State, step.Remark, step.DecidedAt, step.DecidedBy) = (StepState.Skipped, reason.Trim(), clock.GetUtcNow(), person.PersonId);
        Say(memo, "skipped", $"ข้ามขั้น{step.Post} {reason.Trim()}");
        db.Record("memo.step-skipped", "memo", memo.Id, reason.Trim(), new { post = step.Post });
        notices.Tell(step.PersonId, $"บันทึก {memo.NumberText} ข้ามขั้นของท่าน", $"/memos/{memo.Id}");
        Advance.Next(memo, notices, clock.GetUtcNow());
        return Refused(null);
    }, stop);

    public static bool MaySkip(Memo memo, MemoStep step, Guid? who) => !step.IsFinal && step.Skip switch
    {
        SkipRule.Author => memo.AuthorId == who,
        SkipRule.Next => memo.Current.Any(s => s.Stage > step.Stage && s.PersonId == who),
        _ => false,
    };

    /// <summary>A word to the thread, which decides nothing.</summary>
    public async Task<Result<Guid>> Comment(Guid id, string? text, CancellationToken stop)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return new CommentIsMissing();
        }
        if (await memos.Find(id, stop) is not { } memo)
        {
            return new MemoIsGone();
        }
        Say(memo, "comment", text.Trim());
        foreach (var other in memo.Current.Where(s => s.State is StepState.Open).Select(s => s.PersonId).Append(memo.AuthorId).Distinct().Where(p => p != person.PersonId))
        {
            notices.Tell(other, $"มีข้อความใหม่ในบันทึก {memo.NumberText}", $"/memos/{memo.Id}");
        }
        db.Record("memo.commented", "memo", memo.Id);
        await db.SaveChangesAsync(stop);
        return id;
    }

    private async Task<Refusal?> Take(Memo memo, MemoStep step, string? seen, Verdict verdict, string? remark, Guid? scan, CancellationToken stop)
    {
        remark = string.IsNullOrWhiteSpace(remark) ? null : remark.Trim().ReplaceLineEndings("\n");
        if (verdict is not Verdict.Agreed && remark is null)
        {
            return new ReasonIsMissing();
        }
        if (step.ActingId is { } acting && !await seats.InForce(seats.Today).AnyAsync(a => a.Id == acting, stop))
        {
            return new ActingHasEnded(step.ActingOrder ?? "");
        }
        var content = await memos.Fingerprint(memo, stop);
        if (!content.AsSpan().SequenceEqual(memo.ContentSha256) || !string.Equals(seen, Convert.ToHexStringLower(content), StringComparison.Ordinal))
        {
            return new ContentHasChanged();
        }
        step.State = verdict switch { Verdict.Agreed => StepState.Agreed, Verdict.Refused => StepState.Refused, _ => StepState.Returned };
        var now = clock.GetUtcNow();
        var at = new DateTimeOffset(now.UtcTicks / 10 * 10, TimeSpan.Zero);
        (step.DecidedAt, step.DecidedBy, step.Remark, step.ContentSha256, step.ScanFileId) = (at, person.PersonId, remark, content, scan);
        var (keyId, signature) = await key.Sign(MemoFingerprint.Decision(step.Id, person.PersonId!.Value, step.Post, step.ActingOrder, at, KebabCase<StepState>.Write(step.State), remark, content), stop);
        (step.KeyId, step.Signature) = (keyId, signature);
        if (scan is null && await db.Set<DrawnSignature>().AsNoTracking().FirstOrDefaultAsync(d => d.PersonId == step.PersonId, stop) is { } drawn)
        {
            (step.DrawnFileId, step.DrawnWidthPx, step.DrawnHeightPx) = (drawn.FileId, drawn.WidthPx, drawn.HeightPx);
        }
        var kind = KebabCase<StepState>.Write(step.State);
        Say(memo, scan is null ? kind : kind + "-ink", remark ?? "");
        db.Record($"memo.{kind}", "memo", memo.Id, remark, new { post = step.Post, acting = step.ActingOrder, sha256 = Convert.ToHexStringLower(content), ink = scan is not null });
        if (scan is not null && step.PersonId != person.PersonId)
        {
            notices.Tell(step.PersonId, $"มีผู้แนบภาพการลงนามของท่านในบันทึก {memo.NumberText} ตรวจว่าถูกต้อง", $"/memos/{memo.Id}");
        }
        if (verdict is Verdict.Agreed)
        {
            if (Advance.Next(memo, notices, now))
            {
                (memo.State, memo.ClosedAt) = (MemoState.Approved, now);
                jobs.Add<IssueMemo>(new IssueMemo.Arguments(memo.Id));
                notices.Tell(memo.AuthorId, $"บันทึก {memo.NumberText} ได้รับอนุมัติแล้ว", $"/memos/{memo.Id}");
            }
            return null;
        }
        memo.State = MemoState.Returned;
        foreach (var other in memo.Current.Where(s => s.State is StepState.Waiting or StepState.Open))
        {
            (other.State, other.VoidBecause) = (StepState.Void, $"{step.Post}{(verdict is Verdict.Refused ? "ไม่เห็นชอบ" : "ส่งกลับแก้ไข")}");
        }
        notices.Tell(memo.AuthorId, $"{step.Post}{(verdict is Verdict.Refused ? "ไม่เห็นชอบ" : "ส่งกลับให้แก้")}บันทึก {memo.NumberText}", $"/memos/{memo.Id}");
        return null;
    }

    private async Task<Result<Guid>> Deed(Guid id, Func<Memo, Task<Refusal?>> deed, CancellationToken stop)
    {
        for (var attempt = 1; ; attempt++)
        {
            if (await memos.Find(id, stop) is not { } memo)
            {
                return new MemoIsGone();
            }
            if (memo.State is not MemoState.Sent)
            {
                return new MemoHasMoved();
            }
            if (await deed(memo) is { } refusal)
            {
                db.ChangeTracker.Clear();
                return refusal;
            }
            memo.Touch(clock.GetUtcNow());
            try
            {
                await db.SaveChangesAsync(stop);
                return id;
            }
            catch (DbUpdateConcurrencyException) when (attempt < 5)
            {
                // Somebody decided or withdrew in between: look at what is there now, and judge anew.
                db.ChangeTracker.Clear();
            }
        }
    }

    private void Say(Memo memo, string kind, string text) =>
        db.MemoRemarks.Add(new MemoRemark { MemoId = memo.Id, Position = person.Position, Kind = kind, Text = text, At = clock.GetUtcNow() });

    private static Task<Refusal?> Refused(Refusal? refusal) => Task.FromResult(refusal);
}
