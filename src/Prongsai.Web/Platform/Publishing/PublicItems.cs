using System.Text.Json;
using Markdig;
using Markdig.Extensions.Tables;
using Markdig.Syntax;
using Prongsai.Domain;
using Prongsai.Domain.Rules;
using Prongsai.Web.Platform.Contents;
using Prongsai.Web.Platform.Files;
using Prongsai.Web.Platform.Papers;
using Prongsai.Web.Platform.Persistence;

namespace Prongsai.Web.Platform.Publishing;

/// <summary>
/// The data of an edition written as the answer to an item. Complete in itself; members are added, never renamed, because editions are kept.
/// </summary>
internal sealed record PublishedItem
{
    public required int Year { get; init; }

    /// <summary>Every item it answers, its own first: O7, O8.</summary>
    public required IReadOnlyList<string> Items { get; init; }

    /// <summary>One line: where an assessor finds what is asked.</summary>
    public required string Where { get; init; }

    /// <summary>Markdown, rendered by <see cref="SafeMarkdown"/> alone; "" where files and links are the answer.</summary>
    public required string Body { get; init; }

    /// <summary>The day the content tells of: ข้อมูล ณ วันที่.</summary>
    public DateOnly? AsOf { get; init; }

    public required IReadOnlyList<PublishedLink> Links { get; init; }
}

/// <summary>A link of an answer: to a page of this site (beginning with one slash) or of the web.</summary>
internal sealed record PublishedLink(string Title, string Address);

/// <summary>How an item stands before the public.</summary>
internal enum PublicItemState
{
    /// <summary>Nothing was ever published for it.</summary>
    NotYet,

    Published,

    /// <summary>All that was published for it was withdrawn.</summary>
    Withdrawn,
}

/// <summary>An item of a year as the public sees it. Its address never moves and never dies, whatever was published.</summary>
/// <param name="Year">Of the assessment.</param>
/// <param name="Number">7 of O7.</param>
/// <param name="Rule">The item in the year's rules; null where they do not know the number, which an edition may still hold.</param>
/// <param name="Standing">What stands now of every line that answers it, in order, withdrawn ones too.</param>
/// <param name="History">Every edition that ever answered it, newest first.</param>
internal sealed record PublicItem(FiscalYear Year, int Number, DisclosureItem? Rule, IReadOnlyList<EditionCard> Standing, IReadOnlyList<EditionCard> History)
{
    /// <summary>O7</summary>
    public string Code => FormattableString.Invariant($"O{Number}");

    public string Title => Rule?.Title ?? Standing.Concat(History).FirstOrDefault()?.Title ?? Code;

    public IReadOnlyList<EditionCard> Open => [.. Standing.Where(e => !e.IsWithdrawn)];

    public PublicItemState State => Open.Count > 0 ? PublicItemState.Published : Standing.Count > 0 ? PublicItemState.Withdrawn : PublicItemState.NotYet;

    /// <summary>When what the public sees of it last changed; null where nothing ever was.</summary>
    public DateTimeOffset? ChangedAt => Standing.Count > 0 ? Standing.Max(e => e.ChangedAt) : null;

    /// <summary>The line of the list: where it is found.</summary>
    public string Where => Open.Select(e => e.Summary).FirstOrDefault(s => s.Length > 0) ?? (Open.Count > 0 ? Open[0].Title : "");

    /// <summary>/ita/2568/o7, below the public root.</summary>
    public string Address => AddressOf(Year, Number);

    public static string AddressOf(FiscalYear year, int number) => FormattableString.Invariant($"/ita/{year.Value}/o{number}");
}

/// <summary>Puts editions under the items they answer: those written for them, and by kind those made inside the product.</summary>
internal static class PublicItems
{
    /// <summary>Every item of the year in official order; items only an edition knows come last. Empty where the year has neither.</summary>
    public static IReadOnlyList<PublicItem> Of(FiscalYear year, Rulebook? rules, IReadOnlyCollection<EditionCard> editions)
    {
        var lines = PublicEditions.Standing(editions);
        var numbers = (rules?.Items.Select(i => i.Number) ?? []).Concat(editions.Where(e => e.Year == year).SelectMany(e => e.Items.Select(i => (int)i)).Order()).Distinct();
        return [.. numbers.Select(n => new PublicItem(
            year,
            n,
            rules?.Items.FirstOrDefault(i => i.Number == n),
            [.. lines.Where(e => Answers(e, year, n, rules)).OrderBy(e => e.IsItem ? 0 : 1).ThenBy(e => PublishedKinds.Order(e.Kind)).ThenBy(e => e.Year)],
            [.. editions.Where(e => Answers(e, year, n, rules)).OrderByDescending(e => e.PublishedAt)]))];
    }

