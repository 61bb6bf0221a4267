using System.Text.Json;

namespace Prongsai.Web.Platform.Outside;

/// <summary>The identity provider of an installation: PRONGSAI_OIDC (its issuer), PRONGSAI_OIDC_CLIENT, PRONGSAI_OIDC_SECRET, PRONGSAI_OIDC_NAME (on the button).</summary>
internal sealed record OpenIdSettings(string Issuer, string Client, string Secret, string Name)
{
    /// <summary>Null where the installation has none.</summary>
    public static OpenIdSettings? Of(IConfiguration settings) =>
        settings["PRONGSAI_OIDC"] is { Length: > 0 } issuer && settings["PRONGSAI_OIDC_CLIENT"] is { Length: > 0 } client && settings["PRONGSAI_OIDC_SECRET"] is { Length: > 0 } secret
            ? new OpenIdSettings(issuer, client, secret, settings["PRONGSAI_OIDC_NAME"] is { Length: > 0 } name ? name : new Uri(issuer).Host)
            : null;
}

/// <summary>What the provider says of itself.</summary>
internal sealed record OpenIdMetadata(string Authorization, string Token, string Keys);

/// <summary>Asks the provider for its addresses and keys, and remembers them for an hour; keys again when a token names one that is not known, once in five minutes at most.</summary>
internal sealed class OpenIdProvider(OpenIdSettings settings, Outbound outbound, TimeProvider clock) : IDisposable
{
    private static readonly TimeSpan Fresh = TimeSpan.FromHours(1);
    private static readonly TimeSpan KeysAgain = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private readonly SemaphoreSlim one = new(1, 1);
    private OpenIdMetadata? metadata;
    private JsonElement keys;
    private DateTimeOffset metadataAt = DateTimeOffset.MinValue;
    private DateTimeOffset keysAt = DateTimeOffset.MinValue;

    public OpenIdSettings Settings => settings;

    public void Dispose() => one.Dispose();

    public async Task<OpenIdMetadata> Metadata(CancellationToken stop)
    {
        await one.WaitAsync(stop);
        try
        {
            if (metadata is null || clock.GetUtcNow() - metadataAt > Fresh)
            {
                var said = await Get(settings.Issuer.TrimEnd('/') + "/.well-known/openid-configuration", stop);
                // Another issuer in the document would let one provider speak for another.
                if (Text(said, "issuer") != settings.Issuer)
                {
                    throw new IdTokenRefused("issuer of the provider's document");
                }
                metadata = new OpenIdMetadata(Needed(said, "authorization_endpoint"), Needed(said, "token_endpoint"), Needed(said, "jwks_uri"));
                metadataAt = clock.GetUtcNow();
            }
            return metadata;
        }
        finally
        {
            one.Release();
        }
    }

    public async Task<JsonElement> Keys(string? forToken, CancellationToken stop)
    {
        var at = await Metadata(stop);
        await one.WaitAsync(stop);
        try
        {
            var age = clock.GetUtcNow() - keysAt;
            if (age > Fresh || (age > KeysAgain && !IdToken.KnowsKey(forToken, keys)))
            {
                keys = await Get(at.Keys, stop);
                keysAt = clock.GetUtcNow();
            }
            return keys;
        }
        finally
        {
            one.Release();
        }
    }

    private async Task<JsonElement> Get(string address, CancellationToken stop)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        var answer = await outbound.Send(request, Patience, stop);
        if (answer.Status is not 200)
        {
            throw new HttpRequestException($"The identity provider answered {answer.Status}.");
        }
        using var document = JsonDocument.Parse(answer.Body, new JsonDocumentOptions { MaxDepth = 32 });
        return document.RootElement.Clone();
    }

    private static string Needed(JsonElement of, string name) => Text(of, name) is { Length: > 0 } address ? address : throw new IdTokenRefused(name);

    private static string? Text(JsonElement of, string name) => of.ValueKind is JsonValueKind.Object && of.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.String ? value.GetString() : null;
}
