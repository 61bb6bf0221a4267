using System.IO.Compression;
using System.Net;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Prongsai.Documents.Reading;
using Prongsai.Domain;
using Prongsai.Domain.Rules;
using Prongsai.Testing;
using Prongsai.Web.Features.Publication.Items;
using Prongsai.Web.Features.Publication.MoveIn;
using Prongsai.Web.Platform.Contents;
using Prongsai.Web.Platform.Rules;

namespace Prongsai.Web.Tests.Publication;

/// <summary>The list of addresses of an old site, read from what offices really have, and made into drafts.</summary>
public sealed class MovingIn
{
    private static readonly Rulebook Rules = RulebookStore.Load().Find(new FiscalYear(2568))!;

    [Fact]
    public async Task Reads_a_saved_page_with_links_behind_words_merged_numbers_and_relative_addresses()
    {
        const string page = """
            <!DOCTYPE html><!-- saved from url=(0034)https://www.old-office.go.th/oit/ -->
            <html><head><meta charset="utf-8"><title>OIT</title></head><body><nav><a href="/">หน้าแรก</a></nav>
            <table><tr><th>ข้อ</th><th>ข้อมูล</th><th>URL</th><th>คำอธิบาย</th></tr>
            <tr><td rowspan="2">O1</td><td rowspan="2">โครงสร้างและอำนาจหน้าที่</td><td><a href="structure.php">คลิกที่นี่</a></td><td>แผนผังอยู่กลางหน้า</td></tr>
            <tr><td><a href="https://www.old-office.go.th/powers">ดู</a></td><td>อำนาจหน้าที่</td></tr>
            <tr><td>O๒</td><td>ข้อมูลผู้บริหาร</td><td>https://www.old-office.go.th/people?id=2
            https://www.old-office.go.th/people?id=3</td><td></td></tr>
            <tr><td>O3</td><td>ข้อมูลการติดต่อและช่องทางการสอบถามข้อมูล</td><td>อยู่ระหว่างจัดทำ</td><td></td></tr>
            </table><ul><li>ข้อ O4 ข่าวประชาสัมพันธ์ <a href="/news">เปิด</a></li></ul>
            <p><a href="javascript:alert(1)">O5</a></p></body></html>
            """;
        var list = await AddressLists.Read(Encoding.UTF8.GetBytes(page), "oit.html", Rules, CancellationToken.None);
        Assert.Equal(
            [
                new FoundAddress(1, "https://www.old-office.go.th/oit/structure.php", "แผนผังอยู่กลางหน้า"),
                new FoundAddress(1, "https://www.old-office.go.th/powers", "อำนาจหน้าที่"),
                new FoundAddress(2, "https://www.old-office.go.th/people?id=2", "ข้อมูลผู้บริหาร"),
                new FoundAddress(2, "https://www.old-office.go.th/people?id=3", "ข้อมูลผู้บริหาร"),
                new FoundAddress(4, "https://www.old-office.go.th/news", "ข่าวประชาสัมพันธ์ เปิด"),
            ],
            list.Found);
        Assert.Empty(list.Doubtful);
    }

    [Theory]
    [InlineData("ข้อ,URL,คำอธิบาย\n7,https://a.go.th/r7,รายงานประจำปี\n,https://a.go.th/r7b,ภาคผนวก\n28,https://a.go.th/r28,\n", "a.csv")]
    [InlineData("ลำดับ,รายการ,ลิงก์\n1,O7 รายงานผลการดำเนินงานประจำปี,https://a.go.th/r7\n2,O28,https://a.go.th/r28\n", "b.csv")]
    [InlineData("รายงานผลการดำเนินงานประจำปี,https://a.go.th/r7\nรายงานผลการดำเนินการเพื่อส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน,https://a.go.th/r28\n", "c.csv")]
    public async Task Reads_tables_whose_columns_stand_in_any_order(string csv, string name)
    {
        var list = await AddressLists.Read(Encoding.UTF8.GetBytes(csv), name, Rules, CancellationToken.None);
        Assert.Contains(list.Found, f => f is { Number: 7, Url: "https://a.go.th/r7" });
        Assert.Contains(list.Found, f => f is { Number: 28, Url: "https://a.go.th/r28" });
        Assert.Equal(name == "a.csv" ? 3 : 2, list.Found.Count);
        Assert.True(name != "a.csv" || list.Found.Any(f => f is { Number: 7, Url: "https://a.go.th/r7b", Words: "ภาคผนวก" }));
    }

