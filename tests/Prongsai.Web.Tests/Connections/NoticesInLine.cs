using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Prongsai.Testing;
using Prongsai.Web.Features.Connections;
using Prongsai.Web.Platform.Inbox;
using Prongsai.Web.Platform.Jobs;
using Prongsai.Web.Platform.Outside;
using Prongsai.Web.Platform.Persistence;

namespace Prongsai.Web.Tests.Connections;

/// <summary>
/// LINE, by a stand-in that answers as LINE's published Messaging API does: bearer token, push and reply, a retry key that is accepted once
/// (409 after that), 400 for a receiver it does not know, 429 when asked to; and that calls us signed with the channel's secret.
/// </summary>
public sealed class NoticesInLine : IAsyncLifetime
{
    private const string Secret = "0123456789abcdef0123456789abcdef";
    private const string Token = "token/of+the=channel";
    private const string User = "U4af4980629123456789012345678abcd";
    private readonly ConcurrentQueue<(string Path, string To, string Text)> sent = new();
    private readonly ConcurrentDictionary<string, bool> keys = new(StringComparer.Ordinal);
    private StandIn line = null!;
    private Site site = null!;
    private int busy;
    private bool loseAnswer;

    public async ValueTask InitializeAsync()
    {
        line = await StandIn.Start(app =>
        {
            app.MapPost("/v2/bot/message/push", (HttpRequest request) => Take(request, "to"));
            app.MapPost("/v2/bot/message/reply", (HttpRequest request) => Take(request, "replyToken"));
        });
        site = new Site(product: p => p.ServiceActions.Add(s => s.AddSingleton(new OutboundRules(new HashSet<string> { line.Uri.Authority })).AddSingleton(new LineApi(line.Uri))));
        await site.Ready();
    }

    public async ValueTask DisposeAsync()
    {
        await site.DisposeAsync();
        await line.DisposeAsync();
    }

