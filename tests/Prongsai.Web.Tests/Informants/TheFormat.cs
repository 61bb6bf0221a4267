using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Prongsai.Informants.Format;
using Prongsai.Informants.Store;

namespace Prongsai.Web.Tests.Informants;

public sealed class TheFormat
{
    private static readonly Guid Report = Guid.Parse("00112233-4455-6677-8899-aabbccddeeff");
    private static readonly Guid Item = Guid.Parse("ffeeddcc-bbaa-9988-7766-554433221100");
    private static readonly JsonElement Vectors = JsonDocument.Parse(File.ReadAllText(Repository("docs/informant-format.vectors.json"))).RootElement;

    [Fact]
    public void Finds_the_published_row_and_key_from_the_published_code()
    {
        var vector = Vectors.GetProperty("receipt");
        var code = Text(vector, "code");
        Assert.True(DigitCode.IsWellFormed(code, DigitCode.ReceiptLength));
        var key = ReceiptKey.From(code, Bytes(vector, "salt"));
        Assert.Equal(Text(vector, "lookup"), Convert.ToHexStringLower(key.Lookup));
        Assert.Equal(Text(vector, "public"), Convert.ToHexStringLower(key.Pair.Public));
    }

    [Fact]
    public void Locks_a_key_as_published_and_opens_it()
    {
        var vector = Vectors.GetProperty("lockedKey");
        var passphrase = Encoding.UTF8.GetBytes(Text(vector, "passphrase"));
        Assert.Equal(Text(vector, "locked"), Convert.ToHexStringLower(LockedKey.Lock(Bytes(vector, "private"), passphrase, Bytes(vector, "salt"), Bytes(vector, "nonce"))));
        Assert.Equal(Bytes(vector, "private"), LockedKey.Open(Bytes(vector, "locked"), passphrase));
        Assert.Null(LockedKey.Open(Bytes(vector, "locked"), Encoding.UTF8.GetBytes(Text(vector, "passphrase") + "1")));
    }

    [Fact]
    public void Opens_the_published_envelope()
    {
        var vector = Vectors.GetProperty("envelope");
        var pair = KeyPair.FromPrivate(Bytes(vector, "private"));
        Assert.Equal(Bytes(vector, "public"), pair.Public);
        Assert.Equal(Text(vector, "text"), Encoding.UTF8.GetString(Envelope.Open(Bytes(vector, "envelope"), pair, Report, Item)!));
    }

    [Fact]
    public void Opens_the_published_packages()
    {
        var vector = Vectors.GetProperty("package");
        var pair = KeyPair.FromPrivate(Bytes(vector, "private"));
        Assert.Equal(Text(vector, "line"), PublicKeyText.Write(pair.Public));
        Assert.Equal(pair.Public, PublicKeyText.Read(Text(vector, "line")));
        Assert.Equal(Text(vector, "text"), Encoding.UTF8.GetString(Package.Open(Bytes(vector, "sealedToKey"), pair)!));
        Assert.True(DigitCode.IsWellFormed(Text(vector, "code"), DigitCode.PackageLength));
        Assert.Equal(Text(vector, "text"), Encoding.UTF8.GetString(Package.Open(Bytes(vector, "sealedUnderCode"), Text(vector, "code"))!));
    }

