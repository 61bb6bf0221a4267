using System.Diagnostics;
using System.Globalization;
using System.Net;

namespace Prongsai.Bench.Surveys;

/// <summary>What came of sending at a pace.</summary>
internal sealed record PacedResult(int Sent, int Failed, double P50, double P99, double Longest);

/// <summary>
/// Sends answers at a fixed pace whether or not earlier ones were answered, and times each from the moment it was due: a server that stalls
/// cannot hide it by being asked less.
/// </summary>
internal static class Paced
{
    public static async Task<PacedResult> Send(Uri host, IReadOnlyList<string> paths, int perSecond, TimeSpan time, int run)
    {
        using var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, MaxConnectionsPerServer = 256 }) { BaseAddress = host, Timeout = TimeSpan.FromSeconds(20) };
        var count = (int)(perSecond * time.TotalSeconds);
        var tasks = new Task<double?>[count];
        var clock = Stopwatch.StartNew();
        for (var i = 0; i < count; i++)
        {
            var due = TimeSpan.FromSeconds((double)i / perSecond);
            if (due > clock.Elapsed)
            {
                await Task.Delay(due - clock.Elapsed);
            }
            tasks[i] = One(http, paths[i % paths.Count], i, run, clock, due);
        }
        var times = await Task.WhenAll(tasks);
        var good = times.Where(t => t is not null).Select(t => t!.Value).Order().ToList();
        return new(count, count - good.Count, At(0.5), At(0.99), good.Count == 0 ? 0 : good[^1]);

        double At(double share) => good.Count == 0 ? double.NaN : good[Math.Min(good.Count - 1, (int)(share * good.Count))];
    }

    private static async Task<double?> One(HttpClient http, string path, int number, int run, Stopwatch clock, TimeSpan due)
    {
        var fields = Enumerable.Range(0, 24).Select(c => KeyValuePair.Create(string.Create(CultureInfo.InvariantCulture, $"c{c}"), (c + number) % 2 == 0 ? "1" : "2"))
            .Append(new("go", "send-all")).Append(new("token", Guid.NewGuid().ToString("N")));
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new FormUrlEncodedContent(fields) };
        request.Headers.Add("X-Forwarded-For", string.Create(CultureInfo.InvariantCulture, $"fd01::{run:x}:{number / 65536:x}:{number % 65536:x}"));
        try
        {
            using var response = await http.SendAsync(request);
            return response.StatusCode is HttpStatusCode.Redirect ? (clock.Elapsed - due).TotalMilliseconds : null;
        }
        catch (Exception lost) when (lost is HttpRequestException or TaskCanceledException)
        {
            return null;
        }
    }
}
