using System.Globalization;
using System.Xml;
using Prongsai.Domain;

namespace Prongsai.Documents.Reading;

/// <summary>Shows a stored number as its cell does: so many decimals, a percentage, or a date. 99.590000000001 shows as 99.59.</summary>
internal sealed class CellFormats
{
    private static readonly System.Buffers.SearchValues<char> s_anyDate = System.Buffers.SearchValues.Create("dDyYhHbBปดว");
    private static readonly System.Buffers.SearchValues<char> s_day = System.Buffers.SearchValues.Create("dDyYbBปว");
    private readonly List<string> _byStyle = [];
    private bool _from1904;

    public static CellFormats Load(ZipContainer zip, XmlWalk walk, bool from1904)
    {
        var formats = new CellFormats { _from1904 = from1904 };
        using var xml = zip.Xml("xl/styles.xml");
        if (xml?.MoveToContent() != XmlNodeType.Element)
        {
            return formats;
        }
        var own = new Dictionary<int, string>();
        walk.Children(xml, name =>
        {
            if (name == "numFmts")
            {
                walk.Children(xml, _ =>
                {
                    if (XmlWalk.Number(xml, "numFmtId") is { } id && XmlWalk.Attribute(xml, "formatCode") is { Length: < 300 } code && own.Count < 5_000)
                    {
                        own[id] = code;
                    }
                });
            }
            else if (name == "cellXfs")
            {
                walk.Children(xml, _ =>
                {
                    if (formats._byStyle.Count < 70_000)
                    {
                        var id = XmlWalk.Number(xml, "numFmtId") ?? 0;
                        formats._byStyle.Add(own.TryGetValue(id, out var code) ? code : BuiltIn(id));
                    }
                });
            }
        });
        return formats;
    }

    /// <summary>The stored value as the style shows it; text that is no number comes back as it is.</summary>
    public string Show(string stored, int style)
    {
        if (!double.TryParse(stored, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) || !double.IsFinite(value))
        {
            return TextCleaner.Clean(stored);
        }
        return Show(value, style >= 0 && style < _byStyle.Count ? _byStyle[style] : "General", _from1904);
    }

    /// <summary>A number as a format code shows it.</summary>
    internal static string Show(double value, string code, bool from1904 = false)
    {
        var section = code.Split(';')[0];
        var plain = Literals(section);
        if (IsDate(plain))
        {
            return Date(value, plain, from1904);
        }
        if (Math.Abs(value) >= 1e15)
        {
            return value.ToString("R", CultureInfo.InvariantCulture);
        }
        var exact = (decimal)value;
        var percent = plain.Contains('%');
        if (percent)
        {
            exact *= 100;
        }
        var point = plain.IndexOf('.', StringComparison.Ordinal);
        var decimals = point < 0 ? 0 : plain[(point + 1)..].TakeWhile(c => c is '0' or '#' or '?').Count();
        var general = plain.Length == 0 || plain.Equals("General", StringComparison.OrdinalIgnoreCase) || plain.Contains('@') || plain.Contains('E') || plain.Contains('/');
        if (general || !plain.Any(c => c is '0' or '#' or '?'))
        {
            return Round(exact, 9).ToString("0.#########", CultureInfo.InvariantCulture);
        }
        // A score hidden behind "0" is still a score: two places show it.
        if (decimals < 2 && Round(exact, decimals) != Round(exact, 2))
        {
            decimals = 2;
        }
        var shown = Round(exact, decimals).ToString(decimals == 0 ? "0" : "0." + new string('0', Math.Min(decimals, 15)), CultureInfo.InvariantCulture);
        return percent ? shown + "%" : shown;
    }

    private static decimal Round(decimal value, int decimals) => Math.Round(value, Math.Min(decimals, 15), MidpointRounding.AwayFromZero);

    /// <summary>The code without quoted text, escapes and brackets.</summary>
    private static string Literals(string code)
    {
        var plain = new System.Text.StringBuilder();
        for (var i = 0; i < code.Length; i++)
        {
            switch (code[i])
            {
                case '"':
                    i = code.IndexOf('"', i + 1) is >= 0 and var close ? close : code.Length;
                    break;
                case '[':
                    i = code.IndexOf(']', i + 1) is >= 0 and var end ? end : code.Length;
                    break;
                case '\\' or '_' or '*':
                    i++;
                    break;
                default:
                    plain.Append(code[i]);
                    break;
            }
        }
        return plain.ToString();
    }

    private static bool IsDate(string plain) =>
        !plain.Contains("General", StringComparison.OrdinalIgnoreCase) && plain.AsSpan().IndexOfAny(s_anyDate) >= 0
        || (plain.AsSpan().IndexOfAny("mM") >= 0 && plain.AsSpan().IndexOfAny("0#") < 0);

    private static string Date(double value, string plain, bool from1904)
    {
        if (value is < 0 or > 2_958_465)
        {
            return value.ToString("R", CultureInfo.InvariantCulture);
        }
        var days = value + (from1904 ? 1_462 : 0);
        // Excel counts a 29 February 1900 that never was.
        var date = new DateTime(1899, 12, 30, 0, 0, 0, DateTimeKind.Unspecified).AddDays(days < 61 ? days + 1 : days);
        return plain.AsSpan().IndexOfAny(s_day) >= 0 || plain.AsSpan().IndexOfAny("hHs") < 0
            ? Show(date)
            : date.AddMilliseconds(500).ToString("HH:mm", CultureInfo.InvariantCulture);
    }

    /// <summary>A date as Thai papers write it.</summary>
    internal static string Show(DateTime date) => ThaiDate.Short(DateOnly.FromDateTime(date)).Replace('\u00A0', ' ');

    private static string BuiltIn(int id) => id switch
    {
        1 => "0",
        2 => "0.00",
        3 => "#,##0",
        4 => "#,##0.00",
        9 => "0%",
        10 => "0.00%",
        11 => "0.00E+00",
        12 or 13 => "# ?/?",
        >= 14 and <= 17 => "d/m/yyyy",
        18 or 19 or 20 or 21 => "h:mm",
        22 => "d/m/yyyy h:mm",
        >= 27 and <= 36 => "d/m/yyyy",
        37 or 38 => "#,##0",
        39 or 40 => "#,##0.00",
        45 or 46 or 47 => "h:mm",
        49 => "@",
        >= 50 and <= 58 => "d/m/yyyy",
        59 => "0",
        60 => "0.00",
        61 => "#,##0",
        62 => "#,##0.00",
        67 => "0%",
        68 => "0.00%",
        >= 71 and <= 74 => "d/m/yyyy",
        >= 75 and <= 77 => "h:mm",
        78 => "d/m/yyyy h:mm",
        81 => "d/m/yyyy",
        _ => "General",
    };
}
