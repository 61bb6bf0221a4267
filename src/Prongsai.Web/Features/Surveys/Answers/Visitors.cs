using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Prongsai.Domain;

namespace Prongsai.Web.Features.Surveys.Answers;

/// <summary>
/// Who came by an open link today, without knowing who: a salted token of address and browser, in memory only. The salt is drawn anew every
/// midnight in Bangkok and at every start, and everything counted under the old one is forgotten; nothing of it is ever written anywhere.
/// </summary>
internal sealed class Visitors(TimeProvider clock)
{
    public const int PerAddressAndHour = 120;
    public const int WrongCodesPerAddressAndHour = 30;
    public const int BurstPerMinute = 30;
    private readonly Lock gate = new();
    private readonly HashSet<UInt128> answered = [];
    private readonly Dictionary<UInt128, int> counts = [];
    private readonly Dictionary<Guid, (long Minute, int Count)> pace = [];
    private byte[] salt = RandomNumberGenerator.GetBytes(32);
    private DateOnly day;
    private long hour;

    /// <summary>Whether this device has answered this survey today.</summary>
    public bool HasAnswered(HttpContext http, Guid survey)
    {
        lock (gate)
        {
            Turn();
            return answered.Contains(Token(http, survey));
        }
    }

    /// <param name="http">Whose answer it was.</param>
    /// <param name="survey">To what.</param>
    /// <param name="sending">The number the form carries.</param>
    public void Answered(HttpContext http, Guid survey, string sending)
    {
        lock (gate)
        {
            Turn();
            answered.Add(Token(http, survey));
            answered.Add(Hash("sent " + sending));
        }
    }

    /// <summary>Whether this very form was sent before: then it is the same answer again, not another one.</summary>
    public bool WasSent(string sending)
    {
        lock (gate)
        {
            Turn();
            return answered.Contains(Hash("sent " + sending));
        }
    }

    /// <summary>Counts a sending from this address; false when there were too many within the hour.</summary>
    public bool MaySend(HttpContext http) => Count(http, "send", PerAddressAndHour);

    /// <summary>Counts a wrong code from this address; false when codes are being guessed.</summary>
    public bool MayTryCodes(HttpContext http, bool wrong) => Count(http, "code", WrongCodesPerAddressAndHour, wrong ? 1 : 0);

    /// <summary>Whether more answers come to this survey within a minute than people walk in.</summary>
    public bool IsBurst(Guid survey)
    {
        lock (gate)
        {
            var minute = clock.GetUtcNow().ToUnixTimeSeconds() / 60;
            var count = pace.TryGetValue(survey, out var known) && known.Minute == minute ? known.Count + 1 : 1;
            pace[survey] = (minute, count);
            return count > BurstPerMinute;
        }
    }

    private bool Count(HttpContext http, string what, int most, int by = 1)
    {
        lock (gate)
        {
            Turn();
            if (clock.GetUtcNow().ToUnixTimeSeconds() / 3600 is var now && now != hour)
            {
                hour = now;
                counts.Clear();
            }
            var key = Hash($"{what} {http.Connection.RemoteIpAddress}");
            var count = counts.GetValueOrDefault(key) + by;
            counts[key] = count;
            return count <= most;
        }
    }

    private void Turn()
    {
        var today = ThaiDate.InBangkok(clock.GetUtcNow());
        if (today != day)
        {
            day = today;
            salt = RandomNumberGenerator.GetBytes(32);
            answered.Clear();
            counts.Clear();
        }
    }

    private UInt128 Token(HttpContext http, Guid survey) => Hash($"{survey} {http.Connection.RemoteIpAddress} {http.Request.Headers.UserAgent}");

    private UInt128 Hash(string text) => BinaryPrimitives.ReadUInt128LittleEndian(HMACSHA256.HashData(salt, Encoding.UTF8.GetBytes(text)));
}
