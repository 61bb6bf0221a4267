using Microsoft.EntityFrameworkCore;
using Npgsql;
using Prongsai.Domain;
using Prongsai.Web.Platform.Cycle;
using Prongsai.Web.Platform.Files;
using Prongsai.Web.Platform.Identity;
using Prongsai.Web.Platform.Jobs;
using Prongsai.Web.Platform.Modules;
using Prongsai.Web.Platform.Inbox;
using Prongsai.Web.Platform.Organisations;
using Prongsai.Web.Platform.Persistence;

namespace Prongsai.Web.Features.Circulation;

internal sealed record CircularIsGone() : Refusal("ไม่พบเรื่องเวียนนี้ หรือปิดไปแล้ว");

internal sealed record CircularIsNotForYou() : Refusal("เรื่องนี้ไม่ได้เวียนถึงท่าน");

internal sealed record CircularIsEmpty() : Refusal("ใส่ข้อความหรือแนบไฟล์ เพื่อให้ผู้รับมีสิ่งที่ต้องอ่าน");

internal sealed record CircularFileIsRefused() : Refusal("แนบได้เฉพาะ PDF หรือภาพ PNG JPG ตรวจว่าไฟล์เปิดได้จริง");

internal sealed record CircularUnitIsUnknown() : Refusal("เลือกส่วนราชการจากรายการ");

internal sealed record DueIsPast() : Refusal("กำหนดรับทราบต้องไม่ก่อนวันนี้");

internal sealed record WhyCloseIsMissing() : Refusal("บอกเหตุที่ปิดเรื่อง เช่น มีคู่มือฉบับใหม่แทน");

/// <summary>Sends notices round and keeps who has read them.</summary>
internal sealed class Circulate(AppDbContext db, FileStore files, Notices notices, CurrentPerson person, TimeProvider clock) : IUseCase
{
    public const long LargestFile = 20L * 1024 * 1024;

    public sealed record Input(string Title, string Body, IReadOnlyList<Guid> Units, bool IsStanding, DateOnly? DueOn);

    public async Task<Result<Guid>> Send(Input input, Stream? file, string? fileName, CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        if (string.IsNullOrWhiteSpace(input.Body) && file is null)
        {
            return new CircularIsEmpty();
        }
        if (input.DueOn < ThaiDate.InBangkok(now))
        {
            return new DueIsPast();
        }
        if (await db.Units.CountAsync(u => input.Units.Contains(u.Id), stop) != input.Units.Distinct().Count())
        {
            return new CircularUnitIsUnknown();
        }
        Guid? fileId = null;
        if (file is not null)
        {
            var head = new byte[8];
            var read = await file.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, stop);
            file.Position = 0;
            var type = head.AsSpan(0, read) switch { [(byte)'%', (byte)'P', (byte)'D', (byte)'F', (byte)'-', ..] => "application/pdf", [0x89, (byte)'P', (byte)'N', (byte)'G', ..] => "image/png", [0xFF, 0xD8, 0xFF, ..] => "image/jpeg", _ => null };
            if (type is null)
            {
                return new CircularFileIsRefused();
            }
            var stored = await files.Add(file, fileName ?? "circular", type, LargestFile, stop);
            if (!stored.IsOk)
            {
                return stored.Refusal;
            }
            fileId = stored.Value.Id;
        }
        var circular = new Circular
        {
            Title = input.Title.Trim(),
            Body = input.Body.Trim().ReplaceLineEndings("\n"),
            FileId = fileId,
            UnitIds = [.. input.Units.Distinct()],
            IsStanding = input.IsStanding,
            DueOn = input.DueOn,
            SentAt = now,
            SentBy = person.Position,
        };
        db.Circulars.Add(circular);
        foreach (var reader in (await db.People.AsNoTracking().Where(p => p.Active).ToListAsync(stop)).Where(circular.IsFor))
        {
            if (reader.Id == person.PersonId)
            {
                // Who sends it has read it.
                db.CircularReceipts.Add(new CircularReceipt { CircularId = circular.Id, PersonId = reader.Id, At = now });
            }
            else
            {
                notices.Tell(reader.Id, $"เรื่องเวียนให้รับทราบ: {circular.Title}", $"/circulation/{circular.Id}");
            }
        }
        db.Record("circular.sent", "circular", circular.Id, data: new { title = circular.Title, standing = circular.IsStanding });
        await db.SaveChangesAsync(stop);
        return circular.Id;
    }

    /// <summary>"I have read it"; saying it twice does no harm.</summary>
    public Task<Result<Guid>> Acknowledge(Guid id, CancellationToken stop) => Receive(id, person.PersonId ?? Guid.Empty, null, stop);

    /// <summary>For somebody who signed on paper.</summary>
    public Task<Result<Guid>> AcknowledgeOnPaper(Guid id, Guid personId, CancellationToken stop) => Receive(id, personId, person.Position, stop);

    public async Task<Result<Guid>> Close(Guid id, string? why, CancellationToken stop)
    {
        if (string.IsNullOrWhiteSpace(why))
        {
            return new WhyCloseIsMissing();
        }
        if (await db.Circulars.FirstOrDefaultAsync(c => c.Id == id && c.ClosedAt == null, stop) is not { } circular)
        {
            return new CircularIsGone();
        }
        (circular.ClosedAt, circular.ClosedBecause) = (clock.GetUtcNow(), why.Trim());
        db.Record("circular.closed", "circular", id, why.Trim());
        await db.SaveChangesAsync(stop);
        return id;
    }

    /// <summary>Tells everyone who has not read it, once more.</summary>
    /// <returns>How many were told.</returns>
    public async Task<int> Remind(Circular circular, CancellationToken stop)
    {
        var read = await db.CircularReceipts.AsNoTracking().Where(r => r.CircularId == circular.Id).Select(r => r.PersonId).ToListAsync(stop);
        var late = (await db.People.AsNoTracking().Where(p => p.Active).ToListAsync(stop)).Where(p => circular.IsFor(p) && !read.Contains(p.Id)).ToList();
        foreach (var reader in late)
        {
            notices.Tell(reader.Id, $"ยังไม่ได้รับทราบเรื่องเวียน: {circular.Title}", $"/circulation/{circular.Id}");
        }
        return late.Count;
    }

    private async Task<Result<Guid>> Receive(Guid id, Guid reader, string? enteredBy, CancellationToken stop)
    {
        if (await db.Circulars.AsNoTracking().FirstOrDefaultAsync(c => c.Id == id && c.ClosedAt == null, stop) is not { } circular)
        {
            return new CircularIsGone();
        }
        if (await db.People.AsNoTracking().FirstOrDefaultAsync(p => p.Id == reader, stop) is not { } someone || !circular.IsFor(someone))
        {
            return new CircularIsNotForYou();
        }
        db.CircularReceipts.Add(new CircularReceipt { CircularId = id, PersonId = reader, At = clock.GetUtcNow(), EnteredBy = enteredBy });
        db.Record("circular.acknowledged", "circular", id, data: new { onPaper = enteredBy is not null, person = reader });
        try
        {
            await db.SaveChangesAsync(stop);
        }
        catch (DbUpdateException e) when (e.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation })
        {
            // Said before, from another screen.
            db.ChangeTracker.Clear();
        }
        return id;
    }
}

