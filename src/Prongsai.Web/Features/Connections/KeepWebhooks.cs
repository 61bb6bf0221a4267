using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Prongsai.Domain;
using Prongsai.Web.Platform.Modules;
using Prongsai.Web.Platform.Outside;
using Prongsai.Web.Platform.Persistence;

namespace Prongsai.Web.Features.Connections;

internal sealed record AddressIsRefused(string Why) : Refusal(Why);

internal sealed record TooManyWebhooks() : Refusal("เชื่อมต่อได้ไม่เกิน 20 ระบบ ลบที่ไม่ใช้แล้วก่อน");

internal sealed record NothingChosen() : Refusal("เลือกอย่างน้อยหนึ่งเหตุการณ์");

/// <summary>Adds and takes away systems that are told of deeds.</summary>
internal sealed class KeepWebhooks(AppDbContext db, Secrets secrets, Outbound outbound, TimeProvider clock) : IUseCase
{
    /// <summary>What may be told: deeds that are public or only counted; nothing of persons, informants or answers.</summary>
    public static readonly string[] Kinds =
    [
        "edition.published", "edition.withdrawn", "content.published", "content.withdrawn", "assessment.confirmed", "measure.added", "measure.changed", "measure.removed", "work.recorded", "round.opened", "round.closed", "round-report.sent", "report.issued", "paper.issued", "survey.opened", "survey.closed",
    ];

    /// <summary>The secret is told once, here, and never again.</summary>
    public async Task<Result<(Guid Id, string Secret)>> Add(string address, IReadOnlyCollection<string> kinds, CancellationToken stop)
    {
        if (outbound.Refusal(address) is { } why)
        {
            return new AddressIsRefused(why);
        }
        var chosen = Kinds.Where(kinds.Contains).ToArray();
        if (chosen.Length == 0)
        {
            return new NothingChosen();
        }
        if (await db.Webhooks.CountAsync(stop) >= Webhook.Most)
        {
            return new TooManyWebhooks();
        }
        var secret = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));
        var hook = new Webhook { Address = address, Secret = secrets.Seal(secret), Kinds = chosen, AddedAt = clock.GetUtcNow() };
        db.Webhooks.Add(hook);
        db.Record("webhook.added", "webhook", hook.Id, data: new { host = new Uri(address).Host, kinds = chosen });
        await db.SaveChangesAsync(stop);
        return (hook.Id, secret);
    }

    public async Task Remove(Guid id, CancellationToken stop)
    {
        if (await db.Webhooks.FirstOrDefaultAsync(w => w.Id == id, stop) is not { } hook)
        {
            return;
        }
        db.Webhooks.Remove(hook);
        db.Record("webhook.removed", "webhook", id, data: new { host = new Uri(hook.Address).Host });
        await db.SaveChangesAsync(stop);
    }
}
