using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace Prongsai.Documents.Writing.Pdf;

/// <summary>One running Chromium: unprivileged, without network, with a home of its own that is removed with it.</summary>
internal sealed class Browser : IAsyncDisposable
{
    private readonly Process process;
    private readonly DevToolsPipe pipe;
    private readonly string home;

    private Browser(Process process, DevToolsPipe pipe, string home, bool hasSandbox)
    {
        this.process = process;
        this.pipe = pipe;
        this.home = home;
        HasSandbox = hasSandbox;
    }

    public bool HasSandbox { get; }

    public int ProcessId => process.Id;

    public bool IsAlive => !pipe.IsClosed && !process.HasExited;

    /// <summary>Starts with the sandbox; where the kernel refuses it, without, if that is allowed.</summary>
    /// <exception cref="PdfPrintingException">Missing, or does not start.</exception>
    public static async Task<Browser> Start(ChromiumOptions options, CancellationToken stop)
    {
        var executable = options.Executables.FirstOrDefault(File.Exists)
            ?? throw new PdfPrintingException(PdfTrouble.EngineMissing, $"None of {string.Join(", ", options.Executables)} exists.");
        var (browser, why) = await TryStart(executable, options, sandbox: true, stop);
        if (browser is null && options.AllowWithoutSandbox)
        {
            (browser, why) = await TryStart(executable, options, sandbox: false, stop);
        }
        return browser ?? throw new PdfPrintingException(PdfTrouble.EngineDoesNotStart, why);
    }

