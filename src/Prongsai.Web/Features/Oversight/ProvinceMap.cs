using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Html;

namespace Prongsai.Web.Features.Oversight;

/// <summary>
/// Thailand as tiles: every province one square of the same size, near where it lies, so that a small one is seen as well as a large one. The
/// square says the province's initials and its mean; colour only repeats that. The same figures stand in the table below it.
/// </summary>
internal static class ProvinceMap
{
    private const int Side = 46;
    private const int Step = 50;

    /// <summary>Name, official initials, column, row.</summary>
    public static IReadOnlyList<(string Name, string Initials, int Column, int Row)> Tiles { get; } =
    [
        ("เชียงราย", "ชร", 3, 0), ("แม่ฮ่องสอน", "มส", 1, 1), ("เชียงใหม่", "ชม", 2, 1), ("พะเยา", "พย", 3, 1), ("น่าน", "นน", 4, 1),
        ("ลำพูน", "ลพ", 2, 2), ("ลำปาง", "ลป", 3, 2), ("แพร่", "พร", 4, 2), ("หนองคาย", "นค", 7, 2), ("บึงกาฬ", "บก", 8, 2),
        ("ตาก", "ตก", 1, 3), ("สุโขทัย", "สท", 2, 3), ("อุตรดิตถ์", "อต", 3, 3), ("พิษณุโลก", "พล", 4, 3), ("เลย", "ลย", 5, 3), ("หนองบัวลำภู", "นภ", 6, 3), ("อุดรธานี", "อด", 7, 3), ("สกลนคร", "สน", 8, 3), ("นครพนม", "นพ", 9, 3),
        ("กำแพงเพชร", "กพ", 2, 4), ("พิจิตร", "พจ", 3, 4), ("เพชรบูรณ์", "พช", 4, 4), ("ชัยภูมิ", "ชย", 5, 4), ("ขอนแก่น", "ขก", 6, 4), ("มหาสารคาม", "มค", 7, 4), ("กาฬสินธุ์", "กส", 8, 4), ("มุกดาหาร", "มห", 9, 4),
        ("อุทัยธานี", "อน", 2, 5), ("นครสวรรค์", "นว", 3, 5), ("ลพบุรี", "ลบ", 4, 5), ("นครราชสีมา", "นม", 5, 5), ("บุรีรัมย์", "บร", 6, 5), ("ร้อยเอ็ด", "รอ", 7, 5), ("ยโสธร", "ยส", 8, 5), ("อำนาจเจริญ", "อจ", 9, 5),
        ("กาญจนบุรี", "กจ", 0, 6), ("สุพรรณบุรี", "สพ", 1, 6), ("ชัยนาท", "ชน", 2, 6), ("สิงห์บุรี", "สห", 3, 6), ("สระบุรี", "สบ", 4, 6), ("ปราจีนบุรี", "ปจ", 5, 6), ("สระแก้ว", "สก", 6, 6), ("สุรินทร์", "สร", 7, 6), ("ศรีสะเกษ", "ศก", 8, 6), ("อุบลราชธานี", "อบ", 9, 6),
        ("ราชบุรี", "รบ", 0, 7), ("นครปฐม", "นฐ", 1, 7), ("อ่างทอง", "อท", 2, 7), ("พระนครศรีอยุธยา", "อย", 3, 7), ("นครนายก", "นย", 4, 7), ("ฉะเชิงเทรา", "ฉช", 5, 7),
        ("สมุทรสงคราม", "สส", 0, 8), ("สมุทรสาคร", "สค", 1, 8), ("นนทบุรี", "นบ", 2, 8), ("ปทุมธานี", "ปท", 3, 8), ("สมุทรปราการ", "สป", 4, 8), ("ชลบุรี", "ชบ", 5, 8), ("จันทบุรี", "จบ", 6, 8),
        ("เพชรบุรี", "พบ", 0, 9), ("กรุงเทพมหานคร", "กท", 3, 9), ("ระยอง", "รย", 5, 9), ("ตราด", "ตร", 6, 9),
        ("ประจวบคีรีขันธ์", "ปข", 0, 10), ("ชุมพร", "ชพ", 0, 11), ("ระนอง", "รน", 0, 12), ("สุราษฎร์ธานี", "สฎ", 1, 12),
        ("พังงา", "พง", 0, 13), ("กระบี่", "กบ", 1, 13), ("นครศรีธรรมราช", "นศ", 2, 13), ("ภูเก็ต", "ภก", 0, 14), ("ตรัง", "ตง", 1, 14), ("พัทลุง", "พท", 2, 14),
        ("สตูล", "สต", 1, 15), ("สงขลา", "สข", 2, 15), ("ปัตตานี", "ปน", 3, 15), ("ยะลา", "ยล", 3, 16), ("นราธิวาส", "นธ", 4, 16),
    ];

    /// <summary>The map, a tile leading to its province.</summary>
    public static IHtmlContent Draw(IReadOnlyList<AreaFigures> areas, int year)
    {
        var by = areas.ToDictionary(a => a.Name, StringComparer.Ordinal);
        var (columns, rows) = (Tiles.Max(t => t.Column) + 1, Tiles.Max(t => t.Row) + 1);
        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture, $"<svg class=\"tiles\" viewBox=\"0 0 {columns * Step} {rows * Step}\" role=\"group\" aria-label=\"คะแนนเฉลี่ยรายจังหวัด ปี {year}\">");
        foreach (var (name, initials, column, row) in Tiles)
        {
            var mean = by.GetValueOrDefault(name)?.Mean;
            var words = mean is { } m ? m.ToString("0.0", CultureInfo.InvariantCulture) : "–";
            var tile = string.Create(
                CultureInfo.InvariantCulture,
                $"<rect class=\"tile tile--{Band(mean)}\" x=\"{column * Step}\" y=\"{row * Step}\" width=\"{Side}\" height=\"{Side}\" rx=\"5\"/><text x=\"{(column * Step) + (Side / 2)}\" y=\"{(row * Step) + 20}\">{initials}</text><text class=\"tile__score\" x=\"{(column * Step) + (Side / 2)}\" y=\"{(row * Step) + 37}\">{words}</text>");
            svg.Append(by.ContainsKey(name)
                ? $"<a href=\"{HtmlEncoder.Default.Encode($"/oversight/{Uri.EscapeDataString(name)}?year={year.ToString(CultureInfo.InvariantCulture)}")}\" aria-label=\"{name} {(mean is null ? "ยังไม่มีผล" : "คะแนนเฉลี่ย " + words)}\"><title>{name}</title>{tile}</a>"
                : $"<g aria-hidden=\"true\">{tile}</g>");
        }
        return new HtmlString(svg.Append("</svg>").ToString());
    }

    /// <summary>By the levels' limits.</summary>
    private static string Band(decimal? mean) => mean switch { null => "none", >= 95 => "top", >= 85 => "good", >= 70 => "fair", _ => "low" };
}
