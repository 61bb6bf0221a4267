using System.Net;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Prongsai.Documents.Writing;
using Prongsai.Domain;
using Prongsai.Testing;
using Prongsai.Web.Features.Publication.Items;
using Prongsai.Web.Features.Publication.Readiness;
using Prongsai.Web.Platform.Changes;
using Prongsai.Web.Platform.Cycle;
using Prongsai.Web.Platform.Organisations;
using Prongsai.Web.Platform.Persistence;
using Prongsai.Web.Platform.Publishing;
using Prongsai.Web.Platform.Rehearsing;

namespace Prongsai.Web.Tests.Publication;

/// <summary>How ready an item is: states, elements, owners, the program's own checks, the second pair of eyes and the predicted score.</summary>
public sealed class BeingReady
{
    private static readonly string[] MayWork = ["items.read", "items.write", "publication.read", "publication.publish"];

    [Fact]
    public async Task Walks_from_empty_over_prepared_checked_and_published_to_stale_and_back()
    {
        await using var site = new Site();
        var writer = await site.As(MayWork);
        var second = await site.As("items.read", "items.confirm");
        Assert.Equal(ItemState.Empty, await State(site, 5));
        Assert.Equal("/items/2568/5", (await writer.Post("/items/2568/5/edit", ("Summary", "แผนพัฒนา 2566–2570"))).Location);
        Assert.Equal(ItemState.Preparing, await State(site, 5));
        Assert.Equal("/items/2568/5", (await second.Post("/items/2568/5", [("Words", "เปิดจากโทรศัพท์ อ่านครบ")], Confirm)).Location);
        Assert.Equal(ItemState.Checked, await State(site, 5));
        Assert.Equal("/items/2568/5", (await writer.Post("/items/2568/5/publish")).Location);
        Assert.Equal(ItemState.Published, await State(site, 5));
        HtmlAssert.Shows(await writer.Page("/items/2568/5"), "เปิดจากโทรศัพท์ อ่านครบ");
        Assert.True((await Item(site, 5)).IsComplete);

        await writer.Post("/items/2568/5/edit", ("Summary", "แผนพัฒนา 2566–2570 ฉบับแก้ไข"));
        Assert.Equal(ItemState.Stale, await State(site, 5));
        HtmlAssert.Shows(await writer.Page("/items/2568/5"), "เนื้อหาเปลี่ยนหลังจากที่มีผู้ยืนยัน");
        Assert.Equal("/items/2568/5", (await writer.Post("/items/2568/5/publish", ("Reason", "แก้ชื่อแผน"))).Location);
        Assert.Equal(ItemState.Stale, await State(site, 5));
        Assert.Equal("/items/2568/5", (await second.Post("/items/2568/5", [("Words", "ดูใหม่แล้ว")], Confirm)).Location);
        Assert.Equal(ItemState.Published, await State(site, 5));
        HtmlAssert.Shows(await writer.Page("/items?year=2568"), "เผยแพร่แล้ว");
    }

    [Fact]
    public async Task Is_confirmed_by_another_than_who_wrote_or_published_it_and_only_as_it_was_seen()
    {
        await using var site = new Site();
        var officer = await site.As([.. MayWork, "items.confirm"]);
        await officer.Post("/items/2568/4/edit", ("Summary", "ข่าว"));
        var page = await officer.Page("/items/2568/4");
        HtmlAssert.Shows(page, "ท่านเป็นผู้แก้หรือผู้เผยแพร่ข้อนี้ล่าสุด");
        Assert.Null(page.QuerySelector(Confirm));
        // Another wrote it, but it was this one who put it before the public.
        await site.Write(6, "เขียนโดยคนอื่น");
        await officer.Post("/items/2568/6/publish");
        HtmlAssert.Shows(await officer.Page("/items/2568/6"), "ท่านเป็นผู้แก้หรือผู้เผยแพร่ข้อนี้ล่าสุด");
        Assert.IsType<OwnWorkIsNotConfirmed>(await As(site, officer, 6));

        var second = await site.As("items.read", "items.confirm");
        var seen = (await second.Page("/items/2568/6")).QuerySelector("[name=SeenMark]")!.GetAttribute("value")!;
        await site.Write(6, "เปลี่ยนระหว่างดู");
        var stale = await second.Post("/items/2568/6", [("SeenMark", seen), ("Words", "ครบ")], Confirm);
        Assert.Equal(HttpStatusCode.BadRequest, stale.Status);
        HtmlAssert.Shows(stale.Document, "เปลี่ยนระหว่างที่ท่านเปิดหน้านี้อยู่");
        Assert.Contains("ครบ", stale.Body, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.BadRequest, (await second.Post("/items/2568/6", [("Words", "")], Confirm)).Status);
        var reader = await site.As("items.read");
        Assert.Null((await reader.Page("/items/2568/6")).QuerySelector(Confirm));
    }

