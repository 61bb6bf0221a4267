using System.Globalization;
using System.Text;
using Prongsai.Documents.Writing.Memos;
using Prongsai.Domain;

namespace Prongsai.Documents.Writing;

/// <summary>The style sheets of papers in HTML: one for print, made for each document, and one for fragments on the web site.</summary>
public static class PaperStyles
{
    private const string Shared = """
        .paper-table{width:100%;border-collapse:collapse;table-layout:fixed}
        .paper-table th,.paper-table td{border:1px solid #43545a;padding:1pt 4pt;vertical-align:top;text-align:left;overflow-wrap:anywhere}
        .paper-table th,.paper-table .paper-centre{text-align:center}
        .paper-table thead th{background:#e0efef;vertical-align:middle}
        .paper-table .paper-strong td{background:#f2f6f6;font-weight:bold}
        .paper-table .paper-end{text-align:right}
        .paper-table .paper-justify{text-align:justify;text-justify:inter-character}
        .paper-table p{margin:0;padding:0;text-indent:0;text-align:inherit}
        .paper-table caption{text-align:left;font-weight:bold}
        .paper-figure{margin:6pt 0}
        .paper-figure svg{display:block;width:100%;height:auto}
        .paper-figure figcaption{text-align:center;font-weight:bold}
        .paper-centre{text-align:center}
        .paper-end{text-align:right}
        .paper-start{text-align:left}
        .paper-underline{text-decoration:underline}
        .paper-cover,.paper-signature{text-align:center}

        """;

    /// <summary>
    /// For fragments (<see cref="HtmlMode.Fragment"/>): served as a file by the site. Sizes follow the page's own text; the layout of pages is left out.
    /// </summary>
    public static string Site { get; } = Shared + """
        .paper{overflow-wrap:anywhere}
        .paper p{margin:.5em 0}
        .paper .paper-indent{text-indent:2.5em}
        .paper-cover{margin:2em 0;padding:1.5em;border:1px solid #cdd8d9}
        .paper-cover p{margin:.25em 0}
        .paper-scroll{overflow-x:auto;margin:1em 0}
        .paper-scroll .paper-table{min-width:34em}
        .paper-signature{margin:3em 0 1em 40%}
        .paper-figure{max-width:48em}
        .paper-figure svg.paper-flow{max-width:28em}
        .form-head{position:relative;min-height:3.5rem;margin-bottom:.5em}
        .form-emblem{position:absolute;left:0;top:0;width:3.5rem;height:3.5rem;border:1px dashed #6b7b80}
        .paper .form-title{margin:0;padding:.2em 3.5rem;text-align:center;font-size:1.7em;line-height:1.4;font-weight:700}
        .paper .form-line{display:flex;flex-wrap:wrap;gap:0 1em;margin:0}
        .form-field{display:flex;flex:1 1 14em;gap:.4em;align-items:baseline}
        .form-field strong{white-space:nowrap}
        .form-value{flex:1;border-bottom:1px dotted #6b7b80}
        .form-sign{margin:1.5em 0 1em auto;width:min(100%,22em);text-align:center}
        .paper .form-sign p{margin:.2em 0}
        .form-opinion{margin-top:1.2em;padding-top:.8em;border-top:1px solid #cdd8d9}
        .paper .form-choice,.paper .form-remark{margin:.2em 0 .2em 1.5em}
        .form-box{display:inline-block;width:1.1em;height:1.1em;border:1px solid currentColor;line-height:1;text-align:center;vertical-align:-.15em}
        .form-proof{margin-top:1.5em;border-top:1px solid #cdd8d9;font-size:.9em}

        """ + WidthClasses() + string.Concat(Enumerable.Range(17, 20).Select(n => string.Create(CultureInfo.InvariantCulture, $".paper-pt{n}{{font-size:{n / 16m:0.##}em;line-height:1.4}}\n")));

    internal static string SizeClass(decimal points) => "paper-pt" + Token(points);

    internal static string SpaceClass(decimal points) => "paper-sp" + Token(points);

    /// <summary>Whole percents that add up to 100.</summary>
    internal static IReadOnlyList<int> Percents(IReadOnlyList<Column> columns)
    {
        var shares = columns.Sum(c => c.WidthShare);
        var percents = columns.Select(c => Math.Max(1, (int)Math.Round(c.WidthShare / shares * 100, MidpointRounding.AwayFromZero))).ToArray();
        var widest = Array.IndexOf(percents, percents.Max());
        percents[widest] += 100 - percents.Sum();
        return percents;
    }

