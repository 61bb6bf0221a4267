using System.Buffers;
using System.Globalization;
using System.Text.RegularExpressions;
using Prongsai.Domain;
using Prongsai.Domain.Papers;

namespace Prongsai.Documents.Reading.Extraction;

/// <summary>
/// Splits the text of a cell into its steps. The first mark decides which marks count: "๑." "๑)" "(๑)" "1.1" "ขั้นตอนที่ ๑" or a bullet.
/// Numbers must run on (1, 2, 3), so that a year or an amount in a sentence is not taken for a step; marks of another kind are details
/// and stay inside their step.
/// </summary>
internal static partial class Steps
{
    private const int Timeout = 1000;

    private static readonly SearchValues<char> Bullets = SearchValues.Create("➢➤•●▪◆►→❖✓✔-");

    private enum Style
    {
        None,
        Dot,
        Bracket,
        Brackets,
        Dotted,
        Word,
        Dash,
        Bullet,
    }

    [System.Runtime.InteropServices.StructLayout(System.Runtime.InteropServices.LayoutKind.Auto)]
    private readonly record struct Mark(Style Style, int Number, string Printed, int Start, int End);

    /// <summary>The steps of a cell; one step without a number when the cell has no marks.</summary>
    /// <param name="paragraphs">The paragraphs or lines of the cell.</param>
    /// <param name="separate">True when each paragraph without a mark is a step of its own (rows under one merged title).</param>
    /// <param name="column">The widest piece of the column, for taking out the spaces of wrapped lines.</param>
    public static IReadOnlyList<ReadStep> Split(IReadOnlyList<string> paragraphs, bool separate = false, int column = 0)
    {
        if (paragraphs.Count == 0)
        {
            return [];
        }
        var text = string.Join('\n', paragraphs);
        var first = FirstMark(text);
        if (first is null)
        {
            return separate && paragraphs.Count > 1
                ? [.. paragraphs.Select(p => Make(null, p, column))]
                : [Make(null, Flow(text), column)];
        }
        var marks = MarksLike(text, first.Value);
        var steps = new List<ReadStep>();
        if (marks[0].Start > 0 && text[..marks[0].Start].Trim() is { Length: > 0 } lead)
        {
            steps.Add(Make(null, Flow(lead), column));
        }
        for (var i = 0; i < marks.Count; i++)
        {
            var end = i + 1 < marks.Count ? marks[i + 1].Start : text.Length;
            var body = Flow(text[marks[i].End..end]);
            if (body.Length > 0)
            {
                steps.Add(Make(marks[i].Style is Style.Dash or Style.Bullet ? null : marks[i].Printed, body, column));
            }
        }
        // A lead that only announces the list ("ดำเนินการดังนี้") is not a step.
        if (steps.Count > 1 && steps[0].No is null && marks[0].Start > 0 && (steps[0].Text.EndsWith(':') || steps[0].Text.EndsWith("ดังนี้", StringComparison.Ordinal)))
        {
            steps.RemoveAt(0);
        }
        return steps;
    }

    /// <summary>The number in front of a title and the title without it.</summary>
    public static (string? No, string Title) Number(string title)
    {
        var match = TitleNumber().Match(title);
        return match.Success && match.Length < title.Length
            ? (ThaiDigits.ToArabic(match.Groups["n"].Value), title[match.Length..].Trim())
            : (null, title.Trim());
    }

    /// <summary>Titles that bullets separate in one cell, a line feed between them.</summary>
    public static string Titles(IReadOnlyList<string> paragraphs, int column = 0)
    {
        var text = string.Join('\n', paragraphs);
        if (!text.AsSpan().ContainsAny(Bullets))
        {
            return NarrowColumn.Unwrap(Flow(text), column);
        }
        var first = FirstMark(text);
        if (first is not { Style: Style.Bullet or Style.Dash } mark || text[..mark.Start].Trim().Length > 0)
        {
            return NarrowColumn.Unwrap(Flow(text), column);
        }
        var marks = MarksLike(text, mark);
        return string.Join('\n', marks.Select((m, i) => NarrowColumn.Unwrap(Flow(text[m.End..(i + 1 < marks.Count ? marks[i + 1].Start : text.Length)]), column)).Where(t => t.Length > 0));
    }

    private static ReadStep Make(string? no, string text, int column)
    {
        var date = Periods.FindDate(text, last: true);
        return new ReadStep(no is null ? null : ThaiDigits.ToArabic(no), NarrowColumn.Unwrap(text, column), date?.Text, date?.Date);
    }

