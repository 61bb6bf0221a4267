using System.Security.Cryptography;
using System.Text;
using Npgsql;
using NpgsqlTypes;

namespace Prongsai.Web.Platform.Identity;

/// <summary>
/// Slows guessing without letting anyone lock another person out: failures are counted for an account <em>from one address</em>, and for the
/// address as a whole. Ten wrong passwords for an account, or fifty from an address, close that door for a quarter of an hour.
/// </summary>
internal sealed class SignInThrottle(NpgsqlDataSource database, TimeProvider clock)
{
    public const int PerAccountAndAddress = 10;
    public const int PerAddress = 50;
    public static readonly TimeSpan Window = TimeSpan.FromMinutes(15);

    /// <summary>How far the clocks of two web processes may be apart. What began later than that was counted while a clock was wrong, and does not count.</summary>
    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(1);

    public async Task<bool> IsClosed(string userName, string address, CancellationToken stop)
    {
        await using var command = database.CreateCommand("select count(*) from sign_in_failures where since > $1 and since <= $6 and ((key = $2 and failures >= $3) or (key = $4 and failures >= $5))");
        command.Parameters.Add(new() { Value = clock.GetUtcNow() - Window });
        command.Parameters.Add(new() { Value = Key(userName, address) });
        command.Parameters.Add(new() { Value = PerAccountAndAddress });
        command.Parameters.Add(new() { Value = Key("", address) });
        command.Parameters.Add(new() { Value = PerAddress });
        command.Parameters.Add(new() { Value = clock.GetUtcNow() + Skew });
        return (long)(await command.ExecuteScalarAsync(stop))! > 0;
    }

    public async Task Failed(string userName, string address, CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        await using var command = database.CreateCommand(
            """
            insert into sign_in_failures (key, failures, since) select k, 1, $2 from unnest($1) k
            on conflict (key) do update set
              failures = case when sign_in_failures.since > $3 and sign_in_failures.since <= $4 then sign_in_failures.failures + 1 else 1 end,
              since = case when sign_in_failures.since > $3 and sign_in_failures.since <= $4 then sign_in_failures.since else excluded.since end
            """);
        command.Parameters.Add(new() { Value = new[] { Key(userName, address), Key("", address) }, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bytea });
        command.Parameters.Add(new() { Value = now });
        command.Parameters.Add(new() { Value = now - Window });
        command.Parameters.Add(new() { Value = now + Skew });
        await command.ExecuteNonQueryAsync(stop);
        await using var sweep = database.CreateCommand("delete from sign_in_failures where since < $1");
        sweep.Parameters.Add(new() { Value = now - Window });
        await sweep.ExecuteNonQueryAsync(stop);
    }

    public async Task Succeeded(string userName, string address, CancellationToken stop)
    {
        await using var command = database.CreateCommand("delete from sign_in_failures where key = $1");
        command.Parameters.Add(new() { Value = Key(userName, address) });
        await command.ExecuteNonQueryAsync(stop);
    }

    private static byte[] Key(string userName, string address) => SHA256.HashData(Encoding.UTF8.GetBytes($"{userName.Trim().ToUpperInvariant()}\n{address}"));
}
