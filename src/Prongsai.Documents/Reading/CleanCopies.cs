namespace Prongsai.Documents.Reading;

/// <summary>What a stranger's file shows once everything hidden is left behind.</summary>
/// <param name="Pictures">WebP or PNG, one for each page; none where only words could be taken over, or nothing.</param>
/// <param name="Text">The words, where there are no pictures.</param>
/// <param name="Why">Thai: why there is no copy, or what it lacks; empty when nothing is to be said.</param>
public sealed record CleanFile(IReadOnlyList<byte[]> Pictures, string? Text, string Why);

/// <summary>
/// Copies without place, maker, history, scripts or links: pictures encoded anew, pages of PDFs drawn, words and tables of Office files taken
/// out. All within the readers' limits; a file that breaks them gives no copy and says why.
/// </summary>
public static class CleanCopies
{
    private const int MostPages = 40;
    private const int MostText = 200_000;

    public static async Task<CleanFile> Make(byte[] content, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(content);
        switch (FileFormat.Detect(content))
        {
            case FileKind.Image:
                var (outcome, picture) = await PictureCleaner.Clean(content, 1600, stop);
                return outcome switch
                {
                    PictureOutcome.Clean => new CleanFile([picture], null, ""),
                    PictureOutcome.ProgramMissing => None("เครื่องนี้ไม่มีโปรแกรมล้างข้อมูลแฝงของภาพ (libvips-tools) จึงทำสำเนาสะอาดไม่ได้"),
                    _ => None("ภาพนี้อ่านไม่ได้หรือใหญ่เกินไป จึงทำสำเนาสะอาดไม่ได้"),
                };
            case FileKind.Pdf:
                var (pages, more) = await PdfPictures.Draw(content, MostPages, stop);
                return pages.Count == 0 ? None("PDF นี้เปิดไม่ได้ อาจล็อกด้วยรหัสผ่านหรือเสียหาย จึงทำสำเนาสะอาดไม่ได้") : new CleanFile(pages, null, more ? $"สำเนานี้มีเฉพาะ {MostPages} หน้าแรก" : "");
            case FileKind.Docx or FileKind.Xlsx or FileKind.Xls or FileKind.Text or FileKind.Html:
                var read = await DocumentReader.Read(content, "file", stop: stop);
                var text = string.Join('\n', read.Blocks.Select(Words)).Trim();
                return text.Length == 0 ? None("ไม่พบข้อความในไฟล์นี้ จึงทำสำเนาสะอาดไม่ได้")
                    : new CleanFile([], text.Length > MostText ? text[..MostText] : text, "สำเนานี้มีเฉพาะข้อความและตาราง ไม่มีภาพ ชื่อผู้จัดทำ และประวัติการแก้ไข");
            case FileKind.EncryptedOffice:
                return None("ไฟล์นี้ล็อกด้วยรหัสผ่าน จึงทำสำเนาสะอาดไม่ได้");
            case FileKind.Archive:
                return None("ไฟล์บีบอัดทำสำเนาสะอาดไม่ได้ ขอให้ผู้แจ้งส่งไฟล์ข้างในทีละไฟล์");
            default:
                return None("ไฟล์ชนิดนี้ทำสำเนาสะอาดไม่ได้");
        }
    }

    private static CleanFile None(string why) => new([], null, why);

    private static string Words(SourceBlock block) => block switch
    {
        SourceTable table => string.Join('\n', table.Rows.Select(r => string.Join(" | ", r.Cells.Select(c => string.Join(' ', c.Paragraphs))))),
        SourceParagraph paragraph => paragraph.Text,
        _ => "",
    };
}
