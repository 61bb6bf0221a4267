using Prongsai.Documents.Reading.Extraction;
using Prongsai.Domain.Papers;

namespace Prongsai.Documents.Checking;

/// <summary>The measures that are reported on are not those that were planned in the same file.</summary>
internal sealed class ReportNotPlan : CheckRule
{
    private const double Alike = 0.55;

    public override string Name => "report-not-plan";

    public override IEnumerable<CheckFinding> Find(CheckContext paper)
    {
        var report = paper.Paper.Measures.Where(CheckContext.IsDone).ToList();
        var plan = paper.Paper.Measures.Where(m => !CheckContext.IsDone(m)).ToList();
        if (report.Count < 2 || plan.Count < 2)
        {
            yield break;
        }
        var unmatched = report.Where(r => !plan.Any(p => Same(r.Title, p.Title))).ToList();
        var unreported = plan.Where(p => !report.Any(r => Same(r.Title, p.Title))).ToList();
        if (unmatched.Count * 2 > report.Count)
        {
            yield return Warning($"มาตรการที่รายงานผล {CheckContext.Number(unmatched.Count)} จาก {CheckContext.Number(report.Count)} ข้อไม่มีในแผนมาตรการของเอกสารเดียวกัน (แผนมี {CheckContext.Number(plan.Count)} ข้อ ไม่มีผลรายงาน {CheckContext.Number(unreported.Count)} ข้อ)",
                "รายงานผลต้องเป็นของมาตรการที่กำหนดไว้", unmatched[0].At, "ใช้ชื่อมาตรการชุดเดียวกัน หรืออธิบายว่ามาตรการใดเปลี่ยนแปลงเพราะเหตุใด") with
            { AlsoAt = [.. unreported.Select(m => m.At)] };
        }
    }

    private static bool Same(string a, string b) => Distance.PairLikeness(ThaiText.Key(a), ThaiText.Key(b)) >= Alike;
}

/// <summary>A result that says again what was to be done, or tells an activity without a date, a number or any evidence.</summary>
internal sealed class ResultSaysNothing : CheckRule
{
    public override string Name => "result-no-evidence";

    public override IReadOnlyList<string> Names => [Name, "result-repeats-measure"];

    public override bool IsOfEachPaper => true;

    public override IEnumerable<CheckFinding> Find(CheckContext paper)
    {
        var without = new List<ReadMeasure>();
        foreach (var measure in paper.Paper.Measures.Where(m => m.Result is not null))
        {
            var key = ThaiText.Key(measure.Result!);
            var steps = ThaiText.Key(string.Concat(measure.Steps.Select(s => s.Text)));
            var dated = measure.ResultSteps.Any(s => s.Date is not null);
            var counted = measure.ResultSteps.Any(s => s.Text.Any(IsDigit));
            if (!dated && !counted && key.Length >= 15 && (Repeats(key, steps) || Repeats(key, ThaiText.Key(measure.Title))))
            {
                yield return Warning($"{CheckContext.Label(measure)}: ผลการดำเนินการเขียนซ้ำกับขั้นตอนหรือชื่อมาตรการ", "ผลต้องบอกว่าทำอะไรไปแล้ว เมื่อใด เท่าใด", measure.At with { Text = ThaiText.Fit(measure.Result!, 120) }, "เขียนสิ่งที่เกิดขึ้นจริง พร้อมวันที่ จำนวน และหลักฐาน") with { Rule = "result-repeats-measure" };
            }
            else if (!dated && !counted && !paper.Data.Wording.EvidenceWords.Where(w => w.Any(char.IsAsciiLetter)).Any(w => measure.Result!.Contains(w, StringComparison.OrdinalIgnoreCase)))
            {
                without.Add(measure);
            }
        }
        if (without.Count > 0)
        {
            yield return Warning($"ผลการดำเนินการไม่มีวันที่ จำนวน หรือหลักฐาน{(without.Count > 1 ? $" {CheckContext.Number(without.Count)} มาตรการ" : string.Empty)}: {string.Join("; ", without.Take(6).Select(m => ThaiText.Fit(CheckContext.Label(m), 40)))}",
                "ผู้ตรวจไม่สามารถยืนยันได้ว่าดำเนินการจริง", without[0].At with { Text = ThaiText.Fit(without[0].Result!, 120) }, "เพิ่มวันที่ดำเนินการ จำนวนครั้งหรือผู้เข้าร่วม และหลักฐาน เช่น คำสั่ง ภาพถ่าย ลิงก์") with
            { AlsoAt = [.. without.Skip(1).Select(m => m.At)] };
        }
    }

