using Microsoft.EntityFrameworkCore;
using Npgsql;
using Prongsai.Domain;
using Prongsai.Web.Features.Reports.Data;
using Prongsai.Web.Platform.Identity;
using Prongsai.Web.Platform.Modules;
using Prongsai.Web.Platform.Persistence;

namespace Prongsai.Web.Features.Reports;

internal sealed record WordsWereChanged() : Refusal("มีผู้แก้ข้อความนี้ระหว่างที่ท่านเปิดอยู่ ข้อความของท่านยังอยู่ในช่อง ด้านล่างคือข้อความที่บันทึกไว้ล่าสุด เลือกใช้ถ้อยคำใดแล้วบันทึกอีกครั้ง");

/// <summary>Puts a person's words in the place of those of the layout or the draft, or takes them away.</summary>
internal sealed class KeepWords(AppDbContext db, CurrentPerson person, TimeProvider clock) : IUseCase
{
    /// <summary>Version 0 is a text nobody reworded yet. Words that are null give the draft back.</summary>
    public async Task<Result<int>> Do(FiscalYear year, string key, int version, string? words, CancellationToken stop)
    {
        var row = await db.ReportWords.FirstOrDefaultAsync(w => w.Year == year && w.Key == key, stop);
        if ((row?.Version ?? 0) != version)
        {
            return new WordsWereChanged();
        }
        if (words is null)
        {
            if (row is null)
            {
                return 0;
            }
            db.ReportWords.Remove(row);
            db.Record("report-words.restored", "report-words", $"{year}/{key}", data: new { from = row.Text });
        }
        else
        {
            var text = words.ReplaceLineEndings("\n").Trim();
            db.Record("report-words.changed", "report-words", $"{year}/{key}", data: new { from = row?.Text, to = text });
            if (row is null)
            {
                db.ReportWords.Add(row = new ReportWords { Year = year, Key = key, Text = text, UpdatedAt = clock.GetUtcNow(), UpdatedBy = person.Position });
            }
            else
            {
                (row.Text, row.UpdatedAt, row.UpdatedBy, row.Version) = (text, clock.GetUtcNow(), person.Position, row.Version + 1);
            }
        }
        try
        {
            await db.SaveChangesAsync(stop);
        }
        catch (DbUpdateException fault) when (fault is DbUpdateConcurrencyException || fault.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation })
        {
            return new WordsWereChanged();
        }
        return words is null ? 0 : row!.Version;
    }
}
