using System.Globalization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Prongsai.Informants.Informing;
using Prongsai.Informants.Store;

namespace Prongsai.Informants.Desk;

/// <summary>One picture of a clean copy.</summary>
[Authorize("informants.handle")]
internal sealed class PageOfFileModel(IOffice office, Recipients recipients, OpenKeys keys, Reports reports, LookChain looks) : ReportPage(office, recipients, keys, reports, looks)
{
    public async Task<IActionResult> OnGet(Guid id, Guid item, int number, CancellationToken stop)
    {
        if (!await Find(id, stop) || await Reports.Content(Report!, Ids.From(item, "page " + number.ToString(CultureInfo.InvariantCulture)), Talk!, stop) is not { } picture)
        {
            return NotFound();
        }
        Download.Quiet(this);
        return File(picture, picture.AsSpan().StartsWith("RIFF"u8) ? "image/webp" : "image/png");
    }
}
