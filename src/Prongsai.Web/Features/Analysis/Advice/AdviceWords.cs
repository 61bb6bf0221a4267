using Prongsai.Domain.Analysis;
using Prongsai.Ui;

namespace Prongsai.Web.Features.Analysis.Advice;

/// <summary>Thai for what the advice library is sorted by.</summary>
internal static class AdviceWords
{
    public static IReadOnlyList<Choice> Targets { get; } = [new("indicator", "ตัวชี้วัด"), new("question", "ข้อคำถาม"), new("item", "ข้อเปิดเผย")];

    public static IReadOnlyList<Choice> Bands { get; } = [new("fault", "ข้อบกพร่อง"), new("develop", "การพัฒนา"), new("keep", "การรักษาระดับ")];

    public static IReadOnlyList<Choice> Standings { get; } = [new("reworded", "แก้ถ้อยคำแล้ว"), new("own", "ของหน่วยงาน"), new("hidden", "ซ่อนอยู่"), new("original", "ตามคลังเดิม")];

    public static string Of(AdviceTarget target) => target switch
    {
        AdviceTarget.Indicator => "ตัวชี้วัด",
        AdviceTarget.Question => "ข้อคำถาม",
        AdviceTarget.Item => "ข้อเปิดเผย",
        _ => throw new ArgumentOutOfRangeException(nameof(target), target, null),
    };

    public static string Of(AdviceBand band) => band switch
    {
        AdviceBand.Fault => "ข้อบกพร่อง",
        AdviceBand.Develop => "การพัฒนา",
        AdviceBand.Keep => "การรักษาระดับ",
        _ => throw new ArgumentOutOfRangeException(nameof(band), band, null),
    };

    public static string Of(AdviceStanding standing) => standing switch
    {
        AdviceStanding.Original => "ตามคลังเดิม",
        AdviceStanding.Reworded => "แก้ถ้อยคำแล้ว",
        AdviceStanding.Own => "ของหน่วยงาน",
        AdviceStanding.Hidden => "ซ่อนอยู่",
        _ => throw new ArgumentOutOfRangeException(nameof(standing), standing, null),
    };
}
