using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Prongsai.Informants.Store;
using Prongsai.Ui;

namespace Prongsai.Informants.Desk;

/// <summary>What a recipient does with a report.</summary>
[Authorize("informants.handle")]
internal sealed class HandleModel(IOffice office, Recipients recipients, OpenKeys keys, Reports reports, LookChain looks, Handling handling, Names names, Awards awards) : ReportPage(office, recipients, keys, reports, looks)
{
    [BindProperty, Display(Name = "ขั้นต่อไป")]
    public string? Turn { get; set; }

    [BindProperty, Display(Name = "ข้อความถึงผู้แจ้ง", Description = "จำเป็นเมื่อส่งต่อหรือเสร็จสิ้น"), DataType(DataType.MultilineText), StringLength(Store.Reports.TextMaxLength)]
    public string? Words { get; set; }

    [BindProperty, Display(Name = "เหตุผลที่ขยายเวลา", Description = "ผู้แจ้งจะเห็น"), StringLength(1000)]
    public string? ExtendWhy { get; set; }

    [BindProperty, Display(Name = "เหตุผลที่ต้องทราบ", Description = "ผู้ดูแลตัวตนอ่านเหตุผลนี้แต่ไม่เห็นเรื่อง อย่าเล่าเนื้อเรื่อง"), StringLength(1000)]
    public string? AskWhy { get; set; }

    [BindProperty, Display(Name = "รวมเข้ากับเรื่อง")]
    public Guid? Into { get; set; }

    [BindProperty, Display(Name = "ข้อความเกียรติคุณและรางวัล", Description = "เช่น ผู้รักษาประโยชน์ของส่วนรวม พร้อมเกียรติบัตร"), StringLength(300)]
    public string? AwardTitle { get; set; }

    [BindProperty, Display(Name = "ผู้รับเรื่อง")]
    public Guid? GiveTo { get; set; }

    [BindProperty, Display(Name = "ข้าพเจ้าเกี่ยวข้องกับเรื่องนี้และขอถอนตัว")]
    public bool RecuseSure { get; set; }

    [BindProperty, Display(Name = "เหตุผล", Description = "เช่น เลขที่คำสั่งหรือหนังสือ"), StringLength(1000)]
    public string? HoldWhy { get; set; }

    [BindProperty, Display(Name = "พิมพ์ชื่อเรื่อง 6 ตัวเพื่อยืนยัน")]
    public string? DestroyWord { get; set; }

    public IReadOnlyList<Handler> Holders { get; private set; } = [];

    public IReadOnlyList<Choice> Free { get; private set; } = [];

    public IReadOnlyList<Choice> Others { get; private set; } = [];

    public bool MayAskName { get; private set; }

    public bool Waits { get; private set; }

    /// <summary>Other informants hear what is said of the steps of this report.</summary>
    public bool HasMerged { get; private set; }

    public IReadOnlyList<Choice> NextStages => [.. Report!.Stage.Then.Select(Report.Procedure.Of).Select(s => new Choice(s.State, s.Title, s.WorkingDays is { } days ? $"ภายใน {days} วันทำการ" : null))];

    public bool IsWrong(string field) => ModelState.TryGetValue(field, out var state) && state.Errors.Count > 0;

    public async Task<IActionResult> OnGet(Guid id, CancellationToken stop) => await Find(id, stop) ? await Again(200, stop) : NotFound();

    public Task<IActionResult> OnPostTurn(Guid id, CancellationToken stop) => Do(id, "turned", async () =>
    {
        var stage = Report!.Procedure.Stages.FirstOrDefault(s => string.Equals(s.State, Turn, StringComparison.Ordinal) && Report.Stage.Then.Contains(s.State, StringComparer.Ordinal));
        if (stage is null || Report!.MergedInto is not null)
        {
            return (nameof(Turn), "เลือกขั้นต่อไป");
        }
        if (stage.MustSay is { } must && string.IsNullOrWhiteSpace(Words))
        {
            return (nameof(Words), $"บอก{must}แก่ผู้แจ้ง");
        }
        if (!string.IsNullOrWhiteSpace(Words))
        {
            await TellAll(Informing.Typed.Text(Words), stop);
        }
        await handling.Turn(Report, stage, stop);
        return null;
    }, stop);

    public Task<IActionResult> OnPostExtend(Guid id, CancellationToken stop) => Do(id, "extended", async () =>
    {
        if (string.IsNullOrWhiteSpace(ExtendWhy))
        {
            return (nameof(ExtendWhy), "บอกเหตุผลที่ขยายเวลา");
        }
        if (await handling.Extend(Report!, stop) is not { } due)
        {
            return (nameof(ExtendWhy), "ขั้นนี้ขยายเวลาครบจำนวนแล้ว");
        }
        await TellAll($"ขยายเวลาขั้นนี้ถึง {ThaiDay.Short(due)} เหตุผล: {ExtendWhy.Trim()}", stop);
        return null;
    }, stop);

    public Task<IActionResult> OnPostAsk(Guid id, CancellationToken stop) => Do(id, null, async () =>
    {
        if (string.IsNullOrWhiteSpace(AskWhy) || Report!.NamePublic is null)
        {
            return (nameof(AskWhy), "บอกเหตุผลที่จำเป็นต้องทราบ");
        }
        await names.Ask(Report, Mine!.Id, AskWhy.Trim(), stop);
        return null;
    }, stop);

