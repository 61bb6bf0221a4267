using Microsoft.EntityFrameworkCore;
using Npgsql;
using Prongsai.Domain;
using Prongsai.Domain.Doing;
using Prongsai.Domain.Rules;
using Prongsai.Web.Features.Publication.Readiness;
using Prongsai.Web.Platform.Contents;
using Prongsai.Web.Platform.Files;
using Prongsai.Web.Platform.Identity;
using Prongsai.Web.Platform.Jobs;
using Prongsai.Web.Platform.Modules;
using Prongsai.Web.Platform.Persistence;
using Prongsai.Web.Platform.Publishing;

namespace Prongsai.Web.Features.Publication.Items;

internal sealed record ItemIsNotInTheRules() : Refusal("หลักเกณฑ์ของปีนี้ไม่มีข้อนี้");

/// <summary>Someone else saved the answer since this editor began.</summary>
internal sealed record ItemChangedMeanwhile(ItemWork Theirs) : Refusal($"{Theirs.ChangedBy}บันทึกข้อนี้ก่อนท่าน สิ่งที่ท่านพิมพ์ยังอยู่ครบด้านล่าง เทียบกับฉบับที่บันทึกแล้ว แล้วกดบันทึกอีกครั้งเพื่อใช้ของท่าน");

internal sealed record LinkLineIsWrong(int Line) : Refusal($"ลิงก์บรรทัดที่ {Line}: ต้องเป็น ชื่อ | ที่อยู่ และที่อยู่ขึ้นต้นด้วย https:// หรือ / เช่น แผนที่ตั้ง | /info/contact");

internal sealed record TooManyLinks() : Refusal($"ใส่ลิงก์ได้ไม่เกิน {ItemWork.MostLinks} ลิงก์");

internal sealed record TooManyFiles() : Refusal($"แนบได้ไม่เกิน {ItemWork.MostFiles} ไฟล์ต่อข้อ");

internal sealed record FileIsNotForThePublic() : Refusal("เผยแพร่ได้เฉพาะ PDF Word Excel PowerPoint OpenDocument CSV ข้อความ และภาพ แปลงไฟล์แล้วแนบใหม่");

/// <summary>What was typed as the answer to an item.</summary>
internal sealed record AnswerInput(string Title, string Summary, string Body, DateOnly? AsOf, IReadOnlyList<PublishedLink> Links, IReadOnlyList<short> Also, IReadOnlyCollection<Guid> KeepFiles)
{
    public string Origin { get; init; } = "";
}

/// <summary>Saves the answer to an item as it is being written. Nothing becomes public by it.</summary>
internal sealed class KeepItem(AppDbContext db, RulebookSet rules, FileStore files, JobQueue jobs, CurrentPerson person, TimeProvider clock) : IUseCase
{
    private const long FileLimit = 50L * 1024 * 1024;

    /// <summary>Of every file a browser may be given to download; nothing a browser runs.</summary>
    private static readonly string[] Public =
    [
        "application/pdf", "text/csv", "text/plain", "image/jpeg", "image/png", "image/webp", "image/gif", "application/msword", "application/vnd.ms-excel", "application/vnd.ms-powerpoint",
    ];

