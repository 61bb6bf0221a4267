using System.Globalization;
using System.Text.RegularExpressions;
using Prongsai.Documents.Reading;
using Prongsai.Documents.Writing;
using Prongsai.Domain;
using Prongsai.Domain.Measures;
using Prongsai.Domain.Papers;
using Prongsai.Domain.Rules;

namespace Prongsai.Web.Features.Measures.Library;

/// <summary>Columns of the spreadsheet, in its order.</summary>
internal enum LibraryColumn
{
    Title,
    Guideline,
    Steps,
    Owner,
    Months,
    Output,
    Outcome,
    FollowUps,
    Issues,
    Indicators,
    Codes,
}

/// <summary>A row as it stood in the file: its number there, and its cells by column. Kept in the page until it is taken or mended.</summary>
internal sealed record SheetLine(int Row, IReadOnlyDictionary<LibraryColumn, string> Cells)
{
    public string this[LibraryColumn column] => Cells.GetValueOrDefault(column, "");
}

/// <summary>What is wrong in one cell, and what to write there.</summary>
internal sealed record CellFault(int Row, LibraryColumn Column, string Text)
{
    public string Place => string.Create(CultureInfo.InvariantCulture, $"แถว {Row} ช่อง{LibrarySheet.HeadOf(Column)}");
}

/// <summary>A row as it was understood; a measure only when nothing is wrong with it.</summary>
internal sealed record LibraryLine(SheetLine Line, LibraryMeasure? Measure, IReadOnlyList<CellFault> Faults, bool IsThere);

/// <summary>
/// Measures for the library from a spreadsheet: one row each, any order of columns, Thai or Arabic digits. Everything wrong is told by row and
/// cell at once; what is right can be taken while the rest is mended.
/// </summary>
internal static partial class LibrarySheet
{
    public const int MostRows = 300;
    private const int ShortTextMaxLength = 1000;

    private static readonly (LibraryColumn Column, string Head, int Width, string[] Words)[] Columns =
    [
        (LibraryColumn.Title, "มาตรการ", 38, ["มาตรการ", "โครงการ", "กิจกรรม"]),
        (LibraryColumn.Guideline, "แนวทางการปฏิบัติ", 40, ["แนวทาง"]),
        (LibraryColumn.Steps, "ขั้นตอน", 50, ["ขั้นตอน", "วิธีปฏิบัติ", "วิธีการ", "วิธีดำเนิน"]),
        (LibraryColumn.Owner, "หน่วยงานหลัก", 20, ["หน่วยงาน", "ผู้รับผิดชอบ"]),
        (LibraryColumn.Months, "เดือนที่ทำ", 18, ["เดือนที่ทำ", "ระยะเวลา", "ช่วงเวลา"]),
        (LibraryColumn.Output, "ผลผลิต", 30, ["ผลผลิต"]),
        (LibraryColumn.Outcome, "ผลลัพธ์", 30, ["ผลลัพธ์"]),
        (LibraryColumn.FollowUps, "การติดตาม", 26, ["การติดตาม", "กำกับติดตาม"]),
        (LibraryColumn.Issues, "ประเด็นที่ตอบ", 16, ["ประเด็น"]),
        (LibraryColumn.Indicators, "ตัวชี้วัดที่ตอบ", 16, ["ตัวชี้วัด"]),
        (LibraryColumn.Codes, "ข้อคำถามหรือรายการที่ตอบ", 26, ["ข้อคำถาม", "รหัสข้อ", "รายการ"]),
    ];

    public static string HeadOf(LibraryColumn column) => Columns.First(c => c.Column == column).Head;

