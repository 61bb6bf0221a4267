using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Prongsai.Domain;
using Prongsai.Domain.Rules;
using Prongsai.Web.Platform.Modules;
using Prongsai.Web.Platform.Persistence;

namespace Prongsai.Web.Features.Publication.Watching;

/// <summary>How one item's address answered in a window.</summary>
/// <param name="Number">7 of O7.</param>
/// <param name="Title">In the year's rules.</param>
/// <param name="Asked">Hours in which it was asked for.</param>
/// <param name="Answered">Of these, hours in which the page was given.</param>
/// <param name="Slowest">Milliseconds; 0 where it never answered.</param>
/// <param name="LastFailure">Null where there was none.</param>
internal sealed record ItemAvailability(int Number, string Title, int Asked, int Answered, int Slowest, ItemFailure? LastFailure)
{
    public string Code => FormattableString.Invariant($"O{Number}");

    /// <summary>Per cent of the hours asked, rounded down: 100 means every hour.</summary>
    public decimal? Share => Availability.ShareOf(Asked, Answered);
}

/// <summary>One day over all items.</summary>
internal sealed record DayAvailability(DateOnly Day, int Asked, int Answered, int HoursWatched)
{
    public decimal? Share => Availability.ShareOf(Asked, Answered);
}

/// <summary>What the monitor's log says of a year's items from one day to another, both included.</summary>
internal sealed record Availability(FiscalYear Year, DateOnly From, DateOnly Until, IReadOnlyList<ItemAvailability> Items, IReadOnlyList<DayAvailability> Days, IReadOnlyList<ItemFailure> Failures)
{
    public int Asked => Items.Sum(i => i.Asked);

    public int Answered => Items.Sum(i => i.Answered);

    public decimal? Share => ShareOf(Asked, Answered);

    /// <summary>Hours of the window in which the monitor asked for anything.</summary>
    public int HoursWatched => Days.Sum(d => d.HoursWatched);

    /// <summary>Hours of the window as far as it has passed.</summary>
    public required int HoursPassed { get; init; }

    /// <summary>SHA-256 over the log rows this was computed from, so that a printed certificate can be checked against the product.</summary>
    public required string Fingerprint { get; init; }

    /// <summary>Rounded down to two places: what failed once is never shown as 100.</summary>
    public static decimal? ShareOf(int asked, int answered) => asked == 0 ? null : decimal.Floor(answered * 10_000m / asked) / 100m;

    public static string Words(decimal? share) => share is { } known ? known.ToString(known == decimal.Truncate(known) ? "0" : "0.00", CultureInfo.InvariantCulture) + "%" : "–";
}

/// <summary>Reads the monitor's log.</summary>
internal sealed class AvailabilityOf(AppDbContext db, RulebookSet rules, TimeProvider clock) : IUseCase
{
    /// <summary>Failures shown; the log as CSV has them all.</summary>
    public const int MostFailures = 200;

    private static readonly string[] Columns = ["วันที่", "ชั่วโมง", "ข้อ", "เปิดได้", "รหัสตอบ", "เหตุ"];

    public async Task<Availability> Do(FiscalYear year, DateOnly from, DateOnly until, CancellationToken stop)
    {
        var seen = NotToCome(until);
        var rows = await db.ItemWatches.AsNoTracking().Where(w => w.Year == year && w.Day >= from && w.Day <= seen).OrderBy(w => w.Day).ThenBy(w => w.Number).ToListAsync(stop);
        var (begins, ends) = (Midnight(from), Midnight(until.AddDays(1)));
        var failures = await db.ItemFailures.AsNoTracking().Where(f => f.Year == year && f.At >= begins && f.At < ends).OrderByDescending(f => f.At).ToListAsync(stop);
        var titles = rules.Find(year)?.Items.ToDictionary(i => i.Number, i => i.Title) ?? [];
        var last = failures.GroupBy(f => f.Number).ToDictionary(g => g.Key, g => g.First());
        var passed = (int)Math.Clamp(Math.Floor(((ends < clock.GetUtcNow() ? ends : clock.GetUtcNow()) - begins).TotalHours), 0, 24 * 3660);
        return new Availability(
            year,
            from,
            until,
            [.. rows.GroupBy(r => r.Number).OrderBy(g => g.Key).Select(g => new ItemAvailability(g.Key, titles.GetValueOrDefault(g.Key, ""), g.Sum(r => r.HoursAsked), g.Sum(r => r.HoursAnswered), g.Max(r => r.Slowest), last.GetValueOrDefault(g.Key)))],
            [.. rows.GroupBy(r => r.Day).Select(g => new DayAvailability(g.Key, g.Sum(r => r.HoursAsked), g.Sum(r => r.HoursAnswered), System.Numerics.BitOperations.PopCount((uint)g.Aggregate(0, (all, r) => all | r.Asked))))],
            failures)
        {
            HoursPassed = passed,
            Fingerprint = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', rows.Select(r => string.Create(CultureInfo.InvariantCulture, $"{r.Year} {r.Number} {r.Day:yyyy-MM-dd} {r.Asked:x6} {r.Answered:x6}")))))),
        };
    }

    /// <summary>The log, a row for an item and hour.</summary>
    public async Task<IReadOnlyList<string?[]>> Log(FiscalYear year, DateOnly from, DateOnly until, CancellationToken stop)
    {
        var seen = NotToCome(until);
        var rows = await db.ItemWatches.AsNoTracking().Where(w => w.Year == year && w.Day >= from && w.Day <= seen).OrderBy(w => w.Day).ThenBy(w => w.Number).ToListAsync(stop);
        var (begins, ends) = (Midnight(from), Midnight(until.AddDays(1)));
        var why = (await db.ItemFailures.AsNoTracking().Where(f => f.Year == year && f.At >= begins && f.At < ends).OrderBy(f => f.At).ToListAsync(stop))
            .ToLookup(f => (f.Number, Hour: f.At.ToOffset(TimeSpan.FromHours(7)).ToString("yyyy-MM-dd HH", CultureInfo.InvariantCulture)));
        var lines = new List<string?[]> { Columns };
        foreach (var row in rows)
        {
            for (var hour = 0; hour < 24; hour++)
            {
                if ((row.Asked >> hour & 1) == 1)
                {
                    var answered = (row.Answered >> hour & 1) == 1;
                    var failure = answered ? null : why[(row.Number, string.Create(CultureInfo.InvariantCulture, $"{row.Day:yyyy-MM-dd} {hour:00}"))].LastOrDefault();
                    lines.Add([row.Day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), hour.ToString("00", CultureInfo.InvariantCulture) + ":00", FormattableString.Invariant($"O{row.Number}"), answered ? "1" : "0", answered ? "200" : failure?.Status?.ToString(CultureInfo.InvariantCulture), failure?.Why]);
                }
            }
        }
        return lines;
    }

    /// <summary>Days to come were written while the clock was wrong: they bear witness to nothing.</summary>
    private DateOnly NotToCome(DateOnly until) => ThaiDate.InBangkok(clock.GetUtcNow()) is var today && until < today ? until : today;

    private static DateTimeOffset Midnight(DateOnly day) => new DateTimeOffset(day.ToDateTime(TimeOnly.MinValue), TimeSpan.FromHours(7)).ToUniversalTime();
}
