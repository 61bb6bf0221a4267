using System.IO.Compression;
using System.Net;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Prongsai.Testing;
using Prongsai.Web.Features.Assessment.Data;

namespace Prongsai.Web.Tests.Assessment;

/// <summary>Files that are not what they should be: each is kept, and the page says in Thai what was found and what to do.</summary>
public sealed class BadPapers(Site site) : IClassFixture<Site>
{
    private const string Body = """<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>คะแนน</w:t></w:r></w:p></w:body></w:document>""";

    public static TheoryData<string, string, string> Unreadable => new()
    {
        { "truncated.docx", "truncated", "เสียหายหรือมาไม่ครบ" },
        { "locked.docx", "locked", "ตั้งรหัสผ่าน" },
        { "old.doc", "ole", "ยังอ่านไม่ได้" },
        { "picture.png", "png", "โปรด" },
        { "bomb.docx", "bomb", "บีบอัดผิดปกติ" },
        { "entities.docx", "entities", "DTD" },
        { "blank.txt", "blank", "ว่างเปล่า" },
        { "letter.txt", "letter", "นำเข้าไฟล์อื่น" },
    };

    [Theory]
    [MemberData(nameof(Unreadable))]
    public async Task Are_kept_and_explained(string fileName, string kind, string words)
    {
        var officer = await site.As(OfficePapers.MayWork);
        var bytes = Bytes(kind);
        var answer = await officer.HandIn(fileName, bytes);

        Assert.StartsWith("/assessment/imports/", answer.Location, StringComparison.Ordinal);
        var page = await officer.Page(answer.Location!);
        HtmlAssert.Heading(page, fileName);
        HtmlAssert.Shows(page, words);
        using var kept = await officer.Http.GetAsync(new Uri(answer.Location + "/file", UriKind.Relative));
        Assert.Equal(bytes, await kept.Content.ReadAsByteArrayAsync());
        var import = Guid.Parse(answer.Location!.Split('/')[^1]);
        Assert.False(await site.Query(db => db.Drafts.AnyAsync(d => d.ImportId == import)));
    }

