using Microsoft.EntityFrameworkCore;
using Prongsai.Documents.Writing.Memos;
using Prongsai.Documents.Writing.Pdf;
using Prongsai.Domain;
using Prongsai.Domain.Approval;
using Prongsai.Web.Features.Memos.Data;
using Prongsai.Web.Platform.Files;
using Prongsai.Web.Platform.Identity;
using Prongsai.Web.Platform.Modules;
using Prongsai.Web.Platform.Organisations;
using Prongsai.Web.Platform.Persistence;

namespace Prongsai.Web.Features.Memos.Setup;

internal sealed record PictureIsRefused(string Words) : Refusal(Words);

internal sealed record PeriodIsBackwards() : Refusal("วันสิ้นสุดต้องไม่ก่อนวันเริ่ม");

internal sealed record PersonIsUnknown() : Refusal("เลือกบุคคลจากรายการ");

internal sealed record RemindDaysAreOut() : Refusal($"จำนวนวันต้องอยู่ระหว่าง 0 ถึง {MemoSettings.MostRemindAfterDays} ใส่ 0 ถ้าไม่ต้องการให้เตือน");

internal sealed record OwnPost() : Refusal("ผู้ดำรงตำแหน่งนี้อยู่แล้วไม่ต้องมีคำสั่งรักษาราชการแทน เลือกบุคคลอื่น");

/// <summary>What an office sets up once: its garuda, the codes of its departments, its chains, who acts for whom, and each person's drawn signature.</summary>
internal sealed class KeepSetup(AppDbContext db, FileStore files, IPdfPrinter printer, CurrentPerson person, TimeProvider clock) : IUseCase
{
    public const long LargestPicture = 2 * 1024 * 1024;

    /// <summary>
    /// PNG, or SVG. An SVG is cut down to plain shapes and redrawn as PNG at once; what came from outside is never served or printed as it is.
    /// </summary>
    public async Task<Result<bool>> Garuda(byte[] bytes, string name, CancellationToken stop)
    {
        var picture = await PictureOf(bytes, allowSvg: true, stop);
        if (!picture.IsOk)
        {
            return picture.Refusal;
        }
        var (png, type, width, height) = picture.Value;
        var stored = await files.Add(png, Path.GetFileNameWithoutExtension(name) + (type == "image/png" ? ".png" : ".jpg"), type, stop);
        if (!stored.IsOk)
        {
            return stored.Refusal;
        }
        var settings = await db.Set<MemoSettings>().FirstOrDefaultAsync(stop);
        if (settings is null)
        {
            settings = new MemoSettings();
            db.Add(settings);
        }
        (settings.GarudaFileId, settings.GarudaWidthPx, settings.GarudaHeightPx) = (stored.Value.Id, width, height);
        db.Record("memo-settings.changed", "memo-settings", db.OrganisationId, data: new { garuda = stored.Value.Fingerprint });
        await db.SaveChangesAsync(stop);
        return true;
    }

    /// <summary>After how many days of waiting a post is reminded; 0 reminds nobody.</summary>
    public async Task<Result<bool>> RemindAfter(int days, CancellationToken stop)
    {
        if (days is < 0 or > MemoSettings.MostRemindAfterDays)
        {
            return new RemindDaysAreOut();
        }
        var settings = await db.Set<MemoSettings>().FirstOrDefaultAsync(stop);
        if (settings is null)
        {
            settings = new MemoSettings();
            db.Add(settings);
        }
        var before = settings.RemindAfterDays;
        settings.RemindAfterDays = days;
        db.Record("memo-settings.changed", "memo-settings", db.OrganisationId, data: new { remindAfterDays = new { before, after = days } });
        await db.SaveChangesAsync(stop);
        return true;
    }

