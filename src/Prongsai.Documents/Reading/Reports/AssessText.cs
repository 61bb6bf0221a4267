using System.Globalization;
using System.Text;
using Prongsai.Documents.Reading.Extraction;
using Prongsai.Domain;
using Prongsai.Domain.Assessment;
using Prongsai.Domain.Papers;

namespace Prongsai.Documents.Reading.Reports;

/// <summary>The readable form of what was read (<c>prongsai read</c>) and checked (<c>prongsai assess</c>): Thai tables whose columns stand straight.</summary>
public static class AssessText
{
    private const int TitleWidth = 58;

    /// <summary>What was read, with where each figure stood.</summary>
    public static void Read(TextWriter to, AssessedFile file)
    {
        ArgumentNullException.ThrowIfNull(to);
        ArgumentNullException.ThrowIfNull(file);
        foreach (var assessed in file.Papers)
        {
            Head(to, assessed);
            Table(to, ["ที่", "ตัวชี้วัด", "คะแนน", "พบที่"], "<<><", assessed.Paper.Indicators.Select(i => new[]
            {
                Whole(i.No), i.Name + (i.Distance > 0 && ThaiText.Key(i.PrintedName) != ThaiText.Key(i.Name) ? $" (พิมพ์ว่า {ThaiText.Fit(i.PrintedName, 40)})" : string.Empty), Score(i.Score), Where(i.At),
            }));
            Table(to, ["รหัส", "ข้อ", "คะแนน", "พบที่"], "<<><", assessed.Paper.Questions.Select(q => new[] { q.Code, ThaiText.Fit(q.Text, TitleWidth), Score(q.Score), Where(q.At) })
                .Concat(assessed.Paper.Items.Select(i => new[] { i.Code, ThaiText.Fit(i.Title, TitleWidth), Score(i.Score), Where(i.At) })));
            Measures(to, assessed.Paper);
            Problems(to, assessed.Paper.Problems);
        }
    }

    /// <summary>What was read and whether it adds up.</summary>
    public static void Assess(TextWriter to, AssessedFile file)
    {
        ArgumentNullException.ThrowIfNull(to);
        ArgumentNullException.ThrowIfNull(file);
        foreach (var assessed in file.Papers)
        {
            Head(to, assessed);
            if (assessed.Verification is { } verification && assessed.HasFigures)
            {
                Table(to, ["รายการ", "พิมพ์ไว้", "คำนวณได้", "ผล"], "<>><", verification.Steps.Where(s => s.Printed is not null || s.Computed is not null).Select(s => new[]
                {
                    Name(s.Target, assessed), Score(s.Printed), Score(s.Rounded), Verdict(s.Verdict),
                }).Append(["ระดับ", assessed.Paper.Level?.Value ?? "–", verification.Level.Computed?.Name ?? "–", Verdict(verification.Level.Verdict)]));
                foreach (var suspect in verification.Suspects.Where(s => s.Rank <= 3))
                {
                    var readings = suspect.Level is { } level
                        ? $"ระดับ {level.Printed} น่าจะเป็น {level.Suggested.Name}"
                        : string.Join(" และ ", suspect.Readings.Select(r => $"{r.Target} {Score(r.Printed)} น่าจะเป็น {Score(r.Suggested)}"));
                    to.WriteLine($"  ข้อสันนิษฐานที่ {Whole(suspect.Rank)}: {readings} (ทำให้ {string.Join(", ", suspect.Explains)} ตรงกัน)");
                }
                foreach (var people in verification.Respondents.Where(r => r.IsTelling && r.Fits.Count > 0))
                {
                    to.WriteLine($"  ผู้ตอบ {people.Tool} น่าจะมี {Whole(people.Fits[0])} คน (มาตราส่วน {people.Scale})");
                }
                to.WriteLine();
            }
            Measures(to, assessed.Paper);
            Problems(to, assessed.Paper.Problems);
        }
    }

    /// <summary>Problems of the file itself, one line each.</summary>
    public static void FileProblems(TextWriter to, PaperReading reading)
    {
        ArgumentNullException.ThrowIfNull(to);
        ArgumentNullException.ThrowIfNull(reading);
        foreach (var problem in reading.Problems)
        {
            to.WriteLine($"{reading.File}: {problem.Message}");
        }
    }

