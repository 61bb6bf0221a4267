using System.Text.RegularExpressions;
using Prongsai.Domain;

namespace Prongsai.Documents.Reading.Extraction;

/// <summary>
/// Reads tables whose rows are indicators, questions, items, tools or the total. What a row is follows from what stands in it (a name, a
/// code), not from where: columns may come in any order, the head may be missing, the tool may stand on the first row of its group only.
/// The head is used to tell the score from a rank or a full mark and, with years side by side, one year from another.
/// </summary>
internal static partial class ScoreTables
{
    private const int Timeout = 1000;

    private enum Role
    {
        None,
        Rank,
        Number,
        Name,
        Tool,
        Score,
        NotScore,
        Level,
    }

    private sealed class Columns(int count)
    {
        public Role[] Roles { get; } = new Role[count];

        public int?[] Years { get; } = new int?[count];

        public bool OfCodes { get; set; }

        public bool HasHead { get; set; }
    }

    public static void Read(Grid grid, Lexicon lexicon, ReadingState state)
    {
        var columns = new Columns(grid.Columns);
        var legend = grid.Rows.SelectMany(r => r.Filled).Select(c => lexicon.LevelWhole(c.Text)).Where(l => l is not null).Select(l => ThaiText.Key(l!)).Distinct().Count() >= 3;
        var lastTool = state.Tool;
        foreach (var row in grid.Rows)
        {
            state.Budget.Check();
            var filled = row.Filled.ToList();
            if (filled.Count == 0)
            {
                continue;
            }
            if (IsHead(filled, lexicon))
            {
                Assign(row, columns);
                if (Lexicon.ToolIn(row.Text) is { } named)
                {
                    state.Tool = named;
                }
                continue;
            }
            if (filled.Count == 1 || (filled.Count == 2 && filled.All(c => c.Text == filled[0].Text)))
            {
                var text = filled[0].Text;
                if (Lexicon.ToolIn(text) is { } group && text.Length < 200)
                {
                    state.Tool = group;
                }
                if (!legend)
                {
                    SentenceReader.Read(text, filled[0].At, grid.Index, lexicon, state, inTable: true);
                }
                continue;
            }
            if (ToolOfRow(row, filled, lexicon, columns) is { } tool)
            {
                state.Tool = tool;
                lastTool = tool;
            }
            ReadRow(row, filled, grid.Index, lexicon, state, columns, legend);
        }
        state.Waiting = null;
        state.Tool = lastTool ?? state.Tool;
    }

    private static void ReadRow(GridRow row, List<GridCell> filled, int node, Lexicon lexicon, ReadingState state, Columns columns, bool legend)
    {
        if (FindCode(filled, state, columns, lexicon) is { } coded)
        {
            AddCoded(row, coded.Code, coded.Cell, coded.Text, node, state, columns);
            return;
        }
        foreach (var cell in filled)
        {
            if (FigureText.Whole(cell.Text) is null && lexicon.Whole(cell.Text) is { } name && !IsSubIndicator(row, cell))
            {
                AddIndicator(row, cell, name, node, lexicon, state, columns);
                return;
            }
        }
        if (legend)
        {
            return;
        }
        if (NumberedIndicator(filled, columns) is { } numbered)
        {
            AddIndicator(row, numbered.Cell, new NameMatch(numbered.No, 99, 0, 0), node, lexicon, state, columns);
            return;
        }
        var label = filled[0];
        var figures = Scores(row, label, columns);
        if (figures.Count > 0 && label.Text.Length < 120 && FigureText.Whole(label.Text) is null)
        {
            var about = TotalRow().IsMatch(label.Text) && Lexicon.ToolIn(label.Text) is null ? About.Total : Lexicon.ToolIn(label.Text) is not null ? About.Tool : (About?)null;
            if (about is { } kind)
            {
                foreach (var (cell, figure, year) in figures)
                {
                    if (state.Score(figure, cell.At) is { } score)
                    {
                        state.Findings.Add(new Finding(kind, kind == About.Tool ? Lexicon.ToolIn(label.Text)! : string.Empty, 0, score, label.Text, cell.At, node, Seen.Table, kind == About.Tool ? 0.9 : 0.85) { Year = year });
                    }
                }
                foreach (var cell in row.Filled.Skip(1))
                {
                    if (lexicon.LevelWhole(cell.Text) is { } printed)
                    {
                        state.Findings.Add(new Finding(About.Level, string.Empty, 0, null, printed, cell.At, node, Seen.Table, 0.8));
                    }
                }
                return;
            }
        }
        if (LevelRow().IsMatch(label.Text) && filled.Skip(1).FirstOrDefault(c => lexicon.LevelWhole(c.Text) is not null) is { } level)
        {
            state.Findings.Add(new Finding(About.Level, string.Empty, 0, null, lexicon.LevelWhole(level.Text)!, level.At, node, Seen.Table, 0.9));
            return;
        }
        foreach (var cell in filled)
        {
            if (cell.Text.Length is > 12 and < 600 && FigureText.Whole(cell.Text) is null)
            {
                SentenceReader.Read(cell.Text, cell.At, node, lexicon, state, inTable: true);
            }
        }
    }

