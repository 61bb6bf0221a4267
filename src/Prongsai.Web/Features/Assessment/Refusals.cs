using Prongsai.Domain;

namespace Prongsai.Web.Features.Assessment;

/// <summary>Somebody wrote to the draft since the form was opened.</summary>
internal sealed record DraftWasChanged() : Refusal("มีผู้แก้ไขร่างนี้ระหว่างที่ท่านเปิดหน้านี้อยู่ สิ่งที่ท่านพิมพ์ยังอยู่ ตรวจกับค่าล่าสุดในหน้านี้แล้วกดบันทึกอีกครั้ง");

/// <summary>The draft is confirmed or discarded; it can no longer be written to.</summary>
internal sealed record DraftIsClosed() : Refusal("ร่างนี้ปิดแล้ว หากต้องการแก้ไขผลที่ยืนยันแล้ว ให้กด “แก้ไขผล” จากหน้าผลการประเมิน");

internal sealed record NoRulebookForYear(FiscalYear Year) : Refusal($"ยังไม่มีหลักเกณฑ์ของปี {Year} ในระบบ ใช้ได้เฉพาะปีที่มีในหน้าหลักเกณฑ์ประจำปี");

internal sealed record UnknownTarget(string Target) : Refusal($"หลักเกณฑ์ของปีนี้ไม่มีรายการ “{Target}”");

internal sealed record NotAScore() : Refusal("คะแนนต้องเป็นตัวเลข 0 ถึง 100 เช่น 87.80");

/// <summary>A result of this year is confirmed already; a new one replaces it and needs a reason.</summary>
internal sealed record ReasonIsNeeded() : Refusal("กรอกเหตุผลที่แก้ไขผลเดิม เช่น ตรวจกับระบบ ITAS แล้วพบว่าพิมพ์ผิด");

internal sealed record NothingToConfirm() : Refusal("ยังไม่มีคะแนนตัวชี้วัดหรือคะแนนรวม กรอกอย่างน้อยหนึ่งค่าก่อนยืนยัน");
