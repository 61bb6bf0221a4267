using System.Globalization;
using Prongsai.Domain;

namespace Prongsai.Web.Platform.Contents;

/// <summary>The colour was not written as #rrggbb.</summary>
internal sealed record NotAColour() : Refusal("สีต้องเขียนเป็น # ตามด้วยเลขฐานสิบหก 6 ตัว เช่น #0b5d63");

/// <summary>Letters in or on this colour could not be read by everyone.</summary>
internal sealed record ColourIsTooLight(decimal Ratio) : Refusal($"สีนี้อ่อนเกินไป ตัวอักษรสีขาวบนสีนี้มีความต่าง {Ratio.ToString("0.0", CultureInfo.InvariantCulture)} : 1 ต้องได้อย่างน้อย 5.5 : 1 เลือกสีที่เข้มกว่านี้");

/// <summary>Contrast of colours as WCAG 2.2 counts it, and the shades made from the organisation's one colour.</summary>
internal static class Contrast
{
    /// <summary>Above WCAG's 4.5, so that the tinted ground keeps 4.5 too.</summary>
    public const double Least = 5.5;

    /// <summary>1 to 21.</summary>
    /// <param name="one">#rrggbb</param>
    /// <param name="other">#rrggbb</param>
    public static double Ratio(string one, string other)
    {
        var (a, b) = (Luminance(Parts(one)), Luminance(Parts(other)));
        return (Math.Max(a, b) + 0.05) / (Math.Min(a, b) + 0.05);
    }

    /// <summary>The colour in its one form, or why it cannot be used.</summary>
    public static Result<string> Check(string text)
    {
        var colour = text.Trim().ToLowerInvariant();
        if (colour.Length != 7 || colour[0] != '#' || !colour[1..].All(char.IsAsciiHexDigit))
        {
            return new NotAColour();
        }
        var ratio = Ratio(colour, "#ffffff");
        return ratio < Least ? new ColourIsTooLight(Math.Round((decimal)ratio, 1, MidpointRounding.ToZero)) : colour;
    }

    /// <summary>Towards another colour; 0 stays, 1 arrives.</summary>
    public static string Mix(string colour, string towards, double share)
    {
        var (a, b) = (Parts(colour), Parts(towards));
        return "#" + string.Concat(a.Zip(b, (x, y) => ((int)Math.Round((x * (1 - share)) + (y * share))).ToString("x2", CultureInfo.InvariantCulture)));
    }

    /// <summary>The style sheet that puts an organisation's colour in place of the product's.</summary>
    public static string StyleSheet(string colour) =>
        $":root{{--teal:{colour};--teal-deep:{Mix(colour, "#000000", 0.42)};--teal-soft:{Mix(colour, "#ffffff", 0.89)};--teal-mid:{Mix(colour, "#ffffff", 0.45)}}}";

    private static int[] Parts(string colour) => [Part(colour, 1), Part(colour, 3), Part(colour, 5)];

    private static int Part(string colour, int at) => int.Parse(colour.AsSpan(at, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);

    private static double Luminance(int[] rgb)
    {
        double Linear(int part)
        {
            var c = part / 255d;
            return c <= 0.04045 ? c / 12.92 : Math.Pow((c + 0.055) / 1.055, 2.4);
        }
        return (0.2126 * Linear(rgb[0])) + (0.7152 * Linear(rgb[1])) + (0.0722 * Linear(rgb[2]));
    }
}
