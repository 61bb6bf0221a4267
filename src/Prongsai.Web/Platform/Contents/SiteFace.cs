using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Prongsai.Web.Platform.Files;
using Prongsai.Web.Platform.Persistence;

namespace Prongsai.Web.Platform.Contents;

/// <summary>How the organisation shows itself and where it can be reached. One per organisation; none until it was set.</summary>
internal sealed class SiteFace : IOfOrganisation
{
    public const string UsualColour = "#0b5d63";

    public Guid OrganisationId { get; set; }

    /// <summary>#rrggbb, lower case; dark enough for white letters, see <see cref="Contrast"/>.</summary>
    public string Colour { get; set; } = UsualColour;

    public Guid? CoverFileId { get; set; }

    public string CoverAlt { get; set; } = "";

    public string Address { get; set; } = "";

    public string Phone { get; set; } = "";

    public string EmergencyPhone { get; set; } = "";

    public string Email { get; set; } = "";

    public string Hours { get; set; } = "";

    /// <summary>https address of a map.</summary>
    public string Map { get; set; } = "";

    public string Facebook { get; set; } = "";

    public string Line { get; set; } = "";

    public int Version { get; set; } = 1;
}

/// <summary>An address of the old site and where it leads now. Paths below the organisation's root.</summary>
internal sealed class Redirect : IOfOrganisation
{
    public Guid OrganisationId { get; set; }

    public required string FromPath { get; init; }

    public required string ToPath { get; set; }

    public required DateTimeOffset AddedAt { get; init; }
}

internal sealed class SiteFaceMapping : IEntityTypeConfiguration<SiteFace>, IEntityTypeConfiguration<Redirect>
{
    public void Configure(EntityTypeBuilder<SiteFace> entity)
    {
        entity.ToTable("site_faces");
        entity.HasKey(f => f.OrganisationId);
        entity.HasOne<StoredFile>().WithMany().HasForeignKey(f => f.CoverFileId);
        entity.Property(f => f.Version).IsConcurrencyToken();
    }

    public void Configure(EntityTypeBuilder<Redirect> entity)
    {
        entity.ToTable("redirects");
        entity.HasKey(r => new { r.OrganisationId, r.FromPath });
    }
}
