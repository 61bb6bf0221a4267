using Prongsai.Documents.Writing.Reports;
using Prongsai.Domain;
using Prongsai.Domain.Analysis;
using Prongsai.Domain.Assessment;
using Prongsai.Domain.Rules;

namespace Prongsai.Documents.Tests.Writing;

/// <summary>An analysis made by hand, small and steady: golden texts must not change because a rule or an advice was reworded.</summary>
internal static class SampleAnalysis
{
    private static readonly Sourced Made = new(Certainty.Unverified, "ทดสอบ");
    private static readonly string[] Names = ["การปฏิบัติหน้าที่", "การใช้งบประมาณ", "การใช้อำนาจ", "การใช้ทรัพย์สินของราชการ", "การแก้ไขปัญหาการทุจริต", "คุณภาพการดำเนินงาน", "ประสิทธิภาพการสื่อสาร", "การปรับปรุงการทำงาน", "การเปิดเผยข้อมูล", "การป้องกันการทุจริต"];
    private static readonly string[] Kinds = ["duty", "budget", "power", "state-property", "solving-corruption", "service-quality", "communication", "improvement", "disclosure", "prevention"];

    public static AnalysisReport Report(int year, decimal[]? scores = null) => new()
    {
        Analysis = Result(year, scores ?? [88.10m, 84.25m, 82.40m, 79.15m, 90.05m, 91.30m, 86.70m, 83.95m, 72.50m, 61.25m]),
        Organisation = new OrganisationOnPaper("องค์การบริหารส่วนตำบลบ้านตัวอย่าง", "เมืองตัวอย่าง", "ตัวอย่าง"),
        Date = new DateOnly(year - 543, 11, 20),
        Signatories = [new Signatory(null, "ปลัดองค์การบริหารส่วนตำบลบ้านตัวอย่าง")],
        WrittenAt = Papers.Moment,
    };

    public static AnalysisResult Result(int year, decimal[] scores)
    {
        var verification = Verify(year, scores);
        var ranked = verification.Ranks.Select(r => new Finding(r.Indicator, r.Name, r.Tool, r.Score, "เหตุผลตามเกณฑ์")).ToList();
        return new AnalysisResult
        {
            Verification = verification,
            Thresholds = Thresholds.Default,
            Strengths = [.. ranked.Where(f => f.Score >= 80)],
            Weaknesses = [.. ranked.Where(f => f.Score < 80).Reverse()],
            Urgent = [.. ranked.Where(f => f.Score < 70).Reverse()],
            Tools = [.. verification.Rulebook.Tools.Select(t => new ToolAnalysis(t.Code, ranked.LastOrDefault(f => f.Tool == t.Code), Draft($"tool-{t.Code}/develop", t.Name, "ข้อเสนอสำหรับ" + t.Name)))],
            Issues = [.. verification.Rulebook.Issues.Select(issue => new IssueAnalysis(
                issue,
                [.. issue.Questions.Select(q => new IssueRow("IIT", q, "ข้อคำถามตัวอย่าง " + q, 90m)), .. issue.Items.Select(o => new IssueRow("OIT", o, "รายการเปิดเผยตัวอย่าง", o == "O2" ? null : 100m))],
                Draft($"issue-{issue.No}/flaw", "ข้อบกพร่อง", $"ข้อบกพร่องของประเด็นที่ {issue.No}", "advice-a"),
                Draft($"issue-{issue.No}/develop", "การพัฒนา", $"แนวพัฒนาของประเด็นที่ {issue.No}", "advice-b"),
                Draft($"issue-{issue.No}/keep", "การรักษาระดับ", $"สิ่งที่รักษาไว้ของประเด็นที่ {issue.No}")))],
            Indicators = [.. verification.Rulebook.Indicators.Select(i => new IndicatorAnalysis(i.No, i.Name, i.Tool, scores[i.No - 1], Draft($"indicator-{i.No}/advice", i.Name, $"ข้อแนะนำของตัวชี้วัดที่ {i.No}", "advice-c")))],
        };
    }

    public static Verification Verify(int year, decimal[] scores) => Verifier.Verify(Rules(year), new Figures
    {
        Year = new FiscalYear(year),
        Scores = scores.Select((score, i) => (Target.Indicator(i + 1), score)).ToDictionary(x => x.Item1, x => x.score),
    });

    private static DraftText Draft(string key, string heading, string text, string? advice = null) =>
        new(key, heading, [new DraftSentence(text, [], null), .. advice is null ? Array.Empty<DraftSentence>() : [new DraftSentence("ให้ดำเนินการตาม" + text, [], advice)]]);

    private static Rulebook Rules(int year) => new()
    {
        Id = $"ita-{year}",
        Sha256 = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
        Year = new FiscalYear(year),
        Title = $"หลักเกณฑ์ทดสอบ พ.ศ. {year}",
        Source = Made,
        Tools =
        [
            new Tool("IIT", "แบบวัดการรับรู้ของผู้มีส่วนได้ส่วนเสียภายใน", "ผู้มีส่วนได้ส่วนเสียภายใน", [], 0.3m, Made),
            new Tool("EIT", "แบบวัดการรับรู้ของผู้มีส่วนได้ส่วนเสียภายนอก", "ผู้มีส่วนได้ส่วนเสียภายนอก", [], 0.3m, Made),
            new Tool("OIT", "แบบตรวจการเปิดเผยข้อมูลสาธารณะ", "การเปิดเผยข้อมูลสาธารณะ", [], 0.4m, Made),
        ],
        Indicators = [.. Names.Select((name, i) => new Indicator(i + 1, Kinds[i], i < 5 ? "IIT" : i < 8 ? "EIT" : "OIT", name, [], "mean-of-questions", [], Made))],
        Questions = [],
        Items = [],
        Levels = [new Level("A", "A", [], 85, null), new Level("B", "B", [], 75, null), new Level("C", "C", [], 0, null)],
        LevelsSource = Made,
        Issues = year < 2567 ? [] : [.. Enumerable.Range(1, 7).Select(n => new Issue(n, "ชื่อประเด็นตัวอย่าง", [], [$"i{n}"], n == 1 ? ["O1", "O2"] : [], Made))],
        Scales = [],
        SampleMinima = [],
        Calendar = [],
        Tolerance = 0.01m,
        Places = 2,
    };
}
