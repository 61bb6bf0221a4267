using System.Xml;

namespace Prongsai.Documents.Reading;

/// <summary>Walks XML as it streams past, so a large part never stands in memory as a tree.</summary>
internal sealed class XmlWalk(BlockSink sink)
{
    private const int MaxXmlDepth = 220;

    /// <summary>
    /// Calls the handler for each child element of the element the reader stands on. The handler may read the child or leave it; what it
    /// leaves is skipped. Ends early when the sink is full.
    /// </summary>
    public void Children(XmlReader reader, Action<string> onChild)
    {
        if (reader.NodeType != XmlNodeType.Element || reader.IsEmptyElement)
        {
            return;
        }
        if (reader.Depth > MaxXmlDepth)
        {
            sink.Tell(ReadProblems.TooDeep());
            return;
        }
        var depth = reader.Depth;
        Advance(reader);
        while (!(reader.NodeType == XmlNodeType.EndElement && reader.Depth == depth))
        {
            if (reader.NodeType == XmlNodeType.Element)
            {
                var child = reader.Depth;
                onChild(reader.LocalName);
                if (sink.Full)
                {
                    return;
                }
                // Left on the start tag (or inside): go to its end.
                while (!(reader.Depth == child && (reader.NodeType == XmlNodeType.EndElement || (reader.NodeType == XmlNodeType.Element && reader.IsEmptyElement))))
                {
                    Advance(reader);
                }
            }
            Advance(reader);
        }
    }

    /// <summary>The text of the element the reader stands on.</summary>
    public string Text(XmlReader reader)
    {
        if (reader.IsEmptyElement)
        {
            return string.Empty;
        }
        var depth = reader.Depth;
        string? only = null;
        System.Text.StringBuilder? many = null;
        Advance(reader);
        while (!(reader.NodeType == XmlNodeType.EndElement && reader.Depth == depth))
        {
            if (reader.NodeType is XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace or XmlNodeType.Whitespace)
            {
                if (only is null)
                {
                    only = reader.Value;
                }
                else
                {
                    many ??= new System.Text.StringBuilder(only);
                    if (many.Length <= sink.Limits.MaxCharacters)
                    {
                        many.Append(reader.Value);
                    }
                }
            }
            Advance(reader);
        }
        return many?.ToString() ?? only ?? string.Empty;
    }

    /// <summary>The attribute by its local name, whatever its namespace.</summary>
    public static string? Attribute(XmlReader reader, string name)
    {
        if (!reader.HasAttributes)
        {
            return null;
        }
        string? found = null;
        for (var more = reader.MoveToFirstAttribute(); more; more = reader.MoveToNextAttribute())
        {
            if (reader.LocalName == name && reader.Prefix != "xmlns")
            {
                found = reader.Value;
                break;
            }
        }
        reader.MoveToElement();
        return found;
    }

    /// <summary>An integer attribute within bounds, else null.</summary>
    public static int? Number(XmlReader reader, string name) =>
        int.TryParse(Attribute(reader, name), System.Globalization.NumberStyles.Integer, System.Globalization.CultureInfo.InvariantCulture, out var value) ? value : null;

    /// <summary>A toggle such as w:b: present without value means on.</summary>
    public static bool On(XmlReader reader) => Attribute(reader, "val") is not ("0" or "false" or "off" or "none");

    /// <summary>Web addresses a part of a container leads to, by the id it uses for them; at most 10,000.</summary>
    /// <param name="zip">The container.</param>
    /// <param name="part">E.g. <c>word/document.xml</c>.</param>
    public Dictionary<string, string> WebTargets(ZipContainer zip, string part)
    {
        var targets = new Dictionary<string, string>(StringComparer.Ordinal);
        var cut = part.LastIndexOf('/') + 1;
        using var xml = zip.Xml($"{part[..cut]}_rels/{part[cut..]}.rels");
        if (xml?.MoveToContent() == XmlNodeType.Element)
        {
            Children(xml, _ =>
            {
                if (targets.Count < 10_000 && Attribute(xml, "TargetMode") == "External" && Attribute(xml, "Id") is { } id && WebAddress(Attribute(xml, "Target")) is { } address)
                {
                    targets[id] = address;
                }
            });
        }
        return targets;
    }

    /// <summary>The text when it is an address of the web of at most 2,000 characters, else null.</summary>
    public static string? WebAddress(string? text) =>
        text is { Length: > 0 and <= 2000 } && Uri.TryCreate(text.Trim(), UriKind.Absolute, out var uri) && (uri.Scheme is "http" or "https") ? uri.AbsoluteUri : null;

    private void Advance(XmlReader reader)
    {
        if (!reader.Read())
        {
            throw new XmlException("The document ends too early.");
        }
        if ((++_steps & 0x3FFF) == 0)
        {
            sink.Stop.ThrowIfCancellationRequested();
        }
    }

    private int _steps;
}
