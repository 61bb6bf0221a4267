using System.Security.Claims;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Prongsai.Web.Platform.Watching;

namespace Prongsai.Web.Platform.Hosting;

/// <summary>
/// Writes down what no form of ours sends: an option that was not offered, an id that is none, a choice that is neither yes nor no. What a person
/// mistypes is not written down, what was sent never is, and nothing of the pages of informants and surveys.
/// </summary>
internal sealed class SmellsOfAttack : IPageFilter
{
    /// <param name="http">Account, method and route are taken from it.</param>
    /// <param name="what">Our own words.</param>
    public static void Log(HttpContext http, string what)
    {
        var route = (http.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText?.TrimStart('/') ?? "";
        // Before routing only the address tells whose page was meant.
        var path = http.Request.Path.Value?.TrimStart('/') ?? "";
        if (!Telemetry.IsQuiet(route) && !path.Split('/').Take(2).Any(part => part is "n" or "s" or "desk"))
        {
            http.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger("Prongsai.Refused")
                .LogWarning("Refused: {What}, account {Account}, {Method} /{Route}", what, http.User.FindFirstValue(ClaimTypes.NameIdentifier) ?? "none", http.Request.Method is { Length: <= 10 } method ? method : "?", route);
        }
    }

    public void OnPageHandlerSelected(PageHandlerSelectedContext context)
    {
        // Nothing is bound yet.
    }

    public void OnPageHandlerExecuting(PageHandlerExecutingContext context)
    {
        var bound = context.ActionDescriptor.BoundProperties.Concat(context.HandlerMethod?.Parameters ?? []).Select(b => (Name: b.BindingInfo?.BinderModelName ?? b.Name, Type: b.ParameterType));
        // The name that is written down is the page's, never one that was sent.
        foreach (var (name, type) in bound.SelectMany(b => IsOffered(b.Type) ? [b] : b.Type.GetProperties().Where(p => p.CanWrite).Select(p => (Name: b.Name + "." + p.Name, Type: p.PropertyType))))
        {
            if (IsOffered(type) && context.ModelState.Any(e => IsOf(e.Key, name) && e.Value is { ValidationState: ModelValidationState.Invalid, AttemptedValue.Length: > 0 }))
            {
                Log(context.HttpContext, "a value that was not offered in " + name);
            }
        }
    }

    public void OnPageHandlerExecuted(PageHandlerExecutedContext context)
    {
        // What was done is done.
    }

    private static bool IsOf(string key, string name) => key.Equals(name, StringComparison.OrdinalIgnoreCase) || key.StartsWith(name + "[", StringComparison.OrdinalIgnoreCase);

    /// <summary>Chosen, never typed: ids, names of choices, yes and no; one or a list of them.</summary>
    private static bool IsOffered(Type type)
    {
        var one = type.IsArray ? type.GetElementType()! : type.IsGenericType && type.GetGenericArguments() is [var only] ? only : type;
        one = Nullable.GetUnderlyingType(one) ?? one;
        return one.IsEnum || one == typeof(Guid) || one == typeof(bool);
    }
}
