using System.Security.Cryptography;

namespace Prongsai.Domain.Surveys;

/// <summary>What kind of slip of the pen a typed code shows.</summary>
public enum SlipFault
{
    /// <summary>Letters of a Thai keyboard.</summary>
    ThaiLetters,

    /// <summary>A sign that no code has, such as 0 or O.</summary>
    StrangeSign,

    /// <summary>One of the two groups is too short or too long.</summary>
    GroupLength,

    /// <summary>Too short or too long, and nothing tells where.</summary>
    Length,

    /// <summary>Ten possible signs that do not belong together.</summary>
    Check,
}

/// <summary>
/// What is wrong with a code as typed. Group is 1 or 2 and Place counts from 1 within it, where the fault has a place, else 0; Sign is what stands
/// there, the check character for <see cref="SlipFault.Check"/>; Count is how many signs the group, or the whole, has.
/// </summary>
public sealed record SlipMistake(SlipFault Fault, int Group = 0, int Place = 0, string Sign = "", int Count = 0);

/// <summary>
/// The code on a slip of paper by which a person may answer once: nine random characters and one that tells a slip of the pen.
/// The alphabet has 31 characters, a prime, and none that look alike, so every single wrong character and every swap of two neighbours is noticed.
/// </summary>
public static class SlipCode
{
    public const int Length = 10;

    /// <summary>Signs in each of the two groups it is printed in.</summary>
    public const int GroupLength = 5;

    private const int MostTyped = 40;
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
        return $"{code[..GroupLength]}-{code[GroupLength..]}";
    }

    /// <summary>Reads what was typed, in either case, with or without hyphen and blanks; null when it cannot be a code.</summary>
    public static string? Read(string? typed)
    {
        if (typed is null || typed.Length > MostTyped)
        {
            return null;
        }
        var bare = string.Concat(typed.Where(c => !IsBetween(c))).ToUpperInvariant();
        return bare.Length == Length && bare.All(c => Alphabet.Contains(c, StringComparison.Ordinal)) && Check(bare.AsSpan(0, Length - 1)) == bare[^1] ? bare : null;
    }

    /// <summary>
    /// What is wrong with something that <see cref="Read"/> refuses, told as exactly as one check character allows: it says that two groups do
    /// not fit, never which sign of them is wrong.
    /// </summary>
    public static SlipMistake MistakeIn(string typed)
    {
        ArgumentNullException.ThrowIfNull(typed);
        // kiosk.js says the same without a line; a test holds the two together.
        var groups = typed.ToUpperInvariant().Split(Between, StringSplitOptions.RemoveEmptyEntries);
        var bare = string.Concat(groups);
        if (bare.Any(c => c is >= '\u0E00' and <= '\u0E7F'))
        {
            return new(SlipFault.ThaiLetters);
        }
        for (var i = 0; i < Math.Min(Length, bare.Length); i++)
        {
            if (!Alphabet.Contains(bare[i], StringComparison.Ordinal))
            {
                return new(SlipFault.StrangeSign, (i / GroupLength) + 1, (i % GroupLength) + 1, char.IsSurrogate(bare[i]) ? "" : bare[i].ToString());
            }
        }
        if (bare.Length == Length)
        {
            return new(SlipFault.Check, Sign: bare[^1].ToString());
        }
        var wrong = groups.Length == 2 ? Array.FindIndex(groups, g => g.Length != GroupLength) : -1;
        return wrong < 0 ? new(SlipFault.Length, Count: bare.Length) : new(SlipFault.GroupLength, wrong + 1, Count: groups[wrong].Length);
    }

    private static readonly char[] Between = [' ', '-', '\u00A0', '–', '\t'];

    private static bool IsBetween(char sign) => Array.IndexOf(Between, sign) >= 0;

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
