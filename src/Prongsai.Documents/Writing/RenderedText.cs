using System.Buffers;
using System.Text;
using System.Text.RegularExpressions;
using Prongsai.Domain;

namespace Prongsai.Documents.Writing;

/// <summary>What every renderer does to text before it draws it: characters no file may hold are dropped, digits get the paper's style.</summary>
internal static partial class RenderedText
{
    private static readonly SearchValues<char> Suspicious = SearchValues.Create(
        [.. Enumerable.Range(0, 32).Where(c => c is not '\n').Select(c => (char)c), '\u007F', '\uFFFE', '\uFFFF', '\u2028', '\u2029', .. Enumerable.Range(0x202A, 5).Select(c => (char)c), .. Enumerable.Range(0x2066, 4).Select(c => (char)c)]);

    /// <summary>Addresses and fingerprints keep their digits: a link with Thai digits leads nowhere, a fingerprint or the name of its method (SHA-256) with them is none.</summary>
    [GeneratedRegex(@"(?:https?://|www\.)\S+|(?:[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+(?::[0-9]+)?)?/[a-z][a-z0-9-]*(?:/[A-Za-z0-9._~%-]+)+|[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+|\b[0-9a-f]{16,128}\b|\bSHA-[0-9]+\b", RegexOptions.NonBacktracking)]
    private static partial Regex ForMachines();

    /// <summary>Text as it may be written: line breaks are '\n'; control characters, half surrogates and direction overrides are gone; an era stays with its year.</summary>
    public static string Of(string text, DigitStyle digits) => Digits(Clean(text).Replace("พ.ศ. ", "พ.ศ.\u00A0", StringComparison.Ordinal), digits);

    /// <summary>The same on one line, for titles, properties and cells of a chart.</summary>
    public static string OneLine(string text, DigitStyle digits) => Of(text, digits).Replace('\n', ' ').Trim();

    private static string Digits(string text, DigitStyle digits)
    {
        if (digits is DigitStyle.Arabic || !text.AsSpan().ContainsAnyInRange('A', 'z'))
        {
            return ThaiDigits.Render(text, digits);
        }
        var result = new StringBuilder(text.Length);
        var at = 0;
        foreach (var match in ForMachines().EnumerateMatches(text))
        {
            result.Append(ThaiDigits.ToThai(text[at..match.Index])).Append(text, match.Index, match.Length);
            at = match.Index + match.Length;
        }
        return result.Append(ThaiDigits.ToThai(text[at..])).ToString();
    }

    private static string Clean(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (!text.AsSpan().ContainsAny(Suspicious) && !HasSurrogate(text))
        {
            return text;
        }
        var result = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (char.IsHighSurrogate(c) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
            {
                result.Append(c).Append(text[++i]);
            }
            else if (char.IsSurrogate(c))
            {
                result.Append('\uFFFD');
            }
            else if (c is '\t')
            {
                result.Append(' ');
            }
            else if (c is '\u2028' or '\u2029' or '\v')
            {
                result.Append('\n');
            }
            else if (c is '\r')
            {
                if (i + 1 >= text.Length || text[i + 1] is not '\n')
                {
                    result.Append('\n');
                }
            }
            else if (!Suspicious.Contains(c))
            {
                result.Append(c);
            }
        }
        return result.ToString();
    }

    private static bool HasSurrogate(string text) => text.AsSpan().ContainsAnyInRange('\uD800', '\uDFFF');
}
