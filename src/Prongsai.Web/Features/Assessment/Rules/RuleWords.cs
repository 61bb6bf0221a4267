using System.Globalization;
using Prongsai.Domain;
using Prongsai.Domain.Rules;

namespace Prongsai.Web.Features.Assessment.Rules;

/// <summary>The Thai words of rulebooks on the screen.</summary>
internal static class RuleWords
{
    public static string Of(RulePart part) => part switch
    {
        RulePart.Tool => "เครื่องมือ",
        RulePart.Indicator => "ตัวชี้วัด",
        RulePart.Item => "ข้อที่ต้องเปิดเผย",
        RulePart.Question => "ข้อคำถาม",
        RulePart.Level => "ระดับผลการประเมิน",
        RulePart.Scale => "มาตรวัด",
        RulePart.Issue => "๗ ประเด็น",
        RulePart.Sample => "จำนวนผู้ตอบขั้นต่ำ",
        RulePart.Calendar => "ปฏิทิน",
        RulePart.Source => "ความแน่ชัดของแหล่งที่มา",
        _ => throw new ArgumentOutOfRangeException(nameof(part)),
    };

    public static string Of(DifferenceKind change) => change switch
    {
        DifferenceKind.Added => "เพิ่ม",
        DifferenceKind.Dropped => "ตัดออก",
        DifferenceKind.Moved => "ย้ายเลข",
        DifferenceKind.TakenIn => "รวมเข้าข้ออื่น",
        DifferenceKind.SplitOut => "แยกเป็นข้อ",
        DifferenceKind.Reworded => "เปลี่ยนชื่อหรือข้อความ",
        DifferenceKind.Regrouped => "เปลี่ยนกลุ่ม",
        DifferenceKind.Changed => "เปลี่ยนรายละเอียด",
        DifferenceKind.Certainty => "ความแน่ชัดต่างกัน",
        _ => throw new ArgumentOutOfRangeException(nameof(change)),
    };

    public static string Of(Direction direction) => direction switch
    {
        Direction.Positive => "ตัวเลือกท้ายได้คะแนนสูงสุด",
        Direction.Reversed => "ตัวเลือกแรกได้คะแนนสูงสุด",
        Direction.Mixed => "บางข้อย่อยกลับคะแนน",
        _ => throw new ArgumentOutOfRangeException(nameof(direction)),
    };

    public static string Method(string method) => method switch
    {
        Indicator.MeanOfQuestions => "ค่าเฉลี่ยของข้อคำถาม",
        Indicator.MeanOfSubIndicatorMeans => "ค่าเฉลี่ยของตัวชี้วัดย่อย ซึ่งแต่ละตัวเป็นค่าเฉลี่ยของข้อ (ครบได้ 100 ไม่ครบได้ 0)",
        _ => method,
    };

    /// <summary>What the level needs, in words.</summary>
    public static string Needs(Level level) =>
        (level.AtLeast == 0 ? "คะแนนรวมต่ำกว่านั้น" : $"คะแนนรวมตั้งแต่ {Number(level.AtLeast)}") +
        (level.EachToolAtLeast is { } each ? $" และ IIT EIT OIT ทุกเครื่องมือตั้งแต่ {Number(each)}" : "");

    public static string Number(decimal number) => number.ToString("0.##", CultureInfo.InvariantCulture);

    public static string Percent(decimal share) => (share * 100).ToString("0.##", CultureInfo.InvariantCulture) + "%";

    public static string Days(CalendarEntry entry) => (entry.From, entry.To) switch
    {
        ({ } from, { } to) when from == to => ThaiDate.Long(from),
        ({ } from, { } to) => $"{ThaiDate.Long(from)} – {ThaiDate.Long(to)}",
        _ => "ไม่ทราบวัน",
    };

