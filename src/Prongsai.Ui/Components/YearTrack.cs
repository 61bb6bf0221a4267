namespace Prongsai.Ui;

/// <summary>How a stop of the year track, a task or a step stands.</summary>
public enum StopState
{
    /// <summary>Its time has not come.</summary>
    Wait,

    /// <summary>Being worked on.</summary>
    Now,

    /// <summary>Due soon.</summary>
    Due,

    /// <summary>Past its day.</summary>
    Late,

    /// <summary>Finished.</summary>
    Done,
}

/// <summary>One of the six stops of the year.</summary>
/// <param name="Name">e.g. ผลการประเมิน.</param>
/// <param name="State">Its shape and colour.</param>
/// <param name="Words">The state in words, e.g. เกินกำหนด 1; null takes the usual words of the state.</param>
/// <param name="Href">Where it leads.</param>
/// <param name="Note">One line of what is due or done, shown on the start page and, for the current stop, on phones.</param>
/// <param name="IsCurrent">The reader is on a page of this stop.</param>
public sealed record Stop(string Name, StopState State, string Href, string? Words = null, string? Note = null, bool IsCurrent = false)
{
    internal string StateWords => Words ?? State switch
    {
        StopState.Done => "เสร็จแล้ว",
        StopState.Now => "กำลังทำ",
        StopState.Due => "ใกล้กำหนด",
        StopState.Late => "เกินกำหนด",
        StopState.Wait => "ยังไม่ถึง",
        _ => throw new ArgumentOutOfRangeException(nameof(State), State, null),
    };
}

/// <summary>The cycle of one fiscal year as navigation: ๑ ผลการประเมิน · ๒ วิเคราะห์ · ๓ มาตรการ · ๔ ติดตาม · ๕ รายงาน · ๖ เผยแพร่.</summary>
/// <param name="Year">Fiscal year of the Buddhist era, e.g. 2568.</param>
/// <param name="Stops">The six stops in order.</param>
public sealed record YearTrack(int Year, IReadOnlyList<Stop> Stops)
{
    /// <summary>The names of the six stops, in order.</summary>
    public static readonly IReadOnlyList<string> Names = ["ผลการประเมิน", "วิเคราะห์", "มาตรการ", "ติดตาม", "รายงาน", "เผยแพร่"];

    /// <summary>The same track seen from a page of the stop with this number (1–6).</summary>
    public YearTrack At(int number) => this with { Stops = [.. Stops.Select((stop, i) => stop with { IsCurrent = i == number - 1 })] };
}
