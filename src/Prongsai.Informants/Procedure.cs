using System.Globalization;

namespace Prongsai.Informants;

/// <summary>A step of handling as the informant and the officer see it.</summary>
/// <param name="State">As stored.</param>
/// <param name="Title">What it is called.</param>
/// <param name="Next">What happens next.</param>
internal sealed record Stage(string State, string Title, string Next);

/// <summary>How a report is handled, as data.</summary>
internal static class Procedure
{
    public const string Finished = "finished";

    /// <summary>Days, the first not counted, in which the office answers how it handles a report.</summary>
    public const int AnswerDays = 15;

    public const string AnswerRule = "มาตรา 38 พระราชกฤษฎีกาว่าด้วยหลักเกณฑ์และวิธีการบริหารกิจการบ้านเมืองที่ดี พ.ศ. 2546 (ยังไม่ยืนยัน)";

    public static readonly IReadOnlyList<Stage> Stages =
    [
        new("received", "รับเรื่องแล้ว", "ผู้รับเรื่องเปิดอ่านและพิจารณาว่าอยู่ในอำนาจหรือไม่"),
        new("looking", "กำลังพิจารณาเบื้องต้น", "ผู้รับเรื่องอาจถามเพิ่มในหน้านี้ แล้วเสนอว่าจะตรวจสอบหรือส่งต่อ"),
        new("inquiry", "กำลังตรวจสอบข้อเท็จจริง", "เมื่อตรวจสอบเสร็จ ผู้รับเรื่องจะแจ้งผลในหน้านี้"),
        new("referred", "ส่งต่อหน่วยงานที่มีอำนาจแล้ว", "หน่วยงานที่รับเรื่องดำเนินการต่อ ผู้รับเรื่องจะแจ้งความคืบหน้าเท่าที่ทราบ"),
        new(Finished, "เสร็จสิ้น", "อ่านผลในข้อความล่าสุด หากมีข้อมูลใหม่ยังเขียนเพิ่มได้"),
    ];

    public static Stage Of(string state) => Stages.First(s => string.Equals(s.State, state, StringComparison.Ordinal));
}

/// <summary>A day in Thai words: 21 พ.ย. 2569.</summary>
internal static class ThaiDay
{
    private static readonly string[] Months = ["ม.ค.", "ก.พ.", "มี.ค.", "เม.ย.", "พ.ค.", "มิ.ย.", "ก.ค.", "ส.ค.", "ก.ย.", "ต.ค.", "พ.ย.", "ธ.ค."];

    public static string Short(DateOnly day) => string.Create(CultureInfo.InvariantCulture, $"{day.Day} {Months[day.Month - 1]} {day.Year + 543}");
}
