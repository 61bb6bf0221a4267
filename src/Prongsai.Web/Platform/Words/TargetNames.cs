using Prongsai.Domain.Assessment;
using Prongsai.Domain.Rules;

namespace Prongsai.Web.Platform.Words;

/// <summary>Names of targets for people.</summary>
internal static class TargetNames
{
    public static string Of(Rulebook rulebook, string target)
    {
        if (target == Target.Total)
        {
            return "คะแนนรวม";
        }
        if (target == Target.Level)
        {
            return "ระดับ";
        }
        if (Target.IndicatorNo(target) is { } no)
        {
            return $"ตัวชี้วัดที่ {no} {rulebook.IndicatorNo(no)?.Name}";
        }
        return rulebook.Tools.Any(t => t.Code == target) ? $"คะแนนเครื่องมือ {target}" : $"ข้อ {target}";
    }

    /// <summary>The same, without the name of an indicator: "ตัวชี้วัดที่ 6".</summary>
    public static string Short(Rulebook rulebook, string target) => Target.IndicatorNo(target) is { } no ? $"ตัวชี้วัดที่ {no}" : Of(rulebook, target);

    /// <summary>The wording of a question or the title of an item; null for other targets.</summary>
    public static string? TextOf(Rulebook rulebook, string target) => rulebook.FindQuestion(target)?.Text ?? rulebook.FindItem(target)?.Title;
}
