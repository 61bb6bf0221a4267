using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Prongsai.Domain;
using Prongsai.Domain.Approval;
using Prongsai.Web.Features.Memos.Data;
using Prongsai.Web.Platform.Organisations;
using Prongsai.Web.Platform.Files;
using Prongsai.Web.Platform.Identity;
using Prongsai.Web.Platform.Modules;
using Prongsai.Web.Platform.Inbox;
using Prongsai.Web.Platform.Persistence;

namespace Prongsai.Web.Features.Memos;

/// <summary>
/// Sends a memorandum up its chain. The number is given here, once: decisions are then bound to the paper with its number and date. Sending
/// again after a return keeps the number, makes the decisions of earlier rounds void, and begins a new round.
/// </summary>
internal sealed class SendMemo(AppDbContext db, MemosOf memos, MemoForms forms, Seats seats, FileStore files, Notices notices, CurrentPerson person, TimeProvider clock) : IUseCase
{
    private const string CodeLetters = "abcdefghijkmnpqrstuvwxyz23456789"; // 32, none of which looks like another

    /// <param name="id">Of a draft, or one that came back.</param>
    /// <param name="chainId">From <see cref="MemosOf.Chains"/>.</param>
    /// <param name="root">Absolute address of the organisation's public side, for the QR code.</param>
    /// <param name="stop">Ends the work.</param>
    public async Task<Result<Guid>> Send(Guid id, Guid chainId, string root, CancellationToken stop)
    {
        if (await memos.Find(id, stop) is not { } memo)
        {
            return new MemoIsGone();
        }
        if (memo.AuthorId != person.PersonId)
        {
            return new NotTheAuthor();
        }
        if (!memo.MayBeEdited)
        {
            return new MemoCannotBeEdited();
        }
        if (await Missing(memo, stop) is { } missing)
        {
            return missing;
        }
        if ((await memos.Chains(stop)).FirstOrDefault(c => c.Id == chainId) is not { } chain)
        {
            return new ChainIsGone();
        }
        var seated = ApprovalChain.Seat(chain.Steps, memo.AuthorId, await seats.Now(stop));
        if (!seated.IsOk)
        {
            return seated.Refusal;
        }
        var code = await db.Set<MemoCode>().AsNoTracking().Where(c => c.UnitId == memo.UnitId).Select(c => c.Code).FirstOrDefaultAsync(stop);
        if (memo.Number is null && code is null)
        {
            return new CodeIsMissing(await db.Units.Where(u => u.Id == memo.UnitId).Select(u => u.Name).FirstAsync(stop));
        }
        await using var transaction = await db.Database.BeginTransactionAsync(stop);
        if (memo.Number is null)
        {
            memo.DatedOn = seats.Today;
            memo.NumberYear = (short)(seats.Today.Year + FiscalYear.BuddhistOffset);
            memo.Code = code;
            memo.Number = await NextNumber(memo.UnitId, memo.NumberYear.Value, stop);
            memo.VerifyCode = RandomNumberGenerator.GetString(CodeLetters, 16);
        }
        var author = await db.People.AsNoTracking().FirstAsync(p => p.Id == memo.AuthorId, stop);
        memo.Head = new MemoHead(await memos.UnitLine(memo.UnitId, stop), author.Name, author.Position);
        memo.VerifyAddress = $"{root}/verify/{memo.VerifyCode}";
        var content = await memos.Fingerprint(memo, stop);
        var same = memo.ContentSha256 is { } before && before.AsSpan().SequenceEqual(content);
        memo.Round++;
        if (memo.Round > 1)
        {
            Void(memo, same ? $"ส่งใหม่เป็นรอบที่ {memo.Round}" : $"เนื้อหาเปลี่ยนจากที่ลงความเห็นไว้ ส่งใหม่เป็นรอบที่ {memo.Round}");
        }
        memo.ContentSha256 = content;
        (memo.State, memo.SentAt, memo.ClosedAt, memo.ChainName) = (MemoState.Sent, clock.GetUtcNow(), null, chain.Name);
        for (var i = 0; i < seated.Value.Count; i++)
        {
            var s = seated.Value[i];
            memo.Steps.Add(new MemoStep
            {
                MemoId = memo.Id,
                Round = memo.Round,
                Stage = s.Step.Stage,
                Sort = i + 1,
                Post = s.Step.PersonId is null ? s.Step.Post.Trim() : s.Holder!.OwnPosition,
                PersonId = s.Holder!.PersonId,
                OwnPosition = s.Holder.OwnPosition,
                ActingId = s.Holder.Acting?.Id,
                ActingKind = s.Holder.Acting?.Kind,
                ActingOrder = s.Holder.Acting?.OrderNumber,
                Skip = s.Step.Skip,
                IsFinal = s.IsFinal,
                State = s.PassedOver is null ? StepState.Waiting : StepState.Skipped,
                Remark = s.PassedOver,
            });
        }
        Advance.Next(memo, notices, clock.GetUtcNow());
        Say(memo, "sent", memo.Round == 1 ? $"เสนอเรื่อง เลขที่ {memo.NumberText} ทาง{chain.Name}" : $"เสนอใหม่เป็นรอบที่ {memo.Round} ทาง{chain.Name}");
        db.Record("memo.sent", "memo", memo.Id, data: new { number = memo.NumberText, round = memo.Round, sha256 = Convert.ToHexStringLower(content) });
        memo.Touch(clock.GetUtcNow());
        try
        {
            await db.SaveChangesAsync(stop);
            await transaction.CommitAsync(stop);
            return id;
        }
        catch (DbUpdateConcurrencyException)
        {
            // The transaction ends unsaved: a number that was taken goes back with it.
            db.ChangeTracker.Clear();
            return new MemoWasChanged();
        }
    }

