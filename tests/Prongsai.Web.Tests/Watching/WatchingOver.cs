using System.Collections.Concurrent;
using System.Net;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Prongsai.Testing;
using Prongsai.Web.Platform.CommandLine;
using Prongsai.Web.Platform.Files;
using Prongsai.Web.Platform.Hosting;
using Prongsai.Web.Platform.Inbox;
using Prongsai.Web.Platform.Watching;
using Prongsai.Web.Tests.Connections;

namespace Prongsai.Web.Tests.Watching;

/// <summary>Health, the disk that fills up, what is told to a collector, and what is written to the log.</summary>
public sealed class WatchingOver
{
    private sealed class Disk : DiskSpace
    {
        public Room Room { get; set; } = new(50L << 30, 120L << 30);

        public override Room? Of(string folder) => Room;
    }

    private static Site With(Disk disk) => new(product: p => p.ServiceActions.Add(s => s.AddSingleton<DiskSpace>(disk)));

    [Fact]
    public async Task A_disk_that_fills_up_is_told_to_those_who_run_the_organisation_once_a_week()
    {
        var disk = new Disk();
        await using var site = With(disk);
        await site.As("organisation.manage");
        await site.As("organisation.read");
        await site.RunPeriodicJobs();
        Assert.Equal(0, await Told(site));
        disk.Room = disk.Room with { Free = 3L << 30 };
        site.Time.Advance(TimeSpan.FromDays(1));
        await site.RunPeriodicJobs();
        Assert.Equal(1, await Told(site));
        site.Time.Advance(TimeSpan.FromDays(1));
        await site.RunPeriodicJobs();
        Assert.Equal(1, await Told(site));
        disk.Room = disk.Room with { Free = 100L << 20 };
        site.Time.Advance(TimeSpan.FromDays(1));
        await site.RunPeriodicJobs();
        Assert.Equal(2, await Told(site));
        site.Time.Advance(TimeSpan.FromDays(8));
        await site.RunPeriodicJobs();
        Assert.Equal(3, await Told(site));
    }

    [Fact]
    public async Task The_pace_of_filling_is_told_before_little_is_left()
    {
        var disk = new Disk();
        await using var site = With(disk);
        await site.As("organisation.manage");
        for (var day = 0; day < 12; day++)
        {
            await site.RunPeriodicJobs();
            disk.Room = disk.Room with { Free = disk.Room.Free - (2L << 30) };
            site.Time.Advance(TimeSpan.FromDays(1));
        }
        var text = await site.Query(db => db.Notices.Where(n => n.Href == WatchDisk.Href).Select(n => n.Text).FirstAsync());
        Assert.Contains("จะเต็มในประมาณ", text, StringComparison.Ordinal);
        Assert.Equal(RoomLevel.Enough, DiskSpace.LevelOf(disk.Room));
    }

