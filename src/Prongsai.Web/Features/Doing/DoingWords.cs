using Prongsai.Domain;
using Prongsai.Domain.Doing;
using Prongsai.Ui;
using Prongsai.Web.Features.Doing.Data;

namespace Prongsai.Web.Features.Doing;

/// <summary>How the pages of this area call things.</summary>
internal static class DoingWords
{
    public static string Name(StepStanding standing) => standing switch
    {
        StepStanding.Ahead => "ยังไม่ถึงเวลา",
        StepStanding.Now => "ถึงเวลาทำ",
        StepStanding.Late => "เลยกำหนด",
        StepStanding.Failed => "ไม่สำเร็จ",
        StepStanding.Done => "เสร็จ รอหลักฐาน",
        _ => "เสร็จ มีหลักฐาน",
    };

    public static StopState State(StepStanding standing) => standing switch
    {
        StepStanding.Ahead => StopState.Wait,
        StepStanding.Now => StopState.Now,
        StepStanding.Late or StepStanding.Failed => StopState.Late,
        StepStanding.Done => StopState.Due,
        _ => StopState.Done,
    };

    /// <summary>เลยกำหนด 12 วัน · ครบ 31 มี.ค. · เสร็จ 5 ม.ค. 2568</summary>
    public static string When(StepNow step, DateOnly today) => step.Standing switch
    {
        StepStanding.Late => $"เลยกำหนด {today.DayNumber - step.Step.Until.DayNumber} วัน",
        StepStanding.Now => today == step.Step.Until ? "ครบกำหนดวันนี้" : $"ครบ {ThaiDate.Short(step.Step.Until)}",
        StepStanding.Ahead => $"เริ่ม {ThaiDate.Short(step.Step.From)}",
        StepStanding.Failed => "ไม่สำเร็จ",
        StepStanding.Done => "รอหลักฐาน",
        _ => $"เสร็จ {ThaiDate.Short(step.Result!.DoneOn!.Value)}",
    };

    public static string Size(long bytes) => bytes < 1024 * 1024
        ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Math.Max(1, bytes / 1024)} KB")
        : string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{bytes / (1024m * 1024m):0.0} MB");

    public static string What(Evidence evidence) => evidence.Kind switch
    {
        EvidenceKind.File => $"ไฟล์ {Size(evidence.File!.Size)}",
        EvidenceKind.Link => "ลิงก์ภายนอก",
        _ => "รายการในระบบ",
    };
}
