using System.Net;
using Microsoft.EntityFrameworkCore;
using Prongsai.Domain.Rules;
using Prongsai.Testing;
using Prongsai.Web.Features.Publication.Readiness;
using Prongsai.Web.Features.Rehearsal;
using Prongsai.Web.Platform.Identity;
using Prongsai.Web.Platform.Organisations;
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
    public async Task Only_the_unit_it_is_given_to_decides_and_never_the_one_that_owns_the_item()
    {
        const string O1 = "/rehearsal/2568/items/O1", O2 = "/rehearsal/2568/items/O2";
        await using var own = new Site();
        await own.Ready();
        var audit = await Of(own, "หน่วยตรวจสอบภายใน", "audit");
        var finance = await Of(own, "กองคลัง", "finance");
        var works = await Of(own, "กองช่าง", "works");
        // The finance division prepares O1, the audit unit O2; nobody is named for the others.
        await own.Do(async s => (await s.GetRequiredService<ReadyItem>().Own(new(2568), 1, finance.Unit, null, default)).IsOk && (await s.GetRequiredService<ReadyItem>().Own(new(2568), 2, audit.Unit, null, default)).IsOk);

        // Nothing is given yet: anyone but the owner's own people.
        await AssertBarred(finance.Person, O1, "ให้คนของหน่วยอื่นตัดสิน");
        await AssertDecides(works.Person, O1);
        HtmlAssert.Shows(await works.Person.Page("/rehearsal/2568"), "กองช่าง");

        var head = await own.As("rehearsal.assign", "rehearsal.read");
        var twice = await head.Post("/rehearsal/2568", [("First", audit.Unit.ToString()), ("Second", audit.Unit.ToString())], "form[action*=Assign], form[action*=assign]");
        Assert.Equal(HttpStatusCode.BadRequest, twice.Status);
        HtmlAssert.Shows(twice.Document, "ให้ต่างจากหน่วยแรก");
        Assert.Equal(HttpStatusCode.Redirect, (await head.Post("/rehearsal/2568", [("First", audit.Unit.ToString())], "form[action*=Assign], form[action*=assign]")).Status);
        HtmlAssert.Shows(await head.Page("/rehearsal/2568"), "ผู้ประเมินคือหน่วยตรวจสอบภายใน");
        await AssertBarred(works.Person, O1, "มอบให้หน่วยตรวจสอบภายในตัดสิน");
        await AssertBarred(await own.As("rehearsal.assess"), O1, "มอบให้หน่วยตรวจสอบภายในตัดสิน");
        await AssertDecides(audit.Person, O1);
        // Its own item goes to any other unit, until a second one is named.
        await AssertBarred(audit.Person, O2, "ให้คนของหน่วยอื่นตัดสิน");
        await AssertDecides(works.Person, O2);
        await head.Post("/rehearsal/2568", [("First", audit.Unit.ToString()), ("Second", finance.Unit.ToString())], "form[action*=Assign], form[action*=assign]");
        await AssertBarred(works.Person, O2, "มอบให้กองคลังตัดสิน");
        await AssertDecides(finance.Person, O2);
        // After a decision comes the next item the person may decide on, not its own.
        Assert.Equal("/rehearsal/2568/items/O3", await AssertDecides(audit.Person, O1));
        // Giving the role away is not part of playing it.
        Assert.Equal("/no-permission", new Uri(new Uri(own.Address), (await Force(works.Person, "/rehearsal/2568?handler=Assign", ("First", works.Unit.ToString()))).Location!).AbsolutePath);
        Assert.Equal(audit.Unit, (await own.Query(db => db.RehearsalAssessors.SingleAsync())).UnitId);
        HtmlAssert.Shows(await head.Page("/rehearsal/2568"), "มอบหน่วยผู้ประเมินของการซ้อม");
    }

    /// <summary>A person of a unit of that name who may play the assessor.</summary>
    private static async Task<(Guid Unit, Visitor Person)> Of(Site site, string unit, string userName)
    {
        var id = await site.AddPerson(site.Organisation, userName, "นักวิชาการ", ["rehearsal.assess"]);
        var made = await site.Query(async db =>
        {
            var added = new Unit { Name = unit };
            db.Units.Add(added);
            (await db.People.SingleAsync(p => p.Id == id)).UnitId = added.Id;
            await db.SaveChangesAsync();
            return added.Id;
        });
        var visitor = new Visitor(new Uri(site.Address));
        await visitor.SignIn(userName, Site.Password);
        return (made, visitor);
    }

    private static async Task<string> AssertDecides(Visitor person, string item)
    {
        var choices = (await person.Page(item)).QuerySelectorAll("main fieldset input[value=yes]").Select(i => (i.GetAttribute("name")!, "yes")).ToArray();
        // The rules hold no elements of some items: then the whole is decided.
        var decided = await person.Post(item, choices.Length > 0 ? choices : [("Verdict", "complete")]);
        Assert.Equal(HttpStatusCode.Redirect, decided.Status);
        return decided.Location!;
    }

    /// <summary>The page says why and holds no form; a form sent all the same is refused.</summary>
    private static async Task AssertBarred(Visitor person, string item, string why)
    {
        var page = await person.Page(item);
        HtmlAssert.Shows(page, why);
        Assert.Empty(page.QuerySelectorAll("main fieldset"));
        Assert.Equal(HttpStatusCode.Forbidden, (await Force(person, item, [("Verdict", "complete"), .. Enumerable.Range(0, 9).Select(i => ($"element-{i}", "yes"))])).Status);
    }

    /// <summary>Sends a form the page does not hold.</summary>
    private static async Task<Answer> Force(Visitor person, string path, params (string Name, string Value)[] fields)
    {
        var token = (await person.Page("/rehearsal/2568")).QuerySelector("main form input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        using var content = new FormUrlEncodedContent(fields.Append(("__RequestVerificationToken", token)).Select(f => KeyValuePair.Create(f.Item1, f.Item2)));
        return await Answer.Of(await person.Http.PostAsync(new Uri(path, UriKind.Relative), content));
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
