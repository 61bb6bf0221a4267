using System.IO.Compression;
using System.Text;
using Prongsai.Informants.Format;
using Prongsai.Testing;
using Prongsai.Web.Platform.Publishing;
using static Prongsai.Web.Tests.Informants.Channel;

namespace Prongsai.Web.Tests.Informants;

/// <summary>From the first reading to the result, with everything in between.</summary>
public sealed class Handling(Channel channel) : IClassFixture<Channel>
{
    [Fact]
    public async Task Shows_a_name_only_to_whom_a_custodian_agreed_and_says_why()
    {
        var code = await channel.Report("ชื่อผนึกสองชั้น", [channel.Subject.Person], [("Wish", "now"), ("PersonName", "นางสาวปลูกลับ ชื่อทดสอบ"), ("Contact", "ตู้ปณปลูกลับ 77")]);
        var path = (await Find(channel.First, "ชื่อผนึกสองชั้น"))!;
        Assert.DoesNotContain("ปลูกลับ", (await channel.First.Visitor.Get(path)).Text, StringComparison.Ordinal);
        Assert.Equal(404, (int)(await Posted(channel.First.Visitor, path, "name")).Status);

        var unsaid = await channel.First.Visitor.Post(path + "/handle", [("AskWhy", " ")], "main form[action*='handler=ask']");
        HtmlAssert.Shows(unsaid.Document, "บอกเหตุผลที่จำเป็นต้องทราบ");
        await channel.First.Visitor.Post(path + "/handle", [("AskWhy", "ต้องนัดรับเอกสารต้นฉบับ")], "main form[action*='handler=ask']");
        HtmlAssert.Shows(await channel.First.Visitor.Page(path + "/handle"), "รอผู้ดูแลตัวตนพิจารณา");

        // The custodian reads neither the report nor the name.
        Assert.Equal(404, (int)(await channel.Custodian.Visitor.Get(path)).Status);
        var asked = await channel.Custodian.Visitor.Page("/desk/names");
        HtmlAssert.Shows(asked, "ต้องนัดรับเอกสารต้นฉบับ");
        Assert.DoesNotContain("ปลูกลับ", asked.Body!.TextContent, StringComparison.Ordinal);
        var silent = await channel.Custodian.Visitor.Post("/desk/names", [("Why", ""), ("Agree", "true")], "main form[action='/desk/names']");
        HtmlAssert.Shows(silent.Document, "เขียนเหตุผลของท่านก่อนตัดสินใจ");
        await channel.Custodian.Visitor.Post("/desk/names", [("Why", "จำเป็นต่อการรับหลักฐาน"), ("Agree", "true")], "main form[action='/desk/names']");

        var seen = await channel.First.Visitor.Post(path, [], "main form[action*='handler=name']");
        HtmlAssert.Shows(seen.Document, "นางสาวปลูกลับ ชื่อทดสอบ");
        HtmlAssert.Shows(seen.Document, "จำเป็นต่อการรับหลักฐาน");
        HtmlAssert.Shows(seen.Document, "เปิดดูตัวตน");
        var other = await channel.Second.Visitor.Get(path);
        Assert.DoesNotContain("ปลูกลับ", other.Text, StringComparison.Ordinal);
        Assert.Empty(other.Document.QuerySelectorAll("form[action*='handler=name']"));
        using var informant = await channel.Site.Anyone();
        Assert.Contains("บอกชื่อแล้ว", (await Talk(informant, code)).Text, StringComparison.Ordinal);
        await channel.HoldsNone("ปลูกลับ", "ต้องนัดรับเอกสารต้นฉบับ", "จำเป็นต่อการรับหลักฐาน", code);
    }

