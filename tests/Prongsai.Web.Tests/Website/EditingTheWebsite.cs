using System.Net;
using Microsoft.EntityFrameworkCore;
using Prongsai.Testing;
using Prongsai.Web.Features.Content;
using Prongsai.Web.Platform.Changes;
using Prongsai.Web.Platform.Contents;

namespace Prongsai.Web.Tests.Website;

/// <summary>The office writes: as drafts, in preview, two at once, and back to what was.</summary>
public sealed class EditingTheWebsite
{
    private static (string, string)[] News(string title, string body, string state = "Published", string alt = "") =>
        [("Title", title), ("Body", body), ("State", state), ("Alt", alt)];

    [Fact]
    public async Task Writes_news_and_the_public_reads_it()
    {
        await using var site = new Site();
        using var officer = await site.As("content.write");
        var answer = await officer.Post("/content/new/news", News("งานทำบุญตำบล", "เชิญ**ทุกบ้าน** <b>x</b>"));
        Assert.Equal(HttpStatusCode.Redirect, answer.Status);
        using var anyone = await site.Anyone();
        Assert.Contains("<strong>ทุกบ้าน</strong> &lt;b&gt;", (await anyone.Get("/news/1")).Body, StringComparison.Ordinal);
        Assert.Equal(1, await site.Query(db => db.Changes.CountAsync(c => c.Kind == "content.published")));
    }

    [Fact]
    public async Task Publishes_a_persons_name_only_from_the_people_list_or_with_a_basis()
    {
        await using var site = new Site();
        using var officer = await site.As("content.write");
        await officer.Post("/content/new/person", [("Title", "นางสาวทุ่งทอง ตัวอย่างใจ"), ("SectionKey", "structure"), ("Position", "ปลัด"), ("Side", "Permanent"), ("Basis", "กฎหมาย"), ("State", "Published")]);
        const string body = "น.ส. ทุ่งทอง  ตัวอย่างใจ และนายกองค์การบริหารส่วนตำบล รับมอบของจากนายสมมุติ ใจสมมุติ";
        var refused = await officer.Post("/content/new/news", News("รับมอบของ", body));
        Assert.Equal(HttpStatusCode.BadRequest, refused.Status);
        HtmlAssert.Shows(refused.Document, "มีชื่อบุคคลที่ไม่อยู่ในรายชื่อบุคคลของเว็บไซต์: “นายสมมุติ ใจสมมุติ” ลบชื่อออก");
        Assert.Equal(body, refused.Document.QuerySelector("#Body")!.TextContent.Trim());
        Assert.True(refused.Document.QuerySelector("details:has(#Basis)")!.HasAttribute("open"));
        // A draft is nobody's but the office's.
        Assert.Equal(HttpStatusCode.Redirect, (await officer.Post("/content/new/news", News("รับมอบของ", body, "Draft"))).Status);
        Assert.Equal(HttpStatusCode.Redirect, (await officer.Post("/content/new/news", [.. News("รับมอบของ", body), ("Basis", "ความยินยอมลงวันที่ 1 เมษายน 2568")])).Status);
        Assert.Equal(HttpStatusCode.Redirect, (await officer.Post("/content/new/news", News("ประชุม", "น.ส. ทุ่งทอง ตัวอย่างใจ เป็นประธาน"))).Status);
    }

    [Fact]
    public async Task Publishes_news_with_a_picture_only_when_it_was_said_who_can_be_known_by_it()
    {
        await using var site = new Site();
        using var officer = await site.As("content.write");
        var picture = Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNkYAAAAAYAAjCB0C8AAAAASUVORK5CYII=");
        Task<Answer> Save(params (string, string)[] more) => officer.Post("/content/new/news", [.. News("ลอกคลอง", "หมู่ 2", alt: "คลอง"), .. more], files: ("Upload", "a.png", picture));
        HtmlAssert.Shows((await Save()).Document, "บอกว่าในภาพมีผู้ที่จำหน้าได้หรือไม่");
        HtmlAssert.Shows((await Save(("PeopleInPicture", "WithBasis"))).Document, "ใส่ฐานที่เผยแพร่ชื่อและภาพได้");
        Assert.Equal(HttpStatusCode.Redirect, (await Save(("PeopleInPicture", "WithBasis"), ("Basis", "ความยินยอมลงวันที่ 1 เมษายน 2568"))).Status);
        Assert.Equal(HttpStatusCode.Redirect, (await Save(("PeopleInPicture", "Nobody"))).Status);
    }

    [Theory]
    [InlineData("นายอำเภอเมือง ลงพื้นที่")]
    [InlineData("นายก อบต. พบประชาชน")]
    [InlineData("นายช่างโยธา ตรวจงาน และนายทะเบียนท้องถิ่น รับแจ้ง")]
    [InlineData("ผู้ประกอบการเป็นนายจ้าง มีลูกจ้าง")]
    [InlineData("นายกสมาคม มอบเงิน นายกเทศมนตรี รับมอบ")]
    [InlineData("นางพยาบาล ประจำตำบล มากับทนายความ สองคน ที่อำเภอนางรอง จังหวัดบุรีรัมย์")]
    public void Takes_an_office_for_no_name(string text) => Assert.Empty(PersonNames.In(text));

