using System.Buffers.Text;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Prongsai.Web.Platform.Modules;
using Prongsai.Web.Platform.Persistence;

namespace Prongsai.Web.Platform.Identity;

/// <summary>Makes and redeems one-time links. 256 random bits, of which only the SHA-256 is stored; each works once and not for ever.</summary>
internal sealed class SignInLinks(AppDbContext db, TimeProvider clock) : IUseCase
{
    public static readonly TimeSpan FirstAdministratorLasts = TimeSpan.FromDays(1);
    public static readonly TimeSpan InvitationLasts = TimeSpan.FromDays(7);

    /// <summary>Adds a link to this save and gives the path to hand over: /link/….</summary>
    public string Add(LinkPurpose purpose, Guid? organisation, Guid? person, Guid? account, TimeSpan lasts)
    {
        var token = RandomNumberGenerator.GetBytes(32);
        db.SignInLinks.Add(new SignInLink
        {
            TokenHash = SHA256.HashData(token),
            Purpose = purpose,
            OrganisationId = organisation,
            PersonId = person,
            AccountId = account,
            CreatedAt = clock.GetUtcNow(),
            ExpiresAt = clock.GetUtcNow() + lasts,
        });
        return "/link/" + Base64Url.EncodeToString(token);
    }

    /// <summary>The link this token opens, or null when there is none, it was used, or its time is over.</summary>
    public async Task<SignInLink?> Find(string token, CancellationToken stop)
    {
        var bytes = new byte[32];
        if (token.Length != 43 || !Base64Url.IsValid(token) || !Base64Url.TryDecodeFromChars(token, bytes, out var written) || written != 32)
        {
            return null;
        }
        var hash = SHA256.HashData(bytes);
        var now = clock.GetUtcNow();
        // One made more than a day ahead was made while the clock was wrong, and would work too long.
        var tomorrow = now.AddDays(1);
        return await db.SignInLinks.FirstOrDefaultAsync(l => l.TokenHash == hash && l.UsedAt == null && l.ExpiresAt > now && l.CreatedAt <= tomorrow, stop);
    }

    /// <summary>Takes the link, at once and for good; false when someone was faster.</summary>
    public async Task<bool> Use(SignInLink link, CancellationToken stop) =>
        await db.SignInLinks.Where(l => l.Id == link.Id && l.UsedAt == null).ExecuteUpdateAsync(set => set.SetProperty(l => l.UsedAt, clock.GetUtcNow()), stop) == 1;

    /// <summary>Older links of the same purpose for the same receiver stop working.</summary>
    public Task Withdraw(LinkPurpose purpose, Guid? person, Guid? account, CancellationToken stop) =>
        db.SignInLinks.Where(l => l.Purpose == purpose && l.PersonId == person && l.AccountId == account && l.UsedAt == null)
            .ExecuteUpdateAsync(set => set.SetProperty(l => l.UsedAt, clock.GetUtcNow()), stop);
}
