using System.Net;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Prongsai.Domain.Approval;
using Prongsai.Testing;
using Prongsai.Web.Features.Memos;
using Prongsai.Web.Features.Memos.Data;
using Prongsai.Web.Features.Memos.Setup;
using Prongsai.Web.Platform.Changes;
using Prongsai.Web.Platform.Files;
using Prongsai.Web.Platform.Papers;

namespace Prongsai.Web.Tests.Memos;

/// <summary>A memorandum from its author to the last approval: numbers, decisions, refusals, acting people, races.</summary>
public sealed class GoingUpTheChain
{
    [Fact]
    public async Task Goes_through_five_people_of_whom_one_refuses_first_and_one_acts_for_another()
    {
        await using var site = new Site();
        var office = await Office.Open(site, without: Office.Deputy);
        var officer = office.Visitors[Office.Officer];
        var made = await officer.Post("/memos/new?template=report-results", ("UnitId", office.Unit.ToString()));
        var memo = Guid.Parse(made.Location!.Split('/')[^1]);
        var empty = await officer.Page($"/memos/{memo}/send");
        HtmlAssert.Shows(empty, "ตำแหน่งว่าง");
        HtmlAssert.Shows(empty, "ไม่มีคำสั่งรักษาราชการแทนในวันนี้");

        await office.Acting(Office.Deputy, Office.Treasurer);
        HtmlAssert.Shows(await officer.Page($"/memos/{memo}/send"), "รักษาราชการแทน ตามคำสั่งที่ 12/2568");
        Assert.Equal($"/memos/{memo}", (await officer.Post($"/memos/{memo}/send")).Location);
        HtmlAssert.Shows(await officer.Page($"/memos/{memo}"), "ทส 70001/1");

        var head = office.Visitors[Office.Head];
        HtmlAssert.Shows(await head.Page("/memos"), "รายงานผลการดำเนินการ");
        var noReason = await head.Post($"/memos/{memo}/decide", ("Choice", "Refused"));
        Assert.Equal(HttpStatusCode.BadRequest, noReason.Status);
        HtmlAssert.Shows(noReason.Document, "บอกเหตุผล");
        Assert.Equal($"/memos/{memo}", (await head.Post($"/memos/{memo}/decide", ("Choice", "Refused"), ("Remark", "ตัวเลขไม่ครบ"))).Location);

        var back = await officer.Page($"/memos/{memo}");
        HtmlAssert.Shows(back, "เรื่องนี้กลับมาที่ท่าน");
        HtmlAssert.Shows(back, "ตัวเลขไม่ครบ");
        HtmlAssert.Shows(await officer.Page("/"), "แก้แล้วเสนอใหม่");
        await officer.Post($"/memos/{memo}/edit", ("Sections[1].Text", "แก้ตัวเลขแล้ว 12 เรื่อง"));
        await officer.Post($"/memos/{memo}/send");
        foreach (var post in new[] { Office.Head, Office.Treasurer, Office.Clerk, Office.Mayor })
        {
            Assert.Equal($"/memos/{memo}", (await office.Visitors[post].Post($"/memos/{memo}/decide", ("Choice", "Agreed"))).Location);
        }
        var done = await officer.Page($"/memos/{memo}");
        HtmlAssert.Shows(done, "อนุมัติแล้ว");
        HtmlAssert.Shows(done, $"{Office.Treasurer} รักษาราชการแทน");
        HtmlAssert.Shows(done, "ตัวเลขไม่ครบ");
        var kept = await office.Memo(memo);
        Assert.Equal((MemoState.Approved, 1, 2), (kept.State, kept.Number, kept.Round));
        Assert.Equal([Office.Treasurer + " รักษาราชการแทน", Office.Deputy], kept.Current.First(s => s.Post == Office.Deputy).PositionLines);
        Assert.Equal(4, await site.Query(db => db.Changes.CountAsync(c => c.Kind == "memo.agreed")));
        Assert.NotEmpty(await site.Query(db => db.Changes.Where(c => c.Kind == "memo.refused" && c.Reason == "ตัวเลขไม่ครบ").ToListAsync()));

        await site.RunJobs();
        var issued = (await office.Memo(memo)).IssuedFileId;
        Assert.NotNull(issued);
        using var anyone = await site.Anyone();
        var address = $"/verify/{kept.VerifyCode}";
        HtmlAssert.Shows(await anyone.Page(address), "บันทึกนี้ได้รับอนุมัติแล้ว");
        Assert.Empty(anyone.Cookies);
        var pdf = await site.Do(async s => await s.GetRequiredService<FileStore>().Read(await s.GetRequiredService<Web.Platform.Persistence.AppDbContext>().Files.FirstAsync(f => f.Id == issued), CancellationToken.None));
        HtmlAssert.Shows((await anyone.Post(address, [], files: [("Copy", "a.pdf", pdf)])).Document, "ไฟล์ตรงกับบันทึกที่ออกจากระบบ");
        pdf[^20] ^= 1;
        HtmlAssert.Shows((await anyone.Post(address, [], files: [("Copy", "a.pdf", pdf)])).Document, "ไฟล์ไม่ตรงกับฉบับของหน่วยงาน");
        Assert.Equal(HttpStatusCode.NotFound, (await anyone.Get("/verify/aaaaaaaaaaaaaaaa")).Status);
    }

