using Microsoft.EntityFrameworkCore;
using Prongsai.Domain;
using Prongsai.Domain.Measures;
using Prongsai.Web.Features.Measures.Data;
using Prongsai.Web.Platform.Modules;
using Prongsai.Web.Platform.Persistence;

namespace Prongsai.Web.Features.Measures.Library;

internal sealed record NotOurOwn() : Refusal("แก้หรือซ่อนได้เฉพาะมาตรการที่หน่วยงานเพิ่มเอง มาตรการที่มากับระบบนำไปปรับในแผนได้");

/// <summary>Changes the organisation's own measures of the library, puts them out of sight and back. Plans made from them keep what they took.</summary>
internal sealed class KeepLibrary(AppDbContext db, TimeProvider clock) : IUseCase
{
    public async Task<OwnLibraryMeasure?> Find(string id, CancellationToken stop) =>
        (await db.OwnLibraryMeasures.ToListAsync(stop)).Find(m => m.Content.Id == id);

    /// <param name="id">In the library.</param>
    /// <param name="title">Not empty.</param>
    /// <param name="guideline">May be empty.</param>
    /// <param name="steps">At least one; a step whose text stays keeps its months and owner.</param>
    /// <param name="reason">Why.</param>
    /// <param name="stop">Ends the work.</param>
    public async Task<Result<string>> Change(string id, string title, string guideline, IReadOnlyList<string> steps, string? reason, CancellationToken stop)
    {
        if (await Find(id, stop) is not { } row)
        {
            return new NotOurOwn();
        }
        if (string.IsNullOrWhiteSpace(reason))
        {
            return new WhyIsMissing();
        }
        var before = row.Content;
        row.Content = before with
        {
            Title = title.Trim(),
            Guideline = guideline.Trim(),
            Steps = [.. steps.Select(s => before.Steps.FirstOrDefault(b => b.Text == s) ?? new LibraryStep(s, UnitRole.All, 10, 9))],
        };
        db.Record("library-measure.changed", "library-measure", row.Id, reason, new { from = new { before.Title, before.Guideline, steps = before.Steps.Select(s => s.Text) }, to = new { row.Content.Title, row.Content.Guideline, steps } });
        await db.SaveChangesAsync(stop);
        return id;
    }

    public async Task<Result<string>> Show(string id, bool shown, CancellationToken stop)
    {
        if (await Find(id, stop) is not { } row)
        {
            return new NotOurOwn();
        }
        row.HiddenAt = shown ? null : clock.GetUtcNow();
        db.Record(shown ? "library-measure.shown" : "library-measure.hidden", "library-measure", row.Id, null, new { row.Content.Title });
        await db.SaveChangesAsync(stop);
        return id;
    }
}
