using System.Net;
using Microsoft.EntityFrameworkCore;
using Prongsai.Domain;
using Prongsai.Domain.Measures;
using Prongsai.Testing;
using Prongsai.Web.Features.Measures;
using Prongsai.Web.Features.Measures.Data;
using Prongsai.Web.Platform.Changes;

namespace Prongsai.Web.Tests.Measures;

/// <summary>What was taken out comes back whole; the organisation's own library measures are changed and hidden, those of the product are not.</summary>
public sealed class KeepingTheLibrary(Site site) : IClassFixture<Site>
{
    [Fact]
    public async Task A_measure_taken_out_comes_back_with_a_reason_under_its_number()
    {
        var year = new FiscalYear(2568);
        var measure = new Measure { Year = year, Title = "เอาออกแล้วเอากลับ", From = year.FirstDay, Until = year.LastDay, Steps = [new("ทำ", null, null, year.FirstDay, year.LastDay)] };
        var id = (await site.Do(s => s.GetRequiredService<KeepMeasures>().Add(year, [new NewMeasure(measure)], "measure.added", null, CancellationToken.None))).Value[0];
        var before = await site.Query(db => db.Measures.Include(m => m.Steps).FirstAsync(m => m.Id == id));
        await site.Do(s => s.GetRequiredService<KeepMeasures>().Remove(id, before.Version, "รวมกับเรื่องอื่น", CancellationToken.None));
        var writer = await site.As("measures.write");
        Assert.Equal(HttpStatusCode.BadRequest, (await writer.Post("/measures/2568/removed", ("Chosen", id.ToString()))).Status);
        Assert.Equal($"/measures/{id}", (await writer.Post("/measures/2568/removed", ("Chosen", id.ToString()), ("Reason", "แยกใหม่ตามมติที่ประชุม"))).Location);
        var after = await site.Query(db => db.Measures.Include(m => m.Steps).FirstAsync(m => m.Id == id));
        Assert.Equal((before.Number, before.Steps[0].Id), (after.Number, Assert.Single(after.Steps).Id));
        HtmlAssert.Shows(await writer.Page($"/measures/{id}"), "แยกใหม่ตามมติที่ประชุม");
    }

    [Fact]
    public async Task Own_measures_of_the_library_are_changed_with_a_reason_and_hidden_and_shown()
    {
        var writer = await site.As("measures.write");
        await writer.Post("/measures/library/add", ("Title", "เสียงตามสายเรื่องสุจริต"), ("Steps", "เขียนบท\nออกอากาศ"), ("Issues", "issue:7"));
        var own = await site.Query(db => db.OwnLibraryMeasures.OrderByDescending(m => m.Id).FirstAsync());
        var edit = $"/measures/library/{own.Content.Id}/edit";
        HtmlAssert.Shows((await writer.Post(edit, ("Title", "เสียงตามสายประจำสัปดาห์"))).Document, "บอกเหตุผลที่แก้");
        Assert.StartsWith("/measures/library?q=", (await writer.Post(edit, ("Title", "เสียงตามสายประจำสัปดาห์"), ("Reason", "ให้ชัดขึ้น"))).Location, StringComparison.Ordinal);
        HtmlAssert.Shows(await writer.Page("/measures/library?q=เสียงตามสาย"), "เสียงตามสายประจำสัปดาห์");
        Assert.Equal("/measures/library", (await writer.Post(edit, [], "main form[action*='Hide']")).Location);
        HtmlAssert.Shows(await writer.Page("/measures/library"), "มาตรการของเราที่ซ่อนไว้ 1");
        HtmlAssert.Shows(await writer.Page("/measures/library?q=เสียงตามสาย"), "ไม่พบมาตรการที่ตรงกับตัวกรอง");
        Assert.Equal("/measures/library", (await writer.Post(edit, [], "main form[action*='Show']")).Location);
        Assert.Equal(["library-measure.added", "library-measure.changed", "library-measure.hidden", "library-measure.shown"], await site.Query(db => db.Changes.Where(c => c.SubjectId == own.Id.ToString()).OrderBy(c => c.Number).Select(c => c.Kind).ToListAsync()));
        Assert.Equal(HttpStatusCode.NotFound, (await writer.Get("/measures/library/work-manuals/edit")).Status);
    }

