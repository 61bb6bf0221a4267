using Microsoft.EntityFrameworkCore;
using Prongsai.Web.Platform.Identity;
using Prongsai.Web.Platform.Inbox;
using Prongsai.Web.Platform.Mail;
using Prongsai.Web.Platform.Modules;
using Prongsai.Web.Platform.Organisations;
using Prongsai.Web.Platform.Persistence;

namespace Prongsai.Web.Features.SignIn;

/// <summary>
/// Writes down what happened to an account in every organisation it works in, and tells its owner there and by mail: who took an account
/// over cannot do so quietly.
/// </summary>
internal sealed class TellOfAccount(IServiceScopeFactory scopes, OrganisationDirectory directory) : IUseCase
{
    /// <param name="account">Whose.</param>
    /// <param name="kind">Of the change.</param>
    /// <param name="text">Thai, for the owner; null where the owner needs not be told.</param>
    /// <param name="stop">Ends the work.</param>
    public async Task Do(Account account, string kind, string? text, CancellationToken stop)
    {
        List<Guid> homes;
        await using (var scope = scopes.CreateAsyncScope())
        {
            scope.ServiceProvider.GetRequiredService<CurrentPerson>().SignedIn(account.Id);
            homes = await scope.ServiceProvider.GetRequiredService<AppDbContext>().People.IgnoreQueryFilters().Where(p => p.AccountId == account.Id && p.Active).Select(p => p.OrganisationId).ToListAsync(stop);
        }
        var mailed = false;
        foreach (var home in homes)
        {
            if (await directory.Find(home, stop) is not { } card)
            {
                continue;
            }
            await using var scope = scopes.CreateAsyncScope();
            scope.ServiceProvider.GetRequiredService<CurrentOrganisation>().Use(card);
            var db = scope.ServiceProvider.GetRequiredService<AppDbContext>();
            var me = await db.People.AsNoTracking().FirstAsync(p => p.AccountId == account.Id, stop);
            scope.ServiceProvider.GetRequiredService<CurrentPerson>().Is(me.Id, me.UnitId, me.Position, new HashSet<string>(StringComparer.Ordinal), []);
            db.Record(kind, "person", me.Id);
            if (text is not null)
            {
                scope.ServiceProvider.GetRequiredService<Notices>().Tell(me.Id, text, "/account");
                if (!mailed)
                {
                    scope.ServiceProvider.GetRequiredService<MailQueue>().Add(account.Id, "แจ้งเตือนบัญชีโปร่งใส", text);
                    mailed = true;
                }
            }
            await db.SaveChangesAsync(stop);
        }
    }
}
