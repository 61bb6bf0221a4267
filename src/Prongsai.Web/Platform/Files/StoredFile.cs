using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Prongsai.Web.Platform.Persistence;

namespace Prongsai.Web.Platform.Files;

/// <summary>A file an organisation keeps. The bytes lie in the store under their SHA-256, once, however many rows name them.</summary>
internal sealed class StoredFile : IOfOrganisation
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    public Guid OrganisationId { get; set; }

    public required byte[] Sha256 { get; init; }

    /// <summary>Bytes.</summary>
    public required long Size { get; init; }

    /// <summary>As the person's computer called it, without its folders and control characters. For display and download, never a path.</summary>
    public required string Name { get; init; }

    public required string ContentType { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public string Fingerprint => Convert.ToHexStringLower(Sha256);
}

internal sealed class StoredFileMapping : IEntityTypeConfiguration<StoredFile>
{
    public void Configure(EntityTypeBuilder<StoredFile> entity)
    {
        entity.ToTable("files");
        entity.Ignore(f => f.Fingerprint);
    }
}

internal static class StoredFileSet
{
    extension(AppDbContext db)
    {
        public DbSet<StoredFile> Files => db.Set<StoredFile>();
    }
}