    public async Task<Result<bool>> Signature(byte[] bytes, string name, CancellationToken stop)
    {
        var picture = await PictureOf(bytes, allowSvg: false, stop);
        if (!picture.IsOk)
        {
            return picture.Refusal;
        }
        if (person.PersonId is not { } me)
        {
            return new PersonIsUnknown();
        }
        var (content, type, width, height) = picture.Value;
        var stored = await files.Add(content, name, type, stop);
        if (!stored.IsOk)
        {
            return stored.Refusal;
        }
        if (await db.Set<DrawnSignature>().FirstOrDefaultAsync(s => s.PersonId == me, stop) is { } before)
        {
            (before.FileId, before.WidthPx, before.HeightPx) = (stored.Value.Id, width, height);
        }
        else
        {
            db.Add(new DrawnSignature { PersonId = me, FileId = stored.Value.Id, WidthPx = width, HeightPx = height });
        }
        db.Record("signature.drawn", "person", me);
        await db.SaveChangesAsync(stop);
        return true;
    }

    public async Task<Result<bool>> Codes(IReadOnlyDictionary<Guid, string?> codes, CancellationToken stop)
    {
        var kept = await db.Set<MemoCode>().ToDictionaryAsync(c => c.UnitId, stop);
        foreach (var unit in await db.Units.Where(u => codes.Keys.Contains(u.Id)).Select(u => u.Id).ToListAsync(stop))
        {
            var code = ThaiDigits.ToArabic(codes[unit]?.Trim().TrimEnd('/') ?? "").Trim();
            if (kept.TryGetValue(unit, out var before))
            {
                if (code.Length == 0)
                {
                    db.Remove(before);
                }
                else
                {
                    before.Code = code;
                }
            }
            else if (code.Length > 0)
            {
                db.Add(new MemoCode { UnitId = unit, Code = code });
            }
        }
        db.Record("memo-settings.changed", "memo-settings", db.OrganisationId, data: new { codes = codes.ToDictionary(c => c.Key.ToString(), c => c.Value) });
        await db.SaveChangesAsync(stop);
        return true;
    }

    /// <summary>Keeps a chain; null adds one. The usual one is usual alone.</summary>
    public async Task<Result<Guid>> Chain(Guid? id, string name, IReadOnlyList<ChainStep> steps, bool isUsual, CancellationToken stop)
    {
        if (ApprovalChain.Fault(steps) is { } fault)
        {
            return fault;
        }
        var chain = id is { } known ? await db.Chains.FirstOrDefaultAsync(c => c.Id == known, stop) : null;
        if (id is not null && chain is null)
        {
            return new ChainIsGone();
        }
        if (chain is null)
        {
            chain = new StoredChain { Name = name, Steps = [.. steps], CreatedAt = clock.GetUtcNow() };
            db.Add(chain);
        }
        (chain.Name, chain.Steps, chain.IsUsual) = (name, [.. steps], isUsual || !await db.Chains.AnyAsync(c => c.Id != chain.Id, stop));
        if (chain.IsUsual)
        {
            foreach (var other in await db.Chains.Where(c => c.Id != chain.Id && c.IsUsual).ToListAsync(stop))
            {
                other.IsUsual = false;
            }
        }
        db.Record("approval-chain.kept", "approval-chain", chain.Id, data: new { name, steps });
        await db.SaveChangesAsync(stop);
        return chain.Id;
    }

    public async Task<Result<Guid>> RemoveChain(Guid id, CancellationToken stop)
    {
        if (await db.Chains.FirstOrDefaultAsync(c => c.Id == id, stop) is not { } chain)
        {
            return new ChainIsGone();
        }
        chain.RemovedAt = clock.GetUtcNow();
        db.Record("approval-chain.removed", "approval-chain", id);
        await db.SaveChangesAsync(stop);
        return id;
    }

    public Task<Result<Guid>> Acting(ActingKind kind, string post, Guid personId, string order, DateOnly from, DateOnly? until, CancellationToken stop) =>
        Acting(kind, post, personId, order, null, from, until, stop);

