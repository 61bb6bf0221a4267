using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Prongsai.Web.Platform.Modules;
using Prongsai.Web.Platform.Organisations;
using Prongsai.Web.Platform.Persistence;

namespace Prongsai.Web.Platform.Identity;

/// <summary>What a guesser knows of somebody whose account is only being opened.</summary>
internal sealed class PasswordContext : IUseCase
{
    public List<string?> Words { get; } = [];

    public void Add(OrganisationCard? office) => Words.AddRange([office?.Name, office?.ShortName, office?.District, office?.Province, office?.Slug, office?.Host]);

    public void Add(Person? person) => Words.AddRange([person?.Name, person?.Position, person?.Email]);
}

/// <summary>
/// Refuses a new password that holds little but common words and what is known of its owner: user name, mail address, and of every office the person
/// belongs to the person's name and position, the office's names, place and address. And one that leaked, where there is a list. Passwords there were before stay as they are.
/// </summary>
internal sealed class RefuseEasyPasswords(EasyPasswords easy, LeakedPasswords leaked, PasswordContext context, IServiceScopeFactory scopes, OrganisationDirectory directory) : IPasswordValidator<Account>
{
    /// <summary>The code of the refusal.</summary>
    public const string Code = "PasswordIsEasy";

    /// <summary>The code of the refusal of one that leaked.</summary>
    public const string LeakedCode = "PasswordLeaked";

    private static readonly string[] Product = ["prongsai", "โปร่งใส", "ita", "thailand", "ประเทศไทย"];

    public async Task<IdentityResult> ValidateAsync(UserManager<Account> manager, Account user, string? password)
    {
        if (leaked.Contains(password ?? ""))
        {
            return IdentityResult.Failed(new IdentityError { Code = LeakedCode, Description = "The password is in a list of leaked ones." });
        }
        var known = new List<string?>([.. Product, .. context.Words, user.UserName, user.Email]);
        // In a scope of its own: of an account its own people are seen in every office, whatever office this request works for.
        await using (var scope = scopes.CreateAsyncScope())
        {
            scope.ServiceProvider.GetRequiredService<CurrentPerson>().SignedIn(user.Id);
            var db = scope.ServiceProvider.GetRequiredService<AppDbContext>();
            foreach (var person in await db.People.IgnoreQueryFilters().AsNoTracking().Where(p => p.AccountId == user.Id).ToListAsync())
            {
                var own = new PasswordContext();
                own.Add(person);
                own.Add(await directory.Find(person.OrganisationId, CancellationToken.None));
                known.AddRange(own.Words);
            }
        }
        return easy.IsEasy(password ?? "", known)
            ? IdentityResult.Failed(new IdentityError { Code = Code, Description = "Little of the password is the person's own." })
            : IdentityResult.Success;
    }
}
