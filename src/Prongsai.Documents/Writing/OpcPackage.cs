using System.IO.Compression;
using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace Prongsai.Documents.Writing;

/// <summary>
/// An Office Open XML package (ECMA-376 part 2) written by hand: parts in the order they were added, one fixed date, so the same content
/// always gives the same bytes. The SDK's package draws random names and the clock; its validator proves ours in the tests.
/// </summary>
internal sealed class OpcPackage
{
    private static readonly XNamespace Types = "http://schemas.openxmlformats.org/package/2006/content-types";
    private static readonly XNamespace Rels = "http://schemas.openxmlformats.org/package/2006/relationships";
    private static readonly DateTimeOffset ZipEpoch = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly List<(string Path, string ContentType, byte[] Content)> parts = [];
    private readonly List<(string Source, string Id, string Type, string Target)> relations = [];

    /// <summary>Adds a part; path without a leading slash ("word/document.xml").</summary>
    public void Add(string path, string contentType, XElement content) => Add(path, contentType, Serialise(content));

    public void Add(string path, string contentType, byte[] content) => parts.Add((path, contentType, content));

    /// <summary>Relates a source part ("" is the package) to a target given relative to the source's folder.</summary>
    public void Relate(string source, string id, string type, string target) => relations.Add((source, id, type, target));

    public byte[] ToBytes()
    {
        using var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            Write(zip, "[Content_Types].xml", Serialise(ContentTypes()));
            foreach (var group in relations.GroupBy(r => r.Source, StringComparer.Ordinal))
            {
                Write(zip, RelsPath(group.Key), Serialise(new XElement(Rels + "Relationships", group.Select(r =>
                    new XElement(Rels + "Relationship", new XAttribute("Id", r.Id), new XAttribute("Type", r.Type), new XAttribute("Target", r.Target))))));
            }
            foreach (var (path, _, content) in parts)
            {
                Write(zip, path, content);
            }
        }
        return stream.ToArray();
    }

    private XElement ContentTypes() => new(
        Types + "Types",
        new XElement(Types + "Default", new XAttribute("Extension", "rels"), new XAttribute("ContentType", "application/vnd.openxmlformats-package.relationships+xml")),
        new XElement(Types + "Default", new XAttribute("Extension", "xml"), new XAttribute("ContentType", "application/xml")),
        parts.Select(p => new XElement(Types + "Override", new XAttribute("PartName", "/" + p.Path), new XAttribute("ContentType", p.ContentType))));

    private static string RelsPath(string source)
    {
        var slash = source.LastIndexOf('/');
        return source.Length == 0 ? "_rels/.rels" : $"{source[..(slash + 1)]}_rels/{source[(slash + 1)..]}.rels";
    }

    private static byte[] Serialise(XElement root)
    {
        using var stream = new MemoryStream();
        using (var writer = XmlWriter.Create(stream, new XmlWriterSettings { Encoding = new UTF8Encoding(false), OmitXmlDeclaration = false }))
        {
            writer.WriteStartDocument(standalone: true);
            root.WriteTo(writer);
            writer.WriteEndDocument();
        }
        return stream.ToArray();
    }

    private static void Write(ZipArchive zip, string path, byte[] content)
    {
        var entry = zip.CreateEntry(path, CompressionLevel.Fastest);
        entry.LastWriteTime = ZipEpoch;
        using var stream = entry.Open();
        stream.Write(content);
    }
}
