using Prongsai.Domain.Analysis;

namespace Prongsai.Domain.Tests.Analysis;

public sealed class AWordOfAPerson
{
    private static readonly DateTimeOffset Monday = new(2025, 1, 6, 9, 0, 0, TimeSpan.FromHours(7));
    private static readonly DateTimeOffset Tuesday = Monday.AddDays(1);

    private static DraftText Draft(string words, string key = "issue-1/flaw") => new(key, "ข้อบกพร่อง/ข้อปรับปรุง", [new DraftSentence(words, [], null)]);

    private static AnalysisText Edited() => AnalysisText.Drafted(Draft("ร่างเดิม"), Monday).Edit("ข้อความของฉัน", "account-1", "ปรับให้ตรงกับพื้นที่", Monday).Value;

    [Fact]
    public void Is_kept_with_who_when_and_why()
    {
        var text = Edited();
        Assert.Equal("ข้อความของฉัน", text.Text);
        Assert.Equal(2, text.Versions.Count);
        Assert.Equal(("account-1", "ปรับให้ตรงกับพื้นที่", Monday), (text.Current.By, text.Current.Reason, text.Current.At));
        Assert.Equal("ร่างเดิม", text.Current.Draft!.Text);
    }

    [Fact]
    public void Needs_words_and_a_reason()
    {
        var text = AnalysisText.Drafted(Draft("ร่าง"), Monday);
        Assert.Equal(new TextIsEmpty(), text.Edit(" ", "account-1", "เหตุผล", Monday).Refusal);
        Assert.Equal(new ReasonIsMissing(), text.Edit("ใหม่", "account-1", null, Monday).Refusal);
        Assert.Same(text, text.Edit("ร่าง ", "account-1", null, Monday).Value);
    }

    [Fact]
    public void Is_never_overwritten_by_a_new_draft()
    {
        var (text, outcome) = Edited().Regenerate(Draft("ร่างใหม่"), Tuesday);
        Assert.Equal(Regeneration.Waiting, outcome);
        Assert.Equal("ข้อความของฉัน", text.Text);
        Assert.Equal("ร่างใหม่", text.Waiting!.Text);
    }

    [Fact]
    public void Is_not_disturbed_by_the_draft_it_came_from()
    {
        var (text, outcome) = Edited().Regenerate(Draft("ร่างเดิม"), Tuesday);
        Assert.Equal(Regeneration.Unchanged, outcome);
        Assert.Null(text.Waiting);
    }

    [Fact]
    public void Once_preferred_is_not_asked_about_the_same_draft_again_but_about_the_next()
    {
        var kept = Edited().Regenerate(Draft("ร่างใหม่"), Tuesday).Text.KeepOwn().Value;
        Assert.Null(kept.Waiting);
        Assert.Equal(Regeneration.Unchanged, kept.Regenerate(Draft("ร่างใหม่"), Tuesday).Outcome);
        Assert.Equal(Regeneration.Waiting, kept.Regenerate(Draft("ร่างที่สาม"), Tuesday).Outcome);
    }

    [Fact]
    public void Gives_way_only_when_the_person_takes_the_draft_and_stays_in_the_history()
    {
        var taken = Edited().Regenerate(Draft("ร่างใหม่"), Tuesday).Text.TakeWaiting(Tuesday).Value;
        Assert.Equal("ร่างใหม่", taken.Text);
        Assert.False(taken.IsByPerson);
        Assert.Equal(["ร่างเดิม", "ข้อความของฉัน", "ร่างใหม่"], taken.Versions.Select(v => v.Text));
        Assert.Equal("ข้อความของฉัน", taken.GoBack(2, "account-2", "ฉบับเดิมตรงกว่า", Tuesday).Value.Text);
        Assert.Equal(new VersionIsNotKnown(9), taken.GoBack(9, "account-2", "x", Tuesday).Refusal);
    }

    [Fact]
    public void Where_there_is_none_a_new_draft_takes_the_place()
    {
        var text = AnalysisText.Drafted(Draft("ร่างเดิม"), Monday);
        Assert.Equal(Regeneration.Unchanged, text.Regenerate(Draft("ร่างเดิม"), Tuesday).Outcome);
        var (redrafted, outcome) = text.Regenerate(Draft("ร่างใหม่"), Tuesday);
        Assert.Equal((Regeneration.Redrafted, "ร่างใหม่", 2), (outcome, redrafted.Text, redrafted.Versions.Count));
    }

    [Fact]
    public void With_no_draft_waiting_there_is_nothing_to_take_or_decline()
    {
        Assert.Equal(new NoDraftIsWaiting(), Edited().TakeWaiting(Tuesday).Refusal);
        Assert.Equal(new NoDraftIsWaiting(), Edited().KeepOwn().Refusal);
    }

    [Fact]
    public void Survives_even_when_its_draft_is_no_longer_made()
    {
        var untouched = AnalysisText.Drafted(Draft("x", "issue-7/keep"), Monday);
        var outcomes = AnalysisTexts.Regenerate([Edited(), untouched], [Draft("ก", "indicator-1/advice")], Tuesday);
        Assert.Equal([("indicator-1/advice", Regeneration.Added), ("issue-1/flaw", Regeneration.Orphaned)], outcomes.Select(o => (o.Text.Key, o.Outcome)));
    }

    [Fact]
    public void Comes_back_from_storage_as_it_was()
    {
        var text = Edited().Regenerate(Draft("ร่างใหม่"), Tuesday).Text;
        var restored = AnalysisText.Restored(text.Key, text.Versions, text.Waiting, text.Dismissed);
        Assert.Equal((text.Text, text.Waiting, text.Dismissed), (restored.Text, restored.Waiting, restored.Dismissed));
        Assert.Throws<ArgumentException>(() => AnalysisText.Restored("k", [], null, null));
    }
}
