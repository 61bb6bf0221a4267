using System.Net;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Prongsai.Domain;
using Prongsai.Domain.Measures;
using Prongsai.Testing;
using Prongsai.Web.Features.Assessment;
using Prongsai.Web.Features.Measures;
using Prongsai.Web.Features.Publication;
using Prongsai.Web.Features.Reports;
using Prongsai.Web.Features.Reports.Data;
using Prongsai.Web.Features.Reports.Moves;
using Prongsai.Web.Platform.Changes;
using Prongsai.Web.Platform.Cycle;
using Prongsai.Web.Platform.Organisations;
using Prongsai.Web.Platform.Papers;
using Prongsai.Web.Platform.Persistence;
using Prongsai.Web.Platform.Plans;
using Answer = Prongsai.Domain.Measures.Answer;

namespace Prongsai.Web.Tests.Reports;

/// <summary>The plan of 2568 and what came of it, as papers: previewed, reworded, issued, published; and whether measures of 2567 moved their scores.</summary>
public sealed class ReportingTheYear(ReportingTheYear.Office office) : IClassFixture<ReportingTheYear.Office>
{
    private const string Report = "/reports/2568";

    private static readonly FiscalYear Year = new(2568);

    private readonly Site site = office.Site;

    /// <summary>An office with the confirmed results of 2566 and 2567, and measures in both years after them.</summary>
    public sealed class Office : IAsyncLifetime
    {
        public Site Site { get; } = new();

        public async ValueTask InitializeAsync()
        {
            // With two organisations their public sides have addresses of their own.
            await Site.AddOrganisation("อบต.เพื่อนบ้าน", "second-office");
            await Site.Query(async db =>
            {
                db.Units.AddRange(new Unit { Name = "สำนักปลัด", Sort = 1 }, new Unit { Name = "กองคลัง", Sort = 2 });
                return await db.SaveChangesAsync();
            });
            await Site.Do(async services =>
            {
                await ActivatorUtilities.CreateInstance<ExampleResults>(services).Load(CancellationToken.None);
                var unit = await services.GetRequiredService<AppDbContext>().Units.Where(u => u.Name == "สำนักปลัด").Select(u => u.Id).FirstAsync();
                var keep = services.GetRequiredService<KeepMeasures>();
                _ = (await keep.Add(new FiscalYear(2567), [new NewMeasure(Sound(new FiscalYear(2567), "ทำทะเบียนยืม", unit) with { LibraryId = "asset-borrowing-register", Answers = [Answer.Indicator("state-property"), Answer.Indicator("communication"), Answer.Issue(4), Answer.Question("no-such-question")] })], "measure.added", null, CancellationToken.None)).Value;
                _ = (await keep.Add(Year, [new NewMeasure(Sound(Year, "ผังขั้นตอนทุกงาน", unit) with { Answers = [Answer.Issue(1)] }), new NewMeasure(Sound(Year, "เปิดคำขอออนไลน์", unit) with { Answers = [Answer.Issue(2)] })], "measure.added", null, CancellationToken.None)).Value;
                return 0;
            });
        }

        public ValueTask DisposeAsync() => Site.DisposeAsync();

        private static Measure Sound(FiscalYear year, string title, Guid unit) => new()
        {
            Year = year,
            Title = title,
            Guideline = "",
            Steps = [new MeasureStep("ทำตามแผน", unit, null, year.FirstDay, year.LastDay)],
            UnitIds = [unit],
            PersonIds = [],
            From = year.FirstDay,
            Until = year.LastDay,
            Budget = null,
            Output = "",
            Outcome = "",
            FollowUps = [FollowUp.SixMonths],
            Answers = [],
            LibraryId = null,
        };
    }

    [Fact]
    public async Task Shows_the_report_in_every_form_and_says_what_is_missing()
    {
        var reader = await site.As("reports.read");
        var page = await reader.Page(Report);
        HtmlAssert.Shows(page, "2 จาก 2 มาตรการยังไม่มีผล");
        HtmlAssert.Shows(page, "ผังขั้นตอนทุกงาน");
        Assert.Null(page.QuerySelector("main form[method=post]"));
        foreach (var layout in new[] { "result-2564", "result-2565", "result-2567" })
        {
            Assert.Contains("เปิดคำขอออนไลน์", (await reader.Get($"{Report}?layout={layout}&digits=arabic")).Text, StringComparison.Ordinal);
        }
        Assert.StartsWith("PK", Encoding.Latin1.GetString(await Bytes(reader, Report + "?handler=Docx")), StringComparison.Ordinal);
        Assert.Contains("<html", Encoding.UTF8.GetString(await Bytes(reader, Report + "?handler=Html")), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Redirect, (await reader.Get("/reports")).Status);
        Assert.StartsWith("/no-permission", (await (await site.As("measures.read")).Get(Report)).Location, StringComparison.Ordinal);
        HtmlAssert.Shows(await reader.Page("/reports/2575"), "ยังไม่มีมาตรการของปี 2575");
    }

