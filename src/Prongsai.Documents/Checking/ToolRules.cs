using System.Text.RegularExpressions;
using Prongsai.Documents.Reading.Extraction;
using Prongsai.Domain.Papers;

namespace Prongsai.Documents.Checking;

/// <summary>A tool's letters beside another tool's name: EIT called internal.</summary>
internal sealed partial class ToolMislabelled : CheckRule
{
    public override string Name => "tool-mislabelled";

    public override IEnumerable<CheckFinding> Find(CheckContext paper)
    {
        foreach (var piece in paper.Pieces)
        {
            foreach (Match match in Mislabelled().Matches(piece.Text))
            {
                var (name, letters) = (match.Groups["n"].Value, match.Groups["t"].Value.ToUpperInvariant());
                var tool = letters.StartsWith("INT", StringComparison.Ordinal) ? "IIT" : letters.StartsWith("EXT", StringComparison.Ordinal) ? "EIT" : letters.StartsWith("OPEN", StringComparison.Ordinal) ? "OIT" : letters;
                var named = name.StartsWith("ภายใน", StringComparison.Ordinal) ? "IIT" : name.StartsWith("ภายนอก", StringComparison.Ordinal) ? "EIT" : "OIT";
                if (tool != named)
                {
                    var right = paper.Lexicon.Nearest(paper.Paper.Year?.Value)?.Tool(tool).Name ?? tool;
                    yield return Error($"เครื่องมือ {tool} เขียนชื่อผิดเป็น \"{ThaiText.Fit(match.Value.Trim(), 70)}\"", $"{tool} คือ {right}", piece.At with { Text = MisspeltWords.Around(piece.Text, match.Index, match.Index + match.Length) }, $"แก้เป็น \"{right} ({tool})\"");
                }
            }
        }
    }

    [GeneratedRegex(@"(?:ผู้มีส่วนได้(?:ส่วน)?เสีย|บุคลากร|บุคคล|การรับรู้)(?<n>ภายในหน่วยงาน|ภายใน|ภายนอกหน่วยงาน|ภายนอก)\s*[(\[]?\s*(?<t>IIT|EIT|OIT|Internal|External|Open)(?![a-z])|(?<n>การเปิดเผยข้อมูลสาธารณะ)\s*[(\[]?\s*(?<t>IIT|EIT|OIT|Internal|External|Open)(?![a-z])", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, 1000)]
    private static partial Regex Mislabelled();
}

/// <summary>An indicator in the part of a table that belongs to another tool.</summary>
internal sealed class IndicatorUnderWrongTool : CheckRule
{
    public override string Name => "indicator-under-wrong-tool";

    public override IEnumerable<CheckFinding> Find(CheckContext paper)
    {
        var reported = new HashSet<int>();
        foreach (var grid in paper.Nodes.OfType<Grid>())
        {
            string? tool = null;
            foreach (var row in grid.Rows)
            {
                var named = row.Filled.Where(c => c.Text.Length < 130).Select(c => Lexicon.ToolIn(c.Text)).FirstOrDefault(t => t is not null);
                tool = named ?? tool;
                foreach (var cell in row.Filled)
                {
                    if (tool is not null && named != string.Empty && cell.Text.Length < 110 && paper.Lexicon.Whole(cell.Text) is { Distance: <= 3 } match && paper.Lexicon.ToolOf(match.No) is var own && own != tool
                        && Lexicon.ToolIn(cell.Text) is null && reported.Add(match.No))
                    {
                        yield return Error($"ตัวชี้วัด {paper.Lexicon.OfficialName(match.No, paper.Paper.Year?.Value)} อยู่ในส่วนของ {tool} แต่เป็นของ {own}", "แต่ละตัวชี้วัดเป็นของเครื่องมือเดียว",
                            cell.At with { Table = cell.At.Table ?? grid.At.Table, Row = cell.At.Row ?? row.At.Row, Text = cell.Text }, $"ย้ายไปไว้ในส่วนของ {own} หรือแก้ชื่อเครื่องมือ");
                    }
                }
            }
        }
    }
}

/// <summary>An analysis by indicator that leaves a tool out, or prints no scores.</summary>
internal sealed class ToolMissing : CheckRule
{
    public override string Name => "tool-missing";

    public override IReadOnlyList<string> Names => [Name, "no-scores"];

