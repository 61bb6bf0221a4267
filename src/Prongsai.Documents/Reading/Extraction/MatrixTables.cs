using System.Text.RegularExpressions;
using Prongsai.Domain;

namespace Prongsai.Documents.Reading.Extraction;

/// <summary>
/// Reads tables laid the other way: indicators, tools, total and level as columns, and one row for each organisation (a province's
/// roll-up), for each year, or for the one organisation of the paper.
/// </summary>
internal static partial class MatrixTables
{
    private const int Timeout = 1000;
    private const int MostHeadRows = 6;

    private readonly record struct Target(About About, string Tool, int Number);

    /// <summary>Reads the table into the state; false when it is not of this kind.</summary>
    public static bool TryRead(Grid grid, Lexicon lexicon, ReadingState state)
    {
        if (grid.Columns < 3 || grid.Rows.Count < 2)
        {
            return false;
        }
        var body = FirstBodyRow(grid);
        if (body is 0 or > MostHeadRows)
        {
            return false;
        }
        var labels = Labels(grid, body);
        var targets = labels.Select((l, c) => TargetOf(l, c, labels, lexicon)).ToArray();
        var indicators = targets.Where(t => t is { About: About.Indicator }).Select(t => t!.Value.Number).Distinct().Count();
        var tools = targets.Where(t => t is { About: About.Tool }).Select(t => t!.Value.Tool).Distinct().Count();
        var organisations = OrganisationColumn(grid, body, labels);
        if (indicators < 3 && !(organisations is not null && (tools >= 1 || targets.Any(t => t is { About: About.Total }))) && !(tools >= 2 && targets.Any(t => t is { About: About.Total })))
        {
            return false;
        }
        if (organisations is null && indicators < 3 && grid.Rows.Count - body > 4)
        {
            return false;
        }
        var yearColumns = labels.Select((l, c) => (l, c)).Where(x => ThaiText.Key(x.l) is var key && (key.StartsWith("ปี", StringComparison.Ordinal) || key.StartsWith("พศ", StringComparison.Ordinal))).Select(x => x.c).ToHashSet();
        for (var r = body; r < grid.Rows.Count; r++)
        {
            state.Budget.Check();
            ReadRow(grid.Rows[r], targets, organisations, yearColumns, grid.Index, lexicon, state);
        }
        return true;
    }

    private static void ReadRow(GridRow row, Target?[] targets, int? organisations, HashSet<int> yearColumns, int node, Lexicon lexicon, ReadingState state)
    {
        string? organisation = null;
        if (organisations is { } column)
        {
            organisation = Name(row, column);
            if (organisation is null)
            {
                return;
            }
        }
        int? year = null;
        foreach (var cell in row.Filled.Where(c => c.Column >= targets.Length || targets[c.Column] is null))
        {
            if (NotAResult().IsMatch(cell.Text))
            {
                return;
            }
            // A bare 2570 beside an organisation is a running number; beside nothing else, or under ปี, it is a year.
            if (cell.Text.Length < 40 && (organisations is null || cell.Text.Contains("ปี", StringComparison.Ordinal) || cell.Text.Contains("พ.ศ", StringComparison.Ordinal) || yearColumns.Contains(cell.Column)))
            {
                year ??= Years.InHeader(cell.Text);
            }
        }
        foreach (var cell in row.Filled)
        {
            if (cell.Column >= targets.Length || targets[cell.Column] is not { } target)
            {
                continue;
            }
            var finding = new Finding(target.About, target.Tool, target.Number, null, cell.Text, cell.At, node, Seen.Table, 0.95) { Year = year, Organisation = organisation };
            if (target.About == About.Level)
            {
                if (lexicon.LevelWhole(cell.Text) is { } level)
                {
                    state.Findings.Add(finding with { Text = level });
                }
            }
            else if (FigureText.Whole(cell.Text) is { } figure && state.Score(figure, cell.At) is { } score)
            {
                state.Findings.Add(finding with { Score = score, Text = target.About == About.Indicator ? lexicon.OfficialName(target.Number, year) : target.Tool });
            }
        }
    }

