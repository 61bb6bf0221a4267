using System.Globalization;
using System.Text;
using Prongsai.Documents.Tests.Extraction;
using Prongsai.Domain.Rules;

namespace Prongsai.Documents.Tests.Corpus;

/// <summary>
/// Writes made-up organisations' papers, each with its truth. The same seed gives the same papers. A held-out generator draws its wordings
/// from the part of the vocabulary the other never uses.
/// </summary>
internal sealed partial class Generator(int seed, bool heldOut)
{
    public static readonly string[] Shapes =
        ["issues", "tools", "report-first", "memo-report", "dated-report", "list", "roll-up", "years", "checklist", "two-offices", "prose", "plan", "other"];

    private readonly Random _random = new(seed);
    private bool _thai;

    private sealed record Office(string Form, string Place, string District, string Province)
    {
        public string Name => Form + Place;
    }

    private sealed record Result(Rulebook Rules, IReadOnlyDictionary<string, decimal> Questions, IReadOnlyDictionary<int, decimal> Indicators, decimal Total, string Level)
    {
        public int Year => Rules.Year.Value;
    }

    /// <summary>One paper of a shape: its elements, and what it says.</summary>
    public (IReadOnlyList<Element> Elements, IReadOnlyList<Truth> Truths) Make(string shape)
    {
        _thai = Chance(0.6);
        return shape switch
        {
            "issues" => Issues(),
            "tools" => Tools(),
            "report-first" => ReportFirst(),
            "memo-report" => MemoReport(),
            "dated-report" => DatedReport(),
            "list" => List(),
            "roll-up" => RollUp(),
            "years" => YearsSideBySide(),
            "checklist" => Checklist(),
            "two-offices" => TwoOffices(),
            "prose" => Prose(),
            "plan" => Plan(),
            _ => Other(),
        };
    }

    private (IReadOnlyList<Element>, IReadOnlyList<Truth>) Issues()
    {
        var office = AnyOffice();
        var result = AnyResult(2567, 2567);
        var elements = new List<Element>
        {
            Head("รายงานการวิเคราะห์ผลการประเมินคุณธรรมและความโปร่งใสในการดำเนินงานของหน่วยงานภาครัฐ"), Head(YearText(result.Year)), Head(office.Name), Head($"อำเภอ{office.District} จังหวัด{office.Province}"),
            new TextElement(TotalText(office, result)),
            Head(D("๒. สรุปผลการประเมินตามรายตัวชี้วัด")),
            IndicatorTable(result),
        };
        var questions = new Dictionary<string, decimal>();
        var items = new List<ItemTruth>();
        foreach (var issue in result.Rules.Issues)
        {
            var rows = new List<IReadOnlyList<Box>> { Row(new Box(D($"ประเด็นที่ {issue.No} ") + issue.Name, 3)), Row(Word("tool"), Word("question"), Word("score")) };
            foreach (var tool in (string[])["IIT", "EIT", "OIT"])
            {
                var codes = (tool == "OIT" ? issue.Items : issue.Questions).Where(c => c.StartsWith(tool switch { "IIT" => "i", "EIT" => "e", _ => "O" }, StringComparison.Ordinal)).ToList();
                foreach (var (code, i) in codes.Select((c, i) => (c, i)))
                {
                    var score = tool == "OIT" ? (Chance(0.92) ? 100m : 0m) : result.Questions[code];
                    var text = tool == "OIT" ? result.Rules.FindItem(code)!.Title : result.Rules.FindQuestion(code)!.Text;
                    rows.Add(Row(i == 0 ? tool : string.Empty, $"ข้อ {Code(code)} {text}", ScoreText(score)));
                    if (tool == "OIT")
                    {
                        items.Add(new ItemTruth(code, score));
                    }
                    else
                    {
                        questions[code] = score;
                    }
                }
            }
            elements.Add(new TableElement(rows, 2));
            elements.Add(new TableElement(
            [
                Row("ข้อบกพร่อง/ข้อปรับปรุง :", Sentence()), Row("การพัฒนา :", Sentence()), Row("การรักษาระดับ :", Sentence()),
            ], 0));
        }
        elements.Add(Head($"มาตรการส่งเสริมคุณธรรมและความโปร่งใสภายใน{office.Name}"));
        elements.Add(Head(YearText(result.Year + 1)));
        var (table, measures) = MeasureTable(result.Year + 1, ["title", "steps", "units", "period"], 3);
        elements.AddRange(table);
        return (elements, [Truth(office, result) with { Kind = "analysis+measures-plan", Questions = questions, Items = items, IssueTexts = result.Rules.Issues.Count * 3, Measures = measures }]);
    }

