using System.Globalization;
using System.Text.RegularExpressions;

namespace Prongsai.Domain.Rules;

/// <summary>What must hold in every rulebook. Each mistake names file, member and value, for the person who writes rules.</summary>
internal static partial class RulebookChecks
{
    private static readonly string[] ToolCodes = ["IIT", "EIT", "OIT"];

    private static readonly string[] CalendarKinds =
        ["calendar-published", "assessment", "register", "disclosure", "surveys", "scoring", "clarification", "confirmation", CalendarEntry.Announced];

    /// <summary>What must hold before a rulebook can be built at all.</summary>
    public static IEnumerable<RulebookProblem> Files(string folder, RulebookFile book, SurveyFile inside, SurveyFile outside)
    {
        var file = $"{folder}/{RulebookReader.RulebookName}";
        if (book.Year is < 2500 or > 2700)
        {
            yield return new(file, Say($"year is {book.Year}, but a fiscal year lies between 2500 and 2700 (Buddhist era)."));
        }
        var edition = folder[(folder.LastIndexOf('/') + 1)..];
        if (!EditionName().IsMatch(edition))
        {
            yield return new(file, $"the folder is called \"{edition}\"; it must be called by its year, such as 2567, or by year and edition, such as 2567.2.");
        }
        else if (book.Id != $"ita-{edition}")
        {
            yield return new(file, $"id is \"{book.Id}\", but in this folder it must be \"ita-{edition}\".");
        }
        else if (!edition.StartsWith(book.Year.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal))
        {
            yield return new(file, Say($"year is {book.Year}, but the folder is {edition}."));
        }
        if (inside.Tool != "IIT")
        {
            yield return new($"{folder}/{RulebookReader.InternalName}", $"tool is \"{inside.Tool}\", but the internal survey is IIT.");
        }
        if (outside.Tool != "EIT")
        {
            yield return new($"{folder}/{RulebookReader.ExternalName}", $"tool is \"{outside.Tool}\", but the external survey is EIT.");
        }
    }

    public static IEnumerable<RulebookProblem> Rulebook(string folder, Rulebook book)
    {
        var rules = $"{folder}/{RulebookReader.RulebookName}";
        foreach (var text in Head(book).Concat(Tools(book)).Concat(Indicators(book)).Concat(Levels(book)).Concat(Scales(book)).Concat(Samples(book)).Concat(Calendar(book)))
        {
            yield return new(rules, text);
        }
        foreach (var (file, tool, letter) in new[] { (RulebookReader.InternalName, "IIT", 'i'), (RulebookReader.ExternalName, "EIT", 'e') })
        {
            foreach (var text in Questions(book, [.. book.Questions.Where(q => q.Tool == tool)], letter))
            {
                yield return new($"{folder}/{file}", text);
            }
        }
        foreach (var text in Twice("kind", "questions", book.Questions.Select(q => (q.Kind, q.Code))))
        {
            yield return new($"{folder}/{RulebookReader.ExternalName}", text);
        }
        foreach (var text in Items(book))
        {
            yield return new($"{folder}/{RulebookReader.DisclosureName}", text);
        }
        foreach (var text in Issues(book))
        {
            yield return new($"{folder}/{RulebookReader.IssuesName}", text);
        }
    }

    private static IEnumerable<string> Head(Rulebook book)
    {
        if (book.Places is < 0 or > 6)
        {
            yield return Say($"places is {book.Places}, but it must lie between 0 and 6.");
        }
        if (book.Tolerance is < 0 or > 1)
        {
            yield return Say($"tolerance is {book.Tolerance}, but it must lie between 0 and 1.");
        }
        foreach (var source in book.Parts.Where(p => string.IsNullOrWhiteSpace(p.Value.From)))
        {
            yield return $"the source of {source.Key} says from nowhere; name an announcement, a page or a seed.";
        }
    }

    private static IEnumerable<string> Tools(Rulebook book)
    {
        var codes = book.Tools.Select(t => t.Code).ToArray();
        if (!codes.SequenceEqual(ToolCodes))
        {
            yield return $"the tools are {string.Join(", ", codes)}, but they must be IIT, EIT, OIT, in this order.";
        }
        var sum = book.Tools.Sum(t => t.Weight);
        if (sum != 1)
        {
            yield return Say($"weights of the tools add up to {sum}, but they must add up to 1.");
        }
        foreach (var tool in book.Tools.Where(t => t.Weight <= 0))
        {
            yield return Say($"tool {tool.Code}: weight is {tool.Weight}, but it must be above 0.");
        }
        foreach (var text in Ambiguous("tools", book.Tools.Select(t => (t.Code, t.Aliases.Prepend(t.Name).Append(t.Code)))))
        {
            yield return text;
        }
    }

