using System.Globalization;
using System.Xml.Linq;
using Prongsai.Documents.Writing.Memos;
using static Prongsai.Documents.Writing.Ooxml;

namespace Prongsai.Documents.Writing;

/// <summary>The blocks of official forms in Word: tab leaders for the dotted lines, an anchored emblem, a framed continuation word.</summary>
internal sealed partial class DocxBody
{
    private static readonly XNamespace Pic = "http://schemas.openxmlformats.org/drawingml/2006/picture";
    private readonly bool isForm = document.Blocks.Any(b => b is FormBlock);
    private int pictures;

    private static string Emu(decimal cm) => ((long)Math.Round(cm * 360_000m, MidpointRounding.AwayFromZero)).ToString(CultureInfo.InvariantCulture);

    private void AddForm(FormBlock block)
    {
        switch (block)
        {
            case FormHead head:
                body.Add(P(
                    PPr(spacing: Exactly(6, head.TitleLinePoints), alignment: Alignment.Centre),
                    new XElement(W + "r", Drawing(head.Emblem, anchored: true)),
                    TextRuns(head.Title, bold: true, points: head.TitlePoints)));
                break;
            case FormLine line:
                AddLine(line);
                break;
            case Signing signing:
                AddSigning(signing);
                break;
            case Opinion opinion:
                body.Add(P(PPr(keepNext: true, spacing: Exactly(8, 22), alignment: Alignment.Start), TextRuns(opinion.Heading, bold: true)));
                foreach (var choice in opinion.Choices)
                {
                    body.Add(P(
                        PPr(keepNext: true, spacing: Exactly(2, 22), indent: Left(1.5m), alignment: Alignment.Start),
                        new XElement(W + "r", new XElement(W + "rPr", new XElement(W + "rFonts", Attr("ascii", "MS Gothic"), Attr("eastAsia", "MS Gothic"), Attr("hAnsi", "MS Gothic"), Attr("cs", "MS Gothic")), new XElement(W + "sz", Attr("val", "26"))), new XElement(W + "t", choice.Ticked ? "☑" : "☐")),
                        TextRuns(" " + choice.Text)));
                }
                if (opinion.Remark is { } remark)
                {
                    body.Add(P(PPr(keepNext: true, spacing: Exactly(2, 22), indent: Left(1.5m), alignment: Alignment.Start), TextRuns(remark)));
                }
                AddSigning(opinion.Signing);
                break;
            case ContinuedOn next:
                body.Add(P(
                    new XElement(
                        W + "pPr",
                        new XElement(W + "framePr", Attr("wrap", "around"), Attr("hAnchor", "margin"), Attr("vAnchor", "margin"), Attr("xAlign", "right"), Attr("yAlign", "bottom")),
                        Exactly(0, 22),
                        new XElement(W + "jc", Attr("val", "right"))),
                    TextRuns(next.Words)));
                // A frame lies on the page of the paragraph after it: this one, of no height.
                body.Add(Spacer(1));
                breakBefore = true;
                break;
            case Proof proof:
                body.Add(P(
                    new XElement(
                        W + "pPr",
                        new XElement(W + "keepNext"),
                        new XElement(W + "pBdr", new XElement(W + "top", Attr("val", "single"), Attr("sz", "4"), Attr("space", "6"), Attr("color", "43545A"))),
                        new XElement(W + "spacing", Attr("before", "320"), Attr("line", "240"), Attr("lineRule", "auto")),
                        new XElement(W + "jc", Attr("val", "left"))),
                    new XElement(W + "r", Drawing(proof.Code, anchored: false))));
                foreach (var line in proof.Lines)
                {
                    body.Add(P(PPr(spacing: Exactly(0, 16.5m), alignment: Alignment.Start), TextRuns(line, points: 12)));
                }
                break;
            case PicturePage page:
                body.Add(P(PPr(spacing: Auto(0)), new XElement(W + "r", Drawing(page.Picture, anchored: false))));
                break;
            default:
                throw new ArgumentException($"The DOCX writer does not know the block {block.GetType().Name}.", nameof(block));
        }
    }

    private void AddLine(FormLine line)
    {
        var tabs = new XElement(W + "tabs");
        for (var i = 1; i <= line.Fields.Count; i++)
        {
            tabs.Add(new XElement(W + "tab", Attr("val", i == line.Fields.Count ? "right" : "left"), Attr("leader", "dot"), Attr("pos", Number(TextWidthPortrait * i / line.Fields.Count))));
        }
        body.Add(P(
            new XElement(W + "pPr", tabs, Exactly(0, 27), new XElement(W + "jc", Attr("val", "left"))),
            line.Fields.Select(field => new object[]
            {
                TextRuns(field.Label, bold: true, points: line.LabelPoints),
                TextRuns("  " + field.Value),
                new XElement(W + "r", new XElement(W + "tab")),
            })));
    }

