using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using Prongsai.Domain;

namespace Prongsai.Web.Platform.Words;

/// <summary>Cuts Thai into words with the dictionary of the system's ICU (Debian's libicu), whose version is found at run time.</summary>
internal static class ThaiWords
{
    private static readonly System.Buffers.SearchValues<char> NotWords = System.Buffers.SearchValues.Create(" \n\t\r.,;:!?()[]{}\"'-–—/|*#_·…ๆฯ");

    private const int WordBreaks = 1;

    private static readonly Lazy<Icu?> Loaded = new(Load);

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    private delegate nint OpenBreaks(int kind, [MarshalAs(UnmanagedType.LPStr)] string locale, nint text, int length, ref int status);

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    private delegate int NextBreak(nint breaks);

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    private delegate void CloseBreaks(nint breaks);

    /// <summary>The same letters however they were typed: ํ + า as ำ, doubled เ as แ, Arabic digits, lower case, no invisible characters.</summary>
    public static string Normalise(string text)
    {
        var result = new StringBuilder(text.Length);
        foreach (var c in ThaiDigits.ToArabic(text.Normalize(NormalizationForm.FormC)))
        {
            if (c is 'า' && result.Length > 0 && result[^1] is 'ํ')
            {
                result[^1] = 'ำ';
            }
            else if (c is 'า' && result.Length > 1 && result[^2] is 'ํ' && result[^1] is >= '่' and <= '๋')
            {
                (result[^2], result[^1]) = (result[^1], 'ำ');
            }
            else if (c is 'เ' && result.Length > 0 && result[^1] is 'เ')
            {
                result[^1] = 'แ';
            }
            else if (char.GetUnicodeCategory(c) is not (UnicodeCategory.Format or UnicodeCategory.Control) || c is '\n' or '\t')
            {
                result.Append(c is '\u00a0' ? ' ' : char.ToLowerInvariant(c));
            }
        }
        return result.ToString();
    }

    /// <summary>The words of a normalised text, in order. Without ICU: what stands between spaces.</summary>
    public static IReadOnlyList<string> Of(string normalised)
    {
        var words = new List<string>();
        if (Loaded.Value is null)
        {
            words.AddRange(normalised.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
            return words;
        }
        foreach (var (from, to) in Pieces(normalised))
        {
            var word = normalised.AsSpan(from, to - from);
            if (word.Length <= 100 && word.IndexOfAnyExcept(NotWords) >= 0)
            {
                words.Add(word.ToString());
            }
        }
        return words;
    }

    /// <summary>The same text with U+200B between its words, for drawings that break lines themselves. Without ICU: as it is.</summary>
    public static string WithBreaks(string text)
    {
        if (Loaded.Value is null)
        {
            return text;
        }
        var result = new StringBuilder(text.Length + 16);
        foreach (var (from, to) in Pieces(text))
        {
            result.Append(text, from, to - from).Append(to < text.Length && text[to] != ' ' && text[to - 1] != ' ' ? "\u200B" : "");
        }
        return result.ToString();
    }

    private static List<(int From, int To)> Pieces(string text)
    {
        var icu = Loaded.Value!;
        var pieces = new List<(int, int)>();
        var handle = GCHandle.Alloc(text.ToCharArray(), GCHandleType.Pinned);
        var status = 0;
        var breaks = icu.Open(WordBreaks, "th", handle.AddrOfPinnedObject(), text.Length, ref status);
        try
        {
            if (status > 0)
            {
                throw new InvalidOperationException($"ICU could not cut the text into words (status {status}).");
            }
            int from = 0, to;
            while ((to = icu.Next(breaks)) >= 0)
            {
                pieces.Add((from, to));
                from = to;
            }
        }
        finally
        {
            if (breaks != 0)
            {
                icu.Close(breaks);
            }
            handle.Free();
        }
        return pieces;
    }

    private static Icu? Load()
    {
        for (var version = 90; version >= 60; version--)
        {
            if (NativeLibrary.TryLoad(FormattableString.Invariant($"libicuuc.so.{version}"), out var library))
            {
                return new Icu(Get<OpenBreaks>("ubrk_open"), Get<NextBreak>("ubrk_next"), Get<CloseBreaks>("ubrk_close"));

                T Get<T>(string name) => Marshal.GetDelegateForFunctionPointer<T>(NativeLibrary.GetExport(library, FormattableString.Invariant($"{name}_{version}")));
            }
        }
        return null;
    }

    private sealed record Icu(OpenBreaks Open, NextBreak Next, CloseBreaks Close);
}
