using Prongsai.Documents.Writing;

namespace Prongsai.Documents.Tests.Writing;

public sealed class Fonts
{
    [Theory]
    [InlineData("TH SarabunIT๙")]
    [InlineData("TH Sarabun New")]
    [InlineData("TH SarabunPSK")]
    public void Of_official_papers_are_drawn_with_their_free_sister(string name)
    {
        Tools.Need("fc-match");
        using var scratch = new Scratch();
        var file = FontAliases.Write(scratch.Folder);
        var matched = Tools.Run("fc-match", new Dictionary<string, string> { [FontAliases.EnvironmentVariable] = file }, name);
        if (!Tools.Run("fc-list").Contains("Laksaman", StringComparison.Ordinal))
        {
            Assert.Skip("Laksaman is not installed: apt-get install fonts-tlwg-laksaman-ttf");
        }
        Assert.Contains("Laksaman", matched, StringComparison.Ordinal);
    }

    [Fact]
    public void Let_libreoffice_draw_a_word_file_on_as_many_pages_as_the_pdf()
    {
        Tools.Need("soffice", "pdfinfo", "pdftotext");
        using var scratch = new Scratch();
        var word = scratch.File("a.docx", DocxWriter.Write(Papers.Everything()));
        var environment = new Dictionary<string, string> { [FontAliases.EnvironmentVariable] = FontAliases.Write(scratch.Folder) };
        Tools.Run("soffice", environment, $"-env:UserInstallation=file://{scratch.Folder}/profile", "--headless", "--convert-to", "pdf", "--outdir", scratch.Folder, word);
        var pdf = Path.Combine(scratch.Folder, "a.pdf");
        Assert.Matches(@"Pages:\s+5\b", Tools.Run("pdfinfo", pdf));
        Assert.Contains("กฤษฏ", Tools.Run("pdftotext", pdf, "-"), StringComparison.Ordinal);
    }
}
