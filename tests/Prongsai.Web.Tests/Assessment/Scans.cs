using System.Text;
using Microsoft.EntityFrameworkCore;
using Prongsai.Documents.Reading;
using Prongsai.Testing;
using Prongsai.Web.Features.Assessment.Data;
using Prongsai.Web.Platform.Jobs;

namespace Prongsai.Web.Tests.Assessment;

/// <summary>A PDF that is only pictures: it says so, offers optical recognition where this machine has it, and does that as a job.</summary>
public sealed class Scans(Site site) : IClassFixture<Site>
{
    [Fact]
    public async Task Are_told_from_text_and_read_by_a_job_that_was_asked_for()
    {
        var officer = await site.As(OfficePapers.MayWork);
        var import = (await officer.HandIn("สแกน.pdf", BlankPicture())).Location!;
        Assert.StartsWith("/assessment/imports/", import, StringComparison.Ordinal);
        HtmlAssert.Shows(await officer.Page(import), "เป็นภาพสแกน ไม่มีตัวอักษรให้อ่าน");
        if (!DocumentReader.CanRecogniseScans)
        {
            Assert.Skip("tesseract with Thai is not installed, so nothing is offered.");
        }
        Assert.Equal(import, (await officer.Post(import, [], "form[action$='handler=Recognise']")).Location);
        var waiting = await officer.Page(import);
        HtmlAssert.Shows(waiting, "กำลังอ่านภาพสแกน");
        Assert.Empty(waiting.QuerySelectorAll("form[action$='handler=Recognise']"));

        await site.RunJobs();

        Assert.Equal(1, await site.Query(db => db.Jobs.CountAsync(j => j.Kind == "recognise-scan")));
        var read = await site.Query(db => db.Imports.OrderByDescending(i => i.CreatedAt).FirstAsync());
        Assert.NotEqual(ImportState.Waiting, read.State);
        HtmlAssert.DoesNotShow(await officer.Page(import), "กำลังอ่านภาพสแกน");
        Assert.Equal(["paper.imported", "paper.recognition-asked", "paper.recognised"], await site.Query(db => db.Set<Web.Platform.Changes.Change>().Where(c => c.SubjectType == "import").OrderBy(c => c.Number).Select(c => c.Kind).ToListAsync()));
    }

    /// <summary>One A4 page with a white picture and not one letter.</summary>
    private static byte[] BlankPicture()
    {
        var pdf = new StringBuilder("%PDF-1.4\n");
        var at = new List<int>();
        void Add(string body)
        {
            at.Add(pdf.Length);
            pdf.Append(System.Globalization.CultureInfo.InvariantCulture, $"{at.Count} 0 obj\n{body}\nendobj\n");
        }
        Add("<< /Type /Catalog /Pages 2 0 R >>");
        Add("<< /Type /Pages /Kids [3 0 R] /Count 1 >>");
        Add("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /XObject << /I 5 0 R >> >> >>");
        const string Draw = "q 595 0 0 842 0 0 cm /I Do Q";
        Add(FormattableString.Invariant($"<< /Length {Draw.Length} >>\nstream\n{Draw}\nendstream"));
        Add("<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8 /Length 1 >>\nstream\n~\nendstream");
        var table = pdf.Length;
        pdf.Append(System.Globalization.CultureInfo.InvariantCulture, $"xref\n0 {at.Count + 1}\n0000000000 65535 f \n");
        foreach (var offset in at)
        {
            pdf.Append(System.Globalization.CultureInfo.InvariantCulture, $"{offset:0000000000} 00000 n \n");
        }
        pdf.Append(System.Globalization.CultureInfo.InvariantCulture, $"trailer\n<< /Size {at.Count + 1} /Root 1 0 R >>\nstartxref\n{table}\n%%EOF\n");
        return Encoding.ASCII.GetBytes(pdf.ToString());
    }
}