    private (IReadOnlyList<Element>, IReadOnlyList<Truth>) Tools()
    {
        var office = AnyOffice();
        var result = AnyResult(2562, 2569);
        var elements = new List<Element> { Head($"รายงานผลการประเมิน ITA {YearText(result.Year)}"), new TextElement(TotalText(office, result)), Head("คะแนนสูงสุดรายตัวชี้วัด"), Ranking(result), new TextElement("โดยวิเคราะห์ผลการประเมินแต่ละตัวชี้วัด ได้ดังนี้") };
        var rows = new List<IReadOnlyList<Box>> { Row(Word("indicator"), Word("score"), Word("advice")) };
        var unit = Pick([" คะแนน", string.Empty, "%"]);
        foreach (var (tool, t) in ((string[])["IIT", "EIT", "OIT"]).Select((tool, t) => (tool, t)))
        {
            rows.Add(Row(new Box(Vocabulary.ToolNames[t], 3)));
            var n = 0;
            foreach (var indicator in result.Rules.IndicatorsOf(tool))
            {
                n++;
                rows.Add(Row($"{D(n.ToString(CultureInfo.InvariantCulture))}) {Printed(indicator.No)}", ScoreText(result.Indicators[indicator.No]) + unit, Vocabulary.AdviceTexts[indicator.No - 1]));
            }
        }
        elements.Add(new TableElement(rows));
        elements.Add(new TextElement($"ข้อเสนอแนะในการพัฒนาคุณธรรมและความโปร่งใสใน{YearText(result.Year + 1)} ของ{office.Name} มีดังนี้"));
        var (table, measures) = MeasureTable(result.Year + 1, ["title", "steps", "units", "period", "followUp"], 3);
        elements.AddRange(table);
        return (elements, [Truth(office, result) with { Kind = "analysis+measures-plan", Advice = [.. Enumerable.Range(1, 10)], Measures = measures }]);
    }

    private (IReadOnlyList<Element>, IReadOnlyList<Truth>) ReportFirst()
    {
        var office = AnyOffice();
        var result = AnyResult(2563, 2566);
        var elements = new List<Element>
        {
            Head($"O43 รายงานผลการดำเนินการมาตรการส่งเสริมคุณธรรมและความโปร่งใส ของ{office.Name} {YearText(result.Year + 1)}"),
            new TextElement($"ตามที่ได้วิเคราะห์ผลการประเมิน ITA ของ{office.Name} {YearText(result.Year)} และได้กำหนดมาตรการใน{YearText(result.Year + 1)} จึงรายงานผลดังต่อไปนี้"),
        };
        var (report, done) = MeasureTable(result.Year + 1, ["title", "steps", "units", "period", "result", "suggestion"], 3);
        elements.AddRange(report);
        elements.Add(new BreakElement());
        elements.Add(Head("รายงานการวิเคราะห์ผลการประเมินคุณธรรมและความโปร่งใส"));
        elements.Add(Head(D($"ในปีที่ผ่านมา (ปี {result.Year})")));
        elements.Add(Head(office.Name));
        elements.Add(new TextElement($"{TotalText(office, result)}"));
        elements.Add(Ranking(result));
        var best = result.Indicators.MaxBy(i => i.Value);
        elements.Add(new TextElement($"ตัวชี้วัด{result.Rules.IndicatorNo(best.Key)!.Name} ได้คะแนนเท่ากับ {ScoreText(best.Value)} ซึ่งเป็นคะแนนที่สูงที่สุด"));
        elements.Add(Head("ข้อเสนอแนะในการจัดทำมาตรการเพื่อขับเคลื่อนการส่งเสริมคุณธรรมและความโปร่งใส"));
        var (plan, planned) = MeasureTable(result.Year + 1, ["title", "guideline", "steps", "units", "followUp"], 3);
        elements.AddRange(plan);
        return (elements, [Truth(office, result) with { Kind = "measures-report+analysis+measures-plan", Measures = [.. done, .. planned] }]);
    }

