using System.Diagnostics;
using System.Globalization;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using S = DocumentFormat.OpenXml.Spreadsheet;
using W = DocumentFormat.OpenXml.Wordprocessing;

namespace Prongsai.Documents.Tests.Corpus;

/// <summary>Renders a paper as DOCX and XLSX with the OpenXML SDK, and as PDF by LibreOffice from the DOCX.</summary>
internal static class OfficeRendering
{
    public static byte[] Docx(IReadOnlyList<Element> elements)
    {
        using var bytes = new MemoryStream();
        using (var package = WordprocessingDocument.Create(bytes, WordprocessingDocumentType.Document))
        {
            var main = package.AddMainDocumentPart();
            var body = new W.Body();
            foreach (var element in elements)
            {
                switch (element)
                {
                    case HeadingElement heading:
                        body.Append(Paragraph(heading.Text, bold: true, 18));
                        break;
                    case TextElement text:
                        body.Append(Paragraph(text.Text, bold: false, 15));
                        break;
                    case TableElement table:
                        body.Append(Table(table));
                        body.Append(Paragraph(string.Empty, bold: false, 10));
                        break;
                    case BreakElement:
                        body.Append(new W.Paragraph(new W.Run(new W.Break { Type = W.BreakValues.Page })));
                        break;
                }
            }
            body.Append(new W.SectionProperties(new W.PageSize { Width = 11906, Height = 16838 }, new W.PageMargin { Top = 1134, Bottom = 1134, Left = 1134, Right = 850, Header = 708, Footer = 708, Gutter = 0 }));
            main.Document = new W.Document(body);
        }
        return bytes.ToArray();
    }

    public static byte[] Xlsx(IReadOnlyList<Element> elements)
    {
        using var bytes = new MemoryStream();
        using (var package = SpreadsheetDocument.Create(bytes, SpreadsheetDocumentType.Workbook))
        {
            var workbook = package.AddWorkbookPart();
            var sheetPart = workbook.AddNewPart<WorksheetPart>();
            var data = new S.SheetData();
            var merges = new S.MergeCells();
            var line = 0u;
            foreach (var element in elements)
            {
                switch (element)
                {
                    case HeadingElement { Text: var text }:
                        data.Append(Line(++line, [text]));
                        break;
                    case TextElement { Text: var text }:
                        data.Append(Line(++line, [text]));
                        break;
                    case TableElement table:
                        line++;
                        foreach (var row in PlainRendering.Grid(table))
                        {
                            data.Append(Line(++line, [.. row.Select(c => c is null ? null : string.Join('\n', c.Paragraphs))]));
                            for (var c = 0; c < row.Length; c++)
                            {
                                if (row[c] is { } box && (box.Across > 1 || box.Down > 1))
                                {
                                    merges.Append(new S.MergeCell { Reference = $"{Address(c, line)}:{Address(c + box.Across - 1, line + (uint)box.Down - 1)}" });
                                }
                            }
                        }
                        line++;
                        break;
                    case BreakElement:
                        line += 2;
                        break;
                }
            }
            sheetPart.Worksheet = merges.HasChildren ? new S.Worksheet(data, merges) : new S.Worksheet(data);
            workbook.Workbook = new S.Workbook(new S.Sheets(new S.Sheet { Id = workbook.GetIdOfPart(sheetPart), SheetId = 1, Name = "ผลการประเมิน" }));
        }
        return bytes.ToArray();
    }

