using System.Collections.Frozen;
using System.IO.Compression;
using System.Reflection;
using System.Security.Cryptography;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Prongsai.Ui;

/// <summary>
/// The style sheet, the script, the fonts and the icon, embedded in this assembly and served below <c>/ui/{hash}/</c>.
/// The hash covers all of them, so a response can be cached for good and the relative font addresses inside the CSS stay right.
/// </summary>
public sealed partial class UiAssets
{
    /// <summary>The path under which <see cref="ProngsaiUi.MapProngsaiUi"/> serves them.</summary>
    public const string Root = "/ui";

    /// <summary>The three style sheets as one file, in the order they must be loaded.</summary>
    public const string StyleSheet = "prongsai.css";

    /// <summary>Lets the screen at a counter be opened again without a line.</summary>
    private const string Worker = "kiosk-worker.js";

    private static readonly string[] StyleSheets = ["tokens.css", "base.css", "screens.css"];

    private static readonly FrozenDictionary<string, string> Types = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        [".css"] = "text/css; charset=utf-8",
        [".js"] = "text/javascript; charset=utf-8",
        [".svg"] = "image/svg+xml",
        [".woff2"] = "font/woff2",
        [".txt"] = "text/plain; charset=utf-8",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private readonly FrozenDictionary<string, Asset> assets;

    public UiAssets()
    {
        var files = Read();
        var sheet = new MemoryStream();
        foreach (var name in StyleSheets)
        {
            sheet.Write(files[name]);
            sheet.WriteByte((byte)'\n');
        }
        files[StyleSheet] = System.Text.Encoding.UTF8.GetBytes(Small(System.Text.Encoding.UTF8.GetString(sheet.ToArray())));
        using var sum = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var (name, bytes) in files.OrderBy(f => f.Key, StringComparer.Ordinal))
        {
            sum.AppendData(System.Text.Encoding.UTF8.GetBytes(name));
            sum.AppendData(bytes);
        }
        Hash = Convert.ToHexStringLower(sum.GetHashAndReset())[..12];
        assets = files.ToFrozenDictionary(f => f.Key, f => new Asset(Types[Path.GetExtension(f.Key)], f.Value), StringComparer.Ordinal);
    }

    /// <summary>Twelve hexadecimal digits over the content of all assets.</summary>
    public string Hash { get; }

    /// <summary>Names of everything that can be asked for, such as <c>fonts/sarabun-thai-400-normal.woff2</c>.</summary>
    public IEnumerable<string> Names => assets.Keys;

    /// <summary>The address of an asset below the application's root, e.g. <c>~/ui/0f3a…/prongsai.css</c>, for <c>Url.Content</c>.</summary>
    /// <exception cref="ArgumentException">There is no such asset.</exception>
    public string this[string name] => assets.ContainsKey(name)
        ? $"~{Root}/{Hash}/{name}"
        : throw new ArgumentException($"There is no asset \"{name}\" in Prongsai.Ui/wwwroot.", nameof(name));

    /// <summary>Answers a request for an asset: 404 when there is none, 304 when the client has it, else its bytes as small as the client accepts.</summary>
    internal Task Serve(HttpContext http, string hash, string path)
    {
        var response = http.Response;
        if (!assets.TryGetValue(path, out var asset))
        {
            response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        }
        var headers = response.GetTypedHeaders();
        // A page cached from before an update asks with the old hash: it gets what there is now, but may not keep it.
        headers.CacheControl = hash == Hash
            ? new CacheControlHeaderValue { Public = true, MaxAge = TimeSpan.FromDays(365), Extensions = { new NameValueHeaderValue("immutable") } }
            : new CacheControlHeaderValue { NoCache = true };
        headers.ETag = new EntityTagHeaderValue($"\"{Hash}\"");
        response.Headers.XContentTypeOptions = "nosniff";
        if (path == Worker)
        {
            // It serves a page outside its own folder, and asks for no more than that page.
            response.Headers["Service-Worker-Allowed"] = "/";
        }
        if (http.Request.GetTypedHeaders().IfNoneMatch.Any(tag => tag.Tag == headers.ETag.Tag))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return Task.CompletedTask;
        }
        response.ContentType = asset.Type;
        var (encoding, bytes) = asset.For(http.Request.Headers.AcceptEncoding);
        if (asset.IsText)
        {
            response.Headers.Vary = "Accept-Encoding";
        }
        if (encoding is not null)
        {
            response.Headers.ContentEncoding = encoding;
        }
        response.ContentLength = bytes.Length;
        return HttpMethods.IsHead(http.Request.Method) ? Task.CompletedTask : response.Body.WriteAsync(bytes, http.RequestAborted).AsTask();
    }

    /// <summary>The same style sheet without comments and without the blanks that only people need; strings stay as they are.</summary>
    internal static string Small(string css) => CommentOrBlank().Replace(css, match => match.ValueSpan[0] is '"' or '\'' ? match.Value : match.Groups["sign"] is { Success: true } sign ? sign.Value : " ");

    [GeneratedRegex("""
        "[^"]*"|'[^']*'|(?>(?:\s|/\*(?:[^*]|\*(?!/))*\*/)*)(?<sign>[{};,])(?>(?:\s|/\*(?:[^*]|\*(?!/))*\*/)*)|(?>(?:\s|/\*(?:[^*]|\*(?!/))*\*/)+)
        """, RegexOptions.CultureInvariant, 1000)]
    private static partial Regex CommentOrBlank();

    private static Dictionary<string, byte[]> Read()
    {
        var assembly = Assembly.GetExecutingAssembly();
        var files = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        foreach (var resource in assembly.GetManifestResourceNames().Where(n => n.StartsWith("ui/", StringComparison.Ordinal)))
        {
            using var stream = assembly.GetManifestResourceStream(resource)!;
            var bytes = new byte[stream.Length];
            stream.ReadExactly(bytes);
            files[resource["ui/".Length..].Replace('\\', '/')] = bytes;
        }
        return files;
    }

    private sealed class Asset(string type, byte[] bytes)
    {
        private readonly Lazy<byte[]> brotli = new(() => Pack(bytes, to => new BrotliStream(to, CompressionLevel.SmallestSize)));
        private readonly Lazy<byte[]> gzip = new(() => Pack(bytes, to => new GZipStream(to, CompressionLevel.SmallestSize)));

        public string Type => type;

        /// <summary>Worth compressing; a woff2 already is.</summary>
        public bool IsText => type != "font/woff2";

        public (string? Encoding, byte[] Bytes) For(StringValues accepted)
        {
            if (!IsText)
            {
                return (null, bytes);
            }
            var offers = StringWithQualityHeaderValue.TryParseList(accepted, out var parsed) ? parsed : [];
            bool Takes(string name) => offers.Any(o => o.Value.Equals(name, StringComparison.OrdinalIgnoreCase) && o.Quality is null or > 0);
            return Takes("br") ? ("br", brotli.Value) : Takes("gzip") ? ("gzip", gzip.Value) : (null, bytes);
        }

        private static byte[] Pack(byte[] bytes, Func<Stream, Stream> packer)
        {
            var to = new MemoryStream();
            using (var packed = packer(to))
            {
                packed.Write(bytes);
            }
            return to.ToArray();
        }
    }
}
