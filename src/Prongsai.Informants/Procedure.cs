using System.Globalization;
using System.Text.Json;

namespace Prongsai.Informants;

/// <summary>A step of handling as the informant and the officer see it.</summary>
/// <param name="State">As stored.</param>
/// <param name="Title">What it is called.</param>
/// <param name="Next">What happens next.</param>
/// <param name="WorkingDays">In which it should be over; null for the last.</param>
/// <param name="ExtensionDays">Working days one extension adds.</param>
/// <param name="Extensions">How many there may be.</param>
/// <param name="Then">The states that may follow.</param>
/// <param name="MustSay">What the informant must be told in words when it begins; null for nothing.</param>
internal sealed record Stage(string State, string Title, string Next, int? WorkingDays, int ExtensionDays, int Extensions, IReadOnlyList<string> Then, string? MustSay = null);

/// <summary>How a report is handled: rules/informants/procedure.json, compiled in so that a changed file beside the program changes nothing.</summary>
internal sealed record Procedure(string Certainty, string Source, int AnswerDays, string AnswerRule, int KeepDays, string KeepRule, IReadOnlyList<Stage> Stages)
{
    public const string Received = "received";
    public const string Finished = "finished";

    public static readonly Procedure Rules = Read();

    public static Stage Of(string state) => Rules.Stages.First(s => string.Equals(s.State, state, StringComparison.Ordinal));

    private static Procedure Read()
    {
        using var file = typeof(Procedure).Assembly.GetManifestResourceStream("procedure.json") ?? throw new InvalidOperationException("The procedure is not compiled in.");
        return JsonSerializer.Deserialize<Procedure>(file, JsonSerializerOptions.Web)!;
    }
}

/// <summary>A day in Thai words: 21 พ.ย. 2569.</summary>
internal static class ThaiDay
{
    private static readonly string[] Months = ["ม.ค.", "ก.พ.", "มี.ค.", "เม.ย.", "พ.ค.", "มิ.ย.", "ก.ค.", "ส.ค.", "ก.ย.", "ต.ค.", "พ.ย.", "ธ.ค."];

    public static string Short(DateOnly day) => string.Create(CultureInfo.InvariantCulture, $"{day.Day} {Months[day.Month - 1]} {day.Year + 543}");

    /// <summary>The half of the fiscal year a day lies in: 2569/1 is October to March.</summary>
    public static string Half(DateOnly day) => string.Create(CultureInfo.InvariantCulture, $"{day.Year + 543 + (day.Month >= 10 ? 1 : 0)}/{(day.Month is >= 10 or <= 3 ? 1 : 2)}");
}
