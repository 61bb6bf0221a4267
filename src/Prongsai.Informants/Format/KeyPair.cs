namespace Prongsai.Informants.Format;

/// <summary>An X25519 pair. Everyone may seal to the public half; only the private half opens.</summary>
internal sealed record KeyPair(byte[] Public, byte[] Private)
{
    public static KeyPair New()
    {
        var pair = new KeyPair(new byte[Sodium.KeyBytes], new byte[Sodium.KeyBytes]);
        Sodium.Must(Sodium.crypto_box_keypair(pair.Public, pair.Private));
        return pair;
    }

    public static KeyPair FromSeed(ReadOnlySpan<byte> seed)
    {
        var pair = new KeyPair(new byte[Sodium.KeyBytes], new byte[Sodium.KeyBytes]);
        Sodium.Must(Sodium.crypto_box_seed_keypair(pair.Public, pair.Private, seed));
        return pair;
    }

    public static KeyPair FromPrivate(byte[] privateKey)
    {
        var publicKey = new byte[Sodium.KeyBytes];
        Sodium.Must(Sodium.crypto_scalarmult_base(publicKey, privateKey));
        return new KeyPair(publicKey, privateKey);
    }

    /// <summary>Seals a key of 32 bytes to a public key: 80 bytes.</summary>
    public static byte[] SealKey(ReadOnlySpan<byte> key, ReadOnlySpan<byte> publicKey)
    {
        var sealedKey = new byte[key.Length + Sodium.SealBytes];
        Sodium.Must(Sodium.crypto_box_seal(sealedKey, key, (ulong)key.Length, publicKey));
        return sealedKey;
    }

    /// <summary>Whether anything can be sealed to these 32 bytes: the library refuses points of small order, which everybody could open.</summary>
    public static bool IsUsable(ReadOnlySpan<byte> publicKey) =>
        publicKey.Length == Sodium.KeyBytes && Sodium.crypto_box_seal(new byte[1 + Sodium.SealBytes], "?"u8, 1, publicKey) == 0;

    /// <returns>The key; null when it was not sealed to this pair or was changed.</returns>
    public byte[]? OpenKey(ReadOnlySpan<byte> sealedKey)
    {
        if (sealedKey.Length != Sodium.KeyBytes + Sodium.SealBytes)
        {
            return null;
        }
        var key = new byte[Sodium.KeyBytes];
        return Sodium.crypto_box_seal_open(key, sealedKey, (ulong)sealedKey.Length, Public, Private) == 0 ? key : null;
    }
}
