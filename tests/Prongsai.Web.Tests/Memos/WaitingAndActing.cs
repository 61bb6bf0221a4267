using System.Net;
using Microsoft.EntityFrameworkCore;
using Prongsai.Documents.Writing;
using Prongsai.Domain.Approval;
using Prongsai.Testing;
using Prongsai.Web.Features.Memos;
using Prongsai.Web.Features.Memos.Data;
using Prongsai.Web.Features.Memos.Setup;
using Prongsai.Web.Features.Orders;
using Prongsai.Web.Platform.Identity;
using Prongsai.Web.Platform.Inbox;

namespace Prongsai.Web.Tests.Memos;

/// <summary>Memoranda that wait too long, and people who act by an order of the register.</summary>
public sealed class WaitingAndActing
{
    [Fact]
    public async Task Who_lets_a_memo_wait_is_reminded_and_the_author_is_told_with_whom_it_lies()
    {
        await using var site = new Site();
        var office = await Office.Open(site);
        await site.Query(async db =>
        {
            var account = await db.People.Where(p => p.Id == office.People[Office.Head]).Join(db.Set<Account>(), p => p.AccountId, a => a.Id, (_, a) => a).FirstAsync();
            account.Email = "head@example.go.th";
            return await db.SaveChangesAsync();
        });
        await office.Sent("เรื่องที่รอนาน");
        await site.RunPeriodicJobs();
        Assert.Empty(site.Mail.Sent);

        site.Time.Advance(TimeSpan.FromDays(3));
        await site.RunPeriodicJobs();
        Assert.Contains(await Told(site, office.People[Office.Head]), t => t.Contains("รอความเห็นของท่านมา 3 วันแล้ว", StringComparison.Ordinal));
        Assert.Contains(await Told(site, office.People[Office.Officer]), t => t.Contains($"อยู่ที่{Office.Head}มา 3 วันแล้ว", StringComparison.Ordinal));
        Assert.Contains("เรื่องที่รอนาน", Assert.Single(site.Mail.Sent, m => m.Address == "head@example.go.th" && m.Subject.StartsWith("บันทึกรอความเห็น", StringComparison.Ordinal)).Text, StringComparison.Ordinal);
        Assert.DoesNotContain(await Told(site, office.People[Office.Deputy]), t => t.Contains("รอความเห็น", StringComparison.Ordinal));

        // Not again before as many days have passed once more.
        site.Time.Advance(TimeSpan.FromDays(1));
        await site.RunPeriodicJobs();
        Assert.Single(await Told(site, office.People[Office.Head]), t => t.Contains("วันแล้ว", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_days_are_a_setting_and_zero_reminds_nobody()
    {
        await using var site = new Site();
        var office = await Office.Open(site);
        var keeper = await site.As("memos.manage");
        const string form = "form[action*=\"handler=Remind\"]";
        Assert.Equal("3", (await keeper.Page("/memos/settings")).QuerySelector("#RemindAfterDays")!.GetAttribute("value"));
        var wrong = await keeper.Post("/memos/settings", [("RemindAfterDays", "61")], form);
        Assert.Equal(HttpStatusCode.BadRequest, wrong.Status);
        HtmlAssert.Shows(wrong.Document, "จำนวนวันต้องอยู่ระหว่าง 0 ถึง 60");
        Assert.Equal("61", wrong.Document.QuerySelector("#RemindAfterDays")!.GetAttribute("value"));
        Assert.Equal("/memos/settings", (await keeper.Post("/memos/settings", [("RemindAfterDays", "0")], form)).Location);
        await office.Sent();
        site.Time.Advance(TimeSpan.FromDays(30));
        await site.RunPeriodicJobs();
        Assert.DoesNotContain(await Told(site, office.People[Office.Head]), t => t.Contains("วันแล้ว", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Acting_takes_number_person_and_period_from_the_order_and_ends_with_it()
    {
        await using var site = new Site();
        var office = await Office.Open(site, without: Office.Deputy);
        var treasurer = office.People[Office.Treasurer];
        var order = (await office.As(Office.Officer, s => s.GetRequiredService<KeepOrders>().Add(
            new("77/2568", "ให้รักษาราชการแทน", new(2025, 4, 1), new(2025, 4, 1), new(2025, 9, 30), [new(treasurer, $"รักษาราชการแทน{Office.Deputy}", "")]), null, null, CancellationToken.None))).Value;
        var duty = await site.Query(db => db.Orders.Where(o => o.Id == order).SelectMany(o => o.Duties).Select(d => d.Id).SingleAsync());

        var keeper = await site.As("memos.manage", "orders.read");
        Assert.Equal($"/memos/acting?by={duty}#add", (await keeper.Page($"/orders/{order}")).QuerySelector("td a[href^='/memos/acting']")!.GetAttribute("href"));
        var form = await keeper.Page($"/memos/acting?by={duty}");
        HtmlAssert.Shows(form, "77/2568 ให้รักษาราชการแทน");
        Assert.Equal(Office.Deputy, form.QuerySelector("#Post option[selected]")!.GetAttribute("value"));
        Assert.Equal("30", form.QuerySelector("#Until")!.GetAttribute("value"));
        Assert.Null(form.QuerySelector("#OrderNumber"));
        const string add = "form[action*=\"handler=Add\"]";
        var beyond = await keeper.Post($"/memos/acting?by={duty}", [("Post", Office.Deputy), ("Until.Year", "2569")], add);
        Assert.Equal(HttpStatusCode.BadRequest, beyond.Status);
        HtmlAssert.Shows(beyond.Document, "ช่วงต้องอยู่ในช่วงของคำสั่งที่ 77/2568");
        Assert.Equal("/memos/acting", (await keeper.Post($"/memos/acting?by={duty}", [("Post", Office.Deputy)], add)).Location);
        var acting = await site.Query(db => db.Acting.AsNoTracking().SingleAsync());
        Assert.Equal(("77/2568", order, treasurer, new DateOnly(2025, 9, 30)), (acting.OrderNumber, acting.OrderId, acting.PersonId, acting.EndsOn));
        Assert.NotNull((await keeper.Page("/memos/acting")).QuerySelector($"td a[href='/orders/{order}']"));
        Assert.Equal(treasurer, await Holder(site));

        Assert.True((await office.As(Office.Officer, s => s.GetRequiredService<KeepOrders>().Cancel(order, new(2025, 4, 9), "มีคำสั่งใหม่", CancellationToken.None))).IsOk);
        Assert.Null(await Holder(site));
        Assert.Contains("77/2568", (await site.Query(db => db.Acting.AsNoTracking().SingleAsync())).EndedBecause!, StringComparison.Ordinal);
        Assert.IsType<OrderIsNotThere>((await office.As(Office.Officer, s => s.GetRequiredService<ActByOrder>().Do(ActingKind.Acting, Office.Deputy, order, duty, new(2025, 4, 9), new(2025, 4, 30), CancellationToken.None))).Refusal);
        // What is not in the register can still be typed.
        Assert.Equal("/memos/acting", (await keeper.Post("/memos/acting", [("Post", Office.Deputy), ("PersonId", treasurer.ToString()), ("OrderNumber", "9/2568"), ("From.Day", "1"), ("From.Month", "4"), ("From.Year", "2568")], add)).Location);
        Assert.Equal(treasurer, await Holder(site));
    }

    [Fact]
    public async Task The_paper_check_stands_where_it_is_sent_and_where_it_is_decided()
    {
        await using var site = new Site();
        var office = await Office.Open(site);
        var memo = await office.Draft();
        string[] slips = ["รายงานการวิเคราะห์ผลการประเมินคุณธรรมและความโปร่งใสในการดำเนินงานของหน่วยงานภาครัฐ", "ประจำปีงบประมาณ พ.ศ. 2567", "องค์การบริหารส่วนตำบลทุ่งตะวัน", "จัดทำคู่มือโดยองค์รปกครองส่วนท้องถิ่น"];
        var word = DocxWriter.Write(new Document { Title = "แผน", Author = "ตัวอย่าง", Blocks = [.. slips.Select(l => new Paragraph(l))] });
        await office.Visitors[Office.Officer].Post($"/memos/{memo}", [], "form[action*=\"handler=Enclose\"]", ("Upload", "แผน.docx", word));
        HtmlAssert.Shows(await office.Visitors[Office.Officer].Page($"/memos/{memo}/send"), "ตรวจทานเอกสาร");
        Assert.True((await office.Send(memo)).IsOk);
        HtmlAssert.Shows(await office.Visitors[Office.Head].Page($"/memos/{memo}/decide"), "ตรวจทานเอกสาร");
        HtmlAssert.Shows(await office.Visitors[Office.Head].Page($"/memos/{memo}/decide"), "แผน.docx");
    }

    private static Task<List<string>> Told(Site site, Guid person) => site.Query(db => db.Notices.Where(n => n.PersonId == person).Select(n => n.Text).ToListAsync());

    private static async Task<Guid?> Holder(Site site)
    {
        var holder = await site.Do(s => s.GetRequiredService<Seats>().Now(CancellationToken.None));
        return holder(new ChainStep(1, Office.Deputy, null, SkipRule.Nobody))?.PersonId;
    }
}
