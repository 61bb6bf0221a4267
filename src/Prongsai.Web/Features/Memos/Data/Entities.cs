using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Prongsai.Domain.Approval;
using Prongsai.Web.Platform.Files;
using Prongsai.Web.Platform.Identity;
using Prongsai.Web.Platform.Organisations;
using Prongsai.Web.Platform.Persistence;

namespace Prongsai.Web.Features.Memos.Data;

internal sealed record MemoHead(string Unit, string AuthorName, string AuthorPosition);

internal enum MemoState
{
    Draft,
    Sent,

    /// <summary>Refused or sent back for correction; the author may mend it and send it again under the same number.</summary>
    Returned,
    Withdrawn,
    Approved,
}

/// <summary>A memorandum (บันทึกข้อความ). It gets its number when it is first sent and keeps it.</summary>
internal sealed class Memo : IOfOrganisation
{
    public const int SubjectMaxLength = 300;
    public const int AddresseeMaxLength = 200;
    public const int SectionMaxLength = 8000;

    public Guid Id { get; init; } = Guid.CreateVersion7();

    public Guid OrganisationId { get; set; }

    public required string TemplateId { get; init; }

    public required int LayoutVersion { get; init; }

    public required Guid UnitId { get; set; }

    public required Guid AuthorId { get; init; }

    public required string Subject { get; set; }

    public required string Addressee { get; set; }

    /// <summary>By key of the layout's sections.</summary>
    public required Dictionary<string, string> Sections { get; set; }

    /// <summary>As it stood before the number when that was given.</summary>
    public string? Code { get; set; }

    /// <summary>Calendar year of the register, Buddhist era.</summary>
    public short? NumberYear { get; set; }

    public int? Number { get; set; }

    public DateOnly? DatedOn { get; set; }

    public MemoState State { get; set; }

    public int Round { get; set; }

    public string ChainName { get; set; } = "";

    /// <summary>Of what was sent last.</summary>
    public byte[]? ContentSha256 { get; set; }

    /// <summary>Names the memorandum on the public page of verification; drawn at random, says nothing.</summary>
    public string? VerifyCode { get; set; }

    /// <summary>The public address with that code, as it stood when the memorandum was sent.</summary>
    public string? VerifyAddress { get; set; }

    /// <summary>Department and author as they were called when it was sent; a later change of names does not change the paper.</summary>
    public MemoHead? Head { get; set; }

    /// <summary>The PDF as it was issued after the last approval.</summary>
    public Guid? IssuedFileId { get; set; }

    public int Version { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset UpdatedAt { get; set; }

    public DateTimeOffset? SentAt { get; set; }

    public DateTimeOffset? ClosedAt { get; set; }

    public List<MemoEnclosure> Enclosures { get; } = [];

    public List<MemoStep> Steps { get; } = [];

    /// <summary>"สต 32301/12"; before it is given, the code alone.</summary>
    public string NumberText => Number is { } number ? FormattableString.Invariant($"{Code}/{number}") : "";

    public bool MayBeEdited => State is MemoState.Draft or MemoState.Returned or MemoState.Withdrawn;

    /// <summary>Steps of the round under way, in order.</summary>
    public IEnumerable<MemoStep> Current => Steps.Where(s => s.Round == Round).OrderBy(s => s.Sort);

    public void Touch(DateTimeOffset at)
    {
        UpdatedAt = at;
        Version++;
    }
}

internal sealed class MemoEnclosure : IOfOrganisation
{
    public const int TitleMaxLength = 300;

    public Guid Id { get; init; } = Guid.CreateVersion7();

    public Guid OrganisationId { get; set; }

    public required Guid MemoId { get; init; }

    public required int Sort { get; set; }

    public required string Title { get; init; }

    public required Guid FileId { get; init; }

    /// <summary>The area and paper it came from, where it was not uploaded here.</summary>
    public string? Source { get; init; }

    public string? SourceId { get; init; }

    /// <summary>As the paper names it: a paper enclosed both as PDF and as Word is one thing there.</summary>
    public string PaperTitle => SourceId is null ? Title : Title.EndsWith(" (PDF)", StringComparison.Ordinal) ? Title[..^6] : Title.EndsWith(" (DOCX)", StringComparison.Ordinal) ? Title[..^7] : Title;
}

internal enum StepState
{
    Waiting,
    Open,
    Agreed,
    Refused,
    Returned,
    Skipped,
    Void,
}

/// <summary>One opinion asked for in one round.</summary>
internal sealed class MemoStep : IOfOrganisation
{
    public const int RemarkMaxLength = 1000;

    public Guid Id { get; init; } = Guid.CreateVersion7();

    public Guid OrganisationId { get; set; }

    public required Guid MemoId { get; init; }

    public required int Round { get; init; }

    public required int Stage { get; init; }

    public required int Sort { get; init; }

    public required string Post { get; init; }

    public required Guid PersonId { get; init; }

