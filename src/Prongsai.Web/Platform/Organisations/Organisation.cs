using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Prongsai.Domain;
using Prongsai.Web.Platform.Files;
using Prongsai.Web.Platform.Persistence;

namespace Prongsai.Web.Platform.Organisations;

/// <summary>A local government (องค์กรปกครองส่วนท้องถิ่น) that uses this installation.</summary>
internal sealed class Organisation
{
    public const int NameMaxLength = 200;
    public const int ShortNameMaxLength = 80;

    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>องค์การบริหารส่วนตำบลทุ่งตะวัน</summary>
    public required string Name { get; set; }

    /// <summary>อบต.ทุ่งตะวัน</summary>
    public required string ShortName { get; set; }

    public required OrganisationKind Kind { get; set; }

    public required OrganisationSize Size { get; set; }

    public string District { get; set; } = "";

    public string Province { get; set; } = "";

    /// <summary>The first part of its public address when the installation serves several: /thung-tawan/ita/2568.</summary>
    public required string Slug { get; set; }

    /// <summary>A host name of its own, lower case, or null.</summary>
    public string? Host { get; set; }

    public Guid? SealFileId { get; set; }

    /// <summary>The digits of its papers. Screens always show Arabic ones.</summary>
    public DigitStyle Digits { get; set; } = DigitStyle.Thai;

    /// <summary>The font its Word papers name.</summary>
    public string PaperFont { get; set; } = "TH SarabunIT๙";

    /// <summary>The made-up organisation of the worked example.</summary>
    public bool IsExample { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Since then its office is closed; null while it works.</summary>
    public DateTimeOffset? SuspendedAt { get; set; }

    public string? SuspendedBecause { get; set; }

    /// <summary>What it oversees: the members of its district, its province or the country; null for an ordinary office.</summary>
    public OversightLevel? Oversees { get; set; }

    /// <summary>Who oversees it may see its readiness and follow-up by its name; else only in sums.</summary>
    public bool SharesWork { get; set; } = true;

    /// <summary>When everything of it was last packed to be taken elsewhere.</summary>
    public DateTimeOffset? PackagedAt { get; set; }

    public byte[]? PackageSha256 { get; set; }
}

/// <summary>Kinds of local government. The text is what the database keeps and rulebooks name.</summary>
internal enum OrganisationKind
{
    [Display(Name = "องค์การบริหารส่วนตำบล (อบต.)")]
    Subdistrict,

    [Display(Name = "เทศบาลตำบล")]
    SubdistrictMunicipality,

    [Display(Name = "เทศบาลเมือง")]
    TownMunicipality,

    [Display(Name = "เทศบาลนคร")]
    CityMunicipality,

    [Display(Name = "องค์การบริหารส่วนจังหวัด (อบจ.)")]
    Province,

    [Display(Name = "หน่วยงานอื่น")]
    Other,
}

internal enum OrganisationSize
{
    [Display(Name = "ขนาดเล็ก")]
    Small,

    [Display(Name = "ขนาดกลาง")]
    Medium,

    [Display(Name = "ขนาดใหญ่")]
    Large,
}

/// <summary>How far oversight reaches.</summary>
internal enum OversightLevel
{
    [Display(Name = "อำเภอที่ตั้ง")]
    District,

    [Display(Name = "จังหวัดที่ตั้ง")]
    Province,

    [Display(Name = "ทั้งประเทศ")]
    Country,
}

/// <summary>A department (ส่วนราชการ): สำนักปลัด, กองคลัง.</summary>
internal sealed class Unit : IOfOrganisation
{
    public const int NameMaxLength = 120;

    public Guid Id { get; init; } = Guid.CreateVersion7();

    public Guid OrganisationId { get; set; }

    public required string Name { get; set; }

    public int Sort { get; set; }

    public bool Active { get; set; } = true;
}

internal sealed class OrganisationMapping : IEntityTypeConfiguration<Organisation>, IEntityTypeConfiguration<Unit>
{
    public void Configure(EntityTypeBuilder<Organisation> entity)
    {
        entity.ToTable("organisations");
        entity.HasOne<StoredFile>().WithMany().HasForeignKey(o => o.SealFileId);
        entity.Property(o => o.Kind).HasConversion(new KebabCase<OrganisationKind>());
        entity.Property(o => o.Size).HasConversion(new KebabCase<OrganisationSize>());
        entity.Property(o => o.Oversees).HasConversion(new KebabCase<OversightLevel>());
        entity.Property(o => o.Digits).HasConversion(new KebabCase<DigitStyle>());
    }

    public void Configure(EntityTypeBuilder<Unit> entity) => entity.ToTable("units");
}

internal static class OrganisationSets
{
    extension(AppDbContext db)
    {
        public DbSet<Organisation> Organisations => db.Set<Organisation>();

        public DbSet<Unit> Units => db.Set<Unit>();
    }
}
