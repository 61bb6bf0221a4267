using Microsoft.EntityFrameworkCore;
using Prongsai.Domain;
using Prongsai.Domain.Analysis;
using Prongsai.Web.Features.Analysis.Data;
using Prongsai.Web.Platform.Identity;
using Prongsai.Web.Platform.Modules;
using Prongsai.Web.Platform.Persistence;

namespace Prongsai.Web.Features.Analysis;

/// <summary>Somebody wrote to the text since the form was opened.</summary>
internal sealed record TextWasChanged() : Refusal("มีผู้แก้ข้อความนี้ระหว่างที่ท่านเปิดหน้านี้อยู่ ข้อความที่ท่านพิมพ์ยังอยู่ในช่อง เทียบกับฉบับล่าสุดด้านล่างแล้วบันทึกอีกครั้ง");

internal sealed record NoSuchText() : Refusal("ไม่พบข้อความนี้ในบทวิเคราะห์ของปีนี้แล้ว");

/// <summary>A person's own words over a draft, back to an earlier version, or the choice between own words and a newer draft. Every version is kept.</summary>
internal sealed class EditText(AppDbContext db, AnalysisOf analysis, CurrentPerson person, TimeProvider clock) : IUseCase
{
    /// <param name="year">The year of the result.</param>
    /// <param name="key">The key of the draft.</param>
    /// <param name="seen">Number of the version the person had before them.</param>
    /// <param name="act">What to do with the text.</param>
    /// <param name="kind">noun.past of the change.</param>
    /// <param name="reason">Why, in the person's words.</param>
    /// <param name="stop">Ends the work.</param>
    public async Task<Result<AnalysisText>> Do(FiscalYear year, string key, int seen, Func<AnalysisText, string, DateTimeOffset, Result<AnalysisText>> act, string kind, string? reason, CancellationToken stop)
    {
        if (await analysis.Of(year, stop) is not { } now || Find(now, key) is not { } text)
        {
            return new NoSuchText();
        }
        if (text.Text.Current.No != seen)
        {
            return new TextWasChanged();
        }
        var after = act(text.Text, person.Position, clock.GetUtcNow());
        if (!after.IsOk || after.Value.Equals(text.Text))
        {
            return after;
        }
        var row = await db.AnalysisTexts.FirstOrDefaultAsync(t => t.Year == year && t.Key == key, stop);
        var state = new StoredText(after.Value.Versions, after.Value.Dismissed);
        if (row is null)
        {
            db.AnalysisTexts.Add(new EditedText { Year = year, Key = key, State = state, UpdatedAt = clock.GetUtcNow() });
        }
        else
        {
            row.State = state;
            row.UpdatedAt = clock.GetUtcNow();
            row.Version++;
        }
        db.Record(kind, "analysis-text", $"{year}/{key}", reason, new { version = after.Value.Current.No });
        try
        {
            await db.SaveChangesAsync(stop);
        }
        catch (DbUpdateException fault) when (fault is DbUpdateConcurrencyException || fault.InnerException is Npgsql.PostgresException { SqlState: "23505" })
        {
            return new TextWasChanged();
        }
        return after;
    }

    private static TextNow? Find(AnalysisNow now, string key) => now.Texts.GetValueOrDefault(key) ?? now.Orphans.FirstOrDefault(o => o.Key == key);
}
