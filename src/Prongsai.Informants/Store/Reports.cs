using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Npgsql;
using NpgsqlTypes;
using Prongsai.Informants.Format;

namespace Prongsai.Informants.Store;

/// <summary>What an informant wrote at first. Positions are kept as text beside the ids: people change places.</summary>
internal sealed record FirstAccount(string What, string When, string Where, IReadOnlyList<Guid> Named, IReadOnlyList<string> NamedPositions, IReadOnlyList<string> Units, string Others);

/// <summary>A file as it came.</summary>
internal sealed record Attachment(string Name, byte[] Content);

/// <summary>A row of a report with what this reader may open it with.</summary>
internal sealed record ReportRow(Guid Id, DateOnly ReceivedOn, string State, byte[] TalkPublic, byte[] DeskPublic, byte[] SealedTalk, byte[]? SealedDesk);

/// <summary>An envelope as it lies.</summary>
internal sealed record ItemRow(Guid Id, int Number, string Side, DateOnly On, byte[] Body);

/// <summary>Stores and finds sealed reports, always of one organisation. Nothing readable goes in but days and states.</summary>
internal sealed class Reports(InformantsDatabase database, IOffice office, TimeProvider clock)
{
    public const int TextMaxLength = 20_000;
    private const string Columns = "r.id, r.received_on, r.state, r.talk_public, r.desk_public";

    /// <summary>The day in Bangkok.</summary>
    public DateOnly Today => DateOnly.FromDateTime(clock.GetUtcNow().ToOffset(TimeSpan.FromHours(7)).DateTime);

    /// <summary>The salt of the channel's codes; made when the channel opens. A channel not yet open answers one of its own, for the same work.</summary>
    public async Task<byte[]> Salt(CancellationToken stop)
    {
        await using var command = database.Source.CreateCommand("select salt from informants.channels where organisation_id = $1");
        command.Parameters.Add(new() { Value = office.OrganisationId });
        return await command.ExecuteScalarAsync(stop) as byte[] ?? new byte[Sodium.SaltBytes];
    }

    /// <summary>Stores a report once: the same code again changes nothing, so a form may be sent twice.</summary>
    public async Task Add(string code, FirstAccount account, IReadOnlyList<Attachment> files, IReadOnlyList<Handler> recipients, CancellationToken stop)
    {
        if (recipients.Count == 0)
        {
            throw new InvalidOperationException("A report nobody can open must not be stored.");
        }
        var receipt = ReceiptKey.From(code, await Salt(stop));
        var id = Guid.NewGuid(); // not a version 7: its first half would be the time
        var (talk, desk) = (KeyPair.New(), KeyPair.New());
        await using var connection = await database.Source.OpenConnectionAsync(stop);
        await using var transaction = await connection.BeginTransactionAsync(stop);
        var added = await Run(
            connection,
            "insert into informants.reports (id, organisation_id, received_on, lookup, talk_public, desk_public, talk_for_informant, state) values ($1, $2, $3, $4, $5, $6, $7, 'received') on conflict (lookup) do nothing",
            stop, id, office.OrganisationId, Today, receipt.Lookup, talk.Public, desk.Public, KeyPair.SealKey(talk.Private, receipt.Pair.Public));
        if (added == 0)
        {
            return;
        }
        foreach (var recipient in recipients)
        {
            await Run(connection, "insert into informants.report_keys (report_id, recipient_id, talk_key, desk_key) values ($1, $2, $3, $4)", stop,
                id, recipient.RecipientId, KeyPair.SealKey(talk.Private, recipient.PublicKey), KeyPair.SealKey(desk.Private, recipient.PublicKey));
        }
        await Put(connection, id, 0, "informant", JsonSerializer.SerializeToUtf8Bytes(account), talk.Public, stop);
        var number = 1;
        foreach (var file in files)
        {
            await Put(connection, id, number++, "informant-file", Pack(file), talk.Public, stop);
        }
        await transaction.CommitAsync(stop);
        CryptographicOperations.ZeroMemory(talk.Private);
        CryptographicOperations.ZeroMemory(desk.Private);
    }

