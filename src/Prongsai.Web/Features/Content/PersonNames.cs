using System.Text.RegularExpressions;

namespace Prongsai.Web.Features.Content;

/// <summary>Names of people in prose: a title of address with a given name and a family name behind it. Offices that begin like one (นายก, นายอำเภอ) are none.</summary>
internal static partial class PersonNames
{
    private const int MostShown = 3;

    /// <summary>The names in the order they stand, each once.</summary>
    public static IReadOnlyList<string> In(string text)
    {
        var names = new List<string>();
        foreach (Match match in Name().Matches(text))
        {
            var name = $"{match.Groups["title"].Value.Trim()}{match.Groups["given"].Value} {match.Groups["family"].Value}";
            if (!names.Contains(name, StringComparer.Ordinal))
            {
                names.Add(name);
            }
        }
        return names;
    }

    /// <summary>The names of the text that are not among those which may be public.</summary>
    /// <param name="text">Prose.</param>
    /// <param name="known">Names of the people list, as they stand there.</param>
    public static IReadOnlyList<string> Unknown(string text, IEnumerable<string> known)
    {
        var allowed = known.Select(Bare).ToHashSet(StringComparer.Ordinal);
        return [.. In(text).Where(n => !allowed.Contains(Bare(n)))];
    }

    /// <summary>As far as a message can hold.</summary>
    public static string Shown(IReadOnlyList<string> names) => string.Join(" ", names.Take(MostShown).Select(n => $"“{n}”")) + (names.Count > MostShown ? $" และอีก {names.Count - MostShown} ชื่อ" : "");

    private static string Bare(string name) => Title().Replace(name.Trim(), "", 1).Replace(" ", "", StringComparison.Ordinal);

    private const string Titles = @"นางสาว|น\.ส\.|นาง|นาย|เด็กชาย|เด็กหญิง|ด\.ช\.|ด\.ญ\.|ดร\.|ว่าที่ร้อยตรี|ว่าที่ ร\.ต\.|นายแพทย์|แพทย์หญิง|ผศ\.|รศ\.";

    /// <summary>Words that begin as a title does and name an office, a trade or a thing.</summary>
    private const string NoNames = @"นายก(?:\s|องค์|เทศ|สมาคม|สภา|รัฐ|อบ|เมือง|เหล่า|ฯ|พุทธ)|นาย(?:อำเภอ|ทะเบียน|ช่าง|จ้าง|ตรวจ|หน้า|ทุน|ประกัน|ท่า|สถานี|ด่าน|ตำรวจ|ทหาร|ร้อย|เวร|สัตวแพทย์)|นาง(?:พยาบาล|แบบ|รำ|ฟ้า\s|งาม\s)";

    [GeneratedRegex(@"(?<!ท|บ้าน|อำเภอ|ตำบล)(?!" + NoNames + ")(?<title>" + Titles + @")[ \t\u00A0]?(?<given>[ก-ฮเ-ไ][ก-๎]{1,29})[ \t\u00A0]{1,3}(?:ณ[ \t])?(?<family>[ก-ฮเ-ไ][ก-๎]{1,39})", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Name();

    [GeneratedRegex("^(?:" + Titles + @")\s*", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Title();
}
