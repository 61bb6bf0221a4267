using System.Net;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Prongsai.Testing;
using Prongsai.Web.Platform.Contents;
using Prongsai.Web.Platform.Files;
using Prongsai.Web.Platform.Keeping;

namespace Prongsai.Web.Tests.Website;

/// <summary>Files that are deleted or altered behind the product's back: found by their hash, shown, brought back; never served wrong.</summary>
public sealed class FilesInTheStore
{
    private static readonly byte[] Csv = Encoding.UTF8.GetBytes("เรื่อง,จำนวน\nสะพานไม้,1\n");

    [Fact]
    public async Task That_are_deleted_are_found_shown_and_mended_by_the_original()
    {
        await using var site = new Site();
        using var anyone = await site.Anyone();
        var document = await site.Save(ContentKind.Document, "รายการสะพาน", ContentState.Published, section: "plans", file: (new MemoryStream(Csv), "สะพาน.csv"));
        await site.RunPeriodicJobs();
        HtmlAssert.Shows(await (await site.As("storage.manage")).Page("/storage"), "ไม่มี");
        File.Delete(await Path(site));
        site.Time.Advance(TimeSpan.FromDays(1));
        // A day later that session has ended.
        using var keeper = await site.As("storage.manage", "content.read");
        await site.RunPeriodicJobs();

        var page = await keeper.Page("/storage");
        HtmlAssert.Shows(page, "สะพาน.csv");
        HtmlAssert.Shows(page, "หายไป");
        HtmlAssert.Shows(await keeper.Page("/notices"), "มีไฟล์ในที่เก็บหายหรือเสียหาย 1 ไฟล์");
        HtmlAssert.Shows(await anyone.Page(document.Address), "ไฟล์นี้เปิดไม่ได้ชั่วคราว");
        Assert.Equal(HttpStatusCode.NotFound, (await anyone.Get(document.Address + "/file")).Status);

        var wrong = await keeper.Post("/storage?handler=Originals", [], form: "form[action*=Originals]", files: ("Originals", "สะพาน.csv", "อย่างอื่น"u8.ToArray()));
        Assert.Equal(HttpStatusCode.BadRequest, wrong.Status);
        HtmlAssert.Shows(wrong.Document, "ต้องเหมือนเดิมทุกไบต์");
        var mended = await keeper.Post("/storage?handler=Originals", [], form: "form[action*=Originals]", files: ("Originals", "ชื่ออื่น.csv", Csv));
        Assert.Equal(HttpStatusCode.Redirect, mended.Status);
        Assert.Equal(HttpStatusCode.OK, (await anyone.Get(document.Address + "/file")).Status);
        Assert.Null((await anyone.Page(document.Address)).QuerySelector(".notice"));
        HtmlAssert.Shows(await keeper.Page("/storage"), "ไม่มี");
    }

    [Fact]
    public async Task That_are_altered_are_put_aside_and_brought_back_from_a_backup()
    {
        await using var site = new Site();
        using var anyone = await site.Anyone();
        var document = await site.Save(ContentKind.Document, "รายการสะพาน", ContentState.Published, section: "plans", file: (new MemoryStream(Csv), "สะพาน.csv"));
        var folder = site.Services.GetRequiredService<BackupFolder>();
        Assert.SkipWhen(folder.Path is null, "PRONGSAI_BACKUPS is off here: there is no backup to bring a file back from.");
        Directory.CreateDirectory(folder.Path!);
        await Backup.Write(site.OwnerConnection, System.IO.Path.Combine(site.DataDirectory, "files"), await BackupKey.Of(site.DataDirectory, TestContext.Current.CancellationToken), System.IO.Path.Combine(folder.Path!, "prongsai-2025-04-09.backup"), site.Time.Now, TestContext.Current.CancellationToken);

        var path = await Path(site);
        var bytes = await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken);
        bytes[^2] ^= 1;
        await File.WriteAllBytesAsync(path, bytes, TestContext.Current.CancellationToken);
        site.Time.Advance(TimeSpan.FromDays(1));
        await site.RunPeriodicJobs();
        Assert.Equal([FileFault.Changed], await site.Query(db => db.FileChecks.Where(c => c.Fault != null).Select(c => c.Fault!.Value).ToListAsync()));
        // Whoever asks gets nothing rather than the wrong thing, also on the next day.
        Assert.Equal(HttpStatusCode.NotFound, (await anyone.Get(document.Address + "/file")).Status);
        site.Time.Advance(TimeSpan.FromDays(1));
        await site.RunPeriodicJobs();
        Assert.Equal([FileFault.Changed], await site.Query(db => db.FileChecks.Where(c => c.Fault != null).Select(c => c.Fault!.Value).ToListAsync()));

        using var keeper = await site.As("storage.manage");
        await keeper.Post("/storage?handler=Backups", [], form: "form[action*=Backups]");
        await site.RunJobs();
        Assert.Equal(Csv, Encoding.UTF8.GetBytes((await anyone.Get(document.Address + "/file")).Body));
        Assert.Equal(0, await site.Query(db => db.FileChecks.CountAsync(c => c.Fault != null)));
        Assert.Equal(HttpStatusCode.Redirect, (await (await site.As("content.manage")).Get("/storage")).Status);
    }

    private static async Task<string> Path(Site site)
    {
        var print = Convert.ToHexStringLower(await site.Query(db => db.Files.Where(f => f.Name == "สะพาน.csv").Select(f => f.Sha256).FirstAsync()));
        return System.IO.Path.Combine(site.DataDirectory, "files", print[..2], print[2..]);
    }
}
