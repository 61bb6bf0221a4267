using Prongsai.Domain.Rules;

namespace Prongsai.Domain.Tests.Rules;

public sealed class ComparingYears
{
    private static IReadOnlyList<RuleDifference> Between(string from, string to) => RulebookDiff.Between(RuleFiles.Load(from), RuleFiles.Load(to));

    [Fact]
    public void An_item_that_only_moved_is_said_to_have_moved()
    {
        var plan = Between("2567", "2568").Where(d => d.Part is RulePart.Item && d.Subject == "measures-plan");

        Assert.Equal([(DifferenceKind.Moved, "O34", "O27"), (DifferenceKind.Certainty, "from-seeds", "unverified")], plan.Select(d => (d.Change, d.From!, d.To)));
    }

    [Fact]
    public void An_item_that_became_part_of_another_is_taken_in() =>
        Assert.Contains(new RuleDifference(RulePart.Item, "powers", DifferenceKind.TakenIn, "O3 อำนาจหน้าที่", "O1 โครงสร้างและอำนาจหน้าที่"), Between("2567", "2568"));

    [Fact]
    public void And_one_that_became_an_item_again_is_split_out() =>
        Assert.Contains(new RuleDifference(RulePart.Item, "powers", DifferenceKind.SplitOut, "O1 โครงสร้างและอำนาจหน้าที่", "O3 อำนาจหน้าที่"), Between("2568", "2567"));

    [Fact]
    public void Elements_that_were_not_found_are_unknown_and_not_dropped()
    {
        var elements = Between("2567", "2568").Where(d => d.Subject.StartsWith("executives", StringComparison.Ordinal));

        Assert.Contains(new RuleDifference(RulePart.Item, "executives/elements", DifferenceKind.Certainty, "verified", "unknown"), elements);
        Assert.DoesNotContain(elements, d => d.Change is DifferenceKind.Changed or DifferenceKind.Dropped);
    }

    [Fact]
    public void Items_come_and_go()
    {
        var differences = Between("2564", "2565");

        Assert.Contains(new RuleDifference(RulePart.Item, "integrity-pledge", DifferenceKind.Dropped, "O34 เจตจำนงสุจริตของผู้บริหาร", null), differences);
        Assert.Contains(new RuleDifference(RulePart.Item, "no-gift-policy", DifferenceKind.Added, null, "O34 นโยบายไม่รับของขวัญ (No Gift Policy)"), differences);
    }

    [Fact]
    public void Letters_give_way_to_words()
    {
        var levels = Between("2565", "2566").Where(d => d.Part is RulePart.Level).ToArray();

        Assert.Equal(7, levels.Count(d => d.Change is DifferenceKind.Dropped));
        Assert.Contains(new RuleDifference(RulePart.Level, "good", DifferenceKind.Added, null, "ผ่านดี ≥ 85, IIT EIT OIT ≥ 85"), levels);
    }

    [Fact]
    public void A_list_of_questions_that_is_not_known_is_one_difference()
    {
        var questions = Between("2566", "2567").Where(d => d.Part is RulePart.Question);

        Assert.Equal([("IIT", DifferenceKind.Added, "15"), ("EIT", DifferenceKind.Added, "9")], questions.Select(d => (d.Subject, d.Change, d.To!)));
    }

    [Fact]
    public void A_question_is_reworded_and_answered_on_another_scale()
    {
        var changes = Between("2565", "2567").Where(d => d.Part is RulePart.Question && d.Subject == "iit-false-claims").Select(d => d.Change);

        Assert.Equal([DifferenceKind.Moved, DifferenceKind.Reworded, DifferenceKind.Changed, DifferenceKind.Certainty], changes);
    }

    [Fact]
    public void A_year_does_not_differ_from_itself() => Assert.Empty(Between("2567", "2567"));

    [Fact]
    public void Another_weight_is_a_difference()
    {
        var book = RuleFiles.Load("2567");
        var other = book with { Tools = [.. book.Tools.Select(t => t.Code == "OIT" ? t with { Weight = 0.5m } : t)] };

        Assert.Equal(new RuleDifference(RulePart.Tool, "OIT", DifferenceKind.Changed, "0.4", "0.5"), Assert.Single(RulebookDiff.Between(book, other)));
    }
}
