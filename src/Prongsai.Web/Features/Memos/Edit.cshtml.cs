using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Prongsai.Ui;
using Prongsai.Web.Features.Memos.Data;
using Prongsai.Web.Platform.Identity;
using Prongsai.Web.Platform.Persistence;

namespace Prongsai.Web.Features.Memos;

/// <summary>Changes a memorandum while it is with its author.</summary>
[Authorize("memos.write")]
internal sealed class EditModel(AppDbContext db, WriteMemo write, MemosOf memos, MemoForms forms, CurrentPerson person) : MemoFields(db)
{
    private readonly AppDbContext db = db;

    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    [BindProperty]
    public int Version { get; set; }

    public Memo Memo { get; private set; } = null!;

    /// <summary>What another screen saved in between.</summary>
    public Memo? Theirs { get; private set; }

    public async Task<IActionResult> OnGet(CancellationToken stop)
    {
        if (!await Find(stop))
        {
            return NotFound();
        }
        if (!Memo.MayBeEdited || Memo.AuthorId != person.PersonId)
        {
            return Redirect($"/memos/{Id}");
        }
        (UnitId, Subject, Addressee, Version) = (Memo.UnitId, Memo.Subject, Memo.Addressee, Memo.Version);
        Fill(Memo.Sections);
        return Page();
    }

    public async Task<IActionResult> OnPost(CancellationToken stop)
    {
        if (!await Find(stop))
        {
            return NotFound();
        }
        db.ChangeTracker.Clear();
        if (Typed() is { } input)
        {
            var changed = await write.Change(Id, Version, input, stop);
            if (changed.IsOk)
            {
                TempData.Done("บันทึกแล้ว");
                return Redirect($"/memos/{Id}");
            }
            ModelState.AddModelError("", changed.Refusal.Text);
            if (changed.Refusal is MemoWasChanged)
            {
                Theirs = await memos.Find(Id, stop);
                Version = Theirs?.Version ?? Version;
                ModelState.Remove(nameof(Version));
                return new PageResult { StatusCode = StatusCodes.Status409Conflict };
            }
        }
        return new PageResult { StatusCode = StatusCodes.Status400BadRequest };
    }

    private async Task<bool> Find(CancellationToken stop)
    {
        if (await memos.Find(Id, stop) is not { } memo)
        {
            return false;
        }
        (Memo, Form, HasNumber) = (memo, forms.Of(memo), memo.Number is not null);
        await LoadUnits(stop);
        return true;
    }
}