    [Fact]
    public async Task A_spreadsheet_is_read_with_its_faults_by_row_and_cell_and_nothing_is_lost()
    {
        const string import = "/measures/library/import";
        var writer = await site.As("measures.write");
        Assert.Equal("/no-permission", (await (await site.As("measures.read")).Get(import)).Location?.Split('?')[0]);
        foreach (var (name, content, told) in new[]
        {
            ("จดหมาย.txt", "ไม่ใช่ตาราง", "ไม่ใช่ตาราง"),
            ("อื่น.csv", "ชื่อ,เบอร์\nก,1\n", "ไม่พบแถวหัวตาราง"),
            ("ว่าง.csv", "มาตรการ,ขั้นตอน\n", "ยังไม่มีมาตรการ"),
        })
        {
            var refused = await writer.Post(import, [], files: ("Paper", name, System.Text.Encoding.UTF8.GetBytes(content)));
            Assert.Equal(HttpStatusCode.BadRequest, refused.Status);
            HtmlAssert.Shows(refused.Document, told);
        }
        HtmlAssert.Shows((await writer.Post(import, [])).Document, "เลือกไฟล์ Excel หรือ CSV");

        const string sheet = """
            มาตรการสำหรับคลัง,,,,,,
            มาตรการ,ขั้นตอน/วิธีปฏิบัติ,หน่วยงานหลัก,เดือนที่ทำ,การติดตาม,ประเด็นที่ตอบ,ตัวชี้วัดที่ตอบ,ข้อคำถามหรือรายการ
            เปิดบัญชีของบริจาคให้ตรวจได้,๑) ลงบัญชี ๒) ติดประกาศ ๓) ตรวจทุกเดือน,กองคลัง,ม.ค. - มี.ค.,"รอบ ๖ เดือน, รอบ 12 เดือน",๕,2,i๕ O14

            ชวนประชาชนตรวจรับงานก่อสร้าง,ประกาศ,กองโยธา,เมษายน-มกราคม,ทุกสัปดาห์,9,11,x99
            ,ไม่มีชื่อ,,,,,,
            เปิดบัญชีของบริจาคให้ตรวจได้,ซ้ำ,,,,,,
            """;
        var read = await writer.Post(import, [], files: ("Paper", "คลังของเรา.csv", System.Text.Encoding.UTF8.GetBytes(sheet)));
        Assert.Equal(HttpStatusCode.OK, read.Status);
        HtmlAssert.Shows(read.Document, "พบ 4 แถว ใช้ได้ 1 ต้องแก้ 3");
        var faults = read.Document.QuerySelectorAll("tr.bad").Select(r => string.Join('|', r.Children.Select(c => c.TextContent.Trim()))).ToList();
        Assert.Equal(
            ["5|หน่วยงานหลัก", "5|เดือนที่ทำ", "5|การติดตาม", "5|ประเด็นที่ตอบ", "5|ตัวชี้วัดที่ตอบ", "5|ข้อคำถามหรือรายการที่ตอบ", "6|มาตรการ", "7|มาตรการ"],
            faults.Select(f => f[..f.LastIndexOf('|')]));
        Assert.Contains("แถว 3", faults[^1], StringComparison.Ordinal);

        // The page came from the handler that read the file; its own form leads elsewhere, with a token.
        var take = read.Document.QuerySelector("fieldset")!.Closest("form")!;
        Assert.Equal(import, take.GetAttribute("action"));
        Assert.NotNull(take.QuerySelector("input[name=__RequestVerificationToken]"));
        var kept = read.Document.QuerySelector("input[name=Read]")!.GetAttribute("value")!;
        Assert.DoesNotContain("\\u0E", kept, StringComparison.Ordinal);
        var token = read.Document.QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        async Task<(HttpStatusCode Status, byte[] Body, Uri? Location)> Send(string handler, params (string, string)[] values)
        {
            using var content = new FormUrlEncodedContent([KeyValuePair.Create("__RequestVerificationToken", token), .. values.Select(v => KeyValuePair.Create(v.Item1, v.Item2))]);
            using var answer = await writer.Http.PostAsync(new Uri(import + handler, UriKind.Relative), content);
            return (answer.StatusCode, await answer.Content.ReadAsByteArrayAsync(), answer.Headers.Location);
        }

        // What must be mended comes back whole, and says so in its row; sent in again it is told the same.
        var mend = await Send("?handler=Mend", ("Read", kept), ("FileName", "คลังของเรา.csv"));
        var again = await Prongsai.Documents.Reading.DocumentReader.Read(mend.Body, "มาตรการที่ต้องแก้.xlsx");
        var text = string.Join('\n', again.Blocks.OfType<Prongsai.Documents.Reading.SourceTable>().SelectMany(t => t.Rows).SelectMany(r => r.Cells).Select(c => c.Text));
        foreach (var word in new[] { "ชวนประชาชนตรวจรับงานก่อสร้าง", "กองโยธา", "ไม่มีชื่อ", "ไม่มีประเด็นที่ “9”" })
        {
            Assert.Contains(word, text, StringComparison.Ordinal);
        }
        Assert.DoesNotContain("ติดประกาศ", text, StringComparison.Ordinal);
        var second = await writer.Post(import, [], files: ("Paper", "มาตรการที่ต้องแก้.xlsx", mend.Body));
        HtmlAssert.Shows(second.Document, "พบ 3 แถว");

        Assert.Equal(HttpStatusCode.BadRequest, (await Send("", ("Read", kept))).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await Send("", ("Read", "[{]"), ("Chosen", "3"))).Status);
        var before = await site.Query(db => db.OwnLibraryMeasures.CountAsync());
        Assert.Equal("/measures/library", (await Send("", ("Read", kept), ("FileName", "คลังของเรา.csv"), ("Chosen", "3"), ("Chosen", "5"))).Location?.ToString());
        Assert.Equal(before + 1, await site.Query(db => db.OwnLibraryMeasures.CountAsync()));
        var own = (await site.Query(db => db.OwnLibraryMeasures.ToListAsync())).Single(m => m.Content.Title == "เปิดบัญชีของบริจาคให้ตรวจได้").Content;
        Assert.Equal([new LibraryStep("ลงบัญชี", UnitRole.Finance, 1, 3), new("ติดประกาศ", UnitRole.Finance, 1, 3), new("ตรวจทุกเดือน", UnitRole.Finance, 1, 3)], own.Steps);
        Assert.Equal([FollowUp.SixMonths, FollowUp.TwelveMonths], own.FollowUps);
        Assert.Equal([AnswerTarget.Issue, AnswerTarget.Indicator, AnswerTarget.Question, AnswerTarget.Item], own.Answers.Select(a => a.Target));
        Assert.Equal("จาก คลังของเรา.csv", await site.Query(db => db.Changes.Where(c => c.Kind == "library-measure.added").OrderByDescending(c => c.Number).Select(c => c.Reason).FirstAsync()));