    private static bool IsDigit(char c) => char.IsAsciiDigit(c) || c is >= '๐' and <= '๙';

    private static bool Repeats(string result, string other) => other.Length >= 12 && (Distance.PairLikeness(result, other) >= 0.85 || (result.Length >= 20 && other.Contains(result, StringComparison.Ordinal)));
}

/// <summary>Outputs and outcomes against the steps they should come from.</summary>
internal sealed class OutputsAndOutcomes : CheckRule
{
    private const int ShortestOverlap = 5;

    public override string Name => "outcome-no-figure";

    public override IReadOnlyList<string> Names => [Name, "fewer-outputs-than-steps", "output-unrelated"];

    public override bool IsOfEachPaper => true;

    public override IEnumerable<CheckFinding> Find(CheckContext paper)
    {
        var told = paper.Paper.Measures.Where(m => m.Outcome is not null).ToList();
        if (told.Count >= 2 && told.All(m => !m.Outcome!.Any(c => char.IsAsciiDigit(c) || c is >= '๐' and <= '๙')))
        {
            yield return Warning($"ผลลัพธ์ทั้ง {CheckContext.Number(told.Count)} มาตรการเป็นข้อความทั่วไป ไม่มีตัวเลขใดเลย", "ผลลัพธ์ (outcome) ควรวัดได้ เช่น จำนวนผู้รับบริการ ร้อยละความพึงพอใจ หรือคะแนนที่เปลี่ยนไป", told[0].At with { Text = ThaiText.Fit(told[0].Outcome!, 120) }, "เพิ่มตัวเลขอย่างน้อยหนึ่งค่าในผลลัพธ์ของแต่ละมาตรการ") with
            { AlsoAt = [.. told.Skip(1).Select(m => m.At)] };
        }
        var few = paper.Paper.Measures.Where(m => m.Output is not null && m.Steps.Count >= 3 && m.ResultSteps.Count * 3 <= m.Steps.Count).ToList();
        if (few.Count > 0)
        {
            yield return Warning($"ผลผลิตน้อยกว่าขั้นตอน: {string.Join("; ", few.Select(m => $"{ThaiText.Fit(CheckContext.Label(m), 40)} มี {CheckContext.Number(m.Steps.Count)} ขั้นตอน {CheckContext.Number(m.ResultSteps.Count)} ผลผลิต"))}", "แต่ละขั้นตอนควรมีผลที่แสดงได้", few[^1].At, "เพิ่มผลของขั้นตอนที่ยังไม่ได้รายงาน หรือบอกว่ายังไม่ได้ทำเพราะเหตุใด") with
            { Rule = "fewer-outputs-than-steps", AlsoAt = [.. few.SkipLast(1).Select(m => m.At)] };
        }
        foreach (var measure in paper.Paper.Measures.Where(m => m.Output is not null && m.Steps.Count > 0 && m.ResultSteps.Count > 0))
        {
            var source = ThaiText.Key(measure.Title + string.Concat(measure.Steps.Select(s => s.Text)) + measure.Guideline);
            var result = ThaiText.Key(string.Concat(measure.ResultSteps.Select(s => s.Text)));
            if (source.Length >= 40 && result.Length >= 25 && Shared(result, source, paper) is var share && share < 0.22)
            {
                yield return Warning($"{CheckContext.Label(measure)}: ผลผลิตไม่ตรงกับขั้นตอนที่กำหนด", "แทบไม่มีคำใดในผลผลิตที่ตรงกับขั้นตอนหรือชื่อมาตรการ", measure.At with { Text = ThaiText.Fit(measure.Output!, 120) }, "รายงานผลของขั้นตอนที่เขียนไว้ หรือแก้ขั้นตอนให้ตรงกับที่ทำจริง") with { Rule = "output-unrelated" };
            }
        }
    }

