using System.Globalization;
using Prongsai.Domain.Papers;

namespace Prongsai.Documents.Reading;

/// <summary>
/// Every problem of reading bytes, in one place: a stable English code and a Thai message that says what was found and what to do.
/// The list stands in docs/reading-formats.md. Messages never repeat what the file says.
/// </summary>
internal static class ReadProblems
{
    public static ReadProblem Empty() =>
        Error("empty", "ไฟล์นี้ว่างเปล่า ไม่มีข้อมูลอยู่เลย โปรดตรวจว่าบันทึกหรือดาวน์โหลดไฟล์มาครบ แล้วเลือกไฟล์ใหม่");

    public static ReadProblem TooLarge(long limit) =>
        Error("too-large", $"ไฟล์นี้ใหญ่เกิน {Megabytes(limit)} เมกะไบต์ จึงไม่ได้อ่าน โปรดลดขนาดรูปภาพในไฟล์ หรือแยกเฉพาะหน้าที่มีผลคะแนนเป็นไฟล์ใหม่");

    public static ReadProblem Unknown() =>
        Error("unknown-format", "ไม่รู้จักชนิดของไฟล์นี้ โปรดใช้ไฟล์ Word (.docx) PDF Excel (.xlsx) CSV หรือข้อความ (.txt, .md)");

    public static ReadProblem Unsupported(string what) =>
        Error("unsupported-format", $"ไฟล์นี้เป็น{what} ซึ่งระบบยังอ่านไม่ได้ โปรดเปิดด้วยโปรแกรมเดิม แล้วเลือก “บันทึกเป็น” .docx .xlsx หรือ .pdf แล้วนำไฟล์ใหม่เข้ามา");

    public static ReadProblem Renamed(string extension, string actual) =>
        new(ProblemSeverity.Warning, "renamed", $"ชื่อไฟล์ลงท้ายด้วย “{extension}” แต่เนื้อหาเป็น{actual} ระบบอ่านตามเนื้อหาจริง โปรดตรวจว่าเลือกไฟล์ถูกต้อง", null);

    public static ReadProblem Password(string what) =>
        Error("password-protected", $"{what}นี้ตั้งรหัสผ่านไว้ ระบบจึงเปิดอ่านไม่ได้ โปรดเปิดไฟล์ด้วยรหัสผ่าน แล้วบันทึกสำเนาที่ไม่มีรหัสผ่าน แล้วนำเข้ามาใหม่");

    public static ReadProblem Damaged(string what) =>
        Error("damaged", $"{what}นี้เสียหายหรือมาไม่ครบ อ่านต่อไม่ได้ โปรดเปิดไฟล์ต้นฉบับแล้วบันทึกใหม่ หรือดาวน์โหลดใหม่ให้ครบ");

    public static ReadProblem PartlyDamaged(string what) =>
        Warning("partly-damaged", $"{what}นี้เสียหายบางส่วน ระบบอ่านได้เท่าที่เหลืออยู่ โปรดตรวจว่าค่าที่อ่านได้ครบ หรือบันทึกไฟล์ต้นฉบับใหม่");

    public static ReadProblem ZipBomb() =>
        Error("zip-bomb", "ไฟล์นี้บีบอัดผิดปกติ คลายออกแล้วใหญ่กว่าที่เอกสารจริงจะเป็นได้มาก ระบบจึงไม่เปิดอ่านเพื่อความปลอดภัย โปรดใช้ไฟล์ต้นฉบับจากหน่วยงาน");

    public static ReadProblem XmlEntities() =>
        Error("xml-entities", "ไฟล์นี้มีคำสั่ง XML (DTD) ที่เอกสารปกติไม่มีและอาจเป็นอันตราย ระบบจึงไม่อ่าน โปรดเปิดด้วย Word หรือ Excel แล้วบันทึกเป็นไฟล์ใหม่");

    public static ReadProblem TooDeep() =>
        Warning("too-deep", "ไฟล์นี้ซ้อนตารางหรือกล่องข้อความลึกผิดปกติ ส่วนที่ลึกเกินไปไม่ได้อ่าน โปรดตรวจว่าตารางคะแนนอ่านได้ครบ");

    public static ReadProblem TooManyTables(int limit) =>
        Warning("too-many-tables", $"ไฟล์นี้มีตารางมากกว่า {Number(limit)} ตาราง ระบบอ่านเฉพาะส่วนแรก โปรดแยกเฉพาะหน้าที่มีผลการประเมินเป็นไฟล์ใหม่");

    public static ReadProblem TooManyCells(int limit) =>
        Warning("too-many-cells", $"ไฟล์นี้มีช่องตารางมากกว่า {Number(limit)} ช่อง ระบบอ่านเฉพาะส่วนแรก โปรดแยกเฉพาะตารางผลการประเมินเป็นไฟล์ใหม่");

