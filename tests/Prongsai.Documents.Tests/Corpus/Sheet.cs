using System.Text;

namespace Prongsai.Documents.Tests.Corpus;

/// <summary>A made-up paper before it has a format: headings, paragraphs and tables.</summary>
internal abstract record Element;

internal sealed record HeadingElement(string Text) : Element;

internal sealed record TextElement(string Text) : Element;

/// <summary>A table; covered cells of a span are left out of the rows, as in HTML.</summary>
internal sealed record TableElement(IReadOnlyList<IReadOnlyList<Box>> Rows, int HeadRows = 1) : Element;

internal sealed record BreakElement : Element;

/// <summary>A cell before it has a format.</summary>
internal sealed record Box(IReadOnlyList<string> Paragraphs, int Across = 1, int Down = 1)
{
    public Box(string text, int across = 1, int down = 1)
        : this([text], across, down)
    {
    }

    public static implicit operator Box(string text) => new(text);
}

/// <summary>Renders a paper as text: tab tables, pipe tables, CSV.</summary>
internal static class PlainRendering
{
    public static byte[] Text(IReadOnlyList<Element> elements)
    {
        var text = new StringBuilder();
        foreach (var element in elements)
        {
            switch (element)
            {
                case HeadingElement heading:
                    text.AppendLine(heading.Text);
                    break;
                case TextElement paragraph:
                    text.AppendLine(paragraph.Text).AppendLine();
                    break;
                case TableElement table:
                    text.AppendLine();
                    foreach (var row in Grid(table))
                    {
                        text.AppendLine(string.Join('\t', row.Select(c => c is null ? string.Empty : string.Join(' ', c.Paragraphs))));
                    }
                    text.AppendLine();
                    break;
                case BreakElement:
                    text.AppendLine().AppendLine();
                    break;
            }
        }
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    /// <summary>
    /// Text as it comes out of narrow columns: a blank wherever a line of the cell ended, also inside words; now and then a head whose
    /// letters stand apart.
    /// </summary>
    public static byte[] Wrapped(IReadOnlyList<Element> elements, Random random)
    {
        return Text([.. elements.Select(e => e is not TableElement table ? e : table with
        {
            Rows = [.. table.Rows.Select((row, r) => (IReadOnlyList<Box>)[.. row.Select(box => box with
            {
                Paragraphs = [.. box.Paragraphs.Select(p => r < table.HeadRows && random.Next(4) == 0 ? string.Join(' ', p.ToCharArray().Select(c => c.ToString())) : Wrap(p, random.Next(13, 22)))],
            })])],
        })]);
    }

    private static string Wrap(string text, int width)
    {
        if (text.Length < width || text.Any(char.IsAsciiDigit) || text.Any(c => c is >= '\u0E50' and <= '\u0E59') && text.Length < 40)
        {
            return text;
        }
        var wrapped = new StringBuilder();
        var column = 0;
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            var isMark = c is '\u0E31' or '\u0E33' or (>= '\u0E34' and <= '\u0E3A') or (>= '\u0E47' and <= '\u0E4E') or 'ะ' or 'า' or 'ำ';
            var afterLead = i > 0 && text[i - 1] is >= 'เ' and <= 'ไ';
            var digit = c is (>= '0' and <= '9') or (>= '\u0E50' and <= '\u0E59') or '.' or ')';
            if (column >= width && !isMark && !afterLead && !digit && c != ' ' && i > 0 && text[i - 1] is not (' ' or '.' or ')' or '('))
            {
                wrapped.Append(' ');
                column = 0;
            }
            wrapped.Append(c);
            column += isMark ? 0 : 1;
        }
        return wrapped.ToString();
    }

    public static byte[] Markdown(IReadOnlyList<Element> elements)
    {
        var text = new StringBuilder();
        foreach (var element in elements)
        {
            switch (element)
            {
                case HeadingElement heading:
                    text.AppendLine("**" + heading.Text + "**").AppendLine();
                    break;
                case TextElement paragraph:
                    text.AppendLine(paragraph.Text).AppendLine();
                    break;
                case TableElement table:
                    text.AppendLine();
                    foreach (var (row, i) in Grid(table).Select((r, i) => (r, i)))
                    {
                        text.AppendLine("| " + string.Join(" | ", row.Select(c => c is null ? string.Empty : c.Paragraphs.Count == 1 ? c.Paragraphs[0] : string.Concat(c.Paragraphs.Select(p => $"<p>{p}</p>")))) + " |");
                        if (i == 0)
                        {
                            text.AppendLine("|" + string.Concat(Enumerable.Repeat("---|", row.Length)));
                        }
                    }
                    text.AppendLine();
                    break;
                case BreakElement:
                    text.AppendLine();
                    break;
            }
        }
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    public static byte[] Csv(IReadOnlyList<Element> elements)
    {
        var text = new StringBuilder();
        foreach (var element in elements)
        {
            switch (element)
            {
                case HeadingElement heading:
                    text.Append(Quote(heading.Text)).Append('\n');
                    break;
                case TextElement paragraph:
                    text.Append(Quote(paragraph.Text)).Append('\n');
                    break;
                case TableElement table:
                    foreach (var row in Grid(table))
                    {
                        text.Append(string.Join(',', row.Select(c => c is null ? string.Empty : Quote(string.Join('\n', c.Paragraphs))))).Append('\n');
                    }
                    break;
                case BreakElement:
                    text.Append('\n');
                    break;
            }
        }
        return [0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(text.ToString())];
    }

    /// <summary>The table with a place for every cell; null where a span covers it.</summary>
    public static List<Box?[]> Grid(TableElement table)
    {
        var width = table.Rows.Max(r => r.Sum(c => c.Across));
        var grid = table.Rows.Select(_ => new Box?[width]).ToList();
        var taken = table.Rows.Select(_ => new bool[width]).ToList();
        for (var r = 0; r < table.Rows.Count; r++)
        {
            var column = 0;
            foreach (var box in table.Rows[r])
            {
                while (column < width && taken[r][column])
                {
                    column++;
                }
                if (column >= width)
                {
                    break;
                }
                grid[r][column] = box;
                for (var down = 0; down < box.Down && r + down < grid.Count; down++)
                {
                    for (var across = 0; across < box.Across && column + across < width; across++)
                    {
                        taken[r + down][column + across] = true;
                    }
                }
                column += box.Across;
            }
        }
        return grid;
    }

    private static string Quote(string text) => text.AsSpan().IndexOfAny(",\"\n") >= 0 ? "\"" + text.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"" : text;
}