    private static string Flow(string text) => ThaiText.OneLine(text.Replace('\n', ' '));

    private static Mark? FirstMark(string text)
    {
        var match = AnyMark().Match(text);
        while (match.Success)
        {
            var mark = Read(match);
            // A list begins with its first number; a bullet begins a list where a line begins or where more bullets follow.
            var begins = match.Index == 0 || text[match.Index - 1] == '\n';
            if (mark.Style is Style.Dash or Style.Bullet ? begins || match.Index < 3 : mark.Number == 1 || (begins && match.Index == 0))
            {
                return mark;
            }
            match = match.NextMatch();
        }
        return null;
    }

    private static List<Mark> MarksLike(string text, Mark first)
    {
        var marks = new List<Mark> { first };
        foreach (Match match in AnyMark().Matches(text))
        {
            if (match.Index <= first.Start)
            {
                continue;
            }
            var mark = Read(match);
            if (mark.Style != first.Style && !(IsNumber(mark.Style) && IsNumber(first.Style) && mark.Style is not Style.Brackets && first.Style is not Style.Brackets && mark.Style is not Style.Dotted && first.Style is not Style.Dotted))
            {
                continue;
            }
            if (mark.Style is Style.Dash or Style.Bullet || mark.Number == marks[^1].Number + 1)
            {
                marks.Add(mark);
            }
        }
        return marks;
    }

    private static bool IsNumber(Style style) => style is Style.Dot or Style.Bracket or Style.Brackets or Style.Dotted or Style.Word;

    private static Mark Read(Match match)
    {
        var number = match.Groups["n"];
        if (!number.Success)
        {
            return new Mark(match.Groups["b"].Success ? Style.Bullet : Style.Dash, 0, string.Empty, match.Index, match.Index + match.Length);
        }
        var style = match.Groups["w"].Success ? Style.Word : match.Groups["o"].Success ? Style.Brackets : match.Groups["s"].Success ? Style.Dotted : match.Groups["c"].Value == ")" ? Style.Bracket : Style.Dot;
        var value = int.Parse(ThaiDigits.ToArabic(style == Style.Dotted ? match.Groups["s"].Value : number.Value), CultureInfo.InvariantCulture);
        var printed = style == Style.Dotted ? number.Value + "." + match.Groups["s"].Value : number.Value;
        return new Mark(style, value, printed, match.Index, match.Index + match.Length);
    }

    // Marks: ขั้นตอนที่ ๑ · (๑) · ๑.๑ · ๑. · ๑) · bullets · a dash at a line's start or between blanks (not ม.ค. - มี.ค., E- Service, ๒ - ๓).
    [GeneratedRegex(@"(?:(?<=^|[\s\n])(?<w>ขั้นตอนที่|ขั้นที่|กิจกรรมที่)\s*(?<n>[0-9๐-๙]{1,2})\s*[:.)]?\s*)|(?:(?<=^|[\s\n])(?<o>\()\s?(?<n>[0-9๐-๙]{1,2})\s?(?<c>\))\s*)|(?:(?<=^|[\s\n])(?<n>[0-9๐-๙]{1,2})\.(?<s>[0-9๐-๙]{1,2})[.)]?(?![0-9๐-๙%])\s*(?=[ก-ฮเ-ไA-Za-z(“""]))|(?:(?<=^|[\s\n]|[ก-๎])(?<n>[0-9๐-๙]{1,2})(?<c>[.)])\s*(?=[ก-ฮเ-ไA-Za-z(“""'’]))|(?<b>[➢➤•●▪◆►→❖✓✔]\s*)|(?:(?<=^|\n)[-–—*]\s*(?=\S))|(?:(?<=[ก-๎ๆฯ)”.])\s?(?<![A-Za-z0-9๐-๙.]\s?)[-–]\s(?=[ก-ฮเ-ไ]))|(?:(?<=[ก-๎ๆฯ)”0-9๐-๙.]\s)[-–](?=[ก-ฮเ-ไ]))", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, Timeout)]
    private static partial Regex AnyMark();

    [GeneratedRegex(@"^\s*(?:(?:มาตรการ|โครงการ|กิจกรรม|ประเด็น|ข้อ)(?:ที่)\s*(?<n>[0-9๐-๙]{1,2})\s*[:.)]?\s*|\(?(?<n>[0-9๐-๙]{1,2})(?:\s?[.)])(?![0-9๐-๙])\s*|(?<n>[0-9๐-๙]{1,2}\.[0-9๐-๙]{1,2})\s*[.)]?\s*|(?<n>[0-9๐-๙]{1,2})\s+(?=[ก-ฮเ-ไ]))", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, Timeout)]
    private static partial Regex TitleNumber();
}

