using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Prongsai.Testing;
using Prongsai.Web.Platform.Files;
using Prongsai.Web.Platform.Modules;

namespace Prongsai.Web.Tests.Attack;

/// <summary>What is sent to the door itself: addresses, hosts, headers, methods, requests that two servers read differently.</summary>
public sealed class AtTheDoor(AtTheDoor.Open open) : IClassFixture<AtTheDoor.Open>
{
    public sealed class Open : IAsyncLifetime
    {
        internal Site Site { get; } = new();

        public async ValueTask InitializeAsync() => await Site.Ready();

        public ValueTask DisposeAsync() => Site.DisposeAsync();
    }

    private Site Site => open.Site;

    [Theory]
    [InlineData("https://evil.example/")]
    [InlineData("//evil.example/")]
    [InlineData("/\\evil.example/")]
    [InlineData("/\\/evil.example/")]
    [InlineData("\\\\evil.example/")]
    [InlineData("/\t/evil.example")]
    [InlineData("javascript:alert(1)")]
    [InlineData("data:text/html,x")]
    [InlineData("https:evil.example")]
    [InlineData(" https://evil.example")]
    [InlineData("/n\r\nLocation: https://evil.example")]
    public async Task Sign_in_leads_to_no_other_site(string to)
    {
        using var visitor = await Site.Anyone();
        await Site.AsIn(null, "organisation.read");
        var answer = await visitor.Post("/sign-in?to=" + Uri.EscapeDataString(to), ("UserName", "user1"), ("Password", Site.Password));
        Assert.Equal(HttpStatusCode.Redirect, answer.Status);
        Assert.Equal("/", answer.Location);
    }

    /// <summary>Whatever is asked for, by whatever name, the answer leads to this site or nowhere.</summary>
    [Theory]
    [InlineData("//evil.example/ita")]
    [InlineData("//evil.example/ITA/")]
    [InlineData("/%2f%2fevil.example/")]
    [InlineData("/thotsop//evil.example/")]
    [InlineData("/THOTSOP//evil.example/")]
    [InlineData("/thotsop/%5cevil.example/ITA")]
    [InlineData("/ITA//evil.example/")]
    [InlineData("/ita/%2f%2fevil.example/")]
    [InlineData("/?to=https://evil.example&returnUrl=https://evil.example&next=//evil.example&url=//evil.example")]
    [InlineData("/sign-out?to=//evil.example")]
    [InlineData("/choose-organisation?to=//evil.example")]
    public async Task No_address_leads_to_another_site(string address)
    {
        foreach (var raw in new[] { address, address + "?x=1", address + "/.." })
        {
            var answer = await Raw($"GET {raw} HTTP/1.1\r\nHost: office.example\r\nConnection: close\r\n\r\n");
            var location = Header(answer, "Location");
            Assert.True(location is null || (location.StartsWith('/') && !location.StartsWith("//", StringComparison.Ordinal) && !location.StartsWith("/\\", StringComparison.Ordinal)) || location.StartsWith("http://office.example/", StringComparison.Ordinal), $"{raw} leads to {location}");
        }
    }

    [Theory]
    [InlineData("../../../../../../etc/passwd")]
    [InlineData("..%2f..%2f..%2f..%2f..%2fetc%2fpasswd")]
    [InlineData("..%252f..%252f..%252fetc%252fpasswd")]
    [InlineData("..%5c..%5c..%5cetc%5cpasswd")]
    [InlineData("%2e%2e/%2e%2e/%2e%2e/%2e%2e/etc/passwd")]
    [InlineData("....//....//....//etc/passwd")]
    [InlineData("%2fetc%2fpasswd")]
    [InlineData("..%c0%af..%c0%afetc/passwd")]
    [InlineData("x%00.css")]
    public async Task Every_endpoint_with_a_name_in_its_address_stays_in_its_folder(string path)
    {
        var administrator = await Site.As(Product.Everything);
        var cookie = administrator.Http.BaseAddress is { } at ? string.Join("; ", administrator.Cookies.Select(c => $"{c.Name}={c.Value}")) : "";
        var named = (await Site.Endpoints()).Where(e => e.RoutePattern.Parameters.Any(p => !p.ParameterPolicies.Any(c => c.Content is "guid" or "int")));
        var tried = 0;
        foreach (var endpoint in named)
        {
            var before = endpoint.RoutePattern.RawText!.Split('{')[0].Trim('/');
            foreach (var address in new[] { $"/{before}/{path}", $"/{before}/{path}?name={path}&file={path}" })
            {
                tried++;
                var answer = await Raw($"GET {address} HTTP/1.1\r\nHost: office.example\r\nCookie: {cookie}\r\nConnection: close\r\n\r\n");
                Assert.DoesNotContain("root:x:0", answer, StringComparison.Ordinal);
                Assert.False(answer.StartsWith("HTTP/1.1 5", StringComparison.Ordinal), $"{address}: {answer.Split('\n')[0]}");
            }
        }
        Assert.True(tried > 20);
    }

