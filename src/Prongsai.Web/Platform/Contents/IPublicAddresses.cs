namespace Prongsai.Web.Platform.Contents;

/// <summary>Something an area shows at a public address of its own.</summary>
/// <param name="Address">Below the organisation's root.</param>
/// <param name="Title">Thai.</param>
/// <param name="Section">The section of the website whose page lists it; see <see cref="Contents.Section"/>. Null lists it nowhere.</param>
/// <param name="Note">A few words beside the title; may be empty.</param>
/// <param name="At">When what stands there last changed.</param>
internal sealed record PublicEntry(string Address, string Title, string? Section, string Note, DateTimeOffset? At);

/// <summary>An area whose public pages the site's map, its sections and search engines should know. Only what the public may see now.</summary>
internal interface IPublicAddresses
{
    Task<IReadOnlyList<PublicEntry>> All(CancellationToken stop);
}