    /// <summary>
    /// The sheet of a page that is printed: A4 with official margins, Thai text spread between letters, headings that stay with what follows,
    /// table rows held together, page numbers in the digits of the paper. Laksaman comes first so that a PDF looks the same on every server.
    /// A tone mark over an upper vowel rises 1.27 em above the baseline, 4 points out of its line: without padding at the head of every
    /// fragment of a paragraph (box-decoration-break), Chromium prints it at the foot of the page before.
    /// </summary>
    internal static string Print(Document document)
    {
        var thai = document.Digits is DigitStyle.Thai;
        var counter = thai ? "counter(page, thai)" : "counter(page)";
        var font = $"Laksaman,\"{CssName(document.Font)}\",\"TH SarabunIT๙\",\"TH Sarabun New\",\"TH SarabunPSK\",Sarabun,sans-serif";
        var css = new StringBuilder();
        css.Append(CultureInfo.InvariantCulture, $$$"""
            @page{size:A4;margin:2.5cm 2cm 2cm 3cm;@bottom-center{content:"- " {{{counter}}} " -";font-family:{{{font}}};font-size:16pt;vertical-align:middle}}
            @page cover{counter-increment:page 0;@bottom-center{content:none}}
            @page wide{size:A4 landscape}
            html{font-family:{{{font}}};font-size:16pt;line-height:22pt}
            body{margin:0;color:#000;font-kerning:normal;overflow-wrap:anywhere;widows:2;orphans:2}
            p,li,h1,h2,h3,h4,td,th,caption{-webkit-box-decoration-break:clone;box-decoration-break:clone}
            p{margin:1.5pt 0 0;padding-top:4.5pt;text-align:justify;text-justify:inter-character}
            p.paper-centre{text-align:center;text-wrap:balance}p.paper-end{text-align:right}p.paper-start{text-align:left}
            .paper-indent{text-indent:2.5cm}
            .paper-keep{break-after:avoid}
            .paper-break{break-before:page}
            .paper-wide{page:wide;break-before:page}
            h1,h2,h3,h4{margin:5pt 0 2pt;padding-top:5pt;font-weight:bold;break-after:avoid;break-inside:avoid;text-align:left;text-wrap:pretty}
            h1{font-size:20pt;line-height:27.5pt;margin-top:7pt}h2{font-size:18pt;line-height:24.8pt}h3,h4{font-size:16pt;line-height:22pt}
            ul,ol{margin:2pt 0 0;padding-left:3.5cm}
            li{padding-top:4.5pt;margin-top:-2pt;text-align:justify;text-justify:inter-character}
            ul{list-style-type:"–  "}ol{list-style-type:{{{(thai ? "thai" : "decimal")}}}}
            .paper-cover{page:cover;break-after:page}
            .paper-cover p{margin:0;padding:0;text-wrap:balance;text-align:center}
            .paper-table{width:calc(100% - 1.5pt);font-size:14pt;line-height:19.3pt;margin:4pt 0 8pt}.paper-table td{padding-top:2.5pt}
            .paper-table caption{font-size:14pt;line-height:19.3pt;break-after:avoid;padding:6pt 0 4pt}
            thead{display:table-header-group;break-after:avoid}
            .paper-whole{break-inside:avoid}
            tr{break-inside:avoid}
            tr.paper-breakable{break-inside:auto}
            tr.paper-strong{break-after:avoid}
            .paper-figure{break-inside:avoid}
            .paper-flows{break-inside:auto}
            .paper-figure svg.paper-flow{width:11cm;margin:0 auto 8pt;break-inside:avoid}
            .paper-figure figcaption{font-size:14pt;line-height:19.3pt}
            .paper-signature{break-inside:avoid;margin:48pt 0 0 6cm}
            .paper-signature p{text-align:center;margin-top:2pt;padding-top:0}
            .paper-table thead th{padding-top:4pt}

            """);
        css.Append(Shared).Append(WidthClasses());
        if (document.Blocks.Any(b => b is FormBlock))
        {
            css.Append(FormStyles.Print(document, font));
        }
        foreach (var points in Sizes(document).Distinct().Order())
        {
            css.Append(CultureInfo.InvariantCulture, $".{SizeClass(points)}{{font-size:{points}pt;line-height:{Plan.LineHeight(points)}pt}}\n");
        }
        foreach (var points in Spaces(document).Distinct().Order())
        {
            css.Append(CultureInfo.InvariantCulture, $".paper p.{SpaceClass(points)}{{margin-top:{points}pt}}\n");
        }
        return css.ToString();
    }

    private static IEnumerable<decimal> Sizes(Document document) => document.Blocks.SelectMany<Block, decimal>(block => block switch
    {
        Cover cover => cover.Lines.Select(l => l.Points),
        Paragraph paragraph => [paragraph.Points],
        Table table => [table.Points],
        _ => [],
    });

    private static IEnumerable<decimal> Spaces(Document document) => document.Blocks.SelectMany<Block, decimal>(block => block switch
    {
        Cover cover => cover.Lines.Select(l => l.SpaceBeforePoints),
        Paragraph paragraph => [paragraph.SpaceBeforePoints],
        _ => [],
    }).Where(points => points > 0);

    private static string WidthClasses() =>
        string.Concat(Enumerable.Range(1, 100).Select(n => string.Create(CultureInfo.InvariantCulture, $".paper-w{n}{{width:{n}%}}"))) + "\n";

    private static string Token(decimal points) => points.ToString("0.##", CultureInfo.InvariantCulture).Replace('.', '_');

    /// <summary>A font name may hold letters, digits, spaces and marks; nothing that could end the string or the sheet.</summary>
    private static string CssName(string font) => string.Concat(font.Where(c => char.IsLetterOrDigit(c) || c is ' ' or '-' || char.GetUnicodeCategory(c) is UnicodeCategory.NonSpacingMark));
}
