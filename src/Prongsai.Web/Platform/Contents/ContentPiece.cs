using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Prongsai.Web.Platform.Files;
using Prongsai.Web.Platform.Persistence;

namespace Prongsai.Web.Platform.Contents;

internal enum ContentKind
{
    [Display(Name = "หน้า")]
    Page,

    [Display(Name = "ข่าว")]
    News,

    [Display(Name = "บุคคล")]
    Person,

    [Display(Name = "เอกสาร")]
    Document,

    [Display(Name = "ลิงก์")]
    Link,
}

internal enum ContentState
{
    [Display(Name = "ฉบับร่าง")]
    Draft,

    [Display(Name = "เผยแพร่")]
    Published,

    [Display(Name = "ถอนแล้ว")]
    Withdrawn,
}

/// <summary>Which half of a local government a person stands in.</summary>
internal enum PersonSide
{
    [Display(Name = "ฝ่ายการเมือง")]
    Political,

    [Display(Name = "ฝ่ายประจำ")]
    Permanent,
}

/// <summary>Who can be known by a picture.</summary>
internal enum PeopleShown
{
    [Display(Name = "ไม่มีใครที่จำหน้าได้")]
    Nobody,

    [Display(Name = "มีผู้ที่จำหน้าได้ และมีฐานที่เผยแพร่ตามที่ใส่ไว้ด้านบน")]
    WithBasis,
}

/// <summary>What only some kinds have.</summary>
internal sealed record ContentDetails
{
    /// <summary>Of a person.</summary>
    public string? Position { get; init; }

    public PersonSide? Side { get; init; }

    public string? Phone { get; init; }

    /// <summary>Why name and photo may be public: the law, or the person's consent and its date. No person is published without one, and no prose that names somebody who is not in the people list.</summary>
    public string? Basis { get; init; }

    /// <summary>Of news with a picture: whether somebody can be known by it; null when nobody was asked.</summary>
    public PeopleShown? PeopleInPicture { get; init; }

    /// <summary>Department that answers for it.</summary>
    public string? Unit { get; init; }

    /// <summary>Of a link: where it leads.</summary>
    public string? Address { get; init; }

    /// <summary>Of a document, e.g. ประกาศ, รายงาน.</summary>
    public string? Type { get; init; }

    /// <summary>Of a document: the file has text that can be searched and read aloud; null when nobody looked.</summary>
    public bool? HasText { get; init; }
}

/// <summary>One thing of the public website. The public reads it through <see cref="PublicContent"/>, never from the table.</summary>
internal sealed class ContentPiece : IOfOrganisation
{
    public const string NewsSection = "news";
    public const int TitleMaxLength = 200;
    public const int SummaryMaxLength = 400;
    public const int BodyMaxLength = 60_000;
    public const int AltMaxLength = 300;

    public Guid Id { get; init; } = Guid.CreateVersion7();

    public Guid OrganisationId { get; set; }

    /// <summary>In its address for good.</summary>
    public required int Number { get; init; }

    public required ContentKind Kind { get; init; }

    public required string Section { get; set; }

    /// <summary>Of a person: the name.</summary>
    public required string Title { get; set; }

    public string Summary { get; set; } = "";

    /// <summary>Markdown.</summary>
    public string Body { get; set; } = "";

    public ContentState State { get; set; } = ContentState.Draft;

    public DateTimeOffset? VisibleFrom { get; set; }

    public DateTimeOffset? VisibleUntil { get; set; }

    /// <summary>Buddhist fiscal year.</summary>
    public short? Year { get; set; }

    /// <summary>The day of the news or document.</summary>
    public DateOnly? Day { get; set; }

    /// <summary>The picture of news or a person, the file of a document.</summary>
    public Guid? FileId { get; set; }

    /// <summary>What the picture shows.</summary>
    public string Alt { get; set; } = "";

    public ContentDetails Details { get; set; } = new();

    public int Sort { get; set; }

    /// <summary>Counts up with every save; an editor who began from an older one is told.</summary>
    public required int Version { get; set; }

    public required DateTimeOffset ChangedAt { get; set; }

    /// <summary>A position.</summary>
    public required string ChangedBy { get; set; }

    public DateTimeOffset? PublishedAt { get; set; }

    /// <summary>Below the organisation's root.</summary>
    public string Address => Kind switch
    {
        ContentKind.News => FormattableString.Invariant($"/news/{Number}"),
        ContentKind.Document => FormattableString.Invariant($"/documents/{Number}"),
        _ => $"/info/{Section}",
    };
}

/// <summary>What was saved, once. Enough to restore it.</summary>
internal sealed record ContentSnapshot(string Section, string Title, string Summary, string Body, short? Year, DateOnly? Day, Guid? FileId, string Alt, ContentDetails Details, int Sort, ContentState State, DateTimeOffset? From, DateTimeOffset? Until);

internal sealed class ContentVersion : IOfOrganisation
{
    public required Guid ContentId { get; init; }

    public required int Number { get; init; }

    public Guid OrganisationId { get; set; }

    public required ContentSnapshot Snapshot { get; init; }

    public required DateTimeOffset At { get; init; }

    public required string By { get; init; }

    public string? Reason { get; init; }
}

internal sealed class ContentMapping : IEntityTypeConfiguration<ContentPiece>, IEntityTypeConfiguration<ContentVersion>
{
    public void Configure(EntityTypeBuilder<ContentPiece> entity)
    {
        entity.ToTable("contents");
        entity.Ignore(c => c.Address);
        entity.Property(c => c.Kind).HasConversion(new KebabCase<ContentKind>());
        entity.Property(c => c.State).HasConversion(new KebabCase<ContentState>());
        entity.Property(c => c.Details).HasColumnType("jsonb").HasConversion(new JsonText<ContentDetails>(), new JsonComparer<ContentDetails>());
        entity.Property(c => c.Version).IsConcurrencyToken();
        entity.HasOne<StoredFile>().WithMany().HasForeignKey(c => c.FileId);
    }

    public void Configure(EntityTypeBuilder<ContentVersion> entity)
    {
        entity.ToTable("content_versions");
        entity.HasKey(v => new { v.ContentId, v.Number });
        entity.HasOne<ContentPiece>().WithMany().HasForeignKey(v => v.ContentId);
        entity.Property(v => v.Snapshot).HasColumnType("jsonb").HasConversion(new JsonText<ContentSnapshot>(), new JsonComparer<ContentSnapshot>());
    }
}

internal static class ContentSets
{
    extension(AppDbContext db)
    {
        public DbSet<ContentPiece> Contents => db.Set<ContentPiece>();

        public DbSet<ContentVersion> ContentVersions => db.Set<ContentVersion>();

        public DbSet<SiteFace> SiteFaces => db.Set<SiteFace>();

        public DbSet<Redirect> Redirects => db.Set<Redirect>();
    }
}
