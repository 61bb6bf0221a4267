using System.Security.Cryptography;
using Npgsql;
using Prongsai.Informants.Format;

namespace Prongsai.Informants.Store;

/// <summary>Stores and finds sealed reports, always of one organisation. Nothing readable goes in but days and states.</summary>
internal sealed class Reports(InformantsDatabase database, IOffice office, IOfficeTools tools, Procedures procedures, TimeProvider clock)
{
    public const int TextMaxLength = 20_000;

    /// <summary>Of sealed files in one day and organisation; above it text still goes, files wait for tomorrow.</summary>
    public const long FilesADay = 1L << 30;

    private const string Columns = "r.id, r.received_on, r.state, r.talk_public, r.desk_public, r.state_on, r.due_on, r.extensions, r.finished_on, r.hold, r.merged_into, r.name_public, r.must_change, r.procedure_version, p.rules";
    private const string From = "informants.reports r left join informants.procedures p on p.organisation_id = r.organisation_id and p.version = r.procedure_version";

    /// <summary>The day in Bangkok.</summary>
    public DateOnly Today => DateOnly.FromDateTime(clock.GetUtcNow().ToOffset(TimeSpan.FromHours(7)).DateTime);

    /// <summary>The salt of the channel's codes; made when the channel opens. A channel not yet open answers one of its own, for the same work.</summary>
    public async Task<byte[]> Salt(CancellationToken stop)
    {
        await using var command = database.Command("select salt from informants.channels where organisation_id = $1", office.OrganisationId);
        return await command.ExecuteScalarAsync(stop) as byte[] ?? new byte[Sodium.SaltBytes];
    }

    /// <summary>The key of a code, made in its lane.</summary>
    /// <exception cref="TooBusyException">Too many wait.</exception>
    public async Task<ReceiptKey> Key(string digits, Lane lane, CancellationToken stop)
    {
        var salt = await Salt(stop);
        return await lane.Run(() => ReceiptKey.From(digits, salt), stop);
    }

    /// <summary>Stores a report once: the same code again changes nothing, so a form may be sent twice.</summary>
    public async Task Add(NewReport report, CancellationToken stop)
    {
        if (report.Recipients.Count == 0)
        {
            throw new InvalidOperationException("A report nobody can open must not be stored.");
        }
        var receipt = await Key(report.Code, Lane.Reports, stop);
        var (id, today) = (report.Id, Today);
        var procedure = await procedures.Pinned(stop);
        var (talk, desk) = (KeyPair.New(), KeyPair.New());
        var name = report.Custodians.Count > 0 ? KeyPair.New() : null;
        await using var connection = await database.Source.OpenConnectionAsync(stop);
        await using var transaction = await connection.BeginTransactionAsync(stop);
        var added = await connection.Run(
            """
            insert into informants.reports (id, organisation_id, received_on, lookup, talk_public, desk_public, talk_for_informant, state, state_on, due_on, must_change, name_public, procedure_version)
            values ($1, $2, $3, $4, $5, $6, $7, 'received', $3, $8, $9, nullif($10, ''::bytea), $11) on conflict (lookup) do nothing
            """,
            stop, id, office.OrganisationId, today, receipt.Lookup, talk.Public, desk.Public, KeyPair.SealKey(talk.Private, receipt.Pair.Public),
            tools.WorkingDay(today, procedure.Of(Procedure.Received).WorkingDays!.Value), report.MustChange, name?.Public ?? [], procedure.Version);
        if (added == 0)
        {
            return;
        }
        foreach (var recipient in report.Recipients)
        {
            await connection.Run("insert into informants.report_keys (report_id, recipient_id, talk_key, desk_key) values ($1, $2, $3, $4)", stop,
                id, recipient.RecipientId, KeyPair.SealKey(talk.Private, recipient.PublicKey), KeyPair.SealKey(desk.Private, recipient.PublicKey));
        }
        if (name is not null)
        {
            foreach (var custodian in report.Custodians)
            {
                await connection.Run("insert into informants.name_keys (report_id, recipient_id, name_key) values ($1, $2, $3)", stop, id, custodian.RecipientId, KeyPair.SealKey(name.Private, custodian.PublicKey));
            }
        }
        await Put(connection, id, Guid.NewGuid(), "informant", Ids.Pack(report.Account), talk.Public, stop);
        foreach (var file in report.Files)
        {
            await PutFile(connection, id, Guid.NewGuid(), "informant-file", file, talk.Public, stop);
        }
        if (report.Identity is { } identity && name is not null)
        {
            await PutIdentity(connection, id, Guid.NewGuid(), identity, name.Public, talk.Public, stop);
        }
        await transaction.CommitAsync(stop);
        CryptographicOperations.ZeroMemory(talk.Private);
        CryptographicOperations.ZeroMemory(desk.Private);
        CryptographicOperations.ZeroMemory(name?.Private ?? []);
    }

