using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using Prongsai.EndToEnd.Tests;
using Prongsai.Testing;

[assembly: AssemblyFixture(typeof(Browser))]

namespace Prongsai.EndToEnd.Tests;

/// <summary>
/// One headless Chromium (Debian's) for all end-to-end tests; every test gets a context of its own, so no cookie is shared.
/// Tests derive from <see cref="BrowserTest"/>, which pictures the pages of a test that fails.
/// </summary>
public sealed class Browser : IAsyncLifetime
{
    public const int Phone = 390;
    public const int Desk = 1280;

    private static readonly string[] Flags =
        ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--hide-scrollbars"];

    /// <summary>What decides the colours of an element that can be seen: how it is dressed, what state it is in, and the same of the two around it.</summary>
    private const string Places =
        """
        (() => {
          const kind = e => e ? [e.localName, e.className?.baseVal ?? e.className, ...["type", "disabled", "readonly", "open", "aria-current", "aria-disabled", "aria-invalid", "aria-selected", "aria-pressed", "fill", "style"].filter(a => e.hasAttribute(a)).map(a => a + "=" + e.getAttribute(a))].join(" ") : "";
          return [...new Set([...document.body.querySelectorAll("*")].filter(e => e.checkVisibility()).map(e => [e.parentElement?.parentElement, e.parentElement, e].map(kind).join(" > ")))];
        })()
        """;

    private static readonly ConcurrentDictionary<string, bool> Coloured = new(StringComparer.Ordinal);

    private IPlaywright? playwright;
    private IBrowser? chromium;

    public async ValueTask InitializeAsync()
    {
        playwright = await Playwright.CreateAsync();
        chromium = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = Environment.GetEnvironmentVariable("PRONGSAI_CHROMIUM") ?? "/usr/bin/chromium", Headless = true, Args = Flags });
    }

    public async ValueTask DisposeAsync()
    {
        if (chromium is not null)
        {
            await chromium.DisposeAsync();
        }
        playwright?.Dispose();
    }

    /// <summary>A new page in a context of its own.</summary>
    /// <param name="width">Of the window, in CSS pixels: <see cref="Phone"/> or <see cref="Desk"/>.</param>
    /// <param name="scripts">Off, to see that the page works without.</param>
    public async Task<BrowserPage> Page(int width = Desk, bool scripts = true)
    {
        var context = await chromium!.NewContextAsync(new()
        {
            ViewportSize = new() { Width = width, Height = width < 600 ? 844 : 900 },
            JavaScriptEnabled = scripts,
            Locale = "th-TH",
            TimezoneId = "Asia/Bangkok",
            ReducedMotion = ReducedMotion.Reduce,
        });
        return new BrowserPage(context, await context.NewPageAsync());
    }

    /// <summary>
    /// Nothing that WCAG 2.2 A and AA rules of axe find wrong. Needs scripts in the page's context. Colours, more than half of the work, are asked
    /// about where an element stands in a place where no page before it, in whichever test, had one dressed like it; everywhere with PRONGSAI_LONG=1.
    /// </summary>
    public static async Task AssertAccessible(IPage page)
    {
        ArgumentNullException.ThrowIfNull(page);
        var colours = false;
        foreach (var place in await page.EvaluateAsync<string[]>(Places))
        {
            colours |= Coloured.TryAdd(place, true);
        }
        colours |= Environment.GetEnvironmentVariable("PRONGSAI_LONG") is "1";
        var found = await page.RunAxe(new AxeRunOptions
        {
            RunOnly = new RunOnlyOptions { Type = "tag", Values = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"] },
            Rules = colours ? null : new Dictionary<string, RuleOptions>(StringComparer.Ordinal) { ["color-contrast"] = new() { Enabled = false } },
            // What is right need not be told node by node.
            ResultTypes = new HashSet<ResultType> { ResultType.Violations },
        });
        Assert.True(found.Violations.Length == 0, string.Join("\n", found.Violations.SelectMany(v => v.Nodes.Select(n => $"{v.Id}: {v.Help}: {n.Html}"))));
    }

    /// <summary>Nothing is wider than the window, so nobody has to scroll sideways to read.</summary>
    public static async Task AssertFits(IPage page)
    {
        ArgumentNullException.ThrowIfNull(page);
        var (content, window) = (await page.EvaluateAsync<int>("document.documentElement.scrollWidth"), await page.EvaluateAsync<int>("document.documentElement.clientWidth"));
        var culprits = await page.EvaluateAsync<string[]>("""[...document.querySelectorAll("main *")].filter(e => e.getBoundingClientRect().right > document.documentElement.clientWidth + 1 && !e.closest(".scroll, .tabs, .sr, svg")).slice(0, 5).map(e => e.outerHTML.slice(0, 120))""");
        Assert.True(content <= window, $"The page is {content} px wide in a window of {window} px: {string.Join("\n", culprits)}");
    }

    /// <summary>The folder of the repository in which tests leave what people may want to look at; not committed.</summary>
    public static string Artifacts(string folder)
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (root is not null && !File.Exists(Path.Combine(root.FullName, "Prongsai.slnx")))
        {
            root = root.Parent;
        }
        return Directory.CreateDirectory(Path.Combine(root?.FullName ?? AppContext.BaseDirectory, "artifacts", folder)).FullName;
    }
}

