using System.Globalization;

namespace Prongsai.Web.Platform.Hosting;

/// <summary>
/// Thai with the Gregorian calendar. The stock th-TH culture reads 2025-01-05 as the Buddhist year 2025 and stores 1482 without a word
/// (style.md 5.10, trap 1); Buddhist years exist only in what <c>ThaiDate</c> shows.
/// </summary>
internal static class ThaiCulture
{
    public static CultureInfo Instance { get; } = Create();

    /// <summary>Makes it the culture of every thread.</summary>
    public static void Use()
    {
        CultureInfo.DefaultThreadCurrentCulture = Instance;
        CultureInfo.DefaultThreadCurrentUICulture = Instance;
        CultureInfo.CurrentCulture = Instance;
        CultureInfo.CurrentUICulture = Instance;
    }

    private static CultureInfo Create()
    {
        var thai = (CultureInfo)CultureInfo.GetCultureInfo("th-TH").Clone();
        thai.DateTimeFormat.Calendar = thai.OptionalCalendars.OfType<GregorianCalendar>().First();
        return CultureInfo.ReadOnly(thai);
    }
}
