namespace Prongsai.Domain.Rules;

/// <summary>Where a datum of the rules comes from and how sure it is. <see cref="From"/> names an announcement, a published page, a seed (S0–S4) or a section of domain/ita.md.</summary>
public sealed record Sourced(Certainty Certainty, string From);

/// <summary>
/// The rules of one fiscal year's assessment: tools, weights, indicators, questions, disclosure items, levels, issues, samples, calendar.
/// Data, read from rules/ita/25xx; an assessment pins <see cref="Id"/> and <see cref="Sha256"/> of the rulebook that scored it.
/// </summary>
public sealed record Rulebook
{
    /// <summary>For example "ita-2567"; a corrected edition is "ita-2567.2".</summary>
    public required string Id { get; init; }

    /// <summary>SHA-256, lower-case hex, over the canonical concatenation of the year's files (see RulebookReader).</summary>
    public required string Sha256 { get; init; }

    public required FiscalYear Year { get; init; }

    public required string Title { get; init; }

    public required Sourced Source { get; init; }

    /// <summary>IIT, EIT, OIT, in this order.</summary>
    public required IReadOnlyList<Tool> Tools { get; init; }

    /// <summary>Ten indicators in official order.</summary>
    public required IReadOnlyList<Indicator> Indicators { get; init; }

    /// <summary>IIT and EIT questions whose list is known for the year; empty where it is not.</summary>
    public required IReadOnlyList<Question> Questions { get; init; }

    /// <summary>Disclosure items O1… in official order.</summary>
    public required IReadOnlyList<DisclosureItem> Items { get; init; }

    /// <summary>Levels from the best to the worst.</summary>
    public required IReadOnlyList<Level> Levels { get; init; }

    public required Sourced LevelsSource { get; init; }

    /// <summary>The seven issues (๗ ประเด็น); empty for years that have none.</summary>
    public required IReadOnlyList<Issue> Issues { get; init; }

    /// <summary>Answer scales known for the year's surveys.</summary>
    public required IReadOnlyList<Scale> Scales { get; init; }

    public required IReadOnlyList<SampleMinimum> SampleMinima { get; init; }

    public required IReadOnlyList<CalendarEntry> Calendar { get; init; }

    /// <summary>Largest difference between a printed and a computed figure that still agrees; 0.01 in all known years.</summary>
    public required decimal Tolerance { get; init; }

    /// <summary>Places printed figures are rounded to, half away from zero; 2 in all known years.</summary>
    public required int Places { get; init; }

    public Tool Tool(string code) => Tools.First(t => t.Code == code);

    public Indicator? IndicatorNo(int no) => Indicators.FirstOrDefault(i => i.No == no);

    public Question? FindQuestion(string code) => Questions.FirstOrDefault(q => q.Code == code);

    public DisclosureItem? FindItem(string code) => Items.FirstOrDefault(i => i.Code == code);

    public IEnumerable<Indicator> IndicatorsOf(string tool) => Indicators.Where(i => i.Tool == tool);

    public IEnumerable<Question> QuestionsOf(int indicatorNo) => Questions.Where(q => q.Indicator == indicatorNo);

    public IEnumerable<DisclosureItem> ItemsOf(string subIndicator) => Items.Where(i => i.SubIndicator == subIndicator);
}

/// <summary>An assessment tool (เครื่องมือ). Code is IIT, EIT or OIT; the weights of a year add up to 1.</summary>
public sealed record Tool(string Code, string Name, string ShortName, IReadOnlyList<string> Aliases, decimal Weight, Sourced Source);

/// <summary>
/// An indicator (ตัวชี้วัด). <see cref="Kind"/> joins the same concept across years; <see cref="Method"/> names how its score is made:
/// "mean-of-questions" or "mean-of-sub-indicator-means".
/// </summary>
public sealed record Indicator(
    int No,
    string Kind,
    string Tool,
    string Name,
    IReadOnlyList<string> Aliases,
    string Method,
    IReadOnlyList<SubIndicator> SubIndicators,
    Sourced Source);

/// <summary>A sub-indicator (ตัวชี้วัดย่อย) such as 9.1; only OIT indicators have them.</summary>
public sealed record SubIndicator(string No, string Name, Sourced Source);

/// <summary>Which end of the answer scale is the good one.</summary>
public enum Direction
{
    Positive,
    Reversed,
    Mixed,
}

/// <summary>A survey question. Code is lower case: i1…, e1…. <see cref="Scale"/> names a <see cref="Rules.Scale"/>; null where unknown.</summary>
public sealed record Question(
    string Code,
    string Kind,
    string Tool,
    int Indicator,
    string Text,
    IReadOnlyList<string> SubItems,
    IReadOnlyList<string> Options,
    Direction Direction,
    string? Scale,
    string? Note,
    Sourced Source);

/// <summary>An answer scale: the points, worst to best, e.g. 0,20,40,60,80,100.</summary>
public sealed record Scale(string Id, string Name, IReadOnlyList<decimal> Points, Sourced Source);

/// <summary>A disclosure item (ข้อ O). Code is "O28". <see cref="Kind"/> joins the same kind of document across years ("measures-report").</summary>
public sealed record DisclosureItem(
    string Code,
    string Kind,
    string Title,
    IReadOnlyList<string> Aliases,
    int Indicator,
    string SubIndicator,
    Sourced GroupingSource,
    IReadOnlyList<ItemElement> Elements,
    Sourced Source)
{
    /// <summary>The number in the code: 28 of "O28".</summary>
    public int Number => int.Parse(Code.AsSpan(1), System.Globalization.CultureInfo.InvariantCulture);
}

/// <summary>One required element of an item (องค์ประกอบด้านข้อมูล).</summary>
public sealed record ItemElement(string Text, Sourced Source);

/// <summary>A level of result (ระดับผลการประเมิน): the total it needs, and, from 2566, what each tool needs.</summary>
public sealed record Level(string Code, string Name, IReadOnlyList<string> Aliases, decimal AtLeast, decimal? EachToolAtLeast);

/// <summary>One of the seven issues (ประเด็น) with the questions and items it uses, by code.</summary>
public sealed record Issue(int No, string Name, IReadOnlyList<string> Aliases, IReadOnlyList<string> Questions, IReadOnlyList<string> Items, Sourced Source);

/// <summary>The least number of respondents. <see cref="Rule"/> is the text shown; <see cref="Minimum"/> a fixed number where there is one.</summary>
public sealed record SampleMinimum(string Tool, string? OrganisationKind, string? Size, int? Minimum, decimal? Share, string Rule, Sourced Source);

/// <summary>A dated event of the year's calendar; dates are Gregorian and may be unknown.</summary>
public sealed record CalendarEntry(string Kind, string Title, DateOnly? From, DateOnly? To, Sourced Source);
