using System.Net;
using Npgsql;
using Prongsai.Testing;
using Prongsai.Web.Platform.CommandLine;
using Prongsai.Web.Platform.Hosting;
using Prongsai.Web.Platform.Persistence;

namespace Prongsai.Web.Tests.Attack;

/// <summary>What lies between a browser, the product and its database: names of cookies, how often one asks, what is written down, and under what cover.</summary>
public sealed class OnTheWay(OnTheWay.Watched watched) : IClassFixture<OnTheWay.Watched>
{
    public sealed class Watched : IAsyncLifetime
    {
        internal Lines Lines { get; } = new();

        internal Site Site { get; }

        public Watched() => Site = new Site(product: p => p.ServiceActions.Add(s => s.AddSingleton<ILoggerProvider>(Lines))) { Busy = new BusyLimit(200, 1, 5) };

        public async ValueTask InitializeAsync() => await Site.Ready();

        public ValueTask DisposeAsync() => Site.DisposeAsync();
    }

    /// <summary>What the product wrote down of refusals.</summary>
    internal sealed class Lines : ILoggerProvider, ILogger
    {
        private readonly List<string> lines = [];

        public List<string> All
        {
            get
            {
                lock (lines)
                {
                    return [.. lines];
                }
            }
        }

        public ILogger CreateLogger(string categoryName) => categoryName is "Prongsai.Refused" ? this : Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            lock (lines)
            {
                lines.Add(formatter(state, exception));
            }
        }

