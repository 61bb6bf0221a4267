using System.IO.Compression;
using System.Net;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Prongsai.Testing;
using Prongsai.Web.Features.Analysis.Data;
using Prongsai.Web.Tests.Assessment;

namespace Prongsai.Web.Tests.Analysis;

/// <summary>From a confirmed result to a report: drafts, people's own words, thresholds, the advice library, Word and PDF.</summary>
public sealed class WritingTheAnalysis : IClassFixture<WritingTheAnalysis.Office>
{
    private readonly Site site;

    public WritingTheAnalysis(Office office) => site = office.Site;

    /// <summary>An office with two confirmed years.</summary>
    public sealed class Office : IAsyncLifetime
    {
        internal Site Site { get; } = new();

        public async ValueTask InitializeAsync()
        {
            var officer = await Site.As(OfficePapers.MayWork);
            await officer.Confirm(2566);
            await officer.Confirm(2567);
        }

        public ValueTask DisposeAsync() => Site.DisposeAsync();
    }

    [Fact]
    public async Task Shows_every_part_with_the_figures_it_rests_on()
    {
        var officer = await site.As(OfficePapers.MayWork);
        HtmlAssert.Shows(await officer.Page("/analysis"), "บทวิเคราะห์ผลปี 2566");
        var page = await officer.Page("/analysis/2567");
        HtmlAssert.Shows(page, "จุดแข็ง");
        Assert.Equal(7, page.QuerySelectorAll("a[href^='/analysis/2567/issues/'].x, .task a[href^='/analysis/2567/issues/']").Length);
        for (var no = 1; no <= 7; no++)
        {
            var issue = await officer.Page($"/analysis/2567/issues/{no}");
            Assert.Equal(3, issue.QuerySelectorAll(".text").Length);
            Assert.NotEmpty(issue.QuerySelectorAll("main table tbody tr"));
        }
        HtmlAssert.Shows(await officer.Page("/analysis/2567/tools"), "ตัวเลขที่แต่ละประโยคใช้");
        Assert.Equal(10, (await officer.Page("/analysis/2566/indicators")).QuerySelectorAll(".text").Length);
        Assert.Equal(HttpStatusCode.NotFound, (await officer.Get("/analysis/2567/issues/8")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await officer.Get("/analysis/2560")).Status);
    }

    [Fact]
    public async Task Own_words_need_a_reason_are_kept_with_history_and_survive_new_figures()
    {
        await using var own = new Site();
        var officer = await own.As(OfficePapers.MayWork);
        await officer.Confirm(2567);
        const string Text = "/analysis/2567/texts/tool-IIT/develop";
        const string Words = "กองคลังจะตรวจทะเบียนยืมพัสดุทุกไตรมาส";

        var refused = await officer.Post(Text, ("Words", Words));
        Assert.Equal(HttpStatusCode.BadRequest, refused.Status);
        Assert.Equal(Words, refused.Document.QuerySelector("#Words")!.TextContent.Trim());
        Assert.Equal("/analysis/2567/tools#tool-IIT-develop", (await officer.Post(Text, ("Words", Words), ("Reason", "ตกลงในที่ประชุม"))).Location);
        HtmlAssert.Shows(await officer.Page("/analysis/2567/tools"), Words);
        Assert.Equal("text.edited", (await own.Query(db => db.Set<Web.Platform.Changes.Change>().OrderByDescending(c => c.Number).FirstAsync())).Kind);

        // New figures: the draft changes, the words stay, and the person is asked.
        var draft = (await officer.Post("/assessment/2567", [], "form[action$='handler=Correct']")).Location!;
        await officer.Post(draft + "/values/i10", ("Choice", "own"), ("OwnValue", "60.00"));
        await officer.Post(draft + "/confirm", ("Reason", "แก้ข้อ i10"));
        var after = await officer.Page("/analysis/2567/tools");
        HtmlAssert.Shows(after, Words);
        HtmlAssert.Shows(after, "มีร่างใหม่รอท่านเลือก 1 ข้อความ");
        var choice = await officer.Page(Text);
        HtmlAssert.Shows(choice, "60.00");
        var ownKept = await officer.Post(Text, [], "form[action$='handler=KeepOwn']");
        Assert.True(ownKept.Location == "/analysis/2567/tools#tool-IIT-develop", ownKept.Status + ownKept.Text);
        HtmlAssert.DoesNotShow(await officer.Page("/analysis/2567/tools"), "มีร่างใหม่");
        HtmlAssert.Shows(await officer.Page("/analysis/2567/tools"), Words);

        // Back to the draft, which is a version too.
        await officer.Post(Text, [("BackTo", "1"), ("Reason", "กลับไปใช้ร่าง")], "form[action$='handler=GoBack']");
        HtmlAssert.DoesNotShow(await officer.Page("/analysis/2567/tools"), Words);
        Assert.Equal(3, (await own.Query(db => db.AnalysisTexts.SingleAsync())).State.Versions.Count);
    }

