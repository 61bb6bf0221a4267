using System.Globalization;

namespace Prongsai.Domain.Rules;

/// <summary>What became of a part of the rules from one year to another.</summary>
public enum DifferenceKind
{
    Added,
    Dropped,

    /// <summary>Same kind, another number: O34 to O27.</summary>
    Moved,

    /// <summary>It was an item of its own and is now part of another.</summary>
    TakenIn,

    /// <summary>It was part of another item and is now one of its own.</summary>
    SplitOut,

    /// <summary>Another title, name or wording.</summary>
    Reworded,

    /// <summary>Another sub-indicator or indicator.</summary>
    Regrouped,

    /// <summary>Another weight, method, direction, scale, option, threshold, membership, number or date.</summary>
    Changed,

    /// <summary>Only how sure the project is of it.</summary>
    Certainty,
}

/// <summary>Which part of the rules a difference is about.</summary>
public enum RulePart
{
    Tool,
    Indicator,
    Item,
    Question,
    Level,
    Scale,
    Issue,
    Sample,
    Calendar,
    Source,
}

/// <summary>
/// One difference between two years' rules. <see cref="Subject"/> is the kind (items, questions, indicators) or the stable name of the thing;
/// <see cref="From"/> and <see cref="To"/> are what the two years say, null where one says nothing.
/// </summary>
public sealed record RuleDifference(RulePart Part, string Subject, DifferenceKind Change, string? From, string? To);

/// <summary>Compares two rulebooks by kind, so that an item that only moved is said to have moved.</summary>
public static class RulebookDiff
{
    public static IReadOnlyList<RuleDifference> Between(Rulebook from, Rulebook to)
    {
        ArgumentNullException.ThrowIfNull(from);
        ArgumentNullException.ThrowIfNull(to);
        return
        [
            .. Tools(from, to), .. Indicators(from, to), .. Levels(from, to), .. Items(from, to), .. Scales(from, to), .. Questions(from, to),
            .. Issues(from, to), .. Samples(from, to), .. Calendar(from, to), .. Sources(from, to),
        ];
    }

    private static IEnumerable<RuleDifference> Tools(Rulebook from, Rulebook to)
    {
        foreach (var (a, b) in from.Tools.Join(to.Tools, t => t.Code, t => t.Code, (a, b) => (a, b)))
        {
            foreach (var d in Said(RulePart.Tool, a.Code, DifferenceKind.Reworded, a.Name, b.Name).Concat(Said(RulePart.Tool, a.Code, DifferenceKind.Changed, Number(a.Weight), Number(b.Weight))))
            {
                yield return d;
            }
        }
    }

    private static IEnumerable<RuleDifference> Indicators(Rulebook from, Rulebook to)
    {
        foreach (var a in from.Indicators)
        {
            if (to.IndicatorOfKind(a.Kind) is not { } b)
            {
                yield return new(RulePart.Indicator, a.Kind, DifferenceKind.Dropped, Named(a), null);
                continue;
            }
            var differences = Said(RulePart.Indicator, a.Kind, DifferenceKind.Moved, Number(a.No), Number(b.No))
                .Concat(Said(RulePart.Indicator, a.Kind, DifferenceKind.Reworded, a.Name, b.Name))
                .Concat(Said(RulePart.Indicator, a.Kind, DifferenceKind.Changed, a.Method, b.Method))
                .Concat(Sure(RulePart.Indicator, a.Kind + "/method", a.MethodSource, b.MethodSource))
                .Concat(SubIndicators(a, b));
            foreach (var d in differences)
            {
                yield return d;
            }
        }
        foreach (var b in to.Indicators.Where(b => from.IndicatorOfKind(b.Kind) is null))
        {
            yield return new(RulePart.Indicator, b.Kind, DifferenceKind.Added, null, Named(b));
        }

        static string Named(Indicator i) => string.Create(CultureInfo.InvariantCulture, $"{i.No} {i.Name}");
    }

    private static IEnumerable<RuleDifference> SubIndicators(Indicator a, Indicator b) =>
        a.SubIndicators.Select(s => s.No).Union(b.SubIndicators.Select(s => s.No), StringComparer.Ordinal)
            .SelectMany(no => Said(RulePart.Indicator, $"{a.Kind}/{no}", DifferenceKind.Reworded, Name(a, no), Name(b, no)));

    private static string? Name(Indicator indicator, string no) => indicator.SubIndicators.FirstOrDefault(s => s.No == no)?.Name;

