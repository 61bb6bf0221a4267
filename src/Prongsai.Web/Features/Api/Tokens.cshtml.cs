using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Prongsai.Ui;
using Prongsai.Web.Platform.Identity;
using Prongsai.Web.Platform.Persistence;

namespace Prongsai.Web.Features.Api;

/// <summary>Tokens of the organisation: made, looked at, revoked.</summary>
[Authorize(ApiModule.Manage), DemandsProof]
internal sealed class TokensModel(AppDbContext db, KeepTokens keep, TimeProvider clock) : PageModel
{
    public IReadOnlyList<ApiToken> Rows { get; private set; } = [];

    public DateTimeOffset Now => clock.GetUtcNow();

    /// <summary>Shown once.</summary>
    public string? Made { get; private set; }

    public IReadOnlyList<Choice> Choices { get; } = [.. Scopes.All.Select(s => new Choice(s.Name, s.Title, s.Hint))];

    public IReadOnlyList<Choice> Lengths { get; } = [new("30", "30 วัน"), new("90", "90 วัน"), new("365", "1 ปี")];

    [BindProperty, Display(Name = "ชื่อ", Description = "โปรแกรมที่จะใช้ เช่น แดชบอร์ดของจังหวัด"), Required(ErrorMessage = "ใส่ชื่อโปรแกรมที่จะใช้"), StringLength(ApiToken.NameMaxLength)]
    public string? Name { get; set; }

    [BindProperty, Display(Name = "ให้อ่าน")]
    public List<string> Chosen { get; set; } = [];

    [BindProperty, Display(Name = "ใช้ได้นาน"), Required(ErrorMessage = "เลือกอายุของโทเคน"), RegularExpression("30|90|365", ErrorMessage = "เลือกอายุของโทเคน")]
    public string? Days { get; set; } = "90";

    public async Task OnGet(CancellationToken stop) => Rows = await db.ApiTokens.AsNoTracking().OrderByDescending(t => t.CreatedAt).Take(200).ToListAsync(stop);

    public async Task<IActionResult> OnPost(CancellationToken stop)
    {
        if (Chosen.Count == 0 || Chosen.Exists(c => Scopes.All.All(s => s.Name != c)))
        {
            ModelState.AddModelError(nameof(Chosen), "เลือกอย่างน้อยหนึ่งอย่างที่ให้อ่าน");
        }
        if (!ModelState.IsValid)
        {
            await OnGet(stop);
            return new PageResult { StatusCode = StatusCodes.Status400BadRequest };
        }
        Response.Headers.CacheControl = "no-store";
        Made = await keep.Make(Name!.Trim(), [.. Chosen.Distinct(StringComparer.Ordinal)], int.Parse(Days!, System.Globalization.CultureInfo.InvariantCulture), stop);
        (Name, Chosen) = (null, []);
        ModelState.Clear();
        await OnGet(stop);
        return Page();
    }

    public async Task<IActionResult> OnPostRevoke(Guid id, CancellationToken stop)
    {
        if (await keep.Revoke(id, stop))
        {
            TempData.Done("เพิกถอนแล้ว", "โปรแกรมที่ใช้โทเคนนั้นอ่านไม่ได้ทันที");
        }
        return LocalRedirect("/administration/tokens");
    }

    public static string TitleOf(string scope) => Scopes.All.FirstOrDefault(s => s.Name == scope).Title ?? scope;
}
