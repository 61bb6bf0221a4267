namespace Prongsai.Informants.Store;

/// <summary>Complaints of half a fiscal year that came by other ways, counted in the register named.</summary>
internal sealed record OtherCount(int Year, int Half, int Received, int Finished, string Source);

/// <summary>
/// Counts for the public, of halves that are over and as of their last day, so that two publications differ in nothing a single report did.
/// Numbers from one to four are not told, nor those from which they could be computed.
/// </summary>
internal sealed class Statistics(InformantsDatabase database, IOffice office)
{
    /// <summary>The smallest number told, except none.</summary>
    public const int Least = 5;

    public async Task<IReadOnlyList<HalfYear>> Of(int fiscalYear, DateOnly today, CancellationToken stop)
    {
        var year = fiscalYear - 543;
        (int Half, DateOnly From, DateOnly Until)[] halves = [(1, new(year - 1, 10, 1), new(year, 3, 31)), (2, new(year, 4, 1), new(year, 9, 30))];
        var rows = new List<HalfYear>();
        foreach (var (half, from, until) in halves.Where(h => h.Until < today))
        {
            var counts = await database.List(
                """
                select count(*)::int, (count(*) filter (where finished_on <= $3))::int from (
                  select received_on, finished_on from informants.reports where organisation_id = $1
                  union all select received_on, finished_on from informants.destroyed where organisation_id = $1) r
                where received_on between $2 and $3
                """, r => (All: r.GetInt32(0), Finished: r.GetInt32(1)), stop, office.OrganisationId, from, until);
            var others = (await OtherCounts(stop)).FirstOrDefault(c => c.Year == fiscalYear && c.Half == half);
            rows.Add(Told(half, until, counts[0].All, counts[0].Finished) with { Others = others is null ? null : Told(others) });
        }
        return rows;
    }

    /// <summary>What officers entered of other ways, as they entered it.</summary>
    public Task<IReadOnlyList<OtherCount>> OtherCounts(CancellationToken stop) => database.List(
        "select fiscal_year, half, received, finished, source from informants.other_counts where organisation_id = $1 order by fiscal_year desc, half desc",
        r => new OtherCount(r.GetInt32(0), r.GetInt32(1), r.GetInt32(2), r.GetInt32(3), r.GetString(4)), stop, office.OrganisationId);

    public Task<int> Put(OtherCount count, CancellationToken stop) => database.Run(
        """
        insert into informants.other_counts (organisation_id, fiscal_year, half, received, finished, source) values ($1, $2, $3, $4, $5, $6)
        on conflict (organisation_id, fiscal_year, half) do update set received = excluded.received, finished = excluded.finished, source = excluded.source
        """, stop, office.OrganisationId, count.Year, count.Half, count.Received, count.Finished, count.Source);

    /// <summary>The halves of this fiscal year and the last that are over, newest first.</summary>
    public static IReadOnlyList<(int Year, int Half, DateOnly Until)> Over(DateOnly today)
    {
        var year = today.Year + (today.Month >= 10 ? 1 : 0);
        return [.. new[] { year, year - 1 }.SelectMany(y => new[] { (y + 543, 2, new DateOnly(y, 9, 30)), (y + 543, 1, new DateOnly(y, 3, 31)) }).Where(h => h.Item3 < today)];
    }

    /// <summary>What of these counts is told.</summary>
    public static HalfYear Told(int half, DateOnly until, int all, int finished)
    {
        var inHand = all - finished;
        var parts = all == 0 || (Tells(finished) && Tells(inHand) && Tells(all));
        return new HalfYear(half, until, Tells(all) ? all : null, parts ? finished : null, parts ? inHand : null, null);
    }

    private static OtherWays Told(OtherCount count)
    {
        var told = Told(count.Half, default, count.Received, count.Finished);
        return new OtherWays(told.All, told.Finished, told.InHand, count.Source);
    }

    private static bool Tells(int number) => number is 0 or >= Least;
}
