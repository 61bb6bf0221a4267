using Prongsai.Domain.Papers;

namespace Prongsai.Documents.Tests.Corpus;

/// <summary>What a paper of the corpus says. A null list is not judged; texts are compared without spaces.</summary>
internal sealed record Truth
{
    /// <summary>All names, the main one first.</summary>
    public IReadOnlyList<string>? Organisations { get; init; }

    public string? Kind { get; init; }

    public int? Year { get; init; }

    public decimal? Total { get; init; }

    public string? Level { get; init; }

    /// <summary>Score by indicator number.</summary>
    public IReadOnlyDictionary<int, decimal>? Indicators { get; init; }

    /// <summary>Score by code.</summary>
    public IReadOnlyDictionary<string, decimal>? Questions { get; init; }

    /// <summary>Code and score, in order, repeated codes included.</summary>
    public IReadOnlyList<ItemTruth>? Items { get; init; }

    public IReadOnlyList<MeasureTruth>? Measures { get; init; }

    /// <summary>Indicators that have advice.</summary>
    public IReadOnlyList<int>? Advice { get; init; }

    /// <summary>Number of texts under the seven issues.</summary>
    public int? IssueTexts { get; init; }

    /// <summary>Codes of problems that must be told.</summary>
    public IReadOnlyList<string>? Problems { get; init; }
}

internal sealed record ItemTruth(string Code, decimal? Score);

internal sealed record MeasureTruth
{
    public string? No { get; init; }

    public required string Title { get; init; }

    public IReadOnlyList<string>? Steps { get; init; }

    public IReadOnlyList<string>? Units { get; init; }

    public DateOnly? From { get; init; }

    public DateOnly? To { get; init; }

    public string? Result { get; init; }

    public IReadOnlyList<DateOnly>? ResultDates { get; init; }

    public string? Output { get; init; }

    public string? Outcome { get; init; }

    public string? Suggestion { get; init; }

    public string? FollowUp { get; init; }
}

/// <summary>A paper of the corpus: bytes, and what should be read. Several truths for a file with several papers; none for one that is not about ITA.</summary>
internal sealed record Sample(string Name, string Shape, string Format, byte[] Bytes, string FileName, IReadOnlyList<Truth> Truths);

/// <summary>Counts, for each field, how many values there are and how many were read exactly.</summary>
internal sealed class Scoreboard
{
    private readonly SortedDictionary<(string Group, string Field), (int Right, int All)> _counts = [];

    public List<string> Misses { get; } = [];

    public (int Right, int All) this[string field] => Sum(c => c.Field == field);

    public IEnumerable<string> Fields => _counts.Keys.Select(k => k.Field).Distinct().OrderBy(f => Array.IndexOf(Order, f));

    public IEnumerable<string> Groups => _counts.Keys.Select(k => k.Group).Distinct();

    private static readonly string[] Order =
        ["papers", "organisation", "organisation names", "year", "kind", "total", "level", "indicators", "indicators: whole table", "questions", "items", "measures: number", "measure: title", "measure: number printed",
            "measure: steps", "measure: step text", "measure: units", "measure: period", "measure: result", "measure: result dates", "measure: output", "measure: outcome", "measure: suggestion", "measure: follow-up", "advice", "issue texts", "problems"];

    public (int Right, int All) Of(string field, string group) => _counts.GetValueOrDefault((group, field));

    public double Rate(string field) => this[field] is { All: > 0 } c ? c.Right / (double)c.All : 1;

    public (int Right, int All) Everything => Sum(_ => true);

    public void Judge(Sample sample, PaperReading reading)
    {
        Count(sample, "papers", reading.Papers.Count == sample.Truths.Count, $"{reading.Papers.Count} for {sample.Truths.Count}: {string.Join(' ', reading.Problems.Select(p => p.Code))}");
        foreach (var (truth, i) in sample.Truths.Select((t, i) => (t, i)))
        {
            var paper = sample.Truths.Count == 1 ? reading.Papers.ElementAtOrDefault(0) : reading.Papers.FirstOrDefault(p => MainName(p) == truth.Organisations?[0] && (truth.Year is null || p.Year?.Value == truth.Year)) ?? reading.Papers.ElementAtOrDefault(i);
            Judge(sample, truth, paper ?? new Paper { Part = "0", Kind = string.Empty, Organisations = [] });
        }
    }

