using System.Net;
using Microsoft.EntityFrameworkCore;
using Prongsai.Testing;
using Prongsai.Web.Features.Assessment.Data;

namespace Prongsai.Web.Tests.Assessment;

/// <summary>For offices that have only paper: typed on the screen, or in the spreadsheet and read back.</summary>
public sealed class TypedByHand(Site site) : IClassFixture<Site>
{
    private static readonly (string Target, string Score)[] Scores =
    [
        ("ind1", "92.79"), ("ind2", "80.41"), ("ind3", "90.34"), ("ind4", "77.14"), ("ind5", "85.03"), ("ind6", "92.68"), ("ind7", "84.88"), ("ind8", "80.81"), ("ind9", "92.14"), ("ind10", "91.67"),
        ("total", "88.14"),
    ];

    [Fact]
    public async Task Errors_stand_beside_their_field_and_nothing_typed_is_lost()
    {
        var officer = await site.As(OfficePapers.MayWork);
        var figures = (await officer.Post("/assessment/new", ("Year", "2567"))).Location!;
        var answer = await officer.Post(figures, ("F[ind1]", "๙๒.๗๙"), ("F[ind2]", "แปดสิบ"), ("F[ind3]", "104.5"), ("F[e1]", "87,80"));

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        var page = answer.Document;
        Assert.StartsWith("ข้อผิดพลาด:", page.Title, StringComparison.Ordinal);
        Assert.Equal(["แปดสิบ", "104.5", "๙๒.๗๙", "87,80"], new[] { "ind2", "ind3", "ind1", "e1" }.Select(t => page.QuerySelector($"#F_{t}_")!.GetAttribute("value")));
        Assert.Equal("true", page.QuerySelector("#F_ind2_")!.GetAttribute("aria-invalid"));
        Assert.Contains("0 ถึง 100", page.QuerySelector("#F_ind3_-e")!.TextContent, StringComparison.Ordinal);
        Assert.Null(page.QuerySelector("#F_ind1_")!.GetAttribute("aria-invalid"));
        Assert.NotNull(page.QuerySelector(".errors a[href='#F_ind2_']"));
    }

    [Fact]
    public async Task A_result_typed_on_one_page_is_confirmed_without_a_paper()
    {
        await using var own = new Site();
        var officer = await own.As(OfficePapers.MayWork);
        var figures = (await officer.Post("/assessment/new", ("Year", "2567"))).Location!;
        var draft = (await officer.Post(figures, [.. Scores.Select(s => ($"F[{s.Target}]", s.Score)), ("Level", "ผ่านดี")])).Location!;
        HtmlAssert.Shows(await officer.Page(draft), "ตัวเลขตรงกัน");
        Assert.Equal("/assessment/2567", (await officer.Post(draft + "/confirm")).Location);
        var kept = await own.Query(db => db.Assessments.Include(a => a.Figures).SingleAsync());
        Assert.Equal((88.14m, AssessmentSource.Typed, 11), (kept.Total, kept.Source, kept.Figures.Count));
        Assert.All(kept.Figures, f => Assert.Equal(FigureOrigin.Added, f.Origin));
    }

    [Fact]
    public async Task Nothing_typed_cannot_be_confirmed()
    {
        var officer = await site.As(OfficePapers.MayWork);
        var figures = (await officer.Post("/assessment/new", ("Year", "2566"))).Location!;
        var answer = await officer.Post(figures.Replace("/figures", "/confirm", StringComparison.Ordinal));
        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Contains("กรอกอย่างน้อยหนึ่งค่า", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_year_keeps_what_both_years_know()
    {
        var officer = await site.As(OfficePapers.MayWork);
        var figures = (await officer.Post("/assessment/new", ("Year", "2567"))).Location!;
        var draft = (await officer.Post(figures, ("F[ind1]", "92.79"), ("F[O35]", "100"))).Location!;
        Assert.Equal(draft, (await officer.Post(figures, ("Year", "2566"))).Location);
        HtmlAssert.Shows(await officer.Page(draft), "ปีงบประมาณ 2566");
        var kept = await site.Query(db => db.Drafts.FirstAsync(d => d.Id == Guid.Parse(draft.Split('/', StringSplitOptions.None)[3])));
        Assert.Equal(92.79m, kept.Figure("ind1")!.Value);
    }

    [Fact]
    public async Task The_spreadsheet_of_a_confirmed_year_reads_back_as_what_was_confirmed()
    {
        await using var own = new Site();
        var officer = await own.As(OfficePapers.MayWork);
        await officer.Confirm(2567);
        HtmlAssert.Shows(await officer.Page("/assessment/templates"), "ปี 2562");
        using var response = await officer.Http.GetAsync(new Uri("/assessment/templates/2567.xlsx", UriKind.Relative));
        Assert.Equal("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", response.Content.Headers.ContentType!.MediaType);
        var draft = (await officer.HandIn("แบบกรอก.xlsx", await response.Content.ReadAsByteArrayAsync())).Location!;
        Assert.StartsWith("/assessment/drafts/", draft, StringComparison.Ordinal);

        var kept = await own.Query(db => db.Assessments.Include(a => a.Figures).SingleAsync());
        var read = await own.Query(db => db.Drafts.OrderByDescending(d => d.CreatedAt).FirstAsync());
        Assert.Equal(kept.Figures.OrderBy(f => f.Target, StringComparer.Ordinal).Select(f => (f.Target, (decimal?)f.Score)), read.Figures.OrderBy(f => f.Target, StringComparer.Ordinal).Select(f => (f.Target, f.Value)));
        Assert.Equal(HttpStatusCode.NotFound, (await officer.Get("/assessment/templates/2540.xlsx")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await officer.Get("/assessment/templates/99999.xlsx")).Status);
    }
}
