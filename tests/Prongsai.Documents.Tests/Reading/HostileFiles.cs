using System.Diagnostics;
using System.IO.Compression;
using System.Text;
using Prongsai.Documents.Reading;
using Prongsai.Domain.Papers;
using static Prongsai.Documents.Tests.Reading.Office;

namespace Prongsai.Documents.Tests.Reading;

public sealed class HostileFiles
{
    private static SourceDocument Timed(byte[] bytes, string name, ReadingLimits? limits = null)
    {
        var clock = Stopwatch.StartNew();
        var read = Read.Bytes(bytes, name, limits);
        Assert.InRange(clock.Elapsed.TotalSeconds, 0, 15);
        return read;
    }

    [Theory]
    [InlineData("")]
    [InlineData("   \r\n\t")]
    [InlineData("\0\0\0\0")]
    public void An_empty_file_says_so(string text) => Assert.Equal(["empty"], Read.Bytes(Encoding.UTF8.GetBytes(text), "a.docx").Codes());

    [Theory]
    [InlineData("docx")]
    [InlineData("xlsx")]
    public void A_file_cut_short_is_damaged(string kind)
    {
        var bytes = kind == "docx" ? Docx(P("ข้อความ")) : Xlsx("<row r=\"1\"><c r=\"A1\"><v>1</v></c></row>");
        Assert.Equal(["damaged"], Read.Bytes(bytes[..(bytes.Length / 2)], "a." + kind).Codes());
    }

    [Fact]
    public void A_renamed_file_is_read_by_its_content_and_says_so()
    {
        var read = Read.Bytes(Docx(P("ข้อความ")), "a.pdf");
        Assert.Equal(("docx", "renamed"), (read.Format, Assert.Single(read.Codes())));
        Assert.Contains(".pdf", read.Problems[0].Message, StringComparison.Ordinal);
        Assert.Single(read.Paragraphs());
        Assert.Equal(["renamed"], Read.Bytes(Encoding.UTF8.GetBytes("ข้อความ"), "a.docx").Codes());
    }

