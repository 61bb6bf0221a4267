using System.Text.Json;
using System.Text.Json.Serialization;

namespace Prongsai.Domain.Analysis;

/// <summary>A file of the advice library that cannot be used. The message names the file, the member and the value.</summary>
public sealed class AdviceFileException(string file, string message, Exception? inner = null) : Exception($"{file}: {message}", inner)
{
    public string File { get; } = file;
}

/// <summary>
/// Reads rules/advice: <c>topics.json</c> (how each kind of question is spoken of) and any number of other .json files of pieces, in ordinal
/// order of their names. Strict: an unknown, missing, repeated or null member is an error.
/// </summary>
public static class AdviceReader
{
    public const string TopicsFile = "topics.json";

    private static readonly JsonSerializerOptions Strict = new(JsonSerializerOptions.Strict)
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
    };

    /// <exception cref="AdviceFileException">The folder or one of its files cannot be used.</exception>
    public static AdviceLibrary Read(string folder)
    {
        if (!Directory.Exists(folder))
        {
            throw new AdviceFileException(Path.GetFileName(folder), "there is no such folder of advice.");
        }
        return Parse(Directory.EnumerateFiles(folder, "*.json").Select(path => (Path.GetFileName(path), File.ReadAllText(path))));
    }

    /// <summary>The same from texts, each with the name of its file.</summary>
    public static AdviceLibrary Parse(IEnumerable<(string File, string Json)> files)
    {
        ArgumentNullException.ThrowIfNull(files);
        var topics = new List<Topic>();
        var pieces = new List<AdvicePiece>();
        var homes = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (file, json) in files.OrderBy(f => f.File, StringComparer.Ordinal))
        {
            if (file == TopicsFile)
            {
                topics.AddRange(Get<TopicsDto>(file, json).Topics.Select(t => Checked(file, t)));
                var twice = topics.GroupBy(t => t.Kind).FirstOrDefault(g => g.Count() > 1);
                if (twice is not null)
                {
                    throw new AdviceFileException(file, $"the kind \"{twice.Key}\" has two topics.");
                }
                continue;
            }
            var dto = Get<PiecesDto>(file, json);
            foreach (var piece in dto.Pieces)
            {
                if (!homes.TryAdd(piece.Id, file))
                {
                    throw new AdviceFileException(file, $"the id \"{piece.Id}\" is already used in {homes[piece.Id]}.");
                }
                pieces.Add(Checked(file, dto, piece));
            }
        }
        return new AdviceLibrary(pieces, topics);
    }

    private static T Get<T>(string file, string json)
    {
        try
        {
            return JsonSerializer.Deserialize<T>(json, Strict) ?? throw new AdviceFileException(file, "holds null.");
        }
        catch (JsonException e)
        {
            throw new AdviceFileException(file, $"{e.Message} (at {e.Path ?? "$"})", e);
        }
    }

    private static Topic Checked(string file, Topic topic)
    {
        NotBlank(file, $"topic \"{topic.Kind}\", member \"name\"", topic.Name);
        NotBlank(file, $"topic \"{topic.Kind}\", member \"good\"", topic.Good);
        return topic;
    }

    private static AdvicePiece Checked(string file, PiecesDto dto, PieceDto piece)
    {
        var where = $"piece \"{piece.Id}\"";
        NotBlank(file, $"{where}, member \"kind\"", piece.Kind);
        NotBlank(file, $"{where}, member \"text\"", piece.Text);
        if (piece.Bands.Count == 0)
        {
            throw new AdviceFileException(file, $"{where}, member \"bands\" is empty; give at least one of fault, develop, keep.");
        }
        if (piece.Bands.Distinct().Count() != piece.Bands.Count)
        {
            throw new AdviceFileException(file, $"{where}, member \"bands\" names one band twice.");
        }
        var when = piece.When;
        if (when is { ScoreBelow: < 0 or > 100 } or { ScoreAtLeast: < 0 or > 100 })
        {
            throw new AdviceFileException(file, $"{where}, member \"when\": a score lies between 0 and 100.");
        }
        return new AdvicePiece(piece.Id, dto.Target, piece.Kind, piece.Bands, piece.Text,
            when is null ? null : new AdviceCondition(when.ScoreBelow, when.ScoreAtLeast, when.FromYear, when.ToYear), dto.Source);
    }

    private static void NotBlank(string file, string what, string value)
    {
        if (string.IsNullOrWhiteSpace(value) || value != value.Trim())
        {
            throw new AdviceFileException(file, $"{what} is \"{value}\"; it must have words and no blanks around them.");
        }
    }

    private sealed record TopicsDto(string Source, IReadOnlyList<Topic> Topics);

    private sealed record PiecesDto(AdviceTarget Target, string Source, IReadOnlyList<PieceDto> Pieces);

    private sealed record PieceDto(string Id, string Kind, IReadOnlyList<AdviceBand> Bands, string Text, WhenDto? When = null);

    private sealed record WhenDto(decimal? ScoreBelow = null, decimal? ScoreAtLeast = null, int? FromYear = null, int? ToYear = null);
}
