namespace Prongsai.Testing;

/// <summary>A clock that stands where it is put. Timers run on real time.</summary>
internal sealed class FakeTime : TimeProvider
{
    private DateTimeOffset now = new(2025, 4, 9, 2, 0, 0, TimeSpan.Zero);

    /// <summary>Wednesday 9 April 2568, 09.00 in Bangkok, until told otherwise.</summary>
    public DateTimeOffset Now
    {
        get => now;
        set => now = value.ToUniversalTime();
    }

    public override DateTimeOffset GetUtcNow() => now;

    public void Advance(TimeSpan by) => now += by;
}
