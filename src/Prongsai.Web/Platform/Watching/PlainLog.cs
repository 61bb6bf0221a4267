using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;
using Microsoft.Extensions.Options;

namespace Prongsai.Web.Platform.Watching;

/// <summary>PRONGSAI_LOG=json writes an object a line for machines; otherwise a line for people.</summary>
internal sealed class PlainLogOptions : ConsoleFormatterOptions
{
    public bool Json { get; set; }
}

/// <summary>
/// One line for each event, with the time in UTC. Of an exception its types and where it happened, never its message: a message may quote
/// what a person wrote. Line breaks and control characters in what is said are taken out, so that nobody writes a line of his own.
/// </summary>
internal sealed class PlainLog(IOptionsMonitor<PlainLogOptions> options) : ConsoleFormatter(FormatterName)
{
    public const string FormatterName = "prongsai";

    public override void Write<TState>(in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        var words = Clean(logEntry.Formatter(logEntry.State, null));
        var fault = logEntry.Exception is { } exception ? Fault(exception) : null;
        var at = DateTimeOffset.UtcNow.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
        if (options.CurrentValue.Json)
        {
            var fields = new Dictionary<string, object?> { ["at"] = at, ["level"] = logEntry.LogLevel.ToString(), ["category"] = logEntry.Category, ["event"] = logEntry.EventId.Id, ["message"] = words };
            if (fault is not null)
            {
                fields["fault"] = fault;
            }
            if (System.Diagnostics.Activity.Current is { } activity)
            {
                fields["trace"] = activity.TraceId.ToHexString();
            }
            textWriter.WriteLine(JsonSerializer.Serialize(fields));
            return;
        }
        textWriter.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{at} {logEntry.LogLevel} {logEntry.Category}: {words}{(fault is null ? "" : " | " + fault)}"));
    }

    /// <summary>Types from the outermost in, and the places in our own code.</summary>
    internal static string Fault(Exception exception)
    {
        var text = new StringBuilder();
        for (var e = exception; e is not null; e = e.InnerException)
        {
            text.Append(text.Length > 0 ? " < " : "").Append(e.GetType().Name);
            if (e is Npgsql.PostgresException database)
            {
                text.Append(' ').Append(database.SqlState);
            }
        }
        foreach (var line in (exception.StackTrace ?? "").Split('\n').Where(l => l.Contains("Prongsai", StringComparison.Ordinal)).Take(6))
        {
            text.Append(" | ").Append(Clean(line.Trim()));
        }
        return text.ToString();
    }

    private static string Clean(string text) => string.Create(text.Length, text, static (into, from) =>
    {
        for (var i = 0; i < from.Length; i++)
        {
            into[i] = char.IsControl(from[i]) || from[i] is '\u2028' or '\u2029' ? ' ' : from[i];
        }
    });
}
