using Microsoft.EntityFrameworkCore;
using Prongsai.Documents.Writing;
using Prongsai.Documents.Writing.Memos;
using Prongsai.Documents.Writing.Pdf;
using Prongsai.Documents.Writing.Reports;
using Prongsai.Domain;
using Prongsai.Web.Features.Memos.Data;
using Prongsai.Web.Platform.Identity;
using Prongsai.Web.Platform.Files;
using Prongsai.Web.Platform.Jobs;
using Prongsai.Web.Platform.Modules;
using Prongsai.Web.Platform.Organisations;
using Prongsai.Web.Platform.Persistence;
using QRCoder;

namespace Prongsai.Web.Features.Memos;

/// <summary>The memorandum as a paper, with the opinions given so far and places for those still to come.</summary>
internal sealed class MemoPaper(AppDbContext db, MemosOf memos, MemoForms forms, Seats seats, FileStore files, IPdfPrinter printer, CurrentOrganisation organisation) : IUseCase
{
    private const decimal SignatureHeightCm = 1.3m;

    /// <summary>For the screen: without pictures.</summary>
    public async Task<string> Html(Memo memo, CancellationToken stop) =>
        HtmlWriter.Write(await Draw(memo, pictures: false, stop), new HtmlOptions { Mode = HtmlMode.Fragment, HeadingOffset = 2 });

    /// <exception cref="PdfPrintingException">The engine is missing or broke.</exception>
    public async Task<byte[]> Pdf(Memo memo, CancellationToken stop) => (await MemoPages.Break(await Draw(memo, pictures: true, stop), printer, stop)).Pdf;

    /// <summary>Broken into pages as the PDF is; where nothing can print, unbroken.</summary>
    public async Task<byte[]> Docx(Memo memo, CancellationToken stop)
    {
        var paper = await Draw(memo, pictures: true, stop);
        try
        {
            return DocxWriter.Write((await MemoPages.Break(paper, printer, stop)).Paper);
        }
        catch (PdfPrintingException)
        {
            // Word breaks the pages itself then; only the continuation words are missing.
            return DocxWriter.Write(paper);
        }
    }

    private async Task<Document> Draw(Memo memo, bool pictures, CancellationToken stop)
    {
        var card = organisation.Card;
        var author = await db.People.AsNoTracking().FirstAsync(p => p.Id == memo.AuthorId, stop);
        var head = memo.Head ?? new MemoHead(await memos.UnitLine(memo.UnitId, stop), author.Name, author.Position);
        var code = memo.Code ?? await db.Set<MemoCode>().AsNoTracking().Where(c => c.UnitId == memo.UnitId).Select(c => c.Code).FirstOrDefaultAsync(stop);
        var authorDrawn = memo.SentAt is null || !pictures ? null : await db.Set<DrawnSignature>().AsNoTracking().FirstOrDefaultAsync(d => d.PersonId == memo.AuthorId, stop);
        return MemoForm.Build(
            new MemoOnPaper
            {
                Organisation = new OrganisationOnPaper(card.Name, card.District, card.Province),
                Unit = head.Unit,
                Number = memo.Number is null ? $"{code}/" : memo.NumberText,
                Date = memo.DatedOn,
                Subject = memo.Subject,
                Addressee = memo.Addressee,
                Sections = memo.Sections,
                Author = new SignatureOnPaper(head.AuthorName, [head.AuthorPosition], memo.SentAt is { } sent ? ThaiDate.InBangkok(sent) : null, await Drawn(authorDrawn?.FileId, authorDrawn?.WidthPx ?? 0, authorDrawn?.HeightPx ?? 0, stop)),
                Enclosures = [.. memo.Enclosures.OrderBy(e => e.Sort).Select(e => e.PaperTitle).Distinct(StringComparer.Ordinal)],
                Opinions = await Opinions(memo, pictures, stop),
                Garuda = pictures ? await Garuda(memo, stop) : null,
                Proof = memo is { VerifyAddress: { } address, ContentSha256: { } content } ? (Code(address), address, Convert.ToHexStringLower(content)) : null,
                Digits = card.Digits,
                Font = card.PaperFont,
                WrittenAt = memo.UpdatedAt,
            },
            forms.Of(memo));
    }

