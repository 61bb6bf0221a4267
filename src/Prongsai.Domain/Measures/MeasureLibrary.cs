namespace Prongsai.Domain.Measures;

/// <summary>The kind of unit that usually owns a step, found again in an organisation by its name.</summary>
public enum UnitRole
{
    /// <summary>สำนักปลัด</summary>
    Clerk,

    /// <summary>กองคลัง</summary>
    Finance,

    /// <summary>กองช่าง</summary>
    Works,

    /// <summary>กองการศึกษา</summary>
    Education,

    /// <summary>กองสาธารณสุข</summary>
    Health,

    /// <summary>หน่วยตรวจสอบภายใน</summary>
    Audit,

    /// <summary>Every unit; the clerk's office leads.</summary>
    All,
}

/// <summary>Finds the unit that bears a role by its name.</summary>
public static class UnitRoles
{
    /// <summary>The word such a unit has in its name.</summary>
    public static string Word(UnitRole role) => role switch
    {
        UnitRole.Finance => "คลัง",
        UnitRole.Works => "ช่าง",
        UnitRole.Education => "การศึกษา",
        UnitRole.Health => "สาธารณสุข",
        UnitRole.Audit => "ตรวจสอบภายใน",
        _ => "ปลัด",
    };

    /// <summary>What the role is called where no unit bears it yet.</summary>
    public static string Name(UnitRole role) => role switch
    {
        UnitRole.Finance => "กองคลัง",
        UnitRole.Works => "กองช่าง",
        UnitRole.Education => "กองการศึกษา",
        UnitRole.Health => "กองสาธารณสุข",
        UnitRole.Audit => "หน่วยตรวจสอบภายใน",
        UnitRole.All => "ทุกส่วนราชการ",
        _ => "สำนักปลัด",
    };

    /// <summary>The first of the units whose name says it, else the clerk's office, else the first of all; null when there is none.</summary>
    public static Guid? Find(UnitRole role, IReadOnlyList<(Guid Id, string Name)> units)
    {
        ArgumentNullException.ThrowIfNull(units);
        foreach (var word in new[] { Word(role), Word(UnitRole.Clerk) })
        {
            foreach (var (id, name) in units)
            {
                if (name.Contains(word, StringComparison.Ordinal))
                {
                    return id;
                }
            }
        }
        return units.Count > 0 ? units[0].Id : null;
    }
}

/// <summary>A step of a library measure. Months are those of the calendar, 1–12, in the order of the fiscal year (October first).</summary>
public sealed record LibraryStep(string Text, UnitRole Owner, int FromMonth, int UntilMonth);

/// <summary>A measure to begin from, written for this project or by the organisation itself. Its answers are kinds of the rulebooks and issue numbers.</summary>
public sealed record LibraryMeasure
{
    public required string Id { get; init; }

    public required string Title { get; init; }

    public required string Guideline { get; init; }

    public required IReadOnlyList<LibraryStep> Steps { get; init; }

    public required string Output { get; init; }

    public required string Outcome { get; init; }

    public required IReadOnlyList<FollowUp> FollowUps { get; init; }

    public required IReadOnlyList<Answer> Answers { get; init; }

    /// <summary>Who wrote it.</summary>
    public required string Source { get; init; }

    /// <summary>The units that usually work on it, the owner of most steps first.</summary>
    public IReadOnlyList<UnitRole> Owners => [.. Steps.GroupBy(s => s.Owner).OrderByDescending(g => g.Count()).Select(g => g.Key)];

    /// <summary>As a measure of a year: months become days, roles the organisation's units. It covers the days of its steps.</summary>
    public Measure For(FiscalYear year, IReadOnlyList<(Guid Id, string Name)> units)
    {
        var steps = Steps.Select(s => new MeasureStep(s.Text, UnitRoles.Find(s.Owner, units), null, FirstOf(year, s.FromMonth), LastOf(year, s.UntilMonth))).ToList();
        return new Measure
        {
            Year = year,
            Title = Title,
            Guideline = Guideline,
            Steps = steps,
            UnitIds = [.. Owners.Select(o => UnitRoles.Find(o, units)).OfType<Guid>().Distinct()],
            From = steps.Count > 0 ? steps.Min(s => s.From) : year.FirstDay,
            Until = steps.Count > 0 ? steps.Max(s => s.Until) : year.LastDay,
            Output = Output,
            Outcome = Outcome,
            FollowUps = FollowUps,
            Answers = Answers,
            LibraryId = Id,
        };
    }

    /// <summary>Place of a month in the fiscal year: October is 0, September 11.</summary>
    public static int Place(int month) => (month + 2) % 12;

    private static DateOnly FirstOf(FiscalYear year, int month) => year.FirstDay.AddMonths(Place(month));

    private static DateOnly LastOf(FiscalYear year, int month) => year.FirstDay.AddMonths(Place(month) + 1).AddDays(-1);
}

/// <summary>The measures plans begin from. Immutable; read from rules/measures by <see cref="MeasureReader"/>.</summary>
public sealed class MeasureLibrary(IReadOnlyList<LibraryMeasure> measures)
{
    private readonly Dictionary<string, LibraryMeasure> byId = measures.ToDictionary(m => m.Id, StringComparer.Ordinal);

    /// <summary>In the order of the files.</summary>
    public IReadOnlyList<LibraryMeasure> Measures { get; } = measures;

    public LibraryMeasure? Find(string id) => byId.GetValueOrDefault(id);

    /// <summary>With the organisation's own measures after those of the product; an id that is taken is passed over.</summary>
    public MeasureLibrary With(IEnumerable<LibraryMeasure> own)
    {
        ArgumentNullException.ThrowIfNull(own);
        return new([.. Measures.Concat(own).DistinctBy(m => m.Id, StringComparer.Ordinal)]);
    }
}
