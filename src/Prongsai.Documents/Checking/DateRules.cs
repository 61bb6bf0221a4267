using System.Globalization;
using System.Text.RegularExpressions;
using Prongsai.Documents.Reading.Extraction;
using Prongsai.Domain;
using Prongsai.Domain.Papers;

namespace Prongsai.Documents.Checking;

/// <summary>An analysis dated before the result it analyses was announced.</summary>
internal sealed class DateBeforeResult : CheckRule
{
    public override string Name => "date-before-result";

    public override IEnumerable<CheckFinding> Find(CheckContext paper)
    {
        if (!paper.HasScores || paper.Paper.Year is not { } year)
        {
            yield break;
        }
        var first = paper.FirstDayOfResult(year.Value);
        foreach (var date in paper.Dates.Where(d => d.Latest < first))
        {
            yield return Error($"เอกสารลงวันที่ \"{date.Text}\" ก่อนประกาศผลการประเมินปี {CheckContext.Number(year.Value)}",
                paper.Book?.AnnouncedOn is { } announced ? $"ผลปี {CheckContext.Number(year.Value)} ประกาศเมื่อ {ThaiDate.Long(announced)}" : $"ผลการประเมินไม่เคยประกาศก่อนเดือนกรกฎาคมของปีนั้น",
                date.Piece.At, "แก้วันที่ หรือแก้ปีของผลการประเมิน");
        }
    }
}

/// <summary>The paper says it rests on, or has finished, an assessment whose result was not yet known.</summary>
internal sealed partial class ResultNotYet : CheckRule
{
    public override string Name => "result-year-not-announced";

    public override IReadOnlyList<string> Names => [Name, "assessment-not-over"];

    public override IEnumerable<CheckFinding> Find(CheckContext paper)
    {
        if (paper.HasScores)
        {
            // Figures are there, so the result is; the date is what DateBeforeResult looks at.
            yield break;
        }
        var dated = paper.Dates.Where(d => d.Latest.Year > 2000).OrderByDescending(d => d.IsMemo).FirstOrDefault();
        foreach (var piece in paper.Lines)
        {
            var arabic = ThaiDigits.ToArabic(piece.Text);
            foreach (Match match in Analysed().Matches(arabic))
            {
                var year = int.Parse(match.Groups["y"].Value, CultureInfo.InvariantCulture);
                var at = piece.At with { Text = MisspeltWords.Around(piece.Text, match.Index, match.Index + match.Length) };
                if (dated is not null && dated.Latest < paper.FirstDayOfResult(year))
                {
                    yield return Error($"อ้างว่ามาจากการวิเคราะห์ผลการประเมินปี {CheckContext.Number(year)} แต่เอกสารลงวันที่ {dated.Text} ซึ่งยังไม่มีผลปีนั้น", Announced(paper, year), at, $"น่าจะเป็นผลการประเมินปี {CheckContext.Number(year - 1)} ตรวจแล้วแก้ปี");
                }
                else if (dated is null && paper.MeasuresYear == year && paper.Paper.Measures.Count > 0)
                {
                    yield return Warning($"มาตรการปี {CheckContext.Number(year)} อ้างการวิเคราะห์ผลการประเมินปีเดียวกัน", $"ผลปี {CheckContext.Number(year)} ออกเมื่อใกล้สิ้นปี มาตรการของปีจึงมาจากผลปีก่อน", at, $"น่าจะเป็นผลการประเมินปี {CheckContext.Number(year - 1)}");
                }
            }
            foreach (Match match in Assessed().Matches(arabic))
            {
                var year = int.Parse(match.Groups["y"].Value, CultureInfo.InvariantCulture);
                if (dated is not null && dated.Latest < paper.FirstDayOfResult(year))
                {
                    yield return Warning($"กล่าวว่าได้ดำเนินการประเมินปี {CheckContext.Number(year)} แล้ว แต่เอกสารลงวันที่ {dated.Text} การประเมินยังไม่สิ้นสุด", Announced(paper, year),
                        piece.At with { Text = MisspeltWords.Around(piece.Text, match.Index, Math.Min(piece.Text.Length, match.Index + 40)) }, "เขียนว่าอยู่ระหว่างเข้ารับการประเมิน หรือแก้ปี") with
                    { Rule = "assessment-not-over" };
                }
            }
        }
    }

    private static string Announced(CheckContext paper, int year) => paper.Lexicon.Exact(year)?.AnnouncedOn is { } day ? $"ผลปี {CheckContext.Number(year)} ประกาศเมื่อ {ThaiDate.Long(day)}" : $"ผลปี {CheckContext.Number(year)} ประกาศไม่ก่อนเดือนกรกฎาคมของปีนั้น";

