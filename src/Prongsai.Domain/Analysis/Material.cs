using Prongsai.Domain.Assessment;
using Prongsai.Domain.Rules;

namespace Prongsai.Domain.Analysis;

/// <summary>What every draft of one analysis is made from, and the small questions drafts ask of it.</summary>
internal sealed class Material(Verification verification, Thresholds thresholds, AdviceLibrary library)
{
    public Verification Verification { get; } = verification;

    public Rulebook Rules { get; } = verification.Rulebook;

    public Thresholds Marks { get; } = thresholds;

    public AdviceLibrary Library { get; } = library;

    public decimal? BestScore { get; } = verification.Ranks.Count > 0 ? verification.Ranks.Max(r => r.Score) : null;

    public decimal? Score(string target) => Verification.Figures[target];

    public decimal? IndicatorScore(int no) => Verification.Ranks.FirstOrDefault(r => r.Indicator == no)?.Score;

    public Subject? OfIndicator(int no) =>
        IndicatorScore(no) is { } score && Rules.IndicatorNo(no) is { } indicator
            ? new Subject(Target.Indicator(no), $"ตัวชี้วัดที่ {Words.Count(no)} {indicator.Name}", null, score)
            : null;

    public Subject? Of(Question question) =>
        Score(question.Code) is { } score ? new Subject(question.Code, NameOf(question), question.Code, score) : null;

    public Subject? Of(DisclosureItem item) => Score(item.Code) is { } score ? new Subject(item.Code, item.Title, item.Code, score) : null;

    public string NameOf(Question question) => Library.TopicOf(question.Kind)?.Name ?? Plain(question.Text);

    public string GoodOf(Question question) => Library.TopicOf(question.Kind)?.Good ?? Plain(question.Text);

    /// <summary>One piece for an item, from its own kind and, where a year folds several documents into one item, from those kinds as well.</summary>
    public DraftSentence? Advice(DisclosureItem item, AdviceBand band, decimal? score, int turn, Basis? on) =>
        Advice(Fitting(AdviceTarget.Item, [item.Kind, .. item.AlsoKinds], band, score), turn, on);

    /// <summary>
    /// One piece that fits; turn decides which where there are several, so that neighbours do not say the same. What has been said already
    /// (<paramref name="said"/>, ids of pieces) is said again only when nothing else fits.
    /// </summary>
    public DraftSentence? Advice(AdviceTarget target, string kind, AdviceBand band, decimal? score, int turn, Basis? on, IReadOnlySet<string>? said = null)
    {
        var pieces = Fitting(target, [kind], band, score);
        var unsaid = said is null ? pieces : pieces.FindAll(p => !said.Contains(p.Id));
        return Advice(unsaid.Count > 0 ? unsaid : pieces, turn, on);
    }

    private List<AdvicePiece> Fitting(AdviceTarget target, IEnumerable<string> kinds, AdviceBand band, decimal? score) =>
        [.. kinds.SelectMany(kind => Library.For(target, kind, band, Rules.Year, score))];

    private static DraftSentence? Advice(List<AdvicePiece> pieces, int turn, Basis? on)
    {
        if (pieces.Count == 0)
        {
            return null;
        }
        var piece = pieces[turn % pieces.Count];
        return new DraftSentence(piece.Text, on is null ? [] : [on], piece.Id);
    }

    /// <summary>The number of respondents of a tool, where the printed scores give it away and it is small; null otherwise.</summary>
    public (RespondentInference Inference, int Respondents, decimal Step)? FewRespondents(string tool)
    {
        var inference = Verification.Respondents.FirstOrDefault(r => r.Tool == tool);
        if (inference is null || inference.Fits.Count == 0 || inference.Unfitting.Count > 0 || !inference.IsTelling || inference.Fits[0] >= Marks.FewRespondentsBelow)
        {
            return null;
        }
        var points = Rules.Scales.FirstOrDefault(s => s.Id == inference.Scale)?.Points.Order().ToList();
        if (points is null || points.Count < 2)
        {
            return null;
        }
        var smallest = points.Zip(points.Skip(1), (a, b) => b - a).Where(gap => gap > 0).DefaultIfEmpty(0).Min();
        return smallest > 0 ? (inference, inference.Fits[0], Math.Round(smallest / inference.Fits[0], 2, MidpointRounding.AwayFromZero)) : null;
    }

    /// <summary>"…อาจคำนวณย้อนกลับได้ว่ามีผู้ตอบ 49 คน…": how far one answer moves a question. Never how many answered badly: in a small office that points at people.</summary>
    public DraftSentence? SmallSample(string tool, IEnumerable<Subject> on)
    {
        if (FewRespondents(tool) is not { } few)
        {
            return null;
        }
        var text = $"คะแนนรายข้อของแบบวัด {tool} สอดคล้องกับจำนวนผู้ตอบ {Words.Count(few.Respondents)} คน (คำนวณย้อนกลับจากคะแนน) "
            + $"ผู้ตอบหนึ่งคนเลือกคำตอบต่างไปหนึ่งระดับ คะแนนข้อนั้นจะเปลี่ยนไป {Words.Score(few.Step)} คะแนน ผลต่างเพียงเล็กน้อยจึงควรพิจารณาด้วยความระมัดระวัง";
        return Words.Say(text, on, new Datum($"respondents:{tool}", Words.Count(few.Respondents)), new Datum($"step:{tool}", Words.Score(few.Step)));
    }

    /// <summary>A question's text without the words that only ask ("มากน้อยเพียงใด"), for kinds the library has no name for.</summary>
    private static string Plain(string text)
    {
        var plain = text.Trim();
        foreach (var asking in new[] { "มากน้อยเพียงใด", "อย่างไร", "หรือไม่" })
        {
            plain = plain.EndsWith(asking, StringComparison.Ordinal) ? plain[..^asking.Length].TrimEnd() : plain;
        }
        return plain.Replace("ในหน่วยงานของท่าน ", "", StringComparison.Ordinal).Replace("ในหน่วยงานของท่าน", "", StringComparison.Ordinal);
    }
}