    private void Judge(Sample sample, Truth truth, Paper paper)
    {
        if (truth.Organisations is { } names)
        {
            Count(sample, "organisation", MainName(paper) == names[0], $"{MainName(paper)} for {names[0]}");
            Count(sample, "organisation names", paper.Organisations.Select(o => o.Name).Order(StringComparer.Ordinal).SequenceEqual(names.Order(StringComparer.Ordinal)), string.Join(", ", paper.Organisations.Select(o => o.Name)));
        }
        Same(sample, "year", truth.Year, paper.Year?.Value);
        Same(sample, "kind", truth.Kind, paper.Kind);
        Same(sample, "total", truth.Total, paper.Total?.Value);
        Same(sample, "level", truth.Level?.ToUpperInvariant(), paper.Level?.Value.ToUpperInvariant());
        if (truth.Indicators is { } indicators)
        {
            var read = paper.Indicators.GroupBy(i => i.No).ToDictionary(g => g.Key, g => g.First().Score);
            foreach (var (no, score) in indicators)
            {
                Same(sample, "indicators", score, read.GetValueOrDefault(no), $"ind{no} ");
            }
            Count(sample, "indicators: whole table", indicators.Count == read.Count && indicators.All(i => read.GetValueOrDefault(i.Key) == i.Value), $"{read.Count} for {indicators.Count}");
        }
        if (truth.Questions is { } questions)
        {
            var read = paper.Questions.GroupBy(q => q.Code).ToDictionary(g => g.Key, g => g.First().Score);
            foreach (var (code, score) in questions)
            {
                Same(sample, "questions", score, read.GetValueOrDefault(code), code + " ");
            }
            foreach (var extra in read.Keys.Except(questions.Keys))
            {
                Count(sample, "questions", false, "extra " + extra);
            }
        }
        if (truth.Items is { } items)
        {
            for (var i = 0; i < Math.Max(items.Count, paper.Items.Count); i++)
            {
                var (want, got) = (items.ElementAtOrDefault(i), paper.Items.ElementAtOrDefault(i));
                Count(sample, "items", want?.Code == got?.Code && want?.Score == got?.Score, $"{got?.Code} {got?.Score} for {want?.Code} {want?.Score}");
            }
        }
        if (truth.Measures is { } measures)
        {
            Count(sample, "measures: number", measures.Count == paper.Measures.Count, $"{paper.Measures.Count} for {measures.Count}");
            for (var i = 0; i < measures.Count; i++)
            {
                Judge(sample, measures[i], paper.Measures.ElementAtOrDefault(i));
            }
        }
        if (truth.Advice is { } advice)
        {
            Count(sample, "advice", advice.SequenceEqual(paper.Advice.Select(a => a.Indicator ?? 0)), string.Join(' ', paper.Advice.Select(a => a.Indicator)));
        }
        Same(sample, "issue texts", truth.IssueTexts, paper.IssueTexts.Count);
        foreach (var problem in truth.Problems ?? [])
        {
            Count(sample, "problems", paper.Problems.Any(p => p.Code == problem), $"no {problem}: {string.Join(' ', paper.Problems.Select(p => p.Code))}");
        }
    }

    private void Judge(Sample sample, MeasureTruth truth, ReadMeasure? read)
    {
        Text(sample, "measure: title", truth.Title, read?.Title);
        if (truth.No is not null)
        {
            Same(sample, "measure: number printed", truth.No, read?.No);
        }
        if (truth.Steps is { } steps)
        {
            Count(sample, "measure: steps", read?.Steps.Count == steps.Count, $"{read?.Steps.Count} for {steps.Count}");
            for (var i = 0; i < steps.Count; i++)
            {
                Text(sample, "measure: step text", steps[i], read?.Steps.ElementAtOrDefault(i)?.Text);
            }
        }
        if (truth.Units is { } units)
        {
            Count(sample, "measure: units", read is not null && units.Select(Flat).SequenceEqual(read.Units.Select(Flat)), string.Join(", ", read?.Units ?? []) + " for " + string.Join(", ", units));
        }
        if (truth.From is not null)
        {
            Count(sample, "measure: period", read?.Period?.From == truth.From && read?.Period?.To == truth.To, $"{read?.Period?.Text} {read?.Period?.From:yyyy-MM-dd} {read?.Period?.To:yyyy-MM-dd} for {truth.From:yyyy-MM-dd} {truth.To:yyyy-MM-dd}");
        }
        Text(sample, "measure: result", truth.Result, read?.Result);
        Text(sample, "measure: output", truth.Output, read?.Output);
        Text(sample, "measure: outcome", truth.Outcome, read?.Outcome);
        Text(sample, "measure: suggestion", truth.Suggestion, read?.Suggestion);
        Text(sample, "measure: follow-up", truth.FollowUp, read?.FollowUp);
        if (truth.ResultDates is { } dates)
        {
            var got = read?.ResultSteps.Where(s => s.Date is not null).Select(s => s.Date!.Value).ToList() ?? [];
            Count(sample, "measure: result dates", dates.SequenceEqual(got), string.Join(' ', got));
        }
    }

    private void Text(Sample sample, string field, string? want, string? got)
    {
        if (want is not null)
        {
            Count(sample, field, Flat(want) == Flat(got ?? string.Empty), $"\"{got}\" for \"{want}\"");
        }
    }

    private void Same<T>(Sample sample, string field, T? want, T? got, string what = "")
    {
        if (want is not null)
        {
            Count(sample, field, EqualityComparer<T>.Default.Equals(want, got), $"{what}{got} for {want}");
        }
    }

    private void Count(Sample sample, string field, bool right, string miss)
    {
        var key = (sample.Format, field);
        var count = _counts.GetValueOrDefault(key);
        _counts[key] = (count.Right + (right ? 1 : 0), count.All + 1);
        if (!right && Misses.Count < 2000)
        {
            Misses.Add($"{sample.Name}: {field}: {miss}");
        }
    }

    private (int Right, int All) Sum(Func<(string Group, string Field), bool> which)
    {
        var (right, all) = (0, 0);
        foreach (var (key, count) in _counts)
        {
            if (which(key))
            {
                right += count.Right;
                all += count.All;
            }
        }
        return (right, all);
    }

    private static string? MainName(Paper paper) => paper.Organisations.Count > 0 ? paper.Organisations[0].Name : null;

    private static string Flat(string text) => string.Concat(text.Where(c => !char.IsWhiteSpace(c)));
}
