using Microsoft.AspNetCore.Authentication.OAuth;
using Prongsai.Web.Platform.Outside;

namespace Prongsai.Web.Features.SignIn.Outside;

/// <summary>Puts sign-in by an identity provider into the product, where the installation names one.</summary>
internal static class SignInByProvider
{
    public static void Add(IServiceCollection services, OpenIdSettings? settings)
    {
        if (settings is null)
        {
            return;
        }
        services.AddSingleton(settings);
        services.AddSingleton<OpenIdProvider>();
        services.AddScoped<EnterByProvider>();
        services.AddAuthentication().AddOAuth<OAuthOptions, OpenIdHandler>(OpenIdHandler.Name, settings.Name, to => OpenIdHandler.Configure(to, settings));
    }
}
