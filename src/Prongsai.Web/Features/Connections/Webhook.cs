using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Prongsai.Web.Platform.Persistence;

namespace Prongsai.Web.Features.Connections;

/// <summary>Another system that is told of deeds of this organisation.</summary>
internal sealed class Webhook : IOfOrganisation
{
    public const int Most = 20;

    public Guid Id { get; init; } = Guid.CreateVersion7();

    public Guid OrganisationId { get; set; }

    public required string Address { get; set; }

    /// <summary>Sealed. What the other system checks our signature with.</summary>
    public required string Secret { get; set; }

    /// <summary>Kinds of changes it hears of.</summary>
    public required string[] Kinds { get; set; }

    public bool Active { get; set; } = true;

    public required DateTimeOffset AddedAt { get; init; }
}

internal enum DeliveryState
{
    Waiting,
    Delivered,
    GivenUp,
}

/// <summary>One deed told to one system. Written by the database with the deed itself.</summary>
internal sealed class WebhookDelivery : IOfOrganisation
{
    public Guid Id { get; init; }

    public Guid OrganisationId { get; set; }

    public Guid WebhookId { get; init; }

    public string Kind { get; init; } = "";

    /// <summary>JSON, exactly as sent and signed.</summary>
    public string Body { get; init; } = "";

    public DeliveryState State { get; set; }

    public int Attempts { get; set; }

    /// <summary>HTTP status of the last answer.</summary>
    public int? Status { get; set; }

    /// <summary>Thai: why the last try failed.</summary>
    public string Note { get; set; } = "";

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? DeliveredAt { get; set; }
}

internal sealed class ConnectionsMapping : IEntityTypeConfiguration<Webhook>, IEntityTypeConfiguration<WebhookDelivery>, IEntityTypeConfiguration<LineChannel>, IEntityTypeConfiguration<LineReader>
{
    public void Configure(EntityTypeBuilder<Webhook> entity) => entity.ToTable("webhooks");

    public void Configure(EntityTypeBuilder<WebhookDelivery> entity)
    {
        entity.ToTable("webhook_deliveries");
        entity.HasOne<Webhook>().WithMany().HasForeignKey(d => d.WebhookId);
        entity.Property(d => d.State).HasConversion(new KebabCase<DeliveryState>());
    }

    public void Configure(EntityTypeBuilder<LineChannel> entity) => entity.ToTable("line_channels");

    public void Configure(EntityTypeBuilder<LineReader> entity)
    {
        entity.ToTable("line_readers");
        entity.HasOne<Platform.Identity.Person>().WithMany().HasForeignKey(r => r.PersonId);
    }
}

internal static class ConnectionSets
{
    extension(AppDbContext db)
    {
        public DbSet<Webhook> Webhooks => db.Set<Webhook>();

        public DbSet<WebhookDelivery> WebhookDeliveries => db.Set<WebhookDelivery>();

        public DbSet<LineChannel> LineChannels => db.Set<LineChannel>();

        public DbSet<LineReader> LineReaders => db.Set<LineReader>();
    }
}
