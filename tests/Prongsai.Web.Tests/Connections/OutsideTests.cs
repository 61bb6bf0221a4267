using System.Net;
using Prongsai.Web.Platform.Outside;

namespace Prongsai.Web.Tests.Connections;

/// <summary>Requests that the product is talked into making: to itself, to the office's network, to a cloud's own services.</summary>
public sealed class GoingOut
{
    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("127.8.8.8")]
    [InlineData("0.0.0.0")]
    [InlineData("10.1.2.3")]
    [InlineData("172.16.0.1")]
    [InlineData("172.31.255.255")]
    [InlineData("192.168.1.1")]
    [InlineData("100.64.0.1")]
    [InlineData("169.254.169.254")]
    [InlineData("192.0.0.192")]
    [InlineData("198.18.0.1")]
    [InlineData("224.0.0.1")]
    [InlineData("255.255.255.255")]
    [InlineData("::1")]
    [InlineData("::")]
    [InlineData("::ffff:127.0.0.1")]
    [InlineData("::ffff:10.0.0.1")]
    [InlineData("fe80::1")]
    [InlineData("fc00::1")]
    [InlineData("fd00:ec2::254")]
    [InlineData("ff02::1")]
    [InlineData("64:ff9b::7f00:1")]
    [InlineData("2002:7f00:1::")]
    [InlineData("2001:0:4136:e378:8000:63bf:3fff:fdd2")]
    [InlineData("2001:db8::1")]
    public void Addresses_that_are_not_the_publics_are_known(string address) => Assert.False(PublicAddresses.IsPublic(IPAddress.Parse(address)));

    [Theory]
    [InlineData("1.1.1.1")]
    [InlineData("172.15.255.255")]
    [InlineData("172.32.0.1")]
    [InlineData("203.150.0.1")]
    [InlineData("2400:cb00::1")]
    public void Addresses_of_the_public_are_known(string address) => Assert.True(PublicAddresses.IsPublic(IPAddress.Parse(address)));

    [Theory]
    [InlineData("http://example.go.th/")]
    [InlineData("https://127.0.0.1/")]
    [InlineData("https://2130706433/")]
    [InlineData("https://0x7f.1/")]
    [InlineData("https://0177.0.0.1/")]
    [InlineData("https://127.1/")]
    [InlineData("https://[::1]/")]
    [InlineData("https://[::ffff:169.254.169.254]/")]
    [InlineData("https://localhost/")]
    [InlineData("https://LOCALHOST/")]
    [InlineData("https://printer.local/")]
    [InlineData("https://metadata.google.internal/")]
    [InlineData("https://example.go.th:22/")]
    [InlineData("https://user:password@example.go.th/")]
    [InlineData("https://127。0。0。1/")]
    [InlineData("file:///etc/passwd")]
    [InlineData("gopher://127.0.0.1:5432/")]
    [InlineData("ftp://example.go.th/")]
    [InlineData("javascript:alert(1)")]
    [InlineData("//example.go.th/")]
    [InlineData("")]
    public void Addresses_that_lead_inside_are_refused_before_they_are_tried(string address)
    {
        using var outbound = new Outbound(new OutboundRules(new HashSet<string>()));
        Assert.NotNull(outbound.Refusal(address));
    }

    [Fact]
    public void Where_the_operator_names_the_hosts_no_other_is_called()
    {
        var settings = new ConfigurationBuilder().AddInMemoryCollection([new("PRONGSAI_OUTBOUND_ONLY", "api.line.me, Hook.example.go.th"), new("PRONGSAI_OUTBOUND_ALLOW", "10.1.2.3:8080")]).Build();
        using var outbound = new Outbound(OutboundRules.Of(settings));
        Assert.Null(outbound.Refusal("https://hook.example.go.th/x"));
        Assert.Null(outbound.Refusal("http://10.1.2.3:8080/x"));
        Assert.Contains("PRONGSAI_OUTBOUND_ONLY", outbound.Refusal("https://other.example.go.th/"), StringComparison.Ordinal);
        Assert.NotNull(outbound.Refusal("http://hook.example.go.th/x"));
    }

    /// <summary>DNS rebinding: the name is resolved once, by us, and only what was looked at is connected to.</summary>
    [Fact]
    public async Task A_name_that_leads_inside_is_refused_when_it_is_tried()
    {
        var asked = 0;
        var rules = new OutboundRules(new HashSet<string>())
        {
            Resolve = (_, _) =>
            {
                asked++;
                return Task.FromResult<IPAddress[]>([IPAddress.Loopback, IPAddress.Parse("10.0.0.5"), IPAddress.Parse("::1"), IPAddress.Parse("169.254.169.254")]);
            },
        };
        using var outbound = new Outbound(rules);
        Assert.Null(outbound.Refusal("https://rebind.example.go.th/"));
        using var request = new HttpRequestMessage(HttpMethod.Get, "https://rebind.example.go.th/");
        await Assert.ThrowsAsync<OutboundRefused>(() => outbound.Send(request, TimeSpan.FromSeconds(5), TestContext.Current.CancellationToken));
        Assert.Equal(1, asked);
    }

    [Fact]
    public async Task A_redirect_is_not_followed_and_an_endless_answer_is_cut()
    {
        await using var other = await StandIn.Start(app =>
        {
            app.MapGet("/inside", () => Results.Redirect("http://169.254.169.254/latest/meta-data/"));
            app.MapGet("/endless", async (HttpResponse response) =>
            {
                var piece = new byte[65536];
                for (var i = 0; i < 10_000 && !response.HttpContext.RequestAborted.IsCancellationRequested; i++)
                {
                    await response.Body.WriteAsync(piece);
                }
            });
            app.MapGet("/slow", async (CancellationToken gone) => await Task.Delay(TimeSpan.FromMinutes(1), gone).ContinueWith(_ => "late", TaskScheduler.Default));
        });
        using var outbound = new Outbound(new OutboundRules(new HashSet<string> { other.Uri.Authority }));
        Assert.Equal(302, (await Get(outbound, new Uri(other.Uri, "inside"))).Status);
        Assert.True((await Get(outbound, new Uri(other.Uri, "endless"))).Body.Length <= Outbound.LongestAnswer);
        await Assert.ThrowsAsync<TimeoutException>(() => Get(outbound, new Uri(other.Uri, "slow"), 1));
    }

    /// <summary>
    /// Nothing in the product asks another machine but through the one door that checks. The watch of public pages has a client of its own: it asks
    /// only the address the operator of the installation set, which may well be a private one.
    /// </summary>
    [Fact]
    public void There_is_one_door()
    {
        var others = typeof(Contents).Assembly.GetTypes().Where(t => t != typeof(Outbound) && t.DeclaringType != typeof(Outbound) && t != typeof(Prongsai.Web.Features.Publication.Readiness.OutsideAddress))
            .Where(t => t.GetFields(System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Public | System.Reflection.BindingFlags.Instance | System.Reflection.BindingFlags.Static).Any(f => f.FieldType == typeof(HttpClient))
                || t.GetMethods(System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Public | System.Reflection.BindingFlags.Instance | System.Reflection.BindingFlags.Static | System.Reflection.BindingFlags.DeclaredOnly)
                    .Any(m => m.GetMethodBody()?.LocalVariables.Any(v => v.LocalType == typeof(HttpClient) || v.LocalType == typeof(SocketsHttpHandler)) == true))
            .Select(t => t.FullName);
        Assert.Empty(others);
    }

    private static async Task<OutboundAnswer> Get(Outbound outbound, Uri address, int seconds = 10)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        return await outbound.Send(request, TimeSpan.FromSeconds(seconds), TestContext.Current.CancellationToken);
    }
}

/// <summary>Another machine, on a port of its own.</summary>
internal sealed class StandIn : IAsyncDisposable
{
    private readonly WebApplication app;

    private StandIn(WebApplication app, Uri uri) => (this.app, Uri) = (app, uri);

    public Uri Uri { get; }

    public static async Task<StandIn> Start(Action<WebApplication> map)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var app = builder.Build();
        map(app);
        await app.StartAsync();
        return new StandIn(app, new Uri(app.Urls.First()));
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();
}
