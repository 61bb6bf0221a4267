using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;

namespace Prongsai.Web.Platform.Identity;

/// <summary>
/// Marks a page of dangerous acts: whoever opens it must have shown within the last half hour that it is he, and is asked again if not. A form
/// that was open longer than an hour and a half is asked too, so that nothing typed in ordinary use is lost.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class DemandsProofAttribute : Attribute, IAsyncPageFilter
{
    public static readonly TimeSpan ToOpen = TimeSpan.FromMinutes(30);
    public static readonly TimeSpan ToSend = TimeSpan.FromMinutes(90);

    /// <summary>Clocks of two web processes may be so far apart; a proof from later than that was given while a clock was wrong.</summary>
    private static readonly TimeSpan Slack = TimeSpan.FromMinutes(5);

    public Task OnPageHandlerSelectionAsync(PageHandlerSelectedContext context) => Task.CompletedTask;

    public async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        var request = context.HttpContext.Request;
        var services = context.HttpContext.RequestServices;
        var age = services.GetRequiredService<TimeProvider>().GetUtcNow() - services.GetRequiredService<CurrentPerson>().ProvenAt;
        if (age < -Slack || age > (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method) ? ToOpen : ToSend))
        {
            context.Result = new LocalRedirectResult($"/account/confirm?to={Uri.EscapeDataString(request.Path + (HttpMethods.IsGet(request.Method) ? request.QueryString.Value : ""))}");
            return;
        }
        await next();
    }
}
