using System.Threading.Channels;
using Npgsql;
using Prongsai.Domain;

namespace Prongsai.Web.Features.Surveys.Answers;

/// <summary>How many write side by side, and how many answers one of them commits at once.</summary>
internal sealed record WriterPace(int Writers, int MostAtOnce)
{
    public static readonly WriterPace Usual = new(2, 512);
}

/// <summary>
/// The only door by which answers are kept. What arrives together is written in one transaction and acknowledged after its commit. In that
/// transaction a code is deleted, a receipt noted, and the pool rewritten; nothing tells which of the three belong together.
/// </summary>
internal sealed class AnswerWriter : IAsyncDisposable
{
    private readonly NpgsqlDataSource database;
    private readonly PoolKeys keys;
    private readonly ILogger<AnswerWriter> log;
    private readonly Channel<Accepted>[] arriving;
    private readonly CancellationTokenSource ending = new();
    private readonly Task[] working;
    private readonly WriterPace pace;

    public AnswerWriter(NpgsqlDataSource database, PoolKeys keys, WriterPace pace, ILogger<AnswerWriter> log)
    {
        (this.database, this.keys, this.pace, this.log) = (database, keys, pace, log);
        arriving = [.. Enumerable.Range(0, pace.Writers).Select(_ => Channel.CreateBounded<Accepted>(new BoundedChannelOptions(10_000) { SingleReader = true }))];
        working = [.. arriving.Select(a => Task.Run(() => Work(a.Reader)))];
    }

    /// <summary>Keeps an answer. Null when it is durably kept, now or by an earlier sending of the same form; else why not.</summary>
    public async Task<Refusal?> Keep(Accepted answer, CancellationToken stop)
    {
        // A survey has its writer, so that writers do not wait for each other's lock on a pool.
        await arriving[(answer.Survey.Id.GetHashCode() & int.MaxValue) % arriving.Length].Writer.WriteAsync(answer, stop);
        return await answer.Kept.Task.WaitAsync(stop);
    }

    public async ValueTask DisposeAsync()
    {
        Array.ForEach(arriving, a => a.Writer.TryComplete());
        await ending.CancelAsync();
        await Task.WhenAll(working);
        ending.Dispose();
    }

    private async Task Work(ChannelReader<Accepted> arrived)
    {
        var batch = new List<Accepted>(pace.MostAtOnce);
        try
        {
            while (await arrived.WaitToReadAsync(ending.Token))
            {
                while (batch.Count < pace.MostAtOnce && arrived.TryRead(out var next))
                {
                    batch.Add(next);
                }
                if (batch.Count > 0)
                {
                    await Write(batch);
                    batch.Clear();
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The program ends; what was not acknowledged was not kept.
        }
        while (arrived.TryRead(out var left))
        {
            left.Kept.TrySetResult(new CouldNotKeep());
        }
    }

    private async Task Write(List<Accepted> batch)
    {
        try
        {
            var refusals = await Transact(batch);
            foreach (var answer in batch)
            {
                answer.Kept.TrySetResult(refusals.GetValueOrDefault(answer));
            }
        }
        catch (Exception fault) when (IsTrouble(fault))
        {
            var surveys = batch.GroupBy(a => a.Survey.Id).ToList();
            if (surveys.Count > 1)
            {
                // One survey's lost key must not hold up the others. Nothing of this batch was committed, or its receipts say so.
                foreach (var alone in surveys)
                {
                    await Write([.. alone]);
                }
                return;
            }
            // No part of an answer or code is in these messages.
            log.LogError("{Count} survey answers could not be kept: {Why}", batch.Count, Why(fault));
            foreach (var answer in batch)
            {
                answer.Kept.TrySetResult(new CouldNotKeep());
            }
        }
        catch (Exception fault)
        {
            foreach (var answer in batch)
            {
                answer.Kept.TrySetException(fault);
            }
        }
    }

    /// <summary>What the world does, not a mistake of ours: database or disk in trouble, a key that is not there.</summary>
    private static bool IsTrouble(Exception fault) => fault is NpgsqlException or IOException or UnauthorizedAccessException or TimeoutException or System.Security.Cryptography.CryptographicException;

    private static string Why(Exception fault) => fault switch
    {
        PostgresException { SqlState: PostgresErrorCodes.DiskFull } => "the disk of the database is full",
        FileNotFoundException => "the key of the survey is not in the folder survey-keys; restore that folder",
        IOException => "the folder survey-keys cannot be written; is the disk full?",
        PostgresException postgres => $"the database refused ({postgres.SqlState})",
        NpgsqlException => "the database cannot be reached",
        _ => fault.GetType().Name,
    };

    private async Task<Dictionary<Accepted, Refusal>> Transact(List<Accepted> batch)
    {
        await using var connection = await database.OpenConnectionAsync();
        return await new AnswerTransaction(connection, keys).Write(batch);
    }
}
