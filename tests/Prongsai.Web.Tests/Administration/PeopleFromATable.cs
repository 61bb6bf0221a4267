using System.Net;
using Microsoft.EntityFrameworkCore;
using Prongsai.Documents.Writing;
using Prongsai.Testing;
using Prongsai.Web.Platform.Identity;
using Prongsai.Web.Platform.Organisations;

namespace Prongsai.Web.Tests.Administration;

public sealed class PeopleFromATable
{
    private const string Path = "/administration/people/import";

    [Fact]
    public async Task Show_what_is_wrong_by_row_and_column_before_anyone_comes_in()
    {
        await using var site = new Site();
        var administrator = await site.As("people.manage", "organisation.manage");
        await administrator.Post("/administration/units", ("Name", "กองคลัง"));
        var lines = "ตำแหน่ง\tชื่อ นามสกุล\tส่วนราชการ\tบทบาท\tอีเมล\nนิติกร\t\tกองคลัง\tผู้อ่าน\tnitikorn@example.go.th\n\tไม่มีตำแหน่ง\nนายช่าง\t\tกองช่างโยธา\nครู\t\tกองคลัง\tผู้อ่านทั่วไป\tnot-an-address\nนิติกร";
        var seen = await administrator.Post(Path, ("Lines", lines));
        Assert.Equal(HttpStatusCode.OK, seen.Status);
        var rows = seen.Document.QuerySelectorAll("main tbody tr").Select(HtmlAssert.Words).ToList();
        Assert.Equal(5, rows.Count);
        Assert.Contains("ตำแหน่ง: ใส่ตำแหน่ง", rows[1], StringComparison.Ordinal);
        Assert.Contains("ส่วนราชการ: ไม่มี “กองช่างโยธา”", rows[2], StringComparison.Ordinal);
        Assert.Contains("บทบาท: ไม่มีบทบาท “ผู้อ่านทั่วไป” หมายถึง “ผู้อ่าน” หรือไม่", rows[3], StringComparison.Ordinal);
        Assert.Contains("อีเมล: ใส่อีเมลให้ครบ", rows[3], StringComparison.Ordinal);
        Assert.Equal(1, await site.Query(db => db.People.CountAsync()));
        HtmlAssert.Shows(seen.Document, "เพิ่ม 1 คน");

        var added = await administrator.Post(Path, ("Lines", lines), ("handler", "Add"));
        Assert.Equal(HttpStatusCode.OK, added.Status);
        Assert.Equal(1, await site.Query(db => db.People.CountAsync()));
    }

    [Fact]
    public async Task Come_in_from_a_filled_spreadsheet_with_new_units_and_roles_and_not_twice()
    {
        await using var site = new Site();
        var administrator = await site.As("people.manage", "organisation.manage");
        var template = await administrator.Http.GetByteArrayAsync(new Uri(Path + "?handler=Template", UriKind.Relative));
        Assert.Equal((byte)'P', template[0]);
        var file = PlainSheet.Write("x", [("ที่", 5), ("ตำแหน่ง", 20), ("ชื่อ - สกุล", 20), ("ส่วนราชการ", 20), ("บทบาท", 20)],
            [["1", "ผู้อำนวยการกองช่าง", "=HYPERLINK(\"x\")", "กองช่าง", "ผู้อ่าน, เจ้าหน้าที่ ITA"], ["2", "นายช่างโยธา", "", "กองช่าง", ""]]);
        var seen = await administrator.Post(Path, [("AddUnits", "true")], "#check", ("Sheet", "คน.xlsx", file));
        HtmlAssert.Shows(seen.Document, "เพิ่ม 2 คน");
        var lines = seen.Document.QuerySelector("#add textarea")!.TextContent;
        using var content = new FormUrlEncodedContent([new("Lines", lines), new("AddUnits", "true"), new("__RequestVerificationToken", seen.Document.QuerySelector("#add input[name=__RequestVerificationToken]")!.GetAttribute("value")!)]);
        Assert.Equal(HttpStatusCode.Redirect, (await administrator.Http.PostAsync(new Uri(Path + "?handler=Add", UriKind.Relative), content)).StatusCode);
        var people = await site.Query(db => db.People.Include(p => p.Roles).Where(p => p.AccountId == null).OrderBy(p => p.Sort).ToListAsync());
        Assert.Equal(["ผู้อำนวยการกองช่าง", "นายช่างโยธา"], people.Select(p => p.Position));
        Assert.Equal(2, people[0].Roles.Count);
        Assert.Equal("กองช่าง", await site.Query(db => db.Units.Select(u => u.Name).SingleAsync()));
        HtmlAssert.Shows((await administrator.Post(Path, ("Lines", lines))).Document, "มีอยู่แล้ว 2 คน");
    }

    [Theory]
    [InlineData("ไม่ใช่ตาราง.xlsx", "PK\u0003\u0004 broken")]
    [InlineData("ไม่มีหัว.csv", "a,b\n1,2\n")]
    [InlineData("ว่าง.csv", "")]
    public async Task From_what_is_no_list_is_refused_with_a_way_on(string name, string content)
    {
        await using var site = new Site();
        var administrator = await site.As("people.manage", "organisation.manage");
        var answer = await administrator.Post(Path, [], "#check", ("Sheet", name, System.Text.Encoding.UTF8.GetBytes(content)));
        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
    }
}