    /// <summary>PDFs of many DOCX files in one run of LibreOffice; null when it is not installed.</summary>
    public static IReadOnlyList<byte[]>? Pdf(IReadOnlyList<byte[]> docx)
    {
        if (!File.Exists("/usr/bin/soffice"))
        {
            return null;
        }
        var folder = Directory.CreateTempSubdirectory("prongsai-corpus-").FullName;
        try
        {
            for (var i = 0; i < docx.Count; i++)
            {
                File.WriteAllBytes(Path.Combine(folder, Name(i, "docx")), docx[i]);
            }
            var start = new ProcessStartInfo("/usr/bin/soffice") { RedirectStandardError = true, RedirectStandardOutput = true };
            foreach (var argument in (string[])["--headless", $"-env:UserInstallation=file://{folder}/profile", "--convert-to", "pdf", "--outdir", folder, .. Enumerable.Range(0, docx.Count).Select(i => Path.Combine(folder, Name(i, "docx")))])
            {
                start.ArgumentList.Add(argument);
            }
            using var process = Process.Start(start)!;
            process.OutputDataReceived += (_, _) => { };
            process.ErrorDataReceived += (_, _) => { };
            process.BeginOutputReadLine();
            process.BeginErrorReadLine();
            if (!process.WaitForExit(TimeSpan.FromMinutes(4)))
            {
                process.Kill(entireProcessTree: true);
                return null;
            }
            return [.. Enumerable.Range(0, docx.Count).Select(i => File.ReadAllBytes(Path.Combine(folder, Name(i, "pdf"))))];
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static string Name(int i, string extension) => string.Create(CultureInfo.InvariantCulture, $"paper{i}.{extension}");

    private static W.Paragraph Paragraph(string text, bool bold, int points)
    {
        var size = (points * 2).ToString(CultureInfo.InvariantCulture);
        var properties = new W.RunProperties(new W.RunFonts { Ascii = "Laksaman", HighAnsi = "Laksaman", ComplexScript = "Laksaman" });
        if (bold)
        {
            properties.Append(new W.Bold(), new W.BoldComplexScript());
        }
        properties.Append(new W.FontSize { Val = size }, new W.FontSizeComplexScript { Val = size }, new W.Languages { Bidi = "th-TH" });
        return new W.Paragraph(new W.Run(properties, new W.Text(text) { Space = SpaceProcessingModeValues.Preserve }));
    }

    private static W.Table Table(TableElement table)
    {
        var grid = PlainRendering.Grid(table);
        var width = grid[0].Length;
        // Columns share the page by how much they hold.
        var weights = Enumerable.Range(0, width).Select(c => Math.Clamp(grid.Max(r => r[c] is { Across: 1 } b ? b.Paragraphs.Sum(p => p.Length) : 0), 6, 70)).ToArray();
        var made = new W.Table(new W.TableProperties(
            new W.TableWidth { Type = W.TableWidthUnitValues.Dxa, Width = "9900" },
            new W.TableBorders(
                new W.TopBorder { Val = W.BorderValues.Single, Size = 4 }, new W.LeftBorder { Val = W.BorderValues.Single, Size = 4 }, new W.BottomBorder { Val = W.BorderValues.Single, Size = 4 },
                new W.RightBorder { Val = W.BorderValues.Single, Size = 4 }, new W.InsideHorizontalBorder { Val = W.BorderValues.Single, Size = 4 }, new W.InsideVerticalBorder { Val = W.BorderValues.Single, Size = 4 }),
            new W.TableLayout { Type = W.TableLayoutValues.Fixed }),
            new W.TableGrid(weights.Select(w => new W.GridColumn { Width = (9900 * w / weights.Sum()).ToString(CultureInfo.InvariantCulture) })));
        var down = new int[width];
        for (var r = 0; r < grid.Count; r++)
        {
            var row = new W.TableRow();
            if (r < table.HeadRows)
            {
                row.Append(new W.TableRowProperties(new W.TableHeader()));
            }
            for (var c = 0; c < width;)
            {
                var box = grid[r][c];
                var across = box?.Across ?? 1;
                var properties = new W.TableCellProperties(new W.TableCellWidth { Type = W.TableWidthUnitValues.Dxa, Width = (9900 * weights.Skip(c).Take(across).Sum() / weights.Sum()).ToString(CultureInfo.InvariantCulture) });
                if (across > 1)
                {
                    properties.Append(new W.GridSpan { Val = across });
                }
                if (box is { Down: > 1 })
                {
                    properties.Append(new W.VerticalMerge { Val = W.MergedCellValues.Restart });
                    down[c] = box.Down;
                }
                else if (box is null && down[c] > 0)
                {
                    properties.Append(new W.VerticalMerge());
                }
                var cell = new W.TableCell(properties);
                foreach (var paragraph in box?.Paragraphs ?? [string.Empty])
                {
                    cell.Append(Paragraph(paragraph, bold: r < table.HeadRows, 13));
                }
                row.Append(cell);
                c += across;
            }
            for (var c = 0; c < width; c++)
            {
                down[c] = Math.Max(0, down[c] - 1);
            }
            made.Append(row);
        }
        return made;
    }

    private static S.Row Line(uint number, string?[] cells)
    {
        var row = new S.Row { RowIndex = number };
        for (var c = 0; c < cells.Length; c++)
        {
            if (cells[c] is not { Length: > 0 } text)
            {
                continue;
            }
            // Plain Arabic figures are numbers in a sheet, as people type them.
            var isNumber = decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out _) && text.All(char.IsAscii);
            row.Append(isNumber
                ? new S.Cell { CellReference = Address(c, number), CellValue = new S.CellValue(text), DataType = S.CellValues.Number }
                : new S.Cell { CellReference = Address(c, number), DataType = S.CellValues.InlineString, InlineString = new S.InlineString(new S.Text(text) { Space = SpaceProcessingModeValues.Preserve }) });
        }
        return row;
    }

    private static string Address(int column, uint row) => string.Create(CultureInfo.InvariantCulture, $"{(column >= 26 ? ((char)('A' + (column / 26) - 1)).ToString() : string.Empty)}{(char)('A' + (column % 26))}{row}");
}
