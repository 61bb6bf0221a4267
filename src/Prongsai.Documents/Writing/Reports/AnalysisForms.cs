using Prongsai.Domain.Assessment;

namespace Prongsai.Documents.Writing.Reports;

/// <summary>Builds the paper of an analysis report: the one entry for pages, jobs and the command line.</summary>
public static class AnalysisForms
{
    private static readonly string[] Kinds =
        ["duty", "budget", "power", "state-property", "solving-corruption", "service-quality", "communication", "improvement", "disclosure", "prevention"];

    internal static IReadOnlySet<string> Placeholders { get; } = new HashSet<string>(StringComparer.Ordinal)
    {
        "organisation", "place", "year", "nextYear", "total", "level", "highest", "highestScore", "lowest", "lowestScore", "aboutHighest", "aboutLowest",
        "strongAtLeast", "urgentBelow", "tool", "toolNo", "toolName", "issue", "issueNo",
    };

    /// <summary>The paper in the layout's form. Drafts and figures that are missing leave their place out or say so; nothing is made up.</summary>
    public static Document Build(AnalysisReport report, AnalysisLayout layout)
    {
        ArgumentNullException.ThrowIfNull(report);
        ArgumentNullException.ThrowIfNull(layout);
        var parts = new AnalysisParts(report, layout);
        return new Document
        {
            Title = $"รายงานการวิเคราะห์ผลการประเมินคุณธรรมและความโปร่งใส ประจำปีงบประมาณ พ.ศ. {report.Analysis.Verification.Rulebook.Year} {report.Organisation.Name}",
            Subject = "ผลการประเมินคุณธรรมและความโปร่งใสในการดำเนินงานของหน่วยงานภาครัฐ (ITA) และการวิเคราะห์",
            Author = report.Organisation.Name,
            Font = report.Font,
            Digits = report.Digits,
            WrittenAt = report.WrittenAt,
            Blocks = layout.Form switch
            {
                AnalysisForm.Narrative => NarrativeForm.Blocks(parts),
                AnalysisForm.Issues => IssuesForm.Blocks(parts),
                AnalysisForm.Indicators => IndicatorsForm.Blocks(parts),
                _ => throw new ArgumentOutOfRangeException(nameof(layout), layout.Form, "Not a form."),
            },
        };
    }

    /// <summary>The keys of the texts a form prints: a layout has all of them and no other.</summary>
    internal static IEnumerable<string> TextsOf(AnalysisForm form) => form switch
    {
        AnalysisForm.Narrative =>
        [
            "cover.title", "cover.subtitle", "foreword.heading", "foreword", "rationale.heading", "rationale", "results.heading", "results", "ranked.caption",
            "extremes", "about.highest", "about.lowest", "analysis.heading", "strengths.heading", "strengths.none", "urgent.heading", "urgent.none",
            "develop.heading", "develop.tool", "develop.none", "measures.heading", "measures.proposed", .. Kinds.Select(k => "about." + k),
        ],
        AnalysisForm.Issues =>
        [
            "cover.title", "cover.and", "cover.subtitle", "title", "results.heading", "results", "summary.heading", "summary.caption", "extremes", "issues.heading",
            "issues.intro", "issues.none", "issue.name", "issue.part", "issue.flaw", "issue.develop", "issue.keep", "measures.heading", "measures.caption", "measures.proposed",
        ],
        _ =>
        [
            "title", "results.heading", "results.total", "results.level", "ranked.caption", "advice.heading", "advice.note", "measures.heading", "measures.intro", "measures.proposed",
        ],
    };

    /// <summary>The tables a form prints, with their number of columns.</summary>
    internal static IReadOnlyDictionary<string, int> ColumnsOf(AnalysisForm form) => form switch
    {
        AnalysisForm.Narrative => new Dictionary<string, int>(StringComparer.Ordinal) { ["ranked"] = 4, ["develop"] = 3, ["measures"] = 5 },
        AnalysisForm.Issues => new Dictionary<string, int>(StringComparer.Ordinal) { ["summary"] = 4, ["issue"] = 3, ["measures"] = 4 },
        _ => new Dictionary<string, int>(StringComparer.Ordinal) { ["ranked"] = 3, ["advice"] = 3, ["measures"] = 5 },
    };

    /// <summary>The level in the year's words, as printed where that is one of them.</summary>
    internal static string LevelName(Verification verification) =>
        (LevelWords.Find(verification.Rulebook, verification.Level.Printed) ?? verification.Level.Computed)?.Name ?? verification.Level.Printed ?? "";
}
