using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Prongsai.Informants.Format;
using Prongsai.Informants.Informing;
using Prongsai.Informants.Store;

namespace Prongsai.Informants.Desk;

/// <summary>An attachment as a copy without hidden data, on a page that may run nothing; made when it is first opened and kept sealed beside the original.</summary>
[Authorize("informants.handle")]
internal sealed class FileModel(IOffice office, Recipients recipients, OpenKeys keys, Reports reports, LookChain looks, IOfficeTools tools) : ReportPage(office, recipients, keys, reports, looks)
{
    public Guid Item { get; private set; }

    public string FileName { get; private set; } = "";

    public CleanFacts Copy { get; private set; } = new(0, null, "");

    public async Task<IActionResult> OnGet(Guid id, Guid item, CancellationToken stop)
    {
        if (!await Find(id, stop) || await Facts(item, stop) is not { } facts)
        {
            return NotFound();
        }
        (Item, FileName) = (item, facts.Name);
        Copy = await Made(item, stop) ?? await Make(item, facts, stop);
        await Note("viewed", stop);
        Response.Headers.ContentSecurityPolicy = "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
        return Page();
    }

    public async Task<IActionResult> OnPost(Guid id, Guid item, CancellationToken stop)
    {
        if (!await Find(id, stop) || await Download.Of(this, Reports, Report!, Talk!, item, stop) is not { } file)
        {
            return NotFound();
        }
        await Note("downloaded", stop);
        return file;
    }

    private async Task<FileFacts?> Facts(Guid item, CancellationToken stop) =>
        await Reports.One(Report!.Id, item, stop) is { Side: "informant-file" or "office-file" } row && Envelope.Open(row.Body, Talk!, Report.Id, item) is { } facts ? Ids.Unpack<FileFacts>(facts) : null;

    private async Task<CleanFacts?> Made(Guid item, CancellationToken stop) =>
        await Reports.Content(Report!, Ids.From(item, "clean"), Talk!, stop) is { } kept ? Ids.Unpack<CleanFacts>(kept) : null;

    private async Task<CleanFacts> Make(Guid item, FileFacts facts, CancellationToken stop)
    {
        if (facts.IsLocked)
        {
            return new CleanFacts(0, null, "ไฟล์นี้ล็อกด้วยรหัสผ่าน จึงทำสำเนาสะอาดไม่ได้ ขอรหัสผ่านจากผู้แจ้งในหน้าสนทนา");
        }
        if (await Reports.Content(Report!, Ids.From(item, "content"), Talk!, stop) is not { } content)
        {
            return new CleanFacts(0, null, "ไฟล์นี้ถูกเปลี่ยนหลังผนึก จึงเปิดไม่ได้");
        }
        var copy = await tools.Clean(facts.Name, content, stop);
        await Reports.KeepClean(Report!, item, copy, stop);
        return new CleanFacts(copy.Pictures.Count, copy.Text, copy.Why);
    }
}