    /// <summary>The report a code opens, with its talk key; null when there is none. Right and wrong do the same slow work.</summary>
    public async Task<(ReportRow Row, KeyPair Talk)?> ByCode(string code, CancellationToken stop)
    {
        var receipt = ReceiptKey.From(code, await Salt(stop));
        await using var command = database.Source.CreateCommand($"select {Columns}, r.talk_for_informant, null::bytea from informants.reports r where r.organisation_id = $1 and r.lookup = $2");
        command.Parameters.Add(new() { Value = office.OrganisationId });
        command.Parameters.Add(new() { Value = receipt.Lookup });
        var rows = await Rows(command, stop);
        return rows.Count == 1 && receipt.Pair.OpenKey(rows[0].SealedTalk) is { } key ? (rows[0], new KeyPair(rows[0].TalkPublic, key)) : null;
    }

    /// <summary>The reports this recipient holds keys to: others do not exist for him.</summary>
    public async Task<IReadOnlyList<ReportRow>> Of(Guid recipient, CancellationToken stop)
    {
        await using var command = database.Source.CreateCommand(
            $"select {Columns}, k.talk_key, k.desk_key from informants.reports r join informants.report_keys k on k.report_id = r.id where r.organisation_id = $1 and k.recipient_id = $2 order by r.received_on desc, r.id");
        command.Parameters.Add(new() { Value = office.OrganisationId });
        command.Parameters.Add(new() { Value = recipient });
        return await Rows(command, stop);
    }

    /// <summary>The informant's side of a report whose talk key was opened before.</summary>
    public async Task<ReportRow?> Known(Guid report, CancellationToken stop)
    {
        await using var command = database.Source.CreateCommand($"select {Columns}, r.talk_for_informant, null::bytea from informants.reports r where r.organisation_id = $1 and r.id = $2");
        command.Parameters.Add(new() { Value = office.OrganisationId });
        command.Parameters.Add(new() { Value = report });
        return (await Rows(command, stop)).SingleOrDefault();
    }

    public async Task<IReadOnlyList<ItemRow>> Items(Guid report, CancellationToken stop)
    {
        await using var command = database.Source.CreateCommand("select id, number, side, written_on, body from informants.items where report_id = $1 order by number");
        command.Parameters.Add(new() { Value = report });
        await using var reader = await command.ExecuteReaderAsync(stop);
        var items = new List<ItemRow>();
        while (await reader.ReadAsync(stop))
        {
            items.Add(new ItemRow(reader.GetGuid(0), reader.GetInt32(1), reader.GetString(2), reader.GetFieldValue<DateOnly>(3), reader.GetFieldValue<byte[]>(4)));
        }
        return items;
    }

    /// <summary>Adds something said, sealed to the talk or desk key.</summary>
    public async Task Say(ReportRow report, string side, byte[] content, CancellationToken stop)
    {
        await using var connection = await database.Source.OpenConnectionAsync(stop);
        await using var transaction = await connection.BeginTransactionAsync(stop);
        await Run(connection, "select pg_advisory_xact_lock(hashtextextended($1::text, 0))", stop, report.Id);
        var number = await Number(connection, "informants.items", report.Id, stop);
        await Put(connection, report.Id, number, side, content, side is "desk" ? report.DeskPublic : report.TalkPublic, stop);
        await transaction.CommitAsync(stop);
    }

    public async Task Turn(ReportRow report, string state, CancellationToken stop)
    {
        await using var connection = await database.Source.OpenConnectionAsync(stop);
        await Run(connection, "update informants.reports set state = $3 where organisation_id = $1 and id = $2", stop, office.OrganisationId, report.Id, state);
    }

