using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Prongsai.Testing;
using Prongsai.Web.Features.Connections;
using Prongsai.Web.Platform.Outside;

namespace Prongsai.Web.Tests.Connections;

/// <summary>Webhooks: told with the deed, signed, tried again, given up aloud, and never to an address inside.</summary>
public sealed class TellingOtherSystems : IAsyncLifetime
{
    private readonly ConcurrentQueue<(string Body, string Signature, string Delivery)> heard = new();
    private StandIn other = null!;
    private Site site = null!;
    private int status = 200;

    public async ValueTask InitializeAsync()
    {
        other = await StandIn.Start(app => app.MapPost("/hook", async (HttpRequest request) =>
        {
            using var reader = new StreamReader(request.Body);
            heard.Enqueue((await reader.ReadToEndAsync(), request.Headers[DeliverWebhook.SignatureHeader].ToString(), request.Headers[DeliverWebhook.DeliveryHeader].ToString()));
            return Results.StatusCode(status);
        }));
        site = new Site(product: p => p.ServiceActions.Add(s => s.AddSingleton(new OutboundRules(new HashSet<string> { other.Uri.Authority }))));
        await site.Ready();
    }

    public async ValueTask DisposeAsync()
    {
        await site.DisposeAsync();
        await other.DisposeAsync();
    }

    [Fact]
    public async Task Another_system_is_told_with_the_deed_and_can_check_who_says_so()
    {
        var secret = await Connect();
        await Deed("content.published", commit: true);
        await site.RunJobs();
        var (body, signature, delivery) = Assert.Single(heard);
        var seconds = long.Parse(signature.Split(',')[0][2..], CultureInfo.InvariantCulture);
        Assert.Equal(DeliverWebhook.Signature(secret, seconds, body), signature);
        Assert.Equal(site.Time.Now.ToUnixTimeSeconds(), seconds);
        using var told = JsonDocument.Parse(body);
        Assert.Equal("content.published", told.RootElement.GetProperty("kind").GetString());
        Assert.Equal(delivery, told.RootElement.GetProperty("id").GetString());
        // No person, no reason, no text of the deed.
        Assert.Equal(["id", "kind", "subject", "number", "at"], told.RootElement.EnumerateObject().Select(p => p.Name));
        Assert.DoesNotContain("ผู้ทดสอบ", body, StringComparison.Ordinal);
        Assert.DoesNotContain("เหตุผล", body, StringComparison.Ordinal);
        HtmlAssert.Shows(await (await site.As(ConnectionsModule.Manage)).Page("/connections/webhooks"), "ส่งถึง");
    }

    [Fact]
    public async Task A_deed_that_was_not_done_or_not_chosen_is_not_told()
    {
        await Connect();
        await Deed("content.published", commit: false);
        await Deed("unit.added", commit: true);
        await site.RunJobs();
        Assert.Empty(heard);
    }

    [Fact]
    public async Task What_did_not_arrive_is_sent_again_later_and_later_and_given_up_aloud()
    {
        await Connect();
        status = 503;
        await Deed("content.published", commit: true);
        await site.RunJobs();
        Assert.Single(heard);
        site.Time.Advance(TimeSpan.FromSeconds(31));
        await site.RunJobs();
        Assert.Equal(2, heard.Count);
        foreach (var wait in DeliverWebhook.Waits.Skip(1))
        {
            site.Time.Advance(wait + TimeSpan.FromSeconds(1));
            await site.RunJobs();
        }
        Assert.Equal(1 + DeliverWebhook.Waits.Length, heard.Count);
        Assert.Single(heard.Select(h => h.Delivery).Distinct(StringComparer.Ordinal));
        Assert.Equal(heard.Count, heard.Select(h => h.Signature).Distinct(StringComparer.Ordinal).Count());
        // Days went by: the session of before is over.
        var page = await (await site.As(ConnectionsModule.Manage, "organisation.read")).Page("/connections/webhooks");
        HtmlAssert.Shows(page, "ส่งไม่ถึง 1 ครั้ง");
        HtmlAssert.Shows(page, "ปลายทางตอบ 503");
    }

    [Fact]
    public async Task It_arrives_at_last_when_the_other_system_is_back()
    {
        await Connect();
        status = 500;
        await Deed("content.published", commit: true);
        await site.RunJobs();
        status = 204;
        site.Time.Advance(TimeSpan.FromMinutes(1));
        await site.RunJobs();
        Assert.Equal(2, heard.Count);
        Assert.Equal(DeliveryState.Delivered, await site.Query(db => db.WebhookDeliveries.Select(d => d.State).SingleAsync()));
    }

    [Theory]
    [InlineData("https://169.254.169.254/latest")]
    [InlineData("http://example.go.th/")]
    [InlineData("https://localhost/x")]
    [InlineData("ไม่ใช่ที่อยู่")]
    public async Task An_address_inside_is_refused_with_what_was_typed(string address)
    {
        var visitor = await site.As(ConnectionsModule.Manage);
        var answer = await visitor.Post("/connections/webhooks", [("Address", address), ("Kinds", "content.published")], "form:has(input[name=Address])");
        Assert.Equal(400, (int)answer.Status);
        Assert.Equal(address, answer.Document.QuerySelector("input[name=Address]")!.GetAttribute("value"));
        Assert.Equal(0, await site.Query(db => db.Webhooks.CountAsync()));
    }

    [Fact]
    public async Task The_key_lies_sealed_in_the_database_and_is_of_no_use_to_another_organisation()
    {
        var secret = await Connect();
        var lying = await site.Query(db => db.Webhooks.Select(w => w.Secret).SingleAsync());
        Assert.DoesNotContain(secret, lying, StringComparison.Ordinal);
        Assert.Equal(secret, await site.Do(s => Task.FromResult(s.GetRequiredService<Secrets>().Open(lying))));
        var neighbour = await site.AddOrganisation("อบต.ข้างบ้าน", "khang-ban");
        Assert.Null(await site.DoIn(neighbour, s => Task.FromResult(s.GetRequiredService<Secrets>().Open(lying))));
    }

    private async Task<string> Connect()
    {
        var visitor = await site.As(ConnectionsModule.Manage);
        var answer = await visitor.Post("/connections/webhooks", [("Address", new Uri(other.Uri, "hook").ToString()), ("Kinds", "content.published"), ("Kinds", "edition.published")], "form:has(input[name=Address])");
        Assert.Equal(200, (int)answer.Status);
        var secret = answer.Document.QuerySelector("main code")!.TextContent;
        Assert.DoesNotContain(secret, (await visitor.Get("/connections/webhooks")).Body, StringComparison.Ordinal);
        return secret;
    }

    private Task<bool> Deed(string kind, bool commit) => site.Query(async db =>
    {
        await using var transaction = await db.Database.BeginTransactionAsync();
        db.Record(kind, "content", Guid.NewGuid(), "เหตุผลที่ไม่บอกใคร");
        await db.SaveChangesAsync();
        if (commit)
        {
            await transaction.CommitAsync();
        }
        return commit;
    });
}