        // The same file once more: nothing is chosen by itself twice.
        var third = await writer.Post(import, [], files: ("Paper", "คลังของเรา.csv", System.Text.Encoding.UTF8.GetBytes(sheet)));
        HtmlAssert.Shows(third.Document, "มีในคลังแล้ว");
        Assert.Empty(third.Document.QuerySelectorAll("input[name=Chosen][checked]"));
    }

    [Fact]
    public async Task Measures_of_a_paper_that_was_read_come_into_the_library()
    {
        var writer = await site.As("measures.write");
        const string paper = """
            # มาตรการส่งเสริมคุณธรรมและความโปร่งใสภายในองค์การบริหารส่วนตำบลทดสอบ ประจำปีงบประมาณ พ.ศ. ๒๕๖๘

            | มาตรการ/โครงการ/กิจกรรม | ขั้นตอน/วิธีปฏิบัติ | ผู้รับผิดชอบ | ระยะเวลาดำเนินงาน |
            |---|---|---|---|
            | จัดมุมยืมคืนทรัพย์สินหน้าห้องพัสดุ | ๑) ทำป้าย ๒) ตรวจนับทุกสัปดาห์ | กองคลัง | ๑ พ.ย. ๒๕๖๗ - ๓๑ มี.ค. ๒๕๖๘ |
            """;
        await writer.Post("/measures/2568/import", [], files: ("Paper", "แผนเดิม.md", System.Text.Encoding.UTF8.GetBytes(paper)));
        var link = (await writer.Page("/measures/library/import")).QuerySelectorAll("main a").Single(a => a.TextContent == "แผนเดิม.md").GetAttribute("href")!;
        HtmlAssert.Shows(await writer.Page(link), "พบ 1 แถว ใช้ได้ 1");
        Assert.Equal("/measures/library", (await writer.Post(link)).Location);
        var own = (await site.Query(db => db.OwnLibraryMeasures.ToListAsync())).Single(m => m.Content.Title == "จัดมุมยืมคืนทรัพย์สินหน้าห้องพัสดุ").Content;
        Assert.Equal(["ทำป้าย", "ตรวจนับทุกสัปดาห์"], own.Steps.Select(s => s.Text));
        Assert.Equal(HttpStatusCode.NotFound, (await writer.Get($"/measures/library/import?file={Guid.NewGuid()}")).Status);
    }

    [Fact]
    public async Task The_template_names_every_column_word_and_code_and_is_read_back()
    {
        var writer = await site.As("measures.write");
        using var answer = await writer.Http.GetAsync(new Uri("/measures/library/import?handler=Template", UriKind.Relative));
        var bytes = await answer.Content.ReadAsByteArrayAsync();
        var template = await Prongsai.Documents.Reading.DocumentReader.Read(bytes, "แบบกรอก.xlsx");
        var text = string.Join('\n', template.Blocks.OfType<Prongsai.Documents.Reading.SourceTable>().SelectMany(t => t.Rows).SelectMany(r => r.Cells).Select(c => c.Text));
        foreach (var word in new[] { "มาตรการ", "ขั้นตอน", "เดือนที่ทำ", "ทุกส่วนราชการ", "รอบ 6 เดือน", "i5", "O14" })
        {
            Assert.Contains(word, text, StringComparison.Ordinal);
        }
        HtmlAssert.Shows((await writer.Post("/measures/library/import", [], files: ("Paper", "แบบกรอก.xlsx", bytes))).Document, "ยังไม่มีมาตรการ");
    }
}
