using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc;
using Prongsai.Web.Platform.Organisations;
using Prongsai.Web.Platform.Persistence;

namespace Prongsai.Web.Features.Surveys.Office;

/// <summary>New codes on slips to print and cut. They are in this answer and nowhere else.</summary>
[Authorize("surveys.write")]
internal sealed class CodesModel(AppDbContext db, KeepSurveys surveys, PublicRoot root) : SurveyPage(db)
{
    public IReadOnlyList<string> Codes { get; private set; } = [];

    public string Address { get; private set; } = "";

    /// <summary>The code stands behind the #, which browsers send to nobody: it gets into no server's log.</summary>
    public IHtmlContent Qr(string code) => QrCode.Svg($"{Request.Scheme}://{Address}#{code}", "QR ของรหัสนี้");

    public void OnGet() => Response.Headers.CacheControl = "no-store";

    public async Task<IActionResult> OnPost(int? count, CancellationToken stop)
    {
        Response.Headers.CacheControl = "no-store";
        Address = await root.Written($"/s/{Survey.Link}", stop);
        var issued = await surveys.Issue(Survey, count ?? 0, stop);
        if (!issued.IsOk)
        {
            ModelState.AddModelError("", issued.Refusal.Text);
            return Wrong();
        }
        Codes = issued.Value;
        return Page();
    }
}
