namespace Prongsai.Documents.Writing.Pdf;

/// <summary>
/// Prints with a headless Chromium that is started once and kept warm. Few papers at a time; one that takes too long is given up; a browser
/// that broke is replaced and the paper tried once more. Register it once per process (singleton) and dispose of it with the host.
/// </summary>
public sealed class ChromiumPdfPrinter(ChromiumOptions? options = null) : IPdfPrinter
{
    private readonly ChromiumOptions options = options ?? new ChromiumOptions();
    private readonly SemaphoreSlim turns = new(Math.Max(1, (options ?? new ChromiumOptions()).Concurrency));
    private readonly SemaphoreSlim starting = new(1, 1);
    private Browser? browser;
    private int papers;
    private int printing;
    private bool disposed;

    /// <summary>Whether Chromium's own sandbox holds the running browser; null while none runs.</summary>
    public bool? HasSandbox => browser?.HasSandbox;

    /// <summary>The process id of the running browser, for watching it; null while none runs.</summary>
    public int? ProcessId => browser is { IsAlive: true } running ? running.ProcessId : null;

    /// <summary>Starts the browser ahead of the first paper.</summary>
    public async Task Warm(CancellationToken stop = default) => await Running(stop);

    public async Task<byte[]> Print(Document document, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(document);
        var html = HtmlWriter.Write(document);
        if (html.Length > options.LargestPage)
        {
            throw new PdfPrintingException(PdfTrouble.TooLarge, $"{html.Length} characters; {options.LargestPage} are allowed.");
        }
        await turns.WaitAsync(stop);
        Interlocked.Increment(ref printing);
        try
        {
            return PdfProperties.Write(await PrintOnceMoreIfItBreaks(html, stop), document);
        }
        finally
        {
            Interlocked.Decrement(ref printing);
            turns.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await starting.WaitAsync();
        try
        {
            disposed = true;
            if (browser is not null)
            {
                await browser.DisposeAsync();
                browser = null;
            }
        }
        finally
        {
            starting.Release();
        }
    }

    private async Task<byte[]> PrintOnceMoreIfItBreaks(string html, CancellationToken stop)
    {
        for (var attempt = 1; ; attempt++)
        {
            var running = await Running(stop);
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
            limit.CancelAfter(options.TimeLimit);
            try
            {
                return await running.Print(html, limit.Token);
            }
            catch (OperationCanceledException e) when (!stop.IsCancellationRequested)
            {
                throw new PdfPrintingException(PdfTrouble.TooSlow, $"No answer within {options.TimeLimit}.", e);
            }
            catch (Exception e) when (e is BrowserGoneException or DevToolsException)
            {
                if (attempt == 2)
                {
                    throw new PdfPrintingException(PdfTrouble.EngineBroke, e.Message, e);
                }
            }
        }
    }

    private async Task<Browser> Running(CancellationToken stop)
    {
        await starting.WaitAsync(stop);
        try
        {
            ObjectDisposedException.ThrowIf(disposed, this);
            var isWorn = papers >= options.PapersPerBrowser && Volatile.Read(ref printing) <= 1;
            if (browser is not { IsAlive: true } || isWorn)
            {
                if (browser is not null)
                {
                    await browser.DisposeAsync();
                    browser = null;
                }
                browser = await Browser.Start(options, stop);
                papers = 0;
            }
            papers++;
            return browser;
        }
        finally
        {
            starting.Release();
        }
    }
}
