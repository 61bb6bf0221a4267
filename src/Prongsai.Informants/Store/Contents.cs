using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Prongsai.Informants.Store;

/// <summary>What an informant wrote at first. Positions are kept as text beside the ids: people change places.</summary>
/// <param name="What">What happened, in the informant's words.</param>
/// <param name="When">When, in words; may be empty.</param>
/// <param name="Where">Where, in words; may be empty.</param>
/// <param name="Named">People of the organisation's list it is about; conflict of interest is computed from these.</param>
/// <param name="NamedPositions">Their positions on that day.</param>
/// <param name="Units">Units it is about.</param>
/// <param name="Others">Whom the list does not hold, in words.</param>
/// <param name="LeftOut">Recipients the informant did not want; nor may they get a key later.</param>
/// <param name="Came">How it came when an officer entered it: hotline, letter or counter, in Thai; null on the web.</param>
internal sealed record FirstAccount(
    string What, string When, string Where, IReadOnlyList<Guid> Named, IReadOnlyList<string> NamedPositions, IReadOnlyList<string> Units, string Others, IReadOnlyList<Guid>? LeftOut = null, string? Came = null);

/// <summary>A file as it came.</summary>
internal sealed record Attachment(string Name, byte[] Content);

/// <summary>What the list of a talk needs to know of a file; its bytes are an item of their own.</summary>
internal sealed record FileFacts(string Name, int Length, bool IsLocked);

/// <summary>A name and how to reach its bearer, under two seals: the talk's outside, the custodian's inside.</summary>
internal sealed record Identity(string Name, string Contact);

/// <summary>What is kept of a cleaned copy; its pictures are items of their own.</summary>
internal sealed record CleanFacts(int Pictures, string? Text, string Why);

/// <summary>A commendation offered in a talk: what for, and the digits that bring it.</summary>
internal sealed record AwardOffer(string Title, string Digits);

/// <summary>A row of a report with what this reader may open it with.</summary>
internal sealed record ReportRow(Guid Id, DateOnly ReceivedOn, string State, byte[] TalkPublic, byte[] DeskPublic, byte[] SealedTalk, byte[]? SealedDesk)
{
    public required DateOnly StateOn { get; init; }

    /// <summary>When the step should be over; null when it has no end or nobody set one.</summary>
    public DateOnly? DueOn { get; init; }

    public int Extensions { get; init; }

    public DateOnly? FinishedOn { get; init; }

    /// <summary>Nothing of it is destroyed while this is said.</summary>
    public bool Hold { get; init; }

    public Guid? MergedInto { get; init; }

    /// <summary>What an identity is sealed to; null when no custodian was free of the matter.</summary>
    public byte[]? NamePublic { get; init; }

    public bool MustChange { get; init; }

    /// <summary>The procedure it came under.</summary>
    public required Procedure Procedure { get; init; }

    public Stage Stage => Procedure.Of(State);

    /// <summary>Six letters by which people speak of it; random, so they tell no order and no number.</summary>
    public string Short => Id.ToString("N")[..6].ToUpperInvariant();

    /// <summary>The day by which the informant is owed an answer.</summary>
    public DateOnly AnswerBy => ReceivedOn.AddDays(Procedure.AnswerDays);
}

/// <summary>An envelope as it lies.</summary>
internal sealed record ItemRow(Guid Id, int Number, string Side, DateOnly On, byte[] Body);

/// <summary>A report to be stored.</summary>
internal sealed record NewReport(string Code, FirstAccount Account, IReadOnlyList<Attachment> Files, IReadOnlyList<Handler> Recipients, IReadOnlyList<Handler> Custodians)
{
    public Identity? Identity { get; init; }

    /// <summary>Whoever enters it has seen the code.</summary>
    public bool MustChange { get; init; }

    /// <summary>Fixed for the worked example; else random and not of version 7, whose first half would be the time.</summary>
    public Guid Id { get; init; } = Guid.NewGuid();
}

/// <summary>Ids that follow from other ids, so that a form sent twice, or a copy made twice, is one.</summary>
internal static class Ids
{
    public static Guid From(Guid id, string part) => new(SHA256.HashData([.. id.ToByteArray(), .. Encoding.UTF8.GetBytes(part)]).AsSpan(0, 16));

    public static byte[] Pack<T>(T content) => JsonSerializer.SerializeToUtf8Bytes(content);

    public static T Unpack<T>(byte[] content) => JsonSerializer.Deserialize<T>(content)!;
}
