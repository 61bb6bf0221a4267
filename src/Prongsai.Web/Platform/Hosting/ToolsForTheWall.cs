using Prongsai.Documents.Reading;
using Prongsai.Documents.Writing;
using Prongsai.Documents.Writing.Pdf;
using Prongsai.Domain;
using Prongsai.Domain.Doing;
using Prongsai.Informants;
using Prongsai.Web.Platform.Rules;

namespace Prongsai.Web.Platform.Hosting;

/// <summary>What the wall borrows: working days, clean copies, papers. Works on what it is handed, in memory, and keeps nothing.</summary>
internal sealed class ToolsForTheWall(IPdfPrinter printer) : IOfficeTools
{
    private static readonly Lazy<HolidayCalendar> Holidays = new(HolidayStore.Load);

    public DateOnly WorkingDay(DateOnly from, int days)
    {
        var day = from;
        for (var left = days; left > 0; left--)
        {
            day = Holidays.Value.Move(day.AddDays(1)).Due;
        }
        return day;
    }

    public async Task<CleanCopy> Clean(string name, byte[] content, CancellationToken stop)
    {
        var made = await CleanCopies.Make(content, stop);
        return new CleanCopy(made.Pictures, made.Text, made.Why);
    }

    public byte[] Docx(Dossier dossier) => DocxWriter.Write(Paper(dossier));

    public async Task<byte[]?> Pdf(Dossier dossier, CancellationToken stop)
    {
        try
        {
            return await printer.Print(Paper(dossier), stop);
        }
        catch (PdfPrintingException)
        {
            return null; // the page says so and offers Word
        }
    }

    private static Document Paper(Dossier dossier) => new()
    {
        Title = dossier.Title,
        Author = dossier.Office,
        // What people wrote is quoted, digits and all.
        Digits = DigitStyle.Arabic,
        Blocks =
        [
            new Paragraph([new Run(dossier.Title, Bold: true)], Alignment.Centre) { Points = 20 },
            new Paragraph(dossier.Office, Alignment.Centre),
            new Paragraph([new Run("ลับ เก็บและส่งต่อเฉพาะผู้มีหน้าที่", Bold: true)], Alignment.Centre),
            .. dossier.Facts.Select(f => new Paragraph(f, Alignment.Start)),
            .. dossier.Parts.SelectMany(p => p.Paragraphs.Select(t => (Block)new Paragraph(t, Alignment.Start, 1m)).Prepend(new Heading(2, p.Heading))),
        ],
    };
}
