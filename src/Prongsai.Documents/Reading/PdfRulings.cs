namespace Prongsai.Documents.Reading;

/// <summary>A straight rule: for a horizontal one At is y and From–To is x; for a vertical one the other way round. Points.</summary>
[System.Runtime.InteropServices.StructLayout(System.Runtime.InteropServices.LayoutKind.Auto)]
internal readonly record struct Rule(double At, double From, double To)
{
    public double Length => To - From;
}

/// <summary>
/// The rules of one page, found in a small grey picture of it. Programs draw borders as lines, thin boxes or fills; in the picture they
/// are all the same: long thin runs darker than both their sides.
/// </summary>
internal sealed class PdfRulings
{
    private const int Contrast = 28;
    private const int Reach = 4;
    private const int MaxGap = 3;
    private const int MaxRules = 4_000;

    public List<Rule> Horizontal { get; } = [];

    public List<Rule> Vertical { get; } = [];

    /// <summary>
    /// Finds rules in a grey picture, row by row; <paramref name="scale"/> is points per pixel. In a scan short strokes are letters, so
    /// <paramref name="across"/> and <paramref name="down"/> (the least lengths, in points) are greater there.
    /// </summary>
    public static PdfRulings Find(byte[] grey, int width, int height, double scale, double across = 14, double down = 9)
    {
        var found = new PdfRulings();
        var horizontal = new List<(int At, int From, int To)>();
        var vertical = new List<(int At, int From, int To)>();
        var minAcross = (int)Math.Max(12, across / scale);
        var minDown = (int)Math.Max(8, down / scale);
        for (var y = 0; y < height && horizontal.Count < MaxRules * 4; y++)
        {
            var above = Math.Max(0, y - Reach) * width;
            var below = Math.Min(height - 1, y + Reach) * width;
            var here = y * width;
            Runs(width, minAcross, x => grey[here + x] + Contrast < Math.Min(grey[above + x], grey[below + x]), (from, to) => horizontal.Add((y, from, to)));
        }
        // Column by column over a picture stored by rows: keep the open run of each column.
        var from = new int[width];
        var last = new int[width];
        Array.Fill(from, -1);
        for (var y = 0; y <= height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                var dark = y < height
                    && grey[(y * width) + x] + Contrast < Math.Min(grey[(y * width) + Math.Max(0, x - Reach)], grey[(y * width) + Math.Min(width - 1, x + Reach)]);
                if (dark)
                {
                    from[x] = from[x] < 0 ? y : from[x];
                    last[x] = y;
                }
                else if (from[x] >= 0 && (y - last[x] > MaxGap || y == height))
                {
                    if (last[x] - from[x] >= minDown && vertical.Count < MaxRules * 4)
                    {
                        vertical.Add((x, from[x], last[x]));
                    }
                    from[x] = -1;
                }
            }
        }
        found.Horizontal.AddRange(Merge(horizontal, scale));
        found.Vertical.AddRange(Merge(vertical, scale));
        return found;
    }

    private static void Runs(int length, int least, Func<int, bool> dark, Action<int, int> found)
    {
        var from = -1;
        var last = -1;
        for (var x = 0; x < length; x++)
        {
            if (dark(x))
            {
                from = from < 0 ? x : from;
                last = x;
            }
            else if (from >= 0 && x - last > MaxGap)
            {
                if (last - from >= least)
                {
                    found(from, last);
                }
                from = -1;
            }
        }
        if (from >= 0 && last - from >= least)
        {
            found(from, last);
        }
    }

    /// <summary>Neighbouring rows of pixels are one rule.</summary>
    private static List<Rule> Merge(List<(int At, int From, int To)> runs, double scale)
    {
        var open = new List<(double Sum, int Count, int LastAt, int From, int To)>();
        var done = new List<Rule>();
        foreach (var (at, from, to) in runs.OrderBy(r => r.At))
        {
            done.AddRange(open.Where(o => at - o.LastAt > 2).Select(o => new Rule(o.Sum / o.Count * scale, o.From * scale, (o.To + 1) * scale)));
            open.RemoveAll(o => at - o.LastAt > 2);
            var index = open.FindIndex(o => Math.Min(o.To, to) - Math.Max(o.From, from) > 0.5 * Math.Min(o.To - o.From, to - from));
            if (index >= 0)
            {
                var o = open[index];
                open[index] = (o.Sum + at, o.Count + 1, at, Math.Min(o.From, from), Math.Max(o.To, to));
            }
            else if (open.Count < 500)
            {
                open.Add((at, 1, at, from, to));
            }
            if (done.Count > MaxRules)
            {
                return done;
            }
        }
        done.AddRange(open.Select(o => new Rule(o.Sum / o.Count * scale, o.From * scale, (o.To + 1) * scale)));
        return done;
    }

    /// <summary>Reads grey pictures ("P5") one after the other, as pdftoppm writes them, and gives each to <paramref name="page"/>; stops when it says no.</summary>
    public static async Task ReadPictures(Stream stream, Func<byte[], int, int, bool> page, CancellationToken stop)
    {
        using var buffered = new BufferedStream(stream, 65_536);
        while (await Header(buffered, stop) is { } size)
        {
            var grey = new byte[size.Width * size.Height];
            await buffered.ReadExactlyAsync(grey, stop);
            if (!page(grey, size.Width, size.Height))
            {
                return;
            }
        }
    }

    private static async Task<(int Width, int Height)?> Header(Stream stream, CancellationToken stop)
    {
        var numbers = new List<int>();
        var token = string.Empty;
        var one = new byte[1];
        while (numbers.Count < 3)
        {
            if (await stream.ReadAsync(one, stop) == 0)
            {
                return null;
            }
            var c = (char)one[0];
            if (!char.IsWhiteSpace(c))
            {
                token += c;
                if (token.Length > 8)
                {
                    return null;
                }
                continue;
            }
            if (token.Length > 0 && token != "P5" && !int.TryParse(token, System.Globalization.CultureInfo.InvariantCulture, out _))
            {
                return null;
            }
            if (token.Length > 0 && token != "P5")
            {
                numbers.Add(int.Parse(token, System.Globalization.CultureInfo.InvariantCulture));
            }
            token = string.Empty;
        }
        return numbers is [> 0 and <= 4_000, > 0 and <= 4_000, 255] ? (numbers[0], numbers[1]) : null;
    }
}