/// <summary>A page of the browser and its context.</summary>
public sealed class BrowserPage : IAsyncDisposable
{
    private readonly List<string> complaints = [];
    private readonly IBrowserContext context;

    internal BrowserPage(IBrowserContext context, IPage page)
    {
        (this.context, Playwright) = (context, page);
        page.Console += (_, message) =>
        {
            if (message.Type is "error")
            {
                complaints.Add(message.Text);
            }
        };
        page.PageError += (_, error) => complaints.Add(error);
    }

    /// <summary>Playwright's page.</summary>
    public IPage Playwright { get; }

    /// <summary>What the browser refused or failed at since the page was opened, e.g. what the Content Security Policy blocked.</summary>
    public IReadOnlyList<string> Complaints => complaints;

    /// <summary>Opens an address and waits until all it needs is there.</summary>
    public Task<IResponse?> Open(string address) => Playwright.GotoAsync(address, new() { WaitUntil = WaitUntilState.Load });

    /// <summary>A picture of the whole page in <c>artifacts/pictures</c>, for people to look at: with PRONGSAI_PICTURES=1, for drawing two hundred takes minutes.</summary>
    public Task Picture(string name) => Environment.GetEnvironmentVariable("PRONGSAI_PICTURES") is "1" ? PictureTo(Path.Combine(Browser.Artifacts("pictures"), name + ".png")) : Task.CompletedTask;

    public ValueTask DisposeAsync() => context.DisposeAsync();

    internal Task PictureTo(string path) => Playwright.ScreenshotAsync(new() { Path = path, FullPage = true });
}

/// <summary>
/// What end-to-end tests derive from: <see cref="Page"/> opens pages that are closed after the test; when it failed, with a picture of each
/// in <c>artifacts/failures</c>.
/// </summary>
public abstract partial class BrowserTest(Browser browser) : IAsyncDisposable
{
    private readonly List<BrowserPage> pages = [];

    public async ValueTask DisposeAsync()
    {
        var hasFailed = TestContext.Current.TestState?.Result is TestResult.Failed;
        for (var i = 0; i < pages.Count; i++)
        {
            if (hasFailed)
            {
                var name = NotInAName().Replace(TestContext.Current.Test?.TestDisplayName ?? "test", "-");
                await pages[i].PictureTo(Path.Combine(Browser.Artifacts("failures"), FormattableString.Invariant($"{name[..Math.Min(name.Length, 120)]}-{i + 1}.png")));
            }
            await pages[i].DisposeAsync();
        }
        GC.SuppressFinalize(this);
    }

    /// <inheritdoc cref="Browser.Page"/>
    protected async Task<BrowserPage> Page(int width = Browser.Desk, bool scripts = true)
    {
        var page = await browser.Page(width, scripts);
        pages.Add(page);
        return page;
    }

    /// <summary>A page of somebody who is signed in.</summary>
    /// <inheritdoc cref="Browser.Page"/>
    private protected async Task<BrowserPage> PageOf(Visitor visitor, Site site, int width = Browser.Desk, bool scripts = true)
    {
        ArgumentNullException.ThrowIfNull(visitor);
        ArgumentNullException.ThrowIfNull(site);
        var page = await Page(width, scripts);
        await page.Playwright.Context.AddCookiesAsync(visitor.Cookies.Select(c => new Cookie { Name = c.Name, Value = c.Value, Url = site.Address }));
        return page;
    }

    [GeneratedRegex("[^A-Za-z0-9._-]+", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex NotInAName();
}