    private static void AddIndicator(GridRow row, GridCell cell, NameMatch name, int node, Lexicon lexicon, ReadingState state, Columns columns)
    {
        var scores = Scores(row, cell, columns);
        var tool = lexicon.ToolOf(name.No);
        var confidence = name.Distance switch { 0 => 1, 99 => 0.5, <= 4 => 0.9, _ => 0.8 };
        if (scores.Count == 0)
        {
            // Name and score in one cell: "การใช้อำนาจ 83.18 คะแนน".
            var last = FigureText.All(cell.Text).LastOrDefault(f => f.Decimals > 0 || f.HasUnit);
            if (last.End > 0 && cell.Text.Length - last.End <= 10)
            {
                scores.Add((cell, last, null));
            }
        }
        if (scores.Count == 0)
        {
            return;
        }
        foreach (var (place, figure, year) in scores)
        {
            if (state.Score(figure, place.At) is { } score)
            {
                state.Findings.Add(new Finding(About.Indicator, tool, name.No, score, cell.Text, place.At, node, Seen.Table, confidence) { Distance = name.Distance == 99 ? 0 : name.Distance, Year = year });
            }
        }
        // The group's own score beside the tool: IIT | 82.50 | การปฏิบัติหน้าที่ | 85.31.
        var toolCell = row.Filled.FirstOrDefault(c => c.Column < cell.Column && Lexicon.ToolIn(c.Text) is not null && c != cell);
        if (toolCell is not null)
        {
            var figures = row.Filled.Where(c => c.Column > toolCell.Column && c.Column < cell.Column).Select(c => (Cell: c, Figure: FigureText.Whole(c.Text))).Where(c => c.Figure is { Decimals: > 0 }).ToList();
            if (figures.Count == 1 && scores.All(s => s.Cell != figures[0].Cell) && state.Score(figures[0].Figure, figures[0].Cell.At) is { } toolScore)
            {
                state.Findings.Add(new Finding(About.Tool, Lexicon.ToolIn(toolCell.Text)!, 0, toolScore, toolCell.Text, figures[0].Cell.At, node, Seen.Table, 0.85));
            }
        }
    }

    private static void AddCoded(GridRow row, FoundCode code, GridCell codeCell, (string Text, GridCell Cell) title, int node, ReadingState state, Columns columns)
    {
        var scores = Scores(row, title.Cell == codeCell ? codeCell : title.Cell, columns).Where(s => s.Cell != codeCell).ToList();
        var (text, figure) = (title.Text, (FoundFigure?)null);
        if (scores.Count > 0)
        {
            figure = scores[^1].Figure;
        }
        else if (FigureText.All(text).LastOrDefault(f => f.Decimals == 2 || f.HasUnit) is { End: > 0 } inside && text.Length - inside.End <= 8)
        {
            figure = inside;
            text = text[..inside.Start].TrimEnd(' ', ':', '=', '-');
        }
        else if (PassWord(row, codeCell) is { } pass)
        {
            figure = new FoundFigure(pass ? 100 : 0, 0, 0, 0, true);
        }
        var at = scores.Count > 0 ? scores[^1].Cell.At : title.Cell.At;
        var tool = code.Tool!;
        var finding = new Finding(tool == "OIT" ? About.Item : About.Question, tool, code.Number, null, text.Trim(), at, node, Seen.Table, code.HasLetter ? 1 : 0.85) { OtherNumber = code.Other };
        if (scores.Count > 1 && scores.All(s => s.Year is not null))
        {
            foreach (var (cell, value, year) in scores)
            {
                state.Findings.Add(finding with { Score = state.Score(value, cell.At), At = cell.At, Year = year });
            }
            return;
        }
        state.Findings.Add(finding with { Score = state.Score(figure, at) });
    }