/// <summary>Splits the cell of those responsible into units and posts.</summary>
internal static class Units
{
    // Stands behind a unit that a stroke or a comma ended.
    private const char Closed = '\u0001';

    private static readonly string[] Beginnings =
    [
        "สำนัก", "กอง", "ฝ่าย", "งาน", "หน่วย", "ส่วน", "ปลัด", "นัก", "เจ้าพนักงาน", "เจ้าหน้าที่", "ผู้อำนวยการ", "ผอ", "หัวหน้า", "นิติกร", "คณะ", "ทุก", "นายก", "รองปลัด", "รองนายก",
        "บุคลากร", "พนักงาน", "สภา", "ผู้บริหาร", "ผู้ช่วย", "ศูนย์", "กลุ่ม", "โรงเรียน", "สถานี", "คณะกรรมการ", "ผู้ดูแล", "ผู้รับผิดชอบ", "ครู", "วิศวกร", "นายช่าง", "สมาชิก", "รอง", "อบต", "เทศบาล", "องค์การ",
    ];

    // Words after which a post is not complete: what follows a line break belongs to it.
    private static readonly string[] Unfinished =
    [
        "ผู้อำนวยการ", "ผู้อำนวย", "หัวหน้า", "หัวหน้าสำนัก", "สำนัก", "กอง", "เจ้า", "เจ้าพนักงาน", "เจ้าหน้าที่", "นักวิชาการ", "นักทรัพยากร", "นักวิเคราะห์", "นักจัดการ", "นักจัดการงาน", "ผู้ช่วย", "ผู้ช่วยนัก", "นัก", "หน่วย", "หน่วยตรวจสอบ",
        "ทุก", "ทุกส่วน", "ทุกกอง", "รอง", "ฝ่าย", "งาน", "ส่วน", "หัวหน้าฝ่าย", "หัวหน้างาน", "ผู้อำนวยการสำนัก", "คณะกรรมการ", "สำนักงาน",
    ];

    public static IReadOnlyList<string> Split(IReadOnlyList<string> paragraphs)
    {
        var units = new List<string>();
        foreach (var paragraph in paragraphs)
        {
            var parts = paragraph.Split(['/', ',', ';', '•', '➢']);
            for (var i = 0; i < parts.Length; i++)
            {
                foreach (var piece in parts[i].Split(' ', StringSplitOptions.RemoveEmptyEntries))
                {
                    Add(units, piece.Trim('-', '–', ' ', '.'));
                }
                if (i + 1 < parts.Length)
                {
                    Close(units);
                }
            }
        }
        return [.. units.Select(u => u.TrimEnd(Closed).Trim()).Where(u => u.Length > 0 && !FigureText.IsBlank(u)).Distinct()];
    }

    private static void Add(List<string> units, string piece)
    {
        piece = StripNumber(piece);
        if (piece.Length == 0 || piece is "และ" or "หรือ")
        {
            return;
        }
        if (piece.StartsWith("และ", StringComparison.Ordinal) && Begins(piece[3..]))
        {
            piece = piece[3..];
        }
        if (units.Count > 0)
        {
            var last = units[^1].TrimEnd(Closed);
            var closed = units[^1].EndsWith(Closed);
            if (Beginnings.Any(b => b.Length > last.Length && b.StartsWith(last, StringComparison.Ordinal) && (last + piece).StartsWith(b, StringComparison.Ordinal)) || Unfinished.Contains(LastWord(last)) || (!closed && !Begins(piece)) || (closed && !Begins(piece) && Unfinished.Any(u => last.EndsWith(u, StringComparison.Ordinal))))
            {
                var inWord = last.Length > 0 && ThaiText.IsThaiLetter(last[^1]) && ThaiText.IsThaiLetter(piece[0]);
                units[^1] = last + (inWord ? string.Empty : " ") + piece;
                return;
            }
        }
        units.Add(piece);
    }

    private static void Close(List<string> units)
    {
        if (units.Count > 0 && !units[^1].EndsWith(Closed))
        {
            units[^1] += Closed;
        }
    }

    private static string StripNumber(string piece)
    {
        var (no, rest) = Steps.Number(piece);
        return no is null ? piece : rest;
    }

    private static string LastWord(string unit)
    {
        var space = unit.LastIndexOf(' ');
        return space < 0 ? unit : unit[(space + 1)..];
    }

    private static bool Begins(string piece) => Beginnings.Any(b => piece.StartsWith(b, StringComparison.Ordinal));
}
