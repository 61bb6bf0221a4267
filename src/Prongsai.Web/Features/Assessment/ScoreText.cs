using System.Globalization;
using Prongsai.Domain;

namespace Prongsai.Web.Features.Assessment;

/// <summary>A score as people type it: Thai or Arabic digits, a point or a comma, perhaps คะแนน or % behind.</summary>
internal static class ScoreText
{
    /// <returns>True for a number between 0 and 100.</returns>
    public static bool TryRead(string? typed, out decimal score)
    {
        score = 0;
        if (string.IsNullOrWhiteSpace(typed))
        {
            return false;
        }
        var text = ThaiDigits.ToArabic(typed).Replace("คะแนน", "", StringComparison.Ordinal).Replace("%", "", StringComparison.Ordinal).Replace(',', '.').Trim();
        return decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out score) && score is >= 0 and <= 100;
    }
}