    /// <summary>The code of a row and the text that goes with it.</summary>
    private static (FoundCode Code, GridCell Cell, (string, GridCell) Text)? FindCode(List<GridCell> filled, ReadingState state, Columns columns, Lexicon lexicon)
    {
        foreach (var cell in filled)
        {
            if (cell.Text.Length > 700 || Codes.Read(cell.Text, state.Tool) is not { } code)
            {
                continue;
            }
            var alone = code.Rest.Length == 0;
            if (alone && FigureText.Whole(cell.Text) is { Decimals: > 0 })
            {
                continue;
            }
            if (!code.HasLetter)
            {
                // A plain number is a code only in a table of questions or items, behind ข้อ or in its column.
                if (code.Tool is null || !(columns.OfCodes || code.HasWord) || (alone && columns.Roles[cell.Column] is not (Role.Number or Role.Rank or Role.None)) || filled.Any(c => c != cell && lexicon.Whole(c.Text) is { Distance: <= 2 }))
                {
                    continue;
                }
                if (!alone && lexicon.Whole(cell.Text) is { Distance: <= 2 })
                {
                    continue;
                }
            }
            else if (alone && columns.Roles[cell.Column] == Role.Score)
            {
                continue;
            }
            else if (!code.HasWord && cell.Text.TrimStart()[0] is '0' or '๐' && (alone ? columns.Roles[cell.Column] is Role.Score : FigureText.Whole(cell.Text) is not null))
            {
                continue;
            }
            if (!alone)
            {
                if (code.Rest.Length < 2 || !code.Rest.Any(c => ThaiText.IsThai(c) || char.IsAsciiLetter(c)) || IsUnitOnly(code.Rest))
                {
                    continue;
                }
                return (code, cell, (code.Rest, cell));
            }
            var text = filled.FirstOrDefault(c => c != cell && c.Column > cell.Column && FigureText.Whole(c.Text) is null && c.Text.Length >= 2 && Lexicon.ToolIn(c.Text) is null or { Length: 0 } && !FigureText.IsBlank(c.Text))
                ?? filled.FirstOrDefault(c => c != cell && FigureText.Whole(c.Text) is null && c.Text.Length >= 6);
            if (text is not null)
            {
                return (code, cell, (text.Text, text));
            }
        }
        return null;
    }

    private static bool IsUnitOnly(string rest) => rest.Length < 14 && FigureText.Whole("1 " + rest) is not null;

    /// <summary>The score cells of a row, with the year of their column where years stand side by side.</summary>
    private static List<(GridCell Cell, FoundFigure Figure, int? Year)> Scores(GridRow row, GridCell name, Columns columns)
    {
        var figures = row.Filled.Where(c => c != name).Select(c => (Cell: c, Figure: FigureText.Whole(c.Text))).Where(c => c.Figure is not null)
            .Select(c => (c.Cell, Figure: c.Figure!.Value, Year: (int?)null)).ToList();
        var dated = figures.Where(f => columns.Years[f.Cell.Column] is not null).Select(f => (f.Cell, f.Figure, columns.Years[f.Cell.Column])).ToList();
        if (dated.Count >= 2 && dated.Select(d => d.Item3).Distinct().Count() == dated.Count)
        {
            return dated;
        }
        var marked = figures.Where(f => columns.Roles[f.Cell.Column] == Role.Score).ToList();
        if (marked.Count > 0)
        {
            // Several columns of scores: the one nearest behind the name is the row's own.
            return [marked.FirstOrDefault(m => m.Cell.Column > name.Column) is { Cell: not null } own ? own : marked[^1]];
        }
        var free = figures.Where(f => columns.Roles[f.Cell.Column] is Role.None or Role.Name or Role.Level).ToList();
        if (free.Count == 0)
        {
            return [];
        }
        var decimals = free.Where(f => f.Figure.Decimals > 0 || f.Figure.HasUnit).ToList();
        if (decimals.Count > 0)
        {
            return [decimals.FirstOrDefault(d => d.Cell.Column > name.Column) is { Cell: not null } behind ? behind : decimals[^1]];
        }
        // Whole numbers: a rank or a running number stands before the name, a score behind it.
        return free.Where(f => f.Cell.Column > name.Column).TakeLast(1).ToList();
    }

    private static string? ToolOfRow(GridRow row, List<GridCell> filled, Lexicon lexicon, Columns columns)
    {
        foreach (var cell in filled)
        {
            if (columns.Roles[cell.Column] == Role.Tool || cell.Text.Length <= 6)
            {
                if (Lexicon.ToolIn(cell.Text) is { } tool)
                {
                    return tool;
                }
            }
        }
        // A cell that covers this row by a row span holds for it too.
        for (var column = 0; column < row.Cells.Length; column++)
        {
            if (row.IsCovered(column) && Lexicon.ToolIn(row.Effective(column).Text) is { } covered)
            {
                return covered;
            }
        }
        var first = filled[0];
        return first.Text.Length < 90 && lexicon.Whole(first.Text) is null && Codes.Read(first.Text, null) is not { HasLetter: true } ? Lexicon.ToolIn(first.Text) : null;
    }

