using Prongsai.Domain.Analysis;
using Prongsai.Domain.Tests.Assessment;

namespace Prongsai.Domain.Tests.Analysis;

public sealed class IndicatorForm
{
    private static readonly AnalysisResult S0 = AdviceFiles.Analyse(Seeds.S0(AdviceFiles.Rules(2564)));
    private static readonly AnalysisResult S3 = AdviceFiles.Analyse(Seeds.S3(AdviceFiles.Rules(2563)));

    [Fact]
    public void Years_without_issues_have_ten_indicators_with_advice_grouped_by_tool()
    {
        Assert.Empty(S3.Issues);
        Assert.Equal(Enumerable.Range(1, 10), S3.Indicators.Select(i => i.Indicator));
        Assert.Equal(["IIT", "EIT", "OIT"], S3.Indicators.Select(i => i.Tool).Distinct());
        Assert.All(S3.Indicators, i => Assert.Contains(i.Advice.Sentences, s => s.AdviceId is not null));
    }

    [Fact]
    public void The_worst_get_more_advice_than_the_best()
    {
        int Pieces(int no) => S3.Indicators[no - 1].Advice.Sentences.Count(s => s.AdviceId is not null);
        Assert.Equal(2, Pieces(9));
        Assert.Equal(1, Pieces(6));
    }

    [Fact]
    public void An_urgent_score_is_called_urgent_with_the_threshold_it_misses() =>
        Assert.Matches("36.97.*เกณฑ์เร่งด่วน 70 คะแนน", S3.Indicators[8].Advice.Text);

    [Fact]
    public void The_overview_says_total_level_highest_lowest_and_the_way_up()
    {
        var text = S0.Overview!.Text;
        Assert.Contains("ได้คะแนนรวม 69.66 คะแนน อยู่ในระดับ C", text, StringComparison.Ordinal);
        Assert.Contains("ประสิทธิภาพการสื่อสาร ได้ 96.75 คะแนน", text, StringComparison.Ordinal);
        Assert.Contains("การป้องกันการทุจริต ได้ 31.25 คะแนน", text, StringComparison.Ordinal);
        Assert.Contains("ระดับ B ต้องได้คะแนนรวมเพิ่มอีก 5.34 คะแนน", text, StringComparison.Ordinal);
        Assert.Contains("ไม่มีคะแนนรายข้อ", text, StringComparison.Ordinal);
    }

    [Fact]
    public void The_overview_warns_of_a_printed_figure_that_does_not_follow()
    {
        var text = AdviceFiles.Analyse(Seeds.S2(AdviceFiles.Rules(2567))).Overview!.Text;
        Assert.Contains("คุณภาพการดำเนินงานที่พิมพ์ไว้ คือ 99.35 ไม่ตรงกับค่าที่คำนวณได้ 99.69", text, StringComparison.Ordinal);
    }

    [Fact]
    public void The_best_indicator_is_never_the_one_to_develop_under_its_tool()
    {
        var develop = S0.Tools.Single(t => t.Tool == "EIT").Develop.Text;
        Assert.Contains("การปรับปรุงการทำงาน ได้ 95.65 คะแนน ต่ำที่สุด", develop, StringComparison.Ordinal);
        Assert.DoesNotContain("96.75", develop, StringComparison.Ordinal);
    }

    [Fact]
    public void A_paper_without_any_score_is_told_so_and_still_gets_advice()
    {
        var result = AdviceFiles.Analyse(2565);
        Assert.Contains("ไม่มีคะแนนเพียงพอ", result.Overview!.Text, StringComparison.Ordinal);
        Assert.All(result.Indicators, i => Assert.Contains("ไม่มีคะแนนของตัวชี้วัดนี้", i.Advice.Text, StringComparison.Ordinal));
        Assert.All(result.Tools, t => Assert.Null(t.Lowest));
        Assert.Empty(result.Strengths);
        Assert.Empty(result.Urgent);
    }
}
