using System.Globalization;
using Prongsai.Web.Platform.CommandLine;

namespace Prongsai.Web.Platform.Hosting;

/// <summary>
/// The time between the wish to stop and the stop, where other web processes can take over: the proxy is told that this one is not ready,
/// every answer asks for its connection to be closed, and whoever still comes is served. So none is turned away while a version is rolled in.
/// </summary>
/// <param name="patience">How long; nothing where nobody could take over, as on one PC.</param>
internal sealed class Leaving(TimeSpan patience)
{
    /// <summary>Seconds, 0 to 300; at least what the proxy takes to notice.</summary>
    public const string Setting = "PRONGSAI_DRAIN";

    private volatile bool begun;

    public bool Begun => begun;

    /// <exception cref="InstallationException">The setting is no such number.</exception>
    public static Leaving Of(IConfiguration settings) => settings[Setting] switch
    {
        null or "" => new Leaving(TimeSpan.Zero),
        var said when int.TryParse(said, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds <= 300 => new Leaving(TimeSpan.FromSeconds(seconds)),
        var said => throw new InstallationException($"{Setting} wants a number of seconds from 0 to 300, not \"{said}\"."),
    };

    /// <summary>Begins, and ends when the server may be stopped.</summary>
    public Task Run()
    {
        begun = true;
        return Task.Delay(patience);
    }

    /// <summary>Lets no connection be used again once it began: a request sent while the server closes it would get no answer.</summary>
    public Task CloseConnections(HttpContext context, RequestDelegate next)
    {
        if (begun)
        {
            context.Response.OnStarting(
                static response =>
                {
                    ((HttpResponse)response).Headers.Connection = "close";
                    return Task.CompletedTask;
                },
                context.Response);
        }
        return next(context);
    }
}