    [Fact]
    public async Task A_person_joins_by_a_code_and_reads_notices_there()
    {
        var person = await Join();
        await Tell(person, "มีเรื่องรอท่านพิจารณา");
        await site.RunJobs();
        var (_, to, text) = Assert.Single(sent, s => s.Path.EndsWith("push", StringComparison.Ordinal));
        Assert.Equal(User, to);
        Assert.Contains("มีเรื่องรอท่านพิจารณา", text, StringComparison.Ordinal);
        Assert.DoesNotContain(User, await site.Query(db => db.LineReaders.Select(r => r.LineUser!).SingleAsync()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_message_whose_answer_was_lost_arrives_once()
    {
        var person = await Join();
        loseAnswer = true;
        await Tell(person, "ครั้งเดียว");
        await site.RunJobs();
        site.Time.Advance(TimeSpan.FromMinutes(1));
        await site.RunJobs();
        Assert.Single(sent, s => s.Text.Contains("ครั้งเดียว", StringComparison.Ordinal));
        Assert.Equal(JobState.Done, await site.Query(db => db.Jobs.Where(j => j.Kind == "send-line-notice").Select(j => j.State).SingleAsync()));
    }

    [Fact]
    public async Task When_LINE_is_busy_it_is_tried_again()
    {
        var person = await Join();
        busy = 1;
        await Tell(person, "ลองใหม่");
        await site.RunJobs();
        Assert.DoesNotContain(sent, s => s.Text.Contains("ลองใหม่", StringComparison.Ordinal));
        site.Time.Advance(TimeSpan.FromMinutes(1));
        await site.RunJobs();
        Assert.Single(sent, s => s.Text.Contains("ลองใหม่", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_call_that_LINE_did_not_sign_is_nothing()
    {
        await Channel();
        using var visitor = await site.Anyone();
        var body = Encoding.UTF8.GetBytes(Events("""{"type":"message","replyToken":"r","source":{"type":"user","userId":"U1"},"message":{"type":"text","id":"1","text":"AAAA"}}"""));
        Assert.Equal(HttpStatusCode.Unauthorized, await Call(visitor, body, null));
        Assert.Equal(HttpStatusCode.Unauthorized, await Call(visitor, body, LineEndpoint.Signature("another secret", body)));
        Assert.Equal(HttpStatusCode.Unauthorized, await Call(visitor, [.. body, (byte)' '], LineEndpoint.Signature(Secret, body)));
        Assert.Equal(HttpStatusCode.OK, await Call(visitor, body, LineEndpoint.Signature(Secret, body)));
        var wrong = Encoding.UTF8.GetBytes("{\"events\":[{\"type\":\"message\"");
        Assert.Equal(HttpStatusCode.BadRequest, await Call(visitor, wrong, LineEndpoint.Signature(Secret, wrong)));
        Assert.Equal(0, await site.Query(db => db.LineReaders.CountAsync(r => r.LineUser != null)));
    }

    [Fact]
    public async Task A_code_works_once_and_for_half_an_hour()
    {
        await Channel();
        var visitor = await site.As("organisation.read");
        var code = (await visitor.Post("/connections/line/mine")).Document.QuerySelector("main code")!.TextContent;
        site.Time.Advance(TimeSpan.FromMinutes(31));
        await Says(code);
        Assert.Equal(0, await site.Query(db => db.LineReaders.CountAsync(r => r.LineUser != null)));
        code = (await visitor.Post("/connections/line/mine")).Document.QuerySelector("main code")!.TextContent;
        await Says(code.ToLowerInvariant() + " ");
        Assert.Equal(1, await site.Query(db => db.LineReaders.CountAsync(r => r.LineUser != null)));
        await site.Query(db => db.LineReaders.ExecuteUpdateAsync(set => set.SetProperty(r => r.LineUser, (string?)null)));
        await Says(code);
        Assert.Equal(0, await site.Query(db => db.LineReaders.CountAsync(r => r.LineUser != null)));
    }

    [Fact]
    public async Task Who_leaves_the_account_gets_nothing_more()
    {
        var person = await Join();
        using var visitor = await site.Anyone();
        var body = Encoding.UTF8.GetBytes(Events("{\"type\":\"unfollow\",\"source\":{\"type\":\"user\",\"userId\":\"" + User + "\"}}"));
        Assert.Equal(HttpStatusCode.OK, await Call(visitor, body, LineEndpoint.Signature(Secret, body)));
        await Tell(person, "ไม่ควรไปถึง");
        await site.RunJobs();
        Assert.DoesNotContain(sent, s => s.Text.Contains("ไม่ควรไปถึง", StringComparison.Ordinal));
    }

    private async Task<Guid> Join()
    {
        await Channel();
        var visitor = await site.As("organisation.read");
        var code = (await visitor.Post("/connections/line/mine")).Document.QuerySelector("main code")!.TextContent;
        await Says(code);
        return await site.Query(db => db.LineReaders.Where(r => r.LineUser != null).Select(r => r.PersonId).SingleAsync());
    }

    private async Task Channel()
    {
        var answer = await (await site.As(ConnectionsModule.Manage)).Post("/connections/line", [("Secret", Secret), ("Token", Token)], "form:has(input[name=Secret])");
        Assert.Equal(HttpStatusCode.Redirect, answer.Status);
    }

    private async Task Says(string text)
    {
        using var visitor = await site.Anyone();
        var body = Encoding.UTF8.GetBytes(Events("{\"type\":\"message\",\"replyToken\":\"reply-1\",\"source\":{\"type\":\"user\",\"userId\":\"" + User + "\"},\"message\":{\"type\":\"text\",\"id\":\"1\",\"text\":\"" + text + "\"}}"));
        Assert.Equal(HttpStatusCode.OK, await Call(visitor, body, LineEndpoint.Signature(Secret, body)));
    }

    private static string Events(string happened) => "{\"destination\":\"xxx\",\"events\":[" + happened + "]}";

    private async Task<HttpStatusCode> Call(Visitor visitor, byte[] body, string? signature)
    {
        using var content = new ByteArrayContent(body);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/line/{site.Organisation}") { Content = content };
        if (signature is not null)
        {
            request.Headers.Add("x-line-signature", signature);
        }
        return (await visitor.Http.SendAsync(request)).StatusCode;
    }

    private Task<bool> Tell(Guid person, string text) => site.Do(async services =>
    {
        services.GetRequiredService<Notices>().Tell(person, text, "/notices");
        return await services.GetRequiredService<AppDbContext>().SaveChangesAsync() > 0;
    });

    private async Task<IResult> Take(HttpRequest request, string receiver)
    {
        if (request.Headers.Authorization != $"Bearer {Token}")
        {
            return Results.Json(new { message = "Authentication failed due to the following reason: invalid token" }, statusCode: 401);
        }
        if (Interlocked.Decrement(ref busy) >= 0)
        {
            return Results.Json(new { message = "The API rate limit has been exceeded." }, statusCode: 429);
        }
        using var body = await JsonDocument.ParseAsync(request.Body);
        var to = body.RootElement.GetProperty(receiver).GetString()!;
        if (receiver is "to" && to != User)
        {
            return Results.Json(new { message = "The property, 'to', in the request body is invalid" }, statusCode: 400);
        }
        if (request.Headers["X-Line-Retry-Key"].ToString() is { Length: > 0 } key && !keys.TryAdd(key, true))
        {
            return Results.Json(new { message = "The retry key is already accepted" }, statusCode: 409);
        }
        foreach (var message in body.RootElement.GetProperty("messages").EnumerateArray())
        {
            sent.Enqueue((request.Path.Value!, to, message.GetProperty("text").GetString()!));
        }
        if (loseAnswer && receiver is "to")
        {
            loseAnswer = false;
            request.HttpContext.Abort();
        }
        return Results.Json(new { });
    }
}
