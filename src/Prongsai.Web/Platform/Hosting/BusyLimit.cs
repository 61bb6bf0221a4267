using System.Globalization;
using System.Security.Claims;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.RateLimiting;
using Prongsai.Web.Platform.Organisations;

namespace Prongsai.Web.Platform.Hosting;

/// <summary>
/// How often one signed-in person may ask, far above what hands can do: a script in a person's name, or a stolen session, must not take the
/// machine from everybody else. Counted for the account, so nobody is kept waiting by another. Papers drawn on asking count for more.
/// </summary>
/// <param name="AtOnce">Requests that may come in one go.</param>
/// <param name="PerSecond">How many more each second.</param>
/// <param name="PapersAtOnce">The same for papers.</param>
internal sealed record BusyLimit(int AtOnce = 600, int PerSecond = 20, int PapersAtOnce = 60)
{
    private static readonly HashSet<string> Papers = new(StringComparer.OrdinalIgnoreCase) { "pdf", "docx", "xlsx", "zip" };

    /// <summary>As Busy__AtOnce, Busy__PerSecond and Busy__PapersAtOnce say, where they say anything.</summary>
    public static BusyLimit Of(IConfiguration settings)
    {
        var usual = new BusyLimit();
        return new BusyLimit(settings.GetValue("Busy:AtOnce", usual.AtOnce), settings.GetValue("Busy:PerSecond", usual.PerSecond), settings.GetValue("Busy:PapersAtOnce", usual.PapersAtOnce));
    }

    public void Configure(RateLimiterOptions options)
    {
        options.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
        options.OnRejected = static (rejected, _) =>
        {
            var http = rejected.HttpContext;
            http.Response.Headers.RetryAfter = (rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out var wait) ? Math.Max(1, (int)wait.TotalSeconds) : 1).ToString(CultureInfo.InvariantCulture);
            SmellsOfAttack.Log(http, "more requests than a person makes");
            return ValueTask.CompletedTask;
        };
        options.GlobalLimiter = PartitionedRateLimiter.CreateChained(
            PartitionedRateLimiter.Create<HttpContext, string>(http => Of(http) is { } who ? Bucket(who, AtOnce, PerSecond) : RateLimitPartition.GetNoLimiter("")),
            PartitionedRateLimiter.Create<HttpContext, string>(http => Of(http) is { } who && IsPaper(http) ? Bucket(who, PapersAtOnce, 1) : RateLimitPartition.GetNoLimiter("")));
    }

    private static string? Of(HttpContext http) =>
        http.GetEndpoint()?.Metadata is { } of && of.GetMetadata<PublicSideAttribute>() is null && of.GetMetadata<IAllowAnonymous>() is null ? http.User.FindFirstValue(ClaimTypes.NameIdentifier) : null;

    /// <summary>…/plan.xlsx, and …/docx.</summary>
    private static bool IsPaper(HttpContext http) => Papers.Contains((http.Request.Path.Value ?? "").Split('/', '.')[^1]);

    private static RateLimitPartition<string> Bucket(string who, int atOnce, int perSecond) => RateLimitPartition.GetTokenBucketLimiter(who, _ => new TokenBucketRateLimiterOptions
    {
        TokenLimit = atOnce,
        TokensPerPeriod = perSecond,
        ReplenishmentPeriod = TimeSpan.FromSeconds(1),
        AutoReplenishment = true,
        QueueLimit = 0,
    });
}
