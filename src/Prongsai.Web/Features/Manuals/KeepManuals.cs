using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Prongsai.Documents.Writing;
using Prongsai.Documents.Writing.Manuals;
using Prongsai.Documents.Writing.Pdf;
using Prongsai.Domain;
using Prongsai.Web.Platform.Files;
using Prongsai.Web.Platform.Identity;
using Prongsai.Web.Platform.Modules;
using Prongsai.Web.Platform.Organisations;
using Prongsai.Web.Platform.Persistence;
using Prongsai.Web.Platform.Search;
using Prongsai.Web.Platform.Words;

namespace Prongsai.Web.Features.Manuals;

/// <summary>Someone else saved it since this editor began. Both are shown.</summary>
internal sealed record ManualChangedMeanwhile(Manual Theirs) : Refusal($"{Theirs.ChangedBy}บันทึกคู่มือนี้ก่อนท่าน สิ่งที่ท่านพิมพ์ยังอยู่ครบด้านล่าง เทียบกับฉบับที่บันทึกแล้ว แล้วกดบันทึกอีกครั้งเพื่อใช้ของท่าน");

internal sealed record ManualIsNotWhole(IReadOnlyList<string> Missing) : Refusal("ยังเผยแพร่ไม่ได้ " + string.Join(" ", Missing));

internal sealed record SameAsPublished(int Number) : Refusal(FormattableString.Invariant($"เนื้อหาเหมือนฉบับที่ {Number} ที่เผยแพร่อยู่ ไม่ต้องเผยแพร่ซ้ำ"));

internal sealed record FurtherEditionNeedsReason() : Refusal("ใส่เหตุผลที่เผยแพร่ฉบับใหม่ เช่น ลดขั้นตอนตรวจสถานที่");

internal sealed record DayIsNotToCome() : Refusal("เลือกวันที่ยังมาไม่ถึง หรือเว้นว่างเพื่อเผยแพร่ทันที");

internal sealed record NotPublished() : Refusal("คู่มือนี้ไม่ได้เผยแพร่อยู่ จึงไม่มีอะไรให้ถอน");

internal sealed record AnotherEditionWasFirst() : Refusal("มีผู้เผยแพร่คู่มือนี้พร้อมกับท่าน โหลดหน้าใหม่แล้วดูฉบับล่าสุดก่อน");

/// <summary>Adds, changes, copies, publishes and withdraws manuals; every deed is one save with its Change.</summary>
internal sealed class KeepManuals(AppDbContext db, ServiceManualLayout layout, IPdfPrinter printer, FileStore files, SearchIndex search, PublicRoot root, CurrentPerson person, CurrentOrganisation organisation, TimeProvider clock) : IUseCase
{
    /// <param name="id">Null adds.</param>
    /// <param name="version">What the editor began from.</param>
    /// <param name="content">What was typed.</param>
    /// <param name="stop">Ends the work.</param>
    public async Task<Result<Manual>> Save(Guid? id, int version, ManualContent content, CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        if (id is null)
        {
            // Numbers are given one after the other: two editors at once wait for each other here.
            await using var transaction = db.Database.CurrentTransaction is null ? await db.Database.BeginTransactionAsync(stop) : null;
            await db.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock(hashtextextended('manuals' || {db.OrganisationId}::text, 0))", stop);
            var made = new Manual { Number = (await db.Manuals.MaxAsync(m => (int?)m.Number, stop) ?? 0) + 1, Title = content.Title, Unit = content.Unit, Content = content, Version = 1, ChangedAt = now, ChangedBy = person.Position };
            db.Manuals.Add(made);
            db.Record("manual.added", "manual", made.Id, data: new { made.Number });
            await db.SaveChangesAsync(stop);
            if (transaction is not null)
            {
                await transaction.CommitAsync(stop);
            }
            return made;
        }
        var manual = await db.Manuals.FirstOrDefaultAsync(m => m.Id == id, stop) ?? throw new InvalidOperationException("There is no such manual.");
        if (manual.Version != version)
        {
            return new ManualChangedMeanwhile(manual);
        }
        (manual.Title, manual.Unit, manual.Content) = (content.Title, content.Unit, content);
        (manual.Version, manual.ChangedAt, manual.ChangedBy) = (manual.Version + 1, now, person.Position);
        db.Record("manual.changed", "manual", manual.Id, data: new { manual.Number, version = manual.Version });
        try
        {
            await db.SaveChangesAsync(stop);
        }
        catch (DbUpdateConcurrencyException)
        {
            return new ManualChangedMeanwhile(await db.Manuals.AsNoTracking().FirstAsync(m => m.Id == id, stop));
        }
        return manual;
    }

