using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using NpgsqlTypes;
using Prongsai.Domain;
using Prongsai.Web.Platform.Modules;
using Prongsai.Web.Platform.Organisations;
using Prongsai.Web.Platform.Persistence;

namespace Prongsai.Web.Features.Oversight;

/// <summary>The place looked at: the country, a province, or a district of it.</summary>
internal sealed record Place(string? Province, string? District)
{
    public string Name => District is not null ? $"{Called("อำเภอ", District)} {Called("จังหวัด", Province!)}" : Province is not null ? Called("จังหวัด", Province) : "ทั้งประเทศ";

    /// <summary>Offices write their place with the word before it or without; Bangkok has none.</summary>
    private static string Called(string kind, string name) => name.StartsWith(kind, StringComparison.Ordinal) || name is "กรุงเทพมหานคร" || name.StartsWith("เขต", StringComparison.Ordinal) ? name : kind + name;

    public string Href => District is not null ? $"/oversight/{Uri.EscapeDataString(Province!)}/{Uri.EscapeDataString(District)}" : Province is not null ? $"/oversight/{Uri.EscapeDataString(Province)}" : "/oversight";
}

/// <summary>Figures of a place and year: counts and means over its members.</summary>
/// <param name="Name">Of the area; empty for the whole place.</param>
/// <param name="Members">How many have any figure.</param>
/// <param name="Scored">With a confirmed result.</param>
/// <param name="Mean">Of the totals, to two places; null when there is none.</param>
/// <param name="Passed">With 85 and more.</param>
/// <param name="Items">Checked items of disclosure.</param>
/// <param name="ItemsComplete">Those complete.</param>
/// <param name="Steps">Of measures.</param>
/// <param name="StepsProven">Done, with evidence.</param>
/// <param name="StepsLate">Overdue.</param>
internal sealed record AreaFigures(string Name, int Members, int Scored, decimal? Mean, int Passed, long Items, long ItemsComplete, long Steps, long StepsProven, long StepsLate)
{
    /// <summary>Of fewer than three members nothing of their work is shown: it would be that of one.</summary>
    public const int Least = 3;

    public decimal? PassedShare => Share(Passed, Scored);

    public decimal? Readiness => Members >= Least ? Share(ItemsComplete, Items) : null;

    public decimal? FollowUp => Members >= Least ? Share(StepsProven, Steps) : null;

    public static decimal? Share(long part, long whole) => whole == 0 ? null : Math.Round(100m * part / whole, 1, MidpointRounding.AwayFromZero);
}

/// <summary>One member in a list.</summary>
internal sealed record MemberFigures(Guid Id, string Name, string District, string Province, decimal? Total, string? Level, bool IsOpen, int Items, int ItemsComplete, int Steps, int StepsProven, int StepsLate, DateTimeOffset AsOf, bool FromPackage);

/// <summary>
/// Asks the figures of a place. Which rows are seen is the database's decision (the policy overseers_read); here is only narrowed further. Written
/// by hand: EF's filter would show an overseer its own row alone.
/// </summary>
internal sealed class OversightQuery(AppDbContext db, CurrentOrganisation organisation) : IUseCase
{
    private const string From = "oversight_newest where year = $1 and ($2::text is null or province = $2) and ($3::text is null or district = $3)";

    private const string Sums =
        """
        count(*)::int, count(total)::int, round(avg(total), 2), count(*) filter (where total >= 85)::int,
        coalesce(sum(items), 0)::bigint, coalesce(sum(items_complete), 0)::bigint, coalesce(sum(steps), 0)::bigint, coalesce(sum(steps_proven), 0)::bigint, coalesce(sum(steps_late), 0)::bigint
        """;

    /// <summary>The place asked for, as far as the current organisation oversees it; null when it does not.</summary>
    public Place? Within(string? province, string? district)
    {
        var card = organisation.Card;
        return card.Oversees switch
        {
            OversightLevel.Country => new(province, district),
            OversightLevel.Province when province is null || province == card.Province => new(card.Province, district),
            OversightLevel.District when (province is null || province == card.Province) && (district is null || district == card.District) => new(card.Province, card.District),
            _ => null,
        };
    }

    /// <summary>Years of which anything is known, the latest first; found by steps along the index.</summary>
    public Task<IReadOnlyList<FiscalYear>> Years(CancellationToken stop) =>
        Rows(
            """
            with recursive y as (select max(year) as year from oversight_figures union all select (select max(year) from oversight_figures f where f.year < y.year) from y where y.year is not null)
            select year from y where year is not null
            """,
            new FiscalYear(2568), new Place(null, null), r => new FiscalYear(r.GetInt16(0)), stop);