    [Fact]
    public async Task Gives_numbers_without_gap_or_double_when_fifty_send_at_once()
    {
        await using var site = new Site();
        var office = await Office.Open(site);
        var memos = new List<Guid>();
        for (var i = 0; i < 50; i++)
        {
            memos.Add(await office.Draft($"เรื่องที่ {i}"));
        }
        // Every fifth fails half-way: its number must go to another.
        var sent = await Task.WhenAll(memos.Select((id, i) => i % 5 == 4 ? TakeANumberAndFail(site, office, id) : Task.Run(async () => (await office.Send(id)).IsOk)));
        Assert.Equal(40, sent.Count(ok => ok));
        var numbers = await site.Query(db => db.Memos.Where(m => m.Number != null).Select(m => m.Number!.Value).ToListAsync());
        Assert.Equal(Enumerable.Range(1, 40), numbers.Order());
    }

    [Fact]
    public async Task Lets_either_the_approval_or_the_withdrawal_win_and_tells_the_other()
    {
        await using var site = new Site();
        var office = await Office.Open(site);
        for (var round = 0; round < 8; round++)
        {
            var memo = await office.Sent();
            await office.Agree(memo, Office.Head, Office.Deputy, Office.Clerk);
            var decide = Task.Run(() => office.Decide(Office.Mayor, memo));
            var withdraw = Task.Run(() => office.As(Office.Officer, s => s.GetRequiredService<SendMemo>().Withdraw(memo, "ขอถอน", CancellationToken.None)));
            var (decided, withdrawn) = (await decide, await withdraw);
            Assert.True(decided.IsOk != withdrawn.IsOk, "Both won, or neither.");
            var kept = await office.Memo(memo);
            Assert.Equal(decided.IsOk ? MemoState.Approved : MemoState.Withdrawn, kept.State);
            Assert.IsType<MemoHasMoved>(decided.IsOk ? withdrawn.Refusal : decided.Refusal);
            Assert.Equal(decided.IsOk ? 0 : 4, kept.Current.Count(s => s.State is StepState.Void));
        }
    }

    [Fact]
    public async Task Takes_decisions_of_one_stage_side_by_side()
    {
        await using var site = new Site();
        var office = await Office.Open(site);
        var chain = (await office.As(Office.Officer, s => s.GetRequiredService<KeepSetup>().Chain(
            null, "พร้อมกัน", [new(1, Office.Head, null, SkipRule.Author), new(1, Office.Deputy, null, SkipRule.Nobody), new(1, Office.Treasurer, null, SkipRule.Next), new(2, Office.Mayor, null, SkipRule.Nobody)], false, CancellationToken.None))).Value;
        var memo = await office.Draft();
        Assert.True((await office.Send(memo, chain)).IsOk);
        Assert.IsType<MemoHasMoved>((await office.Decide(Office.Mayor, memo)).Refusal);
        var both = await Task.WhenAll(Task.Run(() => office.Decide(Office.Head, memo)), Task.Run(() => office.Decide(Office.Deputy, memo)));
        Assert.All(both, d => Assert.True(d.IsOk, d.Refusal?.Text));
        var step = (await office.Memo(memo)).Current.First(s => s.Post == Office.Treasurer).Id;
        Assert.IsType<MayNotSkip>((await office.As(Office.Officer, s => s.GetRequiredService<DecideStep>().Skip(memo, step, "ลา", CancellationToken.None))).Refusal);
        Assert.True((await office.As(Office.Mayor, s => s.GetRequiredService<DecideStep>().Skip(memo, step, "ลาป่วย", CancellationToken.None))).IsOk);
        Assert.True((await office.Decide(Office.Mayor, memo)).IsOk);
        Assert.Equal(MemoState.Approved, (await office.Memo(memo)).State);
    }

