using Prongsai.Domain.Assessment;
using Prongsai.Domain.Papers;
using Prongsai.Documents.Reading.Extraction;

namespace Prongsai.Documents.Checking;

/// <summary>Printed figures that do not follow from those below them; the likeliest wrong figure is named.</summary>
internal sealed class FiguresDoNotRollUp : CheckRule
{
    public override string Name => "figures-do-not-roll-up";

    public override bool IsOfEachPaper => true;

    public override IEnumerable<CheckFinding> Find(CheckContext paper)
    {
        if (paper.Verification is not { } verification)
        {
            yield break;
        }
        foreach (var step in verification.Steps.Where(s => s.Verdict is Verdict.Differs && s.Printed is not null && s.Rounded is not null))
        {
            var suspect = verification.Suspects.Where(s => s.Explains.Contains(step.Target)).OrderBy(s => s.Rank).FirstOrDefault();
            var mend = suspect is null || suspect.Readings.Count == 0
                ? $"ตรวจคะแนนที่ใช้คำนวณกับระบบ ITAS แล้วแก้ให้ได้ {CheckContext.Score(step.Rounded!.Value)}"
                : "ตรวจกับระบบ ITAS ตัวเลขที่น่าจะพิมพ์ผิดคือ " + string.Join(" และ ", suspect.Readings.Take(6).Select(r => $"{FigureNames.Of(paper, r.Target)} พิมพ์ {CheckContext.Score(r.Printed)} น่าจะเป็น {CheckContext.Score(r.Suggested)}"));
            var place = FigureNames.Place(paper, suspect is { Readings: [{ Target: var target }] } ? target : step.Target);
            yield return Error($"{FigureNames.Of(paper, step.Target)} พิมพ์ {CheckContext.Score(step.Printed!.Value)} แต่คำนวณได้ {CheckContext.Score(step.Rounded!.Value)}",
                "คะแนนต้องเท่ากับที่คำนวณจากคะแนนย่อยตามหลักเกณฑ์ของปีนั้น", place, mend);
        }
    }
}

/// <summary>Question scores that no number of respondents can produce.</summary>
internal sealed class FigureImpossible : CheckRule
{
    public override string Name => "figure-impossible";

    public override bool IsOfEachPaper => true;

    public override IEnumerable<CheckFinding> Find(CheckContext paper)
    {
        foreach (var people in paper.Verification?.Respondents.Where(r => r.Unfitting.Count > 0 && (r.IsTelling || r.Fits.Count == 0)) ?? [])
        {
            var scale = paper.Book?.FindScale(people.Scale)?.Name ?? people.Scale;
            var fits = people.Fits.Count > 0 ? $" (ข้ออื่นเข้ากับผู้ตอบ {CheckContext.Number(people.Fits[0])} คน)" : string.Empty;
            yield return Warning($"คะแนนข้อ {string.Join(", ", people.Unfitting)} ไม่มีจำนวนผู้ตอบใดทำให้เกิดได้{fits}",
                $"คะแนนเฉลี่ยของผู้ตอบจำนวนเต็มด้วย{scale}มีได้เพียงบางค่า", FigureNames.Place(paper, people.Unfitting[0]), "ตรวจคะแนนรายข้อกับระบบ ITAS น่าจะคัดลอกผิด") with
            { AlsoAt = [.. people.Unfitting.Skip(1).Select(u => FigureNames.Place(paper, u))] };
        }
    }
}

/// <summary>A score outside 0–100.</summary>
internal sealed class ScoreOutOfRange : CheckRule
{
    public override string Name => "score-out-of-range";

    public override IEnumerable<CheckFinding> Find(CheckContext paper) => paper.Reading.Papers.SelectMany(p => p.Problems).Where(p => p.Code == ReadingProblems.OutOfRangeCode)
        .Select(p => Error(p.Message, "คะแนนการประเมินมีค่าระหว่าง 0 ถึง 100", p.At ?? new Place(), "ตรวจกับระบบ ITAS แล้วแก้ตัวเลข"));
}

/// <summary>One figure printed with two values.</summary>
internal sealed class FiguresDisagree : CheckRule
{
    public override string Name => "figures-disagree";

    public override bool IsOfEachPaper => true;