    [Fact]
    public async Task Of_no_bytes_at_all_or_no_file_come_back_to_the_form()
    {
        var officer = await site.As(OfficePapers.MayWork);
        var none = await officer.Post("/assessment/import");
        Assert.Equal(HttpStatusCode.BadRequest, none.Status);
        Assert.Contains("เลือกไฟล์", none.Text, StringComparison.Ordinal);

        var empty = await officer.HandIn("empty.docx", []);
        Assert.Equal(HttpStatusCode.BadRequest, empty.Status);
        Assert.Contains("empty.docx", empty.Text, StringComparison.Ordinal);
        Assert.Contains("ว่างเปล่า", empty.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task With_another_name_than_content_are_read_by_content_and_say_so()
    {
        var officer = await site.As(OfficePapers.MayWork);
        var answer = await officer.HandIn("ผล.pdf", OfficePapers.Example(2566));
        HtmlAssert.Shows(await officer.Page(answer.Location!), "ลงท้ายด้วย “.pdf”");
    }

    [Fact]
    public async Task With_a_figure_over_100_show_it_and_do_not_count_it()
    {
        var officer = await site.As(OfficePapers.MayWork);
        var text = Encoding.UTF8.GetString(OfficePapers.Example(2567)).Replace("๙๒.๖๘", "๑๙๒.๖๘", StringComparison.Ordinal);
        var draft = (await officer.HandIn("เกิน.txt", OfficePapers.Text(text))).Location!;
        Assert.StartsWith("/assessment/drafts/", draft, StringComparison.Ordinal);
        var page = await officer.Page(draft);
        HtmlAssert.Shows(page, "192.68");
        HtmlAssert.Shows(page, "0 ถึง 100");
        HtmlAssert.Shows(page, "ยังขาด 1 ค่า");
    }

    [Fact]
    public async Task Of_a_year_without_rules_say_which_year_was_read_and_which_rules_are_used()
    {
        var officer = await site.As(OfficePapers.MayWork);
        var text = Encoding.UTF8.GetString(OfficePapers.Example(2567)).Replace("๒๕๖๗", "๒๕๗๓", StringComparison.Ordinal);
        var answer = await officer.HandIn("ปีอื่น.txt", OfficePapers.Text(text));
        var page = await officer.Page(answer.Location!);
        HtmlAssert.Shows(page, "เอกสารเป็นของปี 2573 แต่ระบบตรวจด้วยหลักเกณฑ์ปี 2569");
        HtmlAssert.Shows(await officer.Page(answer.Location + "/confirm"), "เอกสารเป็นของปี 2573");
    }

    [Fact]
    public async Task Of_another_organisation_are_flagged_before_they_are_confirmed()
    {
        var officer = await site.As(OfficePapers.MayWork);
        var draft = await officer.Draft2567();
        HtmlAssert.Shows(await officer.Page(draft + "/confirm"), "ชื่อหน่วยงานในเอกสารไม่ตรงกับหน่วยงานของท่าน");
    }

    [Fact]
    public async Task Of_two_organisations_are_listed_and_each_can_be_checked()
    {
        var officer = await site.As(OfficePapers.MayWork);
        var other = Encoding.UTF8.GetString(OfficePapers.Example(2567)).Replace("ทุ่งตะวัน", "บึงใหญ่", StringComparison.Ordinal);
        var answer = await officer.HandIn("สองแห่ง.txt", OfficePapers.Text(Encoding.UTF8.GetString(OfficePapers.Example(2567)) + "\n\n\n" + other));
        var page = await officer.Page(answer.Location!);
        HtmlAssert.Shows(page, "ทุ่งตะวัน");
        HtmlAssert.Shows(page, "บึงใหญ่");
    }

    [Fact]
    public async Task Larger_than_the_limit_are_refused_before_they_are_read()
    {
        var officer = await site.As(OfficePapers.MayWork);
        var answer = await officer.HandIn("ใหญ่.pdf", new byte[(50 * 1024 * 1024) + 1]);
        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Contains("ใหญ่เกิน", answer.Text, StringComparison.Ordinal);
    }

    private static byte[] Bytes(string kind) => kind switch
    {
        "truncated" => Docx(Body)[..200],
        "locked" => Ole("EncryptedPackage"),
        "ole" => Ole("WordDocument"),
        "png" => [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13, .. "IHDR"u8, 0, 0, 0, 1, 0, 0, 0, 1, 8, 2, 0, 0, 0],
        "bomb" => Docx(Body.Replace("คะแนน", new string(' ', 60_000_000), StringComparison.Ordinal)),
        "entities" => Docx("<!DOCTYPE w [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;\">]>" + Body.Replace("คะแนน", "&b;", StringComparison.Ordinal)),
        "blank" => Encoding.UTF8.GetBytes("  \n\n\t "),
        "letter" => Encoding.UTF8.GetBytes("ขอเชิญประชุมประจำเดือน วันศุกร์หน้า เวลา 9 นาฬิกา ณ ห้องประชุมใหญ่"),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };

    private static byte[] Docx(string body)
    {
        using var buffer = new MemoryStream();
        using (var zip = new ZipArchive(buffer, ZipArchiveMode.Create, leaveOpen: true))
        {
            Put(zip, "[Content_Types].xml", """<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>""");
            Put(zip, "_rels/.rels", """<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>""");
            Put(zip, "word/document.xml", body);
        }
        return buffer.ToArray();
    }

    private static void Put(ZipArchive zip, string name, string text)
    {
        using var entry = zip.CreateEntry(name).Open();
        entry.Write(Encoding.UTF8.GetBytes(text));
    }

    /// <summary>The head of an OLE compound file with one directory entry of this name, as old Word and locked files begin.</summary>
    private static byte[] Ole(string stream)
    {
        var bytes = new byte[2048];
        ((byte[])[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]).CopyTo(bytes, 0);
        bytes[0x1E] = 9;
        bytes[0x30] = 0;
        Encoding.Unicode.GetBytes(stream).CopyTo(bytes, 512);
        return bytes;
    }
}
