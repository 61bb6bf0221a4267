using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Prongsai.Web.Platform.Outside;

/// <summary>An id_token is not what it should be. The text names the check that failed and nothing of the token.</summary>
internal sealed class IdTokenRefused(string check) : Exception(check);

/// <summary>What a good id_token says of the person.</summary>
/// <param name="Issuer">With <paramref name="Subject"/> the only name of the person that cannot pass to another.</param>
/// <param name="Subject">Of the person at the issuer.</param>
/// <param name="Methods">How the person proved who he is (amr), where the issuer says so.</param>
internal sealed record IdTokenClaims(string Issuer, string Subject, IReadOnlyList<string> Methods);

/// <summary>
/// The checks of OpenID Connect Core 1.0, section 3.1.3.7, and of RFC 7515 and RFC 8725, on a token from the token endpoint. Only RS256,
/// PS256 and ES256; only keys the issuer publishes; no key that the token itself brings.
/// </summary>
internal static class IdToken
{
    /// <summary>How far two clocks may differ.</summary>
    public static readonly TimeSpan Skew = TimeSpan.FromMinutes(2);

    /// <summary>A token older than this belongs to another sign-in.</summary>
    public static readonly TimeSpan Oldest = TimeSpan.FromMinutes(15);

    private const int LongestToken = 32 * 1024;

