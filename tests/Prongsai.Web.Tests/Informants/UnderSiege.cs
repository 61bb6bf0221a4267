using System.Diagnostics;
using Prongsai.Informants.Format;
using Prongsai.Informants.Informing;
using Prongsai.Informants.Store;
using Prongsai.Testing;
using static Prongsai.Web.Tests.Informants.Channel;

namespace Prongsai.Web.Tests.Informants;

/// <summary>Guessers, floods, the curious of the house, and who watches the line.</summary>
public sealed class UnderSiege(Channel channel) : IClassFixture<Channel>
{
    [Fact]
    public async Task Answers_right_and_wrong_codes_after_the_same_time_and_in_the_same_length()
    {
        var code = await channel.Report("เวลาเท่ากัน", [channel.Subject.Person]);
        using var informant = await channel.Site.Anyone();
        var (right, wrong) = (new List<(double Ms, int Bytes)>(), new List<(double Ms, int Bytes)>());
        for (var i = 0; i < 4; i++)
        {
            right.Add(await Try(informant, code));
            wrong.Add(await Try(informant, DigitCode.New(DigitCode.ReceiptLength)));
        }
        var nonsense = await Try(informant, "สวัสดี");
        Assert.All(right.Concat(wrong).Append(nonsense), t => Assert.True(t.Ms >= 890, $"answered after {t.Ms} ms"));
        Assert.All(right.Concat(wrong).Append(nonsense), t => Assert.Equal(EvenLengthAttribute.Step, t.Bytes));
        // The work fits below the floor; on a machine so loaded that it does not, neither kind gains: it is the same work.
        var (quick, slow) = (Math.Min(right.Min(t => t.Ms), wrong.Min(t => t.Ms)), Math.Max(right.Min(t => t.Ms), wrong.Min(t => t.Ms)));
        Assert.True(slow < quick * 1.5, $"{quick} and {slow} ms");
    }

