using System.Diagnostics;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Prongsai.Web.Platform.Organisations;
using Prongsai.Web.Platform.Search;

namespace Prongsai.Web.Features.Start;

/// <summary>Shown in place of an answer that failed: what failed, that nothing was lost, what to do next, and a code to quote.</summary>
[AllowAnonymous, IgnoreAntiforgeryToken]
internal sealed class ProblemModel(IServiceScopeFactory scopes) : PageModel
{
    public string Title { get; private set; } = "";

    public string Text { get; private set; } = "";

    /// <summary>Nothing at this address of a public site: search and the likely pages are offered.</summary>
    public bool Helps { get; private set; }

    /// <summary>What the address seems to speak of.</summary>
    public string Words { get; private set; } = "";

    /// <summary>Pages of this site that may have been meant.</summary>
    public IReadOnlyList<LikelyPage> Likely { get; private set; } = [];

    public async Task OnGet(int? status, CancellationToken stop)
    {
        Say(status);
        var asked = HttpContext.Features.Get<IStatusCodeReExecuteFeature>()?.OriginalPath ?? "";
        Words = Path.GetFileNameWithoutExtension(asked.Length > 200 ? "" : asked).Replace('-', ' ').Replace('_', ' ');
        if (status == 404 && HttpContext.Features.Get<PublicOrganisation>() is { } found)
        {
            Helps = true;
            // What is suggested is what everyone may see, whoever asks.
            await using var scope = scopes.CreateAsyncScope();
            scope.ServiceProvider.GetRequiredService<CurrentOrganisation>().Use(found.Card);
            Likely = await scope.ServiceProvider.GetRequiredService<LikelyPages>().Of(asked, stop);
        }
    }

    /// <summary>Of a form that cannot be read no parameter is bound, not even this one; the answer knows its status all the same.</summary>
    public void OnPost(int? status) => Say(status ?? (Response.StatusCode >= 400 ? Response.StatusCode : null));

    private void Say(int? status) => (Title, Text) = (status ?? (Response.StatusCode is 400 or 413 ? Response.StatusCode : null)) switch
    {
        404 => ("ไม่พบหน้านี้", "ตรวจที่อยู่ให้ครบทุกตัว หรือเริ่มจากหน้าแรก"),
        400 => ("คำขอนี้ไม่สมบูรณ์", "หน้านี้อาจเปิดค้างไว้นานเกินไป กลับไปหน้าก่อน โหลดใหม่แล้วส่งอีกครั้ง"),
        413 => ("ไฟล์หรือข้อความใหญ่เกินที่รับได้", "ลดขนาด หรือแบ่งแล้วส่งใหม่ กดย้อนกลับเพื่อกลับไปหน้าที่กรอกไว้"),
        429 => ("ส่งถี่เกินไป", "รอสักครู่แล้วลองใหม่"),
        _ => ("ระบบขัดข้อง", $"ขออภัย เป็นความผิดพลาดของระบบ ข้อมูลที่บันทึกแล้วยังอยู่ครบ ลองใหม่อีกครั้ง ถ้ายังไม่ได้ แจ้งผู้ดูแลระบบพร้อมรหัส {Activity.Current?.Id ?? HttpContext.TraceIdentifier}"),
    };
}
