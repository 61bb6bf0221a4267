using System.Globalization;
using Prongsai.Domain.Assessment;
using Prongsai.Domain.Rules;

namespace Prongsai.Domain.Tests.Assessment;

/// <summary>Small rulebooks in the shape of 2563–2565 and of 2567, made here so that these tests do not depend on the files of rules/.</summary>
internal static class Books
{
    private static readonly Sourced Made = new(Certainty.Verified, "tests");

    private static readonly (int No, string Kind, string Tool, string Name)[] Ten =
    [
        (1, "duty", "IIT", "การปฏิบัติหน้าที่"), (2, "budget", "IIT", "การใช้งบประมาณ"), (3, "power", "IIT", "การใช้อำนาจ"),
        (4, "assets", "IIT", "การใช้ทรัพย์สินของราชการ"), (5, "solving", "IIT", "การแก้ไขปัญหาการทุจริต"),
        (6, "quality", "EIT", "คุณภาพการดำเนินงาน"), (7, "communication", "EIT", "ประสิทธิภาพการสื่อสาร"), (8, "improvement", "EIT", "การปรับปรุงการทำงาน"),
        (9, "disclosure", "OIT", "การเปิดเผยข้อมูล"), (10, "prevention", "OIT", "การป้องกันการทุจริต"),
    ];

    /// <summary>43 items in 9/8/7/4/5 and 8/2, letters, no questions.</summary>
    public static Rulebook Letters(int year = 2564) => Make(year, [9, 8, 7, 4, 5], [8, 2], 0,
    [
        new("AA", "AA", [], 95, null), new("A", "A", [], 85, null), new("B", "B", [], 75, null), new("C", "C", [], 65, null),
        new("D", "D", [], 55, null), new("E", "E", [], 50, null), new("F", "F", [], 0, null),
    ]);

    /// <summary>35 items, 15 + 9 questions three to an indicator, words, thresholds per tool.</summary>
    public static Rulebook Words(int year = 2567) => Make(year, [6, 7, 4, 4, 4], [6, 4], 3,
    [
        new("excellent", "ผ่านดีเยี่ยม", [], 95, 95), new("good", "ผ่านดี", [], 85, 85), new("pass", "ผ่าน", [], 85, null),
        new("improve", "ต้องปรับปรุง", [], 70, null), new("urgent", "ต้องปรับปรุงโดยด่วน", [], 0, null),
    ]);

    public static Figures Figures(Rulebook rules, string? level, params (string Target, decimal Score)[] scores) =>
        new() { Year = rules.Year, Level = level, Scores = scores.ToDictionary(s => s.Target, s => s.Score, StringComparer.Ordinal) };

    private static Rulebook Make(int year, int[] nine, int[] ten, int questions, Level[] levels)
    {
        SubIndicator Sub(int indicator, int s) => new(string.Create(CultureInfo.InvariantCulture, $"{indicator}.{s + 1}"), "", Made);
        var indicators = Ten.Select(i => new Indicator(i.No, i.Kind, i.Tool, i.Name, [],
            i.Tool == "OIT" ? Scoring.MeanOfSubIndicatorMeans : Scoring.MeanOfQuestions,
            i.No switch { 9 => [.. nine.Select((_, s) => Sub(9, s))], 10 => [.. ten.Select((_, s) => Sub(10, s))], _ => [] },
            Made)).ToList();
        var items = nine.Select((n, s) => (Indicator: 9, s, n)).Concat(ten.Select((n, s) => (Indicator: 10, s, n)))
            .SelectMany(g => Enumerable.Repeat((g.Indicator, Sub: Sub(g.Indicator, g.s).No), g.n))
            .Select((g, i) => new DisclosureItem($"O{i + 1}", $"kind-{i + 1}", $"ข้อมูล {i + 1}", [], g.Indicator, g.Sub, Made, [], Made))
            .ToList();
        var asked = indicators.Where(i => i.Tool != "OIT").SelectMany(i => Enumerable.Repeat(i, questions)).GroupBy(i => i.Tool)
            .SelectMany(tool => tool.Select((i, n) => new Question(
                $"{char.ToLowerInvariant(i.Tool[0])}{n + 1}", $"{i.Kind}-{n % 3 + 1}", i.Tool, i.No, "ข้อความ", [], [], Direction.Positive,
                (i.Tool, n) is ("IIT", 2) or ("IIT", 8) or ("EIT", 2) or ("EIT", 8) ? "yes-no" : "six-point", null, Made)))
            .ToList();
        return new()
        {
            Id = $"test-{year}",
            Sha256 = "",
            Year = new(year),
            Title = "",
            Source = Made,
            Tools = [new("IIT", "", "IIT", [], 0.3m, Made), new("EIT", "", "EIT", [], 0.3m, Made), new("OIT", "", "OIT", [], 0.4m, Made)],
            Indicators = indicators,
            Questions = asked,
            Items = items,
            Levels = levels,
            LevelsSource = Made,
            Issues = [],
            Scales = questions == 0 ? [] : [new("six-point", "", [0, 20, 40, 60, 80, 100], Made), new("yes-no", "", [0, 100], Made)],
            SampleMinima = [],
            Calendar = [],
            Tolerance = 0.01m,
            Places = 2,
        };
    }
}
