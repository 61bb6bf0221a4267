using System.IO.Compression;
using System.Net.Sockets;
using System.Text;
using Prongsai.Documents.Writing;
using Prongsai.Informants.Store;
using Prongsai.Testing;
using static Prongsai.Web.Tests.Informants.Channel;

namespace Prongsai.Web.Tests.Informants;

/// <summary>Files of strangers: what is shown of them tells nothing of who made them, and nothing in them runs.</summary>
public sealed class Attachments(Channel channel) : IClassFixture<Channel>
{
    private const string Maker = "PLANTED-MAKER-4471";
    private const string Picture = "/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAA0JCgsKCA0LCgsODg0PEyAVExISEyccHhcgLikxMC4pLSwzOko+MzZGNywtQFdBRkxOUlNSMj5aYVpQYEpRUk//2wBDAQ4ODhMREyYVFSZPNS01T09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT0//wAARCAAQABgDASIAAhEBAxEB/8QAFQABAQAAAAAAAAAAAAAAAAAAAAX/xAAUEAEAAAAAAAAAAAAAAAAAAAAA/8QAFgEBAQEAAAAAAAAAAAAAAAAAAAQG/8QAFBEBAAAAAAAAAAAAAAAAAAAAAP/aAAwDAQACEQMRAD8AkALWaAAf/9k=";

