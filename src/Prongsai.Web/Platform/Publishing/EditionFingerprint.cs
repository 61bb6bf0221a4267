using System.Security.Cryptography;
using System.Text;

namespace Prongsai.Web.Platform.Publishing;

/// <summary>The fingerprint of an edition's content.</summary>
internal static class EditionFingerprint
{
    /// <summary>
    /// SHA-256 over title, data, HTML ("" where there is none) and the fingerprint of each file in lower-case hex, each written as its length
    /// in bytes of UTF-8, a colon, and itself: no two contents write the same bytes.
    /// </summary>
    public static byte[] Of(string title, string data, string? html, IEnumerable<byte[]> files)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var part in new[] { title, data, html ?? "" }.Concat(files.Select(Convert.ToHexStringLower)))
        {
            var bytes = Encoding.UTF8.GetBytes(part);
            hash.AppendData(Encoding.UTF8.GetBytes(FormattableString.Invariant($"{bytes.Length}:")));
            hash.AppendData(bytes);
        }
        return hash.GetHashAndReset();
    }
}
