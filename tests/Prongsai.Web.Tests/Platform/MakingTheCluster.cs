using System.Diagnostics;
using Prongsai.Web.Platform.Cluster;
using Prongsai.Web.Platform.CommandLine;

namespace Prongsai.Web.Tests.Platform;

/// <summary>A first start may be cut off at any moment, by a power cut or an impatient restart: the next begins anew, and nothing of anybody's is deleted.</summary>
public sealed class MakingTheCluster : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("prongsai-cluster-").FullName;

    public MakingTheCluster()
    {
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(folder, (UnixFileMode)Convert.ToInt32("755", 8));
        }
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task Begins_anew_after_it_was_cut_off_and_once_only_for_two_who_start_together()
    {
        Directory.CreateDirectory(Path.Combine(folder, "cluster.making"));
        await File.WriteAllTextAsync(Path.Combine(folder, "cluster.making", "PG_VERSION"), "15");
        var both = await Task.WhenAll(PrivateCluster.Open(folder, [], CancellationToken.None), PrivateCluster.Open(folder, [], CancellationToken.None));
        Assert.Equal(Path.Combine(folder, "cluster"), both[0].Location);
        Assert.True(File.Exists(Path.Combine(folder, "cluster", "global", "pg_control")));
        Assert.False(Directory.Exists(Path.Combine(folder, "cluster.making")));
    }

    [Fact]
    public async Task Deletes_nothing_of_a_folder_that_holds_something_else()
    {
        var other = Directory.CreateDirectory(Path.Combine(folder, "cluster")).FullName;
        await File.WriteAllTextAsync(Path.Combine(other, "letter"), "ours");
        var refused = await Assert.ThrowsAsync<InstallationException>(() => PrivateCluster.Open(folder, [], CancellationToken.None));
        Assert.Contains("not empty", refused.Message, StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(other, "letter")));
    }

    /// <summary>As when it is stopped by hand while the product runs, whose keeper starts it again at once: the stop ends with the server it stopped.</summary>
    [Fact]
    public async Task Is_stopped_without_waiting_for_a_server_that_another_started_meanwhile()
    {
        var cluster = await PrivateCluster.Open(folder, ["fsync = off"], CancellationToken.None);
        await cluster.Start(CancellationToken.None);
        using var enough = new CancellationTokenSource();
        var other = await PrivateCluster.Open(folder, [], CancellationToken.None);
        var keeping = Task.Run(async () =>
        {
            while (!enough.IsCancellationRequested)
            {
                if (!other.IsAlive)
                {
                    await other.Start(CancellationToken.None);
                }
                await Task.Delay(1, CancellationToken.None);
            }
        });
        for (var i = 0; i < 3; i++)
        {
            var took = Stopwatch.StartNew();
            await cluster.Stop(immediately: true, CancellationToken.None);
            Assert.InRange(took.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(30));
            await cluster.Start(CancellationToken.None);
        }
        await enough.CancelAsync();
        await keeping;
        await cluster.Stop(immediately: true, CancellationToken.None);
        Assert.False(cluster.IsAlive);
        await cluster.Stop(immediately: true, CancellationToken.None);
    }
}