    /// <param name="kind">รักษาราชการแทน or ปฏิบัติราชการแทน.</param>
    /// <param name="post">The post acted for.</param>
    /// <param name="personId">Who acts.</param>
    /// <param name="order">The number of the order as printed.</param>
    /// <param name="orderId">The order of the register it rests on; null where it was not entered there.</param>
    /// <param name="from">The first day.</param>
    /// <param name="until">The last day; null until another order changes it.</param>
    /// <param name="stop">Ends the work.</param>
    public async Task<Result<Guid>> Acting(ActingKind kind, string post, Guid personId, string order, Guid? orderId, DateOnly from, DateOnly? until, CancellationToken stop)
    {
        if (until < from)
        {
            return new PeriodIsBackwards();
        }
        if (await db.People.AsNoTracking().FirstOrDefaultAsync(p => p.Id == personId && p.Active, stop) is not { } who)
        {
            return new PersonIsUnknown();
        }
        if (who.Position.Trim() == post.Trim())
        {
            return new OwnPost();
        }
        var acting = new ActingAppointment { Kind = kind, Post = post.Trim(), PersonId = personId, OrderNumber = order.Trim(), OrderId = orderId, StartsOn = from, EndsOn = until, CreatedAt = clock.GetUtcNow() };
        db.Acting.Add(acting);
        db.Record("acting.added", "acting", acting.Id, data: new { post = acting.Post, order = acting.OrderNumber, acting.OrderId, from, until, kind });
        await db.SaveChangesAsync(stop);
        return acting.Id;
    }

    public async Task<Result<Guid>> EndActing(Guid id, string? reason, CancellationToken stop)
    {
        if (string.IsNullOrWhiteSpace(reason))
        {
            return new ReasonIsMissing();
        }
        if (await db.Acting.FirstOrDefaultAsync(a => a.Id == id, stop) is not { } acting)
        {
            return new PersonIsUnknown();
        }
        var yesterday = ThaiDate.InBangkok(clock.GetUtcNow()).AddDays(-1);
        // One that began today never was in force.
        acting.EndsOn = yesterday < acting.StartsOn ? acting.StartsOn : yesterday;
        acting.EndedBecause = reason.Trim();
        db.Record("acting.ended", "acting", id, reason.Trim());
        await db.SaveChangesAsync(stop);
        return id;
    }

    private async Task<Result<(byte[] Content, string Type, int Width, int Height)>> PictureOf(byte[] bytes, bool allowSvg, CancellationToken stop)
    {
        if (bytes.Length > LargestPicture)
        {
            return new FileIsTooLarge(LargestPicture);
        }
        if (PictureFile.Measure(bytes) is { } known)
        {
            return known.Width is > 0 and <= 8000 && known.Height is > 0 and <= 8000 ? (bytes, known.ContentType, known.Width, known.Height) : new PictureIsRefused("ภาพกว้างหรือสูงเกิน 8,000 จุด ย่อภาพแล้วส่งใหม่");
        }
        if (!allowSvg)
        {
            return new PictureIsRefused("ไฟล์นี้ไม่ใช่ภาพ PNG หรือ JPG บันทึกภาพเป็น PNG แล้วส่งใหม่");
        }
        if (SvgPicture.Clean(bytes) is not { } svg)
        {
            return new PictureIsRefused("อ่านไฟล์ SVG นี้ไม่ได้ ส่งไฟล์ SVG ที่มีแต่รูปทรง หรือส่ง PNG แทน");
        }
        try
        {
            var png = await SvgPicture.Draw(svg, printer, stop);
            return PictureFile.Measure(png) is { } drawn ? (png, drawn.ContentType, drawn.Width, drawn.Height) : new PictureIsRefused("วาดไฟล์ SVG นี้ไม่ได้ ส่ง PNG แทน");
        }
        catch (PdfPrintingException)
        {
            return new PictureIsRefused("เครื่องแม่ข่ายวาดไฟล์ SVG ไม่ได้ในขณะนี้ ส่ง PNG แทน หรือแจ้งผู้ดูแลระบบ");
        }
    }
}
