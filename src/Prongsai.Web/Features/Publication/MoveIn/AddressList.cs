using System.Globalization;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Prongsai.Documents.Reading;
using Prongsai.Domain;
using Prongsai.Domain.Rules;

namespace Prongsai.Web.Features.Publication.MoveIn;

/// <summary>One address of an item in a list of an old site.</summary>
/// <param name="Number">7 of O7, in the year of the list.</param>
/// <param name="Url">http or https.</param>
/// <param name="Words">What the list says of it; "" where it says nothing.</param>
internal sealed record FoundAddress(int Number, string Url, string Words);

/// <summary>What was read from a list of addresses.</summary>
/// <param name="Found">In order; the same address of the same item once.</param>
/// <param name="Unread">Addresses that stand with no item, as far as 50.</param>
/// <param name="Doubtful">Items whose words are the title of another item: a list of another year, most often.</param>
internal sealed record AddressList(IReadOnlyList<FoundAddress> Found, IReadOnlyList<string> Unread, IReadOnlyList<string> Doubtful)
{
    /// <summary>As lines a person can check and correct: O1 | address | words.</summary>
    public string Lines => string.Join('\n', Found.Select(f => FormattableString.Invariant($"O{f.Number} | {f.Url} | {f.Words}")));
}

/// <summary>
/// Reads the list of addresses which an office keeps of its old site: a spreadsheet, a saved web page, or lines pasted, with columns of the kind
/// ข้อ / URL / คำอธิบาย in any order, several addresses in one cell, and the number given once for several rows.
/// </summary>
internal static partial class AddressLists
{
    public const int MostBytes = 8 * 1024 * 1024;
    private const int MostRows = 5000;
    private const int MostLinks = 2000;
    private const int WordsMaxLength = 280;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    /// <summary>Reads a file by what it is; lists nothing where it cannot be read.</summary>
    public static async Task<AddressList> Read(byte[] bytes, string name, Rulebook rules, CancellationToken stop)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(stop);
        patience.CancelAfter(Patience);
        try
        {
            if (IsHtml(bytes, name))
            {
                using var stream = new MemoryStream(bytes, writable: false);
                return Read(await new HtmlParser().ParseDocumentAsync(stream, patience.Token), rules, patience.Token);
            }
            var source = await DocumentReader.Read(bytes, name, ReadingLimits.Default with { ShowLinks = true }, patience.Token);
            var rows = new List<Cell[]>();
            foreach (var block in source.Blocks)
            {
                rows.AddRange(block switch
                {
                    SourceTable table => table.Rows.Select(r => r.Cells.Select(c => new Cell(c.Text, [])).ToArray()),
                    SourceParagraph paragraph => [Split(paragraph.Text)],
                    _ => [],
                });
            }
            return Read(rows, rules);
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            return new AddressList([], [], []);
        }
    }

    /// <summary>Reads lines typed or pasted: cells between bars or tabs.</summary>
    public static AddressList Read(string lines, Rulebook rules) => Read([.. lines.Split('\n').Take(MostRows).Select(l => Split(l.Trim()))], rules);

    private static Cell[] Split(string line) => [.. line.Split(line.Contains('\t', StringComparison.Ordinal) ? '\t' : '|').Select(c => new Cell(c.Trim(), []))];

    private static bool IsHtml(byte[] bytes, string name) =>
        Path.GetExtension(name).ToLowerInvariant() is ".html" or ".htm" or ".mht"
        || System.Text.Encoding.Latin1.GetString(bytes.AsSpan(0, Math.Min(bytes.Length, 512))).TrimStart('\uFEFF', 'ï', '»', '¿', ' ', '\r', '\n', '\t') is var head
            && (head.StartsWith("<!doctype html", StringComparison.OrdinalIgnoreCase) || head.StartsWith("<html", StringComparison.OrdinalIgnoreCase) || head.StartsWith("<table", StringComparison.OrdinalIgnoreCase));

    private static AddressList Read(IHtmlDocument page, Rulebook rules, CancellationToken stop)
    {
        var root = BaseOf(page);
        var rows = new List<Cell[]>();
        foreach (var row in page.QuerySelectorAll("table tr").Where(r => r.QuerySelector("table") is null).Take(MostRows))
        {
            stop.ThrowIfCancellationRequested();
            rows.Add([.. row.Children.Where(c => c is IHtmlTableCellElement).Select(c => new Cell(Words(c.TextContent), [.. c.QuerySelectorAll("a[href]").Select(a => Resolve(root, a.GetAttribute("href"))).OfType<string>()]))]);
        }
        // Lists without a table: the words beside the link name the item.
        var seen = new HashSet<INode>();
        foreach (var link in page.QuerySelectorAll("a[href]").Where(a => a.Closest("table") is null).Take(MostLinks))
        {
            stop.ThrowIfCancellationRequested();
            if (Resolve(root, link.GetAttribute("href")) is { } address)
            {
                var around = link.Closest("li, p, dd, h1, h2, h3, h4, h5, h6");
                var words = around is not null && seen.Add(around) ? Words(around.TextContent) : Words(link.TextContent);
                if (ItemIn(words) is not null)
                {
                    rows.Add([new Cell(words, [address])]);
                }
            }
        }
        return Read(rows, rules);
    }

    private static AddressList Read(IReadOnlyList<Cell[]> rows, Rulebook rules)
    {
        var titles = rules.Items.SelectMany(i => i.Aliases.Prepend(i.Title).Select(t => (Key: Plain(t), i.Number))).Where(t => t.Key.Length > 6).DistinctBy(t => t.Key).ToDictionary(t => t.Key, t => t.Number, StringComparer.Ordinal);
        var (found, unread, doubtful) = (new List<FoundAddress>(), new List<string>(), new List<string>());
        int? numberColumn = null, wordsColumn = null;
        int? current = null;
        foreach (var row in rows.Where(r => r.Any(c => c.Text.Length > 0 || c.Links.Count > 0)))
        {
            if (Header(row) is { } header)
            {
                (numberColumn, wordsColumn, current) = (header.Number, header.Words, null);
                continue;
            }
            var addresses = row.SelectMany(c => c.Links.Concat(AddressesIn(c.Text))).Distinct(StringComparer.Ordinal).ToList();
            var titled = row.Select(c => titles.TryGetValue(Plain(WithoutItem(c.Text)), out var n) ? n : (int?)null).FirstOrDefault(n => n is not null);
            // A row that names no item belongs to the one above it, unless it names another by its title.
            current = NumberOf(row, numberColumn) ?? titled ?? current;
            if (addresses.Count == 0)
            {
                continue;
            }
            if (current is not { } number || rules.Items.All(i => i.Number != number))
            {
                unread.AddRange(addresses.Take(50 - unread.Count));
                continue;
            }
            if (titled is { } other && other != number)
            {
                doubtful.Add(FormattableString.Invariant($"O{number} มีชื่อของข้อ O{other}"));
            }
            var words = Cut(wordsColumn is { } column && column < row.Length && Describing(row[column].Text) is { Length: > 0 } said ? said
                : row.Select(c => Describing(c.Text)).Where(t => t.Length > 0).OrderByDescending(t => t.Length).FirstOrDefault() ?? "");
            found.AddRange(addresses.Select(a => new FoundAddress(number, a, words)));
        }
        return new AddressList([.. found.DistinctBy(f => (f.Number, f.Url)).Take(MostLinks)], unread, [.. doubtful.Distinct(StringComparer.Ordinal)]);
    }

    /// <summary>Which columns a row of headings names; null where the row is none.</summary>
    private static (int? Number, int? Words)? Header(Cell[] row)
    {
        int? number = null, words = null;
        var address = false;
        for (var i = 0; i < row.Length; i++)
        {
            var text = row[i].Text.Trim();
            if (text.Length > 40 || row[i].Links.Count > 0 || AddressesIn(text).Any())
            {
                return null;
            }
            number ??= text is "ข้อ" or "ข้อที่" or "OIT" or "รหัส" or "ข้อ OIT" || text.StartsWith("ข้อ ", StringComparison.Ordinal) && ItemIn(text) is null ? i : null;
            words = text.Contains("คำอธิบาย", StringComparison.Ordinal) || text.Contains("รายละเอียด", StringComparison.Ordinal) || text.Contains("หมายเหตุ", StringComparison.Ordinal) && words is null ? i : words;
            address |= text.Contains("URL", StringComparison.OrdinalIgnoreCase) || text.Contains("ลิงก์", StringComparison.Ordinal) || text.Contains("ลิงค์", StringComparison.Ordinal) || text.Contains("link", StringComparison.OrdinalIgnoreCase) || text.Contains("ที่อยู่", StringComparison.Ordinal);
        }
        return address || (number is not null && words is not null) ? (number, words) : null;
    }

    private static int? NumberOf(Cell[] row, int? column)
    {
        if (column is { } at && at < row.Length && (ItemIn(row[at].Text) ?? Bare(row[at].Text)) is { } said)
        {
            return said;
        }
        return row.Select(c => ItemIn(c.Text)).FirstOrDefault(n => n is not null) ?? (column is null && row.Length > 1 ? Bare(row[0].Text) : null);
    }

    /// <summary>7 of a text that begins with O7, o ๗, ข้อ O7 or ข้อ 7; null where it does not.</summary>
    internal static int? ItemIn(string text) => Item().Match(ThaiDigits.ToArabic(text)) is { Success: true } match ? Parsed(match.Groups["n"].Value) : null;

    private static int? Bare(string text) => BareNumber().Match(ThaiDigits.ToArabic(text)) is { Success: true } match ? Parsed(match.Groups["n"].Value) : null;

    private static int? Parsed(string digits) => int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is > 0 and < 200 ? number : null;

    private static string WithoutItem(string text) => Item().Replace(ThaiDigits.ToArabic(text), "", 1).Trim(' ', '.', ':', '-', '–');

    /// <summary>The words of a cell that say something of an address: neither it nor the item's number.</summary>
    private static string Describing(string text)
    {
        var words = Words(WithoutItem(Address().Replace(text, " ")));
        return words.Any(char.IsLetter) && words.Length > 1 ? words : "";
    }

    private static IEnumerable<string> AddressesIn(string text) => Address().Matches(text).Select(m => m.Value.TrimEnd('.', ',', ';', ')', ']', '"', '\'')).Where(IsWeb);

    private static bool IsWeb(string address) => address.Length <= 2000 && Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" && uri.Host.Length > 0;

    private static string? Resolve(Uri? root, string? href)
    {
        if (href?.Trim() is not { Length: > 1 and <= 2000 } text || text[0] == '#')
        {
            return null;
        }
        // "/news" alone is a file of this machine to Uri, hence the order.
        var whole = IsWeb(text) ? new Uri(text) : root is not null && Uri.TryCreate(root, text, out var joined) ? joined : null;
        return whole is not null && IsWeb(whole.AbsoluteUri) ? whole.AbsoluteUri : null;
    }

    /// <summary>Where the page was saved from: its base, its canonical address, or the mark browsers leave.</summary>
    private static Uri? BaseOf(IHtmlDocument page)
    {
        var marks = page.Descendants<IComment>().Take(20).Select(c => SavedFrom().Match(c.Data)).Where(m => m.Success).Select(m => m.Groups["url"].Value);
        return new[] { page.QuerySelector("base[href]")?.GetAttribute("href"), page.QuerySelector("link[rel=canonical]")?.GetAttribute("href"), page.QuerySelector("meta[property='og:url']")?.GetAttribute("content") }
            .Concat(marks).Select(a => a is not null && IsWeb(a) ? new Uri(a) : null).FirstOrDefault(u => u is not null);
    }

    private static string Words(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private static string Plain(string text) => new([.. text.Where(char.IsLetterOrDigit)]);

    private static string Cut(string text) => text.Length <= WordsMaxLength ? text : text[..(WordsMaxLength - 1)].TrimEnd() + "…";

    private sealed record Cell(string Text, IReadOnlyList<string> Links);

    [GeneratedRegex(@"^\s*(?:ข้อ(?:ที่)?\s*)?(?:OIT\s*)?(?:[Oo](?:IT)?\s*[.\-]?\s*|(?<=ข้อ\s*|ข้อที่\s*))(?<n>\d{1,3})(?!\d)", RegexOptions.CultureInvariant, 500)]
    private static partial Regex Item();

    [GeneratedRegex(@"^\s*(?<n>\d{1,3})\s*[.)]?\s*$", RegexOptions.CultureInvariant, 500)]
    private static partial Regex BareNumber();

    [GeneratedRegex(@"https?://[^\s<>""|]+", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, 500)]
    private static partial Regex Address();

    [GeneratedRegex(@"saved from url=\(\d+\)(?<url>https?://\S+)", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, 500)]
    private static partial Regex SavedFrom();
}