    private static IEnumerable<string> Indicators(Rulebook book)
    {
        var numbers = book.Indicators.Select(i => i.No).ToArray();
        if (!numbers.SequenceEqual(Enumerable.Range(1, 10)))
        {
            yield return $"the indicators are {Join(numbers)}, but they must be 1 to 10, in this order.";
        }
        foreach (var i in book.Indicators)
        {
            if (Array.IndexOf(ToolCodes, i.Tool) < 0)
            {
                yield return Say($"indicator {i.No}: tool is \"{i.Tool}\"; known are IIT, EIT, OIT.");
            }
            if (i.Method is not (Indicator.MeanOfQuestions or Indicator.MeanOfSubIndicatorMeans))
            {
                yield return Say($"indicator {i.No}: method is \"{i.Method}\"; known are {Indicator.MeanOfQuestions}, {Indicator.MeanOfSubIndicatorMeans}.");
            }
            else if (i.Method == Indicator.MeanOfSubIndicatorMeans != i.SubIndicators.Count > 0)
            {
                yield return Say($"indicator {i.No}: method {i.Method} does not go with {i.SubIndicators.Count} subIndicators.");
            }
            foreach (var s in i.SubIndicators.Where(s => !s.No.StartsWith(Say($"{i.No}."), StringComparison.Ordinal)))
            {
                yield return Say($"indicator {i.No}: sub-indicator {s.No} does not belong to it.");
            }
            if (!Slug().IsMatch(i.Kind))
            {
                yield return NotASlug(Say($"indicator {i.No}"), i.Kind);
            }
        }
        var texts = Twice("kind", "indicators", book.Indicators.Select(i => (i.Kind, Say($"{i.No}"))))
            .Concat(Twice("no", "sub-indicators", book.Indicators.SelectMany(i => i.SubIndicators).Select(s => (s.No, s.Name))))
            .Concat(Ambiguous("indicators", book.Indicators.Select(i => (Say($"{i.No}"), i.Aliases.Prepend(i.Name)))));
        foreach (var text in texts)
        {
            yield return text;
        }
    }

    private static IEnumerable<string> Levels(Rulebook book)
    {
        if (book.Levels.Count == 0)
        {
            yield return "levels are missing.";
            yield break;
        }
        foreach (var l in book.Levels.Where(l => l.AtLeast is < 0 or > 100 || l.EachToolAtLeast is < 0 or > 100))
        {
            yield return Say($"level {l.Code}: atLeast is {l.AtLeast} and eachToolAtLeast is {l.EachToolAtLeast}, but scores lie between 0 and 100.");
        }
        foreach (var (better, worse) in book.Levels.Zip(book.Levels.Skip(1)))
        {
            var descends = worse.AtLeast < better.AtLeast
                || (worse.AtLeast == better.AtLeast && better.EachToolAtLeast is not null && (worse.EachToolAtLeast ?? -1) < better.EachToolAtLeast);
            if (!descends)
            {
                yield return Say($"level {worse.Code}: atLeast is {worse.AtLeast}, but levels must descend and {better.Code} before it has {better.AtLeast}.");
            }
        }
        if (book.Levels[^1] is { } last && (last.AtLeast != 0 || last.EachToolAtLeast is not null))
        {
            yield return Say($"level {last.Code}: atLeast is {last.AtLeast}, but the last level must take every score from 0 without a condition, or there is a hole below it.");
        }
        foreach (var text in Twice("code", "levels", book.Levels.Select(l => (l.Code, l.Name))).Concat(Ambiguous("levels", book.Levels.Select(l => (l.Code, l.Aliases.Prepend(l.Name))))))
        {
            yield return text;
        }
    }

    private static IEnumerable<string> Scales(Rulebook book)
    {
        foreach (var s in book.Scales)
        {
            var ascending = s.Points.Zip(s.Points.Skip(1)).All(p => p.First < p.Second);
            if (s.Points.Count < 2 || !ascending || s.Points[0] != 0 || s.Points[^1] != 100)
            {
                yield return $"scale {s.Id}: points are {Join(s.Points)}, but they must rise from 0 to 100.";
            }
        }
        foreach (var text in Twice("id", "scales", book.Scales.Select(s => (s.Id, s.Name))))
        {
            yield return text;
        }
    }

    private static IEnumerable<string> Samples(Rulebook book)
    {
        foreach (var m in book.SampleMinima)
        {
            var known = m.Minimum is not null || m.Share is not null;
            if (m.Tool is not ("IIT" or "EIT"))
            {
                yield return $"sampleMinima: tool is \"{m.Tool}\"; known are IIT, EIT.";
            }
            if (m.Minimum is <= 0 || m.Share is <= 0 or > 1)
            {
                yield return Say($"sampleMinima {m.Tool}: minimum is {m.Minimum} and share is {m.Share}, but a minimum is above 0 and a share between 0 and 1.");
            }
            if (known == m.Source.Certainty is Certainty.Unknown)
            {
                yield return Say($"sampleMinima {string.Join(' ', new[] { m.Tool, m.OrganisationKind, m.Size }.OfType<string>())}: certainty is {Word(m.Source.Certainty)}, but minimum and share are {(known ? "" : "not ")}given.");
            }
        }
    }

