using System.Diagnostics;
using System.Globalization;

namespace Prongsai.Bench.Website;

/// <summary>The peer: nginx answering one address with the bytes of a file, with the header its encoding needs and nothing else to do.</summary>
internal sealed class Nginx : IDisposable
{
    private readonly string folder;
    private readonly Process process;

    private Nginx(string folder, Process process) => (this.folder, this.process) = (folder, process);

    /// <param name="parent">A folder that is deleted later.</param>
    /// <param name="port">On the loopback.</param>
    /// <param name="pages">Bytes as they went over the line, by their name.</param>
    public static async Task<Nginx> Start(string parent, int port, IReadOnlyDictionary<string, byte[]> pages)
    {
        var folder = Directory.CreateDirectory(Path.Combine(parent, "nginx")).FullName;
        foreach (var (name, bytes) in pages)
        {
            await File.WriteAllBytesAsync(Path.Combine(folder, name), bytes);
        }
        var configuration = Path.Combine(folder, "nginx.conf");
        await File.WriteAllTextAsync(configuration, string.Create(CultureInfo.InvariantCulture, $$"""
            worker_processes {{Environment.ProcessorCount}};
            daemon off;
            pid {{folder}}/pid;
            error_log {{folder}}/error.log;
            events { worker_connections 1024; }
            http {
              access_log off;
              sendfile on;
              tcp_nopush on;
              keepalive_requests 1000000;
              open_file_cache max=100;
              default_type "text/html; charset=utf-8";
              server { listen 127.0.0.1:{{port}}; root {{folder}}; location / { add_header Content-Encoding br; add_header Cache-Control "public, no-cache"; } }
            }
            """));
        var process = Process.Start(new ProcessStartInfo("nginx", ["-c", configuration, "-e", Path.Combine(folder, "error.log")]) { UseShellExecute = false, RedirectStandardError = true })!;
        using var http = new HttpClient();
        for (var waited = Stopwatch.StartNew(); waited.Elapsed < TimeSpan.FromSeconds(10); await Task.Delay(50))
        {
            try
            {
                if ((await http.GetAsync(new Uri(FormattableString.Invariant($"http://127.0.0.1:{port}/{pages.Keys.First()}")))).IsSuccessStatusCode)
                {
                    return new Nginx(folder, process);
                }
            }
            catch (HttpRequestException)
            {
                // Not listening yet.
                continue;
            }
        }
        throw new TimeoutException("nginx did not answer within 10 seconds.");
    }

    public void Dispose()
    {
        if (!process.HasExited && int.TryParse(File.ReadAllText(Path.Combine(folder, "pid")).Trim(), CultureInfo.InvariantCulture, out var id))
        {
            using var stop = Process.Start("kill", id.ToString(CultureInfo.InvariantCulture));
            stop.WaitForExit();
            process.WaitForExit(5000);
        }
        process.Dispose();
    }
}
