using System.Globalization;

namespace Prongsai.Domain.Manuals;

/// <summary>What a step is in the flow chart.</summary>
public enum StepKind
{
    Start,
    Do,
    Decide,
    End,
}

/// <summary>One step of a service.</summary>
/// <param name="Kind">Its shape in the flow chart.</param>
/// <param name="Text">What is done; of a decision, the question.</param>
/// <param name="Who">Who does it; a citizen, a position or a department.</param>
/// <param name="Time">How long it may take; null where it takes none.</param>
public sealed record ManualStep(StepKind Kind, string Text, string Who, StepTime? Time)
{
    public const int TextMaxLength = 300;
    public const int WhoMaxLength = 80;
    public const int WordMaxLength = 20;

    /// <summary>Of a decision: the word on the way on; ใช่ when empty.</summary>
    public string Yes { get; init; } = "";

    /// <summary>Of a decision: the word on the other way; ไม่ใช่ when empty.</summary>
    public string No { get; init; } = "";

    /// <summary>Of a decision: the number of the step the other way leads to, from 1.</summary>
    public int? NoTo { get; init; }
}

/// <summary>Why steps cannot be drawn as a flow chart that leads from a beginning to an end.</summary>
/// <param name="Step">Its number from 1; 0 when it is not about one step.</param>
/// <param name="Text">Thai: what to do.</param>
public sealed record StepProblem(int Step, string Text);

/// <summary>What every flow of steps must hold to be published.</summary>
public static class ManualFlow
{
    public const int Most = 30;

    /// <summary>Everything wrong at once, in the order of the steps; empty when the flow is whole.</summary>
    public static IReadOnlyList<StepProblem> Problems(IReadOnlyList<ManualStep> steps)
    {
        ArgumentNullException.ThrowIfNull(steps);
        var problems = new List<StepProblem>();
        if (steps.Count < 2 || steps[0].Kind is not StepKind.Start || steps[^1].Kind is not StepKind.End)
        {
            problems.Add(new StepProblem(0, "ขั้นตอนต้องเริ่มด้วยชนิด “เริ่ม” และขั้นสุดท้ายเป็นชนิด “จบ”"));
        }
        for (var i = 0; i < steps.Count; i++)
        {
            var (step, number) = (steps[i], i + 1);
            if (step.Text.Length == 0)
            {
                problems.Add(new StepProblem(number, Numbered(number, "ใส่ว่าทำอะไร")));
            }
            if (step.Kind is StepKind.Do or StepKind.Decide && step.Who.Length == 0)
            {
                problems.Add(new StepProblem(number, Numbered(number, "ใส่ผู้รับผิดชอบ เช่น กองคลัง")));
            }
            if (step.Kind is StepKind.Do or StepKind.Decide && step.Time is null)
            {
                problems.Add(new StepProblem(number, Numbered(number, "ใส่เวลาที่ใช้ เช่น 15 นาที")));
            }
            if (step.Kind is StepKind.Start && i > 0)
            {
                problems.Add(new StepProblem(number, Numbered(number, "ชนิด “เริ่ม” ใช้ได้เฉพาะขั้นแรก")));
            }
            if (step.Kind is StepKind.Decide && (step.NoTo is not { } to || to < 1 || to > steps.Count || to == number || to == number + 1))
            {
                problems.Add(new StepProblem(number, Numbered(number, "บอกว่าถ้าไม่ผ่านให้ไปขั้นที่เท่าใด และต้องไม่ใช่ขั้นนี้หรือขั้นถัดไป")));
            }
        }
        if (problems.Count == 0)
        {
            var reached = Reached(steps);
            problems.AddRange(Enumerable.Range(1, steps.Count).Where(n => !reached.Contains(n)).Select(n => new StepProblem(n, Numbered(n, "ไม่มีทางไปถึงขั้นนี้ ขั้นก่อนหน้าเป็นชนิด “จบ” และไม่มีขั้นตัดสินใจใดพามา"))));
        }
        return problems;
    }

    /// <summary>The way in words, for those who cannot see the chart.</summary>
    public static string InWords(IReadOnlyList<ManualStep> steps)
    {
        ArgumentNullException.ThrowIfNull(steps);
        return string.Join(' ', steps.Select((s, i) => Numbered(i + 1, s.Text) + s.Kind switch
        {
            StepKind.Decide when s.NoTo is { } to => string.Create(CultureInfo.InvariantCulture, $" ถ้า{YesOf(s)}ไปขั้นที่ {i + 2} ถ้า{NoOf(s)}ไปขั้นที่ {to}"),
            StepKind.End when i < steps.Count - 1 => " จบ",
            _ => "",
        }));
    }

    public static string YesOf(ManualStep step) => step?.Yes is { Length: > 0 } said ? said : "ใช่";

    public static string NoOf(ManualStep step) => step?.No is { Length: > 0 } said ? said : "ไม่ใช่";

    private static HashSet<int> Reached(IReadOnlyList<ManualStep> steps)
    {
        var (reached, open) = (new HashSet<int>(), new Stack<int>([1]));
        while (open.TryPop(out var number))
        {
            if (number > steps.Count || !reached.Add(number))
            {
                continue;
            }
            var step = steps[number - 1];
            if (step.Kind is not StepKind.End)
            {
                open.Push(number + 1);
            }
            if (step is { Kind: StepKind.Decide, NoTo: { } to })
            {
                open.Push(to);
            }
        }
        return reached;
    }

    private static string Numbered(int number, string text) => string.Create(CultureInfo.InvariantCulture, $"ขั้นที่ {number} {text}");
}
