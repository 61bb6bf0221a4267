using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Prongsai.Domain;
using Prongsai.Domain.Analysis;
using Prongsai.Domain.Assessment;
using Prongsai.Domain.Rules;

namespace Prongsai.Documents.Writing.Reports;

/// <summary>What the three forms share: filled texts, columns, charts, the table of measures, signatures, and how the report came about.</summary>
internal sealed partial class AnalysisParts(AnalysisReport report, AnalysisLayout layout)
{
    /// <summary>Where an organisation has yet to decide.</summary>
    public const string Open = "............";

    private readonly Dictionary<string, string> values = Values(report, layout);

    [GeneratedRegex(@"\{(?<name>[A-Za-z]+)\}", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Placeholder();

    public AnalysisReport Report { get; } = report;

    public AnalysisResult Analysis { get; } = report.Analysis;

    public Verification Verification { get; } = report.Analysis.Verification;

    public Rulebook Rules { get; } = report.Analysis.Verification.Rulebook;

    /// <summary>The paragraphs of a text of the layout, or of the person who worded it anew, with its placeholders filled.</summary>
    public IReadOnlyList<string> Texts(string key, params (string Name, string Value)[] more)
    {
        var texts = Report.Texts.TryGetValue("layout/" + key, out var own) ? Paragraphs(own) : layout.Texts[key];
        return [.. texts.Select(text => Fill(text, more))];
    }

    public string Text(string key, params (string Name, string Value)[] more) => string.Join(' ', Texts(key, more));

    public IEnumerable<Block> Prose(string key, params (string Name, string Value)[] more) =>
        Texts(key, more).Select(text => new Paragraph(text, firstLineIndentCm: 2.5m));

    public IReadOnlyList<Column> Columns(string table) => [.. layout.Columns[table].Select(c => new Column(c.Title, c.Share, c.Align))];

    /// <summary>The paragraphs of a draft as a person left it; drafted sentences each stand on a line of their own.</summary>
    public IReadOnlyList<string> Lines(DraftText draft) =>
        Report.Texts.TryGetValue(draft.Key, out var own) ? Paragraphs(own) : draft.Sentences.Count == 0 ? ["–"] : [.. draft.Sentences.Select(s => s.Text)];

    public static string Score(decimal? score) => score is { } value ? value.ToString("0.00", CultureInfo.InvariantCulture) : "–";

    public static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);

    /// <summary>The score of an indicator as printed, else as computed.</summary>
    public static decimal? IndicatorScore(Verification verification, int no) =>
        verification.Figures[Target.Indicator(no)] ?? verification.Step(Target.Indicator(no))?.Rounded;

    /// <summary>The cover: what the paper is, and below it whose; the more is said above, the closer they stand, so that all stays on one page.</summary>
    public IEnumerable<Block> CoverOf(IReadOnlyList<CoverLine> upper)
    {
        var organisation = Report.Organisation;
        var between = Math.Max(40m, 590m - upper.Sum(l => Plan.LineHeight(l.Points) + l.SpaceBeforePoints) - 70m);
        return [new Cover([.. upper, new CoverLine(organisation.Name, 24, true, between * 0.8m), .. organisation.Place.Length > 0 ? [new CoverLine(organisation.Place, 22, true, 4)] : Array.Empty<CoverLine>()])];
    }

    public static IEnumerable<CoverLine> CoverLines(IReadOnlyList<string> lines, decimal points, decimal before) =>
        lines.Select((line, i) => new CoverLine(line, points, true, i == 0 ? before : 4));

    public Chart RankedChart()
    {
        var marks = Analysis.Thresholds;
        var urgent = Verification.Ranks.Any(r => r.Score < marks.UrgentBelow);
        var ends = Verification is { Highest: { } high, Lowest: { } low } ? $"สูงที่สุด {high.Name} {Score(high.Score)} คะแนน ต่ำที่สุด {low.Name} {Score(low.Score)} คะแนน" : "ไม่มีคะแนนรายตัวชี้วัด";
        return new Chart(
            urgent ? $"คะแนนรายตัวชี้วัดเรียงจากสูงไปต่ำ (สีเหลืองต่ำกว่า {Mark(marks.UrgentBelow)})" : "คะแนนรายตัวชี้วัดเรียงจากสูงไปต่ำ",
            ends,
            ChartKind.RankedBars,
            [.. Verification.Ranks.Select(r => r.Name)],
            [new Series("คะแนน", [.. Verification.Ranks.Select(r => (decimal?)r.Score)])],
            [new Limit("เร่งด่วน ต่ำกว่า", marks.UrgentBelow), new Limit("จุดแข็ง ตั้งแต่", marks.StrongAtLeast)]);
    }

    public Chart ToolChart()
    {
        var tools = Rules.Tools.Select(t => (Tool: t, Score: ToolScore(t.Code))).ToList();
        return new Chart(
            "คะแนนแยกตามเครื่องมือการประเมิน",
            string.Join(" ", tools.Select(t => $"{t.Tool.Code} {Score(t.Score)} คะแนน")),
            ChartKind.RankedBars,
            [.. tools.Select(t => $"{t.Tool.Code} {t.Tool.ShortName}")],
            [new Series("คะแนน", [.. tools.Select(t => t.Score)])],
            []);
    }

    /// <summary>Years side by side, joined by the kind of the indicator; nothing when no earlier year is known.</summary>
    public IEnumerable<Block> YearsChart()
    {
        var years = Report.EarlierYears.Append(Verification).GroupBy(v => v.Rulebook.Year).Select(g => g.First()).OrderBy(v => v.Rulebook.Year).TakeLast(4).ToList();
        if (years.Count < 2)
        {
            yield break;
        }
        var series = years.Select(v => new Series(
            "ปี " + v.Rulebook.Year,
            [.. Rules.Indicators.Select(i => v.Rulebook.Indicators.FirstOrDefault(o => o.Kind == i.Kind) is { } same ? IndicatorScore(v, same.No) : null)])).ToList();
        var totals = string.Join(" ", years.Select(v => $"ปี {v.Rulebook.Year} {Score(v.Figures[Target.Total] ?? v.Total)} คะแนน"));
        yield return new Chart("เปรียบเทียบคะแนนรายตัวชี้วัดย้อนหลัง", "คะแนนรวม " + totals, ChartKind.GroupedBars, [.. Rules.Indicators.Select(i => i.Name)], series, []);
        yield return new Paragraph("คะแนนรวม " + totals, Alignment.Centre) { Points = 14 };
    }

    public decimal? ToolScore(string tool)
    {
        var score = Verification.Tools.FirstOrDefault(t => t.Tool == tool);
        return score?.Printed ?? (score?.Computed is { } computed ? Math.Round(computed, Rules.Places, MidpointRounding.AwayFromZero) : null);
    }

    public IEnumerable<Block> SignaturesAndOrigin()
    {
        foreach (var signatory in Report.Signatories)
        {
            yield return new SignaturePlace(signatory.Name, signatory.Position);
        }
        foreach (var block in Origin())
        {
            yield return block;
        }
    }

    /// <summary>How the report came about: rules, layout, what is still a draft, which figures do not agree.</summary>
    private IEnumerable<Block> Origin()
    {
        var drafts = Printed().ToList();
        var open = drafts.Count(d => !Report.IsEdited(d));
        var differ = Verification.Steps.Where(s => s.Verdict is Verdict.Differs).ToList();
        var rows = new List<(string Name, string Text)>
        {
            ("วันที่จัดทำ", ThaiDate.Long(Report.Date)),
            ("แบบรายงาน", $"{layout.Name} ฉบับที่ {Number(layout.Version)}"),
            ("หลักเกณฑ์", $"{Rules.Title} ({Certain(Rules.Source.Certainty)})"),
            ("รหัสตรวจสอบหลักเกณฑ์", Rules.Sha256),
            ("ข้อความวิเคราะห์", open == 0
                ? $"ผู้จัดทำตรวจและแก้ไขแล้วทั้ง {Number(drafts.Count)} ข้อความ"
                : $"ร่างจากคะแนนโดยระบบและยังไม่มีผู้แก้ไข {Number(open)} จาก {Number(drafts.Count)} ข้อความ"),
            ("ความสอดคล้องของคะแนน", differ.Count == 0
                ? "คะแนนที่นำมาใช้สอดคล้องกันตามหลักเกณฑ์"
                : "คะแนนที่พิมพ์ไว้ไม่ตรงกับที่คำนวณได้ ควรตรวจสอบกับระบบ ITAS: " + string.Join(" ", differ.Select(s => $"{TargetName(s.Target)} พิมพ์ไว้ {Score(s.Printed)} คำนวณได้ {Score(s.Rounded)}"))),
        };
        if (Verification.Level.Verdict is Verdict.Differs)
        {
            rows.Add(("ระดับผลการประเมิน", $"ที่พิมพ์ไว้ \"{Verification.Level.Printed}\" ไม่ตรงกับที่คำนวณได้ \"{Verification.Level.Computed?.Name}\""));
        }
        yield return new Heading(2, "ประวัติการจัดทำรายงาน");
        yield return new Table("", [new Column("รายการ", 0.28m), new Column("รายละเอียด", 0.72m)], [.. rows.Select(r => new TableRow([new TableCell(r.Name), new TableCell(r.Text)]))]);
    }

    /// <summary>The drafts this form prints.</summary>
    private IEnumerable<DraftText> Printed() => layout.Form switch
    {
        AnalysisForm.Issues => Analysis.Issues.SelectMany(i => new[] { i.Flaw, i.Develop, i.Keep }),
        AnalysisForm.Narrative => Analysis.Tools.Select(t => t.Develop).Concat(Analysis.Tools.SelectMany(t => ToDevelop(t.Tool)).Select(i => i.Advice)),
        _ => Analysis.Indicators.Select(i => i.Advice),
    };

    /// <summary>The indicators of a tool to be developed: its weak and urgent ones, and its lowest.</summary>
    public IEnumerable<IndicatorAnalysis> ToDevelop(string tool)
    {
        var wanted = Analysis.Weaknesses.Concat(Analysis.Urgent).Where(f => f.Tool == tool).Select(f => f.Indicator).ToHashSet();
        if (Analysis.Tools.FirstOrDefault(t => t.Tool == tool)?.Lowest is { } lowest)
        {
            wanted.Add(lowest.Indicator);
        }
        return Analysis.Indicators.Where(i => wanted.Contains(i.Indicator));
    }

    /// <summary>Sentences that say what to do, not only what is.</summary>
    public static IReadOnlyList<string> Actions(DraftText draft) => [.. draft.Sentences.Where(s => s.AdviceId is not null).Select(s => s.Text)];

    private static string TargetName(string target) => Target.IndicatorNo(target) is { } no ? "ตัวชี้วัดที่ " + Number(no) : target == Target.Total ? "คะแนนรวม" : target;

    private static string Mark(decimal value) => value.ToString("0.##", CultureInfo.InvariantCulture);

    private static string Certain(Certainty certainty) => certainty switch
    {
        Certainty.Verified => "ยืนยันจากแหล่งที่เผยแพร่",
        Certainty.FromSeeds => "อ่านจากเอกสารตัวอย่าง",
        Certainty.Unverified => "ยังไม่ยืนยัน",
        _ => "ไม่พบแหล่งข้อมูล",
    };

    private static string[] Paragraphs(string text)
    {
        var paragraphs = text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return paragraphs.Length == 0 ? ["–"] : paragraphs;
    }

    /// <summary>Fills known placeholders in one pass, so that a value holding braces is not filled again; in a person's words unknown braces stay.</summary>
    private string Fill(string text, (string Name, string Value)[] more)
    {
        if (!text.Contains('{', StringComparison.Ordinal))
        {
            return text;
        }
        var result = new StringBuilder(text.Length + 64);
        var at = 0;
        foreach (var match in Placeholder().EnumerateMatches(text))
        {
            var name = text.Substring(match.Index + 1, match.Length - 2);
            var value = Array.Find(more, m => m.Name == name).Value ?? values.GetValueOrDefault(name);
            result.Append(text, at, match.Index - at).Append(value ?? text.Substring(match.Index, match.Length));
            at = match.Index + match.Length;
        }
        return result.Append(text, at, text.Length - at).ToString();
    }

    private static Dictionary<string, string> Values(AnalysisReport report, AnalysisLayout layout)
    {
        var verification = report.Analysis.Verification;
        var rules = verification.Rulebook;
        var level = AnalysisForms.LevelName(verification);
        var (highest, lowest) = (verification.Highest, verification.Lowest);
        return new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["organisation"] = report.Organisation.Name,
            ["place"] = report.Organisation.Place,
            ["year"] = rules.Year.ToString(),
            ["nextYear"] = rules.Year.Next.ToString(),
            ["total"] = Score(verification.Figures[Target.Total] ?? verification.Total),
            ["level"] = level.Length == 0 ? " –" : char.IsAsciiLetter(level[0]) ? " " + level : level,
            ["highest"] = highest?.Name ?? "–",
            ["highestScore"] = Score(highest?.Score),
            ["lowest"] = lowest?.Name ?? "–",
            ["lowestScore"] = Score(lowest?.Score),
            ["aboutHighest"] = About(highest),
            ["aboutLowest"] = About(lowest),
            ["strongAtLeast"] = Mark(report.Analysis.Thresholds.StrongAtLeast),
            ["urgentBelow"] = Mark(report.Analysis.Thresholds.UrgentBelow),
        };

        string About(Ranked? ranked) =>
            ranked is not null && rules.IndicatorNo(ranked.Indicator) is { } indicator && layout.Texts.TryGetValue("about." + indicator.Kind, out var about) ? string.Join(' ', about) : "";
    }
}
