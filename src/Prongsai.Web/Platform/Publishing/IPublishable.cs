using System.Globalization;
using Prongsai.Domain;

namespace Prongsai.Web.Platform.Publishing;

/// <summary>
/// One kind of thing an area can put before the public, once a year. The area that made it offers it; the publication area keeps what was
/// published, and the public side shows it. Nothing is published by being offered.
/// </summary>
internal interface IPublishable
{
    /// <summary>As kept with editions: <see cref="PublishedKinds.Result"/>. Never renamed.</summary>
    string Kind { get; }

    /// <summary>What there is to publish now, any year, oldest year first.</summary>
    Task<IReadOnlyList<Offer>> Offers(CancellationToken stop);

    /// <summary>The content as it would become public with these options chosen; null when there is nothing (any more) to publish.</summary>
    Task<PublishableContent?> Content(FiscalYear year, IReadOnlySet<string> options, CancellationToken stop);
}

/// <summary>Something that may be published.</summary>
/// <param name="Kind">Of <see cref="IPublishable"/>.</param>
/// <param name="Year">The assessed year it tells of.</param>
/// <param name="SourceId">Which state of the office's work it is; an edition made from another one is out of date.</param>
/// <param name="Title">ผลการประเมินปี 2567</param>
/// <param name="Note">One line: คะแนนรวม 88.14 ยืนยันเมื่อ …</param>
internal sealed record Offer(string Kind, FiscalYear Year, string SourceId, string Title, string Note);

/// <summary>Something the office decides about when it publishes; off unless chosen.</summary>
/// <param name="Key">What is handed to <see cref="IPublishable.Content"/>.</param>
/// <param name="Label">Thai, beside the box.</param>
/// <param name="Hint">What it would reveal.</param>
internal sealed record PublishOption(string Key, string Label, string Hint);

/// <summary>All that an edition will hold.</summary>
internal sealed record PublishableContent
{
    public required Offer Offer { get; init; }

    /// <summary>What the public page and the machine forms are drawn from; serialised as JSON.</summary>
    public required object Data { get; init; }

    /// <summary>A fragment made by <c>HtmlWriter</c>, everything in it escaped; null where the page is drawn from the data alone.</summary>
    public string? Html { get; init; }

    /// <summary>Files of the organisation that become downloadable, in order.</summary>
    public IReadOnlyList<Guid> Files { get; init; } = [];

    public IReadOnlyList<PublishOption> Options { get; init; } = [];

    /// <summary>What becomes public, line by line, in Thai.</summary>
    public required IReadOnlyList<string> Shows { get; init; }

    /// <summary>What stays in the office, line by line, in Thai.</summary>
    public IReadOnlyList<string> Keeps { get; init; } = [];
}

/// <summary>The kinds of editions, the last part of their address below /ita/{year}/, and the item of the assessment each of them answers.</summary>
internal static class PublishedKinds
{
    public const string Result = "assessment-result";
    public const string Analysis = "analysis-report";
    public const string MeasuresPlan = "measures-plan";
    public const string MeasuresResult = "measures-result";
    public const string Satisfaction = "satisfaction-statistics";
    public const string ComplaintProcedure = "complaint-procedure";
    public const string ComplaintStatistics = "complaint-statistics";

    private const string OfItem = "item-";

    /// <summary>A paper of a year may answer the item of the year after: the analysis of 2567 stands beside the measures of 2568.</summary>
    private static readonly (string Kind, string Segment, string Name, string? ItemKind, int YearsLater)[] Known =
    [
        (Result, "result", "ผลการประเมิน", null, 0),
        (Analysis, "analysis", "รายงานการวิเคราะห์ผล", "measures-plan", 1),
        (MeasuresPlan, "measures", "แผนมาตรการ", "measures-plan", 0),
        (MeasuresResult, "report", "รายงานผลตามมาตรการ", "measures-report", 0),
        (Satisfaction, "satisfaction", "สถิติความพึงพอใจของผู้รับบริการ", "satisfaction-survey", 0),
        (ComplaintProcedure, "complaint-procedure", "แนวปฏิบัติและช่องทางแจ้งเรื่องทุจริต", "complaint-procedure", 0),
        (ComplaintStatistics, "complaints", "สถิติเรื่องร้องเรียนการทุจริตและประพฤติมิชอบ", "complaint-statistics", 0),
    ];

    /// <summary>In the order in which a year's page lists them.</summary>
    public static IReadOnlyList<string> All { get; } = [.. Known.Select(k => k.Kind)];

    /// <summary>Its place among the kinds; items follow in their order, unknown ones come last.</summary>
    public static int Order(string kind) => ItemNumber(kind) is { } number ? Known.Length + number : Array.FindIndex(Known, k => k.Kind == kind) is >= 0 and var place ? place : int.MaxValue;

    public static bool IsKnown(string kind) => All.Contains(kind, StringComparer.Ordinal);

    /// <summary>result, or o7 for what was written as the answer to an item.</summary>
    public static string Segment(string kind) => ItemNumber(kind) is { } number ? FormattableString.Invariant($"o{number}") : Known.First(k => k.Kind == kind).Segment;

    /// <summary>What it is called without its year.</summary>
    public static string Name(string kind) => ItemNumber(kind) is { } number ? FormattableString.Invariant($"ข้อ O{number}") : Known.First(k => k.Kind == kind).Name;

    /// <summary>/ita/2567/result, below the public root of the organisation.</summary>
    public static string Address(string kind, FiscalYear year) => $"/ita/{year}/{Segment(kind)}";

    /// <summary>The kind of editions written as the answer to an item: item-7.</summary>
    public static string Item(int number) => FormattableString.Invariant($"{OfItem}{number}");

    /// <summary>7 for item-7; null for every kind that is made inside the product.</summary>
    public static int? ItemNumber(string kind) =>
        kind.StartsWith(OfItem, StringComparison.Ordinal) && int.TryParse(kind.AsSpan(OfItem.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>
    /// The item which a thing made inside the product answers, by kind, and how many years after its own; null where it answers none. The number
    /// of the item is the rulebook's business.
    /// </summary>
    public static (string ItemKind, int YearsLater)? Answers(string kind) =>
        Array.Find(Known, k => k.Kind == kind) is { ItemKind: { } item, YearsLater: var later } ? (item, later) : null;
}
