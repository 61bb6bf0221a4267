using Prongsai.Domain.Rules;

namespace Prongsai.Domain.Assessment;

/// <summary>Says in Thai why a figure should be read differently, one fact to a sentence.</summary>
internal sealed class SuspectWords(Rulebook rules, Sheet sheet, Checks checks, IReadOnlyDictionary<string, Respondents> respondents, IReadOnlyDictionary<int, ItemCounts> items)
{
    public IReadOnlyList<string> Reasons(Hypothesis hypothesis)
    {
        var reasons = new List<string>();
        if (hypothesis.Level is { } level)
        {
            reasons.Add($"คะแนนรวมและคะแนนรายแบบตามเกณฑ์ปี {rules.Year} อยู่ในระดับ {level.Suggested.Name} ไม่ใช่ {level.Printed}");
            return reasons;
        }
        reasons.AddRange(hypothesis.Readings
            .DistinctBy(r => (r.Printed, r.Suggested, hypothesis.IsSystematic ? "" : r.Target))
            .Select(r => Slipped(r, hypothesis.IsSystematic ? [.. hypothesis.Readings.Where(o => o.Printed == r.Printed && o.Suggested == r.Suggested).Select(o => o.Target)] : [r.Target])));
        reasons.AddRange(Repairs(hypothesis));
        reasons.AddRange(People(hypothesis));
        reasons.AddRange(Items(hypothesis));
        var open = Enumerable.Range(0, checks.Targets.Count)
            .Where(c => checks.Before[c] is CheckState.Differs && !hypothesis.Fixed.Contains(c))
            .Select(c => Words.Name(checks.Targets[c])).ToList();
        if (open.Count > 0)
        {
            reasons.Add($"ยังไม่อธิบายว่าเหตุใด{string.Join(" ", open)}จึงไม่ตรง");
        }
        return reasons;
    }

    private static string Slipped(Reading reading, IReadOnlyList<string> targets)
    {
        var name = targets.Count > 1 ? $"ข้อ {string.Join(", ", targets)}" : Words.Name(targets[0]);
        var (from, to) = (Words.Exact(reading.Printed), Words.Exact(reading.Suggested));
        return reading.Slip switch
        {
            Slip.SwappedDigits => $"{name} พิมพ์ไว้ {from} ถ้าเป็น {to} ต่างกันเพียงสลับหลัก {Swap(from, to)}",
            Slip.LookAlikeDigit => $"{name} พิมพ์ไว้ {from} ถ้าเป็น {to} ต่างกันหลักเดียว และเลข {Digit(from, to)} หน้าตาคล้ายกัน",
            Slip.OneDigit => $"{name} พิมพ์ไว้ {from} ถ้าเป็น {to} ต่างกันเลขเพียงหลักเดียว",
            Slip.MisplacedPoint => $"{name} พิมพ์ไว้ {from} ถ้าเป็น {to} ต่างกันเพียงตำแหน่งจุดทศนิยม",
            Slip.DroppedOrAddedDigit => $"{name} พิมพ์ไว้ {from} ถ้าเป็น {to} เลขตกหรือเกินไปหนึ่งหลัก",
            Slip.TwoDigits => $"{name} พิมพ์ไว้ {from} ถ้าเป็น {to} ต่างกันสองหลัก",
            Slip.OtherItemScore => $"{name} มีคะแนนได้เพียง 0 หรือ 100 พิมพ์ไว้ {from} น่าจะเป็น {to}",
            _ => throw new ArgumentOutOfRangeException(nameof(reading), reading.Slip, "A slip without words."),
        };
    }

    private IEnumerable<string> Repairs(Hypothesis hypothesis)
    {
        With(hypothesis);
        var figures = hypothesis.Fixed.Concat(hypothesis.MadeExact).Where(c => checks.Targets[c] != Target.Level)
            .Select(c => (Target: checks.Targets[c], Score: Computed(checks.Targets[c])))
            .Where(c => c.Score is not null)
            .Select(c => (c.Target, Printed: sheet[c.Target]!.Value, Score: Scoring.Round(rules, c.Score!.Value)))
            .ToList();
        Without(hypothesis);
        var read = hypothesis.Readings.Select(r => r.Target).ToHashSet(StringComparer.Ordinal);
        var own = figures.Where(f => read.Contains(f.Target)).ToList();
        var above = figures.Where(f => !read.Contains(f.Target)).ToList();
        if (own.Count > 0)
        {
            yield return string.Join(" ", own.Select(f => f.Score == f.Printed
                ? $"{Words.Number(f.Printed)} ตรงกับที่คำนวณได้จาก{Below(f.Target)}"
                : $"คำนวณจาก{Below(f.Target)}ได้ {Words.Number(f.Score)} ต่างจาก {Words.Number(f.Printed)} ไม่เกิน {Words.Exact(rules.Tolerance)}"));
        }
        if (above.Count > 0)
        {
            yield return "ทำให้" + string.Join(" ", above.Select(f => f.Score == f.Printed
                ? $"{Words.Name(f.Target)} เป็น {Words.Number(f.Printed)} ตรงกับที่พิมพ์"
                : $"{Words.Name(f.Target)} เป็น {Words.Number(f.Score)} ห่างจากที่พิมพ์ไม่เกิน {Words.Exact(rules.Tolerance)}"));
        }
        if (hypothesis.Fixed.Any(c => checks.Targets[c] == Target.Level))
        {
            yield return "ทำให้ระดับที่พิมพ์ตรงกับเกณฑ์";
        }
    }

