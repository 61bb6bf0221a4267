using System.Net;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Prongsai.Testing;
using Prongsai.Web.Platform.Changes;
using Prongsai.Web.Platform.CommandLine;
using Prongsai.Web.Platform.Examples;
using Prongsai.Web.Platform.Files;
using Prongsai.Web.Platform.Keeping;
using Prongsai.Web.Platform.Moving;
using Prongsai.Web.Platform.Organisations;
using Prongsai.Web.Platform.Persistence;

namespace Prongsai.Web.Tests.Administration;

/// <summary>An office leaves a shared installation with everything, and comes into another: compared row by row and file by file.</summary>
public sealed class MovingAnOrganisation(MovingAnOrganisation.Leaving shared) : IClassFixture<MovingAnOrganisation.Leaving>
{
    /// <summary>Tables that are in no package, each because it is the installation's own, opens doors only here, or is work under way.</summary>
    private static readonly string[] Stays =
    [
        "public.account_claims", "public.account_logins", "public.account_passkeys", "public.account_recovery_codes", "public.account_sessions", "public.account_tokens", "public.accounts", "public.data_protection_keys",
        "public.jobs", "public.migrations", "public.organisations", "public.sign_in_failures", "public.sign_in_links", "public.signing_keys",
        "public.api_tokens", "public.oversight_figures", "public.oversight_members", "public.webhooks", "public.webhook_deliveries", "public.line_channels", "public.line_readers",
    ];

    /// <summary>The office as it was packed. Who alters it makes one of his own.</summary>
    private Leaving at = shared;

    /// <summary>An installation with the worked example, and its package.</summary>
    public sealed class Leaving : IAsyncLifetime
    {
        internal Site Site { get; } = new(withOrganisation: false);

        internal string Folder { get; } = Directory.CreateTempSubdirectory("prongsai-moving-").FullName;

        internal BackupKey Key { get; } = BackupKey.New();

        internal OrganisationCard Office { get; private set; } = null!;

        internal PackageReport Packed { get; set; } = null!;

        internal string Package => Path.Combine(Folder, "office.prongsai");

        public async ValueTask InitializeAsync()
        {
            await Site.Ready();
            // The worked example has rows in nearly every table.
            await FirstStart.Run(Site.Services, CancellationToken.None);
            Office = Assert.Single(await Site.Services.GetRequiredService<OrganisationDirectory>().All(CancellationToken.None));
            await Site.DoIn(Office.Id, async services =>
            {
                var db = services.GetRequiredService<AppDbContext>();
                var seal = (await services.GetRequiredService<FileStore>().Add([0x89, 0x50, 1, 2, 3], "ตรา.png", "image/png", CancellationToken.None)).Value;
                await db.SaveChangesAsync();
                (await db.Organisations.SingleAsync()).SealFileId = seal.Id;
                db.Record("organisation.changed", "organisation", Office.Id, "ทดสอบ \\ \"อักขระ\"\tและ\nบรรทัดใหม่ 😀");
                return await db.SaveChangesAsync();
            });
            await Site.AddPerson(Office.Id, "palad", "ปลัดของเครื่องเดิม", ["*"]);
            await Execute(Site.OwnerConnection, $"insert into informants.recipients (id, organisation_id, person_id, order_number, appointed_on) values (gen_random_uuid(), '{Office.Id}', gen_random_uuid(), '9/2568', '2025-01-01')");
            Packed = await PackOrganisation.Write(Site.OwnerConnection, Site.DataDirectory, Office.Slug, Key, Package, Site.Time.Now, CancellationToken.None);
        }

        public async ValueTask DisposeAsync()
        {
            await Site.DisposeAsync();
            Directory.Delete(Folder, recursive: true);
        }
    }

    private Site Site => at.Site;

    private OrganisationCard Office => at.Office;

    private PackageReport Packed => at.Packed;

    private BackupKey Key => at.Key;

    private string Folder => at.Folder;

    private string Package => at.Package;

