using System.Globalization;

namespace Prongsai.Web.Platform.Words;

/// <summary>Figures as screens show them: two places, Arabic digits, a true minus (look.md).</summary>
internal static class Numbers
{
    /// <summary>87.80, or an en dash where there is none.</summary>
    public static string Score(decimal? score) => score is { } value ? value.ToString("0.00##", CultureInfo.InvariantCulture) : "–";

    /// <summary>+2.48, −5.83, 0.00, or an en dash.</summary>
    public static string Difference(decimal? difference) => difference switch
    {
        null => "–",
        > 0 => "+" + difference.Value.ToString("0.00", CultureInfo.InvariantCulture),
        < 0 => "\u2212" + (-difference.Value).ToString("0.00", CultureInfo.InvariantCulture),
        _ => "0.00",
    };

    /// <summary>A whole number: 1,234.</summary>
    public static string Whole(long number) => number.ToString("#,0", CultureInfo.InvariantCulture);

    /// <summary>An amount without needless places: 1,234 or 12.5.</summary>
    public static string Plain(decimal number) => number.ToString("#,0.##", CultureInfo.InvariantCulture);
}
