using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Prongsai.Ui;
using Prongsai.Web.Platform.Contents;
using Prongsai.Web.Platform.Organisations;
using Prongsai.Web.Platform.Publishing;
using QRCoder;

namespace Prongsai.Web.Features.Site;

[PublicSide]
internal sealed class NewsModel(PublicEditions editions, CurrentOrganisation organisation, PublicContent content) : SitePage(editions, organisation)
{
    public PageOf<ContentPiece> Rows { get; private set; } = null!;

    public async Task OnGet(CancellationToken stop)
    {
        var ask = Listing.Of(Request, ["-day"]);
        Rows = new PageOf<ContentPiece>(await content.News.Skip(ask.Skip).Take(ask.Size).ToListAsync(stop), ask, await content.News.CountAsync(stop));
    }
}

/// <summary>One piece of news or one document, on a page to read or on a sheet to hang up.</summary>
internal abstract class PiecePage(PublicEditions editions, CurrentOrganisation organisation, PublicContent content, ContentKind kind) : SitePage(editions, organisation)
{
    public ContentPiece Piece { get; private set; } = null!;

    /// <summary>With scheme and host.</summary>
    public string Address => Feeds.Absolute(Request, Piece.Address);

    public string? FileName { get; private set; }

    /// <summary>Bytes.</summary>
    public long FileSize { get; private set; }

    /// <summary>The file cannot be had until it is brought back.</summary>
    public bool IsLost { get; private set; }

    public string SizeText => FileSize < 1_000_000 ? string.Create(CultureInfo.InvariantCulture, $"{Math.Max(1, FileSize / 1000)} kB") : string.Create(CultureInfo.InvariantCulture, $"{FileSize / 1_000_000m:0.0} MB");

    /// <summary>The address as a picture a telephone reads: SVG of ours, nothing typed by anyone in it.</summary>
    public string Qr
    {
        get
        {
            using var generator = new QRCodeGenerator();
            using var data = generator.CreateQrCode(Address, QRCodeGenerator.ECCLevel.M);
            using var drawing = new SvgQRCode(data);
            return drawing.GetGraphic(5, "#000000", "#ffffff", drawQuietZones: true, SvgQRCode.SizingMode.ViewBoxAttribute);
        }
    }

    public async Task<IActionResult> OnGet(int number, CancellationToken stop)
    {
        if (await content.At(kind, number, stop) is not { } piece)
        {
            return NotHere();
        }
        Piece = piece;
        if (await content.FileOf(number, null, stop) is { } file)
        {
            (FileName, FileSize, IsLost) = (file.Name, file.Size, await content.IsLost(file.Id, stop));
        }
        return Page();
    }
}

[PublicSide]
internal sealed class NewsItemModel(PublicEditions editions, CurrentOrganisation organisation, PublicContent content) : PiecePage(editions, organisation, content, ContentKind.News);

[PublicSide]
internal sealed class NoticeModel(PublicEditions editions, CurrentOrganisation organisation, PublicContent content) : PiecePage(editions, organisation, content, ContentKind.News);

[PublicSide]
internal sealed class DocumentModel(PublicEditions editions, CurrentOrganisation organisation, PublicContent content) : PiecePage(editions, organisation, content, ContentKind.Document);
