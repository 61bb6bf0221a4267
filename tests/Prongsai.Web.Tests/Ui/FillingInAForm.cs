using System.Net;
using Prongsai.Testing;

namespace Prongsai.Web.Tests.Ui;

public sealed class FillingInAForm(GalleryHost gallery) : IClassFixture<GalleryHost>
{
    private readonly UiHost host = gallery.Host;

    private static readonly (string Name, string Value)[] Good =
        [("Name", "กำกับการยืม"), ("Unit", "works"), ("FollowUp", "HalfYear"), ("EffectiveOn.Day", "5"), ("EffectiveOn.Month", "1"), ("EffectiveOn.Year", "2568")];

    [Fact]
    public async Task Every_input_has_a_name_that_can_be_heard()
    {
        var page = await host.Page("/gallery");
        foreach (var input in page.QuerySelectorAll("main :is(input:not([type=hidden]), select, textarea)"))
        {
            Assert.Single(page.QuerySelectorAll($"label[for='{input.Id}']"));
        }
        var ids = page.QuerySelectorAll("[id]").Select(e => e.Id).ToList();
        Assert.Equal(ids.Distinct(), ids);
    }

    [Fact]
    public async Task Every_description_points_at_something()
    {
        var page = await UiHost.Parse(await host.Post("/gallery"));
        var described = page.QuerySelectorAll("[aria-describedby]");
        Assert.NotEmpty(described);
        Assert.All(described.SelectMany(e => e.GetAttribute("aria-describedby")!.Split(' ')), id => Assert.NotNull(page.GetElementById(id)));
    }

    [Fact]
    public async Task What_is_missing_is_asked_for_by_name_at_the_field_and_above()
    {
        var response = await host.Post("/gallery");
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        var page = await UiHost.Parse(response);
        Assert.Equal("ยังบันทึกไม่ได้ โปรดแก้ 4 แห่ง", page.QuerySelector("main > .errors h2")!.TextContent);
        var links = page.QuerySelectorAll("main > .errors a");
        Assert.Equal(["ใส่ชื่อมาตรการ", "เลือกหน่วยงานรับผิดชอบ", "ใส่วันที่มีผลของหลักฐาน", "เลือกรอบติดตาม"], links.Select(a => a.TextContent));
        foreach (var link in links)
        {
            var target = page.QuerySelector(link.GetAttribute("href")!)!;
            Assert.Equal("ข้อผิดพลาด: " + link.TextContent, target.Closest(".field")!.QuerySelector(".error")!.TextContent);
        }
    }

    [Theory]
    [InlineData("Score", "8O.70", "คะแนนข้อ e1ต้องเป็นตัวเลข ใช้จุดเป็นจุดทศนิยม เช่น 87.80")]
    [InlineData("Score", "87,80", "คะแนนข้อ e1ต้องเป็นตัวเลข ใช้จุดเป็นจุดทศนิยม เช่น 87.80")]
    [InlineData("Score", "100.4", "คะแนนข้อ e1ต้องเป็นตัวเลข 0 ถึง 100 ทศนิยมไม่เกินสองตำแหน่ง เช่น 87.80")]
    [InlineData("Score", "87.805", "คะแนนข้อ e1ต้องเป็นตัวเลข 0 ถึง 100 ทศนิยมไม่เกินสองตำแหน่ง เช่น 87.80")]
    [InlineData("Respondents", "4.5", "จำนวนผู้ตอบต้องเป็นจำนวนเต็ม เช่น 41")]
    [InlineData("Respondents", "99999999999", "จำนวนผู้ตอบต้องเป็นจำนวนเต็ม เช่น 41")]
    [InlineData("Budget", "-1", "วงเงินต้องเป็น 0 บาทขึ้นไป เช่น 20,000.00")]
    [InlineData("Email", "saraban", "อีเมลต้องเป็นที่อยู่อีเมล เช่น saraban@example.go.th")]
    public async Task What_is_wrong_is_kept_as_typed_and_told_how_to_mend(string name, string typed, string words)
    {
        var page = await UiHost.Parse(await host.Post("/gallery", [.. Good, (name, typed)]));
        Assert.Equal(words, Assert.Single(page.QuerySelectorAll("main > .errors a")).TextContent);
        var input = page.GetElementById(name)!;
        Assert.Equal(typed, input.GetAttribute("value"));
        Assert.Equal("true", input.GetAttribute("aria-invalid"));
        Assert.Equal("กำกับการยืม", page.GetElementById("Name")!.GetAttribute("value"));
    }

    [Theory]
    [InlineData("Score", "๘๗.๘๐")]
    [InlineData("Score", " 87.8 ")]
    [InlineData("Budget", "20,000.00")]
    [InlineData("Budget", "๒๐,๐๐๐")]
    [InlineData("Respondents", "1,041")]
    public async Task Numbers_are_read_as_people_type_them(string name, string typed) =>
        Assert.Equal(HttpStatusCode.Redirect, (await host.Post("/gallery", [.. Good, (name, typed)])).StatusCode);

    [Fact]
    public async Task Choices_stay_chosen_and_an_unticked_box_is_a_no()
    {
        var page = await UiHost.Parse(await host.Post("/gallery", ("FollowUp", "FullYear"), ("CircularTo", "works"), ("CircularTo", "office"), ("PublishAtOnce", "true"), ("PublishAtOnce", "false"), ("Unit", "office")));
        string[] Checked(string name) => [.. page.QuerySelectorAll($"[name={name}][checked]").Select(i => i.GetAttribute("value")!)];
        Assert.Equal(["FullYear"], Checked("FollowUp"));
        Assert.Equal(["office", "works"], Checked("CircularTo"));
        Assert.Equal(["true"], Checked("PublishAtOnce"));
        Assert.Equal("office", page.QuerySelector("#Unit option[selected]")!.GetAttribute("value"));
    }

    [Fact]
    public async Task A_password_is_never_written_back()
    {
        var html = await (await host.Post("/gallery", ("Password", "รหัสที่พิมพ์-93"))).Content.ReadAsStringAsync();
        Assert.DoesNotContain("พิมพ์-93", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_typed_is_encoded()
    {
        var page = await UiHost.Parse(await host.Post("/gallery", ("Name", "\"><script>alert(1)</script>"), ("Output", "</textarea><script>alert(1)</script>"), ("EffectiveOn.Day", "\"><script>")));
        Assert.Equal(1, page.Scripts.Length);
        Assert.Equal("\"><script>alert(1)</script>", page.GetElementById("Name")!.GetAttribute("value"));
    }

    [Fact]
    public async Task A_form_needs_its_token() =>
        Assert.Equal(HttpStatusCode.BadRequest, (await host.Client.PostAsync("/gallery", new FormUrlEncodedContent(Good.Select(g => KeyValuePair.Create(g.Name, g.Value))))).StatusCode);
}