    private static (int No, GridCell Cell)? NumberedIndicator(List<GridCell> filled, Columns columns)
    {
        foreach (var cell in filled)
        {
            var match = IndicatorNumber().Match(ThaiDigits.ToArabic(cell.Text));
            if (match.Success && int.Parse(match.Groups["n"].Value, System.Globalization.CultureInfo.InvariantCulture) is >= 1 and <= 10 and var no)
            {
                return (no, cell);
            }
        }
        // A table of numbers and scores only, its head saying ตัวชี้วัดที่.
        return filled.Count == 2 && columns.HasHead && columns.Roles[filled[0].Column] == Role.Number && FigureText.Whole(filled[0].Text) is { Decimals: 0, Value: >= 1 and <= 10 } plain
            && FigureText.Whole(filled[1].Text) is { Decimals: > 0 } ? ((int)plain.Value, filled[0]) : null;
    }

    // 9.1 ข้อมูลพื้นฐาน, 10.2 มาตรการภายใน…: a part of an indicator.
    private static bool IsSubIndicator(GridRow row, GridCell name) =>
        SubNumber().IsMatch(name.Text) || row.Filled.Any(c => c.Column < name.Column && SubNumber().IsMatch(c.Text));

    private static bool? PassWord(GridRow row, GridCell code)
    {
        foreach (var cell in row.Filled.Where(c => c != code && c.Text.Length < 24))
        {
            var key = ThaiText.Key(cell.Text);
            if (key is "ผ่าน" or "ครบถ้วน" or "สมบูรณ์" or "ได้คะแนน" || cell.Text is "✓" or "✔" or "/")
            {
                return true;
            }
            if (key is "ไม่ผ่าน" or "ไม่ครบถ้วน" or "ไม่สมบูรณ์" or "ไม่ได้คะแนน" || cell.Text is "✗" or "✘" or "×")
            {
                return false;
            }
        }
        return null;
    }

    /// <summary>A row that is the head of a table of scores, judged without its neighbours.</summary>
    public static bool IsScoreHead(GridRow row)
    {
        var roles = row.Filled.Where(c => c.Text.Length <= 120).Select(c => FigureText.Whole(c.Text) is { Decimals: > 0 } ? Role.NotScore : RoleOf(c.Text)).ToList();
        return roles.Contains(Role.Score) && roles.Exists(r => r is Role.Name or Role.Number or Role.Tool) && roles.Count(r => r == Role.None) * 2 <= roles.Count;
    }

    /// <summary>A head has at least two cells that are headings of columns and no score.</summary>
    private static bool IsHead(List<GridCell> filled, Lexicon lexicon)
    {
        if (filled.Count < 2)
        {
            return false;
        }
        if (filled.Any(c => FigureText.Whole(c.Text) is { Decimals: > 0 }) || filled.Any(c => c.Text.Length > 120))
        {
            return false;
        }
        var heads = filled.Count(c => RoleOf(c.Text) != Role.None || (Years.InHeader(c.Text) is not null && c.Text.Length < 40));
        return heads >= 2 && heads * 2 >= filled.Count && !filled.Any(c => lexicon.Whole(c.Text) is { Distance: 0 });
    }

    private static void Assign(GridRow row, Columns columns)
    {
        var first = !columns.HasHead;
        columns.HasHead = true;
        var codes = false;
        foreach (var cell in row.Filled)
        {
            var role = RoleOf(cell.Text);
            for (var c = cell.Column; c < Math.Min(cell.Column + cell.ColumnSpan, columns.Roles.Length); c++)
            {
                // The second line of a head refines the first.
                columns.Roles[c] = role != Role.None || first ? role : columns.Roles[c];
                columns.Years[c] = Years.InHeader(cell.Text) ?? (first ? null : columns.Years[c]);
            }
            codes |= CodeHead().IsMatch(ThaiText.Key(cell.Text));
        }
        columns.OfCodes |= codes;
    }