    public required string OwnPosition { get; init; }

    public Guid? ActingId { get; init; }

    public ActingKind? ActingKind { get; init; }

    public string? ActingOrder { get; init; }

    public required SkipRule Skip { get; init; }

    public required bool IsFinal { get; init; }

    public required StepState State { get; set; }

    /// <summary>Since when it waits for its post.</summary>
    public DateTimeOffset? OpenedAt { get; set; }

    /// <summary>When its post was last reminded.</summary>
    public DateTimeOffset? RemindedAt { get; set; }

    public DateTimeOffset? DecidedAt { get; set; }

    public Guid? DecidedBy { get; set; }

    public string? Remark { get; set; }

    public byte[]? ContentSha256 { get; set; }

    public byte[]? Signature { get; set; }

    public Guid? KeyId { get; set; }

    public Guid? DrawnFileId { get; set; }

    public int DrawnWidthPx { get; set; }

    public int DrawnHeightPx { get; set; }

    /// <summary>The page signed in ink, where it was.</summary>
    public Guid? ScanFileId { get; set; }

    public string? VoidBecause { get; set; }

    public bool IsDone => State is StepState.Agreed or StepState.Skipped;

    public IReadOnlyList<string> PositionLines => ApprovalChain.PositionLines(OwnPosition, Post, ActingKind);
}

/// <summary>A line of the thread: what was said or done about the memorandum.</summary>
internal sealed class MemoRemark : IOfOrganisation
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    public Guid OrganisationId { get; set; }

    public required Guid MemoId { get; init; }

    public required string Position { get; init; }

    /// <summary>sent, agreed, refused, returned, skipped, withdrawn, comment, void, ink, issued.</summary>
    public required string Kind { get; init; }

    public required string Text { get; init; }

    public required DateTimeOffset At { get; init; }
}

internal sealed class StoredChain : IOfOrganisation
{
    public const int NameMaxLength = 120;

    public Guid Id { get; init; } = Guid.CreateVersion7();

    public Guid OrganisationId { get; set; }

    public required string Name { get; set; }

    public required List<ChainStep> Steps { get; set; }

    public bool IsUsual { get; set; }

    public DateTimeOffset? RemovedAt { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }
}

internal sealed class ActingAppointment : IOfOrganisation
{
    public const int OrderMaxLength = 80;

    public Guid Id { get; init; } = Guid.CreateVersion7();

    public Guid OrganisationId { get; set; }

    public required ActingKind Kind { get; init; }

    public required string Post { get; init; }

    public required Guid PersonId { get; init; }

    public required string OrderNumber { get; init; }

    /// <summary>The order of the register it rests on; null where the order was not entered there. It ends when that order is cancelled.</summary>
    public Guid? OrderId { get; init; }

    public required DateOnly StartsOn { get; init; }

    public DateOnly? EndsOn { get; set; }

    public string? EndedBecause { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }
}

internal sealed class MemoCode : IOfOrganisation
{
    public const int MaxLength = 40;

    public required Guid UnitId { get; init; }

    public Guid OrganisationId { get; set; }

    public required string Code { get; set; }
}

internal sealed class MemoRegister : IOfOrganisation
{
    public required Guid UnitId { get; init; }

    public required short Year { get; init; }

    public Guid OrganisationId { get; set; }

    public int LastNumber { get; set; }
}

internal sealed class MemoSettings : IOfOrganisation
{
    public const int UsualRemindAfterDays = 3;
    public const int MostRemindAfterDays = 60;

    public Guid OrganisationId { get; set; }

    public Guid? GarudaFileId { get; set; }

    /// <summary>Days a memorandum may wait at a step before its post is reminded; 0 reminds nobody.</summary>
    public int RemindAfterDays { get; set; } = UsualRemindAfterDays;

    public int GarudaWidthPx { get; set; }

    public int GarudaHeightPx { get; set; }
}

internal sealed class DrawnSignature : IOfOrganisation
{
    public required Guid PersonId { get; init; }

    public Guid OrganisationId { get; set; }

    public required Guid FileId { get; set; }

    public required int WidthPx { get; set; }

    public required int HeightPx { get; set; }
}

