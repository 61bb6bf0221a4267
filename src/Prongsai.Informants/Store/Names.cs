using Npgsql;
using System.Text;
using Prongsai.Informants.Format;

namespace Prongsai.Informants.Store;

/// <summary>A recipient asks a custodian to let him see a name.</summary>
internal sealed record NameRequest(Guid Id, Guid Report, Guid AskedBy, DateOnly AskedOn, byte[] Reason, DateOnly? DecidedOn, bool? Agreed);

/// <summary>Identities: nobody opens one alone. The outer seal is the recipients', the inner one the custodian's, who cannot open the outer.</summary>
internal sealed class Names(InformantsDatabase database, IOffice office, Reports reports, LookChain looks)
{
    private const string Columns = "q.id, q.report_id, q.asked_by, q.asked_on, q.reason, q.decided_on, q.agreed";

    /// <summary>Asks; a request that still waits is not asked twice.</summary>
    public async Task<bool> Ask(ReportRow report, Guid recipient, string reason, CancellationToken stop)
    {
        var id = Guid.NewGuid();
        var asked = await database.Run(
            "insert into informants.name_requests (id, report_id, asked_by, asked_on, reason) values ($1, $2, $3, $4, $5) on conflict do nothing", stop,
            id, report.Id, recipient, reports.Today, Envelope.Seal(Encoding.UTF8.GetBytes(reason), report.NamePublic!, report.Id, id)) == 1;
        if (asked)
        {
            await reports.Say(report, "desk", Encoding.UTF8.GetBytes("ขอทราบตัวตนผู้แจ้ง เหตุผล: " + reason), Ids.From(id, "asked"), stop);
            await looks.Note(report.Id, recipient, "name-asked", stop);
        }
        return asked;
    }

    public Task<IReadOnlyList<NameRequest>> Of(ReportRow report, CancellationToken stop) => database.List($"select {Columns} from informants.name_requests q where q.report_id = $1 order by q.asked_on", Request, stop, report.Id);

    /// <summary>What waits for this custodian: requests about reports to whose identity he has the inner key.</summary>
    public Task<IReadOnlyList<(NameRequest Request, byte[] Key)>> Waiting(Guid custodian, CancellationToken stop) => database.List(
        $"select {Columns}, k.name_key from informants.name_requests q join informants.name_keys k on k.report_id = q.report_id join informants.reports r on r.id = q.report_id where r.organisation_id = $1 and k.recipient_id = $2 and q.decided_on is null order by q.asked_on, q.id",
        r => (Request(r), r.Bytes(7)), stop, office.OrganisationId, custodian);

    /// <summary>The custodian's answer, with its reason, which the recipients read.</summary>
    public async Task Decide(NameRequest request, KeyPair name, Handler? asker, Guid custodian, bool agreed, string why, CancellationToken stop)
    {
        await using var connection = await database.Source.OpenConnectionAsync(stop);
        await using var transaction = await connection.BeginTransactionAsync(stop);
        var decided = await connection.Run("update informants.name_requests set decided_by = $2, decided_on = $3, agreed = $4 where id = $1 and decided_on is null", stop, request.Id, custodian, reports.Today, agreed && asker is not null);
        if (decided == 1 && agreed && asker is not null)
        {
            await connection.Run("insert into informants.name_keys (report_id, recipient_id, name_key) values ($1, $2, $3) on conflict do nothing", stop, request.Report, asker.RecipientId, KeyPair.SealKey(name.Private, asker.PublicKey));
        }
        await transaction.CommitAsync(stop);
        if (decided == 1 && await reports.Known(request.Report, stop) is { } report)
        {
            await reports.Say(report, "desk", Encoding.UTF8.GetBytes($"ผู้ดูแลตัวตน{(agreed ? "อนุมัติ" : "ไม่อนุมัติ")}: {why}"), Ids.From(request.Id, "decided"), stop);
            await looks.Note(report.Id, custodian, agreed ? "name-agreed" : "name-refused", stop);
        }
    }

    /// <summary>The inner key of a recipient to whom a custodian agreed; null for everyone else.</summary>
    public async Task<KeyPair?> KeyOf(ReportRow report, Guid recipient, KeyPair mine, CancellationToken stop)
    {
        await using var command = database.Command("select name_key from informants.name_keys where report_id = $1 and recipient_id = $2", report.Id, recipient);
        return await command.ExecuteScalarAsync(stop) is byte[] sealedKey && mine.OpenKey(sealedKey) is { } key ? new KeyPair(report.NamePublic!, key) : null;
    }

    /// <summary>Both seals opened; null when either was not, or nothing was given.</summary>
    public static Identity? Open(ItemRow item, ReportRow report, KeyPair talk, KeyPair name) =>
        Envelope.Open(item.Body, talk, report.Id, item.Id) is { } inner && Envelope.Open(inner, name, report.Id, item.Id) is { } opened ? Ids.Unpack<Identity>(opened) : null;

    private static NameRequest Request(NpgsqlDataReader r) => new(r.GetGuid(0), r.GetGuid(1), r.GetGuid(2), r.Day(3), r.Bytes(4), r.DayOrNull(5), r.IsDBNull(6) ? null : r.GetBoolean(6));
}
