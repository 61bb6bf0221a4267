using System.Net;
using Microsoft.EntityFrameworkCore;
using Prongsai.Testing;
using Prongsai.Web.Features.Assessment.Data;
using Prongsai.Web.Platform.Changes;

namespace Prongsai.Web.Tests.Assessment;

/// <summary>What an officer does with last year's paper: hands it in, sees what does not agree, sets it right, confirms.</summary>
public sealed class FromPaperToResult(Site site) : IClassFixture<Site>
{
    [Fact]
    public async Task Reads_checks_corrects_and_confirms_and_writes_every_step_down()
    {
        await using var own = new Site();
        var officer = await own.As(OfficePapers.MayWork);
        var draft = await officer.Draft2567();

        var page = await officer.Page(draft);
        HtmlAssert.Heading(page, "ตรวจสอบตัวเลขจากเอกสารที่นำเข้า");
        HtmlAssert.Shows(page, "มีค่าที่ไม่ตรง");
        Assert.NotNull(page.QuerySelector("#at-e1 mark.bad"));
        Assert.Contains("87.80", HtmlAssert.Words(page.QuerySelector("#problem-1")!), StringComparison.Ordinal);

        var value = await officer.Page(draft + "/values/e1");
        Assert.Equal("87.8", value.QuerySelector("input[name=Choice][checked]")?.GetAttribute("value"));
        Assert.Contains("e1=87.8", page.QuerySelectorAll("#problem-1 input[name=Choice]").Select(i => i.GetAttribute("value")));
        Assert.Equal($"{draft}#calc", (await officer.Post(draft + "/values/e1", ("Reason", "ตรวจกับระบบแล้ว"))).Location);
        HtmlAssert.Shows(await officer.Page(draft), "ตัวเลขตรงกัน");

        Assert.Equal("/assessment/2567", (await officer.Post(draft + "/confirm")).Location);
        var result = await officer.Page("/assessment/2567");
        HtmlAssert.Heading(result, "ผลการประเมินปี 2567");
        HtmlAssert.Shows(result, "88.14");
        HtmlAssert.Shows(result, "ยืนยันผลการประเมิน");
        HtmlAssert.Shows(await officer.Page(draft), "ตรวจกับระบบแล้ว");

        var kept = await own.Query(db => db.Assessments.Include(a => a.Figures).SingleAsync());
        Assert.Equal((88.14m, AssessmentState.Current, 1), (kept.Total, kept.State, kept.Edition));
        var e1 = kept.Figures.Single(f => f.Target == "e1");
        Assert.Equal((87.80m, (decimal?)88.70m, FigureOrigin.Corrected, "ตรวจกับระบบแล้ว"), (e1.Score, e1.ScoreRead, e1.Origin, e1.Reason));
        var kinds = await own.Query(db => db.Changes.OrderBy(c => c.Number).Select(c => c.Kind).ToListAsync());
        Assert.Equal(["paper.imported", "draft.started", "draft.corrected", "assessment.confirmed"], kinds.Where(k => !k.StartsWith("account.", StringComparison.Ordinal) && !k.StartsWith("person.", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Takes_a_suggestion_or_lets_the_paper_stand_on_the_page_itself()
    {
        var officer = await site.As(OfficePapers.MayWork);
        var taken = await officer.Draft2567();
        Assert.Equal($"{taken}#calc", (await officer.Post(taken, [("Choice", "e1=87.80"), ("Number", "1"), ("Reason", "ตามที่แนะนำ")])).Location);
        HtmlAssert.Shows(await officer.Page(taken), "ตัวเลขตรงกัน");

        var kept = await officer.Draft2567();
        Assert.Equal(HttpStatusCode.BadRequest, (await officer.Post(kept, [("Choice", "e1=870"), ("Number", "1")])).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await officer.Post(kept, [("Choice", "nonsense"), ("Number", "1")])).Status);
        Assert.Equal(HttpStatusCode.Conflict, (await officer.Post(kept, [("Choice", "keep"), ("Number", "1"), ("Version", "7")])).Status);
        Assert.Equal($"{kept}#calc", (await officer.Post(kept, [("Choice", "keep"), ("Number", "1")])).Location);
        var page = await officer.Page(kept);
        HtmlAssert.Shows(page, "มีค่าที่ไม่ตรง");
        HtmlAssert.Shows(page, "ท่านเลือกคงค่าตามเอกสารไว้แล้ว");
        Assert.Null(page.QuerySelector("#problem-1"));
    }

    [Fact]
    public async Task Keeps_the_paper_as_it_was_handed_in()
    {
        var officer = await site.As(OfficePapers.MayWork);
        var bytes = OfficePapers.Example(2566);
        await officer.HandIn("ผลปี 2566 ตามเดิม.txt", bytes);
        var import = await site.Query(db => db.Imports.FirstAsync(i => i.FileName == "ผลปี 2566 ตามเดิม.txt"));
        using var response = await officer.Http.GetAsync(new Uri($"/assessment/imports/{import.Id}/file", UriKind.Relative));
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(bytes, await response.Content.ReadAsByteArrayAsync());
        HtmlAssert.Shows(await officer.Page($"/assessment/imports/{import.Id}"), "80.39");
    }
}
