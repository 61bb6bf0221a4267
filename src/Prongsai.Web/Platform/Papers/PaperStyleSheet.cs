using System.Security.Cryptography;
using System.Text;
using Prongsai.Documents.Writing;
using Prongsai.Web.Platform.Organisations;

namespace Prongsai.Web.Platform.Papers;

/// <summary>The style sheet of papers shown inside a page, office and public alike.</summary>
internal static class PaperStyleSheet
{
    /// <summary>It changes with its content, so it may be kept for ever.</summary>
    public static string Address { get; } = $"/paper/{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(PaperStyles.Site)))[..16]}.css";

    public static void Map(IEndpointRouteBuilder endpoints) =>
        endpoints.MapGet(Address, (HttpResponse response) =>
        {
            response.Headers.CacheControl = "public, max-age=31536000, immutable";
            return Results.Text(PaperStyles.Site, "text/css");
        }).WithMetadata(new PublicSideAttribute());
}
