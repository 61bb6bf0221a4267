using System.Security.Cryptography;
using System.Text;

namespace Prongsai.Domain.Approval;

/// <summary>
/// What decisions are bound to: the SHA-256 of everything the memorandum says and of every enclosure. Each field is written with its length
/// in bytes before it, so two different papers never write the same bytes.
/// </summary>
public static class MemoFingerprint
{
    /// <param name="fields">In the order of the form; null and empty are the same.</param>
    /// <param name="enclosures">Title and SHA-256 of each, in order.</param>
    public static byte[] Of(IEnumerable<string?> fields, IEnumerable<(string Title, byte[] Sha256)> enclosures)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Add("prongsai-memo-1");
        foreach (var field in fields)
        {
            Add(field ?? "");
        }
        foreach (var (title, sha256) in enclosures)
        {
            Add(title);
            Add(Convert.ToHexStringLower(sha256));
        }
        return hash.GetHashAndReset();

        void Add(string text)
        {
            var bytes = Encoding.UTF8.GetBytes(text.Normalize(NormalizationForm.FormC));
            hash.AppendData(Encoding.ASCII.GetBytes(FormattableString.Invariant($"{bytes.Length}:")));
            hash.AppendData(bytes);
        }
    }

    /// <summary>The bytes that a decision's signature is of: which step, who, as what, by which order, when, what, with which words, on which content.</summary>
    public static byte[] Decision(Guid step, Guid person, string post, string? actingOrder, DateTimeOffset at, string verdict, string? remark, byte[] content)
    {
        string[] fields =
        [
            "prongsai-decision-1", step.ToString("N"), person.ToString("N"), post, actingOrder ?? "",
            // The database keeps microseconds.
            FormattableString.Invariant($"{at.UtcTicks / 10}"), verdict, remark ?? "", Convert.ToHexStringLower(content),
        ];
        return Encoding.UTF8.GetBytes(string.Concat(fields.Select(f => FormattableString.Invariant($"{Encoding.UTF8.GetByteCount(f)}:{f}"))));
    }
}
