using Prongsai.Domain;
using Prongsai.Documents.Checking;

namespace Prongsai.Documents.Tests.Checking;

/// <summary>One defect planted in a clean paper is found by its rule.</summary>
public sealed class OnDirtyPapers
{
    /// <summary>Paper, what to change (digits as in the paper), into what, and the rule that must find it. Of "\n@\n…" the new text is put at the end.</summary>
    private static readonly (string Paper, string From, string To, string Rule)[] Planted =
    [
        ("narrative", "ท้องถิ่นเห็นจุดที่ควรปรับปรุง องค์การบริหารส่วนตำบลทุ่งดอกหญ้า", "ท้องถิ่นเห็นจุดที่ควรปรับปรุง องค์การบริหารส่วนตำบลทุ่งดอกไม้", "organisation-name-drift"),
        ("memo-report", "บนเว็บไซต์ขององค์การบริหารส่วนตำบลโคกพะยอม", "บนเว็บไซต์ขององค์การบริหารส่วนตำบลโคกพยอม", "organisation-name-drift"),
        ("report-results", "เทศบาลตำบลห้วยน้ำนิ่ง ได้วิเคราะห์", "เทศบาลตำบลป่าไผ่แดง ได้วิเคราะห์", "other-organisation"),
        ("narrative", "2. ผลการประเมิน", "องค์การบริหารส่วนตำบลบ้านแหลมทอง มีความยินดี\n2. ผลการประเมิน", "other-organisation"),
        ("memo-report", "ปลัดองค์การบริหารส่วนตำบลโคกพะยอม\n", "ปลัดเทศบาล\n", "other-kind-words"),
        ("follow-up", "สำนักปลัดเทศบาล", "ปลัดองค์การบริหารส่วนตำบล", "other-kind-words"),
        ("narrative", "องค์การบริหารส่วนตำบลทุ่งดอกหญ้า จึง", "องค์กรบริหารส่วนตำบลทุ่งดอกหญ้า จึง", "organisation-kind-misspelt"),
        ("advice", "องค์การบริหารส่วนตำบลบึงกระจับ", "องค์การบริหารสวนตำบลบึงกระจับ", "organisation-kind-misspelt"),
        ("memo-report", "บนเว็บไซต์ขององค์การบริหารส่วนตำบลโคกพะยอม", "บนเว็บไซต์ของ อปต.โคกพะยอม", "abbreviation-misspelt"),
        ("narrative", "อำเภอเมืองลำพูน จังหวัดลำพูน", "อำเภอมืองลำพูน จังหวัดลำพูน", "place-misspelt"),
        ("result-town", "จังหวัดสุรินทร์", "จังหวัดสุริทร์", "place-misspelt"),
        ("memo-report", "เรียน นายกองค์การบริหารส่วนตำบลโคกพะยอม", "เรียน นายองค์การบริหารส่วนตำบลโคกพะยอม", "salutation-misspelt"),
        ("memo-report", "เรียน นายกองค์การบริหารส่วนตำบลโคกพะยอม", "เรียน นากยกองค์การบริหารส่วนตำบลโคกพะยอม", "salutation-misspelt"),
        ("memo-report", "ปลัดองค์การบริหารส่วนตำบลโคกพะยอม\n", "ปลัดองค์กาบริหารส่วนตำบลโคกพะยอม\n", "position-misspelt"),
        ("narrative", "ช่วยให้องค์กรปกครองส่วนท้องถิ่น", "ช่วยให้องค์รปกครองส่วนท้องถิ่น", "official-name-misspelt"),
        ("narrative", "ช่วยให้องค์กรปกครองส่วนท้องถิ่น", "ช่วยให้องค์กรปกครองท้องถิ่น", "official-name-misspelt"),
        ("plan-only", "มาตรการส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน ประจำปี", "มาตรการส่งเสริมคุณธรรและความโปร่งใสภายในหน่วยงาน ประจำปี", "official-name-misspelt"),
        ("narrative", "รายงานการวิเคราะห์ผลการประเมินคุณธรรมและความโปร่งใสในการดำเนินงานของหน่วยงานภาครัฐ", "รายงานการวิเคราะห์ผลการประเมินคุณธรรมและความโปร่งใสในการดำเนินการของหน่วยงานภาครัฐ", "ita-name-misspelt"),
        ("result-town", "ในการดำเนินงานของหน่วยงานภาครัฐ (ITA)", "ในการดำเนินงานของหน่วยงานภาคัฐ (ITA)", "ita-name-misspelt"),
        ("narrative", "1. ออกแบบทะเบียนยืมคืน", "1. ออกแบบทะเบียนยืมคืนให้บุคคลากร", "misspelt-word"),
        ("report-results", "1. จัดอบรม 2. ทดสอบความรู้", "1. จัดอบรมข้อปฎิบัติ 2. ทดสอบความรู้", "misspelt-word"),
        ("memo-report", "เห็นควรเผยแพร่รายงาน", "เห็นควรเผยแพร่เผยแพร่รายงาน", "doubled-word"),
        ("report-results", "รวบรวมงานบริการ 2. จัดพิมพ์คู่มือ", "รวบรวมและอำนวยความสะดวก ความสะดวกในงานบริการ 2. จัดพิมพ์คู่มือ", "doubled-word"),
        ("narrative", "นำผลปี 2564 มาวิเคราะห์", "นำผลปี 25XX มาวิเคราะห์", "placeholder-left"),
        ("advice", "หน่วยงาน องค์การบริหารส่วนตำบลบึงกระจับ", "หน่วยงาน องค์การบริหารส่วนตำบล........ บึงกระจับ", "placeholder-left"),
        ("narrative", "คะแนนรวม 91.17", "คะแนนรวม 92.17", "figures-do-not-roll-up"),
        ("narrative", "การใช้อำนาจ\t88.40", "การใช้อำนาจ\t68.40", "figures-do-not-roll-up"),
        ("markdown", "การใช้งบประมาณ | 90.11", "การใช้งบประมาณ | 99.11", "figures-do-not-roll-up"),
        ("issues", "เป็นไปตามขั้นตอนและระยะเวลา มากน้อยเพียงใด\t98.40", "เป็นไปตามขั้นตอนและระยะเวลา มากน้อยเพียงใด\t89.40", "figures-do-not-roll-up"),
        ("issues", "อย่างเท่าเทียมกัน มากน้อยเพียงใด\t97.20", "อย่างเท่าเทียมกัน มากน้อยเพียงใด\t97.21", "figure-impossible"),
        ("result-town", "การใช้อำนาจ\t88.40", "การใช้อำนาจ\t884.0", "score-out-of-range"),
        ("narrative", "4. ประเด็นที่ต้องพัฒนาของ", "อันดับ\tตัวชี้วัด\tคะแนน\n1\tการใช้งบประมาณ\t80.11\n2\tการใช้อำนาจ\t88.40\n\n4. ประเด็นที่ต้องพัฒนาของ", "figures-disagree"),
        ("narrative", "อยู่ในระดับ A", "อยู่ในระดับ AA", "level-does-not-follow"),
        ("result-town", "ระดับผลการประเมิน ผ่านดี", "ระดับผลการประเมิน ผ่านดีเยี่ยม", "level-does-not-follow"),
        ("result-town", "ระดับผลการประเมิน ผ่านดี", "ระดับผลการประเมิน A", "level-does-not-follow"),
        ("narrative", "อยู่ในระดับ A", "อยู่ในระดับ a", "level-case"),
        ("narrative", "3.1 ประเด็นจุดแข็ง (", "3.1 ประเด็นจุดแข็ง ตัวชี้วัดที่ 8 การปรับปรุงการทำงาน (", "weak-called-strong"),
        ("narrative", "5. การใช้งบประมาณ\n3.2", "5. การใช้งบประมาณ\n6. ประสิทธิภาพการสื่อสาร\n3.2", "weak-called-strong"),
        ("narrative", "4. คุณภาพการดำเนินงาน\n5. การใช้งบประมาณ\n", "", "strengths-list-incomplete"),
        ("narrative", "3.2 ประเด็นจุดอ่อนที่ต้องแก้ไข\n1. การปรับปรุงการทำงาน\n2. ประสิทธิภาพการสื่อสาร\n", "3.2 ประเด็นจุดอ่อนที่ต้องแก้ไข\n1. การปรับปรุงการทำงาน\n", "other-weak-unnamed"),
        ("narrative", "1. การปรับปรุงการทำงาน\n2. ประสิทธิภาพการสื่อสาร\n", "1. การปรับปรุงการทำงาน\n2. ประสิทธิภาพการสื่อสาร\n3. การเปิดเผยข้อมูล\n", "strong-called-weak"),
        ("narrative", "การปรับปรุงการทำงาน\tประเมินการปรับปรุง", "คุณภาพการดำเนินงาน\tประเมินการปรับปรุง", "develop-not-weakest"),
        ("narrative", "คะแนนต่ำสุด 84.05", "คะแนนต่ำสุด 86.15", "highest-lowest-wrong"),
        ("memo-report", "ข้อ O28", "ข้อ O43", "code-not-in-year"),
        ("issues", "ข้อ i15 ", "ข้อ i16 ", "code-not-in-year"),
        ("memo-report", "ข้อ O28", "ข้อ 028", "zero-for-o"),
        ("issues", "ข้อ O7 ", "ข้อ 07 ", "zero-for-o"),
        ("issues", "ข้อ i13 ", "ข้อ 1@13 ", "one-for-i"),
        ("issues", "ข้อ O12 ", "ข้อ O14 ", "item-title-of-other-code"),
        ("issues", "ข้อ O25 ", "ข้อ O15 ", "code-two-titles"),
        ("issues", "ข้อ O25 ", "ข้อ O15 ", "item-missing"),
        ("result-town", "\t7\tประสิทธิภาพการสื่อสาร\t86.15\n", "", "indicator-missing"),
        ("issues", "O18 แผนการบริหารและพัฒนาทรัพยากรบุคคล\t100.00\n", "O18 แผนการบริหารและพัฒนาทรัพยากรบุคคล\t100.00\n\tข้อ O15 ประกาศต่าง ๆ เกี่ยวกับการจัดซื้อจัดจ้างหรือการจัดหาพัสดุ\t100.00\n", "item-under-wrong-issue"),
        ("issues", "รายงานผลการดำเนินการเพื่อส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน\t", "รายงานผลการดำเนินการเพื่อส่งเสริมคุณธรรมและความโปร่งใสภายใน\t", "item-title-cut"),
        ("issues", "ให้ความสำคัญกับการแก้ไขปัญหาการทุจริตและประพฤติมิชอบ มากน้อยเพียงใด", "ให้ความสำคัญ", "question-cut"),
        ("issues", "การรักษาระดับ :\tรักษาสิ่งที่ทำได้ดี", "การรักษาระดับ :\tรักษากฎหมายที่เกี่ยวข้อง และสิ่งที่ทำได้ดี", "item-of-other-year"),
        ("advice", "ภายนอก (EIT)", "ภายใน (EIT)", "tool-mislabelled"),
        ("narrative", "แบบวัดการรับรู้ของผู้มีส่วนได้ส่วนเสียภายใน (IIT)", "แบบวัดการรับรู้ของผู้มีส่วนได้ส่วนเสียภายนอก (IIT)", "tool-mislabelled"),
        ("result-town", "EIT\t6\tคุณภาพการดำเนินงาน\t90.20\n\t7", "\t6\tคุณภาพการดำเนินงาน\t90.20\nEIT\t7", "indicator-under-wrong-tool"),
        ("advice", "8) การปรับปรุงการทำงาน\t", "8) การปรับปรงการทำงาน\t", "indicator-name-misspelt"),
        ("result-town", "การแก้ไขปัญหาการทุจริต", "การแก้ปัญหาการทุจริต", "indicator-name-misspelt"),
        ("narrative", "การปรับปรุงการทำงาน\tประเมินการปรับปรุง", "การปรับปรุงระบบการทำงาน\tประเมินการปรับปรุง", "indicator-two-names"),
        ("narrative", "ประเมินการขออนุญาตเพื่อยืมของหลวง การกำกับดูแลและตรวจสอบการใช้ทรัพย์สิน และการไม่นำไปใช้ประโยชน์ส่วนตัว", "ประเมินการมอบหมายงาน การประเมินผลการปฏิบัติงาน การคัดเลือกบุคลากรเพื่อรับทุน และการศึกษาดูงานของผู้ใต้บังคับบัญชา", "indicator-described-as-another"),
        ("narrative", "กันยายน 2564", "มีนาคม 2564", "date-before-result"),
        ("memo-report", "วันที่ 6 ตุลาคม 2568", "วันที่ 6 มิถุนายน 2568", "report-before-period-end"),
        ("memo-report", "ผลการประเมินคุณธรรมและความโปร่งใส ประจำปีงบประมาณ พ.ศ. 2567", "ผลการประเมินคุณธรรมและความโปร่งใส ประจำปีงบประมาณ พ.ศ. 2569", "result-year-not-announced"),
        ("plan-only", "ประจำปีงบประมาณ พ.ศ. 2568", "ประจำปีงบประมาณ พ.ศ. 2569", "result-year-not-announced"),
        ("memo-report", "เรื่องเดิม\n", "เรื่องเดิม\nหน่วยงานได้ดำเนินการประเมินคุณธรรมและความโปร่งใส ประจำปีงบประมาณ พ.ศ. 2569 แล้ว\n", "assessment-not-over"),
        ("report-results", "14 ม.ค. 2565", "14 ม.ค. 2564", "date-outside-year"),
        ("report-results", "เมื่อ 22 พ.ย. 2564", "เมื่อ 22 พ.ค. 2565", "date-outside-period"),
        ("memo-report", "เมื่อ 6 ม.ค. 2568", "เมื่อ 6 พ.ย. 2568", "date-after-paper"),
        ("report-results", "เม.ย. 2565 - มิ.ย. 2565", "เม.ย. 2567 - มิ.ย. 2567", "period-outside-year"),
        ("follow-up", "21 พ.ย. 2565", "1 พ.ย. 2565", "date-before-body"),
        ("memo-report", "2. ประกาศนโยบาย No Gift Policy\t", "2. ประกาศนโยบาย No Gift Policy ประจำปี 2566\t", "other-year-in-measure"),
        ("report-results", "@", "\nแผนมาตรการ ประจำปีงบประมาณ พ.ศ. 2565\n\nมาตรการ\tขั้นตอน\tผู้รับผิดชอบ\tระยะเวลา\nปลูกต้นไม้ริมคลอง\t1. สำรวจ\tกองช่าง\tต.ค. 2564 - ธ.ค. 2564\nเวทีชาวบ้าน\t1. ประชุม\tสำนักปลัด\tม.ค. 2565 - มี.ค. 2565\nตรวจภายใน\t1. ตรวจ\tหน่วยตรวจสอบภายใน\tเม.ย. 2565 - มิ.ย. 2565\n", "report-not-plan"),
        ("report-results", "1. สรุปแผน 42 รายการ เมื่อ 10 ม.ค. 2565 2. ลงเว็บไซต์ครบเมื่อ 14 ม.ค. 2565", "สรุปแผนจัดซื้อ ลงเว็บไซต์", "result-repeats-measure"),
        ("report-results", "1. อบรม 36 คน เมื่อ 20 เม.ย. 2565 2. ผ่านการทดสอบ 35 คน", "ดำเนินการตามแผนด้วยความเรียบร้อย", "result-no-evidence"),
        ("memo-report", "ร้อยละ 96|มีผู้ใช้ 212 คำขอ|มีผู้ติดตามเพิ่ม 640 คน|ร้อยละ 98|ร้อยละ 91|ค้าง 0 เรื่อง|ของขวัญ 0 ราย", "ดีขึ้น", "outcome-no-figure"),
        ("memo-report", "1. ประเมินความเสี่ยงสินบน 9 กระบวนงาน 2. ประกาศนโยบาย No Gift Policy เมื่อ 6 ม.ค. 2568", "1. จัดกีฬาสีหนึ่งวันที่สนามหน้าที่ว่าการ", "output-unrelated"),
        ("memo-report", "1. ทบทวนคู่มือขั้นตอนงาน 2. ติดประกาศเวลาของทุกงาน", "1. ทบทวนคู่มือขั้นตอนงาน 2. ติดประกาศเวลาของทุกงาน 3. สุ่มตรวจเวลา 4. รายงาน 5. ปรับปรุง 6. เผยแพร่", "fewer-outputs-than-steps"),
        ("plan-only", "พ.ย. 2568 - ก.พ. 2569|ธ.ค. 2568 - มี.ค. 2569|ม.ค. 2569 - มิ.ย. 2569", "1 ต.ค. 2568 - 30 ก.ย. 2569", "periods-alike"),
        ("plan-only", "กองคลัง\tธ.ค. 2568", "\tธ.ค. 2568", "measure-incomplete"),
        ("memo-report", "กองช่าง\t1. เปิดคำขอ", "\t1. เปิดคำขอ", "measure-incomplete"),
        ("advice", "97.78|93.75", "40.00", "low-disclosure-no-item"),
        ("issues", "ประเด็นที่ 6 กระบวนการควบคุม", "ประเด็นที่ 2 กระบวนการควบคุม", "issue-number"),
        ("memo-report", "7. กลไกและมาตรการในการแก้ไขและป้องกันการทุจริตภายในหน่วยงาน\t", "7. งานกีฬาสัมพันธ์ของบุคลากรประจำปี\t", "issue-missing"),
        ("issues", "ประเด็นที่ 3 ช่องทางและรูปแบบการประชาสัมพันธ์เผยแพร่ข้อมูลข่าวสารภาครัฐ", "ประเด็นที่ 3 ช่องทางและรูปแบบการประชาสัมพันธ์ข้อมูลข่าวสารของรัฐ", "issue-title-differs"),
        ("issues", "ผู้ตอบส่วนน้อยยังเห็นว่ามีจุดที่ทำได้ดีกว่านี้", "หน่วยงานไม่มีข้อบกพร่องแต่อย่างใด", "no-flaw-claimed"),
        ("advice", "1. การวิเคราะห์ผล", "การวิเคราะห์ผล", "section-numbering"),
        ("memo-report", "ที่ สต 71901/215 วันที่", "ที่ สต 71901/ วันที่", "memo-number-missing"),
        ("narrative", "3. การวิเคราะห์ข้อมูล\n", "ภาพที่ 1 แผนภูมิคะแนน\n3. การวิเคราะห์ข้อมูล\n", "picture-missing"),
        ("narrative", "ประเด็นที่ควรพัฒนา", "สิ่งที่ได้ดำเนินการปรับปรุง", "column-not-as-headed"),
        ("plan-only", "ประเด็น\tมาตรการ\tขั้นตอน", "ผลการดำเนินการตามมาตรการ\nประเด็น\tมาตรการ\tขั้นตอน", "section-not-as-headed"),
        ("memo-report", "เห็นควรเผยแพร่รายงาน", "เห็นควรเผยแพร่รายงานผลการดำเนินการตามมาตรการส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน", "title-alternates"),
        ("follow-up", "1. จัดตั้งศูนย์รับเรื่องร้องเรียน 2.", "1. จัดตั้งชมรมรับเรื่องร้องเรียน 2.", "body-two-names"),
        ("memo-report", "#ข้อเสนอ\n", "ข้อเสนอ (ฉบับที่ 12 ลงวันที่ 30 กันยายน 2568)\n", "mixed-digits"),
        ("report-results", "#อบรม 36 คน", "อบรม ๓6 คน", "mixed-digits"),
    ];

