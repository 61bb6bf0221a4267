using System.Text;
using System.Xml;
using Prongsai.Domain.Papers;

namespace Prongsai.Documents.Reading;

/// <summary>
/// Word documents, read as a stream: body paragraphs and tables in order, automatic numbers rebuilt, text boxes after the paragraph that
/// holds them, tracked changes as if accepted, footnotes at the end, page headers and footers apart. Nothing outside the file is fetched.
/// </summary>
internal sealed class DocxReader
{
    private readonly BlockSink _sink;
    private readonly XmlWalk _walk;
    private readonly DocxStyles _styles;
    private readonly DocxNumbering _numbering;
    private readonly DocxPageCounting _counting;
    private int _page = 1;
    private int _tableDepth;
    private readonly List<SourceTable> _nested = [];
    private Dictionary<string, string> _links = [];

    private DocxReader(BlockSink sink, XmlWalk walk, DocxStyles styles, DocxNumbering numbering, DocxPageCounting counting)
    {
        _sink = sink;
        _walk = walk;
        _styles = styles;
        _numbering = numbering;
        _counting = counting;
    }

    public static void Read(byte[] bytes, BlockSink sink)
    {
        using var zip = new ZipContainer(bytes, sink.Limits, FileKind.Docx);
        if (zip.Names.Any(n => n.EndsWith("vbaProject.bin", StringComparison.OrdinalIgnoreCase)))
        {
            sink.Tell(ReadProblems.Macros());
        }
        var walk = new XmlWalk(sink);
        var main = DocxParts.Main(zip, walk);
        var folder = main[..(main.LastIndexOf('/') + 1)];
        var styles = DocxStyles.Load(zip, folder + "styles.xml", walk);
        var numbering = DocxNumbering.Load(zip, folder + "numbering.xml", walk);
        var counting = DocxParts.HowToCountPages(zip, main, walk);
        var reader = new DocxReader(sink, walk, styles, numbering, counting);
        if (sink.Limits.ShowLinks)
        {
            reader._links = walk.WebTargets(zip, main);
        }
        using (var xml = zip.Xml(main) ?? throw new UnreadableFileException(ReadProblems.Damaged(FileFormat.ThaiName(FileKind.Docx))))
        {
            xml.MoveToContent();
            walk.Children(xml, name =>
            {
                if (name == "body")
                {
                    reader.Blocks(xml, new BodyTarget(reader));
                }
            });
        }
        if (counting != DocxPageCounting.Unknown)
        {
            sink.Pages = reader._page;
        }
        reader.Notes(zip, folder + "footnotes.xml", "footnote");
        reader.Notes(zip, folder + "endnotes.xml", "endnote");
        reader.HeadersAndFooters(zip, folder);
    }

    private Place Here() => new() { Page = _counting == DocxPageCounting.Unknown ? null : _page };

    private interface ITarget
    {
        void Paragraph(ParagraphText paragraph);
    }

    private sealed class BodyTarget(DocxReader reader) : ITarget
    {
        public void Paragraph(ParagraphText p)
        {
            foreach (var line in p.Text.Split('\n'))
            {
                reader._sink.Paragraph(p.At, line, p.Heading, p.Bold);
            }
        }
    }

    private sealed class CellTarget : ITarget
    {
        public List<string> Paragraphs { get; } = [];

        public int? FirstPage { get; private set; }

        public void Paragraph(ParagraphText p)
        {
            FirstPage ??= p.At.Page;
            Paragraphs.AddRange(p.Text.Split('\n').Select(l => l.Trim()).Where(l => l.Length > 0));
        }
    }

    private sealed class MarginTarget(BlockSink sink) : ITarget
    {
        public void Paragraph(ParagraphText p) => sink.Margin(p.Text);
    }

    private sealed record ParagraphText(Place At, string Text, int? Heading, bool Bold);

    /// <summary>Paragraphs and tables of the element the reader stands on.</summary>
    private void Blocks(XmlReader xml, ITarget target) => _walk.Children(xml, name =>
    {
        switch (name)
        {
            case "p":
                Paragraph(xml, target);
                break;
            case "tbl":
                if (_tableDepth >= _sink.Limits.MaxDepth)
                {
                    _sink.Tell(ReadProblems.TooDeep());
                    return;
                }
                Table(xml);
                break;
            case "sdt":
                _walk.Children(xml, child =>
                {
                    if (child == "sdtContent")
                    {
                        Blocks(xml, target);
                    }
                });
                break;
            case "customXml" or "ins" or "moveTo" or "smartTag":
                Blocks(xml, target);
                break;
            case "AlternateContent":
                FirstChoice(xml, () => Blocks(xml, target));
                break;
        }
    });

