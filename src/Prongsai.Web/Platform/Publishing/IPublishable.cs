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

/// <summary>The kinds of editions and the last part of their address below /ita/{year}/.</summary>
internal static class PublishedKinds
{
    public const string Result = "assessment-result";
    public const string Analysis = "analysis-report";
    public const string MeasuresPlan = "measures-plan";
    public const string MeasuresResult = "measures-result";
    public const string Satisfaction = "satisfaction-statistics";

    private static readonly (string Kind, string Segment, string Name)[] Known =
    [
        (Result, "result", "ผลการประเมิน"),
        (Analysis, "analysis", "รายงานการวิเคราะห์ผล"),
        (MeasuresPlan, "measures", "แผนมาตรการ"),
        (MeasuresResult, "report", "รายงานผลตามมาตรการ"),
        (Satisfaction, "satisfaction", "สถิติความพึงพอใจของผู้รับบริการ"),
    ];

    /// <summary>In the order in which a year's page lists them.</summary>
    public static IReadOnlyList<string> All { get; } = [.. Known.Select(k => k.Kind)];

    /// <summary>Its place among the kinds; unknown ones come last.</summary>
    public static int Order(string kind) => Array.FindIndex(Known, k => k.Kind == kind) is >= 0 and var place ? place : Known.Length;

    public static bool IsKnown(string kind) => All.Contains(kind, StringComparer.Ordinal);

    /// <summary>result</summary>
    public static string Segment(string kind) => Known.First(k => k.Kind == kind).Segment;

    /// <summary>What it is called without its year.</summary>
    public static string Name(string kind) => Known.First(k => k.Kind == kind).Name;

    /// <summary>/ita/2567/result, below the public root of the organisation.</summary>
    public static string Address(string kind, FiscalYear year) => $"/ita/{year}/{Segment(kind)}";
}
