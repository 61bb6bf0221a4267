using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Prongsai.Ui;
using Prongsai.Web.Platform.Contents;
using Prongsai.Web.Platform.Persistence;

namespace Prongsai.Web.Features.Content;

/// <summary>The table of old addresses, given as lines of CSV: where from, where to. All lines are taken or none.</summary>
[Authorize(ContentModule.Face)]
internal sealed class RedirectsModel(AppDbContext db, TimeProvider clock) : PageModel
{
    private const int Most = 5000;

    [BindProperty, Display(Name = "บรรทัดละหนึ่งรายการ: ที่อยู่เดิม,ที่อยู่ใหม่", Description = "วางจากตาราง CSV ได้ เช่น /index.php?id=12,/info/plans ที่อยู่เดิมใส่เต็มทั้ง https:// ก็ได้"), Required(ErrorMessage = "ใส่อย่างน้อยหนึ่งบรรทัด เช่น /plan.html,/info/plans"), StringLength(500_000)]
    public string? Lines { get; set; }

    public IReadOnlyList<Redirect> Rows { get; private set; } = [];

    public async Task OnGet(CancellationToken stop) => Rows = await db.Redirects.AsNoTracking().OrderBy(r => r.FromPath).Take(Most).ToListAsync(stop);

    public async Task<IActionResult> OnPost(CancellationToken stop)
    {
        await OnGet(stop);
        var table = Rows.ToDictionary(r => r.FromPath, r => r.ToPath, StringComparer.Ordinal);
        var given = new Dictionary<string, string>(StringComparer.Ordinal);
        var number = 0;
        foreach (var line in (Lines ?? "").Split('\n').Select(l => l.Trim().TrimStart('\uFEFF')))
        {
            number++;
            if (line.Length == 0)
            {
                continue;
            }
            var cells = line.Split(line.Contains('\t', StringComparison.Ordinal) ? '\t' : ',');
            if (cells.Length < 2 || Inside(cells[0]) is not { } from || Inside(cells[1]) is not { } to)
            {
                ModelState.AddModelError(nameof(Lines), string.Create(CultureInfo.InvariantCulture, $"บรรทัดที่ {number}: ต้องเป็น ที่อยู่เดิม,ที่อยู่ใหม่ และที่อยู่ใหม่ต้องขึ้นต้นด้วย / เช่น /plan.html,/info/plans"));
                continue;
            }
            given[from] = table[from] = to;
        }
        foreach (var from in given.Keys.Where(f => Circles(f, table)))
        {
            ModelState.AddModelError(nameof(Lines), $"{from} พาวนกลับมาที่เดิม ตรวจที่อยู่ใหม่ของรายการนี้");
        }
        if (table.Count > Most)
        {
            ModelState.AddModelError(nameof(Lines), string.Create(CultureInfo.InvariantCulture, $"เก็บได้ไม่เกิน {Most} รายการ"));
        }
        if (!ModelState.IsValid)
        {
            return new PageResult { StatusCode = StatusCodes.Status400BadRequest };
        }
        var known = await db.Redirects.Where(r => given.Keys.Contains(r.FromPath)).ToDictionaryAsync(r => r.FromPath, StringComparer.Ordinal, stop);
        foreach (var (from, to) in given)
        {
            if (known.TryGetValue(from, out var row))
            {
                row.ToPath = to;
            }
            else
            {
                db.Redirects.Add(new Redirect { FromPath = from, ToPath = to, AddedAt = clock.GetUtcNow() });
            }
        }
        db.Record("redirects.imported", "redirects", db.OrganisationId, data: new { given.Count });
        await db.SaveChangesAsync(stop);
        TempData.Done(string.Create(CultureInfo.InvariantCulture, $"บันทึกที่อยู่เดิม {given.Count} รายการแล้ว"));
        return LocalRedirect("/content/redirects");
    }

    /// <summary>The path and query of an address; null when it is none, or leads out of this site.</summary>
    private static string? Inside(string cell)
    {
        var text = cell.Trim().Trim('"');
        if (Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https")
        {
            text = Uri.UnescapeDataString(uri.PathAndQuery);
        }
        return text.Length is > 1 and <= 1000 && SafeMarkdown.IsSafe(text) && text[0] == '/' ? text : null;
    }

    private static bool Circles(string from, Dictionary<string, string> table)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal) { from };
        for (var to = table[from]; ; to = table[to])
        {
            if (!seen.Add(to))
            {
                return true;
            }
            if (!table.ContainsKey(to))
            {
                return false;
            }
        }
    }
}