    private void FirstChoice(XmlReader xml, Action read)
    {
        var chosen = false;
        _walk.Children(xml, child =>
        {
            if (child is "Choice" or "Fallback" && !chosen)
            {
                chosen = true;
                read();
            }
        });
    }

    private sealed class RunState
    {
        public StringBuilder Text { get; } = new();

        public List<ParagraphText> Boxes { get; } = [];

        public bool AllBold { get; set; } = true;

        public bool StyleBold { get; set; }

        /// <summary>Depth of complex fields whose code (not result) is being read.</summary>
        public Stack<bool> Fields { get; } = new();

        public bool InFieldCode => Fields.Any(inCode => inCode);
    }

    private void Paragraph(XmlReader xml, ITarget target)
    {
        var run = new RunState();
        string? style = null, numberId = null;
        int? level = null, outline = null;
        var at = Here();
        _walk.Children(xml, name =>
        {
            if (name == "pPr")
            {
                _walk.Children(xml, property =>
                {
                    switch (property)
                    {
                        case "pStyle":
                            style = XmlWalk.Attribute(xml, "val");
                            break;
                        case "outlineLvl":
                            outline = XmlWalk.Number(xml, "val");
                            break;
                        case "pageBreakBefore" when _counting == DocxPageCounting.Explicit && XmlWalk.On(xml):
                            _page++;
                            break;
                        case "numPr":
                            _walk.Children(xml, part =>
                            {
                                numberId = part == "numId" ? XmlWalk.Attribute(xml, "val") : numberId;
                                level = part == "ilvl" ? XmlWalk.Number(xml, "val") : level;
                            });
                            break;
                    }
                });
                run.StyleBold = _styles.Bold(style);
                return;
            }
            if (run.Text.Length == 0)
            {
                at = Here();
            }
            Inline(xml, name, run);
            if (run.Text.Length > 0 && string.IsNullOrWhiteSpace(run.Text.ToString(0, Math.Min(run.Text.Length, 8))))
            {
                at = Here();
            }
        });
        var (styleNumber, styleLevel) = _styles.Numbering(style);
        var text = TextCleaner.Clean(run.Text.ToString());
        if (!string.IsNullOrWhiteSpace(text))
        {
            var label = _numbering.Next(numberId ?? styleNumber ?? "0", level ?? styleLevel ?? 0);
            var heading = outline is >= 0 and <= 8 ? Math.Min(6, outline.Value + 1) : outline is null ? _styles.Heading(style) : null;
            target.Paragraph(new ParagraphText(at, label + text.Trim(), heading, run.AllBold));
        }
        foreach (var box in run.Boxes)
        {
            target.Paragraph(box);
        }
    }

    private void Inline(XmlReader xml, string name, RunState run)
    {
        switch (name)
        {
            case "r":
                Run(xml, run);
                break;
            case "hyperlink" when _links.TryGetValue(XmlWalk.Attribute(xml, "id") ?? string.Empty, out var address):
                _walk.Children(xml, child => Inline(xml, child, run));
                Append(run, " " + address + " ");
                break;
            case "hyperlink" or "ins" or "moveTo" or "smartTag" or "customXml" or "fldSimple" or "dir" or "bdo" or "sdtContent" or "oMath" or "oMathPara":
                _walk.Children(xml, child => Inline(xml, child, run));
                break;
            case "sdt":
                _walk.Children(xml, child =>
                {
                    if (child == "sdtContent")
                    {
                        _walk.Children(xml, inner => Inline(xml, inner, run));
                    }
                });
                break;
            case "AlternateContent":
                FirstChoice(xml, () => _walk.Children(xml, child => Inline(xml, child, run)));
                break;
            case "t":
                // Text of a formula stands in m:r/m:t; the letters are kept.
                Append(run, _walk.Text(xml));
                break;
        }
    }

