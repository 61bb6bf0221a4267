using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Prongsai.Domain;
using Prongsai.Web.Platform.Identity;
using Prongsai.Web.Platform.Inbox;
using Prongsai.Web.Platform.Modules;
using Prongsai.Web.Platform.Organisations;
using Prongsai.Web.Platform.Persistence;

namespace Prongsai.Web.Features.Administration;

/// <summary>Someone must remain who can give roles; otherwise nobody could ever again.</summary>
internal sealed record LastAdministrator() : Refusal("ต้องเหลือผู้ที่มีบัญชีและจัดการบทบาทได้อย่างน้อยหนึ่งคน ให้สิทธิ์ผู้อื่นก่อน แล้วจึงเปลี่ยน");

/// <summary>The account also works where this administrator has no say, so he may not take it over.</summary>
internal sealed record AccountWorksElsewhere() : Refusal("บัญชีนี้ใช้ในองค์กรอื่นหรือดูแลทั้งระบบด้วย ผู้ดูแลขององค์กรเดียวออกลิงก์หรือปิดการยืนยันสองชั้นให้ไม่ได้ ให้ผู้ดูแลทั้งระบบทำ");

internal sealed record NobodyToInvite() : Refusal("ไม่พบบุคคลนี้ หรือพ้นหน้าที่แล้ว");

internal sealed record NoSuchUnit() : Refusal("ไม่พบส่วนราชการนี้ เลือกจากรายการใหม่");

