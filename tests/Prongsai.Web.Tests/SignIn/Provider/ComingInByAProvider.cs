using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Microsoft.EntityFrameworkCore;
using Prongsai.Testing;
using Prongsai.Web.Features.SignIn.Outside;
using Prongsai.Web.Platform.Outside;

namespace Prongsai.Web.Tests.SignIn.Provider;

/// <summary>A real provider, started beside the product: a person connects an account, comes in by it, and attacks on the way fail.</summary>
public sealed class ComingInByAProvider : IAsyncLifetime
{
    private const string Version = "9.13.3";
    private Process? provider;
    private Site? site;
    private int port;
    private string? missing;

    public async ValueTask InitializeAsync()
    {
        var folder = await Install();
        if (folder is null)
        {
            return;
        }
        port = FreePort();
        var issuer = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}");
        var settings = new OpenIdSettings(issuer, "prongsai", "a secret: with / signs", "ผู้ให้บริการทดสอบ");
        site = new Site(product: p => p.ServiceActions.Add(services => SignInByProvider.Add(services.AddSingleton(new OutboundRules(new HashSet<string> { new Uri(issuer).Authority })), settings)));
        await site.Ready();
        // The provider's tokens bear the real time.
        site.Time.Now = DateTimeOffset.UtcNow;
        var start = new ProcessStartInfo("node") { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in new[] { Path.Combine(Here(), "provider.mjs"), port.ToString(CultureInfo.InvariantCulture), site.Address.TrimEnd('/') + OpenIdHandler.BackPath })
        {
            start.ArgumentList.Add(argument);
        }
        provider = Process.Start(start)!;
        using var soon = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        var said = await provider.StandardOutput.ReadLineAsync(soon.Token);
        missing = said is "ready" ? null : "The provider did not start: " + await provider.StandardError.ReadToEndAsync(soon.Token);
    }

    public async ValueTask DisposeAsync()
    {
        if (provider is not null)
        {
            provider.Kill(entireProcessTree: true);
            provider.Dispose();
        }
        if (site is not null)
        {
            await site.DisposeAsync();
        }
    }

    [Fact]
    public async Task A_person_connects_an_account_and_comes_in_by_it()
    {
        SkipWithoutProvider();
        var person = await site!.As("organisation.read");
        using var officer = new Traveller(site.Address);
        await officer.SignIn("user1");
        // Not connected yet: the identity opens nothing.
        using (var early = new Traveller(site.Address))
        {
            var refused = await early.Journey("/sign-in/provider", "somebody");
            HtmlAssert.Shows(refused.Document, "ยังไม่ได้เชื่อม");
        }
        var connected = await officer.Journey("/account/provider", "somebody");
        HtmlAssert.Shows(connected.Document, "เชื่อมกับ ผู้ให้บริการทดสอบ");
        using var later = new Traveller(site.Address);
        await later.Journey("/sign-in/provider", "somebody");
        Assert.Equal(HttpStatusCode.OK, (await later.Get(site.Address + "/account")).Status);
        // Another person at the same provider is not this account.
        using var other = new Traveller(site.Address);
        HtmlAssert.Shows((await other.Journey("/sign-in/provider", "somebody-else")).Document, "ยังไม่ได้เชื่อม");
        Assert.Equal(1, await site.Query(db => db.UserLogins.CountAsync()));
        _ = person;
    }

    [Fact]
    public async Task A_code_works_once_and_only_in_the_browser_that_began()
    {
        SkipWithoutProvider();
        await site!.As("organisation.read");
        using var victim = new Traveller(site.Address);
        using var attacker = new Traveller(site.Address);
        var back = await attacker.JourneyUntilBack("/sign-in/provider", "attacker");
        // In another browser the correlation cookie is missing: the attacker's identity does not become the victim's session.
        var elsewhere = await victim.Follow(await victim.Get(back));
        HtmlAssert.Shows(elsewhere.Document, "ไม่สำเร็จ");
        // In its own it works once; the state and the code are spent then.
        await attacker.Follow(await attacker.Get(back));
        var again = await attacker.Follow(await attacker.Get(back));
        HtmlAssert.Shows(again.Document, "ไม่สำเร็จ");
    }

    [Theory]
    [InlineData("state", "x")]
    [InlineData("code", "of-my-own")]
    public async Task An_answer_that_was_altered_is_refused(string field, string value)
    {
        SkipWithoutProvider();
        await site!.As("organisation.read");
        using var traveller = new Traveller(site.Address);
        var back = new Uri(await traveller.JourneyUntilBack("/sign-in/provider", "somebody"));
        var query = System.Web.HttpUtility.ParseQueryString(back.Query);
        query[field] = value;
        var answer = await traveller.Follow(await traveller.Get($"{back.GetLeftPart(UriPartial.Path)}?{query}"));
        HtmlAssert.Shows(answer.Document, "ไม่สำเร็จ");
    }

    [Fact]
    public async Task The_way_there_carries_proof_key_state_and_nonce()
    {
        SkipWithoutProvider();
        using var traveller = new Traveller(site!.Address);
        var first = await traveller.Begin("/sign-in/provider");
        var query = System.Web.HttpUtility.ParseQueryString(new Uri(first).Query);
        Assert.Equal(("code", "S256", "prongsai", "openid"), (query["response_type"], query["code_challenge_method"], query["client_id"], query["scope"]));
        Assert.True(query["state"]!.Length > 60 && query["nonce"]!.Length == 64 && query["code_challenge"]!.Length == 43);
    }

    private void SkipWithoutProvider()
    {
        if (missing is not null || provider is null)
        {
            Assert.Skip(missing ?? "node is not on this machine");
        }
    }

    /// <summary>The provider in a folder of its own, kept between runs; null when it cannot be had here.</summary>
    private async Task<string?> Install()
    {
        if (!File.Exists("/usr/bin/node") && !File.Exists("/usr/local/bin/node"))
        {
            missing = "node is not on this machine: sign-in by a provider is not tried against a real one.";
            return null;
        }
        var folder = Path.Combine(Path.GetTempPath(), "prongsai-oidc-provider-" + Version);
        if (File.Exists(Path.Combine(folder, "node_modules", "oidc-provider", "package.json")))
        {
            return folder;
        }
        Directory.CreateDirectory(folder);
        await File.WriteAllTextAsync(Path.Combine(folder, "package.json"), "{\"private\":true}");
        using var npm = Process.Start(new ProcessStartInfo("npm", $"install --no-audit --no-fund --ignore-scripts oidc-provider@{Version}") { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true })!;
        using var soon = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        try
        {
            _ = npm.StandardOutput.ReadToEndAsync(soon.Token);
            await npm.WaitForExitAsync(soon.Token);
        }
        catch (OperationCanceledException)
        {
            npm.Kill(entireProcessTree: true);
        }
        if (npm.HasExited && npm.ExitCode == 0)
        {
            return folder;
        }
        missing = "oidc-provider could not be installed from npm: sign-in by a provider is not tried against a real one.";
        return null;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static string Here([CallerFilePath] string here = "") => Path.GetDirectoryName(here)!;

    /// <summary>A browser that goes from one machine to another and fills in what the provider asks.</summary>
    private sealed class Traveller(string home) : IDisposable
    {
        private readonly HttpClient http = new(new HttpClientHandler { CookieContainer = new CookieContainer(), AllowAutoRedirect = false });

        public void Dispose() => http.Dispose();

        public async Task<Answer> Get(string address) => await Answer.Of(await http.GetAsync(new Uri(new Uri(home), address)));

        public async Task SignIn(string userName)
        {
            var page = await Get(home + "/sign-in");
            await Submit(page.Document.QuerySelector<IHtmlFormElement>("main form[method=post], form[method=post]")!, home + "/sign-in", ("UserName", userName), ("Password", Site.Password));
        }

        /// <summary>Presses the button on our page; the provider's address comes back.</summary>
        public async Task<string> Begin(string page)
        {
            var at = await Get(home + page);
            var form = at.Document.QuerySelectorAll<IHtmlFormElement>("form[method=post]").First(f => f.QuerySelector("input[name=__RequestVerificationToken]") is not null && !(f.GetAttribute("action") ?? "").Contains("sign-out", StringComparison.Ordinal));
            var answer = await Submit(form, home + page);
            // Not a redirect: the policy of our forms would have the browser stop it.
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            return answer.Headers.TryGetValues("Refresh", out var to) ? to.First()["0; url=".Length..] : throw new InvalidOperationException($"{page} answered {(int)answer.StatusCode}");
        }

        /// <summary>Up to the address that leads back to us.</summary>
        public async Task<string> JourneyUntilBack(string page, string login)
        {
            var next = await Begin(page);
            for (var step = 0; step < 20; step++)
            {
                if (next.StartsWith(home, StringComparison.Ordinal))
                {
                    return next;
                }
                var response = await http.GetAsync(new Uri(next));
                while (response.Headers.Location is null)
                {
                    var body = await Answer.Of(response);
                    var form = body.Document.QuerySelector<IHtmlFormElement>("form") ?? throw new InvalidOperationException($"{next}: {body.Text}");
                    response = await Submit(form, next, ("login", login), ("password", "any"));
                }
                next = new Uri(new Uri(next), response.Headers.Location).ToString();
            }
            throw new InvalidOperationException("The provider sends in circles.");
        }

        public async Task<Answer> Journey(string page, string login) => await Follow(await Get(await JourneyUntilBack(page, login)));

        public async Task<Answer> Follow(Answer answer)
        {
            for (var step = 0; step < 10 && answer.Location is { } to; step++)
            {
                answer = await Get(home + to);
            }
            return answer;
        }

        private async Task<HttpResponseMessage> Submit(IHtmlFormElement form, string from, params (string Name, string Value)[] values)
        {
            var fields = form.Elements.OfType<IHtmlInputElement>().Where(i => i.Name is { Length: > 0 } && i.Type is not ("submit" or "file")).Select(i => KeyValuePair.Create(i.Name!, i.Value)).Where(f => !values.Any(v => v.Name == f.Key))
                .Concat(values.Where(v => form.QuerySelector($"[name={v.Name}]") is not null).Select(v => KeyValuePair.Create(v.Name, v.Value)));
            using var content = new FormUrlEncodedContent(fields);
            var action = form.GetAttribute("action") is { Length: > 0 } said ? new Uri(new Uri(from), said) : new Uri(from);
            return await http.PostAsync(action, content);
        }
    }
}
