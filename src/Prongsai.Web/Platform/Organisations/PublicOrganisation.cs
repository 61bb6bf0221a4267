using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Diagnostics;

namespace Prongsai.Web.Platform.Organisations;

/// <summary>
/// Marks a page or endpoint of the public side: open to everyone, without cookie, for the organisation of the address, whoever looks.
/// </summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
internal sealed class PublicSideAttribute : Attribute, IAllowAnonymous;

/// <summary>
/// Which organisation a public address belongs to: the one whose host name was called; else the one named by the first part of the path,
/// which moves into PathBase so that pages and links know nothing of it; else the only one there is.
/// </summary>
internal sealed class PublicAddress(RequestDelegate next, OrganisationDirectory directory)
{
    public async Task InvokeAsync(HttpContext context)
    {
        if (context.Features.Get<IExceptionHandlerFeature>() is not null)
        {
            // The page that says something failed must not need what failed.
            await next(context);
            return;
        }
        var organisations = await directory.All(context.RequestAborted);
        var host = context.Request.Host.Host;
        var found = organisations.FirstOrDefault(o => o.Host is not null && string.Equals(o.Host, host, StringComparison.OrdinalIgnoreCase));
        if (found is null)
        {
            foreach (var organisation in organisations)
            {
                if (context.Request.Path.StartsWithSegments($"/{organisation.Slug}", StringComparison.OrdinalIgnoreCase, out var matched, out var rest))
                {
                    found = organisation;
                    context.Request.PathBase = context.Request.PathBase.Add(matched);
                    context.Request.Path = rest.HasValue ? rest : "/";
                    break;
                }
            }
        }
        found ??= organisations.Count == 1 ? organisations[0] : null;
        if (found is not null)
        {
            context.Features.Set(new PublicOrganisation(found));
        }
        await next(context);
    }
}

/// <summary>The organisation the address belongs to, as a feature of the request.</summary>
internal sealed record PublicOrganisation(OrganisationCard Card);
