using System.Text;

namespace Prongsai.Documents.Reading.Extraction;

/// <summary>
/// Text that was wrapped in a narrow column comes out with a space at each line's end, also inside words. Thai writes no space between
/// words, so a space that only ended a line is taken out again; one inside a line stays. Where a line ended is found from the widths:
/// a line was full when the next piece would not have fitted the column. No dictionary is used.
/// </summary>
internal static class NarrowColumn
{
    private const int WidestLine = 34;

    /// <summary>Paragraphs or lines of a cell as one line: nothing between two Thai letters, else a space.</summary>
    public static string Join(IReadOnlyList<string> paragraphs)
    {
        switch (paragraphs.Count)
        {
            case 0:
                return string.Empty;
            case 1:
                return paragraphs[0];
        }
        var text = new StringBuilder();
        foreach (var paragraph in paragraphs)
        {
            if (text.Length > 0)
            {
                text.Append(' ');
            }
            text.Append(paragraph);
        }
        return text.ToString();
    }

    /// <summary>Two parts of one text that a line or page break cut: nothing between Thai letters or digits, else a space.</summary>
    public static string Mend(string first, string rest)
    {
        if (first.Length == 0 || rest.Length == 0)
        {
            return first + rest;
        }
        var (last, next) = (first[^1], rest[0]);
        var inWord = (ThaiText.IsThaiLetter(last) && ThaiText.IsThaiLetter(next)) || (IsFigure(last) && IsFigure(next));
        return inWord ? first + rest : first + " " + rest;
    }

    private static bool IsFigure(char c) => c is '.' or (>= '0' and <= '9') or (>= '\u0E50' and <= '\u0E59');

    /// <summary>The widest piece between spaces: the least width the column had.</summary>
    public static int Widest(string text)
    {
        var widest = 0;
        foreach (var range in text.AsSpan().SplitAny(' ', '\n'))
        {
            widest = Math.Max(widest, ThaiText.Width(text[range]));
        }
        return widest;
    }

    /// <summary>The text without the spaces that only ended a line.</summary>
    /// <param name="text">The text of one cell.</param>
    /// <param name="column">The widest piece of the whole column, where it is known.</param>
    public static string Unwrap(string text, int column = 0)
    {
        var pieces = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (pieces.Length < 2)
        {
            return text;
        }
        var widest = pieces.Max(ThaiText.Width);
        var total = ThaiText.Width(text);
        if (widest > WidestLine || widest < 3)
        {
            return JoinBroken(pieces, [.. Enumerable.Repeat(false, pieces.Length)]);
        }
        var ends = LineEnds(pieces, pieces.Length < 4 ? Math.Max(widest, column) : widest, out var fill);
        // Some cells of a column may have been joined by hand; among them a cell needs more evidence that its lines are full.
        var isWrapped = column > WidestLine ? fill >= 0.72 && ends.Count(e => e) >= 4 : total >= 2 * widest ? fill >= 0.6 : column > 0 && pieces.Length < 4 ? widest * 2 > column : pieces.Length == 2 && ThaiText.Width(pieces[0]) is >= 6 and <= 24 && ThaiText.Width(pieces[1]) <= ThaiText.Width(pieces[0]) + 4;
        return JoinBroken(pieces, isWrapped ? ends : [.. Enumerable.Repeat(false, pieces.Length)]);
    }

    /// <summary>Fills lines of the width as a word processor does; true where a piece ended a line. Fill is how full the ended lines were.</summary>
    private static bool[] LineEnds(string[] pieces, int width, out double fill)
    {
        var ends = new bool[pieces.Length];
        var line = ThaiText.Width(pieces[0]);
        var (full, lines) = (0, 0);
        for (var i = 1; i < pieces.Length; i++)
        {
            var next = ThaiText.Width(pieces[i]);
            if (line + 1 + next <= width)
            {
                line += 1 + next;
                continue;
            }
            ends[i - 1] = true;
            full += line;
            lines++;
            line = next;
        }
        fill = lines == 0 ? 0 : full / (double)(lines * width);
        return ends;
    }

    private static string JoinBroken(string[] pieces, bool[] ends)
    {
        var text = new StringBuilder();
        for (var i = 0; i < pieces.Length; i++)
        {
            text.Append(pieces[i]);
            if (i + 1 == pieces.Length)
            {
                break;
            }
            var (last, first) = (pieces[i][^1], pieces[i + 1][0]);
            var inWord = ThaiText.IsThaiLetter(last) && ThaiText.IsThaiLetter(first);
            if (!(ends[i] && inWord))
            {
                text.Append(' ');
            }
        }
        return text.ToString();
    }
}