    /// <summary>Takes the paper back. Whoever decides at the same moment either came first or is told that it is gone.</summary>
    public async Task<Result<Guid>> Withdraw(Guid id, string? reason, CancellationToken stop)
    {
        if (string.IsNullOrWhiteSpace(reason))
        {
            return new ReasonIsMissing();
        }
        for (var attempt = 1; ; attempt++)
        {
            if (await memos.Find(id, stop) is not { } memo)
            {
                return new MemoIsGone();
            }
            if (memo.AuthorId != person.PersonId)
            {
                return new NotTheAuthor();
            }
            if (memo.State is not MemoState.Sent)
            {
                return new MemoHasMoved();
            }
            foreach (var open in memo.Current.Where(s => s.State is StepState.Open))
            {
                notices.Tell(open.PersonId, $"ผู้เสนอถอนเรื่อง {memo.NumberText} แล้ว", $"/memos/{memo.Id}");
            }
            Void(memo, "ผู้เสนอถอนเรื่อง");
            memo.State = MemoState.Withdrawn;
            Say(memo, "withdrawn", reason.Trim());
            db.Record("memo.withdrawn", "memo", memo.Id, reason.Trim());
            memo.Touch(clock.GetUtcNow());
            try
            {
                await db.SaveChangesAsync(stop);
                return id;
            }
            catch (DbUpdateConcurrencyException) when (attempt < 5)
            {
                db.ChangeTracker.Clear();
            }
        }
    }

    private void Say(Memo memo, string kind, string text) =>
        db.MemoRemarks.Add(new MemoRemark { MemoId = memo.Id, Position = person.Position, Kind = kind, Text = text, At = clock.GetUtcNow() });

    private static void Void(Memo memo, string because)
    {
        foreach (var step in memo.Steps.Where(s => s.State is StepState.Waiting or StepState.Open or StepState.Agreed))
        {
            (step.State, step.VoidBecause) = (StepState.Void, because);
        }
    }

    /// <summary>The database counts; a second sender of the same department waits for the first to commit or give up, so no number is lost or given twice.</summary>
    private async Task<int> NextNumber(Guid unit, short year, CancellationToken stop) =>
        (await db.Database.SqlQuery<int>(
            $"""
            insert into memo_registers as r (organisation_id, unit_id, year, last_number) values ({db.OrganisationId}, {unit}, {year}, 1)
            on conflict (unit_id, year) do update set last_number = r.last_number + 1 returning last_number
            """).ToListAsync(stop))[0];

    private async Task<Refusal?> Missing(Memo memo, CancellationToken stop)
    {
        if (string.IsNullOrWhiteSpace(memo.Subject))
        {
            return new PartIsMissing("เรื่อง");
        }
        if (string.IsNullOrWhiteSpace(memo.Addressee))
        {
            return new PartIsMissing("ผู้ที่เรียนถึง");
        }
        if (forms.Of(memo).Sections.FirstOrDefault(s => s.Required && string.IsNullOrWhiteSpace(memo.Sections.GetValueOrDefault(s.Key))) is { } part)
        {
            return new PartIsMissing(part.Label);
        }
        foreach (var enclosure in memo.Enclosures)
        {
            if (await db.Files.AsNoTracking().FirstOrDefaultAsync(f => f.Id == enclosure.FileId, stop) is not { } file || !files.Has(file))
            {
                return new EnclosureIsLost(enclosure.Title);
            }
        }
        return null;
    }
}

/// <summary>Opens the next stage of a round, or closes the memorandum when none is left.</summary>
internal static class Advance
{
    /// <returns>True when the last step is done.</returns>
    public static bool Next(Memo memo, Notices notices, DateTimeOffset now)
    {
        var open = memo.Current.Where(s => !s.IsDone).ToList();
        if (open.Count == 0)
        {
            return true;
        }
        foreach (var step in open.Where(s => s.Stage == open[0].Stage && s.State is StepState.Waiting))
        {
            (step.State, step.OpenedAt) = (StepState.Open, now);
            notices.Tell(step.PersonId, $"มีบันทึก {memo.NumberText} รอความเห็นของท่าน", $"/memos/{memo.Id}/decide");
        }
        return false;
    }
}
