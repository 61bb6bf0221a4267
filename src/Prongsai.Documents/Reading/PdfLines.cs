using System.Text;

namespace Prongsai.Documents.Reading;

/// <summary>A piece of a line without a wide gap in it.</summary>
internal sealed record PdfSegment(string Text, double Left, double Right);

/// <summary>Words that stand on one line, parted where the gap is wide.</summary>
internal sealed class PdfLine(List<PdfSegment> segments, double top, double bottom, double letter)
{
    public List<PdfSegment> Segments { get; } = segments;

    public double Top { get; } = top;

    public double Bottom { get; } = bottom;

    /// <summary>The usual height of a word's box on this line.</summary>
    public double Letter { get; } = letter;

    public double Middle => (Top + Bottom) / 2;

    public double Left => Segments[0].Left;

    public double Right => Segments[^1].Right;

    public string Text => string.Join('\t', Segments.Select(s => s.Text));
}

/// <summary>Puts the words of a PDF together again: marks to their letters, words to lines, lines to paragraphs.</summary>
internal static class PdfLines
{
    /// <summary>In letter heights: between the gap after a narrowed ป with its mark (0.08) and a real space (0.2 and more).</summary>
    public const double SpaceGap = 0.16;

    // Words that begin a new unit of text in official papers, so a line that starts with one is not run into the line before.
    private static readonly string[] s_starters = ["อำเภอ", "จังหวัด", "ประจำปี", "สำนัก", "กอง", "ฝ่าย", "หน่วย", "ตำบล", "ตัวชี้วัด", "ประเด็น"];

    /// <summary>Lines from top to bottom. A gap wider than <paramref name="wideGap"/> letter heights parts segments.</summary>
    public static List<PdfLine> Build(IEnumerable<PdfWord> source, double wideGap = 1.05, double spaceGap = SpaceGap)
    {
        var words = AttachMarks(source.Where(w => w.Height > 0.5).ToList());
        var rows = new List<List<PdfWord>>();
        foreach (var word in words.OrderBy(w => w.Middle).ThenBy(w => w.Left))
        {
            // Among the last lines, the one whose middle is nearest.
            List<PdfWord>? best = null;
            var nearest = double.MaxValue;
            for (var i = rows.Count - 1; i >= 0 && i >= rows.Count - 4; i--)
            {
                var first = rows[i][0];
                var distance = Math.Abs(rows[i].Average(w => w.Middle) - word.Middle);
                if (distance < 0.3 * Math.Min(first.Height, word.Height) && distance < nearest)
                {
                    best = rows[i];
                    nearest = distance;
                }
            }
            if (best is null)
            {
                rows.Add([word]);
            }
            else if (best.Count < 2_000)
            {
                best.Add(word);
            }
        }
        return [.. rows.Select(r => Line(r, wideGap, spaceGap)).OrderBy(l => l.Middle)];
    }

    /// <summary>A mark that the file places by itself belongs to the letter that ends where the mark stands.</summary>
    private static List<PdfWord> AttachMarks(List<PdfWord> words)
    {
        var marks = words.Where(w => w.Text.All(ThaiTextRepair.IsMark)).ToList();
        if (marks.Count == 0)
        {
            return words;
        }
        var letters = words.Where(w => !w.Text.All(ThaiTextRepair.IsMark)).OrderBy(w => w.Middle).ToList();
        foreach (var mark in marks)
        {
            PdfWord? best = null;
            var nearest = double.MaxValue;
            foreach (var word in letters)
            {
                if (word.Middle > mark.Middle + mark.Height)
                {
                    break;
                }
                if (Math.Abs(word.Middle - mark.Middle) > 0.5 * word.Height)
                {
                    continue;
                }
                // Its letter ends a little before it; a word that ends after it can only be meant when nothing else is near.
                var past = mark.Left - word.Right;
                var distance = past >= -0.02 * word.Height ? past : -past * 3;
                if (distance < nearest && distance < 0.6 * word.Height)
                {
                    best = word;
                    nearest = distance;
                }
            }
            if (best is not null)
            {
                best.Text += mark.Text;
            }
        }
        return letters;
    }

