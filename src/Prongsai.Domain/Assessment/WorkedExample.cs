using System.Globalization;
using System.Text.Json;
using Prongsai.Domain.Rules;

namespace Prongsai.Domain.Assessment;

/// <summary>
/// A worked example of a year: a situation and what its rules must make of it (rules/ita/25xx/examples). Replayed on every build, for all years,
/// so that no change of code or rules changes an old score unseen.
/// </summary>
public sealed record WorkedExample
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerOptions.Strict) { PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    private static readonly string[] Origins = ["seed", "published", "by-hand"];

    private WorkedExample(string file, ExampleFile read)
    {
        File = file;
        Name = read.Name;
        How = read.How;
        Source = read.Source;
        Scores = read.Given.Scores ?? new Dictionary<string, decimal>(StringComparer.Ordinal);
        ItemsMissing = read.Given.ItemsMissing;
        Expected = read.Expected.Scores;
        Level = read.Expected.Level;
    }

    /// <summary>"rules/ita/2567/examples/s2.json".</summary>
    public string File { get; }

    /// <summary>One English sentence.</summary>
    public string Name { get; }

    /// <summary>"seed", "published" or "by-hand".</summary>
    public string How { get; }

    public string Source { get; }

    /// <summary>Scores given, by target.</summary>
    public IReadOnlyDictionary<string, decimal> Scores { get; }

    /// <summary>When given, every disclosure item has 100 but these, which have 0.</summary>
    public IReadOnlyList<string>? ItemsMissing { get; }

    /// <summary>What must be computed, by target, rounded to the year's places.</summary>
    public IReadOnlyDictionary<string, decimal> Expected { get; }

    /// <summary>The level's name.</summary>
    public string Level { get; }

    /// <exception cref="RulebookException">The file is not an example.</exception>
    public static WorkedExample Read(string file, byte[] bytes)
    {
        try
        {
            var read = JsonSerializer.Deserialize<ExampleFile>(bytes, Options) ?? throw new JsonException("The file holds null.");
            return Array.IndexOf(Origins, read.How) >= 0
                ? new WorkedExample(file, read)
                : throw new JsonException($"how is \"{read.How}\"; known are {string.Join(", ", Origins)}.");
        }
        catch (JsonException e)
        {
            throw new RulebookException([new RulebookProblem(file, e.Message)]);
        }
    }

    /// <summary>Scores the situation by the year's rules; says what came out otherwise than expected. Empty is good.</summary>
    public IReadOnlyList<RulebookProblem> Replay(Rulebook rules)
    {
        ArgumentNullException.ThrowIfNull(rules);
        var problems = new List<RulebookProblem>();
        var scores = Scores.ToDictionary(StringComparer.Ordinal);
        foreach (var code in (ItemsMissing ?? []).Where(c => rules.FindItem(c) is null))
        {
            problems.Add(new(File, $"itemsMissing names {code}, which this year does not have."));
        }
        if (ItemsMissing is not null)
        {
            foreach (var item in rules.Items)
            {
                scores[item.Code] = ItemsMissing.Contains(item.Code) ? 0 : 100;
            }
        }

        var outcome = Scoring.Compute(rules, scores);
        foreach (var (target, expected) in Expected)
        {
            if (Computed(outcome, target) is not { } computed)
            {
                problems.Add(new(File, string.Create(CultureInfo.InvariantCulture, $"{target}: expected {expected}, but it cannot be computed from what is given.")));
            }
            else if (Scoring.Round(rules, computed) != expected)
            {
                problems.Add(new(File, string.Create(CultureInfo.InvariantCulture, $"{target}: expected {expected}, but the rules give {Scoring.Round(rules, computed)} ({computed}).")));
            }
        }
        if (outcome.Level?.Name != Level)
        {
            problems.Add(new(File, $"level: expected {Level}, but the rules give {outcome.Level?.Name ?? "none"}."));
        }
        return problems;
    }

    private static decimal? Computed(Outcome outcome, string target) => target switch
    {
        Target.Total => outcome.Total,
        _ when Target.IndicatorNo(target) is { } no => outcome.Indicators.GetValueOrDefault(no)?.Value,
        _ => outcome.Tools.GetValueOrDefault(target),
    };

    private sealed record ExampleFile(string Name, string How, string Source, GivenFile Given, ExpectedFile Expected);

    private sealed record GivenFile(IReadOnlyDictionary<string, decimal>? Scores = null, IReadOnlyList<string>? ItemsMissing = null);

    private sealed record ExpectedFile(IReadOnlyDictionary<string, decimal> Scores, string Level);
}
