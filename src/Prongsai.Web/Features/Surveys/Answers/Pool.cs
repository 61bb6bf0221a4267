using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text.Json;
using Prongsai.Domain.Surveys;
using Prongsai.Web.Platform.Persistence;

namespace Prongsai.Web.Features.Surveys.Answers;

/// <summary>A text someone wrote, with the question it answers and nothing else.</summary>
internal sealed record WrittenText(string Code, string Text);

/// <summary>
/// Answers that wait to be mixed, or a block of mixed ones: packed rows in an order without meaning, texts apart from them, and three counts
/// that belong to no row.
/// </summary>
internal sealed class Pool(int width)
{
    private readonly List<byte[]> rows = [];

    public int Paper { get; private set; }

    public int Hasty { get; private set; }

    public int Bursts { get; private set; }

    public List<WrittenText> Texts { get; } = [];

    public int Count => rows.Count;

    public void Add(Accepted answer)
    {
        // At the end for the moment: every way out of here (Release, Write, Rows) mixes first.
        rows.Add(answer.Row);
        Paper += answer.IsPaper ? 1 : 0;
        Hasty += answer.IsHasty ? 1 : 0;
        Bursts += answer.IsInBurst ? 1 : 0;
        Texts.AddRange(answer.Texts);
    }

    public void Add(Pool other)
    {
        rows.AddRange(other.rows);
        (Paper, Hasty, Bursts) = (Paper + other.Paper, Hasty + other.Hasty, Bursts + other.Bursts);
        Texts.AddRange(other.Texts);
        Mix();
    }

    /// <summary>
    /// Takes rows out at random, so that <paramref name="least"/> stay; null until at least that many could go. Whoever looks at results before
    /// and after sees the difference of many, also when the rest is released at closing.
    /// </summary>
    public Pool? Release(int least)
    {
        if (rows.Count < 2 * least)
        {
            return null;
        }
        Mix();
        var released = new Pool(width) { Paper = Paper, Hasty = Hasty, Bursts = Bursts };
        released.rows.AddRange(rows[least..]);
        rows.RemoveRange(least, rows.Count - least);
        released.Texts.AddRange(Texts);
        Texts.Clear();
        (Paper, Hasty, Bursts) = (0, 0, 0);
        return released;
    }

    /// <summary>The rows, side by side.</summary>
    public byte[] Rows()
    {
        var all = new byte[rows.Count * width];
        for (var i = 0; i < rows.Count; i++)
        {
            rows[i].CopyTo(all, i * width);
        }
        AnswerRows.Shuffle(all, Math.Max(1, width));
        return all;
    }

    public byte[] Write()
    {
        Mix();
        var texts = Texts.Count == 0 ? [] : JsonSerializer.SerializeToUtf8Bytes(Texts, JsonForm.Options);
        var head = new byte[16];
        BinaryPrimitives.WriteInt32LittleEndian(head, rows.Count);
        BinaryPrimitives.WriteInt32LittleEndian(head.AsSpan(4), Paper);
        BinaryPrimitives.WriteInt32LittleEndian(head.AsSpan(8), Hasty);
        BinaryPrimitives.WriteInt32LittleEndian(head.AsSpan(12), Bursts);
        return [.. head, .. Rows(), .. texts];
    }

    public static Pool Read(byte[] bytes, int width)
    {
        var count = BinaryPrimitives.ReadInt32LittleEndian(bytes);
        var pool = new Pool(width)
        {
            Paper = BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(4)),
            Hasty = BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(8)),
            Bursts = BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(12)),
        };
        for (var i = 0; i < count; i++)
        {
            pool.rows.Add(bytes.AsSpan(16 + (i * width), width).ToArray());
        }
        var texts = bytes.AsSpan(16 + (count * width));
        if (texts.Length > 0)
        {
            pool.Texts.AddRange(JsonSerializer.Deserialize<List<WrittenText>>(texts, JsonForm.Options)!);
        }
        return pool;
    }

    private void Mix()
    {
        RandomNumberGenerator.Shuffle(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(rows));
        RandomNumberGenerator.Shuffle(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(Texts));
    }
}
