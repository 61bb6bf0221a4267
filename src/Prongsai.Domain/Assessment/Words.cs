using System.Globalization;
using Prongsai.Domain.Rules;

namespace Prongsai.Domain.Assessment;

/// <summary>Names and numbers of the assessment as Thai sentences need them. Arabic digits; the screen renders Thai ones where set.</summary>
internal static class Words
{
    public static string Number(decimal value, int places = 2) => value.ToString(string.Create(CultureInfo.InvariantCulture, $"F{places}"), CultureInfo.InvariantCulture);

    /// <summary>As many places as the value needs, two at least, four at most.</summary>
    public static string Exact(decimal value) => value.ToString("0.00##", CultureInfo.InvariantCulture);

    public static string Count(int value) => value.ToString(CultureInfo.InvariantCulture);

    public static string Name(string target) => target switch
    {
        Target.Total => "คะแนนรวม",
        Target.Level => "ระดับ",
        _ when Target.IndicatorNo(target) is { } no => $"ตัวชี้วัดที่ {Count(no)}",
        "IIT" or "EIT" or "OIT" => $"คะแนน {target}",
        _ => $"ข้อ {target}",
    };

    public static string Name(Level level) => level.Name;

    public static string Codes(IReadOnlyList<string> codes, int most = 6) =>
        codes.Count <= most
            ? string.Join(", ", codes)
            : $"{string.Join(", ", codes.Take(most))} และอีก {Count(codes.Count - most)} ข้อ";

    public static string Names(IEnumerable<string> targets) => string.Join(" ", targets.Select(Name));
}
