using Microsoft.EntityFrameworkCore;
using Prongsai.Documents.Reading;
using Prongsai.Domain;
using Prongsai.Domain.Doing;
using Prongsai.Web.Platform.Contents;
using Prongsai.Web.Platform.Files;
using Prongsai.Web.Platform.Identity;
using Prongsai.Web.Platform.Jobs;
using Prongsai.Web.Platform.Modules;
using Prongsai.Web.Platform.Persistence;
using Prongsai.Web.Platform.Search;

namespace Prongsai.Web.Features.Content;

/// <summary>Someone else saved it since this editor began. Both texts are shown.</summary>
internal sealed record ChangedMeanwhile(ContentPiece Theirs) : Refusal($"{Theirs.ChangedBy}บันทึกเรื่องนี้ก่อนท่าน สิ่งที่ท่านพิมพ์ยังอยู่ครบด้านล่าง เทียบกับฉบับที่บันทึกแล้ว แล้วกดบันทึกอีกครั้งเพื่อใช้ของท่าน");

internal sealed record PictureNeedsWords() : Refusal("บรรยายภาพสั้น ๆ สำหรับผู้ที่มองไม่เห็นภาพ เช่น ชาวบ้านช่วยกันลอกคลองหน้าวัด");

internal sealed record PersonNeedsBasis() : Refusal("ใส่ฐานที่เผยแพร่ชื่อและภาพได้ เช่น กฎหมายที่ให้เปิดเผยผู้บริหาร หรือความยินยอมลงวันที่ใด");

internal sealed record NamesNeedBasis(string Names) : Refusal($"มีชื่อบุคคลที่ไม่อยู่ในรายชื่อบุคคลของเว็บไซต์: {Names} ลบชื่อออก หรือใส่ฐานที่เผยแพร่ชื่อได้ เช่น ความยินยอมลงวันที่ใด ถ้าไม่ใช่ชื่อบุคคล พิมพ์ว่าไม่ใช่ชื่อบุคคล");

internal sealed record PictureNeedsToSayWho() : Refusal("บอกว่าในภาพมีผู้ที่จำหน้าได้หรือไม่");

internal sealed record LinkIsNotSafe() : Refusal("ที่อยู่ต้องขึ้นต้นด้วย https:// หรือ / เช่น https://www.example.go.th หรือ /ita");

internal sealed record DocumentNeedsFile() : Refusal("เลือกไฟล์ของเอกสารก่อนเผยแพร่ หรือบันทึกเป็นฉบับร่างไว้ก่อน");

internal sealed record SectionHasAPage() : Refusal("หมวดนี้มีหน้าอยู่แล้ว แก้ไขหน้าเดิมแทนการเพิ่มใหม่");

internal sealed record EndsBeforeItBegins() : Refusal("วันสิ้นสุดต้องอยู่หลังวันเริ่มแสดง");

internal sealed record PictureProgramIsMissing() : Refusal("เครื่องนี้ยังไม่มีโปรแกรมล้างข้อมูลแฝงในภาพ (libvips-tools) แจ้งผู้ดูแลระบบให้ติดตั้ง ระหว่างนี้บันทึกโดยไม่มีภาพได้");

internal sealed record NotAReadablePicture() : Refusal("ไฟล์นี้ไม่ใช่ภาพ JPG PNG หรือ WebP ที่เปิดได้ เลือกภาพอื่น");

internal sealed record NotADocument() : Refusal("ไฟล์นี้เปิดเผยไม่ได้ ใช้ PDF Word (.docx) Excel (.xlsx) CSV หรือภาพ");

/// <summary>What an editor typed.</summary>
internal sealed record ContentInput(
    string Section, string Title, string Summary, string Body, short? Year, DateOnly? Day, string Alt, ContentDetails Details, int Sort, ContentState State, DateTimeOffset? From, DateTimeOffset? Until, string? Reason);

/// <summary>Adds and changes things of the public website; every save keeps a version, feeds or empties the search and is written down, in one transaction.</summary>
internal sealed class KeepContent(AppDbContext db, FileStore files, SearchIndex search, JobQueue jobs, CurrentPerson person, TimeProvider clock) : IUseCase
{
    private const long FileLimit = 50L * 1024 * 1024;

