namespace Prongsai.Informants.Store;

/// <summary>A version of the procedure as it is kept.</summary>
internal sealed record ProcedureVersion(Procedure Rules, string Reason, DateOnly Since, bool ByProduct);

/// <summary>The versions of an office's procedure. None is ever changed: a report keeps the one it came under.</summary>
internal sealed class Procedures(InformantsDatabase database, IOffice office, TimeProvider clock)
{
    /// <summary>Why there is a version nobody of the office wrote.</summary>
    public const string ByProductReason = "ค่าเริ่มต้นของระบบ";

    private DateOnly Today => DateOnly.FromDateTime(clock.GetUtcNow().ToOffset(TimeSpan.FromHours(7)).DateTime);

    /// <summary>What a report of today comes under. Writes nothing, so it may be shown to anyone.</summary>
    public async Task<Procedure> Current(CancellationToken stop)
    {
        var newest = (await Read("order by version desc limit 1", stop)).SingleOrDefault();
        return newest is null || (newest.ByProduct && !string.Equals(newest.Rules.Write(), Procedure.Default.Write(), StringComparison.Ordinal))
            ? Procedure.Default with { Version = (newest?.Rules.Version ?? 0) + 1 }
            : newest.Rules;
    }

    /// <summary>The same, kept from now on, so that a report can hold on to it.</summary>
    public async Task<Procedure> Pinned(CancellationToken stop)
    {
        var current = await Current(stop);
        if (!ReferenceEquals(current.Stages, Procedure.Default.Stages))
        {
            return current;
        }
        await Insert(current, ByProductReason, byProduct: true, stop);
        return await Current(stop);
    }

    /// <summary>Adds a version for reports that come from now on.</summary>
    /// <returns>False when somebody else added that version meanwhile.</returns>
    public async Task<bool> Add(Procedure next, string reason, CancellationToken stop) => await Insert(next, reason, byProduct: false, stop) == 1;

    /// <summary>Newest first.</summary>
    public Task<IReadOnlyList<ProcedureVersion>> History(CancellationToken stop) => Read("order by version desc", stop);

    private Task<int> Insert(Procedure rules, string reason, bool byProduct, CancellationToken stop) => database.Run(
        "insert into informants.procedures (organisation_id, version, rules, reason, since, by_product) values ($1, $2, $3, $4, $5, $6) on conflict do nothing", stop,
        office.OrganisationId, rules.Version, rules.Write(), reason, Today, byProduct);

    private Task<IReadOnlyList<ProcedureVersion>> Read(string order, CancellationToken stop) => database.List(
        $"select version, rules, reason, since, by_product from informants.procedures where organisation_id = $1 {order}",
        r => new ProcedureVersion(Procedure.Parse(r.GetString(1), r.GetInt32(0)), r.GetString(2), r.Day(3), r.GetBoolean(4)), stop, office.OrganisationId);
}
