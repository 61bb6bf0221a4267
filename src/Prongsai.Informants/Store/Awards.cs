using System.Security.Cryptography;
using Prongsai.Informants.Format;

namespace Prongsai.Informants.Store;

/// <summary>A commendation in the register: it knows no name and no report.</summary>
internal sealed record AwardRow(Guid Id, string Title, string Half, DateOnly? GivenOn);

/// <summary>
/// Commendations. The register holds what for, in which half of a year, and the slow hash of the digits that bring it: who brings them
/// receives it, without a name. To an informant the digits go sealed in the talk, so the receipt code is what claims it.
/// </summary>
internal sealed class Awards(InformantsDatabase database, IOffice office, Reports reports)
{
    /// <summary>Adds one and gives its digits, which are kept nowhere.</summary>
    public async Task<string> Add(string title, CancellationToken stop)
    {
        var digits = DigitCode.New(DigitCode.ReceiptLength);
        await database.Run("insert into informants.awards (id, organisation_id, title, half, lookup) values ($1, $2, $3, $4, $5)", stop, Guid.NewGuid(), office.OrganisationId, title, ThaiDay.Half(reports.Today), await Lookup(digits, stop));
        return digits;
    }

    /// <summary>Those that were given. What nobody came for yet is listed nowhere: a handler named in a report would learn from it that there was one.</summary>
    public Task<IReadOnlyList<AwardRow>> Given(CancellationToken stop) => database.List(
        "select id, title, half, given_on from informants.awards where organisation_id = $1 and given_on is not null order by half desc, title, id limit 200", r => new AwardRow(r.GetGuid(0), r.GetString(1), r.GetString(2), r.DayOrNull(3)), stop, office.OrganisationId);

    /// <summary>The commendation these digits bring; null when they bring none.</summary>
    public async Task<AwardRow?> Of(string digits, CancellationToken stop) => !DigitCode.IsWellFormed(digits, DigitCode.ReceiptLength) ? null
        : (await database.List("select id, title, half, given_on from informants.awards where organisation_id = $1 and lookup = $2", r => new AwardRow(r.GetGuid(0), r.GetString(1), r.GetString(2), r.DayOrNull(3)), stop,
            office.OrganisationId, await Lookup(digits, stop))).SingleOrDefault();

    /// <returns>False when it was given before.</returns>
    public async Task<bool> Give(AwardRow award, CancellationToken stop) =>
        await database.Run("update informants.awards set given_on = $3 where organisation_id = $1 and id = $2 and given_on is null", stop, office.OrganisationId, award.Id, reports.Today) == 1;

    /// <summary>Another hash than that of a receipt code: the same digits find nothing in the other table.</summary>
    private async Task<byte[]> Lookup(string digits, CancellationToken stop)
    {
        var key = await reports.Key(digits, Lane.Desk, stop);
        return SHA256.HashData([.. "award"u8, .. key.Lookup]);
    }
}