    private static string? Name(GridRow row, int column)
    {
        var cell = row.Effective(column);
        if (Organisations.WholeCell(cell.Text) is { } name)
        {
            return name;
        }
        // The kind may stand in a column of its own: อบต. | บ้านโคก.
        foreach (var other in row.Filled.Where(c => c.Column != column && c.Text.Length < 30))
        {
            if (Kind().IsMatch(other.Text) && cell.Text.Length is >= 2 and < 40 && Organisations.WholeCell(other.Text + cell.Text) is { } joined)
            {
                return joined;
            }
        }
        return null;
    }

    private static int? OrganisationColumn(Grid grid, int body, string[] labels)
    {
        for (var c = 0; c < grid.Columns; c++)
        {
            var names = 0;
            var cells = 0;
            for (var r = body; r < Math.Min(grid.Rows.Count, body + 30); r++)
            {
                var cell = grid.Rows[r].Effective(c);
                if (!cell.IsEmpty)
                {
                    cells++;
                    names += Organisations.WholeCell(cell.Text) is not null ? 1 : 0;
                }
            }
            if (names >= 1 && names * 2 >= cells)
            {
                return c;
            }
        }
        for (var c = 0; c < grid.Columns; c++)
        {
            if (OrganisationHead().IsMatch(labels[c]) && Enumerable.Range(body, grid.Rows.Count - body).Any(r => Name(grid.Rows[r], c) is not null))
            {
                return c;
            }
        }
        return null;
    }

    /// <summary>The first row with scores: two figures with decimals, or three figures that do not just count up.</summary>
    private static int FirstBodyRow(Grid grid)
    {
        for (var r = 0; r < Math.Min(grid.Rows.Count, MostHeadRows + 1); r++)
        {
            var figures = grid.Rows[r].Filled.Select(c => FigureText.Whole(c.Text)).Where(f => f is not null).Select(f => f!.Value).ToList();
            if (figures.Count(f => f.Decimals > 0) >= 2 || (figures.Count >= 3 && figures.Any(f => f.Value > 12)))
            {
                return r;
            }
        }
        return MostHeadRows + 1;
    }

    private static string[] Labels(Grid grid, int body)
    {
        var labels = new string[grid.Columns];
        Array.Fill(labels, string.Empty);
        for (var r = 0; r < body; r++)
        {
            foreach (var cell in grid.Rows[r].Filled)
            {
                var span = cell.ColumnSpan;
                // Text and CSV cannot span: an empty cell to the right of a heading is covered by it where another line of the head goes on.
                if (span == 1 && r + 1 < body)
                {
                    while (cell.Column + span < grid.Columns && grid.Rows[r][cell.Column + span].IsEmpty && !grid.Rows[r + 1][cell.Column + span].IsEmpty)
                    {
                        span++;
                    }
                }
                for (var c = cell.Column; c < Math.Min(grid.Columns, cell.Column + span); c++)
                {
                    labels[c] = labels[c].Length == 0 ? cell.Text : labels[c] + "\n" + cell.Text;
                }
            }
        }
        return labels;
    }

