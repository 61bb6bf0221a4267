using System.Net;
using System.Text.Json;
using AngleSharp.Dom;
using Microsoft.EntityFrameworkCore;
using Prongsai.Domain;
using Prongsai.Testing;
using Prongsai.Web.Features.Publication;
using Prongsai.Web.Features.Publication.Items;
using Prongsai.Web.Platform.Changes;
using Prongsai.Web.Platform.Publishing;
using Prongsai.Web.Tests.Assessment;

namespace Prongsai.Web.Tests.Publication;

/// <summary>An item of disclosure from the first word written to the assessor's page, and back.</summary>
public sealed class AnsweringAnItem
{
    private static readonly string[] MayWork = ["items.read", "items.write", "publication.read", "publication.publish"];

    [Fact]
    public async Task Is_written_looked_at_and_published_at_an_address_that_was_always_there()
    {
        await using var site = new Site();
        var officer = await site.As(MayWork);
        using var anyone = await site.Anyone();
        var before = await anyone.Page("/ita/2568/o11");
        HtmlAssert.Heading(before, "ข้อมูลสถิติการให้บริการ");
        HtmlAssert.Shows(before, "ยังไม่เผยแพร่");
        Assert.NotNull(before.QuerySelector("meta[name=robots][content*=noindex]"));

        var edit = await officer.Page("/items/2568/11/edit");
        Assert.NotNull(edit.QuerySelector("#Body"));
        var saved = await officer.Post("/items/2568/11/edit", [("Summary", "ตารางรายเดือนอยู่หน้านี้"), ("Body", "## ผู้มารับบริการ\n\n| เดือน | จำนวน |\n|---|---|\n| ตุลาคม | 41 |\n"), ("LinkLines", "ติดต่อเรา | /info/contact")], "main form[method=post]", ("Uploads", "สถิติ 2568.csv", Answers.Csv));
        Assert.Equal("/items/2568/11", saved.Location);
        HtmlAssert.Shows(await officer.Page("/items/2568/11/preview"), "ตุลาคม");
        HtmlAssert.Shows(await anyone.Page("/ita/2568/o11"), "ยังไม่เผยแพร่");

        HtmlAssert.Shows(await officer.Page("/items/2568/11/publish"), "สถิติ 2568.csv");
        Assert.Equal("/items/2568/11", (await officer.Post("/items/2568/11/publish")).Location);
        var page = await anyone.Page("/ita/2568/o11");
        HtmlAssert.Shows(page, "ตารางรายเดือนอยู่หน้านี้");
        HtmlAssert.Shows(page, "ฉบับแรก");
        var edition = await site.Query(db => db.Editions.SingleAsync());
        HtmlAssert.Shows(page, Convert.ToHexStringLower(edition.ContentSha256));
        Assert.Equal(Answers.Csv, await (await anyone.Http.GetAsync(new Uri(page.QuerySelector("a[download]")!.GetAttribute("href")!, UriKind.Relative))).Content.ReadAsByteArrayAsync());

        Assert.Contains("ตุลาคม,41", (await anyone.Get("/ita/2568/o11.csv")).Body, StringComparison.Ordinal);
        using var data = JsonDocument.Parse((await anyone.Get("/ita/2568/o11.json")).Body);
        Assert.Equal("published", data.RootElement.GetProperty("item").GetProperty("state").GetString());
        Assert.Equal(Convert.ToHexStringLower(edition.ContentSha256), data.RootElement.GetProperty("history")[0].GetProperty("sha256").GetString());
        using var catalogue = JsonDocument.Parse((await anyone.Get("/data.jsonld")).Body);
        Assert.Equal("dcat:Catalog", catalogue.RootElement.GetProperty("@type").GetString());
        Assert.Contains(catalogue.RootElement.GetProperty("dcat:dataset").EnumerateArray(), d => d.GetProperty("dct:identifier").GetString() == "/ita/2568/o11");
        var list = await anyone.Page("/ita/2568");
        Assert.Equal(28, list.QuerySelectorAll("table.items tbody tr").Length);
        Assert.Equal("เผยแพร่แล้ว", list.QuerySelector("#o11 tag, #o11 .tag")!.TextContent.Trim());
        HtmlAssert.Shows(list, "9.2");
        Assert.Contains("O11,ข้อมูลสถิติการให้บริการ,", (await anyone.Get("/ita/2568.csv")).Body, StringComparison.Ordinal);
        var change = await site.Query(db => db.Changes.SingleAsync(c => c.Kind == "edition.published"));
        Assert.Equal("item-11/2568", change.SubjectId);
    }

