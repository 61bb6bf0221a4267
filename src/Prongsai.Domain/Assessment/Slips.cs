using System.Collections.Frozen;

namespace Prongsai.Domain.Assessment;

/// <summary>What a printed figure may have been before one slip, and how likely that slip is (natural logarithm).</summary>
[System.Runtime.InteropServices.StructLayout(System.Runtime.InteropServices.LayoutKind.Auto)]
internal readonly record struct Variant(int Hundredths, Slip Slip, double LogPrior)
{
    public decimal Value => Hundredths / 100m;
}

/// <summary>
/// The figures one slip away from a printed one. Figures have two places and lie between 0 and 100, so they are counted in hundredths.
/// A kind of slip has a share of all slips, spread over the figures it can lead to: a kind that can lead anywhere proves little.
/// </summary>
internal static class Slips
{
    /// <summary>How often a printed figure is a slip at all; what every reading costs.</summary>
    public static readonly double Once = Math.Log(0.01);

    private const double LookAlikeShare = 0.40;
    private const double OneDigitShare = 0.20;
    private const double SwapShare = 0.22;
    private const double PointShare = 0.10;
    private const double DropShare = 0.06;
    private const double TwoDigitShare = 0.02;

    /// <summary>Digits that look alike, Thai (๘๙ ๐๑ ๓๗ ๔๕ ๖๙) or Arabic (17 68 08 38 56 49), the ones most often confused weighing more.</summary>
    private static readonly FrozenDictionary<(char, char), double> Alike = new (string Pair, double Weight)[]
    {
        ("89", 3), ("01", 3), ("37", 3), ("45", 2), ("17", 2), ("68", 2), ("08", 2), ("38", 1), ("56", 1), ("69", 1), ("49", 1), ("06", 1), ("35", 1),
    }.SelectMany(p => new[] { ((p.Pair[0], p.Pair[1]), p.Weight), ((p.Pair[1], p.Pair[0]), p.Weight) }).ToFrozenDictionary(p => p.Item1, p => p.Weight);

    public static bool LookAlike(char a, char b) => Alike.ContainsKey((a, b));

    /// <summary>All readings of a printed figure that one slip explains, each value once with its likeliest slip.</summary>
    public static List<Variant> Of(decimal printed)
    {
        var found = new Dictionary<int, Variant>();
        var digits = Digits(printed);
        if (digits is not null)
        {
            OneDigit(digits, found);
            Swapped(digits, found);
            Inserted(digits, found);
        }
        Removed(printed, found);
        Moved(printed, found);
        if (printed == 0m)
        {
            // ๑๐๐.๐๐ misread at its first digit.
            found[10_000] = new Variant(10_000, Slip.LookAlikeDigit, Math.Log(LookAlikeShare / 2));
        }
        if (digits is not null)
        {
            found.Remove(int.Parse(digits, System.Globalization.CultureInfo.InvariantCulture));
        }
        return [.. found.Values];
    }

    /// <summary>Readings in which two digits differ; only worth trying together with other evidence.</summary>
    public static List<Variant> TwoDigits(decimal printed)
    {
        var found = new Dictionary<int, Variant>();
        if (Digits(printed) is not { } digits)
        {
            return [];
        }
        var changed = digits.ToCharArray();
        var weights = new List<(int Value, double Weight)>();
        for (var i = 0; i < digits.Length; i++)
        {
            for (var j = i + 1; j < digits.Length; j++)
            {
                for (var a = '0'; a <= '9'; a++)
                {
                    for (var b = '0'; b <= '9'; b++)
                    {
                        if (a == digits[i] || b == digits[j])
                        {
                            continue;
                        }
                        (changed[i], changed[j]) = (a, b);
                        weights.Add((Number(changed), 1 + Alike.GetValueOrDefault((digits[i], a)) + Alike.GetValueOrDefault((digits[j], b))));
                    }
                }
                (changed[i], changed[j]) = (digits[i], digits[j]);
            }
        }
        Spread(weights, TwoDigitShare, Slip.TwoDigits, found);
        return [.. found.Values];
    }

