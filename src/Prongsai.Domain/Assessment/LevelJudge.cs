using Prongsai.Domain.Rules;

namespace Prongsai.Domain.Assessment;

/// <summary>Judges the printed word of the level against the level that follows from the figures.</summary>
internal static class LevelJudge
{
    public static LevelVerdict Judge(Rulebook rules, Sheet sheet, string? printed)
    {
        var said = LevelWords.Find(rules, printed);
        // Without indicators the printed total is all there is to go by; from 2566 it may leave several levels possible.
        var total = sheet.Total() ?? sheet[Target.Total];
        var possible = total is { } score ? Scoring.PossibleLevels(rules, score, sheet.ToolValues()) : [];
        var computed = possible.Count == 1 ? possible[0] : null;
        if (string.IsNullOrWhiteSpace(printed))
        {
            return new(null, computed, Verdict.Unchecked, computed is null ? Unknown(rules, total) : $"เอกสารไม่ได้พิมพ์ระดับไว้ คำนวณได้ระดับ {computed.Name}");
        }
        if (possible.Count == 0)
        {
            return new(printed, null, Verdict.Unchecked, Unknown(rules, total));
        }
        if (said is null)
        {
            var words = string.Join(" ", rules.Levels.Select(l => l.Name));
            return new(printed, computed, Verdict.Unchecked, $"เกณฑ์ปี {rules.Year} ไม่มีระดับที่ชื่อ “{printed.Trim()}” ปีนี้ใช้ {words}");
        }
        if (!possible.Contains(said))
        {
            return new(printed, computed, Verdict.Differs,
                $"พิมพ์ไว้ว่า {said.Name} แต่คะแนนรวม {Words.Number(Scoring.Round(rules, total!.Value), rules.Places)} อยู่ในระดับ {string.Join(" หรือ ", possible.Select(l => l.Name))}");
        }
        return computed is null
            ? new(printed, null, Verdict.Unchecked, $"{Unknown(rules, total)} ระดับ {said.Name} เป็นไปได้ แต่ยังยืนยันไม่ได้")
            : new(printed, computed, Verdict.Agrees, null);
    }

    private static string Unknown(Rulebook rules, decimal? total) => total is null
        ? "ไม่มีคะแนนรวม จึงหาระดับไม่ได้"
        : rules.Levels.Count == 0
            ? "กฎของปีนี้ยังไม่มีเกณฑ์ระดับ"
            : "เกณฑ์ระดับของปีนี้ใช้คะแนนราย IIT EIT OIT ซึ่งหาไม่ได้ครบ";
}
