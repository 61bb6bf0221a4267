using System.Globalization;

namespace Prongsai.Web.Platform.Words;

/// <summary>Sums of bytes as people say them.</summary>
internal static class Sizes
{
    /// <summary>84 kB, 1.2 MB; at least 1 kB.</summary>
    public static string Of(long bytes) => bytes < 1_000_000
        ? string.Create(CultureInfo.InvariantCulture, $"{Math.Max(1, bytes / 1000)}\u00A0kB")
        : string.Create(CultureInfo.InvariantCulture, $"{bytes / 1_000_000m:0.0}\u00A0MB");
}