    [Fact]
    public async Task Takes_a_name_later_and_refuses_it_when_the_custodian_does()
    {
        var code = await channel.Report("บอกชื่อทีหลัง", [channel.Subject.Person], [("Wish", "later")]);
        var path = (await Find(channel.First, "บอกชื่อทีหลัง"))!;
        Assert.DoesNotContain("ตัวตนของผู้แจ้ง", (await channel.First.Visitor.Get(path)).Text, StringComparison.Ordinal);
        using var informant = await channel.Site.Anyone();
        var talk = await Talk(informant, code);
        HtmlAssert.Shows((await Submit(informant, "/n/b", talk.Document, "form[action*='handler=name']", [("PersonName", " ")])).Document, "ใส่ชื่อ หรือปิดส่วนนี้ถ้ายังไม่พร้อม");
        await Submit(informant, "/n/b", talk.Document, "form[action*='handler=name']", [("PersonName", "ชื่อภายหลัง")]);
        await channel.First.Visitor.Post(path + "/handle", [("AskWhy", "อยากทราบเฉย ๆ")], "main form[action*='handler=ask']");
        await channel.Custodian.Visitor.Post("/desk/names", [("Why", "ไม่จำเป็น"), ("Agree", "false")], "main form[action='/desk/names']");
        HtmlAssert.Shows(await channel.First.Visitor.Page(path), "ผู้ดูแลตัวตนไม่อนุมัติ: ไม่จำเป็น");
        Assert.Equal(404, (int)(await Posted(channel.First.Visitor, path, "name")).Status);
    }

    [Fact]
    public async Task Takes_no_name_when_the_custodian_is_the_subject()
    {
        using var informant = await channel.Site.Anyone();
        var who = await Submit(informant, "/n/w", (await informant.Get("/n/w")).Document, "main form", [("What", "ผู้ดูแลตัวตนเอง")]);
        var send = await Submit(informant, "/n/w", who.Document, "main form", [("Named", channel.Custodian.Person.ToString("N"))]);
        HtmlAssert.Shows(send.Document, "ขณะนี้ไม่มีผู้ดูแลตัวตนที่พ้นจากความเกี่ยวข้อง");
        Assert.Empty(send.Document.QuerySelectorAll("[name=PersonName]"));
    }

    [Fact]
    public async Task Enters_a_call_whose_code_the_informant_changes_before_reading()
    {
        var entered = await channel.First.Visitor.Post("/desk/enter", ("Came", "โทรศัพท์"), ("What", "โทรมาเล่าเรื่องรถหลวง"), ("Named", channel.Subject.Person.ToString("N")));
        HtmlAssert.Heading(entered.Document, "บันทึกแล้ว ให้รหัสนี้แก่ผู้แจ้ง");
        var old = CodeOf(entered);
        using var informant = await channel.Site.Anyone();
        var first = await Talk(informant, old);
        HtmlAssert.Heading(first.Document, "เปลี่ยนรหัสก่อนใช้ครั้งแรก");
        Assert.DoesNotContain("รถหลวง", first.Text, StringComparison.Ordinal);
        var fresh = CodeOf(first);
        var slip = await Submit(informant, "/n/b", first.Document, "main form", [("Code", old)]);
        HtmlAssert.Shows(slip.Document, "ตัวเลขไม่ตรงกับรหัสใหม่");
        Assert.Equal(fresh, CodeOf(slip));
        var talk = await Submit(informant, "/n/b", slip.Document, "main form", [("Code", fresh)]);
        HtmlAssert.Shows(talk.Document, "โทรมาเล่าเรื่องรถหลวง");
        HtmlAssert.Shows(talk.Document, "ได้รับทาง: โทรศัพท์");
        Assert.Equal(400, (int)(await Talk(informant, old)).Status);
        HtmlAssert.Heading((await Talk(informant, fresh)).Document, "รับเรื่องแล้ว");
        Assert.Null(await Find(channel.Subject, "รถหลวง"));
    }

    [Fact]
    public async Task Gives_whoever_enters_a_report_about_himself_no_key()
    {
        var entered = await channel.Subject.Visitor.Post("/desk/enter", ("Came", "จดหมาย"), ("What", "จดหมายกล่าวหาผู้บันทึกเอง"), ("Named", channel.Subject.Person.ToString("N")));
        HtmlAssert.Shows(entered.Document, "ท่านไม่อยู่ในผู้ที่ได้กุญแจของเรื่องนี้");
        Assert.Null(await Find(channel.Subject, "จดหมายกล่าวหาผู้บันทึกเอง"));
        Assert.NotNull(await Find(channel.First, "จดหมายกล่าวหาผู้บันทึกเอง"));
    }

