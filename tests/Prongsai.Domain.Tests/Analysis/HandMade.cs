using Prongsai.Domain.Assessment;
using Prongsai.Domain.Rules;

namespace Prongsai.Domain.Tests.Analysis;

/// <summary>A verification made by hand from ten indicator scores, for what depends on nothing else.</summary>
internal static class HandMade
{
    private static readonly Sourced Source = new(Certainty.Verified, "test");

    private static readonly string[] Names =
    [
        "การปฏิบัติหน้าที่", "การใช้งบประมาณ", "การใช้อำนาจ", "การใช้ทรัพย์สินของราชการ", "การแก้ไขปัญหาการทุจริต",
        "คุณภาพการดำเนินงาน", "ประสิทธิภาพการสื่อสาร", "การปรับปรุงการทำงาน", "การเปิดเผยข้อมูล", "การป้องกันการทุจริต",
    ];

    /// <summary>S0 (2564): figures only.</summary>
    public static readonly decimal[] S0 = [87.73m, 80.03m, 80.37m, 76.14m, 73.66m, 95.82m, 96.75m, 95.65m, 53.56m, 31.25m];

    /// <summary>S2 (2567): figures only.</summary>
    public static readonly decimal[] S2 = [99.19m, 97.42m, 99.59m, 99.59m, 99.32m, 99.35m, 99.84m, 99.67m, 100m, 100m];

    /// <summary>S3 (2563): figures only.</summary>
    public static readonly decimal[] S3 = [85.31m, 85.11m, 83.18m, 73.88m, 81.07m, 85.88m, 74.69m, 78.68m, 36.97m, 37.50m];

    public static Verification Of(params decimal?[] indicators)
    {
        var rules = Rules;
        var scores = indicators.Select((score, k) => (No: k + 1, score)).Where(x => x.score is not null).ToList();
        return new Verification
        {
            Rulebook = rules,
            Figures = new Figures { Year = rules.Year, Scores = scores.ToDictionary(x => Target.Indicator(x.No), x => x.score!.Value) },
            Steps = [],
            Level = new LevelVerdict(null, null, Verdict.Unchecked, "ไม่มีระดับ"),
            Suspects = [],
            Respondents = [],
            Items = [],
            ItemWorths = [],
            Ranks =
            [
                .. scores.OrderByDescending(x => x.score).ThenBy(x => x.No)
                    .Select((x, k) => new Ranked(k + 1, x.No, Names[x.No - 1], rules.Indicators[x.No - 1].Tool, x.score!.Value)),
            ],
            Tools = [],
            Total = null,
            Next = null,
        };
    }

    public static Verification Of(IEnumerable<decimal> indicators) => Of([.. indicators.Select(x => (decimal?)x)]);

    private static Rulebook Rules { get; } = new()
    {
        Id = "test-2564",
        Sha256 = "",
        Year = new FiscalYear(2564),
        Title = "test",
        Source = Source,
        Tools = [new Tool("IIT", "แบบภายใน", "ภายใน", [], 0.3m, Source), new Tool("EIT", "แบบภายนอก", "ภายนอก", [], 0.3m, Source), new Tool("OIT", "แบบตรวจ", "ตรวจ", [], 0.4m, Source)],
        Indicators = [.. Names.Select((name, k) => new Indicator(k + 1, $"kind-{k + 1}", k < 5 ? "IIT" : k < 8 ? "EIT" : "OIT", name, [], "mean-of-questions", [], Source))],
        Questions = [],
        Items = [],
        Levels = [],
        LevelsSource = Source,
        Issues = [],
        Scales = [],
        SampleMinima = [],
        Calendar = [],
        Tolerance = 0.01m,
        Places = 2,
    };
}
