using System.Globalization;
using Prongsai.Web.Platform.Hosting;

namespace Prongsai.Web.Tests.Platform;

/// <summary>Bug: under the stock th-TH culture a posted 2025-01-05 was stored as 1482-01-05 without a word.</summary>
public sealed class TheCulture
{
    [Fact]
    public void Is_thai_and_counts_gregorian_years()
    {
        var before = CultureInfo.CurrentCulture;
        try
        {
            ThaiCulture.Use();
            Assert.Equal("th-TH", CultureInfo.CurrentCulture.Name);
#pragma warning disable CA1305 // The point is what happens without a culture named.
            Assert.Equal(new DateOnly(2025, 1, 5), DateOnly.Parse("2025-01-05"));
            Assert.Equal("2025-01-05", new DateOnly(2025, 1, 5).ToString("yyyy-MM-dd"));
#pragma warning restore CA1305
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void Would_be_the_trap_without_the_cure() =>
        Assert.Equal(1482, DateOnly.Parse("2025-01-05", CultureInfo.GetCultureInfo("th-TH")).Year);
}
