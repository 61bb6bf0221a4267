using Prongsai.Domain.Doing;

namespace Prongsai.Web.Platform.Rules;

/// <summary>The public holidays that ship with the program (rules/follow-up/holidays).</summary>
internal static class HolidayStore
{
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    public static HolidayCalendar Load() =>
        HolidayCalendar.Read(Directory.GetFiles(Path.Combine(Path.GetDirectoryName(RulebookStore.DefaultFolder) ?? ".", "follow-up", "holidays"), "*.json").Order(StringComparer.Ordinal).Select(File.ReadAllText));
}
