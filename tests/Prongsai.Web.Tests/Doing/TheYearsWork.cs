using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Prongsai.Domain;
using Prongsai.Domain.Measures;
using Prongsai.Testing;
using Prongsai.Web.Features.Doing;
using Prongsai.Web.Features.Doing.Data;
using Prongsai.Web.Features.Doing.Proof;
using Prongsai.Web.Features.Measures;
using Prongsai.Web.Features.Measures.Data;
using Prongsai.Web.Platform.Changes;
using Prongsai.Web.Platform.Organisations;
using Prongsai.Web.Platform.Plans;

namespace Prongsai.Web.Tests.Doing;

/// <summary>A step is done, shown and corrected; nothing of it is ever lost.</summary>
public sealed class TheYearsWork(TheYearsWork.Office office) : IClassFixture<TheYearsWork.Office>
{
    private static readonly byte[] Pdf = Encoding.ASCII.GetBytes("%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n");

    /// <summary>A photo in the format of phones, 96 × 64 px, made for this test with heif-enc.</summary>
    private const string Photo =
        "AAAAHGZ0eXBoZWljAAAAAG1pZjFoZWljbWlhZgAAAUBtZXRhAAAAAAAAACFoZGxyAAAAAAAAAABwaWN0AAAAAAAAAAAAAAAAAAAAAA5waXRtAAAAAAABAAAAImlsb2MAAAAAREAAAQABAAAAAAFkAAEAAAAAAAAA" +
        "dQAAACNpaW5mAAAAAAABAAAAFWluZmUCAAAAAAEAAGh2YzEAAAAAwGlwcnAAAACiaXBjbwAAAHZodmNDAQQIAAAAAAAAAAAAHvAA/P36+gAADwMgAAEAF0ABDAH//wQIAAADAJ24AAADAAAeugJAIQABACpCAQEE" +
        "CAAAAwCduAAAAwAAHqAwgQTZbqSSmubgQEDAgAAAAwCAAAADAIQiAAEAB0QBwXKwIkAAAAAUaXNwZQAAAAAAAABgAAAAQAAAABBwaXhpAAAAAAMKCgoAAAAWaXBtYQAAAAAAAAABAAEDgQKDAAAAfW1kYXQAAABx" +
        "KAGvWPkx0H4aWMKGhCbt6GFOP62hKEykCXZVM67e8R/pb1dRu9MH3NEcmBR5hmJ75ROWozY1ZcwIqG5zH5f9as3IvWA6v1udmqjM5zjWYIMaS+o3KGcPZhS08SCHEc34PQzVK6Np/ZJB+HCPPsCpo2A=";

    private readonly Site site = office.Site;

    public sealed class Office : IAsyncLifetime
    {
        public Site Site { get; } = new();

        public async ValueTask InitializeAsync()
        {
            await Site.Query(async db =>
            {
                db.Units.AddRange(new Unit { Name = "สำนักปลัด", Sort = 1 }, new Unit { Name = "กองคลัง", Sort = 2 });
                return await db.SaveChangesAsync();
            });
        }

        public ValueTask DisposeAsync() => Site.DisposeAsync();
    }

    private DateOnly Today => ThaiDate.InBangkok(site.Time.GetUtcNow());

    private FiscalYear Year => FiscalYear.Of(Today);

