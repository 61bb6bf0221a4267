using System.Text.RegularExpressions;

namespace Prongsai.Informants;

/// <summary>Someone appointed to receive reports, who has a key, and the people this one has declared a relation to.</summary>
internal sealed record Handler(Guid RecipientId, Guid PersonId, byte[] PublicKey, string Position, string? Unit, IReadOnlySet<Guid> Relations);

/// <summary>
/// Who may get a key, decided before anyone gets one: not who is named, not who works under someone named, not who has declared a relation, not
/// whom the informant leaves out. Doubt excludes.
/// </summary>
internal static partial class Conflict
{
    /// <summary>Of the handlers those who may get a key: <paramref name="named"/> are people, <paramref name="units"/> whole units, <paramref name="leftOut"/> recipients whom the informant does not want.</summary>
    public static IReadOnlyList<Handler> Allowed(
        IReadOnlyList<Handler> handlers, IReadOnlyList<OfficePerson> people, IReadOnlySet<Guid> named, IReadOnlySet<string> units, IReadOnlySet<Guid> leftOut)
    {
        var subjects = people.Where(p => named.Contains(p.Id)).ToList();
        if (subjects.Exists(IsHead))
        {
            return [];
        }
        var closed = subjects.Where(LeadsUnit).Select(s => s.Unit).OfType<string>().Concat(units).ToHashSet(StringComparer.Ordinal);
        return [.. handlers.Where(h => !named.Contains(h.PersonId) && !leftOut.Contains(h.RecipientId)
            && (h.Unit is null || !closed.Contains(h.Unit)) && !h.Relations.Overlaps(named)
            && !people.Any(p => p.Unit is not null && units.Contains(p.Unit) && h.Relations.Contains(p.Id)))];
    }

    /// <summary>The mayor, the permanent secretary and their deputies: everyone in the office works under them.</summary>
    public static bool IsHead(OfficePerson person) => HeadWords().IsMatch(person.Position.TrimStart());

    private static bool LeadsUnit(OfficePerson person) => LeaderWords().IsMatch(person.Position.TrimStart());

    [GeneratedRegex("^(ผู้ปฏิบัติหน้าที่|ผู้รักษาราชการแทน|รักษาการ|รักษาราชการแทน)?(รอง)?(นายก|ปลัด)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex HeadWords();

    [GeneratedRegex("^(รักษาการ|รักษาราชการแทน|ผู้รักษาราชการแทน)?(รอง)?(หัวหน้า|ผู้อำนวยการ|ผอ\\.)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex LeaderWords();
}