    [Theory]
    [InlineData("มอบโดย นาย สมมุติ ใจสมมุติ", "นายสมมุติ ใจสมมุติ")]
    [InlineData("ว่าที่ร้อยตรีสมมุติ ณ สมมุติ", "ว่าที่ร้อยตรีสมมุติ สมมุติ")]
    [InlineData("(นางสมมุติ ใจสมมุติ)", "นางสมมุติ ใจสมมุติ")]
    [InlineData("เด็กหญิงแก้ว ใจสมมุติ ชนะเลิศ", "เด็กหญิงแก้ว ใจสมมุติ")]
    [InlineData("นายกร ใจสมมุติ", "นายกร ใจสมมุติ")]
    public void Finds_a_name_behind_its_title(string text, string name) => Assert.Equal([name], PersonNames.In(text));

    [Fact]
    public async Task Who_may_only_read_saves_nothing()
    {
        await using var site = new Site();
        var news = await site.Save(ContentKind.News, "ข่าวเดิม", ContentState.Draft);
        using var reader = await site.As("content.read");
        HtmlAssert.Shows(await reader.Page($"/content/{news.Id}"), "ข่าวเดิม");
        Assert.Contains("/no-permission", (await reader.Post($"/content/{news.Id}", News("แก้", "x"))).Response.Headers.Location!.OriginalString, StringComparison.Ordinal);
        Assert.Equal("ข่าวเดิม", await site.Query(db => db.Contents.Select(c => c.Title).SingleAsync()));
    }

    [Fact]
    public async Task The_second_of_two_editors_sees_both_texts()
    {
        await using var site = new Site();
        var news = await site.Save(ContentKind.News, "ข่าวเดิม", ContentState.Draft);
        using var officer = await site.As("content.write");
        await site.Save(ContentKind.News, "ของคนแรก", ContentState.Draft, id: news.Id, version: news.Version);
        var answer = await officer.Post($"/content/{news.Id}", [.. News("ของคนที่สอง", "x", "Draft"), ("Version", "1")]);
        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Contains("ของคนแรก", answer.Text, StringComparison.Ordinal);
        Assert.Equal("ของคนที่สอง", answer.Document.QuerySelector("#Title")!.GetAttribute("value"));
        Assert.Equal("2", answer.Document.QuerySelector("input[name=Version]")!.GetAttribute("value"));
    }

    [Fact]
    public async Task Restores_what_was()
    {
        await using var site = new Site();
        var news = await site.Save(ContentKind.News, "ฉบับหนึ่ง", ContentState.Published);
        await site.Save(ContentKind.News, "ฉบับสอง", ContentState.Published, id: news.Id, version: 1);
        using var officer = await site.As("content.write");
        await officer.Post($"/content/{news.Id}", [("number", "1")], "form[action*=Restore]");
        using var anyone = await site.Anyone();
        HtmlAssert.Heading(await anyone.Page("/news/1"), "ฉบับหนึ่ง");
        Assert.Equal(3, await site.Query(db => db.ContentVersions.CountAsync()));
    }

    [Fact]
    public async Task Publishes_no_person_without_a_basis_and_no_picture_without_words()
    {
        await using var site = new Site();
        using var officer = await site.As("content.write");
        var person = await officer.Post("/content/new/person", ("Title", "นายสมมติ"), ("SectionKey", "structure"), ("State", "Published"));
        Assert.Equal(HttpStatusCode.BadRequest, person.Status);
        Assert.Contains("ใส่ฐานที่เผยแพร่", person.Text, StringComparison.Ordinal);
        var link = await officer.Post("/content/new/link", ("Title", "ลิงก์"), ("SectionKey", "law"), ("Address", "javascript:alert(1)"), ("State", "Published"));
        Assert.Contains("ต้องขึ้นต้นด้วย https://", link.Text, StringComparison.Ordinal);
        var document = await officer.Post("/content/new/document", [("Title", "หน้าเว็บ"), ("SectionKey", "law"), ("State", "Published")], files: ("Upload", "a.html", "<script>1</script>"u8.ToArray()));
        Assert.Contains("ไฟล์นี้เปิดเผยไม่ได้", document.Text, StringComparison.Ordinal);
        var withdrawn = await officer.Post("/content/new/news", News("ถอน", "x", "Withdrawn"));
        Assert.Contains("ใส่เหตุผลที่ถอน", withdrawn.Text, StringComparison.Ordinal);
        Assert.Equal(0, await site.Query(db => db.Contents.CountAsync()));
    }

