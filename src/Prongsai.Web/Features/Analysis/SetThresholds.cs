using Microsoft.EntityFrameworkCore;
using Prongsai.Domain;
using Prongsai.Domain.Analysis;
using Prongsai.Web.Features.Analysis.Data;
using Prongsai.Web.Platform.Modules;
using Prongsai.Web.Platform.Persistence;

namespace Prongsai.Web.Features.Analysis;

internal sealed record ThresholdsWereChanged() : Refusal("มีผู้แก้เกณฑ์ระหว่างที่ท่านเปิดหน้านี้อยู่ โหลดหน้าใหม่แล้วตรวจอีกครั้ง");

internal sealed record ThresholdsAreInWrongOrder() : Refusal("เกณฑ์เร่งด่วนต้องไม่สูงกว่าเกณฑ์จุดอ่อน");

/// <summary>Sets what the organisation calls strong, weak and urgent in a year. Drafts follow; people's words stay.</summary>
internal sealed class SetThresholds(AppDbContext db, TimeProvider clock) : IUseCase
{
    public async Task<Result<Thresholds>> Do(FiscalYear year, Thresholds thresholds, int version, string? reason, CancellationToken stop)
    {
        if (thresholds.UrgentBelow > thresholds.WeakBelow)
        {
            return new ThresholdsAreInWrongOrder();
        }
        var row = await db.Analyses.FirstOrDefaultAsync(a => a.Year == year, stop);
        if ((row?.Version ?? 0) != version)
        {
            return new ThresholdsWereChanged();
        }
        var before = row?.Thresholds ?? Thresholds.Default;
        if (before == thresholds)
        {
            return thresholds;
        }
        if (row is null)
        {
            row = new YearAnalysis { Year = year, Thresholds = thresholds, UpdatedAt = clock.GetUtcNow() };
            db.Analyses.Add(row);
        }
        else
        {
            row.Thresholds = thresholds;
            row.UpdatedAt = clock.GetUtcNow();
            row.Version++;
        }
        db.Record("thresholds.set", "analysis", year.ToString(), reason, new { from = before, to = thresholds });
        try
        {
            await db.SaveChangesAsync(stop);
        }
        catch (DbUpdateException fault) when (fault is DbUpdateConcurrencyException || fault.InnerException is Npgsql.PostgresException { SqlState: "23505" })
        {
            return new ThresholdsWereChanged();
        }
        return thresholds;
    }
}