    private IEnumerable<string> People(Hypothesis hypothesis)
    {
        foreach (var (tool, inference) in respondents)
        {
            var own = hypothesis.Readings.Where(r => inference.Codes.Contains(r.Target) && Respondents.Hundredths(r.Suggested) is not null).ToList();
            if (own.Count == 0)
            {
                continue;
            }
            var readings = own.ToDictionary(r => r.Target, r => Respondents.Hundredths(r.Suggested)!.Value, StringComparer.Ordinal);
            if (inference.Likeliest(readings) is not { } likely || inference.Infer(readings) is not { IsTelling: true })
            {
                continue;
            }
            var people = Words.Count(likely.N);
            var wrong = own.Where(r => Respondents.Hundredths(r.Printed) is { } p && !inference.CanPrint(r.Target, p, likely.N, likely.Scale)).Select(r => Words.Exact(r.Printed)).Distinct().ToList();
            var right = own.Where(r => !likely.Unfitting.Contains(r.Target)).Select(r => Words.Exact(r.Suggested)).Distinct().ToList();
            var misfit = own.Where(r => likely.Unfitting.Contains(r.Target)).Select(r => Words.Exact(r.Suggested)).Distinct().ToList();
            var rest = likely.Unfitting.Except(own.Select(r => r.Target)).ToList();
            if (misfit.Count > 0)
            {
                yield return $"แต่ {string.Join(" และ ", misfit)} เกิดจากผู้ตอบ {tool} {people} คนไม่ได้ ทั้งที่ข้ออื่นเข้ากับจำนวนนี้";
            }
            else if (wrong.Count > 0)
            {
                yield return rest.Count == 0
                    ? $"ทุกข้อของ {tool} จะเข้ากับผู้ตอบ {people} คนพอดี {string.Join(" และ ", wrong)} เกิดจากผู้ตอบ {people} คนไม่ได้ แต่ {string.Join(" และ ", right)} เกิดได้"
                    : $"{string.Join(" และ ", right)} เกิดจากผู้ตอบ {tool} {people} คนได้ แต่ {string.Join(" และ ", wrong)} เกิดไม่ได้";
            }
        }
    }

    private IEnumerable<string> Items(Hypothesis hypothesis)
    {
        foreach (var reading in hypothesis.Readings)
        {
            if (Target.IndicatorNo(reading.Target) is { } no && items.TryGetValue(no, out var counts)
                && Respondents.Hundredths(reading.Suggested) is { } suggested && Respondents.Hundredths(reading.Printed) is { } printed)
            {
                if (counts.CanPrint(suggested) && !counts.CanPrint(printed))
                {
                    yield return $"ข้อมูล OIT ที่ครบหรือไม่ครบทำให้เกิด {Words.Number(reading.Suggested)} ได้ แต่ทำให้เกิด {Words.Number(reading.Printed)} ไม่ได้";
                }
                else if (!counts.CanPrint(suggested))
                {
                    yield return $"แต่ข้อมูล OIT ที่ครบหรือไม่ครบทำให้เกิด {Words.Number(reading.Suggested)} ไม่ได้";
                }
            }
        }
    }

    private string Below(string target) => target == Target.Total ? "คะแนน IIT EIT OIT"
        : Target.IndicatorNo(target) is { } no ? rules.IndicatorNo(no)!.Method == Scoring.MeanOfQuestions ? "คะแนนรายข้อ" : "คะแนนข้อมูลรายข้อ"
        : "คะแนนตัวชี้วัด";

    private decimal? Computed(string target) => target == Target.Total ? sheet.Total()
        : Target.IndicatorNo(target) is { } no ? sheet.IndicatorBelow(no)
        : sheet.ToolBelow(target);

    private void With(Hypothesis hypothesis)
    {
        foreach (var reading in hypothesis.Readings)
        {
            sheet.Set(reading.Target, reading.Suggested);
        }
    }

    private void Without(Hypothesis hypothesis)
    {
        foreach (var reading in hypothesis.Readings)
        {
            sheet.Set(reading.Target, reading.Printed);
        }
    }

    private static string Swap(string from, string to)
    {
        var at = from.AsSpan().CommonPrefixLength(to);
        var end = at + (at + 1 < from.Length && from[at + 1] == '.' ? 3 : 2);
        return from.Length == to.Length && end <= from.Length ? $"{from[at..end]} กับ {to[at..end]}" : $"{from} กับ {to}";
    }

    private static string Digit(string from, string to)
    {
        var at = from.AsSpan().CommonPrefixLength(to);
        if (from.Length != to.Length || at >= from.Length)
        {
            return $"{from} กับ {to}";
        }
        return $"{from[at]} กับ {to[at]} ({ThaiDigits.ToThai(from[at..(at + 1)])} กับ {ThaiDigits.ToThai(to[at..(at + 1)])})";
    }
}
