namespace Prongsai.Ui.Features.Gallery;

/// <summary>A made-up organisation's year, for the gallery and its tests. The figures roll up by the rules of 2567.</summary>
internal static class Samples
{
    internal sealed record Measure(string Code, string Title, string Unit, DateOnly Due, StopState State, string Words);

    internal static readonly IReadOnlyList<Measure> Measures =
    [
        .. Enumerable.Range(1, 9).Select(n => new Measure($"M-0{n}", Titles[n - 1], n % 3 == 0 ? "กองช่าง" : n % 2 == 0 ? "กองคลัง" : "สำนักปลัด", new DateOnly(2025, 3, 31).AddMonths(n % 4 * 2), (StopState)(n % 5), Words[n % 5])),
    ];

    internal static readonly YearTrack Track = new(2568,
    [
        new("ผลการประเมิน", StopState.Done, "#", Note: "ผลปี 2567 ยืนยันแล้ว 88.14"),
        new("วิเคราะห์", StopState.Done, "#", Note: "อนุมัติ 20 ธ.ค. 2567"),
        new("มาตรการ", StopState.Done, "#", Note: "9 มาตรการ ครบ 7 ประเด็น"),
        new("ติดตาม", StopState.Late, "#", "เกินกำหนด 1", "รอบ 6 เดือน ส่งแล้ว 8 จาก 9"),
        new("รายงาน", StopState.Now, "#", Note: "รอความเห็นรองปลัด ภายใน 18 เม.ย."),
        new("เผยแพร่", StopState.Due, "#", Note: "25 จาก 28 ข้อ ภายใน 30 เม.ย."),
    ]);

    internal static readonly IReadOnlyList<TaskItem> Tasks =
    [
        new("1. อ่านเอกสาร", "#", StopState.Done, "เสร็จแล้ว"),
        new("2. ตรวจสอบตัวเลข", "#", StopState.Now, "กำลังทำ", "มีค่าที่ไม่ตรง 1 แห่ง"),
        new("ผลติดตามรอบ 6 เดือน: มาตรการที่ 6 ลดขั้นตอนซ่อมไฟสาธารณะ", "#", StopState.Late, "เกิน 4 วัน", "กองช่างยังไม่ส่ง เตือนแล้ว 2 ครั้ง"),
        new("เผยแพร่สถิติการให้บริการ (O11)", "#", StopState.Due, "ภายใน 25 เม.ย.", "รอท่านยืนยัน เพิ่ม 0.57"),
        new("3. ยืนยันผล", null, StopState.Wait, "ยังทำไม่ได้", "ทำได้เมื่อตรวจสอบครบ"),
    ];

    internal static readonly IReadOnlyList<HistoryEntry> History =
    [
        new("แนบหลักฐานการยืม 31 ครั้งจากทะเบียน", "ระบบ", "9 เม.ย. 2568 02.00 น.", State: StopState.Now),
        new("ส่งผลรอบ 6 เดือน", "เจ้าพนักงานพัสดุ", "3 เม.ย. 2568 15.42 น.", State: StopState.Done),
        new("เลื่อนสิ้นสุดขั้นที่ 3 จาก 31 ม.ค. เป็น 28 ก.พ.", "ผู้อำนวยการกองคลัง", "27 ม.ค. 2568", "รอคำสั่งแต่งตั้งผู้ตรวจนับ"),
    ];

    internal static readonly RankedBars Ranked = new("rank", "จัดอันดับ 10 ตัวชี้วัด",
    [
        new("๑ การปฏิบัติหน้าที่", 92.79m, "IIT"), new("๒ การใช้งบประมาณ", 80.41m, "IIT"), new("๓ การใช้อำนาจ", 90.34m, "IIT"),
        new("๔ การใช้ทรัพย์สินของราชการ", 77.14m, "IIT"), new("๕ การแก้ไขปัญหาการทุจริต", 85.03m, "IIT"), new("๖ คุณภาพการดำเนินงาน", 92.68m, "EIT"),
        new("๗ ประสิทธิภาพการสื่อสาร", 84.88m, "EIT"), new("๘ การปรับปรุงการทำงาน", 80.81m, "EIT"), new("๙ การเปิดเผยข้อมูล", 92.14m, "OIT"), new("๑๐ การป้องกันการทุจริต", 91.67m, "OIT"),
    ], [85, 95]);

    internal static readonly ToolGauges Tools = new("tools", "คะแนนแยกตามเครื่องมือ",
        [new("IIT", "ภายใน", 87.62m, 85.14m, 0.3m), new("EIT", "ภายนอก", 88.94m, 86.12m, 0.3m), new("OIT", "เปิดเผย", 84.07m, 91.90m, 0.4m)], [85, 95]);

