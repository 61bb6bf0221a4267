using System.Globalization;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.EntityFrameworkCore;
using Prongsai.Domain;
using Prongsai.Web.Features.Doing.Data;
using Prongsai.Web.Platform.Files;
using Prongsai.Web.Platform.Identity;
using Prongsai.Web.Platform.Jobs;
using Prongsai.Web.Platform.Modules;
using Prongsai.Web.Platform.Persistence;

namespace Prongsai.Web.Features.Doing.Proof;

/// <summary>
/// Takes a file in pieces, so that a broken line costs only the piece. The length of the bytes on disk is the truth of how far it is:
/// <c>HEAD</c> tells it, <c>PATCH</c> appends there and nowhere else, and the last piece makes the evidence. An upload belongs to who began it.
/// </summary>
internal sealed class KeepUploads(AppDbContext db, AddEvidence add, FileFolder folder, CurrentPerson person, TimeProvider clock) : IUseCase
{
    /// <summary>The most one PATCH may carry, in bytes.</summary>
    public const int MaxPiece = 8 * 1024 * 1024;

    /// <summary>An upload nobody touched for so long is given up.</summary>
    public static readonly TimeSpan GivenUpAfter = TimeSpan.FromDays(3);

    public async Task<Result<Guid>> Begin(EvidenceTarget target, string name, long size, CancellationToken stop)
    {
        if (size <= 0)
        {
            return new FileIsEmpty();
        }
        if (size > add.Limit.Bytes)
        {
            return new FileIsTooLarge(add.Limit.Bytes);
        }
        if (await add.Check(target, stop) is { } refusal)
        {
            return refusal;
        }
        var now = clock.GetUtcNow();
        var row = new Upload
        {
            MeasureId = target.MeasureId,
            StepId = target.StepId,
            PersonId = person.PersonId ?? throw new InvalidOperationException("An upload is begun by a person."),
            Name = FileStore.SafeName(name),
            Size = size,
            Title = target.Title,
            EffectiveOn = target.EffectiveOn,
            CreatedAt = now,
            TouchedAt = now,
        };
        db.Uploads.Add(row);
        await db.SaveChangesAsync(stop);
        return row.Id;
    }

    /// <summary>Null when there is no such upload of this person.</summary>
    public Task<Upload?> Find(Guid id, CancellationToken stop) => db.Uploads.FirstOrDefaultAsync(u => u.Id == id && u.PersonId == person.PersonId, stop);

    public long Offset(Upload upload) => new FileInfo(PathOf(upload)) is { Exists: true } file ? file.Length : 0;

    /// <summary>Appends what comes, up to the size named at the beginning. What arrived before the line broke stays.</summary>
    /// <returns>How far it is now.</returns>
    public async Task<long> Append(Upload upload, Stream piece, CancellationToken stop)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(PathOf(upload))!);
        await using var file = new FileStream(PathOf(upload), FileMode.Append, FileAccess.Write, FileShare.Read, 0, FileOptions.Asynchronous);
        var buffer = new byte[81920];
        try
        {
            int read;
            while (file.Position < upload.Size && (read = await piece.ReadAsync(buffer, stop)) > 0)
            {
                await file.WriteAsync(buffer.AsMemory(0, (int)Math.Min(read, upload.Size - file.Position)), CancellationToken.None);
            }
        }
        catch (Exception broken) when (broken is IOException or OperationCanceledException or BadHttpRequestException)
        {
            // The line broke: the sender asks by HEAD how far we are and goes on from there.
            await file.FlushAsync(CancellationToken.None);
        }
        upload.TouchedAt = clock.GetUtcNow();
        await db.SaveChangesAsync(CancellationToken.None);
        return file.Position;
    }

    /// <summary>Makes the evidence of an upload that is whole; the upload is over either way.</summary>
    public async Task<Result<Guid>> Finish(Upload upload, CancellationToken stop)
    {
        Result<Guid> made;
        await using (var content = new FileStream(PathOf(upload), FileMode.Open, FileAccess.Read, FileShare.Read, 81920, FileOptions.Asynchronous))
        {
            db.Uploads.Remove(upload);
            made = await add.File(new EvidenceTarget(upload.MeasureId, upload.StepId, upload.EffectiveOn, upload.Title), content, upload.Name, stop);
            await db.SaveChangesAsync(stop);
        }
        File.Delete(PathOf(upload));
        return made;
    }

    /// <summary>Removes uploads given up, and bytes no upload names.</summary>
    public async Task<int> Sweep(CancellationToken stop)
    {
        var before = clock.GetUtcNow() - GivenUpAfter;
        var old = await db.Uploads.Where(u => u.TouchedAt < before).ToListAsync(stop);
        db.Uploads.RemoveRange(old);
        await db.SaveChangesAsync(stop);
        foreach (var upload in old)
        {
            File.Delete(PathOf(upload));
        }
        var place = Path.Combine(folder.Path, "uploads", db.OrganisationId.ToString("N"));
        var known = (await db.Uploads.AsNoTracking().Select(u => u.Id).ToListAsync(stop)).Select(id => id.ToString("N")).ToHashSet(StringComparer.Ordinal);
        foreach (var nameless in Directory.Exists(place) ? Directory.GetFiles(place).Where(f => !known.Contains(Path.GetFileName(f)) && DateTime.UtcNow - File.GetLastWriteTimeUtc(f) > GivenUpAfter) : [])
        {
            File.Delete(nameless);
        }
        return old.Count;
    }

    private string PathOf(Upload upload) => Path.Combine(folder.Path, "uploads", upload.OrganisationId.ToString("N"), upload.Id.ToString("N"));
}