    /// <summary>What a difference is about, by the name people know: the item's title, the question's wording, the indicator's name.</summary>
    public static string Subject(RuleDifference difference, Rulebook from, Rulebook to)
    {
        var kind = difference.Subject.Split('/')[0];
        var name = difference.Part switch
        {
            RulePart.Item => (difference.Change is DifferenceKind.TakenIn ? from.ItemOfKind(kind) : to.ItemOfKind(kind) ?? from.ItemOfKind(kind))?.Title ?? kind,
            RulePart.Question => (to.QuestionOfKind(kind) ?? from.QuestionOfKind(kind))?.Text ?? $"ข้อคำถาม {kind} ทั้งชุด",
            RulePart.Indicator => (to.IndicatorOfKind(kind) ?? from.IndicatorOfKind(kind))?.Name ?? kind,
            RulePart.Level => (to.Levels.Concat(from.Levels).FirstOrDefault(l => l.Code == kind))?.Name ?? kind,
            RulePart.Scale => (to.FindScale(kind) ?? from.FindScale(kind))?.Name ?? kind,
            RulePart.Issue => int.TryParse(kind, NumberStyles.None, CultureInfo.InvariantCulture, out _) ? $"ประเด็นที่ {kind}" : "ทุกประเด็น",
            RulePart.Calendar => to.Calendar.Concat(from.Calendar).FirstOrDefault(c => c.Kind == kind)?.Title ?? kind,
            RulePart.Source => Part(kind),
            _ => kind,
        };
        return difference.Subject.IndexOf('/', StringComparison.Ordinal) is > 0 and var at ? $"{name} ({Part(difference.Subject[(at + 1)..])})" : name;
    }

    /// <summary>One side of a difference; what the files write in English is put into Thai.</summary>
    public static string? Side(RuleDifference difference, string? side) => side is null
        ? null
        : difference switch
        {
            { Change: DifferenceKind.Certainty } => Certain(side),
            { Part: RulePart.Indicator, Change: DifferenceKind.Changed } => Method(side),
            { Part: RulePart.Question, Change: DifferenceKind.Changed } => side
                .Replace("Positive, ", "", StringComparison.Ordinal)
                .Replace("Reversed, ", "กลับคะแนน ", StringComparison.Ordinal)
                .Replace("Mixed, ", "บางข้อย่อยกลับคะแนน ", StringComparison.Ordinal)
                .Replace("six-step", "มาตรวัด 6 ระดับ", StringComparison.Ordinal)
                .Replace("four-step", "มาตรวัด 4 ระดับ", StringComparison.Ordinal)
                .Replace("yes-no", "สองตัวเลือก", StringComparison.Ordinal),
            { Part: RulePart.Issue } => side.Split(':')[0],
            { Part: RulePart.Question, Subject: "IIT" or "EIT" } => side == "0" ? "ยังไม่พบรายการคำถาม" : $"{side} ข้อ",
            { Part: RulePart.Calendar } => string.Join(" – ", side.Split('/').Select(d => ThaiDate.Long(DateOnly.ParseExact(d, "yyyy-MM-dd", CultureInfo.InvariantCulture)))),
            _ => side,
        };

    private static string Certain(string word) => word switch
    {
        "verified" => "ยืนยันแล้ว",
        "from-seeds" => "จากเอกสารตัวอย่าง",
        "unverified" => "ยังไม่ยืนยัน",
        "unknown" => "ไม่ทราบ",
        _ => word,
    };

    private static string Part(string name) => name switch
    {
        "tools" => "เครื่องมือและน้ำหนัก",
        "indicators" => "ตัวชี้วัด",
        "levels" => "ระดับ",
        "scales" => "มาตรวัด",
        "sample-minima" => "จำนวนผู้ตอบขั้นต่ำ",
        "calendar" => "ปฏิทิน",
        "disclosure" => "รายการข้อที่ต้องเปิดเผย",
        "grouping" => "การจัดกลุ่มตัวชี้วัดย่อย",
        "elements" => "องค์ประกอบด้านข้อมูล",
        "internal" => "แบบวัด IIT",
        "external" => "แบบวัด EIT",
        "issues" => "๗ ประเด็น",
        "method" => "วิธีคำนวณ",
        _ => name,
    };
}