    private static IEnumerable<string> Calendar(Rulebook book)
    {
        var announced = book.Calendar.Count(c => c.Kind == CalendarEntry.Announced);
        if (announced != 1)
        {
            yield return Say($"calendar has {announced} entries of kind announced, but it must have one; where the day is not known, one without dates and with certainty unknown.");
        }
        DateOnly? before = null;
        foreach (var c in book.Calendar)
        {
            if (Array.IndexOf(CalendarKinds, c.Kind) < 0)
            {
                yield return $"calendar: kind is \"{c.Kind}\"; known are {string.Join(", ", CalendarKinds)}.";
            }
            if (c.From is null != c.To is null || c.To < c.From)
            {
                yield return $"calendar {c.Kind}: from is {Day(c.From)} and to is {Day(c.To)}, but both are given or neither, and to is not before from.";
            }
            if (c.From is not null == c.Source.Certainty is Certainty.Unknown)
            {
                yield return $"calendar {c.Kind}: certainty is {Word(c.Source.Certainty)}, but the dates are {(c.From is null ? "not " : "")}given.";
            }
            if (c.From < before)
            {
                yield return $"calendar {c.Kind}: from is {Day(c.From)}, but entries stand in order of time and the one before begins {Day(before)}.";
            }
            before = c.From ?? before;
        }
    }

    private static IEnumerable<string> Questions(Rulebook book, Question[] questions, char letter)
    {
        var part = book.Parts[letter == 'i' ? "internal" : "external"];
        if (questions.Length > 0 == part.Certainty is Certainty.Unknown)
        {
            yield return Say($"there are {questions.Length} questions, but the certainty of the list is {Word(part.Certainty)}.");
        }
        foreach (var (q, i) in questions.Select((q, i) => (q, i)))
        {
            if (q.Code != Say($"{letter}{i + 1}"))
            {
                yield return Say($"question {q.Code}: code must be \"{letter}{i + 1}\" in this place.");
            }
            if (book.IndicatorNo(q.Indicator) is not { } indicator)
            {
                yield return Say($"question {q.Code}: indicator is {q.Indicator}, which this year does not have.");
            }
            else if (indicator.Tool != q.Tool)
            {
                yield return Say($"question {q.Code}: indicator is {q.Indicator}, which belongs to {indicator.Tool}, not to {q.Tool}.");
            }
            if (string.IsNullOrWhiteSpace(q.Text))
            {
                yield return $"question {q.Code}: text is empty.";
            }
            if (!Slug().IsMatch(q.Kind))
            {
                yield return NotASlug($"question {q.Code}", q.Kind);
            }
            if (q.Scale is { } id && book.FindScale(id) is not { } scale)
            {
                yield return $"question {q.Code}: scale is \"{id}\"; known are {string.Join(", ", book.Scales.Select(s => s.Id))}.";
            }
            else if (q.Options.Count > 0 && q.Options.Count != book.FindScale(q.Scale)?.Points.Count)
            {
                yield return Say($"question {q.Code}: there are {q.Options.Count} options, but scale {q.Scale ?? "(none)"} has {book.FindScale(q.Scale)?.Points.Count ?? 0} points.");
            }
            if (q.Direction is Direction.Mixed != q.ReversedSubItems.Count > 0 || q.ReversedSubItems.Any(n => n < 1 || n > q.SubItems.Count))
            {
                yield return $"question {q.Code}: reversedSubItems are {Join(q.ReversedSubItems)}, but a mixed question, and no other, names some of its {Say($"{q.SubItems.Count}")} sub-items there.";
            }
        }
    }

