using System.Net;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Prongsai.Testing;
using Prongsai.Web.Platform.Changes;
using Prongsai.Web.Platform.Examples;
using Prongsai.Web.Platform.Organisations;
using Prongsai.Web.Platform.Publishing;
using Prongsai.Web.Tests.Assessment;

namespace Prongsai.Web.Tests.Publication;

/// <summary>Publishing, publishing again and withdrawing, as the office does it and as the public sees it.</summary>
public sealed class PuttingBeforeThePublic
{
    [Fact]
    public async Task Happens_only_by_a_persons_act_and_shows_nothing_of_it_before_on_any_path()
    {
        await using var site = new Site();
        var officer = await site.As(Published.MayPublish);
        await officer.Confirm(2567);
        var file = await site.IssueReport("ถ้อยคำในรายงาน");
        using var anyone = await site.Anyone();

        foreach (var path in Published.Addresses.Append($"/ita/2567/files/{file.Fingerprint}/x.docx").Append($"/ita/2567/files/{file.Fingerprint}/{Uri.EscapeDataString(file.Name)}"))
        {
            var answer = await anyone.Get(path);
            Assert.Equal((path, HttpStatusCode.NotFound), (path, answer.Status));
            Assert.DoesNotContain("88.14", answer.Body, StringComparison.Ordinal);
            Assert.DoesNotContain("ถ้อยคำในรายงาน", answer.Body, StringComparison.Ordinal);
        }
        foreach (var path in new[] { "/", "/home", "/ita", "/ita.json" })
        {
            Assert.DoesNotContain("2567", (await anyone.Get(path)).Text, StringComparison.Ordinal);
        }

        HtmlAssert.Shows(await officer.Page("/assessment/2567"), "รอเผยแพร่");
        HtmlAssert.Shows(await officer.Page("/"), "เผยแพร่ผลการประเมิน ITA ปี 2567");
        var asked = await officer.Page(Published.ResultPublish);
        HtmlAssert.Shows(asked, "/ita/2567/result");
        HtmlAssert.Shows(asked, "คะแนนรวม 88.14");
        HtmlAssert.Shows(asked, "คำนวณย้อนกลับได้ว่ามีกี่คนตอบแต่ละระดับ");
        Assert.Equal("/publication/2567/assessment-result", (await officer.Post(Published.ResultPublish)).Location);

        HtmlAssert.Shows(await anyone.Page("/ita/2567/result"), "88.14");
        HtmlAssert.Shows(await anyone.Page("/"), "88.14");
        Assert.Equal(HttpStatusCode.NotFound, (await anyone.Get("/ita/2567/analysis")).Status);
        HtmlAssert.Shows(await officer.Page("/assessment/2567"), "เผยแพร่แล้ว");
        var change = await site.Query(db => db.Changes.SingleAsync(c => c.Kind == "edition.published"));
        Assert.Equal("assessment-result/2567", change.SubjectId);

        await officer.Post(Published.ReportPublish);
        HtmlAssert.Shows(await anyone.Page("/ita/2567/analysis"), "ถ้อยคำในรายงาน");
        using var got = await anyone.Http.GetAsync(new Uri($"/ita/2567/files/{file.Fingerprint}/{Uri.EscapeDataString(file.Name)}", UriKind.Relative));
        Assert.Equal([.. Published.Docx, 1], await got.Content.ReadAsByteArrayAsync());
        Assert.Contains("sandbox", string.Join(' ', got.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.MovedPermanently, (await anyone.Get($"/ita/2567/files/{file.Fingerprint}/x.docx")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await anyone.Get($"/ita/2566/files/{file.Fingerprint}/{Uri.EscapeDataString(file.Name)}")).Status);
    }

    [Fact]
    public async Task Leaves_question_scores_out_unless_the_office_chooses_to_show_them()
    {
        await using var site = new Site();
        var officer = await site.As(Published.MayPublish);
        await officer.Confirm(2567);
        using var anyone = await site.Anyone();
        await officer.Post(Published.ResultPublish);
        foreach (var path in new[] { "/ita/2567/result", "/ita/2567/result.json", "/ita/2567/result.csv" })
        {
            Assert.DoesNotContain("87.8", (await anyone.Get(path)).Body, StringComparison.Ordinal);
        }

        var again = await officer.Post(Published.ResultPublish, ("Options", "questions"));
        Assert.Equal(HttpStatusCode.BadRequest, again.Status);
        HtmlAssert.Shows(again.Document, "กรอกเหตุผลที่เผยแพร่ฉบับใหม่");
        Assert.Equal("/publication/2567/assessment-result", (await officer.Post(Published.ResultPublish, ("Options", "questions"), ("Reason", "ประชาคมขอดูรายข้อ"))).Location);

        var page = await anyone.Page("/ita/2567/result");
        HtmlAssert.Shows(page, "87.80");
        HtmlAssert.Shows(page, "ประชาคมขอดูรายข้อ");
        using var data = JsonDocument.Parse((await anyone.Get("/ita/2567/result.json")).Body);
        Assert.Equal(2, data.RootElement.GetProperty("edition").GetProperty("number").GetInt32());
        Assert.Contains(data.RootElement.GetProperty("data").GetProperty("questions").EnumerateArray(), q => q.GetProperty("code").GetString() == "e1" && q.GetProperty("score").GetDecimal() == 87.80m);
        Assert.False(data.RootElement.GetProperty("data").TryGetProperty("items", out _));
        Assert.Contains("2567,question,e1,", (await anyone.Get("/ita/2567/result.csv")).Body, StringComparison.Ordinal);
        var first = await anyone.Page("/ita/2567/result/1");
        HtmlAssert.Shows(first, "ท่านกำลังอ่านฉบับเก่า");
        HtmlAssert.DoesNotShow(first, "87.80");
    }

    [Fact]
    public async Task Refuses_the_same_twice_and_what_changed_since_it_was_looked_at()
    {
        await using var site = new Site();
        var officer = await site.As(Published.MayPublish);
        await officer.Confirm(2566);
        var path = "/publication/2566/assessment-result/publish";
        var changed = await officer.Post(path, ("Seen", Guid.NewGuid().ToString()), ("Reason", "เหตุผลที่พิมพ์ไว้"));
        Assert.Equal(HttpStatusCode.BadRequest, changed.Status);
        HtmlAssert.Shows(changed.Document, "เปลี่ยนไประหว่างที่ท่านเปิดหน้านี้อยู่");
        HtmlAssert.Shows(changed.Document, "เหตุผลที่พิมพ์ไว้");
        Assert.Equal(HttpStatusCode.Redirect, (await officer.Post(path)).Status);
        HtmlAssert.Shows((await officer.Post(path, ("Reason", "อีกครั้ง"))).Document, "ไม่มีอะไรใหม่ให้เผยแพร่");
        Assert.Equal(1, await site.Query(db => db.Editions.CountAsync()));

        var both = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => site.Publish(PublishedKinds.Result, 2566, "พร้อมกัน", "items")));
        Assert.True(both.Count(r => r.IsOk) <= 1, "Two editions of the same content were published at once.");
        Assert.Equal(HttpStatusCode.NotFound, (await officer.Get("/publication/2560/assessment-result/publish")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await officer.Get("/publication/2566/minutes")).Status);
    }

    [Fact]
    public async Task Is_taken_back_at_once_on_every_path_while_the_address_says_why()
    {
        await using var site = new Site();
        var officer = await site.As(Published.MayPublish);
        await officer.Confirm(2567);
        var file = await site.IssueReport("ถ้อยคำในรายงาน");
        await officer.Post(Published.ResultPublish);
        await officer.Post(Published.ReportPublish);
        using var anyone = await site.Anyone();
        var paths = Published.Addresses.Append($"/ita/2567/files/{file.Fingerprint}/{Uri.EscapeDataString(file.Name)}").ToList();
        var tags = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var path in paths)
        {
            var open = await anyone.Get(path);
            Assert.Equal((path, HttpStatusCode.OK), (path, open.Status));
            tags.Add(path, open.Response.Headers.ETag!.ToString());
            Assert.Equal((path, HttpStatusCode.NotModified), (path, await Ask(anyone, path, tags[path])));
        }

        foreach (var kind in new[] { "assessment-result", "analysis-report" })
        {
            var withdraw = $"/publication/2567/{kind}/1/withdraw";
            Assert.Equal(HttpStatusCode.BadRequest, (await officer.Post(withdraw)).Status);
            Assert.Equal($"/publication/2567/{kind}", (await officer.Post(withdraw, ("Reason", "พบตัวเลขพิมพ์ผิด"))).Location);
            Assert.Equal(HttpStatusCode.NotFound, (await officer.Get(withdraw)).Status);
        }
        foreach (var path in paths)
        {
            var listed = path is "/ita/2567" or "/ita/2567.json" or "/ita/2567.csv";
            Assert.Equal((path, listed ? HttpStatusCode.OK : HttpStatusCode.Gone), (path, await Ask(anyone, path, tags[path])));
            var gone = await anyone.Get(path);
            Assert.DoesNotContain("88.14", gone.Body, StringComparison.Ordinal);
            Assert.DoesNotContain("ถ้อยคำในรายงาน", gone.Body, StringComparison.Ordinal);
        }
        HtmlAssert.Shows(await Gone(anyone, "/ita/2567/result"), "พบตัวเลขพิมพ์ผิด");
        HtmlAssert.Shows(await Gone(anyone, "/ita/2567/analysis"), "พบตัวเลขพิมพ์ผิด");
        Assert.DoesNotContain("88.14", (await anyone.Get("/")).Body, StringComparison.Ordinal);

        Assert.Equal("/publication/2567/assessment-result", (await officer.Post(Published.ResultPublish, ("Reason", "แก้ตัวเลขแล้ว"))).Location);
        HtmlAssert.Shows(await anyone.Page("/ita/2567/result"), "88.14");
        Assert.Equal(HttpStatusCode.Gone, (await anyone.Get("/ita/2567/result/1")).Status);
        Assert.Equal(["edition.published", "edition.withdrawn"], (await site.Query(db => db.Changes.Where(c => c.SubjectId == "analysis-report/2567").OrderBy(c => c.Number).Select(c => c.Kind).ToListAsync())));
    }

    [Fact]
    public async Task Says_when_the_office_has_something_newer_than_the_public_sees()
    {
        await using var site = new Site();
        var officer = await site.As(Published.MayPublish);
        await officer.Confirm(2567);
        await site.IssueReport("ฉบับที่หนึ่ง");
        await officer.Post(Published.ResultPublish);
        await officer.Post(Published.ReportPublish);
        Assert.Contains("เสร็จแล้ว", State(await officer.Page("/publication")), StringComparison.Ordinal);
        await site.IssueReport("ฉบับที่สอง", number: 2);
        HtmlAssert.Shows(await officer.Page("/publication"), "มีข้อมูลใหม่กว่าที่เผยแพร่");
        HtmlAssert.Shows(await officer.Page("/publication/2567/analysis-report"), "ความเป็นมา");
        Assert.Contains("บางส่วน", State(await officer.Page("/publication")), StringComparison.Ordinal);
        using var anyone = await site.Anyone();
        HtmlAssert.Shows(await anyone.Page("/ita/2567/analysis"), "ฉบับที่หนึ่ง");
        HtmlAssert.Shows(await officer.Page("/"), "เผยแพร่ฉบับใหม่ของรายงานการวิเคราะห์ผล ITA ปี 2567");

        static string State(AngleSharp.Html.Dom.IHtmlDocument page) => HtmlAssert.Words(page.QuerySelector(".track .stop:last-child")!);
    }

    [Fact]
    public async Task Is_open_to_who_has_the_permission_alone()
    {
        await using var site = new Site();
        await (await site.As(Published.MayPublish)).Confirm(2566);
        var reader = await site.As("publication.read", "assessment.read");
        var list = await reader.Page("/publication");
        HtmlAssert.Shows(list, "รอเผยแพร่");
        Assert.Null(list.QuerySelector("main a[href$='/publish']"));
        var path = "/publication/2566/assessment-result";
        Assert.StartsWith("/no-permission", (await reader.Get(path + "/publish")).Location, StringComparison.Ordinal);
        Assert.StartsWith("/no-permission", (await reader.Get(path + "/1/withdraw")).Location, StringComparison.Ordinal);
        Assert.Null((await reader.Page("/assessment/2566")).QuerySelector("main a[href$='/publish']"));
        Assert.StartsWith("/no-permission", (await (await site.As("assessment.read")).Get("/publication")).Location, StringComparison.Ordinal);
        using var stranger = await site.Anyone();
        Assert.StartsWith("/sign-in", (await stranger.Get("/publication")).Location, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Is_kept_by_the_database_against_altering_deleting_and_other_organisations()
    {
        await using var site = new Site();
        await (await site.As(Published.MayPublish)).Confirm(2566);
        var edition = (await site.Publish(PublishedKinds.Result, 2566)).Value;
        foreach (var sql in new[] { "update editions set data = '1'", "update editions set html = 'x'", "update editions set number = 9", "delete from editions", "delete from edition_files", "update edition_files set sort = 1" })
        {
            var refused = await Assert.ThrowsAsync<PostgresException>(() => site.Query(db => db.Database.ExecuteSqlRawAsync(sql)));
            Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, refused.SqlState);
        }
        var unsaid = await Assert.ThrowsAsync<PostgresException>(() => site.Query(db => db.Database.ExecuteSqlRawAsync("update editions set withdrawn_at = now(), withdrawn_by = 'x'")));
        Assert.Equal(PostgresErrorCodes.CheckViolation, unsaid.SqlState);

        var other = await site.AddOrganisation("อบต.อื่น", "other");
        Assert.Equal(0, await site.QueryIn(other, db => db.Editions.IgnoreQueryFilters().CountAsync()));
        Assert.Equal(0, await site.QueryIn(other, db => db.Database.ExecuteSqlRawAsync("update editions set withdrawn_at = now(), withdrawn_by = 'x', withdrawn_reason = 'x'")));
        Assert.Equal(1, await site.Query(db => db.Database.ExecuteSqlRawAsync("update editions set withdrawn_at = now(), withdrawn_by = 'x', withdrawn_reason = 'ผิด'")));
        var again = await Assert.ThrowsAsync<PostgresException>(() => site.Query(db => db.Database.ExecuteSqlRawAsync("update editions set withdrawn_reason = 'เหตุผลอื่น'")));
        Assert.Equal("a withdrawal is not altered", again.MessageText);
        Assert.Equal(edition.ContentSha256, EditionFingerprint.Of(edition.Title, await site.Query(db => db.Editions.Select(e => e.Data).SingleAsync()), edition.Html, []));
    }

    [Fact]
    public async Task Of_the_example_shows_its_older_year_and_leaves_the_newer_as_a_task()
    {
        await using var site = new Site(withOrganisation: false);
        await site.Ready();
        await FirstStart.Run(site.Services, CancellationToken.None);
        using var anyone = await site.Anyone();
        var page = await anyone.Page("/ita/2566");
        HtmlAssert.Shows(page, "80.39");
        HtmlAssert.Shows(page, "ข้อมูลตัวอย่าง");
        Assert.Equal(HttpStatusCode.NotFound, (await anyone.Get("/ita/2567")).Status);
        var example = Assert.Single(await site.Services.GetRequiredService<OrganisationDirectory>().All(CancellationToken.None));
        var standings = await site.DoIn(example.Id, services => services.GetRequiredService<Standings>().All(CancellationToken.None));
        Assert.Equal([(2567, PublicationState.Waiting), (2566, PublicationState.Published)], standings.Where(s => s.Kind == PublishedKinds.Result).Select(s => (s.Year.Value, s.State)));
        // The plan and the result report that the example issued answer their items of 2568; the analysis waits for the officer.
        Assert.All(standings.Where(s => s.Kind is PublishedKinds.MeasuresPlan or PublishedKinds.MeasuresResult), s => Assert.Equal(PublicationState.Published, s.State));
        Assert.All(standings.Where(s => s.Kind is PublishedKinds.Analysis), s => Assert.Equal(PublicationState.Waiting, s.State));

        // The whole list of 2568.
        var list = await anyone.Page("/ita/2568");
        HtmlAssert.Shows(list, "28 จาก 28 ข้อ");
        foreach (var number in Enumerable.Range(1, 28))
        {
            var item = await anyone.Page($"/ita/2568/o{number}");
            HtmlAssert.Shows(item, "ฉบับแรก");
            foreach (var link in item.QuerySelectorAll("main a[href^='/']").Select(a => a.GetAttribute("href")!.Split('#')[0]).Distinct(StringComparer.Ordinal))
            {
                Assert.Equal((number, link, HttpStatusCode.OK), (number, link, (await anyone.Get(link)).Status));
            }
        }
    }

    private static async Task<HttpStatusCode> Ask(Visitor visitor, string path, string tag)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(path, UriKind.Relative));
        request.Headers.TryAddWithoutValidation("If-None-Match", tag);
        using var answer = await visitor.Http.SendAsync(request);
        return answer.StatusCode;
    }

    private static async Task<AngleSharp.Html.Dom.IHtmlDocument> Gone(Visitor visitor, string path)
    {
        var answer = await visitor.Get(path);
        Assert.Equal(HttpStatusCode.Gone, answer.Status);
        return answer.Document;
    }
}