    [Fact]
    public async Task Counts_working_days_asks_for_words_and_extends_no_oftener_than_the_rule_says()
    {
        var code = await channel.Report("ขั้นตอนและกำหนด", [channel.Subject.Person]);
        var path = (await Find(channel.First, "ขั้นตอนและกำหนด"))!;
        // Received on Wednesday 9 April 2568: five working days, of which Songkran takes three and the substitute day another.
        var due = (await channel.First.Visitor.Page(path)).Body!.TextContent;
        Assert.Contains("ขั้นนี้ควรเสร็จภายใน", due, StringComparison.Ordinal);
        Assert.DoesNotContain("ขั้นนี้ควรเสร็จภายใน 16 เม.ย. 2568", due, StringComparison.Ordinal);
        var unsaid = await channel.First.Visitor.Post(path + "/handle", [("Turn", "referred"), ("Words", "")], "main form[action*='handler=turn']");
        HtmlAssert.Shows(unsaid.Document, "บอกหน่วยงานที่ส่งต่อและเหตุผลแก่ผู้แจ้ง");
        var wild = await channel.First.Visitor.Post(path + "/handle", [("Turn", "inquiry")], "main form[action*='handler=turn']");
        Assert.Equal(400, (int)wild.Status);
        await channel.First.Visitor.Post(path + "/handle", [("Turn", "looking"), ("Words", "รับไว้พิจารณา")], "main form[action*='handler=turn']");
        await channel.First.Visitor.Post(path + "/handle", [("ExtendWhy", "รอเอกสารจากอำเภอ")], "main form[action*='handler=extend']");
        Assert.Empty((await channel.First.Visitor.Page(path + "/handle")).QuerySelectorAll("form[action*='handler=extend']"));
        using var informant = await channel.Site.Anyone();
        var talk = await Talk(informant, code);
        HtmlAssert.Heading(talk.Document, "กำลังพิจารณาเบื้องต้น");
        HtmlAssert.Shows(talk.Document, "รับไว้พิจารณา");
        HtmlAssert.Shows(talk.Document, "รอเอกสารจากอำเภอ");
        HtmlAssert.Shows(talk.Document, "ขยายแล้ว 1 ครั้ง");
        HtmlAssert.Shows(talk.Document, "มาตรา 38");
    }

