using System.Text.RegularExpressions;
using Prongsai.Domain.Papers;

namespace Prongsai.Documents.Reading.Extraction;

/// <summary>The columns a measure table can have.</summary>
internal enum Field
{
    None,
    No,
    Group,
    Title,
    Guideline,
    Steps,
    Units,
    Period,
    Result,
    Output,
    Outcome,
    Suggestion,
    FollowUp,
    Ignored,
}

/// <summary>A measure as it grows: a row, and the rows that continue it.</summary>
internal sealed class GrowingMeasure(Place at, IReadOnlyList<string> columns)
{
    public Place At { get; } = at;

    public IReadOnlyList<string> Columns { get; } = columns;

    public Dictionary<Field, List<string>> Texts { get; } = [];

    /// <summary>The widest piece between spaces in the column of each field; tells a column that was wrapped.</summary>
    public Dictionary<Field, int> Widths { get; } = [];

    /// <summary>True once a row under the same merged title was added: then paragraphs without marks are steps of their own.</summary>
    public bool Rows { get; set; }

    public void Add(Field field, IEnumerable<string> paragraphs, bool joinLast)
    {
        if (!Texts.TryGetValue(field, out var texts))
        {
            Texts[field] = texts = [];
        }
        foreach (var paragraph in paragraphs)
        {
            if (joinLast && texts.Count > 0)
            {
                texts[^1] = NarrowColumn.Mend(texts[^1], paragraph);
                joinLast = false;
            }
            else
            {
                texts.Add(paragraph);
            }
        }
    }

    public IReadOnlyList<string> Of(Field field) => Texts.TryGetValue(field, out var texts) ? texts : [];
}

/// <summary>
/// Reads tables of measures: the columns are known by their headings, in any order; a head that comes again on the next page is not a row;
/// a row cut by a page break is joined; several rows under one merged title are one measure.
/// </summary>
internal sealed partial class MeasureTables(Budget budget)
{
    // Enough rows to know how a table writes its titles and steps.
    private const int MostLookedBack = 40;
    private const int Timeout = 1000;
    private Field[]? _fields;
    private IReadOnlyList<string> _head = [];
    private int _lastNode = -10;
    private int _columns;
    private int[] _widths = [];
    private readonly List<(GrowingMeasure Measure, int Node)> _found = [];

    public IReadOnlyList<(GrowingMeasure Measure, int Node)> Found => _found;

    /// <summary>Tables read so far, each with the fields its head named and its node.</summary>
    public List<(int Node, IReadOnlySet<Field> Fields)> Tables { get; } = [];

    /// <summary>Measures found elsewhere than in tables of measures.</summary>
    public void Add(IReadOnlyList<(GrowingMeasure Measure, int Node)> others)
    {
        foreach (var other in others)
        {
            _found.Add(other);
            Tables.Add((other.Node, other.Measure.Texts.Keys.ToHashSet()));
        }
    }

    /// <summary>Reads a grid; false when it is not a table of measures.</summary>
    public bool TryRead(Grid grid, int gapWithText)
    {
        var head = HeadRow(grid, out var fields, out var titles, out var bodyStart);
        if (head is null)
        {
            // The rest of a table whose head did not come again on the next page.
            if (_fields is null || gapWithText > 0 || grid.Index - _lastNode > 1 + gapWithText || grid.Columns != _columns || grid.Columns < 3 || LooksLikeScores(grid))
            {
                return false;
            }
            ReadRows(grid, 0, continues: true);
            _lastNode = grid.Index;
            return true;
        }
        var again = _fields is not null && gapWithText == 0 && grid.Index - _lastNode == 1 && fields.SequenceEqual(_fields);
        _fields = fields;
        _head = titles;
        _columns = grid.Columns;
        Tables.Add((grid.Index, fields.Where(f => f is not Field.None).ToHashSet()));
        ReadRows(grid, bodyStart, again);
        _lastNode = grid.Index;
        return true;
    }