    [Fact]
    public async Task Come_as_clean_copies_beside_the_sealed_originals()
    {
        var photo = Photo();
        var word = DocxWriter.Write(new Document { Title = "รายการ", Author = Maker, Blocks = [new Paragraph("เห็นที่ลานจอดรถ")] });
        await channel.Report("แนบภาพและเอกสาร", [channel.Subject.Person], null, ("บ้านของผู้แจ้ง.jpg", photo), ("a.docx", word), ("b.pdf", Pdf()));
        var path = (await Find(channel.First, "แนบภาพและเอกสาร"))!;
        var page = await channel.First.Visitor.Page(path);
        HtmlAssert.Shows(page, "บ้านของผู้แจ้ง.jpg");
        var files = page.QuerySelectorAll("a[href*='/file/']").Select(a => a.GetAttribute("href")!).ToList();
        Assert.Equal(3, files.Count);

        var shown = await channel.First.Visitor.Get(files[0]);
        Assert.Contains("default-src 'none'", string.Join("", shown.Response.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
        Assert.Empty(shown.Document.QuerySelectorAll("script, iframe, object, embed"));
        var picture = await channel.First.Visitor.Http.GetAsync(new Uri(shown.Document.QuerySelector("img.scan")!.GetAttribute("src")!, UriKind.Relative));
        Assert.Equal("image/webp", picture.Content.Headers.ContentType!.MediaType);
        Assert.Contains("sandbox", string.Join("", picture.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
        var clean = await picture.Content.ReadAsByteArrayAsync();
        Assert.True(photo.AsSpan().IndexOf(Encoding.ASCII.GetBytes(Maker)) > 0);
        Assert.True(clean.AsSpan().IndexOf(Encoding.ASCII.GetBytes(Maker)) < 0);

        var text = await channel.First.Visitor.Get(files[1]);
        HtmlAssert.Shows(text.Document, "เห็นที่ลานจอดรถ");
        Assert.DoesNotContain(Maker, text.Text, StringComparison.Ordinal);
        var drawn = await channel.First.Visitor.Page(files[2]);
        var sheet = await channel.First.Visitor.Http.GetAsync(new Uri(drawn.QuerySelector("img.scan")!.GetAttribute("src")!, UriKind.Relative));
        Assert.Equal("image/png", sheet.Content.Headers.ContentType!.MediaType);
        Assert.True((await sheet.Content.ReadAsByteArrayAsync()).AsSpan().IndexOf(Encoding.ASCII.GetBytes(Maker)) < 0);

        // Made once: the second look makes no more rows. The original comes only on asking, as bytes, and is written down.
        var rows = await channel.Count("items");
        await channel.First.Visitor.Page(files[0]);
        Assert.Equal(rows, await channel.Count("items"));
        var original = await channel.First.Visitor.Post(files[0], [], "main form");
        Assert.Equal("application/octet-stream", original.Response.Content.Headers.ContentType!.MediaType);
        Assert.Equal("attachment", original.Response.Content.Headers.ContentDisposition!.DispositionType);
        HtmlAssert.Shows(await channel.First.Visitor.Page(path), "ดาวน์โหลดไฟล์ต้นฉบับ");
        Assert.Equal(404, (int)(await channel.Subject.Visitor.Get(files[0])).Status);
        await channel.HoldsNone("บ้านของผู้แจ้ง", Maker, "เห็นที่ลานจอดรถ");
    }

    [Fact]
    public async Task That_are_hostile_are_neither_shown_nor_run()
    {
        (string Name, byte[] Content)[] hostile =
        [
            ("page.html", "<html><script>alert(1)</script><p>ในหน้าเว็บ</p><img src=http://evil.example/x.png></html>"u8.ToArray()),
            ("drawing.svg", "<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"u8.ToArray()),
            ("photo.jpg", [0x4D, 0x5A, .. new byte[500]]),
            ("bomb.zip", Bomb()),
            ("broken.pdf", "%PDF-1.7 and then nothing"u8.ToArray()),
            ("truncated.jpg", Convert.FromBase64String(Picture)[..60]),
            ("../../etc/passwd", "text"u8.ToArray()),
        ];
        await channel.Report("แนบไฟล์ร้าย", [channel.Subject.Person], null, hostile);
        var path = (await Find(channel.First, "แนบไฟล์ร้าย"))!;
        var page = await channel.First.Visitor.Page(path);
        Assert.DoesNotContain("..", page.QuerySelector("main")!.TextContent.Replace("...", "", StringComparison.Ordinal), StringComparison.Ordinal);
        foreach (var href in page.QuerySelectorAll("a[href*='/file/']").Select(a => a.GetAttribute("href")!))
        {
            var shown = await channel.First.Visitor.Get(href);
            Assert.Equal(200, (int)shown.Status);
            Assert.Empty(shown.Document.QuerySelectorAll("main script, main [onload], main img:not(.scan)"));
            // A drawing that is text is shown as words, its brackets escaped: nothing of it becomes an element.
            Assert.DoesNotContain("<svg xmlns", shown.Document.QuerySelector("main")!.InnerHtml, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Under_a_password_are_taken_and_both_sides_are_told_what_to_do()
    {
        var zip = Bomb();
        zip[6] |= 1; // the flag of an encrypted entry
        await channel.Report("แนบไฟล์ล็อก", [channel.Subject.Person], null, ("locked.zip", zip), ("locked.pdf", "%PDF-1.7\ntrailer<</Encrypt 5 0 R>>"u8.ToArray()));
        var path = (await Find(channel.First, "แนบไฟล์ล็อก"))!;
        HtmlAssert.Shows(await channel.First.Visitor.Page(path), "ขอรหัสผ่านจากผู้แจ้ง");
        var shown = await channel.First.Visitor.Page((await channel.First.Visitor.Page(path)).QuerySelector("a[href*='/file/']")!.GetAttribute("href")!);
        HtmlAssert.Shows(shown, "ไฟล์นี้ล็อกด้วยรหัสผ่าน");
        Assert.Empty(shown.QuerySelectorAll("img.scan"));
    }

    [Theory]
    [InlineData("UEsDBBQAAQ==", false)]
    [InlineData("", false)]
    [InlineData("UEsDBA==", false)]
    public void That_are_cut_short_break_nothing(string base64, bool locked) => Assert.Equal(locked, FileKinds.IsLocked(Convert.FromBase64String(base64)));

    [Fact]
    public async Task Too_large_are_refused_without_losing_a_word()
    {
        using var informant = await channel.Site.Anyone();
        var who = await Submit(informant, "/n/w", (await informant.Get("/n/w")).Document, "main form", [("What", "ไฟล์ใหญ่เกินไป")]);
        var send = await Submit(informant, "/n/w", who.Document, "main form", [("Named", channel.Subject.Person.ToString("N"))]);
        var refused = await Submit(informant, "/n/w", send.Document, "main form", [], ("big.bin", new byte[21 * 1024 * 1024]));
        Assert.Equal(400, (int)refused.Status);
        HtmlAssert.Shows(refused.Document, "ไฟล์รวมกันเกิน 20 MB");
        var sent = await Submit(informant, "/n/w", refused.Document, "main form", [], ("small.bin", new byte[2000]));
        HtmlAssert.Heading(sent.Document, "ส่งเรื่องแล้ว จดรหัสนี้ไว้");
        Assert.NotNull(await Find(channel.First, "ไฟล์ใหญ่เกินไป"));
    }

    [Fact]
    public async Task Cut_off_on_the_way_leave_nothing_behind()
    {
        var before = (await channel.Count("reports"), await channel.Count("items"));
        using var informant = await channel.Site.Anyone();
        var who = await Submit(informant, "/n/w", (await informant.Get("/n/w")).Document, "main form", [("What", "สายหลุดกลางทาง")]);
        var send = await Submit(informant, "/n/w", who.Document, "main form", [("Named", channel.Subject.Person.ToString("N"))]);
        var state = send.Document.QuerySelector("input[name=State]")!.GetAttribute("value")!;
        var address = new Uri(channel.Site.Address);
        using (var line = new TcpClient())
        {
            await line.ConnectAsync(address.Host, address.Port);
            await using var stream = line.GetStream();
            var head = $"POST /n/w HTTP/1.1\r\nHost: {address.Authority}\r\nContent-Type: multipart/form-data; boundary=x\r\nContent-Length: 4000000\r\n\r\n--x\r\nContent-Disposition: form-data; name=\"State\"\r\n\r\n{state}\r\n--x\r\nContent-Disposition: form-data; name=\"Step\"\r\n\r\n3\r\n--x\r\nContent-Disposition: form-data; name=\"Files\"; filename=\"a.bin\"\r\n\r\nPLANTED-HALF-FILE";
            await stream.WriteAsync(Encoding.UTF8.GetBytes(head));
            await stream.WriteAsync(new byte[200_000]);
            line.Client.LingerState = new LingerOption(true, 0); // a reset, as a lost line is in the end
        }
        await Task.Delay(500);
        Assert.Equal(before, (await channel.Count("reports"), await channel.Count("items")));
        await channel.HoldsNone("PLANTED-HALF-FILE");
        // The page is still there: the same form, sent again, arrives.
        HtmlAssert.Heading((await Submit(informant, "/n/w", send.Document, "main form", [])).Document, "ส่งเรื่องแล้ว จดรหัสนี้ไว้");
    }

    /// <summary>A JPEG whose hidden data names the camera.</summary>
    private static byte[] Photo()
    {
        var picture = Convert.FromBase64String(Picture);
        byte[] maker = [.. Encoding.ASCII.GetBytes(Maker), 0];
        byte[] exif = [.. "Exif\0\0II*\0"u8, 8, 0, 0, 0, 1, 0, 0x0F, 0x01, 2, 0, (byte)maker.Length, 0, 0, 0, 26, 0, 0, 0, 0, 0, 0, 0, .. maker];
        return [.. picture[..2], 0xFF, 0xE1, 0, (byte)(exif.Length + 2), .. exif, .. picture[2..]];
    }

    /// <summary>One page with a line on it, and its maker in the properties.</summary>
    private static byte[] Pdf() => Encoding.ASCII.GetBytes($"""
        %PDF-1.4
        1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
        2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
        3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 100]/Contents 4 0 R>>endobj
        4 0 obj<</Length 22>>stream
        10 10 m 190 90 l S    
        endstream endobj
        5 0 obj<</Author({Maker})>>endobj
        trailer<</Root 1 0 R/Info 5 0 R>>
        %%EOF
        """);

    private static byte[] Bomb()
    {
        using var memory = new MemoryStream();
        using (var archive = new ZipArchive(memory, ZipArchiveMode.Create, leaveOpen: true))
        {
            using var entry = archive.CreateEntry("zeros", CompressionLevel.Optimal).Open();
            entry.Write(new byte[30 * 1024 * 1024]);
        }
        return memory.ToArray();
    }
}
