using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ApplicationParts;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.WebEncoders;

namespace Prongsai.Ui;

/// <summary>How a host takes the look, the fields and the Thai words into use.</summary>
public static class ProngsaiUi
{
    /// <summary>
    /// Layouts, tag helpers, binders of Thai dates and numbers, and Thai words for what the framework says.
    /// The host also registers its <see cref="IFrameSource"/>; without one the layouts show the product's name and no menu.
    /// </summary>
    public static IMvcBuilder AddProngsaiUi(this IMvcBuilder mvc)
    {
        ArgumentNullException.ThrowIfNull(mvc);
        var assembly = typeof(ProngsaiUi).Assembly;
        mvc.ConfigureApplicationPartManager(parts =>
        {
            // A host that references us gets these parts by itself; a test host does not.
            if (!parts.ApplicationParts.OfType<AssemblyPart>().Any(p => p.Assembly == assembly))
            {
                parts.ApplicationParts.Add(new AssemblyPart(assembly));
                parts.ApplicationParts.Add(new CompiledRazorAssemblyPart(assembly));
            }
        });
        mvc.Services.AddSingleton<UiAssets>();
        mvc.Services.TryAddScoped<IFrameSource, NoFrame>();
        mvc.Services.AddHttpContextAccessor();
        mvc.Services.PostConfigure<MvcOptions>(options =>
        {
            options.ModelBinderProviders.Insert(0, new ThaiBinderProvider());
            options.ModelMetadataDetailsProviders.Add(new ThaiValidationMessages());
            ThaiMessages.Apply(options.ModelBindingMessageProvider);
        });
        // Thai letters stand in the page as they are, not as &#xE01;: a third of the bytes, and readable in the source.
        mvc.Services.Configure<WebEncoderOptions>(options => options.TextEncoderSettings = new(System.Text.Unicode.UnicodeRanges.All));
        return mvc;
    }

    /// <summary>Serves the style sheet, script, fonts and icon below <c>/ui/{hash}/</c> to anyone.</summary>
    public static IEndpointConventionBuilder MapProngsaiUi(this IEndpointRouteBuilder endpoints)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        var assets = endpoints.ServiceProvider.GetRequiredService<UiAssets>();
        return endpoints.MapMethods(
            UiAssets.Root + "/{hash}/{**path}",
            [HttpMethods.Get, HttpMethods.Head],
            (HttpContext http, string hash, string? path) => assets.Serve(http, hash, path ?? "")).AllowAnonymous();
    }
}
