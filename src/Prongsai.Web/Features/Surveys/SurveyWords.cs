using System.ComponentModel.DataAnnotations;
using System.Reflection;
using Prongsai.Domain;
using Prongsai.Ui;

namespace Prongsai.Web.Features.Surveys;

/// <summary>What things of this area are called on the screen.</summary>
internal static class SurveyWords
{
    public static string Of<T>(T value)
        where T : struct, Enum => typeof(T).GetField(value.ToString())!.GetCustomAttribute<DisplayAttribute>()!.Name!;

    public static StopState State(SurveyState state) => state switch
    {
        SurveyState.Draft => StopState.Wait,
        SurveyState.Open => StopState.Now,
        _ => StopState.Done,
    };

    public static string Span(DateOnly? from, DateOnly? until) => (from, until) switch
    {
        (null, _) => "ยังไม่เปิด",
        ({ } first, null) => $"ตั้งแต่ {ThaiDate.Short(first)}",
        ({ } first, { } last) => $"{ThaiDate.Short(first)} – {ThaiDate.Short(last)}",
    };

    public static string Score(decimal? score) => score is { } value ? Math.Round(value, 2, MidpointRounding.AwayFromZero).ToString("0.00", System.Globalization.CultureInfo.InvariantCulture) : "–";

    /// <summary>The margin in plain words.</summary>
    public static string Margin(SurveyMargin margin) => margin switch
    {
        { Half: null } => "ยังบอกความคลาดเคลื่อนไม่ได้",
        { Half: < 0.005m } => "ตอบครบทุกคน หรือทุกคนตอบเหมือนกัน จึงแทบไม่มีความคลาดเคลื่อน",
        { Score: var score, Half: { } half } => $"ถ้าถามคนกลุ่มอื่นจำนวนเท่ากัน คะแนนน่าจะอยู่ระหว่าง {Score(Math.Max(0, score - half))} ถึง {Score(Math.Min(100, score + half))} (19 ใน 20 ครั้ง)",
    };
}

/// <summary>A score and half the width of its interval.</summary>
internal sealed record SurveyMargin(decimal Score, decimal? Half);
