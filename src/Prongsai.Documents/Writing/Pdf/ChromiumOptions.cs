namespace Prongsai.Documents.Writing.Pdf;

/// <summary>How the Chromium that prints is found, started and bounded.</summary>
public sealed record ChromiumOptions
{
    /// <summary>Tried in order; the first that exists is used.</summary>
    public IReadOnlyList<string> Executables { get; init; } = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome-stable"];

    /// <summary>Papers printed at the same time; more wait their turn.</summary>
    public int Concurrency { get; init; } = 2;

    /// <summary>For one paper, waiting in the queue not counted.</summary>
    public TimeSpan TimeLimit { get; init; } = TimeSpan.FromSeconds(60);

    public TimeSpan StartLimit { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>After so many papers a fresh browser takes over, so that leaks cannot add up.</summary>
    public int PapersPerBrowser { get; init; } = 500;

    /// <summary>Largest HTML handed over, in characters (about 4,000 pages of tables).</summary>
    public int LargestPage { get; init; } = 24_000_000;

    /// <summary>User and group the browser runs as when this process is root: nobody and nogroup of Debian.</summary>
    public int UnprivilegedUser { get; init; } = 65534;

    public int UnprivilegedGroup { get; init; } = 65534;

    /// <summary>
    /// Where the kernel refuses user namespaces (some containers), Chromium's sandbox cannot start. True prints without it then: the pages are
    /// our own, scripts and network are off, and the process has no rights to lose. False refuses to print.
    /// </summary>
    public bool AllowWithoutSandbox { get; init; } = true;
}
