using System.Text.Json;
using System.Text.Json.Serialization;
using Prongsai.Documents.Reading.Extraction;

namespace Prongsai.Documents.Checking;

/// <summary>Turns the files of rules/checks (name → bytes) into <see cref="CheckData"/>. No I/O. Strict: an unknown, missing, repeated or null member is a mistake.</summary>
public static class CheckDataReader
{
    /// <summary>The files there must be.</summary>
    public static IReadOnlyList<string> FileNames { get; } =
        ["doubled-words.json", "indicators.json", "misspellings.json", "official-names.json", "organisations.json", "provinces.json", "wording.json"];

    private static readonly JsonSerializerOptions Options = new(JsonSerializerOptions.Strict)
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false) },
    };

    /// <exception cref="CheckDataException">A file is missing or holds a mistake.</exception>
    public static CheckData Read(IReadOnlyDictionary<string, byte[]> files)
    {
        ArgumentNullException.ThrowIfNull(files);
        var names = Parse<NamesFile>("official-names.json");
        var words = Parse<MisspellingsFile>("misspellings.json");
        var doubled = Parse<DoubledFile>("doubled-words.json");
        var indicators = Parse<IndicatorsFile>("indicators.json");
        var organisations = Parse<OrganisationsFile>("organisations.json");
        var provinces = Parse<ProvincesFile>("provinces.json");
        var wording = Parse<Wording>("wording.json");
        foreach (var (file, source) in new[]
        {
            ("official-names.json", names.Source), ("misspellings.json", words.Source), ("doubled-words.json", doubled.Source), ("indicators.json", indicators.Source),
            ("organisations.json", organisations.Source), ("provinces.json", provinces.Source), ("wording.json", wording.Source),
        })
        {
            Require(source.Length > 0, file, "source is empty");
        }
        foreach (var name in names.Names)
        {
            Require(ThaiText.Key(name.Name).Length > 2 * name.Edits && name.Edits > 0, "official-names.json", $"\"{name.Name}\": edits must be at least 1 and less than half the name's letters");
            KnownRule(name.Rule, "official-names.json");
        }
        foreach (var word in words.Words)
        {
            Require(word.Wrong != word.Right && ThaiText.Key(word.Wrong).Length >= 3, "misspellings.json", $"\"{word.Wrong}\" must differ from its correction and have three letters or more");
            KnownRule(word.Rule, "misspellings.json");
        }
        if (words.Words.GroupBy(w => w.Wrong, StringComparer.Ordinal).FirstOrDefault(g => g.Count() > 1) is { } twice)
        {
            throw new CheckDataException("misspellings.json", $"\"{twice.Key}\" stands twice");
        }
        return new CheckData
        {
            Names = names.Names,
            Misspellings = words.Words,
            MayRepeat = doubled.Allowed,
            Subjects = doubled.Subjects,
            Indicators = indicators.Indicators,
            Kinds = organisations.Kinds,
            OtherOrganisationAllowedAfter = organisations.OtherOrganisationAllowedAfter,
            Salutations = organisations.Salutations,
            Provinces = provinces.Provinces,
            Wording = wording,
        };

        T Parse<T>(string file)
            where T : class
        {
            if (!files.TryGetValue(file, out var bytes))
            {
                throw new CheckDataException(file, "the file is missing");
            }
            try
            {
                return JsonSerializer.Deserialize<T>(bytes, Options) ?? throw new CheckDataException(file, "the file holds null");
            }
            catch (JsonException fault)
            {
                throw new CheckDataException(file, fault.Message, fault);
            }
        }
    }

    private static void KnownRule(string rule, string file) => Require(CheckCatalog.Names.Contains(rule), file, $"there is no rule \"{rule}\"");

    private static void Require(bool holds, string file, string message)
    {
        if (!holds)
        {
            throw new CheckDataException(file, message);
        }
    }

    private sealed record NamesFile(string Source, IReadOnlyList<OfficialName> Names);

    private sealed record MisspellingsFile(string Source, IReadOnlyList<Misspelling> Words);

    private sealed record DoubledFile(string Source, IReadOnlyList<string> Allowed, IReadOnlyList<string> Subjects);

    private sealed record IndicatorsFile(string Source, IReadOnlyList<IndicatorWords> Indicators);

    private sealed record ProvincesFile(string Source, IReadOnlyList<string> Provinces);

    private sealed record OrganisationsFile(string Source, IReadOnlyList<OrganisationWords> Kinds, IReadOnlyList<string> OtherOrganisationAllowedAfter, IReadOnlyList<string> Salutations);
}
