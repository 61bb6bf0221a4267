using AngleSharp.Dom;

namespace Prongsai.Testing;

/// <summary>Says what a reader would see. Throws with what the page really shows.</summary>
internal static class HtmlAssert
{
    public static void Heading(IDocument page, string text)
    {
        var found = page.QuerySelectorAll("h1").Select(Words).ToList();
        if (found is not [var only] || !string.Equals(only, text, StringComparison.Ordinal))
        {
            throw new InvalidOperationException($"The page should have one h1 \"{text}\" and has: {string.Join(" | ", found)}");
        }
    }

    public static void Shows(IDocument page, string text)
    {
        var words = Words(page.Body!);
        if (!words.Contains(text, StringComparison.Ordinal))
        {
            throw new InvalidOperationException($"The page does not show \"{text}\". It shows: {words}");
        }
    }

    public static void DoesNotShow(IDocument page, string text)
    {
        if (Words(page.Body!).Contains(text, StringComparison.Ordinal))
        {
            throw new InvalidOperationException($"The page shows \"{text}\".");
        }
    }

    /// <summary>Text with white space, also U+00A0, made single blanks.</summary>
    public static string Words(IElement element) => string.Join(' ', element.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