    [Fact]
    public void Refuses_every_flipped_bit_of_a_package()
    {
        var pair = KeyPair.New();
        var package = Package.SealTo(pair.Public, "เรื่องลับ"u8);
        for (var bit = 0; bit < package.Length * 8; bit++)
        {
            package[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.Null(Package.Open(package, pair));
            package[bit / 8] ^= (byte)(1 << (bit % 8));
        }
        Assert.Equal("เรื่องลับ"u8.ToArray(), Package.Open(package, pair));
        Assert.Null(Package.Open(package, KeyPair.New()));
        Assert.Null(Package.Open(package.AsSpan(0, package.Length - 1), pair));
        Assert.Null(Package.Open([.. package, 0], pair));
        Assert.Null(Package.Open(package, "123456789012345678901245"));
    }

    [Fact]
    public void Refuses_a_changed_package_under_digits_and_other_digits()
    {
        var digits = DigitCode.New(DigitCode.PackageLength);
        var package = Package.SealUnder(digits, new byte[70_000]);
        // Each try that reaches the digits costs a slow hash: one bit of the head's kinds of bytes, of the header, of either chunk and of the end.
        foreach (var at in new[] { 0, 8, 9, 10, 25, 26, 49, 50, 66_000, package.Length - 1 })
        {
            package[at] ^= 1;
            Assert.Null(Package.Open(package, digits));
            package[at] ^= 1;
        }
        Assert.Equal(new byte[70_000], Package.Open(package, digits));
        Assert.Null(Package.Open(package, DigitCode.New(DigitCode.PackageLength)));
        Assert.Null(Package.Open(package, KeyPair.New()));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(4088)]
    [InlineData(4089)]
    [InlineData(65_528)]
    [InlineData(65_529)]
    [InlineData(1_048_569)]
    public void Gives_back_a_package_of_any_length_in_a_bucket(int length)
    {
        var pair = KeyPair.New();
        var content = new byte[length];
        new Random(length).NextBytes(content);
        var package = Package.SealTo(pair.Public, content);
        Assert.Equal(content, Package.Open(package, pair));
        Assert.Equal(0, Padding.PackageBucket(length) % (length < 65_529 ? 4096 : length < 1_048_569 ? 65_536 : 1_048_576));
    }

    [Fact]
    public void Notices_a_slip_in_a_key_that_was_handed_on()
    {
        var line = PublicKeyText.Write(KeyPair.New().Public);
        Assert.NotNull(PublicKeyText.Read($"กุญแจของเรา: \r\n{line[..40].ToUpperInvariant()}\n  {line[40..]}\n(พิมพ์ครั้งที่ 1)"));
        for (var i = line.IndexOf(':', StringComparison.Ordinal) + 1; i < line.Length; i++)
        {
            Assert.Null(PublicKeyText.Read(line[..i] + (line[i] is '0' ? '1' : '0') + line[(i + 1)..]));
        }
        Assert.Null(PublicKeyText.Read(line[..^1]));
        Assert.Null(PublicKeyText.Read("สวัสดี"));
        // Points of small order: whatever is sealed to them opens for everybody.
        Assert.Null(PublicKeyText.Read(PublicKeyText.Write(new byte[32])));
        Assert.Null(PublicKeyText.Read(PublicKeyText.Write([1, .. new byte[31]])));
    }

    [Fact]
    public void Takes_nothing_out_of_a_package_that_leads_elsewhere_or_swells()
    {
        foreach (var names in new[] { new[] { "../report.txt" }, ["/etc/passwd"], ["files/../../x"], ["files/01-a/b"], ["files/x"], ["report.txt", "REPORT.txt"], ["report.txt", "report.txt"], ["report.exe"], [] })
        {
            Assert.Null(PackageFiles.Unpack(Zip(CompressionLevel.NoCompression, names)));
        }
        Assert.Null(PackageFiles.Unpack(Zip(CompressionLevel.Optimal, ["report.txt"])));
        Assert.Null(PackageFiles.Unpack("ไม่ใช่ซิป"u8.ToArray()));
        var whole = Zip(CompressionLevel.NoCompression, ["report.txt", "files/01-a.txt"]);
        Assert.Equal(["report.txt", "files/01-a.txt"], PackageFiles.Unpack(whole)!.Select(f => f.Name));
        Assert.Null(PackageFiles.Unpack(whole[..^30]));
        Assert.Equal("_.._x.pdf", PackageFiles.Plain("/../x.pdf"));
        Assert.Equal("file", PackageFiles.Plain(" .. "));
        Assert.True(Encoding.UTF8.GetByteCount(PackageFiles.Plain(new string('ก', 300) + ".pdf")) <= 180);
        Assert.EndsWith(".pdf", PackageFiles.Plain(new string('ก', 300) + ".pdf"), StringComparison.Ordinal);

        static byte[] Zip(CompressionLevel level, string[] names)
        {
            using var memory = new MemoryStream();
            using (var zip = new ZipArchive(memory, ZipArchiveMode.Create, leaveOpen: true))
            {
                foreach (var name in names)
                {
                    using var to = zip.CreateEntry(name, level).Open();
                    to.Write(new byte[5000]);
                }
            }
            return memory.ToArray();
        }
    }

    [Fact]
    public void Refuses_every_flipped_bit_of_an_envelope()
    {
        var pair = KeyPair.New();
        var envelope = Envelope.Seal("เรื่องลับ"u8, pair.Public, Report, Item);
        for (var bit = 0; bit < envelope.Length * 8; bit++)
        {
            envelope[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.Null(Envelope.Open(envelope, pair, Report, Item));
            envelope[bit / 8] ^= (byte)(1 << (bit % 8));
        }
        Assert.NotNull(Envelope.Open(envelope, pair, Report, Item));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(1016)]
    [InlineData(1017)]
    [InlineData(65_528)]
    [InlineData(65_529)]
    [InlineData(300_000)]
    public void Gives_back_what_was_sealed_and_nothing_of_a_part(int length)
    {
        var pair = KeyPair.New();
        var content = new byte[length];
        new Random(length).NextBytes(content);
        var envelope = Envelope.Seal(content, pair.Public, Report, Item);
        Assert.Equal(content, Envelope.Open(envelope, pair, Report, Item));
        Assert.Null(Envelope.Open(envelope.AsSpan(0, envelope.Length - 1), pair, Report, Item));
        Assert.Null(Envelope.Open(envelope.AsSpan(0, Math.Max(0, envelope.Length - 65_553)), pair, Report, Item));
        Assert.Null(Envelope.Open([.. envelope, 0], pair, Report, Item));
        Assert.Null(Envelope.Open(envelope, KeyPair.New(), Report, Item));
        Assert.Null(Envelope.Open(envelope, pair, Item, Report));
    }

    [Fact]
    public void Hides_the_length_in_a_bucket()
    {
        var pair = KeyPair.New();
        Assert.Equal(Envelope.Seal(new byte[10], pair.Public, Report, Item).Length, Envelope.Seal(new byte[900], pair.Public, Report, Item).Length);
        Assert.Equal(4096, Padding.Bucket(1017));
    }

    [Fact]
    public void Notices_every_slip_and_every_swap_in_a_code()
    {
        var code = DigitCode.New(DigitCode.ReceiptLength);
        Assert.True(DigitCode.IsWellFormed(code, DigitCode.ReceiptLength));
        for (var i = 0; i < code.Length; i++)
        {
            for (var digit = '0'; digit <= '9'; digit++)
            {
                Assert.Equal(digit == code[i], DigitCode.IsWellFormed(code[..i] + digit + code[(i + 1)..], DigitCode.ReceiptLength));
            }
            if (i > 0 && code[i] != code[i - 1])
            {
                Assert.False(DigitCode.IsWellFormed(code[..(i - 1)] + code[i] + code[i - 1] + code[(i + 1)..], DigitCode.ReceiptLength));
            }
        }
        Assert.Equal("1234", DigitCode.Read(" ๑๒-34"));
    }

    private static byte[] Bytes(JsonElement vector, string name) => Convert.FromHexString(Text(vector, name));

    private static string Text(JsonElement vector, string name) => vector.GetProperty(name).GetString()!;

    private static string Repository(string path)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Prongsai.slnx")))
            {
                return Path.Combine(folder.FullName, path);
            }
        }
        throw new DirectoryNotFoundException("The repository is not above the tests.");
    }
}
