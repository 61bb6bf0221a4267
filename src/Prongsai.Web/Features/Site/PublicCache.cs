using System.Security.Cryptography;
using System.Text;
using Microsoft.Net.Http.Headers;
using Prongsai.Ui;
using Prongsai.Web.Platform.Organisations;
using Prongsai.Web.Platform.Publishing;

namespace Prongsai.Web.Features.Site;

/// <summary>
/// Public answers may be kept by anyone, and are asked about before each use: what was withdrawn is gone from every cache at the next look.
/// Their tag is made from all they are drawn from, so an unchanged page costs one small query and no drawing.
/// </summary>
internal static class PublicCache
{
    /// <summary>Another build draws other pages.</summary>
    private static readonly string Build = $"{typeof(PublicCache).Module.ModuleVersionId}{typeof(UiAssets).Module.ModuleVersionId}";

    /// <summary>What the answer to this request depends on: the address, the organisation, and every edition with its withdrawal; mark stands for all else.</summary>
    public static EntityTagHeaderValue TagOf(HttpRequest request, OrganisationCard organisation, IEnumerable<EditionCard> editions, string mark = "")
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Add(Build);
        Add($"{request.Scheme} {request.Host} {request.PathBase} {request.Path}");
        Add(organisation.ToString());
        Add(mark);
        foreach (var edition in editions)
        {
            Add(FormattableString.Invariant($"{edition.Id} {edition.WithdrawnAt?.UtcTicks}"));
        }
        // Weak: the same page may come compressed or not.
        return new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(hash.GetHashAndReset())[..32]}\"", isWeak: true);

        void Add(string text) => hash.AppendData(Encoding.UTF8.GetBytes(text + "\n"));
    }

    /// <summary>The asker has this already.</summary>
    public static bool IsKnown(HttpRequest request, EntityTagHeaderValue tag) => request.GetTypedHeaders().IfNoneMatch.Any(known => known.Compare(tag, useStrongComparison: false));

    /// <summary>Puts the headers on the answer. Only what is there gets a tag; "not found" and "withdrawn" are asked again.</summary>
    public static void Allow(HttpResponse response, EntityTagHeaderValue tag)
    {
        response.Headers.CacheControl = "public, no-cache";
        response.OnStarting(() =>
        {
            if (response.StatusCode is StatusCodes.Status200OK or StatusCodes.Status304NotModified)
            {
                response.GetTypedHeaders().ETag = tag;
            }
            return Task.CompletedTask;
        });
    }
}