    [Fact]
    public async Task Shows_a_preview_and_saves_nothing()
    {
        await using var site = new Site();
        using var officer = await site.As("content.write");
        var answer = await officer.Post("/content/new/news?handler=Preview", News("ร่าง", "## หัวข้อย่อย"));
        Assert.Contains("<h3>หัวข้อย่อย</h3>", answer.Body, StringComparison.Ordinal);
        Assert.Equal(0, await site.Query(db => db.Contents.CountAsync()));
    }

    [Fact]
    public async Task Previews_every_kind_also_while_typing_and_harmlessly()
    {
        await using var site = new Site();
        using var officer = await site.As("content.write");
        foreach (var (kind, typed, shown) in new[] { ("person", ("Position", "นายก"), "นายก"), ("document", ("Type", "ประกาศเชิญชวน"), "ประกาศเชิญชวน"), ("link", ("Address", "javascript:alert(1)"), "ต้องขึ้นต้นด้วย https://"), ("page", ("Body", "## หัวข้อ\n<script>1</script>"), "<h3>หัวข้อ</h3>") })
        {
            foreach (var handler in new[] { "Preview", "Live" })
            {
                var answer = await officer.Post($"/content/new/{kind}?handler={handler}", ("Title", "ลองดู"), typed);
                Assert.Equal(HttpStatusCode.OK, answer.Status);
                Assert.Contains(shown, WebUtility.HtmlDecode(answer.Body), StringComparison.Ordinal);
                Assert.DoesNotContain("<script>1", answer.Body, StringComparison.Ordinal);
                Assert.DoesNotContain("href=\"javascript", answer.Body, StringComparison.Ordinal);
                Assert.Equal(handler == "Preview", answer.Body.Contains("<html", StringComparison.Ordinal));
            }
        }
        Assert.Equal(0, await site.Query(db => db.Contents.CountAsync()));
    }

    [Theory]
    [InlineData("/procurement/egp/index.php", "/info/procurement")]
    [InlineData("/web/contact-us.html", "/info/contact")]
    [InlineData("/activity", "/news")]
    [InlineData("/ซ่อมสะพาน", "/news/1")]
    [InlineData("/รายงาน/ซ่อมสะพานไม้-2568.pdf", "/news/1")]
    public async Task Leads_lost_visitors_on_by_the_words_of_the_address(string lost, string leads)
    {
        await using var site = new Site();
        await site.Save(ContentKind.News, "ซ่อมสะพานไม้หมู่ 3", ContentState.Published);
        await site.Save(ContentKind.News, "ซ่อมสะพานลับ", ContentState.Draft);
        using var anyone = await site.Anyone();
        var answer = await anyone.Get(lost);
        Assert.Equal(HttpStatusCode.NotFound, answer.Status);
        Assert.Contains($"href=\"{leads}\"", answer.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("สะพานลับ", answer.Body, StringComparison.Ordinal);
        // Nobody signed in sees more than others.
        Assert.DoesNotContain("สะพานลับ", (await (await site.As("content.write")).Get(lost)).Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("document", "a.svg", "<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>", false)]
    [InlineData("document", "a.xhtml", "<html xmlns='http://www.w3.org/1999/xhtml'><script>1</script></html>", false)]
    [InlineData("document", "a.pdf", "<html><script>1</script></html>", false)]
    [InlineData("document", "a.csv", "<script>1</script>,x\n1,2\n", true)]
    [InlineData("document", "a.pdf", "%PDF-1.4\n1 0 obj<</Type/Catalog/OpenAction<</S/JavaScript/JS(app.alert(1))>>>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n", true)]
    [InlineData("person", "a.svg", "<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>", false)]
    [InlineData("person", "a.jpg", "<html><script>1</script></html>", false)]
    public async Task Takes_no_file_that_could_run_in_the_sites_origin(string kind, string name, string content, bool taken)
    {
        await using var site = new Site();
        using var officer = await site.As("content.write");
        var saved = await officer.Post($"/content/new/{kind}", [("Title", "ไฟล์"), ("SectionKey", "structure"), ("Alt", "ภาพ"), ("Basis", "กฎหมาย"), ("State", "Published")], files: ("Upload", name, System.Text.Encoding.UTF8.GetBytes(content)));
        Assert.Equal(taken ? HttpStatusCode.Redirect : HttpStatusCode.BadRequest, saved.Status);
        Assert.Equal(taken ? 1 : 0, await site.Query(db => db.Contents.CountAsync()));
        if (taken)
        {
            using var anyone = await site.Anyone();
            var file = await anyone.Get("/documents/1/file");
            Assert.StartsWith("attachment", file.Response.Content.Headers.ContentDisposition!.ToString(), StringComparison.Ordinal);
            Assert.Equal("nosniff", string.Join(' ', file.Response.Headers.GetValues("X-Content-Type-Options")));
            Assert.Equal("default-src 'none'; style-src 'unsafe-inline'; sandbox", string.Join(' ', file.Response.Headers.GetValues("Content-Security-Policy")));
            Assert.DoesNotContain("html", file.Response.Content.Headers.ContentType!.ToString(), StringComparison.Ordinal);
        }
    }
}