    internal static readonly YearColumns Years = new("years", "คะแนนรวมเทียบห้าปี",
        [new(2563, null), new(2564, 80.05m), new(2565, 84.26m), new(2566, 86.90m), new(2567, 88.14m)], 85);

    internal static readonly DayColumns Days = new("days", "ร้อยละที่เปิดได้รายวัน", new(2025, 1, 1), new(2025, 1, 8),
        [new(new(2025, 1, 2), 100), new(new(2025, 1, 3), 100), new(new(2025, 1, 4), 95.83m), new(new(2025, 1, 5), 0), new(new(2025, 1, 6), null), new(new(2025, 1, 7), 100)]);

    internal static readonly YearGroups Groups = new("groups", "ตัวชี้วัดเทียบสามปี", [2565, 2566, 2567],
        [new("การปฏิบัติหน้าที่", [88.40m, 91.02m, 92.79m]), new("การใช้งบประมาณ", [77.30m, 81.86m, 80.41m]), new("การใช้ทรัพย์สินของราชการ", [null, 76.15m, 77.14m])]);

    internal static readonly Timeline Timeline = new("gantt", "แผนเวลาของมาตรการ เทียบกับปีงบประมาณ 2568", 2568,
    [
        new("1 จัดทำแนวปฏิบัติและใบยืม", new(2024, 10, 1), new(2024, 11, 30), "เสร็จ", new(2024, 11, 30)),
        new("2 แจ้งเวียนให้บุคลากรทุกคนลงชื่อรับทราบแนวปฏิบัติและบทลงโทษ", new(2024, 12, 1), new(2025, 1, 31), "เสร็จ 49 จาก 49 คน", new(2025, 1, 31)),
        new("3 เปิดใช้ทะเบียนคุมการยืม", new(2025, 1, 1), new(2025, 2, 28), "เสร็จ", new(2025, 2, 28)),
        new("4 ตรวจนับทุกไตรมาส", new(2025, 1, 1), new(2025, 9, 30), "1 จาก 3 รอบ", new(2025, 1, 31), new(2025, 3, 31)),
        new("5 เผยแพร่คู่มือและสถิติ", new(2025, 4, 1), new(2025, 6, 30), "กำลังทำ", new(2025, 4, 6)),
        new("6 สรุปผลและเทียบคะแนน", new(2025, 8, 1), new(2025, 9, 30), "ยังไม่ถึง"),
    ], new(2025, 4, 9));

    internal static readonly Distribution Spread = new("spread", "การกระจายคำตอบข้อ e4",
        [new("เห็นด้วยอย่างยิ่ง", 19), new("เห็นด้วย", 11), new("ค่อนข้างเห็นด้วย", 6), new("ค่อนข้างไม่เห็นด้วย", 3), new("ไม่เห็นด้วย", 1), new("ไม่เห็นด้วยอย่างยิ่ง", 1)]);

    internal static readonly Strip Strip = new("strip", "หลักฐานของแต่ละขั้น",
        [new("ขั้นที่ 1", StopState.Done), new("ขั้นที่ 2", StopState.Done), new("ขั้นที่ 3", StopState.Done), new("ขั้นที่ 4", StopState.Late), new("ขั้นที่ 5", StopState.Wait), new("ขั้นที่ 6", StopState.Wait)]);

    internal static readonly RiskMatrix Risks = new("ความเสี่ยงการทุจริต จำนวนเรื่อง", ["สูง", "กลาง", "ต่ำ"], ["กระทบน้อย", "ปานกลาง", "มาก"],
    [
        [new(1, RiskLevel.Middle), new(2, RiskLevel.High, "#"), new(0, RiskLevel.High)],
        [new(3, RiskLevel.Low), new(2, RiskLevel.Middle), new(1, RiskLevel.High)],
        [new(4, RiskLevel.Low), new(2, RiskLevel.Low), new(1, RiskLevel.Middle)],
    ]);

    private static IReadOnlyList<string> Titles =>
    [
        "ทบทวนคู่มือบริการ 17 เรื่อง", "แสดงผลการใช้จ่ายรายเดือน", "เปิดรับความเห็นร่างข้อบัญญัติ", "กำกับการยืมใช้ทรัพย์สิน", "อบรมจริยธรรมเจ้าหน้าที่ใหม่",
        "ลดขั้นตอนซ่อมไฟสาธารณะ", "ตอบคำถามประชาชนใน 3 วัน", "ประชุมประชาคมหมู่บ้าน", "เปิดเผยราคากลางทุกโครงการ",
    ];

    private static IReadOnlyList<string> Words => ["ยังไม่ถึงกำหนด", "กำลังทำ", "ใกล้กำหนด", "เกินกำหนด", "เสร็จแล้ว"];
}