    [Fact]
    public async Task Lists_the_elements_of_the_rules_with_their_certainty_and_who_saw_them()
    {
        await using var site = new Site();
        var officer = await site.As(MayWork);
        var page = await officer.Page("/items/2568/1");
        HtmlAssert.Shows(page, "แสดงแผนผังโครงสร้างการแบ่งส่วนราชการ");
        var boxes = page.QuerySelectorAll("input[name=Elements]").Select(b => b.GetAttribute("value")!).ToList();
        Assert.Equal(4, boxes.Count);
        Assert.Equal("/items/2568/1", (await officer.Post("/items/2568/1", [("Elements", boxes[0])], "form[action*=Tick]")).Location);
        var item = await Item(site, 1);
        Assert.Equal(3, item.Missing.Count);
        Assert.Equal(boxes[0], Assert.Single(item.Work!.Ticks).Element);
        // Where the rules' words are not known, the page says so instead of inventing a list.
        HtmlAssert.Shows(await officer.Page("/items/2568/4"), "ยังไม่พบข้อความองค์ประกอบของข้อนี้");
        Assert.Equal(["item.ticked"], await site.Query(db => db.Changes.Where(c => c.SubjectId == "2568/o1").Select(c => c.Kind).ToListAsync()));
    }

    [Fact]
    public async Task Names_an_owner_and_a_day_and_says_who_is_late()
    {
        await using var site = new Site();
        var officer = await site.As(MayWork);
        var unit = await site.Do(async s =>
        {
            var db = s.GetRequiredService<AppDbContext>();
            var made = new Unit { Name = "กองคลัง", Sort = 1 };
            db.Units.Add(made);
            await db.SaveChangesAsync();
            return made.Id;
        });
        var due = ThaiDate.InBangkok(site.Time.Now).AddDays(3);
        Assert.Equal("/items/2568/12", (await officer.Post("/items/2568/12", [("UnitId", unit.ToString()), ("DueOn.Day", Text(due.Day)), ("DueOn.Month", Text(due.Month)), ("DueOn.Year", Text(due.Year + 543))], "form[action*=Own]")).Location);
        var list = await officer.Page("/items/2568?unit=" + Uri.EscapeDataString("กองคลัง"));
        Assert.Single(list.QuerySelectorAll("table.items tbody tr"));
        HtmlAssert.DoesNotShow(list, "เลยกำหนด");
        site.Time.Advance(TimeSpan.FromDays(5));
        HtmlAssert.Shows(await (await site.As("items.read")).Page("/items/2568"), "เลยกำหนด");
        var told = await site.Do(s => s.GetServices<ITaskSource>().OfType<ItemTasks>().Single().Tasks(Answers.Year, CancellationToken.None));
        Assert.Equal(("/items/2568/12", due), (Assert.Single(told).Href, told[0].Due));
        Assert.Equal(HttpStatusCode.BadRequest, (await (await site.As("items.read", "items.write")).Post("/items/2568/12", [("UnitId", Guid.NewGuid().ToString())], "form[action*=Own]")).Status);

        static string Text(int number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);
    }

