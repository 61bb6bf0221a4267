using System.Buffers.Binary;
using System.IO.Compression;

namespace Prongsai.Documents.Reading;

internal enum FileKind
{
    Text,
    Html,
    Docx,
    Xlsx,
    Pdf,

    /// <summary>An old binary Excel workbook.</summary>
    Xls,
    OldWord,
    OldPowerPoint,
    OpenDocument,
    PowerPoint,
    RichText,
    BinaryWorkbook,
    EncryptedOffice,
    Image,
    Archive,
    Unknown,
}

/// <summary>What a file is, judged by its bytes and never by its name.</summary>
internal static class FileFormat
{
    public static FileKind Detect(byte[] bytes)
    {
        ReadOnlySpan<byte> head = bytes.AsSpan(0, Math.Min(bytes.Length, 4096));
        // Readers of PDF look for its mark anywhere in the first kilobyte.
        if (head.StartsWith("PK\u0003\u0004"u8) || head.StartsWith("PK\u0005\u0006"u8))
        {
            return Zip(bytes);
        }
        if (head.StartsWith((ReadOnlySpan<byte>)[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]))
        {
            return Ole(bytes);
        }
        if (head.StartsWith("{\\rtf"u8))
        {
            return FileKind.RichText;
        }
        if (head.StartsWith((ReadOnlySpan<byte>)[0x89, (byte)'P', (byte)'N', (byte)'G']) || head.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF])
            || head.StartsWith("GIF8"u8) || head.StartsWith("II*\0"u8) || head.StartsWith("MM\0*"u8) || (head.StartsWith("RIFF"u8) && head.Length > 12 && head[8..].StartsWith("WEBP"u8)))
        {
            return FileKind.Image;
        }
        if (head.StartsWith("Rar!"u8) || head.StartsWith((ReadOnlySpan<byte>)[0x1F, 0x8B]) || head.StartsWith("7z\u00BC\u00AF"u8) || head.StartsWith((ReadOnlySpan<byte>)[(byte)'7', (byte)'z', 0xBC, 0xAF]))
        {
            return FileKind.Archive;
        }
        if (head[..Math.Min(head.Length, 1024)].IndexOf("%PDF-"u8) >= 0)
        {
            return FileKind.Pdf;
        }
        var start = head.TrimStart((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF, (byte)' ', (byte)'\t', (byte)'\r', (byte)'\n']);
        if (StartsWithIgnoringCase(start, "<!doctype html") || StartsWithIgnoringCase(start, "<html"))
        {
            return FileKind.Html;
        }
        return FileKind.Text;
    }

    private static bool StartsWithIgnoringCase(ReadOnlySpan<byte> bytes, string text)
    {
        if (bytes.Length < text.Length)
        {
            return false;
        }
        for (var i = 0; i < text.Length; i++)
        {
            if (char.ToLowerInvariant((char)bytes[i]) != text[i])
            {
                return false;
            }
        }
        return true;
    }

    private static FileKind Zip(byte[] bytes)
    {
        try
        {
            using var zip = new ZipArchive(new MemoryStream(bytes, writable: false), ZipArchiveMode.Read);
            var names = zip.Entries.Take(20_000).Select(e => e.FullName.Replace('\\', '/').TrimStart('/')).ToHashSet(StringComparer.OrdinalIgnoreCase);
            if (names.Contains("word/document.xml") || names.Any(n => n.StartsWith("word/document", StringComparison.OrdinalIgnoreCase) && n.EndsWith(".xml", StringComparison.OrdinalIgnoreCase)))
            {
                return FileKind.Docx;
            }
            if (names.Contains("xl/workbook.bin"))
            {
                return FileKind.BinaryWorkbook;
            }
            if (names.Contains("xl/workbook.xml"))
            {
                return FileKind.Xlsx;
            }
            if (names.Any(n => n.StartsWith("ppt/", StringComparison.OrdinalIgnoreCase)))
            {
                return FileKind.PowerPoint;
            }
            if (names.Contains("content.xml") && names.Contains("mimetype"))
            {
                return FileKind.OpenDocument;
            }
            return names.Contains("[Content_Types].xml") ? FileKind.Unknown : FileKind.Archive;
        }
        catch (InvalidDataException)
        {
            // Cut short: the directory at the end is gone. The first member's name still tells what it was.
            return bytes.AsSpan(0, Math.Min(bytes.Length, 65_536)).IndexOf("xl/"u8) >= 0 ? FileKind.Xlsx
                : bytes.AsSpan(0, Math.Min(bytes.Length, 65_536)).IndexOf("word/"u8) >= 0 || bytes.AsSpan(0, Math.Min(bytes.Length, 4_096)).IndexOf("[Content_Types].xml"u8) >= 0 ? FileKind.Docx
                : FileKind.Archive;
        }
    }

    /// <summary>Old Office files and encrypted new ones share one container; the names of its streams tell them apart.</summary>
    private static FileKind Ole(byte[] bytes)
    {
        // The directory is somewhere in the file, at a sector boundary; names are UTF-16 at the start of 128-byte entries.
        var shift = bytes.Length >= 32 ? BinaryPrimitives.ReadUInt16LittleEndian(bytes.AsSpan(30)) : (ushort)9;
        var sector = shift is 9 or 12 ? 1 << shift : 512;
        var first = bytes.Length >= 52 ? BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(48)) : 0;
        var from = (first + 1L) * sector;
        var directory = from > 0 && from < bytes.Length ? bytes.AsSpan((int)from, (int)Math.Min(bytes.Length - from, 4L * sector)) : [];
        return Kind(directory) ?? Kind(bytes.AsSpan(0, Math.Min(bytes.Length, 1_000_000))) ?? FileKind.Unknown;
    }

    private static FileKind? Kind(ReadOnlySpan<byte> directory) =>
        Has(directory, "EncryptedPackage") || Has(directory, "EncryptionInfo") ? FileKind.EncryptedOffice
        : Has(directory, "WordDocument") ? FileKind.OldWord
        : Has(directory, "Workbook") || Has(directory, "Book") ? FileKind.Xls
        : Has(directory, "PowerPoint Document") ? FileKind.OldPowerPoint
        : null;

    private static bool Has(ReadOnlySpan<byte> directory, string name) => directory.IndexOf(System.Text.Encoding.Unicode.GetBytes(name)) >= 0;

    /// <summary>What the kind is called on the screen.</summary>
    public static string ThaiName(FileKind kind) => kind switch
    {
        FileKind.Docx => "เอกสาร Word",
        FileKind.Xlsx => "ตาราง Excel",
        FileKind.Xls => "ตาราง Excel รุ่นเก่า (.xls)",
        FileKind.Pdf => "PDF",
        FileKind.Html => "หน้าเว็บ (HTML)",
        FileKind.Text => "ข้อความธรรมดา",
        FileKind.OldWord => "เอกสาร Word รุ่นเก่า (.doc)",
        FileKind.OldPowerPoint or FileKind.PowerPoint => "งานนำเสนอ PowerPoint",
        FileKind.OpenDocument => "เอกสาร OpenDocument (.odt, .ods)",
        FileKind.RichText => "เอกสาร Rich Text (.rtf)",
        FileKind.BinaryWorkbook => "ตาราง Excel แบบไบนารี (.xlsb)",
        FileKind.Image => "รูปภาพ",
        FileKind.Archive => "ไฟล์บีบอัด (เช่น .zip .rar)",
        FileKind.EncryptedOffice => "ไฟล์ Office",
        _ => "ไฟล์",
    };

    /// <summary>Whether the ending of the name is one that such a file may have. An unknown ending never disagrees.</summary>
    public static bool NameAgrees(string fileName, FileKind kind)
    {
        string[] endings = kind switch
        {
            FileKind.Docx => [".docx", ".docm", ".dotx", ".dotm"],
            FileKind.Xlsx => [".xlsx", ".xlsm", ".xltx", ".xltm"],
            FileKind.Xls => [".xls", ".xlt"],
            FileKind.Pdf => [".pdf"],
            FileKind.Html => [".html", ".htm", ".xhtml", ".txt", ".md"],
            FileKind.Text => [".txt", ".md", ".markdown", ".csv", ".tsv", ".tab", ".text", ".log"],
            FileKind.OldWord => [".doc", ".dot"],
            FileKind.RichText => [".rtf", ".doc"],
            FileKind.EncryptedOffice => [".docx", ".xlsx", ".docm", ".xlsm", ".doc", ".xls"],
            _ => [],
        };
        var ending = Path.GetExtension(fileName);
        string[] known = [".docx", ".docm", ".dotx", ".dotm", ".xlsx", ".xlsm", ".xltx", ".xltm", ".xls", ".doc", ".pdf", ".txt", ".md", ".csv", ".tsv", ".rtf", ".odt", ".ods", ".html", ".htm"];
        return endings.Length == 0 || !known.Contains(ending, StringComparer.OrdinalIgnoreCase) || endings.Contains(ending, StringComparer.OrdinalIgnoreCase);
    }
}
