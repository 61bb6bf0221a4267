using Prongsai.Informants.Format;

namespace Prongsai.Informants.Store;

/// <summary>What recipients do with a report: its step, its keys, its end.</summary>
internal sealed class Handling(InformantsDatabase database, IOffice office, IOfficeTools tools, Recipients recipients, Reports reports, LookChain looks)
{
    /// <summary>The next step, with its last day in working days; a report merged into this one goes along.</summary>
    public async Task Turn(ReportRow report, Stage stage, CancellationToken stop)
    {
        var due = stage.WorkingDays is { } days ? tools.WorkingDay(reports.Today, days) : (DateOnly?)null;
        await database.Run(
            $"""
            update informants.reports set state = $3, state_on = $4, due_on = {(due is null ? "null" : "$5")}, extensions = 0, finished_on = case when $3 = 'finished' then $4 end
            where organisation_id = $1 and (id = $2 or merged_into = $2)
            """, stop, due is { } day ? [office.OrganisationId, report.Id, stage.State, reports.Today, day] : [office.OrganisationId, report.Id, stage.State, reports.Today]);
    }

    /// <summary>Whether the step of this report can still be made longer.</summary>
    public static bool MayExtend(ReportRow report) => report.DueOn is not null && report.Extensions < report.Stage.Extensions;

    /// <returns>The new last day; null when no extension is left.</returns>
    public async Task<DateOnly?> Extend(ReportRow report, CancellationToken stop)
    {
        if (!MayExtend(report))
        {
            return null;
        }
        var due = tools.WorkingDay(report.DueOn!.Value, report.Stage.ExtensionDays);
        var done = await database.Run("update informants.reports set due_on = $3, extensions = extensions + 1 where organisation_id = $1 and id = $2 and extensions = $4", stop, office.OrganisationId, report.Id, due, report.Extensions);
        return done == 1 ? due : null;
    }

    /// <summary>Who holds keys to a report and still can use them.</summary>
    public async Task<IReadOnlyList<Handler>> Holders(ReportRow report, CancellationToken stop)
    {
        var ids = (await database.List("select recipient_id from informants.report_keys where report_id = $1", r => r.GetGuid(0), stop, report.Id)).ToHashSet();
        return [.. (await recipients.Handlers(stop)).Where(h => ids.Contains(h.RecipientId))];
    }

    /// <summary>Who could get keys now, by the same rule as at the beginning, and has none.</summary>
    public async Task<IReadOnlyList<Handler>> Free(ReportRow report, FirstAccount account, CancellationToken stop)
    {
        var held = (await Holders(report, stop)).Select(h => h.RecipientId).ToHashSet();
        return [.. (await Allowed(await recipients.Handlers(stop), account, stop)).Where(h => !held.Contains(h.RecipientId))];
    }

    /// <summary>Gives keys to one more recipient. The caller has asked <see cref="Free"/>.</summary>
    public Task<int> Give(ReportRow report, Handler to, KeyPair talk, KeyPair desk, CancellationToken stop) => database.Run(
        "insert into informants.report_keys (report_id, recipient_id, talk_key, desk_key) values ($1, $2, $3, $4) on conflict do nothing", stop,
        report.Id, to.RecipientId, KeyPair.SealKey(talk.Private, to.PublicKey), KeyPair.SealKey(desk.Private, to.PublicKey));

    /// <summary>A recipient steps back from a report: the keys are destroyed. Not when nobody else could open it then.</summary>
    public async Task<bool> Recuse(ReportRow report, Guid recipient, CancellationToken stop)
    {
        if ((await Holders(report, stop)).All(h => h.RecipientId == recipient))
        {
            return false;
        }
        return await database.Run("delete from informants.report_keys where report_id = $1 and recipient_id = $2", stop, report.Id, recipient) == 1;
    }

    /// <summary>
    /// The informant, who alone still has the talk key, gives it to those who may have it now. What the former recipients said among
    /// themselves stays closed; a new desk pair begins.
    /// </summary>
    public async Task<bool> GiveAnew(ReportRow report, FirstAccount account, KeyPair talk, CancellationToken stop)
    {
        var free = await Free(report, account, stop);
        if (free.Count == 0 || (await Holders(report, stop)).Count > 0)
        {
            return false;
        }
        var desk = KeyPair.New();
        await using var connection = await database.Source.OpenConnectionAsync(stop);
        await using var transaction = await connection.BeginTransactionAsync(stop);
        await connection.Run("update informants.reports set desk_public = $3 where organisation_id = $1 and id = $2", stop, office.OrganisationId, report.Id, desk.Public);
        await connection.Run("delete from informants.report_keys where report_id = $1", stop, report.Id);
        foreach (var one in free)
        {
            await connection.Run("insert into informants.report_keys (report_id, recipient_id, talk_key, desk_key) values ($1, $2, $3, $4)", stop,
                report.Id, one.RecipientId, KeyPair.SealKey(talk.Private, one.PublicKey), KeyPair.SealKey(desk.Private, one.PublicKey));
        }
        await transaction.CommitAsync(stop);
        return true;
    }

