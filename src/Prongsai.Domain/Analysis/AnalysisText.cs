namespace Prongsai.Domain.Analysis;

/// <summary>
/// One state of a text. Drafted: By and Reason are null and <see cref="Draft"/> holds the sentences with the figures they rest on.
/// Edited: By names the account that wrote it (never shown in public), and Draft is the draft the person had before them, if any.
/// </summary>
public sealed record TextVersion(int No, string Text, string? By, string? Reason, DateTimeOffset At, DraftText? Draft)
{
    public bool IsByPerson => By is not null;
}

public sealed record TextIsEmpty() : Refusal("ข้อความว่างอยู่ โปรดพิมพ์ข้อความก่อนบันทึก หากต้องการใช้ร่างเดิมให้เลือกกลับไปใช้ฉบับก่อนหน้า");

public sealed record ReasonIsMissing() : Refusal("โปรดระบุเหตุผลที่แก้ไข เพื่อให้ผู้ตรวจทานทราบที่มาของการเปลี่ยนแปลง");

public sealed record NoDraftIsWaiting() : Refusal("ไม่มีร่างใหม่รออยู่ ข้อความนี้เป็นฉบับล่าสุดแล้ว");

public sealed record VersionIsNotKnown(int No) : Refusal("ไม่พบฉบับที่เลือก โปรดเลือกจากรายการฉบับที่มีอยู่");

/// <summary>
/// A text of an analysis with all its versions, oldest first. What a person wrote is never overwritten: a draft that changes beneath it waits
/// in <see cref="Waiting"/> until the person takes it or keeps their own words. Immutable; the web stores versions as rows.
/// </summary>
public sealed record AnalysisText
{
    private AnalysisText(string key, IReadOnlyList<TextVersion> versions, DraftText? waiting, string? dismissed)
    {
        Key = key;
        Versions = versions;
        Waiting = waiting;
        Dismissed = dismissed;
    }

    /// <summary>The key of the draft ("issue-2/flaw").</summary>
    public string Key { get; }

    public IReadOnlyList<TextVersion> Versions { get; }

    /// <summary>A newer draft shown beside a person's words, or null.</summary>
    public DraftText? Waiting { get; }

    /// <summary>The words of the draft the person last declined, so that the same draft does not ask twice.</summary>
    public string? Dismissed { get; }

    public TextVersion Current => Versions[^1];

    public string Text => Current.Text;

    public bool IsByPerson => Current.IsByPerson;

    public static AnalysisText Drafted(DraftText draft, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(draft);
        return new(draft.Key, [new TextVersion(1, draft.Text, null, null, at, draft)], null, null);
    }

    /// <summary>A text as it was stored. Versions are oldest first and never empty.</summary>
    public static AnalysisText Restored(string key, IReadOnlyList<TextVersion> versions, DraftText? waiting, string? dismissed)
    {
        ArgumentNullException.ThrowIfNull(versions);
        return versions.Count > 0 ? new(key, versions, waiting, dismissed) : throw new ArgumentException("A text has at least one version.", nameof(versions));
    }

    /// <summary>A person's own words. The same words as now change nothing and ask for no reason.</summary>
    public Result<AnalysisText> Edit(string text, string by, string? reason, DateTimeOffset at)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return new TextIsEmpty();
        }
        var words = text.Trim();
        if (words == Text)
        {
            return this;
        }
        if (string.IsNullOrWhiteSpace(reason))
        {
            return new ReasonIsMissing();
        }
        return With(new TextVersion(Current.No + 1, words, by, reason.Trim(), at, Current.Draft), Waiting, Dismissed);
    }

    /// <summary>Goes back to the words of an earlier version, as a new version of the person who asked.</summary>
    public Result<AnalysisText> GoBack(int version, string by, string? reason, DateTimeOffset at)
    {
        var earlier = Versions.FirstOrDefault(v => v.No == version);
        return earlier is null ? new VersionIsNotKnown(version) : Edit(earlier.Text, by, reason, at);
    }

    /// <summary>
    /// Meets a newly made draft. Where no person has written, the draft takes its place as a new version; where one has, it waits beside their words.
    /// </summary>
    public Regenerated Regenerate(DraftText draft, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(draft);
        if (draft.Key != Key)
        {
            throw new ArgumentException($"The draft {draft.Key} is not one of {Key}.", nameof(draft));
        }
        if (!IsByPerson)
        {
            return draft.Text == Text
                ? new Regenerated(this, Regeneration.Unchanged)
                : new Regenerated(With(new TextVersion(Current.No + 1, draft.Text, null, null, at, draft), null, null), Regeneration.Redrafted);
        }
        if (draft.Text == Text || draft.Text == Current.Draft?.Text || draft.Text == Dismissed)
        {
            // The person has this very draft before them already, or has declined it; an older one that waited is out of date.
            return new Regenerated(Waiting is null ? this : new AnalysisText(Key, Versions, null, Dismissed), Regeneration.Unchanged);
        }
        return new Regenerated(new AnalysisText(Key, Versions, draft, Dismissed), Regeneration.Waiting);
    }

    /// <summary>Takes the waiting draft in place of the person's words, which remain as a version.</summary>
    public Result<AnalysisText> TakeWaiting(DateTimeOffset at) =>
        Waiting is null ? new NoDraftIsWaiting() : With(new TextVersion(Current.No + 1, Waiting.Text, null, null, at, Waiting), null, null);

    /// <summary>Keeps the person's words; the draft no longer waits and does not come back unless it changes.</summary>
    public Result<AnalysisText> KeepOwn() =>
        Waiting is null ? new NoDraftIsWaiting() : new AnalysisText(Key, Versions, null, Waiting.Text);

    private AnalysisText With(TextVersion version, DraftText? waiting, string? dismissed) => new(Key, [.. Versions, version], waiting, dismissed);
}

/// <summary>What became of a text when drafts were made anew.</summary>
public enum Regeneration
{
    /// <summary>The draft says what it said, or what the person has already seen.</summary>
    Unchanged,

    /// <summary>No person had written; the new draft is the text.</summary>
    Redrafted,

    /// <summary>A person had written; the new draft waits beside their words.</summary>
    Waiting,

    /// <summary>There was no text of this key before.</summary>
    Added,

    /// <summary>No draft has this key any longer; the text a person wrote is kept, and shown apart.</summary>
    Orphaned,
}

public sealed record Regenerated(AnalysisText Text, Regeneration Outcome);

/// <summary>All texts of an analysis against all drafts made anew.</summary>
public static class AnalysisTexts
{
    /// <summary>In the order of the drafts, then what is orphaned. A draft nobody edited and that is no longer made is left out.</summary>
    public static IReadOnlyList<Regenerated> Regenerate(IEnumerable<AnalysisText> texts, IEnumerable<DraftText> drafts, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(texts);
        ArgumentNullException.ThrowIfNull(drafts);
        var before = texts.ToDictionary(t => t.Key, StringComparer.Ordinal);
        var now = drafts.ToList();
        var keys = now.Select(d => d.Key).ToHashSet(StringComparer.Ordinal);
        return
        [
            .. now.Select(d => before.TryGetValue(d.Key, out var text) ? text.Regenerate(d, at) : new Regenerated(AnalysisText.Drafted(d, at), Regeneration.Added)),
            .. before.Values.Where(t => !keys.Contains(t.Key) && t.Versions.Any(v => v.IsByPerson)).OrderBy(t => t.Key, StringComparer.Ordinal)
                .Select(t => new Regenerated(t, Regeneration.Orphaned)),
        ];
    }
}