    private (IReadOnlyList<Element>, IReadOnlyList<Truth>) MemoReport()
    {
        var office = AnyOffice();
        var year = _random.Next(2567, 2570);
        var elements = new List<Element>
        {
            Head("บันทึกข้อความ"), new TextElement($"ส่วนราชการ สำนักปลัด {office.Name} อำเภอ{office.District} จังหวัด{office.Province}"), new TextElement(D($"ที่ สต 12345 / 67 วันที่ 20 พฤษภาคม {year}")),
            new TextElement($"เรื่อง รายงานผลการดำเนินการเพื่อส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน {YearText(year)}"), new TextElement($"เรียน นายก{office.Name}"),
            new TextElement($"ด้วย{office.Name} ได้ดำเนินการตามมาตรการส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน {YearText(year)} เสร็จแล้ว จึงเสนอรายงานมาพร้อมนี้"), new BreakElement(),
            Head($"รายงานผลการดำเนินการเพื่อส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน"), Head(YearText(year)), Head(office.Name),
        };
        var (table, measures) = MeasureTable(year, ["title", "steps", "period", "units", "output", "outcome"], 5, cutPages: true);
        elements.AddRange(table);
        return (elements, [new Truth { Organisations = [office.Name], Kind = "memo+measures-report", Year = year, Measures = measures, Indicators = new Dictionary<int, decimal>(), Items = [] }]);
    }

    private (IReadOnlyList<Element>, IReadOnlyList<Truth>) DatedReport()
    {
        var office = AnyOffice();
        var year = _random.Next(2564, 2570);
        var elements = new List<Element>
        {
            Head($"รายงานผลการดำเนินการมาตรการส่งเสริมคุณธรรมและความโปร่งใส"), Head($"ของ{office.Name} {YearText(year)}"),
            new TextElement($"ตามที่ได้ดำเนินการวิเคราะห์ผลการประเมิน ITA ของ{office.Name} {YearText(year - 1)} และได้กำหนดมาตรการใน{YearText(year)} ดังต่อไปนี้"),
        };
        var (table, measures) = MeasureTable(year, ["title", "steps", "units", "period", "result", "suggestion"], 4, dated: true);
        elements.AddRange(table);
        foreach (var (tool, t) in ((string[])["EIT", "OIT"]).Select((x, i) => (x, i)))
        {
            elements.Add(Head($"{D((t + 1).ToString(CultureInfo.InvariantCulture))}. ผลการประเมินตาม{Vocabulary.ToolNames[t + 1]}"));
            elements.Add(new TableElement([Row("ตัวชี้วัด", Word("advice")), .. Rules.Of(2567).IndicatorsOf(tool).Select(i => Row("ตัวชี้วัดด้าน" + i.Name, "- " + Vocabulary.AdviceTexts[i.No - 1]))]));
        }
        return (elements, [new Truth { Organisations = [office.Name], Kind = "measures-report", Year = year, Measures = measures, Indicators = new Dictionary<int, decimal>(), Advice = [6, 7, 8, 9, 10] }]);
    }

    private (IReadOnlyList<Element>, IReadOnlyList<Truth>) List()
    {
        var office = AnyOffice();
        var result = AnyResult(2562, 2569);
        var elements = new List<Element> { Head($"สรุปผลการประเมินคุณธรรมและความโปร่งใส (ITA) {YearText(result.Year)}"), Head($"{office.Name} จังหวัด{office.Province}"), new TextElement(TotalText(office, result)) };
        var style = _random.Next(4);
        foreach (var (tool, t) in ((string[])["IIT", "EIT", "OIT"]).Select((tool, t) => (tool, t)))
        {
            elements.Add(Head($"{D((t + 1).ToString(CultureInfo.InvariantCulture))}. {Vocabulary.ToolNames[t]}"));
            foreach (var indicator in result.Rules.IndicatorsOf(tool))
            {
                var score = ScoreText(result.Indicators[indicator.No]);
                elements.Add(new TextElement(style switch
                {
                    0 => $"ตัวชี้วัดที่ {D(indicator.No.ToString(CultureInfo.InvariantCulture))} {Printed(indicator.No)} : {score} คะแนน",
                    1 => $"- {Printed(indicator.No)} ได้คะแนน {score}",
                    2 => $"{D(indicator.No.ToString(CultureInfo.InvariantCulture))}. {Printed(indicator.No)} คะแนนร้อยละ {score}",
                    _ => $"• {Printed(indicator.No)} = {score} คะแนน",
                }));
            }
        }
        return (elements, [Truth(office, result) with { Kind = "result" }]);
    }

