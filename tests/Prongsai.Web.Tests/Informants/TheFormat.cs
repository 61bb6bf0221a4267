using System.Text;
using System.Text.Json;
using Prongsai.Informants.Format;

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