    [Theory]
    [InlineData("../../../etc/cron.d/x.pdf", "x.pdf")]
    [InlineData("..\\..\\windows\\x.pdf", "x.pdf")]
    [InlineData("a\r\nSet-Cookie: prongsai=1.pdf", "aSet-Cookie_ prongsai=1.pdf")]
    [InlineData("a\0.pdf", "a.pdf")]
    [InlineData("\u202Efdp.exe", "fdp.exe")]
    [InlineData("<script>.pdf", "_script_.pdf")]
    [InlineData("....", "file")]
    public void A_file_name_is_a_name_and_nothing_else(string given, string kept)
    {
        Assert.Equal(kept, FileStore.SafeName(given));
        var header = FileStore.Disposition(given, inline: false);
        Assert.DoesNotContain(header, c => char.IsControl(c) || c > 126);
        Assert.Equal(2, header.Count(c => c is '"'));
    }

    [Theory]
    [InlineData("POST /sign-in HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /x HTTP/1.1\r\nHost: a\r\n\r\n", 400)]
    [InlineData("POST /sign-in HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\nContent-Length: 5\r\n\r\nabcde", 400)]
    [InlineData("POST /sign-in HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: xchunked\r\n\r\n0\r\n\r\n", 400)]
    [InlineData("POST /sign-in HTTP/1.1\r\nHost: a\r\nTransfer-Encoding : chunked\r\n\r\n0\r\n\r\n", 400)]
    [InlineData("GET /home HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", 400)]
    [InlineData("GET /home HTTP/1.1\r\n\r\n", 400)]
    [InlineData("GET /home HTTP/1.1\r\nHost: a b\r\n\r\n", 400)]
    [InlineData("GET /home HTTP/1.1\r\nHost: a\"><script>\r\n\r\n", 400)]
    [InlineData("GET /home HTTP/1.1\r\nHost: a/evil\r\n\r\n", 400)]
    [InlineData("GET /home HTTP/1.1\r\nHost: user@evil\r\n\r\n", 400)]
    [InlineData("GET /home HTTP/1.1\r\nHost: a\r\nX: b\r\n folded\r\n\r\n", 400)]
    [InlineData("GET /home HTTP/1.1\r\nHost: a\r\nX: \0\r\n\r\n", 400)]
    [InlineData("GET /ho me HTTP/1.1\r\nHost: a\r\n\r\n", 400)]
    [InlineData("TRACE /home HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n", 405)]
    [InlineData("PROPFIND /home HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n", 405)]
    [InlineData("GET http://evil.example/home HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n", 400)]
    public async Task A_request_that_two_servers_read_differently_is_refused(string request, int status)
    {
        var answer = await Raw(request);
        var line = answer.Split("\r\n")[0];
        Assert.True(line.StartsWith(string.Create(CultureInfo.InvariantCulture, $"HTTP/1.1 {status}"), StringComparison.Ordinal), line);
    }

    [Fact]
    public async Task Too_many_and_too_long_headers_are_refused()
    {
        Assert.Contains("431", (await Raw("GET /home HTTP/1.1\r\nHost: a\r\nX: " + new string('x', 40_000) + "\r\n\r\n")).Split("\r\n")[0], StringComparison.Ordinal);
        Assert.Contains("431", (await Raw("GET /home HTTP/1.1\r\nHost: a\r\n" + string.Concat(Enumerable.Range(0, 200).Select(i => $"X{i}: 1\r\n")) + "\r\n")).Split("\r\n")[0], StringComparison.Ordinal);
        Assert.Contains("414", (await Raw("GET /" + new string('x', 10_000) + " HTTP/1.1\r\nHost: a\r\n\r\n")).Split("\r\n")[0], StringComparison.Ordinal);
    }

