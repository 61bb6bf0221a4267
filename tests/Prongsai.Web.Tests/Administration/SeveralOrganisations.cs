using System.Net;
using Microsoft.EntityFrameworkCore;
using Prongsai.Testing;
using Prongsai.Web.Platform.Changes;
using Prongsai.Web.Platform.Examples;
using Prongsai.Web.Platform.Files;
using Prongsai.Web.Platform.Identity;
using Prongsai.Web.Platform.Organisations;
using Prongsai.Web.Platform.Persistence;

namespace Prongsai.Web.Tests.Administration;

public sealed class SeveralOrganisations
{
    [Fact]
    public async Task Are_added_by_who_runs_the_installation_and_worked_in_one_at_a_time()
    {
        await using var site = new Site();
        await site.Ready();
        await site.AddPerson(site.Organisation, "installer", "ผู้ดูแลระบบกลาง", ["organisation.manage"], installationAdministrator: true);
        using var installer = await site.Anyone();
        await installer.SignIn("installer", Site.Password);
        var added = await installer.Post(
            "/administration/organisations",
            ("New.Name", "เทศบาลตำบลสองแคว"), ("New.ShortName", "ทต.สองแคว"), ("New.Kind", "SubdistrictMunicipality"), ("New.Size", "Small"), ("New.Slug", "song-khwae"));
        Assert.Equal("/administration/organisations", added.Location);

        var choice = await installer.Page("/choose-organisation");
        HtmlAssert.Shows(choice, "ทต.สองแคว");
        var id = await site.Query(db => db.Organisations.Where(o => o.Slug == "song-khwae").Select(o => o.Id).FirstAsync());
        Assert.Equal("/", (await installer.Post("/choose-organisation", ("Organisation", id.ToString()))).Location);
        HtmlAssert.Shows(await installer.Page("/"), "ทต.สองแคว");
        await installer.Post("/administration/units", ("Name", "กองของสองแคว"));
        Assert.Equal(1, await site.QueryIn(id, db => db.Units.CountAsync()));
        Assert.Equal(0, await site.Query(db => db.Units.CountAsync()));
    }

    [Fact]
    public async Task Are_not_chosen_by_who_does_not_belong()
    {
        await using var site = new Site();
        var visitor = await site.As();
        var other = await site.AddOrganisation("อบต.อื่น", "other");
        Assert.Equal(HttpStatusCode.BadRequest, (await visitor.Post("/choose-organisation", ("Organisation", other.ToString()))).Status);
        HtmlAssert.Shows(await visitor.Page("/"), "อบต.ทดสอบ");
    }

    [Fact]
    public async Task Are_found_on_the_public_side_by_path_host_or_being_alone()
    {
        await using var site = new Site();
        using var stranger = await site.Anyone();
        byte[] png = [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];
        var seal = await site.Do(async services =>
        {
            var db = services.GetRequiredService<AppDbContext>();
            var file = (await services.GetRequiredService<FileStore>().Add(png, "a.png", "image/png", CancellationToken.None)).Value;
            await db.SaveChangesAsync();
            await db.Organisations.Where(o => o.Id == site.Organisation).ExecuteUpdateAsync(set => set.SetProperty(o => o.SealFileId, file.Id).SetProperty(o => o.Host, "ita.thotsop.go.th"));
            services.GetRequiredService<OrganisationDirectory>().Forget();
            return file.Id;
        });
        Assert.Equal(HttpStatusCode.OK, (await stranger.Get($"/seal/{seal}")).Status);
        Assert.Equal(HttpStatusCode.OK, (await stranger.Get($"/thotsop/seal/{seal}")).Status);

        await site.AddOrganisation("อบต.อื่น", "other");
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.Get($"/seal/{seal}")).Status);
        Assert.Equal(HttpStatusCode.OK, (await stranger.Get($"/thotsop/seal/{seal}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.Get($"/other/seal/{seal}")).Status);
        using var byHost = new HttpRequestMessage(HttpMethod.Get, new Uri($"/seal/{seal}", UriKind.Relative)) { Headers = { Host = "ita.thotsop.go.th" } };
        Assert.Equal(HttpStatusCode.OK, (await stranger.Http.SendAsync(byHost)).StatusCode);
    }

    [Fact]
    public async Task Begin_with_an_example_that_goes_in_one_act_with_every_row_and_file()
    {
        await using var site = new Site(withOrganisation: false);
        await site.Ready();
        await FirstStart.Run(site.Services, CancellationToken.None);
        var example = Assert.Single(await site.Services.GetRequiredService<OrganisationDirectory>().All(CancellationToken.None));
        Assert.True(example.IsExample);
        await FirstStart.Run(site.Services, CancellationToken.None);
        Assert.Single(await site.Services.GetRequiredService<OrganisationDirectory>().All(CancellationToken.None));

        var link = await FirstAdministrator.Link(site.Services, CancellationToken.None);
        using var administrator = await site.Anyone();
        await administrator.Post(link!, ("Position", "ปลัดเทศบาล"), ("UserName", "palad"), ("Password", Site.Password), ("Again", Site.Password));
        HtmlAssert.Shows(await administrator.Page("/administration"), "ข้อมูลตัวอย่าง");
        Assert.True(await site.QueryIn(example.Id, db => db.People.CountAsync()) > 10);

        var begin = new (string, string)[] { ("New.Name", "เทศบาลตำบลจริง"), ("New.ShortName", "ทต.จริง"), ("New.Kind", "SubdistrictMunicipality"), ("New.Size", "Small"), ("New.Slug", "ching") };
        var unconfirmed = await administrator.Post("/administration/begin", begin);
        Assert.Equal(HttpStatusCode.BadRequest, unconfirmed.Status);
        Assert.Equal("เทศบาลตำบลจริง", unconfirmed.Document.QuerySelector("input[name='New.Name']")!.GetAttribute("value"));
        Assert.Equal("/setup", (await administrator.Post("/administration/begin", [.. begin, ("Understood", "true")])).Location);

        var home = await administrator.Page("/");
        HtmlAssert.Shows(home, "ทต.จริง");
        HtmlAssert.DoesNotShow(home, "ข้อมูลตัวอย่าง");
        var own = Assert.Single(await site.Services.GetRequiredService<OrganisationDirectory>().All(CancellationToken.None));
        Assert.Equal(["organisation.started"], await site.QueryIn(own.Id, db => db.Changes.Select(c => c.Kind).ToListAsync()));
        Assert.Equal(0L, await RowsOf(site, example.Id));
        Assert.StartsWith("/administration", (await administrator.Get("/administration/begin")).Location, StringComparison.Ordinal);
    }

    /// <summary>Rows of an organisation in any table, as the owner sees them.</summary>
    private static async Task<long> RowsOf(Site site, Guid organisation)
    {
        await using var connection = new Npgsql.NpgsqlConnection(site.OwnerConnection);
        await connection.OpenAsync();
        await using var tables = new Npgsql.NpgsqlCommand(
            "select string_agg(format('select count(*) from %I.%I where organisation_id = $1', table_schema, table_name), ' union all ') from information_schema.columns where column_name = 'organisation_id' and table_schema in ('public', 'informants')",
            connection);
        await using var count = new Npgsql.NpgsqlCommand($"select sum(count)::bigint from ({await tables.ExecuteScalarAsync()}) all_tables", connection) { Parameters = { new() { Value = organisation } } };
        return (long)(await count.ExecuteScalarAsync())!;
    }
}
