using Microsoft.EntityFrameworkCore;
using Prongsai.Documents.Reading;
using Prongsai.Documents.Reading.Extraction;
using Prongsai.Domain;
using Prongsai.Domain.Rules;
using Prongsai.Web.Features.Assessment.Data;
using Prongsai.Web.Platform.Files;
using Prongsai.Web.Platform.Jobs;
using Prongsai.Web.Platform.Modules;
using Prongsai.Web.Platform.Papers;
using Prongsai.Web.Platform.Persistence;

namespace Prongsai.Web.Features.Assessment;

internal sealed record ScansCannotBeRead() : Refusal("เครื่องนี้ยังไม่มีโปรแกรมอ่านภาพสแกน (tesseract พร้อมภาษาไทย) แจ้งผู้ดูแลระบบให้ติดตั้ง หรือใช้ไฟล์ต้นฉบับ Word");

/// <summary>Asks for the optical recognition of a scan. Asking twice asks once.</summary>
internal sealed class StartRecognition(AppDbContext db, JobQueue queue) : IUseCase
{
    public async Task<Result<Import>> Do(Guid importId, CancellationToken stop)
    {
        if (!DocumentReader.CanRecogniseScans)
        {
            return new ScansCannotBeRead();
        }
        var import = await db.Imports.FirstAsync(i => i.Id == importId, stop);
        if (import.State is ImportState.Waiting)
        {
            return import;
        }
        var job = queue.Add<RecogniseScan>(new RecogniseScan.Arguments(importId));
        import.State = ImportState.Waiting;
        import.JobId = job.Id;
        db.Record("paper.recognition-asked", "import", import.Id);
        await db.SaveChangesAsync(stop);
        return import;
    }
}

/// <summary>Reads a scan letter by letter and keeps what was read, as an import does. Run twice it reads twice, with the same end.</summary>
internal sealed class RecogniseScan(AppDbContext db, FileStore files, IPaperCheck check, RulebookSet rules) : IJob
{
    internal sealed record Arguments(Guid Import);

    public async Task Run(JobRun run, CancellationToken stop)
    {
        var import = await db.Imports.FirstAsync(i => i.Id == run.Arguments<Arguments>().Import, stop);
        try
        {
            var file = await db.Files.AsNoTracking().FirstAsync(f => f.Id == import.FileId, stop);
            var pages = new Pages();
            var reading = DocumentReader.Read(await files.Read(file, stop), import.FileName, ReadingLimits.Default with { RecogniseScans = true, RecognitionProgress = pages }, stop);
            while (await Task.WhenAny(reading, Task.Delay(TimeSpan.FromSeconds(1), stop)) != reading)
            {
                stop.ThrowIfCancellationRequested();
                if (pages.Latest is { } at)
                {
                    await run.Report(at.Done * 99 / Math.Max(1, at.Of), $"อ่านแล้ว {at.Done} จาก {at.Of} หน้า", stop);
                }
            }
            var source = await reading;
            import.Source = source;
            import.Reading = PaperExtractor.Extract(source, rules.Current);
            import.State = source.Blocks.Count == 0 ? ImportState.Failed : ImportState.Read;
            if (import.State is ImportState.Read)
            {
                await check.Take(file, source, import.Reading, recognised: true, stop);
            }
        }
        catch (Exception) when (!stop.IsCancellationRequested && run.Attempt >= JobWorker.MostAttempts)
        {
            // The last attempt: the paper says so instead of waiting for ever. The worker writes down why.
            await db.Imports.Where(i => i.Id == import.Id).ExecuteUpdateAsync(set => set.SetProperty(i => i.State, ImportState.Failed), stop);
            throw;
        }
        db.Record("paper.recognised", "import", import.Id, data: new { papers = import.Reading.Papers.Count, problems = import.Reading.Problems.Select(p => p.Code) });
        await db.SaveChangesAsync(stop);
    }

    private sealed class Pages : IProgress<RecognitionProgress>
    {
        private volatile RecognitionProgress? latest;

        public RecognitionProgress? Latest => latest;

        public void Report(RecognitionProgress value) => latest = value;
    }
}
