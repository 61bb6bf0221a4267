using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Prongsai.Web.Features.Memos.Data;
using Prongsai.Web.Platform.Files;
using Prongsai.Web.Platform.Identity;
using Prongsai.Web.Platform.Persistence;

namespace Prongsai.Web.Features.Memos;

/// <summary>A page of one memorandum: the paper, its steps and its thread. A draft is seen by its author alone.</summary>
internal abstract class MemoPage(AppDbContext db, MemosOf memos, MemoPaper paper, CurrentPerson person) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    public Memo Memo { get; private set; } = null!;

    public string Paper { get; private set; } = "";

    public IReadOnlyList<MemoRemark> Thread { get; private set; } = [];

    public IReadOnlyDictionary<Guid, StoredFile> Files { get; private set; } = new Dictionary<Guid, StoredFile>();

    /// <summary>Hex of the fingerprint of what is shown.</summary>
    public string? Fingerprint { get; private set; }

    /// <summary>Decisions whose signature or content no longer agrees: nobody may rely on them.</summary>
    public IReadOnlySet<Guid> NotGenuine { get; private set; } = new HashSet<Guid>();

    public bool IsMine => Memo.AuthorId == person.PersonId;

    public MemoStep? MyStep => Memo.State is MemoState.Sent ? Memo.Current.FirstOrDefault(s => s.State is StepState.Open && s.PersonId == person.PersonId) : null;

    protected async Task<bool> Load(CancellationToken stop)
    {
        if (await memos.Find(Id, stop) is not { } memo || (memo.State is MemoState.Draft && memo.AuthorId != person.PersonId))
        {
            return false;
        }
        Memo = memo;
        Paper = await paper.Html(memo, stop);
        Thread = await db.MemoRemarks.AsNoTracking().Where(r => r.MemoId == Id).OrderBy(r => r.At).ToListAsync(stop);
        var ids = memo.Enclosures.Select(e => e.FileId).Concat(memo.Steps.Select(s => s.ScanFileId).OfType<Guid>()).ToList();
        Files = await db.Files.AsNoTracking().Where(f => ids.Contains(f.Id)).ToDictionaryAsync(f => f.Id, stop);
        if (memo.Round > 0)
        {
            var content = await memos.Fingerprint(memo, stop);
            Fingerprint = Convert.ToHexStringLower(content);
            var broken = new HashSet<Guid>();
            foreach (var step in memo.Current.Where(s => s.Signature is not null && s.State is not StepState.Void))
            {
                if (memo.State is MemoState.Sent or MemoState.Approved && !await memos.IsGenuine(step, content, stop))
                {
                    broken.Add(step.Id);
                }
            }
            NotGenuine = broken;
        }
        // Deeds read anew: what the page looked at must not be saved by accident.
        db.ChangeTracker.Clear();
        return true;
    }

    protected IActionResult Wrong(string field, string text)
    {
        ModelState.AddModelError(field, text);
        return new PageResult { StatusCode = StatusCodes.Status400BadRequest };
    }
}
