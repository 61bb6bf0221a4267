using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Prongsai.Web.Platform.Outside;

namespace Prongsai.Web.Tests.SignIn.Provider;

/// <summary>Every way an id_token can be wrong, one at a time, beside the one that is right.</summary>
public sealed class ForgedTokens : IDisposable
{
    private const string Issuer = "https://id.example.go.th";
    private const string Client = "prongsai";
    private const string AccessToken = "an-access-token";
    private static readonly DateTimeOffset Now = new(2025, 4, 9, 2, 0, 0, TimeSpan.Zero);
    private readonly RSA rsa = RSA.Create(2048);
    private readonly RSA weak = RSA.Create(1024);
    private readonly RSA strangers = RSA.Create(2048);
    private readonly ECDsa curve = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    public void Dispose()
    {
        rsa.Dispose();
        weak.Dispose();
        strangers.Dispose();
        curve.Dispose();
    }

    [Theory]
    [InlineData("RS256")]
    [InlineData("PS256")]
    [InlineData("ES256")]
    public void A_good_one_is_taken(string algorithm)
    {
        var claims = Check(Token(algorithm: algorithm));
        Assert.Equal((Issuer, "person-1"), (claims.Issuer, claims.Subject));
        Assert.Equal(["pwd", "otp"], claims.Methods);
    }

    [Theory]
    [InlineData("iss", "\"https://id.example.go.th/\"", "iss")]
    [InlineData("iss", "\"https://evil.example\"", "iss")]
    [InlineData("iss", "null", "iss")]
    [InlineData("aud", "\"another\"", "aud")]
    [InlineData("aud", "[]", "aud")]
    [InlineData("aud", "{\"prongsai\":true}", "aud")]
    [InlineData("aud", "[\"prongsai\",\"another\"]", "azp")]
    [InlineData("azp", "\"another\"", "azp")]
    [InlineData("exp", "1744163000", "exp")]
    [InlineData("exp", "\"9999999999\"", "exp")]
    [InlineData("exp", "1e400", "form")]
    [InlineData("exp", "null", "exp")]
    [InlineData("iat", "1744100000", "iat")]
    [InlineData("iat", "1744170000", "iat")]
    [InlineData("iat", "null", "iat")]
    [InlineData("nbf", "1744170000", "nbf")]
    [InlineData("nbf", "\"soon\"", "nbf")]
    [InlineData("nonce", "\"of another sign-in\"", "nonce")]
    [InlineData("nonce", "null", "nonce")]
    [InlineData("nonce", "\"\"", "nonce")]
    [InlineData("sub", "\"\"", "sub")]
    [InlineData("sub", "null", "sub")]
    [InlineData("sub", "42", "sub")]
    [InlineData("at_hash", "\"AAAAAAAAAAAAAAAAAAAAAA\"", "at_hash")]
    public void A_claim_that_is_wrong_is_refused(string claim, string value, string check)
    {
        if (value is "1e400")
        {
            // No number of JSON's; the parser takes it, the clock does not.
            Assert.Throws<IdTokenRefused>(() => Check(Token(change: c => c[claim] = JsonNode.Parse(value))));
            return;
        }
        Assert.Equal(check, Assert.Throws<IdTokenRefused>(() => Check(Token(change: c => c[claim] = JsonNode.Parse(value)))).Message);
    }

    [Theory]
    [InlineData("none")]
    [InlineData("None")]
    [InlineData("HS256")]
    [InlineData("RS1")]
    [InlineData("RS512")]
    [InlineData("EdDSA")]
    [InlineData("")]
    public void An_algorithm_that_is_not_on_the_list_is_refused(string algorithm) => Assert.Equal("alg", Assert.Throws<IdTokenRefused>(() => Check(Token(say: algorithm))).Message);

    /// <summary>The published key of the issuer, used as if it were a shared secret.</summary>
    [Fact]
    public void A_public_key_is_no_shared_secret()
    {
        var parts = Token(say: "HS256").Split('.');
        var forged = HMACSHA256.HashData(rsa.ExportSubjectPublicKeyInfo(), Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}"));
        Assert.Throws<IdTokenRefused>(() => Check($"{parts[0]}.{parts[1]}.{Base64Url.EncodeToString(forged)}"));
    }

    [Fact]
    public void A_stranger_s_key_is_refused_also_when_the_token_brings_it()
    {
        Assert.Equal("signature", Assert.Throws<IdTokenRefused>(() => Check(Token(by: strangers))).Message);
        var own = strangers.ExportParameters(false);
        Assert.Equal("signature", Assert.Throws<IdTokenRefused>(() => Check(Token(by: strangers, head: h => h["jwk"] = JsonSerializer.SerializeToNode(new { kty = "RSA", n = Base64Url.EncodeToString(own.Modulus), e = Base64Url.EncodeToString(own.Exponent) })))).Message);
        Assert.Equal("signature", Assert.Throws<IdTokenRefused>(() => Check(Token(by: strangers, head: h => h["jku"] = "https://evil.example/keys"))).Message);
        Assert.Equal("signature", Assert.Throws<IdTokenRefused>(() => Check(Token(head: h => h["kid"] = "../../../dev/null"))).Message);
    }

