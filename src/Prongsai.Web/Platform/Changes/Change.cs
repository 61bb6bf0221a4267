using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Prongsai.Web.Platform.Persistence;

namespace Prongsai.Web.Platform.Changes;

/// <summary>
/// Who did what to what, why and when. Written by <see cref="AppDbContext.Record(string, string, string, string?, object?)"/> in the
/// transaction of the deed; numbered and chained per organisation by the database; never altered.
/// </summary>
internal sealed class Change : IOfOrganisation
{
    /// <summary>Thai as itself: the data is read by people in exports.</summary>
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public Guid Id { get; private init; } = Guid.CreateVersion7();

    public Guid OrganisationId { get; set; }

    /// <summary>1, 2, 3 … in the organisation; set by the database.</summary>
    public long Number { get; private set; }

    /// <summary>noun.past</summary>
    public required string Kind { get; init; }

    public required string SubjectType { get; init; }

    public required string SubjectId { get; init; }

    /// <summary>The person, or null when the program acted by itself.</summary>
    public Guid? ActorId { get; private init; }

    /// <summary>The person's position at that time.</summary>
    public required string Actor { get; init; }

    /// <summary>To the microsecond, as the database keeps it.</summary>
    public required DateTimeOffset At { get; init; }

    public string? Reason { get; private init; }

    /// <summary>JSON, kept to the byte.</summary>
    public string Data { get; private init; } = "{}";

    public byte[] PreviousHash { get; private set; } = [];

    public byte[] Hash { get; private set; } = [];

    public static Change Of(string kind, string subjectType, string subjectId, Guid? actorId, string actor, DateTimeOffset at, string? reason, object? data) =>
        new()
        {
            Kind = kind,
            SubjectType = subjectType,
            SubjectId = subjectId,
            ActorId = actorId,
            Actor = actor,
            At = new DateTimeOffset(at.UtcTicks - (at.UtcTicks % TimeSpan.TicksPerMicrosecond), TimeSpan.Zero),
            Reason = string.IsNullOrWhiteSpace(reason) ? null : reason.Trim(),
            Data = data is null ? "{}" : JsonSerializer.Serialize(data, Json),
        };
}

internal sealed class ChangeMapping : IEntityTypeConfiguration<Change>
{
    public void Configure(EntityTypeBuilder<Change> entity)
    {
        entity.ToTable("changes");
        entity.Property(c => c.Data).HasColumnType("json");
        entity.Property(c => c.Number).ValueGeneratedOnAdd();
        entity.Property(c => c.PreviousHash).ValueGeneratedOnAdd();
        entity.Property(c => c.Hash).ValueGeneratedOnAdd();
    }
}

internal static class ChangeSet
{
    extension(AppDbContext db)
    {
        public DbSet<Change> Changes => db.Set<Change>();
    }
}