    private static void Head(TextWriter to, AssessedPaper assessed)
    {
        var paper = assessed.Paper;
        to.WriteLine($"{assessed.File} ส่วนที่ {paper.Part}");
        to.WriteLine("  หน่วยงาน: " + (paper.Organisations.Count == 0 ? "ไม่พบ" : string.Join(", ", paper.Organisations.Select(o => string.Create(CultureInfo.InvariantCulture, $"{o.Name} ({o.Count} แห่ง)")))));
        to.WriteLine("  ปีงบประมาณ: " + (paper.Year is { } year ? Whole(year.Value) : "ไม่พบ") + "  ประเภท: " + Kinds(paper.Kind));
        if (assessed.HasFigures)
        {
            to.WriteLine($"  คะแนนรวม: {Score(paper.Total?.Value)}  ระดับ: {paper.Level?.Value ?? "–"}");
        }
        to.WriteLine();
    }

    private static void Measures(TextWriter to, Paper paper)
    {
        Table(to, ["ที่", "มาตรการ", "ขั้นตอน", "ผู้รับผิดชอบ", "ระยะเวลา"], "<<><<", paper.Measures.Select((m, i) => new[]
        {
            m.No ?? Whole(i + 1), ThaiText.Fit(m.Title.Replace('\n', ' '), TitleWidth), Whole(m.Steps.Count), ThaiText.Fit(string.Join(", ", m.Units), 36),
            m.Period is { From: { } from, To: { } till } ? $"{ThaiDate.Short(from)} – {ThaiDate.Short(till)}" : m.Period?.Text ?? "–",
        }));
    }

    private static void Problems(TextWriter to, IReadOnlyList<ReadProblem> problems)
    {
        foreach (var problem in problems)
        {
            to.WriteLine($"  {problem.Severity switch { ProblemSeverity.Error => "ผิดพลาด", ProblemSeverity.Warning => "โปรดตรวจ", _ => "หมายเหตุ" }}: {problem.Message}{(problem.At is { } at && Where(at).Length > 0 ? $" ({Where(at)})" : string.Empty)}");
        }
        if (problems.Count > 0)
        {
            to.WriteLine();
        }
    }

    private static void Table(TextWriter to, string[] head, string align, IEnumerable<string[]> rows)
    {
        var all = rows.ToList();
        if (all.Count == 0)
        {
            return;
        }
        var widths = head.Select((h, c) => Math.Max(ThaiText.Width(h), all.Max(r => ThaiText.Width(r[c])))).ToArray();
        Row(to, head, widths, align);
        to.WriteLine("  " + string.Join("  ", widths.Select(w => new string('─', w))));
        foreach (var row in all)
        {
            Row(to, row, widths, align);
        }
        to.WriteLine();
    }

    private static void Row(TextWriter to, string[] cells, int[] widths, string align)
    {
        var line = new StringBuilder("  ");
        for (var c = 0; c < cells.Length; c++)
        {
            var pad = new string(' ', widths[c] - ThaiText.Width(cells[c]));
            line.Append(align[c] == '>' ? pad + cells[c] : cells[c] + pad);
            line.Append(c + 1 < cells.Length ? "  " : string.Empty);
        }
        to.WriteLine(line.ToString().TrimEnd());
    }

    private static string Name(string target, AssessedPaper assessed) => target switch
    {
        Target.Total => "คะแนนรวม",
        _ when Target.IndicatorNo(target) is { } no => $"{Whole(no)} {assessed.Rulebook?.IndicatorNo(no)?.Name}",
        _ => target,
    };

    private static string Kinds(string kind) => string.Join(" + ", kind.Split('+').Select(k => k switch
    {
        "analysis" => "การวิเคราะห์ผลการประเมิน",
        "measures-plan" => "มาตรการ",
        "measures-report" => "รายงานผลตามมาตรการ",
        "memo" => "บันทึกข้อความ",
        _ => "ผลการประเมิน",
    }));

    private static string Verdict(Verdict verdict) => verdict switch
    {
        Domain.Assessment.Verdict.Agrees => "ตรงกัน",
        Domain.Assessment.Verdict.Differs => "ไม่ตรง",
        _ => "ตรวจไม่ได้",
    };

    internal static string Where(Place at)
    {
        var parts = new List<string>();
        Add("หน้า", at.Page);
        if (at.Sheet is { } sheet)
        {
            parts.Add($"แผ่น {sheet}");
        }
        Add("ตาราง", at.Table);
        Add("แถว", at.Row);
        Add("คอลัมน์", at.Column);
        Add("บรรทัด", at.Line);
        return string.Join(' ', parts);

        void Add(string word, int? number)
        {
            if (number is { } n)
            {
                parts.Add(word + " " + Whole(n));
            }
        }
    }

    private static string Whole(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Score(decimal? score) => score is { } s ? s.ToString("0.00##", CultureInfo.InvariantCulture) : "–";
}