    [Fact]
    public async Task Arrives_elsewhere_row_by_row_and_file_by_file_and_works_on_from_there()
    {
        Assert.True(Packed.Rows > 500, $"The example has only {Packed.Rows} rows.");
        await using var elsewhere = new Site();
        await elsewhere.Ready();
        var (report, link) = await Read(elsewhere);
        Assert.Equal(Packed with { Path = report.Path }, report);
        Assert.Equal(await Rows(Site.OwnerConnection, Packed.Changes), await Rows(elsewhere.OwnerConnection, Packed.Changes));
        Assert.Equal(await Own(Site.OwnerConnection), await Own(elsewhere.OwnerConnection));
        var files = await Site.QueryIn(Office.Id, db => db.Files.AsNoTracking().ToListAsync());
        Assert.True(files.Count > 3);
        Assert.All(files, f => Assert.Equal(f.Sha256, SHA256.HashData(File.ReadAllBytes(Path.Combine(elsewhere.DataDirectory, "files", Convert.ToHexStringLower(f.Sha256)[..2], Convert.ToHexStringLower(f.Sha256)[2..])))));

        elsewhere.Services.GetRequiredService<OrganisationDirectory>().Forget();
        using var palad = await elsewhere.Anyone();
        Assert.Equal("/", (await palad.Post(link!, ("UserName", "palad.mai"), ("Password", Site.Password), ("Again", Site.Password))).Location);
        HtmlAssert.Shows(await palad.Page("/"), Office.ShortName);
        HtmlAssert.Shows(await palad.Page("/administration/changes"), "รับองค์กรเข้าจากแพ็กเกจ");
        Assert.Equal(HttpStatusCode.OK, (await palad.Get($"/{Office.Slug}/")).Status);
        var (holding, broken) = await ChangeChain.Verify(elsewhere.OwnerConnection, CancellationToken.None);
        Assert.Empty(broken);
        Assert.True(holding > Packed.Changes);
        // No password came along.
        Assert.Null(await elsewhere.QueryIn(Office.Id, db => db.Users.FirstOrDefaultAsync(a => a.UserName == "palad")));
    }

    [Fact]
    public async Task Comes_from_an_older_version_through_a_database_of_that_version()
    {
        // As it was before the newest migration that packages know nothing of.
        var old = new NpgsqlConnectionStringBuilder(Site.OwnerConnection) { Database = $"old_{Guid.NewGuid():N}" }.ConnectionString;
        await Execute(Site.OwnerConnection, $"create database {new NpgsqlConnectionStringBuilder(old).Database}");
        try
        {
            var before = Migrator.All().Select(m => m.Name).Where(n => string.CompareOrdinal(n, "0123") < 0).ToHashSet(StringComparer.Ordinal);
            await Migrator.Migrate(old, new DatabaseLogins(old), CancellationToken.None, before);
            var id = Guid.CreateVersion7();
            await Execute(old, $"insert into organisations (id, name, short_name, kind, size, slug, created_at) values ('{id}', 'อบต.เก่า', 'อบต.เก่า', 'subdistrict', 'small', 'kao', now()); insert into units (id, organisation_id, name) values (gen_random_uuid(), '{id}', 'สำนักปลัด')");
            var file = Path.Combine(Folder, "old.prongsai");
            await PackOrganisation.Write(old, Site.DataDirectory, "kao", Key, file, Site.Time.Now, CancellationToken.None);
            var (report, link) = await UnpackOrganisation.Read(Site.OwnerConnection, Site.DataDirectory, file, Key, null, "kao-mai", Site.Time.Now, CancellationToken.None);
            Assert.Null(link);
            Assert.Equal("อบต.เก่า", report.ShortName);
            Site.Services.GetRequiredService<OrganisationDirectory>().Forget();
            Assert.Equal(["สำนักปลัด"], await Site.QueryIn(id, db => db.Units.Select(u => u.Name).ToListAsync()));
        }
        finally
        {
            await Execute(Site.OwnerConnection, $"drop database {new NpgsqlConnectionStringBuilder(old).Database} with (force)");
        }
    }

