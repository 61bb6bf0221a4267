using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Net.Http.Headers;
using Prongsai.Domain;
using Prongsai.Web.Platform.Persistence;
using Prongsai.Web.Platform.Watching;

namespace Prongsai.Web.Platform.Files;

/// <summary>Where the store lies on this machine.</summary>
internal sealed record FileFolder(string Path);

/// <summary>The file holds more bytes than may be taken in.</summary>
internal sealed record FileIsTooLarge(long Limit)
    : Refusal($"ไฟล์ใหญ่เกิน {Limit / (1024 * 1024)} MB ลดขนาดหรือแบ่งไฟล์แล้วส่งใหม่");

/// <summary>The file holds nothing.</summary>
internal sealed record FileIsEmpty() : Refusal("ไฟล์ว่างเปล่า เลือกไฟล์ที่มีเนื้อหาแล้วส่งใหม่");

/// <summary>
/// Takes files in by streaming, under their SHA-256, outside the web root; the same bytes are kept once. Add happens before the row is
/// saved: a file without a row is rubbish that harms nobody, a row without a file would be a lie.
/// </summary>
internal sealed class FileStore(FileFolder folder, AppDbContext db, DiskSpace disks, VirusScanner scanner, TimeProvider clock)
{
    private const string Incoming = "incoming-";

    /// <summary>Takes in what a person hands in: looks for viruses where a scanner is set, writes the bytes to the store and adds the row to the current save.</summary>
    /// <param name="content">Read to its end, or to the limit.</param>
    /// <param name="name">What the person's computer called it.</param>
    /// <param name="contentType">What it is, decided by us from the content, not by the sender.</param>
    /// <param name="limit">Bytes.</param>
    /// <param name="stop">Ends the reading.</param>
    public Task<Result<StoredFile>> Add(Stream content, string name, string contentType, long limit, CancellationToken stop) =>
        Add(content, name, contentType, limit, scanned: true, stop);

    private async Task<Result<StoredFile>> Add(Stream content, string name, string contentType, long limit, bool scanned, CancellationToken stop)
    {
        if (disks.RefusalFor(folder.Path, content.CanSeek ? content.Length : 0) is { } full)
        {
            return full;
        }
        Directory.CreateDirectory(folder.Path);
        var temporary = Path.Combine(folder.Path, $"{Incoming}{Guid.NewGuid():N}");
        try
        {
            long size = 0;
            byte[] sha256;
            await using (var file = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None, 0, FileOptions.Asynchronous))
            using (var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256))
            {
                var buffer = ArrayPool<byte>.Shared.Rent(81920);
                try
                {
                    int read;
                    while ((read = await content.ReadAsync(buffer, stop)) > 0)
                    {
                        size += read;
                        if (size > limit)
                        {
                            return new FileIsTooLarge(limit);
                        }
                        hash.AppendData(buffer, 0, read);
                        await file.WriteAsync(buffer.AsMemory(0, read), stop);
                    }
                }
                finally
                {
                    ArrayPool<byte>.Shared.Return(buffer);
                }
                if (size == 0)
                {
                    return new FileIsEmpty();
                }
                sha256 = hash.GetHashAndReset();
                file.Flush(flushToDisk: true);
            }
            if (scanned && scanner.IsSet)
            {
                await using var whole = new FileStream(temporary, FileMode.Open, FileAccess.Read, FileShare.Read, 0, FileOptions.Asynchronous | FileOptions.SequentialScan);
                if (await scanner.Scan(whole, SafeName(name), stop) is { } refusal)
                {
                    return refusal;
                }
            }
            var final = PathOf(sha256);
            // One of another length was cut off, by whatever accident: the same bytes sent again mend it.
            if (!File.Exists(final) || new FileInfo(final).Length != size)
            {
                Place(temporary, final);
            }
            var stored = new StoredFile { Sha256 = sha256, Size = size, Name = SafeName(name), ContentType = contentType, CreatedAt = clock.GetUtcNow() };
            db.Files.Add(stored);
            return stored;
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    /// <inheritdoc cref="Add(Stream, string, string, long, CancellationToken)"/>
    public Task<Result<StoredFile>> Add(byte[] content, string name, string contentType, CancellationToken stop) =>
        Add(new MemoryStream(content, writable: false), name, contentType, long.MaxValue, stop);

    /// <summary>Keeps what the product made itself, such as a paper or a redrawn picture, and adds the row to the current save. It is not scanned.</summary>
    public Task<Result<StoredFile>> AddOwn(byte[] content, string name, string contentType, CancellationToken stop) =>
        Add(new MemoryStream(content, writable: false), name, contentType, long.MaxValue, scanned: false, stop);

    /// <exception cref="FileNotFoundException">The store has lost it.</exception>
    public Stream Open(StoredFile file) => new FileStream(PathOf(file.Sha256), FileMode.Open, FileAccess.Read, FileShare.Read, 81920, FileOptions.Asynchronous | FileOptions.SequentialScan);

    /// <summary>Whether the bytes are where they should be, and as many as there were. Bytes changed in place are found by <see cref="Check"/>.</summary>
    public bool Has(StoredFile file) => new FileInfo(PathOf(file.Sha256)) is { Exists: true } there && there.Length == file.Size;

