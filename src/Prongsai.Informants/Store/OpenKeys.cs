using System.Collections.Concurrent;
using System.Security.Cryptography;
using Prongsai.Informants.Format;

namespace Prongsai.Informants.Store;

/// <summary>
/// Private keys that recipients have unlocked: in this process's memory alone, found by a random cookie of that browser, forgotten after 20 minutes
/// without use. Several processes need a proxy that keeps an officer at one of them.
/// </summary>
internal sealed class OpenKeys(TimeProvider clock)
{
    public const string Cookie = "prongsai-desk";
    private static readonly TimeSpan Idle = TimeSpan.FromMinutes(20);
    private readonly ConcurrentDictionary<string, Opened> opened = new(StringComparer.Ordinal);

    /// <returns>The value of the cookie.</returns>
    public string Keep(Guid recipient, KeyPair pair)
    {
        Sweep();
        var token = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
        opened[Name(token)] = new Opened(recipient, pair, clock.GetUtcNow());
        return token;
    }

    public KeyPair? Of(string? token, Guid recipient)
    {
        Sweep();
        if (token is null || !opened.TryGetValue(Name(token), out var found) || found.Recipient != recipient)
        {
            return null;
        }
        found.Used = clock.GetUtcNow();
        return found.Pair;
    }

    /// <summary>Whose key this cookie opened, where nobody is signed in otherwise.</summary>
    public Guid? HolderOf(string? token)
    {
        Sweep();
        return token is not null && opened.TryGetValue(Name(token), out var found) ? found.Recipient : null;
    }

    public void Forget(string? token)
    {
        if (token is not null && opened.TryRemove(Name(token), out var gone))
        {
            CryptographicOperations.ZeroMemory(gone.Pair.Private);
        }
    }

    private void Sweep()
    {
        foreach (var (name, kept) in opened)
        {
            if (clock.GetUtcNow() - kept.Used > Idle && opened.TryRemove(name, out var gone))
            {
                CryptographicOperations.ZeroMemory(gone.Pair.Private);
            }
        }
    }

    private static string Name(string token) => Convert.ToHexStringLower(SHA256.HashData(System.Text.Encoding.ASCII.GetBytes(token)));

    private sealed class Opened(Guid recipient, KeyPair pair, DateTimeOffset used)
    {
        public Guid Recipient => recipient;

        public KeyPair Pair => pair;

        public DateTimeOffset Used { get; set; } = used;
    }
}