    private static IEnumerable<string> Items(Rulebook book)
    {
        if (book.Items.Count > 0 == book.Parts["disclosure"].Certainty is Certainty.Unknown)
        {
            yield return Say($"there are {book.Items.Count} items, but the certainty of the list is {Word(book.Parts["disclosure"].Certainty)}.");
        }
        var groups = book.Indicators.SelectMany(i => i.SubIndicators).Select(s => s.No).ToHashSet(StringComparer.Ordinal);
        foreach (var (item, i) in book.Items.Select((item, i) => (item, i)))
        {
            if (item.Code != Say($"O{i + 1}"))
            {
                yield return Say($"item {item.Code}: code must be \"O{i + 1}\" in this place.");
            }
            if (!groups.Contains(item.SubIndicator))
            {
                yield return $"item {item.Code}: subIndicator is \"{item.SubIndicator}\"; known are {string.Join(", ", groups)}.";
            }
            if (string.IsNullOrWhiteSpace(item.Title))
            {
                yield return $"item {item.Code}: title is empty.";
            }
            foreach (var kind in item.AlsoKinds.Prepend(item.Kind).Where(k => !Slug().IsMatch(k)))
            {
                yield return NotASlug($"item {item.Code}", kind);
            }
            if (item.Elements.Count > 0 == item.ElementsSource.Certainty is Certainty.Unknown)
            {
                yield return Say($"item {item.Code}: it has {item.Elements.Count} elements, but the certainty of its elements is {Word(item.ElementsSource.Certainty)}.");
            }
        }
        foreach (var empty in groups.Where(g => book.Items.Count > 0 && book.Items.All(i => i.SubIndicator != g)))
        {
            yield return $"sub-indicator {empty} of {RulebookReader.RulebookName} has no item.";
        }
        var texts = Twice("kind", "items", book.Items.SelectMany(i => i.AlsoKinds.Prepend(i.Kind).Select(k => (k, i.Code))))
            .Concat(Ambiguous("items", book.Items.Select(i => (i.Code, i.Aliases.Prepend(i.Title)))));
        foreach (var text in texts)
        {
            yield return text;
        }
    }

    private static IEnumerable<string> Issues(Rulebook book)
    {
        if (book.Issues.Count == 0)
        {
            yield break;
        }
        var numbers = book.Issues.Select(i => i.No).ToArray();
        if (!numbers.SequenceEqual(Enumerable.Range(1, book.Issues.Count)))
        {
            yield return $"the issues are {Join(numbers)}, but they must be numbered from 1 in order.";
        }
        var uses = book.Issues.SelectMany(i => i.Questions.Concat(i.Items).Select(code => (Code: code, i.No))).ToLookup(u => u.Code, u => u.No, StringComparer.Ordinal);
        var known = book.Questions.Select(q => q.Code).Concat(book.Items.Select(i => i.Code)).ToArray();
        foreach (var code in known.Where(c => uses[c].Count() != 1))
        {
            yield return uses[code].Any() ? $"{code} is used by issues {Join(uses[code])}, but every question and item is used exactly once." : $"{code} is used by no issue, but every question and item is used exactly once.";
        }
        foreach (var stranger in uses.Where(u => !known.Contains(u.Key, StringComparer.Ordinal)))
        {
            yield return $"issue {Join(stranger)} uses {stranger.Key}, which this year does not have.";
        }
        foreach (var text in Ambiguous("issues", book.Issues.Select(i => (Say($"{i.No}"), i.Aliases.Prepend(i.Name)))))
        {
            yield return text;
        }
    }

    private static IEnumerable<string> Twice(string member, string of, IEnumerable<(string Value, string Owner)> values) =>
        values.GroupBy(v => v.Value, StringComparer.Ordinal).Where(g => g.Count() > 1)
            .Select(g => $"{member} \"{g.Key}\" occurs {Say($"{g.Count()}")} times among the {of} ({string.Join(", ", g.Select(v => v.Owner))}), but it must be unique.");

    /// <summary>A name or alias, compared without spaces and case, may belong to one owner only and be said once.</summary>
    private static IEnumerable<string> Ambiguous(string of, IEnumerable<(string Owner, IEnumerable<string> Names)> owners) =>
        owners.SelectMany(o => o.Names.Select(n => (n, o.Owner)))
            .GroupBy(p => string.Concat(p.n.Where(c => !char.IsWhiteSpace(c))).ToUpperInvariant(), StringComparer.Ordinal)
            .Where(g => g.Select(p => p.Owner).Distinct(StringComparer.Ordinal).Count() > 1 || g.Select(p => p.n).Distinct(StringComparer.Ordinal).Count() < g.Count())
            .Select(g => $"name or alias \"{g.First().n}\" is said more than once among the {of} ({string.Join(", ", g.Select(p => p.Owner))}), but it must be unambiguous.");

    private static string NotASlug(string of, string kind) => $"{of}: kind is \"{kind}\", but a kind is lower-case English words joined by hyphens.";

    /// <summary>As the files write it.</summary>
    internal static string Word(Certainty certainty) => certainty switch
    {
        Certainty.Verified => "verified",
        Certainty.FromSeeds => "from-seeds",
        Certainty.Unverified => "unverified",
        Certainty.Unknown => "unknown",
        _ => certainty.ToString(),
    };

    private static string Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "not given";

    private static string Join<T>(IEnumerable<T> values)
        where T : IFormattable => string.Join(", ", values.Select(v => v.ToString(null, CultureInfo.InvariantCulture)));

    private static string Say(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    [GeneratedRegex("^[a-z0-9]+(-[a-z0-9]+)*$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Slug();

    [GeneratedRegex(@"^25\d\d(\.[2-9]\d*)?$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex EditionName();
}