    private (IReadOnlyList<Element>, IReadOnlyList<Truth>) RollUp()
    {
        var rules = Rules.Of(_random.Next(2564, 2570));
        var province = Pick(Vocabulary.Provinces);
        var offices = Enumerable.Range(0, _random.Next(4, 9)).Select(_ => AnyOffice()).DistinctBy(o => o.Name).ToList();
        var results = offices.Select(_ => AnyResult(rules.Year.Value, rules.Year.Value)).ToList();
        var shape = _random.Next(3);
        var head = new List<Box> { "ที่", Pick(["หน่วยงาน", "อปท.", "องค์กรปกครองส่วนท้องถิ่น"]) };
        head.AddRange(shape switch
        {
            0 => rules.Indicators.Select(i => (Box)i.Name),
            1 => rules.Indicators.Select(i => (Box)("ตัวชี้วัดที่ " + D(i.No.ToString(CultureInfo.InvariantCulture)))),
            _ => rules.Tools.Select(t => (Box)t.Code),
        });
        head.AddRange([Pick(["คะแนนรวม", "คะแนน ITA", "ภาพรวม"]), Pick(["ระดับ", "ระดับผลการประเมิน"])]);
        var rows = new List<IReadOnlyList<Box>> { head };
        foreach (var (office, i) in offices.Select((o, i) => (o, i)))
        {
            var row = new List<Box> { D((i + 1).ToString(CultureInfo.InvariantCulture)), Chance(0.5) ? office.Name : Short(office) };
            row.AddRange(shape < 2 ? rules.Indicators.Select(n => (Box)ScoreText(results[i].Indicators[n.No])) : rules.Tools.Select(t => (Box)ScoreText(ToolScore(results[i], t.Code))));
            row.AddRange([ScoreText(results[i].Total), results[i].Level]);
            rows.Add(row);
        }
        var elements = new List<Element> { Head($"สรุปผลการประเมิน ITA ขององค์กรปกครองส่วนท้องถิ่น จังหวัด{province} {YearText(rules.Year.Value)}"), new TableElement(rows) };
        return (elements, [.. offices.Select((o, i) => new Truth
        {
            Organisations = [o.Name],
            Kind = "result",
            Year = rules.Year.Value,
            Total = results[i].Total,
            Level = results[i].Level,
            Indicators = shape < 2 ? results[i].Indicators : null,
        })]);
    }

    private (IReadOnlyList<Element>, IReadOnlyList<Truth>) YearsSideBySide()
    {
        var office = AnyOffice();
        var last = _random.Next(2564, 2570);
        var (old, now) = (AnyResult(last - 1, last - 1), AnyResult(last, last));
        var rows = new List<IReadOnlyList<Box>> { Row("ที่", Word("indicator"), YearText(last - 1), YearText(last), "ผลต่าง") };
        foreach (var indicator in now.Rules.Indicators)
        {
            var (a, b) = (old.Indicators[indicator.No], now.Indicators[indicator.No]);
            rows.Add(Row(D(indicator.No.ToString(CultureInfo.InvariantCulture)), Printed(indicator.No), ScoreText(a), ScoreText(b), ScoreText(Math.Abs(b - a))));
        }
        rows.Add(Row(string.Empty, "คะแนนรวม", ScoreText(old.Total), ScoreText(now.Total), ScoreText(Math.Abs(now.Total - old.Total))));
        var elements = new List<Element> { Head($"เปรียบเทียบผลการประเมิน ITA ของ{office.Name}"), new TableElement(rows) };
        return (elements, [Truth(office, now) with { Kind = "result", Level = null }, Truth(office, old) with { Kind = "result", Level = null }]);
    }