    public override IEnumerable<CheckFinding> Find(CheckContext paper)
    {
        if (paper.Book is not { } book)
        {
            yield break;
        }
        foreach (var (target, readings) in PaperFigures.Contradictions(paper.Paper, book))
        {
            yield return Error($"{FigureNames.Of(paper, target)} พิมพ์ไว้ต่างกัน: {string.Join(" และ ", readings.Select(r => CheckContext.Score(r.Value)))}",
                "ตัวเลขเดียวกันในเอกสารเดียวต้องตรงกัน", readings[^1].At, "ตรวจกับระบบ ITAS แล้วใช้ค่าเดียวกันทั้งฉบับ") with
            { AlsoAt = [.. readings.SkipLast(1).Select(r => r.At)] };
        }
        foreach (var problem in paper.Paper.Problems.Where(p => p.Code == "figures-disagree" && p.Message.StartsWith("คะแนนรวม", StringComparison.Ordinal)))
        {
            yield return Error(problem.Message, "ตัวเลขเดียวกันในเอกสารเดียวต้องตรงกัน", problem.At ?? new Place(), "ตรวจกับระบบ ITAS แล้วใช้ค่าเดียวกันทั้งฉบับ");
        }
    }
}

/// <summary>A level that does not follow from the figures.</summary>
internal sealed class LevelDoesNotFollow : CheckRule
{
    public override string Name => "level-does-not-follow";

    public override bool IsOfEachPaper => true;

    public override IEnumerable<CheckFinding> Find(CheckContext paper)
    {
        if (paper.Verification is not { } verification || paper.Paper.Level is not { } level)
        {
            yield break;
        }
        if (verification.Level is { Verdict: Verdict.Differs, Computed: { } computed })
        {
            yield return Error($"ระดับ \"{level.Value}\" ไม่ตรงกับคะแนน ซึ่งได้ระดับ {computed.Name}", verification.Level.Why ?? "ระดับต้องเป็นไปตามเกณฑ์คะแนนของปีนั้น", level.At, $"แก้เป็นระดับ {computed.Name} หรือแก้คะแนนถ้าคะแนนพิมพ์ผิด");
        }
        else if (LevelWords.Find(verification.Rulebook, level.Value) is null)
        {
            yield return Error($"ระดับ \"{level.Value}\" ไม่มีในหลักเกณฑ์ปี {verification.Rulebook.Year}", verification.Level.Why ?? "แต่ละปีใช้ชื่อระดับต่างกัน", level.At, $"ใช้ชื่อระดับของปีนั้น: {string.Join(", ", verification.Rulebook.Levels.Select(l => l.Name))}");
        }
        else if (verification.Level.Computed is null && paper.Paper.Total is { } total && !Scoring.PossibleLevels(verification.Rulebook, total.Value, new Dictionary<string, decimal?>()).Contains(LevelWords.Find(verification.Rulebook, level.Value)!))
        {
            yield return Error($"ระดับ \"{level.Value}\" เป็นไปไม่ได้กับคะแนนรวม {CheckContext.Score(total.Value)}", "ระดับต้องเป็นไปตามเกณฑ์คะแนนของปีนั้น", level.At, "ตรวจคะแนนรวมและระดับกับระบบ ITAS");
        }
    }
}

/// <summary>A level in letters written in small ones.</summary>
internal sealed class LevelCase : CheckRule
{
    public override string Name => "level-case";

    public override bool IsOfEachPaper => true;

    public override IEnumerable<CheckFinding> Find(CheckContext paper)
    {
        if (paper.Paper.Level is { } level && paper.Book is { } book && LevelWords.Find(book, level.Value) is { } meant
            && level.Value.All(char.IsAsciiLetter) && meant.Name.All(char.IsAsciiLetter) && level.Value != meant.Name)
        {
            yield return Warning($"ระดับ \"{level.Value}\" ต้องเขียนด้วยอักษรตัวพิมพ์ใหญ่ \"{meant.Name}\"", "ประกาศผลใช้อักษรตัวพิมพ์ใหญ่", level.At, $"แก้เป็น \"{meant.Name}\"");
        }
    }
}

/// <summary>Thai names and places of figures.</summary>
internal static class FigureNames
{
    public static string Of(CheckContext paper, string target) => target switch
    {
        Target.Total => "คะแนนรวม",
        Target.Level => "ระดับ",
        _ when Target.IndicatorNo(target) is { } no => $"ตัวชี้วัดที่ {CheckContext.Number(no)} {paper.Book?.IndicatorNo(no)?.Name}",
        "IIT" or "EIT" or "OIT" => "คะแนน " + target,
        _ => "ข้อ " + target,
    };

    public static Place Place(CheckContext paper, string target)
    {
        var p = paper.Paper;
        return target switch
        {
            Target.Total => p.Total?.At,
            Target.Level => p.Level?.At,
            _ when Target.IndicatorNo(target) is { } no => p.Indicators.FirstOrDefault(i => i.No == no)?.At,
            "IIT" or "EIT" or "OIT" => p.Tools.GetValueOrDefault(target)?.At,
            _ => p.Questions.FirstOrDefault(q => q.Code == target)?.At ?? p.Items.FirstOrDefault(i => i.Code == target)?.At,
        } ?? new Place();
    }
}