    private void ReadRows(Grid grid, int from, bool continues)
    {
        var numbered = Numbered(grid, from);
        _widths = [.. Enumerable.Range(0, grid.Columns).Select(c => grid.Rows.Skip(from).Where(r => r[c].ColumnSpan == 1).Select(r => NarrowColumn.Widest(r[c].Text)).DefaultIfEmpty(0).Max())];
        var first = true;
        for (var r = from; r < grid.Rows.Count; r++)
        {
            budget.Check();
            var row = grid.Rows[r];
            if (!row.Filled.Any())
            {
                continue;
            }
            if (r > 0 && HeadOf(row, grid.Columns) is { } repeated && repeated.Count(f => f is not Field.None) >= 2)
            {
                first = true;
                continues = true;
                if (!repeated.SequenceEqual(_fields!))
                {
                    _fields = repeated;
                    _head = [.. row.Cells.Select(c => c.Text)];
                }
                continue;
            }
            if (IsGroup(row, grid.Columns))
            {
                continue;
            }
            Row(grid, row, first && (continues || r > from), numbered, continues && first);
            first = false;
        }
    }

    private void Row(Grid grid, GridRow row, bool afterBreak, bool numbered, bool pageBreak)
    {
        var titleColumn = Array.FindIndex(_fields!, f => f == Field.Title);
        var title = row[titleColumn];
        var last = _found.Count > 0 && _found[^1].Node >= _lastNode - 1 && ReferenceEquals(_found[^1].Measure.Columns, _head) || (_found.Count > 0 && pageBreak) || (_found.Count > 0 && _found[^1].Node == grid.Index)
            ? _found[^1].Measure : null;
        var noColumn = Array.FindIndex(_fields!, f => f == Field.No);
        var hasNo = noColumn >= 0 && !row[noColumn].IsEmpty;
        var titleNumber = Steps.Number(title.Text).No;
        var cutTitle = afterBreak && pageBreak && numbered && !hasNo && titleNumber is null && !title.IsEmpty && !BulletStart().IsMatch(title.Text);
        var cut = cutTitle || (afterBreak && pageBreak && last is not null && titleNumber is null && !hasNo && !BulletStart().IsMatch(title.Text) && IsCutRow(row, last));
        if (last is not null && (title.IsEmpty && !hasNo || row.IsCovered(titleColumn) || cut))
        {
            for (var c = 0; c < Math.Min(row.Cells.Length, _fields!.Length); c++)
            {
                if (_fields[c] is Field.None or Field.Ignored or Field.No or Field.Group || row[c].IsEmpty)
                {
                    continue;
                }
                // A row cut by the page goes on in the middle of a sentence; rows under a merged title each say something of their own.
                var broken = pageBreak && afterBreak;
                last.Add(_fields[c], row[c].Paragraphs, joinLast: broken && !StartsMark(row[c].Paragraphs[0]) || _fields[c] == Field.Title);
                last.Rows |= !broken;
            }
            return;
        }
        if (title.IsEmpty || (grid.Columns >= 3 && titleNumber is null && !hasNo && title.ColumnSpan == 1 && !BulletStart().IsMatch(title.Text) && row.Filled.Skip(1).FirstOrDefault() is null && row.Cells.Where((_, c) => row.IsCovered(c)).FirstOrDefault() is null))
        {
            // A line of text below the table (a signature, a note), not a measure.
            return;
        }
        var measure = new GrowingMeasure(title.At with { Table = title.At.Table ?? grid.At.Table, Row = title.At.Row ?? row.At.Row, Page = title.At.Page ?? row.At.Page, Text = title.Text }, _head);
        for (var c = 0; c < Math.Min(row.Cells.Length, _fields!.Length); c++)
        {
            var cell = row.Effective(c);
            if (_fields[c] is Field.None or Field.Ignored || cell.IsEmpty)
            {
                continue;
            }
            measure.Add(_fields[c], cell.Paragraphs, joinLast: false);
            measure.Widths[_fields[c]] = Math.Max(measure.Widths.GetValueOrDefault(_fields[c]), _widths[c]);
        }
        _found.Add((measure, grid.Index));
    }

