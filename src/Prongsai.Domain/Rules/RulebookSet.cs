namespace Prongsai.Domain.Rules;

/// <summary>An item as one year has it.</summary>
public sealed record ItemInYear(FiscalYear Year, DisclosureItem Item);

/// <summary>A question as one year has it.</summary>
public sealed record QuestionInYear(FiscalYear Year, Question Question);

/// <summary>An indicator as one year has it.</summary>
public sealed record IndicatorInYear(FiscalYear Year, Indicator Indicator);

/// <summary>The rulebooks of all years. Years are joined by kind, never by number: "measures-report" is O43 in 2565, O35 in 2567, O28 in 2568.</summary>
public sealed class RulebookSet
{
    private readonly Rulebook[] all;
    private readonly Dictionary<FiscalYear, Rulebook> current;

    /// <exception cref="ArgumentException">Two rulebooks have one id.</exception>
    public RulebookSet(IEnumerable<Rulebook> rulebooks)
    {
        ArgumentNullException.ThrowIfNull(rulebooks);
        all = [.. rulebooks.OrderBy(b => b.Year).ThenBy(b => b.Edition)];
        if (all.GroupBy(b => b.Id, StringComparer.Ordinal).FirstOrDefault(g => g.Count() > 1) is { } twice)
        {
            throw new ArgumentException($"Two rulebooks are called {twice.Key}.", nameof(rulebooks));
        }
        current = all.GroupBy(b => b.Year).ToDictionary(g => g.Key, g => g.Last());
    }

    /// <summary>Every edition of every year, oldest first.</summary>
    public IReadOnlyList<Rulebook> All => all;

    /// <summary>The rulebook in force of each year (its latest edition), oldest year first.</summary>
    public IReadOnlyList<Rulebook> Current => [.. current.Values.OrderBy(b => b.Year)];

    public IReadOnlyList<FiscalYear> Years => [.. current.Keys.Order()];

    /// <summary>The latest edition of the year's rulebook, or null for a year without one.</summary>
    public Rulebook? Find(FiscalYear year) => current.GetValueOrDefault(year);

    /// <summary>The edition an assessment pinned, e.g. "ita-2567", or null.</summary>
    public Rulebook? FindById(string id) => Array.Find(all, b => b.Id == id);

    /// <summary>Kinds of disclosure items in order of first appearance, oldest year first.</summary>
    public IReadOnlyList<string> ItemKinds => [.. Current.SelectMany(b => b.Items).SelectMany(i => i.AlsoKinds.Prepend(i.Kind)).Distinct(StringComparer.Ordinal)];

    /// <summary>Kinds of questions in order of first appearance, oldest year first.</summary>
    public IReadOnlyList<string> QuestionKinds => [.. Current.SelectMany(b => b.Questions).Select(q => q.Kind).Distinct(StringComparer.Ordinal)];

    /// <summary>The item of this kind in every year that has one, oldest first. Years without it are left out.</summary>
    public IReadOnlyList<ItemInYear> ItemAcrossYears(string kind) =>
        [.. Current.Select(b => (b.Year, Item: b.ItemOfKind(kind))).Where(p => p.Item is not null).Select(p => new ItemInYear(p.Year, p.Item!))];

    /// <summary>The question of this kind in every year whose list is known and has one, oldest first.</summary>
    public IReadOnlyList<QuestionInYear> QuestionAcrossYears(string kind) =>
        [.. Current.Select(b => (b.Year, Question: b.QuestionOfKind(kind))).Where(p => p.Question is not null).Select(p => new QuestionInYear(p.Year, p.Question!))];

    /// <summary>The indicator of this kind in every year, oldest first.</summary>
    public IReadOnlyList<IndicatorInYear> IndicatorAcrossYears(string kind) =>
        [.. Current.Select(b => (b.Year, Indicator: b.IndicatorOfKind(kind))).Where(p => p.Indicator is not null).Select(p => new IndicatorInYear(p.Year, p.Indicator!))];
}
