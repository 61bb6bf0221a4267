using System.Globalization;
using Prongsai.Domain.Papers;

namespace Prongsai.Documents.Reading.Extraction;

/// <summary>The problems extraction can tell, in Thai, with what was found and what to do.</summary>
internal static class ReadingProblems
{
    public const string OutOfRangeCode = "score-out-of-range";

    public static ReadProblem OutOfRange(decimal value, Place at) => new(ProblemSeverity.Warning, OutOfRangeCode,
        string.Create(CultureInfo.InvariantCulture, $"พบตัวเลข {value} ในช่องคะแนน ซึ่งไม่อยู่ระหว่าง 0 ถึง 100 จึงไม่ได้นำมาใช้ โปรดตรวจกับเอกสารต้นฉบับแล้วกรอกคะแนนที่ถูกต้อง"), at);

    public static ReadProblem NotIta(string file) => new(ProblemSeverity.Error, "not-ita",
        $"ไม่พบข้อมูลการประเมินคุณธรรมและความโปร่งใส (ITA) ในไฟล์ {file} โปรดเลือกเอกสารผลการประเมิน รายงานการวิเคราะห์ หรือมาตรการส่งเสริมคุณธรรมและความโปร่งใส", null);

    public static ReadProblem NoFigures() => new(ProblemSeverity.Warning, "no-figures",
        "เอกสารนี้เกี่ยวกับการประเมิน ITA แต่ไม่พบคะแนนหรือตารางมาตรการ โปรดเลือกเอกสารที่มีผลคะแนน หรือกรอกคะแนนด้วยตนเอง", null);

    public static ReadProblem NoScores() => new(ProblemSeverity.Info, "no-scores",
        "เอกสารนี้มีมาตรการ แต่ไม่มีคะแนนผลการประเมิน", null);

    public static ReadProblem NoYear() => new(ProblemSeverity.Warning, "no-year",
        "ไม่พบปีงบประมาณในเอกสาร โปรดระบุปีของผลการประเมิน", null);

    public static ReadProblem YearFromFileName(int year) => new(ProblemSeverity.Info, "year-from-file-name",
        string.Create(CultureInfo.InvariantCulture, $"ไม่พบปีงบประมาณในเนื้อหา จึงใช้ปี {year} จากชื่อไฟล์ โปรดตรวจว่าถูกต้อง"), null);

    public static ReadProblem NoRulebook(int year, int nearest) => new(ProblemSeverity.Warning, "no-rulebook",
        string.Create(CultureInfo.InvariantCulture, $"ยังไม่มีหลักเกณฑ์ของปี {year} ในระบบ ชื่อตัวชี้วัดเทียบกับปี {nearest} และไม่ได้ตรวจคะแนน"), null);

    public static ReadProblem NoOrganisation() => new(ProblemSeverity.Warning, "no-organisation",
        "ไม่พบชื่อหน่วยงานในเอกสาร โปรดระบุชื่อหน่วยงาน", null);

    public static ReadProblem SeveralNames(string names) => new(ProblemSeverity.Warning, "several-names",
        $"พบชื่อหน่วยงานต่างกันในเอกสารเดียว ({names}) โปรดตรวจว่าชื่อใดถูกต้อง", null);

    public static ReadProblem Disagree(string what, decimal kept, decimal other, Place at) => new(ProblemSeverity.Warning, "figures-disagree",
        string.Create(CultureInfo.InvariantCulture, $"{what} พิมพ์ไว้ต่างกันในเอกสารเดียว คือ {kept:0.00} และ {other:0.00} ระบบใช้ {kept:0.00} โปรดตรวจกับต้นฉบับ"), at);

    public static ReadProblem RepeatedCode(string code, int times) => new(ProblemSeverity.Warning, "repeated-code",
        string.Create(CultureInfo.InvariantCulture, $"รหัส {code} ปรากฏ {times} ครั้ง โปรดตรวจว่ามีข้อใดพิมพ์รหัสผิด"), null);

    public static ReadProblem OtherKind(string code, string title, Place at) => new(ProblemSeverity.Warning, "title-of-other-item",
        $"ชื่อรายการ \"{title}\" ไม่ตรงกับรหัส {code} ของปีนี้ โปรดตรวจรหัส", at);

    public static ReadProblem IssueNumber(string name, int printed, int expected, Place at) => new(ProblemSeverity.Warning, "issue-number",
        string.Create(CultureInfo.InvariantCulture, $"ประเด็น \"{name}\" พิมพ์เลขที่ {printed} แต่ควรเป็นประเด็นที่ {expected}"), at);

    public static ReadProblem OutsideYear(string date, int year, Place at) => new(ProblemSeverity.Warning, "date-outside-year",
        string.Create(CultureInfo.InvariantCulture, $"วันที่ {date} อยู่นอกปีงบประมาณ {year} โปรดตรวจวันที่"), at);

    public static ReadProblem TooComplex() => new(ProblemSeverity.Error, "too-complex",
        "เอกสารซับซ้อนเกินกว่าจะอ่านได้ในเวลาที่กำหนด โปรดแยกเป็นไฟล์ที่เล็กลง หรือบันทึกเป็น DOCX แล้วลองใหม่", null);
}