    private void Run(XmlReader xml, RunState run)
    {
        bool? bold = null;
        var hidden = false;
        var before = run.Text.Length;
        _walk.Children(xml, name =>
        {
            switch (name)
            {
                case "rPr":
                    _walk.Children(xml, property =>
                    {
                        switch (property)
                        {
                            case "b" or "bCs":
                                bold = (bold ?? false) || XmlWalk.On(xml);
                                break;
                            case "rStyle" when _styles.Bold(XmlWalk.Attribute(xml, "val")):
                                bold ??= true;
                                break;
                            case "vanish":
                                hidden = XmlWalk.On(xml);
                                break;
                        }
                    });
                    break;
                case "fldChar":
                    Field(run, XmlWalk.Attribute(xml, "fldCharType"));
                    break;
                case "t" when !hidden && !run.InFieldCode:
                    Append(run, _walk.Text(xml));
                    break;
                case "tab" or "ptab" when !hidden:
                    Append(run, "\t");
                    break;
                case "br":
                    if (XmlWalk.Attribute(xml, "type") == "page")
                    {
                        _page += _counting == DocxPageCounting.Explicit ? 1 : 0;
                    }
                    Append(run, "\n");
                    break;
                case "cr":
                    Append(run, "\n");
                    break;
                case "lastRenderedPageBreak":
                    _page += _counting == DocxPageCounting.Rendered ? 1 : 0;
                    break;
                case "noBreakHyphen":
                    Append(run, "-");
                    break;
                case "sym" when !hidden:
                    Append(run, Symbol(XmlWalk.Attribute(xml, "char")));
                    break;
                case "drawing" or "pict" or "object" or "AlternateContent":
                    TextBoxes(xml, name, run);
                    break;
            }
        });
        if (run.Text.Length > before)
        {
            var isBlank = true;
            for (var i = before; i < run.Text.Length && isBlank; i++)
            {
                isBlank = char.IsWhiteSpace(run.Text[i]);
            }
            run.AllBold &= isBlank || (bold ?? run.StyleBold);
        }
    }

    private static void Field(RunState run, string? kind)
    {
        if (kind == "begin" && run.Fields.Count < 50)
        {
            run.Fields.Push(true);
        }
        else if (kind == "separate" && run.Fields.Count > 0)
        {
            run.Fields.Pop();
            run.Fields.Push(false);
        }
        else if (kind == "end" && run.Fields.Count > 0)
        {
            run.Fields.Pop();
        }
    }

    private void Append(RunState run, string text)
    {
        if (run.Text.Length <= _sink.Limits.MaxCharacters)
        {
            run.Text.Append(text);
        }
    }

    private static string Symbol(string? code) => code?.ToUpperInvariant() switch
    {
        "F0FC" or "F0FE" or "F050" or "F052" => "✓",
        "F0A8" or "F06F" or "F0A3" or "F071" => "☐",
        "F0D8" => "➢",
        "F02D" or "F0BE" => "-",
        _ => "•",
    };

    /// <summary>Text boxes and shapes: wherever txbxContent stands below.</summary>
    private void TextBoxes(XmlReader xml, string name, RunState run)
    {
        if (name == "AlternateContent")
        {
            FirstChoice(xml, () => _walk.Children(xml, child => TextBoxes(xml, child, run)));
        }
        else if (name == "txbxContent")
        {
            Blocks(xml, new BoxTarget(run, _sink));
        }
        else
        {
            _walk.Children(xml, child => TextBoxes(xml, child, run));
        }
    }

    private sealed class BoxTarget(RunState run, BlockSink sink) : ITarget
    {
        public void Paragraph(ParagraphText p)
        {
            if (run.Boxes.Count < sink.Limits.MaxParagraphs)
            {
                run.Boxes.Add(p);
            }
        }
    }

    private void Table(XmlReader xml)
    {
        if (_sink.TakeTable() is not { } number)
        {
            return;
        }
        _tableDepth++;
        var table = new DocxTable(_sink, number);
        var first = Here();
        Rows(xml, table);
        _tableDepth--;
        _nested.Add(table.Build(first));
        if (_tableDepth == 0)
        {
            // The outermost was finished last and stands first; those nested in it follow.
            foreach (var built in _nested.OrderBy(t => t.At.Table))
            {
                _sink.Table(built);
            }
            _nested.Clear();
        }
    }

    private void Rows(XmlReader xml, DocxTable table) => _walk.Children(xml, name =>
    {
        switch (name)
        {
            case "tr":
                Row(xml, table);
                break;
            case "sdt" or "sdtContent" or "customXml" or "ins" or "moveTo":
                Rows(xml, table);
                break;
        }
    });

