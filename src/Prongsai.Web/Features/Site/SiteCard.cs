using System.Text.Json;
using Prongsai.Web.Platform.Contents;
using Prongsai.Web.Platform.Organisations;

namespace Prongsai.Web.Features.Site;

/// <summary>What a shared link shows (Open Graph).</summary>
/// <param name="Title">Of the page.</param>
/// <param name="Description">One or two sentences.</param>
/// <param name="Path">Below the organisation's root.</param>
/// <param name="Picture">Below the root too; null shows none.</param>
internal sealed record SiteCard(string Title, string Description, string Path, string? Picture)
{
    /// <summary>schema.org's words for the organisation. The serialiser escapes what could end the element.</summary>
    public static string Organisation(HttpRequest request, OrganisationCard card, SiteFace face) => JsonSerializer.Serialize(new Dictionary<string, object?>
    {
        ["@context"] = "https://schema.org",
        ["@type"] = "GovernmentOrganization",
        ["name"] = card.Name,
        ["url"] = Feeds.Absolute(request, "/"),
        ["telephone"] = face.Phone,
        ["email"] = face.Email,
        ["address"] = face.Address,
    });

    /// <summary>schema.org's words for one piece of news.</summary>
    public static string Article(HttpRequest request, OrganisationCard card, ContentPiece piece) => JsonSerializer.Serialize(new Dictionary<string, object?>
    {
        ["@context"] = "https://schema.org",
        ["@type"] = "NewsArticle",
        ["headline"] = piece.Title,
        ["datePublished"] = piece.PublishedAt,
        ["dateModified"] = piece.ChangedAt,
        ["mainEntityOfPage"] = Feeds.Absolute(request, piece.Address),
        ["publisher"] = new Dictionary<string, object?> { ["@type"] = "GovernmentOrganization", ["name"] = card.Name },
    });
}