    [Fact]
    public async Task Reads_the_addresses_behind_the_words_of_a_workbook_and_of_a_word_file()
    {
        const string sheet = """
            <worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheetData>
            <row r="1"><c r="A1" t="inlineStr"><is><t>ข้อ</t></is></c><c r="B1" t="inlineStr"><is><t>ลิงก์</t></is></c></row>
            <row r="2"><c r="A2" t="inlineStr"><is><t>O1</t></is></c><c r="B2" t="inlineStr"><is><t>คลิกที่นี่</t></is></c></row>
            <row r="3"><c r="A3" t="inlineStr"><is><t>O2</t></is></c><c r="B3" t="str"><f>HYPERLINK("https://a.go.th/people","ดู")</f><v>ดู</v></c></row>
            <row r="4"><c r="A4" t="inlineStr"><is><t>O3</t></is></c><c r="B4" t="inlineStr"><is><t>ส่งอีเมล</t></is></c></row>
            </sheetData><hyperlinks><hyperlink ref="B2" r:id="rId1"/><hyperlink ref="B4" r:id="rId2"/></hyperlinks></worksheet>
            """;
        const string links = """
            <Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
            <Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink" Target="https://a.go.th/structure" TargetMode="External"/>
            <Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink" Target="mailto:someone@a.go.th" TargetMode="External"/>
            </Relationships>
            """;
        var workbook = Zip(
            ("[Content_Types].xml", """<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>"""),
            ("xl/workbook.xml", """<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="OIT" sheetId="1" r:id="rId1"/></sheets></workbook>"""),
            ("xl/_rels/workbook.xml.rels", """<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"""),
            ("xl/worksheets/sheet1.xml", sheet),
            ("xl/worksheets/_rels/sheet1.xml.rels", links));
        Assert.Equal([(1, "https://a.go.th/structure", "คลิกที่นี่"), (2, "https://a.go.th/people", "ดู")], (await AddressLists.Read(workbook, "ita.xlsx", Rules, CancellationToken.None)).Found.Select(f => (f.Number, f.Url, f.Words)));

        const string body = """
            <w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><w:body><w:tbl>
            <w:tr><w:tc><w:p><w:r><w:t>O1</w:t></w:r></w:p></w:tc><w:tc><w:p><w:hyperlink r:id="rId1"><w:r><w:t>คลิกที่นี่</w:t></w:r></w:hyperlink></w:p></w:tc></w:tr>
            </w:tbl></w:body></w:document>
            """;
        var paper = Zip(
            ("[Content_Types].xml", """<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>"""),
            ("_rels/.rels", """<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>"""),
            ("word/document.xml", body),
            ("word/_rels/document.xml.rels", links));
        Assert.Equal([(1, "https://a.go.th/structure")], (await AddressLists.Read(paper, "ita.docx", Rules, CancellationToken.None)).Found.Select(f => (f.Number, f.Url)));
        // Who reads a paper for its words is not told where they lead.
        Assert.DoesNotContain((await DocumentReader.Read(paper, "ita.docx", null, CancellationToken.None)).Blocks.OfType<SourceTable>().SelectMany(t => t.Rows).SelectMany(r => r.Cells), c => c.Text.Contains("https", StringComparison.Ordinal));
    }