    /// <summary>The form to fill in; with lines, those stand in it and what is wrong with each in a last column.</summary>
    public static byte[] Write(Rulebook rules, IReadOnlyList<LibraryLine>? lines = null)
    {
        var heads = Columns.Select(c => (c.Head, c.Width)).ToList();
        if (lines is not null)
        {
            heads.Add(("สิ่งที่ต้องแก้ (ลบช่องนี้ได้)", 60));
        }
        var rows = (lines ?? []).Select(l => (IReadOnlyList<string>)[.. Columns.Select(c => l.Line[c.Column]), string.Join('\n', l.Faults.Select(f => $"{HeadOf(f.Column)}: {f.Text}"))]).ToList();
        const string note = "หนึ่งมาตรการต่อหนึ่งแถว ต้องมีชื่อมาตรการและขั้นตอน ขั้นตอนบรรทัดละขั้น ขึ้นบรรทัดใหม่ด้วย Alt+Enter ช่องอื่นเว้นว่างได้ ใส่หลายค่าให้คั่นด้วยจุลภาค คำและรหัสที่ใช้ได้อยู่แผ่นที่สอง";
        return LibraryTemplate.Write(heads, note, rows, [.. Choices(rules)]);
    }

    /// <summary>The lines of the first table that has a column for measures and one for steps; null when there is none. A title alone in its row is a line too.</summary>
    public static IReadOnlyList<SheetLine>? Read(SourceDocument source)
    {
        var rows = new SortedDictionary<(string Sheet, int Row), SortedDictionary<int, string>>();
        foreach (var block in source.Blocks)
        {
            switch (block)
            {
                case SourceTable table:
                    foreach (var cell in table.Rows.SelectMany(r => r.Cells).Where(c => c.Text.Length > 0))
                    {
                        Put(cell.At.Sheet, cell.At.Row, cell.At.Column, cell.Text);
                    }
                    break;
                case SourceParagraph paragraph:
                    Put(paragraph.At.Sheet, paragraph.At.Row, paragraph.At.Column, paragraph.Text);
                    break;
            }
        }
        foreach (var ((sheet, at), cells) in rows)
        {
            var columns = new Dictionary<int, LibraryColumn>();
            foreach (var (column, text) in cells)
            {
                if (ColumnOf(text) is { } known && !columns.ContainsValue(known))
                {
                    columns[column] = known;
                }
            }
            if (!columns.ContainsValue(LibraryColumn.Title) || !columns.ContainsValue(LibraryColumn.Steps))
            {
                continue;
            }
            return
            [
                .. rows.Where(r => r.Key.Sheet == sheet && r.Key.Row > at)
                    .Select(r => new SheetLine(r.Key.Row, r.Value.Where(c => columns.ContainsKey(c.Key)).ToDictionary(c => columns[c.Key], c => c.Value.Trim())))
                    .Where(l => l.Cells.Values.Any(v => v.Length > 0)),
            ];
        }
        return null;

        void Put(string? sheet, int? row, int? column, string text)
        {
            if (row is not { } at || column is not { } across)
            {
                return;
            }
            if (!rows.TryGetValue((sheet ?? "", at), out var cells))
            {
                rows[(sheet ?? "", at)] = cells = [];
            }
            cells[across] = cells.TryGetValue(across, out var before) ? before + "\n" + text : text;
        }
    }

    /// <summary>A measure of a paper that was read, as the line it would be.</summary>
    public static SheetLine Of(ReadMeasure read, int at)
    {
        var cells = new Dictionary<LibraryColumn, string>
        {
            [LibraryColumn.Title] = read.Title,
            [LibraryColumn.Guideline] = read.Guideline ?? "",
            [LibraryColumn.Steps] = read.Steps.Count > 0 ? string.Join('\n', read.Steps.Select(s => s.Text)) : read.Guideline ?? "",
            [LibraryColumn.Output] = read.Output ?? "",
            [LibraryColumn.Outcome] = read.Outcome ?? "",
            [LibraryColumn.FollowUps] = string.Join(", ", FollowUpsIn(read.FollowUp ?? "").Select(CarryOver.FollowUpName)),
        };
        return new(at + 1, cells);

        static IEnumerable<FollowUp> FollowUpsIn(string text) => Enum.GetValues<FollowUp>().Where(f => ThaiDigits.ToArabic(text).Contains(f switch { FollowUp.Monthly => "ประจำเดือน", FollowUp.SixMonths => "6 เดือน", _ => "12 เดือน" }, StringComparison.Ordinal));
    }

