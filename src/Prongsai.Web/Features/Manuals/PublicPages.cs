using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Prongsai.Web.Platform.Organisations;
using Prongsai.Web.Platform.Publishing;
using QRCoder;

namespace Prongsai.Web.Features.Manuals;

/// <summary>Every service of the office, by department.</summary>
[PublicSide, KeptUnderMark]
internal sealed class ServicesModel(PublicManuals manuals) : PageModel
{
    public IReadOnlyList<ManualCard> Cards { get; private set; } = [];

    public IReadOnlyDictionary<Guid, ManualContent> Contents { get; private set; } = new Dictionary<Guid, ManualContent>();

    public async Task OnGet(CancellationToken stop)
    {
        Cards = await manuals.Standing(stop);
        Contents = await manuals.Contents(Cards, stop);
    }
}

/// <summary>One edition of a manual: the newest, or an earlier one by its number, or why it was withdrawn.</summary>
[PublicSide, KeptUnderMark]
internal class ServiceModel(PublicManuals manuals, CurrentOrganisation organisation) : PageModel
{
    /// <summary>Null when there is none at this address.</summary>
    public ManualCard? Card { get; private set; }

    /// <summary>Null when it was withdrawn.</summary>
    public new ManualContent? Content { get; private set; }

    public IReadOnlyList<ManualCard> Editions { get; private set; } = [];

    public bool IsNewest => Card == Editions[0];

    public string Organisation => organisation.Card.ShortName;

    public string OrganisationName => organisation.Card.Name;

    /// <summary>Of the newest edition, with scheme and host.</summary>
    public string Absolute => OpenJson.Absolute(HttpContext, Card!.Address);

    public async Task<IActionResult> OnGet(int number, int? edition, CancellationToken stop)
    {
        Editions = await manuals.Editions(number, stop);
        Card = edition is null ? Editions.FirstOrDefault() : Editions.FirstOrDefault(e => e.Number == edition);
        if (Card is null)
        {
            return new PageResult { StatusCode = StatusCodes.Status404NotFound };
        }
        Content = await manuals.Content(Card, stop);
        return Content is null ? new PageResult { StatusCode = StatusCodes.Status410Gone } : Page();
    }
}

/// <summary>The manual on one sheet of paper for the counter, with the address as a picture a telephone reads.</summary>
[PublicSide, KeptUnderMark]
internal sealed class SheetModel(PublicManuals manuals, CurrentOrganisation organisation) : ServiceModel(manuals, organisation)
{
    /// <summary>SVG of ours; nothing typed by anyone is in it.</summary>
    public string Qr
    {
        get
        {
            using var generator = new QRCodeGenerator();
            using var data = generator.CreateQrCode(Absolute, QRCodeGenerator.ECCLevel.M);
            using var drawing = new SvgQRCode(data);
            return drawing.GetGraphic(5, "#000000", "#ffffff", drawQuietZones: true, SvgQRCode.SizingMode.ViewBoxAttribute);
        }
    }
}
