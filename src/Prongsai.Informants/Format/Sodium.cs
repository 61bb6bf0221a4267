using System.Reflection;
using System.Runtime.InteropServices;

namespace Prongsai.Informants.Format;

/// <summary>The few functions of libsodium (ISC licence, Debian libsodium23) that the sealing format uses; names are the library's own.</summary>
internal static partial class Sodium
{
    public const int KeyBytes = 32;
    public const int SealBytes = 48;
    public const int StreamHeaderBytes = 24;
    public const int StreamExtraBytes = 17;
    public const byte TagMessage = 0;
    public const byte TagFinal = 3;
    public const int BoxNonceBytes = 24;
    public const int BoxMacBytes = 16;
    public const int SaltBytes = 16;
    public const int Argon2Id13 = 2;
    private const string Library = "libsodium";
    private const int StreamStateBytes = 52;

    static Sodium()
    {
        NativeLibrary.SetDllImportResolver(typeof(Sodium).Assembly, Find);
        if (sodium_init() < 0)
        {
            throw new InvalidOperationException("libsodium could not be started.");
        }
    }

    /// <summary>A buffer for the state of a secretstream.</summary>
    public static byte[] NewStreamState() => new byte[StreamStateBytes];

    /// <exception cref="InvalidOperationException">The library refused; it never does with lengths of the format.</exception>
    public static void Must(int answer)
    {
        if (answer != 0)
        {
            throw new InvalidOperationException("libsodium refused a call.");
        }
    }

    [LibraryImport(Library)]
    public static partial int crypto_box_keypair(Span<byte> publicKey, Span<byte> secretKey);

    [LibraryImport(Library)]
    public static partial int crypto_box_seed_keypair(Span<byte> publicKey, Span<byte> secretKey, ReadOnlySpan<byte> seed);

    [LibraryImport(Library)]
    public static partial int crypto_box_seal(Span<byte> sealedText, ReadOnlySpan<byte> message, ulong length, ReadOnlySpan<byte> publicKey);

    [LibraryImport(Library)]
    public static partial int crypto_box_seal_open(Span<byte> message, ReadOnlySpan<byte> sealedText, ulong length, ReadOnlySpan<byte> publicKey, ReadOnlySpan<byte> secretKey);

    [LibraryImport(Library)]
    public static partial int crypto_scalarmult_base(Span<byte> publicKey, ReadOnlySpan<byte> secretKey);

    [LibraryImport(Library)]
    public static partial int crypto_secretstream_xchacha20poly1305_init_push(Span<byte> state, Span<byte> header, ReadOnlySpan<byte> key);

    [LibraryImport(Library)]
    public static partial int crypto_secretstream_xchacha20poly1305_push(
        Span<byte> state, Span<byte> sealedText, nint lengthOut, ReadOnlySpan<byte> message, ulong length, ReadOnlySpan<byte> context, ulong contextLength, byte tag);

    [LibraryImport(Library)]
    public static partial int crypto_secretstream_xchacha20poly1305_init_pull(Span<byte> state, ReadOnlySpan<byte> header, ReadOnlySpan<byte> key);

    [LibraryImport(Library)]
    public static partial int crypto_secretstream_xchacha20poly1305_pull(
        Span<byte> state, Span<byte> message, nint lengthOut, out byte tag, ReadOnlySpan<byte> sealedText, ulong length, ReadOnlySpan<byte> context, ulong contextLength);

    [LibraryImport(Library)]
    public static partial int crypto_secretbox_easy(Span<byte> sealedText, ReadOnlySpan<byte> message, ulong length, ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> key);

    [LibraryImport(Library)]
    public static partial int crypto_secretbox_open_easy(Span<byte> message, ReadOnlySpan<byte> sealedText, ulong length, ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> key);

    [LibraryImport(Library)]
    public static partial int crypto_generichash(Span<byte> hash, nuint hashLength, ReadOnlySpan<byte> message, ulong length, ReadOnlySpan<byte> key, nuint keyLength);

    [LibraryImport(Library)]
    public static partial int crypto_pwhash(Span<byte> key, ulong keyLength, ReadOnlySpan<byte> password, ulong passwordLength, ReadOnlySpan<byte> salt, ulong operations, nuint memory, int algorithm);

    [LibraryImport(Library)]
    private static partial int sodium_init();

    private static nint Find(string name, Assembly assembly, DllImportSearchPath? path)
    {
        if (!string.Equals(name, Library, StringComparison.Ordinal))
        {
            return 0;
        }
        foreach (var file in new[] { "libsodium.so.23", "libsodium.so.26", "libsodium.so", "libsodium" })
        {
            if (NativeLibrary.TryLoad(file, out var found))
            {
                return found;
            }
        }
        throw new DllNotFoundException("libsodium is not installed: the package libsodium23 of Debian holds it.");
    }
}
