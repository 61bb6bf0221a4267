using System.Net;
using Microsoft.EntityFrameworkCore;
using Prongsai.Testing;
using Prongsai.Web.Features.Assessment.Data;

namespace Prongsai.Web.Tests.Assessment;

/// <summary>Two people at one draft, two editions of one year, people who may not, and people of another organisation.</summary>
public sealed class TwoAtOnce(Site site) : IClassFixture<Site>
{
    [Fact]
    public async Task The_second_editor_is_told_and_keeps_what_was_typed()
    {
        var first = await site.As(OfficePapers.MayWork);
        var second = await site.As([.. OfficePapers.MayWork, "rules.second"]);
        var draft = await first.Draft2567();
        var seen = (await second.Page(draft + "/figures")).QuerySelector("input[name=Version]")!.GetAttribute("value")!;

        Assert.Equal(HttpStatusCode.Redirect, (await first.Post(draft + "/values/i1", ("Choice", "own"), ("OwnValue", "90.00"))).Status);
        var refused = await second.Post(draft + "/figures", ("Version", seen), ("F[i2]", "77.70"));

        Assert.Equal(HttpStatusCode.Conflict, refused.Status);
        Assert.Contains("มีผู้แก้ไขร่างนี้", refused.Text, StringComparison.Ordinal);
        Assert.Equal("77.70", refused.Document.QuerySelector("#F_i2_")!.GetAttribute("value"));
        Assert.Contains("ล่าสุดในร่าง 88.57", refused.Text, StringComparison.Ordinal);
        var kept = await Draft(draft);
        Assert.Equal((90.00m, 88.57m), (kept.Figure("i1")!.Value, kept.Figure("i2")!.Value));

        var value = await second.Post(draft + "/values/i2", ("Version", seen), ("Choice", "own"), ("OwnValue", "๗๗.๗๐"), ("Reason", "ดูจากระบบ"));
        Assert.Equal(HttpStatusCode.Conflict, value.Status);
        Assert.Equal("๗๗.๗๐", value.Document.QuerySelector("#OwnValue")!.GetAttribute("value"));
    }

    [Fact]
    public async Task A_second_edition_needs_a_reason_and_keeps_the_first()
    {
        await using var own = new Site();
        var officer = await own.As(OfficePapers.MayWork);
        await officer.Confirm(2566);
        var corrected = await officer.Post("/assessment/2566", [], "form[action$='handler=Correct']");
        var draft = corrected.Location!;
        Assert.StartsWith("/assessment/drafts/", draft, StringComparison.Ordinal);
        Assert.Equal(draft, (await officer.Post("/assessment/2566", [], "form[action$='handler=Correct']")).Location);
        await officer.Post(draft + "/values/ind1", ("Choice", "own"), ("OwnValue", "84.21"));

        var refused = await officer.Post(draft + "/confirm");
        Assert.Equal(HttpStatusCode.BadRequest, refused.Status);
        Assert.Contains("เหตุผล", refused.Document.QuerySelector(".errors")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("/assessment/2566", (await officer.Post(draft + "/confirm", ("Reason", "ตรวจกับระบบแล้วพบว่าสลับหลัก"))).Location);

        var editions = await own.Query(db => db.Assessments.OrderBy(a => a.Edition).ToListAsync());
        Assert.Equal([(1, AssessmentState.Replaced), (2, AssessmentState.Current)], editions.Select(e => (e.Edition, e.State)));
        var page = await officer.Page("/assessment/2566");
        HtmlAssert.Shows(page, "ฉบับที่ 1");
        HtmlAssert.Shows(page, "ตรวจกับระบบแล้วพบว่าสลับหลัก");
    }

    [Fact]
    public async Task Who_may_not_is_refused_and_sees_no_buttons()
    {
        var officer = await site.As(OfficePapers.MayWork);
        var draft = await officer.Draft2567();
        var reader = await site.As("assessment.read");
        foreach (var page in new[] { "/assessment/import", "/assessment/imports", "/assessment/new", "/assessment/templates", draft, draft + "/figures", draft + "/values/e1", draft + "/confirm", draft + "/discard" })
        {
            Assert.StartsWith("/no-permission", (await reader.Get(page)).Location, StringComparison.Ordinal);
        }
        HtmlAssert.DoesNotShow(await reader.Page("/assessment"), "นำเข้าเอกสาร");
        var writer = await site.As("assessment.write");
        Assert.StartsWith("/no-permission", (await writer.Get(draft + "/confirm")).Location, StringComparison.Ordinal);
        HtmlAssert.Shows(await writer.Page(draft), "รอผู้มีสิทธิ์ยืนยันผล");
    }

    [Fact]
    public async Task Another_organisation_sees_nothing_of_it()
    {
        var officer = await site.As(OfficePapers.MayWork);
        var draft = await officer.Draft2567();
        var import = (await Draft(draft)).ImportId;
        var other = await site.AddOrganisation("อบต.ข้างเคียง", "khang-khiang");
        var stranger = await site.AsIn(other, OfficePapers.MayWork);
        foreach (var page in new[] { draft, draft + "/figures", draft + "/values/e1", draft + "/confirm", $"/assessment/imports/{import}", $"/assessment/imports/{import}/file" })
        {
            Assert.Equal(HttpStatusCode.NotFound, (await stranger.Get(page)).Status);
        }
        HtmlAssert.DoesNotShow(await stranger.Page("/assessment/imports"), "ผลปี 2567.txt");
    }

    [Fact]
    public async Task A_draft_thrown_away_cannot_be_written_to()
    {
        var officer = await site.As(OfficePapers.MayWork);
        var draft = await officer.Draft2567();
        var seen = (await officer.Page(draft + "/values/e1")).QuerySelector("input[name=Version]")!.GetAttribute("value")!;
        Assert.Equal("/assessment", (await officer.Post(draft + "/discard", ("Reason", "ไฟล์ผิด"))).Location);
        Assert.Equal(HttpStatusCode.NotFound, (await officer.Get(draft + "/values/e1")).Status);
        HtmlAssert.Shows(await officer.Page(draft), "ทิ้งแล้ว");
        Assert.Equal(DraftState.Discarded, (await Draft(draft)).State);
        Assert.NotEmpty(seen);
    }

    private Task<Draft> Draft(string address) => site.Query(db => db.Drafts.FirstAsync(d => d.Id == Guid.Parse(address.Split('/', StringSplitOptions.None)[3])));
}
