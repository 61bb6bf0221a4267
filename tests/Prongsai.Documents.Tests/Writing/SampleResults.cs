using Prongsai.Documents.Writing.Reports;
using Prongsai.Domain;

namespace Prongsai.Documents.Tests.Writing;

/// <summary>A year's measures with their results, made up, as the forms print them.</summary>
internal static class SampleResults
{
    private static readonly (string Title, int Issue, string[] Steps, string Result, string Output, string Outcome, string Suggestion)[] Rows =
    [
        ("ทำผังขั้นตอนงานบริการทุกงาน", 1, ["รวบรวมงานบริการของทุกกอง", "เขียนผังพร้อมเวลาของแต่ละขั้น", "ติดผังที่จุดบริการและบนเว็บไซต์"], "มีผังครบ 24 งาน", "ผังขั้นตอน 24 งาน ติดแล้ว 6 จุดบริการ", "เวลารอเฉลี่ยลดจาก 42 นาทีเหลือ 25 นาที", "ทบทวนผังทุกครั้งที่ระเบียบเปลี่ยน"),
        ("เปิดยื่นคำขอออนไลน์", 2, ["เลือกงานที่ประชาชนขอมากที่สุด", "เปิดแบบคำขอบนเว็บไซต์"], "เปิดแล้ว 8 งาน", "แบบคำขอออนไลน์ 8 งาน", "มีผู้ใช้ 312 คำขอในปีแรก", "เพิ่มการแจ้งผลทางข้อความ"),
        ("ตรวจข้อมูลบนเว็บไซต์ทุกไตรมาส", 3, ["แบ่งหน้าที่เจ้าของข้อมูล", "ตรวจตามรายการและบันทึกวันที่แก้"], "", "", "", ""),
        ("ทะเบียนยืมพัสดุเล่มเดียว", 4, ["ออกแบบทะเบียน", "ตรวจนับทุกไตรมาส"], "ตรวจนับครบ 4 ครั้ง", "ทะเบียนยืม 1 ชุด รายการยืม 96 ครั้ง", "ไม่มีรายการค้างคืนเมื่อสิ้นปี", "ให้กองช่างใช้ทะเบียนเดียวกัน"),
        ("สรุปจัดซื้อจัดจ้างรายเดือนให้อ่านง่าย", 5, ["ทำสรุปหนึ่งหน้า", "ลงเว็บไซต์ภายในวันที่ 10"], "ลงสรุปครบ 12 เดือน", "สรุป 12 ฉบับ", "คะแนนรับรู้การใช้งบประมาณเพิ่ม 4.20", "เพิ่มแผนภูมิเทียบปีก่อน"),
        ("แจ้งข้อห้ามเรื่องธุระส่วนตัว", 6, ["ออกประกาศ", "ชี้แจงในที่ประชุม"], "ชี้แจงแล้ว 3 ครั้ง ผู้เข้าร่วม 58 คน", "ประกาศ 1 ฉบับ", "ไม่มีเรื่องร้องเรียนในปี", "ชี้แจงซ้ำเมื่อมีผู้บรรจุใหม่"),
        ("ช่องทางแจ้งเหตุที่ไม่ถามชื่อ", 7, ["เปิดช่องทางบนเว็บไซต์", "กำหนดผู้รับเรื่องและเวลาตอบ"], "เปิดใช้แล้ว รับ 5 เรื่อง", "ช่องทาง 1 ช่อง ตอบครบ 5 เรื่อง", "ตอบภายใน 7 วันทุกเรื่อง", "ประชาสัมพันธ์ในหมู่บ้าน"),
    ];

    public static string[] IssueNames { get; } = ["กระบวนการปฏิบัติงานที่โปร่งใสและมีประสิทธิภาพ", "การให้บริการและระบบ E-Service", "ช่องทางและรูปแบบการประชาสัมพันธ์เผยแพร่ข้อมูลข่าวสารภาครัฐ", "กระบวนการกำกับดูแลการใช้ทรัพย์สินของราชการ", "กระบวนการสร้างความโปร่งใสในการใช้งบประมาณและการจัดซื้อจัดจ้าง", "กระบวนการควบคุม ตรวจสอบการใช้อำนาจ และการบริหารงานบุคคล", "กลไกและมาตรการในการแก้ไขและป้องกันการทุจริตภายในหน่วยงาน"];

    public static ResultReport Report(int year = 2568) => new()
    {
        Organisation = new OrganisationOnPaper("องค์การบริหารส่วนตำบลบ้านตัวอย่าง", "เมืองตัวอย่าง", "ตัวอย่าง"),
        Year = new FiscalYear(year),
        Results = [.. Rows.Select((r, i) => Result(new FiscalYear(year), i + 1, r))],
        Issues = [.. IssueNames.Select((n, i) => new IssueOnPaper(i + 1, n, [i + 1]))],
        Advice =
        [
            new("EIT", "indicator-6", "คุณภาพการดำเนินงาน", "ติดเวลาของแต่ละขั้นไว้ที่จุดบริการ\nให้ผู้รับบริการให้คะแนนได้ทันที"),
            new("EIT", "indicator-7", "ประสิทธิภาพการสื่อสาร", "รวมช่องทางติดต่อไว้หน้าเดียว"),
            new("EIT", "indicator-8", "การปรับปรุงการทำงาน", ""),
            new("OIT", "indicator-9", "การเปิดเผยข้อมูล", "ตรวจลิงก์ทุกรายการก่อนวันปิดระบบ"),
            new("OIT", "indicator-10", "การป้องกันการทุจริต", "ลงแผนและรายงานรอบ 6 เดือนให้ครบ"),
        ],
        Signatories = [new Signatory(null, "ปลัดองค์การบริหารส่วนตำบลบ้านตัวอย่าง")],
        WrittenAt = Papers.Moment,
    };

    /// <summary>Many measures with long texts: several pages.</summary>
    public static ResultReport Large(int times)
    {
        var small = Report();
        return small with { Results = [.. Enumerable.Range(0, times).SelectMany(t => small.Results.Select((r, i) => r with { Number = (t * 7) + i + 1 }))], Issues = [.. IssueNames.Select((n, i) => new IssueOnPaper(i + 1, n, [.. Enumerable.Range(0, times).Select(t => (t * 7) + i + 1)]))] };
    }

    private static MeasureResult Result(FiscalYear year, int number, (string Title, int Issue, string[] Steps, string Result, string Output, string Outcome, string Suggestion) r)
    {
        var from = year.FirstDay;
        return new(
            new Guid(number, 0, 0, new byte[8]),
            number,
            new MeasureOnPaper(r.Title, [], r.Steps, number % 2 == 0 ? "กองคลัง" : "สำนักปลัด", $"{ThaiDate.Short(from)} – {ThaiDate.Short(year.LastDay)}", ["รายงานผลรอบ 6 เดือน", "รายงานผลรอบ 12 เดือน"]),
            [.. r.Steps.Select((s, i) => new StepResult(i + 1, s, "สำนักปลัด", from, year.LastDay, r.Result.Length == 0 && i > 0 ? null : from.AddDays((30 * number) + (20 * i)), i == 1 ? 12 : null, i == 1 ? "ครั้ง" : "", "", ResultWords.None, []))],
            new ResultWords(r.Result, r.Output, r.Outcome, r.Suggestion),
            []);
    }
}