    /// <summary>
    /// The first row of a page goes on with the last row of the page before when its steps do not begin anew, or when cells are empty that
    /// every row before had.
    /// </summary>
    private bool IsCutRow(GridRow row, GrowingMeasure last)
    {
        var own = _found.TakeLast(MostLookedBack).Where(f => ReferenceEquals(f.Measure.Columns, last.Columns) || f.Node >= _lastNode - 1).Select(f => f.Measure).ToList();
        for (var c = 0; c < Math.Min(row.Cells.Length, _fields!.Length); c++)
        {
            var cell = row[c];
            if (_fields[c] == Field.Steps && !cell.IsEmpty && own.All(m => m.Of(Field.Steps) is [var first, ..] && FirstMark().IsMatch(first)) && !FirstMark().IsMatch(cell.Paragraphs[0]))
            {
                // One measure before is too few to say that all begin with a number, unless the list here goes on with its second.
                if (own.Count > 1 || Mark().IsMatch(cell.Paragraphs[0]))
                {
                    return !row[Array.IndexOf(_fields, Field.Title)].Text.StartsWith("มาตรการ", StringComparison.Ordinal);
                }
            }
        }
        Field[] telling = [Field.Units, Field.Period, Field.FollowUp, Field.Outcome, Field.Output, Field.Result, Field.Suggestion];
        var missing = telling.Where(f => _fields.Contains(f) && row[Array.IndexOf(_fields, f)].IsEmpty && own.All(m => m.Of(f).Count > 0)).ToList();
        // A period that only makes sense with what comes next, or a post without its second half.
        var period = string.Join(' ', last.Of(Field.Period));
        var column = Array.IndexOf(_fields, Field.Period);
        if (period.Length > 0 && column >= 0 && !row[column].IsEmpty && (period.EndsWith('-') || period.EndsWith('–') || row[column].Text[0] is '-' or '–'))
        {
            return true;
        }
        if (period.Length > 0 && column >= 0 && !row[column].IsEmpty && Periods.Read(period, null).From is null && Periods.Read(period + row[column].Text, null).From is not null && own.SkipLast(1).All(m => Periods.Read(string.Join(' ', m.Of(Field.Period)), 2500).From is not null))
        {
            return true;
        }
        return missing.Count >= 2 || (missing.Count == 1 && missing[0] is Field.Period or Field.Units);
    }

    private static bool StartsMark(string text) => Mark().IsMatch(text);

    private bool Numbered(Grid grid, int from)
    {
        var column = Array.FindIndex(_fields!, f => f == Field.Title);
        var titles = grid.Rows.Skip(from).Select(r => r[column].Text).Where(t => t.Length > 0).ToList();
        var earlier = _found.TakeLast(MostLookedBack).Where(f => ReferenceEquals(f.Measure.Columns, _head) || f.Node >= _lastNode).Select(f => string.Join(' ', f.Measure.Of(Field.Title))).ToList();
        var all = earlier.Concat(titles).ToList();
        return all.Count > 1 && all.Count(t => Steps.Number(t).No is not null) >= all.Count - 1 && all.Any(t => Steps.Number(t).No is not null);
    }

    // One cell over the whole width, or alone in its row in front of empty columns: a heading of a group.
    private bool IsGroup(GridRow row, int columns)
    {
        var filled = row.Filled.ToList();
        if (filled.Count != 1 || columns < 3)
        {
            return false;
        }
        var cell = filled[0];
        return cell.ColumnSpan >= columns - 1 || (cell.Column == 0 && GroupText().IsMatch(cell.Text) && _fields![0] is not Field.Steps);
    }

    private static bool LooksLikeScores(Grid grid) => grid.Rows.Count(r => r.Filled.Any(c => FigureText.Whole(c.Text) is { Decimals: 2 })) * 2 > grid.Rows.Count;

