using System.Text.RegularExpressions;
using Prongsai.Domain.Papers;

namespace Prongsai.Documents.Reading.Extraction;

/// <summary>
/// Reads advice tied to an indicator: tables of ตัวชี้วัด and ประเด็นที่ควรพัฒนา/ปรับปรุง, and sentences "(IIT) การใช้อำนาจ มีข้อเสนอแนะดังนี้ …".
/// </summary>
internal static partial class AdviceReader
{
    private const int Timeout = 1000;
    private const int ShortestAdvice = 18;

    public static void Read(Grid grid, Lexicon lexicon, string? tool, List<(ReadAdvice Advice, int Node)> found)
    {
        int? best = null;
        foreach (var row in grid.Rows.Take(3))
        {
            var heads = row.Filled.Where(c => AdviceHead().IsMatch(ThaiText.Key(c.Text)) && c.Text.Length < 90).ToList();
            if (heads.Count > 0)
            {
                best = heads[^1].Column;
                break;
            }
        }
        foreach (var row in grid.Rows)
        {
            var filled = row.Filled.ToList();
            if (filled.Count == 1)
            {
                tool = Lexicon.ToolIn(filled[0].Text) ?? tool;
                continue;
            }
            var name = filled.FirstOrDefault(c => FigureText.Whole(c.Text) is null && lexicon.Whole(c.Text) is not null);
            if (name is null)
            {
                tool = filled.Where(c => c.Text.Length < 120).Select(c => Lexicon.ToolIn(c.Text)).FirstOrDefault(t => t is not null) ?? tool;
                continue;
            }
            var texts = filled.Where(c => c != name && c.Column > name.Column && c.Text.Length >= ShortestAdvice && FigureText.Whole(c.Text) is null && lexicon.Whole(c.Text) is null && Lexicon.ToolIn(c.Text) is null or { Length: 0 } || (c != name && best is { } col && c.Column == col && c.Text.Length >= ShortestAdvice)).ToList();
            if (texts.Count == 0)
            {
                continue;
            }
            var text = texts.FirstOrDefault(c => c.Column == best) ?? (best is null && Head(grid) ? texts[^1] : null);
            if (text is null)
            {
                continue;
            }
            var match = lexicon.Whole(name.Text)!.Value;
            found.Add((new ReadAdvice(lexicon.ToolOf(match.No), match.No, Lexicon.Core(name.Text).Trim(), Bare(text.Paragraphs), text.At with { Text = ThaiText.Fit(text.Text, 200) }), grid.Index));
        }
    }

    /// <summary>A sentence that gives advice on one indicator.</summary>
    public static void Read(Line line, Lexicon lexicon, List<(ReadAdvice Advice, int Node)> found)
    {
        var match = Sentence().Match(line.Text);
        if (!match.Success || match.Groups["text"].Value.Length < ShortestAdvice)
        {
            return;
        }
        var lead = line.Text[..match.Groups["lead"].Length];
        var names = lexicon.In(Keyed.Of(lead));
        if (names.Count == 0)
        {
            return;
        }
        var name = names[^1];
        found.Add((new ReadAdvice(lexicon.ToolOf(name.No), name.No, lead[name.Start..name.End], match.Groups["text"].Value.Trim(), line.At with { Text = ThaiText.Fit(line.Text, 200) }), line.Index));
    }

    /// <summary>A row that is the head of a table of indicators and advice.</summary>
    public static bool IsHead(GridRow row)
    {
        var filled = row.Filled.Where(c => c.Text.Length < 90).Select(c => ThaiText.Key(c.Text)).ToList();
        return filled.Count >= 2 && filled[0].StartsWith("ตัวชี้วัด", StringComparison.Ordinal) && filled[0].Length < 30 && filled.Skip(1).Any(k => AdviceHead().IsMatch(k) || k.StartsWith("ประเด็น", StringComparison.Ordinal));
    }

    private static bool Head(Grid grid) => grid.Rows.Take(3).Any(r => r.Filled.Any(c => ThaiText.Key(c.Text).StartsWith("ตัวชี้วัด", StringComparison.Ordinal)));

    private static string Bare(IReadOnlyList<string> paragraphs)
    {
        var text = NarrowColumn.Unwrap(string.Join('\n', paragraphs));
        return text.TrimStart('-', '–', '•', ' ');
    }

    [GeneratedRegex(@"ควรพัฒนา|ต้องพัฒนา|ปรับปรุง|แก้ไข(?!ปัญหา)|ข้อเสนอแนะ|แนวทาง|ข้อบกพร่อง|จุดอ่อน", RegexOptions.CultureInvariant, Timeout)]
    private static partial Regex AdviceHead();

    [GeneratedRegex(@"^(?<lead>.{6,220}?)(?:มี)?(?:ข้อเสนอแนะ|แนวทาง(?:การ)?(?:พัฒนา|ปรับปรุง|แก้ไข))(?:ดังนี้|ดังต่อไปนี้|คือ|\s*:)\s*(?<text>.+)$", RegexOptions.CultureInvariant | RegexOptions.Singleline, Timeout)]
    private static partial Regex Sentence();
}

