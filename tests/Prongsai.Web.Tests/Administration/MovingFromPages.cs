using System.Net;
using Microsoft.EntityFrameworkCore;
using Prongsai.Testing;
using Prongsai.Web.Platform.Changes;
using Prongsai.Web.Platform.Keeping;
using Prongsai.Web.Platform.Moving;
using Prongsai.Web.Platform.Organisations;

namespace Prongsai.Web.Tests.Administration;

/// <summary>Who looks after the installation packs an office, hands it out and takes one in, without the machine's command line.</summary>
public sealed class MovingFromPages : IAsyncLifetime
{
    private readonly Site site = new();
    private Guid office;
    private Guid home;
    private Visitor root = null!;

    private string Page => $"/administration/organisations/{office}/package";

    public async ValueTask InitializeAsync()
    {
        await site.Ready();
        office = (await site.Services.GetRequiredService<OrganisationDirectory>().All(CancellationToken.None)).Single().Id;
        await site.AddPerson(office, "palad", "ปลัด", ["*"]);
        home = await site.AddOrganisation("สถจ.กลาง", "klang");
        await site.AddPerson(home, "root", "ผู้ดูแลทั้งระบบ", ["*"], installationAdministrator: true);
        root = await site.Anyone();
        await root.SignIn("root", Site.Password);
    }

    public async ValueTask DisposeAsync()
    {
        root.Dispose();
        await site.DisposeAsync();
    }

    [Fact]
    public async Task Packs_shows_the_key_once_and_takes_the_same_office_in_elsewhere()
    {
        var (key, signer, bytes) = await Packed();
        HtmlAssert.DoesNotShow(await root.Page(Page), key);
        Assert.Contains("organisation.packing-asked", await site.QueryIn(home, db => db.Changes.Select(c => c.Kind).ToListAsync()));

        await using var elsewhere = new Site(withOrganisation: false);
        await elsewhere.Ready();
        var there = await elsewhere.AddOrganisation("อบต.ปลายทาง", "plai-thang");
        await elsewhere.AddPerson(there, "chief", "ผู้ดูแลทั้งระบบ", ["*"], installationAdministrator: true);
        using var chief = await elsewhere.Anyone();
        await chief.SignIn("chief", Site.Password);
        var order = await chief.Post("/administration/organisations/take-in", [("Key", key.ToUpperInvariant().Replace('-', ' ')), ("Signer", signer)], files: ("Package", "office.prongsai", bytes));
        Assert.StartsWith("/administration/organisations/take-in/", order.Location, StringComparison.Ordinal);
        HtmlAssert.Shows(await chief.Page(order.Location!), "กำลังตรวจและรับเข้า");
        await Keeper(elsewhere).Look(CancellationToken.None);
        var result = await chief.Page(order.Location!);
        HtmlAssert.Shows(result, "เข้าระบบแล้ว");
        HtmlAssert.Shows(result, "/link/");
        Assert.Contains(await elsewhere.Services.GetRequiredService<OrganisationDirectory>().All(CancellationToken.None), o => o.Id == office);
        Assert.Empty(Directory.GetFiles(Path.Combine(elsewhere.DataDirectory, "packages"), "*.prongsai"));
    }

    [Fact]
    public async Task Takes_nothing_in_that_is_signed_by_another_cut_off_or_here_already()
    {
        var (key, signer, bytes) = await Packed();
        foreach (var (by, package) in new[] { (new string([.. signer.Select(c => c is '0' ? '1' : c is '-' ? c : '0')]), bytes), (signer, bytes[..^40]), (signer, bytes) })
        {
            var order = await root.Post("/administration/organisations/take-in", [("Key", key), ("Signer", by)], files: ("Package", "office.prongsai", package));
            await Keeper(site).Look(CancellationToken.None);
            HtmlAssert.Shows(await root.Page(order.Location!), "ไม่มีอะไรถูกเปลี่ยนในระบบนี้");
        }
        Assert.Equal(2, (await site.Services.GetRequiredService<OrganisationDirectory>().All(CancellationToken.None)).Count);
    }

