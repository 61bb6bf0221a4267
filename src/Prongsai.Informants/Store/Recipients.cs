using System.Security.Cryptography;
using System.Text;
using Npgsql;
using Prongsai.Informants.Format;

namespace Prongsai.Informants.Store;

/// <summary>An appointment as it lies; without a key until its holder has made one.</summary>
internal sealed record RecipientRow(Guid Id, Guid PersonId, string OrderNumber, DateOnly AppointedOn, byte[]? PublicKey, byte[]? LockedKey, byte[]? SheetKey, string Role, bool ByOrder)
{
    public bool IsCustodian => string.Equals(Role, Recipients.Custodian, StringComparison.Ordinal);
}

/// <summary>Who receives reports or keeps identities, by which order, and their locked keys.</summary>
internal sealed class Recipients(InformantsDatabase database, IOffice office, TimeProvider clock)
{
    public const int PassphraseMinLength = 12;
    public const string Handles = "handler";
    public const string Custodian = "custodian";

    /// <summary>The words by which an order of the office names each role.</summary>
    public static readonly IReadOnlyDictionary<string, string> Duties = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        [Handles] = "รับเรื่องจากผู้แจ้งเบาะแส",
        [Custodian] = "ดูแลตัวตนผู้แจ้งเบาะแส",
    };

    private const string Columns = "id, person_id, order_number, appointed_on, public_key, locked_key, sheet_key, role, by_order";

    private DateOnly Today => DateOnly.FromDateTime(clock.GetUtcNow().ToOffset(TimeSpan.FromHours(7)).DateTime);

    public Task<IReadOnlyList<RecipientRow>> Standing(CancellationToken stop) => database.List(
        $"select {Columns} from informants.recipients where organisation_id = $1 and ended_on is null order by role desc, appointed_on, id", Row, stop, office.OrganisationId);

    /// <summary>Also those who have left, for lines that name them.</summary>
    public Task<IReadOnlyList<RecipientRow>> Ever(CancellationToken stop) => database.List($"select {Columns} from informants.recipients where organisation_id = $1", Row, stop, office.OrganisationId);

    /// <summary>The standing appointment of the person signed in.</summary>
    public async Task<RecipientRow?> Mine(CancellationToken stop) => office.Me is { } me ? (await Standing(stop)).SingleOrDefault(r => r.PersonId == me) : null;

    /// <summary>Who receives reports: those with a key who still work in the office.</summary>
    public Task<IReadOnlyList<Handler>> Handlers(CancellationToken stop) => WithKey(Handles, stop);

    /// <summary>Who keeps identities, likewise.</summary>
    public Task<IReadOnlyList<Handler>> Custodians(CancellationToken stop) => WithKey(Custodian, stop);

    /// <returns>False when the person is appointed already.</returns>
    public async Task<bool> Appoint(Guid person, string orderNumber, string role, bool byOrder, CancellationToken stop) => await database.Run(
        "insert into informants.recipients (id, organisation_id, person_id, order_number, appointed_on, role, by_order) values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing", stop,
        Guid.NewGuid(), office.OrganisationId, person, orderNumber, Today, role, byOrder) == 1;

    /// <summary>
    /// Ends an appointment. The keys the recipient held are destroyed where somebody else still holds one; where nobody does they lie on,
    /// useless to who has left, so that a report is not destroyed by an appointment.
    /// </summary>
    public async Task End(Guid recipient, CancellationToken stop)
    {
        await database.Run("update informants.recipients set ended_on = $3 where organisation_id = $1 and id = $2 and ended_on is null", stop, office.OrganisationId, recipient, Today);
        foreach (var table in new[] { "report_keys", "name_keys" })
        {
            await database.Run(
                $"""
                delete from informants.{table} k using informants.recipients mine where mine.id = k.recipient_id and mine.organisation_id = $1 and mine.id = $2
                and exists (select from informants.{table} o join informants.recipients other on other.id = o.recipient_id where o.report_id = k.report_id and other.id <> $2 and other.ended_on is null)
                """, stop, office.OrganisationId, recipient);
        }
    }

    /// <summary>Ends what an order of the product named and names no more.</summary>
    public async Task EndLapsed(CancellationToken stop)
    {
        foreach (var (role, duty) in Duties)
        {
            if (await office.HoldersOf(duty, stop) is not { } holders)
            {
                return;
            }
            var named = holders.Select(h => h.PersonId).ToHashSet();
            foreach (var row in (await Standing(stop)).Where(r => r.ByOrder && string.Equals(r.Role, role, StringComparison.Ordinal) && !named.Contains(r.PersonId)))
            {
                await End(row.Id, stop);
            }
        }
    }

    /// <summary>Makes the pair of a recipient who has none; opens the channel when it is the first.</summary>
    /// <returns>The digits of the recovery sheet, shown once; null when there is a key already.</returns>
    public async Task<string?> MakeKey(RecipientRow recipient, string passphrase, CancellationToken stop)
    {
        var (pair, sheet) = (KeyPair.New(), DigitCode.New(DigitCode.SheetLength));
        var (locked, spare) = await Lane.Desk.Run(() => (LockedKey.Lock(pair.Private, Encoding.UTF8.GetBytes(passphrase)), LockedKey.Lock(pair.Private, Encoding.ASCII.GetBytes(sheet))), stop);
        var made = await database.Run(
            "update informants.recipients set public_key = $3, locked_key = $4, sheet_key = $5, invite = null, invite_until = null where organisation_id = $1 and id = $2 and public_key is null", stop,
            office.OrganisationId, recipient.Id, pair.Public, locked, spare) == 1;
        CryptographicOperations.ZeroMemory(pair.Private);
        await database.Run("insert into informants.channels (organisation_id, opened_at, salt) values ($1, $2, $3) on conflict do nothing", stop,
            office.OrganisationId, new DateTimeOffset(Today.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero), RandomNumberGenerator.GetBytes(Sodium.SaltBytes));
        return made ? sheet : null;
    }

    /// <summary>Digits by which an appointed person without a key shows who he is, once, within 14 days. Kept as a slow hash.</summary>
    public async Task<string> Invite(RecipientRow recipient, CancellationToken stop)
    {
        var digits = DigitCode.New(DigitCode.ReceiptLength);
        var hash = await Lane.Desk.Run(() => InviteHash(recipient, digits), stop);
        await database.Run("update informants.recipients set invite = $3, invite_until = $4 where organisation_id = $1 and id = $2 and public_key is null", stop, office.OrganisationId, recipient.Id, hash, Today.AddDays(14));
        return digits;
    }

    /// <summary>Whether these digits are of this appointment and still good.</summary>
    public async Task<bool> IsInvited(RecipientRow recipient, string digits, CancellationToken stop)
    {
        var kept = (await database.List("select invite from informants.recipients where organisation_id = $1 and id = $2 and public_key is null and invite is not null and invite_until >= $3", r => r.Bytes(0), stop, office.OrganisationId, recipient.Id, Today)).SingleOrDefault();
        var hash = await Lane.Desk.Run(() => InviteHash(recipient, digits), stop);
        return kept is not null && CryptographicOperations.FixedTimeEquals(kept, hash);
    }

    private static byte[] InviteHash(RecipientRow recipient, string digits) => Slow.Hash(Encoding.ASCII.GetBytes(digits), recipient.Id.ToByteArray(), 32);

    /// <summary>The pair under a passphrase; null for a wrong one.</summary>
    /// <exception cref="TooBusyException">Too many wait.</exception>
    public static async Task<KeyPair?> Unlock(RecipientRow? recipient, string passphrase, CancellationToken stop) =>
        recipient?.LockedKey is { } locked && await Lane.Desk.Run(() => LockedKey.Open(locked, Encoding.UTF8.GetBytes(passphrase)), stop) is { } key ? KeyPair.FromPrivate(key) : null;

    /// <summary>A new passphrase for who still has the recovery sheet.</summary>
    public async Task<bool> Recover(RecipientRow recipient, string sheetDigits, string passphrase, CancellationToken stop)
    {
        if (recipient.SheetKey is not { } spare)
        {
            return false;
        }
        var locked = await Lane.Desk.Run(() => LockedKey.Open(spare, Encoding.ASCII.GetBytes(sheetDigits)) is { } key ? LockedKey.Lock(key, Encoding.UTF8.GetBytes(passphrase)) : null, stop);
        return locked is not null && await database.Run("update informants.recipients set locked_key = $3 where organisation_id = $1 and id = $2", stop, office.OrganisationId, recipient.Id, locked) == 1;
    }

    /// <summary>Replaces the people a recipient declares a relation to.</summary>
    public async Task Declare(RecipientRow recipient, IReadOnlyList<Guid> people, CancellationToken stop)
    {
        await using var connection = await database.Source.OpenConnectionAsync(stop);
        await using var transaction = await connection.BeginTransactionAsync(stop);
        await connection.Run("delete from informants.relations where recipient_id = $1", stop, recipient.Id);
        foreach (var person in people.Distinct())
        {
            await connection.Run("insert into informants.relations (recipient_id, person_id) values ($1, $2)", stop, recipient.Id, person);
        }
        await transaction.CommitAsync(stop);
    }

    public async Task<IReadOnlySet<Guid>> Declared(RecipientRow recipient, CancellationToken stop) =>
        (await database.List("select l.person_id from informants.relations l join informants.recipients r on r.id = l.recipient_id where r.organisation_id = $1 and r.id = $2", r => r.GetGuid(0), stop, office.OrganisationId, recipient.Id)).ToHashSet();

    private async Task<IReadOnlyList<Handler>> WithKey(string role, CancellationToken stop)
    {
        var people = (await office.People(stop)).ToDictionary(p => p.Id);
        var relations = (await database.List("select l.recipient_id, l.person_id from informants.relations l join informants.recipients r on r.id = l.recipient_id where r.organisation_id = $1",
            r => (Recipient: r.GetGuid(0), Person: r.GetGuid(1)), stop, office.OrganisationId)).ToLookup(r => r.Recipient, r => r.Person);
        return [.. (await Standing(stop)).Where(r => r.PublicKey is not null && string.Equals(r.Role, role, StringComparison.Ordinal) && people.ContainsKey(r.PersonId))
            .Select(r => new Handler(r.Id, r.PersonId, r.PublicKey!, people[r.PersonId].Position, people[r.PersonId].Unit, relations[r.Id].ToHashSet()))];
    }

    private static RecipientRow Row(NpgsqlDataReader r) =>
        new(r.GetGuid(0), r.GetGuid(1), r.GetString(2), r.Day(3), r.BytesOrNull(4), r.BytesOrNull(5), r.BytesOrNull(6), r.GetString(7), r.GetBoolean(8));
}
