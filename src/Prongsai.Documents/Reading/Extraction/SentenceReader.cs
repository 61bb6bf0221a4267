using System.Text.RegularExpressions;
using Prongsai.Domain;
using Prongsai.Domain.Papers;

namespace Prongsai.Documents.Reading.Extraction;

/// <summary>
/// Finds figures in running text and lists: "ตัวชี้วัด… ได้คะแนน 80.37", "1) การใช้อำนาจ : 83.18 คะแนน", "คะแนนภาพรวม 85.2 ระดับ A".
/// A figure belongs to the name that stands last before it; thresholds, ranges and comparisons are left alone.
/// </summary>
internal static partial class SentenceReader
{
    private const int Timeout = 1000;
    private const int FarthestName = 90;

    /// <summary>Reads one line into the state. True when a figure or level was found.</summary>
    public static bool Read(string text, Place at, int node, Lexicon lexicon, ReadingState state, bool inTable = false)
    {
        if (text.Length is 0 or > 8000)
        {
            return false;
        }
        // Digits are one character in either script, so positions hold for both texts.
        at = at with { Text = text.Length > 200 ? text[..200] : text };
        text = ThaiDigits.ToArabic(text);
        var before = state.Findings.Count;
        var seen = inTable ? Seen.Table : text.Length < 110 ? Seen.List : Seen.Prose;
        if (TakeWaiting(text, at, node, lexicon, state))
        {
            return true;
        }
        var tail = state.Tail is { } last && last.Node == node - 1 ? last.Text : null;
        state.Tail = null;
        var figures = FigureText.All(text).Where(f => IsScoreHere(text, f)).ToList();
        if (!inTable && text.Length > 60)
        {
            state.Tail = (text[Math.Max(figures.Count > 0 ? figures[^1].End : 0, text.Length - 80)..], node);
        }
        if (text.Length < 300 && figures.Count == 1 && Coded(text, figures[0], at, node, state, seen))
        {
            return true;
        }
        if (figures.Count > 0)
        {
            Figures(text, tail, figures, at, node, lexicon, state, seen);
        }
        Levels(text, at, node, lexicon, state, seen, figures.Count > 0);
        if (state.Findings.Count == before && text.Length < 90 && figures.Count == 0)
        {
            Await(text, at, node, lexicon, state);
        }
        return state.Findings.Count > before;
    }

    private static void Figures(string text, string? tail, List<FoundFigure> figures, Place at, int node, Lexicon lexicon, ReadingState state, Seen seen)
    {
        var names = lexicon.In(Keyed.Of(text), fuzzy: text.Contains("ตัวชี้วัด", StringComparison.Ordinal));
        if (names.Count == 0 && text.Length < 110 && lexicon.Whole(text) is { } whole)
        {
            names.Add(whole with { Start = 0, End = figures[0].Start });
        }
        if (tail is not null && lexicon.In(Keyed.Of(tail + text[..figures[0].Start])) is [.., var torn] && torn.Start < tail.Length && torn.End > tail.Length)
        {
            // The name began on the line before.
            names.RemoveAll(n => n.Start < torn.End - tail.Length);
            names.Insert(0, torn with { Start = 0, End = torn.End - tail.Length });
        }
        var from = 0;
        foreach (var figure in figures)
        {
            var start = from;
            from = figure.End;
            var place = text.Length > 200 ? at with { Text = text[Math.Max(0, figure.Start - 120)..Math.Min(text.Length, figure.End + 10)] } : at;
            var name = names.LastOrDefault(n => n.Start >= start && n.End <= figure.Start);
            if (name.No != 0 && figure.Start - name.End <= FarthestName && !Compares().IsMatch(text[name.End..figure.Start]))
            {
                Add(state, new Finding(About.Indicator, lexicon.ToolOf(name.No), name.No, null, text[name.Start..name.End], place, node, seen, seen == Seen.Prose ? 0.7 : 0.9)
                {
                    Distance = name.Distance,
                    Year = YearBetween(text, name.End, figure.Start),
                }, figure);
                continue;
            }
            var segment = text[start..figure.Start];
            if (Compares().IsMatch(segment.Length > 60 ? segment[^60..] : segment))
            {
                continue;
            }
            var tool = ToolBefore(segment);
            if (tool is not null)
            {
                Add(state, new Finding(About.Tool, tool, 0, null, tool, place, node, seen, 0.8) { Year = YearBetween(text, start, figure.Start) }, figure);
                continue;
            }
            if (TotalWeight(text, segment, figure) is > 0 and var weight)
            {
                Add(state, new Finding(About.Total, string.Empty, 0, null, "คะแนนรวม", place, node, seen, weight) { Year = YearBetween(text, start, figure.Start) }, figure);
            }
        }
    }