    [Fact]
    public async Task Keeps_the_bytes_of_what_was_issued_and_refuses_the_same_again()
    {
        var officer = await site.As("reports.issue", "checks.read", "publication.publish", "measures.read");
        Assert.Equal($"{Report}/plan#issued", (await officer.Post($"{Report}/plan", [("Note", "ฉบับเสนอปลัด")], "main form[method=post]")).Location);
        var issued = await site.Query(db => db.IssuedPapers.SingleAsync(p => p.Kind == PaperKind.MeasuresPlan && p.Year == Year));
        var (word, pdf) = (await Bytes(officer, $"/reports/issued/{issued.Id}/docx"), await Bytes(officer, $"/reports/issued/{issued.Id}/pdf"));
        Assert.StartsWith("%PDF", Encoding.Latin1.GetString(pdf), StringComparison.Ordinal);
        var again = await officer.Post($"{Report}/plan", [("Note", "")], "main form[method=post]");
        Assert.Equal(HttpStatusCode.BadRequest, again.Status);
        HtmlAssert.Shows(again.Document, "เนื้อหาเหมือนฉบับที่ 1");
        Assert.Equal(word, await Bytes(officer, $"/reports/issued/{issued.Id}/docx"));
        var page = await officer.Page($"{Report}/plan");
        HtmlAssert.Shows(page, "ฉบับเสนอปลัด");
        HtmlAssert.Shows(page, "ตรวจทานเอกสาร");
        Assert.NotNull(page.QuerySelector("a[href$='/measures-plan/publish']"));
        Assert.Equal("ฉบับเสนอปลัด", await site.Query(db => db.Changes.Where(c => c.Kind == "paper.issued" && c.SubjectId == "measures-plan/2568").Select(c => c.Reason).FirstAsync()));

        var offers = await site.Do(s => s.GetServices<IEnclosureSource>().Single(e => e.Source == "issued-papers").Offers(CancellationToken.None));
        var offer = offers.Single(o => o.Id == issued.Id.ToString());
        var content = await site.Do(s => s.GetServices<IEnclosureSource>().Single(e => e.Source == "issued-papers").Content(offer.Id, CancellationToken.None));
        Assert.Equal([issued.PdfFileId, issued.DocxFileId], content!.FileIds);

        var neighbour = await site.AddOrganisation("อบต.ข้างเคียง", "report-neighbour");
        Assert.Equal(HttpStatusCode.NotFound, (await (await site.AsIn(neighbour, "reports.read")).Get($"/reports/issued/{issued.Id}/pdf")).Status);
    }

    [Fact]
    public async Task An_issued_report_ends_the_stop_and_goes_before_the_public()
    {
        var officer = await site.As("reports.issue");
        var stop = await site.Do(s => s.GetServices<ICycleStop>().Single(c => c.Number == 5).Stand(new FiscalYear(2567), CancellationToken.None));
        Assert.NotEqual(Prongsai.Ui.StopState.Done, stop.State);
        Assert.Equal("/reports/2567#issued", (await officer.Post("/reports/2567", [], "main form[method=post]")).Location);
        stop = await site.Do(s => s.GetServices<ICycleStop>().Single(c => c.Number == 5).Stand(new FiscalYear(2567), CancellationToken.None));
        Assert.Equal(Prongsai.Ui.StopState.Done, stop.State);
        var published = await site.Do(s => s.GetRequiredService<PublishEdition>().Do("measures-result", new FiscalYear(2567), null, new HashSet<string>(StringComparer.Ordinal), null, CancellationToken.None));
        Assert.True(published.IsOk);
        var visitor = await site.Anyone();
        HtmlAssert.Shows(await visitor.Page("/thotsop/ita/2567/report"), "ทำทะเบียนยืม");
        Assert.Equal(HttpStatusCode.OK, (await visitor.Get("/thotsop/ita/2567/report.json")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await visitor.Get("/thotsop/ita/2567/measures")).Status);
    }

