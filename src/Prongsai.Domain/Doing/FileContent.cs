using System.Text;

namespace Prongsai.Domain.Doing;

/// <summary>What a file is by its own bytes. <see cref="IsPicture"/>: a browser can show it as it is.</summary>
public sealed record FileKind(string ContentType, bool IsPicture = false, bool NeedsPreview = false);

/// <summary>A program, whatever it is called.</summary>
public sealed record FileIsProgram(string Extension) : Refusal(Extension.Length > 0
    ? $"ไฟล์นี้เป็นโปรแกรมคอมพิวเตอร์ แม้ชื่อลงท้ายด้วย {Extension} จึงไม่รับเป็นหลักฐาน ให้แนบเอกสาร ภาพ หรือวิดีโอ"
    : "ไฟล์นี้เป็นโปรแกรมคอมพิวเตอร์ จึงไม่รับเป็นหลักฐาน ให้แนบเอกสาร ภาพ หรือวิดีโอ");

/// <summary>The name says one thing, the bytes another.</summary>
public sealed record FileIsNotWhatItSays(string Extension)
    : Refusal($"เนื้อหาของไฟล์ไม่ใช่ {Extension} ตามชื่อ ไฟล์อาจเสียหรือเปลี่ยนนามสกุลมา เปิดดูแล้วบันทึกใหม่ก่อนแนบ");

public sealed record FileKindIsUnknown()
    : Refusal("ไม่รู้จักไฟล์ชนิดนี้ แนบเป็น PDF, Word, Excel, PowerPoint, OpenDocument, ภาพ, วิดีโอ, เสียง, ZIP หรือข้อความ");

/// <summary>Decides what a file is from its first bytes; the name only chooses between formats that share them.</summary>
public static class FileContent
{
    /// <summary>Enough of the beginning of a file to decide.</summary>
    public const int HeadLength = 4096;

    private static readonly string[] Programs = [".exe", ".dll", ".com", ".scr", ".bat", ".cmd", ".ps1", ".vbs", ".js", ".jar", ".msi", ".lnk", ".hta", ".sh", ".apk", ".reg"];

    private static readonly Dictionary<string, string> Zipped = new(StringComparer.OrdinalIgnoreCase)
    {
        [".docx"] = "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        [".xlsx"] = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        [".pptx"] = "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        [".odt"] = "application/vnd.oasis.opendocument.text",
        [".ods"] = "application/vnd.oasis.opendocument.spreadsheet",
        [".odp"] = "application/vnd.oasis.opendocument.presentation",
        [".zip"] = "application/zip",
    };

    private static readonly Dictionary<string, string> Compound = new(StringComparer.OrdinalIgnoreCase)
    {
        [".doc"] = "application/msword",
        [".xls"] = "application/vnd.ms-excel",
        [".ppt"] = "application/vnd.ms-powerpoint",
    };

    private static readonly string[] HeicBrands = ["heic", "heix", "hevc", "heim", "heis", "mif1", "msf1"];

    /// <param name="head">The beginning of the file, up to <see cref="HeadLength"/> bytes.</param>
    /// <param name="name">What the sender calls it.</param>
    public static Result<FileKind> Recognise(ReadOnlySpan<byte> head, string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        var extension = ExtensionOf(name);
        if (IsProgram(head) || Programs.Contains(extension, StringComparer.Ordinal))
        {
            return new FileIsProgram(extension);
        }
        if (ByBytes(head, extension) is not { } kind)
        {
            return Expected(extension) is null ? new FileKindIsUnknown() : new FileIsNotWhatItSays(extension);
        }
        return Expected(extension) is { } expected && expected != Family(kind.ContentType) ? new FileIsNotWhatItSays(extension) : kind;
    }