    private static void OneDigit(string digits, Dictionary<int, Variant> found)
    {
        var alike = new List<(int, double)>();
        var other = new List<(int, double)>();
        var changed = digits.ToCharArray();
        for (var i = 0; i < digits.Length; i++)
        {
            for (var d = '0'; d <= '9'; d++)
            {
                if (d == digits[i])
                {
                    continue;
                }
                changed[i] = d;
                var weight = Alike.GetValueOrDefault((digits[i], d));
                (weight > 0 ? alike : other).Add((Number(changed), weight > 0 ? weight : 1));
            }
            changed[i] = digits[i];
        }
        Spread(alike, LookAlikeShare, Slip.LookAlikeDigit, found);
        Spread(other, OneDigitShare, Slip.OneDigit, found);
    }

    private static void Swapped(string digits, Dictionary<int, Variant> found)
    {
        var swaps = new List<(int, double)>();
        var changed = digits.ToCharArray();
        for (var i = 0; i + 1 < digits.Length; i++)
        {
            if (digits[i] != digits[i + 1])
            {
                (changed[i], changed[i + 1]) = (digits[i + 1], digits[i]);
                swaps.Add((Number(changed), 1));
                (changed[i], changed[i + 1]) = (digits[i], digits[i + 1]);
            }
        }
        Spread(swaps, SwapShare, Slip.SwappedDigits, found);
    }

    /// <summary>A digit was dropped: put one back, the last two being the places again.</summary>
    private static void Inserted(string digits, Dictionary<int, Variant> found)
    {
        var whole = digits.TrimStart('0');
        var values = new HashSet<int>();
        for (var i = 0; i <= whole.Length && whole.Length <= 4; i++)
        {
            for (var d = '0'; d <= '9'; d++)
            {
                values.Add(Number([.. whole[..i], d, .. whole[i..]]));
            }
        }
        Spread([.. values.Select(v => (v, 1.0))], DropShare / 2, Slip.DroppedOrAddedDigit, found);
    }

    /// <summary>A digit was added: take one away.</summary>
    private static void Removed(decimal printed, Dictionary<int, Variant> found)
    {
        var text = printed.ToString("0.00###", System.Globalization.CultureInfo.InvariantCulture).Replace(".", "", StringComparison.Ordinal);
        if (text.Length is < 4 or > 8)
        {
            return;
        }
        var values = new HashSet<int>();
        for (var i = 0; i < text.Length; i++)
        {
            values.Add(Number(text.Remove(i, 1).ToCharArray()));
        }
        Spread([.. values.Select(v => (v, 1.0))], DropShare / 2, Slip.DroppedOrAddedDigit, found);
    }

    private static void Moved(decimal printed, Dictionary<int, Variant> found)
    {
        var values = new List<(int, double)>();
        foreach (var (factor, weight) in new[] { (10m, 3.0), (0.1m, 3.0), (100m, 1.0), (0.01m, 1.0) })
        {
            var moved = Math.Abs(printed) < 1_000_000m ? printed * factor * 100m : -1m;
            if (moved is >= 0 and <= 10000 && decimal.Truncate(moved) == moved && moved != printed * 100m)
            {
                values.Add(((int)moved, weight));
            }
        }
        Spread(values, PointShare, Slip.MisplacedPoint, found);
    }

    private static void Spread(List<(int Value, double Weight)> values, double share, Slip slip, Dictionary<int, Variant> found)
    {
        var sum = values.Where(v => v.Value is >= 0 and <= 10000).Sum(v => v.Weight);
        foreach (var (value, weight) in values)
        {
            if (value is < 0 or > 10000)
            {
                continue;
            }
            var log = Math.Log(share * weight / sum);
            if (!found.TryGetValue(value, out var other) || other.LogPrior < log)
            {
                found[value] = new Variant(value, slip, log);
            }
        }
    }

    /// <summary>The digits without the point, at least three; null for a figure with more than two places.</summary>
    private static string? Digits(decimal printed)
    {
        var hundredths = printed * 100m;
        return decimal.Truncate(hundredths) == hundredths && hundredths is >= 0 and < 1_000_000
            ? ((int)hundredths).ToString("000", System.Globalization.CultureInfo.InvariantCulture)
            : null;
    }

    private static int Number(ReadOnlySpan<char> digits)
    {
        var number = 0;
        foreach (var d in digits)
        {
            number = Math.Min(number * 10 + (d - '0'), 10_000_000);
        }
        return number;
    }
}
