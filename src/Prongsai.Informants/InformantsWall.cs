using System.Text;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Npgsql;
using Prongsai.Informants.Format;
using Prongsai.Informants.Store;

namespace Prongsai.Informants;

/// <summary>The only way through the wall. Beside it only what the host must say and may ask (IOffice.cs) can be seen from outside.</summary>
public static class InformantsWall
{
    private const string PrivateName = "prongsai-private-key-1";

    /// <param name="services">Of the host, which also registers an <see cref="IOffice"/> and an <see cref="IOfficeTools"/>.</param>
    /// <param name="connectionString">Asked for at the first use: of the database role that may use the schema <c>informants</c>, and nothing else.</param>
    public static IServiceCollection AddInformants(this IServiceCollection services, Func<string> connectionString)
    {
        services.AddSingleton(_ => new InformantsDatabase(NpgsqlDataSource.Create(connectionString())));
        services.AddSingleton<OpenKeys>();
        services.TryAddSingleton(_ => OutsidePlaces.Read());
        services.AddScoped<Procedures>();
        services.AddScoped<Reports>();
        services.AddScoped<Recipients>();
        services.AddScoped<Handling>();
        services.AddScoped<Names>();
        services.AddScoped<Awards>();
        services.AddScoped<Statistics>();
        services.AddScoped<LookChain>();
        services.AddScoped<IBehindTheWall, BehindTheWall>();
        return services;
    }

    /// <summary>The pages are found by the host; what they answer to an address below /n is kept nowhere.</summary>
    public static IEndpointRouteBuilder MapInformants(this IEndpointRouteBuilder endpoints) => endpoints;

    /// <summary>A pair for an office that receives sealed packages.</summary>
    /// <param name="passphrase">Under which the private half is kept.</param>
    /// <returns>The public line to hand on, and what to keep in the key file.</returns>
    public static (string Line, string KeyFile) NewPackageKey(string passphrase)
    {
        var pair = KeyPair.New();
        return (PublicKeyText.Write(pair.Public), PrivateName + "\n" + Convert.ToHexStringLower(LockedKey.Lock(pair.Private, Encoding.UTF8.GetBytes(passphrase))) + "\n");
    }

    /// <summary>Opens a sealed package. Nothing is written anywhere.</summary>
    /// <param name="package">The file.</param>
    /// <param name="keyFile">What <see cref="NewPackageKey"/> gave to keep; null for a package under digits.</param>
    /// <param name="secret">The passphrase of the key file, or the digits.</param>
    public static OpenedPackage OpenPackage(byte[] package, string? keyFile, string secret)
    {
        ArgumentNullException.ThrowIfNull(package);
        ArgumentNullException.ThrowIfNull(secret);
        var kind = Package.KindOf(package);
        if (kind is 0)
        {
            return new OpenedPackage("This is no sealed package, or one of a newer version.", []);
        }
        byte[]? content;
        if (kind == Package.KindCode)
        {
            var digits = DigitCode.Read(secret);
            if (keyFile is not null || !DigitCode.IsWellFormed(digits, DigitCode.PackageLength))
            {
                return new OpenedPackage(keyFile is not null ? "This package opens with the 24 digits of who brought it, without a key file." : "These digits have a slip: there must be 24, and the last two check the others.", []);
            }
            content = Package.Open(package, digits);
        }
        else
        {
            if (keyFile is null)
            {
                return new OpenedPackage("This package is sealed to a key: say which file holds it with --key FILE.", []);
            }
            var lines = keyFile.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
            if (lines is not [PrivateName, { Length: LockedKey.Length * 2 } hex] || !hex.All(char.IsAsciiHexDigit) || LockedKey.Open(Convert.FromHexString(hex), Encoding.UTF8.GetBytes(secret)) is not { } key)
            {
                return new OpenedPackage("The key file is not whole, or the passphrase is wrong.", []);
            }
            content = Package.Open(package, KeyPair.FromPrivate(key));
        }
        return content is null ? new OpenedPackage("It does not open: sealed to another key or under other digits, or changed on its way.", [])
            : PackageFiles.Unpack(content) is { } files ? new OpenedPackage(null, [.. files.Select(f => (f.Name, f.Content))])
            : new OpenedPackage("It opens, but what lies in it is not as the format says; nothing was taken out.", []);
    }

    /// <summary>Walks the chains of looks, as the owner of the database.</summary>
    /// <returns>How many lines hold, and what does not, in English, naming nothing.</returns>
    public static Task<(long Holding, IReadOnlyList<string> Broken)> VerifyLooks(string ownerConnection, CancellationToken stop) => LookChain.Verify(ownerConnection, stop);
}

/// <summary>What a sealed package held.</summary>
/// <param name="Refused">Why it did not open, in English; null when it did.</param>
/// <param name="Files">Names below a new folder, with at most one folder in them, and bytes.</param>
public sealed record OpenedPackage(string? Refused, IReadOnlyList<(string Name, byte[] Content)> Files);

/// <summary>Where the wall's own rows are.</summary>
internal sealed class InformantsDatabase(NpgsqlDataSource source) : IAsyncDisposable
{
    public NpgsqlDataSource Source => source;

    public ValueTask DisposeAsync() => source.DisposeAsync();
}
