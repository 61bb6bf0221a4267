using System.Globalization;
using Prongsai.Documents.Writing.Memos;

namespace Prongsai.Documents.Writing;

/// <summary>The blocks of official forms in HTML. On the web site pictures are left out: its policy allows none that a page carries within itself.</summary>
internal sealed partial class HtmlBody
{
    private bool isForm;
    private bool pageOpen;
    private int blockNumber;

    /// <summary>Opens the page of a form; later pages open where a continuation closes one.</summary>
    private void BeginForm()
    {
        isForm = document.Blocks.Any(b => b is FormBlock);
        if (isForm && IsPage && document.Blocks.Any(b => b is ContinuedOn))
        {
            html.Append("<section class=\"form-page form-first\">\n");
            pageOpen = true;
        }
    }

    private void EndForm()
    {
        if (isForm)
        {
            Mark();
        }
        html.Append(pageOpen ? "</section>\n" : "");
    }

    /// <summary>An unseen mark by which the place of a block can be read from the PDF; one more stands at the end.</summary>
    private void Mark()
    {
        if (document.MarksBlocks)
        {
            html.Append("<div class=\"form-mark\">@@").Append(Number(blockNumber)).Append("@@</div>");
        }
        blockNumber++;
    }

    /// <summary>The text with an unseen mark at every spot where a page may part it, and one at its end.</summary>
    private void AddMarked(string text)
    {
        var (from, spots) = (0, MemoPages.Spots(text));
        for (var n = 0; n <= spots.Count; n++)
        {
            var until = n < spots.Count ? spots[n] : text.Length;
            html.Append(Text(text[from..until])).Append("<span class=\"form-spot\">@@").Append(Number(blockNumber - 1)).Append('.').Append(Number(n)).Append("@@</span>");
            from = until;
        }
    }

    private void AddForm(FormBlock block)
    {
        switch (block)
        {
            case FormHead head:
                html.Append("<div class=\"form-head\">");
                AddPicture(head.Emblem, "form-emblem");
                html.Append("<p class=\"form-title\">").Append(Text(head.Title)).Append("</p></div>\n");
                break;
            case FormLine line:
                html.Append("<p class=\"form-line\">");
                foreach (var field in line.Fields)
                {
                    html.Append("<span class=\"form-field\"><strong>").Append(Text(field.Label)).Append("</strong> <span class=\"form-value\">").Append(Text(field.Value)).Append("</span></span>");
                }
                html.Append("</p>\n");
                break;
            case Signing signing:
                html.Append("<div class=\"form-sign\">");
                AddSigning(signing);
                html.Append("</div>\n");
                break;
            case Opinion opinion:
                html.Append("<div class=\"form-opinion\"><p class=\"form-heading\"><strong>").Append(Text(opinion.Heading)).Append("</strong></p>");
                foreach (var choice in opinion.Choices)
                {
                    html.Append("<p class=\"form-choice\"><span class=\"form-box").Append(choice.Ticked ? " form-ticked\">✓" : "\">").Append("</span> ").Append(Text(choice.Text)).Append("</p>");
                }
                if (opinion.Remark is { } remark)
                {
                    html.Append("<p class=\"form-remark\">").Append(Text(remark)).Append("</p>");
                }
                html.Append("<div class=\"form-sign\">");
                AddSigning(opinion.Signing);
                html.Append("</div></div>\n");
                break;
            case ContinuedOn next:
                if (IsPage)
                {
                    html.Append("<p class=\"form-next\">").Append(Text(next.Words)).Append("</p></section>\n<section class=\"form-page\">\n");
                }
                else
                {
                    html.Append("<p class=\"paper-end\">").Append(Text(next.Words)).Append("</p>\n");
                }
                break;
            case Proof proof:
                html.Append("<div class=\"form-proof\">");
                AddPicture(proof.Code, "form-code");
                html.Append("<div>");
                foreach (var line in proof.Lines)
                {
                    html.Append("<p>").Append(Text(line)).Append("</p>");
                }
                html.Append("</div></div>\n");
                break;
            case PicturePage page:
                AddPicture(page.Picture, "form-alone");
                break;
            default:
                throw new ArgumentException($"The HTML writer does not know the block {block.GetType().Name}.", nameof(block));
        }
    }

    private void AddSigning(Signing signing)
    {
        if (signing.Drawn is { } drawn && IsPage)
        {
            AddPicture(drawn, "form-drawn");
        }
        else
        {
            html.Append("<p class=\"form-dots\">").Append(signing.SignedHere ? Text("ลงนามในระบบแล้ว") : new string('.', 48)).Append("</p>");
        }
        html.Append("<p>(").Append(signing.Name is { Length: > 0 } name ? Text(name) : new string('.', 44)).Append(")</p>");
        foreach (var line in signing.Lines)
        {
            html.Append("<p>").Append(Text(line)).Append("</p>");
        }
        if (signing.On is { } on)
        {
            html.Append("<p>").Append(Text(on)).Append("</p>");
        }
    }

    private void AddPicture(Picture picture, string name)
    {
        if (!IsPage)
        {
            html.Append(name == "form-emblem" ? "<div class=\"form-emblem\" role=\"img\" aria-label=\"" + OneLine(picture.Text) + "\"></div>" : "");
            return;
        }
        var (width, height) = (picture.WidthCm.ToString(CultureInfo.InvariantCulture), picture.HeightCm.ToString(CultureInfo.InvariantCulture));
        html.Append("<img class=\"").Append(name).Append("\" alt=\"").Append(OneLine(picture.Text)).Append("\" style=\"width:").Append(width).Append("cm;height:").Append(height)
            .Append("cm\" src=\"data:").Append(Escape.Html(picture.ContentType)).Append(";base64,").Append(Convert.ToBase64String(picture.Content)).Append("\">");
    }
}