    public Task<IActionResult> OnPostMerge(Guid id, CancellationToken stop) => Do(id, "merged", async () =>
    {
        var into = (await Reports.Of(Mine!.Id, stop)).SingleOrDefault(r => r.Id == Into && r.Id != id && r.MergedInto is null);
        if (into is null)
        {
            return (nameof(Into), "เลือกเรื่องที่จะรวม");
        }
        await handling.Merge(Report!, into, stop);
        await Remark($"รวมเรื่องนี้เข้ากับเรื่อง {into.Short}", stop);
        return null;
    }, stop);

    public Task<IActionResult> OnPostCommend(Guid id, CancellationToken stop) => Do(id, "commended", async () =>
    {
        if (string.IsNullOrWhiteSpace(AwardTitle))
        {
            return (nameof(AwardTitle), "ใส่ข้อความเกียรติคุณ");
        }
        var digits = await awards.Add(AwardTitle.Trim(), stop);
        await Reports.Say(Report!, "award", Ids.Pack(new AwardOffer(AwardTitle.Trim(), digits)), Guid.NewGuid(), stop);
        return null;
    }, stop);

    public Task<IActionResult> OnPostGive(Guid id, CancellationToken stop) => Do(id, "given", async () =>
    {
        // By the rule of the beginning, asked again: who is named, under someone named, related or left out gets nothing.
        var to = (await handling.Free(Report!, await Account(stop), stop)).SingleOrDefault(h => h.RecipientId == GiveTo);
        if (to is null)
        {
            return (nameof(GiveTo), "เลือกผู้รับเรื่อง");
        }
        await handling.Give(Report!, to, Talk!, DeskKey!, stop);
        await Remark($"ให้กุญแจแก่{to.Position}", stop);
        return null;
    }, stop);

    public async Task<IActionResult> OnPostRecuse(Guid id, CancellationToken stop)
    {
        var done = await Do(id, null, async () =>
        {
            if (!RecuseSure)
            {
                return (nameof(RecuseSure), "ทำเครื่องหมายเพื่อยืนยัน");
            }
            if (!await handling.Recuse(Report!, Mine!.Id, stop))
            {
                return (nameof(RecuseSure), "ท่านเป็นผู้ถือกุญแจคนสุดท้าย ให้กุญแจแก่ผู้รับเรื่องอื่นที่ไม่เกี่ยวข้องก่อน หรือแจ้งผู้แจ้งให้ไปหน่วยงานภายนอก");
            }
            await Note("recused", stop);
            return null;
        }, stop);
        return done is RedirectResult ? Redirect(Request.PathBase + "/desk") : done;
    }

    public Task<IActionResult> OnPostHold(Guid id, CancellationToken stop) => Do(id, null, async () =>
    {
        if (string.IsNullOrWhiteSpace(HoldWhy))
        {
            return (nameof(HoldWhy), "บอกเหตุผล");
        }
        var hold = !Report!.Hold;
        await handling.SetHold(Report, hold, stop);
        await Remark($"{(hold ? "ระงับการทำลาย" : "ยกเลิกการระงับการทำลาย")} เหตุผล: {HoldWhy.Trim()}", stop);
        await Note(hold ? "held" : "released", stop);
        return null;
    }, stop);

    public async Task<IActionResult> OnPostDestroy(Guid id, CancellationToken stop)
    {
        var done = await Do(id, null, async () =>
        {
            if (!string.Equals(DestroyWord?.Trim(), Report!.Short, StringComparison.OrdinalIgnoreCase))
            {
                return (nameof(DestroyWord), "ชื่อเรื่องไม่ตรง");
            }
            return string.Equals(Report.State, Procedure.Finished, StringComparison.Ordinal) && await handling.Destroy(Report, Mine!.Id, "officer", stop)
                ? null
                : (nameof(DestroyWord), "เรื่องนี้ยังไม่เสร็จหรือถูกระงับการทำลายไว้");
        }, stop);
        return done is RedirectResult ? Redirect(Request.PathBase + "/desk") : done;
    }

    private async Task<IActionResult> Do(Guid id, string? kind, Func<Task<(string Field, string Message)?>> deed, CancellationToken stop)
    {
        if (!await Find(id, stop))
        {
            return NotFound();
        }
        var wrong = ModelState.IsValid ? await deed() : ("", "");
        if (wrong is { } problem)
        {
            if (problem.Message.Length > 0)
            {
                ModelState.AddModelError(problem.Field, problem.Message);
            }
            return await Again(400, stop);
        }
        if (kind is not null)
        {
            await Note(kind, stop);
        }
        return Redirect($"{Request.PathBase}/desk/{id:D}");
    }

    private async Task<IActionResult> Again(int status, CancellationToken stop)
    {
        var items = await Reports.Items(Report!.Id, stop);
        Holders = await handling.Holders(Report, stop);
        Free = [.. (await handling.Free(Report, await Account(stop), stop)).Select(h => new Choice(h.RecipientId.ToString("D"), h.Position))];
        HasMerged = (await Reports.MergedInto(Report.Id, stop)).Count > 0;
        Others = [.. (await Reports.Of(Mine!.Id, stop)).Where(r => r.Id != Report.Id && r.MergedInto is null).Select(r => new Choice(r.Id.ToString("D"), $"{r.Short} รับเมื่อ {ThaiDay.Short(r.ReceivedOn)}"))];
        MayAskName = items.Any(i => i.Side is "name") && Report.NamePublic is not null && await names.KeyOf(Report, Mine.Id, Open!, stop) is null;
        Waits = MayAskName && (await names.Of(Report, stop)).Any(q => q.AskedBy == Mine.Id && q.DecidedOn is null);
        return new Microsoft.AspNetCore.Mvc.RazorPages.PageResult { StatusCode = status };
    }
}