/// <summary>Sweeps once a day.</summary>
internal sealed class SweepUploads(KeepUploads uploads) : IJob
{
    public async Task Run(JobRun run, CancellationToken stop)
    {
        var swept = await uploads.Sweep(stop);
        await run.Report(100, $"ลบไฟล์ที่ส่งค้างเกิน 3 วัน {swept} รายการ", stop);
    }
}

/// <summary>The addresses of uploads in pieces, and of evidence files.</summary>
internal static class EvidenceEndpoints
{
    private const string Offset = "Upload-Offset";

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapMethods("/doing/uploads/{id:guid}", ["HEAD"], async (Guid id, KeepUploads uploads, HttpResponse response, CancellationToken stop) =>
        {
            if (await uploads.Find(id, stop) is not { } upload)
            {
                return Results.NotFound();
            }
            response.Headers[Offset] = Text(uploads.Offset(upload));
            response.Headers.CacheControl = "no-store";
            return Results.Ok();
        }).RequireAuthorization("doing.write");

        routes.MapPatch("/doing/uploads/{id:guid}", Patch).RequireAuthorization("doing.write");

        routes.MapGet("/doing/evidence/{id:guid}/file", async (Guid id, bool? show, AppDbContext db, FileStore files, HttpResponse response, CancellationToken stop) =>
            await db.AllEvidence.AsNoTracking().Where(e => e.Id == id && e.WithdrawnAt == null).Select(e => e.File).FirstOrDefaultAsync(stop) is { } file
                ? files.Download(file, response, inline: show == true && file.ContentType.StartsWith("image/", StringComparison.Ordinal))
                : Results.NotFound()).RequireAuthorization("doing.read");

        routes.MapGet("/doing/evidence/{id:guid}/preview", async (Guid id, AppDbContext db, FileStore files, HttpResponse response, CancellationToken stop) =>
            await db.AllEvidence.AsNoTracking().Where(e => e.Id == id && e.WithdrawnAt == null).Join(db.Files, e => e.PreviewFileId, f => f.Id, (_, f) => f).FirstOrDefaultAsync(stop) is { } file
                ? files.Download(file, response, inline: true)
                : Results.NotFound()).RequireAuthorization("doing.read");
    }

    private static async Task<IResult> Patch(Guid id, KeepUploads uploads, IAntiforgery antiforgery, HttpContext http, CancellationToken stop)
    {
        if (!await antiforgery.IsRequestValidAsync(http))
        {
            return Results.Json(new { message = "หน้าเว็บเปิดไว้นานเกินไป โหลดหน้าใหม่แล้วเลือกไฟล์เดิม ระบบจะส่งต่อจากที่ค้าง" }, statusCode: StatusCodes.Status400BadRequest);
        }
        if (await uploads.Find(id, stop) is not { } upload)
        {
            return Results.NotFound();
        }
        var at = uploads.Offset(upload);
        if (!long.TryParse(http.Request.Headers[Offset], NumberStyles.None, CultureInfo.InvariantCulture, out var said) || said != at)
        {
            http.Response.Headers[Offset] = Text(at);
            return Results.StatusCode(StatusCodes.Status409Conflict);
        }
        if (http.Request.ContentLength is null or > KeepUploads.MaxPiece)
        {
            return Results.StatusCode(StatusCodes.Status413PayloadTooLarge);
        }
        try
        {
            at = await uploads.Append(upload, http.Request.Body, stop);
        }
        catch (IOException)
        {
            // Another piece of the same file is being written.
            return Results.StatusCode(StatusCodes.Status409Conflict);
        }
        http.Response.Headers[Offset] = Text(at);
        if (at < upload.Size)
        {
            return Results.NoContent();
        }
        var made = await uploads.Finish(upload, stop);
        return made.IsOk ? Results.Json(new { evidence = made.Value }) : Results.Json(new { message = made.Refusal.Text }, statusCode: StatusCodes.Status422UnprocessableEntity);
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
