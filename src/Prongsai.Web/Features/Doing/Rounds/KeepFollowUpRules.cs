using Microsoft.EntityFrameworkCore;
using Npgsql;
using Prongsai.Domain;
using Prongsai.Domain.Doing;
using Prongsai.Web.Features.Doing.Data;
using Prongsai.Web.Platform.Identity;
using Prongsai.Web.Platform.Modules;
using Prongsai.Web.Platform.Persistence;

namespace Prongsai.Web.Features.Doing.Rounds;

internal sealed record RulesWereChanged() : Refusal("มีผู้กำหนดวันของปีนี้ระหว่างที่ท่านพิมพ์ ตรวจค่าที่แสดงแล้วบันทึกอีกครั้ง สิ่งที่ท่านพิมพ์ยังอยู่ครบ");

/// <summary>Sets the days of rounds and evidence from a fiscal year on, with a reason.</summary>
internal sealed class KeepFollowUpRules(AppDbContext db, WorkOf work, CurrentPerson person, TimeProvider clock) : IUseCase
{
    /// <param name="year">The first fiscal year they hold for.</param>
    /// <param name="seen">The version of the row of that year the form was filled from; 0 when there was none.</param>
    /// <param name="rules">The days.</param>
    /// <param name="reason">Why.</param>
    /// <param name="stop">Ends the work.</param>
    public async Task<Result<int>> Do(FiscalYear year, int seen, FollowUpRules rules, string? reason, CancellationToken stop)
    {
        if (rules.Check() is { } refusal)
        {
            return refusal;
        }
        if (string.IsNullOrWhiteSpace(reason))
        {
            return new WhyIsMissing();
        }
        var row = await db.FollowUpRules.FirstOrDefaultAsync(r => r.FromYear == year, stop);
        if ((row?.Version ?? 0) != seen)
        {
            return new RulesWereChanged();
        }
        var before = await work.Rules(year, stop);
        if (row is null)
        {
            db.FollowUpRules.Add(row = new KeptFollowUpRules { FromYear = year });
        }
        (row.DueAfter, row.TakenFor, row.BackDatedAfter, row.Because) = (rules.DueAfter, rules.TakenFor, rules.BackDatedAfter, reason.Trim());
        (row.ChangedAt, row.ChangedBy, row.Version) = (clock.GetUtcNow(), person.Position, seen + 1);
        db.Record("follow-up-rules.changed", "follow-up-rules", year.ToString(), reason.Trim(), new { fromYear = year.Value, before, after = rules });
        try
        {
            await db.SaveChangesAsync(stop);
            return row.Version;
        }
        catch (Exception trouble) when (trouble is DbUpdateConcurrencyException || trouble.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation })
        {
            db.ChangeTracker.Clear();
            return new RulesWereChanged();
        }
    }
}
