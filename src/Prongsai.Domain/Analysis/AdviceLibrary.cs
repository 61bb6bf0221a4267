namespace Prongsai.Domain.Analysis;

/// <summary>What a piece of advice is about.</summary>
public enum AdviceTarget
{
    Indicator,
    Question,
    Item,
}

/// <summary>Which result a piece of advice fits: something is wrong, could be better, or is to be held.</summary>
public enum AdviceBand
{
    Fault,
    Develop,
    Keep,
}

/// <summary>Scores (0–100) and years for which a piece may be used; a null member sets no limit. Years are in the Buddhist era, both included.</summary>
public sealed record AdviceCondition(decimal? ScoreBelow, decimal? ScoreAtLeast, int? FromYear, int? ToYear)
{
    public bool Holds(FiscalYear year, decimal? score) =>
        (ScoreBelow is null || score < ScoreBelow)
        && (ScoreAtLeast is null || score >= ScoreAtLeast)
        && (FromYear is null || year.Value >= FromYear)
        && (ToYear is null || year.Value <= ToYear);
}

/// <summary>One piece of advice: a whole Thai sentence saying who does what, and what shows that it was done. Kind is a kind of the rulebooks, never a number.</summary>
public sealed record AdvicePiece(string Id, AdviceTarget Target, string Kind, IReadOnlyList<AdviceBand> Bands, string Text, AdviceCondition? When, string Source);

/// <summary>
/// How a question is spoken of in prose. <see cref="Name"/> is a noun phrase for its subject (for a reversed question the thing that should not
/// happen); <see cref="Good"/> a clause for the state to hold ("เจ้าหน้าที่ไม่เรียกรับสินบน").
/// </summary>
public sealed record Topic(string Kind, string Name, string Good);

/// <summary>An organisation's own change to the library.</summary>
public abstract record AdviceOverride
{
    /// <summary>Puts other words in the place of a piece; it keeps its id and where it fits.</summary>
    public sealed record Reword(string Id, string Text) : AdviceOverride;

    /// <summary>Adds a piece of the organisation's own; its id must be new.</summary>
    public sealed record Add(AdvicePiece Piece) : AdviceOverride;

    /// <summary>Never uses a piece.</summary>
    public sealed record Hide(string Id) : AdviceOverride;
}

public sealed record AdviceIsNotKnown(string Id) : Refusal($"ไม่พบข้อแนะนำรหัส {Id} ในคลังข้อแนะนำ โปรดเลือกข้อแนะนำจากรายการอีกครั้ง");

public sealed record AdviceIdIsTaken(string Id) : Refusal($"มีข้อแนะนำรหัส {Id} อยู่แล้ว โปรดตั้งรหัสใหม่");

public sealed record AdviceIsEmpty() : Refusal("ข้อแนะนำยังไม่มีข้อความ โปรดพิมพ์ข้อความก่อนบันทึก");

/// <summary>The pieces of advice drafts are made from. Immutable; read from rules/advice by <see cref="AdviceReader"/>.</summary>
public sealed class AdviceLibrary
{
    private readonly Dictionary<(AdviceTarget, string, AdviceBand), AdvicePiece[]> byPlace;
    private readonly Dictionary<string, Topic> topics;

    public AdviceLibrary(IReadOnlyList<AdvicePiece> pieces, IReadOnlyList<Topic> topics)
    {
        ArgumentNullException.ThrowIfNull(pieces);
        ArgumentNullException.ThrowIfNull(topics);
        Pieces = pieces;
        Topics = topics;
        this.topics = topics.ToDictionary(t => t.Kind, StringComparer.Ordinal);
        byPlace = pieces
            .SelectMany(p => p.Bands.Select(band => (Place: (p.Target, p.Kind, band), Piece: p)))
            .GroupBy(x => x.Place)
            .ToDictionary(g => g.Key, g => g.Select(x => x.Piece).ToArray());
    }

    /// <summary>No advice at all; drafts then say only what the figures say.</summary>
    public static AdviceLibrary Empty { get; } = new([], []);

    /// <summary>In the order of the files, which is the order they take turns in.</summary>
    public IReadOnlyList<AdvicePiece> Pieces { get; }

    public IReadOnlyList<Topic> Topics { get; }

    public Topic? TopicOf(string questionKind) => topics.GetValueOrDefault(questionKind);

    /// <summary>The pieces that fit, in library order; empty where there is none.</summary>
    public IReadOnlyList<AdvicePiece> For(AdviceTarget target, string kind, AdviceBand band, FiscalYear year, decimal? score) =>
        byPlace.TryGetValue((target, kind, band), out var pieces) ? [.. pieces.Where(p => p.When is null || p.When.Holds(year, score))] : [];

    /// <summary>The library with an organisation's own rewordings, additions and omissions, applied in order. The original stays as it is.</summary>
    public Result<AdviceLibrary> With(IEnumerable<AdviceOverride> overrides)
    {
        ArgumentNullException.ThrowIfNull(overrides);
        var pieces = Pieces.ToList();
        foreach (var change in overrides)
        {
            var at = pieces.FindIndex(p => p.Id == IdOf(change));
            switch (change)
            {
                case AdviceOverride.Reword { Text: var text } when string.IsNullOrWhiteSpace(text):
                case AdviceOverride.Add { Piece.Text: var added } when string.IsNullOrWhiteSpace(added):
                    return new AdviceIsEmpty();
                case AdviceOverride.Reword or AdviceOverride.Hide when at < 0:
                    return new AdviceIsNotKnown(IdOf(change));
                case AdviceOverride.Add when at >= 0:
                    return new AdviceIdIsTaken(IdOf(change));
                case AdviceOverride.Reword reword:
                    pieces[at] = pieces[at] with { Text = reword.Text.Trim() };
                    break;
                case AdviceOverride.Hide:
                    pieces.RemoveAt(at);
                    break;
                case AdviceOverride.Add add:
                    pieces.Add(add.Piece with { Text = add.Piece.Text.Trim() });
                    break;
            }
        }
        return new AdviceLibrary(pieces, Topics);
    }

    private static string IdOf(AdviceOverride change) => change switch
    {
        AdviceOverride.Reword reword => reword.Id,
        AdviceOverride.Add add => add.Piece.Id,
        AdviceOverride.Hide hide => hide.Id,
        _ => throw new ArgumentException($"Not an override known here: {change.GetType().Name}.", nameof(change)),
    };
}
