using Prongsai.Informants;
using Prongsai.Testing;
using Prongsai.Web.Platform.Publishing;
using static Prongsai.Web.Tests.Informants.Channel;

namespace Prongsai.Web.Tests.Informants;

/// <summary>The procedure is data of each office: versions stay, and a report goes on under the one it came under.</summary>
public sealed class TheProcedure
{
    [Fact]
    public async Task Of_a_running_report_stays_when_the_office_makes_a_new_version()
    {
        await using var channel = new Channel();
        await channel.InitializeAsync();
        var oldCode = await channel.Report("รับก่อนเปลี่ยนขั้นตอน", [channel.Subject.Person]);
        var manager = await channel.Manager();
        var shown = await manager.Page("/desk/procedure");
        HtmlAssert.Shows(shown, "ค่าเริ่มต้นของระบบ");

        // A step more, before the last: nothing is saved by asking for it.
        var more = await Submit(manager, "/desk/procedure", shown, "main form", [], handler: "more");
        HtmlAssert.Shows(more.Document, "ขั้นใหม่");
        Assert.Equal(1, await channel.Count("procedures"));
        var unsaid = await Submit(manager, "/desk/procedure", more.Document, "main form", [("Stages[4].Title", "รอผลจากอำเภอ"), ("Stages[4].Next", "อำเภอตอบแล้วจะแจ้งในหน้านี้"), ("Stages[0].WorkingDays", "ห้า"), ("Reason", "")]);
        HtmlAssert.Shows(unsaid.Document, "บอกเหตุผลที่เปลี่ยน");
        Assert.Equal("รอผลจากอำเภอ", unsaid.Document.QuerySelector("[name='Stages[4].Title']")!.GetAttribute("value"));
        Assert.Equal("ห้า", unsaid.Document.QuerySelector("[name='Stages[0].WorkingDays']")!.GetAttribute("value"));
        var lost = await Submit(manager, "/desk/procedure", unsaid.Document, "main form", [("Stages[0].WorkingDays", "๗"), ("Reason", "คำสั่งใหม่"), ("Source", "คำสั่งที่ 45/2569")]);
        HtmlAssert.Shows(lost.Document, "ไม่มีขั้นใดไปถึง “รอผลจากอำเภอ”");
        var saved = await Submit(manager, "/desk/procedure", lost.Document, "main form",
            [("Stages[0].Then", "step-1"), ("Stages[0].Then", "looking"), ("Stages[0].Then", "referred"), ("Stages[0].Then", "finished"), ("Stages[0].WorkingDays", "7"), ("Reason", "คำสั่งใหม่"), ("Source", "คำสั่งที่ 45/2569")]);
        Assert.Equal("/desk/procedure", saved.Location);
        Assert.Equal(2, await channel.Count("procedures"));

        // The history of the office has it, with the reason; recipients read it on the public page.
        Assert.Equal(1, await channel.Site.Query(db => Task.FromResult(db.Set<Prongsai.Web.Platform.Changes.Change>().Count(c => c.Kind == "informants.procedure-changed" && c.Reason!.Contains("คำสั่งใหม่")))));
        using var informant = await channel.Site.Anyone();
        var told = await informant.Page("/n/p");
        HtmlAssert.Shows(told, "รอผลจากอำเภอ");
        HtmlAssert.Shows(told, "7 วันทำการ");
        HtmlAssert.Shows(told, "คำสั่งที่ 45/2569 รุ่นที่ 2");
        Assert.DoesNotContain("(ยังไม่ยืนยัน) รุ่นที่ 2", told.Body!.TextContent, StringComparison.Ordinal);
        var publishable = await channel.Site.Do(s => s.GetServices<IPublishable>().Single(p => p.Kind == PublishedKinds.ComplaintProcedure).Content(new(2568), new HashSet<string>(StringComparer.Ordinal), CancellationToken.None));
        Assert.Contains("รอผลจากอำเภอ", publishable!.Html, StringComparison.Ordinal);

        // The report of before knows nothing of the new step; one of today does, with its days.
        var (before, today) = ((await Find(channel.First, "รับก่อนเปลี่ยนขั้นตอน"))!, "");
        var newCode = await channel.Report("รับหลังเปลี่ยนขั้นตอน", [channel.Subject.Person]);
        today = (await Find(channel.First, "รับหลังเปลี่ยนขั้นตอน"))!;
        Assert.Empty((await channel.First.Visitor.Page(before + "/handle")).QuerySelectorAll("[name=Turn][value=step-1]"));
        Assert.Equal(400, (int)(await channel.First.Visitor.Post(before + "/handle", [("Turn", "step-1")], "main form[action*='handler=turn']")).Status);
        await channel.First.Visitor.Post(today + "/handle", [("Turn", "step-1")], "main form[action*='handler=turn']");
        HtmlAssert.Heading((await Talk(informant, newCode)).Document, "รอผลจากอำเภอ");
        HtmlAssert.Heading((await Talk(informant, oldCode)).Document, "รับเรื่องแล้ว");

        // Merged, it goes on under the procedure of what it was merged into.
        await channel.First.Visitor.Post(before + "/handle", [("Into", today[^36..])], "main form[action*='handler=merge']");
        HtmlAssert.Heading((await Talk(informant, oldCode)).Document, "รอผลจากอำเภอ");

        // Who saves over another's version is told once; what changes nothing is no version.
        var stale = await Submit(manager, "/desk/procedure", more.Document, "main form", [("Stages[4].Drop", "true"), ("Stages[0].WorkingDays", "9"), ("Reason", "แก้พร้อมกัน")]);
        HtmlAssert.Shows(stale.Document, "มีผู้บันทึกรุ่นที่ 2");
        var same = await Submit(manager, "/desk/procedure", (await manager.Page("/desk/procedure")), "main form", [("Reason", "ไม่มีอะไร")]);
        HtmlAssert.Shows(same.Document, "ยังไม่มีอะไรเปลี่ยน");
        Assert.Equal(2, await channel.Count("procedures"));
        Assert.StartsWith("/no-permission", (await channel.First.Visitor.Get("/desk/procedure")).Location, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Counts_beside_the_channel_what_came_by_other_ways_with_its_source()
    {
        await using var channel = new Channel();
        await channel.InitializeAsync();
        var officer = channel.First.Visitor;
        using var informant = await channel.Site.Anyone();
        HtmlAssert.Shows(await informant.Page("/n/p"), "ยังไม่ได้นับ");
        var wrong = await officer.Post("/desk/counts", [("Half", "2569-2"), ("Received", "๙"), ("Finished", "12"), ("Source", "")], "main form");
        HtmlAssert.Shows(wrong.Document, "เลือกครึ่งปีที่ครบรอบแล้ว");
        HtmlAssert.Shows(wrong.Document, "ไม่เกินจำนวนที่รับทั้งหมด");
        HtmlAssert.Shows(wrong.Document, "บอกว่านับจากทะเบียนใด");
        Assert.Equal("/desk/counts", (await officer.Post("/desk/counts", [("Half", "2568-1"), ("Received", "9"), ("Finished", "3"), ("Source", "ทะเบียนรับเรื่องร้องเรียนทดสอบ")], "main form")).Location);
        var told = await informant.Page("/n/p");
        HtmlAssert.Shows(told, "ทะเบียนรับเรื่องร้องเรียนทดสอบ");
        Assert.Contains("ไม่แยก", told.Body!.TextContent, StringComparison.Ordinal);
        var again = await officer.Post("/desk/counts", [("Half", "2568-1"), ("Received", "12"), ("Finished", "5"), ("Source", "ทะเบียนรับเรื่องร้องเรียนทดสอบ")], "main form");
        HtmlAssert.Shows(again.Document, "บอกเหตุผลที่แก้จำนวนเดิม");
        await officer.Post("/desk/counts", [("Half", "2568-1"), ("Received", "12"), ("Finished", "5"), ("Source", "ทะเบียนรับเรื่องร้องเรียนทดสอบ"), ("Reason", "นับตกสามเรื่อง")], "main form");
        var content = await channel.Site.Do(s => s.GetServices<IPublishable>().Single(p => p.Kind == PublishedKinds.ComplaintStatistics).Content(new(2568), new HashSet<string>(StringComparer.Ordinal), CancellationToken.None));
        Assert.Contains("เรื่องที่มาทางอื่น", content!.Html, StringComparison.Ordinal);
        Assert.Contains("ทะเบียนรับเรื่องร้องเรียนทดสอบ", content.Html, StringComparison.Ordinal);
        var changes = await channel.Site.Query(db => Task.FromResult(db.Set<Prongsai.Web.Platform.Changes.Change>().Where(c => c.Kind == "informants.counted").Select(c => c.Reason).ToList()));
        Assert.Equal(2, changes.Count);
        Assert.Contains(changes, c => c!.Contains("นับตกสามเรื่อง", StringComparison.Ordinal));
        // Without the key open, nobody enters figures.
        await channel.First.Visitor.Post("/desk", [], "main form[action*='handler=lock']");
        HtmlAssert.Shows(await officer.Page("/desk/counts"), "เปิดให้ผู้รับเรื่องที่เปิดกุญแจแล้วเท่านั้น");
    }

    [Fact]
    public void Refuses_steps_that_lead_nowhere()
    {
        var rules = Procedure.Default;
        Assert.Empty(rules.Faults());
        Assert.Contains(Changed(rules, "inquiry", []).Faults(), f => f.Contains("ค้างอยู่ที่ขั้นนี้", StringComparison.Ordinal));
        Assert.Contains((rules with { Stages = [.. rules.Stages.Where(s => s.State != "finished")] }).Faults(), f => f.Contains("จบที่เสร็จสิ้น", StringComparison.Ordinal));
        Assert.Contains((rules with { Stages = [.. rules.Stages.Select(s => s with { Title = "เหมือนกัน" })] }).Faults(), f => f.Contains("ซ้ำกัน", StringComparison.Ordinal));
        var circle = Changed(Changed(rules, "looking", ["inquiry"]), "inquiry", ["looking"]);
        Assert.Contains(circle.Faults(), f => f.Contains("ไปไม่ถึงขั้นเสร็จสิ้น", StringComparison.Ordinal));
        Assert.Equal(rules.Write(), Procedure.Parse(rules.Write(), 1).Write());

        static Procedure Changed(Procedure rules, string state, string[] then) => rules with { Stages = [.. rules.Stages.Select(s => s.State == state ? s with { Then = then } : s)] };
    }

    private static Task<Answer> Submit(Visitor visitor, string address, AngleSharp.Html.Dom.IHtmlDocument page, string form, IReadOnlyList<(string Name, string Value)> values, string? handler = null) =>
        Channel.Submit(visitor, handler is null ? address : $"{address}?handler={handler}", page, form, values);
}
