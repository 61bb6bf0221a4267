using System.Globalization;
using System.Net;
using Prongsai.Testing;
using Prongsai.Ui;

namespace Prongsai.Web.Tests.Ui;

public sealed class TypingADate
{
    [Theory]
    [InlineData("5", "1", "2568", 2025, 1, 5)]
    [InlineData("๕", "๑", "๒๕๖๘", 2025, 1, 5)]
    [InlineData("05", "01", "68", 2025, 1, 5)]
    [InlineData(" 5 ", "ม.ค.", "๖๘", 2025, 1, 5)]
    [InlineData("30", "กันยายน", "2568", 2025, 9, 30)]
    [InlineData("29", "2", "2567", 2024, 2, 29)]
    [InlineData("1", "ตค", "2567", 2024, 10, 1)]
    public void Understands(string day, string month, string year, int y, int m, int d) =>
        Assert.Equal(new ThaiDateInput(new DateOnly(y, m, d), null, DateParts.None), ThaiDateInput.Read(day, month, year));

    [Theory]
    [InlineData("5/1/2568", 2025, 1, 5)]
    [InlineData("๕-๑-๖๘", 2025, 1, 5)]
    [InlineData("5 ม.ค. 2568", 2025, 1, 5)]
    [InlineData("5 มกราคม พ.ศ. 2568", 2025, 1, 5)]
    [InlineData("2025-01-05", 2025, 1, 5)]
    public void Understands_one_text(string text, int y, int m, int d) => Assert.Equal(new DateOnly(y, m, d), ThaiDateInput.Read(text).Day);

    [Theory]
    [InlineData("31", "2", "2568", "ต้องเป็นวันที่มีจริง เดือนกุมภาพันธ์ 2568 มี 28 วัน", DateParts.Day)]
    [InlineData("29", "2", "2568", "ต้องเป็นวันที่มีจริง เดือนกุมภาพันธ์ 2568 มี 28 วัน", DateParts.Day)]
    [InlineData("5", "13", "2568", "เดือนต้องเป็น 1 ถึง 12 เช่น 30 9 2568", DateParts.Month)]
    [InlineData("5", "", "", "ต้องมีเดือนและปี พ.ศ. เช่น 30 9 2568", DateParts.Month | DateParts.Year)]
    [InlineData("", "1", "2568", "ต้องมีวัน เช่น 30 9 2568", DateParts.Day)]
    [InlineData("5", "1", "2025", "ปีต้องเป็น พ.ศ. (ค.ศ. 2025 คือ พ.ศ. 2568)", DateParts.Year)]
    [InlineData("5", "1", "256", "ปีต้องเป็น พ.ศ. สี่หลัก เช่น 30 9 2568", DateParts.Year)]
    [InlineData("5O", "1", "2568", "วันต้องเป็นตัวเลข เช่น 30 9 2568", DateParts.Day)]
    public void Says_exactly_what_to_mend(string day, string month, string year, string fault, DateParts wrong) =>
        Assert.Equal(new ThaiDateInput(null, fault, wrong), ThaiDateInput.Read(day, month, year));

    [Fact]
    public void Nothing_typed_is_no_fault() => Assert.True(ThaiDateInput.Read("", " ", null).IsEmpty);

    [Theory]
    [InlineData("2568")]
    [InlineData("31/2/2568")]
    [InlineData("2568-01-05")]
    [InlineData("วันนี้")]
    public void Refuses_one_text_it_would_have_to_guess_at(string text)
    {
        var read = ThaiDateInput.Read(text);
        Assert.Null(read.Day);
        Assert.NotNull(read.Fault);
    }
}

public sealed class PostingADate(GalleryHost gallery) : IClassFixture<GalleryHost>
{
    private readonly UiHost host = gallery.Host;

    private static readonly (string, string)[] Rest = [("Name", "ก"), ("Unit", "works"), ("FollowUp", "HalfYear")];

    /// <summary>The stock Thai culture reads 2025-01-05 as a Buddhist year and stores 1482 (style.md 5.10).</summary>
    [Fact]
    public async Task Five_one_2568_is_the_fifth_of_january_2025_whatever_the_culture()
    {
        var before = CultureInfo.DefaultThreadCurrentCulture;
        CultureInfo.DefaultThreadCurrentCulture = CultureInfo.GetCultureInfo("th-TH");
        try
        {
            var response = await host.Post("/gallery", [.. Rest, ("EffectiveOn.Day", "5"), ("EffectiveOn.Month", "1"), ("EffectiveOn.Year", "2568")]);
            Assert.Equal(HttpStatusCode.Redirect, response.StatusCode);
            var next = await host.Page("/gallery");
            Assert.Contains("5\u00A0มกราคม\u00A02568", next.QuerySelector("[role=status]")!.TextContent, StringComparison.Ordinal);
            Assert.Null((await host.Page("/gallery")).QuerySelector("[role=status]"));
        }
        finally
        {
            CultureInfo.DefaultThreadCurrentCulture = before;
        }
    }

    [Fact]
    public async Task Keeps_what_was_typed_and_says_what_was_understood()
    {
        var page = await UiHost.Parse(await host.Post("/gallery", ("EffectiveOn.Day", "๕"), ("EffectiveOn.Month", "ม.ค."), ("EffectiveOn.Year", "๖๘")));
        Assert.Equal(["๕", "ม.ค.", "๖๘"], page.QuerySelectorAll("[name^=EffectiveOn]").Select(i => i.GetAttribute("value")));
        Assert.Equal("อ่านว่า 5\u00A0มกราคม\u00A02568", page.QuerySelector("#EffectiveOn-u")!.TextContent);
    }

    [Fact]
    public async Task Marks_only_the_field_that_is_wrong_and_leads_to_it()
    {
        var response = await host.Post("/gallery", [.. Rest, ("EffectiveOn.Day", "5"), ("EffectiveOn.Month", "13"), ("EffectiveOn.Year", "2568")]);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        var page = await UiHost.Parse(response);
        Assert.StartsWith("ข้อผิดพลาด: ส่วนประกอบ", page.Title, StringComparison.Ordinal);
        var link = Assert.Single(page.QuerySelectorAll("main > .errors a"));
        Assert.Equal("วันที่มีผลของหลักฐาน: เดือนต้องเป็น 1 ถึง 12 เช่น 30 9 2568", link.TextContent);
        Assert.Equal("#EffectiveOn", link.GetAttribute("href"));
        Assert.Equal("EffectiveOn.Month", Assert.Single(page.QuerySelectorAll("form [aria-invalid]")).GetAttribute("name"));
        Assert.Contains("EffectiveOn-e", page.QuerySelector("form fieldset[data-date]")!.GetAttribute("aria-describedby"), StringComparison.Ordinal);
    }
}
