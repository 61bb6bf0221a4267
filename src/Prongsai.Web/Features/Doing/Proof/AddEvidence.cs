using Microsoft.AspNetCore.Routing.Template;
using Microsoft.EntityFrameworkCore;
using Prongsai.Domain;
using Prongsai.Domain.Doing;
using Prongsai.Web.Features.Doing.Data;
using Prongsai.Web.Platform.Files;
using Prongsai.Web.Platform.Identity;
using Prongsai.Web.Platform.Jobs;
using Prongsai.Web.Platform.Modules;
using Prongsai.Web.Platform.Persistence;
using Prongsai.Web.Platform.Plans;

namespace Prongsai.Web.Features.Doing.Proof;

/// <summary>The most bytes a piece of evidence may have: setting <c>Evidence:MaxMegabytes</c>, 500 unless set.</summary>
internal sealed record EvidenceLimit(long Bytes)
{
    public const int UsualMegabytes = 500;

    public long Megabytes => Bytes / (1024 * 1024);
}

internal sealed record LinkIsNoAddress() : Refusal("ลิงก์ต้องขึ้นต้นด้วย https:// หรือ http:// คัดลอกจากแถบที่อยู่ของเบราว์เซอร์ทั้งบรรทัด");

internal sealed record RecordIsNotHere() : Refusal("ไม่พบหน้านี้ในระบบ คัดลอกที่อยู่จากแถบที่อยู่ของเบราว์เซอร์ เช่น /publication/… หรือ /measures/…");

internal sealed record EvidenceIsGone() : Refusal("ไม่พบหลักฐานนี้ หรือถูกถอนไปแล้ว");

internal sealed record EvidenceWasChanged() : Refusal("มีผู้แก้หลักฐานนี้ระหว่างที่ท่านพิมพ์ ตรวจค่าที่บันทึกไว้ล่าสุดด้านบนแล้วกดอีกครั้ง");

/// <summary>What evidence is for: a step, or the measure as a whole.</summary>
internal sealed record EvidenceTarget(Guid MeasureId, Guid? StepId, DateOnly EffectiveOn, string Title);

/// <summary>Takes evidence in. The day it is about is declared; the moment it came is the clock's.</summary>
internal sealed class AddEvidence(AppDbContext db, IPlannedWork plans, FileStore files, EvidenceLimit limit, JobQueue jobs, CurrentPerson person, EndpointDataSource endpoints, TimeProvider clock) : IUseCase
{
    public EvidenceLimit Limit => limit;

    /// <summary>Null when evidence may be added there with that day.</summary>
    public async Task<Refusal?> Check(EvidenceTarget target, CancellationToken stop) => (await Plan(target, stop)).Refusal;

