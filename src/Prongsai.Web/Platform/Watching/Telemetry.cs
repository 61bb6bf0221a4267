using System.Diagnostics;
using System.Diagnostics.Metrics;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using Prongsai.Web.Platform.Files;

namespace Prongsai.Web.Platform.Watching;

/// <summary>
/// Traces and metrics for whoever runs many installations, sent by OTLP to the collector of PRONGSAI_OTLP (http://127.0.0.1:4318); without
/// it nothing is gathered. Nothing in them is about a person: of a request only its route pattern, method, status and time; of a query only
/// that there was one; of the pages of informants and of surveys not even that.
/// </summary>
internal sealed class Telemetry : IHostedService, IDisposable
{
    public const string Setting = "PRONGSAI_OTLP";

    /// <summary>All that a trace may say.</summary>
    private static readonly HashSet<string> Allowed = new(StringComparer.Ordinal)
    {
        "http.route", "http.request.method", "http.response.status_code", "error.type", "db.system", "db.system.name", "prongsai.job", "prongsai.outcome", "otel.status_code",
    };

    private readonly TracerProvider? traces;
    private readonly MeterProvider? metrics;

    public Telemetry(IConfiguration settings, DiskSpace disks, FileFolder files, ILogger<Telemetry> log)
    {
        if (settings[Setting] is not { Length: > 0 } address)
        {
            return;
        }
        if (!Uri.TryCreate(address, UriKind.Absolute, out var collector) || collector.Scheme is not ("http" or "https"))
        {
            log.LogWarning("{Setting} is no http address; no telemetry is sent.", Setting);
            return;
        }
        Meters.Disk = () => disks.Of(files.Path)?.Free ?? 0;
        var who = ResourceBuilder.CreateEmpty().AddService("prongsai", serviceVersion: typeof(Telemetry).Assembly.GetName().Version?.ToString(3), autoGenerateServiceInstanceId: true);
        traces = Sdk.CreateTracerProviderBuilder().SetResourceBuilder(who)
            .AddSource("Microsoft.AspNetCore", "Npgsql", Meters.Name)
            .AddProcessor(new Discretion())
            .AddOtlpExporter(to => Send(to, "v1/traces"))
            .Build();
        metrics = Sdk.CreateMeterProviderBuilder().SetResourceBuilder(who)
            .AddMeter("Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "Npgsql", "System.Runtime", Meters.Name)
            .AddView(instrument => instrument.Name is "http.server.request.duration" ? new MetricStreamConfiguration { TagKeys = ["http.route", "http.request.method", "http.response.status_code"] } : null)
            .AddOtlpExporter((to, reader) =>
            {
                Send(to, "v1/metrics");
                reader.PeriodicExportingMetricReaderOptions.ExportIntervalMilliseconds = int.TryParse(settings["PRONGSAI_OTLP_INTERVAL_MS"], out var every) && every > 0 ? every : 30_000;
            })
            .Build();

        void Send(OtlpExporterOptions to, string path)
        {
            to.Protocol = OtlpExportProtocol.HttpProtobuf;
            to.Endpoint = new Uri(collector.AbsoluteUri.TrimEnd('/') + "/" + path);
            to.BatchExportProcessorOptions.ScheduledDelayMilliseconds = int.TryParse(settings["PRONGSAI_OTLP_INTERVAL_MS"], out var every) && every > 0 ? every : 5_000;
        }
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken)
    {
        traces?.ForceFlush(2_000);
        metrics?.ForceFlush(2_000);
        return Task.CompletedTask;
    }

    public void Dispose()
    {
        traces?.Dispose();
        metrics?.Dispose();
    }

    /// <summary>After routing: names the request by its route, and leaves out what nobody may watch.</summary>
    public static Task Name(HttpContext context, RequestDelegate next)
    {
        if (Activity.Current is { } activity)
        {
            var route = (context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText?.Trim('/');
            if (route is not null && IsQuiet(route))
            {
                activity.IsAllDataRequested = false;
                activity.ActivityTraceFlags &= ~ActivityTraceFlags.Recorded;
            }
            else
            {
                activity.DisplayName = $"{context.Request.Method} /{route}";
                activity.SetTag("http.route", "/" + route);
                activity.SetTag("http.request.method", context.Request.Method);
                context.Response.OnStarting(() =>
                {
                    activity.SetTag("http.response.status_code", context.Response.StatusCode);
                    return Task.CompletedTask;
                });
            }
        }
        return next(context);
    }

    /// <summary>Informants, who reads them, and those who answer a survey are watched by nobody, not even by number, and stand in no log.</summary>
    internal static bool IsQuiet(string route) => route is "n" || route.StartsWith("n/", StringComparison.Ordinal) || route.StartsWith("s/", StringComparison.Ordinal) || route.StartsWith("desk", StringComparison.Ordinal);

    /// <summary>Takes from a trace all that is not on the list, whoever put it there.</summary>
    private sealed class Discretion : BaseProcessor<Activity>
    {
        public override void OnEnd(Activity data)
        {
            foreach (var (name, _) in data.TagObjects.ToList())
            {
                if (!Allowed.Contains(name))
                {
                    data.SetTag(name, null);
                }
            }
            if (data.Source.Name is "Npgsql")
            {
                data.DisplayName = "query";
            }
        }
    }
}

/// <summary>What the product itself counts.</summary>
internal static class Meters
{
    public const string Name = "Prongsai";

    private static readonly Meter Meter = new(Name);

    public static readonly ActivitySource Source = new(Name);

    private static readonly Counter<long> Jobs = Meter.CreateCounter<long>("prongsai.jobs", description: "Jobs that ended, by kind and outcome.");

    private static readonly Histogram<double> JobTime = Meter.CreateHistogram<double>("prongsai.job.duration", "s");

    /// <summary>Bytes free where files lie.</summary>
    internal static Func<long> Disk { get; set; } = () => 0;

    static Meters() => Meter.CreateObservableGauge("prongsai.disk.free", () => Disk(), "By");

    public static void JobEnded(string kind, string outcome, TimeSpan took)
    {
        Jobs.Add(1, new("prongsai.job", kind), new("prongsai.outcome", outcome));
        JobTime.Record(took.TotalSeconds, new KeyValuePair<string, object?>("prongsai.job", kind));
    }
}