    private static Role RoleOf(string text)
    {
        var key = ThaiText.Key(text);
        if (key.Length is 0 or > 60)
        {
            return Role.None;
        }
        if (NotScoreHead().IsMatch(key))
        {
            return Role.NotScore;
        }
        if (ScoreHead().IsMatch(key))
        {
            return Role.Score;
        }
        return key switch
        {
            "ที่" or "ท" or "ลำดับ" or "ลำดับที่" or "อันดับ" or "อันดับที่" or "no" or "เลขที่" or "rank" => Role.Rank,
            "ตัวชี้วัดที่" or "ข้อ" or "ข้อที่" or "รหัส" or "code" or "ตชวที่" or "ข้อคำถามที่" or "ข้อมูลที่" => Role.Number,
            _ when key.StartsWith("เครื่องมือ", StringComparison.Ordinal) || key.StartsWith("แบบสำรวจ", StringComparison.Ordinal) || key.StartsWith("แบบวัด", StringComparison.Ordinal) || key is "แบบ" or "ประเภท" or "ประเภทแบบวัด" => Role.Tool,
            _ when key.StartsWith("ระดับ", StringComparison.Ordinal) || key is "เกรด" or "level" or "grade" => Role.Level,
            _ when NameHead().IsMatch(key) => Role.Name,
            _ => Role.None,
        };
    }

    [GeneratedRegex(@"^(?:ตัวชี้วัด|ชื่อตัวชี้วัด|รายละเอียด|ข้อคำถาม|ข้อความ|คำถาม|รายการ|ประเด็น|หัวข้อ|ข้อมูล|ด้าน|indicator|ชื่อข้อมูล|องค์ประกอบ|ข้อเสนอแนะ|แนวทาง|ข้อสังเกต|หมายเหตุ|การแปลผล|แปลผล)", RegexOptions.CultureInvariant, Timeout)]
    private static partial Regex NameHead();

    [GeneratedRegex(@"คะแนนเต็ม|เต็ม$|น้ำหนัก|ค่าเป้าหมาย|เป้าหมาย|จำนวน|ผลต่าง|เพิ่มขึ้น|ลดลง|เพิ่มลด|ค่าเฉลี่ยประเทศ|เฉลี่ยจังหวัด|เฉลี่ยระดับ", RegexOptions.CultureInvariant, Timeout)]
    private static partial Regex NotScoreHead();

    [GeneratedRegex(@"คะแนน|^ร้อยละ|^ผลการประเมิน(?!ระดับ)|^score|^ค่าที่ได้|^ผลลัพธ์(?:คะแนน)?$|^ผล$", RegexOptions.CultureInvariant, Timeout)]
    private static partial Regex ScoreHead();

    [GeneratedRegex(@"^(?:ข้อ$|ข้อที่|ข้อคำถาม|ข้อความ|คำถาม|ข้อมูล|รายการข้อมูล|รายการ)", RegexOptions.CultureInvariant, Timeout)]
    private static partial Regex CodeHead();

    [GeneratedRegex(@"^\s*ตัว\s?ชี้\s?วัด\s*(?:ที่)?\s*(?<n>[0-9]{1,2})\s*[.:)]?\s*$", RegexOptions.CultureInvariant, Timeout)]
    private static partial Regex IndicatorNumber();

    [GeneratedRegex(@"^\s*(?:ตัวชี้วัดย่อย(?:ที่)?\s*)?(?:9|๙|1\s?0|๑\s?๐)\s?\.\s?[1-5๑-๕](?![0-9๐-๙])", RegexOptions.CultureInvariant, Timeout)]
    private static partial Regex SubNumber();

    [GeneratedRegex(@"^(?:[0-9๐-๙.)\s]*)(?:รวม(?:คะแนน|ทั้งหมด|ทั้งสิ้น|เฉลี่ย)?\s*$|คะแนนรวม|คะแนนเฉลี่ยรวม|คะแนนภาพรวม|ภาพรวม|เฉลี่ยรวม|ผลคะแนน|คะแนน\s*ITA|คะแนนผลการประเมิน|รวมทั้ง\s*[0-9๓]?\s*เครื่องมือ|คะแนนที่ได้|ผลการประเมิน(?:ITA|ภาพรวม|ในภาพรวม)|ITA\s*[Ss]core|คะแนนเฉลี่ย\s*$|คะแนน(?:การ)?ประเมิน)", RegexOptions.CultureInvariant, Timeout)]
    private static partial Regex TotalRow();

    [GeneratedRegex(@"^(?:[0-9๐-๙.)\s]*)(?:ระดับ|เกรด|ผลการประเมิน(?:ระดับ)?|อยู่ในระดับ)", RegexOptions.CultureInvariant, Timeout)]
    private static partial Regex LevelRow();
}
