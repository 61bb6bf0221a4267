using System.Globalization;
using Prongsai.Domain;

namespace Prongsai.Documents.Writing.Memos;

/// <summary>The print sheet of official forms, put after that of reports. Sizes of pages are what <see cref="MemoPages"/> reckons with.</summary>
internal static class FormStyles
{
    private const decimal FirstPageCm = 29.7m - 1.5m - 2m;
    private const decimal NextPageCm = 29.7m - 2.5m - 2m;

    /// <summary>What the continuation word takes at the foot of a page.</summary>
    private const decimal NextWordCm = 0.9m;

    /// <summary>The height a page has for its blocks, in points.</summary>
    public static decimal RoomPoints(bool first, bool last) => ((first ? FirstPageCm : NextPageCm) - (last ? 0m : NextWordCm)) * 72m / 2.54m;

    /// <param name="document">A paper with form blocks.</param>
    /// <param name="font">The font list of the sheet.</param>
    public static string Print(Document document, string font)
    {
        var counter = document.Digits is DigitStyle.Thai ? "counter(page, thai)" : "counter(page)";
        // To be measured, the paper stands on a page without end (the longest a PDF may have). Marks reach to the left (rtl), since what
        // reaches beyond the right edge makes the browser print everything smaller, and lines would break elsewhere than in the end.
        var size = document.MarksBlocks ? "21cm 500cm" : "A4";
        return string.Create(CultureInfo.InvariantCulture, $$$"""
            @page{size:{{{size}}};margin:2.5cm 2cm 2cm 3cm;@bottom-center{content:none}@top-center{content:{{{counter}}};font-family:{{{font}}};font-size:16pt;vertical-align:middle}}
            @page:first{margin-top:1.5cm;@top-center{content:none}}
            .form-page{display:flow-root;position:relative;box-sizing:border-box;min-height:{{{NextPageCm - 0.2m}}}cm;padding-bottom:{{{NextWordCm}}}cm;break-after:page}
            .form-page.form-first{min-height:{{{FirstPageCm - 0.2m}}}cm}
            .form-page:last-child{min-height:0;padding-bottom:0;break-after:auto}
            .form-next{position:absolute;right:0;bottom:0;margin:0;padding:0;text-align:right}
            .form-mark{break-after:avoid;height:0;margin:0;overflow:visible;font:1pt/1pt sans-serif;color:#fff;white-space:nowrap}
            .form-head{position:relative;height:1.5cm;margin-bottom:6pt}
            .form-emblem{position:absolute;left:0;top:0;object-fit:contain;object-position:left top}
            .form-title{position:absolute;left:0;right:0;bottom:-3pt;margin:0;padding:0;text-align:center;font-size:29pt;line-height:35pt;font-weight:bold}
            .form-line{display:flex;gap:6pt;margin:0;padding:0;text-align:left;line-height:27pt}
            .form-line strong{font-size:20pt}
            .form-field{display:flex;flex:1;gap:4pt;align-items:baseline}.form-field strong{white-space:nowrap}
            .form-value{flex:1;border-bottom:1pt dotted #000;line-height:22pt;padding:0 4pt}
            .paper>p,.form-page>p{break-inside:avoid}.paper>p.form-long,.form-page>p.form-long{break-inside:auto;orphans:2;widows:2}
            .form-spot{direction:rtl;display:inline-block;width:0;height:0;overflow:visible;text-indent:0;font:1pt/1pt sans-serif;color:#fff;white-space:nowrap}
            .form-sign{break-inside:avoid;margin:4pt 0 0 6.5cm;text-align:center}
            .form-sign p,.form-opinion p{margin:0;padding:1pt 0 0;text-align:center}
            .form-drawn{object-fit:contain;display:block;margin:0 auto}
            .form-dots{padding-top:14pt!important}
            .form-opinion{break-inside:avoid;margin-top:8pt}
            .form-opinion .form-heading,.form-opinion .form-choice,.form-opinion .form-remark{text-align:left}
            .form-opinion .form-choice,.form-opinion .form-remark{padding-left:1.5cm}
            .form-box{display:inline-block;box-sizing:border-box;width:12pt;height:12pt;border:1pt solid #000;line-height:10pt;font-size:11pt;text-align:center;vertical-align:-1pt;font-family:"DejaVu Sans",sans-serif}
            .form-proof{break-inside:avoid;display:flex;gap:10pt;align-items:center;margin-top:16pt;padding-top:6pt;border-top:.5pt solid #43545a}
            .form-proof p{font-size:12pt;line-height:16.5pt;margin:0;padding:0;text-align:left;overflow-wrap:anywhere}

            """);
    }
}