internal sealed class MemosMapping :
    IEntityTypeConfiguration<Memo>, IEntityTypeConfiguration<MemoEnclosure>, IEntityTypeConfiguration<MemoStep>, IEntityTypeConfiguration<MemoRemark>, IEntityTypeConfiguration<StoredChain>,
    IEntityTypeConfiguration<ActingAppointment>, IEntityTypeConfiguration<MemoCode>, IEntityTypeConfiguration<MemoRegister>, IEntityTypeConfiguration<MemoSettings>, IEntityTypeConfiguration<DrawnSignature>
{
    public void Configure(EntityTypeBuilder<Memo> entity)
    {
        entity.ToTable("memos");
        entity.Ignore(m => m.Current);
        entity.Property(m => m.State).HasConversion(new KebabCase<MemoState>());
        entity.Property(m => m.Sections).HasColumnType("jsonb").HasConversion(new JsonText<Dictionary<string, string>>(), new JsonComparer<Dictionary<string, string>>());
        entity.Property(m => m.Head).HasColumnType("jsonb").HasConversion(JsonForm.Of<MemoHead>());
        entity.Property(m => m.Version).IsConcurrencyToken();
        entity.HasOne<Unit>().WithMany().HasForeignKey(m => m.UnitId);
        entity.HasOne<Person>().WithMany().HasForeignKey(m => m.AuthorId);
        entity.HasOne<StoredFile>().WithMany().HasForeignKey(m => m.IssuedFileId);
        entity.HasMany(m => m.Enclosures).WithOne().HasForeignKey(e => e.MemoId);
        entity.HasMany(m => m.Steps).WithOne().HasForeignKey(s => s.MemoId);
    }

    public void Configure(EntityTypeBuilder<MemoEnclosure> entity)
    {
        entity.ToTable("memo_enclosures");
        entity.Property(e => e.Id).ValueGeneratedNever();
        entity.HasOne<StoredFile>().WithMany().HasForeignKey(e => e.FileId);
    }

    public void Configure(EntityTypeBuilder<MemoStep> entity)
    {
        entity.ToTable("memo_steps");
        entity.Property(s => s.Id).ValueGeneratedNever();
        entity.Property(s => s.State).HasConversion(new KebabCase<StepState>());
        entity.Property(s => s.Skip).HasConversion(new KebabCase<SkipRule>());
        entity.Property(s => s.ActingKind).HasConversion(new KebabCase<ActingKind>());
        entity.HasOne<Person>().WithMany().HasForeignKey(s => s.PersonId);
        entity.HasOne<Person>().WithMany().HasForeignKey(s => s.DecidedBy);
        entity.HasOne<ActingAppointment>().WithMany().HasForeignKey(s => s.ActingId);
        entity.HasOne<StoredFile>().WithMany().HasForeignKey(s => s.DrawnFileId);
        entity.HasOne<StoredFile>().WithMany().HasForeignKey(s => s.ScanFileId);
    }

    public void Configure(EntityTypeBuilder<MemoRemark> entity)
    {
        entity.ToTable("memo_remarks");
        entity.HasOne<Memo>().WithMany().HasForeignKey(r => r.MemoId);
    }

    public void Configure(EntityTypeBuilder<StoredChain> entity)
    {
        entity.ToTable("approval_chains");
        entity.Property(c => c.Steps).HasColumnType("jsonb").HasConversion(new JsonText<List<ChainStep>>(), new JsonComparer<List<ChainStep>>());
    }

    public void Configure(EntityTypeBuilder<ActingAppointment> entity)
    {
        entity.ToTable("acting_appointments");
        entity.Property(a => a.Kind).HasConversion(new KebabCase<ActingKind>());
        entity.HasOne<Person>().WithMany().HasForeignKey(a => a.PersonId);
    }

    public void Configure(EntityTypeBuilder<MemoCode> entity)
    {
        entity.ToTable("memo_codes");
        entity.HasKey(c => c.UnitId);
        entity.HasOne<Unit>().WithMany().HasForeignKey(c => c.UnitId);
    }

    public void Configure(EntityTypeBuilder<MemoRegister> entity)
    {
        entity.ToTable("memo_registers");
        entity.HasKey(r => new { r.UnitId, r.Year });
        entity.HasOne<Unit>().WithMany().HasForeignKey(r => r.UnitId);
    }

    public void Configure(EntityTypeBuilder<MemoSettings> entity)
    {
        entity.ToTable("memo_settings");
        entity.HasKey(s => s.OrganisationId);
        entity.HasOne<StoredFile>().WithMany().HasForeignKey(s => s.GarudaFileId);
    }

    public void Configure(EntityTypeBuilder<DrawnSignature> entity)
    {
        entity.ToTable("drawn_signatures");
        entity.HasKey(s => s.PersonId);
        entity.HasOne<Person>().WithMany().HasForeignKey(s => s.PersonId);
        entity.HasOne<StoredFile>().WithMany().HasForeignKey(s => s.FileId);
    }
}

internal static class MemosSets
{
    extension(AppDbContext db)
    {
        public DbSet<Memo> Memos => db.Set<Memo>();

        public DbSet<MemoStep> MemoSteps => db.Set<MemoStep>();

        public DbSet<MemoEnclosure> MemoEnclosures => db.Set<MemoEnclosure>();

        public DbSet<MemoRemark> MemoRemarks => db.Set<MemoRemark>();

        public IQueryable<StoredChain> Chains => db.Set<StoredChain>().Where(c => c.RemovedAt == null);

        public DbSet<ActingAppointment> Acting => db.Set<ActingAppointment>();
    }
}
