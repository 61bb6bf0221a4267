using Prongsai.Domain.Rules;

namespace Prongsai.Domain.Tests.Rules;

public sealed class AcrossYears
{
    [Fact]
    public void The_report_on_measures_moves_from_O43_to_O26()
    {
        var report = RuleFiles.All.ItemAcrossYears("measures-report");

        Assert.Equal(
            ["2563 O43", "2564 O43", "2565 O43", "2566 O43", "2567 O35", "2568 O28", "2569 O26"],
            report.Select(r => $"{r.Year} {r.Item.Code}"));
    }

    [Fact]
    public void One_number_is_another_document_in_another_year()
    {
        string KindOfO34(int year) => RuleFiles.All.Find(new FiscalYear(year))!.FindItem("O34")!.Kind;

        Assert.Equal(
            ["integrity-pledge", "no-gift-policy", "risk-assessment", "measures-plan"],
            new[] { KindOfO34(2563), KindOfO34(2565), KindOfO34(2566), KindOfO34(2567) });
    }

    [Fact]
    public void An_item_that_was_taken_in_is_found_in_what_took_it_in() =>
        Assert.Equal(["O3", "O3", "O3", "O3", "O3", "O3", "O1", "O1"], RuleFiles.All.ItemAcrossYears("powers").Select(p => p.Item.Code));

    [Fact]
    public void The_number_of_items_is_that_of_each_year() =>
        Assert.Equal([48, 43, 43, 43, 43, 35, 28, 26], RuleFiles.All.Current.Select(b => b.Items.Count));

    [Fact]
    public void The_sub_indicators_of_2563_to_2565_hold_9_8_7_4_5_and_8_2_items()
    {
        foreach (var year in new[] { 2563, 2564, 2565 })
        {
            var book = RuleFiles.All.Find(new FiscalYear(year))!;
            Assert.Equal([9, 8, 7, 4, 5, 8, 2], book.Indicators.SelectMany(i => i.SubIndicators).Select(s => book.ItemsOf(s.No).Count()));
        }
    }

    [Fact]
    public void Ten_indicators_join_all_years()
    {
        foreach (var indicator in RuleFiles.All.Current[0].Indicators)
        {
            Assert.Equal(8, RuleFiles.All.IndicatorAcrossYears(indicator.Kind).Count);
        }
    }

    [Fact]
    public void The_question_on_false_claims_is_i10_before_and_i5_after() =>
        Assert.Equal(["2563 i10", "2564 i10", "2565 i10", "2567 i5", "2568 i5", "2569 i5"], RuleFiles.All.QuestionAcrossYears("iit-false-claims").Select(q => $"{q.Year} {q.Question.Code}"));

    [Fact]
    public void What_was_not_found_is_unknown_and_not_guessed()
    {
        var book = RuleFiles.All.Find(new FiscalYear(2566))!;

        Assert.Empty(book.Questions);
        Assert.Equal(Certainty.Unknown, book.Parts["internal"].Certainty);
        Assert.Equal(Certainty.Unverified, book.FindScale("four-step")!.Source.Certainty);
        Assert.Equal(Certainty.Unverified, book.IndicatorNo(9)!.MethodSource.Certainty);
        Assert.Null(RuleFiles.All.Find(new FiscalYear(2569))!.AnnouncedOn);
        Assert.Null(RuleFiles.All.Find(new FiscalYear(2561)));
    }

    [Fact]
    public void The_latest_edition_of_a_year_is_the_one_in_force_and_the_first_is_still_found()
    {
        var first = RuleFiles.Load("2567");
        var second = first with { Id = "ita-2567.2" };
        var set = new RulebookSet([second, first]);

        Assert.Equal("ita-2567.2", set.Find(new FiscalYear(2567))!.Id);
        Assert.Same(first, set.FindById("ita-2567"));
        Assert.Throws<ArgumentException>(() => new RulebookSet([first, first]));
    }
}
