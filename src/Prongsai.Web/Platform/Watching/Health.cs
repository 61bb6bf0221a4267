using Npgsql;
using Prongsai.Web.Platform.Files;
using Prongsai.Web.Platform.Hosting;

namespace Prongsai.Web.Platform.Watching;

/// <summary>
/// What a proxy and a watching machine ask: /health says that the process lives, /health/ready that it can serve: the database answers and
/// the disk takes writes, and that it is not about to stop. Says yes or no and nothing else about the installation.
/// </summary>
internal static class Health
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/health", () => "ok").AllowAnonymous();
        endpoints.MapGet("/health/ready", Ready).AllowAnonymous();
    }

    private static async Task<IResult> Ready(NpgsqlDataSource database, DiskSpace disks, FileFolder files, Leaving leaving, CancellationToken stop)
    {
        if (leaving.Begun)
        {
            return Results.Json(new { leaving = true }, statusCode: StatusCodes.Status503ServiceUnavailable);
        }
        var answers = new { database = await Answers(database, stop), disk = disks.Of(files.Path) is not { } room || DiskSpace.LevelOf(room) is not RoomLevel.Full };
        return Results.Json(answers, statusCode: answers is { database: true, disk: true } ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
    }

    private static async Task<bool> Answers(NpgsqlDataSource database, CancellationToken stop)
    {
        using var soon = CancellationTokenSource.CreateLinkedTokenSource(stop);
        soon.CancelAfter(Patience);
        try
        {
            await using var ask = database.CreateCommand("select 1");
            return await ask.ExecuteScalarAsync(soon.Token) is 1;
        }
        catch (Exception away) when (away is NpgsqlException or OperationCanceledException or TimeoutException or InvalidOperationException && !stop.IsCancellationRequested)
        {
            return false;
        }
    }
}
