using Prongsai.Domain;

namespace Prongsai.Web.Features.Memos;

internal sealed record MemoIsGone() : Refusal("ไม่พบบันทึกนี้");

internal sealed record NotTheAuthor() : Refusal("เฉพาะผู้เสนอเรื่องเท่านั้นที่ทำรายการนี้ได้");

internal sealed record MemoCannotBeEdited() : Refusal("เรื่องนี้อยู่ระหว่างเสนอหรืออนุมัติแล้ว แก้ไขไม่ได้ ถ้าต้องแก้ ให้ถอนเรื่องกลับก่อน");

internal sealed record MemoWasChanged() : Refusal("มีการบันทึกเรื่องนี้จากหน้าจออื่นระหว่างที่ท่านเปิดอยู่ สิ่งที่ท่านพิมพ์ยังอยู่ครบ ตรวจแล้วบันทึกอีกครั้ง");

internal sealed record MemoHasMoved() : Refusal("เรื่องนี้เปลี่ยนสถานะไปแล้ว เช่น ผู้เสนอถอนเรื่องหรือมีผู้ลงความเห็นก่อน ยังไม่ได้บันทึกความเห็นของท่าน เปิดดูสถานะล่าสุด");

internal sealed record ContentHasChanged() : Refusal("เนื้อหาหรือสิ่งที่ส่งมาด้วยไม่ตรงกับที่ท่านเปิดอ่าน ยังไม่ได้บันทึกความเห็น อ่านฉบับล่าสุดแล้วตัดสินใจอีกครั้ง");

internal sealed record NotYourStep() : Refusal("ขั้นนี้ไม่ได้รอความเห็นของท่าน");

internal sealed record AuthorMayNotDecide() : Refusal("ผู้เสนอลงความเห็นในเรื่องของตนเองไม่ได้");

internal sealed record ActingHasEnded(string Order) : Refusal($"คำสั่งที่ {Order} ที่ให้รักษาราชการแทนสิ้นสุดแล้ว ให้ผู้เสนอถอนเรื่องแล้วส่งใหม่");

internal sealed record ReasonIsMissing() : Refusal("บอกเหตุผล เพื่อให้ผู้เสนอรู้ว่าต้องแก้อะไร");

internal sealed record CommentIsMissing() : Refusal("พิมพ์ข้อความก่อนส่ง");

internal sealed record MayNotSkip() : Refusal("สายอนุมัติไม่ให้ท่านข้ามขั้นนี้");

internal sealed record FinalCannotBeSkipped() : Refusal("ข้ามขั้นของผู้อนุมัติคนสุดท้ายไม่ได้");

internal sealed record CodeIsMissing(string Unit) : Refusal($"ยังไม่ได้ตั้งรหัสหนังสือของ{Unit} ผู้ดูแลตั้งได้ที่ บันทึกข้อความ > ตั้งค่า");

internal sealed record PartIsMissing(string Part) : Refusal($"ใส่{Part}ก่อนเสนอเรื่อง");

internal sealed record EnclosureIsLost(string Title) : Refusal($"ไม่พบไฟล์ของสิ่งที่ส่งมาด้วย \"{Title}\" นำออกแล้วแนบใหม่");

internal sealed record ChainIsGone() : Refusal("สายอนุมัติที่เลือกไม่มีแล้ว เลือกใหม่");

internal sealed record EnclosureIsRefused() : Refusal("แนบได้เฉพาะ PDF Word Excel รูปภาพ PNG หรือ JPG ตรวจว่าไฟล์เปิดได้จริงแล้วส่งใหม่");

internal sealed record ScanIsRefused() : Refusal("ภาพสแกนต้องเป็น PDF PNG หรือ JPG");

internal sealed record TooManyEnclosures() : Refusal("แนบได้ไม่เกิน 30 รายการ รวมไฟล์ที่เกี่ยวข้องเป็นไฟล์เดียว");