    [Fact]
    public async Task A_full_disk_refuses_files_in_words_and_says_so_to_the_proxy()
    {
        var disk = new Disk { Room = new(200L << 20, 120L << 30) };
        await using var site = With(disk);
        await site.Ready();
        var refused = await site.Do(async s => await s.GetRequiredService<FileStore>().Add([1, 2, 3], "x.pdf", "application/pdf", CancellationToken.None));
        Assert.Equal(new DiskIsFull(), refused.Refusal);
        using var visitor = await site.Anyone();
        var ready = await visitor.Get("/health/ready");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, ready.Status);
        Assert.Equal("""{"database":true,"disk":false}""", ready.Body);
        Assert.Equal("ok", (await visitor.Get("/health")).Body);
        disk.Room = new(50L << 30, 120L << 30);
        Assert.Equal(HttpStatusCode.OK, (await visitor.Get("/health/ready")).Status);
    }

    /// <summary>A version that is rolled in turns nobody away: the proxy is told first, and no connection is used again that is about to be closed.</summary>
    [Fact]
    public async Task Who_is_about_to_stop_says_so_to_the_proxy_and_still_serves()
    {
        await using var site = await new Site().Ready();
        using var visitor = await site.Anyone();
        using (var before = await visitor.Http.GetAsync(new Uri("/home", UriKind.Relative)))
        {
            Assert.Null(before.Headers.ConnectionClose);
        }
        var leaving = site.Services.GetRequiredService<Leaving>().Run();
        Assert.True(leaving.IsCompleted, "On one PC nobody could take over, so there is nothing to wait for.");
        using var ready = await visitor.Http.GetAsync(new Uri("/health/ready", UriKind.Relative));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, ready.StatusCode);
        Assert.Equal("""{"leaving":true}""", await ready.Content.ReadAsStringAsync());
        using var page = await visitor.Http.GetAsync(new Uri("/home", UriKind.Relative));
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        Assert.True(page.Headers.ConnectionClose);
    }

    [Theory]
    [InlineData("3", 3)]
    [InlineData("", 0)]
    [InlineData(null, 0)]
    public void The_time_to_leave_is_a_setting(string? said, int seconds)
    {
        var leaving = Leaving.Of(new ConfigurationBuilder().AddInMemoryCollection([new(Leaving.Setting, said)]).Build()).Run();
        Assert.Equal(seconds == 0, leaving.IsCompleted);
    }

    [Theory]
    [InlineData("soon")]
    [InlineData("-1")]
    [InlineData("301")]
    public void A_time_to_leave_that_is_none_is_told(string said) =>
        Assert.Contains(said, Assert.Throws<InstallationException>(() => Leaving.Of(new ConfigurationBuilder().AddInMemoryCollection([new(Leaving.Setting, said)]).Build())).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData(0, 0, null)]
    [InlineData(7, -10, null)]
    [InlineData(6, 10, null)]
    [InlineData(10, 10, 90)]
    public void Days_until_full_follow_from_the_pace(int days, long used, int? left)
    {
        var start = new DateOnly(2025, 4, 1);
        Assert.Equal(left, DiskDiary.DaysLeft(new Dictionary<DateOnly, long> { [start] = 100, [start.AddDays(days)] = 100 - used }));
    }

    [Fact]
    public void A_torn_diary_begins_anew()
    {
        var folder = Directory.CreateTempSubdirectory("prongsai-diary-").FullName;
        File.WriteAllText(Path.Combine(folder, "disk-diary.json"), "{\"2025-04-0");
        Assert.Null(new DiskDiary(folder).Note(new DateOnly(2025, 4, 9), new Room(5, 10)));
        Directory.Delete(folder, recursive: true);
    }

    /// <summary>A collector gets traces and metrics, and nothing in them names a person, an address or what was asked.</summary>
    [Fact]
    public async Task A_collector_is_told_of_routes_and_times_and_of_nobody()
    {
        var got = new ConcurrentQueue<(string Path, string Body)>();
        await using var collector = await StandIn.Start(app => app.MapPost("/v1/{kind}", async (string kind, HttpRequest request) =>
        {
            var bytes = new MemoryStream();
            await request.Body.CopyToAsync(bytes);
            got.Enqueue((kind, Encoding.UTF8.GetString(bytes.ToArray())));
            return Results.Ok();
        }));
        await using var site = new Site(product: p => p.ServiceActions.Add(s =>
        {
            var settings = new ConfigurationBuilder().AddInMemoryCollection([new(Telemetry.Setting, collector.Uri.ToString()), new("PRONGSAI_OTLP_INTERVAL_MS", "300")]).Build();
            s.AddHostedService(provider => new Telemetry(settings, provider.GetRequiredService<DiskSpace>(), provider.GetRequiredService<FileFolder>(), NullLogger<Telemetry>.Instance));
        }));
        var officer = await site.As("organisation.manage");
        await officer.Get("/administration/people?q=%E0%B8%99%E0%B8%B2%E0%B8%87%E0%B8%AA%E0%B8%B2%E0%B8%A7");
        using var visitor = await site.Anyone();
        visitor.Http.DefaultRequestHeaders.UserAgent.ParseAdd("TellTale/1.0");
        await visitor.Get("/search?q=secret-words");
        await visitor.Get("/n");
        for (var i = 0; i < 100 && !(got.Any(g => g.Path is "traces") && got.Any(g => g.Path is "metrics")); i++)
        {
            await Task.Delay(200, TestContext.Current.CancellationToken);
        }
        await Task.Delay(1500, TestContext.Current.CancellationToken);
        var traces = string.Concat(got.Where(g => g.Path is "traces").Select(g => g.Body));
        Assert.Contains("GET /search", traces, StringComparison.Ordinal);
        Assert.Contains("http.server.request.duration", string.Concat(got.Where(g => g.Path is "metrics").Select(g => g.Body)), StringComparison.Ordinal);
        foreach (var secret in new[] { "secret-words", "TellTale", "user1", "select ", "%E0%B8%99", "นางสาว", "127.0.0.1", "Informants", "GET /n" })
        {
            Assert.DoesNotContain(secret, traces, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_log_line_is_one_line_and_repeats_no_message_of_a_fault()
    {
        string Line(bool json)
        {
            using var log = new StringWriter();
            Exception fault;
            try
            {
                throw new InvalidOperationException("นางสาว ก เขียนว่า 1-2345", new FormatException("secret"));
            }
            catch (InvalidOperationException thrown)
            {
                fault = thrown;
            }
            var entry = new Microsoft.Extensions.Logging.Abstractions.LogEntry<string>(LogLevel.Error, "Cat", new EventId(7), "first\r\nsecond\u2028third", fault, (s, _) => s);
            new PlainLog(new Fixed(new PlainLogOptions { Json = json })).Write(entry, null, log);
            return log.ToString();
        }
        foreach (var line in new[] { Line(false), Line(true) })
        {
            Assert.Equal(1, line.Count(c => c is '\n'));
            Assert.DoesNotContain("นางสาว", line, StringComparison.Ordinal);
            Assert.DoesNotContain("secret", line, StringComparison.Ordinal);
            Assert.Contains("InvalidOperationException < FormatException", line.Replace("\\u003C", "<", StringComparison.Ordinal), StringComparison.Ordinal);
        }
        using var read = System.Text.Json.JsonDocument.Parse(Line(true));
        Assert.Equal("Error", read.RootElement.GetProperty("level").GetString());
    }

    private sealed class Fixed(PlainLogOptions value) : Microsoft.Extensions.Options.IOptionsMonitor<PlainLogOptions>
    {
        public PlainLogOptions CurrentValue => value;

        public PlainLogOptions Get(string? name) => value;

        public IDisposable? OnChange(Action<PlainLogOptions, string?> listener) => null;
    }

    private static Task<int> Told(Site site) => site.Query(db => db.Notices.CountAsync(n => n.Href == WatchDisk.Href));
}
