namespace Prongsai.Domain.Tests;

public sealed class FiscalYears
{
    [Fact]
    public void Year_2568_runs_from_october_2024_to_september_2025()
    {
        var year = new FiscalYear(2568);
        Assert.Equal(new DateOnly(2024, 10, 1), year.FirstDay);
        Assert.Equal(new DateOnly(2025, 9, 30), year.LastDay);
        Assert.Equal(year, FiscalYear.Of(year.FirstDay));
        Assert.Equal(year, FiscalYear.Of(year.LastDay));
        Assert.Equal(year.Next, FiscalYear.Of(year.LastDay.AddDays(1)));
    }

    [Theory]
    [InlineData("2568")]
    [InlineData("๒๕๖๘")]
    [InlineData(" ๒๕68 ")]
    public void Thai_and_arabic_digits_are_the_same_year(string text)
    {
        Assert.True(FiscalYear.TryParse(text, null, out var year));
        Assert.Equal(2568, year.Value);
    }

    [Theory]
    [InlineData("68")]
    [InlineData("2025")]
    [InlineData("")]
    [InlineData("25๖๘.0")]
    public void Anything_else_is_not_a_year(string text) => Assert.False(FiscalYear.TryParse(text, null, out _));
}
