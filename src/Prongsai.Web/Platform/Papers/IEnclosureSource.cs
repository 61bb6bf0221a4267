namespace Prongsai.Web.Platform.Papers;

/// <summary>Papers of one area that a memorandum can enclose: what was issued, with its bytes kept.</summary>
internal interface IEnclosureSource
{
    /// <summary>As kept with memoranda. Never renamed.</summary>
    string Source { get; }

    /// <summary>Newest first.</summary>
    Task<IReadOnlyList<EnclosureOffer>> Offers(CancellationToken stop);

    /// <summary>Null when it is not there (any more).</summary>
    Task<EnclosureContent?> Content(string id, CancellationToken stop);
}

/// <summary>A paper that may be enclosed. The note is one line: ฉบับที่ 1 ออกเมื่อ …</summary>
internal sealed record EnclosureOffer(string Id, string Title, string Note, DateTimeOffset At);

/// <summary>Its stored files.</summary>
internal sealed record EnclosureContent(string Title, IReadOnlyList<Guid> FileIds);
