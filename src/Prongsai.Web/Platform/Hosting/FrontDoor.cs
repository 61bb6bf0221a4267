using Prongsai.Web.Platform.Organisations;

namespace Prongsai.Web.Platform.Hosting;

/// <summary>
/// Who comes to / is shown in by what he carries: an officer with a session begins his work, everyone else sees the public home. Below the
/// path of an organisation (/thung-tawan/) it is always the public home. Only whether there is a cookie is looked at; whether it is good is
/// asked where the work begins.
/// </summary>
internal sealed class FrontDoor(RequestDelegate next)
{
    /// <summary>The public home under an address of its own, for officers who want to see it.</summary>
    public const string Home = "/home";

    /// <summary>Shown when several organisations share the installation and the address names none.</summary>
    public const string Organisations = "/organisations";

    /// <summary>The session of an officer.</summary>
    public const string SessionCookie = "prongsai";

    public Task InvokeAsync(HttpContext context)
    {
        var request = context.Request;
        if ((request.Path == "/" || !request.Path.HasValue) && (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method)))
        {
            var belowOrganisation = request.PathBase.HasValue;
            if (!belowOrganisation)
            {
                context.Response.Headers.Vary = "Cookie";
            }
            if (belowOrganisation || !request.Cookies.ContainsKey(SessionCookie))
            {
                request.Path = context.Features.Get<PublicOrganisation>() is null ? Organisations : Home;
            }
        }
        return next(context);
    }
}