    public static PublicItem? Find(FiscalYear year, int number, Rulebook? rules, IReadOnlyCollection<EditionCard> editions) => Of(year, rules, editions).FirstOrDefault(i => i.Number == number);

    /// <summary>Whether this edition is, or was, an answer to the item.</summary>
    public static bool Answers(EditionCard edition, FiscalYear year, int number, Rulebook? rules) =>
        edition.IsItem
            ? edition.Year == year && edition.Items.Contains((short)number)
            : PublishedKinds.Answers(edition.Kind) is { } answers && edition.Year.Value + answers.YearsLater == year.Value && rules?.ItemOfKind(answers.ItemKind)?.Number == number;

    /// <summary>The item of its year that a thing made inside the product answers; null where the rules of that year are not known or have none.</summary>
    public static (FiscalYear Year, DisclosureItem Item)? ItemFor(string kind, FiscalYear year, RulebookSet rules)
    {
        if (PublishedKinds.Answers(kind) is not { } answers)
        {
            return null;
        }
        var of = new FiscalYear(year.Value + answers.YearsLater);
        return rules.Find(of)?.ItemOfKind(answers.ItemKind) is { } item ? (of, item) : null;
    }
}

/// <summary>A file of an edition as it is shown, with the mark of the memorandum that approved it.</summary>
/// <param name="File">Its name, size and fingerprint.</param>
/// <param name="Href">Where it is fetched.</param>
/// <param name="Approval">Null where no memorandum approved it.</param>
/// <param name="IsLost">The store does not have its bytes; the page says so instead of leading nowhere.</param>
internal sealed record ShownFile(StoredFile File, string Href, ApprovalMark? Approval, bool IsLost);

/// <summary>One answer as pages show it: the public page of an item, and the office's preview of what it would become.</summary>
/// <param name="Card">Null in a preview.</param>
/// <param name="Title">Of the answer.</param>
/// <param name="Item">Null for what was made inside the product.</param>
/// <param name="Html">Of what was made inside the product.</param>
/// <param name="Files">In order.</param>
/// <param name="Root">Stands before addresses of this site.</param>
internal sealed record ShownAnswer(EditionCard? Card, string Title, PublishedItem? Item, string? Html, IReadOnlyList<ShownFile> Files, string Root)
{
    /// <summary>The page of what was made inside the product, which the item names as its origin.</summary>
    public string? Origin => Card is { IsItem: false } made ? PublishedKinds.Address(made.Kind, made.Year) : null;

    public static PublishedItem Read(string data) => JsonSerializer.Deserialize<PublishedItem>(data, JsonForm.Options) ?? throw new JsonException("An edition's data is not an item.");
}

/// <summary>The tables of an answer, for machines.</summary>
internal static class AnswerTables
{
    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder().DisableHtml().UsePipeTables().Build();

    /// <summary>The tables of Markdown, each as rows of cells; none where there is none.</summary>
    public static IReadOnlyList<IReadOnlyList<string[]>> Of(string markdown)
    {
        if (!markdown.Contains('|', StringComparison.Ordinal))
        {
            return [];
        }
        try
        {
            return [.. Markdown.Parse(markdown, Pipeline).Descendants<Table>().Select(t => (IReadOnlyList<string[]>)[.. t.OfType<TableRow>().Select(r => r.OfType<TableCell>().Select(c => Text(markdown, c)).ToArray())])];
        }
        catch (ArgumentException)
        {
            // Nested deeper than Markdig follows: prose, not a table.
            return [];
        }
    }

    private static string Text(string markdown, TableCell cell) =>
        cell.Span is { IsEmpty: false } span && span.Start >= 0 && span.End < markdown.Length ? SafeMarkdown.Text(markdown.Substring(span.Start, span.Length).Trim().Trim('|')).Trim() : "";
}
