using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Prongsai.Domain.Rules;

/// <summary>
/// Turns one year's files (name → bytes) into a <see cref="Rulebook"/>. No I/O: who reads the folder is another's matter.
/// The files are rulebook.json, disclosure.json, surveys/internal.json, surveys/external.json and issues.json; other names are ignored.
/// Reading is strict: an unknown, repeated, missing or null member is a mistake, and so is any rule RulebookChecks holds.
/// </summary>
public static class RulebookReader
{
    public const string RulebookName = "rulebook.json";
    public const string DisclosureName = "disclosure.json";
    public const string InternalName = "surveys/internal.json";
    public const string ExternalName = "surveys/external.json";
    public const string IssuesName = "issues.json";

    /// <summary>The files that make a rulebook, in ordinal order of their names: the order in which they are hashed.</summary>
    public static IReadOnlyList<string> FileNames { get; } = [DisclosureName, IssuesName, RulebookName, ExternalName, InternalName];

    private static readonly JsonSerializerOptions Options = new(JsonSerializerOptions.Strict)
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false), new ElementConverter() },
    };

    /// <summary>Reads one edition. <paramref name="folder"/> ("rules/ita/2567") is only used to name files in problems and to check the id.</summary>
    public static RulebookReading Read(string folder, IReadOnlyDictionary<string, byte[]> files)
    {
        ArgumentNullException.ThrowIfNull(folder);
        ArgumentNullException.ThrowIfNull(files);
        var at = folder.Replace('\\', '/').TrimEnd('/');
        var problems = new List<RulebookProblem>();
        var book = Parse<RulebookFile>(RulebookName);
        var disclosure = Parse<DisclosureFile>(DisclosureName);
        var inside = Parse<SurveyFile>(InternalName);
        var outside = Parse<SurveyFile>(ExternalName);
        var issues = Parse<IssuesFile>(IssuesName);
        if (book is null || disclosure is null || inside is null || outside is null || issues is null)
        {
            return new RulebookReading(null, problems);
        }

        problems.AddRange(RulebookChecks.Files(at, book, inside, outside));
        if (problems.Count > 0)
        {
            return new RulebookReading(null, problems);
        }
        var rulebook = Build(book, disclosure, inside, outside, issues, Sha256(files));
        problems.AddRange(RulebookChecks.Rulebook(at, rulebook));
        return new RulebookReading(problems.Count == 0 ? rulebook : null, problems);

        T? Parse<T>(string name)
            where T : class
        {
            if (!files.TryGetValue(name, out var bytes))
            {
                problems.Add(new RulebookProblem($"{at}/{name}", "the file is missing."));
                return null;
            }
            try
            {
                return JsonSerializer.Deserialize<T>(WithoutMark(bytes), Options) ?? throw new JsonException("The file holds null.");
            }
            catch (JsonException e)
            {
                problems.Add(new RulebookProblem($"{at}/{name}", Explain(bytes, e)));
                return null;
            }
        }
    }

    /// <summary>
    /// SHA-256, lower-case hex. Hashed is, for each of <see cref="FileNames"/> in that order: its name, a line feed, the number of its bytes
    /// in decimal, a line feed, its bytes, a line feed. The bytes are taken without byte order mark and with CR LF as LF, so that the sum is
    /// the same on every machine. source.md and examples are not part of it: they do not change a score.
    /// </summary>
    public static string Sha256(IReadOnlyDictionary<string, byte[]> files)
    {
        ArgumentNullException.ThrowIfNull(files);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var name in FileNames)
        {
            var bytes = Canonical(files[name]);
            hash.AppendData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{name}\n{bytes.Length}\n")));
            hash.AppendData(bytes);
            hash.AppendData("\n"u8);
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static ReadOnlySpan<byte> WithoutMark(byte[] bytes) => bytes.AsSpan().StartsWith(Encoding.UTF8.Preamble) ? bytes.AsSpan(3) : bytes;

    private static byte[] Canonical(byte[] bytes)
    {
        var from = WithoutMark(bytes);
        var to = new byte[from.Length];
        var length = 0;
        for (var i = 0; i < from.Length; i++)
        {
            if (from[i] != '\r' || i + 1 == from.Length || from[i + 1] != '\n')
            {
                to[length++] = from[i];
            }
        }
        return to[..length];
    }

    /// <summary>The line of the file that holds the mistake says the member and the value better than the exception does.</summary>
    private static string Explain(byte[] bytes, JsonException e)
    {
        var reason = e.Message;
        var tail = reason.IndexOf(" Path: ", StringComparison.Ordinal);
        reason = (tail < 0 ? reason : reason[..tail]).Trim();
        if (e.LineNumber is not { } line)
        {
            return reason;
        }
        var lines = Encoding.UTF8.GetString(WithoutMark(bytes)).Split('\n');
        var text = line < lines.Length ? lines[line].Trim() : "";
        text = text.Length > 120 ? text[..120] + "…" : text;
        var path = e.Path is { Length: > 0 } p && p != "$" ? $"{p}: " : "";
        return string.Create(CultureInfo.InvariantCulture, $"line {line + 1}: {path}{reason} The line reads: {text}");
    }

    private static Rulebook Build(RulebookFile book, DisclosureFile disclosure, SurveyFile inside, SurveyFile outside, IssuesFile issues, string sha256) => new()
    {
        Id = book.Id,
        Sha256 = sha256,
        Year = new FiscalYear(book.Year),
        Title = book.Title,
        Source = book.Source.ToSourced(),
        Places = book.Places,
        Tolerance = book.Tolerance,
        Tools = [.. book.Tools.List.Select(t => new Tool(t.Code, t.Name, t.ShortName, t.Aliases ?? [], t.Weight, Or(t.Source, book.Tools.Source)))],
        Indicators = [.. book.Indicators.List.Select(i => Build(i, book.Indicators.Source))],
        Levels = [.. book.Levels.List.Select(l => new Level(l.Code, l.Name, l.Aliases ?? [], l.AtLeast, l.EachToolAtLeast))],
        LevelsSource = book.Levels.Source.ToSourced(),
        Scales = [.. book.Scales.List.Select(s => new Scale(s.Id, s.Name, s.Points, Or(s.Source, book.Scales.Source)))],
        SampleMinima = [.. book.SampleMinima.List.Select(m =>
            new SampleMinimum(m.Tool, m.OrganisationKind, m.Size, m.Minimum, m.Share, m.Rule, Or(m.Source, book.SampleMinima.Source)))],
        Calendar = [.. book.Calendar.List.Select(c => new CalendarEntry(c.Kind, c.Title, c.From, c.To, Or(c.Source, book.Calendar.Source)))],
        Items = [.. disclosure.Items.Select(i => Build(i, disclosure))],
        Questions = [.. inside.Questions.Select(q => Build(q, inside)), .. outside.Questions.Select(q => Build(q, outside))],
        Issues = [.. issues.Issues.Select(i => new Issue(i.No, i.Name, i.Aliases ?? [], i.Questions, i.Items, Or(i.Source, issues.Source)))],
        Parts = new Dictionary<string, Sourced>(StringComparer.Ordinal)
        {
            ["tools"] = book.Tools.Source.ToSourced(),
            ["indicators"] = book.Indicators.Source.ToSourced(),
            ["levels"] = book.Levels.Source.ToSourced(),
            ["scales"] = book.Scales.Source.ToSourced(),
            ["sample-minima"] = book.SampleMinima.Source.ToSourced(),
            ["calendar"] = book.Calendar.Source.ToSourced(),
            ["disclosure"] = disclosure.Source.ToSourced(),
            ["grouping"] = disclosure.Grouping.ToSourced(),
            ["elements"] = disclosure.Elements.ToSourced(),
            ["internal"] = inside.Source.ToSourced(),
            ["external"] = outside.Source.ToSourced(),
            ["issues"] = issues.Source.ToSourced(),
        },
    };

    private static Indicator Build(IndicatorFile i, SourceFile list)
    {
        var source = Or(i.Source, list);
        var subs = (i.SubIndicators ?? []).Select(s => new SubIndicator(s.No, s.Name, s.Source?.ToSourced() ?? source));
        return new Indicator(i.No, i.Kind, i.Tool, i.Name, i.Aliases ?? [], i.Method, [.. subs], source)
        {
            MethodSource = i.MethodSource?.ToSourced() ?? source,
        };
    }

    private static DisclosureItem Build(ItemFile i, DisclosureFile file)
    {
        var elements = i.Elements ?? [];
        var elementsSource = Or(i.ElementsSource, file.Elements);
        return new DisclosureItem(
            i.Code,
            i.Kind,
            i.Title,
            i.Aliases ?? [],
            IndicatorOf(i.SubIndicator),
            i.SubIndicator,
            Or(i.Grouping, file.Grouping),
            [.. elements.Select(e => new ItemElement(e.Text, e.Source?.ToSourced() ?? elementsSource))],
            Or(i.Source, file.Source))
        {
            AlsoKinds = i.Also ?? [],
            ElementsSource = elementsSource,
        };
    }

    private static Question Build(QuestionFile q, SurveyFile file) =>
        new(q.Code, q.Kind, file.Tool, q.Indicator, q.Text, q.SubItems ?? [], q.Options ?? [], q.Direction, q.Scale, q.Note, Or(q.Source, file.Source))
        {
            ReversedSubItems = q.ReversedSubItems ?? [],
        };

    /// <summary>9 of "9.1"; 0 where there is no such number, which the checks then report.</summary>
    private static int IndicatorOf(string subIndicator)
    {
        var dot = subIndicator.IndexOf('.', StringComparison.Ordinal);
        return dot > 0 && int.TryParse(subIndicator.AsSpan(0, dot), NumberStyles.None, CultureInfo.InvariantCulture, out var no) ? no : 0;
    }

    private static Sourced Or(SourceFile? own, SourceFile list) => (own ?? list).ToSourced();

    /// <summary>An element is its text, or an object where it has a source of its own.</summary>
    private sealed class ElementConverter : JsonConverter<ElementFile>
    {
        public override ElementFile Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            if (reader.TokenType is JsonTokenType.String)
            {
                return new ElementFile(reader.GetString()!);
            }
            var own = JsonSerializer.Deserialize<OwnSource>(ref reader, options) ?? throw new JsonException("An element is null.");
            return new ElementFile(own.Text, own.Source);
        }

        public override void Write(Utf8JsonWriter writer, ElementFile value, JsonSerializerOptions options) =>
            JsonSerializer.Serialize(writer, new OwnSource(value.Text, value.Source ?? throw new JsonException("An element without a source of its own is a string.")), options);

        private sealed record OwnSource(string Text, SourceFile Source);
    }
}
