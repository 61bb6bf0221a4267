using System.Globalization;
using Prongsai.Domain.Rules;

namespace Prongsai.Domain.Measures;

/// <summary>A field that differs: its Thai name and both values as read by people; an empty value is "–".</summary>
public sealed record FieldChange(string Field, string Before, string After);

/// <summary>A measure brought into another year, and what could not come along.</summary>
public sealed record Carried(Measure Measure, IReadOnlyList<string> Notes);

/// <summary>Brings measures from one year into another and says what differs between two versions of a measure.</summary>
public static class CarryOver
{
    /// <summary>
    /// The same measure a number of years later, its days moved by as many years. What the new year no longer asks for is left out and noted;
    /// without rules for that year every answer comes along.
    /// </summary>
    public static Carried To(Measure measure, FiscalYear year, Rulebook? rules)
    {
        ArgumentNullException.ThrowIfNull(measure);
        var years = year.Value - measure.Year.Value;
        var gone = rules is null ? [] : measure.Answers.Where(a => Aims.Of(a, rules) is null).ToList();
        return new(
            measure with
            {
                Year = year,
                From = measure.From.AddYears(years),
                Until = measure.Until.AddYears(years),
                Steps = [.. measure.Steps.Select(s => s with { From = s.From.AddYears(years), Until = s.Until.AddYears(years) })],
                Answers = [.. measure.Answers.Except(gone)],
            },
            [.. gone.Select(a => $"หลักเกณฑ์ปี {year} ไม่มี{Name(a.Target)}ชนิด {a.Kind} แล้ว จึงตัดออกจากสิ่งที่มาตรการนี้ตอบ")]);
    }

    /// <summary>What differs, in the order of the form; names of units and people are asked of the caller.</summary>
    public static IReadOnlyList<FieldChange> Differences(Measure before, Measure after, Func<Guid, string> nameOf, Func<Answer, string> answerName)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        ArgumentNullException.ThrowIfNull(nameOf);
        ArgumentNullException.ThrowIfNull(answerName);
        var changes = new List<FieldChange>();
        Field("มาตรการ", m => m.Title);
        Field("แนวทางการปฏิบัติ", m => m.Guideline);
        Field("ระยะเวลา", m => Period(m.From, m.Until));
        Field("หน่วยงานรับผิดชอบ", m => string.Join(", ", m.UnitIds.Select(nameOf)));
        Field("ผู้รับผิดชอบ", m => string.Join(", ", m.PersonIds.Select(nameOf)));
        Field("งบประมาณ", m => m.Budget is { } budget ? budget.ToString("#,0.00", CultureInfo.InvariantCulture) + " บาท" : "");
        for (var i = 0; i < Math.Max(before.Steps.Count, after.Steps.Count); i++)
        {
            var at = i;
            Field(string.Create(CultureInfo.InvariantCulture, $"ขั้นที่ {i + 1}"), m => at < m.Steps.Count ? StepText(m.Steps[at]) : "");
        }
        Field("ผลผลิต", m => m.Output);
        Field("ผลลัพธ์", m => m.Outcome);
        Field("การติดตาม", m => string.Join(", ", m.FollowUps.Order().Select(FollowUpName)));
        Field("สิ่งที่มาตรการนี้ตอบ", m => string.Join(", ", m.Answers.Select(answerName).Order(StringComparer.Ordinal)));
        return changes;

        void Field(string name, Func<Measure, string> read)
        {
            var (was, now) = (read(before), read(after));
            if (was != now)
            {
                changes.Add(new FieldChange(name, was.Length == 0 ? "–" : was, now.Length == 0 ? "–" : now));
            }
        }

        string StepText(MeasureStep step) =>
            string.Join(" · ", new[] { step.Text, step.UnitId is { } unit ? nameOf(unit) : "", step.PersonId is { } person ? nameOf(person) : "", Period(step.From, step.Until) }.Where(p => p.Length > 0));
    }

    /// <summary>1 ต.ค. 2567 – 30 ก.ย. 2568</summary>
    public static string Period(DateOnly from, DateOnly until) => $"{ThaiDate.Short(from)} – {ThaiDate.Short(until)}";

    public static string FollowUpName(FollowUp followUp) => followUp switch
    {
        FollowUp.Monthly => "ที่ประชุมประจำเดือน",
        FollowUp.SixMonths => "รอบ 6 เดือน",
        FollowUp.TwelveMonths => "รอบ 12 เดือน",
        _ => throw new ArgumentOutOfRangeException(nameof(followUp), followUp, null),
    };

    private static string Name(AnswerTarget target) => target switch
    {
        AnswerTarget.Indicator => "ตัวชี้วัด",
        AnswerTarget.Question => "ข้อคำถาม",
        AnswerTarget.Item => "รายการเปิดเผย",
        _ => "ประเด็น",
    };
}
