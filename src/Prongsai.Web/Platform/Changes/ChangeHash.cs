using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Prongsai.Web.Platform.Changes;

/// <summary>
/// What a link of the chain is made of, computed outside the database so that the database need not be believed.
/// The same as <c>change_hash</c> of migration 0002: each field as its length in UTF-8 bytes, a colon and its text; SHA-256 of it all.
/// </summary>
internal static class ChangeHash
{
    /// <summary>What stands before the first change of an organisation.</summary>
    public static byte[] Beginning => new byte[32];

    public static byte[] Of(
        Guid organisation, long number, Guid id, string kind, string subjectType, string subjectId, Guid? actorId, string actor, DateTimeOffset at, string? reason, string data, byte[] previous)
    {
        using var sha = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Add(organisation.ToString());
        Add(number.ToString(CultureInfo.InvariantCulture));
        Add(id.ToString());
        Add(kind);
        Add(subjectType);
        Add(subjectId);
        Add(actorId?.ToString() ?? "");
        Add(actor);
        Add(((at.UtcTicks - DateTimeOffset.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond).ToString(CultureInfo.InvariantCulture));
        Add(reason ?? "");
        Add(data);
        Add(Convert.ToHexStringLower(previous));
        return sha.GetHashAndReset();

        void Add(string field)
        {
            var bytes = Encoding.UTF8.GetBytes(field);
            sha.AppendData(Encoding.ASCII.GetBytes(bytes.Length.ToString(CultureInfo.InvariantCulture)));
            sha.AppendData(":"u8);
            sha.AppendData(bytes);
        }
    }
}
