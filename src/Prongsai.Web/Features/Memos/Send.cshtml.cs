using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Prongsai.Domain.Approval;
using Prongsai.Ui;
using Prongsai.Web.Features.Memos.Data;
using Prongsai.Web.Platform.Identity;
using Prongsai.Web.Platform.Organisations;
using Prongsai.Web.Platform.Persistence;

namespace Prongsai.Web.Features.Memos;

/// <summary>Shows who will decide and what stands in the way, then sends.</summary>
[Authorize("memos.write")]
internal sealed class SendModel(AppDbContext db, MemosOf memos, MemoPaper paper, SendMemo send, Seats seats, PublicRoot root, CurrentPerson person) : MemoPage(db, memos, paper, person)
{
    private readonly AppDbContext db = db;
    private readonly MemosOf memos = memos;

    [BindProperty(SupportsGet = true), Display(Name = "สายอนุมัติ")]
    public Guid Chain { get; set; }

    public IReadOnlyList<Choice> Chains { get; private set; } = [];

    public IReadOnlyList<Row> Preview { get; private set; } = [];

    public string? Trouble { get; private set; }

    public bool IsSideBySide(int stage) => Preview.Count(p => p.Stage == stage) > 1;

    public async Task<IActionResult> OnGet(CancellationToken stop)
    {
        if (!await Load(stop))
        {
            return NotFound();
        }
        if (!IsMine || !Memo.MayBeEdited)
        {
            return Redirect($"/memos/{Id}");
        }
        await Look(stop);
        return Page();
    }

    public async Task<IActionResult> OnPost(CancellationToken stop)
    {
        if (!await Load(stop))
        {
            return NotFound();
        }
        await Look(stop);
        var href = await root.Href(stop);
        var sent = await send.Send(Id, Chain, href.Contains("://", StringComparison.Ordinal) ? href : $"{Request.Scheme}://{Request.Host.ToUriComponent()}{href}", stop);
        if (sent.IsOk)
        {
            TempData.Done("เสนอเรื่องแล้ว", "ผู้ลงความเห็นลำดับแรกได้รับการแจ้งเตือน");
            return Redirect($"/memos/{Id}");
        }
        Trouble = sent.Refusal.Text;
        return Wrong("", sent.Refusal.Text);
    }

    private async Task Look(CancellationToken stop)
    {
        var chains = await memos.Chains(stop);
        Chains = [.. chains.Select(c => new Choice(c.Id.ToString(), c.Name))];
        var chain = chains.FirstOrDefault(c => c.Id == Chain) ?? chains[0];
        Chain = chain.Id;
        var holder = await seats.Now(stop);
        var seated = ApprovalChain.Seat(chain.Steps, Memo.AuthorId, holder);
        Trouble = seated.Refusal?.Text;
        if (Trouble is null && Memo.Number is null && !await db.Set<MemoCode>().AnyAsync(c => c.UnitId == Memo.UnitId, stop))
        {
            Trouble = new CodeIsMissing(await db.Units.Where(u => u.Id == Memo.UnitId).Select(u => u.Name).FirstAsync(stop)).Text;
        }
        Preview = seated.IsOk
            ? [.. seated.Value.Select(s => new Row(s.Step.Stage, s.Step.Post, s.Holder, s.PassedOver))]
            : [.. chain.Steps.OrderBy(s => s.Stage).Select(s => new Row(s.Stage, s.Post, holder(s), null))];
    }

    internal sealed record Row(int Stage, string Post, Holder? Holder, string? PassedOver);
}
