using System.Net;
using AngleSharp.Dom;
using Microsoft.EntityFrameworkCore;
using Prongsai.Testing;
using Prongsai.Web.Platform.Changes;
using Prongsai.Web.Platform.Identity;
using Prongsai.Web.Platform.Modules;
using Prongsai.Web.Platform.Organisations;

namespace Prongsai.Web.Tests.Administration;

/// <summary>Particulars, units, people and roles, as an administrator and as an intruder.</summary>
public sealed class TheOffice(Site site) : IClassFixture<Site>
{
    private static readonly string[] Pages =
    [
        "/administration", "/administration/organisation", "/administration/units", "/administration/people", "/administration/people/add", "/administration/roles", "/administration/changes",
        "/administration/jobs",
    ];

    [Fact]
    public async Task Is_closed_to_who_has_no_permission_and_asks_strangers_to_sign_in()
    {
        var reader = await site.As("nothing.here");
        using var stranger = await site.Anyone();
        foreach (var page in Pages.Append("/administration/organisations").Append("/administration/begin"))
        {
            Assert.StartsWith("/no-permission", (await reader.Get(page)).Location, StringComparison.Ordinal);
            Assert.StartsWith("/sign-in", (await stranger.Get(page)).Location, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Opens_every_page_of_the_menu_without_a_complaint()
    {
        var everything = await site.As(Product.Everything);
        var menu = site.Services.GetRequiredService<Product>().Menu;
        Assert.True(menu.Count > 10);
        foreach (var entry in menu)
        {
            var answer = await everything.Get(entry.Address);
            var page = await everything.Page(answer.Status is HttpStatusCode.Redirect ? answer.Location! : entry.Address);
            Assert.False(page.Title!.StartsWith("ข้อผิดพลาด", StringComparison.Ordinal), $"{entry.Address} complains before anything was typed.");
        }
    }

    [Fact]
    public async Task Groups_a_long_menu_and_opens_the_group_the_reader_is_in()
    {
        var page = await (await site.As(Product.Everything)).Page("/memos");
        var open = Assert.Single(page.QuerySelectorAll("#menu .menu__group.is-current"));
        Assert.Equal("หนังสือและคำสั่ง", open.QuerySelector(".menu__head")!.TextContent);
        Assert.Equal("/memos", open.QuerySelector("[aria-current=page]")!.GetAttribute("href"));
        var reached = page.QuerySelectorAll("#menu > ul a:not(.menu__head)").Select(a => a.GetAttribute("href")).ToList();
        // The office of the test oversees no other.
        Assert.Equal(site.Services.GetRequiredService<Product>().Menu.Where(m => m.Permission != WhoIsThis.Oversee).Select(m => m.Address).Order(StringComparer.Ordinal), reached.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Shows_a_short_menu_in_one_row()
    {
        var page = await (await site.As("memos.read", "orders.read")).Page("/memos");
        Assert.Empty(page.QuerySelectorAll("#menu .menu__group"));
        Assert.Equal("บันทึกข้อความ", page.QuerySelector("#menu [aria-current=page]")!.TextContent);
    }

    [Fact]
    public async Task Shows_pages_with_one_heading_a_title_and_labelled_fields()
    {
        var administrator = await Administrator();
        foreach (var path in Pages)
        {
            var page = await administrator.Page(path);
            Assert.Single(page.QuerySelectorAll("h1"));
            Assert.False(string.IsNullOrWhiteSpace(page.Title));
            var unlabelled = page.QuerySelectorAll("main input:not([type=hidden]), main select, main textarea")
                .Where(f => f.Id is null || (page.QuerySelector($"label[for='{f.Id}']") is null && f.GetAttribute("aria-label") is null)).Select(f => f.OuterHtml);
            Assert.Empty(unlabelled);
        }
    }

    [Fact]
    public async Task Changes_its_particulars_and_writes_down_from_what_to_what()
    {
        await using var own = new Site();
        var administrator = await own.As("organisation.manage");
        var answer = await administrator.Post("/administration/organisation", ("Province", "เชียงราย"), ("Host", "ITA.example.go.th"));
        Assert.Equal("/administration/organisation", answer.Location);
        var organisation = await own.Query(db => db.Organisations.FirstAsync(o => o.Id == own.Organisation));
        Assert.Equal(("เชียงราย", "ita.example.go.th"), (organisation.Province, organisation.Host));
        var change = await own.Query(db => db.Changes.FirstAsync(c => c.Kind == "organisation.changed"));
        Assert.Contains("\"ทดสอบ\"", change.Data, StringComparison.Ordinal);
        Assert.Contains("\"เชียงราย\"", change.Data, StringComparison.Ordinal);
        Assert.StartsWith("ผู้ทดสอบ", change.Actor, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Says_beside_the_field_what_is_wrong_and_keeps_what_was_typed()
    {
        var administrator = await Administrator();
        var answer = await administrator.Post("/administration/organisation", ("Slug", "ทุ่งตะวัน"), ("Name", "ชื่อที่พิมพ์ใหม่"));
        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.StartsWith("ข้อผิดพลาด:", answer.Document.Title, StringComparison.Ordinal);
        Assert.Equal("true", answer.Document.QuerySelector("#Slug")!.GetAttribute("aria-invalid"));
        Assert.Equal("ชื่อที่พิมพ์ใหม่", answer.Document.QuerySelector("#Name")!.GetAttribute("value"));
    }

    [Theory]
    [InlineData("administration")]
    [InlineData("sign-in")]
    [InlineData("ui")]
    public async Task Cannot_take_an_address_the_product_uses(string word)
    {
        var answer = await (await Administrator()).Post("/administration/organisation", ("Slug", word));
        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        HtmlAssert.Shows(answer.Document, "คำนี้เป็นที่อยู่ของหน้าในระบบ");
    }

    [Fact]
    public async Task Takes_a_picture_as_its_emblem_and_nothing_that_only_says_it_is_one()
    {
        await using var own = new Site();
        var administrator = await own.As("organisation.manage");
        var wrong = await administrator.Post("/administration/organisation", [], files: ("Seal", "seal.png", "<svg onload=alert(1)>"u8.ToArray()));
        Assert.Equal(HttpStatusCode.BadRequest, wrong.Status);
        HtmlAssert.Shows(wrong.Document, "ไม่ใช่ภาพ PNG หรือ JPG");
        byte[] png = [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A, 1, 2, 3];
        Assert.Equal(HttpStatusCode.Redirect, (await administrator.Post("/administration/organisation", [], files: ("Seal", "ตรา.png", png))).Status);
        var image = (await administrator.Page("/administration/organisation")).QuerySelector("main img")!.GetAttribute("src")!;
        using var stranger = await own.Anyone();
        var shown = await stranger.Get(image);
        Assert.Equal("image/png", shown.Response.Content.Headers.ContentType!.MediaType);
        Assert.Contains("sandbox", string.Join(' ', shown.Response.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Adds_and_changes_units()
    {
        var administrator = await Administrator();
        Assert.Equal("/administration/units", (await administrator.Post("/administration/units", ("Name", "กองคลัง"))).Location);
        var twice = await administrator.Post("/administration/units", ("Name", "กองคลัง"));
        HtmlAssert.Shows(twice.Document, "มีส่วนราชการชื่อนี้แล้ว");
        var unit = await site.Query(db => db.Units.FirstAsync(u => u.Name == "กองคลัง"));
        await administrator.Post($"/administration/units/{unit.Id}", ("Name", "กองคลังใหม่"), ("Sort", "๗"), ("Active", "true"));
        var changed = await site.Query(db => db.Units.FirstAsync(u => u.Id == unit.Id));
        Assert.Equal(("กองคลังใหม่", 7), (changed.Name, changed.Sort));
        HtmlAssert.Shows(await administrator.Page($"/administration/units/{unit.Id}"), "แก้ไขส่วนราชการ");
        Assert.Equal(HttpStatusCode.NotFound, (await administrator.Get($"/administration/units/{Guid.NewGuid()}")).Status);
    }

    [Fact]
    public async Task Invites_a_person_by_a_link_that_opens_an_account_once()
    {
        var administrator = await Administrator();
        var role = await site.Query(db => db.Roles.FirstAsync(r => r.Name == StandardRoles.Reader));
        var added = await administrator.Post("/administration/people/add", ("Position", "นิติกร"), ("Name", ""), ("Unit", ""), ("Roles", role.Id.ToString()));
        Assert.StartsWith("/administration/people/", added.Location, StringComparison.Ordinal);

        var shown = await administrator.Post(added.Location!, [], "#invite");
        var link = new Uri(shown.Document.QuerySelector("main code")!.TextContent).PathAndQuery;
        Assert.DoesNotContain(link, (await administrator.Get(added.Location!)).Body, StringComparison.Ordinal);

        using var guest = await site.Anyone();
        HtmlAssert.Heading(await guest.Page(link), "ตั้งชื่อผู้ใช้และรหัสผ่าน");
        Assert.Equal("/", (await guest.Post(link, ("UserName", "nitikorn"), ("Password", Site.Password), ("Again", Site.Password))).Location);
        HtmlAssert.Shows(await guest.Page("/"), "นิติกร");
        Assert.StartsWith("/no-permission", (await guest.Get("/administration/people")).Location, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Keeps_at_least_one_who_can_give_roles()
    {
        await using var own = new Site();
        await own.Ready();
        var only = await own.AddPerson(own.Organisation, "only-one", "ผู้ดูแล", ["people.manage"]);
        using var administrator = await own.Anyone();
        await administrator.SignIn("only-one", Site.Password);
        var role = await own.Query(db => db.Roles.FirstAsync(r => r.Name == "ทดสอบ only-one"));
        var unticked = await administrator.Post($"/administration/roles/{role.Id}", [("Permissions", "organisation.read")], "#permissions");
        HtmlAssert.Shows(unticked.Document, "ต้องเหลือผู้ที่มีบัญชี");
        var left = await administrator.Post($"/administration/people/{only}", [("Roles", Guid.Empty.ToString()), ("Active", "true")], "#particulars");
        HtmlAssert.Shows(left.Document, "ต้องเหลือผู้ที่มีบัญชี");
        Assert.Equal(HttpStatusCode.OK, (await administrator.Get("/administration/people")).Status);
    }

    [Fact]
    public async Task Gives_and_takes_permissions_at_once()
    {
        await using var own = new Site();
        var administrator = await own.As("people.manage");
        await own.AddPerson(own.Organisation, "officer", "เจ้าหน้าที่", []);
        using var officer = await own.Anyone();
        await officer.SignIn("officer", Site.Password);
        Assert.StartsWith("/no-permission", (await officer.Get("/administration/units")).Location, StringComparison.Ordinal);
        var role = await own.Query(db => db.Roles.FirstAsync(r => r.Name == "ทดสอบ officer"));
        Assert.Equal("/administration/roles", (await administrator.Post($"/administration/roles/{role.Id}", [("Permissions", "organisation.manage")], "#permissions")).Location);
        Assert.Equal(HttpStatusCode.OK, (await officer.Get("/administration/units")).Status);
    }

    [Fact]
    public async Task Removes_a_role_only_with_a_reason_and_when_nobody_holds_it()
    {
        var administrator = await Administrator();
        var made = await administrator.Post("/administration/roles", ("Name", "ชั่วคราว"));
        var remove = made.Location + "/remove";
        HtmlAssert.Shows((await administrator.Post(remove, ("Reason", " "))).Document, "ใส่เหตุผลที่ลบ");
        Assert.Equal("/administration/roles", (await administrator.Post(remove, ("Reason", "สร้างผิด"))).Location);
        Assert.Equal("สร้างผิด", await site.Query(db => db.Changes.Where(c => c.Kind == "role.removed").Select(c => c.Reason).FirstAsync()));
    }

    [Fact]
    public async Task Lists_changes_by_kind_person_and_thai_date()
    {
        await using var own = new Site();
        var administrator = await own.As("organisation.manage");
        await administrator.Post("/administration/units", ("Name", "กองช่าง"));
        own.Time.Advance(TimeSpan.FromDays(3));
        // Nobody stays signed in for three days.
        administrator = await own.As("organisation.manage", "people.manage");
        await administrator.Post("/administration/units", ("Name", "กองการศึกษา"));
        var all = await administrator.Page("/administration/changes?kind=unit.added");
        Assert.Equal(2, all.QuerySelectorAll("main tbody tr").Length);
        var later = await administrator.Page("/administration/changes?from=10/4/2568");
        Assert.Contains("กองการศึกษา", Assert.Single(later.QuerySelectorAll("main tbody tr")).TextContent, StringComparison.Ordinal);
        HtmlAssert.Shows(await administrator.Page("/administration/changes?from=31/2/2568"), "อ่านวันที่ไม่ได้");
    }

    private Task<Visitor> Administrator() => site.As("organisation.manage", "people.manage");
}
