using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Prongsai.Domain;
using Prongsai.Web.Platform.Files;
using Prongsai.Web.Platform.Persistence;

namespace Prongsai.Web.Platform.Publishing;

/// <summary>
/// Something as it was put before the public: its content, who, when, why, and its fingerprint. Never altered; the database lets the web
/// only add one, and say of one that it was withdrawn. The public reads through <see cref="PublicEditions"/>, never from here.
/// </summary>
internal sealed class Edition : IOfOrganisation
{
    public const int ReasonMaxLength = 500;

    public Guid Id { get; init; } = Guid.CreateVersion7();

    public Guid OrganisationId { get; set; }

    public required FiscalYear Year { get; init; }

    public required string Kind { get; init; }

    /// <summary>1, 2, 3 … of this kind in this year.</summary>
    public required int Number { get; init; }

    public required string Title { get; init; }

    /// <summary>JSON, kept to the byte.</summary>
    public required string Data { get; init; }

    public string? Html { get; init; }

    /// <summary>Which state of the office's work it was made from.</summary>
    public required string SourceId { get; init; }

    /// <summary>SHA-256 of title, data, HTML and the fingerprints of the files; see <see cref="EditionFingerprint"/>.</summary>
    public required byte[] ContentSha256 { get; init; }

    /// <summary>Why a further edition was made; null for most first ones.</summary>
    public string? Reason { get; init; }

    public required DateTimeOffset PublishedAt { get; init; }

    /// <summary>The position of who published it.</summary>
    public required string PublishedBy { get; init; }

    public DateTimeOffset? WithdrawnAt { get; set; }

    public string? WithdrawnBy { get; set; }

    public string? WithdrawnReason { get; set; }

    /// <summary>Numbers of the items of the year it was published to answer, the first of them its own; empty for what is made inside the product.</summary>
    public short[] Items { get; init; } = [];

    /// <summary>Of an item's answer: one line that says where in it an assessor finds what is asked; "" where nothing was said.</summary>
    public string Summary { get; init; } = "";

    public List<EditionFile> Files { get; init; } = [];
}

internal sealed class EditionFile : IOfOrganisation
{
    public Guid EditionId { get; init; }

    public required Guid FileId { get; init; }

    public Guid OrganisationId { get; set; }

    public required int Sort { get; init; }
}

internal sealed class EditionMapping : IEntityTypeConfiguration<Edition>, IEntityTypeConfiguration<EditionFile>
{
    public void Configure(EntityTypeBuilder<Edition> entity)
    {
        entity.ToTable("editions");
        entity.Property(e => e.Data).HasColumnType("json");
        entity.HasMany(e => e.Files).WithOne().HasForeignKey(f => f.EditionId);
    }

    public void Configure(EntityTypeBuilder<EditionFile> entity)
    {
        entity.ToTable("edition_files");
        entity.HasKey(f => new { f.EditionId, f.FileId });
        entity.HasOne<StoredFile>().WithMany().HasForeignKey(f => f.FileId);
    }
}

internal static class EditionSets
{
    extension(AppDbContext db)
    {
        public DbSet<Edition> Editions => db.Set<Edition>();

        public DbSet<EditionFile> EditionFiles => db.Set<EditionFile>();
    }
}