    /// <summary>Every line as a measure, or what is wrong with it. A title that is in the library already, or twice in the file, is told.</summary>
    public static IReadOnlyList<LibraryLine> Understand(IReadOnlyList<SheetLine> lines, Rulebook rules, IReadOnlySet<string> there, string source)
    {
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        return
        [
            .. lines.Select(line =>
            {
                var faults = new List<CellFault>();
                void Wrong(LibraryColumn column, string text) => faults.Add(new CellFault(line.Row, column, text));
                var title = OneLine(line[LibraryColumn.Title]);
                if (title.Length == 0)
                {
                    Wrong(LibraryColumn.Title, "ใส่ชื่อมาตรการ");
                }
                else if (!seen.TryAdd(title, line.Row))
                {
                    Wrong(LibraryColumn.Title, string.Create(CultureInfo.InvariantCulture, $"ชื่อนี้ซ้ำกับแถว {seen[title]} ตั้งชื่อให้ต่างกัน หรือลบแถวหนึ่ง"));
                }
                TooLong(LibraryColumn.Title, title, Measure.TitleMaxLength);
                TooLong(LibraryColumn.Guideline, line[LibraryColumn.Guideline], Measure.TextMaxLength);
                TooLong(LibraryColumn.Output, line[LibraryColumn.Output], ShortTextMaxLength);
                TooLong(LibraryColumn.Outcome, line[LibraryColumn.Outcome], ShortTextMaxLength);
                var steps = StepsOf(line[LibraryColumn.Steps]);
                if (steps.Count == 0)
                {
                    Wrong(LibraryColumn.Steps, "ใส่ขั้นตอนอย่างน้อยหนึ่งขั้น บรรทัดละขั้น");
                }
                if (steps.Count > Measure.MaxSteps)
                {
                    Wrong(LibraryColumn.Steps, new TooManySteps(Measure.MaxSteps).Text);
                }
                if (steps.FindIndex(s => s.Length > Measure.StepMaxLength) is >= 0 and var longStep)
                {
                    Wrong(LibraryColumn.Steps, string.Create(CultureInfo.InvariantCulture, $"ขั้นที่ {longStep + 1} ยาวเกิน {Measure.StepMaxLength:#,0} ตัวอักษร แยกเป็นหลายขั้น"));
                }
                var owner = OwnerOf(line[LibraryColumn.Owner]);
                if (owner is null)
                {
                    Wrong(LibraryColumn.Owner, $"ไม่รู้จัก “{Cut(line[LibraryColumn.Owner])}” ใช้คำหนึ่งใน {string.Join(", ", Enum.GetValues<UnitRole>().Select(UnitRoles.Name))} หรือเว้นว่าง");
                }
                var months = MonthsOf(line[LibraryColumn.Months]);
                if (months is null)
                {
                    Wrong(LibraryColumn.Months, $"อ่าน “{Cut(line[LibraryColumn.Months])}” ไม่ออก เขียนเช่น ต.ค. - มี.ค. ตามลำดับของปีงบประมาณ หรือเว้นว่างเมื่อทำทั้งปี");
                }
                var followUps = new List<FollowUp>();
                foreach (var word in Parts(line[LibraryColumn.FollowUps]))
                {
                    if (FollowUpOf(word) is { } known)
                    {
                        followUps.Add(known);
                    }
                    else
                    {
                        Wrong(LibraryColumn.FollowUps, $"ไม่รู้จัก “{Cut(word)}” ใช้ {string.Join(", ", Enum.GetValues<FollowUp>().Select(CarryOver.FollowUpName))}");
                    }
                }
                var answers = new List<Answer>();
                foreach (var word in Parts(line[LibraryColumn.Issues], spaces: true))
                {
                    Take(LibraryColumn.Issues, Number(word) is { } no && rules.Issues.Any(i => i.No == no) ? Answer.Issue(no) : null, $"ไม่มีประเด็นที่ “{Cut(word)}” ใช้เลข {string.Join(", ", rules.Issues.Select(i => i.No))}");
                }
                foreach (var word in Parts(line[LibraryColumn.Indicators], spaces: true))
                {
                    Take(LibraryColumn.Indicators, Number(word) is { } no && rules.IndicatorNo(no) is { } indicator ? Answer.Indicator(indicator.Kind) : null, $"ไม่มีตัวชี้วัดที่ “{Cut(word)}” ใช้เลข {string.Join(", ", rules.Indicators.Select(i => i.No))}");
                }
                foreach (var word in Parts(line[LibraryColumn.Codes], spaces: true))
                {
                    Take(LibraryColumn.Codes, CodeOf(word, rules), $"ไม่มีข้อ “{Cut(word)}” ในหลักเกณฑ์ปี {rules.Year} ดูรหัสที่ใช้ได้ในแผ่นที่สองของแบบกรอก");
                }
                var measure = faults.Count > 0 ? null : new LibraryMeasure
                {
                    Id = $"own-{Guid.CreateVersion7():N}",
                    Title = title,
                    Guideline = line[LibraryColumn.Guideline],
                    Steps = [.. steps.Select(s => new LibraryStep(s, owner!.Value, months!.Value.From, months.Value.Until))],
                    Output = line[LibraryColumn.Output],
                    Outcome = line[LibraryColumn.Outcome],
                    FollowUps = [.. followUps.Distinct().Order()],
                    Answers = [.. answers.Distinct()],
                    Source = source,
                };
                return new LibraryLine(line, measure, faults, there.Contains(title));

                void TooLong(LibraryColumn column, string text, int most)
                {
                    if (text.Length > most)
                    {
                        Wrong(column, string.Create(CultureInfo.InvariantCulture, $"ยาวได้ไม่เกิน {most:#,0} ตัวอักษร ตอนนี้ {text.Length:#,0}"));
                    }
                }

                void Take(LibraryColumn column, Answer? answer, string otherwise)
                {
                    if (answer is null)
                    {
                        Wrong(column, otherwise);
                    }
                    else
                    {
                        answers.Add(answer);
                    }
                }
            }),
        ];
    }

