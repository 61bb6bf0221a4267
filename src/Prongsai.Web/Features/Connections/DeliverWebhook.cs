using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Prongsai.Web.Platform.Jobs;
using Prongsai.Web.Platform.Outside;
using Prongsai.Web.Platform.Persistence;

namespace Prongsai.Web.Features.Connections;

internal sealed record DeliveryToMake(Guid Delivery);

/// <summary>
/// Sends one delivery, signed; tries eight times over about a day and a half, each wait longer, then gives it up and says so on the page.
/// The receiver may get one twice (when its answer was lost) and knows it by its id.
/// </summary>
internal sealed class DeliverWebhook(AppDbContext db, JobQueue jobs, Secrets secrets, Outbound outbound, TimeProvider clock) : IJob
{
    public const string SignatureHeader = "Prongsai-Signature";
    public const string DeliveryHeader = "Prongsai-Delivery";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    /// <summary>After each failed try.</summary>
    internal static readonly TimeSpan[] Waits = [TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(10), TimeSpan.FromHours(1), TimeSpan.FromHours(4), TimeSpan.FromHours(10), TimeSpan.FromHours(20)];

    public async Task Run(JobRun run, CancellationToken stop)
    {
        var id = run.Arguments<DeliveryToMake>().Delivery;
        if (await db.WebhookDeliveries.FirstOrDefaultAsync(d => d.Id == id, stop) is not { State: DeliveryState.Waiting } delivery || await db.Webhooks.FirstOrDefaultAsync(w => w.Id == delivery.WebhookId, stop) is not { } hook)
        {
            return;
        }
        delivery.Attempts++;
        (delivery.Status, delivery.Note) = hook.Active ? await Try(hook, delivery, stop) : (null, "ปิดใช้การเชื่อมต่อนี้");
        if (delivery.Note.Length == 0)
        {
            (delivery.State, delivery.DeliveredAt) = (DeliveryState.Delivered, clock.GetUtcNow());
        }
        else if (hook.Active && delivery.Attempts <= Waits.Length)
        {
            jobs.Add<DeliverWebhook>(new DeliveryToMake(id), Waits[delivery.Attempts - 1]);
        }
        else
        {
            delivery.State = DeliveryState.GivenUp;
        }
        await db.SaveChangesAsync(stop);
    }

    /// <summary>t=SECONDS,v1=HEX: HMAC-SHA256 with the secret over "SECONDS.BODY", so that an old delivery sent again by someone else shows its age.</summary>
    internal static string Signature(string secret, long seconds, string body) =>
        string.Create(CultureInfo.InvariantCulture, $"t={seconds},v1={Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{seconds}.{body}"))))}");

    private async Task<(int? Status, string Note)> Try(Webhook hook, WebhookDelivery delivery, CancellationToken stop)
    {
        if (secrets.Open(hook.Secret) is not { } secret)
        {
            return (null, "กุญแจของการเชื่อมต่อนี้เปิดไม่ได้ ลบแล้วเพิ่มใหม่");
        }
        using var request = new HttpRequestMessage(HttpMethod.Post, hook.Address) { Content = new StringContent(delivery.Body, Encoding.UTF8, "application/json") };
        request.Headers.TryAddWithoutValidation(DeliveryHeader, delivery.Id.ToString("D"));
        request.Headers.TryAddWithoutValidation(SignatureHeader, Signature(secret, clock.GetUtcNow().ToUnixTimeSeconds(), delivery.Body));
        request.Headers.TryAddWithoutValidation("User-Agent", "Prongsai");
        try
        {
            var answer = await outbound.Send(request, Patience, stop);
            return (answer.Status, answer.Status is >= 200 and < 300 ? "" : string.Create(CultureInfo.InvariantCulture, $"ปลายทางตอบ {answer.Status}"));
        }
        catch (OutboundRefused refused)
        {
            return (null, refused.Message);
        }
        catch (TimeoutException)
        {
            return (null, "ปลายทางไม่ตอบในเวลา");
        }
        catch (HttpRequestException)
        {
            return (null, "ติดต่อปลายทางไม่ได้");
        }
    }
}