    private async Task<List<OpinionOnPaper>> Opinions(Memo memo, bool pictures, CancellationToken stop)
    {
        var opinions = new List<OpinionOnPaper>();
        var names = await db.People.AsNoTracking().Where(p => memo.Steps.Select(s => s.PersonId).Contains(p.Id)).ToDictionaryAsync(p => p.Id, p => p.Name, stop);
        foreach (var step in memo.Current)
        {
            // Passed over because the same hand signs elsewhere: the paper does not ask for it.
            if (step.State is StepState.Skipped && step.DecidedBy is null)
            {
                continue;
            }
            // On a screen the list of steps beside the paper says who is still to come; empty places are for ink.
            if (!pictures && step.State is (StepState.Waiting or StepState.Open or StepState.Void))
            {
                continue;
            }
            var drawn = pictures && step.State is (StepState.Agreed or StepState.Refused or StepState.Returned) ? await Drawn(step.DrawnFileId, step.DrawnWidthPx, step.DrawnHeightPx, stop) : null;
            bool? agreed = step.State switch { StepState.Agreed => true, StepState.Refused or StepState.Returned => false, _ => null };
            opinions.Add(new OpinionOnPaper(
                step.Post, step.IsFinal, agreed, step.Remark, step.State is StepState.Skipped ? step.Remark : null,
                new SignatureOnPaper(names[step.PersonId], step.PositionLines, agreed is not null ? ThaiDate.InBangkok(step.DecidedAt!.Value) : null, drawn)));
        }
        if (pictures && memo.State is MemoState.Draft)
        {
            var holder = await seats.Now(stop);
            var usual = (await memos.Chains(stop))[0];
            var last = usual.Steps.Max(s => s.Stage);
            opinions.AddRange(usual.Steps.Where(s => holder(s)?.PersonId != memo.AuthorId).Select(s => new OpinionOnPaper(s.Post, s.Stage == last, null, null, null, new SignatureOnPaper(null, [s.Post], null, null))));
        }
        return opinions;
    }

    private async Task<Picture?> Garuda(Memo memo, CancellationToken stop)
    {
        if (await db.Set<MemoSettings>().AsNoTracking().FirstOrDefaultAsync(stop) is not { GarudaFileId: { } id, GarudaHeightPx: > 0 } settings)
        {
            return null;
        }
        var height = forms.Of(memo).EmblemCm;
        return await Read(id, Math.Round(height * settings.GarudaWidthPx / settings.GarudaHeightPx, 3), height, "ตราครุฑ", stop);
    }

    private async Task<Picture?> Drawn(Guid? file, int width, int height, CancellationToken stop) =>
        file is { } id && height > 0 ? await Read(id, Math.Min(5m, Math.Round(SignatureHeightCm * width / height, 3)), SignatureHeightCm, "ลายมือชื่อ", stop) : null;

    private async Task<Picture?> Read(Guid id, decimal width, decimal height, string words, CancellationToken stop) =>
        await db.Files.AsNoTracking().FirstOrDefaultAsync(f => f.Id == id, stop) is { } file && files.Has(file) ? new Picture(await files.Read(file, stop), file.ContentType, width, height, words) : null;

    private static Picture Code(string address)
    {
        using var data = QRCodeGenerator.GenerateQrCode(address, QRCodeGenerator.ECCLevel.M);
        using var png = new PngByteQRCode(data);
        return new Picture(png.GetGraphic(8), "image/png", 2.4m, 2.4m, "รหัสคิวอาร์สำหรับตรวจสอบเอกสาร");
    }
}

/// <summary>Prints the approved memorandum once and keeps it; from then on these bytes are the memorandum.</summary>
internal sealed class IssueMemo(AppDbContext db, MemosOf memos, MemoPaper paper, FileStore files, Platform.Inbox.Notices notices) : IJob
{
    public sealed record Arguments(Guid Memo);

    public async Task Run(JobRun run, CancellationToken stop)
    {
        if (await memos.Find(run.Arguments<Arguments>().Memo, stop) is not { State: MemoState.Approved, IssuedFileId: null } memo)
        {
            return;
        }
        try
        {
            var stored = await files.AddOwn(await paper.Pdf(memo, stop), $"บันทึกข้อความ {memo.NumberText}.pdf", "application/pdf", stop);
            memo.IssuedFileId = stored.Value.Id;
        }
        catch (PdfPrintingException trouble)
        {
            throw new JobRefused(new CannotPrint(trouble.Message));
        }
        db.Record("memo.issued", "memo", memo.Id, data: new { sha256 = (await db.Files.FindAsync([memo.IssuedFileId], stop))?.Fingerprint });
        notices.Tell(memo.AuthorId, $"ไฟล์ PDF ของบันทึก {memo.NumberText} พร้อมแล้ว", $"/memos/{memo.Id}");
        await db.SaveChangesAsync(stop);
    }

    private sealed record CannotPrint(string Words) : Refusal(Words);
}