    /// <summary>The report a code opens, with its talk key; null when there is none. A code with a slip in it finds nothing and costs nothing; the page waits alike.</summary>
    /// <exception cref="TooBusyException">Too many wait.</exception>
    public async Task<(ReportRow Row, KeyPair Talk)?> ByCode(string code, CancellationToken stop)
    {
        if (!DigitCode.IsWellFormed(code, DigitCode.ReceiptLength))
        {
            return null;
        }
        var receipt = await Key(code, Lane.Codes, stop);
        var rows = await database.List($"select {Columns}, r.talk_for_informant, null::bytea from {From} where r.organisation_id = $1 and r.lookup = $2", Row, stop, office.OrganisationId, receipt.Lookup);
        return rows.Count == 1 && receipt.Pair.OpenKey(rows[0].SealedTalk) is { } key ? (rows[0], new KeyPair(rows[0].TalkPublic, key)) : null;
    }

    /// <summary>Puts a new code in the place of the old one, which opens nothing from then on.</summary>
    public async Task ChangeCode(ReportRow report, KeyPair talk, string code, CancellationToken stop)
    {
        var receipt = await Key(code, Lane.Codes, stop);
        await database.Run("update informants.reports set lookup = $3, talk_for_informant = $4, must_change = false where organisation_id = $1 and id = $2", stop,
            office.OrganisationId, report.Id, receipt.Lookup, KeyPair.SealKey(talk.Private, receipt.Pair.Public));
    }

    /// <summary>The reports this recipient holds keys to: others do not exist for him.</summary>
    public Task<IReadOnlyList<ReportRow>> Of(Guid recipient, CancellationToken stop) => database.List(
        $"select {Columns}, k.talk_key, k.desk_key from {From} join informants.report_keys k on k.report_id = r.id where r.organisation_id = $1 and k.recipient_id = $2 order by r.received_on desc, r.id",
        Row, stop, office.OrganisationId, recipient);

    /// <summary>The informant's side of a report whose talk key was opened before.</summary>
    public async Task<ReportRow?> Known(Guid report, CancellationToken stop) =>
        (await database.List($"select {Columns}, r.talk_for_informant, null::bytea from {From} where r.organisation_id = $1 and r.id = $2", Row, stop, office.OrganisationId, report)).SingleOrDefault();

    /// <summary>Those merged into a report, to be spoken to: sealing needs no key of theirs.</summary>
    public Task<IReadOnlyList<ReportRow>> MergedInto(Guid report, CancellationToken stop) => database.List(
        $"select {Columns}, r.talk_for_informant, null::bytea from {From} where r.organisation_id = $1 and r.merged_into = $2", Row, stop, office.OrganisationId, report);

    /// <summary>What was said and named, in order, without the bytes of files.</summary>
    public Task<IReadOnlyList<ItemRow>> Items(Guid report, CancellationToken stop) =>
        database.List("select id, number, side, written_on, body from informants.items where report_id = $1 and side not in ('content', 'clean') order by number", Item, stop, report);

    /// <summary>One item of a report.</summary>
    public async Task<ItemRow?> One(Guid report, Guid item, CancellationToken stop) =>
        (await database.List("select id, number, side, written_on, body from informants.items where report_id = $1 and id = $2", Item, stop, report, item)).SingleOrDefault();

    /// <summary>The bytes of a file, opened; null when they were changed or are not there.</summary>
    public async Task<byte[]?> Content(ReportRow report, Guid item, KeyPair talk, CancellationToken stop) =>
        await One(report.Id, item, stop) is { } row ? Envelope.Open(row.Body, talk, report.Id, row.Id) : null;

    /// <summary>Adds something said, sealed to the talk or desk key. The same <paramref name="once"/> again changes nothing.</summary>
    public Task Say(ReportRow report, string side, byte[] content, Guid once, CancellationToken stop) =>
        Within(report, connection => Put(connection, report.Id, once, side, content, side is "desk" ? report.DeskPublic : report.TalkPublic, stop), stop);