    public async Task<AreaFigures> Whole(FiscalYear year, Place place, CancellationToken stop) =>
        (await Rows($"select '', {Sums} from {From}", year, place, Area, stop))[0];

    /// <summary>By province, or, inside one, by district.</summary>
    public Task<IReadOnlyList<AreaFigures>> Areas(FiscalYear year, Place place, CancellationToken stop)
    {
        var by = place.Province is null ? "province" : "district";
        return Rows($"select {by}, {Sums} from {From} group by {by} order by {by}", year, place, Area, stop);
    }

    public Task<IReadOnlyList<(string Level, int Members)>> Levels(FiscalYear year, Place place, CancellationToken stop) =>
        Rows($"select level, count(*)::int from {From} and level is not null group by level order by avg(total) desc", year, place, r => (r.GetString(0), r.GetInt32(1)), stop);

    /// <summary>The mean total of each year up to this one, five at most.</summary>
    public Task<IReadOnlyList<(FiscalYear Year, decimal? Mean)>> Trend(FiscalYear year, Place place, CancellationToken stop) =>
        Rows(
            "select year, round(avg(total), 2) from oversight_newest where year between $1 - 4 and $1 and ($2::text is null or province = $2) and ($3::text is null or district = $3) group by year order by year",
            year, place, r => (new FiscalYear(r.GetInt16(0)), r.IsDBNull(1) ? (decimal?)null : r.GetDecimal(1)), stop);

    /// <summary>Means of the ten indicators.</summary>
    public async Task<IReadOnlyList<decimal?>> Indicators(FiscalYear year, Place place, CancellationToken stop) =>
        (await Rows($"select {string.Join(", ", Enumerable.Range(1, 10).Select(n => $"round(avg(indicators[{n}]), 2)"))} from {From}", year, place, r => Enumerable.Range(0, 10).Select(n => r.IsDBNull(n) ? (decimal?)null : r.GetDecimal(n)).ToList(), stop))[0];

    public async Task<(IReadOnlyList<MemberFigures> Rows, int Count)> Members(FiscalYear year, Place place, string order, int skip, int take, CancellationToken stop)
    {
        var by = order switch
        {
            "-total" => "total desc nulls last, name",
            "total" => "total nulls last, name",
            "late" or "-late" => "case when is_open then steps_late end desc nulls last, name",
            _ => "province, district, name",
        };
        var rows = await Rows(
            $"select member_id, name, district, province, total, level, is_open, items, items_complete, steps, steps_proven, steps_late, as_of, came = 'package', count(*) over ()::int from {From} order by {by} offset {skip} limit {take}",
            year, place,
            r => (new MemberFigures(r.GetGuid(0), r.GetString(1), r.GetString(2), r.GetString(3), r.IsDBNull(4) ? null : r.GetDecimal(4), r.IsDBNull(5) ? null : r.GetString(5), r.GetBoolean(6), r.GetInt16(7), r.GetInt16(8), r.GetInt32(9), r.GetInt32(10), r.GetInt32(11), r.GetFieldValue<DateTimeOffset>(12), r.GetBoolean(13)), r.GetInt32(14)),
            stop);
        return ([.. rows.Select(r => r.Item1)], rows.Count > 0 ? rows[0].Item2 : 0);
    }

    private static AreaFigures Area(DbDataReader r) =>
        new(r.GetString(0), r.GetInt32(1), r.GetInt32(2), r.IsDBNull(3) ? null : r.GetDecimal(3), r.GetInt32(4), r.GetInt64(5), r.GetInt64(6), r.GetInt64(7), r.GetInt64(8), r.GetInt64(9));

    private async Task<IReadOnlyList<T>> Rows<T>(string sql, FiscalYear year, Place place, Func<DbDataReader, T> read, CancellationToken stop)
    {
        await db.Database.OpenConnectionAsync(stop);
        try
        {
            await using var command = new NpgsqlCommand(sql, (NpgsqlConnection)db.Database.GetDbConnection());
            command.Parameters.Add(new() { Value = (short)year.Value, NpgsqlDbType = NpgsqlDbType.Smallint });
            command.Parameters.Add(new() { Value = (object?)place.Province ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text });
            command.Parameters.Add(new() { Value = (object?)place.District ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text });
            await using var row = await command.ExecuteReaderAsync(stop);
            var all = new List<T>();
            while (await row.ReadAsync(stop))
            {
                all.Add(read(row));
            }
            return all;
        }
        finally
        {
            await db.Database.CloseConnectionAsync();
        }
    }
}