    public override IEnumerable<CheckFinding> Find(CheckContext paper)
    {
        var advised = paper.Paper.Advice.Where(a => a.Indicator is not null).ToList();
        if (advised.Select(a => a.Indicator).Distinct().Count() < 3)
        {
            yield break;
        }
        var tools = advised.Select(a => a.Tool).ToHashSet(StringComparer.Ordinal);
        string[] all = ["IIT", "EIT", "OIT"];
        var missing = all.Where(t => !tools.Contains(t)).ToList();
        if (missing.Count > 0)
        {
            yield return Warning($"การวิเคราะห์รายตัวชี้วัดไม่มีเครื่องมือ {string.Join(" และ ", missing)}", "การประเมินใช้สามเครื่องมือ ต้องวิเคราะห์ให้ครบ", advised[0].At, $"เพิ่มการวิเคราะห์ตัวชี้วัดของ {string.Join(" และ ", missing)}");
        }
        if (!paper.HasScores)
        {
            yield return Warning("วิเคราะห์ผลการประเมินรายตัวชี้วัดโดยไม่แสดงคะแนน", "ผู้อ่านตรวจไม่ได้ว่าตัวชี้วัดใดสูงหรือต่ำ", advised[0].At, "ใส่คะแนนรายตัวชี้วัดและคะแนนรวมจากระบบ ITAS") with { Rule = "no-scores" };
        }
    }
}

/// <summary>Names of indicators: misspelt ones, and one indicator under two names.</summary>
internal sealed class IndicatorNames : CheckRule
{
    private const int MostEdits = 4;

    public override string Name => "indicator-two-names";

    public override IReadOnlyList<string> Names => [Name, "indicator-name-misspelt"];

    public override IEnumerable<CheckFinding> Find(CheckContext paper)
    {
        var printed = paper.Paper.Indicators.Select(i => (i.No, Name: i.PrintedName, i.At))
            .Concat(paper.Paper.Advice.Where(a => a.Indicator is not null).Select(a => (No: a.Indicator!.Value, Name: a.IndicatorName, a.At)))
            .Concat(paper.NamedLists.SelectMany(l => l.Listed).Select(l => (l.No, Name: Lexicon.Core(l.At.Text).Trim(), l.At.At)))
            .Where(n => ThaiText.Key(n.Name).Length >= 6);
        foreach (var group in printed.GroupBy(n => n.No).OrderBy(g => g.Key))
        {
            var official = paper.Lexicon.OfficialName(group.Key, paper.Paper.Year?.Value);
            var accepted = Accepted(paper, group.Key).ToList();
            var names = group.DistinctBy(n => ThaiText.Key(n.Name)).ToList();
            var good = new List<(int No, string Name, Place At)>();
            foreach (var name in names)
            {
                var key = ThaiText.Key(name.Name);
                var edits = accepted.Min(a => Distance.Within(key, a, MostEdits));
                if (edits is > 0 and <= MostEdits && !(paper.Document.Format == "pdf" && Bare(key) == Bare(ThaiText.Key(official))))
                {
                    yield return Warning($"ชื่อตัวชี้วัด \"{name.Name}\" ไม่ตรงกับชื่อทางการ", $"ตัวชี้วัดที่ {CheckContext.Number(group.Key)} คือ {official}", name.At with { Text = name.Name }, $"แก้เป็น \"{official}\"") with { Rule = "indicator-name-misspelt" };
                }
                else
                {
                    good.Add(name);
                }
            }
            if (good.Count > 1)
            {
                yield return Warning($"ตัวชี้วัดที่ {CheckContext.Number(group.Key)} เรียกหลายชื่อ: {string.Join(" และ ", good.Select(g => $"\"{ThaiText.Fit(g.Name, 60)}\""))}", "ผู้อ่านอาจเข้าใจว่าเป็นคนละตัวชี้วัด", good[1].At with { Text = good[1].Name }, $"ใช้ชื่อ \"{official}\" ให้ตรงกันทั้งฉบับ") with { AlsoAt = [good[0].At] };
            }
        }
    }

    private static string Bare(string key) => string.Concat(key.Where(c => !ThaiText.IsMark(c)));

    private static IEnumerable<string> Accepted(CheckContext paper, int no)
    {
        foreach (var indicator in paper.Books.Select(b => b.IndicatorNo(no)).OfType<Domain.Rules.Indicator>())
        {
            yield return ThaiText.Key(indicator.Name);
            foreach (var name in paper.Data.Indicators.FirstOrDefault(i => i.Kind == indicator.Kind)?.Accept ?? [])
            {
                yield return ThaiText.Key(name);
            }
        }
    }
}

