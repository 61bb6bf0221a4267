using Prongsai.Domain;
using Prongsai.Domain.Analysis;
using Prongsai.Domain.Assessment;

namespace Prongsai.Documents.Writing.Reports;

/// <summary>The organisation as its papers name it. District and province without "อำเภอ" and "จังหวัด"; either may be empty.</summary>
public sealed record OrganisationOnPaper(string Name, string District, string Province)
{
    /// <summary>"อำเภอเมือง จังหวัดตัวอย่าง"; in Bangkok "เขต…" and the province alone.</summary>
    public string Place
    {
        get
        {
            var isBangkok = Province.StartsWith("กรุงเทพ", StringComparison.Ordinal);
            string[] parts =
            [
                District.Length == 0 ? "" : (isBangkok ? "เขต" : "อำเภอ") + District,
                Province.Length == 0 ? "" : isBangkok ? Province : "จังหวัด" + Province,
            ];
            return string.Join(' ', parts.Where(p => p.Length > 0));
        }
    }
}

/// <summary>One who signs; Name is null where it is to be written by hand.</summary>
public sealed record Signatory(string? Name, string Position);

/// <summary>A measure as the table of measures prints it. Periods and follow-ups are texts as the organisation words them.</summary>
public sealed record MeasureOnPaper(string Title, IReadOnlyList<string> Guidelines, IReadOnlyList<string> Steps, string Responsible, string Period, IReadOnlyList<string> FollowUp);

/// <summary>
/// All that an analysis report prints. <see cref="Texts"/> holds the words of persons: by key of a draft ("issue-2/flaw",
/// "indicator-9/advice", "tool-IIT/develop") or of a text of the layout ("layout/foreword"); a draft without an entry is printed as drafted.
/// </summary>
public sealed record AnalysisReport
{
    public required AnalysisResult Analysis { get; init; }

    public required OrganisationOnPaper Organisation { get; init; }

    /// <summary>The date the report bears.</summary>
    public required DateOnly Date { get; init; }

    public IReadOnlyDictionary<string, string> Texts { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Earlier years, for the chart that lays years side by side; any order.</summary>
    public IReadOnlyList<Verification> EarlierYears { get; init; } = [];

    /// <summary>Decided measures of the next year; where there are none the table proposes what the analysis suggests.</summary>
    public IReadOnlyList<MeasureOnPaper> Measures { get; init; } = [];

    public IReadOnlyList<Signatory> Signatories { get; init; } = [];

    public DigitStyle Digits { get; init; } = DigitStyle.Thai;

    public string Font { get; init; } = "TH SarabunIT๙";

    /// <summary>Written into the file's properties; null leaves it out.</summary>
    public DateTimeOffset? WrittenAt { get; init; }

    /// <summary>The person's words for a draft, or the draft.</summary>
    public string TextOf(DraftText draft)
    {
        ArgumentNullException.ThrowIfNull(draft);
        return Texts.TryGetValue(draft.Key, out var text) ? text : draft.Text;
    }

    public bool IsEdited(DraftText draft)
    {
        ArgumentNullException.ThrowIfNull(draft);
        return Texts.ContainsKey(draft.Key);
    }
}
