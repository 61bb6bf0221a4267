using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Prongsai.Domain;
using Prongsai.Web.Platform.Hosting;
using Prongsai.Web.Platform.Inbox;
using Prongsai.Web.Platform.Jobs;
using Prongsai.Web.Platform.Modules;
using Prongsai.Web.Platform.Organisations;
using Prongsai.Web.Platform.Outside;
using Prongsai.Web.Platform.Persistence;

namespace Prongsai.Web.Features.Connections;

/// <summary>The office's official account in LINE: the two keys its console shows, sealed.</summary>
internal sealed class LineChannel : IOfOrganisation
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    public Guid OrganisationId { get; set; }

    /// <summary>Sealed. What LINE signs its calls with.</summary>
    public required string ChannelSecret { get; set; }

    /// <summary>Sealed. What we show LINE.</summary>
    public required string ChannelToken { get; set; }

    public required DateTimeOffset KeptAt { get; set; }
}

/// <summary>A person who reads notices in LINE too, or was given a code to begin with.</summary>
internal sealed class LineReader : IOfOrganisation
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    public Guid OrganisationId { get; set; }

    public required Guid PersonId { get; init; }

    public byte[]? CodeHash { get; set; }

    public DateTimeOffset? CodeUntil { get; set; }

    /// <summary>Sealed. What LINE calls the person towards this account.</summary>
    public string? LineUser { get; set; }

    /// <summary>To find the person again when LINE says that the account was left.</summary>
    public byte[]? LineUserHash { get; set; }

    public DateTimeOffset? JoinedAt { get; set; }
}

/// <summary>Where LINE answers: https://api.line.me, or a stand-in of PRONGSAI_LINE_API.</summary>
internal sealed record LineApi(Uri Address)
{
    public static LineApi Of(IConfiguration settings) => new(new Uri(settings["PRONGSAI_LINE_API"] is { Length: > 0 } other ? other : "https://api.line.me"));

    /// <summary>POST with the channel's token. A retry key makes a message that is sent again arrive once.</summary>
    public async Task<OutboundAnswer> Post(Outbound outbound, string path, string token, object body, Guid? retryKey, CancellationToken stop)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(Address, path)) { Content = new StringContent(JsonSerializer.Serialize(body, JsonSerializerOptions.Web), Encoding.UTF8, "application/json") };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        if (retryKey is { } key)
        {
            request.Headers.TryAddWithoutValidation("X-Line-Retry-Key", key.ToString("D"));
        }
        return await outbound.Send(request, TimeSpan.FromSeconds(15), stop);
    }
}

internal sealed record LineRefuses(int Status) : Refusal(string.Create(CultureInfo.InvariantCulture, $"LINE ไม่รับข้อความ (ตอบ {Status}) ตรวจโทเคนของช่องที่หน้า LINE ขององค์กร"));

internal sealed record NoticeToSend(Guid Notice);

/// <summary>Sends one notice to the person's LINE. Asked for by the database when the notice is written and the person reads there.</summary>
internal sealed class SendLineNotice(AppDbContext db, Secrets secrets, Outbound outbound, LineApi line, CurrentOrganisation organisation) : IJob
{
    public async Task Run(JobRun run, CancellationToken stop)
    {
        var id = run.Arguments<NoticeToSend>().Notice;
        var notice = await db.Notices.AsNoTracking().FirstOrDefaultAsync(n => n.Id == id, stop);
        var channel = await db.LineChannels.AsNoTracking().FirstOrDefaultAsync(stop);
        // Read in the product meanwhile, or gone: nothing to tell.
        if (notice is not { ReadAt: null } || channel is null || await db.LineReaders.AsNoTracking().FirstOrDefaultAsync(r => r.PersonId == notice.PersonId, stop) is not { LineUser: { } sealedUser }
            || secrets.Open(sealedUser) is not { } user || secrets.Open(channel.ChannelToken) is not { } token)
        {
            return;
        }
        var where = organisation.Card.Host is { } host ? $"\nhttps://{host}{notice.Href}" : "\nเปิดดูในระบบโปร่งใส";
        var answer = await line.Post(outbound, "/v2/bot/message/push", token, new { to = user, messages = new[] { new { type = "text", text = notice.Text + where } } }, notice.Id, stop);
        // 409: an earlier try with this key was accepted, only its answer was lost.
        if (answer.Status is 200 or 409)
        {
            return;
        }
        if (answer.Status is 429 or >= 500)
        {
            throw new HttpRequestException(string.Create(CultureInfo.InvariantCulture, $"LINE answered {answer.Status}."));
        }
        throw new JobRefused(new LineRefuses(answer.Status));
    }
}

/// <summary>Keeps the channel and who reads in it.</summary>
internal sealed class KeepLine(AppDbContext db, Secrets secrets, TimeProvider clock) : IUseCase
{
    private const string Letters = "ABCDEFGHJKMNPQRSTUVWXYZ23456789";
    private static readonly TimeSpan CodeLives = TimeSpan.FromMinutes(30);

    public async Task Keep(string secret, string token, CancellationToken stop)
    {
        var channel = await db.LineChannels.FirstOrDefaultAsync(stop);
        if (channel is null)
        {
            db.LineChannels.Add(channel = new LineChannel { ChannelSecret = "", ChannelToken = "", KeptAt = clock.GetUtcNow() });
        }
        (channel.ChannelSecret, channel.ChannelToken, channel.KeptAt) = (secrets.Seal(secret), secrets.Seal(token), clock.GetUtcNow());
        db.Record("line-channel.kept", "line-channel", channel.Id);
        await db.SaveChangesAsync(stop);
    }