    /// <summary>
    /// A public page may lie in a cache between us and others: nothing in a request but its address and host may change it, and none may get a
    /// cookie with it. (Host and scheme are the proxy's to say, and part of every cache's key.)
    /// </summary>
    [Fact]
    public async Task A_public_page_is_the_same_whatever_else_the_request_says()
    {
        using var visitor = await Site.Anyone();
        var visits = await TwoOffices.Crawl(visitor, "/home", "/sitemap.xml", "/news.atom", "/ita", "/nothing-here", "/ita/2567/nothing");
        string[] poison =
        [
            "X-Original-URL: /sign-in", "X-Rewrite-URL: /sign-in", "X-Forwarded-Prefix: /evil", "X-Forwarded-Path: /evil", "X-Forwarded-Server: evil.example", "X-Host: evil.example", "Forwarded: host=evil.example",
            "X-HTTP-Method-Override: POST", "X-Forwarded-Port: 1337", "Accept-Language: en\"><script>", "User-Agent: \"><xss-probe>", "Referer: http://evil.example/\"><xss-probe>", "Cookie: prongsai-notice=evil; x=\"><xss-probe>", "Accept: application/evil",
        ];
        var compared = 0;
        foreach (var visit in visits.Where(v => v.ContentType is "text/html" or "application/xml" or "application/atom+xml" or "application/json" && !v.Path.StartsWith("/sign", StringComparison.Ordinal) && v.Path is not "/"))
        {
            var plain = await Raw($"GET {visit.Path} HTTP/1.1\r\nHost: office.example\r\nConnection: close\r\n\r\n");
            var poisoned = await Raw($"GET {visit.Path} HTTP/1.1\r\nHost: office.example\r\n{string.Join("\r\n", poison)}\r\nConnection: close\r\n\r\n");
            if (Header(plain, "Cache-Control")?.Contains("public", StringComparison.Ordinal) == true)
            {
                compared++;
                Assert.Equal(Body(plain), Body(poisoned));
                Assert.Null(Header(poisoned, "Set-Cookie"));
            }
            Assert.DoesNotContain("<xss-probe>", poisoned, StringComparison.Ordinal);
            Assert.DoesNotContain("evil", Header(poisoned, "Location") ?? "", StringComparison.Ordinal);
        }
        Assert.True(compared >= 5, $"Only {compared} public pages were compared.");
    }

    /// <summary>SQL in every parameter: the answer is a page, quickly, and never the database's own words.</summary>
    [Fact]
    public async Task Every_parameter_takes_sql_as_text()
    {
        var administrator = await Site.As(Product.Everything);
        var visits = await TwoOffices.Crawl(administrator, "/");
        string[] injections = ["' or '1'='1", "1; select pg_sleep(30)--", "') union select null--", "\\%$$", "\0", "{{7*7}}${7*7}"];
        var names = visits.Where(v => v.ContentType is "text/html").SelectMany(v => v.Answer.Document.QuerySelectorAll("form[method=get] [name], form:not([method]) [name]").Select(e => (Path: v.Path.Split('?')[0], Name: e.GetAttribute("name")!)))
            .Concat(visits.Where(v => v.Path.Contains('?', StringComparison.Ordinal)).SelectMany(v => v.Path.Split('?', 2)[1].Split('&').Select(q => (Path: v.Path.Split('?')[0], Name: q.Split('=')[0]))))
            .Distinct().ToList();
        Assert.True(names.Count >= 10, $"Only {names.Count} parameters were found.");
        foreach (var (path, name) in names)
        {
            foreach (var injection in injections)
            {
                var started = DateTime.UtcNow;
                var answer = await administrator.Get($"{path}?{name}={Uri.EscapeDataString(injection)}");
                Assert.True((int)answer.Status < 500, $"{path}?{name}={injection} answered {(int)answer.Status}");
                Assert.DoesNotContain("Npgsql", answer.Body, StringComparison.Ordinal);
                Assert.DoesNotContain("42601", answer.Body, StringComparison.Ordinal);
                Assert.True(DateTime.UtcNow - started < TimeSpan.FromSeconds(25), $"{path}?{name}={injection} took its time");
            }
        }
    }

    private async Task<string> Raw(string request)
    {
        var address = new Uri(Site.Address);
        using var client = new TcpClient();
        await client.ConnectAsync(address.Host, address.Port);
        await using var stream = client.GetStream();
        await stream.WriteAsync(Encoding.Latin1.GetBytes(request));
        using var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        var answer = new MemoryStream();
        var buffer = new byte[65536];
        try
        {
            int read;
            while ((read = await stream.ReadAsync(buffer, timeout.Token)) > 0)
            {
                answer.Write(buffer, 0, read);
            }
        }
        catch (IOException)
        {
            // The server closed on us after it answered.
        }
        return Encoding.UTF8.GetString(answer.ToArray());
    }

    private static string? Header(string answer, string name) =>
        answer.Split("\r\n\r\n")[0].Split("\r\n").Skip(1).Where(l => l.StartsWith(name + ":", StringComparison.OrdinalIgnoreCase)).Select(l => l[(name.Length + 1)..].Trim()).FirstOrDefault();

    private static string Body(string answer) => answer.Split("\r\n\r\n", 2) is [_, var body] ? Header(answer, "Transfer-Encoding") is null ? body : Whole(body) : "";

    /// <summary>The pieces put together: one answer comes drawn, the other from memory.</summary>
    private static string Whole(string pieces)
    {
        var bytes = Encoding.UTF8.GetBytes(pieces).AsSpan();
        var text = new MemoryStream();
        while (bytes.IndexOf("\r\n"u8) is var end and > 0 && int.TryParse(Encoding.ASCII.GetString(bytes[..end]), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var length) && length > 0)
        {
            text.Write(bytes.Slice(end + 2, length));
            bytes = bytes[(end + 2 + length + 2)..];
        }
        return Encoding.UTF8.GetString(text.ToArray());
    }
}
