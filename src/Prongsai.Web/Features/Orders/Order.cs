using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Prongsai.Web.Platform.Files;
using Prongsai.Web.Platform.Identity;
using Prongsai.Web.Platform.Organisations;
using Prongsai.Web.Platform.Persistence;

namespace Prongsai.Web.Features.Orders;

/// <summary>An order (คำสั่ง) that gives people duties for a time.</summary>
internal sealed class Order : IOfOrganisation
{
    public const int NumberMaxLength = 80;
    public const int SubjectMaxLength = 300;

    public Guid Id { get; init; } = Guid.CreateVersion7();

    public Guid OrganisationId { get; set; }

    /// <summary>"123/2568".</summary>
    public required string Number { get; init; }

    public required string Subject { get; init; }

    public required DateOnly IssuedOn { get; init; }

    public required DateOnly StartsOn { get; init; }

    /// <summary>The last day; null until another order changes it.</summary>
    public DateOnly? EndsOn { get; init; }

    public Guid? FileId { get; init; }

    /// <summary>From this day it is in force no more.</summary>
    public DateOnly? CancelledOn { get; set; }

    public string? CancelledBecause { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }

    public List<OrderDuty> Duties { get; } = [];

    public bool IsInForce(DateOnly day) => StartsOn <= day && (EndsOn is null || EndsOn >= day) && (CancelledOn is null || CancelledOn > day);
}

internal sealed class OrderDuty : IOfOrganisation
{
    public const int DutyMaxLength = 200;

    public Guid Id { get; init; } = Guid.CreateVersion7();

    public Guid OrganisationId { get; set; }

    public required Guid OrderId { get; init; }

    public required int Sort { get; init; }

    public required Guid PersonId { get; init; }

    public required string Duty { get; init; }

    /// <summary>By which a duty is found: lower case, single blanks.</summary>
    public required string DutyKey { get; init; }

    /// <summary>ประธานกรรมการ, กรรมการ, กรรมการและเลขานุการ; empty where a person has the duty alone.</summary>
    public required string Place { get; init; }

    public static string KeyOf(string duty) => string.Join(' ', duty.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).ToLowerInvariant();
}

internal sealed class OrderMapping : IEntityTypeConfiguration<Order>, IEntityTypeConfiguration<OrderDuty>
{
    public void Configure(EntityTypeBuilder<Order> entity)
    {
        entity.ToTable("orders");
        entity.HasOne<StoredFile>().WithMany().HasForeignKey(o => o.FileId);
        entity.HasMany(o => o.Duties).WithOne().HasForeignKey(d => d.OrderId);
    }

    public void Configure(EntityTypeBuilder<OrderDuty> entity)
    {
        entity.ToTable("order_duties");
        entity.HasOne<Person>().WithMany().HasForeignKey(d => d.PersonId);
    }
}

internal static class OrderSets
{
    extension(AppDbContext db)
    {
        public DbSet<Order> Orders => db.Set<Order>();
    }
}

/// <summary>Answers other areas: who holds this duty on this day.</summary>
internal sealed class DutyHolders(AppDbContext db) : IDutyHolders
{
    public async Task<IReadOnlyList<DutyHolder>> Of(string duty, DateOnly on, CancellationToken stop)
    {
        var key = OrderDuty.KeyOf(duty);
        var orders = await db.Orders.AsNoTracking().Include(o => o.Duties).Where(o => o.StartsOn <= on && (o.EndsOn == null || o.EndsOn >= on) && (o.CancelledOn == null || o.CancelledOn > on) && o.Duties.Any(d => d.DutyKey == key))
            .OrderByDescending(o => o.StartsOn).ToListAsync(stop);
        var active = await db.People.AsNoTracking().Where(p => p.Active).Select(p => p.Id).ToListAsync(stop);
        return [.. orders.SelectMany(o => o.Duties.Where(d => d.DutyKey == key && active.Contains(d.PersonId)).OrderBy(d => d.Sort).Select(d => new DutyHolder(d.PersonId, o.Number, o.StartsOn, o.EndsOn)))];
    }
}
