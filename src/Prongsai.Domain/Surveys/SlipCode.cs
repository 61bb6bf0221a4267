using System.Security.Cryptography;

namespace Prongsai.Domain.Surveys;

/// <summary>
/// The code on a slip of paper by which a person may answer once: nine random characters and one that tells a slip of the pen.
/// The alphabet has 31 characters, a prime, and none that look alike, so every single wrong character and every swap of two neighbours is noticed.
/// </summary>
public static class SlipCode
{
    public const int Length = 10;
    private const string Alphabet = "23456789ABCDEFGHJKMNPQRSTUVWXYZ";

    /// <summary>A new code, without its hyphen.</summary>
    public static string New()
    {
        Span<char> code = stackalloc char[Length];
        for (var i = 0; i < Length - 1; i++)
        {
            code[i] = Alphabet[RandomNumberGenerator.GetInt32(Alphabet.Length)];
        }
        code[^1] = Check(code[..^1]);
        return new string(code);
    }

    /// <summary>As printed: K7M2P-9QX4R.</summary>
    public static string Written(string code)
    {
        ArgumentNullException.ThrowIfNull(code);
        return $"{code[..5]}-{code[5..]}";
    }

    /// <summary>Reads what was typed, in either case, with or without hyphen and blanks; null when it cannot be a code.</summary>
    public static string? Read(string? typed)
    {
        if (typed is null || typed.Length > 40)
        {
            return null;
        }
        var bare = string.Concat(typed.Where(c => c is not (' ' or '-' or '\u00A0' or '–' or '\t'))).ToUpperInvariant();
        return bare.Length == Length && bare.All(c => Alphabet.Contains(c, StringComparison.Ordinal)) && Check(bare.AsSpan(0, Length - 1)) == bare[^1] ? bare : null;
    }

    private static char Check(ReadOnlySpan<char> code)
    {
        var sum = 0;
        for (var i = 0; i < code.Length; i++)
        {
            sum += (i + 2) * Alphabet.IndexOf(code[i], StringComparison.Ordinal);
        }
        return Alphabet[sum % Alphabet.Length];
    }
}