    private static void Add(ReadingState state, Finding finding, FoundFigure figure)
    {
        if (state.Score(figure, finding.At) is { } score)
        {
            state.Findings.Add(finding with { Score = score });
        }
    }

    // A line that begins with a code and ends with its figure: "O12 ข้อมูลสถิติการให้บริการ 100 คะแนน".
    private static bool Coded(string text, FoundFigure figure, Place at, int node, ReadingState state, Seen seen)
    {
        if (!LetterCode().IsMatch(text) || Codes.Read(text, state.Tool) is not { HasLetter: true, Tool: { } tool } code || text.Length - figure.End > 12)
        {
            return false;
        }
        var body = text[..figure.Start].TrimEnd(' ', ':', '=', '-', '–', '(', '.');
        var rest = Codes.Read(body, state.Tool) is { } again ? again.Rest : code.Rest;
        rest = ScoreWord().Replace(rest, string.Empty).Trim(' ', ':', '=', '-', '–', '.');
        if (rest.Length < 2 || rest.Any(char.IsAsciiDigit) && rest.Length < 4)
        {
            return false;
        }
        var finding = new Finding(tool == "OIT" ? About.Item : About.Question, tool, code.Number, null, rest, at, node, seen, 0.9);
        state.Findings.Add(finding with { Score = state.Score(figure, at) });
        return true;
    }

    private static void Levels(string text, Place at, int node, Lexicon lexicon, ReadingState state, Seen seen, bool withFigure)
    {
        var levels = new List<(string Printed, double Weight)>();
        foreach (Match match in LevelLead().Matches(text))
        {
            if (lexicon.LevelAt(text, match.Index + match.Length) is { } level)
            {
                levels.Add((level.Printed, match.Groups["weak"].Success ? 0.4 : 0.7));
            }
        }
        var distinct = levels.Select(l => ThaiText.Key(l.Printed)).Distinct().Count();
        // A line that lists levels is the key to them, not a result.
        if (distinct is 0 or > 2 || (distinct == 2 && Legend().IsMatch(text)))
        {
            return;
        }
        var weight = levels[0].Weight + (withFigure ? 0.2 : 0) + (seen == Seen.Prose ? 0 : 0.05);
        state.Findings.Add(new Finding(About.Level, string.Empty, 0, null, levels[0].Printed, at, node, seen, weight));
    }

    // "การใช้อำนาจ" or "คะแนนภาพรวม" alone on a line, its figure on the next: score cards.
    private static void Await(string text, Place at, int node, Lexicon lexicon, ReadingState state)
    {
        if (lexicon.Whole(text) is { Distance: <= 3 } name)
        {
            state.Waiting = (new Finding(About.Indicator, lexicon.ToolOf(name.No), name.No, null, text, at, node, Seen.List, 0.75) { Distance = name.Distance }, node);
        }
        else if (TotalLabel().IsMatch(text))
        {
            state.Waiting = (new Finding(About.Total, string.Empty, 0, null, text, at, node, Seen.List, 0.7), node);
        }
        else if (LevelLabel().IsMatch(text))
        {
            state.Waiting = (new Finding(About.Level, string.Empty, 0, null, text, at, node, Seen.List, 0.7), node);
        }
        else if (text.Length < 40 && Lexicon.ToolIn(text) is { } tool && text.Contains("คะแนน", StringComparison.Ordinal))
        {
            state.Waiting = (new Finding(About.Tool, tool, 0, null, text, at, node, Seen.List, 0.7), node);
        }
    }

    private static bool TakeWaiting(string text, Place at, int node, Lexicon lexicon, ReadingState state)
    {
        if (state.Waiting is not { } waiting)
        {
            return false;
        }
        state.Waiting = null;
        if (node - waiting.Node > 1)
        {
            return false;
        }
        if (waiting.Waiting.About == About.Level)
        {
            if (lexicon.LevelWhole(text) is { } level)
            {
                state.Findings.Add(waiting.Waiting with { Text = level, At = at });
                return true;
            }
            return false;
        }
        if (FigureText.Whole(text) is { } figure && (figure.Decimals > 0 || figure.HasUnit || figure.Value == 100))
        {
            Add(state, waiting.Waiting with { At = at }, figure);
            return true;
        }
        return false;
    }