    [Fact]
    public async Task Is_refused_when_altered_cut_off_signed_by_another_or_here_already()
    {
        await using var elsewhere = new Site();
        await elsewhere.Ready();
        async Task<string> Refused(string file, BackupKey with, string? signer = null, string? slug = null) =>
            (await Assert.ThrowsAsync<InstallationException>(() => UnpackOrganisation.Read(elsewhere.OwnerConnection, elsewhere.DataDirectory, file, with, signer, slug, Site.Time.Now, CancellationToken.None))).Message;

        var bytes = await File.ReadAllBytesAsync(Package);
        var altered = Path.Combine(Folder, "altered");
        foreach (var at in new[] { 70, bytes.Length / 2, bytes.Length - 3 })
        {
            var copy = (byte[])bytes.Clone();
            copy[at] ^= 1;
            await File.WriteAllBytesAsync(altered, copy);
            Assert.NotEmpty(await Refused(altered, Key));
        }
        await File.WriteAllBytesAsync(altered, bytes[..^2000]);
        Assert.NotEmpty(await Refused(altered, Key));
        Assert.NotEmpty(await Refused(Package, BackupKey.New()));
        Assert.Contains("signed by", await Refused(Package, Key, "0000-0000-0000-0000-0000-0000-0000-0000"), StringComparison.Ordinal);
        await elsewhere.AddOrganisation("อบต.ซ้ำ", Office.Slug);
        Assert.Contains("--slug", await Refused(Package, Key), StringComparison.Ordinal);
        Assert.Equal(2, await elsewhere.Query(db => db.Organisations.CountAsync()));

        await UnpackOrganisation.Read(elsewhere.OwnerConnection, elsewhere.DataDirectory, Package, Key, Packed.Signer, "thi-mai", Site.Time.Now, CancellationToken.None);
        Assert.Contains("here already", await Refused(Package, Key), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_has_the_key_and_alters_rows_breaks_the_signature()
    {
        var unpacked = Directory.CreateDirectory(Path.Combine(Folder, "opened")).FullName;
        var (manifest, signer) = await UnpackOrganisation.Open(Package, Key, unpacked, CancellationToken.None);
        Assert.Equal(Packed.Signer, signer);
        var bytes = System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(manifest with { ShortName = "อบต.ปลอม" }, System.Text.Json.JsonSerializerOptions.Web);
        using var other = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var signature = PackageFormat.Sign(other, System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(manifest, System.Text.Json.JsonSerializerOptions.Web));
        Assert.Contains("altered after it was signed", Assert.Throws<InstallationException>(() => PackageFormat.Verify(bytes, System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(signature, System.Text.Json.JsonSerializerOptions.Web))).Message, StringComparison.Ordinal);
        Assert.Contains("no signature", Assert.Throws<InstallationException>(() => PackageFormat.Verify(bytes, "{}"u8.ToArray())).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Takes_every_table_or_says_why_not()
    {
        await using var connection = new NpgsqlConnection(Site.OwnerConnection);
        await connection.OpenAsync();
        var others = await TablesOfAnOrganisation.Others(connection, CancellationToken.None);
        Assert.Equal([], others.Except(Stays, StringComparer.Ordinal));
    }

    [Fact]
    public async Task Is_suspended_then_leaves_for_good_and_comes_back_as_it_was()
    {
        await using var own = new Leaving();
        await own.InitializeAsync();
        at = own;
        var home = await Site.AddOrganisation("สถจ.กลาง", "klang");
        await Site.AddPerson(home, "root", "ผู้ดูแลทั้งระบบ", ["*"], installationAdministrator: true);
        using var root = await Site.Anyone();
        await root.SignIn("root", Site.Password);
        using var palad = await Site.Anyone();
        await palad.SignIn("palad", Site.Password);
        var page = $"/administration/organisations/{Office.Id}";

        Assert.Equal("/no-permission", (await palad.Get(page)).Location?.Split('?')[0]);
        HtmlAssert.Shows(await root.Page($"/administration/organisations/{home}"), "ต้องเปลี่ยนไปทำงานในองค์กรอื่นก่อน");
        HtmlAssert.Shows((await root.Post(page, [("Reason", "")], "#suspend")).Document, "ใส่เหตุผล");
        Assert.Equal(page, (await root.Post(page, [("Reason", "ขอย้ายไปเครื่องของตนเอง")], "#suspend")).Location);
        Assert.Equal("/suspended", (await palad.Get("/")).Location);
        HtmlAssert.Shows(await palad.Page("/suspended"), "พักการใช้งาน");
        using var citizen = await Site.Anyone();
        Assert.Equal(HttpStatusCode.OK, (await citizen.Get($"/{Office.Slug}/")).Status);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await citizen.Http.PostAsync(new Uri($"/{Office.Slug}/n", UriKind.Relative), new FormUrlEncodedContent([]))).StatusCode);
        HtmlAssert.Shows(await root.Page(page), "ลบได้เมื่อพักการใช้งานแล้ว และทำแพ็กเกจหลังจากพัก");
        await Assert.ThrowsAsync<PostgresException>(() => Execute(Site.OwnerConnection, $"select remove_organisation('{Office.Id}')"));

        Site.Time.Advance(TimeSpan.FromMinutes(1));
        var rows = await Rows(Site.OwnerConnection, long.MaxValue);
        own.Packed = await PackOrganisation.Write(Site.OwnerConnection, Site.DataDirectory, Office.Slug, Key, Package, Site.Time.Now, CancellationToken.None);
        HtmlAssert.Shows((await root.Post(page, [("Reason", "ย้ายแล้ว"), ("Typed", "ผิด")], "#remove-form")).Document, "ให้ตรง");
        Assert.Equal("/administration/organisations", (await root.Post(page, [("Reason", "ย้ายแล้ว"), ("Typed", Office.ShortName)], "#remove-form")).Location);
        Assert.Equal(HttpStatusCode.NotFound, (await citizen.Get($"/{Office.Slug}/nothing-here")).Status);
        Assert.Equal(0L, await Count(Site.OwnerConnection, $"select count(*) from changes where organisation_id = '{Office.Id}'"));
        Assert.Contains("organisation.removed", await Site.QueryIn(home, db => db.Changes.Select(c => c.Kind).ToListAsync()));
        Assert.Empty(Directory.GetFiles(Path.Combine(Site.DataDirectory, "files"), "*", SearchOption.AllDirectories));
        Assert.Equal("/sign-in", (await palad.Get("/administration/people")).Location?.Split('?')[0]);

        await Read(Site);
        Assert.Equal(rows, await Rows(Site.OwnerConnection, Packed.Changes));
    }

    private Task<(PackageReport Report, string? Link)> Read(Site to) =>
        UnpackOrganisation.Read(to.OwnerConnection, to.DataDirectory, Package, Key, Packed.Signer, null, Site.Time.Now, CancellationToken.None);

    /// <summary>A hash of the rows of the office in every table that travels; of the chain, the links that were packed.</summary>
    private async Task<IReadOnlyList<string>> Rows(string connection, long changes)
    {
        await using var open = new NpgsqlConnection(connection + ";Pooling=false");
        await open.OpenAsync();
        var hashes = new List<string>();
        foreach (var table in await TablesOfAnOrganisation.All(open, CancellationToken.None))
        {
            var only = table.Name == "\"public\".\"changes\"" ? $" and t.number <= {changes}" : "";
            await using var command = new NpgsqlCommand($"select count(*) || ' ' || md5(coalesce(string_agg(r::text, '|' order by r::text), '')) from ({table.Copy}{only}) r", open) { Parameters = { new() { Value = Office.Id } } };
            hashes.Add($"{table.Name} {await command.ExecuteScalarAsync()}");
        }
        return hashes;
    }

    private async Task<object?> Own(string connection)
    {
        await using var open = new NpgsqlConnection(connection + ";Pooling=false");
        await open.OpenAsync();
        await using var command = new NpgsqlCommand($"select (to_jsonb(o) - 'packaged_at' - 'package_sha256')::text from organisations o where id = '{Office.Id}'", open);
        return await command.ExecuteScalarAsync();
    }

    private static async Task<long> Count(string connection, string sql)
    {
        await using var open = new NpgsqlConnection(connection + ";Pooling=false");
        await open.OpenAsync();
        await using var command = new NpgsqlCommand(sql, open);
        return (long)(await command.ExecuteScalarAsync())!;
    }

    private static async Task Execute(string connection, string sql)
    {
        await using var open = new NpgsqlConnection(connection + ";Pooling=false");
        await open.OpenAsync();
        await using var command = new NpgsqlCommand(sql, open);
        await command.ExecuteNonQueryAsync();
    }
}