    private void AddSigning(Signing signing)
    {
        if (signing.Drawn is { } drawn)
        {
            body.Add(P(PPr(style: "Signature", keepNext: true, spacing: Auto(8)), new XElement(W + "r", Drawing(drawn, anchored: false))));
        }
        else
        {
            body.Add(P(PPr(style: "Signature", keepNext: true, spacing: Exactly(16, 22)), TextRuns(signing.SignedHere ? "ลงนามในระบบแล้ว" : new string('.', 48))));
        }
        string[] lines = [$"({(signing.Name is { Length: > 0 } name ? name : new string('.', 44))})", .. signing.Lines, .. signing.On is { } on ? (string[])[on] : []];
        for (var i = 0; i < lines.Length; i++)
        {
            body.Add(P(PPr(style: "Signature", keepNext: i < lines.Length - 1), TextRuns(lines[i])));
        }
    }

    private XElement Drawing(Picture picture, bool anchored)
    {
        pictures++;
        var (no, id) = (Number(pictures), "rIdPicture" + Number(pictures));
        var extension = picture.ContentType == "image/jpeg" ? "jpg" : "png";
        package.Relate("word/document.xml", id, OfficeRel + "image", $"media/picture{no}.{extension}");
        package.Add($"word/media/picture{no}.{extension}", picture.ContentType, picture.Content);
        var extent = new XElement(Wp + "extent", new XAttribute("cx", Emu(picture.WidthCm)), new XAttribute("cy", Emu(picture.HeightCm)));
        var properties = new XElement(Wp + "docPr", new XAttribute("id", 1000 + pictures), new XAttribute("name", "ภาพ " + no), new XAttribute("descr", RenderedText.OneLine(picture.Text, document.Digits)));
        var frame = new XElement(Wp + "cNvGraphicFramePr");
        var graphic = new XElement(
            A + "graphic",
            new XAttribute(XNamespace.Xmlns + "a", A),
            new XElement(
                A + "graphicData",
                new XAttribute("uri", Pic.NamespaceName),
                new XElement(
                    Pic + "pic",
                    new XAttribute(XNamespace.Xmlns + "pic", Pic),
                    new XElement(Pic + "nvPicPr", new XElement(Pic + "cNvPr", new XAttribute("id", 1000 + pictures), new XAttribute("name", "ภาพ " + no)), new XElement(Pic + "cNvPicPr")),
                    new XElement(Pic + "blipFill", new XElement(A + "blip", new XAttribute(R + "embed", id)), new XElement(A + "stretch", new XElement(A + "fillRect"))),
                    new XElement(
                        Pic + "spPr",
                        new XElement(A + "xfrm", new XElement(A + "off", new XAttribute("x", 0), new XAttribute("y", 0)), new XElement(A + "ext", new XAttribute("cx", Emu(picture.WidthCm)), new XAttribute("cy", Emu(picture.HeightCm)))),
                        new XElement(A + "prstGeom", new XAttribute("prst", "rect"), new XElement(A + "avLst"))))));
        XAttribute[] distances = [new("distT", 0), new("distB", 0), new("distL", 0), new("distR", 0)];
        return new XElement(W + "drawing", anchored
            ? new XElement(
                Wp + "anchor", distances,
                new XAttribute("simplePos", 0), new XAttribute("relativeHeight", 1), new XAttribute("behindDoc", 0), new XAttribute("locked", 0), new XAttribute("layoutInCell", 1), new XAttribute("allowOverlap", 1),
                new XElement(Wp + "simplePos", new XAttribute("x", 0), new XAttribute("y", 0)),
                new XElement(Wp + "positionH", new XAttribute("relativeFrom", "margin"), new XElement(Wp + "posOffset", "0")),
                new XElement(Wp + "positionV", new XAttribute("relativeFrom", "page"), new XElement(Wp + "posOffset", Emu(1.5m))),
                extent,
                new XElement(Wp + "effectExtent", new XAttribute("l", 0), new XAttribute("t", 0), new XAttribute("r", 0), new XAttribute("b", 0)),
                new XElement(Wp + "wrapNone"),
                properties, frame, graphic)
            : new XElement(Wp + "inline", distances, extent, properties, frame, graphic));
    }

    /// <summary>The head of the first page stands 1.5 cm from the edge, of the others 2.5 cm with the page's number above.</summary>
    private static XElement FormSection(bool thai) => new(
        W + "sectPr",
        new XElement(W + "headerReference", Attr("type", "default"), new XAttribute(R + "id", "rId5")),
        new XElement(W + "type", Attr("val", "nextPage")),
        new XElement(W + "pgSz", Attr("w", "11906"), Attr("h", "16838")),
        new XElement(W + "pgMar", Attr("top", "850"), Attr("right", "1134"), Attr("bottom", "1134"), Attr("left", "1701"), Attr("header", "709"), Attr("footer", "567"), Attr("gutter", "0")),
        new XElement(W + "pgNumType", thai ? Attr("fmt", "thaiNumbers") : null),
        new XElement(W + "titlePg"));

    private static XElement Exactly(decimal before, decimal line) => new(W + "spacing", Attr("before", Twips(before)), Attr("after", "0"), Attr("line", Twips(line)), Attr("lineRule", "exact"));

    private static XElement Auto(decimal before) => new(W + "spacing", Attr("before", Twips(before)), Attr("after", "0"), Attr("line", "240"), Attr("lineRule", "auto"));

    private static XElement Left(decimal cm) => new(W + "ind", Attr("left", Twips(cm * 28.3465m)));
}