    public static ReadProblem TooManyParagraphs(int limit) =>
        Warning("too-many-paragraphs", $"ไฟล์นี้มีมากกว่า {Number(limit)} ย่อหน้า ระบบอ่านเฉพาะส่วนแรก โปรดแยกเฉพาะส่วนผลการประเมินเป็นไฟล์ใหม่");

    public static ReadProblem TooMuchText(int limit) =>
        Warning("too-much-text", $"ไฟล์นี้มีข้อความมากกว่า {Number(limit)} ตัวอักษร ระบบอ่านเฉพาะส่วนแรก โปรดแยกเฉพาะส่วนผลการประเมินเป็นไฟล์ใหม่");

    public static ReadProblem TooManyPages(int limit) =>
        Warning("too-many-pages", $"ไฟล์นี้มีมากกว่า {Number(limit)} หน้า ระบบอ่านเฉพาะ {Number(limit)} หน้าแรก โปรดแยกเฉพาะหน้าที่มีผลการประเมินเป็นไฟล์ใหม่");

    public static ReadProblem TooSlow() =>
        Warning("too-slow", "ไฟล์นี้ซับซ้อนเกินกว่าจะอ่านจบในเวลาที่กำหนด ระบบอ่านได้บางส่วนหรืออ่านไม่ได้เลย โปรดแยกเฉพาะหน้าที่มีผลการประเมินเป็นไฟล์ใหม่");

    public static ReadProblem BadCharacters() =>
        Warning("bad-characters", "ข้อความบางส่วนในไฟล์เสียหาย อ่านเป็นตัวอักษรไม่ได้ โปรดตรวจค่าที่อ่านได้ หรือบันทึกไฟล์ใหม่เป็น UTF-8");

    public static ReadProblem NoTextLayer(bool canRecognise) => Error(
        "no-text-layer",
        canRecognise
            ? "PDF นี้เป็นภาพสแกน ไม่มีตัวอักษรให้อ่าน เลือก “อ่านด้วย OCR” เพื่อให้ระบบแปลงภาพเป็นข้อความ (ใช้เวลาหน้าละหลายวินาที และต้องตรวจทานทุกค่า) หรือใช้ไฟล์ต้นฉบับ Word"
            : "PDF นี้เป็นภาพสแกน ไม่มีตัวอักษรให้อ่าน โปรดใช้ไฟล์ต้นฉบับ Word หรือ PDF ที่บันทึกจากโปรแกรมโดยตรง หรือพิมพ์คะแนนลงในแบบกรอกผลคะแนน (หากติดตั้ง tesseract พร้อมภาษาไทย ระบบจะอ่านภาพสแกนให้ได้)");

    public static ReadProblem Recognised(int pages) => Warning(
        "recognised",
        $"ข้อความนี้ได้จากการอ่านภาพสแกน {Number(pages)} หน้าด้วย OCR ซึ่งอาจอ่านตัวเลขและสระผิด โปรดตรวจทานทุกค่ากับต้นฉบับ");

    public static ReadProblem RecognitionFailed() =>
        Error("recognition-failed", "อ่านภาพสแกนด้วย OCR ไม่สำเร็จ โปรดสแกนใหม่ให้คมชัดและตรง (300 จุดต่อนิ้ว) หรือใช้ไฟล์ต้นฉบับ Word");

    public static ReadProblem SomePagesWithoutText(int count) =>
        Warning("some-pages-without-text", $"มี {Number(count)} หน้าใน PDF นี้ที่เป็นภาพ ไม่มีตัวอักษรให้อ่าน โปรดตรวจว่าผลคะแนนไม่ได้อยู่ในหน้าเหล่านั้น");

    public static ReadProblem ToolMissing() =>
        Error("pdf-reader-missing", "เครื่องนี้ยังไม่มีโปรแกรมอ่าน PDF (poppler-utils) โปรดแจ้งผู้ดูแลระบบให้ติดตั้ง หรือใช้ไฟล์ Word (.docx) แทน");

    public static ReadProblem NoContent() =>
        Error("no-content", "เปิดไฟล์ได้ แต่ไม่พบข้อความหรือตารางเลย หากเนื้อหาเป็นรูปภาพ โปรดใช้ไฟล์ที่พิมพ์เป็นตัวอักษร หรือพิมพ์คะแนนลงในแบบกรอกผลคะแนน");

    public static ReadProblem Macros() =>
        new(ProblemSeverity.Info, "macros", "ไฟล์นี้มีมาโคร ระบบไม่เรียกใช้มาโครและอ่านเฉพาะข้อความกับตาราง", null);

    private static ReadProblem Error(string code, string message) => new(ProblemSeverity.Error, code, message, null);

    private static ReadProblem Warning(string code, string message) => new(ProblemSeverity.Warning, code, message, null);

    private static string Megabytes(long bytes) => Number(bytes / (1024 * 1024));

    private static string Number(long value) => value.ToString("#,0", CultureInfo.InvariantCulture);
}
