using Prongsai.Domain.Papers;

namespace Prongsai.Documents.Reading.Extraction;

/// <summary>What a finding is about.</summary>
internal enum About
{
    Indicator,
    Tool,
    Total,
    Level,
    Question,
    Item,
}

/// <summary>The kind of place a figure was read in; a table is trusted more than a sentence.</summary>
internal enum Seen
{
    Table,
    List,
    Prose,
}

/// <summary>
/// A figure (or level) read somewhere, before it is decided to which paper it belongs. Number is the indicator's or the code's number;
/// Year and Organisation are set where the table itself says them (years side by side, a province's roll-up).
/// </summary>
internal sealed record Finding(About About, string Tool, int Number, decimal? Score, string Text, Place At, int Node, Seen Seen, double Confidence)
{
    public int Distance { get; init; }

    public int? Year { get; init; }

    public string? Organisation { get; init; }

    /// <summary>The other number a code may mean (1๓ as i3 or i13).</summary>
    public int? OtherNumber { get; init; }
}

/// <summary>Where reading stands: what the headings above said. Runs through the whole document in order.</summary>
internal sealed class ReadingState(Budget budget)
{
    public Budget Budget { get; } = budget;

    /// <summary>IIT, EIT or OIT when the last heading or group named one.</summary>
    public string? Tool { get; set; }

    /// <summary>The last short line, when it was a name still waiting for its figure.</summary>
    public (Finding Waiting, int Node)? Waiting { get; set; }

    /// <summary>The end of the last long line, and its node: a PDF may break a paragraph inside a name.</summary>
    public (string Text, int Node)? Tail { get; set; }

    public List<Finding> Findings { get; } = [];

    public List<ReadProblem> Problems { get; } = [];

    /// <summary>Takes a score, or tells that the figure cannot be one and leaves the score out.</summary>
    public decimal? Score(FoundFigure? figure, Place at)
    {
        if (figure is not { } f)
        {
            return null;
        }
        if (f.IsScore)
        {
            return f.Value;
        }
        if (Problems.Count < 50)
        {
            Problems.Add(ReadingProblems.OutOfRange(f.Value, at));
        }
        return null;
    }
}
