using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Prongsai.Web.Platform.Modules;

namespace Prongsai.Web.Platform.Outside;

/// <summary>Keys that other services know us by, sealed before they lie in the database; bound to the organisation they belong to.</summary>
internal sealed class Secrets(IDataProtectionProvider protection, Organisations.CurrentOrganisation organisation) : IUseCase
{
    public string Seal(string secret) => Protector().Protect(secret);

    /// <summary>Null when it was sealed by another installation, as after a restore without its keys.</summary>
    public string? Open(string sealedSecret)
    {
        try
        {
            return Protector().Unprotect(sealedSecret);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private IDataProtector Protector() => protection.CreateProtector("prongsai.outside", organisation.Id.ToString("N"));
}
