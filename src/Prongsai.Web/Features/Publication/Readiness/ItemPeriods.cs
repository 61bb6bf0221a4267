using System.Text.Json;
using Prongsai.Domain;
using Prongsai.Domain.Rules;
using Prongsai.Web.Platform.Persistence;
using Prongsai.Web.Platform.Rules;

namespace Prongsai.Web.Features.Publication.Readiness;

/// <summary>Of which fiscal year the content of an item tells.</summary>
internal enum Tells
{
    /// <summary>The year of the assessment.</summary>
    Year,

    /// <summary>The year that ended before it.</summary>
    YearBefore,

    /// <summary>A plan of several years, this one among them.</summary>
    Covers,
}

/// <summary>rules/readiness/periods.json: data, marked unverified, by which the product warns and never counts.</summary>
internal sealed class ItemPeriods
{
    private readonly Dictionary<string, Tells> periods;

    private ItemPeriods(Sourced source, Dictionary<string, Tells> periods) => (Source, this.periods) = (source, periods);

    public Sourced Source { get; }

    /// <exception cref="JsonException">The file is not as it should be.</exception>
    public static ItemPeriods Load()
    {
        var path = Path.Combine(Path.GetDirectoryName(RulebookStore.DefaultFolder) ?? ".", "readiness", "periods.json");
        var file = JsonSerializer.Deserialize<PeriodFile>(System.IO.File.ReadAllText(path), JsonForm.Options) ?? throw new JsonException($"{path} is empty.");
        return new ItemPeriods(file.Source, file.Periods.ToDictionary(p => p.Kind, p => p.Tells, StringComparer.Ordinal));
    }

    /// <summary>Null where nothing is known of the kind.</summary>
    public Tells? Of(string kind) => periods.TryGetValue(kind, out var tells) ? tells : null;

    /// <summary>The fiscal year an item of this kind should tell of; null where it may be any or several.</summary>
    public FiscalYear? YearOf(string kind, FiscalYear year) => Of(kind) switch
    {
        Tells.Year => year,
        Tells.YearBefore => year.Previous,
        _ => null,
    };

    private sealed record PeriodFile(Sourced Source, IReadOnlyList<Period> Periods);

    private sealed record Period(string Kind, Tells Tells);
}