    [Theory]
    [InlineData("WordDocument", "unsupported-format")]
    [InlineData("EncryptedPackage", "password-protected")]
    [InlineData("PowerPoint Document", "unsupported-format")]
    [InlineData("Nothing known", "unknown-format")]
    public void Old_and_encrypted_office_files_are_told_apart(string stream, string code)
    {
        byte[] bytes = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, .. new byte[600], .. Encoding.Unicode.GetBytes(stream), .. new byte[600]];
        Assert.Contains(code, Read.Bytes(bytes, "a.bin").Codes());
    }

    [Theory]
    [InlineData("{\\rtf1 x}", "a.rtf", "unsupported-format")]
    [InlineData("GIF89a.........", "a.gif", "unsupported-format")]
    [InlineData("Rar!.........", "a.rar", "unsupported-format")]
    public void Formats_that_are_not_read_say_what_to_do(string text, string name, string code)
    {
        var read = Read.Bytes(Encoding.UTF8.GetBytes(text), name);
        Assert.Equal(code, Assert.Single(read.Problems).Code);
        Assert.Contains(".docx", read.Problems[0].Message, StringComparison.Ordinal);
        Assert.Equal(ProblemSeverity.Error, read.Problems[0].Severity);
    }

    [Fact]
    public void An_opendocument_file_and_a_plain_zip_say_what_to_do()
    {
        Assert.Equal(["unsupported-format"], Read.Bytes(Zip(("mimetype", "application/vnd.oasis.opendocument.text"), ("content.xml", "<x/>")), "a.odt").Codes());
        Assert.Equal(["unsupported-format"], Read.Bytes(Zip(("../../etc/passwd", "x"), ("readme.txt", "x")), "a.zip").Codes());
    }

    [Fact]
    public void Bytes_of_no_kind_are_unknown()
    {
        var random = new Random(7);
        var bytes = new byte[5_000];
        random.NextBytes(bytes);
        Assert.Equal(["unknown-format"], Read.Bytes([0, 1, 2, 3, .. bytes], "a.bin").Codes());
    }

    private static byte[] Packed(string name, long size, string head, string tail, char fill = ' ')
    {
        using var memory = new MemoryStream();
        using (var zip = new ZipArchive(memory, ZipArchiveMode.Create))
        {
            using (var types = zip.CreateEntry("[Content_Types].xml").Open())
            {
                types.Write("<Types/>"u8);
            }
            using var stream = zip.CreateEntry(name, CompressionLevel.Fastest).Open();
            stream.Write(Encoding.UTF8.GetBytes(head));
            var block = Encoding.UTF8.GetBytes(new string(fill, 1 << 16));
            for (long written = 0; written < size; written += block.Length)
            {
                stream.Write(block);
            }
            stream.Write(Encoding.UTF8.GetBytes(tail));
        }
        return memory.ToArray();
    }

    [Theory]
    [InlineData("word/document.xml")]
    [InlineData("xl/workbook.xml")]
    public void A_zip_bomb_is_not_opened(string member)
    {
        var bomb = Packed(member, 600_000_000, "<x>", "</x>");
        Assert.InRange(bomb.Length, 0, 8_000_000);
        Assert.Equal(["zip-bomb"], Timed(bomb, "a.docx").Codes().Where(c => c != "renamed"));
    }

    [Fact]
    public void A_zip_bomb_whose_directory_lies_is_stopped_while_unpacking()
    {
        var bomb = Packed("word/document.xml", 60_000_000, "<w:document xmlns:w=\"x\"><w:body><w:p><w:r><w:t>", "</w:t></w:r></w:p></w:body></w:document>", 'A');
        // The size unpacked stands in the central directory at offset 24 of the member's entry; say that it is small.
        for (var i = bomb.Length - 400; i < bomb.Length - 46; i++)
        {
            if (bomb.AsSpan(i, 4).SequenceEqual("PK\u0001\u0002"u8) && BitConverter.ToUInt32(bomb, i + 24) > 1_000_000)
            {
                BitConverter.GetBytes(1_000u).CopyTo(bomb, i + 24);
            }
        }
        var read = Timed(bomb, "a.docx");
        Assert.Contains(read.Codes(), c => c is "zip-bomb" or "damaged" or "partly-damaged");
    }

    [Fact]
    public void Xml_entities_are_refused_and_nothing_is_expanded()
    {
        const string Laughs = "<!DOCTYPE x [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\"><!ENTITY c SYSTEM \"file:///etc/passwd\">]>";
        var docx = Zip(("[Content_Types].xml", "<Types/>"), ("word/document.xml", Laughs + "<w:document xmlns:w=\"x\"><w:body><w:p><w:r><w:t>&b;&c;</w:t></w:r></w:p></w:body></w:document>"));
        var read = Timed(docx, "a.docx");
        Assert.Equal(["xml-entities"], read.Codes());
        Assert.Empty(read.Blocks);
    }

    [Fact]
    public async Task A_file_beyond_the_limit_is_refused_while_it_streams()
    {
        using var endless = new Endless();
        var read = await DocumentReader.Read(endless, "huge.pdf", new ReadingLimits { MaxBytes = 1_000_000 });
        Assert.Equal(["too-large"], read.Codes());
        Assert.InRange(endless.Given, 1_000_000, 1_300_000);
    }

    private sealed class Endless : MemoryStream
    {
        public long Given { get; private set; }

        public override bool CanSeek => false;

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            Given += buffer.Length;
            buffer.Span.Fill((byte)'x');
            return ValueTask.FromResult(buffer.Length);
        }
    }

    [Fact]
    public void Ten_thousand_tables_are_read_up_to_the_limit()
    {
        var read = Timed(Docx(string.Concat(Enumerable.Repeat(Table(Row("ก", "1")), 10_000))), "a.docx");
        Assert.Equal(["too-many-tables"], read.Codes());
        Assert.Equal(ReadingLimits.Default.MaxTables, read.Tables().Count);
        var html = string.Concat(Enumerable.Repeat("<table><tr><td>ก</td><td>1</td></tr></table>\n", 10_000));
        Assert.Contains("too-many-tables", Timed(Encoding.UTF8.GetBytes(html), "a.txt").Codes());
    }

    [Fact]
    public void A_million_cells_are_read_up_to_the_limit()
    {
        var row = "<row>" + string.Concat(Enumerable.Repeat("<c><v>1</v></c>", 100)) + "</row>";
        var sheet = Timed(Xlsx(string.Concat(Enumerable.Repeat(row, 10_000))), "a.xlsx");
        Assert.Contains("too-many-cells", sheet.Codes());
        Assert.NotEmpty(sheet.Tables());
        var text = Timed(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(string.Join('\t', Enumerable.Repeat("1", 100)) + "\n", 10_000))), "a.txt");
        Assert.Contains("too-many-cells", text.Codes());
        Assert.NotEmpty(text.Tables());
        var word = Timed(Docx(Table(string.Concat(Enumerable.Repeat("<w:tr>" + string.Concat(Enumerable.Repeat("<w:tc><w:p><w:r><w:t>1</w:t></w:r></w:p></w:tc>", 60)) + "</w:tr>", 10_000)))), "a.docx");
        Assert.Contains("too-many-cells", word.Codes());
        Assert.NotEmpty(word.Tables());
    }

    [Fact]
    public void Deep_nesting_is_cut_not_followed()
    {
        const int Deep = 20_000;
        var tables = string.Concat(Enumerable.Repeat("<w:tbl><w:tr><w:tc>", Deep)) + P("ก้น") + string.Concat(Enumerable.Repeat("</w:tc></w:tr></w:tbl>", Deep));
        var read = Timed(Docx(P("บน") + tables), "a.docx");
        Assert.Contains("too-deep", read.Codes());
        Assert.Equal("บน", read.Paragraphs()[0].Text);
        var html = string.Concat(Enumerable.Repeat("<div>", Deep)) + "ก" + string.Concat(Enumerable.Repeat("</div>", Deep));
        Timed(Encoding.UTF8.GetBytes("<html>" + html), "a.html");
        Timed(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("<table><tr><td>", 5_000))), "a.txt");
    }

    [Theory]
    [InlineData("<b><i><p>")]
    [InlineData("<a><b><p>")]
    [InlineData("<table><b>")]
    [InlineData("<table><tr><td>")]
    [InlineData("<ul><li>")]
    [InlineData("<b></p>")]
    [InlineData("<div>")]
    [InlineData("<select><b>")]
    [InlineData("<svg><b>")]
    [InlineData("<nobr><b>")]
    [InlineData("<font><p></font>")]
    [InlineData("<p>ก<ul><li>ข<table><tr><td>ค")]
    public void Html_that_nests_without_end_takes_no_time(string again)
    {
        var html = string.Concat(Enumerable.Repeat(again, 90_000));
        Timed(Encoding.UTF8.GetBytes("<html><p>ก" + html), "a.html");
        Timed(Encoding.UTF8.GetBytes("ก\t" + html + "\nข\tค"), "a.txt");
    }

    [Fact]
    public void A_huge_paragraph_is_kept_in_pieces()
    {
        var read = Timed(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("ข้อความยาว ", 100_000))), "a.txt");
        Assert.All(read.Paragraphs(), p => Assert.InRange(p.Text.Length, 1, ReadingLimits.Default.MaxParagraphCharacters));
        Assert.InRange(read.Paragraphs().Sum(p => p.Text.Length), 1_090_000, 1_100_000);
    }

    [Theory]
    [InlineData('*')]
    [InlineData('|')]
    [InlineData('<')]
    [InlineData('[')]
    [InlineData('_')]
    [InlineData('"')]
    [InlineData('\t')]
    [InlineData('ก')]
    [InlineData('่')]
    [InlineData('\\')]
    [InlineData('&')]
    public void A_million_of_one_sign_takes_no_time(char sign)
    {
        Timed(Encoding.UTF8.GetBytes(new string(sign, 1_000_000)), "a.txt");
        Timed(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat($"ก{sign} {sign}ข\n", 100_000))), "a.md");
        Timed(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat($"ก{sign},{sign}ข\n", 100_000))), "a.csv");
    }

    [Fact]
    public void Control_characters_do_not_get_through()
    {
        var read = Read.Bytes(Encoding.UTF8.GetBytes("คะ\u0001แน\u200Bน \u202E91\u0007.20\uFEFF ของหน่วยงานในปีนี้\n"), "a.txt");
        Assert.Equal("คะแนน 91.20 ของหน่วยงานในปีนี้", Assert.Single(read.Paragraphs()).Text);
    }

    [Fact]
    public void What_a_document_points_to_outside_is_never_fetched()
    {
        const string Relations = "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId9\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate\" Target=\"http://127.0.0.1:9/x.dotm\" TargetMode=\"External\"/></Relationships>";
        var read = Read.Bytes(Docx(P("ข้อความ"), ("word/_rels/document.xml.rels", Relations)), "a.docx");
        Assert.Equal("ข้อความ", Assert.Single(read.Paragraphs()).Text);
        Assert.Empty(read.Problems);
    }

    [Fact]
    public void A_file_that_is_two_things_at_once_is_read_as_what_it_begins_with()
    {
        byte[] polyglot = [.. Encoding.ASCII.GetBytes("%PDF-1.4\n"), .. Docx(P("ข้อความ"))];
        Assert.Contains("damaged", Timed(polyglot, "a.docx").Codes());
    }

    [Fact]
    public async Task The_callers_own_cancellation_is_thrown()
    {
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => DocumentReader.Read(Docx(P("ข้อความ")), "a.docx", null, cancelled.Token));
    }

    [Fact]
    public void Time_that_runs_out_keeps_what_was_read()
    {
        var body = string.Concat(Enumerable.Repeat(P("ย่อหน้า"), 60_000));
        var read = Read.Bytes(Docx(body), "a.docx", new ReadingLimits { Timeout = TimeSpan.FromMilliseconds(30) });
        Assert.Contains("too-slow", read.Codes());
    }

    public static TheoryData<string, int> Mutations => new()
    {
        { "docx", 400 }, { "xlsx", 400 }, { "docx-xml", 500 }, { "xlsx-xml", 500 }, { "xls", 300 }, { "txt", 300 }, { "csv", 300 }, { "html", 200 }, { "pdf", 40 },
    };

    [Theory]
    [MemberData(nameof(Mutations))]
    public void No_mutation_of_a_file_throws_or_hangs(string kind, int times)
    {
        var whole = kind switch
        {
            "docx-xml" => Encoding.UTF8.GetBytes(P("ข้อความ", "<w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"1\"/></w:numPr>") + Table(Row("ก", "ข"), Row(Cell("ค", "<w:gridSpan w:val=\"2\"/><w:vMerge/>"))) + "<w:sdt><w:sdtContent>" + P("ง") + "</w:sdtContent></w:sdt>"),
            "xlsx-xml" => Encoding.UTF8.GetBytes("<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"B1\" s=\"1\"><v>1.5</v></c></row><row r=\"7\"><c r=\"ZZ7\" t=\"inlineStr\"><is><t>ก</t></is></c></row>"),
            "docx" => Docx(P("ข้อความ") + Table(Row("ก", "ข"), Row(Cell("ค", "<w:gridSpan w:val=\"2\"/>"))), ("word/numbering.xml", "<w:numbering W ><w:abstractNum w:abstractNumId=\"0\"/></w:numbering>")),
            "xlsx" => Xlsx("<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"B1\" s=\"1\"><v>1.5</v></c></row>", "<si><t>ก</t></si>", "<cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/></cellXfs>", "<mergeCells><mergeCell ref=\"A1:B2\"/></mergeCells>"),
            "xls" => Fixtures.Bytes("scores.xls"),
            "pdf" => Fixtures.Bytes("libreoffice.pdf"),
            "csv" => Encoding.UTF8.GetBytes("ข้อ,คะแนน\n\"ก\"\"ข\",1\n"),
            "html" => Encoding.UTF8.GetBytes("<html><table><tr><td colspan=2>ก<td>ข</table><ul><li>ค</ul>"),
            _ => Encoding.UTF8.GetBytes("# หัว\n**หนา**\n| ก | ข |\n|--|--|\n| <p>ค</p> | ง |\nก\tข\n\"ค\nง\"\tจ\n"),
        };
        var random = new Random(20_681);
        for (var n = 0; n < times; n++)
        {
            var bytes = whole.ToArray();
            for (var k = random.Next(1, 12); k > 0; k--)
            {
                var at = random.Next(bytes.Length);
                switch (random.Next(5))
                {
                    case 0:
                        bytes[at] = (byte)random.Next(256);
                        break;
                    case 1:
                        bytes[at] ^= (byte)(1 << random.Next(8));
                        break;
                    case 2:
                        bytes = [.. bytes[..at], .. bytes[Math.Min(bytes.Length, at + random.Next(1, 40))..]];
                        break;
                    case 3:
                        bytes = [.. bytes[..at], .. bytes[at..Math.Min(bytes.Length, at + random.Next(1, 200))], .. bytes[at..]];
                        break;
                    default:
                        bytes.AsSpan(at, Math.Min(4, bytes.Length - at)).Fill(0xFF);
                        break;
                }
                if (bytes.Length == 0)
                {
                    bytes = [1];
                }
            }
            var made = kind switch
            {
                "docx-xml" => Docx(Encoding.UTF8.GetString(bytes), ("word/numbering.xml", "<w:numbering W ><w:abstractNum w:abstractNumId=\"0\"><w:lvl w:ilvl=\"0\"><w:numFmt w:val=\"thaiNumbers\"/><w:lvlText w:val=\"%1.\"/></w:lvl></w:abstractNum><w:num w:numId=\"1\"><w:abstractNumId w:val=\"0\"/></w:num></w:numbering>")),
                "xlsx-xml" => Xlsx(Encoding.UTF8.GetString(bytes), "<si><t>ก</t></si>", "<cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/></cellXfs>"),
                _ => bytes,
            };
            var read = Timed(made, "a." + kind.Split('-')[0]);
            Assert.True(read.Blocks.Count > 0 || read.Problems.Count > 0);
        }
    }

    [Fact]
    public void Every_problem_speaks_thai_and_says_what_to_do()
    {
        var problems = typeof(ReadProblems).GetMethods(System.Reflection.BindingFlags.Public | System.Reflection.BindingFlags.Static)
            .Where(m => m.ReturnType == typeof(ReadProblem))
            .Select(m => (ReadProblem)m.Invoke(null, [.. m.GetParameters().Select(p => p.ParameterType == typeof(string) ? "ไฟล์" : p.ParameterType == typeof(bool) ? true : (object)Convert.ChangeType(5_000_000, p.ParameterType, System.Globalization.CultureInfo.InvariantCulture))])!)
            .ToList();
        Assert.Equal(problems.Count, problems.Select(p => p.Code).Distinct().Count());
        Assert.All(problems, p => Assert.Matches("^[a-z]+(-[a-z]+)*$", p.Code));
        Assert.All(problems, p => Assert.True(p.Message.Contains("โปรด", StringComparison.Ordinal) || p.Severity == ProblemSeverity.Info || p.Code == "no-text-layer", p.Code));
        var documented = File.ReadAllText(Path.Combine(Extraction.Rules.Root, "docs", "reading-formats.md"));
        Assert.All(problems, p => Assert.Contains("`" + p.Code + "`", documented, StringComparison.Ordinal));
    }
}
