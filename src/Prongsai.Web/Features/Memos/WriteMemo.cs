using Microsoft.EntityFrameworkCore;
using Prongsai.Domain;
using Prongsai.Domain.Doing;
using Prongsai.Web.Features.Memos.Data;
using Prongsai.Web.Platform.Organisations;
using Prongsai.Web.Platform.Files;
using Prongsai.Web.Platform.Identity;
using Prongsai.Web.Platform.Modules;
using Prongsai.Web.Platform.Papers;
using Prongsai.Web.Platform.Persistence;

namespace Prongsai.Web.Features.Memos;

/// <summary>Writes a memorandum while it is its author's: what it says, and what is enclosed.</summary>
internal sealed class WriteMemo(AppDbContext db, MemosOf memos, MemoForms forms, FileStore files, IEnumerable<IEnclosureSource> sources, CurrentPerson person, TimeProvider clock) : IUseCase
{
    public const int MostEnclosures = 30;
    public const long LargestFile = 50L * 1024 * 1024;

    public sealed record Input(Guid UnitId, string Subject, string Addressee, Dictionary<string, string> Sections);

    public async Task<Result<Guid>> Start(string templateId, Input input, CancellationToken stop)
    {
        if (person.PersonId is not { } author || !await db.Units.AnyAsync(u => u.Id == input.UnitId, stop))
        {
            return new PartIsMissing("ส่วนราชการ");
        }
        var now = clock.GetUtcNow();
        var memo = new Memo
        {
            TemplateId = templateId,
            LayoutVersion = forms.Newest.Version,
            UnitId = input.UnitId,
            AuthorId = author,
            Subject = input.Subject,
            Addressee = input.Addressee,
            Sections = input.Sections,
            CreatedAt = now,
            UpdatedAt = now,
        };
        db.Memos.Add(memo);
        db.Record("memo.started", "memo", memo.Id);
        await db.SaveChangesAsync(stop);
        return memo.Id;
    }

    public async Task<Result<Guid>> Change(Guid id, int seen, Input input, CancellationToken stop) => await Edit(id, seen, memo =>
    {
        // The number belongs to the register of the department that gave it.
        if (memo.Number is null)
        {
            memo.UnitId = input.UnitId;
        }
        (memo.Subject, memo.Addressee, memo.Sections) = (input.Subject, input.Addressee, input.Sections);
        db.Record("memo.changed", "memo", memo.Id);
        return Task.FromResult<Refusal?>(null);
    }, stop);

    public async Task<Result<Guid>> Enclose(Guid id, Stream content, string name, string? title, CancellationToken stop) => await Edit(id, null, async memo =>
    {
        if (memo.Enclosures.Count >= MostEnclosures)
        {
            return new TooManyEnclosures();
        }
        var taken = await FileKinds.Take(files, content, name, LargestFile, FileKinds.Enclosures, new EnclosureIsRefused(), stop);
        if (!taken.IsOk)
        {
            return taken.Refusal;
        }
        var said = string.IsNullOrWhiteSpace(title) ? Path.GetFileNameWithoutExtension(taken.Value.Name) : title.Trim();
        Add(memo, said, taken.Value.Id, null, null);
        return null;
    }, stop);

    /// <summary>Encloses a paper another area issued; each of its files is one enclosure.</summary>
    public async Task<Result<Guid>> EncloseFrom(Guid id, string source, string sourceId, CancellationToken stop) => await Edit(id, null, async memo =>
    {
        if (sources.FirstOrDefault(s => s.Source == source) is not { } from || await from.Content(sourceId, stop) is not { } content)
        {
            return new EnclosureIsLost(sourceId);
        }
        if (memo.Enclosures.Count + content.FileIds.Count > MostEnclosures)
        {
            return new TooManyEnclosures();
        }
        var known = await db.Files.AsNoTracking().Where(f => content.FileIds.Contains(f.Id)).Select(f => new { f.Id, f.Name }).ToListAsync(stop);
        foreach (var file in known.OrderBy(k => content.FileIds.ToList().IndexOf(k.Id)))
        {
            var extension = Path.GetExtension(file.Name).TrimStart('.').ToUpperInvariant();
            Add(memo, known.Count > 1 ? $"{content.Title} ({extension})" : content.Title, file.Id, source, sourceId);
        }
        return null;
    }, stop);

    public async Task<Result<Guid>> TakeOut(Guid id, Guid enclosure, CancellationToken stop) => await Edit(id, null, memo =>
    {
        if (memo.Enclosures.Find(e => e.Id == enclosure) is { } found)
        {
            memo.Enclosures.Remove(found);
            db.Record("memo.changed", "memo", memo.Id, data: new { removed = found.Title });
        }
        return Task.FromResult<Refusal?>(null);
    }, stop);

    private void Add(Memo memo, string title, Guid file, string? source, string? sourceId)
    {
        var cut = title.Length <= MemoEnclosure.TitleMaxLength ? title : title[..MemoEnclosure.TitleMaxLength];
        memo.Enclosures.Add(new MemoEnclosure { MemoId = memo.Id, Sort = memo.Enclosures.Select(e => e.Sort).DefaultIfEmpty().Max() + 1, Title = cut, FileId = file, Source = source, SourceId = sourceId });
        db.Record("memo.changed", "memo", memo.Id, data: new { enclosed = cut });
    }

    private async Task<Result<Guid>> Edit(Guid id, int? seen, Func<Memo, Task<Refusal?>> deed, CancellationToken stop)
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
        if (seen is { } version && version != memo.Version)
        {
            return new MemoWasChanged();
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
        catch (DbUpdateConcurrencyException)
        {
            db.ChangeTracker.Clear();
            return new MemoWasChanged();
        }
    }
}

/// <summary>The kinds of files a memorandum takes; what a file is decides <see cref="FileContent"/>.</summary>
internal static class FileKinds
{
    public static readonly IReadOnlySet<string> Pictures = new HashSet<string>(StringComparer.Ordinal) { "image/png", "image/jpeg" };

    public static readonly IReadOnlySet<string> Scans = new HashSet<string>(Pictures, StringComparer.Ordinal) { "application/pdf" };

    public static readonly IReadOnlySet<string> Enclosures = new HashSet<string>(Scans, StringComparer.Ordinal)
    {
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    };

    public static async Task<Result<StoredFile>> Take(FileStore files, Stream content, string name, long limit, IReadOnlySet<string> allowed, Refusal otherwise, CancellationToken stop)
    {
        var head = new byte[FileContent.HeadLength];
        var read = await content.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, stop);
        var kind = FileContent.Recognise(head.AsSpan(0, read), name);
        if (!kind.IsOk || !allowed.Contains(kind.Value.ContentType))
        {
            return otherwise;
        }
        if (!content.CanSeek)
        {
            throw new ArgumentException("The upload must be seekable.", nameof(content));
        }
        content.Position = 0;
        return await files.Add(content, name, kind.Value.ContentType, limit, stop);
    }
}
