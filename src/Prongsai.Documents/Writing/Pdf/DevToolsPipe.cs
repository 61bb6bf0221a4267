using System.Buffers;
using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Prongsai.Documents.Writing.Pdf;

/// <summary>The browser answered a command with an error.</summary>
internal sealed class DevToolsException(string message) : Exception(message);

/// <summary>The pipe to the browser closed: it ended or was ended.</summary>
internal sealed class BrowserGoneException(string message) : Exception(message);

/// <summary>
/// A thin client of the Chrome DevTools Protocol over a pair of pipes: JSON messages, each ended by a zero byte. A pipe, unlike a port, is
/// reachable by nobody else on the machine, and the browser ends by itself when it closes, also when this process is killed.
/// </summary>
internal sealed class DevToolsPipe : IAsyncDisposable
{
    private readonly Stream toBrowser;
    private readonly Stream fromBrowser;
    private readonly SemaphoreSlim writing = new(1, 1);
    private readonly ConcurrentDictionary<int, (string? Session, TaskCompletionSource<JsonElement> Answer)> waiting = new();
    private readonly Task reading;
    private int lastId;
    private volatile bool closed;

    public DevToolsPipe(Stream toBrowser, Stream fromBrowser)
    {
        this.toBrowser = toBrowser;
        this.fromBrowser = fromBrowser;
        reading = Task.Run(Read);
    }

    public bool IsClosed => closed;

    /// <summary>Sends a command and waits for its answer.</summary>
    /// <exception cref="DevToolsException">The browser refused the command.</exception>
    /// <exception cref="BrowserGoneException">The browser ended before it answered, or the page of the session crashed.</exception>
    public async Task<JsonElement> Call(string method, JsonObject? parameters = null, string? session = null, CancellationToken stop = default)
    {
        var id = Interlocked.Increment(ref lastId);
        var message = new JsonObject { ["id"] = id, ["method"] = method, ["params"] = parameters ?? [] };
        if (session is not null)
        {
            message["sessionId"] = session;
        }
        var answer = new TaskCompletionSource<JsonElement>(TaskCreationOptions.RunContinuationsAsynchronously);
        waiting[id] = (session, answer);
        try
        {
            if (closed)
            {
                throw new BrowserGoneException("The pipe to the browser is closed.");
            }
            var bytes = new ArrayBufferWriter<byte>();
            using (var json = new Utf8JsonWriter(bytes))
            {
                message.WriteTo(json);
            }
            bytes.Write<byte>([0]);
            await writing.WaitAsync(stop);
            try
            {
                await toBrowser.WriteAsync(bytes.WrittenMemory, stop);
                await toBrowser.FlushAsync(stop);
            }
            catch (IOException e)
            {
                throw new BrowserGoneException(e.Message);
            }
            finally
            {
                writing.Release();
            }
            return await answer.Task.WaitAsync(stop);
        }
        finally
        {
            waiting.TryRemove(id, out _);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await toBrowser.DisposeAsync();
        await reading;
        await fromBrowser.DisposeAsync();
        writing.Dispose();
    }

    private async Task Read()
    {
        var message = new MemoryStream();
        var buffer = new byte[64 * 1024];
        try
        {
            int count;
            while ((count = await fromBrowser.ReadAsync(buffer)) > 0)
            {
                var rest = buffer.AsMemory(0, count);
                int end;
                while ((end = rest.Span.IndexOf((byte)0)) >= 0)
                {
                    message.Write(rest.Span[..end]);
                    Dispatch(message);
                    message.SetLength(0);
                    rest = rest[(end + 1)..];
                }
                message.Write(rest.Span);
            }
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException or JsonException)
        {
            FailAll(e.Message);
            return;
        }
        FailAll("The browser closed its pipe.");
    }

    private void Dispatch(MemoryStream message)
    {
        using var json = JsonDocument.Parse(message.GetBuffer().AsMemory(0, (int)message.Length));
        var root = json.RootElement;
        if (root.TryGetProperty("id", out var id))
        {
            if (waiting.TryGetValue(id.GetInt32(), out var call))
            {
                if (root.TryGetProperty("error", out var error))
                {
                    call.Answer.TrySetException(new DevToolsException(error.GetRawText()));
                }
                else
                {
                    call.Answer.TrySetResult(root.GetProperty("result").Clone());
                }
            }
        }
        else if (root.TryGetProperty("method", out var method) && method.ValueEquals("Inspector.targetCrashed") && root.TryGetProperty("sessionId", out var session))
        {
            foreach (var call in waiting.Values.Where(c => c.Session == session.GetString()))
            {
                call.Answer.TrySetException(new BrowserGoneException("The page crashed."));
            }
        }
    }

    private void FailAll(string why)
    {
        closed = true;
        foreach (var call in waiting.Values)
        {
            call.Answer.TrySetException(new BrowserGoneException(why));
        }
    }
}
