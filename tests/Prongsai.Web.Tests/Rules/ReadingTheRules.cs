using System.Net;
using Prongsai.Testing;

namespace Prongsai.Web.Tests.Rules;

/// <summary>The office screen หลักเกณฑ์ประจำปี.</summary>
public sealed class ReadingTheRules(Site site) : IClassFixture<Site>
{
    [Fact]
    public async Task Every_year_is_listed_with_how_sure_the_product_is()
    {
        var page = await (await site.As()).Get("/rules");

        Assert.Equal(8, page.Document.QuerySelectorAll("main tbody tr").Length);
        var next = page.Document.QuerySelectorAll("main tbody tr").First(r => r.TextContent.Contains("2569", StringComparison.Ordinal)).TextContent;
        Assert.Contains("ยังไม่ยืนยัน", next, StringComparison.Ordinal);
        Assert.Contains("ไม่ทราบวัน", next, StringComparison.Ordinal);
        Assert.Contains("30\u00A0กรกฎาคม\u00A02567", page.Document.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stranger_is_asked_to_sign_in()
    {
        var answer = await (await site.Anyone()).Get("/rules/2567");

        Assert.Equal(HttpStatusCode.Redirect, answer.Status);
        Assert.StartsWith("/sign-in", answer.Location, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_year_shows_weights_levels_and_what_is_not_confirmed()
    {
        var page = await (await site.As()).Get("/rules/2567");

        Assert.Contains("30%", page.Text, StringComparison.Ordinal);
        Assert.Contains("คะแนนรวมตั้งแต่ 95 และ IIT EIT OIT ทุกเครื่องมือตั้งแต่ 95", page.Text, StringComparison.Ordinal);
        Assert.Contains("10.2 มาตรการภายในเพื่อป้องกันการทุจริต (4 ข้อ)", page.Text, StringComparison.Ordinal);
        Assert.Contains("สมมติตามปี 2563-2565", page.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/rules/2570")]
    [InlineData("/rules/next")]
    [InlineData("/rules/2570/items")]
    [InlineData("/rules/2570/questions")]
    [InlineData("/rules/2570/issues")]
    [InlineData("/rules/compare?from=2570&to=2567")]
    public async Task A_year_without_rules_is_not_found(string address) => Assert.Equal(HttpStatusCode.NotFound, (await (await site.As()).Get(address)).Status);

    [Fact]
    public async Task Thai_digits_name_a_year_too() => Assert.Equal(HttpStatusCode.OK, (await (await site.As()).Get("/rules/๒๕๖๗")).Status);

    [Fact]
    public async Task An_item_says_which_number_it_has_in_other_years()
    {
        var page = await (await site.As()).Get("/rules/2567/items?q=" + Uri.EscapeDataString("รายงานผลการดำเนินการเพื่อส่งเสริม"));

        var row = Assert.Single(page.Document.QuerySelectorAll("main tbody tr"));
        Assert.Contains("2566 O43 · 2568 O28 · 2569 O26", row.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Items_are_filtered_by_sub_indicator()
    {
        var page = await (await site.As()).Get("/rules/2564/items?group=10.2");

        Assert.Equal(["O42", "O43"], page.Document.QuerySelectorAll("main tbody tr td:first-child").Select(c => c.TextContent));
    }

    [Fact]
    public async Task A_reversed_question_shows_its_points_beside_its_options()
    {
        var page = await (await site.As()).Get("/rules/2567/questions?q=i5");

        Assert.Contains("ไม่มีเจ้าหน้าที่คนใดที่มีการเบิกจ่ายเป็นเท็จ 100", page.Text, StringComparison.Ordinal);
        Assert.Contains("มีสัดส่วนมากที่สุด 0", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_year_whose_questions_were_not_found_says_so()
    {
        Assert.Contains("ยังไม่พบรายการคำถามของปีนี้", (await (await site.As()).Get("/rules/2566/questions")).Text, StringComparison.Ordinal);
        Assert.Contains("ปีนี้ไม่มี ๗ ประเด็น", (await (await site.As()).Get("/rules/2566/issues")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_seven_issues_list_their_questions_and_items()
    {
        var page = await (await site.As()).Get("/rules/2567/issues");

        Assert.Equal(7, page.Document.QuerySelectorAll("main section.box").Length);
        Assert.Equal(59, page.Document.QuerySelectorAll("main section.box li").Length);
    }

    [Fact]
    public async Task Two_years_are_compared_and_the_comparison_filtered()
    {
        var page = await (await site.As()).Get("/rules/compare?from=2567&to=2568&part=Item&change=Moved&q=");

        var row = page.Document.QuerySelectorAll("main tbody tr").First(r => r.TextContent.Contains("มาตรการส่งเสริมคุณธรรม", StringComparison.Ordinal));
        Assert.Contains("ย้ายเลข", row.TextContent, StringComparison.Ordinal);
        Assert.Contains("O34", row.TextContent, StringComparison.Ordinal);
        Assert.Contains("O27", row.TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/rules/compare")]
    [InlineData("/rules/compare?from=2562&to=2569")]
    [InlineData("/rules/compare?from=2565&to=2566&page=2")]
    [InlineData("/rules/compare?from=2566&to=2567&part=Calendar")]
    [InlineData("/rules/compare?from=2567&to=2567")]
    public async Task Every_comparison_can_be_shown_in_thai(string address)
    {
        var page = await (await site.As()).Get(address);

        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.DoesNotContain("from-seeds", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("mean-of", page.Text, StringComparison.Ordinal);
    }
}
