namespace Prongsai.Informants.Store;

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
            rows.Add(Told(half, until, counts[0].All, counts[0].Finished));
        }
        return rows;
    }

    /// <summary>What of these counts is told.</summary>
    public static HalfYear Told(int half, DateOnly until, int all, int finished)
    {
        var inHand = all - finished;
        var parts = all == 0 || (Tells(finished) && Tells(inHand) && Tells(all));
        return new HalfYear(half, until, Tells(all) ? all : null, parts ? finished : null, parts ? inHand : null);
    }

    private static bool Tells(int number) => number is 0 or >= Least;
}
