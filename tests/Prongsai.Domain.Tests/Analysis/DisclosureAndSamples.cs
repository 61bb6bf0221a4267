using Prongsai.Domain.Analysis;
using Prongsai.Domain.Tests.Assessment;

namespace Prongsai.Domain.Tests.Analysis;

/// <summary>What drafts say of items nobody scored in print, and of surveys few answered.</summary>
public sealed class DisclosureAndSamples
{
    [Fact]
    public void S3_is_told_at_least_how_many_items_are_missing_where_and_what_one_more_is_worth()
    {
        // domain/ita.md 8.3: 36.97 has four ways, all with 9.1 = 5 of 9, 9.3 = 1 of 7 and 9.5 = 2 of 5.
        var text = AdviceFiles.Analyse(Seeds.S3(AdviceFiles.Rules(2563))).Indicators[8].Advice.Text;
        Assert.Contains("หมวด 9.1 ข้อมูลพื้นฐาน อย่างน้อย 4 ข้อ", text, StringComparison.Ordinal);
        Assert.Contains("หมวด 9.3 การบริหารเงินงบประมาณ อย่างน้อย 6 ข้อ", text, StringComparison.Ordinal);
        Assert.Contains("หมวด 9.5 การส่งเสริมความโปร่งใส อย่างน้อย 3 ข้อ", text, StringComparison.Ordinal);
        Assert.Contains("ในหมวด 9.3 เพิ่มคะแนนรวม 0.57 คะแนน", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_grouping_that_is_not_verified_makes_the_sentence_say_probably()
    {
        var text = AdviceFiles.Analyse(2567, ("ind9", 81.43m), ("ind10", 62.5m)).Indicators[9].Advice.Text;
        Assert.Contains("น่าจะ", text, StringComparison.Ordinal);
        Assert.Contains("ยังไม่ยืนยัน", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_score_no_count_of_items_can_give_is_to_be_checked() =>
        Assert.Contains("ไม่ตรงกับผลที่เป็นไปได้", AdviceFiles.Analyse(2564, ("ind10", 90m)).Indicators[9].Advice.Text, StringComparison.Ordinal);

    [Fact]
    public void Few_respondents_are_named_once_with_how_far_one_answer_moves_a_question()
    {
        // domain/ita.md 8.2: the IIT scores of S2 fit 49 people on six points; one step is 20 / 49.
        var result = AdviceFiles.Analyse(Seeds.S2(AdviceFiles.Rules(2567)));
        var told = result.Issues.SelectMany(i => i.Flaw.Sentences).Where(s => s.Text.Contains("49 คน", StringComparison.Ordinal)).ToList();
        Assert.Contains("0.41 คะแนน", Assert.Single(told).Text, StringComparison.Ordinal);
        Assert.Contains("49 คน", result.Tools[0].Develop.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Printed_scores_that_fit_no_number_of_respondents_name_none()
    {
        // The EIT scores of S2 are misprinted; nothing is said of how many answered until they are corrected.
        var result = AdviceFiles.Analyse(Seeds.S2(AdviceFiles.Rules(2567)));
        Assert.DoesNotContain("จำนวนผู้ตอบ", result.Tools[1].Develop.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void How_many_people_answered_badly_is_never_said()
    {
        var result = AdviceFiles.Analyse(Seeds.S2(AdviceFiles.Rules(2567)));
        Assert.All(result.Drafts.SelectMany(d => d.Sentences), s => Assert.DoesNotMatch(@"ผู้ตอบ \d+ คน(เห็น|ตอบ|รับรู้)", s.Text));
        Assert.All(result.Drafts.SelectMany(d => d.Sentences).SelectMany(s => s.Data).Where(d => d.Name.StartsWith("respondents:", StringComparison.Ordinal)),
            d => Assert.Equal("49", d.Printed));
    }

    [Fact]
    public void A_larger_threshold_for_few_and_other_marks_change_the_words_with_them()
    {
        var marks = new Thresholds(90m, 80m, 60m, 2) { ImproveBelow = 98.5m, FewRespondentsBelow = 40 };
        var result = AdviceFiles.Analyse(Seeds.S2(AdviceFiles.Rules(2567)), marks);
        Assert.DoesNotContain(result.Drafts, d => d.Text.Contains("49 คน", StringComparison.Ordinal));
        Assert.Contains("(i14) ได้ 98.37 คะแนน ต่ำกว่าเกณฑ์รายข้อ 98.5 คะแนน", result.Issues[6].Flaw.Text, StringComparison.Ordinal);
        Assert.Equal(2, result.Urgent.Count);
    }
}
