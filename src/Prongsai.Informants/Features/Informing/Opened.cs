using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Net.Http.Headers;
using Prongsai.Informants.Format;
using Prongsai.Informants.Store;

namespace Prongsai.Informants.Informing;

/// <summary>One thing said, opened; with the file it is about.</summary>
internal sealed record Line(Guid Item, bool FromOffice, DateOnly On, string Text, FileLine? File);

/// <summary>A file in the talk.</summary>
internal sealed record FileLine(Guid Item, string Name, int Length, bool IsLocked);

/// <summary>Opens what lies under the talk key, in order.</summary>
internal static class Opened
{
    private const string Changed = "ข้อความนี้ถูกเปลี่ยนหลังผนึก จึงเปิดไม่ได้";

    public static IReadOnlyList<Line> Lines(IReadOnlyList<ItemRow> items, ReportRow report, KeyPair talk) =>
        [.. items.Where(i => i.Side is "informant" or "informant-file" or "office" or "office-file").Select(item => Line(item, Envelope.Open(item.Body, talk, report.Id, item.Id)))];

    /// <summary>What the informant wrote at first; null when it does not open.</summary>
    public static FirstAccount? Account(IReadOnlyList<ItemRow> items, ReportRow report, KeyPair talk) =>
        items.FirstOrDefault(i => i.Number == 0) is { } first && Envelope.Open(first.Body, talk, report.Id, first.Id) is { } content ? Ids.Unpack<FirstAccount>(content) : null;

    /// <summary>What recipients said among themselves.</summary>
    public static IReadOnlyList<Line> Desk(IReadOnlyList<ItemRow> items, ReportRow report, KeyPair desk) =>
        [.. items.Where(i => i.Side is "desk").Select(i => new Line(i.Id, true, i.On, Envelope.Open(i.Body, desk, report.Id, i.Id) is { } said ? Encoding.UTF8.GetString(said) : "ผนึกด้วยกุญแจของผู้รับเรื่องชุดก่อน หรือถูกเปลี่ยนหลังผนึก จึงเปิดไม่ได้", null))];

    public static IReadOnlyList<AwardOffer> Awards(IReadOnlyList<ItemRow> items, ReportRow report, KeyPair talk) =>
        [.. items.Where(i => i.Side is "award").Select(i => Envelope.Open(i.Body, talk, report.Id, i.Id)).OfType<byte[]>().Select(Ids.Unpack<AwardOffer>)];

    /// <summary>A talk as parts of a paper: each thing said under who said it and when, files that came together under one heading.</summary>
    public static IReadOnlyList<DossierPart> Parts(IReadOnlyList<Line> lines, string informant)
    {
        var parts = new List<DossierPart>();
        (bool, DateOnly)? files = null;
        foreach (var line in lines)
        {
            var who = line.FromOffice ? "ผู้รับเรื่อง" : informant;
            if (line.File is null)
            {
                files = null;
                parts.Add(new DossierPart($"{who} {ThaiDay.Short(line.On)}", line.Text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)));
            }
            else if (files == (line.FromOffice, line.On))
            {
                parts[^1] = parts[^1] with { Paragraphs = [.. parts[^1].Paragraphs, line.Text] };
            }
            else
            {
                files = (line.FromOffice, line.On);
                parts.Add(new DossierPart($"ไฟล์จาก{who} {ThaiDay.Short(line.On)}", [line.Text]));
            }
        }
        return parts;
    }

    private static Line Line(ItemRow item, byte[]? content)
    {
        var fromOffice = item.Side is "office" or "office-file";
        if (content is null)
        {
            return new Line(item.Id, fromOffice, item.On, Changed, null);
        }
        if (item.Side is "informant-file" or "office-file")
        {
            var facts = Ids.Unpack<FileFacts>(content);
            return new Line(item.Id, fromOffice, item.On, $"ไฟล์: {facts.Name} ({Size(facts.Length)})", new FileLine(item.Id, facts.Name, facts.Length, facts.IsLocked));
        }
        return new Line(item.Id, fromOffice, item.On, item.Number == 0 ? First(Ids.Unpack<FirstAccount>(content)) : Encoding.UTF8.GetString(content), null);
    }

    private static string First(FirstAccount account)
    {
        var about = string.Join(", ", account.NamedPositions.Concat(account.Units).Append(account.Others).Where(t => t.Length > 0));
        string?[] parts =
        [
            account.What, account.When.Length > 0 ? "เมื่อใด: " + account.When : null, account.Where.Length > 0 ? "ที่ใด: " + account.Where : null,
            about.Length > 0 ? "เกี่ยวกับ: " + about : null, account.Came is { } came ? "ได้รับทาง: " + came : null,
        ];
        return string.Join("\n", parts.OfType<string>());
    }

    private static string Size(int bytes) => bytes < 1024 * 1024
        ? string.Create(CultureInfo.InvariantCulture, $"{Math.Max(1, bytes / 1024)} KB")
        : string.Create(CultureInfo.InvariantCulture, $"{bytes / 1024.0 / 1024.0:0.0} MB");
}

/// <summary>A paper made while the browser waits, in memory.</summary>
internal static class Papers
{
    /// <param name="page">That gives it.</param>
    /// <param name="tools">Of the host.</param>
    /// <param name="paper">What it says.</param>
    /// <param name="kind">pdf or docx.</param>
    /// <param name="stop">Ends the work.</param>
    /// <returns>Null when it could not be printed now; the reason stands in the model state.</returns>
    public static async Task<IActionResult?> Of(PageModel page, IOfficeTools tools, Dossier paper, string? kind, CancellationToken stop)
    {
        Download.Quiet(page);
        if (!string.Equals(kind, "pdf", StringComparison.Ordinal))
        {
            return page.File(tools.Docx(paper), "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "document.docx");
        }
        try
        {
            if (await Lane.Papers.Run(() => tools.Pdf(paper, stop), stop) is { } pdf)
            {
                return page.File(pdf, "application/pdf", "document.pdf");
            }
        }
        catch (TooBusyException)
        {
            // The words below say it.
        }
        page.Response.Headers.ContentSecurityPolicy = "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
        page.ModelState.AddModelError("", "ขณะนี้ทำ PDF ไม่ได้ ลองอีกครั้งในอีกสักครู่ หรือใช้ Word");
        return null;
    }
}

/// <summary>Gives a file as bytes to keep, never as a page: a browser must not run what a stranger sent.</summary>
internal static class Download
{
    /// <returns>Null when there is no such file in this report.</returns>
    public static async Task<IActionResult?> Of(PageModel page, Reports reports, ReportRow report, KeyPair talk, Guid item, CancellationToken stop)
    {
        if (await reports.One(report.Id, item, stop) is not { Side: "informant-file" or "office-file" } row
            || Envelope.Open(row.Body, talk, report.Id, item) is not { } facts
            || await reports.Content(report, Ids.From(item, "content"), talk, stop) is not { } content)
        {
            return null;
        }
        Quiet(page);
        // Not as the result's download name: the framework writes that into the log.
        var disposition = new ContentDispositionHeaderValue("attachment");
        disposition.SetHttpFileName(Ids.Unpack<FileFacts>(facts).Name);
        page.Response.Headers.ContentDisposition = disposition.ToString();
        return page.File(content, "application/octet-stream");
    }

    /// <summary>Whatever this is, it runs nothing and belongs to no site.</summary>
    public static void Quiet(PageModel page)
    {
        page.Response.Headers.ContentSecurityPolicy = "sandbox; default-src 'none'; frame-ancestors 'none'";
        page.Response.Headers.CacheControl = "no-store";
    }
}