/// <summary>An indicator explained with what another one measures.</summary>
internal sealed partial class DescribedAsAnother : CheckRule
{
    private const int LeastTopics = 3;
    private const int LongestDescription = 1200;

    public override string Name => "indicator-described-as-another";

    public override IEnumerable<CheckFinding> Find(CheckContext paper)
    {
        var book = paper.Book ?? paper.Lexicon.Nearest(paper.Paper.Year?.Value);
        if (book is null)
        {
            yield break;
        }
        var topics = book.Indicators.ToDictionary(i => i.No, i => (paper.Data.Indicators.FirstOrDefault(d => d.Kind == i.Kind)?.Topics ?? []).Concat(i.SubIndicators.Select(s => s.Name)).Select(ThaiText.Key).Where(t => t.Length >= 8).Distinct().ToList());
        foreach (var (no, text, at) in Descriptions(paper))
        {
            var key = ThaiText.Key(text);
            var counts = topics.ToDictionary(t => t.Key, t => t.Value.Count(w => key.Contains(w, StringComparison.Ordinal)));
            var other = counts.Where(c => c.Key != no).MaxBy(c => c.Value);
            if (other.Value >= LeastTopics && counts.GetValueOrDefault(no) * 3 <= other.Value)
            {
                yield return Warning($"คำอธิบายของตัวชี้วัด \"{paper.Lexicon.OfficialName(no, paper.Paper.Year?.Value)}\" เป็นเรื่องของตัวชี้วัด \"{paper.Lexicon.OfficialName(other.Key, paper.Paper.Year?.Value)}\"",
                    $"พบ {CheckContext.Number(other.Value)} ประเด็นที่เป็นของตัวชี้วัดนั้น และ {CheckContext.Number(counts.GetValueOrDefault(no))} ประเด็นของตัวชี้วัดนี้", at, "ใช้คำอธิบายของตัวชี้วัดตามคู่มือการประเมิน");
            }
        }
    }

    private static IEnumerable<(int No, string Text, Place At)> Descriptions(CheckContext paper)
    {
        foreach (var piece in paper.Lines.Where(p => p.Text.Length > 80))
        {
            var begun = new List<(int No, int Index, int Length)>();
            foreach (Match match in Defines().Matches(piece.Text))
            {
                var lead = piece.Text[Math.Max(0, match.Index - 60)..match.Index];
                var names = paper.Lexicon.In(Keyed.Of(lead));
                if (names.Count > 0 && lead.Length - names[^1].End <= 12)
                {
                    begun.Add((names[^1].No, match.Index, match.Length));
                }
            }
            for (var i = 0; i < begun.Count; i++)
            {
                var end = Math.Min(i + 1 < begun.Count ? begun[i + 1].Index : piece.Text.Length, begun[i].Index + LongestDescription);
                yield return (begun[i].No, piece.Text[begun[i].Index..end], piece.At with { Text = MisspeltWords.Around(piece.Text, begun[i].Index, begun[i].Index + begun[i].Length) });
            }
        }
        foreach (var grid in paper.Nodes.OfType<Grid>())
        {
            var column = grid.Rows.Take(2).SelectMany(r => r.Filled).FirstOrDefault(c => c.Text.Length < 60 && IsDefinition(c.Text))?.Column;
            foreach (var row in column is null ? [] : grid.Rows)
            {
                var name = row.Filled.Where(c => c.Column != column && c.Text.Length < 110).Select(c => paper.Lexicon.Whole(c.Text)).FirstOrDefault(m => m is not null);
                if (name is { } match && row[column!.Value] is { IsEmpty: false } cell && cell.Text.Length > 60)
                {
                    yield return (match.No, cell.Text, cell.At with { Table = cell.At.Table ?? grid.At.Table, Row = cell.At.Row ?? row.At.Row, Line = cell.At.Line ?? row.At.Line, Text = ThaiText.Fit(cell.Text, 120) });
                }
            }
        }
    }

    private static bool IsDefinition(string head)
    {
        var key = ThaiText.Key(head);
        return key.StartsWith("ประเด็นการประเมิน", StringComparison.Ordinal) || key.Contains("คำอธิบาย", StringComparison.Ordinal) || key.Contains("นิยาม", StringComparison.Ordinal) || key.Contains("ความหมาย", StringComparison.Ordinal);
    }

    [GeneratedRegex(@"(?:เป็นตัวชี้วัด|เป็นการประเมิน|หมายถึง|มีวัตถุประสงค์เพื่อประเมิน|เป็นการวัด|ประเมินจาก)", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Defines();
}