    public Task SayFile(ReportRow report, string side, Attachment file, Guid once, CancellationToken stop) =>
        Within(report, connection => PutFile(connection, report.Id, once, side, file, report.TalkPublic, stop), stop);

    /// <summary>Seals a name under the custodian's key within the talk's.</summary>
    public Task SayIdentity(ReportRow report, Identity identity, Guid once, CancellationToken stop) =>
        Within(report, connection => PutIdentity(connection, report.Id, once, identity, report.NamePublic!, report.TalkPublic, stop), stop);

    /// <summary>Keeps a cleaned copy beside the sealed original.</summary>
    public Task KeepClean(ReportRow report, Guid file, CleanCopy copy, CancellationToken stop) => Within(report, async connection =>
    {
        await Put(connection, report.Id, Ids.From(file, "clean"), "clean", Ids.Pack(new CleanFacts(copy.Pictures.Count, copy.Text, copy.Why)), report.TalkPublic, stop);
        foreach (var (picture, i) in copy.Pictures.Select((p, i) => (p, i)))
        {
            await Put(connection, report.Id, Ids.From(file, "page " + i.ToString(System.Globalization.CultureInfo.InvariantCulture)), "content", picture, report.TalkPublic, stop);
        }
    }, stop);

    /// <summary>Whether files may still be taken today.</summary>
    public async Task<bool> HasRoomForFiles(CancellationToken stop)
    {
        await using var command = database.Command(
            "select coalesce(sum(length(i.body)), 0)::bigint from informants.items i join informants.reports r on r.id = i.report_id where r.organisation_id = $1 and i.side = 'content' and i.written_on = $2", office.OrganisationId, Today);
        return (long)(await command.ExecuteScalarAsync(stop))! < FilesADay;
    }

    private async Task Within(ReportRow report, Func<NpgsqlConnection, Task> put, CancellationToken stop)
    {
        await using var connection = await database.Source.OpenConnectionAsync(stop);
        await using var transaction = await connection.BeginTransactionAsync(stop);
        await connection.Run("select pg_advisory_xact_lock(hashtextextended($1::text, 0))", stop, report.Id);
        await put(connection);
        await transaction.CommitAsync(stop);
    }

    private async Task PutFile(NpgsqlConnection connection, Guid report, Guid id, string side, Attachment file, byte[] publicKey, CancellationToken stop)
    {
        await Put(connection, report, id, side, Ids.Pack(new FileFacts(file.Name, file.Content.Length, FileKinds.IsLocked(file.Content))), publicKey, stop);
        await Put(connection, report, Ids.From(id, "content"), "content", file.Content, publicKey, stop);
    }

    private Task PutIdentity(NpgsqlConnection connection, Guid report, Guid id, Identity identity, byte[] namePublic, byte[] talkPublic, CancellationToken stop) =>
        Put(connection, report, id, "name", Envelope.Seal(Ids.Pack(identity), namePublic, report, id), talkPublic, stop);

    private async Task Put(NpgsqlConnection connection, Guid report, Guid item, string side, byte[] content, byte[] publicKey, CancellationToken stop)
    {
        await connection.Run(
            "insert into informants.items (id, report_id, number, side, written_on, body) select $1, $2, coalesce(max(number) + 1, 0), $3, $4, $5 from informants.items where report_id = $2 on conflict (id) do nothing", stop,
            item, report, side, Today, Envelope.Seal(content, publicKey, report, item));
        CryptographicOperations.ZeroMemory(content);
    }

    private static ItemRow Item(NpgsqlDataReader r) => new(r.GetGuid(0), r.GetInt32(1), r.GetString(2), r.Day(3), r.Bytes(4));

    private static ReportRow Row(NpgsqlDataReader r) => new(r.GetGuid(0), r.Day(1), r.GetString(2), r.Bytes(3), r.Bytes(4), r.Bytes(15), r.BytesOrNull(16))
    {
        StateOn = r.Day(5),
        DueOn = r.DayOrNull(6),
        Extensions = r.GetInt32(7),
        FinishedOn = r.DayOrNull(8),
        Hold = r.GetBoolean(9),
        MergedInto = r.IdOrNull(10),
        NamePublic = r.BytesOrNull(11),
        MustChange = r.GetBoolean(12),
        Procedure = r.IsDBNull(13) ? Procedure.Default : Procedure.Parse(r.GetString(14), r.GetInt32(13)),
    };
}