    /// <summary>The head: one row, or two that say it together.</summary>
    private static int? HeadRow(Grid grid, out Field[] fields, out IReadOnlyList<string> titles, out int bodyStart)
    {
        (fields, titles, bodyStart) = ([], [], 0);
        for (var r = 0; r < Math.Min(4, grid.Rows.Count); r++)
        {
            if (HeadOf(grid.Rows[r], grid.Columns) is not { } found)
            {
                continue;
            }
            fields = found;
            titles = [.. grid.Rows[r].Cells.Select(c => c.Text)];
            bodyStart = r + 1;
            // A second line of the head under merged cells: ผลการดำเนินการ | output | outcome.
            if (bodyStart < grid.Rows.Count && SecondLine(grid.Rows[r], grid.Rows[bodyStart], fields) is { } refined)
            {
                fields = refined;
                titles = [.. titles.Select((t, c) => grid.Rows[r + 1][c].IsEmpty ? t : (t + " " + grid.Rows[r + 1][c].Text).Trim())];
                bodyStart++;
            }
            return r;
        }
        return null;
    }

    private static Field[]? SecondLine(GridRow head, GridRow next, Field[] fields)
    {
        var filled = next.Filled.ToList();
        if (filled.Count == 0 || filled.Any(c => c.Text.Length > 60) || !filled.All(c => FieldOf(c.Text) is not Field.None))
        {
            return null;
        }
        if (!next.IsCovered(0) && !next[0].IsEmpty)
        {
            return null;
        }
        _ = head;
        var refined = (Field[])fields.Clone();
        foreach (var cell in filled)
        {
            refined[cell.Column] = FieldOf(cell.Text);
        }
        return Unique(refined);
    }

    /// <summary>A row that is the head of a measure table.</summary>
    public static bool IsHead(GridRow row, int columns) => HeadOf(row, columns) is not null;

    /// <summary>The fields of a row that is a head of a measure table, or null.</summary>
    private static Field[]? HeadOf(GridRow row, int columns)
    {
        var filled = row.Filled.ToList();
        if (filled.Count < 2 || filled.Any(c => c.Text.Length > 140) || filled.Any(c => FigureText.Whole(c.Text) is { Decimals: > 0 }))
        {
            return null;
        }
        var fields = new Field[columns];
        foreach (var cell in filled)
        {
            var field = FieldOf(cell.Text);
            for (var c = cell.Column; c < Math.Min(columns, cell.Column + cell.ColumnSpan); c++)
            {
                fields[c] = c == cell.Column || field is Field.Result ? field : Field.None;
            }
        }
        Unique(fields);
        if (!fields.Contains(Field.Title))
        {
            // Without a column of measures the actions or the guideline name the row.
            var stand = Array.FindIndex(fields, f => f is Field.Guideline);
            stand = stand < 0 ? Array.FindIndex(fields, f => f is Field.Group) : stand;
            if (stand < 0 || !(fields.Contains(Field.Units) || fields.Contains(Field.Period)) || !(fields.Contains(Field.Steps) || fields.Contains(Field.Result) || fields.Contains(Field.FollowUp)))
            {
                return null;
            }
            fields[stand] = Field.Title;
        }
        var others = fields.Distinct().Count(f => f is Field.Steps or Field.Units or Field.Period or Field.Result or Field.Output or Field.Outcome or Field.FollowUp or Field.Guideline or Field.Suggestion);
        var known = filled.Count(c => FieldOf(c.Text) is not Field.None);
        return others >= 1 && known * 2 > filled.Count && (others >= 2 || fields.Contains(Field.Steps) || fields.Contains(Field.Result) || fields.Contains(Field.Units)) ? fields : null;
    }

    // A heading may occur twice (มาตรการ and กิจกรรม); the first stands for the field, a second title is the guideline.
    private static Field[] Unique(Field[] fields)
    {
        for (var i = 0; i < fields.Length; i++)
        {
            if (fields[i] is Field.None or Field.Ignored || Array.IndexOf(fields, fields[i]) == i)
            {
                continue;
            }
            fields[i] = fields[i] switch
            {
                Field.Title when !fields.Contains(Field.Guideline) => Field.Guideline,
                Field.Guideline when !fields.Contains(Field.Steps) => Field.Steps,
                Field.Result when fields[i - 1] == Field.Result => Field.None,
                _ => Field.Ignored,
            };
        }
        return fields;
    }

