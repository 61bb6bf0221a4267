using Prongsai.Domain.Analysis;
using Prongsai.Domain.Tests.Assessment;

namespace Prongsai.Domain.Tests.Analysis;

public sealed class SevenIssues
{
    private static readonly AnalysisResult S2 = AdviceFiles.Analyse(Seeds.S2(AdviceFiles.Rules(2567)));

    [Fact]
    public void Every_question_and_item_stands_in_exactly_one_issue()
    {
        Assert.Equal(7, S2.Issues.Count);
        var codes = S2.Issues.SelectMany(i => i.Rows).Select(r => r.Code).ToList();
        Assert.Equal(24 + 35, codes.Count);
        Assert.Equal(codes.Count, codes.Distinct().Count());
    }

    [Fact]
    public void A_score_of_94_29_on_false_claims_is_a_flaw()
    {
        var flaw = S2.Issues[4].Flaw;
        Assert.Contains("ข้อบกพร่องที่ต้องแก้ไข คือ การเบิกจ่ายเงินเป็นเท็จ (i5) ได้ 94.29 คะแนน", flaw.Text, StringComparison.Ordinal);
        Assert.Contains("ต้องไม่เกิดขึ้น", flaw.Text, StringComparison.Ordinal);
        Assert.Contains(flaw.Sentences, s => s.Basis.Contains(new Basis("i5", 94.29m)));
        Assert.Contains(flaw.Sentences, s => s.AdviceId is { } id && id.StartsWith("iit-false-claims", StringComparison.Ordinal));
    }

    [Fact]
    public void No_issue_short_of_full_is_said_to_have_nothing_to_improve()
    {
        Assert.All(S2.Issues, issue =>
        {
            Assert.DoesNotContain("ไม่มีข้อบกพร่อง", issue.Flaw.Text, StringComparison.Ordinal);
            Assert.DoesNotContain("แต่อย่างใด", issue.Flaw.Text, StringComparison.Ordinal);
        });
    }

    [Fact]
    public void A_high_score_on_what_should_not_happen_is_kept_under_watch()
    {
        Assert.Contains("เฝ้าระวัง", S2.Issues[5].Flaw.Text, StringComparison.Ordinal);
        Assert.Contains("(i8) ได้ 99.59 คะแนน", S2.Issues[5].Flaw.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void To_develop_a_reversed_question_is_to_prevent_it() =>
        Assert.Contains("การป้องกันมิให้มีการเบิกจ่ายเงินเป็นเท็จ (i5 94.29 คะแนน)", S2.Issues[4].Develop.Text, StringComparison.Ordinal);

    [Fact]
    public void What_is_kept_is_said_as_the_good_state_it_is()
    {
        Assert.Contains("เจ้าหน้าที่ไม่เรียกรับสินบน", S2.Issues[0].Keep.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(S2.Issues[0].Keep.Sentences, s => s.AdviceId is null && s.Text.Contains("คือ การเรียกรับสินบน", StringComparison.Ordinal));
    }

    [Fact]
    public void An_item_the_paper_does_not_score_is_named_as_unknown() =>
        Assert.Contains("เอกสารไม่มีคะแนนของการเปิดโอกาสให้เกิดการมีส่วนร่วม (O25)", S2.Issues[1].Flaw.Text, StringComparison.Ordinal);

    [Fact]
    public void Full_scores_are_said_with_their_figures()
    {
        var rules = AdviceFiles.Rules(2567);
        var full = AdviceFiles.Analyse(2567, [.. rules.Questions.Select(q => (q.Code, 100m)), .. rules.Items.Select(i => (i.Code, 100m))]);
        Assert.All(full.Issues, issue =>
        {
            Assert.Contains("100.00 คะแนน", issue.Flaw.Text, StringComparison.Ordinal);
            Assert.Contains($"{issue.Rows.Count} ข้อ", issue.Flaw.Text, StringComparison.Ordinal);
            Assert.Equal(issue.Rows.Count, issue.Flaw.Sentences[0].Basis.Count);
        });
        Assert.Empty(full.Urgent);
    }

    [Fact]
    public void A_missing_item_is_named_with_what_must_be_done()
    {
        var figures = Seeds.S2(AdviceFiles.Rules(2567));
        var changed = figures with { Scores = figures.Scores.Where(s => s.Key != "ind10").Select(s => s.Key == "O35" ? KeyValuePair.Create("O35", 0m) : s).ToDictionary() };
        var issue = AdviceFiles.Analyse(changed).Issues[6];
        Assert.Contains("(O35) ได้ 0.00 คะแนน", issue.Flaw.Text, StringComparison.Ordinal);
        Assert.Contains(issue.Develop.Sentences, s => s.AdviceId is { } id && id.StartsWith("item-measures-report", StringComparison.Ordinal));
        Assert.DoesNotContain("(O35)", issue.Keep.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_scores_of_questions_and_items_the_indicators_speak_and_it_is_said_so()
    {
        var result = AdviceFiles.Analyse(2567,
            ("ind1", 91.2m), ("ind2", 88.1m), ("ind3", 93.4m), ("ind4", 84.2m), ("ind5", 79.9m), ("ind6", 92.2m), ("ind7", 83.4m), ("ind8", 74.5m), ("ind9", 81.43m), ("ind10", 62.5m));
        Assert.All(result.Issues, issue =>
        {
            Assert.Contains("ไม่มีคะแนนรายข้อ", issue.Flaw.Text, StringComparison.Ordinal);
            Assert.All(issue.Rows, row => Assert.Null(row.Score));
        });
        Assert.Contains("ตัวชี้วัดที่ 4 การใช้ทรัพย์สินของราชการ ต่ำกว่าเกณฑ์ 85 คะแนน", result.Issues[3].Flaw.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("84.20", result.Issues[3].Keep.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Bribes_at_a_score_that_would_pass_are_still_a_flaw_and_below_the_pass_mark_urgent()
    {
        Assert.Contains("ข้อบกพร่องที่ต้องแก้ไข คือ การเรียกรับสินบน", AdviceFiles.Analyse(2567, ("i1", 99m), ("i2", 99m), ("i3", 88m)).Issues[0].Flaw.Text, StringComparison.Ordinal);
        Assert.Contains("โดยเร่งด่วน คือ การเรียกรับสินบน", AdviceFiles.Analyse(2567, ("i1", 99m), ("i2", 99m), ("i3", 84m)).Issues[0].Flaw.Text, StringComparison.Ordinal);
    }
}
