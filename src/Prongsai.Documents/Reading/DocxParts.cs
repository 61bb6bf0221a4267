using System.Xml;

namespace Prongsai.Documents.Reading;

/// <summary>How the pages of a Word document can be told.</summary>
internal enum DocxPageCounting
{
    Unknown,

    /// <summary>Word recorded where its pages broke.</summary>
    Rendered,

    /// <summary>Only the breaks that a person set are there, and they are all.</summary>
    Explicit,
}

/// <summary>Finds the parts of a Word document.</summary>
internal static class DocxParts
{
    public static string Main(ZipContainer zip, XmlWalk walk)
    {
        var main = "word/document.xml";
        using var reader = zip.Xml("_rels/.rels");
        if (reader?.MoveToContent() == XmlNodeType.Element)
        {
            walk.Children(reader, name =>
            {
                if (name == "Relationship" && XmlWalk.Attribute(reader, "Type") is { } type && type.EndsWith("/officeDocument", StringComparison.Ordinal)
                    && XmlWalk.Attribute(reader, "TargetMode") != "External" && XmlWalk.Attribute(reader, "Target") is { } target && zip.Has(target))
                {
                    main = target.TrimStart('/');
                }
            });
        }
        return main;
    }

    /// <summary>
    /// Word marks where its own pages broke. Without those marks only explicit breaks are known, and they are trusted only when they give
    /// the number of pages that the document says it has.
    /// </summary>
    public static DocxPageCounting HowToCountPages(ZipContainer zip, string main, XmlWalk walk)
    {
        using var stream = zip.Open(main);
        if (stream is null)
        {
            return DocxPageCounting.Unknown;
        }
        var rendered = "lastRenderedPageBreak"u8.ToArray();
        var explicitBreak = "w:type=\"page\""u8.ToArray();
        var buffer = new byte[65_536];
        var kept = 0;
        var pages = 1;
        int read;
        while ((read = stream.Read(buffer, kept, buffer.Length - kept)) > 0)
        {
            var window = buffer.AsSpan(0, kept + read);
            if (window.IndexOf(rendered) >= 0)
            {
                return DocxPageCounting.Rendered;
            }
            for (var at = window.IndexOf(explicitBreak); at >= 0;)
            {
                // One that ends inside what was kept from the window before has been counted there.
                pages += at + explicitBreak.Length > kept ? 1 : 0;
                var next = window[(at + 1)..].IndexOf(explicitBreak);
                at = next < 0 ? -1 : at + 1 + next;
            }
            kept = Math.Min(window.Length, rendered.Length - 1);
            window[^kept..].CopyTo(buffer);
        }
        int? told = null;
        using var app = zip.Xml("docProps/app.xml");
        if (app?.MoveToContent() == XmlNodeType.Element)
        {
            walk.Children(app, name =>
            {
                if (name == "Pages" && int.TryParse(walk.Text(app), System.Globalization.CultureInfo.InvariantCulture, out var number))
                {
                    told = number;
                }
            });
        }
        return told == pages ? DocxPageCounting.Explicit : DocxPageCounting.Unknown;
    }
}