    /// <param name="id">Null adds.</param>
    /// <param name="kind">Of a new one; an old one keeps its own.</param>
    /// <param name="version">What the editor began from.</param>
    /// <param name="input">What was typed.</param>
    /// <param name="upload">A picture or file given anew; null keeps what is there.</param>
    /// <param name="stop">Ends the work.</param>
    public async Task<Result<ContentPiece>> Save(Guid? id, ContentKind kind, int version, ContentInput input, (Stream Content, string Name)? upload, CancellationToken stop)
    {
        ContentPiece? piece = null;
        if (id is not null)
        {
            piece = await db.Contents.FirstOrDefaultAsync(c => c.Id == id, stop) ?? throw new InvalidOperationException("There is no such content.");
            if (piece.Version != version)
            {
                return new ChangedMeanwhile(piece);
            }
            kind = piece.Kind;
        }
        if (await WhyNot(piece, kind, input, upload is not null, stop) is { } refusal)
        {
            return refusal;
        }
        Guid? file = piece?.FileId;
        if (upload is { } given)
        {
            var taken = await Take(kind, given.Content, given.Name, stop);
            if (!taken.IsOk)
            {
                return taken.Refusal;
            }
            file = taken.Value.Id;
        }
        var now = clock.GetUtcNow();
        if (piece is null)
        {
            // Numbers are given one after the other: two editors at once wait for each other here.
            await using var transaction = db.Database.CurrentTransaction is null ? await db.Database.BeginTransactionAsync(stop) : null;
            await db.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock(hashtextextended('contents' || {db.OrganisationId}::text, 0))", stop);
            piece = new ContentPiece { Number = (await db.Contents.MaxAsync(c => (int?)c.Number, stop) ?? 0) + 1, Kind = kind, Section = input.Section, Title = input.Title, Version = 0, ChangedAt = now, ChangedBy = person.Position };
            db.Contents.Add(piece);
            await Apply(piece, input, file, now, isNew: true, stop);
            if (transaction is not null)
            {
                await transaction.CommitAsync(stop);
            }
            return piece;
        }
        try
        {
            await Apply(piece, input, file, now, isNew: false, stop);
        }
        catch (DbUpdateConcurrencyException)
        {
            return new ChangedMeanwhile(await db.Contents.AsNoTracking().FirstAsync(c => c.Id == piece.Id, stop));
        }
        return piece;
    }

    /// <summary>Makes an earlier state the newest one. A person's text stays as it was then; whether it is public stays as it is now.</summary>
    public async Task<Result<ContentPiece>> Restore(Guid id, int number, CancellationToken stop)
    {
        var piece = await db.Contents.AsNoTracking().FirstAsync(c => c.Id == id, stop);
        var old = (await db.ContentVersions.AsNoTracking().FirstAsync(v => v.ContentId == id && v.Number == number, stop)).Snapshot;
        var tracked = await db.Contents.FirstAsync(c => c.Id == id, stop);
        tracked.FileId = old.FileId;
        return await Save(id, piece.Kind, piece.Version, new ContentInput(old.Section, old.Title, old.Summary, old.Body, old.Year, old.Day, old.Alt, old.Details, old.Sort, piece.State, piece.VisibleFrom, piece.VisibleUntil, FormattableString.Invariant($"กู้คืนฉบับที่ {number}")), null, stop);
    }

    private async Task Apply(ContentPiece piece, ContentInput input, Guid? file, DateTimeOffset now, bool isNew, CancellationToken stop)
    {
        var before = piece.State;
        (piece.Section, piece.Title, piece.Summary, piece.Body) = (input.Section, input.Title, input.Summary, input.Body);
        (piece.Year, piece.Day, piece.Alt, piece.Details, piece.Sort) = (input.Year, input.Day, input.Alt, file == piece.FileId ? input.Details with { HasText = piece.Details.HasText } : input.Details, input.Sort);
        (piece.State, piece.VisibleFrom, piece.VisibleUntil, piece.FileId) = (input.State, input.From, input.Until, file);
        (piece.Version, piece.ChangedAt, piece.ChangedBy) = (piece.Version + 1, now, person.Position);
        if (piece.State is ContentState.Published)
        {
            piece.PublishedAt ??= now;
            await search.Put(ContentSearch.Of(piece, ""), stop);
            if (piece.Kind is ContentKind.Document && piece.FileId is not null)
            {
                jobs.Add<ReadForSearch>(new ReadForSearch.What(piece.Id));
            }
        }
        else
        {
            await search.Remove(ContentSearch.Name, piece.Id.ToString(), stop);
        }
        db.ContentVersions.Add(new ContentVersion { ContentId = piece.Id, Number = piece.Version, At = now, By = person.Position, Reason = input.Reason, Snapshot = new ContentSnapshot(piece.Section, piece.Title, piece.Summary, piece.Body, piece.Year, piece.Day, piece.FileId, piece.Alt, piece.Details, piece.Sort, piece.State, piece.VisibleFrom, piece.VisibleUntil) });
        var deed = (before, piece.State) switch
        {
            _ when isNew && piece.State != ContentState.Published => "content.added",
            (not ContentState.Published, ContentState.Published) => "content.published",
            (ContentState.Published, ContentState.Withdrawn) => "content.withdrawn",
            _ => "content.changed",
        };
        db.Record(deed, "content", piece.Id, input.Reason, new { piece.Number, kind = piece.Kind.ToString(), version = piece.Version });
        await db.SaveChangesAsync(stop);
    }

