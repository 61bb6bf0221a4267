using System.Net;
using System.Text.RegularExpressions;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Microsoft.AspNetCore.TestHost;
using Prongsai.Ui;

namespace Prongsai.Web.Tests.Ui;

/// <summary>The Ui alone behind a small host in memory, with a made-up organisation: no database, no areas.</summary>
public sealed partial class UiHost : IAsyncLifetime
{
    private WebApplication app = null!;

    public HttpClient Client { get; private set; } = null!;

    public IServiceProvider Services => app.Services;

    public async ValueTask InitializeAsync()
    {
        app = Build(Environments.Development);
        await app.StartAsync();
        Client = Browser(app);
    }

    public async ValueTask DisposeAsync() => await app.DisposeAsync();

    internal static WebApplication Build(string environment)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = environment });
        builder.WebHost.UseTestServer();
        builder.Logging.ClearProviders();
        builder.Services.AddRazorPages().WithRazorPagesRoot("/Features").AddProngsaiUi();
        builder.Services.AddScoped<IFrameSource, ThungTawan>();
        var app = builder.Build();
        app.MapProngsaiUi();
        app.MapRazorPages();
        return app;
    }

    internal static HttpClient Browser(WebApplication app) => new(new Cookies(app.GetTestServer().CreateHandler())) { BaseAddress = new Uri("http://localhost") };

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