    private void Row(XmlReader xml, DocxTable table)
    {
        table.BeginRow();
        var start = new RowPages { Base = _page, Last = _page };
        RowParts(xml, table, start);
        table.EndRow(new Place { Page = _counting == DocxPageCounting.Unknown ? null : start.Base });
        _page = start.Last;
    }

    /// <summary>A row that is cut by a page break has a break in each of its cells; they are the same break.</summary>
    private sealed class RowPages
    {
        public int Base { get; set; }

        public int Last { get; set; }

        public bool Begun { get; set; }
    }

    private void RowParts(XmlReader xml, DocxTable table, RowPages pages) => _walk.Children(xml, name =>
    {
        switch (name)
        {
            case "trPr":
                _walk.Children(xml, property =>
                {
                    switch (property)
                    {
                        case "tblHeader":
                            table.Header = XmlWalk.On(xml);
                            break;
                        case "gridBefore":
                            table.Skip(XmlWalk.Number(xml, "val") ?? 0, Here());
                            break;
                        case "del":
                            table.Deleted = true;
                            break;
                    }
                });
                break;
            case "tc":
                Cell(xml, table, pages);
                break;
            case "sdt" or "sdtContent" or "customXml":
                RowParts(xml, table, pages);
                break;
        }
    });

    private void Cell(XmlReader xml, DocxTable table, RowPages pages)
    {
        var content = new CellTarget();
        var across = 1;
        string? down = null;
        var hidden = false;
        _page = pages.Base;
        _walk.Children(xml, name =>
        {
            if (name == "tcPr")
            {
                _walk.Children(xml, property =>
                {
                    switch (property)
                    {
                        case "gridSpan":
                            across = Math.Clamp(XmlWalk.Number(xml, "val") ?? 1, 1, 63);
                            break;
                        case "vMerge":
                            down = XmlWalk.Attribute(xml, "val") ?? "continue";
                            break;
                        case "hMerge":
                            hidden = XmlWalk.Attribute(xml, "val") is null or "continue";
                            break;
                    }
                });
            }
            else if (name == "p")
            {
                Paragraph(xml, content);
            }
            else if (name == "tbl" && _tableDepth < _sink.Limits.MaxDepth)
            {
                Table(xml);
            }
            else if (name == "tbl")
            {
                _sink.Tell(ReadProblems.TooDeep());
            }
            else if (name is "sdt")
            {
                _walk.Children(xml, child =>
                {
                    if (child == "sdtContent")
                    {
                        Blocks(xml, content);
                    }
                });
            }
            else if (name is "ins" or "moveTo" or "customXml")
            {
                Blocks(xml, content);
            }
        });
        if (!pages.Begun && content.FirstPage > pages.Base)
        {
            pages.Base = content.FirstPage.Value;
        }
        pages.Begun = true;
        pages.Last = Math.Max(pages.Last, _page);
        var at = new Place { Page = _counting == DocxPageCounting.Unknown ? null : content.FirstPage ?? pages.Base };
        table.Add(hidden ? [] : content.Paragraphs, across, down, at);
    }

    private void Notes(ZipContainer zip, string part, string element)
    {
        using var xml = _sink.Full ? null : zip.Xml(part);
        if (xml?.MoveToContent() != XmlNodeType.Element)
        {
            return;
        }
        var page = _page;
        _walk.Children(xml, name =>
        {
            if (name == element && XmlWalk.Attribute(xml, "type") is null)
            {
                Blocks(xml, new BodyTarget(this));
            }
        });
        _page = page;
    }

    private void HeadersAndFooters(ZipContainer zip, string folder)
    {
        foreach (var part in zip.Names
            .Where(n => n.StartsWith(folder + "header", StringComparison.OrdinalIgnoreCase) || n.StartsWith(folder + "footer", StringComparison.OrdinalIgnoreCase))
            .Where(n => n.EndsWith(".xml", StringComparison.OrdinalIgnoreCase)).Order(StringComparer.Ordinal).Take(30).ToList())
        {
            using var xml = _sink.Full ? null : zip.Xml(part);
            if (xml?.MoveToContent() == XmlNodeType.Element)
            {
                var target = new MarginTarget(_sink);
                _walk.Children(xml, name =>
                {
                    if (name == "p")
                    {
                        Paragraph(xml, target);
                    }
                });
            }
        }
    }
}