    private async Task<Refusal?> WhyNot(ContentPiece? piece, ContentKind kind, ContentInput input, bool hasUpload, CancellationToken stop)
    {
        var id = piece?.Id;
        var hasFile = hasUpload || piece?.FileId is not null;
        return (kind, input.State) switch
        {
            _ when input.Until <= input.From => new EndsBeforeItBegins(),
            (ContentKind.Page, _) when await db.Contents.AnyAsync(c => c.Kind == ContentKind.Page && c.Section == input.Section && c.Id != id, stop) => new SectionHasAPage(),
            (ContentKind.Link, _) when !SafeMarkdown.IsSafe(input.Details.Address) => new LinkIsNotSafe(),
            (ContentKind.News or ContentKind.Person, _) when hasFile && input.Alt.Length == 0 => new PictureNeedsWords(),
            (ContentKind.Person, ContentState.Published) when string.IsNullOrWhiteSpace(input.Details.Basis) => new PersonNeedsBasis(),
            (ContentKind.Document, ContentState.Published) when !hasFile => new DocumentNeedsFile(),
            (ContentKind.News, ContentState.Published) when hasFile && input.Details.PeopleInPicture is null => new PictureNeedsToSayWho(),
            (ContentKind.News, ContentState.Published) when hasFile && input.Details is { PeopleInPicture: PeopleShown.WithBasis, Basis: null or "" } => new PersonNeedsBasis(),
            (not ContentKind.Person, ContentState.Published) when string.IsNullOrWhiteSpace(input.Details.Basis) && await NamesWithoutBasis(input, stop) is { Count: > 0 } names => new NamesNeedBasis(PersonNames.Shown(names)),
            _ => null,
        };
    }

    private async Task<IReadOnlyList<string>> NamesWithoutBasis(ContentInput input, CancellationToken stop)
    {
        var text = string.Join('\n', input.Title, input.Summary, SafeMarkdown.Text(input.Body), input.Alt);
        return PersonNames.In(text).Count == 0 ? [] : PersonNames.Unknown(text, await db.Contents.Where(c => c.Kind == ContentKind.Person && c.State == ContentState.Published).Select(c => c.Title).ToListAsync(stop));
    }

    /// <summary>A picture is taken small and clean; a document as it is, by what its bytes say it is.</summary>
    private async Task<Result<StoredFile>> Take(ContentKind kind, Stream content, string name, CancellationToken stop)
    {
        var buffer = new MemoryStream();
        await content.CopyToAsync(buffer, stop);
        var bytes = buffer.ToArray();
        if (bytes.Length == 0)
        {
            return new FileIsEmpty();
        }
        if (kind is not ContentKind.Document)
        {
            return await Picture(files, bytes, name, kind is ContentKind.Person ? 480 : 1200, stop);
        }
        return TypeOf(bytes, name) is { } type ? await files.Add(new MemoryStream(bytes, writable: false), name, type, FileLimit, stop) : new NotADocument();
    }

    internal static async Task<Result<StoredFile>> Picture(FileStore files, byte[] bytes, string name, int width, CancellationToken stop)
    {
        var (outcome, clean) = await PictureCleaner.Clean(bytes, width, stop);
        return outcome switch
        {
            PictureOutcome.ProgramMissing => new PictureProgramIsMissing(),
            PictureOutcome.Unreadable => new NotAReadablePicture(),
            _ => await files.AddOwn(clean, Path.ChangeExtension(name, ".webp"), "image/webp", stop),
        };
    }

    /// <summary>What may be published as a file, by bytes and ending together; null for everything a browser could run.</summary>
    internal static string? TypeOf(byte[] bytes, string name) =>
        FileContent.Recognise(bytes.AsSpan(0, Math.Min(FileContent.HeadLength, bytes.Length)), name) is { IsOk: true, Value.ContentType: var type } && MayBePublished.Contains(type) ? type : null;

    private static readonly HashSet<string> MayBePublished = new(StringComparer.Ordinal)
    {
        "application/pdf",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "application/vnd.oasis.opendocument.text",
        "application/vnd.oasis.opendocument.spreadsheet",
        "text/csv",
        "image/jpeg",
        "image/png",
    };
}
