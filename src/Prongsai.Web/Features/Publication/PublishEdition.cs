using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Prongsai.Domain;
using Prongsai.Web.Platform.Files;
using Prongsai.Web.Platform.Identity;
using Prongsai.Web.Platform.Modules;
using Prongsai.Web.Platform.Persistence;
using Prongsai.Web.Platform.Publishing;

namespace Prongsai.Web.Features.Publication;

internal sealed record NothingToPublish() : Refusal("ยังไม่มีข้อมูลของปีนี้ให้เผยแพร่ ยืนยันผลหรือออกรายงานก่อน");

internal sealed record SourceHasChanged() : Refusal("ข้อมูลที่จะเผยแพร่เปลี่ยนไประหว่างที่ท่านเปิดหน้านี้อยู่ ตรวจรายการด้านล่างอีกครั้งแล้วกดเผยแพร่");

internal sealed record NothingNewToPublish() : Refusal("เนื้อหาเหมือนกับฉบับที่เผยแพร่อยู่แล้วทุกตัวอักษร ไม่มีอะไรใหม่ให้เผยแพร่");

internal sealed record NewEditionNeedsReason() : Refusal("กรอกเหตุผลที่เผยแพร่ฉบับใหม่ เช่น แก้คะแนนตัวชี้วัดที่ 6 ตามระบบ ITAS");

internal sealed record SomeoneElsePublished() : Refusal("มีผู้เผยแพร่ข้อมูลเดียวกันพร้อมกัน โหลดหน้าใหม่แล้วตรวจว่ายังต้องเผยแพร่อีกหรือไม่");

/// <summary>Puts something before the public as a new edition.</summary>
internal sealed class PublishEdition(AppDbContext db, Standings standings, FileStore files, CurrentPerson person, TimeProvider clock) : IUseCase
{
    /// <param name="kind">Of <see cref="IPublishable"/>.</param>
    /// <param name="year">The assessed year.</param>
    /// <param name="seen">The <see cref="Offer.SourceId"/> the person looked at; null where nobody looked.</param>
    /// <param name="options">Keys of the options chosen.</param>
    /// <param name="reason">Why; needed for every edition but the first.</param>
    /// <param name="stop">Ends the work before anything is public.</param>
    public async Task<Result<Edition>> Do(string kind, FiscalYear year, string? seen, IReadOnlySet<string> options, string? reason, CancellationToken stop)
    {
        if (standings.Publishable(kind) is not { } publishable || await publishable.Content(year, options, stop) is not { } content)
        {
            return new NothingToPublish();
        }
        if (seen is not null && content.Offer.SourceId != seen)
        {
            return new SourceHasChanged();
        }
        var data = JsonSerializer.Serialize(content.Data, JsonForm.Options);
        var held = await db.Files.AsNoTracking().Where(f => content.Files.Contains(f.Id)).ToDictionaryAsync(f => f.Id, stop);
        var ordered = content.Files.Select(id => held[id]).ToList();
        if (ordered.Find(f => !files.Has(f)) is { } lost)
        {
            throw new InvalidOperationException($"The store has lost the file {lost.Fingerprint}; nothing was published.");
        }
        var sha256 = EditionFingerprint.Of(content.Offer.Title, data, content.Html, ordered.Select(f => f.Sha256));
        var newest = await db.Editions.AsNoTracking().Where(e => e.Year == year && e.Kind == kind).OrderByDescending(e => e.Number)
            .Select(e => new { e.Number, e.ContentSha256, e.WithdrawnAt }).FirstOrDefaultAsync(stop);
        if (newest is { WithdrawnAt: null } && newest.ContentSha256.AsSpan().SequenceEqual(sha256))
        {
            return new NothingNewToPublish();
        }
        if (newest is not null && string.IsNullOrWhiteSpace(reason))
        {
            return new NewEditionNeedsReason();
        }
        var edition = new Edition
        {
            Year = year,
            Kind = kind,
            Number = (newest?.Number ?? 0) + 1,
            Title = content.Offer.Title,
            Data = data,
            Html = content.Html,
            SourceId = content.Offer.SourceId,
            ContentSha256 = sha256,
            Reason = string.IsNullOrWhiteSpace(reason) ? null : reason.Trim(),
            PublishedAt = clock.GetUtcNow(),
            PublishedBy = person.Position,
            Files = [.. ordered.Select((f, i) => new EditionFile { FileId = f.Id, Sort = i })],
        };
        db.Editions.Add(edition);
        db.Record("edition.published", "edition", Subject(kind, year), edition.Reason, new { year = year.Value, kind, number = edition.Number, sha256 = Convert.ToHexStringLower(sha256), options });
        try
        {
            await db.SaveChangesAsync(stop);
        }
        catch (DbUpdateException fault) when (fault.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation })
        {
            return new SomeoneElsePublished();
        }
        return edition;
    }

    /// <summary>What changes name: the address's own history, over all its editions.</summary>
    internal static string Subject(string kind, FiscalYear year) => $"{kind}/{year}";
}
