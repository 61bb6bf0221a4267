using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Prongsai.Testing;
using Prongsai.Web.Features.Oversight;
using Prongsai.Web.Platform.Organisations;

namespace Prongsai.Web.Tests.Oversight;

/// <summary>A district, a province and the country see figures of their members, and of nobody else; nothing but figures.</summary>
public sealed class SeeingTheProvince : IAsyncLifetime
{
    private readonly Site site = new();
    private Guid province;
    private Guid district;
    private Guid country;

    public async ValueTask InitializeAsync()
    {
        await site.Ready();
        province = await Overseer("สถจ.เหนือ", "north-office", "province", "เหนือ", "เมืองเหนือ");
        district = await Overseer("อำเภอดอย", "doi-office", "district", "เหนือ", "ดอย");
        country = await Overseer("ส่วนกลาง", "central", "country", "", "");
        await Figures("ก", "ดอย", "เหนือ", 2567, 90.10m, open: true);
        await Figures("ข", "ดอย", "เหนือ", 2567, 80.20m, open: false);
        await Figures("ค", "ดอย", "เหนือ", 2567, null, open: true);
        await Figures("ง", "เมืองเหนือ", "เหนือ", 2567, 96m, open: true);
        await Figures("จ", "ทะเล", "ใต้", 2567, 70m, open: true);
        await Figures("ก", "ดอย", "เหนือ", 2566, 85m, open: true);
    }

    public ValueTask DisposeAsync() => site.DisposeAsync();

    [Fact]
    public async Task Shows_each_level_its_own_members_in_sums_with_the_way_down()
    {
        var governor = await site.AsIn(province, "oversight.read");
        var page = await governor.Page("/oversight?year=2567");
        HtmlAssert.Shows(page, "จังหวัดเหนือ ปี 2567");
        HtmlAssert.Shows(page, "88.77");
        HtmlAssert.Shows(page, "66.7%");
        HtmlAssert.Shows(page, "มีผลแล้ว จาก 4 หน่วยงาน");
        HtmlAssert.DoesNotShow(page, "ทะเล");
        Assert.Equal(HttpStatusCode.OK, (await governor.Get("/oversight/เหนือ/ดอย?year=2567")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await governor.Get("/oversight/ใต้?year=2567")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await governor.Get("/oversight/export/members.csv?year=2567&province=ใต้")).Status);

        var sheriff = await site.AsIn(district, "oversight.read");
        var own = await sheriff.Page("/oversight?year=2567");
        HtmlAssert.Shows(own, "อำเภอดอย จังหวัดเหนือ ปี 2567");
        HtmlAssert.DoesNotShow(own, "เมืองเหนือ");
        Assert.Equal(HttpStatusCode.NotFound, (await sheriff.Get("/oversight/เหนือ/เมืองเหนือ")).Status);

        var minister = await site.AsIn(country, "oversight.read");
        var whole = await minister.Page("/oversight?year=2567");
        HtmlAssert.Shows(whole, "มีผลแล้ว จาก 5 หน่วยงาน");
        Assert.NotNull(whole.QuerySelector("svg.tiles"));
        HtmlAssert.Shows(await minister.Page("/oversight/ใต้?year=2567"), "จังหวัดใต้");
    }

    [Fact]
    public async Task Keeps_the_work_of_a_member_that_does_not_share_it_out_of_lists_and_files()
    {
        var governor = await site.AsIn(province, "oversight.read");
        var page = await governor.Page("/oversight/เหนือ/ดอย?year=2567");
        var row = page.QuerySelectorAll("tbody tr").Single(r => r.QuerySelector("th")!.TextContent.StartsWith('ข'));
        Assert.Contains("หน่วยงานไม่เปิดรายชื่อ", row.TextContent, StringComparison.Ordinal);
        Assert.Contains("7/10", page.QuerySelectorAll("tbody tr").Single(r => r.QuerySelector("th")!.TextContent.StartsWith('ก')).TextContent, StringComparison.Ordinal);
        var csv = (await governor.Get("/oversight/export/members.csv?year=2567&province=เหนือ")).Body;
        Assert.Contains(csv.Split("\r\n"), l => l.StartsWith("เหนือ,ดอย,ข,2567,80.20,", StringComparison.Ordinal) && l.Contains(",,,,,", StringComparison.Ordinal));
        Assert.Equal(HttpStatusCode.OK, (await governor.Get("/oversight/export/members.xlsx?year=2567&province=เหนือ")).Status);
        // Two members in one district: their work is not shown in sum either.
        HtmlAssert.Shows(await (await site.AsIn(country, "oversight.read")).Page("/oversight/เหนือ?year=2567"), "ที่ใดมีไม่ถึง 3 หน่วยงาน");
    }

