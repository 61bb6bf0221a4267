using System.Net;
using Prongsai.Domain.Rules;
using Prongsai.Testing;
using Prongsai.Web.Tests.Surveys;

namespace Prongsai.Web.Tests.Rehearsal;

/// <summary>A6: live figures to a predicted total and level, and what is cheapest to gain.</summary>
public sealed class Rehearsing(Site site) : IClassFixture<Site>
{
    [Fact]
    public async Task Predicts_a_result_and_names_the_cheapest_points()
    {
        var staff = await Setting.Open(site, "internal", "link");
        var citizens = await Setting.Open(site, "external", "link");
        for (var i = 0; i < 6; i++)
        {
            using var person = new Respondent(new Uri(site.Address), $"10.3.0.{i + 1}");
            // The best answers but for i5, where the fourth of six options gives 40.
            Assert.True(await person.Send(staff.Link, null, [6, 6, 1, 6, 4, 1, 1, 1, 1, 6, 1, 6, 6, 6, 6]));
            Assert.True(await person.Send(citizens.Link, null, [6, 6, 1, 6, 6, 6, 6, 6, 2]));
        }
        await Setting.Close(site, staff);
        await Setting.Close(site, citizens);
        var assessor = await site.As("rehearsal.assess", "surveys.read");
        HtmlAssert.Shows(await assessor.Page("/rehearsal/2567"), "ยังบอกคะแนนรวมไม่ได้ ขาด OIT");

        var book = site.Services.GetRequiredService<RulebookSet>().Find(new(2567))!;
        var refused = await assessor.Post("/rehearsal/2567/items/O28", ("Verdict", "incomplete"));
        Assert.Equal(HttpStatusCode.BadRequest, refused.Status);
        HtmlAssert.Shows(refused.Document, "บอกว่ายังขาดอะไร");
        foreach (var item in book.Items)
        {
            var decided = await assessor.Post($"/rehearsal/2567/items/{item.Code}", item.Code == "O28" ? [("Verdict", "incomplete"), ("Reason", "ไม่มีรายงาน")] : [("Verdict", "complete"), .. item.Elements.Select((_, i) => ($"element-{i}", "yes"))]);
            Assert.Equal(HttpStatusCode.Redirect, decided.Status);
        }

        // By hand: i5 40 → ind2 80 → IIT 96, weighted 28.8; EIT 100 → 30; one of six items of 10.1 missing → ind10 91.67, OIT 95.83 → 38.33.
        var page = await assessor.Page("/rehearsal/2567");
        HtmlAssert.Shows(page, "97.13 ระดับผ่านดีเยี่ยม");
        HtmlAssert.Shows(page, "+1.67");
        HtmlAssert.Shows(page, "+1.20");
        var kept = await assessor.Post("/rehearsal/2567", [], "form[action*=Keep], form[action*=keep]");
        Assert.Equal(HttpStatusCode.Redirect, kept.Status);
        HtmlAssert.Shows(await assessor.Page("/rehearsal/2567"), "IIT 96.00 EIT 100.00 OIT 95.83");
        // The kept rehearsal stands beside the prediction and beside the survey it came from.
        HtmlAssert.Shows(await assessor.Page("/rehearsal/2567"), "ซ้อมก่อนเมื่อ");
        HtmlAssert.Shows(await assessor.Page($"/surveys/{staff.Id}/results"), "ซ้อมก่อนเมื่อ");
        Assert.Equal(["96.00", "96.00"], (await assessor.Page("/rehearsal/2567")).QuerySelectorAll("main table tr").First(r => r.QuerySelector("th")?.TextContent == "IIT").QuerySelectorAll("td.num").Take(2).Select(c => c.TextContent));
    }

    [Fact]
    public async Task Another_unit_decides_element_by_element_and_the_owner_sees_where_they_differ()
    {
        await site.Ready();
        var assessor = await site.As("rehearsal.assess");
        var first = await assessor.Page("/rehearsal/2568/items/O1");
        Assert.Equal(4, first.QuerySelectorAll("main fieldset").Length);
        var half = await assessor.Post("/rehearsal/2568/items/O1", ("element-0", "yes"), ("element-2", "no"));
        Assert.Equal(HttpStatusCode.BadRequest, half.Status);
        HtmlAssert.Shows(half.Document, "เลือกว่าพบหรือไม่พบ");
        // What was chosen is still chosen.
        Assert.Equal(["element-0", "element-2-no"], half.Document.QuerySelectorAll("main input[type=radio][checked]").Select(i => i.Id!));
        var decided = await assessor.Post("/rehearsal/2568/items/O1", ("element-0", "yes"), ("element-1", "yes"), ("element-2", "no"), ("element-3", "yes"));
        Assert.Equal("/rehearsal/2568/items/O2", new Uri(new Uri(site.Address), decided.Location!).AbsolutePath);
        var page = await assessor.Page("/rehearsal/2568");
        HtmlAssert.Shows(page, "ยังไม่มี แสดงข้อมูลเฉพาะที่อธิบายถึงหน้าที่และอำนาจ");
        HtmlAssert.Shows(page, "พบ 3 จาก 4 องค์ประกอบ");
        HtmlAssert.Shows(page, "ตัดสินข้อ OIT ในการซ้อมประเมิน");
        await assessor.Post("/rehearsal/2568/items/O1", [.. Enumerable.Range(0, 4).Select(i => ($"element-{i}", "yes"))]);
        HtmlAssert.DoesNotShow(await assessor.Page("/rehearsal/2568"), "พบ 3 จาก 4 องค์ประกอบ");
        var reader = await site.As("rehearsal.read");
        Assert.Equal("/no-permission", new Uri(new Uri(site.Address), (await reader.Get("/rehearsal/2568/items/O1")).Location!).AbsolutePath);
    }

    [Fact]
    public async Task A_point_is_worth_what_the_total_gains()
    {
        var book = (await site.Ready()).Services.GetRequiredService<RulebookSet>().Find(new(2567))!;
        var figures = book.Questions.ToDictionary(q => q.Code, _ => 50m, StringComparer.Ordinal);
        var prediction = Domain.Assessment.Rehearsing.Predict(book, figures);
        Assert.Null(prediction.Outcome.Total);
        Assert.Equal(["OIT"], prediction.MissingTools);
        Assert.All(prediction.Cheapest.Where(p => p.Target[0] == 'i'), p => Assert.Equal(0.3m * 50 / 3 / 5, p.Worth, 6));
        Assert.All(prediction.Cheapest.Where(p => p.Target[0] == 'e'), p => Assert.Equal(0.3m * 50 / 3 / 3, p.Worth, 6));
    }
}
