using Prongsai.Domain.Assessment;

namespace Prongsai.Domain.Tests.Assessment;

public sealed class SeedVerification
{
    [Fact]
    public void S0_is_69_66_level_C_with_communication_best_and_prevention_worst()
    {
        var v = Verifier.Verify(Books.Letters(2564), Seeds.S0(Books.Letters(2564)));
        Assert.Equal(69.66m, v.Total);
        Assert.Equal("C", v.Level.Computed!.Code);
        Assert.Equal(Verdict.Agrees, v.Level.Verdict);
        Assert.Equal(Verdict.Agrees, v.Step(Target.Total)!.Verdict);
        Assert.Equal(("ประสิทธิภาพการสื่อสาร", 96.75m), (v.Highest!.Name, v.Highest.Score));
        Assert.Equal(("การป้องกันการทุจริต", 31.25m), (v.Lowest!.Name, v.Lowest.Score));
        Assert.Equal([79.586m, 42.405m], [v.Step("IIT")!.Computed!.Value, v.Step("OIT")!.Computed!.Value]);
        Assert.True(v.AllAgree);
        Assert.Empty(v.Suspects);
        Assert.Equal(("B", 5.34m), (v.Next!.Level.Code, v.Next.TotalMissing));
    }

    [Fact]
    public void S3_is_63_33_level_D()
    {
        var v = Verifier.Verify(Books.Letters(2563), Seeds.S3(Books.Letters(2563)));
        Assert.Equal(63.33m, v.Total);
        Assert.Equal("D", v.Level.Computed!.Code);
        Assert.Equal(Verdict.Unchecked, v.Level.Verdict);
        Assert.Equal(Verdict.Agrees, v.Step(Target.Total)!.Verdict);
        Assert.Equal(("คุณภาพการดำเนินงาน", "การเปิดเผยข้อมูล"), (v.Highest!.Name, v.Lowest!.Name));
    }

    [Fact]
    public void S2_agrees_but_for_indicator_6_and_explains_7()
    {
        var v = Verifier.Verify(Books.Words(), Seeds.S2(Books.Words()));
        Assert.Equal(99.59m, v.Total);
        Assert.Equal("ผ่านดีเยี่ยม", v.Level.Computed!.Name);
        Assert.Equal(Verdict.Agrees, v.Level.Verdict);
        Assert.All([1, 2, 3, 4, 5, 7, 8, 10], no => Assert.Equal(Verdict.Agrees, v.Step(Target.Indicator(no))!.Verdict));
        var six = v.Step("ind6")!;
        Assert.Equal((Verdict.Differs, -0.337m), (six.Verdict, Math.Round(six.Difference!.Value, 3)));
        var seven = v.Step("ind7")!;
        Assert.Equal(0.007m, Math.Round(seven.Difference!.Value, 3));
        Assert.Contains("0.007", seven.Why, StringComparison.Ordinal);
        Assert.False(v.AllAgree);
        Assert.Null(v.Next);
    }

    [Fact]
    public void S2_item_that_is_not_printed_leaves_its_indicator_unchecked_and_says_what_would_fit()
    {
        var nine = Verifier.Verify(Books.Words(), Seeds.S2(Books.Words())).Step("ind9")!;
        Assert.Equal(Verdict.Unchecked, nine.Verdict);
        Assert.Contains("O25 ได้ 100", nine.Why, StringComparison.Ordinal);
    }
}
