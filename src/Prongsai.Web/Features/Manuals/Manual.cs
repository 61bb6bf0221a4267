using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Prongsai.Domain.Manuals;
using Prongsai.Web.Platform.Files;
using Prongsai.Web.Platform.Identity;
using Prongsai.Web.Platform.Persistence;

namespace Prongsai.Web.Features.Manuals;

/// <summary>What a manual says: the five parts, the fee and the documents.</summary>
internal sealed record ManualContent
{
    public const int TitleMaxLength = 200;
    public const int UnitMaxLength = 120;
    public const int ConditionsMaxLength = 4000;
    public const int LinesMaxLength = 4000;
    public const int LineMaxLength = 400;
    public const int ComplainMaxLength = 300;

    public required string Title { get; init; }

    /// <summary>The department that answers for it.</summary>
    public string Unit { get; init; } = "";

    public string Conditions { get; init; } = "";

    public IReadOnlyList<ManualStep> Steps { get; init; } = [];

    /// <summary>One line each: what, how many.</summary>
    public IReadOnlyList<string> Documents { get; init; } = [];

    /// <summary>One line each; none is free of charge.</summary>
    public IReadOnlyList<string> Fees { get; init; } = [];

    public IReadOnlyList<string> Channels { get; init; } = [];

    public IReadOnlyList<string> Laws { get; init; } = [];

    public string Complain { get; init; } = "";

    /// <summary>The time of all steps together; null when none has one.</summary>
    public string? Total() => ServiceTime.Total(Steps.Select(s => s.Time).OfType<StepTime>());

    /// <summary>Everything that keeps it from being published, worded for the person at the screen.</summary>
    public IReadOnlyList<string> Missing() =>
    [
        .. Unit.Length == 0 ? new[] { "ใส่ส่วนราชการเจ้าของเรื่อง" } : [],
        .. ManualFlow.Problems(Steps).Select(p => p.Text),
        .. Channels.Count == 0 ? new[] { "ใส่ช่องทางให้บริการอย่างน้อยหนึ่งช่องทาง" } : [],
        .. Laws.Count == 0 ? new[] { "ใส่กฎหมายที่เกี่ยวข้องอย่างน้อยหนึ่งฉบับ" } : [],
    ];

    /// <summary>All its words, for the search.</summary>
    public string Words() => string.Join('\n', [Unit, Conditions, .. Steps.Select(s => $"{s.Text} {s.Who}"), .. Documents, .. Fees, .. Channels, .. Laws]);
}

internal enum ManualState
{
    [Display(Name = "ฉบับร่าง")]
    Draft,

    [Display(Name = "เผยแพร่แล้ว")]
    Published,

    [Display(Name = "เผยแพร่แล้ว มีที่แก้ใหม่")]
    Changed,

    [Display(Name = "ถอนแล้ว")]
    Withdrawn,
}

/// <summary>A manual as the office works on it. Nothing of it is public; see <see cref="ManualEdition"/>.</summary>
internal sealed class Manual : IOfOrganisation
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    public Guid OrganisationId { get; set; }

    public required int Number { get; init; }

    public required string Title { get; set; }

    public required string Unit { get; set; }

    public required ManualContent Content { get; set; }

    /// <summary>Counts up with every save; an editor who began from an older one is told.</summary>
    public required int Version { get; set; }

    public required DateTimeOffset ChangedAt { get; set; }

    /// <summary>A position.</summary>
    public required string ChangedBy { get; set; }

    /// <summary>The day in Bangkok on which the product publishes it by itself; null when nothing is planned.</summary>
    public DateOnly? PublishOn { get; set; }

    /// <summary>The state the plan was made for. What was changed afterwards is not published unseen.</summary>
    public int? PublishVersion { get; set; }

    public string? PublishReason { get; set; }

    /// <summary>Who planned it, to be told what became of it.</summary>
    public Guid? PublishPersonId { get; set; }

    /// <summary>A position.</summary>
    public string? PublishBy { get; set; }

    /// <summary>Planned, and changed since: the plan holds no more.</summary>
    public bool IsPlanStale => PublishVersion is { } planned && planned != Version;

    /// <summary>Nothing is planned any more.</summary>
    public void DropPlan() => (PublishOn, PublishVersion, PublishReason, PublishPersonId, PublishBy) = (null, null, null, null, null);

    /// <summary>Below the organisation's root.</summary>
    public static string Address(int number) => FormattableString.Invariant($"/services/{number}");
}

/// <summary>A manual as it was put before the public. Never altered; it can be withdrawn.</summary>
internal sealed class ManualEdition : IOfOrganisation
{
    public const int ReasonMaxLength = 500;

    public Guid Id { get; init; } = Guid.CreateVersion7();

    public required Guid ManualId { get; init; }

    public Guid OrganisationId { get; set; }

    public required int Number { get; init; }

    /// <summary>Of the manual it was made from.</summary>
    public required int Version { get; init; }

    public required string Title { get; init; }

    public required string Unit { get; init; }

    /// <summary>JSON of <see cref="ManualContent"/>, kept to the byte.</summary>
    public required string Content { get; init; }

    public required byte[] ContentSha256 { get; init; }

    public required string Layout { get; init; }

    public required int LayoutVersion { get; init; }

    public required Guid DocxFileId { get; init; }

    public required Guid PdfFileId { get; init; }

    public string? Reason { get; init; }

    public required DateTimeOffset PublishedAt { get; init; }

    public required string PublishedBy { get; init; }

    public DateTimeOffset? WithdrawnAt { get; set; }

    public string? WithdrawnBy { get; set; }

    public string? WithdrawnReason { get; set; }
}

internal sealed class ManualMapping : IEntityTypeConfiguration<Manual>, IEntityTypeConfiguration<ManualEdition>
{
    public void Configure(EntityTypeBuilder<Manual> entity)
    {
        entity.ToTable("manuals");
        entity.Property(m => m.Content).HasColumnType("jsonb").HasConversion(new JsonText<ManualContent>(), new JsonComparer<ManualContent>());
        entity.Property(m => m.Version).IsConcurrencyToken();
        entity.Ignore(m => m.IsPlanStale);
        entity.HasOne<Person>().WithMany().HasForeignKey(m => m.PublishPersonId);
    }

    public void Configure(EntityTypeBuilder<ManualEdition> entity)
    {
        entity.ToTable("manual_editions");
        entity.Property(e => e.Content).HasColumnType("json");
        entity.HasOne<Manual>().WithMany().HasForeignKey(e => e.ManualId);
        entity.HasOne<StoredFile>().WithMany().HasForeignKey(e => e.DocxFileId);
        entity.HasOne<StoredFile>().WithMany().HasForeignKey(e => e.PdfFileId);
    }
}

internal static class ManualSets
{
    extension(AppDbContext db)
    {
        public DbSet<Manual> Manuals => db.Set<Manual>();

        public DbSet<ManualEdition> ManualEditions => db.Set<ManualEdition>();
    }

    /// <summary>The last edition of every manual, also when it was withdrawn.</summary>
    public static IQueryable<ManualEdition> Newest(AppDbContext db)
    {
        var all = db.ManualEditions.AsNoTracking();
        return all.Where(e => e.Number == all.Where(o => o.ManualId == e.ManualId).Max(o => o.Number));
    }
}
