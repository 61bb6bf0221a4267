using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Prongsai.Documents.Reading;
using Prongsai.Documents.Reading.Extraction;
using Prongsai.Domain;
using Prongsai.Domain.Papers;
using Prongsai.Domain.Rules;
using Prongsai.Web.Features.Assessment.Data;
using Prongsai.Web.Platform.Files;
using Prongsai.Web.Platform.Identity;
using Prongsai.Web.Platform.Modules;
using Prongsai.Web.Platform.Papers;
using Prongsai.Web.Platform.Persistence;

namespace Prongsai.Web.Features.Assessment;

/// <summary>
/// Takes a paper in: keeps the file, reads it, and keeps what was read. Nothing becomes a result here. A file that cannot be read is kept
/// too, with what was wrong, so that nothing handed in is lost.
/// </summary>
internal sealed class ImportPaper(AppDbContext db, FileStore files, IPaperCheck check, RulebookSet rules, CurrentPerson person, TimeProvider clock) : IUseCase
{
    public async Task<Result<Import>> Do(Stream content, string fileName, CancellationToken stop)
    {
        using var buffer = new MemoryStream();
        await content.CopyToAsync(buffer, stop);
        var bytes = buffer.ToArray();
        var watch = Stopwatch.StartNew();
        var source = await DocumentReader.Read(bytes, fileName, ReadingLimits.Default, stop);
        var reading = PaperExtractor.Extract(source, rules.Current);
        watch.Stop();
        var stored = await files.Add(bytes, fileName, ContentTypeOf(source.Format), stop);
        if (stored.Refusal is { } refusal)
        {
            return refusal;
        }
        var kept = stored.Value;
        var import = new Import
        {
            FileId = kept.Id,
            FileName = kept.Name,
            State = reading.Format is null || source.Blocks.Count == 0 ? ImportState.Failed : ImportState.Read,
            Reading = reading,
            Source = source,
            TookMilliseconds = (int)watch.ElapsedMilliseconds,
            CreatedAt = clock.GetUtcNow(),
            CreatedBy = person.Position,
        };
        db.Imports.Add(import);
        if (import.State is ImportState.Read)
        {
            await check.Take(kept, source, reading, recognised: false, stop);
        }
        db.Record("paper.imported", "import", import.Id, data: new { papers = reading.Papers.Count, problems = reading.Problems.Select(p => p.Code), sha256 = Convert.ToHexStringLower(kept.Sha256) });
        await db.SaveChangesAsync(stop);
        return import;
    }

    private static string ContentTypeOf(string format) => format switch
    {
        "docx" => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "xlsx" => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "pdf" => "application/pdf",
        "csv" => "text/csv",
        "text" or "markdown" => "text/plain",
        _ => "application/octet-stream",
    };

    /// <summary>Begins a draft from one paper of an import, or returns the open one there is.</summary>
    public async Task<Result<Guid>> Draft(Guid importId, string part, CancellationToken stop)
    {
        var import = await db.Imports.FirstAsync(i => i.Id == importId, stop);
        var paper = import.Reading?.Papers.FirstOrDefault(p => p.Part == part);
        if (paper is null)
        {
            return new NothingToConfirm();
        }
        var open = await db.Drafts.Where(d => d.ImportId == importId && d.Part == part && d.State == DraftState.Open && d.Corrects == null).Select(d => (Guid?)d.Id).FirstOrDefaultAsync(stop);
        if (open is not null)
        {
            return open.Value;
        }
        var year = paper.Year is { Value: >= 2500 and <= 2700 } read ? new FiscalYear(read.Value) : FiscalYear.Of(ThaiDate.InBangkok(clock.GetUtcNow())).Previous;
        // A year whose rules are not here is drafted by the nearest year's; the person sees it and may choose another.
        var rulebook = rules.Find(year) ?? rules.Current.MinBy(b => Math.Abs(b.Year.Value - year.Value))!;
        var draft = new Draft
        {
            ImportId = importId,
            Part = part,
            Year = rulebook.Year,
            OrganisationRead = paper.Organisations.MaxBy(o => o.Count)?.Name,
            RulebookId = rulebook.Id,
            RulebookSha256 = rulebook.Sha256,
            Figures = DraftFigures.From(paper, rulebook),
            LevelRead = paper.Level?.Value,
            Level = paper.Level?.Value,
            LevelPlace = paper.Level?.At,
            CreatedAt = clock.GetUtcNow(),
            CreatedBy = person.Position,
            UpdatedAt = clock.GetUtcNow(),
        };
        db.Drafts.Add(draft);
        db.Record("draft.started", "draft", draft.Id, data: new { year = draft.Year.Value, import = importId, part });
        await db.SaveChangesAsync(stop);
        return draft.Id;
    }
}

/// <summary>The figures of a paper as a draft holds them: one per target, the surest where the paper prints several.</summary>
internal static class DraftFigures
{
    public static IReadOnlyList<DraftFigure> From(Paper paper, Rulebook rulebook)
    {
        var known = Targets.Of(rulebook);
        var all = new List<(string Target, decimal? Score, Place Place, double Confidence)>();
        if (paper.Total is { } total)
        {
            all.Add((Domain.Assessment.Target.Total, total.Value, total.At, total.Confidence));
        }
        all.AddRange(paper.Tools.Select(t => (t.Key, (decimal?)t.Value.Value, t.Value.At, t.Value.Confidence)));
        all.AddRange(paper.Indicators.Select(i => (Domain.Assessment.Target.Indicator(i.No), i.Score, i.At, i.Confidence)));
        all.AddRange(paper.Questions.Select(q => (q.Code, q.Score, q.At, q.Confidence)));
        // An item read under the title of another kind is no score of this item (S2 prints O15 for O25).
        all.AddRange(paper.Items.Select(i => (i.Code, i.Score, i.At, Fits(i, rulebook) ? i.Confidence : i.Confidence / 2)));
        return [.. all.Where(x => x.Score is >= 0 and <= 100 && known.Contains(x.Target))
            .GroupBy(x => x.Target, StringComparer.Ordinal)
            .Select(g => g.MaxBy(x => x.Confidence))
            .Select(x => new DraftFigure(x.Target, x.Score, x.Score, FigureState.Read, x.Place, x.Confidence, null))];
    }

    private static bool Fits(ReadItem item, Rulebook rulebook) => item.Kind is not null && rulebook.FindItem(item.Code)?.Kind == item.Kind;
}