    private static IEnumerable<(string Code, string Meaning)> Choices(Rulebook rules)
    {
        foreach (var role in Enum.GetValues<UnitRole>())
        {
            yield return (UnitRoles.Name(role), "หน่วยงานหลัก เว้นว่างคือทุกส่วนราชการ");
        }
        foreach (var followUp in Enum.GetValues<FollowUp>())
        {
            yield return (CarryOver.FollowUpName(followUp), "การติดตาม");
        }
        yield return ("ต.ค. - มี.ค.", "เดือนที่ทำ เรียงตามปีงบประมาณ เว้นว่างคือทั้งปี");
        foreach (var issue in rules.Issues)
        {
            yield return (issue.No.ToString(CultureInfo.InvariantCulture), $"ประเด็นที่ตอบ: {issue.Name}");
        }
        foreach (var indicator in rules.Indicators)
        {
            yield return (indicator.No.ToString(CultureInfo.InvariantCulture), $"ตัวชี้วัดที่ตอบ: {indicator.Name}");
        }
        foreach (var (code, name) in rules.Questions.Select(q => (q.Code, q.Text)).Concat(rules.Items.Select(i => (i.Code, i.Title))))
        {
            yield return (code, name);
        }
    }

    private static LibraryColumn? ColumnOf(string head)
    {
        var text = OneLine(head);
        // A head begins with its word: "ขั้นตอนของมาตรการ" is that of steps, "ตัวชี้วัดของมาตรการ" not that of measures.
        return text.Length is 0 or > 80 ? null : Columns.Where(c => c.Words.Any(w => text.StartsWith(w, StringComparison.Ordinal))).Select(c => (LibraryColumn?)c.Column).FirstOrDefault();
    }