    private static IEnumerable<RuleDifference> Items(Rulebook from, Rulebook to)
    {
        var kinds = from.Items.Concat(to.Items).SelectMany(i => i.AlsoKinds.Prepend(i.Kind)).Distinct(StringComparer.Ordinal);
        return kinds.SelectMany(kind => (from.ItemOfKind(kind), to.ItemOfKind(kind)) switch
        {
            (null, { } b) => [new(RulePart.Item, kind, DifferenceKind.Added, null, Titled(b))],
            ({ } a, null) => [new(RulePart.Item, kind, DifferenceKind.Dropped, Titled(a), null)],
            ({ } a, { } b) => Item(kind, a, b),
            _ => Array.Empty<RuleDifference>(),
        });
    }

    private static IEnumerable<RuleDifference> Item(string kind, DisclosureItem a, DisclosureItem b)
    {
        if (a.Kind == kind != (b.Kind == kind))
        {
            return [new(RulePart.Item, kind, a.Kind == kind ? DifferenceKind.TakenIn : DifferenceKind.SplitOut, Titled(a), Titled(b))];
        }
        return a.Kind != kind
            ? Said(RulePart.Item, kind, DifferenceKind.Moved, a.Code, b.Code)
            : Said(RulePart.Item, kind, DifferenceKind.Moved, a.Code, b.Code)
                .Concat(Said(RulePart.Item, kind, DifferenceKind.Reworded, a.Title, b.Title))
                .Concat(Said(RulePart.Item, kind, DifferenceKind.Regrouped, a.SubIndicator, b.SubIndicator))
                .Concat(a.Elements.Count > 0 && b.Elements.Count > 0 ? Said(RulePart.Item, kind, DifferenceKind.Changed, Elements(a), Elements(b)) : [])
                .Concat(Sure(RulePart.Item, kind, a.Source, b.Source))
                .Concat(Sure(RulePart.Item, kind + "/elements", a.ElementsSource, b.ElementsSource))
                .Concat(Sure(RulePart.Item, kind + "/grouping", a.GroupingSource, b.GroupingSource));
    }

    private static IEnumerable<RuleDifference> Questions(Rulebook from, Rulebook to)
    {
        foreach (var tool in new[] { "IIT", "EIT" })
        {
            var before = from.Questions.Where(q => q.Tool == tool).ToArray();
            var after = to.Questions.Where(q => q.Tool == tool).ToArray();
            if (before.Length == 0 || after.Length == 0)
            {
                if (before.Length != after.Length)
                {
                    yield return new(RulePart.Question, tool, before.Length == 0 ? DifferenceKind.Added : DifferenceKind.Dropped, Count(before), Count(after));
                }
                continue;
            }
            foreach (var kind in before.Concat(after).Select(q => q.Kind).Distinct(StringComparer.Ordinal))
            {
                foreach (var d in Question(kind, Array.Find(before, q => q.Kind == kind), Array.Find(after, q => q.Kind == kind)))
                {
                    yield return d;
                }
            }
        }

        static string Count(Question[] questions) => Number(questions.Length);
    }

    private static IEnumerable<RuleDifference> Question(string kind, Question? a, Question? b) => (a, b) switch
    {
        (null, { } added) => [new(RulePart.Question, kind, DifferenceKind.Added, null, $"{added.Code} {added.Text}")],
        ({ } dropped, null) => [new(RulePart.Question, kind, DifferenceKind.Dropped, $"{dropped.Code} {dropped.Text}", null)],
        ({ } x, { } y) => Said(RulePart.Question, kind, DifferenceKind.Moved, x.Code, y.Code)
            .Concat(Said(RulePart.Question, kind, DifferenceKind.Reworded, x.Text, y.Text))
            .Concat(Said(RulePart.Question, kind, DifferenceKind.Regrouped, Number(x.Indicator), Number(y.Indicator)))
            .Concat(Said(RulePart.Question, kind, DifferenceKind.Changed, Answered(x), Answered(y)))
            .Concat(Sure(RulePart.Question, kind, x.Source, y.Source)),
        _ => [],
    };

    private static IEnumerable<RuleDifference> Levels(Rulebook from, Rulebook to)
    {
        foreach (var code in from.Levels.Concat(to.Levels).Select(l => l.Code).Distinct(StringComparer.Ordinal))
        {
            var a = from.Levels.FirstOrDefault(l => l.Code == code);
            var b = to.Levels.FirstOrDefault(l => l.Code == code);
            if (Threshold(a) != Threshold(b))
            {
                yield return new(RulePart.Level, code, a is null ? DifferenceKind.Added : b is null ? DifferenceKind.Dropped : DifferenceKind.Changed, Threshold(a), Threshold(b));
            }
        }

        static string? Threshold(Level? l) => l is null
            ? null
            : $"{l.Name} ≥ {Number(l.AtLeast)}{(l.EachToolAtLeast is { } each ? $", IIT EIT OIT ≥ {Number(each)}" : "")}";
    }