    /// <summary>A line in the report's own chain: who looked or did what on which day, without content.</summary>
    public async Task Note(Guid report, Guid? recipient, string kind, CancellationToken stop)
    {
        await using var connection = await database.Source.OpenConnectionAsync(stop);
        await using var transaction = await connection.BeginTransactionAsync(stop);
        await Run(connection, "select pg_advisory_xact_lock(hashtextextended($1::text, 1))", stop, report);
        var number = await Number(connection, "informants.looks", report, stop);
        var previous = new byte[32];
        await using (var last = new NpgsqlCommand("select hash from informants.looks where report_id = $1 and number = $2", connection))
        {
            last.Parameters.Add(new() { Value = report });
            last.Parameters.Add(new() { Value = number - 1 });
            previous = await last.ExecuteScalarAsync(stop) as byte[] ?? previous;
        }
        var hash = LookHash(previous, report, number, Today, recipient, kind);
        await Run(connection, "insert into informants.looks (report_id, number, on_day, recipient_id, kind, previous, hash) values ($1, $2, $3, $4, $5, $6, $7)", stop,
            report, number, Today, (object?)recipient ?? DBNull.Value, kind, previous, hash);
        await transaction.CommitAsync(stop);
    }

    /// <summary>What a line of the chain is bound by.</summary>
    public static byte[] LookHash(byte[] previous, Guid report, int number, DateOnly day, Guid? recipient, string kind) =>
        SHA256.HashData([.. previous, .. Encoding.UTF8.GetBytes(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{report:N}|{number}|{day:yyyy-MM-dd}|{recipient:N}|{kind}"))]);

    public async Task<IReadOnlyList<(DateOnly On, Guid? Recipient, string Kind)>> Looks(Guid report, CancellationToken stop)
    {
        await using var command = database.Source.CreateCommand("select on_day, recipient_id, kind from informants.looks where report_id = $1 order by number desc limit 50");
        command.Parameters.Add(new() { Value = report });
        await using var reader = await command.ExecuteReaderAsync(stop);
        var looks = new List<(DateOnly, Guid?, string)>();
        while (await reader.ReadAsync(stop))
        {
            looks.Add((reader.GetFieldValue<DateOnly>(0), await reader.IsDBNullAsync(1, stop) ? null : reader.GetGuid(1), reader.GetString(2)));
        }
        return looks;
    }

    public static byte[] Pack(Attachment file) => JsonSerializer.SerializeToUtf8Bytes(file);

    public static Attachment Unpack(byte[] packed) => JsonSerializer.Deserialize<Attachment>(packed)!;

    private async Task Put(NpgsqlConnection connection, Guid report, int number, string side, byte[] content, byte[] publicKey, CancellationToken stop)
    {
        var item = Guid.NewGuid();
        await Run(connection, "insert into informants.items (id, report_id, number, side, written_on, body) values ($1, $2, $3, $4, $5, $6)", stop,
            item, report, number, side, Today, Envelope.Seal(content, publicKey, report, item));
        CryptographicOperations.ZeroMemory(content);
    }

    private static async Task<int> Number(NpgsqlConnection connection, string table, Guid report, CancellationToken stop)
    {
        await using var command = new NpgsqlCommand($"select coalesce(max(number) + 1, 0) from {table} where report_id = $1", connection);
        command.Parameters.Add(new() { Value = report });
        return (int)(await command.ExecuteScalarAsync(stop))!;
    }

    private static async Task<IReadOnlyList<ReportRow>> Rows(NpgsqlCommand command, CancellationToken stop)
    {
        await using var reader = await command.ExecuteReaderAsync(stop);
        var rows = new List<ReportRow>();
        while (await reader.ReadAsync(stop))
        {
            rows.Add(new ReportRow(reader.GetGuid(0), reader.GetFieldValue<DateOnly>(1), reader.GetString(2), reader.GetFieldValue<byte[]>(3), reader.GetFieldValue<byte[]>(4),
                reader.GetFieldValue<byte[]>(5), await reader.IsDBNullAsync(6, stop) ? null : reader.GetFieldValue<byte[]>(6)));
        }
        return rows;
    }

    private static async Task<int> Run(NpgsqlConnection connection, string sql, CancellationToken stop, params object[] values)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        foreach (var value in values)
        {
            command.Parameters.Add(value is DBNull ? new NpgsqlParameter { Value = value, NpgsqlDbType = NpgsqlDbType.Uuid } : new NpgsqlParameter { Value = value });
        }
        return await command.ExecuteNonQueryAsync(stop);
    }
}