    /// <summary>The field a heading names. Headings are compared without spaces, so letters pulled apart by a PDF do not matter.</summary>
    public static Field FieldOf(string text)
    {
        // Letters that stand apart are closed up before the words are mended.
        var key = ThaiText.Clean(ThaiText.Key(text));
        var field = FieldOfKey(key);
        // กำรติดตำม: a sara am where the word has a plain vowel.
        return field is Field.None && key.Contains('ำ') ? FieldOfKey(ThaiText.Clean(key.Replace('ำ', 'า'))) : field;
    }

    private static Field FieldOfKey(string key)
    {
        if (key.Length is 0 or > 110)
        {
            return Field.None;
        }
        bool Has(string word) => key.Contains(word, StringComparison.Ordinal);
        bool Starts(string word) => key.StartsWith(word, StringComparison.Ordinal);
        if (key is "ที่" or "ท" or "ลำดับ" or "ลำดับที่" or "ข้อ" or "ข้อที่" or "no")
        {
            return Field.No;
        }
        if (Has("outcome") || Has("ผลลัพธ์") || Has("ผลสัมฤทธิ์"))
        {
            return Has("output") && !Has("outcome") ? Field.Output : Field.Outcome;
        }
        if (Has("output") || Has("ผลผลิต"))
        {
            return Field.Output;
        }
        if (Has("ผู้รับผิดชอบ") || Has("หน่วยงานรับผิดชอบ") || Has("หน่วยงานที่รับผิดชอบ") || Has("ส่วนราชการที่รับผิดชอบ") || Has("ส่วนราชการรับผิดชอบ") || Has("ผู้ดำเนินการ") || Has("หน่วยดำเนินการ") || Starts("รับผิดชอบ") || Has("ผู้ที่เกี่ยวข้อง") || Has("หน่วยงานหลัก")
            || key is "หน่วยงาน" or "ส่วนราชการ" or "กองสำนัก" or "สำนักกอง")
        {
            return Field.Units;
        }
        if (Has("ระยะเวลา") || Has("ช่วงเวลา") || Has("ห้วงเวลา") || Has("กำหนดเวลา") || Has("กำหนดการ") || Starts("วันเดือนปี") || Has("วันที่ดำเนิน") || Has("กำหนดแล้วเสร็จ") || key is "เวลา" or "ปฏิทิน" or "ไตรมาส")
        {
            return Field.Period;
        }
        if (Has("กำกับติดตาม") || Has("การติดตาม") || Starts("ติดตาม") || Starts("กำกับ") || Has("แนวทางการติดตาม") || Has("การรายงานผล") || Has("วิธีติดตาม"))
        {
            return Field.FollowUp;
        }
        if (Has("ข้อเสนอแนะ") || Has("ปัญหาอุปสรรค") || Starts("ปัญหา") || Starts("อุปสรรค"))
        {
            return Field.Suggestion;
        }
        if (Starts("มาตรการ") || Starts("ชื่อมาตรการ") || Starts("ข้อมาตรการ") || (Has("มาตรการ") && (Has("โครงการ") || Has("กิจกรรม")) && !Starts("ผล")))
        {
            return Field.Title;
        }
        if (Starts("ผลการดำเนิน") || Starts("ผลการปฏิบัติ") || Starts("ผลที่ได้") || Starts("สรุปผล") || Starts("รายงานผล") || Starts("ความก้าวหน้า") || Starts("ผลดำเนิน") || Starts("ผลการ") || key is "ผล" or "ผลงาน" or "สถานะ")
        {
            return Field.Result;
        }
        if (Starts("ขั้นตอน") || Starts("วิธี") || Has("วิธีการดำเนิน") || Has("วิธีปฏิบัติ") || Has("วิธีการปฏิบัติ") || Starts("รายละเอียดการดำเนิน") || Starts("การดำเนินการ") || Starts("การดำเนินงาน") || Starts("กระบวนการดำเนิน") || Starts("สิ่งที่ดำเนินการ"))
        {
            return Field.Steps;
        }
        if (Starts("โครงการ") || Starts("กิจกรรม") || Starts("แผนงานโครงการ") || Starts("ชื่อโครงการ") || Starts("ชื่อกิจกรรม"))
        {
            return Field.Title;
        }
        if (Starts("แนวทาง") || Starts("แนวปฏิบัติ") || Starts("แนวดำเนิน"))
        {
            return Field.Guideline;
        }
        if (Starts("ประเด็น") || Starts("ด้าน") || Starts("หัวข้อ") || Starts("ตัวชี้วัด") || Starts("เครื่องมือ") || Starts("เรื่อง"))
        {
            return Field.Group;
        }
        if (Starts("งบประมาณ") || Starts("เป้าหมาย") || Starts("วัตถุประสงค์") || Starts("หมายเหตุ") || Starts("เอกสาร") || Starts("หลักฐาน") || Starts("กลุ่มเป้าหมาย") || Starts("สถานที่") || Starts("ค่าเป้าหมาย"))
        {
            return Field.Ignored;
        }
        return Field.None;
    }

