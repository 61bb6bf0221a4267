using Microsoft.EntityFrameworkCore;
using Prongsai.Web.Platform.CommandLine;
using Prongsai.Web.Platform.Persistence;

namespace Prongsai.Web.Platform.Identity;

/// <summary>There is no default password: whoever starts the product is given a one-time link to become its first administrator.</summary>
internal static class FirstAdministrator
{
    /// <summary>A fresh link while nobody administers the installation; null once someone does. Links printed before stop working.</summary>
    public static async Task<string?> Link(IServiceProvider services, CancellationToken stop)
    {
        await using var scope = services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AppDbContext>();
        if (await db.Users.AnyAsync(a => a.IsInstallationAdministrator && a.Active, stop))
        {
            return null;
        }
        var links = scope.ServiceProvider.GetRequiredService<SignInLinks>();
        await links.Withdraw(LinkPurpose.FirstAdministrator, null, null, stop);
        var path = links.Add(LinkPurpose.FirstAdministrator, null, null, null, SignInLinks.FirstAdministratorLasts);
        await db.SaveChangesAsync(stop);
        return path;
    }

    /// <summary>A link with which the oldest active administrator sets a new password.</summary>
    /// <exception cref="InstallationException">There is no administrator.</exception>
    public static async Task<string> NewPasswordLink(IServiceProvider services, CancellationToken stop)
    {
        await using var scope = services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AppDbContext>();
        var account = await db.Users.Where(a => a.IsInstallationAdministrator && a.Active).OrderBy(a => a.CreatedAt).FirstOrDefaultAsync(stop)
            ?? throw new InstallationException("There is no administrator yet.");
        var links = scope.ServiceProvider.GetRequiredService<SignInLinks>();
        await links.Withdraw(LinkPurpose.NewPassword, null, account.Id, stop);
        var path = links.Add(LinkPurpose.NewPassword, null, null, account.Id, SignInLinks.FirstAdministratorLasts);
        await db.SaveChangesAsync(stop);
        return path;
    }
}
