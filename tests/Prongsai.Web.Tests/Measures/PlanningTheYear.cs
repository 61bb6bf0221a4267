using System.Net;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Prongsai.Domain;
using Prongsai.Domain.Measures;
using Prongsai.Testing;
using Prongsai.Web.Features.Assessment;
using Prongsai.Web.Features.Measures;
using Prongsai.Web.Features.Measures.Data;
using Prongsai.Web.Platform.Changes;
using Prongsai.Web.Platform.Organisations;
using Answer = Prongsai.Domain.Measures.Answer;

namespace Prongsai.Web.Tests.Measures;

/// <summary>The plan of 2568 from the result of 2567: proposed, edited by two at once, covered, copied, imported, printed.</summary>
public sealed class PlanningTheYear(PlanningTheYear.Office office) : IClassFixture<PlanningTheYear.Office>
{
    private const string Plan = "/measures/2568";

    private static readonly FiscalYear Year = new(2568);

    private readonly Site site = office.Site;

    /// <summary>An office with two units and the confirmed results of the worked example's papers.</summary>
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
            await Site.Do(async services =>
            {
                await ActivatorUtilities.CreateInstance<ExampleResults>(services).Load(CancellationToken.None);
                return 0;
            });
        }

        public ValueTask DisposeAsync() => Site.DisposeAsync();
    }

    [Fact]
    public async Task Is_read_by_readers_written_by_writers_and_closed_to_others()
    {
        var id = await Add("ทดสอบสิทธิ์");
        var reader = await site.As("measures.read");
        var other = await site.As("assessment.read");
        foreach (var page in new[] { Plan, $"/measures/{id}", "/measures/library", $"{Plan}/document" })
        {
            Assert.Equal(HttpStatusCode.OK, (await reader.Get(page)).Status);
            Assert.StartsWith("/no-permission", (await other.Get(page)).Location, StringComparison.Ordinal);
        }
        foreach (var page in new[] { $"{Plan}/add", $"{Plan}/proposals", $"{Plan}/copy", $"{Plan}/import", $"/measures/{id}/edit", $"/measures/{id}/remove", "/measures/library/add" })
        {
            Assert.StartsWith("/no-permission", (await reader.Get(page)).Location, StringComparison.Ordinal);
            Assert.Equal(HttpStatusCode.OK, (await (await Writer()).Get(page)).Status);
        }
        var seen = await reader.Page(Plan);
        Assert.DoesNotContain("เพิ่มมาตรการเอง", seen.Body!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Belongs_to_one_organisation()
    {
        var id = await Add("ของสำนักงานนี้");
        var neighbour = await site.AddOrganisation("อบต.ข้างเคียง", "neighbour");
        var stranger = await site.AsIn(neighbour, "measures.write");
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.Get($"/measures/{id}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.Get($"/measures/{id}/edit")).Status);
        Assert.DoesNotContain("ของสำนักงานนี้", (await stranger.Get(Plan)).Text, StringComparison.Ordinal);
        var unit = await site.Query(db => db.Units.Select(u => u.Id).FirstAsync());
        var refused = await site.DoIn(neighbour, s => s.GetRequiredService<KeepMeasures>().Add(Year, [new NewMeasure(Sound("หน่วยงานของผู้อื่น") with { UnitIds = [unit] })], "measure.added", null, CancellationToken.None));
        Assert.IsType<UnknownUnitOrPerson>(refused.Refusal);
    }

    [Fact]
    public async Task Proposes_measures_with_the_figures_they_rest_on_and_takes_several()
    {
        var writer = await Writer();
        var page = await writer.Page($"{Plan}/proposals");
        var analysis = (await site.Do(s => s.GetRequiredService<PlanOf>().Of(Year, CancellationToken.None))).Analysis!;
        var lowest = Aims.Weak(analysis)[0];
        Assert.Contains(page.QuerySelectorAll("main li"), li => li.TextContent.Contains(lowest.Name, StringComparison.Ordinal) && li.TextContent.Contains(lowest.Score!.Value.ToString("0.00", System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal));
        var nothing = await writer.Post($"{Plan}/proposals");
        Assert.Equal(HttpStatusCode.BadRequest, nothing.Status);
        HtmlAssert.Shows(nothing.Document, "เลือกมาตรการอย่างน้อยหนึ่งรายการ");

        var answer = await writer.Post($"{Plan}/proposals", ("Chosen", "vehicle-log"), ("Chosen", "asset-labels"));
        Assert.Equal(Plan, answer.Location);
        var vehicle = await site.Query(db => db.Measures.Include(m => m.Steps).FirstAsync(m => m.LibraryId == "vehicle-log"));
        Assert.Equal(4, vehicle.Steps.Count);
        Assert.Contains(await site.Query(db => db.Units.Where(u => u.Name == "กองคลัง").Select(u => u.Id).FirstAsync()), vehicle.UnitIds);
        Assert.Equal("จากคลังตามผลปี 2567", await site.Query(db => db.Changes.Where(c => c.Kind == "measure.proposed" && c.SubjectId == vehicle.Id.ToString()).Select(c => c.Reason).FirstAsync()));
        HtmlAssert.Shows(await writer.Page($"{Plan}/proposals?all=true"), "อยู่ในแผนแล้ว");
    }

    [Fact]
    public async Task Says_beside_the_field_what_is_wrong_and_loses_nothing()
    {
        var writer = await Writer();
        var answer = await writer.Post($"{Plan}/add",
        [
            ("Title", "มาตรการนอกปี"), .. Date("From", 1, 10, 2567), .. Date("Until", 31, 12, 2568),
            ("Steps[0].Text", "ขั้นที่พิมพ์ไว้"), .. Date("Steps[0].From", 1, 9, 2567), .. Date("Steps[0].Until", 30, 9, 2567),
            ("Budget", "-5"),
        ]);
        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.StartsWith("ข้อผิดพลาด:", answer.Document.Title, StringComparison.Ordinal);
        HtmlAssert.Shows(answer.Document, "ระยะเวลาต้องอยู่ในปีงบประมาณ 2568");
        HtmlAssert.Shows(answer.Document, "ขั้นที่ 1 เริ่มก่อนมาตรการ");
        HtmlAssert.Shows(answer.Document, "งบประมาณต้องไม่ติดลบ");
        Assert.Equal("มาตรการนอกปี", answer.Document.QuerySelector("#Title")!.TextContent.Trim());
        Assert.Equal("ขั้นที่พิมพ์ไว้", answer.Document.QuerySelector("[name='Steps[0].Text']")!.TextContent.Trim());
        Assert.Contains("field--error", answer.Document.QuerySelector("[name='Steps[0].From.Day']")!.Closest(".field")!.ClassName, StringComparison.Ordinal);

        var late = await writer.Post($"{Plan}/add", [("Title", "มาตรการครึ่งปีแรก"), .. Date("From", 1, 10, 2567), .. Date("Until", 31, 3, 2568), ("Steps[0].Text", "ขั้นที่ช้าไป"), .. Date("Steps[0].From", 1, 4, 2568), .. Date("Steps[0].Until", 30, 4, 2568)]);
        Assert.Equal(HttpStatusCode.BadRequest, late.Status);
        HtmlAssert.Shows(late.Document, "ขั้นที่ 1 สิ้นสุดหลังมาตรการ");

        var empty = await writer.Post($"{Plan}/add", ("Title", ""));
        HtmlAssert.Shows(empty.Document, "ใส่ชื่อมาตรการ");
        Assert.False(await site.Query(db => db.Measures.AnyAsync(m => m.Title == "มาตรการนอกปี")));
    }

    [Fact]
    public async Task Adds_a_measure_whose_steps_without_days_take_those_of_the_measure()
    {
        var writer = await Writer();
        var unit = await site.Query(db => db.Units.Where(u => u.Name == "สำนักปลัด").Select(u => u.Id).FirstAsync());
        var answer = await writer.Post($"{Plan}/add",
        [
            ("Title", "จัดเวรตอบคำถาม"), .. Date("From", 1, 11, 2567), .. Date("Until", 31, 3, 2568), ("Units", unit.ToString()), ("FollowUps", "SixMonths"),
            ("Issues", "issue:3"), ("Questions", "question:eit-clear-answers"), ("Steps[0].Text", "จัดเวร"), ("Steps[1].Text", "ตอบ"), .. Date("Steps[1].From", 1, 12, 2567), .. Date("Steps[1].Until", 31, 3, 2568),
            ("Budget", "๑,๕๐๐"), ("Output", "ตารางเวร"), ("Outcome", "ตอบทันเวลา"),
        ]);
        var id = Guid.Parse(answer.Location!.Split('/')[^1]);
        var row = await site.Query(db => db.Measures.Include(m => m.Steps).FirstAsync(m => m.Id == id));
        Assert.Equal([(new DateOnly(2024, 11, 1), new DateOnly(2025, 3, 31)), (new DateOnly(2024, 12, 1), new DateOnly(2025, 3, 31))], row.Steps.OrderBy(s => s.Number).Select(s => (s.StartsOn, s.EndsOn)));
        Assert.Equal(1500m, row.Budget);
        Assert.Empty(row.ToMeasure().Gaps());
        var shown = await writer.Page($"/measures/{id}");
        HtmlAssert.Shows(shown, "สำนักปลัด");
        HtmlAssert.Shows(shown, "1,500.00 บาท");
        HtmlAssert.Shows(shown, "เพิ่มมาตรการในแผน");
        Assert.Contains("จัดเวรตอบคำถาม", (await writer.Get($"{Plan}?issue=3&q=เวร")).Text, StringComparison.Ordinal);
        Assert.DoesNotContain("จัดเวรตอบคำถาม", (await writer.Get($"{Plan}?issue=4")).Text, StringComparison.Ordinal);
        Assert.Contains("จัดเวรตอบคำถาม", (await writer.Get($"{Plan}?indicator=communication&unit={unit}&sort=-title")).Text, StringComparison.Ordinal);
        Assert.NotNull((await writer.Page($"{Plan}?view=time")).QuerySelector("#plan, svg"));
    }

    [Fact]
    public async Task Gives_more_rows_for_steps_and_keeps_what_was_typed()
    {
        var answer = await (await Writer()).Post($"{Plan}/add", [("Title", "ยังพิมพ์ไม่จบ"), .. Date("From", 32, 10, 2567)], "main form[method=post]");
        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        var writer = await Writer();
        var page = await writer.Page($"{Plan}/add");
        var token = page.QuerySelector("main form input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        using var content = new FormUrlEncodedContent([new("__RequestVerificationToken", token), new("Title", "ยังพิมพ์ไม่จบ"), new("Steps[0].Text", "หนึ่ง")]);
        var more = await Prongsai.Testing.Answer.Of(await writer.Http.PostAsync(new Uri($"{Plan}/add?handler=More", UriKind.Relative), content));
        Assert.Equal(HttpStatusCode.OK, more.Status);
        Assert.Equal("ยังพิมพ์ไม่จบ", more.Document.QuerySelector("#Title")!.TextContent.Trim());
        Assert.Equal(4, more.Document.QuerySelectorAll("textarea[name^='Steps[']").Length);
        Assert.Empty(more.Document.QuerySelectorAll(".errors"));
    }

    [Fact]
    public async Task Lets_the_second_of_two_editors_see_both_versions()
    {
        var id = await Add("มาตรการที่สองคนแก้");
        var writer = await Writer();
        var before = await writer.Page($"/measures/{id}/edit");
        var step = before.QuerySelector("[name='Steps[0].Id']")!.GetAttribute("value")!;
        Assert.Equal($"/measures/{id}", (await writer.Post($"/measures/{id}/edit", ("Title", "ของคนแรก"), ("Reason", "แก้ชื่อ"))).Location);

        var second = await writer.Post($"/measures/{id}/edit", ("Version", "1"), ("Title", "ของคนที่สอง"), ("Reason", "แก้ชื่อด้วย"));
        Assert.Equal(HttpStatusCode.Conflict, second.Status);
        HtmlAssert.Shows(second.Document, "ของคนแรก");
        Assert.Equal("ของคนที่สอง", second.Document.QuerySelector("#Title")!.TextContent.Trim());
        Assert.Equal("2", second.Document.QuerySelector("#Version")!.GetAttribute("value"));
        Assert.Equal("ของคนแรก", await site.Query(db => db.Measures.Where(m => m.Id == id).Select(m => m.Title).FirstAsync()));

        var decided = await writer.Post($"/measures/{id}/edit", ("Version", "2"), ("Title", "ของคนที่สอง"), ("Reason", "ตกลงกันแล้ว"));
        Assert.Equal($"/measures/{id}", decided.Location);
        var row = await site.Query(db => db.Measures.Include(m => m.Steps).FirstAsync(m => m.Id == id));
        Assert.Equal((3, "ของคนที่สอง"), (row.Version, row.Title));
        Assert.Equal(Guid.Parse(step), Assert.Single(row.Steps).Id);
        var data = await site.Query(db => db.Changes.Where(c => c.SubjectId == id.ToString() && c.Kind == "measure.changed").OrderBy(c => c.Number).Select(c => c.Data).ToListAsync());
        Assert.Contains("ของคนแรก", data[1], StringComparison.Ordinal);
        HtmlAssert.Shows(await writer.Page($"/measures/{id}"), "ตกลงกันแล้ว");
    }

    [Fact]
    public async Task Two_saves_at_once_cannot_both_win()
    {
        var id = await Add("มาตรการที่บันทึกพร้อมกัน");
        var both = await Task.WhenAll(Enumerable.Range(1, 2).Select(n => site.Do(s =>
            s.GetRequiredService<KeepMeasures>().Change(id, 1, Sound($"ฉบับที่ {n}"), [], "พร้อมกัน", CancellationToken.None))));
        Assert.Single(both, b => b.IsOk);
        Assert.IsType<MeasureWasChanged>(both.Single(b => !b.IsOk).Refusal);
    }

    [Fact]
    public async Task Wants_a_reason_for_a_correction()
    {
        var id = await Add("ต้องมีเหตุผล");
        var answer = await (await Writer()).Post($"/measures/{id}/edit", ("Title", "แก้โดยไม่บอก"));
        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Equal("true", answer.Document.QuerySelector("#Reason")!.GetAttribute("aria-invalid"));
    }

    [Fact]
    public async Task Takes_a_measure_out_of_the_plan_with_a_reason_and_keeps_it_in_the_records()
    {
        var id = await Add("มาตรการที่เลิก");
        var writer = await Writer();
        Assert.Equal(HttpStatusCode.BadRequest, (await writer.Post($"/measures/{id}/remove")).Status);
        Assert.Equal(Plan, (await writer.Post($"/measures/{id}/remove", ("Reason", "รวมกับมาตรการอื่น"))).Location);
        Assert.Equal(HttpStatusCode.NotFound, (await writer.Get($"/measures/{id}")).Status);
        Assert.True(await site.Query(db => db.AllMeasures.AnyAsync(m => m.Id == id && m.RemovedAt != null)));
        Assert.Equal("รวมกับมาตรการอื่น", await site.Query(db => db.Changes.Where(c => c.Kind == "measure.removed" && c.SubjectId == id.ToString()).Select(c => c.Reason).FirstAsync()));
    }

    [Fact]
    public async Task Copies_an_earlier_year_after_showing_what_differs()
    {
        await Add("มาตรการที่ทำทุกปี", new FiscalYear(2569));
        var writer = await Writer();
        var page = await writer.Page("/measures/2570/copy");
        HtmlAssert.Shows(page, "มาตรการที่ทำทุกปี");
        HtmlAssert.Shows(page, "2568 – 30");
        Assert.Equal("/measures/2570", (await writer.Post("/measures/2570/copy")).Location);
        var copy = await site.Query(db => db.Measures.Include(m => m.Steps).FirstAsync(m => m.Year == new FiscalYear(2570)));
        Assert.Equal(new DateOnly(2026, 10, 1), copy.StartsOn);
        Assert.NotNull(copy.CarriedFrom);
        HtmlAssert.Shows(await writer.Page("/measures/2570/copy"), "มีในแผนปี 2570 แล้ว");
    }

    [Fact]
    public async Task Shows_which_issues_and_weak_scores_have_no_measure()
    {
        var reader = await site.As("measures.read");
        var empty = await reader.Page(Plan);
        Assert.Equal(7, empty.QuerySelector("#coverage ul.tasks")!.Children.Length);
        await Add("ตอบประเด็นที่หก", answers: [Answer.Issue(6)]);
        var now = await site.Do(s => s.GetRequiredService<PlanOf>().Of(Year, CancellationToken.None));
        Assert.False(now.Coverage.Issues[5].IsOpen);
        Assert.Contains(now.Coverage.Weak, w => w.IsOpen);
        HtmlAssert.Shows(await reader.Page(Plan), now.Coverage.Weak.First(w => w.IsOpen).Aim.Name);
    }

    [Fact]
    public async Task Imports_the_measures_of_a_paper_and_of_the_template()
    {
        var writer = await Writer();
        var wrong = await writer.Post($"{Plan}/import", [], files: ("Paper", "บันทึก.txt", Encoding.UTF8.GetBytes("ไม่มีตารางใด")));
        Assert.Equal(HttpStatusCode.BadRequest, wrong.Status);
        HtmlAssert.Shows(wrong.Document, "ไม่พบตารางมาตรการ");
        const string paper = """
            # มาตรการส่งเสริมคุณธรรมและความโปร่งใสภายในองค์การบริหารส่วนตำบลทดสอบ ประจำปีงบประมาณ พ.ศ. ๒๕๖๘

            | มาตรการ/โครงการ/กิจกรรม | ขั้นตอน/วิธีปฏิบัติ | ผู้รับผิดชอบ | ระยะเวลาดำเนินงาน |
            |---|---|---|---|
            | จัดระเบียบห้องเก็บพัสดุให้ตรวจได้ | ๑) สำรวจห้องเก็บ ๒) จัดชั้นและป้าย ๓) ตรวจร่วมกัน | กองคลัง | ๑ พ.ย. ๒๕๖๗ - ๓๑ มี.ค. ๒๕๖๘ |
            | เปิดห้องรับฟังความเห็นเดือนละครั้ง | ๑) ประกาศวัน ๒) รับฟังและตอบ | สำนักปลัด | ๑ ต.ค. ๒๕๖๗ - ๓๐ ก.ย. ๒๕๖๘ |
            """;
        var read = await writer.Post($"{Plan}/import", [], files: ("Paper", "แผน.md", Encoding.UTF8.GetBytes(paper)));
        Assert.StartsWith($"{Plan}/import?file=", read.Location, StringComparison.Ordinal);
        var preview = await writer.Page(read.Location!);
        HtmlAssert.Shows(preview, "จัดระเบียบห้องเก็บพัสดุให้ตรวจได้");
        Assert.Equal(Plan, (await writer.Post(read.Location!, ("Chosen", "0"))).Location);
        var row = await site.Query(db => db.Measures.Include(m => m.Steps).FirstAsync(m => m.Title.StartsWith("จัดระเบียบห้องเก็บพัสดุ")));
        Assert.Equal((new DateOnly(2024, 11, 1), new DateOnly(2025, 3, 31)), (row.StartsOn, row.EndsOn));
        Assert.True(row.Steps.Count >= 2, $"{row.Steps.Count} steps");
        Assert.Single(row.UnitIds);
        Assert.False(await site.Query(db => db.Measures.AnyAsync(m => m.Title.StartsWith("เปิดห้องรับฟัง"))));
        var template = await writer.Get($"{Plan}/import?handler=Template");
        Assert.StartsWith("PK", template.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Prints_the_plan_and_hands_it_to_the_analysis_report()
    {
        await Add("มาตรการที่พิมพ์ลงเอกสาร");
        var reader = await site.As("measures.read");
        foreach (var layout in new[] { "measures-plan-2563", "measures-plan-2564", "measures-plan-2567" })
        {
            HtmlAssert.Shows(await reader.Page($"{Plan}/document?layout={layout}"), "มาตรการที่พิมพ์ลงเอกสาร");
        }
        Assert.StartsWith("PK", (await reader.Get($"{Plan}/document?handler=Docx")).Body, StringComparison.Ordinal);
        Assert.StartsWith("%PDF", (await reader.Get($"{Plan}/document?handler=Pdf")).Body, StringComparison.Ordinal);
        Assert.Contains("มาตรการที่พิมพ์ลงเอกสาร", (await reader.Get($"{Plan}/document?handler=Html")).Body, StringComparison.Ordinal);
        HtmlAssert.Shows(await (await site.As("analysis.read")).Page("/analysis/2567/report"), "มาตรการที่พิมพ์ลงเอกสาร");
    }

    [Fact]
    public async Task Searches_the_library_and_adds_to_it()
    {
        var writer = await Writer();
        Assert.Contains("ทะเบียนคุมการยืม", (await writer.Get("/measures/library?q=ทะเบียนคุมการยืม")).Text, StringComparison.Ordinal);
        HtmlAssert.Shows(await writer.Page("/measures/library?q=ไม่มีคำนี้แน่"), "ไม่พบมาตรการที่ตรงกับตัวกรอง");
        Assert.Equal(HttpStatusCode.BadRequest, (await writer.Post("/measures/library/add", ("Title", "ไม่มีขั้น"))).Status);
        var added = await writer.Post("/measures/library/add", ("Title", "ตลาดนัดความโปร่งใส"), ("Steps", "เตรียมพื้นที่\nเปิดตลาด"), ("Issues", "issue:7"), ("FollowUps", "TwelveMonths"));
        Assert.StartsWith("/measures/library?q=", added.Location, StringComparison.Ordinal);
        HtmlAssert.Shows(await writer.Page("/measures/library?issue=7&q=ตลาดนัด"), "ตลาดนัดความโปร่งใส");
        var library = await site.Do(s => s.GetRequiredService<PlanOf>().Library(CancellationToken.None));
        Assert.Equal(["เตรียมพื้นที่", "เปิดตลาด"], library.Measures[^1].Steps.Select(s => s.Text));
    }

    private static Measure Sound(string title) => new()
    {
        Year = Year,
        Title = title,
        From = Year.FirstDay,
        Until = Year.LastDay,
        Steps = [new("ทำทันที", null, null, Year.FirstDay, Year.LastDay)],
    };

    private static (string Name, string Value)[] Date(string name, int day, int month, int year) =>
        [(name + ".Day", Plain(day)), (name + ".Month", Plain(month)), (name + ".Year", Plain(year))];

    private static string Plain(int number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);

    private Task<Visitor> Writer() => site.As("measures.write");

    private async Task<Guid> Add(string title, FiscalYear? year = null, IReadOnlyList<Answer>? answers = null)
    {
        var to = year ?? Year;
        var measure = CarryOver.To(Sound(title), to, null).Measure with { Answers = answers ?? [] };
        return (await site.Do(s => s.GetRequiredService<KeepMeasures>().Add(to, [new NewMeasure(measure)], "measure.added", null, CancellationToken.None))).Value[0];
    }
}
