using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Prongsai.Domain;
using Prongsai.Web.Platform.Files;
using Prongsai.Web.Platform.Identity;
using Prongsai.Web.Platform.Organisations;
using Prongsai.Web.Platform.Persistence;
using Prongsai.Web.Platform.Publishing;

namespace Prongsai.Web.Features.Publication.Items;

/// <summary>
/// The office's work towards one item of a year: the answer being written, who owns it, what was ticked, checked and confirmed. Nothing of it is
/// public; publishing copies the answer into an edition.
/// </summary>
internal sealed class ItemWork : IOfOrganisation
{
    public const int TitleMaxLength = 200;
    public const int SummaryMaxLength = 300;
    public const int BodyMaxLength = 60_000;
    public const int MostLinks = 200;
    public const int MostFiles = 40;
    public const int WordsMaxLength = 500;

    public Guid Id { get; init; } = Guid.CreateVersion7();

    public Guid OrganisationId { get; set; }

    public required FiscalYear Year { get; init; }

    /// <summary>7 of O7.</summary>
    public required short Number { get; init; }

    /// <summary>"" is the title of the rules.</summary>
    public string Title { get; set; } = "";

    /// <summary>Where in it an assessor finds what is asked.</summary>
    public string Summary { get; set; } = "";

    /// <summary>Markdown.</summary>
    public string Body { get; set; } = "";

    public DateOnly? AsOf { get; set; }

    public IReadOnlyList<PublishedLink> Links { get; set; } = [];

    /// <summary>Other items of the year which the same answer answers.</summary>
    public short[] Also { get; set; } = [];

    /// <summary>Where the draft came from when nobody wrote it: last year's answer, the list of an old site. "" when it was written.</summary>
    public string Origin { get; set; } = "";

    /// <summary>Counts up with every save of the answer.</summary>
    public int Version { get; set; }

    public required DateTimeOffset ChangedAt { get; set; }

    public required string ChangedBy { get; set; }

    public Guid? ChangedById { get; set; }

    /// <summary>Becomes public by itself then, if the answer is still the one that was planned.</summary>
    public DateTimeOffset? PublishAt { get; set; }

    public string? PublishReason { get; set; }

    public Guid? UnitId { get; set; }

    public DateOnly? DueOn { get; set; }

    public IReadOnlyList<Tick> Ticks { get; set; } = [];

    /// <summary>What the program found when it last looked.</summary>
    public IReadOnlyList<ItemCheck> Checks { get; set; } = [];

    public DateTimeOffset? CheckedAt { get; set; }

    /// <summary>The fingerprint of what the second person saw; see <see cref="OfficeItem.Seen"/>.</summary>
    public byte[]? ConfirmedMark { get; set; }

    public DateTimeOffset? ConfirmedAt { get; set; }

    public string? ConfirmedBy { get; set; }

    public Guid? ConfirmedById { get; set; }

    public string? ConfirmedWords { get; set; }

    public List<ItemWorkFile> Files { get; init; } = [];

    /// <summary>Something was written, linked or attached.</summary>
    public bool HasAnswer => Summary.Length > 0 || Body.Length > 0 || Links.Count > 0 || Files.Count > 0;
}

internal sealed class ItemWorkFile : IOfOrganisation
{
    public Guid WorkId { get; init; }

    public required Guid FileId { get; init; }

    public Guid OrganisationId { get; set; }

    public required int Sort { get; set; }
}

/// <summary>A person says that a required element is there.</summary>
/// <param name="Element">Its text in the rules.</param>
/// <param name="By">A position.</param>
/// <param name="At">When.</param>
internal sealed record Tick(string Element, string By, DateTimeOffset At);

internal enum ItemCheckState
{
    /// <summary>Nothing to look at.</summary>
    [Display(Name = "ไม่ต้องตรวจ")]
    NotNeeded,

    [Display(Name = "ผ่าน")]
    Good,

    [Display(Name = "ควรดู")]
    Doubtful,

    [Display(Name = "ไม่ผ่าน")]
    Bad,
}

/// <summary>What one automatic check found, and what to do about it.</summary>
internal sealed record ItemCheck(string Key, ItemCheckState State, string Found, string Advice);

internal sealed class ItemWorkMapping : IEntityTypeConfiguration<ItemWork>, IEntityTypeConfiguration<ItemWorkFile>
{
    public void Configure(EntityTypeBuilder<ItemWork> entity)
    {
        entity.ToTable("item_works");
        entity.Ignore(w => w.HasAnswer);
        entity.Property(w => w.Links).HasColumnType("jsonb").HasConversion(new JsonText<IReadOnlyList<PublishedLink>>(), new JsonComparer<IReadOnlyList<PublishedLink>>());
        entity.Property(w => w.Ticks).HasColumnType("jsonb").HasConversion(new JsonText<IReadOnlyList<Tick>>(), new JsonComparer<IReadOnlyList<Tick>>());
        entity.Property(w => w.Checks).HasColumnType("jsonb").HasConversion(new JsonText<IReadOnlyList<ItemCheck>>(), new JsonComparer<IReadOnlyList<ItemCheck>>());
        entity.Property(w => w.Version).IsConcurrencyToken();
        entity.HasMany(w => w.Files).WithOne().HasForeignKey(f => f.WorkId);
        entity.HasOne<Unit>().WithMany().HasForeignKey(w => w.UnitId);
        entity.HasOne<Person>().WithMany().HasForeignKey(w => w.ChangedById);
        entity.HasOne<Person>().WithMany().HasForeignKey(w => w.ConfirmedById);
    }

    public void Configure(EntityTypeBuilder<ItemWorkFile> entity)
    {
        entity.ToTable("item_work_files");
        entity.HasKey(f => new { f.WorkId, f.FileId });
        entity.HasOne<StoredFile>().WithMany().HasForeignKey(f => f.FileId);
    }
}

internal static class ItemWorkSets
{
    extension(AppDbContext db)
    {
        public DbSet<ItemWork> ItemWorks => db.Set<ItemWork>();

        public DbSet<ItemWorkFile> ItemWorkFiles => db.Set<ItemWorkFile>();
    }
}

/// <summary>What an answer would be as an edition: the same bytes, so that draft and edition are told apart by their fingerprints.</summary>
internal static class AnswerContent
{
    public static PublishedItem Of(ItemWork work) => new()
    {
        Year = work.Year.Value,
        Items = [.. Numbers(work).Select(n => FormattableString.Invariant($"O{n}"))],
        Where = work.Summary,
        Body = work.Body,
        AsOf = work.AsOf,
        Links = work.Links,
    };

    /// <summary>Its own item first.</summary>
    public static IReadOnlyList<short> Numbers(ItemWork work) => [work.Number, .. work.Also.Where(n => n != work.Number).Distinct().Order()];

    public static string Data(ItemWork work) => JsonSerializer.Serialize(Of(work), JsonForm.Options);

    public static byte[] Fingerprint(ItemWork work, string title, IEnumerable<StoredFile> files) => EditionFingerprint.Of(title, Data(work), null, files.Select(f => f.Sha256));
}