    [Fact]
    public async Task Is_worth_nothing_to_an_ordinary_office_and_the_database_says_so_too()
    {
        var clerk = await site.As("oversight.read");
        Assert.Equal("/no-permission", (await clerk.Get("/oversight")).Location?.Split('?')[0]);
        HtmlAssert.DoesNotShow(await clerk.Page("/"), "กำกับดูแล");
        Assert.Equal(0, await site.Query(db => db.Database.SqlQuery<int>($"select count(*)::int as \"Value\" from oversight_figures").SingleAsync()));
        Assert.Equal(3, await site.QueryIn(district, db => db.Database.SqlQuery<int>($"select count(*)::int as \"Value\" from oversight_newest where year = 2567").SingleAsync()));
    }

    [Fact]
    public async Task Counts_each_office_by_itself_every_night_and_the_office_says_what_is_shown()
    {
        var own = await site.AddOrganisation("อบต.นับ", "nap");
        await Execute($"update organisations set province = 'เหนือ', district = 'ดอย' where id = '{own}'");
        site.Services.GetRequiredService<OrganisationDirectory>().Forget();
        await site.RunPeriodicJobs();
        Assert.Empty(await site.QueryIn(own, db => db.OversightFigures.ToListAsync()));
        var clerk = await site.AsIn(own, "oversight.manage");
        HtmlAssert.Shows(await clerk.Page("/administration/oversight"), "ยังไม่มีตัวเลข");
        Assert.Equal("/administration/oversight", (await clerk.Post("/administration/oversight", [("SharesWork", "false")], "#share")).Location);
        Assert.False(await site.QueryIn(own, db => db.Organisations.Where(o => o.Id == own).Select(o => o.SharesWork).SingleAsync()));
        Assert.Contains("oversight.shared", await site.QueryIn(own, db => db.Set<Prongsai.Web.Platform.Changes.Change>().Select(c => c.Kind).ToListAsync()));
    }

    [Fact]
    public async Task Comes_also_in_files_carried_by_hand_that_nobody_altered_on_the_way()
    {
        byte[] file;
        await using (var far = new Site())
        {
            await far.Ready();
            file = await far.Do(services => services.GetRequiredService<CarryFigures>().Make([Row("อบต.ไกล", "ดอย", "เหนือ", 2567, 77.70m), Row("อบต.ไกล", "ดอย", "เหนือ", 2566, 70m)], CancellationToken.None));
        }
        var governor = await site.AsIn(province, "oversight.read");
        var unknown = await governor.Post("/oversight/import", [], files: [("Figures", "x.prongsai.json", file)]);
        Assert.Equal(HttpStatusCode.BadRequest, unknown.Status);
        HtmlAssert.Shows(unknown.Document, "โทรศัพท์ถามผู้ส่ง");
        Assert.Equal("/oversight", (await governor.Post("/oversight/import", [("SignerIsRight", "true")], files: [("Figures", "x.prongsai.json", file)])).Location);
        HtmlAssert.Shows(await governor.Page("/oversight/เหนือ/ดอย?year=2567"), "อบต.ไกล");
        Assert.Equal("/oversight", (await governor.Post("/oversight/import", [], files: [("Figures", "x.prongsai.json", file)])).Location);
        Assert.Equal(2, await site.QueryIn(province, db => db.OversightFigures.CountAsync()));

        var text = JsonNode.Parse(file)!.AsObject();
        text["content"] = text["content"]!.GetValue<string>().Replace("77.70", "97.70", StringComparison.Ordinal);
        HtmlAssert.Shows((await governor.Post("/oversight/import", [], files: [("Figures", "x.json", Encoding.UTF8.GetBytes(text.ToJsonString()))])).Document, "มีผู้แก้ไฟล์หลังออก");
        HtmlAssert.Shows((await governor.Post("/oversight/import", [], files: [("Figures", "x.json", "{\"a\":1}"u8.ToArray())])).Document, "ไม่ใช่ไฟล์ตัวเลข");
        HtmlAssert.Shows((await governor.Post("/oversight/import", [], files: [("Figures", "x.json", [0, 1, 2])])).Document, "ไม่ใช่ไฟล์ตัวเลข");
        var sheriff = await site.AsIn(district, "oversight.read");
        var strange = await site.DoIn(country, services => services.GetRequiredService<CarryFigures>().Make([Row("อบต.ใต้", "ทะเล", "ใต้", 2567, 50m)], CancellationToken.None));
        HtmlAssert.Shows((await sheriff.Post("/oversight/import", [], files: [("Figures", "x.json", strange)])).Document, "นอกเขต");
        var nonsense = await site.DoIn(country, services => services.GetRequiredService<CarryFigures>().Make([Row("อบต.เพี้ยน", "ดอย", "เหนือ", 2567, 500m)], CancellationToken.None));
        HtmlAssert.Shows((await sheriff.Post("/oversight/import", [], files: [("Figures", "x.json", nonsense)])).Document, "เป็นไปไม่ได้");

        // The province carries on what it sees, to a country without a common server.
        await using var capital = new Site();
        await capital.Ready();
        var seen = await governor.Post("/oversight", [], "#package");
        Assert.Equal(HttpStatusCode.OK, seen.Status);
        await SetOverseer(capital, capital.Organisation, "country", "", "");
        var minister = await capital.As("oversight.read");
        Assert.Equal("/oversight", (await minister.Post("/oversight/import", [("SignerIsRight", "true")], files: [("Figures", "n.json", Encoding.UTF8.GetBytes(seen.Body))])).Location);
        HtmlAssert.Shows(await minister.Page("/oversight/เหนือ?year=2567"), "อบต.ไกล");
        HtmlAssert.Shows(await minister.Page("/oversight?year=2567"), "มีผลแล้ว จาก 5 หน่วยงาน");
    }

