using System.Net.Http.Headers;
using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OAuth;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using Prongsai.Web.Platform.Outside;

namespace Prongsai.Web.Features.SignIn.Outside;

/// <summary>
/// Sign-in by the organisation's identity provider: the framework's code flow with PKCE, state and the correlation cookie, and on top of it
/// what makes it OpenID Connect: discovery, a nonce, and every check of the id_token. Access and refresh tokens are not kept.
/// </summary>
internal sealed class OpenIdHandler(IOptionsMonitor<OAuthOptions> options, ILoggerFactory log, UrlEncoder encoder, OpenIdProvider provider) : OAuthHandler<OAuthOptions>(options, log, encoder)
{
    public const string Name = "provider";
    public const string BackPath = "/sign-in/provider/back";
    private const string Nonce = "nonce";
    private static readonly object MetadataKey = new();

    /// <summary>What the framework demands of its options; the addresses are the provider's to say and are asked for when needed.</summary>
    public static void Configure(OAuthOptions to, OpenIdSettings settings)
    {
        to.ClientId = settings.Client;
        to.ClientSecret = settings.Secret;
        to.AuthorizationEndpoint = "asked:authorization";
        to.TokenEndpoint = "asked:token";
        to.CallbackPath = BackPath;
        to.UsePkce = true;
        to.SaveTokens = false;
        to.SignInScheme = IdentityConstants.ExternalScheme;
        to.ClaimsIssuer = settings.Issuer;
        to.CorrelationCookie.Name = "prongsai-provider-";
        // The provider sends the browser back by a plain link, so Lax suffices, and plain http on one machine works.
        to.CorrelationCookie.SameSite = SameSiteMode.Lax;
        to.CorrelationCookie.Path = "/";
        to.CorrelationCookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        to.Scope.Add("openid");
        // A form may be sent to this site only, and browsers hold its redirects to that too: so the way out is a page that leads on by itself.
        to.Events.OnRedirectToAuthorizationEndpoint = context =>
        {
            var address = HtmlEncoder.Default.Encode(context.RedirectUri);
            context.Response.Headers["Refresh"] = "0; url=" + context.RedirectUri;
            context.Response.Headers.CacheControl = "no-store";
            context.Response.ContentType = "text/html; charset=utf-8";
            return context.Response.WriteAsync($"<!DOCTYPE html><html lang=\"th\"><head><title>กำลังไปยืนยันตัวตน</title></head><body><p><a href=\"{address}\">ไปยืนยันตัวตน</a></p></body></html>", context.HttpContext.RequestAborted);
        };
        to.Events.OnRemoteFailure = context =>
        {
            context.Response.Redirect("/sign-in/provider?refused=true");
            context.HandleResponse();
            return Task.CompletedTask;
        };
    }

    protected override async Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Context.Items[MetadataKey] = await provider.Metadata(Context.RequestAborted);
        await base.HandleChallengeAsync(properties);
    }

    protected override string BuildChallengeUrl(AuthenticationProperties properties, string redirectUri)
    {
        var nonce = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
        properties.Items[Nonce] = nonce;
        var address = base.BuildChallengeUrl(properties, redirectUri);
        var at = ((OpenIdMetadata)Context.Items[MetadataKey]!).Authorization;
        return at + (at.Contains('?', StringComparison.Ordinal) ? "&" : "?") + address[(address.IndexOf('?', StringComparison.Ordinal) + 1)..] + "&nonce=" + nonce;
    }

    protected override async Task<OAuthTokenResponse> ExchangeCodeAsync(OAuthCodeExchangeContext context)
    {
        var at = await provider.Metadata(Context.RequestAborted);
        var fields = new Dictionary<string, string>(StringComparer.Ordinal) { ["grant_type"] = "authorization_code", ["code"] = context.Code, ["redirect_uri"] = context.RedirectUri };
        if (context.Properties.Items.TryGetValue(OAuthConstants.CodeVerifierKey, out var verifier) && verifier is not null)
        {
            fields[OAuthConstants.CodeVerifierKey] = verifier;
            context.Properties.Items.Remove(OAuthConstants.CodeVerifierKey);
        }
        using var request = new HttpRequestMessage(HttpMethod.Post, at.Token) { Content = new FormUrlEncodedContent(fields) };
        request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{Uri.EscapeDataString(Options.ClientId)}:{Uri.EscapeDataString(Options.ClientSecret)}")));
        request.Headers.Accept.ParseAdd("application/json");
        var answer = await Context.RequestServices.GetRequiredService<Outbound>().Send(request, TimeSpan.FromSeconds(15), Context.RequestAborted);
        if (answer.Status is not 200)
        {
            return OAuthTokenResponse.Failed(new AuthenticationFailureException($"The identity provider answered {answer.Status} to the code."));
        }
        try
        {
            return OAuthTokenResponse.Success(JsonDocument.Parse(answer.Body, new JsonDocumentOptions { MaxDepth = 16 }));
        }
        catch (JsonException)
        {
            return OAuthTokenResponse.Failed(new AuthenticationFailureException("The identity provider answered no JSON to the code."));
        }
    }

    protected override async Task<AuthenticationTicket> CreateTicketAsync(ClaimsIdentity identity, AuthenticationProperties properties, OAuthTokenResponse tokens)
    {
        var token = tokens.Response!.RootElement.TryGetProperty("id_token", out var given) && given.ValueKind is JsonValueKind.String ? given.GetString() : null;
        var expected = properties.Items.TryGetValue(Nonce, out var nonce) ? nonce : null;
        properties.Items.Remove(Nonce);
        try
        {
            var keys = await provider.Keys(token, Context.RequestAborted);
            var claims = IdToken.Check(token, keys, provider.Settings.Issuer, Options.ClientId, expected, tokens.AccessToken, TimeProvider.GetUtcNow());
            identity.AddClaim(new Claim(ClaimTypes.NameIdentifier, claims.Subject, ClaimValueTypes.String, claims.Issuer));
            identity.AddClaims(claims.Methods.Select(m => new Claim("amr", m, ClaimValueTypes.String, claims.Issuer)));
            return new AuthenticationTicket(new ClaimsPrincipal(identity), properties, Scheme.Name);
        }
        catch (IdTokenRefused refused)
        {
            Logger.LogWarning("An id_token was refused: {Check}.", refused.Message);
            throw new AuthenticationFailureException("The id_token was refused.", refused);
        }
    }
}