    private static PdfLine Line(List<PdfWord> row, double wideGap, double spaceGap)
    {
        row.Sort((a, b) => a.Left.CompareTo(b.Left));
        var letter = row.Select(w => w.Height).Order().ElementAt(row.Count / 2);
        var narrow = NarrowGap(row, letter, spaceGap);
        var segments = new List<PdfSegment>();
        var text = new StringBuilder();
        var left = row[0].Left;
        var right = row[0].Left;
        foreach (var word in row)
        {
            var gap = word.Left - right;
            if (text.Length > 0 && gap > wideGap * letter)
            {
                segments.Add(new PdfSegment(ThaiTextRepair.Repair(text.ToString()), left, right));
                text.Clear();
                left = word.Left;
            }
            else if (text.Length > 0 && gap > (char.IsAscii(text[^1]) && char.IsAscii(word.Text[0]) ? 0.06 * letter : narrow)
                && !ThaiTextRepair.CannotBegin(word.Text[0]) && !ThaiTextRepair.IsLeadingVowel(text[^1]))
            {
                text.Append(' ');
            }
            text.Append(word.Text);
            right = Math.Max(right, word.Right);
        }
        segments.Add(new PdfSegment(ThaiTextRepair.Repair(text.ToString()), left, right));
        return new PdfLine(segments, row.Min(w => w.Top), row.Max(w => w.Bottom), letter);
    }

    /// <summary>The gap from which a space is meant. Spaced-out text (a distributed line, a wide heading) has gaps between all its letters.</summary>
    private static double NarrowGap(List<PdfWord> row, double letter, double spaceGap)
    {
        var usual = spaceGap * letter;
        if (row.Count < 5 || row.Count(w => w.Text.Length <= 4) * 5 < row.Count * 4)
        {
            return usual;
        }
        var gaps = row.Zip(row.Skip(1), (a, b) => b.Left - a.Right).Where(g => g > 0 && g < letter).Order().ToList();
        if (gaps.Count < 4)
        {
            return usual;
        }
        var middle = gaps[gaps.Count / 2];
        return Math.Max(usual, Math.Min(middle * 1.5, 0.9 * letter));
    }

    /// <summary>
    /// Lines of one block to paragraphs: a line that runs to the right edge goes on in the next one, unless that begins with a number,
    /// a bullet or a word that begins a unit of its own.
    /// </summary>
    public static List<string> Join(IReadOnlyList<PdfLine> lines, double right)
    {
        var paragraphs = new List<StringBuilder>();
        for (var i = 0; i < lines.Count; i++)
        {
            var text = string.Join(' ', lines[i].Segments.Select(s => s.Text));
            if (i > 0 && Continues(lines[i - 1], lines[i], text, right, paragraphs[^1]))
            {
                Append(paragraphs[^1], text);
            }
            else
            {
                paragraphs.Add(new StringBuilder(text));
            }
        }
        return [.. paragraphs.Select(p => ThaiTextRepair.Repair(p.ToString())).Where(p => p.Length > 0)];
    }

    /// <summary>Runs a wrapped line into the text before it. Thai has no space there; Latin has.</summary>
    public static void Append(StringBuilder before, string text)
    {
        var last = before.Length > 0 ? before[^1] : ' ';
        if (last is not (' ' or '/' or '-' or '(') && !(ThaiTextRepair.IsThai(last) && text.Length > 0 && ThaiTextRepair.IsThai(text[0])) && !(last == '.' && text.Length > 0 && ThaiTextRepair.IsThai(text[0])))
        {
            before.Append(' ');
        }
        before.Append(text);
    }

    /// <summary>Whether a line begins with a number, a letter with a bracket, or a bullet.</summary>
    public static bool BeginsItem(string text)
    {
        var i = 0;
        while (i < text.Length && i < 8 && (char.IsDigit(text[i]) || text[i] == '.'))
        {
            i++;
        }
        if (i > 0 && i < text.Length)
        {
            return text[i - 1] == '.' || text[i] is ')' or '.';
        }
        return text.Length > 0 && (text[0] is '-' or '–' or '•' or '●' or '➢' or '*' or '✓' or '☐' or '(' || (text.Length > 1 && text[1] == ')'));
    }

    private static bool Continues(PdfLine before, PdfLine line, string text, double right, StringBuilder soFar)
    {
        if (text.Length > 0 && ThaiTextRepair.CannotBegin(text[0]))
        {
            return true;
        }
        if (BeginsItem(text) || line.Top - before.Bottom > 0.7 * line.Letter || soFar.Length > 20_000)
        {
            return false;
        }
        // In Thai a line may break at any word, so the first word of the next line is short: a line that leaves room for it was ended on purpose.
        var room = right - before.Right;
        return room < 2.2 * before.Letter && !Array.Exists(s_starters, s => text.StartsWith(s, StringComparison.Ordinal));
    }
}
