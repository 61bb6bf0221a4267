using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Prongsai.Ui;
using Prongsai.Web.Platform.Identity;
using Prongsai.Web.Platform.Jobs;
using Prongsai.Web.Platform.Modules;
using Prongsai.Web.Platform.Persistence;
using Job = Prongsai.Web.Platform.Jobs.Job;
using JobState = Prongsai.Web.Platform.Jobs.JobState;

namespace Prongsai.Web.Features.Administration;

[Authorize(Administer.Jobs)]
internal sealed class JobsModel(AppDbContext db, Product product, RetryJob retry, CurrentPerson person) : PageModel
{
    private static readonly (JobState State, string Words, StopState Tag)[] Known =
    [
        (JobState.Waiting, "รอทำ", StopState.Wait),
        (JobState.Running, "กำลังทำ", StopState.Now),
        (JobState.Done, "เสร็จแล้ว", StopState.Done),
        (JobState.Failed, "ไม่สำเร็จ", StopState.Late),
    ];

    public sealed record Row(Guid Id, string Title, DateTimeOffset CreatedAt, string State, StopState Tag, bool IsRunning, int Progress, string Note, bool CanRetry);

    public PageOf<Row> Rows { get; private set; } = new([], 1, Listing.UsualSize, 0);

    public IReadOnlyList<Choice> States { get; } = [.. Known.Select(k => new Choice(k.State.ToString(), k.Words))];

    private bool MayRetry => person.May(Administer.Organisation);

    /// <summary>Something waits or runs, so the page looks again by itself.</summary>
    public bool IsMoving { get; private set; }

    public async Task OnGet(JobState? state, CancellationToken stop)
    {
        var listing = Listing.Of(Request, []);
        var jobs = db.Jobs.AsNoTracking().Where(j => state == null || j.State == state);
        var total = await jobs.CountAsync(stop);
        var rows = await jobs.OrderByDescending(j => j.CreatedAt).Skip(listing.Skip).Take(listing.Size).ToListAsync(stop);
        IsMoving = rows.Exists(j => j.State is JobState.Waiting or JobState.Running);
        Rows = new([.. rows.Select(Show)], listing, total);
    }

    public async Task<IActionResult> OnPost(Guid id, CancellationToken stop)
    {
        if (!MayRetry)
        {
            return Forbid();
        }
        if (!await retry.Do(id, stop))
        {
            return NotFound();
        }
        TempData.Done("สั่งทำใหม่แล้ว");
        return LocalRedirect("/administration/jobs");
    }

    private Row Show(Job job)
    {
        var known = Array.Find(Known, k => k.State == job.State);
        var title = product.Jobs.Find(k => string.Equals(k.Name, job.Kind, StringComparison.Ordinal))?.Title ?? job.Kind;
        return new(job.Id, title, job.CreatedAt, known.Words, known.Tag, job.State is JobState.Running, job.Progress, job.Note, MayRetry && job.State is JobState.Failed);
    }
}

/// <summary>Puts a failed job back in the queue.</summary>
internal sealed class RetryJob(AppDbContext db, TimeProvider clock) : IUseCase
{
    /// <returns>False when there is no failed job of that id.</returns>
    public async Task<bool> Do(Guid id, CancellationToken stop)
    {
        if (await db.Jobs.FirstOrDefaultAsync(j => j.Id == id && j.State == JobState.Failed, stop) is not { } job)
        {
            return false;
        }
        (job.State, job.Attempts, job.Progress, job.Note, job.DueAt, job.FinishedAt) = (JobState.Waiting, 0, 0, "", clock.GetUtcNow(), null);
        db.Record("job.retried", "job", id, data: new { job.Kind });
        await db.SaveChangesAsync(stop);
        return true;
    }
}