    /// <param name="token">Compact serialisation.</param>
    /// <param name="keys">The issuer's JWKS.</param>
    /// <param name="issuer">As configured; must be the very same text.</param>
    /// <param name="client">Our id at the issuer.</param>
    /// <param name="nonce">What this sign-in sent along.</param>
    /// <param name="accessToken">What came with it; compared with at_hash where that is given.</param>
    /// <param name="now">The time.</param>
    /// <exception cref="IdTokenRefused">A check failed.</exception>
    public static IdTokenClaims Check(string? token, JsonElement keys, string issuer, string client, string? nonce, string? accessToken, DateTimeOffset now)
    {
        if (token is null or { Length: 0 or > LongestToken } || token.Split('.') is not [{ Length: > 0 } head, { Length: > 0 } body, { Length: > 0 } signature])
        {
            throw new IdTokenRefused("form");
        }
        using var header = Json(head);
        using var payload = Json(body);
        var (h, claims) = (header.RootElement, payload.RootElement);
        var algorithm = Text(h, "alg");
        Demand(algorithm is "RS256" or "PS256" or "ES256", "alg");
        Demand(!h.TryGetProperty("crit", out _), "crit");
        Demand(Text(h, "typ") is not { } type || string.Equals(type, "JWT", StringComparison.OrdinalIgnoreCase), "typ");
        Demand(IsSigned(algorithm!, Text(h, "kid"), keys, Encoding.ASCII.GetBytes($"{head}.{body}"), Bytes(signature)), "signature");

        Demand(string.Equals(Text(claims, "iss"), issuer, StringComparison.Ordinal), "iss");
        var audience = claims.TryGetProperty("aud", out var aud) ? aud.ValueKind is JsonValueKind.Array ? [.. aud.EnumerateArray().Select(a => a.ValueKind is JsonValueKind.String ? a.GetString()! : "")] : aud.ValueKind is JsonValueKind.String ? new List<string> { aud.GetString()! } : [] : [];
        Demand(audience.Contains(client, StringComparer.Ordinal), "aud");
        var party = Text(claims, "azp");
        Demand(audience.Count == 1 || party is not null, "azp");
        Demand(party is null || string.Equals(party, client, StringComparison.Ordinal), "azp");
        Demand(Time(claims, "exp") is { } until && until > now - Skew, "exp");
        Demand(Time(claims, "iat") is { } made && made <= now + Skew && made >= now - Oldest, "iat");
        Demand(!claims.TryGetProperty("nbf", out _) || Time(claims, "nbf") is { } since && since <= now + Skew, "nbf");
        Demand(nonce is { Length: > 0 } && Text(claims, "nonce") is { } echoed && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(echoed), Encoding.UTF8.GetBytes(nonce)), "nonce");
        Demand(Text(claims, "sub") is { Length: > 0 and <= 255 }, "sub");
        if (Text(claims, "at_hash") is { } of)
        {
            Demand(accessToken is not null && string.Equals(of, Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(accessToken)).AsSpan(0, 16)), StringComparison.Ordinal), "at_hash");
        }
        var methods = claims.TryGetProperty("amr", out var amr) && amr.ValueKind is JsonValueKind.Array ? amr.EnumerateArray().Where(m => m.ValueKind is JsonValueKind.String).Select(m => m.GetString()!).ToList() : [];
        return new IdTokenClaims(issuer, Text(claims, "sub")!, methods);
    }

    /// <summary>Whether the issuer's keys have the one this token names; if not, it may be new.</summary>
    public static bool KnowsKey(string? token, JsonElement keys)
    {
        if (token?.Split('.') is not [{ Length: > 0 } head, _, _])
        {
            return true;
        }
        using var header = Json(head);
        return Text(header.RootElement, "kid") is not { } kid || Keys(keys).Any(k => string.Equals(Text(k, "kid"), kid, StringComparison.Ordinal));
    }

    private static bool IsSigned(string algorithm, string? kid, JsonElement keys, byte[] data, byte[] signature)
    {
        var fitting = Keys(keys).Where(k => Text(k, "use") is null or "sig" && (Text(k, "alg") is null || Text(k, "alg") == algorithm) && Text(k, "kty") == (algorithm is "ES256" ? "EC" : "RSA")).ToList();
        if (kid is not null)
        {
            fitting = [.. fitting.Where(k => string.Equals(Text(k, "kid"), kid, StringComparison.Ordinal))];
        }
        // Without a kid the one key there is must fit: trying many would let any of them answer.
        return fitting is [var only] && Verifies(algorithm, only, data, signature);
    }

    private static bool Verifies(string algorithm, JsonElement key, byte[] data, byte[] signature)
    {
        try
        {
            if (algorithm is "ES256")
            {
                if (Text(key, "crv") is not "P-256")
                {
                    return false;
                }
                using var curve = ECDsa.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, Q = new ECPoint { X = Bytes(Text(key, "x") ?? ""), Y = Bytes(Text(key, "y") ?? "") } });
                return curve.VerifyData(data, signature, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
            }
            using var rsa = RSA.Create(new RSAParameters { Modulus = Bytes(Text(key, "n") ?? ""), Exponent = Bytes(Text(key, "e") ?? "") });
            return rsa.KeySize >= 2048 && rsa.VerifyData(data, signature, HashAlgorithmName.SHA256, algorithm is "PS256" ? RSASignaturePadding.Pss : RSASignaturePadding.Pkcs1);
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    private static IEnumerable<JsonElement> Keys(JsonElement set) =>
        set.ValueKind is JsonValueKind.Object && set.TryGetProperty("keys", out var keys) && keys.ValueKind is JsonValueKind.Array ? keys.EnumerateArray().Where(k => k.ValueKind is JsonValueKind.Object).Take(50) : [];

    private static void Demand(bool holds, string check)
    {
        if (!holds)
        {
            throw new IdTokenRefused(check);
        }
    }

    private static JsonDocument Json(string part)
    {
        try
        {
            var document = JsonDocument.Parse(Bytes(part), new JsonDocumentOptions { MaxDepth = 16, AllowDuplicateProperties = false });
            return document.RootElement.ValueKind is JsonValueKind.Object ? document : throw new IdTokenRefused("form");
        }
        catch (JsonException)
        {
            throw new IdTokenRefused("form");
        }
    }

    private static byte[] Bytes(string part)
    {
        try
        {
            return Base64Url.DecodeFromChars(part);
        }
        catch (FormatException)
        {
            throw new IdTokenRefused("form");
        }
    }

    private static string? Text(JsonElement of, string name) => of.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.String ? value.GetString() : null;

    private static DateTimeOffset? Time(JsonElement of, string name) =>
        of.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.Number && value.TryGetDouble(out var seconds) && seconds is > 0 and < 253402300799 ? DateTimeOffset.FromUnixTimeSeconds((long)seconds) : null;
}