    [Fact]
    public void A_weak_key_is_refused() => Assert.Equal("signature", Assert.Throws<IdTokenRefused>(() => Check(Token(by: weak, head: h => h["kid"] = "weak"))).Message);

    [Fact]
    public void A_key_for_another_use_is_refused() => Assert.Equal("signature", Assert.Throws<IdTokenRefused>(() => Check(Token(head: h => h["kid"] = "for-encryption"))).Message);

    [Fact]
    public void An_extension_that_must_be_understood_is_refused() => Assert.Equal("crit", Assert.Throws<IdTokenRefused>(() => Check(Token(head: h => h["crit"] = new JsonArray("exp")))).Message);

    [Fact]
    public void A_token_of_another_type_is_refused() => Assert.Equal("typ", Assert.Throws<IdTokenRefused>(() => Check(Token(head: h => h["typ"] = "logout+jwt"))).Message);

    [Fact]
    public void Every_flipped_bit_is_noticed()
    {
        var token = Token();
        var random = new Random(7);
        for (var i = 0; i < 300; i++)
        {
            var chars = token.ToCharArray();
            var at = random.Next(chars.Length);
            // The last letter of a part may hold bits that mean nothing.
            if (chars[at] is '.' || at + 1 == chars.Length || chars[at + 1] is '.')
            {
                continue;
            }
            chars[at] = chars[at] is 'A' ? 'B' : 'A';
            if (new string(chars) != token)
            {
                Assert.Throws<IdTokenRefused>(() => Check(new string(chars)));
            }
        }
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("..")]
    [InlineData("a.b")]
    [InlineData("a.b.c")]
    [InlineData("a.b.c.d")]
    [InlineData("e30.e30.")]
    [InlineData("e30.e30.AA")]
    [InlineData("W10.W10.AA")]
    [InlineData("eyJhbGciOiJSUzI1NiIsImFsZyI6Im5vbmUifQ.e30.AA")]
    public void What_is_no_token_is_refused(string? token) => Assert.Throws<IdTokenRefused>(() => Check(token));

    [Fact]
    public void Without_a_nonce_of_ours_nothing_is_taken() => Assert.Throws<IdTokenRefused>(() => IdToken.Check(Token(), Keys(), Issuer, Client, null, AccessToken, Now));

    private IdTokenClaims Check(string? token) => IdToken.Check(token, Keys(), Issuer, Client, "nonce-of-this-sign-in", AccessToken, Now);

    private JsonElement Keys()
    {
        static object Rsa(RSA key, string kid, string use)
        {
            var p = key.ExportParameters(false);
            return new { kty = "RSA", kid, use, n = Base64Url.EncodeToString(p.Modulus), e = Base64Url.EncodeToString(p.Exponent) };
        }
        var q = curve.ExportParameters(false).Q;
        return JsonSerializer.SerializeToElement(new
        {
            keys = new[]
            {
                Rsa(rsa, "rsa", "sig"), Rsa(weak, "weak", "sig"), Rsa(rsa, "for-encryption", "enc"),
                new { kty = "EC", kid = "ec", use = "sig", crv = "P-256", x = Base64Url.EncodeToString(q.X), y = Base64Url.EncodeToString(q.Y) },
            },
        });
    }

    private string Token(string algorithm = "RS256", string? say = null, RSA? by = null, Action<JsonObject>? head = null, Action<JsonObject>? change = null)
    {
        var header = new JsonObject { ["alg"] = say ?? algorithm, ["typ"] = "JWT", ["kid"] = algorithm is "ES256" ? "ec" : "rsa" };
        head?.Invoke(header);
        var claims = new JsonObject
        {
            ["iss"] = Issuer,
            ["aud"] = Client,
            ["sub"] = "person-1",
            ["iat"] = Now.ToUnixTimeSeconds(),
            ["exp"] = Now.AddMinutes(5).ToUnixTimeSeconds(),
            ["nonce"] = "nonce-of-this-sign-in",
            ["amr"] = new JsonArray("pwd", "otp"),
            ["at_hash"] = Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(AccessToken)).AsSpan(0, 16)),
        };
        change?.Invoke(claims);
        var signed = $"{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(header.ToJsonString()))}.{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(claims.ToJsonString()))}";
        var bytes = Encoding.ASCII.GetBytes(signed);
        var signature = algorithm is "ES256" ? curve.SignData(bytes, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation)
            : (by ?? rsa).SignData(bytes, HashAlgorithmName.SHA256, algorithm is "PS256" ? RSASignaturePadding.Pss : RSASignaturePadding.Pkcs1);
        return $"{signed}.{Base64Url.EncodeToString(signature)}";
    }
}