    public async Task Remove(CancellationToken stop)
    {
        if (await db.LineChannels.FirstOrDefaultAsync(stop) is { } channel)
        {
            db.LineChannels.Remove(channel);
            db.LineReaders.RemoveRange(await db.LineReaders.ToListAsync(stop));
            db.Record("line-channel.removed", "line-channel", channel.Id);
            await db.SaveChangesAsync(stop);
        }
    }

    /// <summary>A code to send to the office's account in LINE within half an hour.</summary>
    public async Task<string> NewCode(Guid person, CancellationToken stop)
    {
        var code = RandomNumberGenerator.GetString(Letters, 12);
        var reader = await db.LineReaders.FirstOrDefaultAsync(r => r.PersonId == person, stop);
        if (reader is null)
        {
            db.LineReaders.Add(reader = new LineReader { PersonId = person });
        }
        (reader.CodeHash, reader.CodeUntil) = (Hash(code), clock.GetUtcNow() + CodeLives);
        await db.SaveChangesAsync(stop);
        return code;
    }

    public async Task Leave(Guid person, CancellationToken stop) => await db.LineReaders.Where(r => r.PersonId == person).ExecuteDeleteAsync(stop);

    /// <summary>Someone wrote to the account: if it is a code, the person reads here from now on.</summary>
    public async Task<bool> Joins(string text, string user, CancellationToken stop)
    {
        var hash = Hash(text.Trim().ToUpperInvariant());
        var now = clock.GetUtcNow();
        if (await db.LineReaders.FirstOrDefaultAsync(r => r.CodeHash == hash && r.CodeUntil > now, stop) is not { } reader)
        {
            return false;
        }
        (reader.LineUser, reader.LineUserHash, reader.JoinedAt, reader.CodeHash, reader.CodeUntil) = (secrets.Seal(user), Hash(user), now, null, null);
        await db.SaveChangesAsync(stop);
        return true;
    }

    /// <summary>The person took the account off the list of friends.</summary>
    public async Task Left(string user, CancellationToken stop)
    {
        var hash = Hash(user);
        await db.LineReaders.Where(r => r.LineUserHash == hash).ExecuteDeleteAsync(stop);
    }

    private static byte[] Hash(string text) => SHA256.HashData(Encoding.UTF8.GetBytes("prongsai line " + text));
}

/// <summary>Where LINE calls us: every call is signed with the channel's secret over its very bytes, or is nothing to us.</summary>
internal static class LineEndpoint
{
    private const int Longest = 512 * 1024;

    public static void Map(IEndpointRouteBuilder endpoints) => endpoints.MapPost("/line/{organisation:guid}", Take).AllowAnonymous().DisableAntiforgery();

    /// <summary>The signature LINE puts on these bytes.</summary>
    internal static string Signature(string secret, byte[] body) => Convert.ToBase64String(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), body));

    private static async Task<IResult> Take(Guid organisation, HttpContext http, OrganisationDirectory directory, CurrentOrganisation current, AppDbContext db, Secrets secrets, KeepLine keep, Outbound outbound, LineApi line, CancellationToken stop)
    {
        if (current.IsKnown || await directory.Find(organisation, stop) is not { } card || http.Request.ContentLength is not (> 0 and <= Longest))
        {
            return Results.NotFound();
        }
        current.Use(card);
        if (await db.LineChannels.AsNoTracking().FirstOrDefaultAsync(stop) is not { } channel || secrets.Open(channel.ChannelSecret) is not { } secret || secrets.Open(channel.ChannelToken) is not { } token)
        {
            return Results.NotFound();
        }
        var body = new byte[http.Request.ContentLength.Value];
        await http.Request.Body.ReadExactlyAsync(body, stop);
        if (!CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(Signature(secret, body)), Encoding.UTF8.GetBytes(http.Request.Headers["x-line-signature"].ToString())))
        {
            SmellsOfAttack.Log(http, "a call that LINE did not sign");
            return Results.Unauthorized();
        }
        try
        {
            using var call = JsonDocument.Parse(body, new JsonDocumentOptions { MaxDepth = 32 });
            foreach (var happened in call.RootElement.GetProperty("events").EnumerateArray())
            {
                await Hear(happened);
            }
        }
        catch (Exception wrong) when (wrong is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return Results.BadRequest();
        }
        return Results.Ok();

        async Task Hear(JsonElement happened)
        {
            var kind = happened.GetProperty("type").GetString();
            if (!happened.TryGetProperty("source", out var source) || !source.TryGetProperty("userId", out var id) || id.GetString() is not { Length: > 0 } user)
            {
                return;
            }
            if (kind is "unfollow")
            {
                await keep.Left(user, stop);
            }
            else if (kind is "follow" || (kind is "message" && happened.GetProperty("message").GetProperty("type").GetString() is "text"))
            {
                var joined = kind is "message" && await keep.Joins(happened.GetProperty("message").GetProperty("text").GetString() ?? "", user, stop);
                var words = joined ? "เชื่อมแล้ว ต่อไปแจ้งเตือนของท่านจะมาทางนี้ด้วย" : "ส่งรหัส 12 ตัวจากหน้า แจ้งเตือนทาง LINE ของระบบโปร่งใส มาที่นี่ เพื่อรับแจ้งเตือน";
                if (happened.TryGetProperty("replyToken", out var reply) && reply.GetString() is { Length: > 0 } replyToken)
                {
                    try
                    {
                        await line.Post(outbound, "/v2/bot/message/reply", token, new { replyToken, messages = new[] { new { type = "text", text = words } } }, null, stop);
                    }
                    catch (Exception unheard) when (unheard is HttpRequestException or TimeoutException or OutboundRefused)
                    {
                        // The joining stands; only the friendly word was not heard.
                    }
                }
            }
        }
    }
}