    [Fact]
    public async Task The_second_writer_of_a_text_is_told_and_loses_nothing()
    {
        var first = await site.As(OfficePapers.MayWork);
        const string Text = "/analysis/2567/texts/overview";
        Assert.Equal(HttpStatusCode.Redirect, (await first.Post(Text, ("Seen", "1"), ("Words", "ข้อความของคนแรก"), ("Reason", "ปรับ"))).Status);
        var answer = await first.Post(Text, ("Seen", "1"), ("Words", "ข้อความของคนที่สอง"), ("Reason", "ปรับ"));
        Assert.Equal(HttpStatusCode.Conflict, answer.Status);
        Assert.Equal("ข้อความของคนที่สอง", answer.Document.QuerySelector("#Words")!.TextContent.Trim());
        Assert.Contains("ข้อความของคนแรก", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Thresholds_move_what_is_strong_and_weak()
    {
        var officer = await site.As(OfficePapers.MayWork);
        HtmlAssert.Shows(await officer.Page("/analysis/2566"), "จุดอ่อน");
        var refused = await officer.Post("/analysis/2566/thresholds", ("WeakBelow", "60"), ("UrgentBelow", "70"));
        Assert.Equal(HttpStatusCode.BadRequest, refused.Status);
        Assert.Equal("/analysis/2566", (await officer.Post("/analysis/2566/thresholds", ("StrongAtLeast", "70"), ("WeakBelow", "๗๕"), ("UrgentBelow", "72"), ("LeastUrgentCount", "0"))).Location);
        var page = await officer.Page("/analysis/2566");
        HtmlAssert.Shows(page, "จุดแข็ง 10 ตัวชี้วัด");
        HtmlAssert.Shows(page, "จุดแข็งตั้งแต่ 70 จุดอ่อนต่ำกว่า 75");
        Assert.Equal(75m, (await site.Query(db => db.Analyses.SingleAsync())).Thresholds.WeakBelow);
    }

    [Fact]
    public async Task The_advice_library_is_filtered_reworded_hidden_and_added_to_and_drafts_follow()
    {
        await using var own = new Site();
        var officer = await own.As(OfficePapers.MayWork);
        await officer.Confirm(2567);
        var library = await officer.Page("/analysis/advice?target=question");
        Assert.Equal(20, library.QuerySelectorAll("main tbody tr").Length);
        Assert.NotNull(library.QuerySelector("nav.pages"));

        var edit = await officer.Page("/analysis/2567/texts/tool-IIT/develop");
        var id = edit.QuerySelector("a[href^='/analysis/advice?q=']")!.TextContent.Trim();
        var piece = "/analysis/advice/" + id;
        Assert.Equal(piece, (await officer.Post(piece, ("Words", "ให้กองช่างตรวจเครื่องมือทุกเดือนและแจ้งในที่ประชุม"), ("Reason", "เข้ากับหน่วยงาน"))).Location);
        HtmlAssert.Shows(await officer.Page("/analysis/2567/texts/tool-IIT/develop"), "ให้กองช่างตรวจเครื่องมือทุกเดือน");
        HtmlAssert.Shows(await officer.Page(piece), "ถ้อยคำเดิมของคลัง");

        await officer.Post(piece, [], "form[action$='handler=Restore']");
        HtmlAssert.DoesNotShow(await officer.Page("/analysis/2567/texts/tool-IIT/develop"), "ให้กองช่างตรวจเครื่องมือทุกเดือน");
        await officer.Post(piece, [], "form[action$='handler=Hide']");
        HtmlAssert.Shows(await officer.Page(piece), "ซ่อนอยู่");
        Assert.DoesNotContain(id, (await officer.Page("/analysis/2567/texts/tool-IIT/develop")).Body!.TextContent, StringComparison.Ordinal);

        var stale = await officer.Post(piece, [("Seen", "0")], "form[action$='handler=Restore']");
        Assert.Equal(HttpStatusCode.Conflict, stale.Status);

        var empty = await officer.Post("/analysis/advice/add", ("Words", "มีแต่ข้อความ"));
        Assert.Equal(HttpStatusCode.BadRequest, empty.Status);
        Assert.Contains("มีแต่ข้อความ", empty.Text, StringComparison.Ordinal);
        var added = await officer.Post("/analysis/advice/add", ("About", "indicator/duty"), ("Bands", "keep"), ("Words", "ให้ทุกกองรายงานผลทุกเดือน"));
        Assert.StartsWith("/analysis/advice/own-", added.Location, StringComparison.Ordinal);
        HtmlAssert.Shows(await officer.Page("/analysis/advice?standing=own"), "ให้ทุกกองรายงานผลทุกเดือน");
        var kinds = await own.Query(db => db.Set<Web.Platform.Changes.Change>().Where(c => c.SubjectType == "advice").OrderBy(c => c.Number).Select(c => c.Kind).ToListAsync());
        Assert.Equal(["advice.reworded", "advice.restored", "advice.hidden", "advice.added"], kinds);
    }

    [Fact]
    public async Task A_reader_reads_and_cannot_write()
    {
        var reader = await site.As("analysis.read");
        HtmlAssert.DoesNotShow(await reader.Page("/analysis/2567"), "เปลี่ยนเกณฑ์");
        Assert.Empty((await reader.Page("/analysis/2567/texts/tool-EIT/develop")).QuerySelectorAll("main form"));
        Assert.Empty((await reader.Page("/analysis/advice/indicator-duty-1")).QuerySelectorAll("main form"));
        Assert.StartsWith("/no-permission", (await reader.Get("/analysis/2567/thresholds")).Location, StringComparison.Ordinal);
        Assert.StartsWith("/no-permission", (await reader.Get("/analysis/advice/add")).Location, StringComparison.Ordinal);
        HtmlAssert.DoesNotShow(await reader.Page("/analysis/2567/report"), "ออกรายงานฉบับใหม่");
    }

    [Fact]
    public async Task The_report_comes_as_word_and_pdf_and_what_was_issued_stays_as_it_was()
    {
        await using var own = new Site();
        var officer = await own.As(OfficePapers.MayWork);
        await officer.Confirm(2567);
        var preview = await officer.Page("/analysis/2567/report");
        HtmlAssert.Shows(preview, "ฉบับที่ออกแล้ว");
        var word = await Bytes(officer, "/analysis/2567/report?handler=Docx");
        using (var zip = new ZipArchive(new MemoryStream(word)))
        {
            using var reader = new StreamReader(zip.GetEntry("word/document.xml")!.Open());
            Assert.Contains("๘๘.๑๔", await reader.ReadToEndAsync(), StringComparison.Ordinal);
        }
        Assert.StartsWith("%PDF", Encoding.ASCII.GetString((await Bytes(officer, "/analysis/2567/report?handler=Pdf&digits=arabic")).AsSpan(0, 4)), StringComparison.Ordinal);

        Assert.Equal("/analysis/2567/report#issued", (await officer.Post("/analysis/2567/report", [("Note", "ฉบับเสนอปลัด")])).Location);
        var issued = await own.Query(db => db.IssuedReports.SingleAsync());
        var first = (await Bytes(officer, $"/analysis/reports/{issued.Id}/docx"), await Bytes(officer, $"/analysis/reports/{issued.Id}/pdf"));
        await officer.Post("/analysis/2567/texts/overview", ("Words", "ข้อความใหม่ทั้งหมด"), ("Reason", "ปรับ"));
        Assert.Equal(first.Item1, await Bytes(officer, $"/analysis/reports/{issued.Id}/docx"));
        Assert.Equal(first.Item2, await Bytes(officer, $"/analysis/reports/{issued.Id}/pdf"));
        HtmlAssert.Shows(await officer.Page("/analysis/2567/report"), "ฉบับเสนอปลัด");
    }

    private static async Task<byte[]> Bytes(Visitor visitor, string path)
    {
        using var response = await visitor.Http.GetAsync(new Uri(path, UriKind.Relative));
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return await response.Content.ReadAsByteArrayAsync();
    }
}