    public static TheoryData<int> All => [.. Enumerable.Range(0, Planted.Length)];

    [Theory]
    [MemberData(nameof(All))]
    public async Task A_planted_defect_is_found(int number)
    {
        var (paper, from, to, rule) = Planted[number];
        var dirty = Plant(CleanPapers.All[paper], from, to);
        var found = await Checks.Of(dirty);
        Assert.True(found.Any(f => f.Rule == rule), $"{rule} was not found in {paper} with \"{from}\" as \"{to}\". Found: {string.Join("\n", found.Select(Checks.Show))}");
    }

    [Fact]
    public void There_is_a_planted_defect_for_nearly_every_rule()
    {
        string[] without = ["several-documents", "tool-missing", "no-scores", "measures-not-linked", "owners-alike", "item-repeated", "question-missing", "papers-not-checked"];
        Assert.Equal(without.Order(StringComparer.Ordinal), DocumentCheck.RuleNames.Except(Planted.Select(p => p.Rule)).Order(StringComparer.Ordinal));
    }

    private static string Plant(string clean, string from, string to)
    {
        if (from == "@")
        {
            return clean + to;
        }
        var thai = clean.Contains('๒', StringComparison.Ordinal) && !clean.Contains("2565", StringComparison.Ordinal);
        var asIs = from.StartsWith('#');
        from = from.TrimStart('#');
        var dirty = clean;
        foreach (var piece in from.Split('|'))
        {
            var (old, fresh) = thai ? (ThaiDigits.ToThai(piece), asIs ? to : ThaiDigits.ToThai(to)) : (piece, to);
            // "1@13": the first digit stays Arabic, as where a digit stands for a letter.
            fresh = fresh.Replace("๑@", "1", StringComparison.Ordinal);
            Assert.Contains(old, dirty, StringComparison.Ordinal);
            var at = dirty.IndexOf(old, StringComparison.Ordinal);
            dirty = dirty[..at] + fresh + dirty[(at + old.Length)..];
        }
        return dirty;
    }
}
