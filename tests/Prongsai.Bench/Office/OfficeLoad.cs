using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Identity;
using Npgsql;
using Prongsai.Web;
using Prongsai.Web.Platform.Hosting;
using Prongsai.Web.Platform.Identity;
using Prongsai.Web.Platform.Modules;
using Prongsai.Web.Platform.Organisations;
using Prongsai.Web.Platform.Persistence;

namespace Prongsai.Bench.Office;

/// <summary>
/// Officers who add things and write down every deed that was acknowledged (a redirect came back), beside citizens who read. Whatever breaks
/// meanwhile, they sign in again and go on. Afterwards every acknowledged deed is looked for, once, with its file whole on the disk.
/// </summary>
internal sealed partial class OfficeLoad(Uri front, int officers, int citizens)
{
    private const string Password = "ทดลอง-เขียนตอนล้ม-2568";
    private readonly ConcurrentDictionary<string, byte> units = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, string> orders = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<(double At, double Took, bool Read)> times = new();
    private readonly Stopwatch clock = Stopwatch.StartNew();
    private volatile bool over;
    private long refused;
    private long failed;
    private long signedInTimes;
    private int next;
    private readonly ConcurrentQueue<string> faults = new();

    public int Units => units.Count;

    public int Orders => orders.Count;

    /// <summary>Requests that got no answer or one that says "not now".</summary>
    public long Failed => failed;

    /// <summary>What went wrong in the load itself and is neither an answer nor the lack of one. The load goes on after it; whoever reads the figures must know of it.</summary>
    public IReadOnlyCollection<string> Faults => faults;

    /// <summary>How often an officer had to give name and password: once each, where sessions outlive the trouble.</summary>
    public long SignedInTimes => signedInTimes;

    public double Elapsed => clock.Elapsed.TotalSeconds;

    /// <summary>An organisation with an account for each officer.</summary>
    public static async Task Prepare(string ownerConnection, string dataDirectory, int officers)
    {
        ThaiCulture.Use();
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddDataProtection(); // the managers of accounts want it; nothing here is sealed with it
        WebHost.AddCore(services, Contents.Product(), dataDirectory, new DatabaseLogins(ownerConnection));
        await using var provider = services.BuildServiceProvider();
        var directory = provider.GetRequiredService<OrganisationDirectory>();
        if ((await directory.All(CancellationToken.None)).Count == 0)
        {
            await using var scope = provider.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<AppDbContext>();
            db.Organisations.Add(new Organisation { Name = "องค์การบริหารส่วนตำบลทดลอง", ShortName = "อบต.ทดลอง", Kind = OrganisationKind.Subdistrict, Size = OrganisationSize.Medium, Slug = "thotlong", CreatedAt = DateTimeOffset.UtcNow });
            await db.SaveChangesAsync();
            directory.Forget();
        }
        var card = (await directory.All(CancellationToken.None))[0];
        for (var i = 0; i < officers; i++)
        {
            await using var scope = provider.CreateAsyncScope();
            scope.ServiceProvider.GetRequiredService<CurrentOrganisation>().Use(card);
            var db = scope.ServiceProvider.GetRequiredService<AppDbContext>();
            var accounts = scope.ServiceProvider.GetRequiredService<UserManager<Account>>();
            var account = new Account { UserName = string.Create(CultureInfo.InvariantCulture, $"officer{i}"), CreatedAt = DateTimeOffset.UtcNow };
            if (!(await accounts.CreateAsync(account, Password)).Succeeded)
            {
                continue;
            }
            var person = new Person { Position = $"เจ้าหน้าที่ {i}", AccountId = account.Id, CreatedAt = DateTimeOffset.UtcNow };
            var role = new Role { Name = $"ทุกอย่าง {i}", Permissions = [Product.Everything] };
            db.AddRange(person, role, new PersonRole { PersonId = person.Id, RoleId = role.Id });
            await db.SaveChangesAsync();
        }
    }

    public Task Run() => Task.WhenAll(Enumerable.Range(0, officers).Select(i => Task.Run(() => Officer(i))).Concat(Enumerable.Range(0, citizens).Select(_ => Task.Run(Citizen))));

    public void Finish() => over = true;

