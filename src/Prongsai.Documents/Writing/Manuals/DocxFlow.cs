using System.Xml.Linq;
using Prongsai.Documents.Writing.Manuals;
using Prongsai.Domain.Manuals;
using static Prongsai.Documents.Writing.Ooxml;

namespace Prongsai.Documents.Writing;

/// <summary>A flow chart in Word: real shapes with text in them, so that the office can move and reword them.</summary>
internal sealed partial class DocxBody
{
    private const long EmuOfPixel = 11_000;
    private static readonly XNamespace Wpg = "http://schemas.microsoft.com/office/word/2010/wordprocessingGroup";
    private static readonly XNamespace Wps = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape";
    private static readonly XNamespace Mc = "http://schemas.openxmlformats.org/markup-compatibility/2006";
    private int flows;
    private int shapes;

    private void AddFlow(FlowChart chart)
    {
        foreach (var piece in FlowLayout.Of(chart.Steps))
        {
            flows++;
            var (width, height) = (PixelEmu(FlowLayout.Width), PixelEmu(piece.Height));
            var content = piece.Arrows.Select(Line).Concat(piece.Boxes.SelectMany(Box)).Concat(piece.Labels.Select(Label)).ToList();
            body.Add(new XElement(
                W + "p",
                new XElement(W + "pPr", new XElement(W + "pStyle", Attr("val", "Figure")), TakeBreak()),
                new XElement(W + "r", new XElement(
                    Mc + "AlternateContent",
                    new XAttribute(XNamespace.Xmlns + "mc", Mc),
                    new XElement(
                        Mc + "Choice",
                        new XAttribute("Requires", "wpg"),
                        new XAttribute(XNamespace.Xmlns + "wpg", Wpg),
                        new XAttribute(XNamespace.Xmlns + "wps", Wps),
                        new XElement(W + "drawing", new XElement(
                            Wp + "inline",
                            new XAttribute("distT", 0), new XAttribute("distB", 0), new XAttribute("distL", 0), new XAttribute("distR", 0),
                            new XElement(Wp + "extent", new XAttribute("cx", width), new XAttribute("cy", height)),
                            new XElement(Wp + "docPr", new XAttribute("id", 5000 + flows), new XAttribute("name", "แผนผังขั้นตอน " + Number(flows)), new XAttribute("descr", Plain(chart.Finding)), new XAttribute("title", Plain(chart.Title))),
                            new XElement(Wp + "cNvGraphicFramePr"),
                            new XElement(
                                A + "graphic",
                                new XAttribute(XNamespace.Xmlns + "a", A),
                                new XElement(
                                    A + "graphicData",
                                    new XAttribute("uri", Wpg.NamespaceName),
                                    new XElement(
                                        Wpg + "wgp",
                                        new XElement(Wpg + "cNvGrpSpPr"),
                                        new XElement(Wpg + "grpSpPr", new XElement(A + "xfrm", Point("off", 0, 0), Size("ext", width, height), Point("chOff", 0, 0), Size("chExt", width, height))),
                                        content)))))),
                    // Programs that know no shapes get the way in words.
                    new XElement(Mc + "Fallback", new XElement(W + "t", Plain(chart.Finding)))))));
        }
    }

    private IEnumerable<XElement> Box(FlowBox box)
    {
        var (preset, fill, line) = box.Kind switch
        {
            StepKind.Decide => ("flowChartDecision", "FDF0D4", "774800"),
            StepKind.Do => ("flowChartProcess", "FFFFFF", "0B5D63"),
            _ => ("flowChartTerminator", "E0EFEF", "0B5D63"),
        };
        object[] look = [new XElement(A + "solidFill", Colour(fill)), new XElement(A + "ln", new XAttribute("w", 12700), new XElement(A + "solidFill", Colour(line)))];
        XElement[] words = [.. box.Lines.Select(l => Words(l, 13, FlowLayout.Line, "center")), .. box.Notes.Select(n => Words(n, 11, FlowLayout.NoteLine, "center"))];
        if (box.Kind is not StepKind.Decide)
        {
            yield return Shape(preset, FlowLayout.Left, box.Y, FlowLayout.BoxWidth, box.Height, look, words);
            yield break;
        }
        // Word lets text have only the middle half of a rhomb: its words stand in a frame of their own, over it.
        yield return Shape(preset, FlowLayout.Left, box.Y, FlowLayout.BoxWidth, box.Height, look, [new XElement(W + "p")]);
        yield return Shape("rect", FlowLayout.Left, box.Y, FlowLayout.BoxWidth, box.Height, [new XElement(A + "noFill"), new XElement(A + "ln", new XElement(A + "noFill"))], words);
    }