/// <summary>Reads the texts under the seven issues: ข้อบกพร่อง/ข้อปรับปรุง, การพัฒนา, การรักษาระดับ.</summary>
internal sealed partial class IssueReader(Lexicon lexicon)
{
    private const int Timeout = 1000;
    private (int? No, string Name, int? Issue)? _issue;
    private string? _open;

    public List<(ReadIssueText Text, int Node)> Found { get; } = [];

    public List<ReadProblem> Problems { get; } = [];

    public void Read(Node node)
    {
        switch (node)
        {
            case Line line:
                ReadLine(line.Text, line.At, line.Index);
                break;
            case Grid grid:
                foreach (var row in grid.Rows)
                {
                    var filled = row.Filled.ToList();
                    if (filled.Count == 0)
                    {
                        continue;
                    }
                    if (filled.Count == 1)
                    {
                        ReadLine(filled[0].Text, filled[0].At, grid.Index);
                        continue;
                    }
                    if (KindOf(filled[0].Text) is { } kind && _issue is not null)
                    {
                        Add(kind, string.Join('\n', filled.Skip(1).Select(c => c.Text)), filled[1].At, grid.Index);
                        _open = null;
                    }
                    else
                    {
                        Heading(filled[0].Text, filled[0].At);
                    }
                }
                break;
        }
    }

    private void ReadLine(string text, Place at, int node)
    {
        if (Heading(text, at))
        {
            _open = null;
            return;
        }
        if (_issue is null)
        {
            return;
        }
        var match = Label().Match(text);
        if (match.Success)
        {
            var kind = KindOf(match.Groups["label"].Value)!;
            var rest = match.Groups["rest"].Value.Trim();
            if (rest.Length > 0)
            {
                Add(kind, rest, at, node);
                _open = null;
            }
            else
            {
                _open = kind;
            }
        }
        else if (_open is { } open)
        {
            Add(open, text, at, node);
            _open = null;
        }
    }

    private bool Heading(string text, Place at)
    {
        var match = IssueHeading().Match(text);
        if (!match.Success || text.Length > 220)
        {
            return false;
        }
        var name = match.Groups["name"].Value.Trim(' ', ':', '.', '-', '–');
        var issue = lexicon.IssueOf(name);
        if (issue is null && name.Length < 12)
        {
            return false;
        }
        var no = int.Parse(Domain.ThaiDigits.ToArabic(match.Groups["n"].Value), System.Globalization.CultureInfo.InvariantCulture);
        _issue = (no, name, issue);
        if (issue is { } expected && no != expected && !Problems.Any(p => p.Code == "issue-number" && p.Message.Contains(name, StringComparison.Ordinal)))
        {
            Problems.Add(ReadingProblems.IssueNumber(name, no, expected, at));
        }
        return true;
    }

    private void Add(string kind, string text, Place at, int node)
    {
        if (_issue is { } issue && text.Length > 2 && Found.Count < 2000)
        {
            Found.Add((new ReadIssueText(issue.No, issue.Issue, issue.Name, kind, NarrowColumn.Unwrap(text), at with { Text = ThaiText.Fit(text, 200) }), node));
        }
    }

    private static string? KindOf(string label)
    {
        var key = ThaiText.Key(label);
        if (key.Length > 40)
        {
            return null;
        }
        return key.StartsWith("ข้อบกพร่อง", StringComparison.Ordinal) || key.StartsWith("ข้อปรับปรุง", StringComparison.Ordinal) || key.StartsWith("จุดบกพร่อง", StringComparison.Ordinal) ? "flaw"
            : key.StartsWith("การพัฒนา", StringComparison.Ordinal) || key.StartsWith("ข้อที่ต้องพัฒนา", StringComparison.Ordinal) || key.StartsWith("ข้อควรพัฒนา", StringComparison.Ordinal) ? "develop"
            : key.StartsWith("การรักษาระดับ", StringComparison.Ordinal) || key.StartsWith("ข้อที่ต้องรักษาระดับ", StringComparison.Ordinal) || key.StartsWith("รักษาระดับ", StringComparison.Ordinal) ? "keep"
            : null;
    }

    [GeneratedRegex(@"^\s*(?:[0-9๐-๙]{1,2}(?:\.[0-9๐-๙]{1,2})?[.)]?\s*)?ประเด็น(?:ที่|\s)\s*(?<n>[1-9๑-๙])\s*[.:)]?\s*(?<name>\D.{5,})$", RegexOptions.CultureInvariant, Timeout)]
    private static partial Regex IssueHeading();

    [GeneratedRegex(@"^\s*(?:[-–•➢]\s*|\(?[0-9๐-๙]{1,2}[.)]\s*)?(?<label>(?:ข้อบกพร่อง(?:\s*/\s*ข้อปรับปรุง)?|ข้อปรับปรุง|การพัฒนา|ข้อที่ต้องพัฒนา|การรักษาระดับ|ข้อที่ต้องรักษาระดับ))\s*[:：]\s*(?<rest>.*)$", RegexOptions.CultureInvariant | RegexOptions.Singleline, Timeout)]
    private static partial Regex Label();
}