/// <summary>Every morning: newcomers get the standing notices, and who has not read what is due by tomorrow or is late is told again.</summary>
internal sealed class RemindReaders(AppDbContext db, Circulate circulate, Notices notices, TimeProvider clock) : IJob
{
    public async Task Run(JobRun run, CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        var today = ThaiDate.InBangkok(now);
        var open = await db.Circulars.AsNoTracking().Where(c => c.ClosedAt == null).ToListAsync(stop);
        foreach (var circular in open.Where(c => c.DueOn is { } due && (due == today.AddDays(1) || (due < today && (today.DayNumber - due.DayNumber) % 7 == 1))))
        {
            await circulate.Remind(circular, stop);
        }
        var newcomers = await db.People.AsNoTracking().Where(p => p.Active && p.CreatedAt > now.AddDays(-1) && p.CreatedAt <= now).ToListAsync(stop);
        foreach (var person in newcomers)
        {
            var count = open.Count(c => c.IsStanding && c.SentAt < person.CreatedAt && c.IsFor(person));
            if (count > 0)
            {
                notices.Tell(person.Id, $"มีเรื่องเวียนประจำ {count} เรื่องให้ท่านรับทราบ", "/circulation");
            }
        }
        await db.SaveChangesAsync(stop);
    }
}

/// <summary>What the person signed in has not read yet.</summary>
internal sealed class CircularTasks(AppDbContext db, CurrentPerson person) : ITaskSource
{
    public string Permission => "circulation.read";

    public async Task<IReadOnlyList<NextTask>> Tasks(FiscalYear workingYear, CancellationToken stop)
    {
        if (await db.People.AsNoTracking().FirstOrDefaultAsync(p => p.Id == person.PersonId, stop) is not { } me)
        {
            return [];
        }
        var receipts = db.CircularReceipts;
        var unread = await db.Circulars.AsNoTracking().Where(c => c.ClosedAt == null && !receipts.Any(r => r.CircularId == c.Id && r.PersonId == me.Id)).OrderBy(c => c.DueOn).ToListAsync(stop);
        return [.. unread.Where(c => c.IsFor(me)).Take(5).Select(c => new NextTask($"รับทราบ: {c.Title}", $"/circulation/{c.Id}", "เรื่องเวียนถึงท่าน", c.DueOn, 40))];
    }
}