    private static bool IsProgram(ReadOnlySpan<byte> head) =>
        head.StartsWith("MZ"u8) || head.StartsWith("\u007fELF"u8) || head.StartsWith("#!"u8)
        || head.StartsWith((ReadOnlySpan<byte>)[0xCF, 0xFA, 0xED, 0xFE]) || head.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xED, 0xFA]) || head.StartsWith((ReadOnlySpan<byte>)[0xCA, 0xFE, 0xBA, 0xBE])
        || head.StartsWith((ReadOnlySpan<byte>)[0x4C, 0, 0, 0, 1, 0x14, 2, 0]);

    private static FileKind? ByBytes(ReadOnlySpan<byte> head, string extension)
    {
        if (head.Length >= 12 && head[4..8].SequenceEqual("ftyp"u8))
        {
            var brand = Encoding.ASCII.GetString(head[8..12]);
            return HeicBrands.Contains(brand, StringComparer.Ordinal) ? new("image/heic", NeedsPreview: true)
                : brand.StartsWith("M4A", StringComparison.Ordinal) ? new("audio/mp4")
                : brand.StartsWith("qt", StringComparison.Ordinal) ? new("video/quicktime")
                : brand is "avif" ? new("image/avif", IsPicture: true) : new("video/mp4");
        }
        if (head[..Math.Min(1024, head.Length)].IndexOf("%PDF-"u8) >= 0)
        {
            return new("application/pdf");
        }
        if (head.StartsWith((ReadOnlySpan<byte>)[0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]))
        {
            return new("image/png", IsPicture: true);
        }
        if (head.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]))
        {
            return new("image/jpeg", IsPicture: true);
        }
        if (head.StartsWith("GIF8"u8))
        {
            return new("image/gif", IsPicture: true);
        }
        if (head.Length >= 12 && head.StartsWith("RIFF"u8))
        {
            return head[8..12].SequenceEqual("WEBP"u8) ? new("image/webp", IsPicture: true) : head[8..12].SequenceEqual("WAVE"u8) ? new("audio/wav") : head[8..11].SequenceEqual("AVI"u8) ? new("video/x-msvideo") : null;
        }
        if (head.StartsWith("PK\u0003\u0004"u8))
        {
            return new(Zipped.GetValueOrDefault(extension, "application/zip"));
        }
        if (head.StartsWith((ReadOnlySpan<byte>)[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]))
        {
            return Compound.TryGetValue(extension, out var type) ? new(type) : null;
        }
        if (head.StartsWith((ReadOnlySpan<byte>)[0x1A, 0x45, 0xDF, 0xA3]))
        {
            return new("video/webm");
        }
        if (head.StartsWith("ID3"u8) || (head.Length > 1 && head[0] == 0xFF && (head[1] & 0xE0) == 0xE0))
        {
            return new("audio/mpeg");
        }
        return extension is ".txt" or ".csv" or ".md" && IsText(head) ? new(extension is ".csv" ? "text/csv" : "text/plain") : null;
    }

    /// <summary>The family the name promises; null where a name promises nothing.</summary>
    private static string? Expected(string extension) => extension switch
    {
        ".pdf" => "application/pdf",
        ".png" or ".jpg" or ".jpeg" or ".gif" or ".webp" or ".heic" or ".heif" or ".avif" => "image",
        ".mp4" or ".mov" or ".webm" or ".avi" or ".m4v" => "video",
        ".mp3" or ".wav" or ".m4a" => "audio",
        ".txt" or ".csv" or ".md" => "text",
        _ => Zipped.GetValueOrDefault(extension) ?? Compound.GetValueOrDefault(extension),
    };

    private static string Family(string type) => type.Split('/')[0] is var family and ("image" or "video" or "audio" or "text") ? family : type;

    private static bool IsText(ReadOnlySpan<byte> head) => !head.Contains((byte)0);

    private static string ExtensionOf(string name)
    {
        var dot = name.LastIndexOf('.');
        return dot < 0 || name.Length - dot > 10 ? "" : name[dot..].Trim().ToLowerInvariant();
    }
}
