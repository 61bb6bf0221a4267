using System.IO.Compression;
using System.Xml;

namespace Prongsai.Documents.Reading;

/// <summary>
/// A zip container (docx, xlsx) read in memory and within limits. Members are found by name and never written to disk, so a name that
/// climbs out of a folder does nothing. XML is read without DTD and without resolving anything.
/// </summary>
internal sealed class ZipContainer : IDisposable
{
    private readonly ZipArchive _zip;
    private readonly ReadingLimits _limits;
    private readonly Dictionary<string, ZipArchiveEntry> _members = new(StringComparer.OrdinalIgnoreCase);
    private long _unpacked;

    /// <summary>Opens the container and looks at its directory before anything is unpacked.</summary>
    /// <exception cref="UnreadableFileException">It is a zip bomb, or damaged.</exception>
    public ZipContainer(byte[] bytes, ReadingLimits limits, FileKind kind)
    {
        _limits = limits;
        try
        {
            _zip = new ZipArchive(new MemoryStream(bytes, writable: false), ZipArchiveMode.Read);
            if (_zip.Entries.Count > limits.MaxZipMembers)
            {
                throw new UnreadableFileException(ReadProblems.ZipBomb());
            }
        }
        catch (InvalidDataException)
        {
            throw new UnreadableFileException(ReadProblems.Damaged(FileFormat.ThaiName(kind)));
        }
        long total = 0;
        foreach (var entry in _zip.Entries)
        {
            total += entry.Length;
            var ratio = entry.Length / Math.Max(1, entry.CompressedLength);
            if (total > limits.MaxUnpackedBytes || (entry.Length > 10_000_000 && ratio > limits.MaxPackingRatio))
            {
                throw new UnreadableFileException(ReadProblems.ZipBomb());
            }
            _members.TryAdd(entry.FullName.Replace('\\', '/').TrimStart('/'), entry);
        }
    }

    public IEnumerable<string> Names => _members.Keys;

    public bool Has(string name) => _members.ContainsKey(name.TrimStart('/'));

    /// <summary>Opens a member; null when there is none.</summary>
    public Stream? Open(string name)
    {
        if (!_members.TryGetValue(name.TrimStart('/'), out var entry))
        {
            return null;
        }
        // What the directory says may be a lie, so the limit is held again while unpacking.
        return new CountingStream(entry.Open(), Math.Max(1_000_000, Math.Min(_limits.MaxPartBytes, entry.CompressedLength * _limits.MaxPackingRatio + 10_000_000)), this);
    }

    /// <summary>Opens an XML member; null when there is none.</summary>
    public XmlReader? Xml(string name) =>
        Open(name) is { } stream
            ? XmlReader.Create(stream, new XmlReaderSettings
            {
                CloseInput = true,
                DtdProcessing = DtdProcessing.Prohibit,
                XmlResolver = null,
                IgnoreComments = true,
                IgnoreProcessingInstructions = true,
                CheckCharacters = false,
                MaxCharactersInDocument = _limits.MaxPartBytes,
            })
            : null;

    public void Dispose() => _zip.Dispose();

    private sealed class CountingStream(Stream inner, long limit, ZipContainer container) : Stream
    {
        private long _read;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => _read;
            set => throw new NotSupportedException();
        }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override int Read(Span<byte> buffer)
        {
            var read = inner.Read(buffer);
            _read += read;
            container._unpacked += read;
            if (_read > limit || container._unpacked > container._limits.MaxUnpackedBytes * 2)
            {
                throw new UnreadableFileException(ReadProblems.ZipBomb());
            }
            return read;
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                inner.Dispose();
            }
            base.Dispose(disposing);
        }
    }
}
