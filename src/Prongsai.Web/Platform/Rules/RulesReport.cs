using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Prongsai.Domain;
using Prongsai.Domain.Assessment;
using Prongsai.Domain.Rules;

namespace Prongsai.Web.Platform.Rules;

/// <summary>What <c>./prongsai rules check</c> and <c>./prongsai rules diff</c> print, for the people who write rules (English).</summary>
internal static class RulesReport
{
    private static readonly JsonSerializerOptions Json = new()
    {
        WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower) },
        TypeInfoResolver = new DefaultJsonTypeInfoResolver(),
    };

    /// <summary>Reads every edition in the folder and replays its worked examples.</summary>
    public static IReadOnlyList<CheckedEdition> Check(string folder) => [.. RulebookStore.Editions(folder).Select(e => Check(folder, e))];

    /// <summary>0 when all is well, 1 when there is a mistake, 2 when there is nothing to check.</summary>
    public static int WriteCheck(string folder, bool json, TextWriter stdout, TextWriter stderr)
    {
        if (!Directory.Exists(folder))
        {
            stderr.WriteLine($"prongsai rules check: there is no folder {folder}.");
            return 2;
        }
        var editions = Check(folder);
        if (editions.Count == 0)
        {
            stderr.WriteLine($"prongsai rules check: {folder} holds no folder of a year such as 2567.");
            return 2;
        }
        if (json)
        {
            stdout.WriteLine(JsonSerializer.Serialize(editions, Json));
        }
        else
        {
            foreach (var e in editions)
            {
                stdout.WriteLine(e.Problems.Count > 0
                    ? string.Create(CultureInfo.InvariantCulture, $"{e.Edition,-7} {e.Problems.Count} {(e.Problems.Count == 1 ? "mistake" : "mistakes")}")
                    : string.Create(CultureInfo.InvariantCulture, $"{e.Edition,-7} {e.Items} items, {e.Questions} questions, {e.Examples} examples replayed, {e.Unverified} unverified, {e.Unknown} unknown  {e.Sha256![..12]}"));
                foreach (var problem in e.Problems)
                {
                    stdout.WriteLine($"  {problem}");
                }
            }
        }
        return editions.All(e => e.Problems.Count == 0) ? 0 : 1;
    }

    /// <summary>0 when the two years were compared, whatever came out; 2 when one of them is not there.</summary>
    public static int WriteDiff(RulebookSet rules, string from, string to, bool json, TextWriter stdout, TextWriter stderr)
    {
        if (Find(rules, from) is not { } a)
        {
            return NotThere(from);
        }
        if (Find(rules, to) is not { } b)
        {
            return NotThere(to);
        }
        var differences = RulebookDiff.Between(a, b);
        if (json)
        {
            stdout.WriteLine(JsonSerializer.Serialize(new { from = new { a.Id, a.Sha256 }, to = new { b.Id, b.Sha256 }, differences }, Json));
            return 0;
        }
        stdout.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{a.Id} to {b.Id}: {differences.Count} differences"));
        foreach (var part in differences.GroupBy(d => d.Part))
        {
            stdout.WriteLine();
            stdout.WriteLine($"{part.Key}");
            foreach (var d in part)
            {
                stdout.WriteLine($"  {Word(d.Change),-10} {d.Subject,-28} {Words(d)}");
            }
        }
        return 0;

        int NotThere(string year)
        {
            stderr.WriteLine($"prongsai rules diff: there is no rulebook \"{year}\"; there are {string.Join(", ", rules.All.Select(r => r.Id["ita-".Length..]))}.");
            return 2;
        }
    }

    /// <summary>A rulebook by year (2567, ๒๕๖๗) or edition (2567.2, ita-2567.2).</summary>
    public static Rulebook? Find(RulebookSet rules, string name) =>
        FiscalYear.TryParse(name, CultureInfo.InvariantCulture, out var year)
            ? rules.Find(year)
            : rules.FindById(name.StartsWith("ita-", StringComparison.Ordinal) ? name : "ita-" + name);

    private static CheckedEdition Check(string folder, string edition)
    {
        var reading = RulebookStore.Read(folder, edition);
        if (reading.Rulebook is not { } book)
        {
            return new CheckedEdition(edition, null, 0, 0, 0, 0, 0, reading.Problems);
        }
        var problems = new List<RulebookProblem>();
        if (!File.Exists(Path.Combine(folder, edition, "source.md")))
        {
            problems.Add(new($"rules/ita/{edition}/source.md", "the file is missing; it says where each part of the rules is from."));
        }
        var examples = RulebookStore.Examples(folder, edition);
        foreach (var (file, bytes) in examples)
        {
            try
            {
                problems.AddRange(WorkedExample.Read(file, bytes).Replay(book));
            }
            catch (RulebookException e)
            {
                problems.AddRange(e.Problems);
            }
        }
        if (examples.Count < 3)
        {
            problems.Add(new($"rules/ita/{edition}/examples", string.Create(CultureInfo.InvariantCulture, $"there are {examples.Count} worked examples, but a year needs three at least.")));
        }
        var sources = CertaintyOf(book).ToArray();
        return new CheckedEdition(
            edition,
            book.Sha256,
            book.Items.Count,
            book.Questions.Count,
            examples.Count,
            sources.Count(c => c is Certainty.Unverified),
            sources.Count(c => c is Certainty.Unknown),
            problems);
    }

    /// <summary>How sure the project is of every datum that has a source.</summary>
    private static IEnumerable<Certainty> CertaintyOf(Rulebook book) =>
        book.Tools.Select(t => t.Source)
            .Concat(book.Indicators.SelectMany(i => new[] { i.Source, i.MethodSource }))
            .Concat(book.Indicators.SelectMany(i => i.SubIndicators).Select(s => s.Source))
            .Concat(book.Items.SelectMany(i => new[] { i.Source, i.GroupingSource, i.ElementsSource }))
            .Concat(book.Questions.Select(q => q.Source))
            .Concat(book.Scales.Select(s => s.Source))
            .Concat(book.Issues.Select(i => i.Source))
            .Concat(book.SampleMinima.Select(m => m.Source))
            .Concat(book.Calendar.Select(c => c.Source))
            .Append(book.LevelsSource)
            .Select(s => s.Certainty);

    private static string Word(DifferenceKind change) => change switch
    {
        DifferenceKind.Added => "added",
        DifferenceKind.Dropped => "dropped",
        DifferenceKind.Moved => "moved",
        DifferenceKind.TakenIn => "taken in",
        DifferenceKind.SplitOut => "split out",
        DifferenceKind.Reworded => "reworded",
        DifferenceKind.Regrouped => "regrouped",
        DifferenceKind.Changed => "changed",
        DifferenceKind.Certainty => "certainty",
        _ => change.ToString(),
    };

    private static string Words(RuleDifference d) => (d.From, d.To) switch
    {
        (null, { } to) => to,
        ({ } from, null) => from,
        _ => $"{d.From} → {d.To}",
    };
}

/// <summary>One edition as <c>rules check</c> found it; <see cref="Sha256"/> is null when it could not be read.</summary>
internal sealed record CheckedEdition(string Edition, string? Sha256, int Items, int Questions, int Examples, int Unverified, int Unknown, IReadOnlyList<RulebookProblem> Problems);
