using Microsoft.EntityFrameworkCore;
using Prongsai.Domain;
using Prongsai.Web.Features.Memos.Data;
using Prongsai.Web.Platform.Files;
using Prongsai.Web.Platform.Cycle;
using Prongsai.Web.Platform.Identity;
using Prongsai.Web.Platform.Papers;
using Prongsai.Web.Platform.Persistence;

namespace Prongsai.Web.Features.Memos;

/// <summary>Tells other areas which of their files were approved, by which memorandum.</summary>
internal sealed class Approvals(AppDbContext db) : IApprovals
{
    public async Task<ApprovalMark?> Of(Guid fileId, CancellationToken stop)
    {
        // The same bytes may be kept as several rows; what was approved are the bytes.
        var files = db.Files;
        var found = await db.Memos.AsNoTracking()
            .Where(m => m.State == MemoState.Approved && m.Enclosures.Any(e => files.Any(f => f.Id == e.FileId && files.Any(asked => asked.Id == fileId && asked.Sha256 == f.Sha256))))
            .OrderByDescending(m => m.ClosedAt)
            .Select(m => new { m.ClosedAt, m.Code, m.Number, m.VerifyCode, By = m.Steps.Where(s => s.Round == m.Round && s.IsFinal).Select(s => s.Post).FirstOrDefault() })
            .FirstOrDefaultAsync(stop);
        return found is null ? null : new ApprovalMark(true, ThaiDate.InBangkok(found.ClosedAt!.Value), found.By ?? "", FormattableString.Invariant($"{found.Code}/{found.Number}"), $"/verify/{found.VerifyCode}");
    }
}

/// <summary>What waits for the person signed in: opinions to give, own papers that came back.</summary>
internal sealed class MemoTasks(AppDbContext db, CurrentPerson person) : ITaskSource
{
    public string Permission => "memos.read";

    public async Task<IReadOnlyList<NextTask>> Tasks(FiscalYear workingYear, CancellationToken stop)
    {
        if (person.PersonId is not { } me)
        {
            return [];
        }
        var open = await db.MemoSteps.AsNoTracking().Where(s => s.State == StepState.Open && s.PersonId == me)
            .Join(db.Memos, s => s.MemoId, m => m.Id, (s, m) => new { m.Id, m.Subject, m.SentAt }).OrderBy(m => m.SentAt).Take(10).ToListAsync(stop);
        var back = await db.Memos.AsNoTracking().Where(m => m.State == MemoState.Returned && m.AuthorId == me).OrderBy(m => m.UpdatedAt).Select(m => new { m.Id, m.Subject }).Take(5).ToListAsync(stop);
        return
        [
            .. open.Select(m => new NextTask($"ลงความเห็น: {m.Subject}", $"/memos/{m.Id}/decide", "ผู้เสนอรอความเห็นของท่าน", null, 15)),
            .. back.Select(m => new NextTask($"แก้แล้วเสนอใหม่: {m.Subject}", $"/memos/{m.Id}", "ผู้บังคับบัญชาส่งกลับพร้อมเหตุผล", null, 16)),
        ];
    }
}
