using System.Text.Json;
using System.Text.Json.Serialization;

namespace Prongsai.Domain.Measures;

/// <summary>One mistake in the library of measures, for the person who writes it: the file, and the member with its value.</summary>
public sealed record MeasureProblem(string File, string Text)
{
    public override string ToString() => $"{File}: {Text}";
}

/// <summary>What came of reading the library's files: the library, or every mistake that was found.</summary>
public sealed record MeasureReading(MeasureLibrary? Library, IReadOnlyList<MeasureProblem> Problems)
{
    /// <summary>The library, for a program that cannot go on without it.</summary>
    /// <exception cref="MeasureLibraryException">The files hold mistakes.</exception>
    public MeasureLibrary OrThrow() => Library ?? throw new MeasureLibraryException(Problems);
}

/// <summary>The library of measures holds a mistake; it stops the program, as a mistake in the rules does.</summary>
public sealed class MeasureLibraryException(IReadOnlyList<MeasureProblem> problems) : Exception(string.Join(Environment.NewLine, problems))
{
    public IReadOnlyList<MeasureProblem> Problems { get; } = problems;
}

/// <summary>
/// Turns the files of rules/measures (name → bytes) into a <see cref="MeasureLibrary"/>. No I/O. Files are taken in ordinal order of their
/// names. Reading is strict: an unknown, repeated, missing or null member is a mistake.
/// </summary>
public static class MeasureReader
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerOptions.Strict)
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false) },
    };

    /// <summary>Reads the library. <paramref name="folder"/> ("rules/measures") only names files in problems; names that do not end in .json are ignored.</summary>
    public static MeasureReading Read(string folder, IReadOnlyDictionary<string, byte[]> files)
    {
        ArgumentNullException.ThrowIfNull(folder);
        ArgumentNullException.ThrowIfNull(files);
        var at = folder.Replace('\\', '/').TrimEnd('/');
        var problems = new List<MeasureProblem>();
        var measures = new List<LibraryMeasure>();
        var homes = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, bytes) in files.Where(f => f.Key.EndsWith(".json", StringComparison.Ordinal)).OrderBy(f => f.Key, StringComparer.Ordinal))
        {
            var file = $"{at}/{name}";
            void Mistake(string text) => problems.Add(new MeasureProblem(file, text));
            foreach (var measure in Parse(bytes, Mistake)?.Measures ?? [])
            {
                Check(measure, Mistake);
                if (!homes.TryAdd(measure.Id, file))
                {
                    Mistake($"measures: the id \"{measure.Id}\" is already used in {homes[measure.Id]}.");
                }
                measures.Add(measure.ToMeasure());
            }
        }
        return new MeasureReading(problems.Count == 0 ? new MeasureLibrary(measures) : null, problems);
    }

    private static MeasuresFile? Parse(byte[] bytes, Action<string> mistake)
    {
        try
        {
            var value = JsonSerializer.Deserialize<MeasuresFile>(bytes, Options);
            if (value is null)
            {
                mistake("the file holds null.");
            }
            return value is null ? null : value with { Measures = [.. value.Measures.Select(m => m with { Source = value.Source })] };
        }
        catch (JsonException e)
        {
            mistake(e.Message);
            return null;
        }
    }

    private static void Check(MeasureOfFile measure, Action<string> mistake)
    {
        var where = $"measures: \"{measure.Id}\"";
        foreach (var (member, value) in new[] { ("id", measure.Id), ("title", measure.Title), ("guideline", measure.Guideline), ("output", measure.Output), ("outcome", measure.Outcome) }
            .Concat(measure.Steps.Select((s, i) => ($"steps[{i}]", s.Text))))
        {
            if (string.IsNullOrWhiteSpace(value) || value != value.Trim())
            {
                mistake($"{where}: {member} is \"{value}\"; it must have words and no blanks around them.");
            }
        }
        if (measure.Steps.Count is < 3 or > 6)
        {
            mistake($"{where}: steps has {measure.Steps.Count} steps; there must be 3 to 6.");
        }
        foreach (var (step, i) in measure.Steps.Select((s, i) => (s, i)))
        {
            if (step.Months.Count != 2 || step.Months.Any(m => m is < 1 or > 12) || LibraryMeasure.Place(step.Months[0]) > LibraryMeasure.Place(step.Months[1]))
            {
                mistake($"{where}: steps[{i}]: months is [{string.Join(", ", step.Months)}]; it must be the first and the last month, 1–12, in the order of the fiscal year.");
            }
        }
        if (measure.FollowUps.Count == 0 || measure.FollowUps.Distinct().Count() != measure.FollowUps.Count)
        {
            mistake($"{where}: followUps is [{string.Join(", ", measure.FollowUps)}]; it must name monthly, six-months or twelve-months, each once.");
        }
        if (measure.Issues.Count == 0 || measure.Issues.Any(i => i is < 1 or > 7))
        {
            mistake($"{where}: issues is [{string.Join(", ", measure.Issues)}]; it must hold numbers from 1 to 7.");
        }
    }

    private sealed record MeasuresFile(string Source, IReadOnlyList<MeasureOfFile> Measures);

    private sealed record StepOfFile(string Text, UnitRole Owner, IReadOnlyList<int> Months);

    private sealed record MeasureOfFile(
        string Id,
        string Title,
        string Guideline,
        IReadOnlyList<StepOfFile> Steps,
        string Output,
        string Outcome,
        IReadOnlyList<FollowUp> FollowUps,
        IReadOnlyList<string> Indicators,
        IReadOnlyList<string> Questions,
        IReadOnlyList<string> Items,
        IReadOnlyList<int> Issues)
    {
        [JsonIgnore]
        public string Source { get; init; } = "";

        public LibraryMeasure ToMeasure() => new()
        {
            Id = Id,
            Title = Title,
            Guideline = Guideline,
            Steps = [.. Steps.Select(s => new LibraryStep(s.Text, s.Owner, s.Months.Count > 0 ? s.Months[0] : 10, s.Months.Count > 0 ? s.Months[^1] : 9))],
            Output = Output,
            Outcome = Outcome,
            FollowUps = FollowUps,
            Answers = [.. Issues.Select(Answer.Issue), .. Indicators.Select(Answer.Indicator), .. Questions.Select(Answer.Question), .. Items.Select(Answer.Item)],
            Source = Source,
        };
    }
}