    [GeneratedRegex(@"วิเคราะห์ผลการประเมิน[^\n]{0,110}?(?:ปี|พ\.?\s?ศ\.?|งบประมาณ)\s*(?:พ\.?\s?ศ\.?\s*)?(?<y>25[67][0-9])(?![0-9])", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Analysed();

    [GeneratedRegex(@"(?:ได้ดำเนินการประเมิน|ได้รับการประเมิน|ผ่านการประเมิน|ประเมินเสร็จ)[^\n]{0,110}?(?:ปี|พ\.?\s?ศ\.?|งบประมาณ)\s*(?:พ\.?\s?ศ\.?\s*)?(?<y>25[67][0-9])(?![0-9])", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Assessed();
}

/// <summary>Dates of what was done, against the fiscal year, the measure's own period and the date of the paper.</summary>
internal sealed class DatesOfResults : CheckRule
{
    public override string Name => "date-outside-year";

    public override IReadOnlyList<string> Names => [Name, "date-outside-period", "date-after-paper", "period-outside-year"];

    public override bool IsOfEachPaper => true;

    public override IEnumerable<CheckFinding> Find(CheckContext paper)
    {
        FiscalYear? year = paper.MeasuresYear is >= 2500 and <= 2700 and { } y ? new FiscalYear(y) : null;
        var memo = paper.Dates.FirstOrDefault(d => d.IsMemo);
        foreach (var measure in paper.Paper.Measures)
        {
            var dated = measure.ResultSteps.Where(s => s.Date is not null).ToList();
            var label = CheckContext.Label(measure);
            if (year is { } fiscal)
            {
                var outside = dated.Where(s => !fiscal.Contains(s.Date!.Value)).ToList();
                if (outside.Count > 0)
                {
                    yield return Error($"{label}: วันที่ {Texts(outside)} อยู่นอกปีงบประมาณ {fiscal}", $"ปีงบประมาณ {fiscal} คือ {ThaiDate.Short(fiscal.FirstDay)} ถึง {ThaiDate.Short(fiscal.LastDay)}", measure.At with { Text = ThaiText.Fit(outside[0].Text, 120) }, "ตรวจวันที่ โดยเฉพาะปี พ.ศ. หรือย้ายไปรายงานในปีที่ถูกต้อง");
                }
                if (measure.Period is { From: { } start, To: { } end } && (end < fiscal.FirstDay || start > fiscal.LastDay || start < fiscal.FirstDay.AddMonths(-6) || end > fiscal.LastDay.AddMonths(6)))
                {
                    yield return Error($"{label}: ระยะเวลา \"{ThaiText.Fit(measure.Period.Text, 40)}\" อยู่นอกปีงบประมาณ {fiscal}", $"ปีงบประมาณ {fiscal} คือ {ThaiDate.Short(fiscal.FirstDay)} ถึง {ThaiDate.Short(fiscal.LastDay)}", measure.At, "แก้ระยะเวลาให้อยู่ในปีงบประมาณ") with { Rule = "period-outside-year" };
                }
            }
            if (measure.Period is { From: { } from, To: { } to })
            {
                var off = dated.Where(s => s.Date < from || s.Date > to).Where(s => year is null || year.Value.Contains(s.Date!.Value)).ToList();
                if (off.Count > 0)
                {
                    yield return Warning($"{label}: วันที่ {Texts(off)} ไม่อยู่ในระยะเวลาที่กำหนด ({ThaiText.Fit(measure.Period.Text, 40)})", "ผลการดำเนินการควรเกิดในช่วงที่กำหนด", measure.At with { Text = ThaiText.Fit(off[0].Text, 120) }, "ตรวจวันที่ หรืออธิบายเหตุที่ทำก่อนหรือช้ากว่ากำหนด") with { Rule = "date-outside-period" };
                }
            }
            if (memo is not null)
            {
                var later = dated.Where(s => s.Date > memo.Latest).ToList();
                if (later.Count > 0)
                {
                    yield return Error($"{label}: วันที่ {Texts(later)} เกิดหลังวันที่ของเอกสาร ({memo.Text})", "รายงานผลของสิ่งที่ยังไม่เกิดไม่ได้", measure.At with { Text = ThaiText.Fit(later[0].Text, 120) }, "ตรวจวันที่ของผลการดำเนินการหรือวันที่ของเอกสาร") with { Rule = "date-after-paper" };
                }
            }
        }
    }

    private static string Texts(IEnumerable<ReadStep> steps) => string.Join(", ", steps.Select(s => $"\"{s.DateText}\""));
}

/// <summary>What belongs to a centre or a committee is dated before it was founded.</summary>
internal sealed class DateBeforeBody : CheckRule
{
    public override string Name => "date-before-body";

    public override IEnumerable<CheckFinding> Find(CheckContext paper)
    {
        var wording = paper.Data.Wording;
        foreach (var measure in paper.Paper.Measures)
        {
            var founded = measure.ResultSteps.FirstOrDefault(s => s.Date is not null && wording.FoundingWords.Any(w => s.Text.Contains(w, StringComparison.Ordinal)) && wording.FoundingBodies.Any(b => s.Text.Contains(b, StringComparison.Ordinal)));
            if (founded is null)
            {
                continue;
            }
            var earlier = measure.ResultSteps.Where(s => s != founded && s.Date < founded.Date && wording.DependentWords.Any(w => s.Text.Contains(w, StringComparison.Ordinal))).ToList();
            if (earlier.Count > 0)
            {
                yield return Error($"{CheckContext.Label(measure)}: {string.Join(", ", earlier.Select(e => $"\"{ThaiText.Fit(e.Text, 45)}\""))} ลงวันที่ก่อนการจัดตั้ง ({founded.DateText})",
                    "สิ่งที่เป็นของหน่วยหรือคณะทำงานเกิดก่อนการจัดตั้งไม่ได้", measure.At with { Text = ThaiText.Fit(earlier[0].Text, 120) }, "ตรวจวันที่จัดตั้งและวันที่ของแต่ละรายการ");
            }
        }
    }
}

/// <summary>A report of results dated before the period of its measures has ended.</summary>
internal sealed class ReportBeforePeriodEnd : CheckRule
{
    public override string Name => "report-before-period-end";

