using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Prongsai.Ui;
using Prongsai.Web.Platform.Organisations;
using Prongsai.Web.Platform.Persistence;

namespace Prongsai.Web.Features.Connections;

/// <summary>Connects the office's official account in LINE.</summary>
[Authorize(ConnectionsModule.Manage)]
internal sealed class LineModel(AppDbContext db, KeepLine keep, CurrentOrganisation organisation) : PageModel
{
    [BindProperty, Display(Name = "Channel secret", Description = "หน้า Basic settings ของช่องใน LINE Developers"), Required(ErrorMessage = "ใส่ Channel secret"), StringLength(200, ErrorMessage = "ยาวเกินไป"), DataType(DataType.Password)]
    public string? Secret { get; set; }

    [BindProperty, Display(Name = "Channel access token", Description = "หน้า Messaging API เลือก long-lived"), Required(ErrorMessage = "ใส่ Channel access token"), StringLength(1000, ErrorMessage = "ยาวเกินไป"), DataType(DataType.Password)]
    public string? Token { get; set; }

    public DateTimeOffset? KeptAt { get; private set; }

    public int Readers { get; private set; }

    public string Address => $"{Request.Scheme}://{Request.Host}/line/{organisation.Id:D}";

    public async Task OnGet(CancellationToken stop)
    {
        KeptAt = await db.LineChannels.Select(c => (DateTimeOffset?)c.KeptAt).FirstOrDefaultAsync(stop);
        Readers = await db.LineReaders.CountAsync(r => r.JoinedAt != null, stop);
    }

    public async Task<IActionResult> OnPost(CancellationToken stop)
    {
        if (!ModelState.IsValid)
        {
            await OnGet(stop);
            return new PageResult { StatusCode = StatusCodes.Status400BadRequest };
        }
        await keep.Keep(Secret!.Trim(), Token!.Trim(), stop);
        TempData.Done("เชื่อม LINE ขององค์กรแล้ว ให้แต่ละคนเปิดหน้าแจ้งเตือนทาง LINE เพื่อรับรหัส");
        return LocalRedirect("/connections/line");
    }

    public async Task<IActionResult> OnPostRemove(CancellationToken stop)
    {
        await keep.Remove(stop);
        TempData.Done("เลิกใช้ LINE แล้ว แจ้งเตือนในระบบยังมีตามเดิม");
        return LocalRedirect("/connections/line");
    }
}