    private static byte[] Zip(params (string Name, string Text)[] parts)
    {
        using var target = new MemoryStream();
        using (var zip = new ZipArchive(target, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, text) in parts)
            {
                using var entry = zip.CreateEntry(name).Open();
                entry.Write(Encoding.UTF8.GetBytes(text));
            }
        }
        return target.ToArray();
    }

    [Fact]
    public void Reads_lines_pasted_from_a_spreadsheet_and_says_what_belongs_to_no_item()
    {
        var list = AddressLists.Read("หน้าแรก\thttps://a.go.th\nO1\thttps://a.go.th/1\tโครงสร้าง\nO99\thttps://a.go.th/99\nO2 | https://a.go.th/2 | ข้อมูลการติดต่อและช่องทางการสอบถามข้อมูล", Rules);
        Assert.Equal([(1, "https://a.go.th/1"), (2, "https://a.go.th/2")], list.Found.Select(f => (f.Number, f.Url)));
        Assert.Equal(["https://a.go.th", "https://a.go.th/99"], list.Unread);
        Assert.Equal(["O2 มีชื่อของข้อ O3"], list.Doubtful);
        Assert.Empty(AddressLists.Read("", Rules).Found);
        Assert.Empty(AddressLists.Read("O1 | javascript:alert(1)\nO2 | ftp://x/y", Rules).Found);
        // Read again, the lines say the same.
        Assert.Equal(list.Found, AddressLists.Read(list.Lines, Rules).Found);
    }

    [Fact]
    public async Task Gives_up_on_what_is_made_to_take_for_ever()
    {
        var deep = string.Concat(Enumerable.Repeat("<li><a href='https://a.go.th/x'>O1</a>", 20_000));
        var clock = System.Diagnostics.Stopwatch.StartNew();
        _ = await AddressLists.Read(Encoding.UTF8.GetBytes("<html>" + deep), "x.html", Rules, CancellationToken.None);
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(30), $"It took {clock.Elapsed}.");
        Assert.Empty((await AddressLists.Read([0x50, 0x4B, 3, 4, 0, 0, 1, 2, 3], "x.xlsx", Rules, CancellationToken.None)).Found);
    }

    [Fact]
    public async Task Shows_what_is_missing_and_drafts_the_rest_without_touching_what_is_there()
    {
        await using var site = new Site();
        var officer = await site.As("items.read", "items.write");
        using var anyone = await site.Anyone();
        await site.Write(2, "ผู้บริหารที่เขียนไว้แล้ว");
        var nothing = await officer.Post("/items/2568/move-in", [("Lines", "ไม่มีที่อยู่")], "main form");
        Assert.Equal(HttpStatusCode.BadRequest, nothing.Status);
        HtmlAssert.Shows(nothing.Document, "ใส่อย่างน้อยหนึ่งบรรทัด");
        Assert.Contains("ไม่มีที่อยู่", nothing.Body, StringComparison.Ordinal);

        var sheet = Encoding.UTF8.GetBytes("ข้อ,URL,คำอธิบาย\nO1,https://www.old.go.th/index.php?id=1,แผนผัง\nO2,https://www.old.go.th/index.php?id=2,ผู้บริหาร\n");
        var read = await officer.Post("/items/2568/move-in", [], "main form", ("Upload", "รายการ.csv", sheet));
        Assert.Equal(HttpStatusCode.OK, read.Status);
        HtmlAssert.Shows(read.Document, "อ่านได้ 2 จาก 28 ข้อ");
        HtmlAssert.Shows(read.Document, "มีคำตอบแล้ว ไม่แตะ");
        HtmlAssert.Shows(read.Document, "สร้างร่าง 1 ข้อ");
        Assert.Equal(26, read.Document.QuerySelectorAll("td .tag").Count(t => t.TextContent.Trim() == "ยังขาด"));
        Assert.Equal(1, await site.Query(db => db.ItemWorks.CountAsync()));

        var lines = read.Document.QuerySelector("textarea[name=Lines]")!.TextContent;
        var made = await officer.Post("/items/2568/move-in?handler=Make", [("Lines", lines), ("Lead", "true")], "main form");
        Assert.Equal("/items/2568", made.Location);
        var drafted = await site.Query(db => db.ItemWorks.SingleAsync(w => w.Number == 1));
        Assert.Equal("https://www.old.go.th/index.php?id=1", Assert.Single(drafted.Links).Address);
        Assert.Equal("ผู้บริหารที่เขียนไว้แล้ว", await site.Query(db => db.ItemWorks.Where(w => w.Number == 2).Select(w => w.Summary).SingleAsync()));
        HtmlAssert.Shows(await officer.Page("/items/2568/1"), "ย้ายจากรายการที่อยู่ของเว็บไซต์เดิม");
        HtmlAssert.Shows(await anyone.Page("/ita/2568/o1"), "ยังไม่เผยแพร่");
        // The old site's own address leads on.
        Assert.Equal("/ita/2568/o2", (await anyone.Get("/index.php?id=2")).Location);
        Assert.Equal(["/index.php?id=1", "/index.php?id=2"], await site.Query(db => db.Redirects.Select(r => r.FromPath).Order().ToListAsync()));
        Assert.StartsWith("/no-permission", (await (await site.As("items.read")).Get("/items/2568/move-in")).Location, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Joins_a_list_of_another_year_by_kind()
    {
        await using var site = new Site();
        var officer = await site.As("items.read", "items.write");
        // O35 of 2567 is the report of measures, which is O28 of 2568.
        var made = await officer.Post("/items/2568/move-in?handler=Make", [("Lines", "O35 | https://www.old.go.th/report | รายงานตามมาตรการ"), ("ListYear", "2567")], "main form");
        Assert.Equal("/items/2568", made.Location);
        Assert.Equal(28, await site.Query(db => db.ItemWorks.Select(w => w.Number).SingleAsync()));
    }
}