    private static IEnumerable<RuleDifference> Scales(Rulebook from, Rulebook to) =>
        from.Scales.Concat(to.Scales).Select(s => s.Id).Distinct(StringComparer.Ordinal)
            .SelectMany(id => Either(RulePart.Scale, id, Points(from.FindScale(id)), Points(to.FindScale(id))));

    private static IEnumerable<RuleDifference> Issues(Rulebook from, Rulebook to)
    {
        if (from.Issues.Count == 0 || to.Issues.Count == 0)
        {
            return Either(RulePart.Issue, "all", Counted(from), Counted(to));
        }
        return from.Issues.Select(i => i.No).Union(to.Issues.Select(i => i.No))
            .SelectMany(no => Either(RulePart.Issue, Number(no), Described(from, no), Described(to, no)));

        static string? Counted(Rulebook book) => book.Issues.Count == 0 ? null : Number(book.Issues.Count);
        static string? Described(Rulebook book, int no) => book.Issues.FirstOrDefault(i => i.No == no) is { } issue
            ? $"{issue.Name}: {string.Join(", ", issue.Questions.Select(c => book.FindQuestion(c)!.Kind).Concat(issue.Items.SelectMany(c => Kinds(book.FindItem(c)!))).Order(StringComparer.Ordinal))}"
            : null;
        static IEnumerable<string> Kinds(DisclosureItem item) => item.AlsoKinds.Prepend(item.Kind);
    }

    private static IEnumerable<RuleDifference> Samples(Rulebook from, Rulebook to) =>
        from.SampleMinima.Concat(to.SampleMinima).Select(Place).Distinct(StringComparer.Ordinal)
            .SelectMany(place => Either(RulePart.Sample, place, Rule(from, place), Rule(to, place)));

    private static string Place(SampleMinimum m) => string.Join(' ', new[] { m.Tool, m.OrganisationKind, m.Size }.Where(p => p is not null));

    private static string? Rule(Rulebook book, string place) => book.SampleMinima.FirstOrDefault(m => Place(m) == place)?.Rule;

    private static IEnumerable<RuleDifference> Calendar(Rulebook from, Rulebook to) =>
        from.Calendar.Concat(to.Calendar).Select(c => c.Kind).Distinct(StringComparer.Ordinal)
            .SelectMany(kind => Either(RulePart.Calendar, kind, Days(from, kind), Days(to, kind)));

    private static string? Days(Rulebook book, string kind) => book.Calendar.FirstOrDefault(c => c.Kind == kind) is { From: { } a, To: { } b }
        ? a == b ? a.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) : string.Create(CultureInfo.InvariantCulture, $"{a:yyyy-MM-dd}/{b:yyyy-MM-dd}")
        : null;

    private static IEnumerable<RuleDifference> Sources(Rulebook from, Rulebook to) =>
        from.Parts.Where(p => to.Parts.ContainsKey(p.Key)).SelectMany(p => Sure(RulePart.Source, p.Key, p.Value, to.Parts[p.Key]));

    private static RuleDifference[] Either(RulePart part, string subject, string? from, string? to) =>
        Said(part, subject, from is null ? DifferenceKind.Added : to is null ? DifferenceKind.Dropped : DifferenceKind.Changed, from, to);

    private static RuleDifference[] Said(RulePart part, string subject, DifferenceKind change, string? from, string? to) =>
        from == to ? [] : [new(part, subject, change, from, to)];

    private static RuleDifference[] Sure(RulePart part, string subject, Sourced from, Sourced to) =>
        from.Certainty == to.Certainty ? [] : [new(part, subject, DifferenceKind.Certainty, RulebookChecks.Word(from.Certainty), RulebookChecks.Word(to.Certainty))];

    private static string? Points(Scale? scale) => scale is null ? null : string.Join(' ', scale.Points.Select(Number));

    private static string Elements(DisclosureItem item) => string.Join(" · ", item.Elements.Select(e => e.Text));

    private static string Answered(Question q) =>
        $"{q.Direction}, {q.Scale ?? "scale unknown"}{(q.SubItems.Count > 0 ? $", {string.Join(" · ", q.SubItems)}" : "")}{(q.Options.Count > 0 ? $", {string.Join(" / ", q.Options)}" : "")}";

    private static string Titled(DisclosureItem item) => $"{item.Code} {item.Title}";

    private static string Number(decimal number) => number.ToString("0.##", CultureInfo.InvariantCulture);
}
