using Prongsai.Domain.Assessment;
using Prongsai.Domain.Rules;
using Prongsai.Web.Features.Assessment.Data;
using Prongsai.Web.Platform.Words;

namespace Prongsai.Web.Features.Assessment.Drafts;

/// <summary>One thing that does not agree, and the ways to read the paper that would make it agree, likeliest first.</summary>
internal sealed record Problem(int Number, IReadOnlyList<Suspect> Suspects)
{
    /// <summary>Choices shown; the rest is unlikely and would only be noise.</summary>
    private const int Shown = 4;

    public Suspect Best => Suspects[0];

    public bool IsLevel => Best.Level is not null;

    /// <summary>Every figure one of the shown ways would change, in order, each once.</summary>
    public IReadOnlyList<string> Targets => [.. Suspects.SelectMany(s => s.Readings).Select(r => r.Target).Distinct(StringComparer.Ordinal)];

    /// <summary>The problems still open: those a person has looked at and let stand are problems no longer.</summary>
    public static IReadOnlyList<Problem> Of(Verification verification, Draft draft) =>
    [
        .. verification.Suspects
            .Where(s => s.Level is not null || s.Readings.Any(r => draft.Figure(r.Target)?.State is not FigureState.Kept))
            .Where(s => s.Level is not null || s.Readings.Count > 0)
            .GroupBy(s => s.Problem)
            .OrderBy(g => g.Key)
            .Select(g => new Problem(g.Key, [.. g.OrderBy(s => s.Rank).Take(Shown)])),
    ];

    /// <summary>A way as the form carries it: <c>e1=98.54 e2=99.51</c>, or <c>level=excellent</c>.</summary>
    public static string ValueOf(Suspect suspect) => suspect.Level is { } level
        ? $"{Target.Level}={level.Suggested.Code}"
        : string.Join(' ', suspect.Readings.Select(r => FormattableString.Invariant($"{r.Target}={r.Suggested}")));

    /// <summary>A way in words: ข้อ e1 99.56 → 98.54 · ข้อ e2 99.50 → 99.51.</summary>
    public static string WordsOf(Suspect suspect, Rulebook rulebook) => suspect.Level is { } level
        ? $"ระดับ {level.Printed} → {level.Suggested.Name}"
        : string.Join(" และ ", suspect.Readings.GroupBy(r => (r.Printed, r.Suggested)).Select(g => $"{NamesOf(g.Select(r => r.Target), rulebook)} {Numbers.Score(g.Key.Printed)} → {Numbers.Score(g.Key.Suggested)}"));

    /// <summary>Several figures in few words: "ข้อ e1, e2 และ ตัวชี้วัดที่ 6".</summary>
    public static string NamesOf(IEnumerable<string> targets, Rulebook rulebook) =>
        string.Join(" และ ", targets.Distinct(StringComparer.Ordinal)
            .GroupBy(t => rulebook.FindQuestion(t) is not null || rulebook.FindItem(t) is not null)
            .Select(g => g.Key ? $"ข้อ {string.Join(", ", g)}" : string.Join(" และ ", g.Select(t => TargetNames.Short(rulebook, t)))));
}
