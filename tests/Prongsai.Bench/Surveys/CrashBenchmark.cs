using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text;
using Npgsql;
using Prongsai.Domain.Surveys;
using Prongsai.Web;
using Prongsai.Web.Features.Surveys;
using Prongsai.Web.Features.Surveys.Answers;
using Prongsai.Web.Platform.Cluster;
using Prongsai.Web.Platform.CommandLine;
using Prongsai.Web.Platform.Hosting;
using Prongsai.Web.Platform.Organisations;
using Prongsai.Web.Platform.Persistence;

namespace Prongsai.Bench.Surveys;

/// <summary>
/// People send answers and send again until they are told that it was kept, while the web is killed, the database is stopped without warning
/// and the disk fills up. Then the survey is closed and every answer is looked for: each exactly once.
/// </summary>
internal sealed class CrashBenchmark : IBenchmark
{
    private const int Port = 5267;
    private const int Senders = 16;

    public string Name => "crash";

    public string Title => "Surveys through crashes";

    public async Task<string> Measure()
    {
        ThaiCulture.Use();
        var rounds = Environment.GetCommandLineArgs().Contains("--long") ? 30 : 4;
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"`./bench crash --write`, {DateTime.UtcNow:yyyy-MM-dd}. {Senders} senders, each answer sent again until it is acknowledged; after closing, the kept rows are compared with what was sent, row by row.\n\n| Through | Rounds | Answers | Sendings | Lost | Twice |\n|---|---|---|---|---|---|\n");
        text.Append(await Through("`kill -9` of the web process", rounds, null, async (_, host) => await host.Kill()));
        text.Append(await Through("`pg_ctl stop -m immediate` of the database", rounds, null, async (installation, _) => await installation.Cluster!.Stop(immediately: true, CancellationToken.None)));
        if (PostgresPrograms.IsRoot)
        {
            text.Append(await Through("a full disk (tmpfs of 260 MB holding database and keys)", 2, "260m", FillDisk));
        }
        else
        {
            text.Append("| a full disk | not run: mounting a small disk needs root | | | | |\n");
        }
        return text.ToString();
    }

    private static async Task<string> Through(string what, int rounds, string? disk, Func<Installation, SurveyHost, Task> trouble)
    {
        Console.Error.WriteLine($"  {what} …");
        var folder = Surroundings.NewFolder();
        if (disk is not null)
        {
            await Shell("mount", "-t", "tmpfs", "-o", $"size={disk},mode=755", "tmpfs", folder);
        }
        try
        {
            await using var installation = await Installation.Open(new InstallationOptions(folder, Port), exclusively: false, CancellationToken.None);
            await using var owner = NpgsqlDataSource.Create(installation.OwnerConnection);
            string path;
            await using (var connection = await owner.OpenConnectionAsync())
            {
                path = (await National.Open(connection, 1, folder))[0];
            }
            var host = await SurveyHost.Start(folder, Port, WriterPace.Usual);
            var crowd = new Crowd(host.Address, path);
            var sending = crowd.Run();
            for (var round = 0; round < rounds; round++)
            {
                await Task.Delay(TimeSpan.FromSeconds(1.5));
                await trouble(installation, host);
                if (disk is null)
                {
                    await installation.Cluster!.Start(CancellationToken.None);
                    NpgsqlConnection.ClearAllPools();
                    if (!await Answers(host))
                    {
                        await host.DisposeAsync();
                        host = await SurveyHost.Start(folder, Port, WriterPace.Usual);
                    }
                }
            }
            await Task.Delay(TimeSpan.FromSeconds(1));
            crowd.Finish();
            await sending;
            await host.DisposeAsync();
            NpgsqlConnection.ClearAllPools();
            var kept = await Close(installation, folder);
            var (lost, twice) = crowd.Compare(kept);
            if (lost + twice > 0)
            {
                throw new InvalidOperationException($"{what}: {lost} answers were lost and {twice} counted twice.");
            }
            return string.Create(CultureInfo.InvariantCulture, $"| {what} | {rounds} | {crowd.Count:N0} | {crowd.Sendings:N0}{(crowd.Told > 0 ? $", {crowd.Told:N0} told to wait, nothing typed lost" : "")} | {lost} | {twice} |\n");
        }
        finally
        {
            if (disk is not null)
            {
                await Shell("umount", "-l", folder);
            }
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<bool> Answers(SurveyHost host)
    {
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(3) };
        try
        {
            return (await http.GetAsync(new Uri(host.Address, "/health"))).IsSuccessStatusCode;
        }
        catch (Exception gone) when (gone is HttpRequestException or TaskCanceledException)
        {
            return false;
        }
    }

    /// <summary>Takes every byte there is, for three seconds.</summary>
    private static async Task FillDisk(Installation installation, SurveyHost host)
    {
        var filler = Path.Combine(installation.Options.DataDirectory, "filler");
        try
        {
            await using var file = new FileStream(filler, FileMode.Create, FileAccess.Write, FileShare.None, 1);
            var piece = new byte[64 * 1024];
            while (true)
            {
                file.Write(piece);
            }
        }
        catch (IOException)
        {
            // Full, as wanted.
        }
        await Task.Delay(TimeSpan.FromSeconds(3));
        File.Delete(filler);
        // PostgreSQL may have stopped for want of room for its log; the product's keeper starts it again.
        for (var i = 0; i < 40 && !installation.Cluster!.IsAlive; i++)
        {
            await Task.Delay(250);
        }
        NpgsqlConnection.ClearAllPools();
    }

    /// <summary>Closes the survey as the office does, and gives the rows that are kept.</summary>
    private static async Task<List<byte[]>> Close(Installation installation, string folder)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        WebHost.AddCore(services, Contents.Product(), folder, installation.Logins);
        await using var provider = services.BuildServiceProvider();
        var organisation = (await provider.GetRequiredService<OrganisationDirectory>().All(CancellationToken.None))[0];
        await using var scope = provider.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentOrganisation>().Use(organisation);
        var db = scope.ServiceProvider.GetRequiredService<AppDbContext>();
        var survey = db.Surveys.First();
        var closed = await scope.ServiceProvider.GetRequiredService<KeepSurveys>().Close(survey, CancellationToken.None);
        if (!closed.IsOk)
        {
            throw new InvalidOperationException(closed.Refusal.Text);
        }
        await using var owner = NpgsqlDataSource.Create(installation.OwnerConnection);
        await using var command = owner.CreateCommand("select body from survey_blocks where is_final");
        var body = (byte[])(await command.ExecuteScalarAsync())!;
        var width = AnswerRows.Width(National.Cells);
        return [.. Enumerable.Range(0, body.Length / width).Select(i => body[(i * width)..((i + 1) * width)])];
    }

    private static async Task Shell(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments))!;
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{program} ended with {process.ExitCode}.");
        }
    }

    /// <summary>Senders who do not give up. Which answer is whose can be told from what it says: its number in the base of two.</summary>
    private sealed class Crowd(Uri host, string path)
    {
        private readonly Lock gate = new();
        private readonly List<byte[]> sent = [];
        private volatile bool isOver;
        private int sendings;
        private int told;

        public int Count => sent.Count;

        public int Sendings => sendings;

        public int Told => told;

        public void Finish() => isOver = true;

        public Task Run() => Task.WhenAll(Enumerable.Range(0, Senders).Select(_ => Task.Run(Send)));

        public (int Lost, int Twice) Compare(List<byte[]> kept)
        {
            var left = kept.GroupBy(Convert.ToHexString, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.Count(), StringComparer.Ordinal);
            var lost = sent.Count(row => left.GetValueOrDefault(Convert.ToHexString(row)) == 0);
            return (lost, left.Values.Sum(n => n - 1) + left.Keys.Count(k => !sent.Exists(s => Convert.ToHexString(s) == k)));
        }

        private async Task Send()
        {
            using var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = host, Timeout = TimeSpan.FromSeconds(10) };
            while (!isOver)
            {
                byte[] cells;
                int number;
                lock (gate)
                {
                    number = sent.Count;
                    cells = [.. Enumerable.Range(0, National.Cells).Select(c => (byte)(1 + (number >> c & 1)))];
                    sent.Add(AnswerRows.Pack(cells));
                }
                var fields = cells.Select((option, c) => KeyValuePair.Create(string.Create(CultureInfo.InvariantCulture, $"c{c}"), option.ToString(CultureInfo.InvariantCulture)))
                    .Append(new("go", "send-all")).Append(new("token", Guid.NewGuid().ToString("N"))).ToList();
                while (!await Once(http, fields, number))
                {
                    await Task.Delay(100);
                }
            }
        }

        private async Task<bool> Once(HttpClient http, List<KeyValuePair<string, string>> fields, int number)
        {
            Interlocked.Increment(ref sendings);
            using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new FormUrlEncodedContent(fields) };
            request.Headers.Add("X-Forwarded-For", string.Create(CultureInfo.InvariantCulture, $"fd02::{number / 65536:x}:{number % 65536:x}"));
            try
            {
                using var response = await http.SendAsync(request);
                if (response.StatusCode is HttpStatusCode.ServiceUnavailable)
                {
                    var page = await response.Content.ReadAsStringAsync();
                    if (!page.Contains("คำตอบจะไม่ถูกนับซ้ำ", StringComparison.Ordinal) || !page.Contains(" checked", StringComparison.Ordinal))
                    {
                        throw new InvalidOperationException("The page of trouble does not say what to do, or lost what was chosen.");
                    }
                    Interlocked.Increment(ref told);
                }
                return response.StatusCode is HttpStatusCode.Redirect;
            }
            catch (Exception lost) when (lost is HttpRequestException or TaskCanceledException)
            {
                return false;
            }
        }
    }
}