    private static Target? TargetOf(string label, int column, string[] labels, Lexicon lexicon)
    {
        if (label.Length == 0)
        {
            return null;
        }
        var parts = label.Split('\n');
        var last = parts[^1];
        foreach (var part in parts.Reverse())
        {
            if (lexicon.Whole(part) is { } name)
            {
                return new Target(About.Indicator, lexicon.ToolOf(name.No), name.No);
            }
        }
        var number = IndicatorNumber().Match(ThaiDigits.ToArabic(last.Replace(" ", string.Empty, StringComparison.Ordinal)));
        if (number.Success && int.Parse(number.Groups["n"].Value, System.Globalization.CultureInfo.InvariantCulture) is >= 1 and <= 10 and var no
            && (number.Groups["w"].Success || ThaiText.Key(label).Contains("ตัวชี้วัด", StringComparison.Ordinal) || CountsUp(labels, column)))
        {
            return new Target(About.Indicator, lexicon.ToolOf(no), no);
        }
        if (NotScore().IsMatch(ThaiText.Key(last)))
        {
            return null;
        }
        if (last.Length < 80 && Lexicon.ToolIn(last) is { } tool)
        {
            return new Target(About.Tool, tool, 0);
        }
        var key = ThaiText.Key(last);
        if (key.StartsWith("ระดับ", StringComparison.Ordinal) || (key.Length <= 6 && Distance.Within(key, "ระดับ", 1) <= 1) || key is "เกรด" or "level" or "grade" or "ผลการประเมิน" or "ระดับผลการประเมิน" or "แปลผล")
        {
            return new Target(About.Level, string.Empty, 0);
        }
        return TotalHead().IsMatch(key) ? new Target(About.Total, string.Empty, 0) : null;
    }

    // Columns headed 1, 2, 3 … 10.
    private static bool CountsUp(string[] labels, int column)
    {
        var plain = labels.Select(l => int.TryParse(ThaiDigits.ToArabic(l.Split('\n')[^1].Trim()), System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var n) ? n : 0).ToArray();
        return plain[column] > 0 && plain.Count(n => n is >= 1 and <= 10) >= 8 && plain.Where(n => n > 0).Distinct().Count() == plain.Count(n => n > 0);
    }

    [GeneratedRegex(@"^\s*(?<w>ตัว\s?ชี้\s?วัด\s*(?:ที่)?|ตชว\.?|ind(?:icator)?\.?)?\s*(?<n>[0-9]{1,2})\s*$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, Timeout)]
    private static partial Regex IndicatorNumber();

    [GeneratedRegex(@"^(?:คะแนน(?:รวม|เฉลี่ย|ภาพรวม|ita|ที่ได้|ประเมิน|ผลการประเมิน|เฉลี่ยรวม)?(?:ita|ปี.*|ภาพรวม)?|ภาพรวม|รวม|ผลคะแนน.*|ค่าคะแนน.*|ผลรวม|total|คะแนน.*รวม|คะแนนita.*|ita.*|เฉลี่ย|รวมคะแนน)$", RegexOptions.CultureInvariant, Timeout)]
    private static partial Regex TotalHead();

    [GeneratedRegex(@"เต็ม|น้ำหนัก|เป้าหมาย|ผลต่าง|เพิ่มขึ้น|ลดลง|อันดับ|ลำดับ|จำนวน", RegexOptions.CultureInvariant, Timeout)]
    private static partial Regex NotScore();

    [GeneratedRegex(@"^\s*(?:ค่า)?(?:คะแนนเต็ม|น้ำหนัก|ค่าน้ำหนัก|เป้าหมาย|ค่าเฉลี่ย|เฉลี่ย|สูงสุด|ต่ำสุด|ผลต่าง|เพิ่มขึ้น|ส่วนเบี่ยงเบน|รวม(?:ทั้งจังหวัด|ทั้งอำเภอ|เฉลี่ย|$))", RegexOptions.CultureInvariant, Timeout)]
    private static partial Regex NotAResult();

    [GeneratedRegex(@"หน่วยงาน|องค์กรปกครอง|อปท|อบต|เทศบาล|ชื่อ|ท้องถิ่น", RegexOptions.CultureInvariant, Timeout)]
    private static partial Regex OrganisationHead();

    [GeneratedRegex(@"^\s*(?:อบต\.?|อบจ\.?|ทต\.?|ทม\.?|ทน\.?|เทศบาล(?:ตำบล|เมือง|นคร)|องค์การบริหารส่วน(?:ตำบล|จังหวัด))\s*$", RegexOptions.CultureInvariant, Timeout)]
    private static partial Regex Kind();
}
