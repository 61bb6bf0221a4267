using System.Net;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Prongsai.Documents.Writing.Memos;
using Prongsai.Testing;
using Prongsai.Web.Features.Memos.Data;
using Prongsai.Web.Platform.Files;

namespace Prongsai.Web.Tests.Memos;

/// <summary>The emblem, the codes, the chains and the acting people of an office, with wrong input.</summary>
public sealed class SettingUpTheOffice
{
    private const string Hostile =
        """
        <?xml version="1.0"?><!DOCTYPE svg [<!ENTITY x "boo">]>
        <svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 20 10" onload="alert(1)">
        <script>alert(2)</script><style>@import url(http://evil.test/)</style><image xlink:href="http://evil.test/p.png"/><foreignObject><b>x</b></foreignObject>
        <a xlink:href="javascript:alert(3)"><rect width="5" height="5"/></a><path d="M0 0H20V10H0Z" fill="#123456" onclick="alert(4)" style="fill:url(http://evil.test/#a);stroke:#000"/></svg>
        """;

    [Fact]
    public void Keeps_of_an_svg_only_plain_shapes()
    {
        var clean = Encoding.UTF8.GetString(SvgPicture.Clean(Encoding.UTF8.GetBytes(Hostile))!);
        Assert.Contains("M0 0H20V10H0Z", clean, StringComparison.Ordinal);
        foreach (var bad in new[] { "script", "alert", "evil", "onload", "onclick", "foreignObject", "image", "href", "style" })
        {
            Assert.DoesNotContain(bad, clean, StringComparison.OrdinalIgnoreCase);
        }
        Assert.Null(SvgPicture.Clean(Encoding.UTF8.GetBytes("<html><body>no</body></html>")));
        Assert.Null(SvgPicture.Clean(Encoding.UTF8.GetBytes("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 1 1\"><script>x</script></svg>")));
        Assert.Null(SvgPicture.Clean([1, 2, 3]));
    }

    [Fact]
    public async Task Redraws_an_svg_as_png_and_never_serves_the_svg()
    {
        await using var site = new Site();
        var keeper = await site.As("memos.manage");
        var wrong = await keeper.Post("/memos/settings", [], "form[action*=\"handler=Garuda\"]", ("Picture", "g.svg", Encoding.UTF8.GetBytes("<p>not a picture</p>")));
        Assert.Equal(HttpStatusCode.BadRequest, wrong.Status);
        HtmlAssert.Shows(wrong.Document, "อ่านไฟล์ SVG นี้ไม่ได้");
        var kept = await keeper.Post("/memos/settings", [], "form[action*=\"handler=Garuda\"]", ("Picture", "g.svg", Encoding.UTF8.GetBytes(Hostile)));
        Assert.Equal("/memos/settings", kept.Location);
        var served = await keeper.Get("/memos/garuda");
        Assert.Equal("image/png", served.Response.Content.Headers.ContentType!.MediaType);
        var settings = await site.Query(db => db.Set<MemoSettings>().SingleAsync());
        Assert.Equal(2.0, (double)settings.GarudaWidthPx / settings.GarudaHeightPx, 1);
        Assert.False(await site.Query(db => db.Files.AnyAsync(f => f.ContentType.Contains("svg"))));
    }

    [Fact]
    public async Task Refuses_chains_and_orders_of_acting_that_cannot_be()
    {
        await using var site = new Site();
        var office = await Office.Open(site);
        var keeper = await site.As("memos.manage");
        var circle = await keeper.Post("/memos/chains/edit", ("Name", "วน"), ("Steps[0].Post", Office.Head), ("Steps[0].Stage", "1"), ("Steps[1].Post", Office.Head), ("Steps[1].Stage", "2"));
        Assert.Equal(HttpStatusCode.BadRequest, circle.Status);
        HtmlAssert.Shows(circle.Document, "เรื่องจะวนกลับมาที่เดิม");
        Assert.Equal("/memos/chains", (await keeper.Post("/memos/chains/edit", ("Name", "สั้น"), ("Steps[0].Post", Office.Mayor), ("Steps[0].Stage", "1"), ("IsUsual", "true"))).Location);
        HtmlAssert.Shows(await keeper.Page("/memos/chains"), "สั้น");
        var own = await keeper.Post("/memos/acting", [("Post", Office.Mayor), ("PersonId", office.People[Office.Mayor].ToString()), ("OrderNumber", "1/2568"), ("From.Day", "1"), ("From.Month", "4"), ("From.Year", "2568")], "form[action*=\"handler=Add\"]");
        Assert.Equal(HttpStatusCode.BadRequest, own.Status);
        var stranger = await site.As("memos.read");
        Assert.Equal("/no-permission", (await stranger.Get("/memos/chains")).Location?.Split('?')[0]);
    }

    [Fact]
    public async Task Shows_a_draft_to_its_author_alone()
    {
        await using var site = new Site();
        var office = await Office.Open(site);
        var draft = await office.Draft("เรื่องลับของผู้เสนอ");
        Assert.Equal(HttpStatusCode.OK, (await office.Visitors[Office.Officer].Get($"/memos/{draft}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await office.Visitors[Office.Mayor].Get($"/memos/{draft}")).Status);
        HtmlAssert.DoesNotShow(await office.Visitors[Office.Mayor].Page("/memos?view=all"), "เรื่องลับของผู้เสนอ");
    }
}
