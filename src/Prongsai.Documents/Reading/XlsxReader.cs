using System.Text.RegularExpressions;
using System.Xml;

namespace Prongsai.Documents.Reading;

/// <summary>
/// Excel workbooks (.xlsx, .xlsm), read as a stream sheet by sheet; hidden sheets are left out. Numbers come as the sheet shows them.
/// A reader of our own, because the sizes a workbook claims (columns, rows, shared texts) must be bounded before memory is given to them.
/// </summary>
internal static partial class XlsxReader
{
    internal const int MaxColumns = 500;
    private const int MaxSheets = 200;
    private const int MaxMerged = 50_000;

    public static void Read(byte[] bytes, BlockSink sink)
    {
        using var zip = new ZipContainer(bytes, sink.Limits, FileKind.Xlsx);
        if (zip.Names.Any(n => n.EndsWith("vbaProject.bin", StringComparison.OrdinalIgnoreCase)))
        {
            sink.Tell(ReadProblems.Macros());
        }
        var walk = new XmlWalk(sink);
        var targets = Targets(zip, walk);
        var (sheets, from1904) = Sheets(zip, walk);
        var formats = CellFormats.Load(zip, walk, from1904);
        var shared = SharedTexts(zip, walk, sink);
        foreach (var (name, id) in sheets.Take(MaxSheets))
        {
            if (sink.Full)
            {
                return;
            }
            if (targets.TryGetValue(id, out var part) && zip.Xml(part) is { } xml)
            {
                using (xml)
                {
                    Sheet(xml, name, shared, formats, sink.Limits.ShowLinks ? walk.WebTargets(zip, part) : [], walk, sink);
                }
            }
        }
    }

    private static Dictionary<string, string> Targets(ZipContainer zip, XmlWalk walk)
    {
        var targets = new Dictionary<string, string>(StringComparer.Ordinal);
        using var xml = zip.Xml("xl/_rels/workbook.xml.rels");
        if (xml?.MoveToContent() == XmlNodeType.Element)
        {
            walk.Children(xml, name =>
            {
                if (XmlWalk.Attribute(xml, "Id") is { } id && XmlWalk.Attribute(xml, "Target") is { } target
                    && XmlWalk.Attribute(xml, "TargetMode") != "External" && (XmlWalk.Attribute(xml, "Type") ?? string.Empty).EndsWith("/worksheet", StringComparison.Ordinal))
                {
                    targets[id] = target.StartsWith('/') ? target.TrimStart('/') : "xl/" + target;
                }
            });
        }
        return targets;
    }

    private static (List<(string Name, string Id)> Sheets, bool From1904) Sheets(ZipContainer zip, XmlWalk walk)
    {
        var sheets = new List<(string, string)>();
        var from1904 = false;
        using var xml = zip.Xml("xl/workbook.xml") ?? throw new UnreadableFileException(ReadProblems.Damaged(FileFormat.ThaiName(FileKind.Xlsx)));
        xml.MoveToContent();
        walk.Children(xml, name =>
        {
            if (name == "workbookPr")
            {
                from1904 = XmlWalk.Attribute(xml, "date1904") is "1" or "true";
            }
            else if (name == "sheets")
            {
                walk.Children(xml, _ =>
                {
                    if (XmlWalk.Attribute(xml, "state") is null or "visible" && xml.GetAttribute("name") is { } sheet && xml.GetAttribute("id", xml.LookupNamespace("r") ?? string.Empty) is { } id)
                    {
                        sheets.Add((TextCleaner.Collapse(TextCleaner.Clean(sheet)), id));
                    }
                });
            }
        });
        return (sheets, from1904);
    }

    private static List<string> SharedTexts(ZipContainer zip, XmlWalk walk, BlockSink sink)
    {
        var texts = new List<string>();
        long characters = 0;
        using var xml = zip.Xml("xl/sharedStrings.xml");
        if (xml?.MoveToContent() != XmlNodeType.Element)
        {
            return texts;
        }
        walk.Children(xml, name =>
        {
            if (name != "si")
            {
                return;
            }
            // Beyond the limit a text keeps its number but not its words.
            var text = characters > sink.Limits.MaxCharacters * 2L || texts.Count > 1_000_000 ? string.Empty : RichText(xml, walk);
            if (characters > sink.Limits.MaxCharacters * 2L)
            {
                sink.Tell(ReadProblems.TooMuchText(sink.Limits.MaxCharacters));
            }
            characters += text.Length;
            if (texts.Count <= 1_000_000)
            {
                texts.Add(text);
            }
        });
        return texts;
    }

    /// <summary>The text of an si or is element, without phonetic readings.</summary>
    private static string RichText(XmlReader xml, XmlWalk walk)
    {
        var parts = new List<string>();
        walk.Children(xml, name =>
        {
            if (name == "t")
            {
                parts.Add(walk.Text(xml));
            }
            else if (name == "r")
            {
                walk.Children(xml, child =>
                {
                    if (child == "t")
                    {
                        parts.Add(walk.Text(xml));
                    }
                });
            }
        });
        return TextCleaner.Clean(string.Concat(parts).Replace("_x000D_", string.Empty, StringComparison.Ordinal)).Trim();
    }

