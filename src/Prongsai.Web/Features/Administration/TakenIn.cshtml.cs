using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Prongsai.Ui;
using Prongsai.Web.Platform.Identity;
using Prongsai.Web.Platform.Moving;

namespace Prongsai.Web.Features.Administration;

/// <summary>How the taking in of a package stands, and the link for who administers what came in.</summary>
[Authorize(WhoIsThis.ManageInstallation), DemandsProof]
internal sealed class TakenInModel(MovingFolder folder) : PageModel
{
    public MovingResult? Result { get; private set; }

    public Job? Job { get; private set; }

    public async Task OnGet(Guid id, CancellationToken stop)
    {
        var name = MovingFolder.In(id);
        Job = folder.StateOf(name) is MovingState.Waiting ? new Job("กำลังตรวจและรับเข้า", JobState.Running, 0, 0, "", $"/administration/organisations/take-in/{id}") : null;
        Result = Job is null ? await folder.ResultOf(name, stop) : null;
    }
}