    /// <summary>A figure that may be a score: with decimals or with words around it that say so, and not a threshold, a range or a share of people.</summary>
    private static bool IsScoreHere(string text, FoundFigure figure)
    {
        var lead = text[Math.Max(0, figure.Start - 26)..figure.Start];
        var tail = text[figure.End..Math.Min(text.Length, figure.End + 24)];
        if (figure.Decimals == 0 && !figure.HasUnit && !AnnouncesScore().IsMatch(lead))
        {
            return false;
        }
        if (figure.Decimals == 1 && !figure.HasUnit && SectionNumber().IsMatch(lead))
        {
            return false;
        }
        return !Threshold().IsMatch(lead) && !RangeTail().IsMatch(tail) && !(figure.Decimals == 0 && NotScoreTail().IsMatch(tail));
    }

    private static string? ToolBefore(string segment)
    {
        var near = segment.Length > 120 ? segment[^120..] : segment;
        var matches = ToolCode().Matches(near);
        if (matches.Count > 0)
        {
            var last = matches[^1];
            var gap = near[(last.Index + last.Length)..];
            return gap.Length <= 60 && ToolGap().IsMatch(gap) ? last.Value.ToUpperInvariant() : null;
        }
        return near.Length < 110 && ScoreWord().IsMatch(near) ? Lexicon.ToolIn(near) : null;
    }

    /// <summary>How sure a figure is the total: 0 when it is not.</summary>
    private static double TotalWeight(string text, string segment, FoundFigure figure)
    {
        var near = segment.Length > 170 ? segment[^170..] : segment;
        var weight = 0.0;
        if (TotalStrong().IsMatch(near))
        {
            weight = 0.7;
        }
        else if (TotalMiddle().IsMatch(near))
        {
            weight = 0.5;
        }
        else
        {
            return 0;
        }
        weight += text.Contains("ระดับ", StringComparison.Ordinal) ? 0.1 : 0;
        weight += figure.Decimals == 2 ? 0.05 : 0;
        weight += figure.HasUnit ? 0.05 : 0;
        return Math.Min(weight, 0.95);
    }

    private static int? YearBetween(string text, int start, int end) => end > start ? Years.Before(text[start..end], end - start) : null;

    [GeneratedRegex(@"^\s*(?:ข้อ(?:ที่)?\s*)?(?:[iIeEoOlL]\s?\.?\s?[0-9๐-๙]|[0๐][0-9๐-๙]|1[๐-๙])", RegexOptions.CultureInvariant, Timeout)]
    private static partial Regex LetterCode();

    [GeneratedRegex(@"(?:ได้|มี|เท่ากับ|=)?\s*(?:ค่า)?คะแนน(?:ที่ได้)?|ร้อยละ|เฉลี่ย", RegexOptions.CultureInvariant, Timeout)]
    private static partial Regex ScoreWord();

    [GeneratedRegex(@"(?:คะแนน|ร้อยละ|เท่ากับ|ได้|ที่|[:=])\s*$", RegexOptions.CultureInvariant, Timeout)]
    private static partial Regex AnnouncesScore();

    [GeneratedRegex(@"(?:มากกว่า|น้อยกว่า|ต่ำกว่า|สูงกว่า|ไม่ต่ำกว่า|ไม่น้อยกว่า|ตั้งแต่|เกินกว่า|เกิน|ไม่ถึง|ระหว่าง|ช่วง|เต็ม|เป้าหมาย|ค่าเป้าหมาย|อย่างน้อย|น้ำหนัก|ผลต่าง|เพิ่มขึ้น|ลดลง|[<>≥≤])\s*(?:ร้อยละ|คะแนน|เท่ากับ|\(|จำนวน)?\s*$|[0-9]\s*(?:-|–|—|ถึง)\s*$", RegexOptions.CultureInvariant, Timeout)]
    private static partial Regex Threshold();

    [GeneratedRegex(@"^\s*(?:คะแนน|%)?\s*(?:(?:-|–|—|ถึง)\s*[0-9๐-๙]|ขึ้นไป|ลงมา)", RegexOptions.CultureInvariant, Timeout)]
    private static partial Regex RangeTail();

    [GeneratedRegex(@"^\s*(?:คน|ราย|ข้อ|ตัวชี้วัด|ประเด็น|เครื่องมือ|หน่วยงาน|แห่ง|วัน|เดือน|ปี|บาท|ครั้ง|โครงการ|เรื่อง|ชั่วโมง)", RegexOptions.CultureInvariant, Timeout)]
    private static partial Regex NotScoreTail();

    [GeneratedRegex(@"(?:^|ข้อ|ตัวชี้วัดย่อย(?:ที่)?|ตัวชี้วัดที่)\s*$", RegexOptions.CultureInvariant, Timeout)]
    private static partial Regex SectionNumber();

