using System.Security.Cryptography;
using System.Text;
using Npgsql;
using Prongsai.Informants.Format;

namespace Prongsai.Informants.Store;

/// <summary>An appointment as it lies; without a key until its holder has made one.</summary>
internal sealed record RecipientRow(Guid Id, Guid PersonId, string OrderNumber, DateOnly AppointedOn, byte[]? PublicKey, byte[]? LockedKey, byte[]? SheetKey);

/// <summary>Who receives reports, by which order, and their locked keys.</summary>
internal sealed class Recipients(InformantsDatabase database, IOffice office, TimeProvider clock)
{
    public const int PassphraseMinLength = 12;

    private DateOnly Today => DateOnly.FromDateTime(clock.GetUtcNow().ToOffset(TimeSpan.FromHours(7)).DateTime);

    public async Task<IReadOnlyList<RecipientRow>> Standing(CancellationToken stop)
    {
        await using var command = Command("select id, person_id, order_number, appointed_on, public_key, locked_key, sheet_key from informants.recipients where organisation_id = $1 and ended_on is null order by appointed_on, id");
        await using var reader = await command.ExecuteReaderAsync(stop);
        var rows = new List<RecipientRow>();
        while (await reader.ReadAsync(stop))
        {
            var has = !await reader.IsDBNullAsync(4, stop);
            rows.Add(new RecipientRow(reader.GetGuid(0), reader.GetGuid(1), reader.GetString(2), reader.GetFieldValue<DateOnly>(3),
                has ? reader.GetFieldValue<byte[]>(4) : null, has ? reader.GetFieldValue<byte[]>(5) : null, has ? reader.GetFieldValue<byte[]>(6) : null));
        }
        return rows;
    }

    /// <summary>The standing appointment of the person signed in.</summary>
    public async Task<RecipientRow?> Mine(CancellationToken stop) => office.Me is { } me ? (await Standing(stop)).SingleOrDefault(r => r.PersonId == me) : null;

    /// <summary>Recipients with a key who still work in the office.</summary>
    public async Task<IReadOnlyList<Handler>> Handlers(CancellationToken stop)
    {
        var people = (await office.People(stop)).ToDictionary(p => p.Id);
        var relations = new Dictionary<Guid, HashSet<Guid>>();
        await using (var command = Command("select l.recipient_id, l.person_id from informants.relations l join informants.recipients r on r.id = l.recipient_id where r.organisation_id = $1"))
        await using (var reader = await command.ExecuteReaderAsync(stop))
        {
            while (await reader.ReadAsync(stop))
            {
                (relations.TryGetValue(reader.GetGuid(0), out var known) ? known : relations[reader.GetGuid(0)] = []).Add(reader.GetGuid(1));
            }
        }
        return [.. (await Standing(stop)).Where(r => r.PublicKey is not null && people.ContainsKey(r.PersonId))
            .Select(r => new Handler(r.Id, r.PersonId, r.PublicKey!, people[r.PersonId].Position, people[r.PersonId].Unit, relations.GetValueOrDefault(r.Id) ?? []))];
    }

    /// <returns>False when the person is appointed already.</returns>
    public async Task<bool> Appoint(Guid person, string orderNumber, CancellationToken stop)
    {
        await using var command = Command(
            "insert into informants.recipients (id, organisation_id, person_id, order_number, appointed_on) values ($2, $1, $3, $4, $5) on conflict do nothing", Guid.NewGuid(), person, orderNumber, Today);
        return await command.ExecuteNonQueryAsync(stop) == 1;
    }

    public async Task End(Guid recipient, CancellationToken stop)
    {
        await using var command = Command("update informants.recipients set ended_on = $3 where organisation_id = $1 and id = $2 and ended_on is null", recipient, Today);
        await command.ExecuteNonQueryAsync(stop);
    }

    /// <summary>Makes the pair of a recipient who has none; opens the channel when it is the first.</summary>
    /// <returns>The digits of the recovery sheet, shown once; null when there is a key already.</returns>
    public async Task<string?> MakeKey(RecipientRow recipient, string passphrase, CancellationToken stop)
    {
        var (pair, sheet) = (KeyPair.New(), DigitCode.New(DigitCode.SheetLength));
        await using var command = Command(
            "update informants.recipients set public_key = $3, locked_key = $4, sheet_key = $5 where organisation_id = $1 and id = $2 and public_key is null",
            recipient.Id, pair.Public, LockedKey.Lock(pair.Private, Encoding.UTF8.GetBytes(passphrase)), LockedKey.Lock(pair.Private, Encoding.ASCII.GetBytes(sheet)));
        var made = await command.ExecuteNonQueryAsync(stop) == 1;
        CryptographicOperations.ZeroMemory(pair.Private);
        await using var open = Command("insert into informants.channels (organisation_id, opened_at, salt) values ($1, $2, $3) on conflict do nothing",
            new DateTimeOffset(Today.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero), RandomNumberGenerator.GetBytes(Sodium.SaltBytes));
        await open.ExecuteNonQueryAsync(stop);
        return made ? sheet : null;
    }

    /// <summary>A new passphrase for who still has the recovery sheet.</summary>
    public async Task<bool> Recover(RecipientRow recipient, string sheetDigits, string passphrase, CancellationToken stop)
    {
        if (recipient.SheetKey is null || LockedKey.Open(recipient.SheetKey, Encoding.ASCII.GetBytes(sheetDigits)) is not { } key)
        {
            return false;
        }
        await using var command = Command("update informants.recipients set locked_key = $3 where organisation_id = $1 and id = $2", recipient.Id, LockedKey.Lock(key, Encoding.UTF8.GetBytes(passphrase)));
        CryptographicOperations.ZeroMemory(key);
        return await command.ExecuteNonQueryAsync(stop) == 1;
    }

    public async Task Declare(RecipientRow recipient, IReadOnlyCollection<Guid> people, CancellationToken stop)
    {
        await using var connection = await database.Source.OpenConnectionAsync(stop);
        await using var transaction = await connection.BeginTransactionAsync(stop);
        await using (var clear = new NpgsqlCommand("delete from informants.relations where recipient_id = $1", connection) { Parameters = { new() { Value = recipient.Id } } })
        {
            await clear.ExecuteNonQueryAsync(stop);
        }
        foreach (var person in people.Distinct())
        {
            await using var add = new NpgsqlCommand("insert into informants.relations (recipient_id, person_id) values ($1, $2)", connection) { Parameters = { new() { Value = recipient.Id }, new() { Value = person } } };
            await add.ExecuteNonQueryAsync(stop);
        }
        await transaction.CommitAsync(stop);
    }

    public async Task<IReadOnlySet<Guid>> Declared(RecipientRow recipient, CancellationToken stop)
    {
        await using var command = Command("select l.person_id from informants.relations l join informants.recipients r on r.id = l.recipient_id where r.organisation_id = $1 and r.id = $2", recipient.Id);
        await using var reader = await command.ExecuteReaderAsync(stop);
        var people = new HashSet<Guid>();
        while (await reader.ReadAsync(stop))
        {
            people.Add(reader.GetGuid(0));
        }
        return people;
    }

    private NpgsqlCommand Command(string sql, params object[] values)
    {
        var command = database.Source.CreateCommand(sql);
        command.Parameters.Add(new() { Value = office.OrganisationId });
        foreach (var value in values)
        {
            command.Parameters.Add(new() { Value = value });
        }
        return command;
    }
}
