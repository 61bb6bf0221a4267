using System.Text;
using Prongsai.Documents.Reading;
using Prongsai.Documents.Writing;
using Prongsai.Domain.Papers;

namespace Prongsai.Documents.Tests.Writing;

/// <summary>
/// The pictures of docs/side-by-side.md: each real paper as it was read, beside ours drawn from what was read out of it. Words are blacked out in
/// both, since the papers are not ours to show; the heads of tables, which are the forms' own, and figures stand. Drawn only where PRONGSAI_PICTURES
/// names a folder.
/// </summary>
public sealed class SideBySide(Printer printer) : IClassFixture<Printer>
{
    [Theory]
    [InlineData("000", "S0")]
    [InlineData("001", "S1")]
    [InlineData("002", "S2")]
    [InlineData("003", "S3")]
    [InlineData("004", "S4")]
    public async Task Draws_the_paper_and_ours(string number, string name)
    {
        if (Environment.GetEnvironmentVariable("PRONGSAI_PICTURES") is not { Length: > 0 } folder)
        {
            Assert.Skip("Pictures are drawn where PRONGSAI_PICTURES names a folder.");
            return;
        }
        Tools.Need("chromium", "pdftoppm", "montage");
        var (document, paper) = await ShapesOfTheSeeds.Seed(number);
        using var scratch = new Scratch();
        var left = await Pages(scratch, "theirs", [AsRead(document)]);
        var right = await Pages(scratch, "ours", Ours(number, paper));
        Assert.NotEmpty(left);
        Assert.NotEmpty(right);
        foreach (var (side, pages) in new[] { ("theirs", left), ("ours", right) })
        {
            Tools.Run("montage", [.. pages, "-tile", "5x", "-geometry", "150x212+5+5", "-background", "#d9e4ec", Path.Combine(scratch.Folder, side + ".png")]);
        }
        Tools.Run("montage", [Path.Combine(scratch.Folder, "theirs.png"), Path.Combine(scratch.Folder, "ours.png"), "-tile", "2x1", "-geometry", "+14+0", "-gravity", "north", "-background", "white", "-colors", "24", "PNG8:" + Path.Combine(folder, name + ".png")]);
    }

    private static IReadOnlyList<Document> Ours(string number, Paper paper)
    {
        var reported = paper.Measures.Where(m => ShapesOfTheSeeds.Has(m, "ผลการดำเนินการ")).ToList();
        return number switch
        {
            "000" => [ShapesOfTheSeeds.Draw("result-2564", reported, planned: null, paper), ShapesOfTheSeeds.Analysis(paper, "analysis-2564", [.. paper.Measures.Except(reported)])],
            "001" => [ShapesOfTheSeeds.Draw("result-2567", paper.Measures, planned: null, paper)],
            "002" => [ShapesOfTheSeeds.Analysis(paper, "analysis-2567", paper.Measures), ShapesOfTheSeeds.Plan("measures-plan-2567", paper)],
            "003" => [ShapesOfTheSeeds.Analysis(paper, "analysis-2563", paper.Measures)],
            _ => [ShapesOfTheSeeds.Draw("result-2565", reported, [.. paper.Measures.Except(reported)], paper)],
        };
    }

    /// <summary>The paper as its reader found it: paragraphs and tables in their order.</summary>
    private static Document AsRead(SourceDocument source)
    {
        var blocks = new List<Block>();
        foreach (var block in source.Blocks)
        {
            switch (block)
            {
                case SourceParagraph paragraph:
                    blocks.Add(new Paragraph(paragraph.Text, Alignment.Start));
                    break;
                case SourceTable { Rows.Count: > 0 } table:
                    var columns = table.Rows.Max(r => r.Cells.Count);
                    var heads = table.Rows[0].Cells.Select(c => c.Text).Concat(Enumerable.Repeat("", columns)).Take(columns).ToList();
                    blocks.Add(new Table("", [.. heads.Select(h => new Column(h, 1m / columns))], [.. table.Rows.Skip(1).Select(r => new TableRow([.. Enumerable.Range(0, columns).Select(c => new TableCell(c < r.Cells.Count ? r.Cells[c].Paragraphs : [""]))]))], AllowRowBreak: true));
                    break;
            }
        }
        return new Document { Title = "เอกสารที่อ่าน", Author = "Prongsai", Blocks = blocks };
    }

    private async Task<string[]> Pages(Scratch scratch, string name, IReadOnlyList<Document> papers)
    {
        for (var i = 0; i < papers.Count; i++)
        {
            var masked = papers[i] with { Blocks = [.. papers[i].Blocks.Select(Masked)] };
            var pdf = scratch.File(FormattableString.Invariant($"{name}-{i}.pdf"), await printer.Pdf.Print(masked, TestContext.Current.CancellationToken));
            Tools.Run("pdftoppm", "-r", "40", "-gray", pdf, Path.Combine(scratch.Folder, FormattableString.Invariant($"{name}-{i}")));
        }
        return [.. Directory.GetFiles(scratch.Folder, name + "-*.pgm").Order(StringComparer.Ordinal)];
    }

    private static Block Masked(Block block) => block switch
    {
        Paragraph paragraph => paragraph with { Runs = [.. paragraph.Runs.Select(r => r with { Text = Mask(r.Text) })] },
        Heading heading => heading with { Text = Mask(heading.Text) },
        Cover cover => cover with { Lines = [.. cover.Lines.Select(l => l with { Text = Mask(l.Text) })] },
        ListItems list => list with { Items = [.. list.Items.Select(Mask)] },
        SignaturePlace place => place with { Name = null, Position = Mask(place.Position) },
        // A row of heads may stand again inside a table that was read as one; a head that is no form's word is blacked out too.
        Table table => table with
        {
            Caption = Mask(table.Caption),
            Columns = [.. table.Columns.Select(c => ShapesOfTheSeeds.LooksLikeHeader(string.Join('|', table.Columns.Select(x => ShapesOfTheSeeds.Key(x.Title)))) ? c : c with { Title = Mask(c.Title) })],
            TopRows = [.. table.TopRows.Select(MaskedRow)],
            Rows = [.. table.Rows.Select(MaskedRow)],
        },
        _ => block,
    };

    private static TableRow MaskedRow(TableRow row)
    {
        var isHead = ShapesOfTheSeeds.LooksLikeHeader(string.Join('|', row.Cells.Select(c => ShapesOfTheSeeds.Key(string.Concat(c.Paragraphs)))));
        return isHead ? row : row with { Cells = [.. row.Cells.Select(c => c with { Paragraphs = [.. c.Paragraphs.Select(Mask)] })] };
    }

    /// <summary>Every letter as a block, marks left out, digits and blanks as they are; room to break a line after every third.</summary>
    private static string Mask(string text)
    {
        var masked = new StringBuilder();
        var letters = 0;
        foreach (var c in text)
        {
            if (char.IsLetter(c) || c is 'ๆ' or 'ฯ')
            {
                masked.Append('█').Append(++letters % 3 == 0 ? "\u200B" : "");
            }
            else if (char.IsDigit(c) || char.IsWhiteSpace(c) || c is '.' or ',' or '/' or '(' or ')' or ':' or '-')
            {
                masked.Append(c);
            }
        }
        return masked.ToString();
    }
}
