using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace Prongsai.Ui;

/// <summary>How a list is asked for: <c>?page=2&amp;sort=-due</c>. A page or a sort that cannot be is read as the first page and the usual order.</summary>
/// <param name="Number">From 1.</param>
/// <param name="Size">Rows of a page.</param>
/// <param name="Sort">One of the keys the page offers.</param>
/// <param name="Descending">From the highest.</param>
public sealed record Listing(int Number, int Size, string Sort, bool Descending)
{
    public const int UsualSize = 50;

    /// <summary>Rows to leave out before the first one shown.</summary>
    public int Skip => (Number - 1) * Size;

    /// <summary>Reads the query. <paramref name="sorts"/> are the keys of the columns; the first is the usual one; a leading hyphen means from the highest.</summary>
    public static Listing Of(HttpRequest request, IReadOnlyList<string> sorts, int size = UsualSize)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(sorts);
        var asked = request.Query["sort"].ToString();
        var usual = sorts.Count > 0 ? sorts[0] : "";
        var (key, descending) = Key(asked) is var k && sorts.Any(s => Key(s).Key == k.Key) && asked != "" ? k : Key(usual);
        var number = int.TryParse(ThaiText.Plain(request.Query["page"].ToString()), NumberStyles.None, CultureInfo.InvariantCulture, out var n) && n is >= 1 and <= 1_000_000 ? n : 1;
        return new(number, size, key, descending);
    }

    private static (string Key, bool Descending) Key(string sort) => sort.StartsWith('-') ? (sort[1..], true) : (sort, false);
}

/// <summary>What the page bar needs to know of a page of a list.</summary>
public interface IPageOf
{
    /// <summary>From 1.</summary>
    int Number { get; }

    int Size { get; }

    /// <summary>Rows of all pages.</summary>
    int Total { get; }

    /// <summary>Rows of this page.</summary>
    int Count { get; }
}

/// <summary>One page of a list.</summary>
public sealed record PageOf<T>(IReadOnlyList<T> Items, int Number, int Size, int Total) : IPageOf
{
    public PageOf(IReadOnlyList<T> items, Listing listing, int total)
        : this(items, listing?.Number ?? 1, listing?.Size ?? Listing.UsualSize, total)
    {
    }

    public int Count => Items.Count;
}

public static class PageOf
{
    /// <summary>A page of a list that is already in memory.</summary>
    public static PageOf<T> Cut<T>(IReadOnlyList<T> all, Listing listing)
    {
        ArgumentNullException.ThrowIfNull(all);
        ArgumentNullException.ThrowIfNull(listing);
        return new([.. all.Skip(listing.Skip).Take(listing.Size)], listing, all.Count);
    }
}

/// <summary>The page bar, as its template draws it.</summary>
public sealed record PageBar(string Label, int Number, int Pages, IReadOnlyList<int?> Numbers, Func<int, string> Href)
{
    /// <summary>The first and the last page, this one and its neighbours; null stands for those left out.</summary>
    internal static IReadOnlyList<int?> Around(int number, int pages)
    {
        var shown = new List<int?>();
        for (var n = 1; n <= pages; n++)
        {
            if (n == 1 || n == pages || Math.Abs(n - number) <= 1 || (pages <= 7 && pages > 0))
            {
                shown.Add(n);
            }
            else if (shown[^1] is not null)
            {
                shown.Add(null);
            }
        }
        return shown;
    }
}

/// <summary>Addresses of the same list, with one thing changed and everything else kept.</summary>
internal static class SameList
{
    internal static string With(HttpRequest request, string key, string? value, params string[] without)
    {
        var kept = request.Query.Where(q => q.Key != key && !without.Contains(q.Key)).SelectMany(q => q.Value.Select(v => KeyValuePair.Create(q.Key, v)));
        var query = QueryString.Create(value is null ? kept : kept.Append(KeyValuePair.Create<string, string?>(key, value)));
        return request.PathBase.Add(request.Path).ToUriComponent() + query.ToUriComponent();
    }
}