    [Fact]
    public async Task Says_at_the_field_what_is_wrong()
    {
        var answer = await root.Post("/administration/organisations/take-in", ("Key", "1a2b"), ("Signer", "abc"), ("Slug", "ก ข"));
        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        foreach (var words in new[] { "เลือกไฟล์แพ็กเกจ", "กุญแจไม่ครบหรือพิมพ์ผิด", "ลายนิ้วมือมี 8 กลุ่ม", "ใช้ตัวอักษรอังกฤษตัวเล็ก" })
        {
            HtmlAssert.Shows(answer.Document, words);
        }
    }

    [Fact]
    public async Task Prints_the_recovery_sheet_and_writes_down_that_it_did()
    {
        var key = (await BackupKey.Of(site.DataDirectory, CancellationToken.None)).Written;
        HtmlAssert.DoesNotShow(await root.Page("/administration/keeping/sheet"), key[..4] + "\n");
        var shown = (await root.Post("/administration/keeping/sheet")).Document;
        Assert.Equal(key.Split('-'), shown.QuerySelectorAll(".codes code").Select(c => c.TextContent));
        Assert.Contains("backup.key-shown", await site.QueryIn(home, db => db.Changes.Select(c => c.Kind).ToListAsync()));
    }

    [Fact]
    public async Task Is_closed_to_an_administrator_of_one_office_and_asks_for_proof_anew()
    {
        using var palad = await site.Anyone();
        await palad.SignIn("palad", Site.Password);
        string[] pages = [Page, Page + "?handler=File", "/administration/organisations/take-in", $"/administration/organisations/take-in/{office}", "/administration/keeping/sheet"];
        foreach (var page in pages)
        {
            Assert.Equal("/no-permission", (await palad.Get(page)).Location?.Split('?')[0]);
        }
        site.Time.Advance(TimeSpan.FromMinutes(31));
        foreach (var page in pages)
        {
            Assert.Equal("/account/confirm", (await root.Get(page)).Location?.Split('?')[0]);
        }
    }

    [Fact]
    public async Task An_order_that_a_stop_cut_off_says_so_and_leaves_no_key_behind()
    {
        await root.Post(Page, [], "#pack");
        var folder = site.Services.GetRequiredService<MovingFolder>();
        Assert.NotNull(await folder.Take(CancellationToken.None));
        using var stop = new CancellationTokenSource();
        var running = Keeper(site).Run(TextWriter.Null, stop.Token);
        for (var i = 0; i < 100 && folder.StateOf(MovingFolder.Out(office)) is not MovingState.Ended; i++)
        {
            await Task.Delay(50);
        }
        await stop.CancelAsync();
        await running;
        HtmlAssert.Shows(await root.Page(Page), "ทำแพ็กเกจไม่สำเร็จ ไม่มีอะไรเปลี่ยน");
        Assert.Equal(["result"], Directory.GetFiles(folder.Path).Select(f => Path.GetExtension(f)[1..]));
    }

    private async Task<(string Key, string Signer, byte[] Bytes)> Packed()
    {
        HtmlAssert.Shows(await root.Page(Page), "ทำแพ็กเกจ");
        var asked = (await root.Post(Page, [], "#pack")).Document;
        var key = asked.QuerySelector("#its-key")!.TextContent;
        HtmlAssert.Shows(await root.Page(Page), "กำลังทำแพ็กเกจ");
        await Keeper(site).Look(CancellationToken.None);
        var ready = await root.Page(Page);
        HtmlAssert.Shows(ready, "พร้อมดาวน์โหลด");
        var signer = ready.QuerySelector("dl code")!.TextContent;
        var bytes = await root.Http.GetByteArrayAsync(new Uri(Page + "?handler=File", UriKind.Relative));
        return (key, signer, bytes);
    }

    private static MovingKeeper Keeper(Site of) =>
        new(of.Services.GetRequiredService<MovingFolder>(), of.DataDirectory, of.OwnerConnection, of.Services.GetRequiredService<OrganisationDirectory>(), of.Time);
}