    /// <summary>Share of the result's letters that lie in stretches of five letters or more found in the source; words of every office count for nothing.</summary>
    internal static double Shared(string result, string source, CheckContext paper)
    {
        foreach (var word in (string[])["หน่วยงาน", "เจ้าหน้าที่", "บุคลากร", "การปฏิบัติงาน", "การให้บริการ", "ให้บริการ", "ภายใน", "ดำเนินการ", "การดำเนินงาน", "การประเมิน", "ของทางราชการ", "ของราชการ", "ประชาชน", "คุณธรรมและความโปร่งใส", "ช่องทาง", "ประชาสัมพันธ์"])
        {
            result = result.Replace(ThaiText.Key(word), "|", StringComparison.Ordinal);
        }
        _ = paper;
        var covered = 0;
        var letters = result.Count(c => c != '|');
        for (var at = 0; at + ShortestOverlap <= result.Length;)
        {
            var length = 0;
            for (var n = Math.Min(40, result.Length - at); n >= ShortestOverlap; n--)
            {
                if (!result.AsSpan(at, n).Contains('|') && source.Contains(result.Substring(at, n), StringComparison.Ordinal))
                {
                    length = n;
                    break;
                }
            }
            covered += length;
            at += Math.Max(1, length);
        }
        return letters == 0 ? 1 : covered / (double)letters;
    }
}

/// <summary>All measures run over the same period or are everybody's: nothing is planned.</summary>
internal sealed class MeasuresAlike : CheckRule
{
    private const int Least = 3;

    public override string Name => "periods-alike";

    public override IReadOnlyList<string> Names => [Name, "owners-alike"];

    public override IEnumerable<CheckFinding> Find(CheckContext paper)
    {
        foreach (var table in paper.Paper.Measures.GroupBy(m => (Done: CheckContext.IsDone(m), string.Join('|', m.Columns.Select(ThaiText.Key)))))
        {
            var rows = table.ToList();
            var periods = rows.Where(m => m.Period is not null).GroupBy(m => m.Period is { From: { } f, To: { } t } ? $"{f:yyyyMMdd}{t:yyyyMMdd}" : ThaiText.Key(m.Period!.Text)).OrderByDescending(g => g.Count()).FirstOrDefault();
            var owners = rows.Where(m => m.Units.Count > 0).GroupBy(m => string.Join('|', m.Units)).OrderByDescending(g => g.Count()).FirstOrDefault();
            var wholeYear = periods?.First().Period is { From: { } from, To: { } to } && to.DayNumber - from.DayNumber > 350;
            var samePeriod = rows.Count >= Least && periods is not null && (periods.Count() == rows.Count ? wholeYear || owners?.Count() == rows.Count : wholeYear && rows.Count >= 5 && periods.Count() * 4 >= rows.Count * 3);
            if (samePeriod && periods is not null)
            {
                var sameOwner = owners?.Count() == rows.Count;
                yield return Info($"{CheckContext.Number(periods.Count())} จาก {CheckContext.Number(rows.Count)} มาตรการมีระยะเวลาเดียวกัน ({ThaiText.Fit(periods.First().Period!.Text, 40)}){(sameOwner ? $" และผู้รับผิดชอบเดียวกัน ({ThaiText.Fit(string.Join(", ", owners!.First().Units), 40)})" : string.Empty)}",
                    "ระยะเวลาเดียวกันทุกข้อไม่ช่วยให้กำกับติดตามได้", periods.First().At, "กำหนดช่วงเวลาและผู้รับผิดชอบของแต่ละมาตรการตามงานจริง");
            }
            else if (rows.Count >= 5 && owners is not null && owners.Count() == rows.Count && !owners.Key.Contains("ทุก", StringComparison.Ordinal))
            {
                yield return Info($"ทั้ง {CheckContext.Number(rows.Count)} มาตรการมีผู้รับผิดชอบเดียวกัน ({ThaiText.Fit(string.Join(", ", owners.First().Units), 40)})", "บางมาตรการเป็นงานของกองอื่น เช่น กองคลัง", rows[0].At, "กำหนดผู้รับผิดชอบตามหน้าที่ของแต่ละกอง") with { Rule = "owners-alike" };
            }
        }
    }
}

/// <summary>A column that the table has is empty in a measure.</summary>
internal sealed class MeasureIncomplete : CheckRule
{
    private const string NoMeasure = "ไม่มีมาตรการในประเด็นนี้";

    public override string Name => "measure-incomplete";

    public override bool IsOfEachPaper => true;

