using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Prongsai.Web.Platform.Persistence;

namespace Prongsai.Web.Platform.Search;

/// <summary>One public thing as the search knows it.</summary>
internal sealed class SearchEntry : IOfOrganisation
{
    public Guid OrganisationId { get; set; }

    /// <summary>Who fed it: content, edition, or the name an area gives itself.</summary>
    public required string Source { get; init; }

    public required string SourceId { get; init; }

    /// <summary>page, news, document, person, edition …: what the reader filters by.</summary>
    public required string Kind { get; set; }

    public required string Title { get; set; }

    /// <summary>The title, normalised, as questions are compared with it.</summary>
    public required string Plain { get; set; }

    /// <summary>Below the organisation's root.</summary>
    public required string Address { get; set; }

    /// <summary>Normalised, for the extract that is shown.</summary>
    public required string Text { get; set; }

    /// <summary>The distinct words of title and text.</summary>
    public required string[] Words { get; set; }

    public short? Year { get; set; }

    public required DateTimeOffset At { get; set; }

    public DateTimeOffset? VisibleFrom { get; set; }

    public DateTimeOffset? VisibleUntil { get; set; }
}

internal sealed class SearchEntryMapping : IEntityTypeConfiguration<SearchEntry>
{
    public void Configure(EntityTypeBuilder<SearchEntry> entity)
    {
        entity.ToTable("search_entries");
        entity.HasKey(e => new { e.OrganisationId, e.Source, e.SourceId });
    }
}

internal static class SearchSet
{
    extension(AppDbContext db)
    {
        public DbSet<SearchEntry> SearchEntries => db.Set<SearchEntry>();
    }
}
