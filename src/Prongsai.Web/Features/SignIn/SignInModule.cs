using Prongsai.Web.Platform.Modules;

namespace Prongsai.Web.Features.SignIn;

/// <summary>Coming in and going out: password, one-time links, the choice of organisation.</summary>
internal sealed class SignInModule : IModule
{
    public static void Register(ModuleBuilder module)
    {
        // Its pages bring everything there is.
    }
}