    [Fact]
    public async Task Refuses_a_circle_an_author_who_approves_and_a_decision_by_somebody_else()
    {
        await using var site = new Site();
        var office = await Office.Open(site);
        ChainStep[] circle = [new(1, Office.Head, null, SkipRule.Nobody), new(2, Office.Mayor, null, SkipRule.Nobody), new(3, Office.Head, null, SkipRule.Nobody)];
        Assert.Equal(new ChainIsACircle(Office.Head), (await office.As(Office.Officer, s => s.GetRequiredService<KeepSetup>().Chain(null, "วน", circle, false, CancellationToken.None))).Refusal);
        await office.Acting(Office.Mayor, Office.Officer);
        var memo = await office.Draft();
        Assert.Equal(new AuthorWouldApprove(), (await office.Send(memo)).Refusal);
        await using var other = new Site();
        var fair = await Office.Open(other);
        var sent = await fair.Sent();
        Assert.Equal(new NotYourStep(), (await fair.Decide(Office.Treasurer, sent)).Refusal);
        Assert.Equal(new AuthorMayNotDecide(), (await fair.Decide(Office.Officer, sent)).Refusal);
        Assert.Equal(new MemoCannotBeEdited(), (await fair.As(Office.Officer, s => s.GetRequiredService<WriteMemo>().Change(sent, 1, fair.Input("แก้"), CancellationToken.None))).Refusal);
    }

    [Fact]
    public async Task Passes_over_the_lower_step_of_one_who_acts_for_the_higher()
    {
        await using var site = new Site();
        var office = await Office.Open(site, without: Office.Clerk);
        await office.Acting(Office.Clerk, Office.Deputy);
        var memo = await office.Sent();
        await office.Agree(memo, Office.Head, Office.Deputy, Office.Mayor);
        var kept = await office.Memo(memo);
        Assert.Equal(MemoState.Approved, kept.State);
        Assert.Equal("ผู้ลงนามเป็นคนเดียวกับขั้น" + Office.Clerk, kept.Current.First(s => s.Post == Office.Deputy).Remark);
    }

    [Fact]
    public async Task Binds_every_decision_to_the_content_and_shows_when_it_was_tampered_with()
    {
        await using var site = new Site();
        var office = await Office.Open(site);
        var memo = await office.Sent();
        var stale = await office.As(Office.Head, s => s.GetRequiredService<DecideStep>().Decide(memo, new string('0', 64), Verdict.Agreed, null, CancellationToken.None));
        Assert.Equal(new ContentHasChanged(), stale.Refusal);
        await office.Agree(memo, Office.Head, Office.Deputy, Office.Clerk, Office.Mayor);
        await Sql(site, "update memos set subject = subject || ' (แก้ภายหลัง)'");
        using var anyone = await site.Anyone();
        HtmlAssert.Shows(await anyone.Page($"/verify/{(await office.Memo(memo)).VerifyCode}"), "ห้ามใช้เอกสารนี้");
        HtmlAssert.Shows(await office.Visitors[Office.Head].Page($"/memos/{memo}"), "ความเห็นนี้ใช้ไม่ได้");
        await Assert.ThrowsAsync<PostgresException>(() => Sql(site, "update memo_steps set remark = 'ไม่เคยพูด' where signature is not null"));
        await Assert.ThrowsAsync<PostgresException>(() => Sql(site, "update memos set number = 99 where number is not null"));
    }

