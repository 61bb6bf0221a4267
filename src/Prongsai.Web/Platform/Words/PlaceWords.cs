using Prongsai.Domain.Papers;

namespace Prongsai.Web.Platform.Words;

/// <summary>A place in a document, in words: หน้า 3 ตาราง 2 แถว 5 ช่อง 4.</summary>
internal static class PlaceWords
{
    public static string Of(Place place) => string.Join(' ', new[]
    {
        place.Page is { } page ? $"หน้า {page}" : null,
        place.Sheet is { } sheet ? $"แผ่นงาน {sheet}" : null,
        place.Table is { } table ? $"ตาราง {table}" : null,
        place.Row is { } row ? $"แถว {row}" : null,
        place.Column is { } column ? $"ช่อง {column}" : null,
        place.Table is null && place.Line is { } line ? $"บรรทัด {line}" : null,
    }.Where(t => t is not null));
}