    private XElement Label(FlowLabel label)
    {
        const decimal Reach = 130;
        var (x, jc) = label.Anchor switch { FlowAnchor.Middle => (label.X - Reach / 2, "center"), FlowAnchor.End => (label.X - Reach, "right"), _ => (label.X, "left") };
        var width = Math.Min(Reach, FlowLayout.Width - Math.Max(0, x));
        return Shape("rect", Math.Max(0, x), label.Y - 15, width, 20, [new XElement(A + "noFill"), new XElement(A + "ln", new XElement(A + "noFill"))], [Words(label.Text, 11, FlowLayout.NoteLine, jc)]);
    }

    private XElement Line(FlowArrow arrow)
    {
        var (left, top) = (arrow.Points.Min(p => p.X), arrow.Points.Min(p => p.Y));
        var (width, height) = (Math.Max(0.1m, arrow.Points.Max(p => p.X) - left), Math.Max(0.1m, arrow.Points.Max(p => p.Y) - top));
        return new XElement(
            Wps + "wsp",
            new XElement(Wps + "cNvPr", new XAttribute("id", 6000 + ++shapes), new XAttribute("name", "เส้น " + Number(shapes))),
            new XElement(Wps + "cNvSpPr"),
            new XElement(
                Wps + "spPr",
                new XElement(A + "xfrm", Point("off", PixelEmu(left), PixelEmu(top)), Size("ext", PixelEmu(width), PixelEmu(height))),
                new XElement(
                    A + "custGeom",
                    new XElement(A + "avLst"), new XElement(A + "gdLst"), new XElement(A + "ahLst"), new XElement(A + "cxnLst"),
                    new XElement(A + "rect", new XAttribute("l", 0), new XAttribute("t", 0), new XAttribute("r", "r"), new XAttribute("b", "b")),
                    new XElement(A + "pathLst", new XElement(
                        A + "path",
                        new XAttribute("w", PixelEmu(width)), new XAttribute("h", PixelEmu(height)), new XAttribute("fill", "none"),
                        arrow.Points.Select((p, i) => new XElement(A + (i == 0 ? "moveTo" : "lnTo"), new XElement(A + "pt", new XAttribute("x", PixelEmu(p.X - left)), new XAttribute("y", PixelEmu(p.Y - top)))))))),
                new XElement(A + "noFill"),
                new XElement(A + "ln", new XAttribute("w", 12700), new XElement(A + "solidFill", Colour("43545A")), new XElement(A + "tailEnd", new XAttribute("type", "triangle")))),
            new XElement(Wps + "bodyPr"));
    }

    private XElement Shape(string preset, decimal x, decimal y, decimal width, decimal height, object[] look, XElement[] paragraphs) => new(
        Wps + "wsp",
        new XElement(Wps + "cNvPr", new XAttribute("id", 6000 + ++shapes), new XAttribute("name", "รูป " + Number(shapes))),
        new XElement(Wps + "cNvSpPr"),
        new XElement(
            Wps + "spPr",
            new XElement(A + "xfrm", Point("off", PixelEmu(x), PixelEmu(y)), Size("ext", PixelEmu(width), PixelEmu(height))),
            new XElement(A + "prstGeom", new XAttribute("prst", preset), new XElement(A + "avLst")),
            look),
        new XElement(Wps + "txbx", new XElement(W + "txbxContent", paragraphs)),
        new XElement(
            Wps + "bodyPr",
            new XAttribute("wrap", "square"),
            new XAttribute("lIns", 0), new XAttribute("tIns", 0), new XAttribute("rIns", 0), new XAttribute("bIns", 0),
            new XAttribute("anchor", "ctr"), new XAttribute("anchorCtr", 0),
            new XElement(A + "noAutofit")));

    private XElement Words(string text, int points, decimal line, string jc) => new(
        W + "p",
        new XElement(
            W + "pPr",
            new XElement(W + "spacing", Attr("before", "0"), Attr("after", "0"), Attr("line", Twips(line * EmuOfPixel / 12_700)), Attr("lineRule", "exact")),
            new XElement(W + "ind", Attr("firstLine", "0")),
            new XElement(W + "jc", Attr("val", jc))),
        TextRuns(Plain(text), points: points));

    private string Plain(string text) => RenderedText.OneLine(text.Replace("\u200B", "", StringComparison.Ordinal), document.Digits);

    private static XElement Colour(string hex) => new(A + "srgbClr", new XAttribute("val", hex));

    private static XElement Point(string name, long x, long y) => new(A + name, new XAttribute("x", x), new XAttribute("y", y));

    private static XElement Size(string name, long width, long height) => new(A + name, new XAttribute("cx", width), new XAttribute("cy", height));

    private static long PixelEmu(decimal pixels) => (long)Math.Round(pixels * EmuOfPixel, MidpointRounding.AwayFromZero);
}
