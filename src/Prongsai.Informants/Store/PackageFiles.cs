using System.IO.Compression;
using System.Text;

namespace Prongsai.Informants.Store;

/// <summary>
/// What lies in a package: a ZIP whose entries are stored, not packed, without a time. <c>report.txt</c> and <c>report.docx</c>, then the
/// attachments as they came: <c>files/01-name</c> and so on.
/// </summary>
internal static class PackageFiles
{
    public const int FilesMax = 500;

    /// <summary>Of attachments in one package.</summary>
    public const int Most = 100 * 1024 * 1024;

    private const int NameBytes = 180;
    private static readonly DateTimeOffset NoTime = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static byte[] Pack(string text, byte[] docx, IReadOnlyList<Attachment> files)
    {
        using var memory = new MemoryStream();
        using (var zip = new ZipArchive(memory, ZipArchiveMode.Create, leaveOpen: true))
        {
            Put(zip, "report.txt", [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(text)]);
            Put(zip, "report.docx", docx);
            foreach (var (file, i) in files.Select((f, i) => (f, i)))
            {
                Put(zip, string.Create(System.Globalization.CultureInfo.InvariantCulture, $"files/{i + 1:00}-{Plain(file.Name)}"), file.Content);
            }
        }
        return memory.ToArray();
    }

    /// <summary>Reads what a stranger may have made: names that lead nowhere else, nothing that unpacks to more than it is.</summary>
    /// <returns>Null when it is not as described.</returns>
    public static IReadOnlyList<Attachment>? Unpack(byte[] content)
    {
        try
        {
            using var zip = new ZipArchive(new MemoryStream(content), ZipArchiveMode.Read);
            var files = new List<Attachment>();
            foreach (var entry in zip.Entries)
            {
                if (files.Count > FilesMax || entry.CompressedLength != entry.Length || entry.Length > content.Length || !IsOurs(entry.FullName))
                {
                    return null;
                }
                using var from = entry.Open();
                var bytes = new byte[entry.Length];
                from.ReadExactly(bytes);
                files.Add(new Attachment(entry.FullName, bytes));
            }
            return files.Select(f => f.Name).Distinct(StringComparer.OrdinalIgnoreCase).Count() == files.Count && files.Count > 0 ? files : null;
        }
        catch (Exception broken) when (broken is InvalidDataException or EndOfStreamException)
        {
            return null; // the command says that it is no package of ours
        }
    }

    /// <summary>A name every system takes: no path, no control characters, not too long in bytes.</summary>
    public static string Plain(string name)
    {
        var plain = string.Concat(name.Select(c => char.IsControl(c) || "\\/:*?\"<>|".Contains(c, StringComparison.Ordinal) || char.GetUnicodeCategory(c) is System.Globalization.UnicodeCategory.Format ? '_' : c)).Trim(' ', '.');
        var (stem, end) = (Path.GetFileNameWithoutExtension(plain), Path.GetExtension(plain));
        end = Encoding.UTF8.GetByteCount(end) > 20 ? "" : end;
        while (Encoding.UTF8.GetByteCount(stem + end) > NameBytes)
        {
            stem = stem[..^1];
        }
        return stem.Length + end.Length == 0 ? "file" : stem + end;
    }

    private static bool IsOurs(string name) => name is "report.txt" or "report.docx"
        || (name.StartsWith("files/", StringComparison.Ordinal) && name["files/".Length..] is { Length: > 3 } file && char.IsAsciiDigit(file[0]) && string.Equals(Plain(file), file, StringComparison.Ordinal));

    private static void Put(ZipArchive zip, string name, byte[] content)
    {
        var entry = zip.CreateEntry(name, CompressionLevel.NoCompression);
        entry.LastWriteTime = NoTime;
        using var to = entry.Open();
        to.Write(content);
    }
}
