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
        var found = await directory.OfHost(context.Request.Host.Host, context.RequestAborted);
        var path = context.Request.Path.Value ?? "";
        if (found is null && path.Length > 1)
        {
            var end = path.IndexOf('/', 1);
            var first = end < 0 ? path : path[..end];
            found = await directory.OfSlug(first[1..], context.RequestAborted);
            if (found is not null)
            {
                context.Request.PathBase = context.Request.PathBase.Add(new PathString(first));
                context.Request.Path = new PathString(end < 0 ? "/" : path[end..]);
            }
        }
        found ??= await directory.All(context.RequestAborted) is [var only] ? only : null;
        if (found is not null)
        {
            context.Features.Set(new PublicOrganisation(found));
        }
        await next(context);
    }
}

/// <summary>The organisation the address belongs to, as a feature of the request.</summary>
internal sealed record PublicOrganisation(OrganisationCard Card);
