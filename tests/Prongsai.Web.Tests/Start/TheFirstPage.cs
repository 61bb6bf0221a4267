using Prongsai.Testing;
using Prongsai.Web.Features.Assessment;
using Prongsai.Web.Tests.Assessment;

namespace Prongsai.Web.Tests.Start;

/// <summary>Where are we, what must I do next.</summary>
public sealed class TheFirstPage
{
    [Fact]
    public async Task Leads_from_nothing_to_an_issued_report()
    {
        await using var site = new Site();
        var officer = await site.As(OfficePapers.MayWork);
        var empty = await officer.Page("/");
        HtmlAssert.Heading(empty, "งานปีงบประมาณ 2568");
        HtmlAssert.Shows(empty, "วันพุธที่ 9 เมษายน 2568");
        HtmlAssert.Shows(empty, "นำเข้าเอกสารผลการประเมิน");
        HtmlAssert.Shows(empty, "ยังไม่มีผลปี 2567");

        await officer.Draft2567();
        HtmlAssert.Shows(await officer.Page("/"), "ตรวจและยืนยันผลปี 2567");

        await officer.Confirm(2567);
        var confirmed = await officer.Page("/");
        HtmlAssert.Shows(confirmed, "88.14");
        HtmlAssert.Shows(confirmed, "ระดับผ่านดี");
        HtmlAssert.Shows(confirmed, "ออกรายงานการวิเคราะห์ผลปี 2567");

        var reader = await site.As("assessment.read");
        HtmlAssert.Shows(await reader.Page("/"), "ไม่มีงานค้าง");
    }

    [Fact]
    public async Task Turns_to_another_year_and_begins_after_an_older_result()
    {
        await using var site = new Site();
        var officer = await site.As(OfficePapers.MayWork);
        await officer.Confirm(2566);
        HtmlAssert.Heading(await officer.Page("/"), "งานปีงบประมาณ 2567");
        HtmlAssert.Heading(await officer.Page("/?year=2568"), "งานปีงบประมาณ 2568");
    }

    [Fact]
    public async Task The_worked_example_loads_with_both_years_confirmed()
    {
        await using var site = new Site();
        await site.Do(async services =>
        {
            await ActivatorUtilities.CreateInstance<ExampleResults>(services).Load(CancellationToken.None);
            return true;
        });
        var officer = await site.As(OfficePapers.MayWork);
        var list = await officer.Page("/assessment");
        HtmlAssert.Shows(list, "ปี 2567");
        HtmlAssert.Shows(list, "ปี 2566");
        var compare = await officer.Page("/assessment/compare");
        HtmlAssert.Shows(compare, "80.39");
        HtmlAssert.Shows(compare, "+7.75");
    }
}
