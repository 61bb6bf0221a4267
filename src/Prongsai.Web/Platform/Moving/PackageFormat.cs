using System.Security.Cryptography;
using System.Text.Json;
using Prongsai.Web.Platform.CommandLine;
using Prongsai.Web.Platform.Files;
using Prongsai.Web.Platform.Keeping;

namespace Prongsai.Web.Platform.Moving;

/// <summary>What a package holds, by name, rows, size and SHA-256: the entry that is signed. The format is described in docs/organisation-package.md.</summary>
/// <param name="Product">Always "prongsai-organisation".</param>
/// <param name="MadeAt">UTC.</param>
/// <param name="Id">Of the organisation; it keeps its id wherever it goes.</param>
/// <param name="Name">Its full name.</param>
/// <param name="ShortName">Its short name.</param>
/// <param name="Slug">The first part of its public address where it comes from.</param>
/// <param name="Changes">How many recorded changes it has.</param>
/// <param name="LastHash">The hash of the last of them; hexadecimal, empty when there is none.</param>
/// <param name="Migrations">The migrations of the database it comes from.</param>
/// <param name="Tables">Its rows.</param>
/// <param name="Entries">Everything in the package but this and the signature.</param>
internal sealed record PackageManifest(
    string Product, DateTimeOffset MadeAt, Guid Id, string Name, string ShortName, string Slug, long Changes, string LastHash, IReadOnlyList<string> Migrations, IReadOnlyList<PackageTable> Tables, IReadOnlyList<BackupEntry> Entries);

/// <summary>The rows of one table in a package: COPY text, in these columns.</summary>
internal sealed record PackageTable(string Entry, string Name, IReadOnlyList<string> Columns, long Rows);

/// <summary>Whose signature stands under a package: ECDSA P-256 over the bytes of the manifest.</summary>
internal sealed record PackageSignature(string PublicKey, string Signature);

/// <summary>What came of packing or unpacking.</summary>
/// <param name="Path">Of the package.</param>
/// <param name="Bytes">Its size.</param>
/// <param name="Sha256">Of the package as a whole, hexadecimal.</param>
/// <param name="Organisation">Whose it is.</param>
/// <param name="ShortName">Of the organisation.</param>
/// <param name="Rows">In all tables.</param>
/// <param name="Files">Of the store.</param>
/// <param name="Changes">Recorded changes.</param>
/// <param name="Signer">The fingerprint of the installation that signed.</param>
internal sealed record PackageReport(string Path, long Bytes, string Sha256, Guid Organisation, string ShortName, long Rows, int Files, long Changes, string Signer);

/// <summary>Names inside a package, and how it is signed.</summary>
internal static class PackageFormat
{
    public const string Product = "prongsai-organisation";
    public const string ManifestEntry = "manifest.json";
    public const string SignatureEntry = "signature.json";
    public const string OrganisationEntry = "organisation";
    public const string KeysEntry = "signing-keys";
    public const string RowsPrefix = "rows/";
    public const string FilesPrefix = "files/";
    public const string SurveyKeysPrefix = "survey-keys/";

    /// <summary>The installation's key for packages, made on first use and readable by its owner alone.</summary>
    /// <exception cref="InstallationException">The file is there and does not hold a key; the message says what to do.</exception>
    public static async Task<ECDsa> KeyOf(string dataDirectory, CancellationToken stop)
    {
        var path = Path.Combine(dataDirectory, "package.key");
        if (!File.Exists(path))
        {
            Directory.CreateDirectory(dataDirectory);
            using var made = ECDsa.Create(ECCurve.NamedCurves.nistP256);
            await PrivateFile.Write(path, made.ExportPkcs8PrivateKey(), replace: false, stop);
        }
        var key = ECDsa.Create();
        try
        {
            key.ImportPkcs8PrivateKey(await File.ReadAllBytesAsync(path, stop), out _);
            return key;
        }
        catch (CryptographicException damaged)
        {
            key.Dispose();
            throw new InstallationException($"{path} is damaged: it does not hold the key that signs packages. Bring it back from a copy of the data folder, or move it away: a new one is made, and who takes packages in must be told its new fingerprint.", damaged);
        }
    }

    /// <summary>What two people read to each other to be sure whose key it is: eight groups of four.</summary>
    public static string FingerprintOf(byte[] publicKey) => string.Join('-', Convert.ToHexStringLower(SHA256.HashData(publicKey)[..16]).Chunk(4).Select(g => new string(g)));

    public static PackageSignature Sign(ECDsa key, byte[] manifest) =>
        new(Convert.ToBase64String(key.ExportSubjectPublicKeyInfo()), Convert.ToBase64String(key.SignData(manifest, HashAlgorithmName.SHA256)));

    /// <summary>The fingerprint of who signed these bytes.</summary>
    /// <exception cref="InstallationException">The signature is not of these bytes.</exception>
    public static string Verify(byte[] manifest, byte[] signature)
    {
        try
        {
            var read = JsonSerializer.Deserialize<PackageSignature>(signature, JsonSerializerOptions.Web);
            var publicKey = Convert.FromBase64String(read?.PublicKey ?? "");
            using var key = ECDsa.Create();
            key.ImportSubjectPublicKeyInfo(publicKey, out _);
            if (key.VerifyData(manifest, Convert.FromBase64String(read?.Signature ?? ""), HashAlgorithmName.SHA256))
            {
                return FingerprintOf(publicKey);
            }
        }
        catch (Exception wrong) when (wrong is JsonException or FormatException or CryptographicException)
        {
            throw new InstallationException("The package carries no signature that can be read. Use another copy.", wrong);
        }
        throw new InstallationException("The signature does not fit the package: its list was altered after it was signed. Use another copy.");
    }
}