    /// <summary>Compares what was acknowledged with what is there.</summary>
    /// <returns>Acknowledged and not there; there more than once; files whose bytes are not those of their row.</returns>
    public async Task<(int Lost, int Twice, int BrokenFiles)> Compare(string ownerConnection, string dataDirectory)
    {
        await using var owner = NpgsqlDataSource.Create(ownerConnection);
        var kept = new Dictionary<string, int>(StringComparer.Ordinal);
        await using (var names = owner.CreateCommand("select name from units union all select subject from orders"))
        await using (var rows = await names.ExecuteReaderAsync())
        {
            while (await rows.ReadAsync())
            {
                kept[rows.GetString(0)] = kept.GetValueOrDefault(rows.GetString(0)) + 1;
            }
        }
        var broken = 0;
        await using (var files = owner.CreateCommand("select distinct sha256 from files"))
        await using (var rows = await files.ExecuteReaderAsync())
        {
            while (await rows.ReadAsync())
            {
                var sha256 = rows.GetFieldValue<byte[]>(0);
                var name = Convert.ToHexStringLower(sha256);
                var path = Path.Combine(dataDirectory, "files", name[..2], name[2..]);
                broken += File.Exists(path) && SHA256.HashData(await File.ReadAllBytesAsync(path)).AsSpan().SequenceEqual(sha256) ? 0 : 1;
            }
        }
        var lost = units.Keys.Concat(orders.Keys).Count(k => !kept.ContainsKey(k));
        return (lost, kept.Where(k => k.Key.Contains("ตัวที่", StringComparison.Ordinal)).Sum(k => k.Value - 1), broken);
    }

    /// <summary>Milliseconds at the given percentile of requests that were answered, in this part of the run.</summary>
    public double Percentile(double percent, double from = 0, double to = double.MaxValue)
    {
        var sorted = times.Where(t => t.At >= from && t.At <= to).Select(t => t.Took).Order().ToList();
        return sorted.Count == 0 ? 0 : sorted[Math.Min(sorted.Count - 1, (int)(sorted.Count * percent / 100))];
    }

    public int Answered(double from = 0, double to = double.MaxValue) => times.Count(t => t.At >= from && t.At <= to);

    /// <summary>The longest time without any acknowledged deed after the trouble began: how long until officers could write again. Seconds.</summary>
    public double Silence(double from, double to)
    {
        var writes = times.Where(t => !t.Read && t.At >= from && t.At <= to).Select(t => t.At).Order().Prepend(from).ToList();
        return writes.Count < 2 ? to - from : writes.Zip(writes.Skip(1), (a, b) => b - a).Max();
    }