    [Fact]
    public void Has_a_tile_for_every_province_and_no_two_in_one_place()
    {
        Assert.Equal(77, ProvinceMap.Tiles.Count);
        Assert.Equal(77, ProvinceMap.Tiles.Select(t => t.Name).Distinct().Count());
        Assert.Equal(77, ProvinceMap.Tiles.Select(t => t.Initials).Distinct().Count());
        Assert.Equal(77, ProvinceMap.Tiles.Select(t => (t.Column, t.Row)).Distinct().Count());
    }

    private async Task<Guid> Overseer(string name, string slug, string level, string inProvince, string inDistrict)
    {
        var id = await site.AddOrganisation(name, slug);
        await SetOverseer(site, id, level, inProvince, inDistrict);
        return id;
    }

    private static async Task SetOverseer(Site site, Guid id, string level, string province, string district)
    {
        await Execute(site, $"update organisations set oversees = '{level}', province = '{province}', district = '{district}' where id = '{id}'");
        site.Services.GetRequiredService<OrganisationDirectory>().Forget();
    }

    private async Task Figures(string name, string inDistrict, string inProvince, int year, decimal? total, bool open)
    {
        var slug = $"m-{Convert.ToHexStringLower(Encoding.UTF8.GetBytes(name))}";
        var existing = (await site.Services.GetRequiredService<OrganisationDirectory>().All(CancellationToken.None)).FirstOrDefault(o => o.Slug == slug);
        var id = existing?.Id ?? await site.AddOrganisation(name, slug);
        await site.QueryIn(id, async db =>
        {
            var row = Row(name, inDistrict, inProvince, year, total, id, open);
            db.OversightFigures.Add(row);
            return await db.SaveChangesAsync();
        });
    }

    private static OversightFigure Row(string name, string district, string province, int year, decimal? total, Guid? member = null, bool open = true) => new()
    {
        MemberId = member ?? new Guid(System.Security.Cryptography.SHA256.HashData(Encoding.UTF8.GetBytes(name)).AsSpan(0, 16)),
        Year = new(year),
        Name = name,
        Kind = "subdistrict",
        District = district,
        Province = province,
        Total = total,
        Level = total is null ? null : "ผ่าน",
        Tools = [total, total, total],
        Indicators = [.. Enumerable.Repeat(total, 10)],
        Items = 10,
        ItemsComplete = 7,
        Steps = 20,
        StepsProven = 5,
        StepsLate = 1,
        IsOpen = open,
        Came = member is null ? FigureCame.Package : FigureCame.Here,
        AsOf = new DateTimeOffset(2025, 1, 1, 0, 0, 0, TimeSpan.Zero),
    };

    private Task Execute(string sql) => Execute(site, sql);

    private static async Task Execute(Site at, string sql)
    {
        await using var connection = new NpgsqlConnection(at.OwnerConnection);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