/// <summary>Adds and changes people, gives them roles and one-time links.</summary>
internal sealed class KeepPeople(
    AppDbContext db, Administrators administrators, SignInLinks links, CurrentOrganisation organisation, CurrentPerson me, UserManager<Account> accounts, SecondFactor second, Sessions sessions, Notices notices, TimeProvider clock) : IUseCase
{
    public sealed record Input(string Position, string Name, Guid? Unit, IReadOnlyList<Guid> Roles, string? Email = null);

    /// <summary>Changes the person, or adds one when there is no id.</summary>
    public async Task<Result<Person>> Keep(Guid? id, Input input, CancellationToken stop)
    {
        if (input.Unit is { } unit && !await db.Units.AnyAsync(u => u.Id == unit, stop))
        {
            return new NoSuchUnit();
        }
        await using var transaction = await db.Database.BeginTransactionAsync(stop);
        var roles = await db.Roles.Where(r => input.Roles.Contains(r.Id)).ToListAsync(stop);
        Person person;
        if (id is { } known)
        {
            person = await db.People.Include(p => p.Roles).FirstAsync(p => p.Id == known, stop);
            var from = new { person.Position, unit = person.UnitId, roles = Names(person.Roles) };
            var moved = person.UnitId != input.Unit;
            (person.Position, person.Name, person.UnitId, person.Email) = (input.Position, input.Name, input.Unit, person.AccountId is null ? input.Email : null);
            person.Roles.RemoveAll(r => !roles.Contains(r));
            person.Roles.AddRange(roles.Except(person.Roles));
            db.Record(moved ? "person.moved" : "person.changed", "person", person.Id, data: new { from, to = new { person.Position, unit = person.UnitId, roles = Names(roles) } });
        }
        else
        {
            person = new Person { Position = input.Position, Name = input.Name, UnitId = input.Unit, Email = input.Email, Sort = int.MaxValue, CreatedAt = clock.GetUtcNow() };
            person.Roles.AddRange(roles);
            db.People.Add(person);
            db.Record("person.added", "person", person.Id, data: new { person.Position, unit = person.UnitId, roles = Names(roles) });
        }
        await db.SaveChangesAsync(stop);
        if (id is not null && !await administrators.Remain(stop))
        {
            return new LastAdministrator();
        }
        await transaction.CommitAsync(stop);
        return person;
    }

    /// <summary>A link to open an account, or, for someone who has one, to set a new password; links given before stop working.</summary>
    /// <returns>Its path.</returns>
    public async Task<Result<string>> Invite(Guid id, CancellationToken stop)
    {
        if (await db.People.AsNoTracking().FirstOrDefaultAsync(p => p.Id == id && p.Active, stop) is not { } person)
        {
            return new NobodyToInvite();
        }
        var has = person.AccountId is not null;
        if (has && !await MayRuleOver(person.AccountId!.Value, stop))
        {
            return new AccountWorksElsewhere();
        }
        var purpose = has ? LinkPurpose.NewPassword : LinkPurpose.Invitation;
        await using var transaction = db.Database.CurrentTransaction is null ? await db.Database.BeginTransactionAsync(stop) : null;
        await links.Withdraw(purpose, has ? null : id, person.AccountId, stop);
        var path = links.Add(purpose, organisation.Id, has ? null : id, person.AccountId, SignInLinks.InvitationLasts);
        db.Record(has ? "account.password-link-made" : "account.invited", "person", id);
        await db.SaveChangesAsync(stop);
        if (transaction is not null)
        {
            await transaction.CommitAsync(stop);
        }
        return path;
    }

    /// <summary>For someone who lost the phone and the codes: the account is entered by password alone again, everywhere signed out. Its owner is told.</summary>
    public async Task<Result<Person>> EndSecondFactor(Guid id, CancellationToken stop)
    {
        if (await db.People.FirstOrDefaultAsync(p => p.Id == id && p.Active && p.AccountId != null, stop) is not { } person || await accounts.FindByIdAsync(person.AccountId!.Value.ToString()) is not { } account)
        {
            return new NobodyToInvite();
        }
        if (!await MayRuleOver(account.Id, stop))
        {
            return new AccountWorksElsewhere();
        }
        foreach (var passkey in await accounts.GetPasskeysAsync(account))
        {
            await accounts.RemovePasskeyAsync(account, passkey.CredentialId);
        }
        await second.End(account, stop);
        await sessions.EndAll(account.Id, null, stop);
        notices.Tell(id, "ผู้ดูแลระบบปิดการยืนยันสองชั้นของท่าน ตั้งใหม่กับเครื่องใหม่ได้ที่หน้านี้", "/account");
        db.Record("account.second-factor-taken-away", "person", id);
        await db.SaveChangesAsync(stop);
        return person;
    }

    /// <summary>Ends every open session of a person: a device was lost, or somebody else sits at it. The person signs in again.</summary>
    public async Task<Result<Person>> SignOutEverywhere(Guid id, CancellationToken stop)
    {
        if (await db.People.FirstOrDefaultAsync(p => p.Id == id && p.AccountId != null, stop) is not { } person)
        {
            return new NobodyToInvite();
        }
        if (!await MayRuleOver(person.AccountId!.Value, stop))
        {
            return new AccountWorksElsewhere();
        }
        await sessions.EndAll(person.AccountId.Value, null, stop);
        notices.Tell(id, "ผู้ดูแลระบบให้ท่านออกจากระบบทุกเครื่อง ถ้าสงสัยว่ามีผู้อื่นใช้บัญชีของท่าน เปลี่ยนรหัสผ่าน", "/account");
        db.Record("account.signed-out-by-administrator", "person", id);
        await db.SaveChangesAsync(stop);
        return person;
    }

    /// <summary>Who administers one organisation rules over accounts that work there alone; who runs the installation, over all.</summary>
    public async Task<bool> MayRuleOver(Guid account, CancellationToken stop) =>
        me.May(WhoIsThis.ManageInstallation) || !await db.Database.SqlQuery<bool>($"select account_works_elsewhere({account}, {organisation.Id}) as \"Value\"").SingleAsync(stop);

    private static string[] Names(IEnumerable<Role> roles) => [.. roles.Select(r => r.Name).Order(StringComparer.Ordinal)];
}

/// <summary>Asks whether anyone could still give roles.</summary>
internal sealed class Administrators(AppDbContext db, Product product) : IUseCase
{
    public async Task<bool> Remain(CancellationToken stop)
    {
        var roles = await db.PersonRoles.AsNoTracking()
            .Join(db.People.Where(p => p.Active && p.AccountId != null), pr => pr.PersonId, p => p.Id, (pr, p) => new { pr.RoleId, p.AccountId })
            .Join(db.Users.Where(a => a.Active), x => x.AccountId, a => a.Id, (x, _) => x.RoleId)
            .Join(db.Roles, id => id, r => r.Id, (_, r) => r.Permissions).ToListAsync(stop);
        return roles.Exists(p => product.WithImplied(p).Contains(Administer.People));
    }
}