    /// <param name="target">What it is for.</param>
    /// <param name="content">Seekable; read from its beginning.</param>
    /// <param name="name">As the sender calls it.</param>
    /// <param name="stop">Ends the reading.</param>
    public async Task<Result<Guid>> File(EvidenceTarget target, Stream content, string name, CancellationToken stop)
    {
        var plan = await Plan(target, stop);
        if (!plan.IsOk)
        {
            return plan.Refusal;
        }
        if (content.Length > limit.Bytes)
        {
            return new FileIsTooLarge(limit.Bytes);
        }
        var head = new byte[FileContent.HeadLength];
        content.Position = 0;
        var length = await content.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, stop);
        if (length == 0)
        {
            return new FileIsEmpty();
        }
        var kind = FileContent.Recognise(head.AsSpan(0, length), name);
        if (!kind.IsOk)
        {
            return kind.Refusal;
        }
        content.Position = 0;
        var stored = await files.Add(content, name, kind.Value.ContentType, limit.Bytes, stop);
        if (!stored.IsOk)
        {
            return stored.Refusal;
        }
        var row = Row(target, plan.Value, EvidenceKind.File, stored.Value.Name, "", stored.Value.Id);
        var saved = await Save(row, plan.Value, stop);
        if (kind.Value.NeedsPreview)
        {
            jobs.Add<PreviewPicture>(new PreviewPicture.What(row.Id));
            await db.SaveChangesAsync(stop);
        }
        return saved;
    }

    public async Task<Result<Guid>> Link(EvidenceTarget target, string address, CancellationToken stop)
    {
        var plan = await Plan(target, stop);
        if (!plan.IsOk)
        {
            return plan.Refusal;
        }
        return Uri.TryCreate(address.Trim(), UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" && uri.AbsoluteUri.Length <= 2000 && uri.UserInfo.Length == 0
            ? await Save(Row(target, plan.Value, EvidenceKind.Link, uri.Host, uri.AbsoluteUri, null), plan.Value, stop)
            : new LinkIsNoAddress();
    }

    /// <param name="target">What it is for.</param>
    /// <param name="address">A path of the product, or a whole address of it.</param>
    /// <param name="host">The host the request came to.</param>
    /// <param name="stop">Ends the work.</param>
    public async Task<Result<Guid>> Record(EvidenceTarget target, string address, string host, CancellationToken stop)
    {
        var plan = await Plan(target, stop);
        if (!plan.IsOk)
        {
            return plan.Refusal;
        }
        var path = address.Trim();
        if (Uri.TryCreate(path, UriKind.Absolute, out var whole) && whole.Scheme is "http" or "https" && whole.Authority.Equals(host, StringComparison.OrdinalIgnoreCase))
        {
            path = whole.PathAndQuery;
        }
        return IsOurs(path) ? await Save(Row(target, plan.Value, EvidenceKind.Record, path, path, null), plan.Value, stop) : new RecordIsNotHere();
    }

    /// <summary>Whether some page or download of the product answers there.</summary>
    private bool IsOurs(string path)
    {
        if (path.Length is < 2 or > 300 || path[0] != '/' || path[1] is '/' or '\\' || path.Contains('\\', StringComparison.Ordinal))
        {
            return false;
        }
        var bare = new PathString(path.Split('?', '#')[0]);
        return endpoints.Endpoints.OfType<RouteEndpoint>()
            .Where(e => e.Order < int.MaxValue && e.RoutePattern.RawText is { Length: > 0 } raw && !raw.StartsWith("{*", StringComparison.Ordinal) && !raw.StartsWith("{**", StringComparison.Ordinal))
            .Any(e => new TemplateMatcher(new RouteTemplate(e.RoutePattern), []).TryMatch(bare, []));
    }

    private async Task<Result<PlannedWork>> Plan(EvidenceTarget target, CancellationToken stop)
    {
        if (await plans.Find(target.MeasureId, stop) is not { } plan || (target.StepId is { } step && !plan.StepIds.Contains(step)))
        {
            return new NoSuchWork();
        }
        return StepWork.CheckEffective(target.EffectiveOn, ThaiDate.InBangkok(clock.GetUtcNow())) is { } refusal ? refusal : plan;
    }

    private Evidence Row(EvidenceTarget target, PlannedWork plan, EvidenceKind kind, string usualTitle, string address, Guid? file)
    {
        var title = string.IsNullOrWhiteSpace(target.Title) ? usualTitle : target.Title.Trim();
        return new Evidence
        {
            Year = plan.Year,
            MeasureId = target.MeasureId,
            StepId = target.StepId,
            Kind = kind,
            Title = title.Length <= Evidence.TitleMaxLength ? title : title[..Evidence.TitleMaxLength],
            Address = address,
            FileId = file,
            EffectiveOn = target.EffectiveOn,
            ReceivedAt = clock.GetUtcNow(),
            ReceivedBy = person.Position,
        };
    }

    private async Task<Result<Guid>> Save(Evidence row, PlannedWork plan, CancellationToken stop)
    {
        db.AllEvidence.Add(row);
        db.Record("evidence.added", "evidence", row.Id, null, new { measure = plan.Number, step = row.StepId is { } id ? plan.StepIds.ToList().IndexOf(id) + 1 : 0, kind = row.Kind.ToString(), effective = row.EffectiveOn });
        await db.SaveChangesAsync(stop);
        return row.Id;
    }
}

/// <summary>Corrects what is declared of evidence, or withdraws it. Both say why; the line stays.</summary>
internal sealed class KeepEvidence(AppDbContext db, CurrentPerson person, TimeProvider clock) : IUseCase
{
    public async Task<Result<Guid>> Correct(Guid id, int seen, string title, DateOnly effectiveOn, string? reason, CancellationToken stop)
    {
        var found = await Find(id, seen, reason, stop);
        if (!found.IsOk)
        {
            return found.Refusal;
        }
        var row = found.Value;
        if (StepWork.CheckEffective(effectiveOn, ThaiDate.InBangkok(clock.GetUtcNow())) is { } refusal)
        {
            return refusal;
        }
        db.Record("evidence.corrected", "evidence", id, reason, new { from = new { row.Title, row.EffectiveOn }, to = new { title, effectiveOn } });
        (row.Title, row.EffectiveOn) = (title.Trim(), effectiveOn);
        return await Save(row, stop);
    }

    public async Task<Result<Guid>> Withdraw(Guid id, int seen, string? reason, CancellationToken stop)
    {
        var found = await Find(id, seen, reason, stop);
        if (!found.IsOk)
        {
            return found.Refusal;
        }
        var row = found.Value;
        (row.WithdrawnAt, row.WithdrawnBy, row.WithdrawnBecause) = (clock.GetUtcNow(), person.Position, reason!.Trim());
        db.Record("evidence.withdrawn", "evidence", id, reason, new { row.Title });
        return await Save(row, stop);
    }

    private async Task<Result<Evidence>> Find(Guid id, int seen, string? reason, CancellationToken stop)
    {
        if (await db.AllEvidence.FirstOrDefaultAsync(e => e.Id == id && e.WithdrawnAt == null, stop) is not { } row)
        {
            return new EvidenceIsGone();
        }
        return row.Version != seen ? new EvidenceWasChanged() : string.IsNullOrWhiteSpace(reason) ? new CorrectionNeedsReason() : row;
    }

    private async Task<Result<Guid>> Save(Evidence row, CancellationToken stop)
    {
        row.Version++;
        try
        {
            await db.SaveChangesAsync(stop);
            return row.Id;
        }
        catch (DbUpdateConcurrencyException)
        {
            db.ChangeTracker.Clear();
            return new EvidenceWasChanged();
        }
    }
}
