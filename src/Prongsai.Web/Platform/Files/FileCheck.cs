using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Prongsai.Web.Platform.Persistence;

namespace Prongsai.Web.Platform.Files;

/// <summary>What can happen to a file in the store behind the product's back.</summary>
internal enum FileFault
{
    [Display(Name = "หายไป")]
    Missing,

    [Display(Name = "ถูกแก้หรือเสียหาย")]
    Changed,
}

/// <summary>What the last look at a file's bytes found.</summary>
internal sealed class FileCheck : IOfOrganisation
{
    public required Guid FileId { get; init; }

    public Guid OrganisationId { get; set; }

    public required DateTimeOffset CheckedAt { get; set; }

    /// <summary>Null: the bytes are those that were taken in.</summary>
    public FileFault? Fault { get; set; }

    /// <summary>When the fault was first seen.</summary>
    public DateTimeOffset? FoundAt { get; set; }
}

internal sealed class FileCheckMapping : IEntityTypeConfiguration<FileCheck>
{
    public void Configure(EntityTypeBuilder<FileCheck> entity)
    {
        entity.ToTable("file_checks");
        entity.HasKey(c => c.FileId);
        entity.Property(c => c.Fault).HasConversion(new KebabCase<FileFault>());
        entity.HasOne<StoredFile>().WithMany().HasForeignKey(c => c.FileId);
    }
}

internal static class FileCheckSet
{
    extension(AppDbContext db)
    {
        public DbSet<FileCheck> FileChecks => db.Set<FileCheck>();
    }
}