    /// <summary>One officer at one browser: the session outlives every trouble, or they sign in again.</summary>
    private async Task Officer(int number)
    {
        using var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer() }) { BaseAddress = front, Timeout = TimeSpan.FromSeconds(15) };
        var signedIn = false;
        while (!over)
        {
            try
            {
                if (!signedIn)
                {
                    signedIn = await SignIn(http, number);
                    Interlocked.Add(ref signedInTimes, signedIn ? 1 : 0);
                }
                while (signedIn && !over)
                {
                    if (!(Random.Shared.Next(2) == 0 ? await AddUnit(http) : await AddOrder(http)))
                    {
                        signedIn = !await IsSignedOut(http);
                        await Pause();
                    }
                }
            }
            catch (Exception gone) when (gone is HttpRequestException or TaskCanceledException)
            {
                // The web, the proxy or the database is away; an officer waits a little and tries again.
                Interlocked.Increment(ref failed);
            }
            catch (Exception fault)
            {
                faults.Enqueue(fault.ToString());
            }
            await Pause();
        }
    }

    private async Task Citizen()
    {
        using var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = front, Timeout = TimeSpan.FromSeconds(15) };
        string[] pages = ["/home", "/ita", "/news", "/info/contact", "/search?q=%E0%B9%81%E0%B8%9C%E0%B8%99", "/sitemap.xml"];
        while (!over)
        {
            try
            {
                var started = Stopwatch.GetTimestamp();
                using var answer = await http.GetAsync(new Uri(pages[Random.Shared.Next(pages.Length)], UriKind.Relative));
                if ((int)answer.StatusCode < 500)
                {
                    times.Enqueue((Elapsed, Stopwatch.GetElapsedTime(started).TotalMilliseconds, true));
                }
                else
                {
                    Interlocked.Increment(ref failed);
                }
            }
            catch (Exception gone) when (gone is HttpRequestException or TaskCanceledException)
            {
                Interlocked.Increment(ref failed);
                await Pause();
            }
            catch (Exception fault)
            {
                faults.Enqueue(fault.ToString());
                await Pause();
            }
            await Task.Delay(40);
        }
    }

    private async Task<bool> SignIn(HttpClient http, int number)
    {
        if (await Token(http, "/sign-in") is not { } token)
        {
            return false;
        }
        using var answer = await http.PostAsync(new Uri("/sign-in", UriKind.Relative), new FormUrlEncodedContent(
        [
            new("UserName", string.Create(CultureInfo.InvariantCulture, $"officer{number}")), new("Password", Password), new("__RequestVerificationToken", token),
        ]));
        return answer.StatusCode is HttpStatusCode.Redirect;
    }

    /// <summary>The office sends them to the sign-in. That it cannot answer now is something else.</summary>
    private static async Task<bool> IsSignedOut(HttpClient http)
    {
        using var answer = await http.GetAsync(new Uri("/account", UriKind.Relative));
        return answer.StatusCode is HttpStatusCode.Redirect && answer.Headers.Location?.ToString().Contains("/sign-in", StringComparison.Ordinal) == true;
    }

    private async Task<bool> AddUnit(HttpClient http)
    {
        if (await Token(http, "/sign-out") is not { } token)
        {
            return false;
        }
        var name = Name("ส่วน");
        var started = Stopwatch.GetTimestamp();
        using var answer = await http.PostAsync(new Uri("/administration/units", UriKind.Relative), new FormUrlEncodedContent([new("Name", name), new("__RequestVerificationToken", token)]));
        return Note(answer, name, null, started);
    }

    private async Task<bool> AddOrder(HttpClient http)
    {
        using var blank = await http.GetAsync(new Uri("/orders/new", UriKind.Relative));
        var asked = blank.IsSuccessStatusCode ? await blank.Content.ReadAsStringAsync() : "";
        if (TokenField().Match(asked) is not { Success: true } found || PersonChoice().Match(asked) is not { Success: true } person)
        {
            return false;
        }
        var subject = Name("คำสั่ง");
        var bytes = Encoding.ASCII.GetBytes($"%PDF-1.4\n% {Guid.NewGuid():N}\n").Concat(RandomNumberGenerator.GetBytes(20_000)).ToArray();
        using var form = new MultipartFormDataContent();
        foreach (var (field, value) in new[] { ("Number", subject), ("Subject", subject), ("IssuedOn.Day", "1"), ("IssuedOn.Month", "4"), ("IssuedOn.Year", "2568"), ("From.Day", "1"), ("From.Month", "4"), ("From.Year", "2568"), ("People[0].Person", person.Groups["id"].Value), ("People[0].Duty", "ทดลองเขียน"), ("__RequestVerificationToken", found.Groups["token"].Value) })
        {
            form.Add(new StringContent(value), field);
        }
        form.Add(new ByteArrayContent(bytes), "Copy", "คำสั่ง.pdf");
        var started = Stopwatch.GetTimestamp();
        using var answer = await http.PostAsync(new Uri("/orders/new", UriKind.Relative), form);
        return Note(answer, subject, Convert.ToHexStringLower(SHA256.HashData(bytes)), started);
    }

    /// <summary>A redirect within the office is the acknowledgement. One to the sign-in is none.</summary>
    private bool Note(HttpResponseMessage answer, string name, string? file, long started)
    {
        var to = answer.Headers.Location?.ToString() ?? "";
        if (answer.StatusCode is HttpStatusCode.Redirect && (to.StartsWith("/administration/units", StringComparison.Ordinal) || to.StartsWith("/orders/", StringComparison.Ordinal)))
        {
            times.Enqueue((Elapsed, Stopwatch.GetElapsedTime(started).TotalMilliseconds, false));
            if (file is null)
            {
                units[name] = 1;
            }
            else
            {
                orders[name] = file;
            }
            return true;
        }
        if (answer.StatusCode is HttpStatusCode.BadRequest)
        {
            Interlocked.Increment(ref refused);
        }
        Interlocked.Increment(ref failed);
        return false;
    }

    /// <summary>Deeds that were refused as wrong: should be none, or the load is not what it says.</summary>
    public long Refused => refused;

    private static async Task<string?> Token(HttpClient http, string page)
    {
        using var answer = await http.GetAsync(new Uri(page, UriKind.Relative));
        return answer.IsSuccessStatusCode && TokenField().Match(await answer.Content.ReadAsStringAsync()) is { Success: true } found ? found.Groups["token"].Value : null;
    }

    private string Name(string kind) => string.Create(CultureInfo.InvariantCulture, $"{kind}ตัวที่ {Interlocked.Increment(ref next)} {Guid.NewGuid():N}");

    private static Task Pause() => Task.Delay(Random.Shared.Next(100, 400));

    [GeneratedRegex("name=\"__RequestVerificationToken\"[^>]*value=\"(?<token>[^\"]+)\"", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex TokenField();

    [GeneratedRegex("<option value=\"(?<id>[0-9a-f-]{36})\"", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex PersonChoice();
}
