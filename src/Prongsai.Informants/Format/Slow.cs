using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Prongsai.Informants.Format;

/// <summary>Argon2id, 64 MiB and about a fifth of a second each.</summary>
internal static class Slow
{
    public const int Operations = 3;
    public const int Memory = 64 * 1024 * 1024;

    public static byte[] Hash(ReadOnlySpan<byte> secret, ReadOnlySpan<byte> salt, int length, int operations = Operations, int memory = Memory)
    {
        var hash = new byte[length];
        Sodium.Must(Sodium.crypto_pwhash(hash, (ulong)length, secret, (ulong)secret.Length, salt, (ulong)operations, (nuint)memory, Sodium.Argon2Id13));
        return hash;
    }
}

/// <summary>Too many wait at once; the person is asked to try again in a moment.</summary>
internal sealed class TooBusyException : Exception
{
    public TooBusyException()
        : base("Too many wait for the slow hash.")
    {
    }
}

/// <summary>
/// Lets one slow hash at a time through, in a lane of its own for each purpose: who floods one cannot keep others out of another. Who waits is
/// drawn by lot, and when too many wait one of them, by lot, is sent away: a flood costs everyone a share and nobody the way in.
/// </summary>
internal sealed class Lane(int most)
{
    /// <summary>Those who try a receipt code.</summary>
    public static readonly Lane Codes = new(60);

    /// <summary>Those who send a report.</summary>
    public static readonly Lane Reports = new(200);

    /// <summary>Recipients at their desks.</summary>
    public static readonly Lane Desk = new(60);

    /// <summary>Informants who take a paper with them: one at a time, so that the office's own printing goes on.</summary>
    public static readonly Lane Papers = new(20);

    private readonly Lock gate = new();
    private readonly List<TaskCompletionSource> waiting = [];
    private bool busy;

    /// <summary>Does the work on another thread when it is this caller's turn.</summary>
    /// <exception cref="TooBusyException">The lot fell on this caller to go.</exception>
    public Task<T> Run<T>(Func<T> work, CancellationToken stop) => Run(() => Task.Run(work, CancellationToken.None), stop);

    /// <summary>Begins the work when it is this caller's turn, and keeps the lane until it ends.</summary>
    /// <exception cref="TooBusyException">The lot fell on this caller to go.</exception>
    public async Task<T> Run<T>(Func<Task<T>> work, CancellationToken stop)
    {
        TaskCompletionSource? turn = null;
        lock (gate)
        {
            if (busy)
            {
                turn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                waiting.Add(turn);
                if (waiting.Count > most)
                {
                    Draw().SetException(new TooBusyException());
                }
            }
            busy = true;
        }
        if (turn is not null)
        {
            await turn.Task;
        }
        try
        {
            stop.ThrowIfCancellationRequested();
            return await work();
        }
        finally
        {
            lock (gate)
            {
                if (waiting.Count == 0)
                {
                    busy = false;
                }
                else
                {
                    Draw().SetResult();
                }
            }
        }
    }

    private TaskCompletionSource Draw()
    {
        var place = RandomNumberGenerator.GetInt32(waiting.Count);
        var drawn = waiting[place];
        waiting.RemoveAt(place);
        return drawn;
    }
}

/// <summary>A private key under a passphrase: version, cost, salt, nonce, secretbox. 98 bytes; docs/informant-format.md, section 5.</summary>
internal static class LockedKey
{
    public const int Length = Head + Sodium.BoxNonceBytes + Sodium.KeyBytes + Sodium.BoxMacBytes;
    private const byte Version = 1;
    private const int Head = 1 + 1 + 4 + 4 + Sodium.SaltBytes;

    public static byte[] Lock(ReadOnlySpan<byte> privateKey, ReadOnlySpan<byte> passphrase) =>
        Lock(privateKey, passphrase, RandomNumberGenerator.GetBytes(Sodium.SaltBytes), RandomNumberGenerator.GetBytes(Sodium.BoxNonceBytes));

    /// <summary>With salt and nonce given; for the published vectors alone.</summary>
    internal static byte[] Lock(ReadOnlySpan<byte> privateKey, ReadOnlySpan<byte> passphrase, ReadOnlySpan<byte> salt, ReadOnlySpan<byte> nonce)
    {
        var locked = new byte[Length];
        locked[0] = Version;
        locked[1] = (byte)'K';
        BinaryPrimitives.WriteInt32LittleEndian(locked.AsSpan(2), Slow.Operations);
        BinaryPrimitives.WriteInt32LittleEndian(locked.AsSpan(6), Slow.Memory);
        salt.CopyTo(locked.AsSpan(10));
        nonce.CopyTo(locked.AsSpan(Head));
        var key = Slow.Hash(passphrase, salt, Sodium.KeyBytes);
        Sodium.Must(Sodium.crypto_secretbox_easy(locked.AsSpan(Head + Sodium.BoxNonceBytes), privateKey, (ulong)privateKey.Length, nonce, key));
        CryptographicOperations.ZeroMemory(key);
        return locked;
    }

    /// <returns>The private key; null for a wrong passphrase or changed bytes. The work is the same.</returns>
    public static byte[]? Open(ReadOnlySpan<byte> locked, ReadOnlySpan<byte> passphrase)
    {
        // The cost is fixed by the version: bytes from a database must not be able to ask for less, or for all the memory there is.
        if (locked.Length != Length || locked[0] != Version || locked[1] != (byte)'K'
            || BinaryPrimitives.ReadInt32LittleEndian(locked[2..]) != Slow.Operations || BinaryPrimitives.ReadInt32LittleEndian(locked[6..]) != Slow.Memory)
        {
            return null;
        }
        var key = Slow.Hash(passphrase, locked.Slice(10, Sodium.SaltBytes), Sodium.KeyBytes);
        var privateKey = new byte[Sodium.KeyBytes];
        var sealedKey = locked[(Head + Sodium.BoxNonceBytes)..];
        var opened = Sodium.crypto_secretbox_open_easy(privateKey, sealedKey, (ulong)sealedKey.Length, locked.Slice(Head, Sodium.BoxNonceBytes), key) == 0;
        CryptographicOperations.ZeroMemory(key);
        return opened ? privateKey : null;
    }
}