    [GeneratedRegex(@"เพิ่มขึ้น|ลดลง|สูงกว่า|ต่ำกว่า|มากกว่า|น้อยกว่า|ผลต่าง|เป้าหมาย|น้ำหนัก|คะแนนเต็ม|เกณฑ์", RegexOptions.CultureInvariant, Timeout)]
    private static partial Regex Compares();

    [GeneratedRegex(@"(?<![A-Za-z])(?:IIT|EIT|OIT|iit|eit|oit)(?![A-Za-z])", RegexOptions.CultureInvariant, Timeout)]
    private static partial Regex ToolCode();

    [GeneratedRegex(@"^\s*[)\]]?\s*(?:[:=–-]|ได้|มี|คิดเป็น|คะแนน|ค่าคะแนน|เฉลี่ย|รวม|ร้อยละ|เท่ากับ|ที่|\s|[0-9]*%?)*$", RegexOptions.CultureInvariant, Timeout)]
    private static partial Regex ToolGap();

    [GeneratedRegex(@"(?:คะแนน(?:ผล)?(?:การประเมิน)?(?:ใน)?ภาพรวม|ภาพรวม(?:ของ)?(?:หน่วยงาน|ทั้งหมด)?[^0-9]{0,100}(?:คะแนน|:|=|ร้อยละ)|คะแนน(?:เฉลี่ย)?รวม|รวมคะแนน|คะแนนเฉลี่ยภาพรวม|ผลการประเมิน[^0-9]{0,140}(?:คะแนน|ร้อยละ)|คะแนนผลการประเมิน|ผลคะแนน(?:ประเมิน|การประเมิน|รวม|เฉลี่ย|\s*ITA)|คะแนน(?:การ)?ประเมิน|คะแนน\s*(?:เฉลี่ย)?\s*\(?ITA\)?|ITA\s*[Ss]core)[^0-9]{0,130}$", RegexOptions.CultureInvariant, Timeout)]
    private static partial Regex TotalStrong();

    [GeneratedRegex(@"(?:คะแนนที่ได้|ได้คะแนน|ได้รับคะแนน|มีคะแนน|มีค่าคะแนน|ค่าคะแนน(?:เฉลี่ย)?|คะแนนเฉลี่ย|ผลคะแนน|คะแนนเท่ากับ|คะแนน\s*[:=])(?![^0-9]*(?:สูงสุด|ต่ำสุด|สูงที่สุด|น้อยที่สุด|ต่ำที่สุด))[^0-9]{0,60}$", RegexOptions.CultureInvariant, Timeout)]
    private static partial Regex TotalMiddle();

    [GeneratedRegex(@"^(?:[0-9๐-๙]{1,2}[.)]\s*)?(?:ผล)?(?:คะแนน(?:ผลการประเมิน)?(?:ใน)?(?:ภาพรวม|รวม|เฉลี่ยรวม|เฉลี่ย)|ผลการประเมิน(?:ภาพรวม|ในภาพรวม)|คะแนนรวม|คะแนน\s*ITA|ITA Score)", RegexOptions.CultureInvariant, Timeout)]
    private static partial Regex TotalLabel();

    [GeneratedRegex(@"^(?:[0-9๐-๙]{1,2}[.)]\s*)?(?:ระดับ(?:ผลการประเมิน|คะแนน|ผลคะแนน|ที่ได้)?|ผลการประเมินระดับ|อยู่ในระดับ|เกรด)\s*:?\s*$", RegexOptions.CultureInvariant, Timeout)]
    private static partial Regex LevelLabel();

    [GeneratedRegex(@"(?:ระดับ\s*(?:ผลการประเมิน|ผลคะแนน|คะแนน|คุณภาพ|คุณธรรมและความโปร่งใส)?\s*(?:ของหน่วยงาน|ที่ได้รับ|ที่ได้)?\s*(?:อยู่ที่|อยู่ใน|คือ|เป็น|เท่ากับ|ได้แก่)?\s*(?:ระดับ)?)|(?<weak>(?:ผลการประเมิน|เกรด|[Gg]rade|[Rr]ating|[Ll]evel|อยู่ในเกณฑ์|ผลประเมิน|ผล)\s*(?:ที่ได้|คือ|อยู่ที่)?\s*[:=]\s*|(?:เกรด|[Gg]rade|[Rr]ating|อยู่ในเกณฑ์)\s*)", RegexOptions.CultureInvariant, Timeout)]
    private static partial Regex LevelLead();

    [GeneratedRegex(@"[0-9๐-๙]\s*(?:-|–|—|ถึง)\s*[0-9๐-๙]|ขึ้นไป|เกณฑ์|หมายถึง", RegexOptions.CultureInvariant, Timeout)]
    private static partial Regex Legend();
}
