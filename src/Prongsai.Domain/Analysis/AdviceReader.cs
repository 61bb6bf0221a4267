using System.Text.Json;
using System.Text.Json.Serialization;

namespace Prongsai.Domain.Analysis;

/// <summary>One mistake in the advice library, for the person who writes it: the file, and the member with its value.</summary>
public sealed record AdviceProblem(string File, string Text)
{
    public override string ToString() => $"{File}: {Text}";
}

/// <summary>What came of reading the library's files: the library, or every mistake that was found.</summary>
public sealed record AdviceReading(AdviceLibrary? Library, IReadOnlyList<AdviceProblem> Problems)
{
    /// <summary>The library, for a program that cannot go on without it.</summary>
    /// <exception cref="AdviceException">The files hold mistakes.</exception>
    public AdviceLibrary OrThrow() => Library ?? throw new AdviceException(Problems);
}

/// <summary>The advice library of the product holds a mistake; it stops the program, as a mistake in the rules does.</summary>
public sealed class AdviceException(IReadOnlyList<AdviceProblem> problems) : Exception(string.Join(Environment.NewLine, problems))
{
    public IReadOnlyList<AdviceProblem> Problems { get; } = problems;
}

/// <summary>
/// Turns the files of rules/advice (name → bytes) into an <see cref="AdviceLibrary"/>. No I/O: who reads the folder is another's matter.
/// topics.json says how each kind of question is spoken of; every other .json file holds pieces, and files are taken in ordinal order of
/// their names. Reading is strict: an unknown, repeated, missing or null member is a mistake.
/// </summary>
public static class AdviceReader
{
    public const string TopicsName = "topics.json";

    private static readonly JsonSerializerOptions Options = new(JsonSerializerOptions.Strict)
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false) },
    };

    /// <summary>Reads the library. <paramref name="folder"/> ("rules/advice") is only used to name files in problems; names that do not end in .json are ignored.</summary>
    public static AdviceReading Read(string folder, IReadOnlyDictionary<string, byte[]> files)
    {
        ArgumentNullException.ThrowIfNull(folder);
        ArgumentNullException.ThrowIfNull(files);
        var at = folder.Replace('\\', '/').TrimEnd('/');
        var problems = new List<AdviceProblem>();
        var topics = new List<Topic>();
        var pieces = new List<AdvicePiece>();
        var homes = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, bytes) in files.Where(f => f.Key.EndsWith(".json", StringComparison.Ordinal)).OrderBy(f => f.Key, StringComparer.Ordinal))
        {
            var file = $"{at}/{name}";
            void Mistake(string text) => problems.Add(new AdviceProblem(file, text));
            if (name == TopicsName)
            {
                topics.AddRange(Parse<TopicsFile>(bytes, Mistake)?.Topics ?? []);
                Check(topics, Mistake);
                continue;
            }
            if (Parse<PiecesFile>(bytes, Mistake) is not { } content)
            {
                continue;
            }
            foreach (var piece in content.Pieces)
            {
                Check(piece, Mistake);
                if (!homes.TryAdd(piece.Id, file))
                {
                    Mistake($"pieces: the id \"{piece.Id}\" is already used in {homes[piece.Id]}.");
                }
                var when = piece.When is { } w ? new AdviceCondition(w.ScoreBelow, w.ScoreAtLeast, w.FromYear, w.ToYear) : null;
                pieces.Add(new AdvicePiece(piece.Id, content.Target, piece.Kind, piece.Bands, piece.Text, when, content.Source));
            }
        }
        if (!files.ContainsKey(TopicsName))
        {
            problems.Add(new AdviceProblem($"{at}/{TopicsName}", "the file is missing."));
        }
        return new AdviceReading(problems.Count == 0 ? new AdviceLibrary(pieces, topics) : null, problems);
    }

    private static T? Parse<T>(byte[] bytes, Action<string> mistake)
        where T : class
    {
        try
        {
            var value = JsonSerializer.Deserialize<T>(bytes, Options);
            if (value is null)
            {
                mistake("the file holds null.");
            }
            return value;
        }
        catch (JsonException e)
        {
            mistake(e.Message);
            return null;
        }
    }

    private static void Check(List<Topic> topics, Action<string> mistake)
    {
        foreach (var topic in topics)
        {
            Words($"topics: \"{topic.Kind}\": name", topic.Name, mistake);
            Words($"topics: \"{topic.Kind}\": good", topic.Good, mistake);
        }
        foreach (var twice in topics.GroupBy(t => t.Kind, StringComparer.Ordinal).Where(g => g.Count() > 1).ToList())
        {
            mistake($"topics: the kind \"{twice.Key}\" is there twice.");
            topics.RemoveAll(t => t.Kind == twice.Key);
        }
    }

    private static void Check(PieceOfFile piece, Action<string> mistake)
    {
        var where = $"pieces: \"{piece.Id}\"";
        Words($"{where}: id", piece.Id, mistake);
        Words($"{where}: kind", piece.Kind, mistake);
        Words($"{where}: text", piece.Text, mistake);
        if (piece.Bands.Count == 0 || piece.Bands.Distinct().Count() != piece.Bands.Count)
        {
            mistake($"{where}: bands is [{string.Join(", ", piece.Bands)}]; it must name fault, develop or keep, each once.");
        }
        foreach (var score in new[] { piece.When?.ScoreBelow, piece.When?.ScoreAtLeast }.Where(s => s is < 0 or > 100))
        {
            mistake($"{where}: when has the score {score}; scores lie between 0 and 100.");
        }
        foreach (var year in new[] { piece.When?.FromYear, piece.When?.ToYear }.Where(y => y is < 2500 or > 2700))
        {
            mistake($"{where}: when has the year {year}; years are of the Buddhist era, between 2500 and 2700.");
        }
    }

    private static void Words(string what, string value, Action<string> mistake)
    {
        if (string.IsNullOrWhiteSpace(value) || value != value.Trim())
        {
            mistake($"{what} is \"{value}\"; it must have words and no blanks around them.");
        }
    }

    private sealed record TopicsFile(string Source, IReadOnlyList<Topic> Topics);

    private sealed record PiecesFile(AdviceTarget Target, string Source, IReadOnlyList<PieceOfFile> Pieces);

    private sealed record PieceOfFile(string Id, string Kind, IReadOnlyList<AdviceBand> Bands, string Text, PieceWhen? When = null);

    private sealed record PieceWhen(decimal? ScoreBelow = null, decimal? ScoreAtLeast = null, int? FromYear = null, int? ToYear = null);
}
