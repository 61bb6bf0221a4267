using Microsoft.EntityFrameworkCore;
using Prongsai.Domain;
using Prongsai.Web.Platform.Identity;
using Prongsai.Web.Platform.Modules;
using Prongsai.Web.Platform.Persistence;
using Prongsai.Web.Platform.Publishing;

namespace Prongsai.Web.Features.Publication;

internal sealed record WithdrawnAlready() : Refusal("ฉบับนี้ถอนไปแล้ว");

internal sealed record WithdrawalNeedsReason() : Refusal("กรอกเหตุผลที่ถอน ประชาชนจะเห็นเหตุผลนี้ที่ที่อยู่เดิม");

/// <summary>Takes the content of an edition from the public. The address stays and says when and why.</summary>
internal sealed class WithdrawEdition(AppDbContext db, CurrentPerson person, TimeProvider clock) : IUseCase
{
    public async Task<Result<Edition>> Do(string kind, FiscalYear year, int number, string? reason, CancellationToken stop)
    {
        if (string.IsNullOrWhiteSpace(reason))
        {
            return new WithdrawalNeedsReason();
        }
        // Locked, so that of two who withdraw at once the second is told.
        await using var transaction = await db.Database.BeginTransactionAsync(stop);
        var edition = await db.Editions.FromSql($"select * from editions where year = {(short)year.Value} and kind = {kind} and number = {number} for update").FirstOrDefaultAsync(stop);
        if (edition is not { WithdrawnAt: null })
        {
            return new WithdrawnAlready();
        }
        (edition.WithdrawnAt, edition.WithdrawnBy, edition.WithdrawnReason) = (clock.GetUtcNow(), person.Position, reason.Trim());
        db.Record("edition.withdrawn", "edition", PublishEdition.Subject(kind, year), reason, new { year = year.Value, kind, number });
        await db.SaveChangesAsync(stop);
        await transaction.CommitAsync(stop);
        return edition;
    }
}