    private (IReadOnlyList<Element>, IReadOnlyList<Truth>) Checklist()
    {
        var office = AnyOffice();
        var rules = Rules.Of(_random.Next(2563, 2569));
        var elements = new List<Element> { Head($"ผลการตรวจการเปิดเผยข้อมูลสาธารณะ (OIT) {YearText(rules.Year.Value)}"), Head(office.Name) };
        var rows = new List<IReadOnlyList<Box>> { Row("ข้อ", "รายการข้อมูล", Word("score")) };
        var items = new List<ItemTruth>();
        var words = Chance(0.4);
        foreach (var item in rules.Items)
        {
            var score = Chance(0.85) ? 100m : 0m;
            rows.Add(Row(Code(item.Code), item.Title, words ? (score == 100 ? "ผ่าน" : "ไม่ผ่าน") : D(Chance(0.5) ? $"{score:0}" : $"{score:0.00}")));
            items.Add(new ItemTruth(item.Code, score));
        }
        elements.Add(new TableElement(rows));
        return (elements, [new Truth { Organisations = [office.Name], Kind = "result", Year = rules.Year.Value, Items = items, Indicators = new Dictionary<int, decimal>() }]);
    }

    private (IReadOnlyList<Element>, IReadOnlyList<Truth>) TwoOffices()
    {
        var year = _random.Next(2563, 2570);
        var elements = new List<Element>();
        var truths = new List<Truth>();
        var places = new HashSet<string>();
        while (truths.Count < 2)
        {
            var office = AnyOffice();
            if (!places.Add(office.Place))
            {
                continue;
            }
            var result = AnyResult(year, year);
            elements.Add(Head($"รายงานผลการประเมินคุณธรรมและความโปร่งใส {YearText(year)}"));
            elements.Add(Head($"{office.Name} อำเภอ{office.District}"));
            elements.Add(new TextElement(TotalText(office, result)));
            elements.Add(IndicatorTable(result));
            elements.Add(new BreakElement());
            truths.Add(Truth(office, result) with { Kind = "result" });
        }
        return (elements, truths);
    }

    private (IReadOnlyList<Element>, IReadOnlyList<Truth>) Prose()
    {
        var office = AnyOffice();
        var result = AnyResult(2563, 2569);
        var text = new StringBuilder($"จากการประเมินคุณธรรมและความโปร่งใส (ITA) {YearText(result.Year)} พบว่า ");
        var said = Pick(["ได้คะแนนเท่ากับ", "ได้คะแนน", "มีคะแนนร้อยละ"]);
        text.AppendJoin(' ', result.Rules.Indicators.Select(i => $"ตัวชี้วัด{i.Name} {said} {ScoreText(result.Indicators[i.No])}" + (said.EndsWith("ร้อยละ", StringComparison.Ordinal) ? string.Empty : " คะแนน")));
        var elements = new List<Element> { Head($"บทสรุปผู้บริหาร {office.Name}"), new TextElement(TotalText(office, result)), new TextElement(text.ToString()) };
        return (elements, [Truth(office, result) with { Kind = "result" }]);
    }

    private (IReadOnlyList<Element>, IReadOnlyList<Truth>) Plan()
    {
        var office = AnyOffice();
        var year = _random.Next(2563, 2570);
        var elements = new List<Element> { Head("มาตรการส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน"), Head(YearText(year)), Head(office.Name), Head($"อำเภอ{office.District} จังหวัด{office.Province}") };
        var fields = Shuffled(["units", "period", "steps"]).Prepend("title").ToList();
        if (Chance(0.5))
        {
            fields.Insert(2, "guideline");
        }
        var (table, measures) = MeasureTable(year, [.. fields, "followUp"], _random.Next(3, 8), number: true);
        elements.AddRange(table);
        return (elements, [new Truth { Organisations = [office.Name], Kind = "measures-plan", Year = year, Measures = measures, Indicators = new Dictionary<int, decimal>() }]);
    }

    private (IReadOnlyList<Element>, IReadOnlyList<Truth>) Other()
    {
        var office = AnyOffice();
        var rows = new List<IReadOnlyList<Box>> { Row("ที่", "รายการ", "จำนวนเงิน (บาท)", "ร้อยละ") };
        for (var i = 1; i <= 6; i++)
        {
            rows.Add(Row(D(i.ToString(CultureInfo.InvariantCulture)), Pick(["ภาษีที่ดินและสิ่งปลูกสร้าง", "ค่าธรรมเนียม", "เงินอุดหนุน", "รายได้จากทรัพย์สิน"]), D($"{_random.Next(10, 900)},000.00"), D($"{_random.Next(10, 99)}.{_random.Next(10, 99)}")));
        }
        return ([Head($"รายงานรายรับของ{office.Name} {YearText(2567)}"), new TextElement("รายรับสูงกว่าประมาณการทุกหมวด"), new TableElement(rows)], []);
    }
}