    [Fact]
    public async Task Lets_one_in_however_many_guess_at_once()
    {
        var lane = new Lane(10);
        using var end = new CancellationTokenSource();
        var turned = 0;
        var flood = Enumerable.Range(0, 200).Select(async _ =>
        {
            while (!end.IsCancellationRequested)
            {
                try
                {
                    await lane.Run(() => Task.Delay(2), CancellationToken.None);
                }
                catch (TooBusyException)
                {
                    Interlocked.Increment(ref turned);
                    await Task.Yield();
                }
            }
        }).ToList();
        var tries = 0;
        var clock = Stopwatch.StartNew();
        for (var isIn = false; !isIn && clock.Elapsed < TimeSpan.FromSeconds(30);)
        {
            tries++;
            try
            {
                isIn = await lane.Run(() => Task.FromResult(true), CancellationToken.None);
            }
            catch (TooBusyException)
            {
                await Task.Delay(5);
            }
        }
        await end.CancelAsync();
        await Task.WhenAll(flood);
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(30), $"still outside after {tries} tries");
        Assert.True(turned > 0);
    }

    [Fact]
    public async Task Keeps_the_lanes_apart_so_that_guessers_stop_neither_reports_nor_officers()
    {
        using var hold = new SemaphoreSlim(0);
        var occupied = Lane.Codes.Run(async () => { await hold.WaitAsync(); return true; }, CancellationToken.None);
        try
        {
            Assert.True(await Lane.Reports.Run(() => true, CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(20)));
            Assert.True(await Lane.Desk.Run(() => true, CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(20)));
        }
        finally
        {
            hold.Release();
        }
        Assert.True(await occupied);
    }

    [Fact]
    public async Task Is_closed_to_every_role_on_every_path()
    {
        await channel.Report("ทุกบทบาททุกเส้นทาง", [channel.Subject.Person], [("Wish", "now"), ("PersonName", "ชื่อทุกบทบาท")], ("x.txt", "ในไฟล์ทุกบทบาท"u8.ToArray()));
        var path = (await Find(channel.First, "ทุกบทบาททุกเส้นทาง"))!;
        var (report, item) = (path[^36..], (await channel.First.Visitor.Page(path)).QuerySelector("a[href*='/file/']")!.GetAttribute("href")![^36..]);
        await channel.First.Visitor.Page($"{path}/file/{item}");
        var addresses = (await channel.Site.Endpoints()).Select(e => "/" + e.RoutePattern.RawText!.TrimStart('/')).Where(p => p is "/desk" or "/n" || p.StartsWith("/desk/", StringComparison.Ordinal) || p.StartsWith("/n/", StringComparison.Ordinal))
            .Select(p => p.Replace("{id:guid}", report, StringComparison.Ordinal).Replace("{item:guid}", item, StringComparison.Ordinal).Replace("{number:int}", "0", StringComparison.Ordinal)).Distinct(StringComparer.Ordinal).ToList();
        Assert.Contains($"/desk/{report}/file/{item}/0", addresses);
        string[] handlers = ["", "turn", "extend", "ask", "merge", "commend", "give", "recuse", "hold", "destroy", "docx", "pdf", "desk", "name"];
        var everything = (await channel.Site.Do(s => Task.FromResult(s.GetRequiredService<Prongsai.Web.Platform.Modules.Product>()))).Permissions.Select(p => p.Name).ToArray();
        var roles = new (string Role, Visitor Visitor)[]
        {
            ("a stranger", await channel.Site.Anyone()),
            ("the administrator", await channel.Site.As(everything)),
            ("an officer", await channel.Site.As([.. everything.Where(p => !p.EndsWith(".manage", StringComparison.Ordinal) && !p.EndsWith(".approve", StringComparison.Ordinal))])),
            ("a reader", await channel.Site.As([.. everything.Where(p => p.EndsWith(".read", StringComparison.Ordinal))])),
            ("the subject", channel.Subject.Visitor),
            ("the custodian", channel.Custodian.Visitor),
        };
        var before = (await channel.Count("report_keys"), await channel.Count("items"), await channel.Count("looks"), await channel.Count("reports"));
        foreach (var (role, visitor) in roles)
        {
            foreach (var address in addresses)
            {
                foreach (var answer in new[] { await visitor.Get(address), await Posted(visitor, address, "") })
                {
                    Silent(role, address, answer);
                }
            }
            foreach (var handler in handlers)
            {
                Silent(role, handler, await Posted(visitor, $"/desk/{report}/handle", handler));
                Silent(role, handler, await Posted(visitor, $"/desk/{report}/dossier", handler));
                Silent(role, handler, await Posted(visitor, $"/desk/{report}", handler));
            }
        }
        Assert.Equal(before, (await channel.Count("report_keys"), await channel.Count("items"), await channel.Count("looks"), await channel.Count("reports")));

        void Silent(string role, string address, Answer answer)
        {
            foreach (var word in new[] { "ทุกบทบาท", report[..6].ToUpperInvariant() })
            {
                Assert.False(answer.Text.Contains(word, StringComparison.Ordinal), $"{role} reads of the report at {address}");
            }
        }
    }

    [Fact]
    public async Task Keeps_neither_address_nor_agent_nor_time()
    {
        await channel.Report("ไม่เก็บเวลา", [channel.Subject.Person]);
        var kinds = await channel.Ask<string[]>("select array_agg(distinct data_type::text) from information_schema.columns where table_schema = 'informants' and table_name <> 'offices' and not (table_name = 'channels' and column_name = 'opened_at')");
        Assert.DoesNotContain(kinds, k => k.Contains("time", StringComparison.Ordinal) || k.Contains("inet", StringComparison.Ordinal));
        Assert.Equal(0, await channel.Ask<int>("select extract(hour from opened_at at time zone 'utc')::int from informants.channels"));
        var order = await channel.Ask<long>("select count(*) from informants.reports where substring(id::text from 15 for 1) = '7'");
        Assert.True(order * 4 < await channel.Count("reports") + 4, "ids of reports tell their time");
    }

    [Theory]
    [InlineData(0, 0, 0, 0, 0)]
    [InlineData(3, 1, null, null, null)]
    [InlineData(12, 5, 12, 5, 7)]
    [InlineData(12, 9, 12, null, null)]
    [InlineData(7, 7, 7, 7, 0)]
    [InlineData(9, 0, 9, 0, 9)]
    public void Tells_no_small_number_and_none_from_which_one_follows(int all, int finished, int? toldAll, int? toldFinished, int? toldInHand)
    {
        var told = Statistics.Told(1, new DateOnly(2025, 3, 31), all, finished);
        Assert.Equal((toldAll, toldFinished, toldInHand), (told.All, told.Finished, told.InHand));
    }

    [Fact]
    public void Refuses_every_flipped_bit_of_a_locked_and_of_a_sealed_key()
    {
        var pair = KeyPair.New();
        var sealedKey = KeyPair.SealKey(pair.Private, pair.Public);
        for (var bit = 0; bit < sealedKey.Length * 8; bit++)
        {
            sealedKey[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.Null(pair.OpenKey(sealedKey));
            sealedKey[bit / 8] ^= (byte)(1 << (bit % 8));
        }
        // A locked key costs a slow hash each try, so one bit of every byte, each time another.
        var locked = LockedKey.Lock(pair.Private, "ม้าเขียว"u8);
        for (var i = 0; i < LockedKey.Length; i += i < 10 ? 1 : 8)
        {
            locked[i] ^= (byte)(1 << (i % 8));
            Assert.Null(LockedKey.Open(locked, "ม้าเขียว"u8));
            locked[i] ^= (byte)(1 << (i % 8));
        }
        Assert.Equal(pair.Private, LockedKey.Open(locked, "ม้าเขียว"u8));
    }

    [Fact]
    public void Opens_whatever_was_sealed_and_nothing_that_was_changed_anywhere()
    {
        var random = new Random(20251121);
        for (var round = 0; round < 200; round++)
        {
            var content = new byte[random.Next(0, 5000)];
            random.NextBytes(content);
            var (pair, report, item) = (KeyPair.New(), Guid.NewGuid(), Guid.NewGuid());
            var envelope = Envelope.Seal(content, pair.Public, report, item);
            Assert.Equal(content, Envelope.Open(envelope, pair, report, item));
            var bit = random.Next(envelope.Length * 8);
            envelope[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.Null(Envelope.Open(envelope, pair, report, item));
            envelope[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.Null(Envelope.Open(envelope.AsSpan(0, random.Next(envelope.Length)), pair, report, item));
            Assert.Null(Envelope.Open(envelope, pair, report, Guid.NewGuid()));
        }
    }

    private static async Task<(double Ms, int Bytes)> Try(Visitor informant, string code)
    {
        using var form = new FormUrlEncodedContent([new("Code", code)]);
        var watch = Stopwatch.StartNew();
        var answer = await informant.Http.PostAsync(new Uri("/n/b", UriKind.Relative), form);
        var bytes = (await answer.Content.ReadAsByteArrayAsync()).Length;
        return (watch.Elapsed.TotalMilliseconds, bytes);
    }
}