    [GeneratedRegex(@"^\s*(?:\(?[0-9๐-๙]{1,2}[.)]|[➢➤•●▪◆►→❖✓✔*]|[-–]\s?)", RegexOptions.CultureInvariant, Timeout)]
    private static partial Regex Mark();

    [GeneratedRegex(@"^\s*(?:\(?[1๑][.)](?![0-9๐-๙])|[➢➤•●▪◆►→❖✓✔*]|[-–]\s?)", RegexOptions.CultureInvariant, Timeout)]
    private static partial Regex FirstMark();

    [GeneratedRegex(@"^\s*[➢➤•●▪◆►→❖✓✔*]", RegexOptions.CultureInvariant, Timeout)]
    private static partial Regex BulletStart();

    [GeneratedRegex(@"^(?:ประเด็น(?:ที่)?|ด้าน|ตัวชี้วัด|เครื่องมือ|หมวด|ส่วนที่|มิติ|ยุทธศาสตร์|[IEO]IT)", RegexOptions.CultureInvariant, Timeout)]
    private static partial Regex GroupText();
}

/// <summary>Turns grown measures into read ones.</summary>
internal static class Measures
{
    public static ReadMeasure Make(GrowingMeasure grown, int? year)
    {
        var titles = grown.Of(Field.Title);
        var title = Steps.Titles(titles, grown.Widths.GetValueOrDefault(Field.Title));
        var (no, plain) = Steps.Number(title);
        no ??= grown.Of(Field.No) is [var printed, ..] ? Domain.ThaiDigits.ToArabic(printed.Trim().TrimEnd('.', ')')) : null;
        var results = Text(grown, Field.Result);
        var output = Text(grown, Field.Output);
        var period = grown.Of(Field.Period);
        var done = grown.Of(Field.Result).Count > 0 ? Field.Result : Field.Output;
        return new ReadMeasure(
            no,
            plain,
            Text(grown, Field.Guideline),
            Steps.Split(grown.Of(Field.Steps), grown.Rows, grown.Widths.GetValueOrDefault(Field.Steps)),
            Units.Split(grown.Of(Field.Units)),
            period.Count > 0 && string.Join(' ', period).Trim() is { Length: > 0 } text && !FigureText.IsBlank(text) ? Periods.Read(ThaiText.OneLine(text), year) : null,
            results,
            Steps.Split(grown.Of(done), grown.Rows, grown.Widths.GetValueOrDefault(done)),
            output,
            Text(grown, Field.Outcome),
            Text(grown, Field.Suggestion),
            Text(grown, Field.FollowUp),
            grown.At)
        {
            Columns = grown.Columns,
        };
    }

    // The text of a cell as read, paragraphs apart; null for an empty one and for a dash.
    private static string? Text(GrowingMeasure grown, Field field)
    {
        var column = grown.Widths.GetValueOrDefault(field);
        var text = string.Join('\n', grown.Of(field).Select(p => NarrowColumn.Unwrap(p, column))).Trim();
        return FigureText.IsBlank(text) ? null : text;
    }
}