    private static void Sheet(XmlReader xml, string sheet, List<string> shared, CellFormats formats, Dictionary<string, string> links, XmlWalk walk, BlockSink sink)
    {
        var rows = new List<(int Number, List<string> Cells)>();
        var merged = new Dictionary<(int, int), (int, int)>();
        var linked = new List<((int Row, int Column) At, string Address)>();
        long cells = 0;
        long characters = 0;
        xml.MoveToContent();
        walk.Children(xml, name =>
        {
            if (name == "sheetData")
            {
                walk.Children(xml, child =>
                {
                    if (child == "row" && cells <= sink.Limits.MaxCells && characters <= sink.Limits.MaxCharacters)
                    {
                        var number = XmlWalk.Number(xml, "r") ?? (rows.Count > 0 ? rows[^1].Number + 1 : 1);
                        var row = Row(xml, shared, formats, walk, sink);
                        cells += row.Count;
                        characters += row.Sum(c => (long)c.Length);
                        rows.Add((number, row));
                    }
                });
            }
            else if (name == "hyperlinks" && links.Count > 0)
            {
                walk.Children(xml, _ =>
                {
                    if (linked.Count < 10_000 && XmlWalk.Attribute(xml, "id") is { } id && links.TryGetValue(id, out var address) && Reference((XmlWalk.Attribute(xml, "ref") ?? "").Split(':')[0]) is { } at)
                    {
                        linked.Add((at, address));
                    }
                });
            }
            else if (name == "mergeCells")
            {
                walk.Children(xml, _ =>
                {
                    if (merged.Count < MaxMerged && XmlWalk.Attribute(xml, "ref")?.Split(':') is [var a, var b] && Reference(a) is { } first && Reference(b) is { } last
                        && last.Row >= first.Row && last.Column >= first.Column)
                    {
                        merged[first] = (last.Row - first.Row + 1, last.Column - first.Column + 1);
                    }
                });
            }
        });
        var numbered = linked.Count == 0 ? [] : rows.DistinctBy(r => r.Number).ToDictionary(r => r.Number, r => r.Cells);
        foreach (var (at, address) in linked)
        {
            if (numbered.TryGetValue(at.Row, out var row) && at.Column <= row.Count && !row[at.Column - 1].Contains(address, StringComparison.Ordinal))
            {
                row[at.Column - 1] += " " + address;
            }
        }
        var blocks = new SheetBlocks(sink, sheet) { Merged = merged };
        foreach (var (number, cellsOfRow) in rows.OrderBy(r => r.Number))
        {
            if (sink.Full)
            {
                return;
            }
            blocks.Row(new SheetRow(number, null, cellsOfRow));
        }
        blocks.End();
    }

    private static List<string> Row(XmlReader xml, List<string> shared, CellFormats formats, XmlWalk walk, BlockSink sink)
    {
        var cells = new List<string>();
        walk.Children(xml, name =>
        {
            if (name != "c")
            {
                return;
            }
            var column = XmlWalk.Attribute(xml, "r") is { } reference && Reference(reference) is { } at ? at.Column : cells.Count + 1;
            var type = XmlWalk.Attribute(xml, "t");
            var style = XmlWalk.Number(xml, "s") ?? 0;
            string? value = null, inline = null, formula = null;
            walk.Children(xml, child =>
            {
                if (child == "v")
                {
                    value = walk.Text(xml);
                }
                else if (child == "is")
                {
                    inline = RichText(xml, walk);
                }
                else if (child == "f" && sink.Limits.ShowLinks)
                {
                    formula = walk.Text(xml);
                }
            });
            if (column > MaxColumns)
            {
                sink.Tell(ReadProblems.TooManyCells(sink.Limits.MaxCells));
                return;
            }
            if (column < 1 || (value is null && inline is null))
            {
                return;
            }
            while (cells.Count < column)
            {
                cells.Add(string.Empty);
            }
            cells[column - 1] = inline ?? type switch
            {
                "s" => int.TryParse(value, System.Globalization.CultureInfo.InvariantCulture, out var index) && index >= 0 && index < shared.Count ? shared[index] : string.Empty,
                "b" => value == "1" ? "TRUE" : "FALSE",
                "str" or "e" or "d" => TextCleaner.Clean(value!).Trim(),
                _ => formats.Show(value!.Trim(), style),
            };
            if (formula is not null && LinkFormula().Match(formula) is { Success: true } link && XmlWalk.WebAddress(link.Groups["url"].Value) is { } address && !cells[column - 1].Contains(address, StringComparison.Ordinal))
            {
                cells[column - 1] += " " + address;
            }
        });
        return cells;
    }

    [GeneratedRegex(@"^\s*HYPERLINK\(\s*""(?<url>[^""]+)""", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, 500)]
    private static partial Regex LinkFormula();

    /// <summary>"C12" to row 12, column 3; null when it is no such thing.</summary>
    internal static (int Row, int Column)? Reference(string reference)
    {
        var column = 0;
        var i = 0;
        for (; i < reference.Length && char.IsAsciiLetter(reference[i]) && i < 3; i++)
        {
            column = (column * 26) + (char.ToUpperInvariant(reference[i]) - 'A' + 1);
        }
        return i > 0 && int.TryParse(reference.AsSpan(i), System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var row) && row is > 0 and <= 1_048_576
            ? (row, column)
            : null;
    }
}
