using System.ComponentModel.DataAnnotations;
using System.Text;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Mvc;
using Prongsai.Informants.Format;
using Prongsai.Informants.Store;
using Prongsai.Ui;

namespace Prongsai.Informants.Informing;

/// <summary>Digits of a package not made yet, sealed in the page, so that those shown are those used.</summary>
internal sealed record Wrapping(string Digits);

/// <summary>A page from which a report can be carried to an office outside, as one sealed file. Made in memory, kept nowhere.</summary>
internal abstract class PackingPage(IOfficeTools tools, OutsidePlaces places, IDataProtectionProvider protection) : QuietPage
{
    private const int KeyFileMaxBytes = 16 * 1024;
    private static readonly TimeSpan GoodFor = TimeSpan.FromHours(12);

    [BindProperty]
    public string? Wrap { get; set; }

    [BindProperty, Display(Name = "หน่วยงานที่ประกาศกุญแจไว้")]
    public string? Place { get; set; }

    [BindProperty, Display(Name = "กุญแจของหน่วยงานปลายทาง", Description = "บรรทัดที่ขึ้นต้นด้วย prongsai-key-1: ขอจากหน่วยงานนั้นโดยตรง ไม่ใช่จากคนในหน่วยงานนี้"), DataType(DataType.MultilineText)]
    public string? OutsideKey { get; set; }

    [BindProperty, Display(Name = "หรือเลือกไฟล์กุญแจที่ได้รับ")]
    public IFormFile? KeyFile { get; set; }

    /// <summary>Something was wrong with the key that was given.</summary>
    public bool IsKeying => ModelState.TryGetValue(nameof(OutsideKey), out var state) && state.Errors.Count > 0;

    public IReadOnlyList<Choice> Keyed => [.. places.All.Where(p => p.Key is not null).Select(p => new Choice(p.Name, p.Name))];

    protected IDataProtectionProvider Protection => protection;

    protected IOfficeTools Tools => tools;

    /// <summary>The digits to show, and how the page carries them: those of before when the form came back.</summary>
    public (string Digits, string Sealed) Digits()
    {
        var wrapping = Carried.Open<Wrapping>(protection, Wrap) ?? new Wrapping(DigitCode.New(DigitCode.PackageLength));
        return (wrapping.Digits, Carried.Seal(protection, wrapping, GoodFor));
    }

    /// <param name="paper">What the report says.</param>
    /// <param name="files">Its attachments, read when it is this one's turn.</param>
    /// <param name="stop">Ends the work.</param>
    /// <returns>Null when it could not be made; why stands in the model state.</returns>
    protected async Task<IActionResult?> Packed(Dossier paper, Func<Task<IReadOnlyList<Attachment>>> files, CancellationToken stop)
    {
        var (publicKey, isKeyWrong) = await Key(stop);
        var digits = Carried.Open<Wrapping>(protection, Wrap)?.Digits;
        if (isKeyWrong)
        {
            ModelState.AddModelError(nameof(OutsideKey), "กุญแจไม่ครบหรือมีตัวผิด คัดลอกทั้งบรรทัดที่ขึ้นต้นด้วย prongsai-key-1: อีกครั้ง หรือเว้นว่างแล้วใช้รหัสเปิดห่อแทน");
        }
        else if (publicKey is null && digits is null)
        {
            ModelState.AddModelError("", "หน้านี้เปิดทิ้งไว้นานเกินไป จดรหัสเปิดห่อชุดใหม่ด้านล่าง แล้วกดอีกครั้ง");
        }
        if (!ModelState.IsValid)
        {
            return null;
        }
        try
        {
            var package = await Lane.Papers.Run(async () =>
            {
                var attached = await files();
                var whole = attached.Count == 0 ? paper : paper with { Parts = [.. paper.Parts, new DossierPart("ไฟล์ในห่อนี้", [.. attached.Select(f => f.Name)])] };
                var content = PackageFiles.Pack(Text(whole), tools.Docx(whole), attached);
                return await Task.Run(() => publicKey is null ? Package.SealUnder(digits!, content) : Package.SealTo(publicKey, content), CancellationToken.None);
            }, stop);
            Download.Quiet(this);
            return File(package, "application/octet-stream", "document.sealed");
        }
        catch (TooBusyException)
        {
            ModelState.AddModelError("", "ขณะนี้มีผู้ใช้พร้อมกันมาก ยังไม่ได้ทำห่อ รอสักครู่แล้วกดอีกครั้ง");
            return null;
        }
    }

    private async Task<(byte[]? PublicKey, bool IsWrong)> Key(CancellationToken stop)
    {
        if (places.All.FirstOrDefault(p => p.Key is not null && string.Equals(p.Name, Place, StringComparison.Ordinal)) is { } place)
        {
            return (PublicKeyText.Read(place.Key), false);
        }
        var text = OutsideKey;
        if (KeyFile is { Length: > 0 and <= KeyFileMaxBytes })
        {
            using var reader = new StreamReader(KeyFile.OpenReadStream(), Encoding.UTF8);
            text = await reader.ReadToEndAsync(stop);
        }
        else if (KeyFile is { Length: > KeyFileMaxBytes })
        {
            return (null, true);
        }
        return string.IsNullOrWhiteSpace(text) ? (null, false) : PublicKeyText.Read(text) is { } key ? (key, false) : (null, true);
    }

    private static string Text(Dossier paper) => string.Join("\r\n",
        [paper.Title, paper.Office, .. paper.Facts, "", .. paper.Parts.SelectMany(p => p.Paragraphs.Prepend("== " + p.Heading).Append(""))]);
}
