using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Prongsai.Domain;
using Prongsai.Web.Platform.Identity;
using Prongsai.Web.Platform.Modules;
using Prongsai.Web.Platform.Organisations;
using Prongsai.Web.Platform.Persistence;

namespace Prongsai.Web.Features.SignIn;

internal sealed record LinkDoesNotWork() : Refusal("ลิงก์นี้ใช้แล้วหรือหมดอายุ ขอลิงก์ใหม่จากผู้ดูแลระบบ");

internal sealed record UserNameIsTaken() : Refusal("มีผู้ใช้ชื่อนี้แล้ว ตั้งชื่อผู้ใช้อื่น เช่น เติมตัวเลขต่อท้าย");

/// <summary>The password or name does not do; the text says why.</summary>
internal sealed record AccountIsRefused(string Why) : Refusal(Why);

/// <summary>
/// Turns a one-time link into an account with a password, or gives an account a new password, and signs it in.
/// </summary>
internal sealed class RedeemLink(
    AppDbContext db, SignInLinks links, UserManager<Account> accounts, Sessions sessions, SignInCookies cookies, CurrentOrganisation organisation, OrganisationDirectory directory, CurrentPerson me, FirstOrganisation firstOrganisation, PasswordContext known, TimeProvider clock) : IUseCase
{
    /// <param name="Position">What the person is called by; only the first administrator says so, an invitation knows.</param>
    /// <param name="UserName">Null when the link belongs to an account that has one.</param>
    /// <param name="Password">The new one.</param>
    public sealed record Input(string? Position, string? UserName, string Password);

    /// <returns>True when the person is in; false when the account has a second proof, which a link does not replace.</returns>
    public async Task<Result<bool>> Do(string token, Input input, CancellationToken stop)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(stop);
        if (await links.Find(token, stop) is not { } link || !await links.Use(link, stop))
        {
            return new LinkDoesNotWork();
        }
        var done = link.Purpose is LinkPurpose.NewPassword ? await NewPassword(link, input) : await NewAccount(link, input, stop);
        if (!done.IsOk)
        {
            return done.Refusal;
        }
        if (link.Purpose is LinkPurpose.NewPassword)
        {
            await sessions.EndAll(done.Value.Id, null, stop);
        }
        await transaction.CommitAsync(stop);
        if (done.Value.TwoFactorEnabled)
        {
            cookies.RememberHalf(done.Value);
            return false;
        }
        await sessions.Open(done.Value, SignInWay.Link, isStrong: false, stop);
        return true;
    }

    private async Task<Result<Account>> NewPassword(SignInLink link, Input input)
    {
        if (await accounts.FindByIdAsync(link.AccountId.ToString()!) is not { Active: true } account)
        {
            return new LinkDoesNotWork();
        }
        // The token goes round in this process only: the link was the proof.
        var set = await accounts.ResetPasswordAsync(account, await accounts.GeneratePasswordResetTokenAsync(account), input.Password);
        return set.Succeeded ? account : Why(set);
    }

    private async Task<Result<Account>> NewAccount(SignInLink link, Input input, CancellationToken stop)
    {
        var first = link.Purpose is LinkPurpose.FirstAdministrator;
        var home = first ? (await directory.All(stop)) is [var only, ..] ? only : await firstOrganisation.Make(stop) : link.OrganisationId is { } id ? await directory.Find(id, stop) : null;
        if (home is null)
        {
            return new LinkDoesNotWork();
        }
        organisation.Use(home);
        await db.Database.ExecuteSqlAsync($"select set_config('app.organisation_id', {home.Id.ToString()}, true)", stop);
        known.Add(home);
        known.Add(new Person { Position = input.Position ?? "", CreatedAt = clock.GetUtcNow() });
        known.Add(await db.People.FirstOrDefaultAsync(p => p.Id == link.PersonId, stop));
        var account = new Account { UserName = input.UserName!.Trim(), IsInstallationAdministrator = first, CreatedAt = clock.GetUtcNow() };
        var made = await accounts.CreateAsync(account, input.Password);
        if (!made.Succeeded)
        {
            return Why(made);
        }
        Person? person;
        if (first)
        {
            person = new Person { Position = input.Position!.Trim(), AccountId = account.Id, CreatedAt = clock.GetUtcNow() };
            var administrator = await db.Roles.Where(r => r.Name == StandardRoles.Administrator).FirstAsync(stop);
            db.People.Add(person);
            db.PersonRoles.Add(new PersonRole { PersonId = person.Id, RoleId = administrator.Id });
        }
        else
        {
            person = await db.People.FirstOrDefaultAsync(p => p.Id == link.PersonId && p.Active, stop);
            if (person is not { AccountId: null })
            {
                return new LinkDoesNotWork();
            }
            person.AccountId = account.Id;
            (account.Email, person.Email) = (person.Email, null);
            await accounts.UpdateNormalizedEmailAsync(account);
        }
        // What is written down now is this person's own deed.
        me.Is(person.Id, person.UnitId, person.Position, me.Permissions, me.Organisations);
        db.Record("account.opened", "person", person.Id, data: new { position = person.Position });
        await db.SaveChangesAsync(stop);
        return account;
    }

    internal static Refusal Why(IdentityResult result)
    {
        var code = result.Errors.First().Code;
        return code switch
        {
            nameof(IdentityErrorDescriber.DuplicateUserName) => new UserNameIsTaken(),
            nameof(IdentityErrorDescriber.InvalidUserName) => new AccountIsRefused("ชื่อผู้ใช้ใช้ได้เฉพาะตัวอักษรอังกฤษ ตัวเลข และ . - _ @"),
            nameof(IdentityErrorDescriber.PasswordTooShort) => new AccountIsRefused($"รหัสผ่านต้องยาวอย่างน้อย {Account.PasswordMinLength} ตัว ใช้วลีหลายคำที่ท่านจำได้"),
            nameof(IdentityErrorDescriber.PasswordRequiresUniqueChars) => new AccountIsRefused("รหัสผ่านซ้ำตัวเดิมมากเกินไป ใช้วลีหลายคำที่ท่านจำได้"),
            RefuseEasyPasswords.LeakedCode => new AccountIsRefused("รหัสผ่านนี้อยู่ในรายการรหัสผ่านที่เคยรั่วไหลจากที่อื่น คนร้ายลองใช้รายการนี้ก่อนเสมอ ตั้งรหัสผ่านใหม่ที่ท่านไม่เคยใช้ที่ใด"),
            RefuseEasyPasswords.Code => new AccountIsRefused("รหัสผ่านนี้เดาง่าย มีแต่คำที่คนใช้กันมาก ปี แป้นที่เรียงกัน หรือชื่อหน่วยงานและชื่อของท่าน เติมคำอื่นที่ท่านจำได้อีกสองสามคำ"),
            _ => throw new InvalidOperationException($"Identity refused an account: {code}."),
        };
    }
}
