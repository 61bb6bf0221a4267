using Prongsai.Domain.Approval;
using Prongsai.Ui;
using Prongsai.Web.Features.Memos.Data;

namespace Prongsai.Web.Features.Memos;

/// <summary>What states are called on screens.</summary>
internal static class MemoWords
{
    public static (StopState State, string Words) Of(MemoState state) => state switch
    {
        MemoState.Draft => (StopState.Wait, "ร่าง"),
        MemoState.Sent => (StopState.Now, "อยู่ระหว่างเสนอ"),
        MemoState.Returned => (StopState.Late, "ส่งกลับให้ผู้เสนอ"),
        MemoState.Withdrawn => (StopState.Wait, "ถอนเรื่อง"),
        _ => (StopState.Done, "อนุมัติแล้ว"),
    };

    public static (StopState State, string Words) Of(MemoStep step) => step.State switch
    {
        StepState.Waiting => (StopState.Wait, "ยังไม่ถึงลำดับ"),
        StepState.Open => (StopState.Now, "รอความเห็น"),
        StepState.Agreed => (StopState.Done, step.IsFinal ? "อนุมัติ" : "เห็นควรอนุมัติ"),
        StepState.Refused => (StopState.Late, step.IsFinal ? "ไม่อนุมัติ" : "ไม่เห็นควรอนุมัติ"),
        StepState.Returned => (StopState.Due, "ส่งกลับแก้ไข"),
        StepState.Skipped => (StopState.Wait, "ข้าม"),
        _ => (StopState.Wait, "เป็นโมฆะ"),
    };

    public static string Of(ActingKind kind) => kind is ActingKind.Acting ? "รักษาราชการแทน" : "ปฏิบัติราชการแทน";

    public static string Remark(string kind) => kind switch
    {
        "sent" => "เสนอเรื่อง",
        "agreed" => "เห็นชอบ",
        "refused" => "ไม่เห็นชอบ",
        "returned" => "ส่งกลับแก้ไข",
        "agreed-ink" => "บันทึกความเห็นชอบที่ลงนามในกระดาษ",
        "refused-ink" => "บันทึกการไม่เห็นชอบที่ลงนามในกระดาษ",
        "returned-ink" => "บันทึกการส่งกลับที่ลงนามในกระดาษ",
        "skipped" => "ข้ามขั้น",
        "withdrawn" => "ถอนเรื่อง",
        _ => "แสดงความเห็น",
    };
}
