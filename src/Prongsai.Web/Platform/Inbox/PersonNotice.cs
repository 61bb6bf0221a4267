using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Prongsai.Web.Platform.Identity;
using Prongsai.Web.Platform.Modules;
using Prongsai.Web.Platform.Persistence;

namespace Prongsai.Web.Platform.Inbox;

/// <summary>Something the product tells one person.</summary>
internal sealed class PersonNotice : IOfOrganisation
{
    public const int TextMaxLength = 300;

    public Guid Id { get; init; } = Guid.CreateVersion7();

    public Guid OrganisationId { get; set; }

    public required Guid PersonId { get; init; }

    /// <summary>Thai, one line, without personal data.</summary>
    public required string Text { get; init; }

    /// <summary>Where it is dealt with, within the product.</summary>
    public required string Href { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? ReadAt { get; set; }
}

internal sealed class PersonNoticeMapping : IEntityTypeConfiguration<PersonNotice>
{
    public void Configure(EntityTypeBuilder<PersonNotice> entity)
    {
        entity.ToTable("notices");
        entity.HasOne<Person>().WithMany().HasForeignKey(n => n.PersonId);
    }
}

internal static class NoticeSet
{
    extension(AppDbContext db)
    {
        public DbSet<PersonNotice> Notices => db.Set<PersonNotice>();
    }
}

/// <summary>Tells people what waits for them.</summary>
internal sealed class Notices(AppDbContext db, TimeProvider clock) : IUseCase
{
    /// <summary>Adds a notice to the current save: it exists when, and only when, the deed it tells of does.</summary>
    /// <param name="personId">Of the current organisation.</param>
    /// <param name="text">Thai, one line; no personal data. Cut at <see cref="PersonNotice.TextMaxLength"/>.</param>
    /// <param name="href">An address within the product, beginning with one slash.</param>
    public void Tell(Guid personId, string text, string href)
    {
        if (!href.StartsWith('/') || href.StartsWith("//", StringComparison.Ordinal))
        {
            throw new ArgumentException("A notice leads to an address within the product.", nameof(href));
        }
        db.Notices.Add(new PersonNotice
        {
            PersonId = personId,
            Text = text.Length <= PersonNotice.TextMaxLength ? text : text[..(PersonNotice.TextMaxLength - 1)] + "…",
            Href = href,
            CreatedAt = clock.GetUtcNow(),
        });
    }

    public Task<int> Unread(Guid personId, CancellationToken stop) => db.Notices.CountAsync(n => n.PersonId == personId && n.ReadAt == null, stop);
}