    [Fact]
    public async Task Merges_what_two_people_told_without_giving_a_key_or_a_word_of_one_to_the_other()
    {
        var one = await channel.Report("ซ้ำเรื่องแรก", [channel.Subject.Person]);
        var two = await channel.Report("ซ้ำเรื่องสอง", [channel.Subject.Person, channel.Second.Person]);
        var (main, copy) = ((await Find(channel.First, "ซ้ำเรื่องแรก"))!, (await Find(channel.First, "ซ้ำเรื่องสอง"))!);
        await channel.First.Visitor.Post(copy + "/handle", [("Into", main[^36..])], "main form[action*='handler=merge']");
        Assert.Equal(404, (int)(await channel.Second.Visitor.Get(copy)).Status);
        await channel.First.Visitor.Post(main + "/handle", [("Turn", "finished"), ("Words", "ผลของทั้งสองเรื่อง")], "main form[action*='handler=turn']");
        using var informant = await channel.Site.Anyone();
        var first = await Talk(informant, one);
        var second = await Talk(informant, two);
        foreach (var talk in new[] { first, second })
        {
            HtmlAssert.Heading(talk.Document, "เสร็จสิ้น");
            HtmlAssert.Shows(talk.Document, "ผลของทั้งสองเรื่อง");
        }
        HtmlAssert.Shows(second.Document, "มีผู้แจ้งเรื่องเดียวกันไว้ก่อน");
        Assert.DoesNotContain("ซ้ำเรื่องแรก", second.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("ซ้ำเรื่องสอง", first.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Makes_a_dossier_with_words_hidden_and_no_name_in_it()
    {
        await channel.Report("เห็นที่หมู่ 9 ตอนตีสาม", [channel.Subject.Person], [("Wish", "now"), ("PersonName", "ชื่อที่ไม่ออกไป")]);
        var path = (await Find(channel.First, "เห็นที่หมู่ 9 ตอนตีสาม"))!;
        var preview = await channel.First.Visitor.Post(path + "/dossier", ("Masks", "หมู่ 9\nตีสาม"));
        HtmlAssert.Shows(preview.Document, "█████");
        var docx = await channel.First.Visitor.Http.PostAsync(new Uri(path + "/dossier?handler=docx", UriKind.Relative), await Form(channel.First.Visitor, path + "/dossier", ("Masks", "หมู่ 9\r\nตีสาม"), ("Lead", "เรียน นายอำเภอ")));
        var text = Words(await docx.Content.ReadAsByteArrayAsync());
        Assert.Contains("เรียน นายอำเภอ", text, StringComparison.Ordinal);
        Assert.Contains("█████", text, StringComparison.Ordinal);
        Assert.DoesNotContain("หมู่ 9", text, StringComparison.Ordinal);
        Assert.DoesNotContain("ตีสาม", text, StringComparison.Ordinal);
        Assert.DoesNotContain("ชื่อที่ไม่ออกไป", text, StringComparison.Ordinal);
        var pdf = await channel.First.Visitor.Http.PostAsync(new Uri(path + "/dossier?handler=pdf", UriKind.Relative), await Form(channel.First.Visitor, path + "/dossier", ("Masks", "หมู่ 9\r\nตีสาม")));
        Assert.Equal("application/pdf", pdf.Content.Headers.ContentType!.MediaType);
        HtmlAssert.Shows(await channel.First.Visitor.Page(path), "ทำสำเนาเพื่อส่งต่อ");
        await channel.HoldsNone("เห็นที่หมู่ 9 ตอนตีสาม", "เรียน นายอำเภอ", "ชื่อที่ไม่ออกไป");
    }

    [Fact]
    public async Task Commends_without_a_name_and_gives_the_award_once_to_who_brings_the_digits()
    {
        var code = await channel.Report("เรื่องที่ควรยกย่อง", [channel.Subject.Person]);
        var path = (await Find(channel.First, "เรื่องที่ควรยกย่อง"))!;
        await channel.First.Visitor.Post(path + "/handle", [("AwardTitle", "ผู้รักษาประโยชน์ของส่วนรวม")], "main form[action*='handler=commend']");
        Assert.DoesNotContain("ผู้รักษาประโยชน์", (await channel.Subject.Visitor.Get("/desk/awards")).Text, StringComparison.Ordinal);
        using var informant = await channel.Site.Anyone();
        var talk = await Talk(informant, code);
        HtmlAssert.Shows(talk.Document, "ผู้รักษาประโยชน์ของส่วนรวม");
        var digits = CodeOf(talk);
        Assert.NotEqual(code, digits);
        var counter = await channel.Site.As("informants.handle");
        Assert.Equal(400, (int)(await counter.Post("/desk/awards", [("Typed", code)], "main form[action='/desk/awards']")).Status);
        HtmlAssert.Shows((await counter.Post("/desk/awards", [("Typed", DigitCode.Show(digits))], "main form[action='/desk/awards']")).Document, "ผู้รักษาประโยชน์ของส่วนรวม");
        var brought = (await counter.Get("/desk/awards")).Document;
        var found = await counter.Post("/desk/awards", [("Typed", digits)], "main form[action='/desk/awards']");
        Assert.Equal("/desk/awards", (await Submit(counter, "", found.Document, "form[action*='handler=give']", [])).Location);
        HtmlAssert.Shows((await Submit(counter, "", found.Document, "form[action*='handler=give']", [])).Document, "รางวัลนี้มอบไปแล้ว");
        HtmlAssert.Shows(await counter.Page("/desk/awards"), "ผู้รักษาประโยชน์ของส่วนรวม");
        await channel.HoldsNone(digits, code);
        var columns = await channel.Ask<string[]>("select array_agg(column_name::text order by column_name) from information_schema.columns where table_schema = 'informants' and table_name = 'awards'");
        Assert.Equal(["given_on", "half", "id", "lookup", "organisation_id", "title"], columns);
    }

    [Fact]
    public async Task Lets_a_recipient_step_back_unless_nobody_else_could_read_on()
    {
        await channel.Report("ผู้รับเรื่องถอนตัว", [channel.Subject.Person]);
        var path = (await Find(channel.First, "ผู้รับเรื่องถอนตัว"))!;
        await channel.First.Visitor.Post(path + "/handle", [("RecuseSure", "true")], "main form[action*='handler=recuse']");
        Assert.Equal(404, (int)(await channel.First.Visitor.Get(path)).Status);
        var last = await channel.Second.Visitor.Post(path + "/handle", [("RecuseSure", "true")], "main form[action*='handler=recuse']");
        HtmlAssert.Shows(last.Document, "ท่านเป็นผู้ถือกุญแจคนสุดท้าย");
        // The key can be given again, but never to who is named.
        var offered = (await channel.Second.Visitor.Page(path + "/handle")).QuerySelectorAll("[name=GiveTo] option").Select(o => o.TextContent).ToList();
        Assert.Contains(offered, o => o.StartsWith("นิติกร", StringComparison.Ordinal));
        Assert.DoesNotContain(offered, o => o.StartsWith("เจ้าพนักงานพัสดุ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Reminds_everybody_appointed_alike_and_tells_all_of_a_new_one()
    {
        // In an office of its own: whoever is appointed here would hold keys in the other tests.
        await using var own = new Channel();
        await own.InitializeAsync();
        await own.Report("เตือนเท่ากัน", [own.Subject.Person]);
        var before = await Notices(own.Subject);
        await own.Site.RunPeriodicJobs();
        Assert.Equal(before + 1, await Notices(own.Subject));
        var (first, subject) = (await Notices(own.First), await Notices(own.Subject));
        var newcomer = await own.Appoint("นิติกรคนใหม่");
        Assert.Equal((first + 1, subject + 1), (await Notices(own.First), await Notices(own.Subject)));
        HtmlAssert.Shows(await own.Subject.Visitor.Page("/notices"), "แต่งตั้งนิติกรคนใหม่");
        // A newcomer gets no key to what came before.
        Assert.Null(await Find(newcomer, "เตือนเท่ากัน"));
    }

    [Fact]
    public async Task Offers_the_halves_that_are_over_to_the_public_and_says_none_aloud()
    {
        var offers = await channel.Site.Do(s => s.GetServices<IPublishable>().Single(p => p.Kind == PublishedKinds.ComplaintStatistics).Offers(CancellationToken.None));
        Assert.Equal([2567, 2568], offers.Select(o => o.Year.Value));
        var content = await channel.Site.Do(s => s.GetServices<IPublishable>().Single(p => p.Kind == PublishedKinds.ComplaintStatistics).Content(new(2568), new HashSet<string>(StringComparer.Ordinal), CancellationToken.None));
        // April 2568 belongs to the second half, which is not over: reports of today change nothing that can be seen.
        Assert.Contains("ไม่มี", content!.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("ครึ่งปีที่ 2", offers[1].Note, StringComparison.Ordinal);
        var publisher = await channel.Site.As("publication.publish", "publication.read", "organisation.read");
        await publisher.Post("/publication/2568/complaint-statistics/publish");
        var page = await (await channel.Site.Anyone()).Page("/ita/2568/complaints");
        HtmlAssert.Shows(page, "ไม่มี");
        var procedure = await channel.Site.Do(s => s.GetServices<IPublishable>().Single(p => p.Kind == PublishedKinds.ComplaintProcedure).Content(new(2568), new HashSet<string>(StringComparer.Ordinal), CancellationToken.None));
        Assert.Contains("30 วันทำการ", procedure!.Html!.Replace("๓๐", "30", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    private static async Task<int> Notices(Officer officer) => (await officer.Visitor.Page("/notices")).QuerySelectorAll("main li").Length;

    private static async Task<FormUrlEncodedContent> Form(Visitor visitor, string path, params (string Name, string Value)[] values)
    {
        var page = await visitor.Page(path);
        var form = page.QuerySelector("main form")!;
        var kept = form.QuerySelectorAll("input[type=hidden], input[type=checkbox][checked]").Select(i => KeyValuePair.Create(i.GetAttribute("name")!, i.GetAttribute("value")!));
        return new FormUrlEncodedContent(kept.Concat(values.Select(v => KeyValuePair.Create(v.Name, v.Value))));
    }

    private static string Words(byte[] docx)
    {
        using var archive = new ZipArchive(new MemoryStream(docx));
        return string.Join('\n', archive.Entries.Where(e => e.Name.EndsWith(".xml", StringComparison.Ordinal)).Select(e =>
        {
            using var reader = new StreamReader(e.Open(), Encoding.UTF8);
            return System.Text.RegularExpressions.Regex.Replace(reader.ReadToEnd(), "<[^>]+>", "", System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(5));
        }));
    }
}
