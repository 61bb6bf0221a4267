namespace Prongsai.Documents.Reading;

/// <summary>What a style says that reading needs: heading level, bold, numbering; inherited along basedOn.</summary>
internal sealed class DocxStyles
{
    private readonly Dictionary<string, Style> _styles = new(StringComparer.Ordinal);

    private sealed record Style(string? BasedOn, string Name, int? Outline, bool? Bold, string? NumberId, int? Level);

    public static DocxStyles Load(ZipContainer zip, string part, XmlWalk walk)
    {
        var styles = new DocxStyles();
        using var reader = zip.Xml(part);
        if (reader is null || reader.MoveToContent() != System.Xml.XmlNodeType.Element)
        {
            return styles;
        }
        walk.Children(reader, name =>
        {
            if (name != "style" || XmlWalk.Attribute(reader, "styleId") is not { } id || styles._styles.Count > 10_000)
            {
                return;
            }
            string? basedOn = null, numberId = null;
            var called = string.Empty;
            int? outline = null, level = null;
            bool? bold = null;
            walk.Children(reader, child =>
            {
                switch (child)
                {
                    case "name":
                        called = XmlWalk.Attribute(reader, "val") ?? string.Empty;
                        break;
                    case "basedOn":
                        basedOn = XmlWalk.Attribute(reader, "val");
                        break;
                    case "pPr":
                        walk.Children(reader, property =>
                        {
                            if (property == "outlineLvl")
                            {
                                outline = XmlWalk.Number(reader, "val");
                            }
                            else if (property == "numPr")
                            {
                                walk.Children(reader, part =>
                                {
                                    numberId = part == "numId" ? XmlWalk.Attribute(reader, "val") : numberId;
                                    level = part == "ilvl" ? XmlWalk.Number(reader, "val") : level;
                                });
                            }
                        });
                        break;
                    case "rPr":
                        walk.Children(reader, property =>
                        {
                            if (property is "b" or "bCs")
                            {
                                bold = (bold ?? false) || XmlWalk.On(reader);
                            }
                        });
                        break;
                }
            });
            styles._styles[id] = new Style(basedOn, called, outline, bold, numberId, level);
        });
        return styles;
    }

    /// <summary>1–6 for a heading style, else null.</summary>
    public int? Heading(string? id)
    {
        foreach (var style in Chain(id))
        {
            if (style.Name.StartsWith("heading ", StringComparison.OrdinalIgnoreCase) && style.Name.Length == 9 && style.Name[8] is >= '1' and <= '9')
            {
                return Math.Min(6, style.Name[8] - '0');
            }
            if (style.Name.Equals("title", StringComparison.OrdinalIgnoreCase))
            {
                return 1;
            }
            if (style.Outline is >= 0 and <= 8 and var outline)
            {
                return Math.Min(6, outline + 1);
            }
        }
        return null;
    }

    public bool Bold(string? id) => Chain(id).Select(s => s.Bold).FirstOrDefault(b => b is not null) ?? false;

    public (string? NumberId, int? Level) Numbering(string? id)
    {
        var chain = Chain(id).ToList();
        return (chain.Select(s => s.NumberId).FirstOrDefault(n => n is not null), chain.Select(s => s.Level).FirstOrDefault(l => l is not null));
    }

    private IEnumerable<Style> Chain(string? id)
    {
        for (var steps = 0; id is not null && steps < 20 && _styles.TryGetValue(id, out var style); steps++)
        {
            yield return style;
            id = style.BasedOn;
        }
    }
}