    /// <summary>Prints one page of HTML in a tab of its own, without scripts or network. Pictures the page carries within itself (data:) are drawn.</summary>
    public async Task<byte[]> Print(string html, CancellationToken stop)
    {
        var target = (await pipe.Call("Target.createTarget", new JsonObject { ["url"] = "about:blank" }, stop: stop)).GetProperty("targetId").GetString()!;
        try
        {
            var session = (await pipe.Call("Target.attachToTarget", new JsonObject { ["targetId"] = target, ["flatten"] = true }, stop: stop)).GetProperty("sessionId").GetString()!;
            await pipe.Call("Emulation.setScriptExecutionDisabled", new JsonObject { ["value"] = true }, session, stop);
            await pipe.Call("Network.enable", null, session, stop);
            await pipe.Call("Network.setBlockedURLs", new JsonObject { ["urls"] = new JsonArray("*://*") }, session, stop);
            await pipe.Call("Page.enable", null, session, stop);
            var frame = (await pipe.Call("Page.getFrameTree", null, session, stop)).GetProperty("frameTree").GetProperty("frame").GetProperty("id").GetString()!;
            await pipe.Call("Page.setDocumentContent", new JsonObject { ["frameId"] = frame, ["html"] = html }, session, stop);
            var printed = await pipe.Call(
                "Page.printToPDF",
                new JsonObject
                {
                    ["printBackground"] = true,
                    ["preferCSSPageSize"] = true,
                    ["generateTaggedPDF"] = true,
                    ["generateDocumentOutline"] = true,
                    ["displayHeaderFooter"] = false,
                },
                session,
                stop);
            return printed.GetProperty("data").GetBytesFromBase64();
        }
        finally
        {
            if (!pipe.IsClosed)
            {
                await Close(target);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            process.Kill(entireProcessTree: true);
        }
        await pipe.DisposeAsync();
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(5));
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            // It was told to die and will; nothing is gained by waiting longer.
        }
        process.Dispose();
        RemoveHome(home);
    }

    /// <summary>In memory where there is room: what a paper says passes through files of the browser, and those of a disk can be read later.</summary>
    private static string Temporary()
    {
        const string memory = "/dev/shm";
        const long room = 512L * 1024 * 1024;
        return Directory.Exists(memory) && new DriveInfo(memory).AvailableFreeSpace > room ? memory : Path.GetTempPath();
    }

    private async Task Close(string target)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(5));
        try
        {
            await pipe.Call("Target.closeTarget", new JsonObject { ["targetId"] = target }, stop: limit.Token);
        }
        catch (Exception e) when (e is OperationCanceledException or BrowserGoneException or DevToolsException)
        {
            // A browser that cannot close a tab is of no more use; the next paper gets a new one.
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }

    private static async Task<(Browser? Browser, string Why)> TryStart(string executable, ChromiumOptions options, bool sandbox, CancellationToken stop)
    {
        if (OperatingSystem.IsWindows())
        {
            return (null, "Chromium is driven over Unix pipes.");
        }
        var folder = Path.Combine(Temporary(), "prongsai-print-" + Guid.NewGuid().ToString("N"));
        Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        var started = new Process { StartInfo = Command(executable, options, folder, sandbox) };
        var errors = new StringBuilder();
        started.ErrorDataReceived += (_, line) =>
        {
            lock (errors)
            {
                if (line.Data is not null && errors.Length < 4000)
                {
                    errors.AppendLine(line.Data);
                }
            }
        };
        try
        {
            if (!started.Start())
            {
                return (null, "The process did not start.");
            }
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            started.Dispose();
            RemoveHome(folder);
            return (null, e.Message);
        }
        started.BeginErrorReadLine();
        var connection = new DevToolsPipe(started.StandardInput.BaseStream, started.StandardOutput.BaseStream);
        var browser = new Browser(started, connection, folder, sandbox);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
        limit.CancelAfter(options.StartLimit);
        try
        {
            await connection.Call("Browser.getVersion", stop: limit.Token);
            return (browser, "");
        }
        catch (Exception e) when (e is BrowserGoneException or DevToolsException || (e is OperationCanceledException && !stop.IsCancellationRequested))
        {
            await browser.DisposeAsync();
            lock (errors)
            {
                return (null, $"{e.Message} {errors}");
            }
        }
        catch (OperationCanceledException)
        {
            await browser.DisposeAsync();
            throw;
        }
    }

    /// <summary>
    /// Standard input and output become the two pipes Chromium expects at 3 and 4. When we are root, the home is given to the unprivileged
    /// user and all rights are dropped before anything else runs.
    /// </summary>
    private static ProcessStartInfo Command(string executable, ChromiumOptions options, string home, bool sandbox)
    {
        var user = options.UnprivilegedUser.ToString(CultureInfo.InvariantCulture);
        var group = options.UnprivilegedGroup.ToString(CultureInfo.InvariantCulture);
        var script = Environment.IsPrivilegedProcess
            ? $"chown {user}:{group} \"$HOME\" && exec setpriv --reuid={user} --regid={group} --clear-groups --no-new-privs --inh-caps=-all \"$@\" 3<&0 4>&1 0</dev/null 1>&2"
            : "exec \"$@\" 3<&0 4>&1 0</dev/null 1>&2";
        var start = new ProcessStartInfo("/bin/sh")
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            WorkingDirectory = "/",
        };
        string[] arguments =
        [
            "-c", script, "sh", executable,
            "--headless", "--remote-debugging-pipe", "--user-data-dir=" + Path.Combine(home, "profile"),
            "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run", "--no-default-browser-check",
            "--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-extensions", "--disable-default-apps",
            "--disable-quic", "--disable-breakpad", "--disable-crash-reporter", "--metrics-recording-only", "--mute-audio", "--blink-settings=scriptEnabled=false",
            "--proxy-server=http://127.0.0.1:9", "--proxy-bypass-list=<-loopback>", "--host-resolver-rules=MAP * ~NOTFOUND", "--lang=th",
            .. sandbox ? (string[])[] : ["--no-sandbox"],
        ];
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }
        start.Environment.Clear();
        start.Environment["PATH"] = "/usr/bin:/bin:/usr/sbin:/sbin";
        start.Environment["HOME"] = home;
        start.Environment["TMPDIR"] = home;
        start.Environment["XDG_CONFIG_HOME"] = home;
        start.Environment["XDG_CACHE_HOME"] = home;
        start.Environment["LANG"] = "C.UTF-8";
        start.Environment["TZ"] = "Asia/Bangkok";
        return start;
    }

    private static void RemoveHome(string home)
    {
        for (var attempt = 0; Directory.Exists(home) && attempt < 20; attempt++)
        {
            try
            {
                Directory.Delete(home, recursive: true);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                Thread.Sleep(50); // a dying helper still writes; what is left after a second lies in the temporary folder
            }
        }
    }
}