    private static List<string> StepsOf(string text)
    {
        var lines = text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (lines.Length == 1)
        {
            var marks = Numbering().Matches(ThaiDigits.ToArabic(lines[0]));
            if (marks.Count > 1 && marks[0].Index == 0 && marks.Select((m, i) => int.Parse(m.Groups["number"].Value, CultureInfo.InvariantCulture) == i + 1).All(inOrder => inOrder))
            {
                lines = [.. marks.Select((m, i) => lines[0][m.Index..(i + 1 < marks.Count ? marks[i + 1].Index : lines[0].Length)])];
            }
        }
        return [.. lines.Select(l => l[Mark().Match(ThaiDigits.ToArabic(l)).Length..].Trim()).Where(l => l.Length > 0)];
    }

    private static UnitRole? OwnerOf(string text)
    {
        var name = OneLine(text);
        return name.Length == 0 ? UnitRole.All : Enum.GetValues<UnitRole>().Select(r => (UnitRole?)r).FirstOrDefault(r => UnitRoles.Name(r!.Value) == name);
    }

    private static (int From, int Until)? MonthsOf(string text)
    {
        var clean = OneLine(text);
        if (clean.Length == 0 || clean is "ทั้งปี" or "ตลอดปี" or "ตลอดปีงบประมาณ")
        {
            return (10, 9);
        }
        var months = MonthRange().Split(clean).Select(MonthOf).ToList();
        return months switch
        {
            [{ } only] => (only, only),
            [{ } from, { } until] when LibraryMeasure.Place(from) <= LibraryMeasure.Place(until) => (from, until),
            _ => null,
        };
    }

    private static int? MonthOf(string name)
    {
        var bare = name.Trim().TrimEnd('.').Replace(" ", "", StringComparison.Ordinal);
        for (var month = 1; month <= 12; month++)
        {
            if (bare == ThaiDate.MonthName(month) || bare == ThaiDate.ShortMonthName(month).TrimEnd('.') || bare == ThaiDate.ShortMonthName(month).Replace(".", "", StringComparison.Ordinal))
            {
                return month;
            }
        }
        return null;
    }

    private static FollowUp? FollowUpOf(string word)
    {
        var text = ThaiDigits.ToArabic(word);
        return text.Contains("12", StringComparison.Ordinal) ? FollowUp.TwelveMonths
            : text.Contains('6', StringComparison.Ordinal) ? FollowUp.SixMonths
            : text.Contains("ประจำเดือน", StringComparison.Ordinal) || text.Contains("ทุกเดือน", StringComparison.Ordinal) ? FollowUp.Monthly
            : null;
    }

    private static Answer? CodeOf(string word, Rulebook rules)
    {
        var code = ThaiDigits.ToArabic(word);
        return rules.Questions.FirstOrDefault(q => q.Code.Equals(code, StringComparison.OrdinalIgnoreCase)) is { } question ? Answer.Question(question.Kind)
            : rules.Items.FirstOrDefault(i => i.Code.Equals(code, StringComparison.OrdinalIgnoreCase)) is { } item ? Answer.Item(item.Kind)
            : null;
    }

    private static int? Number(string word) => int.TryParse(ThaiDigits.ToArabic(word), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static string[] Parts(string text, bool spaces = false) =>
        text.Split(spaces ? [',', ';', '\n', ' ', '\u00A0'] : [',', ';', '\n'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private static string OneLine(string text) => string.Join(' ', text.Split(['\n', ' ', '\t', '\u00A0'], StringSplitOptions.RemoveEmptyEntries));

    private static string Cut(string text) => OneLine(text) is { Length: > 60 } long60 ? long60[..60] + "…" : OneLine(text);

    [GeneratedRegex(@"(?<!\S)(?<number>\d{1,2})[.)]\s*", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 500)]
    private static partial Regex Numbering();

    [GeneratedRegex(@"^(?:ขั้นที่\s*)?(?:\d{1,2}[.)]|[-–•*])\s*", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 500)]
    private static partial Regex Mark();

    [GeneratedRegex(@"\s*(?:-|–|—|ถึง)\s*", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 500)]
    private static partial Regex MonthRange();
}