    /// <summary>Says that one report tells the same matter as another, under whose procedure it goes on. No key moves: who could not read one before cannot now.</summary>
    public Task<int> Merge(ReportRow report, ReportRow into, CancellationToken stop) => database.Run(
        """
        update informants.reports set merged_into = $3, state = $4, state_on = $5, due_on = null, (finished_on, procedure_version) = (select i.finished_on, i.procedure_version from informants.reports i where i.id = $3)
        where organisation_id = $1 and id = $2
        """, stop, office.OrganisationId, report.Id, into.Id, into.State, reports.Today);

    /// <summary>Holds back the destruction of a report and of those merged into it.</summary>
    public Task<int> SetHold(ReportRow report, bool hold, CancellationToken stop) => database.Run("update informants.reports set hold = $3 where organisation_id = $1 and (id = $2 or merged_into = $2)", stop, office.OrganisationId, report.Id, hold);

    /// <summary>Destroys a report: its keys, its words, its files. Leaves a line that says so, in the chain too.</summary>
    /// <returns>False when it is held back, or was destroyed already.</returns>
    public async Task<bool> Destroy(ReportRow report, Guid? by, string why, CancellationToken stop)
    {
        await using var connection = await database.Source.OpenConnectionAsync(stop);
        await using var transaction = await connection.BeginTransactionAsync(stop);
        var left = await connection.Run(
            """
            insert into informants.destroyed (report_id, organisation_id, received_on, finished_on, destroyed_on, why, holders)
            select r.id, r.organisation_id, r.received_on, r.finished_on, $3, $4, coalesce((select array_agg(k.recipient_id) from informants.report_keys k where k.report_id = r.id), '{}')
            from informants.reports r where r.organisation_id = $1 and r.id = $2 and not r.hold for update on conflict do nothing
            """, stop, office.OrganisationId, report.Id, reports.Today, why);
        if (left == 0)
        {
            return false;
        }
        await connection.Run("delete from informants.reports where organisation_id = $1 and id = $2", stop, office.OrganisationId, report.Id);
        await transaction.CommitAsync(stop);
        await looks.Note(report.Id, by, "destroyed", stop);
        return true;
    }

    /// <summary>Destroys what the rule says: finished long enough ago and not held back.</summary>
    public async Task DestroyByRule(CancellationToken stop)
    {
        var ids = await database.List("""
            select r.id from informants.reports r left join informants.procedures p on p.organisation_id = r.organisation_id and p.version = r.procedure_version
            where r.organisation_id = $1 and not r.hold and r.finished_on + coalesce((p.rules::jsonb ->> 'keepDays')::int, $2) < $3
            """, r => r.GetGuid(0), stop, office.OrganisationId, Procedure.Default.KeepDays, reports.Today);
        foreach (var id in ids)
        {
            if (await reports.Known(id, stop) is { } report)
            {
                await Destroy(report, null, "rule", stop);
            }
        }
    }

    /// <summary>What is left of destroyed reports to which this recipient held a key.</summary>
    public Task<IReadOnlyList<(Guid Report, DateOnly Received, DateOnly Destroyed, string Why)>> Destroyed(Guid recipient, CancellationToken stop) => database.List(
        "select report_id, received_on, destroyed_on, why from informants.destroyed where organisation_id = $1 and $2 = any(holders) order by destroyed_on desc, report_id limit 100",
        r => (r.GetGuid(0), r.Day(1), r.Day(2), r.GetString(3)), stop, office.OrganisationId, recipient);

    /// <summary>Of these, who is free of what the account names.</summary>
    public async Task<IReadOnlyList<Handler>> Allowed(IReadOnlyList<Handler> handlers, FirstAccount account, CancellationToken stop) =>
        Conflict.Allowed(handlers, await office.People(stop), account.Named.ToHashSet(), account.Units.ToHashSet(StringComparer.Ordinal), (account.LeftOut ?? []).ToHashSet());
}