    public override IEnumerable<CheckFinding> Find(CheckContext paper)
    {
        // A report by issues keeps the row of an issue that nothing answers, and says so there; its other cells have nothing to say.
        var without = paper.Paper.Measures.Where(m => m.Title.Contains(NoMeasure, StringComparison.Ordinal)).ToList();
        if (without.Count > 0)
        {
            yield return Warning($"{CheckContext.Number(without.Count)} ประเด็นไม่มีมาตรการ", "ทุกประเด็นควรมีมาตรการอย่างน้อยหนึ่งข้อ", without[0].At, "เพิ่มมาตรการของประเด็นเหล่านี้ หรือบอกเหตุผลที่ไม่มี") with { AlsoAt = [.. without.Skip(1).Select(m => m.At)] };
        }
        foreach (var measure in paper.Paper.Measures.Except(without))
        {
            var missing = new List<string>();
            void Lacks(Field field, bool isEmpty, string word)
            {
                if (isEmpty && CheckContext.HasColumn(measure, field))
                {
                    missing.Add(word);
                }
            }
            Lacks(Field.Steps, measure.Steps.Count == 0, "ขั้นตอนหรือวิธีการ");
            Lacks(Field.Units, measure.Units.Count == 0, "ผู้รับผิดชอบ");
            Lacks(Field.Period, measure.Period is null, "ระยะเวลา");
            Lacks(Field.Result, measure.Result is null && measure.Output is null, "ผลการดำเนินการ");
            Lacks(Field.Output, measure.Output is null && measure.Result is null, "ผลผลิต");
            Lacks(Field.Outcome, measure.Outcome is null, "ผลลัพธ์");
            if (missing.Count > 0)
            {
                yield return Warning($"{CheckContext.Label(measure)}: ไม่ได้กรอก{string.Join(" และ", missing)}", "ตารางมีคอลัมน์นี้แต่ช่องว่าง", measure.At, $"กรอก{string.Join(" และ", missing)}ให้ครบ");
            }
        }
    }
}

/// <summary>A plan in a year of seven issues that says nowhere which issue a measure is for.</summary>
internal sealed class MeasuresNotLinked : CheckRule
{
    public override string Name => "measures-not-linked";

    public override IEnumerable<CheckFinding> Find(CheckContext paper)
    {
        if (paper.Book is not { Issues.Count: > 0 } || paper.Issues.Select(i => i.Issue).Distinct().Count() < 4)
        {
            yield break;
        }
        var plan = paper.Paper.Measures.Where(m => !CheckContext.IsDone(m)).ToList();
        var last = paper.Issues[^1].Piece.Order;
        if (plan.Count >= 3 && plan.All(m => paper.Order(m.At) > last) && !plan.Any(m => m.Columns.Any(c => ThaiText.Key(c).Contains("ประเด็น", StringComparison.Ordinal)) || paper.Lexicon.IssueOf(m.Title) is not null || m.Title.Contains("ประเด็น", StringComparison.Ordinal))
            && !paper.Pieces.Any(p => p.Order > last && p.Order > paper.Order(plan[0].At) - 6 && p.Text.Length < 160 && paper.Lexicon.IssueOf(p.Text) is not null))
        {
            yield return Warning($"ตารางมาตรการ {CheckContext.Number(plan.Count)} ข้อไม่ได้บอกว่าแต่ละข้อตอบประเด็นใดใน 7 ประเด็น", "ผู้ตรวจต้องเห็นว่าทุกประเด็นมีมาตรการ", plan[0].At, "เพิ่มคอลัมน์ประเด็น หรือจัดกลุ่มมาตรการตามประเด็น");
        }
    }
}

/// <summary>OIT is low and no missing item is named anywhere.</summary>
internal sealed class LowDisclosureNoItem : CheckRule
{
    private const decimal Low = 70m;

    public override string Name => "low-disclosure-no-item";

    public override IEnumerable<CheckFinding> Find(CheckContext paper)
    {
        var low = paper.Verification?.Ranks.Where(r => r.Tool == "OIT" && r.Score < Low).ToList() ?? [];
        if (low.Count == 0 || paper.Paper.Items.Count > 0 || paper.PrintedCodes.Any(c => !c.Zero) || paper.Paper.Advice.Count + paper.Paper.Measures.Count == 0)
        {
            yield break;
        }
        yield return Warning($"{string.Join(" และ ", low.Select(l => $"{l.Name} ({CheckContext.Score(l.Score)})"))} ต่ำ แต่ไม่ได้ระบุว่าข้อใดของ OIT ไม่ผ่าน", "คะแนน OIT เสียไปทีละข้อ มาตรการที่ไม่ระบุข้อแก้ไม่ได้ตรงจุด",
            paper.Paper.Indicators.FirstOrDefault(i => i.No == low[^1].Indicator)?.At ?? new Place(), "ดูในระบบ ITAS ว่าข้อใดไม่ผ่าน แล้วระบุรหัสข้อและวิธีแก้ในมาตรการ");
    }
}