    [Fact]
    public async Task Makes_decisions_void_when_the_paper_is_mended_and_keeps_them_to_be_seen()
    {
        await using var site = new Site();
        var office = await Office.Open(site);
        var memo = await office.Sent();
        await office.Agree(memo, Office.Head);
        await office.Decide(Office.Deputy, memo, Verdict.Returned, "เพิ่มวันที่");
        await office.As(Office.Officer, async s => await s.GetRequiredService<WriteMemo>().Change(memo, (await office.Memo(memo)).Version, office.Input("ขออนุมัติทดสอบ", "ทำเสร็จ 6 เรื่อง"), CancellationToken.None));
        Assert.True((await office.Send(memo)).IsOk);
        var kept = await office.Memo(memo);
        var first = kept.Steps.Where(s => s.Round == 1).ToList();
        Assert.Contains("เนื้อหาเปลี่ยน", first.First(s => s.Post == Office.Head).VoidBecause, StringComparison.Ordinal);
        Assert.Equal(StepState.Returned, first.First(s => s.Post == Office.Deputy).State);
        var page = await office.Visitors[Office.Officer].Page($"/memos/{memo}");
        HtmlAssert.Shows(page, "เป็นโมฆะ");
        HtmlAssert.Shows(page, "เพิ่มวันที่");
    }

    [Fact]
    public async Task Takes_ink_on_paper_with_its_scan_and_encloses_files_by_what_they_are()
    {
        await using var site = new Site();
        var office = await Office.Open(site);
        var memo = await office.Draft();
        var officer = office.Visitors[Office.Officer];
        var lie = await officer.Post($"/memos/{memo}", [("UploadTitle", "รายงาน")], "form[action*=\"handler=Enclose\"]", ("Upload", "report.pdf", Encoding.ASCII.GetBytes("MZ not a pdf at all")));
        Assert.Equal(HttpStatusCode.BadRequest, lie.Status);
        HtmlAssert.Shows(lie.Document, "แนบได้เฉพาะ PDF Word Excel");
        var pdf = Encoding.ASCII.GetBytes("%PDF-1.4 a report of ours");
        await officer.Post($"/memos/{memo}", [("UploadTitle", "รายงานผล")], "form[action*=\"handler=Enclose\"]", ("Upload", "report.pdf", pdf));
        await office.Send(memo);
        await office.Agree(memo, Office.Head);
        var step = (await office.Memo(memo)).Current.First(s => s.State is StepState.Open).Id;
        var inked = await officer.Post($"/memos/{memo}/ink?step={step}", [("Choice", "Agreed")], files: ("Scan", "scan.pdf", pdf));
        Assert.Equal($"/memos/{memo}", inked.Location);
        HtmlAssert.Shows(await officer.Page($"/memos/{memo}"), "ลงนามในกระดาษ");
        await office.Agree(memo, Office.Clerk, Office.Mayor);
        var file = (await office.Memo(memo)).Enclosures[0].FileId;
        var mark = await site.Do(s => s.GetRequiredService<IApprovals>().Of(file, CancellationToken.None));
        Assert.Equal((Office.Mayor, "ทส 70001/1"), (mark!.By, mark.MemoNumber));
        Assert.Null(await site.Do(s => s.GetRequiredService<IApprovals>().Of(Guid.NewGuid(), CancellationToken.None)));
    }

    private static async Task<bool> TakeANumberAndFail(Site site, Office office, Guid memo)
    {
        await Task.Yield();
        return await office.As(Office.Officer, async s =>
        {
            var db = s.GetRequiredService<Web.Platform.Persistence.AppDbContext>();
            // Saved by another screen in between: the version is no longer the one that will be read below.
            var send = s.GetRequiredService<SendMemo>();
            var loaded = await db.Memos.FirstAsync(m => m.Id == memo);
            await Sql(site, $"update memos set version = version + 1 where id = '{memo}'");
            Assert.NotNull(loaded);
            return (await send.Send(memo, site.Organisation, "https://example.test", CancellationToken.None)).IsOk;
        });
    }

    private static async Task Sql(Site site, string sql)
    {
        await using var connection = new NpgsqlConnection(site.OwnerConnection);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
