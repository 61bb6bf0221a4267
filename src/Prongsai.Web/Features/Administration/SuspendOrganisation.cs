using Microsoft.EntityFrameworkCore;
using Npgsql;
using Prongsai.Domain;
using Prongsai.Web.Platform.Files;
using Prongsai.Web.Platform.Identity;
using Prongsai.Web.Platform.Modules;
using Prongsai.Web.Platform.Organisations;
using Prongsai.Web.Platform.Persistence;

namespace Prongsai.Web.Features.Administration;

internal sealed record WorksHereNow() : Refusal("ท่านกำลังทำงานในองค์กรนี้ เปลี่ยนไปทำงานในองค์กรอื่นก่อน");

internal sealed record NotPackedYet() : Refusal("ลบได้เมื่อพักการใช้งานแล้ว และทำแพ็กเกจหลังจากพัก เพื่อไม่ให้มีอะไรหาย");

/// <summary>
/// Closes the office of an organisation, opens it again, or takes it away for good. Done in a scope of its own, under the rights of the
/// installation's administrator; written down there, and, because a removed organisation remembers nothing, also where he works.
/// </summary>
internal sealed class SuspendOrganisation(IServiceScopeFactory scopes, AppDbContext own, CurrentPerson person, CurrentOrganisation current, OrganisationDirectory directory, FileFolder folder, TimeProvider clock) : IUseCase
{
    public async Task<Result<OrganisationCard>> Suspend(Guid id, string because, CancellationToken stop)
    {
        if (id == current.Id)
        {
            return new WorksHereNow();
        }
        return await Change(id, o => (o.SuspendedAt, o.SuspendedBecause) = (clock.GetUtcNow(), because.Trim()), "organisation.suspended", because, stop);
    }

    public Task<Result<OrganisationCard>> Resume(Guid id, CancellationToken stop) =>
        Change(id, o => (o.SuspendedAt, o.SuspendedBecause) = (null, null), "organisation.resumed", null, stop);

    /// <summary>Says what it oversees; null ends that.</summary>
    public Task<Result<OrganisationCard>> Oversee(Guid id, OversightLevel? level, CancellationToken stop) =>
        Change(id, o => o.Oversees = level, "organisation.oversight-given", level is { } given ? Words.Of(given) : "ไม่กำกับดูแล", stop);

    public async Task<Result<OrganisationCard>> Remove(Guid id, string because, CancellationToken stop)
    {
        if (id == current.Id)
        {
            return new WorksHereNow();
        }
        if (await directory.Find(id, stop) is not { } card)
        {
            return new NotPackedYet();
        }
        List<Guid> surveys;
        await using (var scope = scopes.CreateAsyncScope())
        {
            scope.ServiceProvider.GetRequiredService<CurrentOrganisation>().Use(card);
            surveys = await scope.ServiceProvider.GetRequiredService<AppDbContext>().Database.SqlQuery<Guid>($"select id as \"Value\" from surveys").ToListAsync(stop);
        }
        await using var transaction = await own.Database.BeginTransactionAsync(stop);
        own.Record("organisation.removed", "organisation", id, because, new { card.Name, card.ShortName, card.Slug });
        await own.SaveChangesAsync(stop);
        List<byte[]> unshared;
        try
        {
            unshared = await own.Database.SqlQuery<byte[]>($"select * from remove_organisation({id})").ToListAsync(stop);
        }
        catch (PostgresException refused) when (refused.SqlState is PostgresErrorCodes.CheckViolation)
        {
            return new NotPackedYet();
        }
        await transaction.CommitAsync(stop);
        Forget(unshared, surveys);
        directory.Forget();
        return card;
    }

    private async Task<Result<OrganisationCard>> Change(Guid id, Action<Organisation> change, string kind, string? because, CancellationToken stop)
    {
        if (await directory.Find(id, stop) is not { } card)
        {
            return new NotPackedYet();
        }
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentOrganisation>().Use(card);
        scope.ServiceProvider.GetRequiredService<CurrentPerson>().Is(person.PersonId ?? Guid.Empty, null, $"ผู้ดูแลทั้งระบบ ({person.Position})", person.Permissions, []);
        var db = scope.ServiceProvider.GetRequiredService<AppDbContext>();
        change(await db.Organisations.FirstAsync(o => o.Id == id, stop));
        db.Record(kind, "organisation", id, because);
        await db.SaveChangesAsync(stop);
        directory.Forget();
        return await directory.Find(id, stop) ?? card;
    }

    private void Forget(IEnumerable<byte[]> unshared, List<Guid> surveys)
    {
        foreach (var sha256 in unshared)
        {
            var name = Convert.ToHexStringLower(sha256);
            File.Delete(Path.Combine(folder.Path, name[..2], name[2..]));
        }
        var keys = Path.Combine(Path.GetDirectoryName(Path.TrimEndingDirectorySeparator(folder.Path)) ?? folder.Path, "survey-keys");
        foreach (var path in Directory.Exists(keys) ? Directory.GetFiles(keys) : [])
        {
            if (surveys.Exists(s => Path.GetFileName(path).Replace("-", "", StringComparison.Ordinal).StartsWith(s.ToString("N"), StringComparison.OrdinalIgnoreCase)))
            {
                File.Delete(path);
            }
        }
    }
}