    [Fact]
    public async Task Is_checked_by_the_program_which_says_what_it_found_and_what_to_do()
    {
        await using var site = new Site();
        var officer = await site.As(MayWork);
        await site.Write(1, "แผนผังฝ่ายการเมือง ปี 2565");
        Assert.True((await site.PublishItem(1)).IsOk);
        await site.RunJobs();
        var checks = (await Item(site, 1)).Work!.Checks.ToDictionary(c => c.Key);
        Assert.Equal(ItemCheckState.Good, checks[ItemChecks.Reach].State);
        Assert.Equal((ItemCheckState.Bad, "ไม่พบฝ่ายประจำ"), (checks[ItemChecks.Sides].State, checks[ItemChecks.Sides].Found));
        Assert.Equal(ItemCheckState.Doubtful, checks[ItemChecks.Years].State);
        Assert.Equal(ItemCheckState.Good, checks[ItemChecks.Period].State);
        Assert.Equal(ItemCheckState.Good, checks[ItemChecks.Links].State);
        HtmlAssert.Shows(await officer.Page("/items/2568/1"), "ไม่พบฝ่ายประจำ");
        Assert.False((await Item(site, 1)).IsComplete);

        await site.Write(1, "แผนผังปี 2568 มีฝ่ายการเมืองและฝ่ายประจำ");
        Assert.True((await site.PublishItem(1, "เพิ่มฝ่ายประจำ")).IsOk);
        await site.RunJobs();
        Assert.Empty((await Item(site, 1)).Faults);

        // A dead link of this site, and a PDF without letters.
        await site.Do(s => s.GetRequiredService<KeepItem>().Save(Answers.Year, 11, 0, new AnswerInput("", "สถิติ 2568", "", new DateOnly(2021, 1, 1), [new PublishedLink("หาย", "/info/nowhere")], [], []), [(new MemoryStream(Scan), "สแกน.pdf")], CancellationToken.None));
        await site.RunJobs();
        checks = (await Item(site, 11)).Work!.Checks.ToDictionary(c => c.Key);
        Assert.Equal((ItemCheckState.Bad, "เปิดไม่ได้: /info/nowhere"), (checks[ItemChecks.Links].State, checks[ItemChecks.Links].Found));
        Assert.Equal(ItemCheckState.Doubtful, checks[ItemChecks.Text].State);
        Assert.Equal(ItemCheckState.Doubtful, checks[ItemChecks.Period].State);
        Assert.Equal(ItemCheckState.NotNeeded, checks[ItemChecks.Reach].State);
    }

    [Fact]
    public async Task Has_its_papers_checked_and_is_not_whole_while_one_holds_a_slip()
    {
        await using var site = new Site();
        byte[] Paper(string step) => DocxWriter.Write(new Document
        {
            Title = "แผน",
            Author = "ตัวอย่าง",
            Blocks =
            [
                new Paragraph("มาตรการส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน ประจำปีงบประมาณ พ.ศ. 2568"),
                new Paragraph("องค์การบริหารส่วนตำบลทดสอบ"),
                new Table("แผน", [new("มาตรการ", 0.25m), new("วิธีการดำเนินการ", 0.25m), new("ผู้รับผิดชอบ", 0.25m), new("ระยะเวลา", 0.25m)], [new TableRow([new("1. ทำทะเบียนยืม"), new(step), new("สำนักปลัด"), new("1 ต.ค. 2567 - 31 มี.ค. 2568")])]),
            ],
        });
        await site.Write(27, "แผนปี 2568", "แผน.docx", Paper("1. จัดทำคู่มือโดยองค์รปกครองส่วนท้องถิ่น"));
        await site.RunJobs();
        var check = (await Item(site, 27)).Work!.Checks.Single(c => c.Key == ItemChecks.Paper);
        Assert.True(check.State is ItemCheckState.Bad or ItemCheckState.Doubtful, check.Found);
        HtmlAssert.Shows(await (await site.As(MayWork)).Page("/items/2568/27"), check.Found);

        await site.Write(26, "แผนปี 2568", "แผน.docx", Paper("1. จัดทำคู่มือโดยองค์กรปกครองส่วนท้องถิ่น"));
        await site.Write(25, "รายการ 2568", "รายการ.csv");
        await site.RunJobs();
        Assert.Equal(ItemCheckState.Good, (await Item(site, 26)).Work!.Checks.Single(c => c.Key == ItemChecks.Paper).State);
        Assert.Equal(ItemCheckState.NotNeeded, (await Item(site, 25)).Work!.Checks.Single(c => c.Key == ItemChecks.Paper).State);
    }

