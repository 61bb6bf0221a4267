using System.Collections.Concurrent;
using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Npgsql;

namespace Prongsai.Web.Features.Memos;

/// <summary>
/// The installation's key for decisions: ECDSA P-256, made at the first decision. The private half lies in the database sealed by Data
/// Protection, as secret as those keys are (docs/threat-model.md); the public half is shown on the page of verification.
/// </summary>
internal sealed class SigningKey(NpgsqlDataSource database, IDataProtectionProvider protection)
{
    private readonly IDataProtector seal = protection.CreateProtector("Prongsai.Memos.SigningKey");
    private readonly ConcurrentDictionary<Guid, byte[]> publicKeys = new();

    public async Task<(Guid Key, byte[] Signature)> Sign(byte[] content, CancellationToken stop)
    {
        var (id, sealedKey) = await Current(stop) ?? await Make(stop);
        using var key = ECDsa.Create();
        key.ImportPkcs8PrivateKey(seal.Unprotect(Convert.FromBase64String(sealedKey)), out _);
        return (id, key.SignData(content, HashAlgorithmName.SHA256));
    }

    public async Task<bool> Verify(Guid id, byte[] content, byte[] signature, CancellationToken stop)
    {
        if (await PublicKey(id, stop) is not { } bytes)
        {
            return false;
        }
        using var key = ECDsa.Create();
        key.ImportSubjectPublicKeyInfo(bytes, out _);
        return key.VerifyData(content, signature, HashAlgorithmName.SHA256);
    }

    /// <summary>SubjectPublicKeyInfo; null when there is no such key.</summary>
    public async Task<byte[]?> PublicKey(Guid id, CancellationToken stop)
    {
        if (publicKeys.TryGetValue(id, out var known))
        {
            return known;
        }
        await using var command = database.CreateCommand("select public_key from signing_keys where id = $1");
        command.Parameters.Add(new() { Value = id });
        if (await command.ExecuteScalarAsync(stop) is byte[] found)
        {
            publicKeys[id] = found;
            return found;
        }
        return null;
    }

    private async Task<(Guid Id, string Sealed)?> Current(CancellationToken stop)
    {
        await using var command = database.CreateCommand("select id, sealed_private_key from signing_keys where retired_at is null");
        await using var row = await command.ExecuteReaderAsync(stop);
        return await row.ReadAsync(stop) ? (row.GetGuid(0), row.GetString(1)) : null;
    }

    /// <summary>Two processes may make one at once; the database keeps the first.</summary>
    private async Task<(Guid Id, string Sealed)> Make(CancellationToken stop)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        await using var command = database.CreateCommand("insert into signing_keys (id, public_key, sealed_private_key, created_at) values ($1, $2, $3, now()) on conflict do nothing");
        command.Parameters.Add(new() { Value = Guid.CreateVersion7() });
        command.Parameters.Add(new() { Value = key.ExportSubjectPublicKeyInfo() });
        command.Parameters.Add(new() { Value = Convert.ToBase64String(seal.Protect(key.ExportPkcs8PrivateKey())) });
        await command.ExecuteNonQueryAsync(stop);
        return await Current(stop) ?? throw new InvalidOperationException("The signing key was written and cannot be found.");
    }
}