        public void Dispose()
        {
            // Nothing is held open.
        }
    }

    private Site Site => watched.Site;

    [Fact]
    public async Task Cookies_carry_guarded_names_by_https_and_others_are_not_read()
    {
        await Site.Ready();
        await Site.AddPerson(Site.Organisation, "guarded", "นักวิชาการ", []);
        using var http = new HttpClient(new HttpClientHandler { UseCookies = false, AllowAutoRedirect = false }) { BaseAddress = new Uri(Site.Address) };
        var asked = await Send(http, HttpMethod.Get, "/sign-in", "");
        var form = Assert.Single(asked.Set, c => c.StartsWith("__Host-prongsai-form=", StringComparison.Ordinal));
        var token = asked.Answer.Document.QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        var entered = await Send(http, HttpMethod.Post, "/sign-in", Value(form), ("UserName", "guarded"), ("Password", Site.Password), ("__RequestVerificationToken", token));
        Assert.Equal("/", entered.Answer.Location);
        var session = Assert.Single(entered.Set, c => c.StartsWith("__Host-prongsai=", StringComparison.Ordinal));
        Assert.Single(entered.Set, c => c.StartsWith("__Secure-prongsai-device=", StringComparison.Ordinal) && c.Contains("path=/sign-in", StringComparison.OrdinalIgnoreCase));
        Assert.All(asked.Set.Concat(entered.Set), c => Assert.True(c.Contains("; secure", StringComparison.OrdinalIgnoreCase) && !c.Contains("domain=", StringComparison.OrdinalIgnoreCase) && (!c.StartsWith("__Host-", StringComparison.Ordinal) || c.Contains("path=/;", StringComparison.OrdinalIgnoreCase)), c));

        Assert.Equal(HttpStatusCode.OK, (await Send(http, HttpMethod.Get, "/account", "other=1; " + Value(session))).Answer.Status);
        // Planted by a neighbour or on plain http: the very same session under its plain name is nobody's.
        Assert.StartsWith("/sign-in", (await Send(http, HttpMethod.Get, "/account", Value(session)["__Host-".Length..])).Answer.Location, StringComparison.Ordinal);
        var page = await Send(http, HttpMethod.Get, "/sign-out", Value(session) + "; " + Value(form));
        var again = page.Answer.Document.QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        var left = await Send(http, HttpMethod.Post, "/sign-out", Value(session) + "; " + Value(form), ("__RequestVerificationToken", again));
        Assert.Contains(left.Set, c => c.StartsWith("__Host-prongsai=;", StringComparison.Ordinal) && c.Contains("; secure", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task One_person_asks_no_more_than_hands_can_and_nobody_else_waits()
    {
        await Site.Ready();
        await Site.AddPerson(Site.Organisation, "hasty", "นักวิชาการ", []);
        await Site.AddPerson(Site.Organisation, "calm", "นักวิชาการ", []);
        using var hasty = await Site.Anyone();
        using var calm = await Site.Anyone();
        await hasty.SignIn("hasty", Site.Password);
        await calm.SignIn("calm", Site.Password);
        // Papers sooner: they are drawn when they are asked for.
        var papers = new List<HttpStatusCode>();
        for (var i = 0; i < 8; i++)
        {
            papers.Add((await hasty.Get($"/analysis/reports/{Guid.Empty}/docx")).Status);
        }
        Assert.DoesNotContain(HttpStatusCode.TooManyRequests, papers[..5]);
        Assert.Contains(HttpStatusCode.TooManyRequests, papers[5..]);
        Answer? refused = null;
        for (var i = 0; i < 300 && refused is null; i++)
        {
            var answer = await hasty.Get("/account");
            refused = answer.Status is HttpStatusCode.TooManyRequests ? answer : null;
        }
        Assert.NotNull(refused);
        HtmlAssert.Heading(refused.Document, "ส่งถี่เกินไป");
        Assert.True(refused.Response.Headers.RetryAfter?.Delta >= TimeSpan.FromSeconds(1));
        Assert.Equal(HttpStatusCode.OK, (await calm.Get("/account")).Status);
        using var anyone = await Site.Anyone();
        Assert.Equal(HttpStatusCode.OK, (await anyone.Get("/home")).Status);
        Assert.Contains(watched.Lines.All, l => l.StartsWith("Refused: more requests than a person makes", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_no_form_of_ours_sends_is_written_down_without_what_was_sent()
    {
        var administrator = await Site.As("organisation.manage");
        var forged = await administrator.Post("/administration/organisation", ("Kind", "palace-4711"), ("Name", "ชื่อที่พิมพ์"));
        Assert.Equal(HttpStatusCode.BadRequest, forged.Status);
        using var anyone = await Site.Anyone();
        Assert.Equal(HttpStatusCode.NotFound, (await anyone.Get("/link/" + new string('x', 43))).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await anyone.Get("/home?q=%00palace-4711")).Status);
        using var withToken = new HttpRequestMessage(HttpMethod.Get, "/api/v1/organisation");
        withToken.Headers.Add("Authorization", "Bearer prongsai_palace4711");
        using var unknown = await anyone.Http.SendAsync(withToken);
        var lines = watched.Lines.All;
        Assert.Contains(lines, l => l.StartsWith("Refused: a value that was not offered in Kind, account ", StringComparison.Ordinal) && l.EndsWith("POST /administration/organisation", StringComparison.Ordinal) && !l.Contains("account none", StringComparison.Ordinal));
        Assert.Contains(lines, l => l.StartsWith("Refused: a one-time link that does not work, account none, GET", StringComparison.Ordinal));
        Assert.Contains(lines, l => l.StartsWith("Refused: the character NUL in the address", StringComparison.Ordinal));
        Assert.True(unknown.StatusCode is not HttpStatusCode.Unauthorized || lines.Exists(l => l.StartsWith("Refused: a token that does not work", StringComparison.Ordinal)));
        Assert.DoesNotContain(lines, l => l.Contains("4711", StringComparison.Ordinal) || l.Contains("ชื่อที่พิมพ์", StringComparison.Ordinal) || l.Contains("xxx", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_a_person_mistypes_and_what_informants_send_is_not_written_down()
    {
        var administrator = await Site.As("organisation.manage", "people.manage");
        var before = watched.Lines.All.Count(l => l.Contains("/administration/units", StringComparison.Ordinal) || l.Contains("/n", StringComparison.Ordinal));
        await administrator.Post("/administration/organisation", ("Name", ""));
        using var anyone = await Site.Anyone();
        await anyone.Get("/n?x=%00");
        await anyone.Get("/thotsop/n?x=%00");
        await anyone.Get("/s/abc?x=%00");
        Assert.Equal(before, watched.Lines.All.Count(l => l.Contains("/administration/units", StringComparison.Ordinal) || l.Contains("/n", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("Host=127.0.0.1;Password=x", null)]
    [InlineData("Host=127.0.0.1:5433,localhost;Password=x", null)]
    [InlineData("Host=[::1]:5433;Password=x", null)]
    [InlineData("Host=/run/postgresql;Password=x", null)]
    [InlineData("Host=db.example.go.th;SSL Mode=VerifyFull;Password=x", null)]
    [InlineData("Host=db.example.go.th;Password=x", "db.example.go.th")]
    [InlineData("Host=127.0.0.1,10.0.0.5:5432;SSL Mode=Require;Password=x", "10.0.0.5:5432")]
    [InlineData("Host=10.0.0.5;SSL Mode=VerifyCA;Password=x", "10.0.0.5")]
    public void A_database_elsewhere_is_spoken_to_under_a_checked_certificate(string connection, string? away)
    {
        var builder = new NpgsqlConnectionStringBuilder(connection);
        if (away is null)
        {
            DatabaseTransport.Demand(builder);
            return;
        }
        var refused = Assert.Throws<InstallationException>(() => DatabaseTransport.Demand(builder));
        Assert.Contains(away + " is another machine: add \"SSL Mode=VerifyFull\"", refused.Message, StringComparison.Ordinal);
    }

    private static string Value(string setCookie) => setCookie.Split(';')[0];

    private static async Task<(Answer Answer, List<string> Set)> Send(HttpClient http, HttpMethod method, string path, string cookies, params (string Name, string Value)[] fields)
    {
        using var request = new HttpRequestMessage(method, path);
        request.Headers.Add("X-Forwarded-Proto", "https");
        if (cookies.Length > 0)
        {
            request.Headers.Add("Cookie", cookies);
        }
        if (fields.Length > 0)
        {
            request.Content = new FormUrlEncodedContent(fields.Select(f => KeyValuePair.Create(f.Name, f.Value)));
        }
        var answer = await Answer.Of(await http.SendAsync(request));
        return (answer, answer.Response.Headers.TryGetValues("Set-Cookie", out var set) ? [.. set] : []);
    }
}