    [Fact]
    public async Task Predicts_the_score_and_which_missing_item_is_worth_most_and_tells_the_rehearsal()
    {
        await using var site = new Site();
        var officer = await site.As(MayWork);
        Assert.Empty(await site.Do(s => s.GetServices<IReadiness>().Single().Of(Answers.Year, CancellationToken.None)));
        for (var number = 1; number <= 28; number++)
        {
            if (number is not (1 or 28))
            {
                await site.Write(number, $"คำตอบข้อ {number}");
                Assert.True((await site.PublishItem(number)).IsOk);
            }
        }
        var all = await site.Do(s => s.GetRequiredService<ItemsOf>().Of(Answers.Year, CancellationToken.None));
        var score = ReadyScore.Of(all!);
        // 9.1 has four items: one missing leaves 75, and indicator 9 (75+100+100+100+100)/5 = 95; 10.2 has four: indicator 10 (100+75)/2 = 87.5.
        Assert.Equal(91.25m, score.Score);
        Assert.Equal(["O28", "O1"], score.Costly.Select(c => c.Target));
        // A quarter of a half of a half of OIT's forty, and a quarter of a fifth of a half of it.
        Assert.Equal([2.5m, 1.0m], score.Costly.Select(c => c.Worth));
        Assert.Equal(26, score.Unconfirmed);
        HtmlAssert.Shows(await officer.Page("/items/2568"), "91.25");
        var told = await site.Do(s => s.GetServices<IReadiness>().Single().Of(Answers.Year, CancellationToken.None));
        Assert.Equal(28, told.Count);
        Assert.Equal((false, "ยังไม่เริ่มจัดทำ"), (told.Single(t => t.Code == "O1").IsComplete, told.Single(t => t.Code == "O1").Missing));
        Assert.Null(told.Single(t => t.Code == "O2").IsComplete);
    }

    private const string Confirm = "form[action*=Confirm]";

    /// <summary>A PDF of one empty page.</summary>
    private static readonly byte[] Scan = Encoding.ASCII.GetBytes("%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>endobj\nxref\n0 4\n0000000000 65535 f \n0000000009 00000 n \n0000000054 00000 n \n0000000105 00000 n \ntrailer<</Size 4/Root 1 0 R>>\nstartxref\n170\n%%EOF\n");

    private static async Task<OfficeItem> Item(Site site, int number) => (await site.Do(s => s.GetRequiredService<ItemsOf>().Find(Answers.Year, number, CancellationToken.None)))!;

    private static async Task<ItemState> State(Site site, int number) => (await Item(site, number)).State;

    /// <summary>Confirms as the person behind a visitor, without the page.</summary>
    private static async Task<Refusal> As(Site site, Visitor visitor, int number)
    {
        var token = (await visitor.Page("/items/2568/4")).QuerySelector("main form [name=__RequestVerificationToken]")!.GetAttribute("value")!;
        var seen = Convert.ToHexStringLower((await Item(site, number)).Seen!);
        var answer = await Answer.Of(await visitor.Http.PostAsync(new Uri($"/items/2568/{number}?handler=Confirm", UriKind.Relative), new FormUrlEncodedContent([new("__RequestVerificationToken", token), new("SeenMark", seen), new("Words", "ครบ")])));
        return answer.Status is HttpStatusCode.BadRequest && answer.Text.Contains(new OwnWorkIsNotConfirmed().Text, StringComparison.Ordinal) ? new OwnWorkIsNotConfirmed() : throw new InvalidOperationException($"It answered {answer.Status}.");
    }
}
