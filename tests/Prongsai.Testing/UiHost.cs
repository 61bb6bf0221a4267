using System.Net;
using System.Text.RegularExpressions;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.TestHost;
using Prongsai.Ui;

namespace Prongsai.Testing;

/// <summary>The Ui alone behind a small host, with a made-up organisation: no database, no areas. In memory, or on a port for a browser.</summary>
public sealed partial class UiHost : IAsyncDisposable
{
    private readonly WebApplication host;

    private UiHost(WebApplication app, HttpClient client, string address) => (host, Client, Address) = (app, client, address);

    /// <summary>Keeps cookies as a browser does; follows no redirect.</summary>
    public HttpClient Client { get; }

    /// <summary>Where it listens, without a trailing slash.</summary>
    public string Address { get; }

    public IServiceProvider Services => host.Services;

    /// <param name="environment">Development shows the gallery.</param>
    /// <param name="onPort">On a free port of 127.0.0.1 instead of in memory.</param>
    public static async Task<UiHost> Start(string environment = "Development", bool onPort = false)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = environment, ApplicationName = typeof(UiHost).Assembly.GetName().Name });
        if (onPort)
        {
            builder.WebHost.UseUrls("http://127.0.0.1:0");
        }
        else
        {
            builder.WebHost.UseTestServer();
        }
        builder.Logging.ClearProviders();
        builder.Services.AddRazorPages().WithRazorPagesRoot("/Features").AddProngsaiUi();
        builder.Services.AddScoped<IFrameSource, ThungTawan>();
        builder.Services.AddAntiforgery(options => options.SuppressXFrameOptionsHeader = true);
        var app = builder.Build();
        app.Use(async (http, next) =>
        {
            http.Response.Headers.ContentSecurityPolicy = "default-src 'self'; frame-ancestors 'none'; form-action 'self'; base-uri 'none'";
            await next(http);
        });
        app.MapProngsaiUi();
        app.MapRazorPages();
        await app.StartAsync();
        if (onPort)
        {
            var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
            return new UiHost(app, new HttpClient(new Cookies(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false })) { BaseAddress = new Uri(address) }, address);
        }
        return new UiHost(app, new HttpClient(new Cookies(app.GetTestServer().CreateHandler())) { BaseAddress = new Uri("http://localhost") }, "http://localhost");
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await host.DisposeAsync();
    }

    public async Task<IHtmlDocument> Page(string address) => await Parse(await Client.GetAsync(address));

    public static async Task<IHtmlDocument> Parse(HttpResponseMessage response) => new HtmlParser().ParseDocument(await response.Content.ReadAsStringAsync());

    /// <summary>Posts to a page as a browser does: with the token of the form it shows first.</summary>
    public async Task<HttpResponseMessage> Post(string address, params (string Name, string Value)[] fields)
    {
        var token = (await Page(address)).QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        return await Client.PostAsync(address, new FormUrlEncodedContent([.. fields.Select(f => KeyValuePair.Create(f.Name, f.Value)), new("__RequestVerificationToken", token)]));
    }

    private sealed class ThungTawan : IFrameSource
    {
        public ValueTask<Frame> Office(HttpContext http) => new(Made);

        public ValueTask<Frame> Public(HttpContext http) => new(Made);

        private static readonly Frame Made = new()
        {
            Organisation = "อบต.ทุ่งตะวัน",
            Place = "อำเภอสายธาร จังหวัดตัวอย่าง",
            Search = "/search",
            Menu = [new("หน้าเริ่มงาน", "/", true), new("ทะเบียน", "/registers"), new("ตั้งค่า", "/settings")],
            Account = new("นักวิเคราะห์นโยบายและแผน", [new("บัญชีของฉัน", "/account")], "/sign-out"),
            ExampleHref = "/settings/example",
            Footer = [new("องค์การบริหารส่วนตำบลทุ่งตะวัน", ["99 หมู่ 4"], []), new("ติดต่อ", [], [new("แผนที่", "/map")])],
        };
    }

    /// <summary>The in-memory server's handler keeps no cookies; a browser does.</summary>
    private sealed partial class Cookies(HttpMessageHandler inner) : DelegatingHandler(inner)
    {
        private readonly CookieContainer jar = new();

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (jar.GetCookieHeader(request.RequestUri!) is { Length: > 0 } header)
            {
                request.Headers.Add("Cookie", header);
            }
            var response = await base.SendAsync(request, cancellationToken);
            if (response.Headers.TryGetValues("Set-Cookie", out var cookies))
            {
                foreach (var cookie in cookies)
                {
                    jar.SetCookies(request.RequestUri!, SameSite().Replace(cookie, ""));
                }
            }
            return response;
        }

        [GeneratedRegex(";\\s*samesite=\\w+", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 1000)]
        private static partial Regex SameSite();
    }
}