    /// <summary>Hashes the bytes. Those that are not what was taken in are put aside, so that no path serves them.</summary>
    public async Task<FileFault?> Check(StoredFile file, CancellationToken stop)
    {
        var path = PathOf(file.Sha256);
        try
        {
            await using (var content = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, 1 << 20, FileOptions.Asynchronous | FileOptions.SequentialScan))
            {
                if ((await SHA256.HashDataAsync(content, stop)).AsSpan().SequenceEqual(file.Sha256))
                {
                    return null;
                }
            }
            File.Move(path, path + ".changed", overwrite: true);
            return FileFault.Changed;
        }
        catch (Exception gone) when (gone is FileNotFoundException or DirectoryNotFoundException)
        {
            return File.Exists(path + ".changed") ? FileFault.Changed : FileFault.Missing;
        }
    }

    /// <summary>Puts bytes back under the fingerprint they have, when the store knows a row of that fingerprint; adds no row.</summary>
    /// <param name="content">Read to its end, or to the limit.</param>
    /// <param name="wanted">Fingerprints that are looked for; bytes of any other are not kept.</param>
    /// <param name="limit">Bytes.</param>
    /// <param name="stop">Ends the reading.</param>
    /// <returns>The fingerprint, or null when it is not one that is looked for.</returns>
    public async Task<byte[]?> Mend(Stream content, IReadOnlyCollection<byte[]> wanted, long limit, CancellationToken stop)
    {
        Directory.CreateDirectory(folder.Path);
        var temporary = Path.Combine(folder.Path, $"{Incoming}{Guid.NewGuid():N}");
        try
        {
            byte[] sha256;
            await using (var file = new FileStream(temporary, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, 0, FileOptions.Asynchronous))
            {
                var buffer = new byte[81920];
                int read;
                while ((read = await content.ReadAsync(buffer, stop)) > 0)
                {
                    await file.WriteAsync(buffer.AsMemory(0, read), stop);
                    if (file.Length > limit)
                    {
                        return null;
                    }
                }
                file.Flush(flushToDisk: true);
                file.Position = 0;
                sha256 = await SHA256.HashDataAsync(file, stop);
            }
            if (!wanted.Any(w => w.AsSpan().SequenceEqual(sha256)))
            {
                return null;
            }
            var final = PathOf(sha256);
            Place(temporary, final);
            File.Delete(final + ".changed");
            return sha256;
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    public Task<byte[]> Read(StoredFile file, CancellationToken stop) => File.ReadAllBytesAsync(PathOf(file.Sha256), stop);

    /// <summary>The answer that lets a person download the file: its own name, no guessing of types, nothing run in our origin.</summary>
    public IResult Download(StoredFile file, HttpResponse response, bool inline = false)
    {
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers.ContentSecurityPolicy = "default-src 'none'; style-src 'unsafe-inline'; sandbox";
        response.Headers.ContentDisposition = Disposition(file.Name, inline);
        return Results.Stream(Open(file), file.ContentType, fileDownloadName: null, lastModified: file.CreatedAt, entityTag: new EntityTagHeaderValue($"\"{file.Fingerprint}\""), enableRangeProcessing: true);
    }

    /// <summary>Deletes bytes no row names any more.</summary>
    public void Forget(IEnumerable<byte[]> fingerprints)
    {
        foreach (var sha256 in fingerprints)
        {
            File.Delete(PathOf(sha256));
        }
    }

    /// <summary>RFC 6266: an ASCII stand-in and the real name in UTF-8.</summary>
    internal static string Disposition(string name, bool inline)
    {
        var ascii = new string([.. name.Select(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_' ? c : '_')]);
        return $"{(inline ? "inline" : "attachment")}; filename=\"{ascii}\"; filename*=UTF-8''{Uri.EscapeDataString(name)}";
    }

    internal static string SafeName(string name)
    {
        var last = name.Split('/', '\\')[^1];
        var text = new StringBuilder();
        foreach (var c in last.Normalize(NormalizationForm.FormC))
        {
            var category = char.GetUnicodeCategory(c);
            if (category is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.Surrogate))
            {
                text.Append(c is '"' or '<' or '>' or ':' or '|' or '?' or '*' ? '_' : c);
            }
        }
        var safe = text.ToString().Trim(' ', '.');
        return safe.Length == 0 ? "file" : safe.Length <= 150 ? safe : safe[..100] + Path.GetExtension(safe)[..Math.Min(20, Path.GetExtension(safe).Length)];
    }

    /// <summary>Deletes what processes that were killed while a file came in left behind. A day old, nobody writes it any more.</summary>
    /// <returns>How many.</returns>
    public int SweepIncoming()
    {
        var swept = 0;
        foreach (var half in Directory.Exists(folder.Path) ? Directory.GetFiles(folder.Path, Incoming + "*") : [])
        {
            if (DateTime.UtcNow - File.GetLastWriteTimeUtc(half) > TimeSpan.FromDays(1))
            {
                File.Delete(half);
                swept++;
            }
        }
        return swept;
    }

    /// <summary>Gives a whole file its name, and the name to the disk: the row that names it is committed next, and outlives a power cut.</summary>
    private void Place(string temporary, string final)
    {
        var parent = Path.GetDirectoryName(final)!;
        var isNew = !Directory.Exists(parent);
        Directory.CreateDirectory(parent);
        File.Move(temporary, final, overwrite: true);
        DurableFolder.Flush(parent);
        if (isNew)
        {
            DurableFolder.Flush(folder.Path);
        }
    }

    private string PathOf(byte[] sha256)
    {
        var name = Convert.ToHexStringLower(sha256);
        return Path.Combine(folder.Path, name[..2], name[2..]);
    }
}