    [Fact]
    public async Task Words_are_changed_kept_from_two_at_once_and_given_back()
    {
        var writer = await site.As("reports.write");
        const string address = Report + "/words/intro";
        Assert.Equal(HttpStatusCode.BadRequest, (await writer.Post(address, ("Text", ""))).Status);
        Assert.StartsWith(Report, (await writer.Post(address, ("Text", "บทนำของคนแรก"))).Location, StringComparison.Ordinal);
        HtmlAssert.Shows(await writer.Page(Report), "บทนำของคนแรก");

        var second = await writer.Post(address, ("Version", "0"), ("Text", "บทนำของคนที่สอง"));
        Assert.Equal(HttpStatusCode.Conflict, second.Status);
        HtmlAssert.Shows(second.Document, "บทนำของคนแรก");
        Assert.Equal("บทนำของคนที่สอง", second.Document.QuerySelector("#Text")!.TextContent.Trim());
        Assert.Equal("1", second.Document.QuerySelector("#Version")!.GetAttribute("value"));

        Assert.StartsWith(Report, (await writer.Post(address, [], "form[action*=Restore]")).Location, StringComparison.Ordinal);
        HtmlAssert.DoesNotShow(await writer.Page(Report), "บทนำของคนแรก");
        Assert.Equal(HttpStatusCode.NotFound, (await writer.Get(Report + "/words/no-such-text")).Status);
        Assert.StartsWith("/no-permission", (await (await site.As("reports.read")).Get(address)).Location, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tells_for_each_measure_the_scores_before_and_after_with_cautions()
    {
        var year = Assert.Single(await site.Do(s => s.GetRequiredService<DidItWork>().All(CancellationToken.None)));
        Assert.Equal(new FiscalYear(2567), year.Year);
        var moves = Assert.Single(year.Measures).Moves;
        Assert.Equal(3, moves.Count);
        var property = moves[0];
        Assert.Equal(year.Before.Verification.Figures["ind4"], property.Before);
        Assert.Equal(year.After.Verification.Figures["ind4"], property.After);
        Assert.Contains(property.Cautions, c => c.Contains("ข้อที่ใช้คิดตัวชี้วัดนี้ไม่เหมือนกัน", StringComparison.Ordinal));
        Assert.Equal(property.After - property.Before, property.Difference);

        var reader = await site.As("reports.read");
        var page = await reader.Page("/reports/did-it-work");
        HtmlAssert.Shows(page, "ทำทะเบียนยืม");
        HtmlAssert.Shows(page, "ข้อควรระวัง");
        HtmlAssert.Shows(page, "มาตรการปี 2568 ยังรอผล");
        var csv = Encoding.UTF8.GetString(await Bytes(reader, "/reports/did-it-work.csv"));
        Assert.Contains("ทำทะเบียนยืม", csv, StringComparison.Ordinal);
        Assert.StartsWith("PK", Encoding.Latin1.GetString(await Bytes(reader, "/reports/did-it-work.xlsx")), StringComparison.Ordinal);
        var record = (await site.Do(s => s.GetRequiredService<ILibraryRecords>().All(CancellationToken.None)))["asset-borrowing-register"];
        Assert.Equal((1, moves.Count(m => m.State is not MoveState.Unknown)), (record.Years, record.Compared));
        Assert.Contains("เคยใช้ที่นี่ 1 ปี", (await (await site.As("measures.read")).Get("/measures/library?q=ทะเบียน")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Says_what_it_waits_for_where_there_is_nothing_to_compare()
    {
        var fresh = await site.AddOrganisation("อบต.ตั้งใหม่", "fresh-office");
        HtmlAssert.Shows(await (await site.AsIn(fresh, "reports.read")).Page("/reports/did-it-work"), "ยังเทียบไม่ได้");
    }

    [Fact]
    public async Task Two_issues_at_once_get_two_numbers_or_one_refusal()
    {
        var other = new FiscalYear(2569);
        await site.Do(async s =>
        {
            var unit = await s.GetRequiredService<AppDbContext>().Units.Select(u => u.Id).FirstAsync();
            return (await s.GetRequiredService<KeepMeasures>().Add(other, [new NewMeasure(new Measure
            {
                Year = other, Title = "พร้อมกัน", Guideline = "", Steps = [new MeasureStep("ทำ", unit, null, other.FirstDay, other.LastDay)], UnitIds = [unit], PersonIds = [], From = other.FirstDay, Until = other.LastDay,
                Budget = null, Output = "", Outcome = "", FollowUps = [], Answers = [], LibraryId = null,
            })], "measure.added", null, CancellationToken.None)).Value.Count;
        });
        var both = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => site.Do(s => s.GetRequiredService<IssuePaper>().Do(PaperKind.MeasuresPlan, other, null, DigitStyle.Thai, null, CancellationToken.None))));
        Assert.Single(both, b => b.IsOk);
        Assert.True(both.Single(b => !b.IsOk).Refusal is AnotherPaperWasFirst or SameAsLastIssued);
        Assert.Equal(1, await site.Query(db => db.IssuedPapers.CountAsync(p => p.Year == other)));
    }

    private static async Task<byte[]> Bytes(Visitor visitor, string address) => await visitor.Http.GetByteArrayAsync(new Uri(address, UriKind.Relative));
}
