using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Prongsai.Web.Platform.Identity;
using Prongsai.Web.Platform.Keeping;
using Prongsai.Web.Platform.Persistence;
using Prongsai.Web.Platform.Words;

namespace Prongsai.Web.Features.Administration;

/// <summary>The key of the backups on a page to print. It is the key to everything, so it is asked for by who looks after the installation, proven anew, and written down.</summary>
[Authorize(WhoIsThis.ManageInstallation), DemandsProof]
internal sealed class RecoveryKeyModel(AppDbContext db, RecoverySheet sheet, CurrentPerson person, TimeProvider clock) : PageModel
{
    /// <summary>Seventeen groups of four; empty until it was asked for.</summary>
    public IReadOnlyList<string> Groups { get; private set; } = [];

    public IHtmlContent Qr { get; private set; } = HtmlString.Empty;

    public DateTimeOffset PrintedAt { get; private set; }

    public string Position => person.Position;

    public async Task<IActionResult> OnPost(CancellationToken stop)
    {
        var key = await sheet.Key(stop);
        db.Record("backup.key-shown", "backup", "key");
        await db.SaveChangesAsync(stop);
        (Groups, PrintedAt) = (key.Written.Split('-'), clock.GetUtcNow());
        Qr = QrPicture.Svg(key.Written, "รหัสคิวอาร์ของกุญแจกู้คืน");
        return Page();
    }
}