    /// <summary>A new draft with the same content.</summary>
    public async Task<Result<Manual>> Copy(Guid id, CancellationToken stop)
    {
        var source = (await db.Manuals.AsNoTracking().FirstAsync(m => m.Id == id, stop)).Content;
        var title = source.Title.Length + 10 > ManualContent.TitleMaxLength ? source.Title : source.Title + " (สำเนา)";
        return await Save(null, 0, source with { Title = title }, stop);
    }

    /// <summary>Makes a new edition of what was saved, with its Word file and PDF.</summary>
    /// <exception cref="PdfPrintingException">The PDF could not be printed; nothing was published. Its message is Thai.</exception>
    public async Task<Result<ManualEdition>> Publish(Guid id, int version, string? reason, CancellationToken stop)
    {
        var manual = await db.Manuals.FirstAsync(m => m.Id == id, stop);
        var last = await db.ManualEditions.AsNoTracking().Where(e => e.ManualId == id).OrderByDescending(e => e.Number).FirstOrDefaultAsync(stop);
        var json = JsonSerializer.Serialize(manual.Content, JsonForm.Options);
        var sha256 = SHA256.HashData(Encoding.UTF8.GetBytes(json));
        if (WhyNot(manual, version, last, sha256, reason) is { } refusal)
        {
            return refusal;
        }
        var (now, number) = (clock.GetUtcNow(), (last?.Number ?? 0) + 1);
        var paper = ServiceManualForm.Build(await OnPaper(manual, number, now, stop), layout);
        var name = FileStore.SafeName(FormattableString.Invariant($"คู่มือ {manual.Title} ฉบับที่ {number}"));
        var pdf = await files.AddOwn(await printer.Print(paper, stop), name + ".pdf", "application/pdf", stop);
        var docx = await files.AddOwn(DocxWriter.Write(paper), name + ".docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", stop);
        var edition = new ManualEdition
        {
            ManualId = id,
            Number = number,
            Version = version,
            Title = manual.Title,
            Unit = manual.Unit,
            Content = json,
            ContentSha256 = sha256,
            Layout = layout.Id,
            LayoutVersion = layout.Version,
            DocxFileId = docx.Value.Id,
            PdfFileId = pdf.Value.Id,
            Reason = string.IsNullOrWhiteSpace(reason) ? null : reason.Trim(),
            PublishedAt = now,
            PublishedBy = manual.PublishOn is not null && person.PersonId is null ? manual.PublishBy! : person.Position,
        };
        manual.DropPlan();
        db.ManualEditions.Add(edition);
        await search.Put(PublicManuals.Found(id, manual.Number, manual.Content, now), stop);
        db.Record("manual.published", "manual", id, edition.Reason, new { manual.Number, edition = number, sha256 = Convert.ToHexStringLower(sha256) });
        try
        {
            await db.SaveChangesAsync(stop);
        }
        catch (DbUpdateException fault) when (fault.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation })
        {
            return new AnotherEditionWasFirst();
        }
        return edition;
    }

    /// <summary>Plans the next edition for a day to come, of the manual as it was saved. What keeps it from being published today keeps it from being planned.</summary>
    public async Task<Result<Manual>> Plan(Guid id, int version, DateOnly day, string? reason, CancellationToken stop)
    {
        var manual = await db.Manuals.FirstAsync(m => m.Id == id, stop);
        var last = await db.ManualEditions.AsNoTracking().Where(e => e.ManualId == id).OrderByDescending(e => e.Number).FirstOrDefaultAsync(stop);
        var sha256 = SHA256.HashData(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(manual.Content, JsonForm.Options)));
        if (WhyNot(manual, version, last, sha256, reason) is { } refusal)
        {
            return refusal;
        }
        if (day <= ThaiDate.InBangkok(clock.GetUtcNow()))
        {
            return new DayIsNotToCome();
        }
        (manual.PublishOn, manual.PublishVersion, manual.PublishReason) = (day, version, string.IsNullOrWhiteSpace(reason) ? null : reason.Trim());
        (manual.PublishPersonId, manual.PublishBy) = (person.PersonId, person.Position);
        db.Record("manual.planned", "manual", id, manual.PublishReason, new { manual.Number, version, day });
        await db.SaveChangesAsync(stop);
        return manual;
    }

    /// <summary>Takes the plan back; does nothing where there is none.</summary>
    public async Task Unplan(Guid id, CancellationToken stop)
    {
        var manual = await db.Manuals.FirstAsync(m => m.Id == id, stop);
        if (manual.PublishOn is { } day)
        {
            manual.DropPlan();
            db.Record("manual.unplanned", "manual", id, data: new { manual.Number, day });
            await db.SaveChangesAsync(stop);
        }
    }

    private static Refusal? WhyNot(Manual manual, int version, ManualEdition? last, byte[] sha256, string? reason) =>
        manual.Version != version ? new ManualChangedMeanwhile(manual)
        : manual.Content.Missing() is { Count: > 0 } missing ? new ManualIsNotWhole(missing)
        : last is { WithdrawnAt: null } && last.ContentSha256.AsSpan().SequenceEqual(sha256) ? new SameAsPublished(last.Number)
        : last is not null && string.IsNullOrWhiteSpace(reason) ? new FurtherEditionNeedsReason()
        : null;

    /// <summary>Takes the manual off the public side; the address stays and says why.</summary>
    public async Task<Result<ManualEdition>> Withdraw(Guid id, string reason, CancellationToken stop)
    {
        var edition = await db.ManualEditions.Where(e => e.ManualId == id).OrderByDescending(e => e.Number).FirstOrDefaultAsync(stop);
        if (edition is null or { WithdrawnAt: not null })
        {
            return new NotPublished();
        }
        (edition.WithdrawnAt, edition.WithdrawnBy, edition.WithdrawnReason) = (clock.GetUtcNow(), person.Position, reason.Trim());
        await search.Remove(PublicManuals.SearchName, id.ToString(), stop);
        db.Record("manual.withdrawn", "manual", id, edition.WithdrawnReason, new { edition = edition.Number });
        await db.SaveChangesAsync(stop);
        return edition;
    }

    private async Task<ServiceManual> OnPaper(Manual manual, int edition, DateTimeOffset at, CancellationToken stop)
    {
        var (content, card) = (manual.Content, organisation.Card);
        return new ServiceManual
        {
            Organisation = card.Name,
            Title = content.Title,
            Unit = content.Unit,
            Conditions = content.Conditions,
            Steps = Breaking(content.Steps),
            Documents = content.Documents,
            Fees = content.Fees,
            Channels = content.Channels,
            Laws = content.Laws,
            Complain = content.Complain,
            Edition = edition,
            PublishedAt = at,
            Address = await root.Written(Manual.Address(manual.Number), stop),
            Digits = card.Digits,
            Font = card.PaperFont,
        };
    }

    /// <summary>With places where a line of the chart may break.</summary>
    internal static IReadOnlyList<Domain.Manuals.ManualStep> Breaking(IEnumerable<Domain.Manuals.ManualStep> steps) =>
        [.. steps.Select(s => s with { Text = ThaiWords.WithBreaks(s.Text), Who = ThaiWords.WithBreaks(s.Who) })];
}
