using System.Diagnostics;
using System.Globalization;
using Npgsql;
using Prongsai.Web.Platform.Cluster;
using Prongsai.Web.Platform.Persistence;

namespace Prongsai.Testing;

/// <summary>
/// One PostgreSQL per test process, in a temporary folder, made as the product makes its own but without waiting for the disk; a migrated
/// template database from which each <see cref="Site"/> gets a copy in some 50 ms.
/// </summary>
internal static class TestCluster
{
    private const string Template = "template_site";
    private static readonly string[] Hasty = ["fsync = off", "synchronous_commit = off", "full_page_writes = off", "max_connections = 300", "shared_buffers = 64MB"];
    private static readonly Lazy<Task<PrivateCluster>> Started = new(Start);
    private static readonly SemaphoreSlim Copying = new(1, 1);
    private static int copies;

    /// <summary>A fresh database; the connection string of its owner.</summary>
    public static async Task<string> NewDatabase()
    {
        var cluster = await Started.Value;
        var name = string.Create(CultureInfo.InvariantCulture, $"site_{Interlocked.Increment(ref copies)}");
        await Copying.WaitAsync();
        try
        {
            await Execute(cluster.ConnectionString("postgres"), $"create database {name} template {Template}");
        }
        finally
        {
            Copying.Release();
        }
        return cluster.ConnectionString(name);
    }

    public static async Task Drop(string connection)
    {
        var cluster = await Started.Value;
        var name = new NpgsqlConnectionStringBuilder(connection).Database;
        await Execute(cluster.ConnectionString("postgres"), $"drop database if exists {name} with (force)");
    }

    private static async Task<PrivateCluster> Start()
    {
        await SweepUp();
        var folder = Path.Combine(Path.GetTempPath(), string.Create(CultureInfo.InvariantCulture, $"prongsai-test-{Environment.ProcessId}"));
        Directory.CreateDirectory(folder);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(folder, (UnixFileMode)Convert.ToInt32("755", 8));
        }
        var cluster = await PrivateCluster.Open(folder, Hasty, CancellationToken.None);
        AppDomain.CurrentDomain.ProcessExit += (_, _) =>
        {
            cluster.Stop(immediately: true, CancellationToken.None).GetAwaiter().GetResult();
            Directory.Delete(folder, recursive: true);
        };
        await cluster.Start(CancellationToken.None);
        await Execute(cluster.ConnectionString("postgres"), $"create database {Template}");
        var owner = cluster.ConnectionString(Template);
        await Migrator.Migrate(owner, new DatabaseLogins(owner), CancellationToken.None);
        return cluster;
    }

    /// <summary>Ends and removes clusters of test processes that were killed.</summary>
    private static async Task SweepUp()
    {
        foreach (var folder in Directory.GetDirectories(Path.GetTempPath(), "prongsai-test-*"))
        {
            if (!int.TryParse(Path.GetFileName(folder).AsSpan("prongsai-test-".Length), NumberStyles.None, CultureInfo.InvariantCulture, out var owner) || IsRunning(owner))
            {
                continue;
            }
            if (Directory.Exists(Path.Combine(folder, "cluster")))
            {
                await (await PrivateCluster.Open(folder, Hasty, CancellationToken.None)).Stop(immediately: true, CancellationToken.None);
            }
            Directory.Delete(folder, recursive: true);
        }
    }

    private static bool IsRunning(int process)
    {
        try
        {
            using var found = Process.GetProcessById(process);
            return !found.HasExited;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    private static async Task Execute(string connection, string sql)
    {
        await using var open = new NpgsqlConnection(connection + ";Pooling=false");
        await open.OpenAsync();
        await using var command = new NpgsqlCommand(sql, open);
        await command.ExecuteNonQueryAsync();
    }
}
