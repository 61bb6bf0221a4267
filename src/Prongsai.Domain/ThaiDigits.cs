namespace Prongsai.Domain;

/// <summary>Which digits a paper or a screen is written in. A rendering choice, never a stored form.</summary>
public enum DigitStyle
{
    Arabic,
    Thai,
}

/// <summary>Thai digits ๐–๙ (U+0E50–U+0E59) to and from 0–9. Everything else is left as it is.</summary>
public static class ThaiDigits
{
    public static string ToArabic(string text) => Map(text, '\u0E50', '0');

    public static string ToThai(string text) => Map(text, '0', '\u0E50');

    public static string Render(string text, DigitStyle style) => style is DigitStyle.Thai ? ToThai(text) : ToArabic(text);

    private static string Map(string text, char fromZero, char toZero)
    {
        ArgumentNullException.ThrowIfNull(text);
        var first = text.AsSpan().IndexOfAnyInRange(fromZero, (char)(fromZero + 9));
        if (first < 0)
        {
            return text;
        }
        return string.Create(text.Length, (text, fromZero, toZero), static (span, s) =>
        {
            for (var i = 0; i < span.Length; i++)
            {
                var c = s.text[i];
                span[i] = c >= s.fromZero && c <= s.fromZero + 9 ? (char)(c - s.fromZero + s.toZero) : c;
            }
        });
    }
}
