using Prongsai.Web.Platform.CommandLine;

namespace Prongsai.Web.Platform.Cluster;

/// <summary>Looks every two seconds whether the private cluster still runs, and starts it again on the same port when it was killed.</summary>
internal sealed class ClusterKeeper : IDisposable
{
    private readonly CancellationTokenSource stopping = new();

    /// <param name="cluster">Null: there is nothing to keep.</param>
    /// <param name="stderr">Where a restart is reported.</param>
    public ClusterKeeper(PrivateCluster? cluster, TextWriter stderr)
    {
        if (cluster is not null)
        {
            _ = Keep(cluster, stderr, stopping.Token);
        }
    }

    public void Dispose()
    {
        stopping.Cancel();
        stopping.Dispose();
    }

    private static async Task Keep(PrivateCluster cluster, TextWriter stderr, CancellationToken stop)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(2));
        try
        {
            while (await timer.WaitForNextTickAsync(stop))
            {
                if (cluster.IsAlive)
                {
                    continue;
                }
                await stderr.WriteLineAsync("The private PostgreSQL cluster is gone; starting it again.");
                try
                {
                    await cluster.Start(stop);
                }
                catch (InstallationException failed)
                {
                    await stderr.WriteLineAsync(failed.Message);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The product is stopping, and stops the cluster itself.
        }
    }
}