    [Fact]
    public async Task Is_read_by_readers_written_by_writers_and_closed_to_others()
    {
        var (measure, step) = await Plan("สิทธิ์ของงาน");
        var (reader, other) = (await site.As("doing.read"), await site.As("assessment.read"));
        foreach (var page in new[] { "/my-work", $"/doing/{measure}", $"/follow-up/{Year}", $"/follow-up/{Year}/6", $"/follow-up/{Year}/meeting" })
        {
            Assert.Equal(HttpStatusCode.OK, (await reader.Get(page)).Status);
            Assert.StartsWith("/no-permission", (await other.Get(page)).Location, StringComparison.Ordinal);
        }
        foreach (var page in new[] { $"/doing/{measure}/result/{step}", $"/doing/{measure}/evidence/add", $"/follow-up/{Year}/6/change" })
        {
            Assert.StartsWith("/no-permission", (await reader.Get(page)).Location, StringComparison.Ordinal);
        }
        Assert.StartsWith("/no-permission", (await (await Writer()).Get($"/follow-up/{Year}/6/change")).Location, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await reader.Get($"/doing/{Guid.NewGuid()}")).Status);
    }

    [Fact]
    public async Task A_step_is_done_with_a_quantity_and_asks_for_evidence()
    {
        var (measure, step) = await Plan("อบรมพนักงาน");
        var writer = await Writer();
        var answer = await writer.Post($"/doing/{measure}/result/{step}", [.. Date("DoneOn", Today), ("Quantity", "๔๕"), ("QuantityUnit", "คน"), ("Note", "อบรมสองรุ่น")]);
        Assert.Equal($"/doing/{measure}/evidence/add?step={step}", answer.Location);
        var page = await writer.Page($"/doing/{measure}");
        HtmlAssert.Shows(page, "เสร็จ รอหลักฐาน");
        HtmlAssert.Shows(page, "45 คน");
        HtmlAssert.Shows(page, "พิสูจน์แล้ว 0 จาก 2 ขั้นตอน");

        var added = await writer.Post($"/doing/{measure}/evidence/add?step={step}", Date("EffectiveOn", Today.AddDays(-60)), files: [("Files", "ลงชื่อ.pdf", Pdf), ("Files", "ภาพ.txt", "รายชื่อ"u8.ToArray())]);
        Assert.Equal($"/doing/{measure}", added.Location);
        page = await writer.Page($"/doing/{measure}");
        HtmlAssert.Shows(page, "พิสูจน์แล้ว 1 จาก 2 ขั้นตอน");
        HtmlAssert.Shows(page, "ลงวันย้อนหลัง");
        HtmlAssert.Shows(page, "หลักฐานลงวันย้อนหลัง 2 รายการ");
        var row = await site.Query(db => db.AllEvidence.Include(e => e.File).FirstAsync(e => e.StepId == step && e.File!.ContentType == "application/pdf"));
        Assert.Equal((Today.AddDays(-60), Today), (row.EffectiveOn, ThaiDate.InBangkok(row.ReceivedAt)));
        var file = await writer.Http.GetAsync(new Uri($"/doing/evidence/{row.Id}/file", UriKind.Relative));
        Assert.Equal(Pdf, await file.Content.ReadAsByteArrayAsync());
        Assert.Contains("attachment", file.Content.Headers.GetValues("Content-Disposition").First(), StringComparison.Ordinal);
        var board = await writer.Page($"/follow-up/{Year}");
        HtmlAssert.Shows(board, "ลงวันย้อนหลัง 2 รายการ");
    }

    [Fact]
    public async Task My_work_shows_the_overdue_first_and_only_what_is_asked_for()
    {
        var late = await Plan("งานที่ช้า", from: Today.AddDays(-30), until: Today.AddDays(-3));
        await Plan("งานของวันนี้", from: Today.AddDays(-2), until: Today.AddDays(5));
        var visitor = await Writer();
        var text = HtmlAssert.Words((await visitor.Page("/my-work?who=all")).QuerySelector("main")!);
        Assert.True(text.IndexOf("ขั้นแรกของงานที่ช้า", StringComparison.Ordinal) < text.IndexOf("ขั้นแรกของงานของวันนี้", StringComparison.Ordinal), text);
        Assert.Contains("เลยกำหนด 3 วัน", text, StringComparison.Ordinal);
        var onlyLate = await visitor.Page($"/my-work?who=all&state=late&year={Year}");
        HtmlAssert.Shows(onlyLate, "ขั้นแรกของงานที่ช้า");
        HtmlAssert.DoesNotShow(onlyLate, "ขั้นแรกของงานของวันนี้");
        var unit = await site.Query(db => db.Units.Where(u => u.Name == "กองคลัง").Select(u => u.Id).FirstAsync());
        HtmlAssert.DoesNotShow(await visitor.Page($"/my-work?who=all&unit={unit}"), "ขั้นแรกของงานที่ช้า");
        HtmlAssert.Shows(await visitor.Page("/my-work?who=mine"), "ยังไม่มีงานที่ระบุชื่อท่าน");
        Assert.NotEqual(Guid.Empty, late.Measure);
    }

    [Fact]
    public async Task Wrong_input_is_told_beside_the_field_and_nothing_typed_is_lost()
    {
        var (measure, step) = await Plan("กรอกผิด");
        var writer = await Writer();
        async Task Refused(string words, params (string, string)[] values)
        {
            var answer = await writer.Post($"/doing/{measure}/result/{step}", [("Note", "ข้อความที่พิมพ์ไว้"), .. values]);
            Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
            HtmlAssert.Shows(answer.Document, words);
            Assert.Equal("ข้อความที่พิมพ์ไว้", answer.Document.QuerySelector("#Note")!.TextContent.Trim());
        }
        await Refused("วันที่ทำเสร็จอยู่หลังวันนี้", Date("DoneOn", Today.AddDays(1)));
        await Refused("วันที่ทำเสร็จต้องอยู่ในปีงบประมาณ", Date("DoneOn", Year.FirstDay.AddDays(-1)));
        await Refused("จำนวนต้องไม่ติดลบ", ("Quantity", "-1"), ("QuantityUnit", "คน"));
        await Refused("ใส่หน่วยนับ", ("Quantity", "5"));
        await Refused("อย่างใดอย่างหนึ่ง", [.. Date("DoneOn", Today), ("Failed", "true")]);
        Assert.Equal(0, await site.Query(db => db.WorkResults.CountAsync(r => r.MeasureId == measure)));
    }

    [Fact]
    public async Task A_correction_says_why_and_the_second_of_two_sees_both()
    {
        var (measure, step) = await Plan("แก้ผล");
        var writer = await Writer();
        await writer.Post($"/doing/{measure}/result/{step}", ("Note", "ฉบับแรก"));
        var silent = await writer.Post($"/doing/{measure}/result/{step}", ("Note", "ฉบับแก้"));
        Assert.Equal(HttpStatusCode.BadRequest, silent.Status);
        HtmlAssert.Shows(silent.Document, "บอกเหตุผลที่แก้");
        Assert.Equal($"/doing/{measure}", (await writer.Post($"/doing/{measure}/result/{step}", ("Note", "ฉบับแก้"), ("Reason", "พิมพ์ผิด"))).Location);
        var second = await writer.Post($"/doing/{measure}/result/{step}", ("Version", "1"), ("Note", "ของคนที่สอง"), ("Reason", "เพิ่มเติม"));
        Assert.Equal(HttpStatusCode.Conflict, second.Status);
        HtmlAssert.Shows(second.Document, "ฉบับแก้");
        Assert.Equal("ของคนที่สอง", second.Document.QuerySelector("#Note")!.TextContent.Trim());
        Assert.Equal("2", second.Document.QuerySelector("#Version")!.GetAttribute("value"));
        HtmlAssert.Shows(await writer.Page($"/doing/{measure}"), "พิมพ์ผิด");
        var both = await Task.WhenAll(Enumerable.Range(1, 2).Select(n => site.Do(s => s.GetRequiredService<RecordWork>().Do(measure, null, 0, Said.Of(null) with { Note = $"พร้อมกัน {n}" }, null, CancellationToken.None))));
        Assert.Single(both, b => b.IsOk);
        Assert.IsType<WorkWasChanged>(both.Single(b => !b.IsOk).Refusal);
    }

    [Fact]
    public async Task A_program_called_pdf_is_refused_and_the_rest_is_taken()
    {
        var (measure, step) = await Plan("โปรแกรมปลอม");
        var writer = await Writer();
        var answer = await writer.Post($"/doing/{measure}/evidence/add?step={step}", [("Link", "https://www.example.go.th/news/1"), ("Record", "/nowhere/at/all")], files: [("Files", "รายงาน.pdf", "MZ\u0090\0\u0003"u8.ToArray()), ("Files", "จริง.pdf", Pdf)]);
        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        HtmlAssert.Shows(answer.Document, "รายงาน.pdf: ไฟล์นี้เป็นโปรแกรมคอมพิวเตอร์");
        HtmlAssert.Shows(answer.Document, "ไม่พบหน้านี้ในระบบ");
        HtmlAssert.Shows(answer.Document, "รับไว้แล้ว 2 รายการ");
        Assert.Equal(2, await site.Query(db => db.AllEvidence.CountAsync(e => e.MeasureId == measure)));
        var nothing = await writer.Post($"/doing/{measure}/evidence/add?step={step}");
        HtmlAssert.Shows(nothing.Document, "เลือกไฟล์ ถ่ายภาพ หรือใส่ลิงก์อย่างน้อยหนึ่งอย่าง");
        var script = await writer.Post($"/doing/{measure}/evidence/add?step={step}", ("Link", "javascript:alert(1)"));
        HtmlAssert.Shows(script.Document, "ลิงก์ต้องขึ้นต้นด้วย https://");
        Assert.Equal($"/doing/{measure}", (await writer.Post($"/doing/{measure}/evidence/add?step={step}", ("Record", $"{site.Address}/measures/{measure}"))).Location);
        Assert.Equal($"/measures/{measure}", await site.Query(db => db.AllEvidence.Where(e => e.Kind == EvidenceKind.Record && e.MeasureId == measure).Select(e => e.Address).FirstAsync()));
    }

    [Fact]
    public async Task An_upload_broken_off_goes_on_where_it_stopped()
    {
        var (measure, step) = await Plan("ส่งเป็นท่อน");
        var writer = await Writer();
        byte[] content = [.. Pdf, .. new byte[300_000]];
        var (href, token) = await Begin(writer, measure, step, "วิดีโอ.pdf", content.Length);
        Assert.Equal(HttpStatusCode.NoContent, (await Piece(writer, href, token, 0, content[..100_000])).StatusCode);
        // The line breaks in the middle of the second piece: less comes than was said.
        using (var tcp = new System.Net.Sockets.TcpClient())
        {
            var host = new Uri(site.Address);
            await tcp.ConnectAsync(host.Host, host.Port, TestContext.Current.CancellationToken);
            var cookies = string.Join("; ", writer.Cookies.Select(c => $"{c.Name}={c.Value}"));
            var head = $"PATCH {href} HTTP/1.1\r\nHost: {host.Authority}\r\nCookie: {cookies}\r\nRequestVerificationToken: {token}\r\nUpload-Offset: 100000\r\nContent-Length: 100000\r\n\r\n";
            await tcp.GetStream().WriteAsync(Encoding.ASCII.GetBytes(head), TestContext.Current.CancellationToken);
            await tcp.GetStream().WriteAsync(content.AsMemory(100_000, 50_000), TestContext.Current.CancellationToken);
            await tcp.GetStream().FlushAsync(TestContext.Current.CancellationToken);
            await Task.Delay(500, TestContext.Current.CancellationToken);
        }
        var at = 0L;
        for (var i = 0; i < 50 && at <= 100_000; i++)
        {
            await Task.Delay(100, TestContext.Current.CancellationToken);
            using var ask = new HttpRequestMessage(HttpMethod.Head, href);
            var known = await writer.Http.SendAsync(ask, TestContext.Current.CancellationToken);
            at = long.Parse(known.Headers.GetValues("Upload-Offset").First(), CultureInfo.InvariantCulture);
        }
        Assert.InRange(at, 100_001, 150_000);
        Assert.Equal(HttpStatusCode.Conflict, (await Piece(writer, href, token, 0, content[..10])).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await Piece(writer, href, token, at, content[(int)at..])).StatusCode);
        var file = await site.Query(db => db.AllEvidence.Where(e => e.MeasureId == measure).Select(e => e.File!).SingleAsync());
        Assert.Equal(System.Security.Cryptography.SHA256.HashData(content), file.Sha256);
        Assert.Equal(0, await site.Query(db => db.Uploads.CountAsync(u => u.MeasureId == measure)));
        Assert.Empty(Directory.Exists(Path.Combine(site.DataDirectory, "files", "uploads")) ? Directory.GetFiles(Path.Combine(site.DataDirectory, "files", "uploads", site.Organisation.ToString("N"))) : []);
    }

    [Fact]
    public async Task An_upload_is_refused_early_by_size_late_by_content_and_to_strangers_always()
    {
        var (measure, step) = await Plan("ส่งไม่ได้");
        var writer = await Writer();
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await Start(writer, measure, step, "ใหญ่.mp4", 600L * 1024 * 1024)).StatusCode);
        var program = "MZ\u0090\0program"u8.ToArray();
        var (href, token) = await Begin(writer, measure, step, "ดี.pdf", program.Length);
        var stranger = await site.As("doing.write", "measures.read");
        using (var ask = new HttpRequestMessage(HttpMethod.Head, href))
        {
            Assert.Equal(HttpStatusCode.NotFound, (await stranger.Http.SendAsync(ask, TestContext.Current.CancellationToken)).StatusCode);
        }
        Assert.Equal(HttpStatusCode.BadRequest, (await Piece(writer, href, "wrong", 0, program)).StatusCode);
        var told = await Piece(writer, href, token, 0, program);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, told.StatusCode);
        Assert.Contains("โปรแกรมคอมพิวเตอร์", System.Text.RegularExpressions.Regex.Unescape(await told.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)), StringComparison.Ordinal);
        Assert.Equal(0, await site.Query(db => db.AllEvidence.CountAsync(e => e.MeasureId == measure)));
    }

    [Fact]
    public async Task A_photo_of_a_phone_is_kept_as_it_came_and_shown_as_jpeg()
    {
        if (!File.Exists("/usr/bin/vipsthumbnail"))
        {
            Assert.Skip("vipsthumbnail is not installed: apt-get install libvips-tools");
        }
        var (measure, step) = await Plan("ภาพจากโทรศัพท์");
        var writer = await Writer();
        var photo = Convert.FromBase64String(Photo);
        Assert.Equal($"/doing/{measure}", (await writer.Post($"/doing/{measure}/evidence/add?step={step}", [], files: [("Photo", "IMG_0420.HEIC", photo)])).Location?.Split('#', '?')[0]);
        var row = await site.Query(db => db.AllEvidence.Include(e => e.File).SingleAsync(e => e.MeasureId == measure));
        Assert.Equal("image/heic", row.File!.ContentType);
        Assert.Equal(System.Security.Cryptography.SHA256.HashData(photo), row.File.Sha256);
        HtmlAssert.Shows(await writer.Page($"/doing/evidence/{row.Id}"), "กำลังทำภาพตัวอย่าง");
        await site.RunJobs();
        Assert.NotNull((await writer.Page($"/doing/evidence/{row.Id}")).QuerySelector("img.evidence[src$='/preview']"));
        using var preview = await writer.Http.GetAsync(new Uri($"/doing/evidence/{row.Id}/preview", UriKind.Relative), TestContext.Current.CancellationToken);
        var jpeg = await preview.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
        Assert.Equal("image/jpeg", preview.Content.Headers.ContentType?.MediaType);
        Assert.Equal([0xFF, 0xD8, 0xFF], jpeg[..3]);
        using var original = await writer.Http.GetAsync(new Uri($"/doing/evidence/{row.Id}/file", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Equal(photo, await original.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_video_of_200_megabytes_comes_in_pieces_and_goes_on_after_each_break()
    {
        const long size = 200L * 1024 * 1024;
        var (measure, step) = await Plan("วิดีโอใหญ่");
        var writer = await Writer();
        var piece = new byte[KeepUploads.MaxPiece];
        new Random(2568).NextBytes(piece);
        var (href, token) = await Begin(writer, measure, step, "ประชุมเปิดโครงการ.mp4", size);
        using var whole = System.Security.Cryptography.IncrementalHash.CreateHash(System.Security.Cryptography.HashAlgorithmName.SHA256);
        for (long at = 0, n = 0; at < size; n++)
        {
            BitConverter.TryWriteBytes(piece, n);
            if (at == 0)
            {
                "\0\0\0\u0018ftypisom"u8.CopyTo(piece);
            }
            // Every seventh piece breaks off in the middle; the sender asks how far it came and goes on there.
            var sent = piece[..(int)Math.Min(n % 7 == 6 ? piece.Length / 2 : piece.Length, size - at)];
            using var answer = await Piece(writer, href, token, at, sent);
            Assert.Equal(at + sent.Length < size ? HttpStatusCode.NoContent : HttpStatusCode.OK, answer.StatusCode);
            whole.AppendData(sent);
            at += sent.Length;
            if (n % 7 == 6 && at < size)
            {
                using var ask = new HttpRequestMessage(HttpMethod.Head, href);
                using var known = await writer.Http.SendAsync(ask, TestContext.Current.CancellationToken);
                Assert.Equal(at, long.Parse(known.Headers.GetValues("Upload-Offset").First(), CultureInfo.InvariantCulture));
            }
        }
        var file = await site.Query(db => db.AllEvidence.Where(e => e.MeasureId == measure).Select(e => e.File!).SingleAsync());
        Assert.Equal((size, "video/mp4"), (file.Size, file.ContentType));
        Assert.Equal(whole.GetHashAndReset(), file.Sha256);
        HtmlAssert.Shows(await writer.Page($"/doing/{measure}"), "ประชุมเปิดโครงการ.mp4");
    }

    [Fact]
    public async Task Uploads_given_up_are_swept()
    {
        var (measure, step) = await Plan("ส่งค้าง");
        var writer = await Writer();
        var (href, token) = await Begin(writer, measure, step, "ค้าง.pdf", 1000);
        await Piece(writer, href, token, 0, Pdf);
        var id = Guid.Parse(href.Split('/')[^1]);
        await site.Query(db => db.Uploads.Where(u => u.Id == id).ExecuteUpdateAsync(set => set.SetProperty(u => u.TouchedAt, site.Time.GetUtcNow().AddDays(-4))));
        Assert.Equal(1, await site.Do(s => s.GetRequiredService<KeepUploads>().Sweep(CancellationToken.None)));
        Assert.Equal(0, await site.Query(db => db.Uploads.CountAsync(u => u.Id == id)));
        Assert.Empty(Directory.GetFiles(Path.Combine(site.DataDirectory, "files", "uploads", site.Organisation.ToString("N")), id.ToString("N")));
    }

    [Fact]
    public async Task Evidence_is_corrected_and_withdrawn_with_a_reason_and_leaves_a_line()
    {
        var (measure, step) = await Plan("ถอนหลักฐาน");
        var writer = await Writer();
        await writer.Post($"/doing/{measure}/evidence/add?step={step}", [], files: [("Files", "ผิดเรื่อง.pdf", Pdf)]);
        var id = await site.Query(db => db.AllEvidence.Where(e => e.MeasureId == measure).Select(e => e.Id).SingleAsync());
        var form = $"main form[action*='Correct'], main details form";
        Assert.Equal(HttpStatusCode.BadRequest, (await writer.Post($"/doing/evidence/{id}", [("Title", "ใหม่")], form)).Status);
        Assert.Equal($"/doing/evidence/{id}", (await writer.Post($"/doing/evidence/{id}", [("Title", "ใบลงชื่อ"), ("Reason", "ตั้งชื่อให้ชัด")], form)).Location);
        HtmlAssert.Shows(await writer.Page($"/doing/evidence/{id}"), "ตั้งชื่อให้ชัด");
        Assert.Equal(HttpStatusCode.BadRequest, (await writer.Post($"/doing/evidence/{id}/withdraw")).Status);
        Assert.Equal($"/doing/{measure}", (await writer.Post($"/doing/evidence/{id}/withdraw", ("Reason", "แนบผิดมาตรการ"))).Location);
        HtmlAssert.Shows(await writer.Page($"/doing/{measure}"), "แนบผิดมาตรการ");
        Assert.Equal(HttpStatusCode.NotFound, (await writer.Get($"/doing/evidence/{id}/file")).Status);
        Assert.Equal(["evidence.added", "evidence.corrected", "evidence.withdrawn"], await site.Query(db => db.Changes.Where(c => c.SubjectId == id.ToString()).OrderBy(c => c.Number).Select(c => c.Kind).ToListAsync()));
    }

    [Fact]
    public async Task What_was_done_of_a_step_outlives_its_place_in_the_plan()
    {
        var (measure, step) = await Plan("ตัดขั้น");
        var writer = await Writer();
        await writer.Post($"/doing/{measure}/result/{step}", ("Note", "ทำไปแล้วครึ่งหนึ่ง"));
        await site.Do(async s =>
        {
            var row = await site.Query(db => db.Measures.Include(m => m.Steps).FirstAsync(m => m.Id == measure));
            var now = row.ToMeasure();
            return (await s.GetRequiredService<KeepMeasures>().Change(measure, row.Version, now with { Steps = [now.Steps[1]] }, [row.Steps.OrderBy(x => x.Number).Last().Id], "ตัดขั้นแรก", CancellationToken.None)).Value;
        });
        var page = await writer.Page($"/doing/{measure}");
        HtmlAssert.Shows(page, "ขั้นตอนที่ตัดออกจากแผนแล้ว");
        HtmlAssert.Shows(page, "ทำไปแล้วครึ่งหนึ่ง");
    }

    [Fact]
    public async Task Other_areas_get_results_with_words_evidence_and_rounds()
    {
        var (measure, step) = await Plan("ส่งต่อรายงาน");
        var writer = await Writer();
        await writer.Post($"/doing/{measure}/result/{step}", [.. Date("DoneOn", Today), ("Output", "คู่มือหนึ่งเล่ม"), ("Suggestion", "ทำต่อ")]);
        await writer.Post($"/doing/{measure}/result", ("Result", "ครบทุกขั้น"), ("Outcome", "บริการเร็วขึ้น"));
        await writer.Post($"/doing/{measure}/evidence/add?step={step}", ("Link", "https://www.example.go.th/a"));
        var result = (await site.Do(s => s.GetRequiredService<IMeasureResults>().Of(Year, CancellationToken.None))).Single(r => r.MeasureId == measure);
        Assert.Equal(("ครบทุกขั้น", "บริการเร็วขึ้น"), (result.Words.Result, result.Words.Outcome));
        Assert.Equal((Today, "คู่มือหนึ่งเล่ม", "ทำต่อ"), (result.Steps[0].DoneOn, result.Steps[0].Words.Output, result.Steps[0].Words.Suggestion));
        Assert.Equal("https://www.example.go.th/a", Assert.Single(result.Steps[0].Evidence).Address);
        Assert.Equal((1, 1), (result.StepsDone, result.StepsProven));
    }

    private Task<Visitor> Writer() => site.As("doing.write");

    private async Task<(Guid Measure, Guid Step)> Plan(string title, DateOnly? from = null, DateOnly? until = null)
    {
        var unit = await site.Query(db => db.Units.Where(u => u.Name == "สำนักปลัด").Select(u => u.Id).FirstAsync());
        var (first, last) = (from ?? Year.FirstDay, until ?? Year.LastDay);
        var measure = new Measure { Year = Year, Title = title, From = first, Until = last, UnitIds = [unit], Steps = [new($"ขั้นแรกของ{title}", unit, null, first, last), new($"ขั้นสองของ{title}", null, null, first, last)] };
        var id = (await site.Do(s => s.GetRequiredService<KeepMeasures>().Add(Year, [new NewMeasure(measure)], "measure.added", null, CancellationToken.None))).Value[0];
        return (id, (await site.Query(db => db.Measures.Include(m => m.Steps).FirstAsync(m => m.Id == id))).Steps.OrderBy(s => s.Number).First().Id);
    }

    private static async Task<(string Href, string Token)> Begin(Visitor writer, Guid measure, Guid step, string name, long size)
    {
        var token = (await writer.Page($"/doing/{measure}/evidence/add?step={step}")).QuerySelector("main form input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        var begun = await Start(writer, measure, step, name, size);
        Assert.Equal(HttpStatusCode.Created, begun.StatusCode);
        using var json = System.Text.Json.JsonDocument.Parse(await begun.Content.ReadAsStringAsync());
        return (json.RootElement.GetProperty("href").GetString()!, token);
    }

    private static async Task<HttpResponseMessage> Start(Visitor writer, Guid measure, Guid step, string name, long size)
    {
        var page = await writer.Page($"/doing/{measure}/evidence/add?step={step}");
        var form = page.QuerySelector("form[data-resumable]")!;
        var fields = form.QuerySelectorAll("input[name]").Where(i => i.GetAttribute("type") != "file").Select(i => KeyValuePair.Create(i.GetAttribute("name")!, i.GetAttribute("value") ?? "")).ToList();
        fields.Add(new("name", name));
        fields.Add(new("size", size.ToString(CultureInfo.InvariantCulture)));
        using var content = new FormUrlEncodedContent(fields);
        return await writer.Http.PostAsync(new Uri(form.GetAttribute("data-resumable")!, UriKind.Relative), content);
    }

    private static async Task<HttpResponseMessage> Piece(Visitor writer, string href, string token, long offset, byte[] bytes)
    {
        using var request = new HttpRequestMessage(HttpMethod.Patch, href) { Content = new ByteArrayContent(bytes) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/offset+octet-stream");
        request.Headers.Add("Upload-Offset", offset.ToString(CultureInfo.InvariantCulture));
        request.Headers.Add("RequestVerificationToken", token);
        return await writer.Http.SendAsync(request);
    }

    private static (string Name, string Value)[] Date(string name, DateOnly day) =>
        [(name + ".Day", Plain(day.Day)), (name + ".Month", Plain(day.Month)), (name + ".Year", Plain(day.Year + 543))];

    private static string Plain(int number) => number.ToString(CultureInfo.InvariantCulture);
}