    /// <param name="year">Of the item.</param>
    /// <param name="number">7 of O7.</param>
    /// <param name="version">What the editor began from; 0 where nothing was saved.</param>
    /// <param name="input">What was typed.</param>
    /// <param name="uploads">Files given anew.</param>
    /// <param name="stop">Ends the work.</param>
    public async Task<Result<ItemWork>> Save(FiscalYear year, int number, int version, AnswerInput input, IReadOnlyList<(Stream Content, string Name)> uploads, CancellationToken stop)
    {
        if (rules.Find(year) is not { } book || book.Items.FirstOrDefault(i => i.Number == number) is null)
        {
            return new ItemIsNotInTheRules();
        }
        var work = await db.ItemWorks.Include(w => w.Files).FirstOrDefaultAsync(w => w.Year == year && w.Number == number, stop);
        if (work is not null && work.Version != version)
        {
            return new ItemChangedMeanwhile(work);
        }
        if (input.Links.Count > ItemWork.MostLinks)
        {
            return new TooManyLinks();
        }
        var now = clock.GetUtcNow();
        if (work is null)
        {
            work = new ItemWork { Year = year, Number = (short)number, ChangedAt = now, ChangedBy = person.Position };
            db.ItemWorks.Add(work);
        }
        work.Files.RemoveAll(f => !input.KeepFiles.Contains(f.FileId));
        if (work.Files.Count + uploads.Count > ItemWork.MostFiles)
        {
            return Refuse(new TooManyFiles());
        }
        foreach (var (content, name) in uploads)
        {
            var taken = await Take(content, name, stop);
            if (!taken.IsOk)
            {
                return Refuse(taken.Refusal);
            }
            work.Files.Add(new ItemWorkFile { FileId = taken.Value.Id, Sort = work.Files.Select(f => f.Sort).DefaultIfEmpty().Max() + 1 });
        }
        (work.Title, work.Summary, work.Body, work.AsOf, work.Links) = (input.Title, input.Summary, input.Body, input.AsOf, input.Links);
        work.Also = [.. input.Also.Where(n => n != number && book.Items.Any(i => i.Number == n)).Distinct().Order()];
        (work.Origin, work.Version, work.ChangedAt, work.ChangedBy, work.ChangedById) = (input.Origin, work.Version + 1, now, person.Position, person.PersonId);
        // What was planned was another answer.
        (work.PublishAt, work.PublishReason) = (null, null);
        db.Record("item.written", "item", Subject(year, number), null, new { version = work.Version, files = work.Files.Count, links = work.Links.Count, origin = work.Origin.Length > 0 ? work.Origin : null });
        jobs.Add<CheckItems>(new CheckItems.What(year.Value, number));
        try
        {
            await db.SaveChangesAsync(stop);
        }
        catch (DbUpdateConcurrencyException)
        {
            db.ChangeTracker.Clear();
            return new ItemChangedMeanwhile(await db.ItemWorks.AsNoTracking().FirstAsync(w => w.Year == year && w.Number == number, stop));
        }
        catch (DbUpdateException fault) when (fault.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation })
        {
            db.ChangeTracker.Clear();
            return new ItemChangedMeanwhile(await db.ItemWorks.AsNoTracking().FirstAsync(w => w.Year == year && w.Number == number, stop));
        }
        return work;

        Refusal Refuse(Refusal refusal)
        {
            db.ChangeTracker.Clear();
            return refusal;
        }
    }

    /// <summary>What changes name: the item's own history.</summary>
    internal static string Subject(FiscalYear year, int number) => FormattableString.Invariant($"{year.Value}/o{number}");

    /// <summary>Lines of "title | address"; a line without a bar is an address that is its own title.</summary>
    internal static Result<IReadOnlyList<PublishedLink>> Links(string? lines)
    {
        var links = new List<PublishedLink>();
        var number = 0;
        foreach (var line in (lines ?? "").Split('\n').Select(l => l.Trim()))
        {
            number++;
            if (line.Length == 0)
            {
                continue;
            }
            var bar = line.LastIndexOf('|');
            var (title, address) = bar < 0 ? (line, line) : (line[..bar].Trim(), line[(bar + 1)..].Trim());
            if (!SafeMarkdown.IsSafe(address) || address[0] == '#' || title.Length is 0 or > 300)
            {
                return new LinkLineIsWrong(number);
            }
            links.Add(new PublishedLink(title, address));
        }
        return links;
    }

    internal static string Lines(IEnumerable<PublishedLink> links) => string.Join('\n', links.Select(l => l.Title == l.Address ? l.Address : $"{l.Title} | {l.Address}"));

    private async Task<Result<StoredFile>> Take(Stream content, string name, CancellationToken stop)
    {
        var buffer = new MemoryStream();
        await content.CopyToAsync(buffer, stop);
        var bytes = buffer.ToArray();
        if (bytes.Length == 0)
        {
            return new FileIsEmpty();
        }
        var kind = FileContent.Recognise(bytes.AsSpan(0, Math.Min(bytes.Length, FileContent.HeadLength)), name);
        if (!kind.IsOk)
        {
            return kind.Refusal;
        }
        var type = kind.Value.ContentType;
        return Public.Contains(type, StringComparer.Ordinal) || type.Contains("officedocument", StringComparison.Ordinal) || type.Contains("opendocument", StringComparison.Ordinal)
            ? await files.Add(new MemoryStream(bytes, writable: false), name, type, FileLimit, stop)
            : new FileIsNotForThePublic();
    }
}
