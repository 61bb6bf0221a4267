using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Prongsai.Domain.Surveys;

/// <summary>
/// Answers as they are kept: a row is nothing but the chosen options, half a byte each, in the order of the form. Rows of one form stand
/// side by side in a byte array; which came first is not in it.
/// </summary>
public static class AnswerRows
{
    /// <summary>Bytes of one row.</summary>
    public static int Width(int cells) => (cells + 1) / 2;

    /// <summary>Packs one answer: one option number (0 for none) for each cell.</summary>
    /// <exception cref="ArgumentOutOfRangeException">An option is above 15.</exception>
    public static byte[] Pack(ReadOnlySpan<byte> cells)
    {
        var row = new byte[Width(cells.Length)];
        for (var i = 0; i < cells.Length; i++)
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThan(cells[i], 15);
            row[i / 2] |= (byte)(i % 2 == 0 ? cells[i] : cells[i] << 4);
        }
        return row;
    }

    /// <summary>The option of one cell.</summary>
    public static int Cell(ReadOnlySpan<byte> row, int cell) => cell % 2 == 0 ? row[cell / 2] & 15 : row[cell / 2] >> 4;

    /// <summary>Puts rows into an order drawn by the system's cryptographic generator.</summary>
    public static void Shuffle(Span<byte> rows, int width)
    {
        Span<byte> held = stackalloc byte[width];
        for (var last = (rows.Length / width) - 1; last > 0; last--)
        {
            var chosen = RandomNumberGenerator.GetInt32(last + 1);
            rows.Slice(last * width, width).CopyTo(held);
            rows.Slice(chosen * width, width).CopyTo(rows.Slice(last * width, width));
            held.CopyTo(rows.Slice(chosen * width, width));
        }
    }
}

/// <summary>
/// How many chose what: counts of every pair of cells at once (a byte of the row is two cells), taken apart only when asked. One pass over the
/// bytes, no allocation, so a whole country's year is counted at the speed of memory.
/// </summary>
public sealed class Tally(int cells)
{
    private readonly int width = AnswerRows.Width(cells);
    private readonly int[] pairs = new int[AnswerRows.Width(cells) * 256];

    public int Cells => cells;

    /// <summary>Rows counted.</summary>
    public int Respondents { get; private set; }

    /// <summary>Counts rows of this form.</summary>
    /// <exception cref="ArgumentException">The bytes are not whole rows.</exception>
    public void Add(ReadOnlySpan<byte> rows)
    {
        if (width == 0)
        {
            return;
        }
        if (rows.Length % width != 0)
        {
            throw new ArgumentException("These are not whole rows.", nameof(rows));
        }
        ref var counts = ref MemoryMarshal.GetArrayDataReference(pairs);
        for (var at = 0; at < rows.Length; at += width)
        {
            var row = rows.Slice(at, width);
            for (var i = 0; i < row.Length; i++)
            {
                System.Runtime.CompilerServices.Unsafe.Add(ref counts, (i << 8) + row[i])++;
            }
        }
        Respondents += rows.Length / width;
    }

    /// <summary>Adds what another counted.</summary>
    public void Add(Tally other)
    {
        ArgumentNullException.ThrowIfNull(other);
        for (var i = 0; i < pairs.Length; i++)
        {
            pairs[i] += other.pairs[i];
        }
        Respondents += other.Respondents;
    }

    /// <summary>How many chose each option of a cell; the first number is of those who chose none.</summary>
    public int[] Of(int cell)
    {
        var counts = new int[16];
        for (var value = 0; value < 256; value++)
        {
            counts[cell % 2 == 0 ? value & 15 : value >> 4] += pairs[((cell / 2) << 8) + value];
        }
        return counts;
    }
}