    public override IEnumerable<CheckFinding> Find(CheckContext paper)
    {
        // In a paper with a result the date of a cover is that of the analysis.
        if (paper.Dates.OrderByDescending(d => d.IsMemo).FirstOrDefault(d => d.IsMemo || !paper.HasScores) is not { } date)
        {
            yield break;
        }
        var open = paper.Paper.Measures.Where(m => CheckContext.IsDone(m) && m.Period?.To is { } end && end > date.Latest).ToList();
        if (open.Count > 0 && !SaysRound(paper))
        {
            yield return Warning($"รายงานลงวันที่ {date.Text} แต่ {CheckContext.Number(open.Count)} มาตรการยังไม่สิ้นสุดระยะเวลา ({string.Join(", ", open.Take(7).Select(m => m.No is { } n ? "ที่ " + n : ThaiText.Fit(m.Title, 20)))})",
                $"ระยะเวลาสิ้นสุดถึง {ThaiDate.Short(open.Max(m => m.Period!.To!.Value))}", date.Piece.At, "ระบุว่าเป็นรายงานรอบใด ผลถึงวันใด หรือรายงานใหม่เมื่อสิ้นสุดระยะเวลา") with
            { AlsoAt = [.. open.Select(m => m.At)] };
        }
    }

    // A report that says it is of a round (รอบ 6 เดือน) does not claim to be the last.
    private static bool SaysRound(CheckContext paper) => paper.Lines.Any(p => p.Text.Length < 160 && p.Key.Contains("รอบ6เดือน", StringComparison.Ordinal));
}

/// <summary>Outputs, declarations or documents of an earlier year in the measures of this one.</summary>
internal sealed partial class OtherYearInMeasure : CheckRule
{
    public override string Name => "other-year-in-measure";

    public override IEnumerable<CheckFinding> Find(CheckContext paper)
    {
        if (paper.MeasuresYear is not { } year)
        {
            yield break;
        }
        foreach (var measure in paper.Paper.Measures)
        {
            var texts = measure.Steps.Select(s => s.Text).Concat(measure.ResultSteps.Select(s => s.Text)).Prepend(measure.Title).Append(measure.Output ?? string.Empty).Append(measure.Guideline ?? string.Empty);
            var found = new List<(int Year, string Around)>();
            foreach (var text in texts)
            {
                foreach (Match match in Yearly().Matches(ThaiDigits.ToArabic(text)))
                {
                    var named = int.Parse(match.Groups["y"].Value, CultureInfo.InvariantCulture);
                    var before = text[Math.Max(0, match.Index - 90)..match.Index];
                    if (named < year && named > year - 6 && !OfLastYear().IsMatch(before))
                    {
                        found.Add((named, MisspeltWords.Around(text, match.Index, match.Index + match.Length)));
                    }
                }
            }
            if (found.Count > 0)
            {
                yield return Warning($"{CheckContext.Label(measure)}: กล่าวถึงปี {string.Join(", ", found.Select(f => CheckContext.Number(f.Year)).Distinct())} แต่มาตรการเป็นของปี {CheckContext.Number(year)}", "ผลหรือประกาศของปีอื่นไม่ใช่ผลของมาตรการปีนี้",
                    measure.At with { Text = found[0].Around }, $"แก้ปีเป็น {CheckContext.Number(year)} หรือใช้ผลงานของปีนี้");
            }
        }
    }

    [GeneratedRegex(@"(?:ปีงบประมาณ|ประจำปี|งบประมาณ|ปี)\s*(?:งบประมาณ\s*)?(?:พ\.?\s?ศ\.?\s*)?(?<y>25[67][0-9])(?![0-9])", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Yearly();

    [GeneratedRegex(@"รายงานผล|ผลการประเมิน|สรุปผล|วิเคราะห์|ปีที่ผ่านมา|ปีก่อน|พระราชบัญญัติ|พ\.ร\.บ|ระเบียบ|แผนพัฒนา|เปรียบเทียบ|ผลการดำเนิน|ผลคะแนน|ITA", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex OfLastYear();
}
