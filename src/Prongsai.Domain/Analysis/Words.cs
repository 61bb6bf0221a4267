using System.Globalization;

namespace Prongsai.Domain.Analysis;

/// <summary>A question, item or indicator as prose speaks of it. Code is null for an indicator, which has its number in the name.</summary>
internal sealed record Subject(string Target, string Name, string? Code, decimal Score)
{
    public Basis Basis => new(Target, Score);

    public string Called => Code is null ? Name : $"{Name} ({Code})";
}

/// <summary>Thai prose from figures: numbers, lists and groups of equal scores. Arabic digits; papers render Thai ones themselves.</summary>
internal static class Words
{
    public const decimal Full = 100m;

    public static string Score(decimal score) => score.ToString("0.00", CultureInfo.InvariantCulture);

    public static string Mark(decimal threshold) => threshold.ToString("0.##", CultureInfo.InvariantCulture);

    public static string Count(int n) => n.ToString(CultureInfo.InvariantCulture);

    /// <summary>"ก", "ก และข", "ก ข และค"; a word that does not begin in Thai keeps its space: "และ E-Service".</summary>
    public static string And(IReadOnlyList<string> parts) => parts.Count switch
    {
        0 => "",
        1 => parts[0],
        _ => string.Join(' ', parts.Take(parts.Count - 1)) + " และ" + (IsThai(parts[^1][0]) ? "" : " ") + parts[^1],
    };

    /// <summary>"ก (i1) ได้ 99.18 คะแนน และข (i2) ได้ 98.78 คะแนน"; neighbours with one score share it: "ก (i1) และข (i2) ได้ 98.78 คะแนนเท่ากัน".</summary>
    public static string Scored(IReadOnlyList<Subject> subjects)
    {
        var groups = new List<List<Subject>>();
        foreach (var subject in subjects)
        {
            if (groups.Count > 0 && groups[^1][0].Score == subject.Score)
            {
                groups[^1].Add(subject);
            }
            else
            {
                groups.Add([subject]);
            }
        }
        return And([.. groups.Select(g => $"{And([.. g.Select(s => s.Called)])} ได้ {Score(g[0].Score)} คะแนน{(g.Count > 1 ? "เท่ากัน" : "")}")]);
    }

    public static string Called(IReadOnlyList<Subject> subjects) => And([.. subjects.Select(s => s.Called)]);

    public static DraftSentence Say(string text, IEnumerable<Subject> on, params Datum[] data) =>
        new(text, [.. on.Select(s => s.Basis).Distinct()], null) { Data = data };

    public static Datum Threshold(string name, decimal value) => new($"threshold:{name}", Mark(value));

    public static Datum Counted(string name, int n) => new($"count:{name}", Count(n));

    public static Datum FullMark { get; } = new("full", Mark(Full));

    /// <summary>Whether a score is that of a complete item or an answer without fault; two places are printed, so nothing finer is asked.</summary>
    public static bool IsFull(decimal score) => score >= Full;

    private static bool IsThai(char c) => c is >= '\u0E00' and <= '\u0E7F';
}
