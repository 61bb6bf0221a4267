using System.Runtime.CompilerServices;
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
/// How many chose what: 16 counts for every cell, nothing else. One pass over the bytes, no allocation, so a whole country's year is counted at
/// the speed of memory.
/// </summary>
public sealed class Tally(int cells)
{
    private readonly int width = AnswerRows.Width(cells);
    private readonly int[] counts = new int[AnswerRows.Width(cells) * 32];

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
        // The bounds hold by construction: at most width bytes a row, each nibble below 16.
        ref var first = ref MemoryMarshal.GetArrayDataReference(counts);
        ref var bytes = ref MemoryMarshal.GetReference(rows);
        for (var at = 0; at < rows.Length; at += width)
        {
            for (var i = 0; i < width; i++)
            {
                var pair = Unsafe.Add(ref bytes, at + i);
                Unsafe.Add(ref first, (i << 5) + (pair & 15))++;
                Unsafe.Add(ref first, (i << 5) + 16 + (pair >> 4))++;
            }
        }
        Respondents += rows.Length / width;
    }

    /// <summary>Adds what another counted.</summary>
    public void Add(Tally other)
    {
        ArgumentNullException.ThrowIfNull(other);
        for (var i = 0; i < counts.Length; i++)
        {
            counts[i] += other.counts[i];
        }
        Respondents += other.Respondents;
    }

    /// <summary>Begins anew.</summary>
    public void Clear()
    {
        Array.Clear(counts);
        Respondents = 0;
    }

    /// <summary>How many chose each option of a cell; the first number is of those who chose none.</summary>
    public int[] Of(int cell) => counts[(cell * 16)..((cell * 16) + 16)];
}