    /// <summary>The one rule of visibility over every path there is: drafts, planned answers and withdrawn editions.</summary>
    [Theory]
    [InlineData("draft")]
    [InlineData("planned")]
    [InlineData("newer draft")]
    [InlineData("withdrawn")]
    public async Task Shows_nothing_the_public_may_not_see_by_any_path(string how)
    {
        const string Secret = "ความลับของร่าง";
        await using var site = new Site();
        using var anyone = await site.Anyone();
        var reader = await site.As("assessment.read");
        await site.Write(1, "คำตอบที่เปิดเผย");
        Assert.True((await site.PublishItem(1)).IsOk);
        if (how is "newer draft")
        {
            await site.Write(11, "คำตอบเดิม");
            Assert.True((await site.PublishItem(11)).IsOk);
        }
        var work = await site.Write(11, Secret, "ความลับของไฟล์.csv");
        var file = await site.FileOf(11);
        var tags = new Dictionary<string, string>(StringComparer.Ordinal);
        string[] lists = ["/", "/home", "/ita", "/ita.json", "/ita.atom", "/ita/2568", "/ita/2568.json", "/ita/2568.csv", "/data", "/data.jsonld", "/sitemap.xml", "/site-map", "/news.atom", "/news", "/search?q=" + Secret, "/search?q=41"];
        string[] own = ["/ita/2568/o11", "/ita/2568/o11/1", "/ita/2568/o11/2", "/ita/2568/o11.json", "/ita/2568/o11.csv", $"/ita/2568/files/{file.Fingerprint}/{Uri.EscapeDataString(file.Name)}", $"/ita/2568/files/{file.Fingerprint}/x.csv", "/items/2568/11", "/items/2568/11/preview", "/items/2568/11/edit", $"/items/2568/11/files/{file.Id}", $"/documents/11/file", $"/pictures/11/{file.Id}", $"/cover/{file.Id}"];
        switch (how)
        {
            case "planned":
                Assert.True((await site.Do(s => s.GetRequiredService<PublishItem>().On(Answers.Year, 11, work.Version, null, ThaiDate.InBangkok(site.Time.Now).AddDays(1), CancellationToken.None))).IsOk);
                break;
            case "withdrawn":
                Assert.True((await site.PublishItem(11)).IsOk);
                await site.RunJobs();
                foreach (var path in lists.Concat(own))
                {
                    if ((await anyone.Get(path)).Response.Headers.ETag is { } tag)
                    {
                        tags.Add(path, tag.ToString());
                    }
                }
                Assert.Contains("/ita/2568/o11", tags.Keys);
                Assert.True((await site.WithdrawItem(11, 1, "พิมพ์ผิด")).IsOk);
                break;
            default:
                break;
        }
        await site.RunJobs();

        foreach (var path in lists.Concat(own))
        {
            foreach (var visitor in path.StartsWith("/items", StringComparison.Ordinal) ? new[] { anyone, reader } : [anyone])
            {
                using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(path, UriKind.Relative));
                if (tags.TryGetValue(path, out var tag))
                {
                    request.Headers.TryAddWithoutValidation("If-None-Match", tag);
                }
                using var answer = await visitor.Http.SendAsync(request);
                Assert.NotEqual((path, HttpStatusCode.NotModified), (path, answer.StatusCode));
                var body = await answer.Content.ReadAsStringAsync();
                // The search writes the question back; what it found stands in main's list.
                body = path.StartsWith("/search", StringComparison.Ordinal) ? string.Concat(new AngleSharp.Html.Parser.HtmlParser().ParseDocument(body).QuerySelectorAll("main li, main article").Select(e => e.OuterHtml)) : body;
                // "Not found" says the address that was asked for and offers its words to the search.
                body = path.Contains(file.Fingerprint, StringComparison.Ordinal) ? body.Replace(file.Fingerprint, "", StringComparison.Ordinal).Replace(Path.GetFileNameWithoutExtension(file.Name), "", StringComparison.Ordinal) : body;
                Assert.False(body.Contains(Secret, StringComparison.Ordinal), $"{path} shows the draft.");
                Assert.False(body.Contains("ความลับของไฟล์", StringComparison.Ordinal) || body.Contains(file.Fingerprint, StringComparison.Ordinal), $"{path} names the file.");
                Assert.DoesNotContain("ตุลาคม,41", path.Contains("/files/", StringComparison.Ordinal) ? body : "", StringComparison.Ordinal);
                // A list that fails would hide everything too.
                Assert.True(!lists.Contains(path, StringComparer.Ordinal) || answer.StatusCode is HttpStatusCode.OK, $"{path} answered {answer.StatusCode}");
            }
        }
        HtmlAssert.Shows(await anyone.Page("/ita/2568"), "คำตอบที่เปิดเผย");
    }

    [Fact]
    public async Task Keeps_its_address_and_says_why_when_it_is_withdrawn()
    {
        await using var site = new Site();
        var officer = await site.As(MayWork);
        using var anyone = await site.Anyone();
        await site.Write(2, "ผู้บริหารทั้งสองฝ่าย");
        Assert.True((await site.PublishItem(2)).IsOk);
        Assert.Equal(HttpStatusCode.BadRequest, (await officer.Post("/items/2568/2/withdraw/1")).Status);
        Assert.Equal("/items/2568/2", (await officer.Post("/items/2568/2/withdraw/1", ("Reason", "รายชื่อเปลี่ยน"))).Location);
        foreach (var path in new[] { "/ita/2568/o2", "/ita/2568/o2/1", "/ita/2568/o2.json" })
        {
            var gone = await anyone.Get(path);
            Assert.Equal((path, HttpStatusCode.Gone), (path, gone.Status));
            Assert.Contains("รายชื่อเปลี่ยน", gone.Body, StringComparison.Ordinal);
            Assert.DoesNotContain("ผู้บริหารทั้งสองฝ่าย", gone.Body, StringComparison.Ordinal);
        }
        Assert.Equal("ถอนแล้ว", (await anyone.Page("/ita/2568")).QuerySelector("#o2 .tag")!.TextContent.Trim());
        HtmlAssert.Shows(await officer.Page("/items"), "ถอนการเผยแพร่แล้ว");

        // Withdrawing is not the end of the address: the next edition stands there, and the history tells of both.
        Assert.Equal(new NewEditionNeedsReason(), (await site.PublishItem(2)).Refusal);
        Assert.Equal(2, (await site.PublishItem(2, "แก้รายชื่อแล้ว")).Value.Number);
        var page = await anyone.Page("/ita/2568/o2");
        HtmlAssert.Shows(page, "แก้รายชื่อแล้ว");
        HtmlAssert.Shows(page, "รายชื่อเปลี่ยน");
        Assert.Equal(HttpStatusCode.Gone, (await anyone.Get("/ita/2568/o2/1")).Status);
    }

    [Fact]
    public async Task Is_not_published_twice_nor_when_it_changed_after_it_was_looked_at()
    {
        await using var site = new Site();
        var officer = await site.As(MayWork);
        await site.Write(3, "ช่องทางติดต่อ");
        var stale = await officer.Post("/items/2568/3/publish", ("Version", "7"));
        Assert.Equal(HttpStatusCode.BadRequest, stale.Status);
        HtmlAssert.Shows(stale.Document, "มีผู้แก้คำตอบระหว่างที่ท่านเปิดหน้านี้อยู่");
        var both = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => site.PublishItem(3)));
        Assert.Single(both, r => r.IsOk);
        Assert.Equal(new NothingNewToPublish(), (await site.PublishItem(3, "อีกครั้ง")).Refusal);
        HtmlAssert.Shows((await officer.Post("/items/2568/3/publish", ("Reason", "อีกครั้ง"))).Document, "ไม่มีอะไรใหม่ให้เผยแพร่");
        Assert.Equal(1, await site.Query(db => db.Editions.CountAsync()));
    }

    [Fact]
    public async Task Tells_the_second_of_two_editors_and_loses_nothing_typed()
    {
        await using var site = new Site();
        var officer = await site.As(MayWork);
        await site.Write(4, "ข่าวที่คนแรกเขียน");
        var second = await officer.Post("/items/2568/4/edit", ("Version", "0"), ("Summary", "ข่าวที่คนที่สองพิมพ์"));
        Assert.Equal(HttpStatusCode.BadRequest, second.Status);
        HtmlAssert.Shows(second.Document, "มีผู้บันทึกก่อนท่าน");
        HtmlAssert.Shows(second.Document, "ข่าวที่คนแรกเขียน");
        Assert.Contains("ข่าวที่คนที่สองพิมพ์", second.Body, StringComparison.Ordinal);
        Assert.Equal("1", second.Document.QuerySelector("#Version, [name=Version]")!.GetAttribute("value"));

        var both = await Task.WhenAll(Enumerable.Range(0, 4).Select(i => site.Do(s => s.GetRequiredService<KeepItem>().Save(Answers.Year, 5, 0, new AnswerInput("", $"พร้อมกัน {i}", "", null, [], [], []), [], CancellationToken.None))));
        Assert.Single(both, r => r.IsOk);
        Assert.All(both.Where(r => !r.IsOk), r => Assert.IsType<ItemChangedMeanwhile>(r.Refusal));
    }

    [Fact]
    public async Task Becomes_public_by_itself_on_the_planned_day_unless_it_was_changed_before()
    {
        await using var site = new Site();
        var officer = await site.As(MayWork);
        using var anyone = await site.Anyone();
        await site.Write(6, "แผนที่วางไว้");
        await site.Write(7, "รายงานที่วางไว้");
        var today = ThaiDate.InBangkok(site.Time.Now);
        var past = await officer.Post("/items/2568/6/publish", Later(today));
        Assert.Equal(HttpStatusCode.BadRequest, past.Status);
        HtmlAssert.Shows(past.Document, "ต้องเป็นวันพรุ่งนี้เป็นต้นไป");
        foreach (var number in new[] { 6, 7 })
        {
            Assert.Equal($"/items/2568/{number}", (await officer.Post($"/items/2568/{number}/publish", Later(today.AddDays(2)))).Location);
        }
        HtmlAssert.Shows(await officer.Page("/items/2568/6"), "จะเผยแพร่เอง");
        await site.Write(7, "แก้หลังวางแผน");
        await site.RunJobs();
        HtmlAssert.Shows(await anyone.Page("/ita/2568/o6"), "ยังไม่เผยแพร่");
        // Midnight in Bangkok is 17:00 UTC: a minute before it nothing is public.
        var midnight = new DateTimeOffset(today.AddDays(2).ToDateTime(TimeOnly.MinValue), TimeSpan.FromHours(7));
        site.Time.Advance(midnight - site.Time.Now - TimeSpan.FromMinutes(1));
        await site.RunJobs();
        HtmlAssert.Shows(await anyone.Page("/ita/2568/o6"), "ยังไม่เผยแพร่");
        site.Time.Advance(TimeSpan.FromMinutes(1));
        await site.RunJobs();
        HtmlAssert.Shows(await anyone.Page("/ita/2568/o6"), "แผนที่วางไว้");
        HtmlAssert.Shows(await anyone.Page("/ita/2568/o7"), "ยังไม่เผยแพร่");

        static (string, string)[] Later(DateOnly day) => [("When", "Later"), ("Day.Day", Text(day.Day)), ("Day.Month", Text(day.Month)), ("Day.Year", Text(day.Year + 543))];

        static string Text(int number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);
    }

    [Fact]
    public async Task May_answer_several_items_and_stands_at_the_address_of_each()
    {
        await using var site = new Site();
        using var anyone = await site.Anyone();
        await site.Write(17, "แนวปฏิบัติและช่องทางอยู่ด้วยกัน", null, null, 18, 19);
        Assert.True((await site.PublishItem(17)).IsOk);
        foreach (var number in new[] { 17, 18, 19 })
        {
            var page = await anyone.Page($"/ita/2568/o{number}");
            HtmlAssert.Shows(page, "แนวปฏิบัติและช่องทางอยู่ด้วยกัน");
            HtmlAssert.Shows(page, "ตอบข้อ O17 O18 O19");
        }
        HtmlAssert.Shows(await anyone.Page("/ita/2568"), "3 จาก 28 ข้อ");
        Assert.True((await site.WithdrawItem(17, 1, "แยกเป็นรายข้อ")).IsOk);
        Assert.Equal(HttpStatusCode.Gone, (await anyone.Get("/ita/2568/o18")).Status);
    }

    [Fact]
    public async Task Says_so_when_the_store_has_lost_its_file_and_takes_a_new_one()
    {
        await using var site = new Site();
        var officer = await site.As(MayWork);
        using var anyone = await site.Anyone();
        await site.Write(8, "คู่มือ", "คู่มือ.csv");
        Assert.True((await site.PublishItem(8)).IsOk);
        var file = await site.FileOf(8);
        var address = $"/ita/2568/files/{file.Fingerprint}/{Uri.EscapeDataString(file.Name)}";
        Assert.Equal(HttpStatusCode.OK, (await anyone.Get(address)).Status);
        File.Delete(Directory.EnumerateFiles(site.DataDirectory, "*" + file.Fingerprint[^20..] + "*", SearchOption.AllDirectories).Single());

        Assert.Equal("/items/2568/8", (await officer.Post("/items/2568/8", [], "form[action$=Check], form[action*=Check]")).Location);
        var page = await anyone.Page("/ita/2568/o8");
        HtmlAssert.Shows(page, "คู่มือ.csv");
        HtmlAssert.Shows(page, "ไฟล์นี้เปิดไม่ได้ชั่วคราว");
        Assert.Equal(HttpStatusCode.NotFound, (await anyone.Get(address)).Status);
        HtmlAssert.Shows(await officer.Page("/items/2568/8"), "ไฟล์หายจากที่เก็บ: คู่มือ.csv");
        HtmlAssert.Shows(await officer.Page("/items"), "ไฟล์หายจากที่เก็บ");

        // The same file given again is the same bytes: the edition that stands is whole at once.
        await site.Write(8, "คู่มือ", "คู่มือ.csv");
        Assert.Equal(HttpStatusCode.OK, (await anyone.Get(address)).Status);
    }

    [Fact]
    public async Task Is_fed_by_work_inside_the_product_and_names_its_origin()
    {
        await using var site = new Site();
        var officer = await site.As([.. Published.MayPublish, "items.read"]);
        await officer.Confirm(2567);
        await site.IssueReport("ถ้อยคำในรายงาน");
        HtmlAssert.Shows(await officer.Page("/items/2568/27"), "งานในระบบที่ตอบข้อนี้");
        Assert.True((await site.Publish(PublishedKinds.Analysis, 2567)).IsOk);
        using var anyone = await site.Anyone();
        var page = await anyone.Page("/ita/2568/o27");
        HtmlAssert.Shows(page, "ถ้อยคำในรายงาน");
        HtmlAssert.Shows(page, "จัดทำในระบบของหน่วยงาน");
        Assert.NotNull(page.QuerySelector("main a[href='/ita/2567/analysis']"));
        HtmlAssert.Shows(await anyone.Page("/ita/2568"), "1 จาก 28 ข้อ");
    }

    [Fact]
    public async Task Begins_from_last_years_answer_of_the_same_kind_under_its_new_number()
    {
        await using var site = new Site();
        var officer = await site.As(MayWork);
        await site.Write(14, "แผนบริหารบุคคล");
        var page = await officer.Page("/items/2569/copy");
        HtmlAssert.Shows(page, "จาก O14 ปี 2568");
        Assert.Equal("/items/2569", (await officer.Post("/items/2569/copy")).Location);
        var copied = await site.Query(db => db.ItemWorks.SingleAsync(w => w.Year == new FiscalYear(2569)));
        Assert.Equal((13, "แผนบริหารบุคคล"), (copied.Number, copied.Summary));
        HtmlAssert.Shows(await officer.Page("/items/2569/copy"), "ทุกข้อที่คัดลอกได้มีคำตอบของปีนี้แล้ว");
    }

    [Fact]
    public async Task Refuses_what_a_browser_would_run_and_links_that_lead_astray()
    {
        await using var site = new Site();
        var officer = await site.As(MayWork);
        foreach (var (name, bytes) in new[] { ("หน้า.html", "<!doctype html><script>alert(1)</script>"u8.ToArray()), ("รูป.svg", "<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"u8.ToArray()), ("ว่าง.csv", []) })
        {
            var refused = await officer.Post("/items/2568/9/edit", [("Summary", "ยังอยู่ครบ")], "main form[method=post]", ("Uploads", name, bytes));
            Assert.True(name is "ว่าง.csv" ? refused.Status is HttpStatusCode.Redirect : refused.Status is HttpStatusCode.BadRequest, $"{name}: {refused.Status}");
            Assert.True(name is "ว่าง.csv" || refused.Body.Contains("ยังอยู่ครบ", StringComparison.Ordinal));
        }
        foreach (var link in new[] { "ล่อ | javascript:alert(1)", "ล่อ | //evil.example/x", "ล่อ | data:text/html,x", "ไม่มีที่อยู่" })
        {
            var refused = await officer.Post("/items/2568/10/edit", ("LinkLines", link));
            Assert.Equal((link, HttpStatusCode.BadRequest), (link, refused.Status));
            HtmlAssert.Shows(refused.Document, "ลิงก์บรรทัดที่ 1");
        }
        await site.Write(10, "ข้อความ <script>alert(1)</script> [ล่อ](javascript:alert(1))");
        Assert.True((await site.PublishItem(10)).IsOk);
        using var anyone = await site.Anyone();
        var page = await anyone.Page("/ita/2568/o10");
        Assert.Empty(page.QuerySelectorAll("main script"));
        Assert.DoesNotContain(page.QuerySelectorAll("a[href]"), a => a.GetAttribute("href")!.StartsWith("javascript", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task Is_open_to_who_has_the_permission_alone_and_to_its_own_organisation()
    {
        await using var site = new Site();
        await site.Write(1, "ร่างของเรา", "ร่าง.csv");
        var file = await site.FileOf(1);
        var reader = await site.As("items.read");
        Assert.Equal(HttpStatusCode.OK, (await reader.Get("/items/2568/1/preview")).Status);
        foreach (var path in new[] { "/items/2568/1/edit", "/items/2568/1/publish", "/items/2568/copy" })
        {
            Assert.StartsWith("/no-permission", (await reader.Get(path)).Location, StringComparison.Ordinal);
        }
        var other = await site.AddOrganisation("อบต.อื่น", "other");
        var stranger = await site.AsIn(other, MayWork);
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.Get("/items/2568/1/preview")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.Get($"/items/2568/1/files/{file.Id}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.Get("/items/2568/99")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.Get("/items/1999/1")).Status);
    }

    [Theory]
    [InlineData("/ITA/2568/O7", "/ita/2568/o7")]
    [InlineData("/ita/๒๕๖๘/o๗/", "/ita/2568/o7")]
    [InlineData("/ita/2568/o07.JSON", "/ita/2568/o7.json")]
    [InlineData("/ita/2568/O28/", "/ita/2568/o28")]
    public async Task Is_found_under_its_address_typed_in_any_way(string typed, string leads)
    {
        await using var site = new Site();
        using var anyone = await site.Anyone();
        var answer = await anyone.Get(typed);
        Assert.Equal((HttpStatusCode.MovedPermanently, leads), (answer.Status, answer.Location));
        Assert.Equal(HttpStatusCode.OK, (await anyone.Get(leads)).Status);
    }
}
