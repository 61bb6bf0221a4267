using Prongsai.Domain;
using Prongsai.Web.Platform.Files;

namespace Prongsai.Web.Features.Publication.Items;

/// <summary>Files of an answer that is being written, for people of the office. The public has another address, and only what was published.</summary>
internal static class DraftFiles
{
    public static void Map(IEndpointRouteBuilder endpoints) =>
        endpoints.MapGet("/items/{year:int}/{number:int}/files/{file:guid}", async (int year, int number, Guid file, ItemsOf items, FileStore store, HttpResponse response, CancellationToken stop) =>
            FiscalYear.TryParse(year.ToString(System.Globalization.CultureInfo.InvariantCulture), null, out var fiscal) && (await items.Find(fiscal, number, stop))?.Files.FirstOrDefault(f => f.Id == file) is { } found && store.Has(found)
                ? store.Download(found, response) : Results.NotFound()).RequireAuthorization("items.read");
}
