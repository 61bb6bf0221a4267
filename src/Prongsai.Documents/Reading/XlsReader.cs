using System.Globalization;
using System.Text;
using ExcelDataReader;
using ExcelDataReader.Exceptions;

namespace Prongsai.Documents.Reading;

/// <summary>Old binary workbooks (.xls), through ExcelDataReader; small ones only, because its memory cannot be bounded from outside.</summary>
internal static class XlsReader
{
    private const int MaxBytes = 8 * 1024 * 1024;

    static XlsReader() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    public static void Read(byte[] bytes, BlockSink sink)
    {
        if (bytes.Length > MaxBytes)
        {
            throw new UnreadableFileException(ReadProblems.Unsupported(FileFormat.ThaiName(FileKind.Xls)));
        }
        try
        {
            using var reader = ExcelReaderFactory.CreateBinaryReader(
                new MemoryStream(bytes, writable: false),
                new ExcelReaderConfiguration { FallbackEncoding = CodePagesEncodingProvider.Instance.GetEncoding(874)! });
            do
            {
                if (reader.VisibleState == "visible")
                {
                    Sheet(reader, sink);
                }
            }
            while (!sink.Full && reader.NextResult());
        }
        catch (InvalidPasswordException)
        {
            throw new UnreadableFileException(ReadProblems.Password(FileFormat.ThaiName(FileKind.Xls)));
        }
    }

    private static void Sheet(IExcelDataReader reader, BlockSink sink)
    {
        var merged = new Dictionary<(int, int), (int, int)>();
        foreach (var range in reader.MergeCells ?? [])
        {
            merged[(range.FromRow + 1, range.FromColumn + 1)] = (range.ToRow - range.FromRow + 1, range.ToColumn - range.FromColumn + 1);
        }
        var blocks = new SheetBlocks(sink, TextCleaner.Collapse(TextCleaner.Clean(reader.Name ?? string.Empty))) { Merged = merged };
        var number = 0;
        while (!sink.Full && reader.Read())
        {
            sink.Stop.ThrowIfCancellationRequested();
            number++;
            var columns = Math.Min(reader.FieldCount, XlsxReader.MaxColumns);
            var cells = new string[columns];
            for (var c = 0; c < columns; c++)
            {
                cells[c] = reader.GetValue(c) switch
                {
                    null => string.Empty,
                    string text => TextCleaner.Clean(text).Trim(),
                    double value => CellFormats.Show(value, reader.GetNumberFormatString(c) ?? "General"),
                    DateTime date => CellFormats.Show(date),
                    bool yes => yes ? "TRUE" : "FALSE",
                    var other => TextCleaner.Clean(Convert.ToString(other, CultureInfo.InvariantCulture) ?? string.Empty).Trim(),
                };
            }
            blocks.Row(new SheetRow(number, null, cells));
        }
        blocks.End();
    }
}
