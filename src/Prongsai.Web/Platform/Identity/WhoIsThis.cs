using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Prongsai.Web.Platform.Modules;
using Prongsai.Web.Platform.Organisations;
using Prongsai.Web.Platform.Persistence;

namespace Prongsai.Web.Platform.Identity;

/// <summary>
/// After the cookie was read: is the account still what the cookie says, in which organisation does it work now, as whom, and what may it do?
/// Asked of the database on every request, so that taking a role or an account away works at once. On the public side nobody is anybody.
/// </summary>
internal sealed class WhoIsThis(RequestDelegate next)
{
    /// <summary>The claim that holds the organisation chosen in the switcher.</summary>
    public const string OrganisationClaim = "organisation";

    /// <summary>The claim type of a permission.</summary>
    public const string PermissionClaim = "permission";

    /// <summary>The permission to see figures of other organisations: worth something only where the organisation oversees some.</summary>
    public const string Oversee = "oversight.read";

    private static readonly object OnlySuspended = new();

    public const string ManageInstallation = "installation.manage";

    public async Task InvokeAsync(HttpContext context, Product product, OrganisationDirectory directory, CurrentOrganisation organisation, CurrentPerson person)
    {
        if (context.Features.Get<IExceptionHandlerFeature>() is not null)
        {
            context.User = new ClaimsPrincipal(new ClaimsIdentity());
        }
        else if (context.GetEndpoint()?.Metadata.GetMetadata<PublicSideAttribute>() is not null)
        {
            if (context.Features.Get<PublicOrganisation>() is not { } found)
            {
                context.Response.StatusCode = StatusCodes.Status404NotFound;
                return;
            }
            if (found.Card.IsSuspended && !HttpMethods.IsGet(context.Request.Method) && !HttpMethods.IsHead(context.Request.Method))
            {
                // What it published may be read; it takes nothing in.
                context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
                return;
            }
            organisation.Use(found.Card);
            context.User = new ClaimsPrincipal(new ClaimsIdentity());
        }
        else if (context.User.Identity is { IsAuthenticated: true } && !await Recognise(context, product, directory, organisation, person))
        {
            await context.SignOutAsync(IdentityConstants.ApplicationScheme);
            context.User = new ClaimsPrincipal(new ClaimsIdentity());
            if (context.Items.ContainsKey(OnlySuspended) && context.GetEndpoint()?.Metadata.GetMetadata<IAllowAnonymous>() is null)
            {
                context.Response.Redirect("/suspended");
                return;
            }
        }
        if (person.MustShowMore && context.GetEndpoint()?.Metadata is { } asked && asked.GetMetadata<IAuthorizeData>() is not null && asked.GetMetadata<IAllowAnonymous>() is null && asked.GetMetadata<OpenBeforeSecondFactorAttribute>() is null)
        {
            context.Response.Redirect("/account/second-factor");
            return;
        }
        await next(context);
    }

    private static async Task<bool> Recognise(HttpContext context, Product product, OrganisationDirectory directory, CurrentOrganisation organisation, CurrentPerson person)
    {
        var stop = context.RequestAborted;
        if (!Guid.TryParse(context.User.FindFirstValue(ClaimTypes.NameIdentifier), out var accountId))
        {
            return false;
        }
        person.SignedIn(accountId);
        // In a scope of its own: before the organisation is known only the account's own people can be seen, and not through the filter.
        await using var scope = context.RequestServices.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentPerson>().SignedIn(accountId);
        var db = scope.ServiceProvider.GetRequiredService<AppDbContext>();
        var account = await db.Users.AsNoTracking().Where(a => a.Id == accountId && a.Active).Select(a => new { a.SecurityStamp, a.IsInstallationAdministrator }).FirstOrDefaultAsync(stop);
        if (account is null || !string.Equals(account.SecurityStamp, context.User.FindFirstValue(new ClaimsIdentityOptions().SecurityStampClaimType), StringComparison.Ordinal))
        {
            return false;
        }
        if (!await Continue(context, db, accountId, person))
        {
            return false;
        }
        var people = await db.People.IgnoreQueryFilters().AsNoTracking().Where(p => p.AccountId == accountId && p.Active)
            .Select(p => new { p.Id, p.OrganisationId, p.UnitId, p.Position }).ToListAsync(stop);
        var organisations = (await directory.All(stop)).Where(o => people.Exists(p => p.OrganisationId == o.Id)).ToList();
        if (organisations.RemoveAll(o => o.IsSuspended) > 0 && organisations.Count == 0)
        {
            context.Items[OnlySuspended] = true;
        }
        if (organisations.Count == 0)
        {
            return false;
        }
        var chosen = Guid.TryParse(context.User.FindFirstValue(OrganisationClaim), out var id) ? organisations.Find(o => o.Id == id) : null;
        chosen ??= organisations[0];
        organisation.Use(chosen);
        var me = people.First(p => p.OrganisationId == chosen.Id);

        var own = context.RequestServices.GetRequiredService<AppDbContext>();
        var roles = await own.PersonRoles.Where(pr => pr.PersonId == me.Id).Join(own.Roles, pr => pr.RoleId, r => r.Id, (_, r) => new { r.Permissions, r.DemandsSecondFactor }).ToListAsync(stop);
        var permissions = new HashSet<string>(product.WithImplied(roles.SelectMany(r => r.Permissions)), StringComparer.Ordinal);
        person.RolesDemand(roles.Exists(r => r.DemandsSecondFactor));
        if (chosen.Oversees is null)
        {
            permissions.Remove(Oversee);
        }
        if (account.IsInstallationAdministrator)
        {
            permissions.Add(ManageInstallation);
        }
        person.Is(me.Id, me.UnitId, me.Position, permissions, organisations);
        var identity = (ClaimsIdentity)context.User.Identity!;
        identity.AddClaims(permissions.Select(p => new Claim(PermissionClaim, p)));
        return true;
    }

    /// <summary>Is the session still open? Also notes, now and then, that it was used.</summary>
    private static async Task<bool> Continue(HttpContext context, AppDbContext db, Guid account, CurrentPerson person)
    {
        var now = context.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow();
        if (!Guid.TryParse(context.User.FindFirstValue(Sessions.Claim), out var id)
            || await db.Sessions.AsNoTracking().FirstOrDefaultAsync(s => s.Id == id && s.AccountId == account && s.EndedAt == null, context.RequestAborted) is not { } session
            || now - session.CreatedAt > Sessions.Longest || session.CreatedAt - now > Sessions.ToCome)
        {
            return false;
        }
        if ((now - session.LastSeenAt).Duration() > Sessions.SeenEvery)
        {
            await db.Sessions.Where(s => s.Id == id).ExecuteUpdateAsync(set => set.SetProperty(s => s.LastSeenAt, now), context.RequestAborted);
        }
        person.IsInSession(id, session.ProvenAt, session.IsStrong);
        return true;
    }
}

/// <summary>Marks a page one may open although a role demands a second factor that the session has not shown: where it is set up, and the way out.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class OpenBeforeSecondFactorAttribute : Attribute;
