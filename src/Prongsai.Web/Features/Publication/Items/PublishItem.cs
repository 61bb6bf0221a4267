using Microsoft.EntityFrameworkCore;
using Prongsai.Domain;
using Prongsai.Web.Features.Publication.Readiness;
using Prongsai.Web.Platform.Files;
using Prongsai.Web.Platform.Identity;
using Prongsai.Web.Platform.Jobs;
using Prongsai.Web.Platform.Modules;
using Prongsai.Web.Platform.Persistence;
using Prongsai.Web.Platform.Publishing;

namespace Prongsai.Web.Features.Publication.Items;

internal sealed record NothingIsWritten() : Refusal("ยังไม่มีอะไรให้เผยแพร่ เขียนคำตอบ แนบไฟล์ หรือใส่ลิงก์ของข้อนี้ก่อน");

internal sealed record AnswerHasChanged() : Refusal("มีผู้แก้คำตอบระหว่างที่ท่านเปิดหน้านี้อยู่ อ่านตัวอย่างอีกครั้งแล้วกดเผยแพร่");

internal sealed record DayIsPast() : Refusal("วันที่จะเผยแพร่ต้องเป็นวันพรุ่งนี้เป็นต้นไป ถ้าต้องการให้เห็นวันนี้ เลือกเผยแพร่ทันที");

internal sealed record FileIsLost(string Name) : Refusal($"ไฟล์ {Name} หายจากที่เก็บ แนบไฟล์นี้ใหม่แล้วเผยแพร่อีกครั้ง");

/// <summary>Puts the answer of an item before the public: now, or on a day.</summary>
internal sealed class PublishItem(AppDbContext db, ItemsOf items, FileStore store, JobQueue jobs, CurrentPerson person, TimeProvider clock) : IUseCase
{
    /// <param name="year">Of the item.</param>
    /// <param name="number">7 of O7.</param>
    /// <param name="version">Of the answer the person looked at.</param>
    /// <param name="reason">Why; needed for every edition but the first.</param>
    /// <param name="stop">Ends the work before anything is public.</param>
    public async Task<Result<Edition>> Now(FiscalYear year, int number, int version, string? reason, CancellationToken stop)
    {
        // Locked, so that of two who publish at once the second finds that nothing new is left to publish.
        await using var transaction = await db.Database.BeginTransactionAsync(stop);
        await db.Database.ExecuteSqlAsync($"select 1 from item_works where year = {(short)year.Value} and number = {(short)number} for update", stop);
        if (await WhyNot(year, number, version, reason, stop) is { IsOk: false } no)
        {
            return no.Refusal;
        }
        var item = (await items.Find(year, number, stop))!;
        var work = item.Work!;
        var next = (await db.Editions.Where(e => e.Year == year && e.Kind == PublishedKinds.Item(number)).MaxAsync(e => (int?)e.Number, stop) ?? 0) + 1;
        var edition = Make(work, item.Title, item.Files, next, reason, clock.GetUtcNow(), person.Position);
        db.Editions.Add(edition);
        db.Record("edition.published", "edition", PublishEdition.Subject(edition.Kind, year), edition.Reason, new { year = year.Value, kind = edition.Kind, number = edition.Number, sha256 = Convert.ToHexStringLower(edition.ContentSha256), items = edition.Items });
        var planned = await db.ItemWorks.FirstAsync(w => w.Id == work.Id, stop);
        (planned.PublishAt, planned.PublishReason) = (null, null);
        jobs.Add<CheckItems>(new CheckItems.What(year.Value, number));
        await db.SaveChangesAsync(stop);
        await transaction.CommitAsync(stop);
        return edition;
    }

    /// <summary>The edition an answer becomes.</summary>
    internal static Edition Make(ItemWork work, string title, IReadOnlyList<StoredFile> files, int number, string? reason, DateTimeOffset at, string by) => new()
    {
        Year = work.Year,
        Kind = PublishedKinds.Item(work.Number),
        Number = number,
        Title = title,
        Summary = work.Summary,
        Items = [.. AnswerContent.Numbers(work)],
        Data = AnswerContent.Data(work),
        SourceId = FormattableString.Invariant($"{work.Id}/{work.Version}"),
        ContentSha256 = AnswerContent.Fingerprint(work, title, files),
        Reason = string.IsNullOrWhiteSpace(reason) ? null : reason.Trim(),
        PublishedAt = at,
        PublishedBy = by,
        Files = [.. files.Select((f, i) => new EditionFile { FileId = f.Id, Sort = i })],
    };

