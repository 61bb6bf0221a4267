using Microsoft.EntityFrameworkCore;
using Prongsai.Documents.Reading;
using Prongsai.Web.Features.Doing.Data;
using Prongsai.Web.Platform.Files;
using Prongsai.Web.Platform.Jobs;
using Prongsai.Web.Platform.Persistence;

namespace Prongsai.Web.Features.Doing.Proof;

/// <summary>Makes a JPEG beside a photo browsers cannot show. The photo itself stays as it came.</summary>
internal sealed class PreviewPicture(AppDbContext db, FileStore files) : IJob
{
    internal sealed record What(Guid Evidence);

    /// <summary>A photo larger than this is kept without a preview.</summary>
    private const long MostBytes = 60_000_000;

    public async Task Run(JobRun run, CancellationToken stop)
    {
        var id = run.Arguments<What>().Evidence;
        if (await db.AllEvidence.Include(e => e.File).FirstOrDefaultAsync(e => e.Id == id, stop) is not { File: { } file, PreviewFileId: null } row || file.Size > MostBytes)
        {
            return;
        }
        if (await PicturePreview.Jpeg(await files.Read(file, stop), stop) is not { } jpeg)
        {
            await run.Report(100, "แปลงภาพไม่ได้ในเครื่องนี้ เก็บต้นฉบับไว้ครบ", stop);
            return;
        }
        row.PreviewFileId = (await files.AddOwn(jpeg, Path.ChangeExtension(file.Name, ".jpg"), "image/jpeg", stop)).Value.Id;
        await db.SaveChangesAsync(stop);
    }
}