    /// <summary>Lets it become public by itself at the beginning of that day in Bangkok. A later change of the answer calls it off.</summary>
    public async Task<Result<DateTimeOffset>> On(FiscalYear year, int number, int version, string? reason, DateOnly day, CancellationToken stop)
    {
        if (day <= ThaiDate.InBangkok(clock.GetUtcNow()))
        {
            return new DayIsPast();
        }
        if (await WhyNot(year, number, version, reason, stop) is { IsOk: false } no)
        {
            return no.Refusal;
        }
        var at = new DateTimeOffset(day.ToDateTime(TimeOnly.MinValue), TimeSpan.FromHours(7)).ToUniversalTime();
        var work = await db.ItemWorks.FirstAsync(w => w.Year == year && w.Number == number, stop);
        (work.PublishAt, work.PublishReason) = (at, string.IsNullOrWhiteSpace(reason) ? null : reason.Trim());
        db.Record("item.planned", "item", KeepItem.Subject(year, number), work.PublishReason, new { version, at });
        jobs.Add<PublishPlannedItem>(new PublishPlannedItem.What(year.Value, number, version), at - clock.GetUtcNow());
        await db.SaveChangesAsync(stop);
        return at;
    }

    /// <summary>Calls a planned publication off; nothing when there is none.</summary>
    public async Task CallOff(FiscalYear year, int number, CancellationToken stop)
    {
        var work = await db.ItemWorks.FirstOrDefaultAsync(w => w.Year == year && w.Number == number && w.PublishAt != null, stop);
        if (work is not null)
        {
            (work.PublishAt, work.PublishReason) = (null, null);
            db.Record("item.called-off", "item", KeepItem.Subject(year, number));
            await db.SaveChangesAsync(stop);
        }
    }

    /// <summary>Ok when the answer may be published as it is.</summary>
    private async Task<Result<bool>> WhyNot(FiscalYear year, int number, int version, string? reason, CancellationToken stop)
    {
        if (await items.Find(year, number, stop) is not { } item)
        {
            return new ItemIsNotInTheRules();
        }
        if (item is not { Work: { HasAnswer: true } work, Mark: { } })
        {
            return new NothingIsWritten();
        }
        if (work.Version != version)
        {
            return new AnswerHasChanged();
        }
        if (item.IsPublic)
        {
            return new NothingNewToPublish();
        }
        if (item.Public.History.Any(e => e.Kind == PublishedKinds.Item(number)) && string.IsNullOrWhiteSpace(reason))
        {
            return new NewEditionNeedsReason();
        }
        return item.Files.FirstOrDefault(f => !store.Has(f)) is { } lost ? new FileIsLost(lost.Name) : true;
    }
}

/// <summary>Publishes what was planned, when its day has come and nothing changed since.</summary>
internal sealed class PublishPlannedItem(AppDbContext db, PublishItem publish, TimeProvider clock) : IJob
{
    internal sealed record What(int Year, int Number, int Version);

    public async Task Run(JobRun run, CancellationToken stop)
    {
        var what = run.Arguments<What>();
        var year = new FiscalYear(what.Year);
        var work = await db.ItemWorks.AsNoTracking().FirstOrDefaultAsync(w => w.Year == year && w.Number == what.Number, stop);
        // Called off, changed, planned anew for a later day, or published by hand: then there is nothing to do.
        if (work is null || work.PublishAt is not { } at || at > clock.GetUtcNow() || work.Version != what.Version)
        {
            await run.Report(100, "ไม่มีอะไรต้องเผยแพร่ แผนถูกเปลี่ยนหรือยกเลิกแล้ว", stop);
            return;
        }
        var published = await publish.Now(year, what.Number, what.Version, work.PublishReason, stop);
        if (!published.IsOk)
        {
            throw new JobRefused(published.Refusal);
        }
    }
}
